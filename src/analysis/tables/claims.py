"""The article's claims held against the evidence, and every sum that its money already invested may mean."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pandas as pd

from analysis.evidence import Evidence
from analysis.evidence.columns import last_day
from analysis.evidence.readings import Row
from analysis.model.amounts import Triplet
from analysis.study import Quantity, Study
from analysis.tables.ladder import ladder
from analysis.tables.presentation import ends, present, quantity_of, quantity_of_fact, rate_source, sources_of
from analysis.text import N_, translate, typeset
from analysis.text import translate as _
from analysis.wording import NO_BREAK, period, quantity

HOLDS, FAILS, UNKNOWN = N_("holds"), N_("does not hold"), N_("cannot be known")
"""The verdicts."""

AGREES = {"no": N_("contradict"), "partly": N_("in part"), "yes": N_("confirm")}
"""What a second document says of a fact, the least favourable first, with what to call it."""


def article_day(study: Study) -> datetime.date:
    """The day of the article whose claims are held against the evidence."""
    return study.evidence.claims["as_of"].min()


def claims_held(study: Study) -> pd.DataFrame:
    """The article's claims about the programmes in the seats, held against the evidence; none before the article.

    Returns
    -------
    pandas.DataFrame
        One row a claim: ``statement``, ``word`` (the verdict in three words at most), ``verdict`` (how it turned out;
        empty where that was not known on the study's day), ``why`` (the same with what has to be said beside it),
        ``then`` and ``now`` (what is known of the article's day, and of the study's; ``evidence`` has both in words),
        ``documents`` (how many other publishers speak to the facts behind it, and how).
    """
    seated = [seat.programme for seat in study.seats.values()]
    claims = study.evidence.claims
    rows, sources = [], []
    made = claims[claims["programme"].isin(seated) & (claims["as_of"] <= study.as_of)]
    for __, claim in made.iterrows():
        then, documents = evidence_for(study, claim, claim["as_of"])
        now, later = evidence_for(study, claim, study.as_of)
        others = second_documents(study.evidence, claim["fact_ids"].split(";"), study.as_of)
        rows.append(
            {
                "statement": claim["statement"],
                "word": verdict_word(study, claim, then),
                "verdict": verdict(study, claim, then),
                "why": reasons(study, claim, then),
                "then": then,
                "now": now,
                "evidence": then_and_now(then, now),
                "documents": counted(others),
            }
        )
        sources += [claim["source_id"], *documents, *later, *others["source_id"]]
    headings = {
        "statement": N_("The article says"),
        "word": N_("Verdict"),
        "why": N_("Why"),
        "evidence": N_("What is known of that day, and as of this edition"),
        "documents": N_("Other publishers on the facts behind it"),
    }
    return present(rows, headings, sources)


def evidence_for(study: Study, claim: pd.Series, day: datetime.date) -> tuple[object, list[str]]:
    """What the evidence says of a claim's subject as of a day, and the documents that say so."""
    evidence = study.evidence
    if name := claim["held_against"]:
        read = evidence.money if name in evidence.rungs else evidence.quantity
        reading = read(claim["programme"], name, day)
        if reading is None:
            return _("no figure"), []
        return quantity_of(name, reading), list(evidence.documents(reading.fact_ids))
    known = evidence.events_known(day)
    events = known[known["event_id"].isin(claim["event_ids"].split(";"))]
    if not events.empty:
        lines = (happened_or_planned(event, day) for __, event in events.iterrows())
        return typeset(_("; ").join(lines)), list(events["source_id"])
    facts = [evidence.fact(fact_id) for fact_id in claim["fact_ids"].split(";") if fact_id]
    facts = [fact for fact in facts if last_day(fact["as_of"]) <= day]
    if not facts:
        return _("no document found"), []
    latest = max(facts, key=lambda fact: last_day(fact["as_of"]))
    told = _("{day}: {text}", day=period(latest["as_of"]), text=translate(latest["note"]))
    return told, list(evidence.documents([latest["fact_id"]]))


def then_and_now(then: object, now: object) -> str:
    """What is known of the article's day and of the study's, in words; once where both are the same."""
    before, after = (quantity(known, "range") if isinstance(known, Quantity) else str(known) for known in (then, now))
    return before if before == after else _("Then: {before}. Now: {after}.", before=before, after=after)


def happened_or_planned(event: pd.Series, day: datetime.date) -> str:
    """An event with its day, marked as planned where it lies ahead."""
    told = {"day": period(event["date"]), "text": translate(event["title"])}
    return _("planned for {day}: {text}", **told) if last_day(event["date"]) > day else _("{day}: {text}", **told)


def is_settled(study: Study, claim: pd.Series) -> bool:
    """Whether what a claim's row says of how it turned out was known on the study's day."""
    return bool(claim["verdict_as_of"]) and claim["verdict_as_of"] <= study.as_of


def verdict(study: Study, claim: pd.Series, then: object) -> str:
    """How a claim turned out: by the range of the evidence of its day, else as its row says once that is known."""
    if isinstance(then, Quantity):
        claimed = float(claim["value"])
        if claimed > then.value.high:
            return N_("not supported: above the evidence")
        return N_("not supported: below the evidence") if claimed < then.value.low else N_("correct then")
    return claim["verdict"] if is_settled(study, claim) else ""


def verdict_word(study: Study, claim: pd.Series, then: object) -> str:
    """The verdict in three words at most: ``holds``, ``does not hold`` or ``cannot be known``."""
    if isinstance(then, Quantity):
        return HOLDS if then.value.low <= float(claim["value"]) <= then.value.high else FAILS
    settled = is_settled(study, claim) and not claim["held_against"]
    return claim["verdict_word"] if settled else UNKNOWN


def reasons(study: Study, claim: pd.Series, then: object) -> str:
    """How a claim turned out, with what has to be said beside it; what is not known yet is said to be so."""
    beside = claim["verdict"] if is_settled(study, claim) else ""
    told = filter(None, dict.fromkeys((verdict(study, claim, then), beside)))
    return typeset(_("; ").join(map(translate, told))) or _("not known yet as of this edition")


def second_documents(evidence: Evidence, fact_ids: Iterable[str], day: datetime.date) -> pd.DataFrame:
    """What publishers other than a fact's own say of it, of all that is published up to a day.

    Parameters
    ----------
    evidence : Evidence
        Holds the documents that were set beside each fact.
    fact_ids : iterable of str
        Facts.
    day : datetime.date
        The last day of publication that counts.

    Returns
    -------
    pandas.DataFrame
        One row a publisher: ``publisher``, ``agrees`` (the least favourable of what it says), ``source_id``.

    Examples
    --------
    >>> from analysis.study import compare
    >>> second_documents(compare().evidence, ["v-014"], datetime.date(2026, 8, 5))["agrees"].tolist()
    ['yes']
    """
    found: dict[str, tuple[str, str]] = {}
    for fact_id in filter(None, fact_ids):
        own = publisher(evidence, evidence.fact(fact_id)["source_id"])
        for row in evidence.beside(fact_id):
            name = publisher(evidence, row["source_id"])
            if name == own or last_day(evidence.source(row["source_id"])["published"]) > day:
                continue
            before = found.get(name)
            if before is None or list(AGREES).index(row["agrees"]) < list(AGREES).index(before[0]):
                found[name] = (row["agrees"], row["source_id"])
    rows = [(name, *said) for name, said in found.items()]
    return pd.DataFrame(rows, columns=["publisher", "agrees", "source_id"])


def publisher(evidence: Evidence, source_id: str) -> str:
    """The publisher of a document, without the copy or the route by which it was read.

    Examples
    --------
    >>> from analysis.study import compare
    >>> publisher(compare().evidence, "dowjones-202512-tender-en")
    'Dow Jones Newswires'
    """
    return re.split(r" \(| / | via | on ", evidence.source(source_id)["publisher"])[0]


def counted(others: pd.DataFrame) -> str:
    """So many publishers that confirm, confirm in part and contradict, in words."""
    counts = {words: int((others["agrees"] == agrees).sum()) for agrees, words in reversed(AGREES.items())}
    told = (_("{words}: {count}", words=translate(words), count=count) for words, count in counts.items() if count)
    return typeset(_("; ").join(part.replace(" ", NO_BREAK) for part in told)) or _("none found")


def tally(table: pd.DataFrame) -> dict[str, float]:
    """How many claims of :func:`claims_held` hold, do not hold and cannot be known, and how many there are.

    Examples
    --------
    >>> from analysis.study import compare
    >>> tally(claims_held(compare("latest")))
    {'holding': 8.0, 'failing': 3.0, 'unknown': 2.0, 'claims': 13.0}
    """
    words = list(table["word"])
    counts = {"holding": words.count(HOLDS), "failing": words.count(FAILS), "unknown": words.count(UNKNOWN)}
    return {name: float(count) for name, count in (counts | {"claims": len(words)}).items()}


RUNG_OF_STATUS = {"announced": "announced", "committed": "committed", "financed": "financed", "spent": "spent"}
"""The rung that a fact of each status stands on; facts of other statuses stand on none."""

NEAR = ("pledge", "claim", "debt", "raised_then", "raised_now", "spent_then", "spent_now")
"""Names of the sums near the claim."""

DEBT = "partner_debt_tied_to_openai"
"""Metric of the count of partners' debt."""


def claim_beside_announcement(study: Study) -> pd.DataFrame:
    """The two sums of different rungs that the article invites its readers to compare.

    Returns
    -------
    pandas.DataFrame
        Two rows of :func:`ladder`, the subject's announced sum and the comparator's claimed one; empty where either
        is a gap.
    """
    table, pair = ladder(study), (("subject", "announced"), ("comparator", "claimed_deployed"))
    known = table.dropna(subset="central").to_dict("records")
    rows = [row for row in known if (row["seat"], row["rung"]) in pair]
    rows = rows if len(rows) == len(pair) else []
    return present(rows, table.attrs["headings"], sources_of(rows) + rate_source(study))


def spent_when_claimed(study: Study) -> Quantity:
    """The comparator's money spent on the day of the claim that it is deployed; a gap where there is no claim."""
    claim = study.comparator.claimed_deployed
    reading = study.evidence.money(study.comparator.programme, "spent", claim.as_of) if claim.known else None
    if reading is None:
        return Quantity("spent", _("capital spent"), None, claim.unit, gap=_("no claim, or no reading of its day"))
    return quantity_of("spent", reading)


def origin_of_claim(study: Study) -> str | None:
    """What is known of where the comparator's claim of money deployed comes from; None where there is no claim."""
    reading = study.evidence.money(study.comparator.programme, "claimed_deployed", study.as_of)
    return translate(reading.notes[0]) if reading else None


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
                what = reading.notes[-1] if rung == "claimed_deployed" else reading.perimeter
                found[name] = near(study, quantity_of(rung, reading), rung, what)
    return {name: found.get(name) or Quantity(name, name, None, claim.unit, gap=_("not known")) for name in NEAR}


def sums_of_facts(study: Study) -> Iterator[tuple[str, Quantity]]:
    """The pledge, the debt and the sums raised, of the facts that the claim names."""
    day = study.comparator.claimed_deployed.as_of
    for fact in facts_near_the_claim(study):
        rung = RUNG_OF_STATUS.get(fact["status"])
        then = day is not None and last_day(fact["as_of"]) <= day
        names = {"announced": "pledge", "financed": "raised_then" if then else "raised_now"}
        name = "debt" if fact["metric"] == DEBT else names.get(rung)
        if name:
            chosen = chosen_for(study, fact)
            if chosen is None:
                what = _("debt of partners that rests on OpenAI. {note}", note=translate(fact["note"]))
            else:
                what = chosen["note" if rung == "announced" else "perimeter"]
            read = replace(quantity_of_fact(fact), as_of=last_day(fact["as_of"]), fact_ids=(fact["fact_id"],))
            yield name, near(study, read, rung, what)


def near(study: Study, read: Quantity, rung: str, what: str) -> Quantity:
    """One sum near the claim, rounded where it is no one's own word."""
    value, stated = read.value, rung in ("announced", "claimed_deployed")
    sources = study.evidence.documents(read.fact_ids)
    rounded = value if stated else Triplet(*(float(round(end)) for end in (value.low, value.central, value.high)))
    return Quantity(
        rung,
        what and translate(what),
        rounded,
        read.unit,
        rung=rung,
        as_of=read.as_of,
        qualifier="" if stated else N_("about"),
        confidence=study.evidence.confidence(read.fact_ids),
        tier=study.evidence.tier(sources),
        sources=sources,
        fact_ids=read.fact_ids,
    )


def whose(quantity: Quantity) -> str:
    """Whose figure a sum is, in the words of a table."""
    if quantity.is_own_estimate:
        return N_("estimate of this project")
    return N_("second-hand readings") if quantity.is_second_hand else N_("documents")


def readings_near_the_claim(study: Study) -> pd.DataFrame:
    """The sums of :func:`near_claim` in order of date, to be drawn against the claim.

    Returns
    -------
    pandas.DataFrame
        One row a sum: ``as_of``, ``rung``, ``rung_name``, ``what``, ``value`` (:class:`Quantity`), ``low``,
        ``central``, ``high`` [billions of the programme's currency], ``confidence``, ``whose`` (documents,
        second-hand readings, or an estimate of this project). ``attrs["claim"]`` is the claim; empty where there is
        none.
    """
    known = [quantity for quantity in near_claim(study).values() if quantity.known]
    rows = [
        {
            "as_of": quantity.as_of,
            "rung": quantity.rung,
            "rung_name": study.evidence.rungs[quantity.rung]["name"],
            "what": quantity.label,
            "value": quantity,
            **ends(quantity.value),
            "confidence": quantity.confidence,
            "whose": whose(quantity),
        }
        for quantity in sorted(known, key=lambda quantity: quantity.as_of or datetime.date.min)
    ]
    headings = {
        "as_of": N_("Day"),
        "rung_name": N_("Rung"),
        "what": N_("What it is"),
        "value": N_("Sum"),
        "confidence": N_("Confidence"),
        "whose": N_("Whose figure"),
    }
    sources = [source for quantity in known for source in quantity.sources]
    return present(rows, headings, sources, claim=study.comparator.claimed_deployed.central)
