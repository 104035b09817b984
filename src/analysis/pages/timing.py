"""When? The slips of the call, both calendars, lead times, and lags."""

import datetime
from dataclasses import replace

import pandas as pd

from analysis.charts.chart import Chart, chart
from analysis.charts.rows import Rows
from analysis.model import schedule
from analysis.model.amounts import Triplet
from analysis.pages.common import Table, begun_before, in_unit, of_fact, present, table
from analysis.study import Quantity, Study
from analysis.study.readers import year_of
from analysis.study.study import Seat
from analysis.text import N_, Message, translate, translate as _
from analysis.text.numbers import date, month, period
from analysis.wording import quantity

CALL, SERVICE, OUTSIDE = "call_opens", "first_service_stated", "first_service_outside_view"

MILESTONES = {
    "announced_on": N_("first announced"),
    CALL: N_("call opens"),
    "work_starts": N_("work starts"),
    SERVICE: N_("first service"),
    OUTSIDE: N_("first service, at the pace of similar sites"),
}
"""The rows of the calendar, in order, with what to call them."""

OWN = {
    "observed": N_("{programme}, observed"),
    "target": N_("{programme}, as stated"),
    "projection": N_("{programme}, as others project"),
    "set": N_("{programme}, as set"),
}
"""What the lead time of a programme itself is called, by what it is."""

SHAPES = {"observed": "dot", "target": "ring", "projection": "ring", "range used": "stroke", "set": "triangle"}
"""The mark of each kind of date or time; of the others it is a diamond."""

LAGS = {
    "first_service_lag": N_("From first service at {comparator} to first service at {subject}, as planned or observed"),
    "first_service_lag_outside_view": N_("The same at the pace of similar sites, where nothing runs yet"),
    "compute_lag": N_("Between the two plans, at the growth that the plan for {comparator} implies"),
    "compute_lag_at_world_growth": N_("Between the two plans, at the growth of the world's computing power"),
    "lag_at_first_service": N_(
        "From the day {comparator} has the computing power planned for {subject} to first service there"
    ),
}
"""The lags, each with what it measures and how."""


def window(first: datetime.date, last: datetime.date) -> str:
    """A period of days in words: the day, the month, or its first and last month.

    Examples
    --------
    >>> window(datetime.date(2026, 1, 1), datetime.date(2026, 2, 28))
    'January to February 2026'
    """
    one, other = period(f"{first:%Y-%m}"), period(f"{last:%Y-%m}")
    if first == last or one == other:
        return date(first) if first == last else one
    return _("{first} to {last}", first=one.rpartition(" ")[0] if first.year == last.year else one, last=other)


def calling(study: Study) -> Seat:
    """The programme that has a call, the subject where neither has."""
    return next((seat for seat in study.seats.values() if seat.call_opens.known), study.subject)


def targets(study: Study) -> pd.DataFrame:
    """Each target that was on record for the opening of the call, and how far it had slipped.

    Returns
    -------
    pandas.DataFrame
        One row a target in order of the day it was on record: ``said_on``, ``named`` (that day in
        words), ``value`` (:class:`Quantity`, its period in calendar years), ``last`` (its last day), ``target`` (in
        words), ``slip`` (:class:`Quantity` in months, last day against last day), ``words`` (both), ``shape`` (a dot
        once it opened), ``note``. Empty where neither programme has a call.

    Examples
    --------
    >>> from analysis.study import compare
    >>> targets(compare("latest"))[["target", "slip"]].values.tolist()[1]
    ['January to February 2026', <call_slip: 2 months, as of None>]
    """
    rows = []
    for row in study.evidence.schedule_of(calling(study).programme, CALL, study.as_of):
        first, last, opened = row["first"], row["last"], row["stands"] == "happened"
        slip = schedule.call_slip(year_of(last), year_of(rows[0]["last"] if rows else last))
        slip = Quantity("call_slip", "", Triplet.exact(round(slip)), "months")
        target = window(first, last)
        late = _("{target}, {months} late", target=_("it opened") if opened else target, months=quantity(slip))
        rows.append(
            {
                "said_on": row["known_by"],
                "named": date(last) if opened else _("said {day}", day=date(row["known_by"])),
                "value": Quantity(CALL, "", Triplet(*map(year_of, (first, row["central"], last))), "year"),
                "last": last,
                "target": target,
                "slip": replace(slip, sources=tuple(row["source_ids"].split(";"))),
                "words": late if rows else _("{target}, first target", target=target),
                "shape": "dot" if opened else "box",
                "note": row["note"],
            }
        )
    headings = {"said_on": N_("On record"), "target": N_("Target"), "slip": N_("Slip"), "note": N_("What was said")}
    return present(rows, headings)


