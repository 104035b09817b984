"""What the pages have in common: tables that know how they are shown, and both programmes beside each other."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.charts.rows import Rows, bare
from analysis.evidence.columns import last_day
from analysis.evidence.readings import Reading, Row
from analysis.model.amounts import Triplet
from analysis.sentences import sentence
from analysis.study import Quantity, Study
from analysis.study.quantity import quantity_of
from analysis.study.study import Seat
from analysis.text import N_, translate, translate as _
from analysis.uncertainty import Sample
from analysis.wording import dollar_unit

BILLIONS = {
    "EUR": N_("billions of euro"),
    "USD": N_("billions of US dollars"),
    "GBP": N_("billions of pounds sterling"),
    "JPY": N_("billions of Japanese yen"),
    "KRW": N_("billions of Korean won"),
    "INR": N_("billions of Indian rupees"),
    "CNY": N_("billions of Chinese yuan"),
    "CAD": N_("billions of Canadian dollars"),
    "AUD": N_("billions of Australian dollars"),
    "SEK": N_("billions of Swedish kronor"),
}
"""What the axis of a sum counts, by currency."""

ROUNDING = 1e-6
"""Draws are 32-bit floats: what differs by less than this part of it is one value."""


def present(
    rows: list[dict] | pd.DataFrame, headings: Mapping[str, str], sources: Iterable[str] = (), **further: object
) -> pd.DataFrame:
    """A table that knows how it is to be shown.

    Parameters
    ----------
    rows : list of dict or pandas.DataFrame
        The table; a cell with a number is a :class:`Quantity`, which has its unit, range, bound and documents.
    headings : mapping of str to str
        The columns to be shown, in order, with their headings in English.
    sources : iterable of str
        Ids of documents beside those behind the quantities in its cells.
    **further
        ``note``: text to be printed under it; ``decimals``: of single columns of plain numbers; ``precise``: columns of
        quantities with three digits; ``proper``: columns of names that are the same in every language; ``programmes``:
        for a column of names of programmes, the column with their words.

    Returns
    -------
    pandas.DataFrame
        With all of this in its ``attrs``.

    Examples
    --------
    >>> from analysis import compare
    >>> frame = present([{"sites": compare("article").subject.sites}], {"sites": "Sites planned"})
    >>> frame.attrs["headings"], len(frame.attrs["sources"]) > 0
    ({'sites': 'Sites planned'}, True)
    """
    if isinstance(rows, pd.DataFrame):
        table = rows.copy()
    else:
        table = pd.DataFrame(rows, columns=None if rows else list(headings))
    found = [*sources_of(table.to_dict("records")), *sources]
    table.attrs = {"headings": dict(headings), "sources": tuple(dict.fromkeys(found)), **further}
    return table


@dataclass(frozen=True)
class Table:
    """A table with its texts, in the language that was spoken when it was made.

    Attributes
    ----------
    study : Study
        Knows the documents.
    name : str
        Anchor on its page: small letters, digits, hyphens.
    frame : pandas.DataFrame
        From :func:`present`.
    title, note : str
    find : str
        What a reader may look for in a long table, which then can be searched, sorted and downloaded; empty for none.
    """

    study: Study
    name: str
    frame: pd.DataFrame
    title: str
    note: str = ""
    find: str = ""


def table(
    study: Study,
    name: str,
    frame: pd.DataFrame,
    *,
    title: str,
    note: str = "",
    values: Mapping[str, Any] | None = None,
    find: str = "",
) -> Table:
    """Make a table to be shown: fill its texts from a study, in the language spoken.

    Parameters
    ----------
    study, name, frame
        As :class:`Table` has them.
    title, note : str
        Templates.
    values : mapping, optional
        Further values for placeholders.
    find : str
        What a reader may look for in a long table, as :class:`Table` has it.
    """
    beside = " ".join(filter(None, (sentence(study, note, values=values), frame.attrs.get("note"))))
    return Table(study, name, frame, sentence(study, title, values=values), beside, translate(find))


def sources_of(rows: Iterable[Mapping[str, object]]) -> list[str]:
    """The documents behind the quantities in rows, row by row."""
    return [source for row in rows for cell in row.values() if isinstance(cell, Quantity) for source in cell.sources]


def rate_source(study: Study) -> list[str]:
    """The document behind the exchange rate, where one was needed."""
    needed = any(seat.currency != "USD" for seat in study.seats.values())
    return [study.rate.source_id] if needed and study.rate.source_id else []


PAIRED = {"what": N_("What"), "programme": N_("Programme"), "value": N_("Value"), "as_of": N_("As of")}
"""Headings of a table of pairs; ``told`` says what low and high are, or why there is no figure."""

TOLD = {"told": N_("Low and high are, or why there is no figure")}


def paired(
    study: Study,
    names: Mapping[str, str],
    change: Callable[[Quantity], Quantity] = lambda value: value,
    **cells: object,
) -> list[dict[str, object]]:
    """Quantities that both programmes have, as rows one under another.

    Parameters
    ----------
    study : Study
    names : mapping of str to str
        Names of quantities, each with what to call it.
    change : callable
        What is made of each quantity, such as :func:`in_dollars`.
    **cells
        Further cells of every row.

    Returns
    -------
    list of dict
        ``what``, ``seat``, ``programme``, ``value``, ``as_of``, ``told``.
    """
    return [
        row_of(study, key, words, change(seat[name])) | cells
        for name, words in names.items()
        for key, seat in study.seats.items()
    ]


def row_of(study: Study, seat: str, what: str, value: Quantity) -> dict[str, object]:
    """One programme's value of one thing."""
    return {
        "what": what,
        "seat": seat,
        "programme": study.seats[seat].short_name,
        "value": value,
        "as_of": value.as_of,
        "told": value.gap or value.interval or N_("no range"),
    }


