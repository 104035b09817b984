"""The claim that money is already invested: where it comes from, and every sum that it may have meant."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pandas as pd

from analysis.evidence.columns import last_day
from analysis.evidence.readings import Reading, Row
from analysis.languages import marked, of_data, spoken
from analysis.languages import translate as _
from analysis.model.amounts import Triplet
from analysis.study import Quantity, Study
from analysis.tables.ladder import ladder
from analysis.tables.shown import quantity_of, rate_source, shown

RUNG_OF_STATUS = {"announced": "announced", "committed": "committed", "financed": "financed", "spent": "spent"}
"""The rung that a fact of each status stands on; facts of other statuses stand on none."""

NEAR = ("pledge", "claim", "debt", "raised_then", "raised_now", "spent_then", "spent_now")
"""Names of the sums near the claim."""

DEBT = "partner_debt_tied_to_openai"
"""Metric of the count of partners' debt."""


@spoken
def claim_beside_announcement(study: Study) -> pd.DataFrame:
    """The two sums of different rungs that the article invites its readers to compare.

    Returns
    -------
    pandas.DataFrame
        Two rows of :func:`ladder`, the subject's announced sum and the comparator's claimed one; empty where either
        is a gap.
    """
    table = ladder(study)
    pair = table[
        ((table["seat"] == "subject") & (table["rung"] == "announced"))
        | ((table["seat"] == "comparator") & (table["rung"] == "claimed_deployed"))
    ].dropna(subset="central")
    sources = [*study.subject.announced.sources, *study.comparator.claimed_deployed.sources, *rate_source(study)]
    return shown(pair if len(pair) == 2 else [], table.attrs["headings"], sources)


@spoken
def spent_when_claimed(study: Study) -> Quantity:
    """The comparator's money spent on the day of the claim that it is deployed; a gap where there is no claim."""
    claim = study.comparator.claimed_deployed
    reading = study.evidence.money(study.comparator.programme, "spent", claim.as_of) if claim.known else None
    if reading is None:
        return Quantity("spent", _("capital spent"), None, claim.unit, gap=_("no claim, or no reading of its day"))
    return quantity_of("spent", reading)


@spoken
def origin_of_claim(study: Study) -> str | None:
    """What is known of where the comparator's claim of money deployed comes from; None where there is no claim."""
    reading = study.evidence.money(study.comparator.programme, "claimed_deployed", study.as_of)
    return of_data(reading.notes[0]) if reading else None


def facts_near_the_claim(study: Study) -> list[Row]:
    """The facts that the claim of money already invested names, up to the study's day, in order of date."""
    evidence = study.evidence
    claims = evidence.claims[evidence.claims["programme"] == study.comparator.programme]
    claims = claims[claims["quantity"] == "claimed_deployed"]
    facts = [evidence.fact(fact_id) for ids in claims["fact_ids"] for fact_id in ids.split(";")]
    known = (fact for fact in facts if last_day(fact["as_of"]) <= study.as_of)
    return sorted(known, key=lambda fact: last_day(fact["as_of"]))


def chosen_for(study: Study, fact: Row) -> pd.Series | None:
    """The reading of the ladder that rests on a fact; None where none does."""
    rows = study.evidence.ladder
    chosen = rows[[fact["fact_id"] in ids.split(";") for ids in rows["fact_ids"]]]
    return None if chosen.empty else chosen.iloc[0]


def quantity_of_fact(fact: Row) -> Quantity:
    """A fact as a quantity; an end it does not give is its value."""
    ends = (fact["value"] if pd.isna(fact[end]) else fact[end] for end in ("low", "value", "high"))
    return Quantity(fact["metric"], fact["metric"], Triplet(*map(float, ends)), fact["unit"])


@spoken
def near_claim(study: Study) -> dict[str, Quantity]:
    """The sums that come near the claim that money is already invested, each on its own rung.

    Parameters
    ----------
    study : Study

    Returns
    -------
    dict of str to Quantity
        ``pledge`` (announced at first), ``claim`` (what the article says), ``debt`` (of partners), ``raised_then`` and
        ``raised_now`` (for sites, near the day of the claim and last), ``spent_then`` and ``spent_now`` (on the day
        of the claim, and last). Sums that were added up or estimated are rounded to whole billions and said to be
        about so. A gap where none is known, or none but what another of them already gives.

    Examples
    --------
    >>> from analysis.study import compare
    >>> near_claim(compare("latest"))["spent_then"].value
    Triplet(low=10.0, central=18.0, high=30.0)
    """
    found = dict(sums_of_facts(study))
    programme, claim = study.comparator.programme, study.comparator.claimed_deployed
    if found and claim.known:
        for name, rung, day in (
            ("claim", "claimed_deployed", claim.as_of),
            ("spent_then", "spent", claim.as_of),
            ("spent_now", "spent", study.as_of),
        ):
            reading = study.evidence.money(programme, rung, day)
            if reading is not None and (name != "spent_now" or reading.as_of > claim.as_of):
                found[name] = near(study, reading.fact_ids, rung, reading)
    return {name: found.get(name) or Quantity(name, name, None, claim.unit, gap=_("not known")) for name in NEAR}


