"""What did the article get right? Its claims against the evidence, and the sums near one of them."""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from analysis.charts.alt_text import extremes, listed, sentences, trend
from analysis.charts.chart import Chart, chart
from analysis.charts.rows import Rows
from analysis.evidence import Evidence
from analysis.evidence.columns import last_day
from analysis.evidence.readings import Row
from analysis.model.amounts import Triplet
from analysis.pages.answer import CLAIM
from analysis.pages.common import BILLIONS, Table, of_fact, present, sources_in, table
from analysis.pages.since_article import article_day, further_changes, money_changes, reading_of
from analysis.study import Quantity, Study
from analysis.text import N_, Message, translate, translate as _
from analysis.text.numbers import NO_BREAK, capitalised, date, period
from analysis.wording import quantity

HOLDS, FAILS, UNKNOWN = N_("holds"), N_("does not hold"), N_("cannot be known")
"""The verdicts."""

AGREES = {"no": N_("contradict"), "partly": N_("in part"), "yes": N_("confirm")}
"""What a second document says of a fact, the least favourable first, with what to call it."""

NEAR = ("pledge", "claim", "debt", "raised_then", "raised_now", "spent_then", "spent_now")
"""Names of the sums near the claim."""

SHAPES = {"financed": "square", "spent": "dot", CLAIM: "cross"}
"""The mark of each rung; a ring where there is nothing but words."""


def near_claim(study: Study) -> dict[str, Quantity]:
    """The sums that come near the claim that money is already invested, each on its own rung.

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
    evidence, programme = study.evidence, study.comparator.programme
    gaps = {name: Quantity(name, name, None, study.comparator[CLAIM].unit, gap=N_("not known")) for name in NEAR}
    claim = reading_of(study, programme, CLAIM, study.as_of)
    if claim is None:
        return gaps
    found = {"claim": near(claim, CLAIM, claim.notes[-1])}
    ids = evidence.claims.query("programme == @programme and quantity == @CLAIM")["fact_ids"]
    facts = map(evidence.fact, filter(None, ";".join(ids).split(";")))
    for fact in sorted(facts, key=lambda fact: last_day(fact["as_of"])):
        read, rung = of_fact(study, fact), fact["status"]
        raised = "raised_then" if read.as_of <= claim.as_of else "raised_now"
        name = {"announced": "pledge", "committed": "debt", "financed": raised}.get(rung)
        if name and read.as_of <= study.as_of:
            found[name] = near(read, rung, what_it_counts(study, fact))
    for name, day in (("spent_then", claim.as_of), ("spent_now", study.as_of)):
        read = reading_of(study, programme, "spent", day)
        if read and read.known and (name == "spent_then" or read.as_of > claim.as_of):
            found[name] = near(read, "spent", read.perimeter)
    return gaps | found


def what_it_counts(study: Study, fact: Row) -> str:
    """What a fact counts, as the reading of the ladder that rests on it says; the debt of partners stands on none."""
    for row in study.evidence.ladder.to_dict("records"):
        if fact["fact_id"] in row["fact_ids"].split(";"):
            return row["note" if fact["status"] == "announced" else "perimeter"]
    return Message("debt of partners that rests on OpenAI. {note}", note=fact["note"])


def near(read: Quantity, rung: str, what: str) -> Quantity:
    """One sum near the claim, rounded where it is no one's own word."""
    read = replace(read, name=rung, label=what, rung=rung, interpolated_between=None)
    if rung in ("announced", CLAIM):
        return replace(read, qualifier="")
    value = Triplet(*(float(round(end)) for end in (read.value.low, read.value.central, read.value.high)))
    return replace(read, qualifier=N_("about"), value=value)


