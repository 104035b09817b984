"""What changed since the article: readings and dates, step by step from one to the next."""

import datetime
from collections.abc import Iterable, Iterator
from itertools import pairwise, product

from analysis.evidence.readings import Row
from analysis.pages.common import Table, of_reading, present, sources_in, table
from analysis.study import Quantity, Study
from analysis.study.study import Seat
from analysis.text import N_, translate, translate as _
from analysis.text.numbers import NO_BREAK, date, period

FURTHER = (
    "power_planned",
    "h100e_planned",
    "h100e_in_service",
    "union_budget",
    "member_states",
    "public_bank_loans",
    "site_debt",
    "site_capital",
)
"""Dated readings off the ladder, beside the number of sites."""


def article_day(study: Study) -> datetime.date:
    """The day of the article whose claims are held against the evidence."""
    return study.evidence.claims["as_of"].min()


def reading_of(study: Study, programme: str, name: str, day: datetime.date) -> Quantity | None:
    """What was known of a quantity on a day, on the ladder or off it."""
    evidence = study.evidence
    reading = (evidence.money if name in evidence.rungs else evidence.quantity)(programme, name, day)
    return reading and of_reading(study, name, reading)


def money_changes(study: Study) -> Table:
    """What the evidence says now of money and sites and did not say on the day of the article.

    Returns
    -------
    Table
        One row a change: ``programme``, ``what``, ``then``, ``now`` (:class:`Quantity` or text), ``as_of``, ``note``.
    """
    changes = changed_readings(study, (*study.evidence.rungs, "sites"))
    title = N_("Money and sites, then and now")
    note = N_("Promises carry the date they were made; spending, the date we estimate it for.")
    return since_article(study, "money-changes", changes, {"as_of": N_("As of")}, title, note)


def further_changes(study: Study) -> Table:
    """What the evidence says now of compute, power, public money and dates and did not say on the article's day.

    Returns
    -------
    Table
        As :func:`money_changes`; ``then`` and ``now`` of a date are text.
    """
    title = N_("Compute, power, public money and dates, then and now")
    note = N_(
        "Where there was no figure then, one has come to be known, which need not mean that anything changed on the "
        "ground. What is counted may differ between the two."
    )
    changes, last = (
        [*changed_readings(study, FURTHER), *changed_dates(study)],
        N_("Since when, and what stands behind it"),
    )
    return since_article(study, "further-changes", changes, {"note": last}, title, note)


def since_article(
    study: Study, name: str, changes: Iterable[Row], last: dict[str, str], title: str, note: str
) -> Table:
    """A table of changes with their notes dated; empty for a study of the article's day or before it."""
    rows = [
        row | {"note": _("{day}: {text}", day=date(row["as_of"]).replace(NO_BREAK, " "), text=row["note"])}
        for row in changes
        if study.as_of > article_day(study)
    ]
    headings = {"programme": N_("Programme"), "what": N_("What"), "then": N_("Then"), "now": N_("Now")} | last
    return table(study, name, present(rows, headings, sources_in(rows)), title=title, note=note)


def changed_readings(study: Study, names: Iterable[str]) -> Iterator[Row]:
    """The chosen readings that are not what they were on the day of the article."""
    days = (article_day(study), study.as_of)
    for seat, name in product(study.seats.values(), names):
        yield from reading_steps(study, seat, [reading_of(study, seat.programme, name, day) for day in days])


def changed_dates(study: Study) -> Iterator[Row]:
    """The dates named for each milestone that are not what they were on the day of the article."""
    named, days = study.evidence.schedule_of, (article_day(study), study.as_of)
    for seat, milestone in product(study.seats.values(), study.evidence.vocabularies["milestones"].words):
        last = [named(seat.programme, milestone, day)[-1:] for day in days]
        yield from date_steps(study, seat, milestone, [rows[0] if rows else None for rows in last])


def reading_steps(study: Study, seat: Seat, read: Iterable[Quantity | None]) -> Iterator[Row]:
    """From each reading to the next that found something else; to find nothing where there was no figure is no change.

    Yields
    ------
    dict
        ``programme``, ``what``, ``then`` and ``now`` (:class:`Quantity` or text), ``as_of``, ``note``, ``key`` (a name
        that stays).
    """
    for then, now in pairwise(read):
        if now and now.value != (then and then.value):
            yield {
                "programme": seat.short_name,
                "what": study.evidence.quantities[now.name]["meaning"],
                "then": then or N_("no figure"),
                "now": now,
                "as_of": now.as_of,
                "note": now.notes[0],
                "key": f"{seat.programme}/{now.name}/{now.as_of}",
            }


def date_steps(study: Study, seat: Seat, milestone: str, named: Iterable[Row | None]) -> Iterator[Row]:
    """From each date that was named for a milestone to the next, as :func:`reading_steps` has them."""
    for then, now in pairwise(named):
        if now and now != then:
            yield {
                "programme": seat.short_name,
                "what": study.evidence.vocabularies["milestones"].words[milestone]["meaning"],
                "then": in_words(then) if then else N_("no date"),
                "now": in_words(now),
                "as_of": now["known_by"],
                "note": now["note"],
                "key": f"{seat.programme}/{milestone}/{now['known_by']}/{now['last']}",
                "sources": [source for row in (then, now) if row for source in row["source_ids"].split(";") if source],
            }


def in_words(row: Row) -> str:
    """A date of the schedule: the day, or the first and the last month of the period named."""
    first, last = (period(f"{row[end]:%Y-%m}") for end in ("first", "last"))
    when = first if first == last else _("{first} to {last}", first=first, last=last)
    if row["first"] == row["last"]:
        when = date(row["first"]).replace(NO_BREAK, " ")
    said = {"planned": N_("planned: {when}"), "projected": N_("projected: {when}")}
    return translate(said[row["stands"]], when=when) if row["stands"] in said else when
