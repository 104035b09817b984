"""The outside view: what became of earlier programmes, and what that lets one expect of these two."""

from __future__ import annotations

import datetime

import pandas as pd

from analysis.evidence.columns import last_day
from analysis.evidence.readings import Row
from analysis.languages import marked, of_data, spoken
from analysis.languages import translate as _
from analysis.study import Study
from analysis.tables.near_claim import quantity_of_fact
from analysis.tables.real import ENDS
from analysis.tables.shown import NOTHING, rate_source, shown
from analysis.wording import number, period, quantity

CASES = {
    "other:efsi-juncker-plan": marked("Juncker plan, EU"),
    "other:us-chips-act": marked("CHIPS Act, US"),
    "other:eu-chips-act": marked("Chips Act, EU"),
    "other:france-109bn": marked("Pledges of the Paris summit"),
    "other:northvolt": marked("Northvolt, Sweden"),
    "other:galileo": marked("Galileo"),
    "other:eu-batteries-ipcei": marked("EU battery factories"),
}
"""Short names of earlier programmes; one that is not here goes by its name in the vocabulary."""

IN_WORDS = (
    (marked("Cost of development and tests"), "ctx-0506", "ctx-0507", ""),
    (marked("Private part of the cost"), "ctx-0511", "", ""),
    (marked("Delay"), "", "ctx-0512", ""),
    (marked("Cells made in a year"), "ctx-0517", "", "GWh"),
    (marked("Planned capacity at risk"), "", "ctx-0518", ""),
    (marked("Debt at bankruptcy"), "", "ctx-0521", ""),
)
"""What is known of cases that give no clean ratio: what, the fact promised, the fact that came of it, its unit."""


def known_from(study: Study, fact_id: str) -> datetime.date:
    """The day from which a fact was known: that of which it speaks, or of its document where that came earlier."""
    fact = study.evidence.fact(fact_id)
    published = last_day(study.evidence.source(fact["source_id"])["published"])
    return min(last_day(fact["as_of"]), published)


def all_known(study: Study, *fact_ids: str) -> bool:
    """Whether all of some facts were known on the study's day; a blank is."""
    return all(known_from(study, fact_id) <= study.as_of for fact_id in fact_ids if fact_id)


def case_name(study: Study, programme: str) -> str:
    """Short name of an earlier programme."""
    return CASES.get(programme) or study.evidence.vocabularies["programmes"].words[programme]["meaning"]


@spoken
def expected(study: Study) -> pd.DataFrame:
    """What the record of earlier programmes lets one expect of both, at one rate.

    Returns
    -------
    pandas.DataFrame
        One row a seat whose announced sum is known: ``seat``, ``programme``, ``announced``, ``low``, ``central``,
        ``high`` [USD bn], ``own`` and ``own_expected`` (:class:`Quantity` in the programme's own currency).
    """
    rows, sources = [], []
    for name, seat in study.seats.items():
        announced, delivered = seat.announced, seat.expected_delivered
        if announced.usd is None or delivered.usd is None:
            continue
        ends = {end: getattr(delivered.usd, end) for end in ENDS}
        rows.append(
            {
                "seat": name,
                "programme": seat.short_name,
                "announced": announced.usd.central,
                **{end: NOTHING if value is None else value for end, value in ends.items()},
                "own": announced,
                "own_expected": delivered,
            }
        )
        sources += delivered.sources
    headings = {
        "programme": marked("Programme"),
        "own": marked("Announced"),
        "own_expected": marked("Expected by the promised date"),
        "low": marked("Low [USD bn]"),
        "central": marked("Central [USD bn]"),
        "high": marked("High [USD bn]"),
    }
    return shown(rows, headings, sources + rate_source(study))