def sums_near_the_claim(study: Study) -> Chart | None:
    """The sums that the claim may have meant, in order of date, with a line at the claim; None where there is none.

    Returns
    -------
    Chart or None
        Its table has a row a sum: ``as_of``, ``rung``, ``rung_name``, ``what``, ``value`` (:class:`Quantity`),
        ``basis`` (whose figure it is, and how sure).
    """
    near, rungs = near_claim(study), study.evidence.rungs
    if not near["claim"].known:
        return None
    rows = [
        {
            "as_of": value.as_of,
            "rung_name": rungs[value.rung]["name"],
            "what": capitalised(_("{what} ({basis})", what=value.label, basis=quantity(value, "basis"))),
            "value": value,
            "heading": _("{rung}, {day}", rung=rungs[value.rung]["name"], day=date(value.as_of)),
            "shape": SHAPES.get(value.rung, "ring"),
        }
        for value in sorted((value for value in near.values() if value.known), key=lambda value: value.as_of)
    ]
    headings = {
        "as_of": N_("Day"),
        "rung_name": N_("Rung"),
        "what": N_("What it is, and whose figure"),
        "value": N_("Sum"),
    }
    drawing = Rows(
        present(rows, headings),
        _("Sums in order of date against a line at {claim}, the claim.", claim=quantity(near["claim"])),
        name="what",
        group="heading",
        seat="comparator",
        shape="shape",
        unit=translate(BILLIONS[near["claim"].unit[:3]]),
        marks={_("the claim"): near["claim"].central},
        write=lambda value: quantity(replace(value, unit="count"), "range"),
        last=sentences(extremes((row["heading"], row["value"].central) for row in rows), *over_time(near)),
    )
    return chart(
        study,
        "near-the-claim",
        drawing,
        title=[
            N_("{claim} claimed; {spent_then:number} spent then, {spent_now:number} by {spent_now:date}"),
            N_("{claim} claimed; {spent_then:number} spent then"),
            N_("{claim} claimed; what was spent by that day is not known"),
        ],
        subtitle=N_("{comparator.name}: billions in its own currency, each sum on its rung and its day, up to {as_of}"),
        note=N_(
            "Hollow marks and the cross are words. Squares are money raised, dots money spent, pale bars ranges. "
            "Estimates are rounded."
        ),
        values=near,
        lead=True,
    )


def over_time(near: dict[str, Quantity]) -> Iterator[str]:
    """Where the sums on one rung go; only like is set against like."""
    for rung, *pair in (("financed", "raised_then", "raised_now"), ("spent", "spent_then", "spent_now")):
        if all(near[name].known for name in pair):
            ends = ((date(near[name].as_of), near[name].central) for name in pair)
            yield trend(_("Money on the rung “{rung}”", rung=rung), *ends)


def verdicts(study: Study) -> Table:
    """The article's claims about the programmes in the seats, held against the evidence; none before the article.

    Returns
    -------
    Table
        One row a claim: ``statement``, ``word`` (the verdict in three words at most), ``verdict`` (how it turned out;
        empty where that was not known on the study's day), ``why`` (the same with what has to be said beside it),
        ``evidence`` (what is known of the article's day, and of the study's where that differs),
        ``documents`` (how many other publishers speak to the facts behind it, and how).
    """
    claims, rows = study.evidence.claims, []
    seated = claims["programme"].isin([seat.programme for seat in study.seats.values()])
    for claim in claims[seated & (claims["as_of"] <= study.as_of)].to_dict("records"):
        found = [evidence_for(study, claim, day) for day in (claim["as_of"], study.as_of)]
        then, now = (quantity(told, "range") if isinstance(told, Quantity) else told for told, __ in found)
        others = second_documents(study.evidence, claim["fact_ids"].split(";"), study.as_of)
        rows.append(
            {
                "statement": claim["statement"],
                **judged(study, claim, found[0][0]),
                "evidence": then if then == now else _("Then: {before}. Now: {after}.", before=then, after=now),
                "documents": counted(others.values()),
                "sources": [
                    claim["source_id"],
                    *found[0][1],
                    *found[1][1],
                    *(row["source_id"] for row in others.values()),
                ],
            }
        )
    headings = {
        "statement": N_("The article says"),
        "word": N_("Verdict"),
        "why": N_("Why"),
        "evidence": N_("What is known: then, and now"),
        "documents": N_("Other publishers on those facts, not on the article"),
    }
    return table(
        study,
        "verdicts",
        present(rows, headings, sources_in(rows)),
        title=N_("The claims of the article, and the evidence"),
        note=N_(
            "We compare each claimed sum with what is now known about that day; what was said of a later day is judged "
            "once it is known what came. Each publisher counts once; if it says several things, we keep the least "
            "supportive. Several may go back to one original."
        ),
    )


def evidence_for(study: Study, claim: Row, day: datetime.date) -> tuple[Quantity | str, Iterable[str]]:
    """What the evidence says of a claim's subject as of a day, and the documents that say so."""
    evidence = study.evidence
    if name := claim["held_against"]:
        read = reading_of(study, claim["programme"], name, day)
        return (read, read.sources) if read else (_("no figure"), ())
    known = evidence.events_known(day)
    events = known[known["event_id"].isin(claim["event_ids"].split(";"))]
    if len(events):
        return listed(happened_or_planned(event, day) for event in events.to_dict("records")), events["source_id"]
    facts = [evidence.fact(fact_id) for fact_id in filter(None, claim["fact_ids"].split(";"))]
    facts = [fact for fact in facts if last_day(fact["as_of"]) <= day]
    if not facts:
        return _("no document found"), ()
    latest = max(facts, key=lambda fact: last_day(fact["as_of"]))
    told = _("{day}: {text}", day=period(latest["as_of"]), text=latest["note"])
    return told, evidence.documents([latest["fact_id"]])


