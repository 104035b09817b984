"""How much of it is real? Money on each rung over time, a year of events, what became of earlier promises."""

import datetime
from dataclasses import replace
from operator import itemgetter

import numpy as np
import pandas as pd

from analysis.charts.chart import Chart, chart
from analysis.charts.lines import Lines
from analysis.charts.rows import Rows, bare
from analysis.evidence.columns import last_day
from analysis.evidence.readings import NONE_FOUND
from analysis.model.amounts import Triplet
from analysis.pages import common
from analysis.pages.common import Table, in_dollars, of_fact, present, rate_source, table
from analysis.study import Quantity, Study
from analysis.study.derived import known
from analysis.study.readers import year_of
from analysis.study.study import Seat
from analysis.text import N_, Message, listed, translate as _
from analysis.text.numbers import number, period
from analysis.wording import missing

CLAIM = "claimed_deployed"

MARKS = {"financed": "square", "spent": "dot", "in_service": "triangle"}
"""The mark of each rung; of the others, which are words, it is a ring."""

RUNG = {"rung_name": N_("Rung"), "programme": N_("Programme")}
"""Headings of a table of rungs."""


def money_over_time(study: Study) -> pd.DataFrame:
    """Every dated reading of money up to the study's day, and what stands on that day.

    Returns
    -------
    pandas.DataFrame
        In order of rung, seat and date: ``rung``, ``rung_name``, ``panel`` (the rung on whose panel it is
        drawn), ``steps`` (whether it stands until the next), ``seat``, ``programme``, ``line`` (what its line is
        called), ``mark``, ``as_of``, ``value`` (:class:`Quantity` in US dollars), ``kind``. Of the kinds, ``reading``
        is one that a document or an estimate gives of its day; the study's own day adds one of ``interpolated`` (on a
        straight line to a later reading), ``stands`` (the last reading, still), ``set`` (by the edition or the call)
        and ``gap``. A claim of money deployed is on no panel.

    Examples
    --------
    >>> from analysis.study import compare
    >>> table = money_over_time(compare("article")).query("rung == 'spent' and seat == 'comparator'")
    >>> [(kind, round(value.central, 1)) for kind, value in table[["kind", "value"]].values.tolist()]
    [('reading', 4.9), ('interpolated', 18.3)]
    """
    rows = [
        {
            "rung": rung,
            "rung_name": word["name"],
            "panel": word["name"],
            "steps": word["between_readings"] == "step" or bool(value.measure),  # no line between the years of a flow
            "seat": name,
            "programme": seat.short_name,
            "line": seat.short_name,
            "mark": MARKS.get(rung, "ring") if kind == "reading" else "",
            "as_of": day,
            "value": value,
            "kind": kind,
        }
        for rung, word in study.evidence.rungs.items()
        if rung != CLAIM
        for name, seat in study.seats.items()
        for kind, day, value in points_of(study, name, rung)
    ]
    headings = {"as_of": N_("As of"), "value": N_("In US dollars"), "kind": N_("How it is known")}
    return present(rows, RUNG | headings, rate_source(study), note=of_constant_prices(study))


def points_of(study: Study, name: str, rung: str) -> list[tuple[str, datetime.date, Quantity]]:
    """The readings of one programme on one rung, and what stands on the study's day: kind, day, sum in dollars."""
    now = study.seats[name][rung]
    rows = study.evidence.rows_by("ladder", "programme", "rung").get((study.seats[name].programme, rung), [])
    rows = [row for row in rows if row["as_of"] <= study.as_of and row["derivation"] != NONE_FOUND]
    points = [
        (N_("reading"), row["as_of"], converted(study, f"{name}_{rung}_usd", common.read_from(study, row)))
        for row in sorted(rows, key=itemgetter("as_of"))
    ]
    kinds = {N_("gap"): not now.known, N_("set"): now.set_by, N_("interpolated"): now.interpolated_between}
    kind = next((kind for kind, holds in kinds.items() if holds), N_("stands"))
    still = kind == "stands" and points and points[-1][1] == study.as_of
    return points if still else [*points, (kind, study.as_of, in_dollars(now))]