@spoken
def record(study: Study) -> pd.DataFrame:
    """What became of earlier programmes: the part delivered of what was promised.

    Returns
    -------
    pandas.DataFrame
        One row a case known on the study's day, the fullest delivery first: ``case``, ``measure``, ``promised``,
        ``delivered`` (text with unit), ``percent`` (delivered, of what was promised), ``after_years`` (NaN: not said),
        ``firm`` (counted rather than estimated or forecast), ``confidence``, ``outcome``.

    Examples
    --------
    >>> from analysis.study import compare
    >>> cases = record(compare("latest"))
    >>> cases.set_index("measure").loc["investment after audit, of that reported", "percent"].round(1).item()
    74.0
    """
    evidence = study.evidence
    rows, sources = [], []
    for __, row in evidence.record.iterrows():
        ids = [row["delivered_fact_id"], *filter(None, [row["promised_fact_id"]])]
        if not all_known(study, *ids):
            continue
        delivered, *promised = (evidence.fact(fact_id) for fact_id in ids)
        value = delivered["value"] / promised[0]["value"] if promised else delivered["value"]
        rows.append(
            {
                "case": case_name(study, row["programme"]),
                "measure": row["measure"],
                "promised": quantity(quantity_of_fact(promised[0])) if promised else "",
                "delivered": quantity(quantity_of_fact(delivered)) if promised else "",
                "percent": float(value) * 100,
                "after_years": float(row["after_years"]),
                "firm": delivered["status"] != "estimate",
                "confidence": evidence.confidence(ids),
                "outcome": row["outcome"],
            }
        )
        sources += evidence.documents(ids)
    rows.sort(key=lambda row: -row["percent"])
    headings = {
        "case": marked("Programme"),
        "measure": marked("What is measured"),
        "promised": marked("Promised"),
        "delivered": marked("Delivered"),
        "percent": marked("Delivered [%]"),
        "confidence": marked("Confidence"),
        "outcome": marked("What happened"),
    }
    return shown(rows, headings, sources, decimals={"percent": 0})


@spoken
def record_in_words(study: Study) -> pd.DataFrame:
    """What is known of earlier programmes for which no clean ratio was found.

    Returns
    -------
    pandas.DataFrame
        One row a fact known on the study's day: ``case``, ``what``, ``promised``, ``became``, ``confidence`` (text).

    Examples
    --------
    >>> from analysis.study import compare
    >>> record_in_words(compare("latest"))["case"].unique().tolist()
    ['Galileo', 'EU battery factories', 'Northvolt, Sweden']
    """
    rows, sources = [], []
    for what, promised, became, unit in IN_WORDS:
        if not all_known(study, promised, became):
            continue
        facts = [study.evidence.fact(fact_id) for fact_id in (promised, became) if fact_id]
        rows.append(
            {
                "case": case_name(study, facts[0]["programme"]),
                "what": what,
                "promised": said(facts[0], unit, period(facts[0]["as_of"])) if promised else "",
                "became": became_of(facts[-1], unit) if became else last_part(facts[0]["note"]),
                "confidence": study.evidence.confidence(fact["fact_id"] for fact in facts),
            }
        )
        sources += study.evidence.documents(fact["fact_id"] for fact in facts)
    headings = {
        "case": marked("Programme"),
        "what": marked("What"),
        "promised": marked("Promised"),
        "became": marked("What became of it"),
        "confidence": marked("Confidence"),
    }
    return shown(rows, headings, sources)


def amount(fact: Row, unit: str) -> str:
    """The value of a fact, in a unit of its own where its row has only a count."""
    return f"{number(fact['value'])} {unit}" if unit else quantity(quantity_of_fact(fact))


def said(fact: Row, unit: str, beside: str) -> str:
    """The value of a fact, and what is said beside it."""
    return _("{amount} ({beside})", amount=amount(fact, unit), beside=beside)


def became_of(fact: Row, unit: str) -> str:
    """What became of a promise, with its day and what is said of it."""
    return said(fact, unit, _(", ").join(filter(None, (period(fact["as_of"]), of_data(fact["note"])))))


def last_part(note: str) -> str:
    """The last part of a note, which says what came of a promise where no figure does."""
    return of_data(note).rpartition(";")[2].strip()
