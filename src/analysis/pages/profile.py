"""One programme of the field: its ladder over time, its power, its sites, what happened, what is not known."""

from collections.abc import Mapping

from analysis.charts.chart import Chart, chart
from analysis.charts.lines import Lines
from analysis.charts.rows import bare
from analysis.evidence.columns import last_day
from analysis.evidence.readings import Row
from analysis.pages.common import Table, in_dollars, of_reading, present, table
from analysis.pages.field import RUNGS
from analysis.pages.sites import sites_of
from analysis.pages.yardsticks import POWERS
from analysis.sentences import sentence
from analysis.study import Quantity, Study
from analysis.study.field import Programme, history
from analysis.text import N_, listed, translate as _
from analysis.text.numbers import NO_BREAK, period

FEWEST = 3
"""So many readings make a line over time worth drawing."""


def overlaps(study: Study, one: Programme) -> dict[str, list[str]]:
    """The programmes that a programme overlaps, by how it does.

    Examples
    --------
    >>> from analysis.study import compare
    >>> from analysis.study.field import field_of
    >>> study = compare("latest")
    >>> stargate = next(one for one in field_of(study) if one.programme == "stargate")
    >>> overlaps(study, stargate)["part of"]
    ['other:openai-compute']
    """
    found: dict[str, list[str]] = {}
    for tie in study.evidence.ties:
        kind = study.evidence.vocabularies["overlap_kinds"].words[tie.how]
        if tie.programme == one.programme:
            found.setdefault(kind["name"], []).append(tie.other)
        elif tie.other == one.programme:
            found.setdefault(kind["other_name"], []).append(tie.programme)
    return found


def lead(study: Study, one: Programme) -> str:
    """What was promised and what is real, in two short sentences."""
    announced, real = one.rungs["announced"], one.real
    said = (
        N_("Guidance for a year: {sum:range} ({sum:date}).")
        if one.is_flow
        else N_("Announced: {sum:range} ({sum:date}).")
    )
    done = N_("Spent: {sum:range} ({sum:date}).") if real.rung == "spent" else N_("At work: {sum:range} ({sum:date}).")
    told = [
        sentence(study, said, values={"sum": announced}) if announced.known else _("No sum was announced."),
        sentence(study, done, values={"sum": real}) if real.known else _("Nothing spent or at work is on record."),
    ]
    return " ".join(told)


def ladder_over_time(study: Study, one: Programme) -> Chart | None:
    """The money on each rung over time, in billions of US dollars; None for few readings, or for those of one day."""
    lines = {rung: [money for money in history(study, one.programme, rung) if money.known] for rung in RUNGS}
    every = [money for line in lines.values() for money in line]
    if len(every) < FEWEST or len({money.as_of for money in every}) < 2:
        return None
    headings = {"rung": N_("Rung"), "as_of": N_("As of"), "value": N_("In US dollars")}
    drawing = Lines(
        present([row for rung, line in lines.items() for row in points(study, one, rung, line)], headings),
        _("Billions of US dollars, a panel a rung."),
        panel="rung",
        series="programme",
        shape="shape",
        steps="steps",
        valued=bare,
    )
    return chart(
        study,
        "over-time",
        drawing,
        drawing.table,
        title=N_("The ladder of {name} over time"),
        subtitle=N_("Billions of US dollars as known on {as_of}, at the market rate of one day"),
        values={"name": one.short_name},
    )


def points(study: Study, one: Programme, rung: str, line: list[Quantity]) -> list[dict[str, object]]:
    """The points of a rung: its readings, each with its mark, and what stands on the study's day without one."""
    word = study.evidence.rungs[rung]
    steps = word["between_readings"] == "step"
    same = {"rung": word["name"], "steps": steps, "programme": one.short_name}
    rows = [same | {"shape": RUNGS[rung][0], "as_of": money.as_of, "value": in_dollars(money)} for money in line]
    if rows and steps and not one.is_flow and rows[-1]["as_of"] < study.as_of:
        rows.append(rows[-1] | {"shape": "", "as_of": study.as_of})
    return rows


COUNTED = {"perimeter": N_("What is counted"), "note": N_("Note")}
"""Headings of what stands behind a reading."""


def readings(study: Study, one: Programme) -> Table:
    """Every reading of money, rung by rung, with what is counted."""
    names = {rung: word["name"] for rung, word in study.evidence.rungs.items()}
    rows = [row | {"dollars": in_dollars(row["value"])} for row in read(study, one, names)]
    dollars = {} if one.currency == "USD" else {"dollars": N_("In US dollars")}
    headings = {"rung": N_("Rung"), "as_of": N_("As of"), "value": N_("Money")} | dollars | COUNTED
    return table(study, "ladder", present(rows, headings), title=N_("Money on the rungs of the ladder, day by day"))


def power(study: Study, one: Programme) -> Table:
    """Every reading of power, rung by rung, with what is counted."""
    rows = read(study, one, {rung: name for rung, (*__, name) in POWERS.items()})
    headings = {"rung": N_("Rung"), "as_of": N_("As of"), "value": N_("In megawatts")} | COUNTED
    return table(study, "power", present(rows, headings), title=N_("Power, day by day"))


def read(study: Study, one: Programme, names: Mapping[str, str]) -> list[Row]:
    """The readings on each rung that has a name: rung, day, value, and what stands behind it."""
    return [
        {"rung": name, "as_of": value.as_of, "value": value, "perimeter": value.perimeter or "", "note": value.why}
        for rung, name in names.items()
        for value in history(study, one.programme, rung)
    ]


def sites(study: Study, one: Programme) -> Table:
    """The sites, as far as they had come."""
    rows, __ = sites_of(study, one.programme)
    headings = {
        "name": N_("Site"),
        "region": N_("Place"),
        "country": N_("Country"),
        "planned": N_("Power planned"),
        "operating": N_("Power in service"),
        "state": N_("State"),
        "status_date": N_("State as of"),
    }
    found = present(rows, headings, [name for row in rows for name in row["documents"]], proper=("name", "country"))
    read_on = study.evidence.quantity(one.programme, "sites_sought", study.as_of)
    sought = of_reading(study, "sites_sought", read_on) if read_on else None
    said = N_("{sought} are sought or on offer ({sought:date}): {sought.perimeter}.")
    note = sentence(study, said, values={"sought": sought}) if sought else ""
    return table(study, "sites", found, title=N_("Sites"), note=note)


def events(study: Study, one: Programme) -> Table:
    """What happened, the latest first."""
    known = study.evidence.events_known(study.as_of)
    mine = known[known["programme"] == one.programme]
    mine = mine.assign(day=mine["date"].map(last_day)).sort_values("day", ascending=False, kind="stable")
    told = mine.assign(when=[period(day).replace(NO_BREAK, " ") for day in mine["date"]])
    headings = {"when": N_("Day"), "title": N_("Event")}
    return table(study, "events", present(told, headings, mine["source_id"]), title=N_("What happened"))


def not_known(study: Study, one: Programme) -> str:
    """What no document in this collection gives, in a sentence; empty where there is none of it."""
    names = {rung: study.evidence.rungs[rung]["name"] for rung in RUNGS}
    missing = [_("money {rung}", rung=names[rung]) for rung, money in one.rungs.items() if not money.known]
    if not one.is_flow:
        missing += [] if one.years else [_("over how many years the sum is spread")]
        stated = {"power_planned": _("power planned"), "power_in_service": _("power in service")}
        missing += [name for rung, name in stated.items() if not one.power[rung].known]
    return _("No document in this collection gives: {missing}.", missing=listed(missing)) if missing else ""