def happened_or_planned(event: Row, day: datetime.date) -> str:
    """An event with its day, marked as planned where it lies ahead."""
    told = {"day": period(event["date"]), "text": event["title"]}
    return _("planned for {day}: {text}", **told) if last_day(event["date"]) > day else _("{day}: {text}", **told)


def judged(study: Study, claim: Row, then: Quantity | str) -> dict[str, str]:
    """How a claim turned out: by the range of the evidence of its day, else as its row says once that is known."""
    settled = bool(claim["verdict_as_of"]) and claim["verdict_as_of"] <= study.as_of
    beside = verdict = claim["verdict"] if settled else ""
    word = claim["verdict_word"] if settled and not claim["held_against"] else UNKNOWN
    if isinstance(then, Quantity) and then.known:
        above, below = float(claim["value"]) > then.value.high, float(claim["value"]) < then.value.low
        word = FAILS if above or below else HOLDS
        not_supported = N_("not supported: above the evidence") if above else N_("not supported: below the evidence")
        verdict = not_supported if above or below else N_("correct then")
    told = listed(translate(text) for text in dict.fromkeys((verdict, beside)) if text)
    return {"word": word, "verdict": verdict, "why": told or _("not known yet as of this edition")}


def second_documents(evidence: Evidence, fact_ids: Iterable[str], day: datetime.date) -> dict[str, Row]:
    """What publishers other than a fact's own say of it, of all that is published up to a day.

    Returns
    -------
    dict of str to dict
        For each publisher the least favourable of what it says: ``agrees``, ``source_id``.

    Examples
    --------
    >>> from analysis.study import compare
    >>> found = second_documents(compare().evidence, ["v-014"], datetime.date(2026, 8, 5))
    >>> [row["agrees"] for row in found.values()]
    ['yes']
    """
    found: dict[str, Row] = {}
    for fact_id in filter(None, fact_ids):
        own = publisher(evidence, evidence.fact(fact_id)["source_id"])
        for row in evidence.beside(fact_id):
            name = publisher(evidence, row["source_id"])
            if name != own and last_day(evidence.source(row["source_id"])["published"]) <= day:
                found[name] = min(found.get(name, row), row, key=lambda one: list(AGREES).index(one["agrees"]))
    return found


def publisher(evidence: Evidence, source_id: str) -> str:
    """The publisher of a document, without the copy or the route by which it was read.

    Examples
    --------
    >>> from analysis.study import compare
    >>> publisher(compare().evidence, "dowjones-202512-tender-en")
    'Dow Jones Newswires'
    """
    return re.split(r" \(| / | via | on ", evidence.source(source_id)["publisher"])[0]


def counted(others: Iterable[Row]) -> str:
    """So many publishers that confirm, confirm in part and contradict, in words."""
    said = [row["agrees"] for row in others]
    words = {AGREES[agrees]: said.count(agrees) for agrees in reversed(AGREES)}
    told = (_("{words}: {count}", words=words, count=count) for words, count in words.items() if count)
    return listed(part.replace(" ", NO_BREAK) for part in told) or _("none found")


def values(study: Study) -> dict[str, object]:
    """What sentences say of the claims and of the changes.

    Returns
    -------
    dict
        ``claims``, and how many of them are ``holding``, ``failing``, ``unknown``; ``money`` and ``others``: how many
        figures have changed since ``day``, that of the article; ``outlet``, who published it.

    Examples
    --------
    >>> from analysis.study import compare
    >>> [values(compare("latest"))[name] for name in ("claims", "holding", "failing", "unknown")]
    [13.0, 8.0, 3.0, 2.0]
    """
    words = list(verdicts(study).frame["word"])
    counts = {
        "claims": len(words),
        **{name: words.count(word) for name, word in {"holding": HOLDS, "failing": FAILS, "unknown": UNKNOWN}.items()},
        "money": len(money_changes(study).frame),
        "others": len(further_changes(study).frame),
    }
    outlet = study.evidence.source(study.evidence.claims["source_id"].iloc[0])["publisher"]
    return {name: float(count) for name, count in counts.items()} | {"day": article_day(study), "outlet": outlet}
