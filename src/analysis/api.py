"""Ask a study from a notebook or a program: its numbers as a table, how one is made, its tables as plain numbers."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, replace
from typing import Any

import pandas as pd

from analysis.edition import all_editions
from analysis.errors import CallError, not_known, shown
from analysis.evidence import load
from analysis.model.amounts import Amount
from analysis.model.exchange import CURRENCIES, converted
from analysis.model.overlaps import total as added_up
from analysis.paths import project
from analysis.provenance import explanation
from analysis.publish.shown import Shown, escape
from analysis.study import Quantity, Study, compare
from analysis.study.field import REAL, WORDS, field_of
from analysis.text import translate


def numbers(study: Study | str | None = None, **parameters: Any) -> pd.DataFrame:
    """All quantities of a comparison as a table, as ``analysis numbers`` prints them.

    Parameters
    ----------
    study : Study or str, optional
        A comparison, or the name of an edition; ``latest`` when left out.
    **parameters
        Where an edition is named: parameters to change, as in :func:`analysis.compare`.

    Returns
    -------
    pandas.DataFrame
        One row a quantity, under its full name: ``low``, ``central``, ``high`` in ``unit`` (NaN for a gap), ``as_of``,
        ``what`` it is.

    Examples
    --------
    >>> numbers("article").loc["subject.announced_per_site", "unit"]
    'EUR bn per site'
    >>> float(numbers("article", subject_sites=8).loc["subject.announced_per_site", "central"])
    2.5
    """
    found = study if isinstance(study, Study) else compare(study, **parameters)
    rows = {
        f"{group}.{name}": {
            **ends(quantity),
            "unit": quantity.unit,
            "as_of": quantity.as_of,
            "what": translate(quantity.label),
        }
        for group, quantities in found.groups.items()
        for name, quantity in quantities.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("quantity")


def ends(quantity: Quantity) -> dict[str, float | None]:
    """The three values of a quantity, None where there is none."""
    return {end: getattr(quantity.value, end, None) for end in ("low", "central", "high")}


def frame(table: pd.DataFrame) -> pd.DataFrame:
    """A table of a study as plain numbers, with units in the names of its columns.

    Parameters
    ----------
    table : pandas.DataFrame
        What a function of ``analysis.pages`` gives.

    Returns
    -------
    pandas.DataFrame
        A column of quantities becomes three, such as ``subject low [EUR bn]``, ``subject [EUR bn]`` and ``subject high
        [EUR bn]``; where its units differ, they stand in a column ``subject unit``. Other columns stay as they are.

    Examples
    --------
    >>> from analysis import compare
    >>> from analysis.pages import answer
    >>> plain = frame(answer.ratios(compare("article")).frame)
    >>> plain.filter(like="[").columns.tolist()[:3]
    ['subject low [EUR bn]', 'subject [EUR bn]', 'subject high [EUR bn]']
    >>> float(plain["subject [EUR bn]"].iloc[0])
    20.0
    """
    columns: dict[str, list] = {}
    for name in table.columns:
        values = list(table[name])
        units = list(dict.fromkeys(value.unit for value in values if isinstance(value, Quantity)))
        if not units:
            columns[name] = values
            continue
        unit = f" [{units[0]}]" if len(units) == 1 else ""
        for end, word in (("low", f"{name} low"), ("central", name), ("high", f"{name} high")):
            columns[word + unit] = [ends(value)[end] if isinstance(value, Quantity) else None for value in values]
        if not unit:
            columns[f"{name} unit"] = [getattr(value, "unit", "") for value in values]
    return pd.DataFrame(columns, index=table.index)


def explain(quantity: str, study: Study | str | None = None, **parameters: Any) -> Shown:
    """How a number is made: its formula, inputs, chosen rows, facts and documents.

    Parameters
    ----------
    quantity : str
        ``announced_ratio``, ``comparator.spent``, or a short name that both programmes have.
    study : Study or str, optional
        A comparison, or the name of an edition; ``latest`` when left out.
    **parameters
        Where an edition is named: parameters to change, as in :func:`analysis.compare`.

    Returns
    -------
    Shown
        The lines that ``analysis explain`` prints, each value with its unit; JupyterLab shows them.

    Raises
    ------
    CallError
        If there is no such quantity.

    Examples
    --------
    >>> print(str(explain("subject.announced", "article")).replace(chr(160), " ").splitlines()[0])
    subject.announced = €20bn
    """
    found = study if isinstance(study, Study) else compare(study, **parameters)
    text = "\n".join(explanation(found, quantity))
    return Shown(f"<pre>{escape(text)}</pre>", text)


def editions() -> pd.DataFrame:
    """The editions there are, as ``analysis editions`` lists them.

    Returns
    -------
    pandas.DataFrame
        One row an edition, under its name: ``as_of``, ``subject``, ``comparator``, ``why``.

    Examples
    --------
    >>> editions().loc["article", "as_of"]
    datetime.date(2025, 12, 4)
    """
    root, columns = project(), ("as_of", "subject", "comparator", "why")
    found = all_editions(root.data / "editions", load(root.data))
    rows = {name: {column: getattr(parameters, column) for column in columns} for name, parameters in found.items()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("edition")


def field(
    study: Study | str | None = None,
    *,
    rung: str | None = None,
    kind: str | None = None,
    currency: str = "USD",
    **parameters: Any,
) -> pd.DataFrame:
    """Every programme with a seat on every rung of the ladder, as ``analysis field`` prints them.

    Parameters
    ----------
    study : Study or str, optional
        A comparison, or the name of an edition; ``latest`` when left out. Its day and its rates are taken.
    rung : str, optional
        One rung alone: ``announced``, ``committed``, ``financed``, ``spent`` or ``in_service``.
    kind : str, optional
        One kind alone: a word of ``data/vocabulary/programme_kinds.csv``.
    currency : str
        What the sums are told in, at the market rates of the study.
    **parameters
        Where an edition is named: parameters to change, as in :func:`analysis.compare`.

    Returns
    -------
    pandas.DataFrame
        One row a programme and rung with a sum: ``programme``, ``name``, ``kind``, ``inside`` (the programme that it is
        part of), ``rung``, ``low``, ``central``, ``high`` [billions of the currency], ``bound``, ``as_of``,
        ``measure`` (``one year`` for money that flows) and ``perimeter``.

    Raises
    ------
    CallError
        If there is no such rung, kind or currency.

    Examples
    --------
    >>> japan = field(rung="announced").set_index("programme").loc["other:japan"]
    >>> round(float(japan["central"]), 1), japan["bound"]
    (63.6, 'at least')
    """
    found = study if isinstance(study, Study) else compare(study, **parameters)
    kinds = found.evidence.vocabularies["programme_kinds"].words
    allowed = {"rung": (rung, (*WORDS, *REAL)), "kind": (kind, kinds), "currency": (currency, CURRENCIES)}
    for what, (word, known) in allowed.items():
        if word is not None and word not in known:
            raise CallError(f"{what}: {not_known(word, f'a {what}', known)}")
    rows = [
        {
            "programme": one.programme,
            "name": translate(one.name),
            "kind": one.kind,
            "inside": one.inside,
            "rung": money.rung,
            **{end: converted(value, "USD", currency, found.rate) for end, value in asdict(money.usd).items()},
            "bound": money.bound,
            "as_of": money.as_of,
            "measure": money.measure,
            "perimeter": translate(money.perimeter),
        }
        for one in field_of(found)
        for money in one.rungs.values()
        if money.known and kind in (None, one.kind) and rung in (None, money.rung)
    ]
    columns = ("programme", "name", "kind", "inside", "rung", "low", "central", "high")
    return pd.DataFrame(rows, columns=(*columns, "bound", "as_of", "measure", "perimeter"))


def total(
    programmes: Iterable[str],
    rung: str,
    study: Study | str | None = None,
    *,
    allow: Collection[str] = (),
    **parameters: Any,
) -> Amount:
    """The money of several programmes on one rung in US dollars, each euro counted once.

    Parameters
    ----------
    programmes : iterable of str
        Words of ``data/vocabulary/programmes.csv`` with a sum on the rung.
    rung : str
        ``announced``, ``committed``, ``financed``, ``spent`` or ``in_service``.
    study : Study or str, optional
        A comparison, or the name of an edition; ``latest`` when left out. Its day and its rates are taken.
    allow : collection of str
        Kinds of difference that the caller names: ``overlap``, or one of :data:`analysis.model.amounts.KINDS`.
    **parameters
        Where an edition is named: parameters to change, as in :func:`analysis.compare`.

    Returns
    -------
    analysis.model.amounts.Amount
        In billions of US dollars.

    Raises
    ------
    CallError
        If a programme has no sum on the rung.
    UnlikeError
        If two of them overlap, or their sums count unlike things, and the difference is not named.

    Examples
    --------
    >>> added = total(["other:datavolt-neom", "other:microsoft-sines"], "announced")
    >>> added.value.central, added.currency
    (15.0, 'USD')
    """
    found = study if isinstance(study, Study) else compare(study, **parameters)
    known = {
        one.programme: replace(money, value=money.usd, unit="USD bn").amount
        for one in field_of(found)
        for money in one.rungs.values()
        if money.known and money.rung == rung
    }
    for one in (wanted := list(programmes)):
        if one not in known:
            what = f"a programme with a sum on the rung {shown(rung)}"
            raise CallError(not_known(one, what, known, "analysis field"))
    return added_up({one: known[one] for one in wanted}, found.evidence.ties, allow)
