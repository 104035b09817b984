"""The article's claims held against the evidence: a verdict of three words, why, and who else says so."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

import pandas as pd

from analysis.evidence import Evidence
from analysis.evidence.columns import last_day
from analysis.languages import marked, of_data, spoken, typeset
from analysis.languages import translate as _
from analysis.study import Quantity, Study
from analysis.tables.shown import quantity_of, shown
from analysis.wording import NO_BREAK, period, quantity

HOLDS, FAILS, UNKNOWN = marked("holds"), marked("does not hold"), marked("cannot be known")
"""The verdicts."""

AGREES = {"no": marked("contradict"), "partly": marked("in part"), "yes": marked("confirm")}
"""What a second document says of a fact, the least favourable first, with what to call it."""


def article_day(study: Study) -> datetime.date:
    """The day of the article whose claims are held against the evidence."""
    return study.evidence.claims["as_of"].min()


@spoken
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
        "statement": marked("The article says"),
        "word": marked("Verdict"),
        "why": marked("Why"),
        "evidence": marked("What is known of that day, and as of this edition"),
        "documents": marked("Other publishers on the facts behind it"),
    }
    return shown(rows, headings, sources)


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
    told = _("{day}: {text}", day=period(latest["as_of"]), text=of_data(latest["note"]))
    return told, list(evidence.documents([latest["fact_id"]]))


def then_and_now(then: object, now: object) -> str:
    """What is known of the article's day and of the study's, in words; once where both are the same."""
    before, after = (quantity(known, "range") if isinstance(known, Quantity) else str(known) for known in (then, now))
    return before if before == after else _("Then: {before}. Now: {after}.", before=before, after=after)


def happened_or_planned(event: pd.Series, day: datetime.date) -> str:
    """An event with its day, marked as planned where it lies ahead."""
    told = {"day": period(event["date"]), "text": of_data(event["title"])}
    return _("planned for {day}: {text}", **told) if last_day(event["date"]) > day else _("{day}: {text}", **told)


def is_settled(study: Study, claim: pd.Series) -> bool:
    """Whether what a claim's row says of how it turned out was known on the study's day."""
    return bool(claim["verdict_as_of"]) and claim["verdict_as_of"] <= study.as_of


def verdict(study: Study, claim: pd.Series, then: object) -> str:
    """How a claim turned out: by the range of the evidence of its day, else as its row says once that is known."""
    if isinstance(then, Quantity):
        claimed = float(claim["value"])
        if claimed > then.value.high:
            return marked("not supported: above the evidence")
        return marked("not supported: below the evidence") if claimed < then.value.low else marked("correct then")
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
    return typeset(_("; ").join(map(of_data, told))) or _("not known yet as of this edition")


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
    told = (_("{words}: {count}", words=of_data(words), count=count) for words, count in counts.items() if count)
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