def converted(study: Study, name: str, value: Quantity) -> Quantity:
    """A sum in dollars, as the edition converts the quantity of this name; a gap where it has no rate."""
    ends = np.array([value.value.low, value.value.central, value.value.high])
    found = study.graph.run(known(study.inputs) | {name.removesuffix("_usd"): ends}, [name])
    return replace(value, value=Triplet(*map(float, found[name])) if name in found else None, unit="USD bn")


def of_constant_prices(study: Study) -> str:
    """What has to be said where sums are in constant prices; empty where none is."""
    sums = [(word["name"], seat[rung]) for rung, word in study.evidence.rungs.items() for seat in study.seats.values()]
    years = {name: value.price_basis[-4:] for name, value in sums if (value.price_basis or "").startswith("constant")}
    said = {"rungs": listed(years, _(" and ")), "year": next(iter(years.values()), "")}
    return _("Money {rungs} is counted in prices of {year}.", **said) if years else ""


def unfound(value: Quantity) -> str | None:
    """The words where nothing was found of a quantity; None where there is a value, or none for another reason."""
    return missing(value) if value.none_found else None


def money(study: Study) -> Chart | None:
    """The money of both programmes over time, a panel a rung, each with a scale of its own."""
    frame = money_over_time(study)
    spent = in_dollars(study.subject.spent)
    whose = N_("our own estimate") if study.comparator.spent.is_own_estimate else N_("as documents say")
    says = _("Billions of US dollars up to the day of this page, a panel a rung.")
    look = {"panel": "panel", "series": "line", "shape": "mark", "steps": "steps"}
    drawing = Lines(frame, says, valued=bare, **look)
    so_far = N_(
        "Spent so far: {comparator.spent:range} of {comparator.announced:usd} at {comparator.name}, {whose}; {spent} "
        "of {subject.announced:usd} at {subject.name}"
    )
    of_a_year = any(seat[rung].measure for seat in study.seats.values() for rung in ("announced", "spent"))
    return chart(
        study,
        "money-over-time",
        drawing,
        title=[so_far, N_("Money on each rung since the first reading")][of_a_year:],
        subtitle=N_("Billions of US dollars on each rung, low to high, up to {as_of}; every panel has its own scale"),
        note=N_(
            "Hollow: words. Solid: money, machines. Straight between two readings, where nobody measured. Before a "
            "first reading nothing is known, which is not zero."
        ),
        values={"whose": whose, "spent": spent if spent.known else unfound(spent)},
        lead=True,
    )


HAPPENED = {"operation": "triangle", "construction": "square", "delay": "ring", "other": "diamond"}
"""The kinds of events that change what of a promise is real, each with its mark."""

ABANDONED = "sge-052"
"""The report that the joint venture of Stargate was given up."""

ENOUGH = 6
"""A year with fewer events is not drawn."""


def happened(study: Study) -> pd.DataFrame:
    """What happened to the comparator in the year of the study: what runs, is built, is late or was given up.

    Returns
    -------
    pandas.DataFrame
        One row an event, in order of date: ``seat``, ``title``, ``kind``, ``when`` (in words), ``value``
        (:class:`Quantity`, a calendar year), ``shape``.

    Examples
    --------
    >>> from analysis.study import compare
    >>> happened(compare("latest"))["title"].iloc[-1]
    'Flood enters Dona Ana campus, schedule kept'
    """
    evidence, kinds = study.evidence, study.evidence.vocabularies["event_kinds"].words
    known = evidence.events_known(study.as_of)
    rows = [
        {
            "seat": "comparator",
            "title": event["title"],
            "kind": kinds[event["kind"]]["meaning"],
            "when": period(event["date"]),
            "value": Quantity(
                "event", "", Triplet.exact(year_of(last_day(event["date"]))), "year", sources=(event["source_id"],)
            ),
            "shape": HAPPENED[event["kind"]],
        }
        for event in sorted(known.to_dict("records"), key=lambda event: last_day(event["date"]))
        if event["programme"] == study.comparator.programme
        and event["kind"] in HAPPENED
        and last_day(event["date"]) <= study.as_of
        and event["date"][:4] == str(study.as_of.year)
    ]
    return present(rows, {"when": N_("Day"), "title": N_("Event"), "kind": N_("Kind")})


