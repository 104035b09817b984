"""What draws cannot tell: other ways to count, other editions, judgement, and readings that conflict."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.evidence.columns import last_day
from analysis.model.amounts import Triplet
from analysis.model.graph import SEATS
from analysis.study import Quantity, Study, compare
from analysis.tables.shown import shown
from analysis.tables.sure import input_label, named

METHODS = {
    "h100e_by_money": "Money, by the price of chips",
    "h100e_by_site_cost": "Money, by the cost of a whole site",
    "h100e_by_money_16bit": "Money, by the price of chips, counted at 16 bit",
    "h100e_by_power": "Power, by the need of a chip",
    "h100e_planned": "The plan, as stated or projected",
}
"""Ways to count the compute of a programme, with what to call them."""

EDITIONS = ("latest", "article", "ppp", "constant-prices", "slow-eu", "half-stargate")
"""Editions that are set against one another."""

ACROSS = {
    "announced_ratio": "Announced sums",
    "h100e_by_money_ratio": "Compute that they buy",
    "lag_at_first_service": "Lag at first service",
}
"""Results that are set against one another across editions, with their headings."""

JUDGEMENT = ("judgement", "estimate of this project", "from memory")
"""Words by which the basis of an input says that it is judgement."""


def other_methods(study: Study) -> pd.DataFrame:
    """The compute of the subject by every way to count it.

    Returns
    -------
    pandas.DataFrame
        One row a way that gives a figure: ``label``, ``value`` (:class:`Quantity`), ``low``, ``central``, ``high``
        [H100 equivalents]. ``attrs["least"]`` and ``attrs["most"]`` are the rows' extremes.
    """
    found = {words: study.subject[name] for name, words in METHODS.items() if study.subject[name].known}
    rows = [
        {
            "label": words,
            "value": quantity,
            "low": quantity.value.low,
            "central": quantity.central,
            "high": quantity.value.high,
        }
        for words, quantity in found.items()
    ]
    sources = [source for quantity in found.values() for source in quantity.sources]
    in_order = sorted(found.values(), key=lambda quantity: quantity.central)
    ends = {"least": in_order[0], "most": in_order[-1]} if in_order else {"least": None, "most": None}
    return shown(rows, {"label": "How it is counted", "value": "H100 equivalents"}, sources, **ends)


def across_editions(study: Study) -> pd.DataFrame:
    """The headline results in every edition, with the programmes in their seats as in this study.

    Returns
    -------
    pandas.DataFrame
        One row an edition: ``edition``, ``why``, and a :class:`Quantity` for each of :data:`ACROSS`. An edition that
        sets figures of one seat is left out where another programme sits there.
    """
    seats = {name: seat.programme for name, seat in study.seats.items()}
    rows, sources = [], []
    for name in EDITIONS:
        of_file = compare(name)
        as_filed = {seat: getattr(of_file, seat).programme for seat in SEATS} == seats
        if not as_filed and any(key.startswith(SEATS) for key in of_file.loaded.settings):
            continue
        found = of_file if as_filed else compare(name, **seats)
        results = {key: found.comparison[key] for key in ACROSS}
        rows.append({"edition": name, "why": found.loaded.parameters.why} | results)
        sources += [source for quantity in results.values() for source in quantity.sources]
    return shown(rows, {"edition": "Edition", "why": "What it asks", **ACROSS}, sources)


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
    rows, sources = [], []
    for name in moving:
        quantity = study.inputs[name]
        if quantity.is_own_estimate or any(word in quantity.why.lower() for word in JUDGEMENT):
            rows.append({"input": input_label(study, name), "value": quantity, "why": quantity.why})
            sources += quantity.sources
    headings = {"input": "Input", "value": "Value and range", "why": "What it rests on"}
    return shown(rows, headings, sources, of=float(len(moving)))


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
    rows, sources = [], []
    for _, row in evidence.corroboration.query("agrees == 'no'").iterrows():
        fact, source = evidence.fact(row["fact_id"]), evidence.source(row["source_id"])
        papers = (evidence.source(fact["source_id"]), source)
        if fact["programme"] not in seated or any(last_day(paper["published"]) > study.as_of for paper in papers):
            continue
        value = Quantity(fact["metric"], fact["metric"], Triplet.exact(float(fact["value"])), fact["unit"])
        rows.append(
            {
                "fact": fact["note"].removeprefix("plot series: "),
                "value": value,
                "other": row["note"],
                "publisher": source["publisher"],
            }
        )
        sources += [*evidence.documents([row["fact_id"]]), row["source_id"]]
    headings = {"fact": "One reading", "value": "Its figure", "other": "Another document", "publisher": "By"}
    return shown(rows, headings, sources)