def dotted(study: Study, rows: list[dict], heading: str, unit: str, note: str = "", **look: object) -> Rows:
    """Both programmes' values as rings with their ranges, thing by thing, where equal steps are equal factors.

    Parameters
    ----------
    study : Study
    rows : list of dict
        As :func:`row_of` makes them.
    heading : str
        What the things are.
    unit : str
    note : str
        Text to be printed under the table.
    **look
        Further attributes of :class:`analysis.charts.rows.Rows`.
    """
    frame = present(rows, PAIRED | TOLD | {"what": heading}, rate_source(study), note=note)
    unit = _("{unit}, logarithmic scale", unit=unit)
    look = {"group": "what", "shape": "ring", "kind": "log", "unit": unit, "write": bare} | look
    return Rows(frame, _("Dots with ranges, {unit}.", unit=unit), **look)


def sources_in(rows: Iterable[Row]) -> list[str]:
    """The documents behind rows whose cells are no quantities."""
    return [source for row in rows for source in row.get("sources", ())]


def in_dollars(value: Quantity) -> Quantity:
    """A sum of money in US dollars, where that is known."""
    return value if value.usd is None else replace(value, value=value.usd, unit=dollar_unit(value))


def in_unit(value: Quantity, factor: float, unit: str) -> Quantity:
    """A quantity in another unit: times a factor.

    Examples
    --------
    >>> in_unit(Quantity("x", "x", Triplet(1e6, 2e6, 3e6), "H100e"), 1e-6, "million H100e")
    <x: 2 (1 to 3) million H100e, as of None>
    """
    if value.value is None:
        return replace(value, unit=unit)
    ends = (value.value.low, value.value.central, value.value.high)
    return replace(value, value=Triplet(*(None if end is None else end * factor for end in ends)), unit=unit)


def banded(draws: np.ndarray, central: float) -> Triplet:
    """A central value with the 5th and the 95th percentile of draws, widened where they do not hold it.

    Parameters
    ----------
    draws : numpy.ndarray
        One axis; one value for all draws where nothing moves it.
    central : float
        What the central inputs give, in the same unit.

    Examples
    --------
    >>> banded(np.linspace(0.0, 200.0, 101), 100.0)
    Triplet(low=10.0, central=100.0, high=190.0)
    """
    low, __, high = Sample({"it": np.atleast_1d(draws)}, True).band("it")
    if high - low <= ROUNDING * abs(central):
        return Triplet.exact(central)
    return Triplet(min(low, central), central, max(high, central))


def worked_out(study: Study, names: Sequence[str], function: Callable[..., np.ndarray]) -> Triplet:
    """What a function makes of some quantities: of their central values, with 5% to 95% of draws of them."""
    drawn = study.sample(*names).values
    central = function(*(study.quantities[name].central for name in names))
    return banded(function(*(drawn[name] for name in names)), float(central))


def above(one: Quantity | float, other: Quantity | float) -> bool:
    """Whether the whole range of a quantity lies above that of another; one of them may be a number.

    Returns
    -------
    bool
        False where either is a gap or has no bound on that side.

    Examples
    --------
    >>> above(Quantity("x", "x", Triplet(1.1, 1.2, 1.3), "ratio"), 1.0)
    True
    """
    low, high = (
        getattr(value.value, end, None) if isinstance(value, Quantity) else value
        for value, end in ((one, "low"), (other, "high"))
    )
    return None not in (low, high) and low > high


def read_from(study: Study, row: Row) -> Quantity:
    """A chosen reading as it stands in its table."""
    return Quantity(
        row.get("quantity", row.get("rung")),
        "",
        Triplet(float(row["low"]), float(row["central"]), float(row["high"])),
        row["unit"],
        qualifier=row["qualifier"],
        sources=study.evidence.documents(row["fact_ids"].split(";")),
    )


def of_reading(study: Study, name: str, reading: Reading) -> Quantity:
    """What was known of a day, as a quantity; one that found nothing has no value."""
    return replace(quantity_of(reading, name, name, study.evidence), rung=name)


def begun_before(seat: Seat) -> bool:
    """Whether work at the first site began before the programme was announced."""
    begun, announced = seat.work_starts.central, seat.announced_on.central
    return None not in (begun, announced) and begun < announced


def of_fact(study: Study, fact: Row | str) -> Quantity:
    """A fact, or the one with an id, as a quantity; an end it does not give is its value."""
    evidence = study.evidence
    fact = evidence.fact(fact) if isinstance(fact, str) else fact
    values = (fact["value"] if pd.isna(fact[end]) else fact[end] for end in ("low", "value", "high"))
    sources = evidence.documents([fact["fact_id"]])
    return Quantity(
        fact["metric"],
        fact["metric"],
        Triplet(*map(float, values)),
        fact["unit"],
        as_of=last_day(fact["as_of"]),
        sources=sources,
        confidence=fact["confidence"],
        tier=evidence.tier(sources),
        fact_ids=(fact["fact_id"],),
    )