def happenings(study: Study) -> Chart | None:
    """The time line of the comparator's year; None where little happened."""
    frame = happened(study)
    if len(frame) < ENOUGH:
        return None
    counts = frame["shape"].value_counts()
    return chart(
        study,
        "happenings",
        Rows(frame, _("Events in order of date."), name="title", shape="shape", words="when", kind="year"),
        frame,
        title=N_("What happened to {comparator.name} in {year}: {count} events, {runs} of them of machines that run"),
        subtitle=N_(
            "Events of the year up to {as_of}. Triangle: in service. Square: building. Ring: delay. Diamond: other"
        ),
        values={
            "year": str(study.as_of.year),
            "count": number(len(frame)),
            "runs": number(counts.get("triangle", 0)),
        },
    )


def case_name(study: Study, programme: str) -> str:
    """Short name of an earlier programme."""
    word = study.evidence.vocabularies["programmes"].words[programme]
    return word["short_name"] or word["meaning"]


def earlier_promises(study: Study) -> pd.DataFrame:
    """What became of earlier programmes, the part delivered of what was promised, and what is taken from it.

    Returns
    -------
    pandas.DataFrame
        One row a case known on the study's day, by kind of promise and the fullest delivery first, and one a programme
        with a rate: ``kind`` (of promise), ``case``, ``measure``, ``promised``,
        ``delivered`` (:class:`Quantity` or None), ``value`` (:class:`Quantity`, the share delivered), ``after``
        (:class:`Quantity` or None), ``confidence``, ``outcome``.

    Examples
    --------
    >>> from analysis.study import compare
    >>> cases = earlier_promises(compare("latest")).set_index("measure")
    >>> cases.loc["investment after audit, of the target", "value"].central
    0.744
    """
    evidence, rows = study.evidence, []
    for case in sorted(evidence.cases(study.as_of), key=lambda case: -case["share"]):
        ids, name, years = case["fact_ids"], case_name(study, case["programme"]), float(case["after_years"])
        facts = [of_fact(study, fact_id) for fact_id in ids] if len(ids) > 1 else [None, None]
        share = Quantity("share", "", Triplet.exact(case["share"]), "share", sources=evidence.documents(ids))
        rows.append(
            case
            | {
                "case": name,
                "delivered": facts[0],
                "promised": facts[1],
                "value": share,
                "after": None if pd.isna(years) else Quantity("after", "", Triplet.exact(years), "years"),
                "confidence": evidence.confidence(ids),
            }
        )
    for seat in study.seats.values() if rows else ():
        row = {"kind": evidence.kind_of(seat.programme), "value": seat.delivery_rate_by_promised_date}
        row["case"] = Message(N_("Taken for {programme}"), programme=seat.name)
        rows += [dict.fromkeys(rows[0], "") | row] if row["value"].known else []
    promise = {"case": N_("Programme"), "kind": N_("Kind of promise"), "measure": N_("What is measured")}
    sums = {"promised": N_("Promised"), "delivered": N_("Delivered"), "value": N_("Part delivered")}
    told = {"after": N_("After"), "confidence": N_("Confidence"), "outcome": N_("What happened")}
    return present(sorted(rows, key=itemgetter("kind"), reverse=True), promise | sums | told)


def record(study: Study) -> Table:
    """What earlier programmes delivered of what was promised, beside what is taken from it for each programme."""
    part = [round(case["share"], 2) for case in study.evidence.cases(study.as_of)]
    return table(
        study,
        "record",
        earlier_promises(study),
        title=[
            N_("What became of earlier promises: {least:percent} to {most:percent}, by very different measures"),
            N_("What became of earlier promises"),
        ][not part],
        note=N_("The measures differ, and two rows can be of one programme."),
        values={"least": min(part, default=None), "most": max(part, default=None)},
    )