def slips(study: Study) -> Chart | None:
    """Each target for the opening of the call, by the day on which it was on record."""
    frame = targets(study)
    if frame.empty:
        return None
    first, now = (dict(frame.iloc[end]) for end in (0, -1))
    moved = {"first": first["target"], "last": now["target"], "months": quantity(now["slip"])}
    last = _("First date: {first}. Last: {last}, {months} late.", **moved)
    says, marks = _("Targets for the opening, by the day on which each was on record."), {"": year_of(first["last"])}
    look = {"name": "named", "shape": "shape", "words": "words", "since": "said_on", "seat": "subject", "kind": "year"}
    opened = N_("The call opened {slip} months later than first planned")
    return chart(
        study,
        "slips",
        Rows(frame, says, marks=marks, last=last, **look),
        title=opened if now["shape"] == "dot" else N_("The call has slipped by {slip} months so far"),
        subtitle=N_("Targets for the opening of the call for {caller}, as known on {as_of}"),
        note=N_("Stroke: the day on which a target was on record. Box: the period named. Dotted: the first target."),
        values={"slip": now["slip"].central, "caller": calling(study).name},
        lead=True,
    )


def milestones(study: Study) -> pd.DataFrame:
    r"""Both programmes' dates side by side.

    Returns
    -------
    pandas.DataFrame
        One row a seat and milestone: ``seat``, ``programme``, ``key``, ``milestone``, ``said_on`` (the day on which the
        date was promised; None where nothing was), ``value`` (:class:`Quantity`, a calendar year), ``when`` (in words),
        ``kind`` (``observed``, ``target``, ``projection``, ``lapsed target``, ``outside view``, ``set``, ``gap``),
        ``shape``. A milestone that a programme does not have, such as a call, has no row.

    Examples
    --------
    >>> from analysis.study import compare
    >>> table = milestones(compare("latest")).query("key == 'first_service_stated'")
    >>> [(kind, when.replace("\xa0", " ")) for kind, when in table[["kind", "when"]].values.tolist()]
    [('target', 'July to December 2028 (target)'), ('observed', '26 September 2025')]
    """
    rows = []
    for name, seat in study.seats.items():
        for key, words in MILESTONES.items():
            if key in (CALL, OUTSIDE) and not seat[key].known:
                continue
            kind, when = kind_and_words(study, seat, key)
            rows.append(
                {
                    "seat": name,
                    "programme": seat.short_name,
                    "key": key,
                    "milestone": words,
                    "said_on": seat[key].as_of if kind == "target" else None,
                    "value": seat[key],
                    "when": told(kind, when),
                    "kind": kind,
                    "shape": SHAPES.get(kind, "diamond"),
                }
            )
    headings = {
        "programme": N_("Programme"),
        "milestone": N_("Milestone"),
        "when": N_("Date"),
        "kind": N_("What it is"),
    }
    return present(rows, headings | {"said_on": N_("Promised on")})


def kind_and_words(study: Study, seat: Seat, key: str) -> tuple[str, str]:
    """What a date of the calendar is, and the date in words."""
    value = seat[key]
    named = study.evidence.schedule_of(seat.programme, key.removesuffix("_stated"), study.as_of)
    if not value.known and not named:
        return N_("gap"), _("no date on record")
    if key == "announced_on":
        return N_("observed"), date(value.as_of)
    if key == OUTSIDE:
        return N_("outside view"), quantity(value, "range")
    if value.set_by:
        return N_("set"), month(value.central)
    kind = STANDS[named[-1]["stands"]] if value.known else N_("lapsed target")
    return kind, window(named[-1]["first"], named[-1]["last"])


STANDS = {"happened": N_("observed"), "planned": N_("target"), "projected": N_("projection")}
"""What a date is, by how it stands in the schedule."""


def service(study: Study, seat: str) -> tuple[str, str]:
    """What first service of a programme is, and when, in words."""
    return kind_and_words(study, study.seats[seat], SERVICE)


