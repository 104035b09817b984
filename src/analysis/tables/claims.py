"""The article's claims, what they may have meant, and what the evidence says of them then and now."""

from __future__ import annotations

import datetime

import pandas as pd

from analysis.evidence.columns import last_day
from analysis.model.amounts import Triplet
from analysis.study import Quantity, Study
from analysis.tables.ladder import ladder
from analysis.tables.shown import quantity_of, rate_source, shown, triplet_of
from analysis.wording import period


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


def spent_when_claimed(study: Study) -> Quantity:
    """The comparator's money spent on the day of the claim that it is deployed; a gap where there is no claim."""
    claim = study.comparator.claimed_deployed
    reading = study.evidence.money(study.comparator.programme, "spent", claim.as_of) if claim.known else None
    if reading is None:
        return Quantity("spent", "capital spent", None, claim.unit, gap="no claim, or no reading of its day")
    return quantity_of("spent", reading)


def origin_of_claim(study: Study) -> str | None:
    """What is known of where the comparator's claim of money deployed comes from; None where there is no claim."""
    reading = study.evidence.money(study.comparator.programme, "claimed_deployed", study.as_of)
    return reading.notes[0] if reading else None


def sums_near_the_claim(study: Study) -> pd.DataFrame:
    """The sums that the claim of money already invested may have meant.

    Returns
    -------
    pandas.DataFrame
        One row a fact that the claim names, up to the study's day, in order of date: ``as_of``, ``what``, ``value``
        (:class:`Quantity`), ``confidence``. Empty where the comparator is another programme.
    """
    evidence = study.evidence
    claims = evidence.claims.query("quantity == 'claimed_deployed' and programme == @study.comparator.programme")
    fact_ids = [fact_id for ids in claims["fact_ids"] for fact_id in ids.split(";")]
    facts = [evidence.fact(fact_id) for fact_id in fact_ids]
    known = sorted(
        (fact for fact in facts if last_day(fact["as_of"]) <= study.as_of), key=lambda fact: last_day(fact["as_of"])
    )
    rows = [
        {
            "as_of": last_day(fact["as_of"]),
            "what": what_it_is(study, fact),
            "value": quantity_of_fact(fact),
            "confidence": fact["confidence"],
        }
        for fact in known
    ]
    headings = {"as_of": "Day", "what": "What it is", "value": "Sum", "confidence": "Confidence"}
    return shown(rows, headings, evidence.documents(fact["fact_id"] for fact in known))


def what_it_is(study: Study, fact: pd.Series) -> str:
    """A fact in words: those of the ladder where a chosen reading rests on it, else its own."""
    rows = study.evidence.ladder
    chosen = rows[[fact["fact_id"] in ids.split(";") for ids in rows["fact_ids"]]]
    if chosen.empty:
        return f"{fact['metric'].replace('_', ' ').capitalize()}: {fact['note']}"
    reading = chosen.iloc[0]
    says = reading["note"] if reading["rung"] == "claimed_deployed" else reading["perimeter"]
    return f"{study.evidence.rungs[reading['rung']]['name'].capitalize()}: {says}"


def quantity_of_fact(fact: pd.Series) -> Quantity:
    """A fact as a quantity; an end it does not give is its value."""
    ends = (fact["value"] if pd.isna(fact[end]) else fact[end] for end in ("low", "value", "high"))
    return Quantity(fact["metric"], fact["metric"], Triplet(*map(float, ends)), fact["unit"])


def claims_held(study: Study) -> pd.DataFrame:
    """The article's claims about the programmes in the seats, held against the evidence.

    Returns
    -------
    pandas.DataFrame
        One row a claim: ``statement``, ``verdict``, ``then`` and ``now`` (what is known of the article's day, and of
        the study's).
    """
    seated = [seat.programme for seat in study.seats.values()]
    claims = study.evidence.claims
    rows, sources = [], []
    for _, claim in claims[claims["programme"].isin(seated)].iterrows():
        then, documents = evidence_for(study, claim, claim["as_of"])
        now, later = evidence_for(study, claim, study.as_of)
        rows.append({"statement": claim["statement"], "verdict": verdict(study, claim, then), "then": then, "now": now})
        sources += [claim["source_id"], *documents, *later]
    headings = {
        "statement": "The article says",
        "verdict": "Verdict",
        "then": "What is known of that day",
        "now": "What is known as of this edition",
    }
    return shown(rows, headings, sources)


def evidence_for(study: Study, claim: pd.Series, day: datetime.date) -> tuple[object, list[str]]:
    """What the evidence says of a claim's subject as of a day, and the documents that say so."""
    evidence = study.evidence
    if name := claim["held_against"]:
        read = evidence.money if name in evidence.rungs else evidence.quantity
        reading = read(claim["programme"], name, day)
        if reading is None:
            return "no figure", []
        return quantity_of(name, reading), list(evidence.documents(reading.fact_ids))
    known = evidence.events_known(day)
    events = known[known["event_id"].isin(claim["event_ids"].split(";"))]
    if not events.empty:
        lines = (happened_or_planned(event, day) for _, event in events.iterrows())
        return "; ".join(lines), list(events["source_id"])
    facts = [evidence.fact(fact_id) for fact_id in claim["fact_ids"].split(";") if fact_id]
    facts = [fact for fact in facts if last_day(fact["as_of"]) <= day]
    if not facts:
        return "no document found", []
    latest = max(facts, key=lambda fact: last_day(fact["as_of"]))
    return f"{period(latest['as_of'])}: {latest['note']}", list(evidence.documents([latest["fact_id"]]))


def happened_or_planned(event: pd.Series, day: datetime.date) -> str:
    """An event with its day, marked as planned where it lies ahead."""
    planned = "planned for " if last_day(event["date"]) > day else ""
    return f"{planned}{period(event['date'])}: {event['title']}"


def verdict(study: Study, claim: pd.Series, then: object) -> str:
    """How a claim turned out: by the range of the evidence of its day, else as its row says once that is known."""
    if isinstance(then, Quantity):
        claimed = float(claim["value"])
        if claimed > then.value.high:
            return "not supported: above the evidence"
        return "not supported: below the evidence" if claimed < then.value.low else "correct then"
    known_from = claim["verdict_as_of"]
    return claim["verdict"] if known_from and known_from <= study.as_of else ""


def article_day(study: Study) -> datetime.date:
    """The day of the article whose claims are held against the evidence."""
    return study.evidence.claims["as_of"].min()


def changes_since_article(study: Study) -> pd.DataFrame:
    """What the evidence says of the programmes now and did not say on the day of the article.

    Returns
    -------
    pandas.DataFrame
        One row a change: ``programme``, ``what``, ``then``, ``now`` (:class:`Quantity` or text), ``as_of``.
    """
    evidence, before = study.evidence, article_day(study)
    rows, sources = [], []
    for seat in study.seats.values() if study.as_of > before else ():
        for name in [*evidence.rungs, "sites"]:
            read = evidence.money if name in evidence.rungs else evidence.quantity
            then, now = read(seat.programme, name, before), read(seat.programme, name, study.as_of)
            if now is None or (then and triplet_of(then) == triplet_of(now)):
                continue
            rows.append(
                {
                    "programme": seat.short_name,
                    "what": seat[name].label,
                    "then": quantity_of(name, then) if then else "no figure",
                    "now": quantity_of(name, now),
                    "as_of": now.as_of,
                }
            )
            sources += evidence.documents([*(then.fact_ids if then else ()), *now.fact_ids])
    headings = {"programme": "Programme", "what": "What", "then": "Then", "now": "Now", "as_of": "As of"}
    return shown(rows, headings, sources)
