"""How sure the results are: bands of draws, what moves them, and what draws cannot tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

import pandas as pd

from analysis.evidence.columns import last_day
from analysis.model.amounts import Triplet
from analysis.model.graph import SEATS, without_seat
from analysis.sentences import sentence
from analysis.study import Quantity, Study, compare
from analysis.study.derived import known
from analysis.tables.presentation import present, quantity_of_fact, sources_of
from analysis.text import N_, plural, translate
from analysis.text import translate as _
from analysis.uncertainty import convergence
from analysis.uncertainty.sampling import DRAWS
from analysis.wording import capitalised, large, month, number, percent, with_unit

OUTCOMES = {
    "comparison.first_price_cost_per_h100e_hour_ratio": N_(
        "Cost of an hour of compute at the prices of one year, {comparator.short_name} over {subject.short_name}"
    ),
    "comparison.announced_present_value_ratio": N_(
        "Present value of the sums announced, {comparator.short_name} over {subject.short_name}"
    ),
    "comparison.h100e_by_money_ratio": N_(
        "Compute that the sums buy, {comparator.short_name} over {subject.short_name}"
    ),
    "comparison.lag_at_first_service": N_(
        "Years from {comparator.short_name} having the compute planned at {subject.short_name} to first service there"
    ),
    "subject.h100e_by_money": N_("Compute that the sum buys, chip by chip, {subject.short_name}"),
    "comparator.h100e_by_money": N_("Compute that the sum buys, chip by chip, {comparator.short_name}"),
    "subject.h100e_by_site_cost": N_("Compute that the sum buys, at the cost of a whole site, {subject.short_name}"),
    "subject.cost_per_h100e_hour": N_("Cost of an hour of compute, {subject.short_name}"),
}
"""The main results that rest on several uncertain inputs, with templates of what to call them."""

SIZES = tuple(1 << power for power in range(6, DRAWS.bit_length(), 2))
"""Numbers of draws at which convergence is looked at, up to the number in use."""

TIMES = N_("times")
"""The unit of a ratio in a sentence."""

LEAST, MOST = 0.1, 7
"""A swing below this part of the largest is left out of a tornado, and so is what comes after so many bars."""


def named(study: Study, outcome: str) -> Quantity:
    """A quantity by its name with its group: ``subject.h100e_by_money``."""
    group, _, name = outcome.partition(".")
    return study.groups[group][name]


def label(study: Study, outcome: str) -> str:
    """What to call an outcome."""
    return sentence(study, translate(OUTCOMES.get(outcome, named(study, outcome).label)))


def drawn(study: Study) -> list[str]:
    """The main results whose range comes from draws and stays above zero."""
    of_draws = [name for name in OUTCOMES if named(study, name).interval.endswith("draws")]
    values = {name: named(study, name).value for name in of_draws}
    return [name for name, value in values.items() if value.high is not None and (value.low or 0) > 0]


def bands(study: Study) -> pd.DataFrame:
    """The main results with the range of nine draws in ten, the narrowest first.

    Returns
    -------
    pandas.DataFrame
        One row a result: ``outcome`` (its name), ``label``, ``value`` (:class:`Quantity`), ``span`` (in words),
        ``low``, ``median``, ``high`` [5th, 50th and 95th percentile, in the unit of the result], ``factor`` (high over
        low).
        ``attrs["draws"]`` is their number.

    Examples
    --------
    >>> from analysis.study import compare
    >>> table = bands(compare("latest"))
    >>> bool(table["factor"].is_monotonic_increasing), int(table.attrs["draws"])
    (True, 16384)
    """
    rows = []
    for outcome in drawn(study):
        quantity = named(study, outcome)
        low, high = quantity.value.low, quantity.value.high
        words = span(low, high, TIMES if quantity.unit == "ratio" else quantity.unit)
        said = {"outcome": outcome, "label": label(study, outcome), "value": quantity, "span": words}
        rows.append(said | {"low": low, "median": quantity.median, "high": high, "factor": high / low})
    headings = {
        "label": N_("Result"),
        "value": N_("Central value and nine draws in ten"),
        "factor": N_("High end over low end"),
    }
    sources = sources_of(rows)
    rows.sort(key=lambda row: row["factor"])
    return present(rows, headings, sources, decimals={"factor": 2}, draws=float(DRAWS))


def input_label(study: Study, name: str) -> str:
    """What an input of the model is, with its programme where it is of one.

    Examples
    --------
    >>> from analysis.study import compare
    >>> input_label(compare("latest"), "chip_price")
    'Price of one accelerator package'
    """
    return capitalised(input_words(study, name))


def input_words(study: Study, name: str) -> str:
    """An input as it stands within a sentence."""
    meaning = translate(study.evidence.quantities[without_seat(name)]["meaning"])
    seat = next((seat for seat in SEATS if name.startswith(f"{seat}_")), None)
    return _("{programme}: {meaning}", programme=study.seats[seat].short_name, meaning=meaning) if seat else meaning


def span(low: float, high: float, unit: str) -> str:
    """Two values with their unit.

    Examples
    --------
    >>> span(0.35, 0.46, "share"), span(27, 50, "USD bn/GW").replace("\N{NO-BREAK SPACE}", " ")
    ('35% to 46%', 'USD 27 to 50 bn per GW')
    """
    if unit == "year":
        return _("{low} to {high}", low=month(low), high=month(high))
    if unit.startswith("share"):
        return _("{low} to {high}", low=percent(low), high=percent(high))
    return with_unit(_("{low} to {high}", low=large(low), high=large(high)), unit, high)


def levers(study: Study, outcome: str) -> pd.DataFrame:
    """What each input does to a result: the tornado, with the part of the variance that the input explains.

    Parameters
    ----------
    study : Study
    outcome : str
        Such as ``subject.h100e_by_money``.

    Returns
    -------
    pandas.DataFrame
        One row an input, the one that moves the result most first: ``input`` (in words), ``moved`` (from where to
        where), ``low``, ``high`` (the result there, in its unit), ``swing``, ``first``, ``total`` (Sobol' indices of
        a run with independent inputs). Small swings are left out, which ``attrs["note"]``
        says. ``attrs["central"]`` is the result at central inputs, ``attrs["top"]`` the first input
        without its programme.
        Empty where there is no result.

    Examples
    --------
    >>> from analysis.study import compare
    >>> levers(compare("latest"), "subject.h100e_by_money")["input"].iloc[0]
    'Price of one accelerator package'
    """
    headings = {
        "input": N_("Input"),
        "moved": N_("Moved from its 5th to its 95th percentile"),
        "low": N_("Result at its low end"),
        "high": N_("Result at its high end"),
        "first": N_("Part of the spread, alone"),
        "total": N_("Part of the spread, in all"),
    }
    quantity = named(study, outcome)
    if not quantity.known or not quantity.interval:
        return present([], headings, [], top=None)
    found = study.tornado(outcome).merge(study.sobol_indices(outcome), on="input")
    kept = found[found["swing"] >= LEAST * found["swing"].max()].head(MOST)
    rows = [
        {
            "input": input_label(study, row["input"]),
            "moved": span(row["input_low"], row["input_high"], study.inputs[row["input"]].unit),
            **row[["low", "high", "swing", "first", "total"]],
        }
        for __, row in kept.iterrows()
    ]
    left_out = len(found) - len(kept)
    not_drawn_too = plural(
        "Not drawn, for moving it less: {count} further input.",
        "Not drawn, for moving it less: {count} further inputs.",
        left_out,
        count=number(left_out),
    )
    further = {
        "central": quantity.central,
        "unit": quantity.unit,
        "top": study.evidence.quantities[without_seat(kept["input"].iloc[0])]["meaning"],
        "note": not_drawn_too if left_out else "",
    }
    return present(rows, headings, quantity.sources, decimals={"first": 2, "total": 2}, **further)


def convergence_of(study: Study, outcome: str) -> pd.DataFrame:
    """How far the ends of a band still move from one set of draws to the next.

    Returns
    -------
    pandas.DataFrame
        One row a number of draws and a percentile: ``draws``, ``percentile`` (5, 50, 95), ``least``, ``mean``,
        ``most`` over eight sets. ``attrs["still"]`` is the largest distance that is left at the number of draws in
        use, as a share of the mean. Empty where the result has no band.
    """
    headings = {
        "draws": N_("Draws"),
        "percentile": N_("Percentile"),
        "least": N_("Least"),
        "mean": N_("Mean"),
        "most": N_("Most"),
    }
    quantity = named(study, outcome)
    if not quantity.interval.endswith("draws"):
        return present([], headings, [], still=None)
    name = study.in_graph(outcome)
    table = convergence(study.graph, known(study.inputs), study.uncertain, study.ranks, name, SIZES)
    last = table[table["draws"] == DRAWS]
    still = float(((last["most"] - last["least"]) / last["mean"].abs()).max())
    rows = table.assign(draws=table["draws"].astype(float), percentile=(table["percentile"] * 100).round())
    return present(rows, headings, quantity.sources, still=still, unit=quantity.unit)


def with_and_without_correlation(study: Study) -> pd.DataFrame:
    """The bands of the main results when inputs of a group move together, and when each moves by itself.

    Returns
    -------
    pandas.DataFrame
        One row a result: ``outcome``, ``label``, ``together``, ``apart`` (:class:`Quantity`), ``wider`` (width of the
        first over that of the second, less one).
    """
    names = drawn(study)
    alone = study.sample(*names, correlated=False) if names else None
    rows = []
    for outcome in names:
        quantity = named(study, outcome)
        low, median, high = alone.band(study.in_graph(outcome))
        low, high = min(low, quantity.central), max(high, quantity.central)  # as ranges are everywhere
        apart = replace(quantity, value=Triplet(low, quantity.central, high), median=median)
        width = quantity.value.high - quantity.value.low
        wider = width / (high - low) - 1
        rows.append(
            {"outcome": outcome, "label": label(study, outcome), "together": quantity, "apart": apart, "wider": wider}
        )
    headings = {
        "label": N_("Result"),
        "together": N_("Inputs of a group move together"),
        "apart": N_("All inputs independent"),
    }
    return present(rows, headings)


def band_by_correlation(table: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """One result of :func:`with_and_without_correlation`, to be drawn.

    Returns
    -------
    pandas.DataFrame
        Two rows: ``label``, ``value`` (:class:`Quantity`); empty where the result has no band. ``attrs["wider"]`` is
        how much wider the first is than the second [share]; None where there is none.
    """
    headings = {"label": N_("Inputs"), "value": N_("Central value and nine draws in ten")}
    found = table[table["outcome"] == outcome] if len(table) else table
    if found.empty:
        return present([], headings, [], wider=None)
    row = found.iloc[0]
    rows = [{"label": table.attrs["headings"][name], "value": row[name]} for name in ("together", "apart")]
    return present(rows, headings, wider=float(row["wider"]))


def not_drawn(study: Study) -> str | None:
    """The main results that have no value, each with its reason; None where all have one."""
    gaps = {label(study, outcome): named(study, outcome).gap for outcome in OUTCOMES}
    said = [_("{label} ({reason})", label=words, reason=gap) for words, gap in gaps.items() if gap]
    return _("; ").join(said) or None


def moving_together(study: Study, group: str) -> str:
    """The inputs of one group that move together, in words; empty where there are no two."""
    names = [name for name in study.uncertain if study.inputs[name].group == group]
    if len(names) < 2:
        return ""
    return _("; ").join(input_words(study, name) for name in names)


TOGETHER = {
    "public_money": N_("the money of the EU or a federal budget and that of the states"),
    "span": N_("the years that both promises are spread over"),
    "buildings": N_("the chips and the cost of what is in service"),
    "plan": N_("the power and the chips of one plan"),
}
"""Groups of inputs that move nearly in step, in words."""


def also_together(study: Study) -> str:
    """What is to be said of the other inputs that move together, and of those that move by themselves."""
    counts = Counter(study.inputs[name].group for name in study.uncertain)
    moving = {group.partition(" of ")[0] for group, count in counts.items() if count > 1}
    groups = [translate(words) for group, words in TOGETHER.items() if group in moving]
    if not groups:
        return _("All others are drawn on their own.")
    return _("Nearly in step move {groups}. All others are drawn on their own.", groups=_("; ").join(groups))


def widest(table: pd.DataFrame) -> dict[str, float | None]:
    """The ``least`` and the ``most`` factor between the ends of a band of :func:`bands`; None where there is none."""
    return {end: None if table.empty else float(table["factor"].iloc[at]) for end, at in (("least", 0), ("most", -1))}


EDITIONS = ("latest", "article", "ppp", "constant-prices", "slow-eu", "half-stargate")
"""Editions that are set against one another."""

ACROSS = {
    "announced_ratio": N_("Announced sums"),
    "h100e_by_money_ratio": N_("Compute that they buy"),
    "lag_at_first_service": N_("Lag at first service"),
}
"""Results that are set against one another across editions, with their headings."""

JUDGEMENT = ("judgement", "estimate of this project", "from memory")
"""Words by which the basis of an input, in English, says that it is judgement."""


def across_editions(study: Study) -> pd.DataFrame:
    """The headline results in every edition, with the programmes in their seats as in this study.

    Returns
    -------
    pandas.DataFrame
        One row an edition: ``edition``, ``why``, and a :class:`Quantity` for each of :data:`ACROSS`. An edition that
        sets figures of one seat is left out where another programme sits there.
    """
    seats = {name: seat.programme for name, seat in study.seats.items()}
    rows = []
    for name in EDITIONS:
        of_file = compare(name)
        as_filed = {seat: getattr(of_file, seat).programme for seat in SEATS} == seats
        if not as_filed and any(key.startswith(SEATS) for key in of_file.loaded.settings):
            continue
        found = of_file if as_filed else compare(name, **seats)
        results = {key: replace(found.comparison[key]) for key in ACROSS}  # copies: none is a number of this study
        rows.append({"edition": name, "why": found.loaded.parameters.why} | results)
    return present(rows, {"edition": N_("Edition"), "why": N_("What it asks"), **ACROSS})


def judged(study: Study, outcomes: Iterable[str]) -> pd.DataFrame:
    """The uncertain inputs behind some results whose basis says that it is judgement.

    Returns
    -------
    pandas.DataFrame
        One row an input: ``input``, ``value`` (:class:`Quantity`), ``why``. ``attrs["of"]`` is how many uncertain
        inputs there are behind the results.
    """
    known_outcomes = [outcome for outcome in outcomes if named(study, outcome).known]
    behind = set().union(*(study.graph.upstream(study.in_graph(outcome)) for outcome in known_outcomes))
    moving = [name for name in study.inputs if name in behind & study.uncertain.keys()]
    rows = []
    for name in moving:
        quantity = study.inputs[name]
        if quantity.is_own_estimate or any(word in basis_as_filed(study, quantity) for word in JUDGEMENT):
            rows.append({"input": input_label(study, name), "value": quantity, "why": quantity.why})
    headings = {
        "input": N_("Input"),
        "value": N_("Value and range"),
        "why": N_("What it rests on"),
    }
    return present(rows, headings, of=float(len(moving)))


def basis_as_filed(study: Study, quantity: Quantity) -> str:
    """Why a quantity was read so, in small letters and in the English of the rows that it was read from."""
    rows = [getattr(study.evidence, PurePosixPath(file).stem).loc[row] for file, row in quantity.chosen]
    return " ".join(str(row.get(column, "")) for row in rows for column in ("basis", "note")).lower()


def readings_that_conflict(study: Study) -> pd.DataFrame:
    """Facts on the programmes that a second document contradicts, as far as both were published.

    Returns
    -------
    pandas.DataFrame
        One row a contradiction: ``fact`` (in words), ``value`` (:class:`Quantity`), ``other`` (what the second
        document says), ``publisher`` of the latter.
    """
    evidence = study.evidence
    seated = [seat.programme for seat in study.seats.values()]
    rows = []
    for __, row in evidence.corroboration[evidence.corroboration["agrees"] == "no"].iterrows():
        fact, source = evidence.fact(row["fact_id"]), evidence.source(row["source_id"])
        papers = (evidence.source(fact["source_id"]), source)
        if fact["programme"] not in seated or any(last_day(paper["published"]) > study.as_of for paper in papers):
            continue
        documents = (*evidence.documents([row["fact_id"]]), row["source_id"])
        exact = Triplet.exact(float(fact["value"]))
        rows.append(
            {
                "fact": fact["note"].removeprefix("plot series: "),
                "value": replace(quantity_of_fact(fact), value=exact, sources=documents),
                "other": row["note"],
                "publisher": source["publisher"],
            }
        )
    headings = {
        "fact": N_("One reading"),
        "value": N_("Its figure"),
        "other": N_("Another document"),
        "publisher": N_("By"),
    }
    return present(rows, headings, proper=("publisher",))