def told(kind: str, when: str) -> str:
    """A date in words; one that is only a target or a projection says so."""
    return translate(UNMET[kind], when=when) if kind in UNMET else when


UNMET = {
    "target": N_("{when} (target)"),
    "projection": N_("{when} (projection by others)"),
    "lapsed target": N_("{when} (a target that has passed, with no start on record)"),
}
"""How a date that is no observed one is told."""


def calendars(study: Study) -> Chart | None:
    """The dates of both programmes on one axis."""
    frame = milestones(study)
    known = [row for row in frame.to_dict("records") if row["value"].known]
    if not known:
        return None
    known.sort(key=lambda row: row["value"].central)
    ends = [_("{programme}, {milestone}: {when}", **row) for row in (known[0], known[-1])]
    last = _("Earliest: {earliest}. Latest: {latest}.", earliest=ends[0], latest=ends[1])
    says, marks = _("Dates of both programmes on one axis."), {_("day of this page"): year_of(study.as_of)}
    look = {"name": "milestone", "group": "programme", "shape": "shape", "words": "when"}
    (kind, here), (other, there) = (service(study, name) for name in study.seats)
    neither = kind == other == "gap"
    return chart(
        study,
        "calendars",
        Rows(frame, says, kind="year", marks=marks, last=last, **look),
        title=[
            N_("At the pace of similar sites {subject.name} would first serve in {outside:range}; planned: {here}"),
            N_("First service at {comparator.name}: {there_told}; at {subject.name}: {here_told}"),
        ]
        if not neither
        else N_("No date of first service is on record for either programme"),
        subtitle=N_(
            "Dot: it happened. Ring: planned. Diamond: at the pace of similar sites, with range. As known on {as_of}"
        ),
        note="{subject.months_to_first_power.why}" if study.subject[OUTSIDE].known else "",
        values={
            "here": here,
            "here_told": told(kind, here),
            "there_told": told(other, there),
            "outside": study.subject[OUTSIDE],
        },
    )


def like_sites(study: Study) -> pd.DataFrame:
    """Months from the start of work to first power or service: like sites, and the programmes themselves.

    Returns
    -------
    pandas.DataFrame
        One row a case known on the study's day: ``seat``, ``programme``, ``group``, ``case``, ``kind`` (``like sites``,
        ``range used``, ``observed``, ``target``, ``set``), ``value`` (:class:`Quantity` in months), ``note``,
        ``shape``.

    Examples
    --------
    >>> from analysis.study import compare
    >>> cases = like_sites(compare("latest")).query("seat == 'comparator'")
    >>> [round(value.central, 1) for value in cases["value"]]
    [24.0, 24.0, 15.9]
    """
    evidence, rows = study.evidence, []
    labels = evidence.cited.set_index("fact_id")["label"]
    for name, seat in study.seats.items():
        assumption = evidence.assumption("months_to_first_power", seat.programme)
        ids = assumption["fact_ids"].split(";") if assumption else []
        facts = [evidence.fact(fact_id) for fact_id in ids if fact_id and evidence.known_from(fact_id) <= study.as_of]
        used, own, kind = seat.months_to_first_power, seat.months_to_first_service, service(study, name)[0]
        called = Message(OWN.get(kind, N_("{programme}, as set")), programme=seat.short_name)
        for case, what, value, note in (
            *((labels[fact["fact_id"]], N_("like sites"), of_fact(study, fact), fact["note"]) for fact in facts),
            (N_("Range used here"), N_("set") if used.set_by else N_("range used"), used, used.why),
            (called, kind, own, seat[SERVICE].why),
        ):
            months = in_unit(value, schedule.MONTHS if value.unit == "years" else 1, "months")
            row = {
                "seat": name,
                "programme": seat.short_name,
                "case": case,
                "kind": what,
                "value": months,
                "note": note,
            }
            group = Message(N_("Set beside {programme}"), programme=seat.short_name)
            rows += [row | {"group": group, "shape": SHAPES.get(what, "diamond")}] if value.known else []
    headings = {"case": N_("Case"), "kind": N_("What it is"), "value": N_("Months"), "note": N_("Note")}
    return present(rows, {"programme": N_("Set beside")} | headings)