def sums_of_facts(study: Study) -> Iterator[tuple[str, Quantity]]:
    """The pledge, the debt and the sums raised, of the facts that the claim names."""
    day = study.comparator.claimed_deployed.as_of
    for fact in facts_near_the_claim(study):
        rung = RUNG_OF_STATUS.get(fact["status"])
        if fact["metric"] == DEBT:
            yield "debt", near(study, [fact["fact_id"]], rung, fact)
        elif rung == "announced":
            yield "pledge", near(study, [fact["fact_id"]], rung, fact)
        elif rung == "financed":
            name = "raised_then" if day and last_day(fact["as_of"]) <= day else "raised_now"
            yield name, near(study, [fact["fact_id"]], rung, fact)


def near(study: Study, fact_ids: tuple[str, ...] | list[str], rung: str, given: Row | Reading) -> Quantity:
    """One sum near the claim, rounded where it is no one's own word."""
    evidence = study.evidence
    if isinstance(given, Reading):
        value, unit, day, what = quantity_of(rung, given).value, given.unit, given.as_of, given.perimeter
        what = given.notes[-1] if rung == "claimed_deployed" else what
    else:
        value, unit, day = quantity_of_fact(given).value, given["unit"], last_day(given["as_of"])
        chosen = chosen_for(study, given)
        debt = _("debt of partners that rests on OpenAI. {note}", note=of_data(given["note"]))
        what = debt if chosen is None else chosen["perimeter"]
        what = chosen["note"] if rung == "announced" and chosen is not None else what
    stated = rung in ("announced", "claimed_deployed")
    rounded = value if stated else Triplet(*(float(round(end)) for end in (value.low, value.central, value.high)))
    return Quantity(
        rung,
        what and of_data(what),
        rounded,
        unit,
        rung=rung,
        as_of=day,
        qualifier="" if stated else marked("about"),
        confidence=evidence.confidence(fact_ids),
        sources=evidence.documents(fact_ids),
        fact_ids=tuple(fact_ids),
    )


@spoken
def readings_near_the_claim(study: Study) -> pd.DataFrame:
    """The sums of :func:`near_claim` in order of date, to be drawn against the claim.

    Returns
    -------
    pandas.DataFrame
        One row a sum: ``as_of``, ``rung``, ``rung_name``, ``what``, ``value`` (:class:`Quantity`), ``low``,
        ``central``, ``high`` [billions of the programme's currency], ``confidence``, ``whose`` (documents, or an
        estimate of this project). ``attrs["claim"]`` is the claim; empty where there is none.
    """
    known = {name: quantity for name, quantity in near_claim(study).items() if quantity.known}
    rows = [
        {
            "as_of": quantity.as_of,
            "rung": quantity.rung,
            "rung_name": study.evidence.rungs[quantity.rung]["name"],
            "what": quantity.label,
            "value": quantity,
            "low": quantity.value.low,
            "central": quantity.value.central,
            "high": quantity.value.high,
            "confidence": quantity.confidence,
            "whose": marked("estimate of this project") if quantity.is_own_estimate else marked("documents"),
        }
        for quantity in sorted(known.values(), key=in_order_of_date)
    ]
    headings = {
        "as_of": marked("Day"),
        "rung_name": marked("Rung"),
        "what": marked("What it is"),
        "value": marked("Sum"),
        "confidence": marked("Confidence"),
        "whose": marked("Whose figure"),
    }
    sources = [source for quantity in known.values() for source in quantity.sources]
    claim = study.comparator.claimed_deployed
    return shown(rows, headings, sources, claim=claim.central if claim.known else None)


def in_order_of_date(quantity: Quantity) -> datetime.date:
    """The day of a sum that is known."""
    return quantity.as_of or datetime.date.min
