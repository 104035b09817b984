"""What draws cannot tell: other ways to count, other editions, judgement, and readings that conflict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

import pandas as pd

from analysis.evidence.columns import last_day
from analysis.languages import marked, spoken
from analysis.model.amounts import Triplet
from analysis.model.graph import SEATS
from analysis.study import Quantity, Study, compare
from analysis.tables.presentation import ends, present, quantity_of_fact
from analysis.tables.uncertainty import input_label, named

METHODS = {
    "h100e_by_money": marked("Money, by the price of chips"),
    "h100e_by_site_cost": marked("Money, by the cost of a whole site"),
    "h100e_by_money_16bit": marked("Money, by the price of chips, counted at 16 bit"),
    "h100e_by_power": marked("Power, by the need of a chip"),
    "h100e_planned": marked("The plan, as stated or projected"),
}
"""Ways to count the compute of a programme, with what to call them."""

EDITIONS = ("latest", "article", "ppp", "constant-prices", "slow-eu", "half-stargate")
"""Editions that are set against one another."""

ACROSS = {
    "announced_ratio": marked("Announced sums"),
    "h100e_by_money_ratio": marked("Compute that they buy"),
    "lag_at_first_service": marked("Lag at first service"),
}
"""Results that are set against one another across editions, with their headings."""

JUDGEMENT = ("judgement", "estimate of this project", "from memory")
"""Words by which the basis of an input, in English, says that it is judgement."""


@spoken
def other_methods(study: Study) -> pd.DataFrame:
    """The compute of the subject by every way to count it.

    Returns
    -------
    pandas.DataFrame
        One row a way that gives a figure: ``label``, ``value`` (:class:`Quantity`), ``low``, ``central``, ``high``
        [H100 equivalents]. ``attrs["least"]`` and ``attrs["most"]`` are the rows' extremes.
    """
    found = {words: study.subject[name] for name, words in METHODS.items() if study.subject[name].known}
    rows = [{"label": words, "value": quantity, **ends(quantity.value)} for words, quantity in found.items()]
    least, *others = sorted(found.values(), key=lambda quantity: quantity.central) or [None]
    headings = {"label": marked("How it is counted"), "value": marked("H100 equivalents")}
    return present(rows, headings, least=least, most=others[-1] if others else least)


@spoken
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
        of_file = compare(name, lang=study.lang)
        as_filed = {seat: getattr(of_file, seat).programme for seat in SEATS} == seats
        if not as_filed and any(key.startswith(SEATS) for key in of_file.loaded.settings):
            continue
        found = of_file if as_filed else compare(name, lang=study.lang, **seats)
        results = {key: found.comparison[key] for key in ACROSS}
        rows.append({"edition": name, "why": found.loaded.parameters.why} | results)
    return present(rows, {"edition": marked("Edition"), "why": marked("What it asks"), **ACROSS})


@spoken
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
        "input": marked("Input"),
        "value": marked("Value and range"),
        "why": marked("What it rests on"),
    }
    return present(rows, headings, of=float(len(moving)))


def basis_as_filed(study: Study, quantity: Quantity) -> str:
    """Why a quantity was read so, in small letters and in the English of the rows that it was read from."""
    rows = [getattr(study.evidence, PurePosixPath(file).stem).loc[row] for file, row in quantity.chosen]
    return " ".join(str(row.get(column, "")) for row in rows for column in ("basis", "note")).lower()


@spoken
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
        "fact": marked("One reading"),
        "value": marked("Its figure"),
        "other": marked("Another document"),
        "publisher": marked("By"),
    }
    return present(rows, headings, proper=("publisher",))