def lead_times(study: Study) -> Chart | None:
    """How many months sites took, and how many the programmes took or say they will."""
    look = {"name": "case", "group": "group", "shape": "shape"}
    says, unit = _("Months from the start of work to first power or service."), _("months from the start of work")
    return chart(
        study,
        "lead-times",
        Rows(like_sites(study), says, unit=unit, **look),
        title=[
            N_("{subject.name}: {stated} planned, {subject.months_to_first_power:range} at similar sites"),
            N_("How long sites took from the start of work to first power"),
        ],
        subtitle=N_("Months from the start of work, as known on {as_of}; bars are quartiles, ranges or periods named"),
        note=N_("First power is not always first service. The range is today's judgement, of the cases known."),
        values={"stated": study.subject.months_to_first_service if service(study, "subject")[0] == "target" else None},
    )


def lags(study: Study) -> Table:
    """By how many years the subject lies behind or ahead, in several ways, none of which needs a forecast of it.

    Returns
    -------
    Table
        One row a measure: ``what``, ``years`` (:class:`Quantity`), ``why`` there is none; no row where all are gaps.
    """
    names, rows = {name: seat.name for name, seat in study.seats.items()}, []
    for name, what in LAGS.items():
        years, told = study.comparison[name], Message(what, **names)
        if years.known and years.central < 0:  # a lead is told as one
            told = Message(N_("{what}: here {subject} is ahead"), what=told, subject=names["subject"])
            ends = (years.value.high, years.value.central, years.value.low)
            years = replace(years, value=Triplet(*(end and -end for end in ends)))
        rows.append({"what": told, "years": years, "why": years.gap or ""})
    headings = {"what": N_("Measured"), "years": N_("Years")}
    if any(row["why"] for row in rows):
        headings["why"] = N_("Why there is none")
    return table(
        study,
        "lags",
        present(rows if any(row["years"].known for row in rows) else [], headings),
        title=N_("How far apart in time {subject.name} and {comparator.name} are, in years"),
        note=N_("First service is one building or one phase, so the lag of the whole may be longer."),
    )


def values(study: Study) -> dict[str, object]:
    """What the sentences of the page say beside the quantities of the study; None for what is not so.

    Returns
    -------
    dict
        ``caller`` (who has the call), ``slip`` (of the call, in months), ``opened`` (the day), ``first_target`` and
        ``target`` (the period first named, and last), ``service`` and
        ``kept`` (of the caller, by the outside view and after the slip), ``here`` and ``there`` (first service at both
        seats), ``here_told`` and ``there_told`` (the same, a target
        called one), ``kinds`` (what these are), ``head_start`` (months by which the comparator's work began before it
        was announced), ``shorter`` (than how many cases the time stated for the subject is, if than all), ``of_class``
        (what the class of American sites is).

    Examples
    --------
    >>> from analysis.study import compare
    >>> found = values(compare("latest"))
    >>> found["slip"], found["head_start"], found["kinds"]
    (7, 8.0, ('target', 'observed'))
    """
    caller, frame, ahead = calling(study), targets(study), study.comparator
    first, last = (dict(frame.iloc[end]) for end in (0, -1)) if len(frame) else ({}, {})
    opened = bool(last) and last["shape"] == "dot"
    (kind, here), (other, there) = (service(study, name) for name in study.seats)
    like = [row for row in like_sites(study).to_dict("records") if row["kind"] == "like sites"]
    cases = [row["value"].value.low for row in like if row["seat"] == "subject"]
    in_the_us = study.evidence.cited_label("sites_in_the_us")
    shorter = kind == "target" and len(cases) > 1 and study.subject.months_to_first_service.central < min(cases)
    return {
        "caller": caller.name,
        "slip": last["slip"].central if last else None,
        "opened": last["last"] if opened else None,
        "first_target": first.get("last"),
        "target": last.get("target"),
        "service": caller[OUTSIDE],
        "kept": caller.relative_size_after_slip,
        "here": here,
        "there": there,
        "here_told": told(kind, here),
        "there_told": told(other, there),
        "kinds": (kind, other),
        "head_start": float(round(12 * (ahead.announced_on.central - ahead.work_starts.central)))
        if begun_before(ahead)
        else None,
        "shorter": len(cases) if shorter else None,
        "of_class": next((row["note"] for row in like if row["case"] == in_the_us), None),
    }