def record_in_words(study: Study) -> Table:
    """What is known of earlier programmes for which no clean ratio was found.

    Returns
    -------
    Table
        One row for what was known on the study's day: ``case``, ``what``, ``promised``, ``became`` (:class:`Quantity`
        or None), ``note`` (the days, and what was said), ``confidence``.

    Examples
    --------
    >>> from analysis.study import compare
    >>> record_in_words(compare("latest")).frame["case"].unique().tolist()
    ['Galileo', 'EU battery factories', 'Northvolt, Sweden']
    """
    evidence, rows = study.evidence, []
    for row in evidence.rows_by("record", "ratio").get("no", ()):
        ids = {"promised": row["promised_fact_id"], "became": row["delivered_fact_id"]}
        facts = [evidence.fact(fact_id) for fact_id in ids.values() if fact_id]
        if any(evidence.known_from(fact["fact_id"]) > study.as_of for fact in facts):
            continue
        notes = (listed(filter(None, (period(fact["as_of"]), fact["note"])), ", ") for fact in facts)
        sums = {name: of_fact(study, fact_id) if fact_id else None for name, fact_id in ids.items()}
        told = {"note": listed(notes), "confidence": evidence.confidence(fact["fact_id"] for fact in facts)}
        rows.append({"case": case_name(study, row["programme"]), "what": row["measure"]} | sums | told)
    sums = {"promised": N_("Promised"), "became": N_("What became of it")}
    headings = (
        {"case": N_("Programme"), "what": N_("What")} | sums | {"note": N_("Note"), "confidence": N_("Confidence")}
    )
    return table(
        study,
        "record-in-words",
        present(rows, headings),
        title=N_("Cases that give no clean ratio"),
        note=N_("Shown so that the list is not only of those with a clean figure."),
    )


def at_latest_pace(study: Study, seat: Seat) -> Quantity | None:
    """What a programme would have spent by its promised date at the pace between its last two readings.

    Returns
    -------
    Quantity or None
        In billions of its own currency; None where there are no two readings of money spent.

    Examples
    --------
    >>> from analysis.study import compare
    >>> study = compare("latest")
    >>> at_latest_pace(study, study.comparator)
    <spent: 213.752 USD bn, as of None>
    """
    rows = study.evidence.rows_by("ladder", "programme", "rung").get((seat.programme, "spent"), [])
    rows = sorted((row for row in rows if row["as_of"] <= study.as_of and row["central"] > 0), key=itemgetter("as_of"))
    if len(rows) < 2 or not seat.spent_at_this_pace.known:
        return None
    (before, earlier), (now, last) = ((row["central"], year_of(row["as_of"])) for row in rows[-2:])
    ahead = now + (now - before) / (last - earlier) * (seat.promised_by.central - last)
    return Quantity("spent", "", Triplet.exact(ahead), seat.spent.unit, qualifier="about")


def values(study: Study) -> dict[str, object]:
    """What the sentences of the page say beside the quantities of the study.

    Returns
    -------
    dict
        ``nothing`` (whether nothing was found spent or running at the subject, and the comparator has its older
        campus), ``gap`` (why a part spent is not known), ``counted_apart`` (whether what is committed counts different
        things), ``at_latest_pace`` (at the comparator), ``left`` (whether the joint venture of
        Stargate was reported abandoned),
        ``rates_hold`` (whether both programmes have a rate of delivery whose range holds all cases).

    Examples
    --------
    >>> from analysis.study import compare
    >>> values(compare("latest"))["rates_hold"]
    True
    """
    subject, comparator = study.subject, study.comparator
    rates, cases = (
        [seat.delivery_rate_by_promised_date.value for seat in study.seats.values()],
        study.evidence.cases(study.as_of),
    )
    committed = {seat.committed.perimeter for seat in study.seats.values() if seat.committed.known}
    unbuilt = subject.in_service.none_found or subject.in_service.is_zero
    return {
        "nothing": subject.spent.none_found and unbuilt and common.begun_before(comparator),
        "gap": subject.spent_share.gap or comparator.spent_share.gap,
        "counted_apart": len(committed) > 1,
        "left": bool(len(happened(study))) and ABANDONED in set(study.evidence.events_known(study.as_of)["event_id"]),
        "at_latest_pace": None if comparator.spent.is_zero else at_latest_pace(study, comparator),
        "rates_hold": all(rate and rate.low <= case["share"] <= rate.high for rate in rates for case in cases),
    }
