"""What changed since the article: money, sites, compute, power, public money and dates, then and now."""

from __future__ import annotations

import datetime

import pandas as pd

from analysis.evidence.readings import Row
from analysis.languages import marked, of_data, spoken
from analysis.languages import translate as _
from analysis.study import Study
from analysis.study.study import Seat
from analysis.tables.claims import article_day
from analysis.tables.shown import quantity_of, shown, triplet_of
from analysis.wording import NO_BREAK, date, period

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

HEADINGS = {
    "programme": marked("Programme"),
    "what": marked("What"),
    "then": marked("Then"),
    "now": marked("Now"),
    "as_of": marked("As of"),
}


@spoken
def changes_since_article(study: Study) -> pd.DataFrame:
    """What the evidence says now of money and sites and did not say on the day of the article.

    Returns
    -------
    pandas.DataFrame
        One row a change: ``programme``, ``what``, ``then``, ``now`` (:class:`Quantity` or text), ``as_of``.
    """
    return changed_readings(study, (*study.evidence.rungs, "sites"))


@spoken
def further_changes_since_article(study: Study) -> pd.DataFrame:
    """What the evidence says now of compute, power, public money and dates and did not say on the day of the article.

    Returns
    -------
    pandas.DataFrame
        As :func:`changes_since_article`; ``then`` and ``now`` of a date are text.

    Examples
    --------
    >>> from analysis.study import compare
    >>> further_changes_since_article(compare("article")).empty
    True
    """
    readings = changed_readings(study, FURTHER)
    dates = changed_dates(study)
    rows = [*readings.to_dict("records"), *dates.to_dict("records")]
    headings = {name: heading for name, heading in HEADINGS.items() if name != "as_of"}
    headings["note"] = marked("Since when, and what stands behind it")
    return shown(rows, headings, [*readings.attrs["sources"], *dates.attrs["sources"]])


def changed_readings(study: Study, names: tuple[str, ...]) -> pd.DataFrame:
    """The chosen readings that are not what they were on the day of the article."""
    evidence, before = study.evidence, article_day(study)
    rows, sources = [], []
    for seat in study.seats.values() if study.as_of > before else ():
        for name in names:
            read = evidence.money if name in evidence.rungs else evidence.quantity
            then, now = read(seat.programme, name, before), read(seat.programme, name, study.as_of)
            if now is None or (then and triplet_of(then) == triplet_of(now)):
                continue
            rows.append(
                {
                    "programme": seat.short_name,
                    "what": seat[name].label,
                    "then": quantity_of(name, then) if then else marked("no figure"),
                    "now": quantity_of(name, now),
                    "as_of": now.as_of,
                    "note": dated(now.as_of, now.notes[0]),
                }
            )
            sources += evidence.documents([*(then.fact_ids if then else ()), *now.fact_ids])
    return shown(rows, HEADINGS, sources)


def changed_dates(study: Study) -> pd.DataFrame:
    """The dates named for each milestone that are not what they were on the day of the article."""
    before = article_day(study)
    rows, sources = [], []
    milestones = study.evidence.vocabularies["milestones"].words
    for seat in study.seats.values() if study.as_of > before else ():
        for milestone, word in milestones.items():
            then, now = named_date(study, seat, milestone, before), named_date(study, seat, milestone, study.as_of)
            if now is None or (then is not None and then["known_by"] == now["known_by"]):
                continue
            rows.append(
                {
                    "programme": seat.short_name,
                    "what": word["meaning"],
                    "then": marked("no date") if then is None else in_words(then),
                    "now": in_words(now),
                    "as_of": now["known_by"],
                    "note": dated(now["known_by"], now["note"]),
                }
            )
            found = [row for row in (then, now) if row is not None]
            sources += [source for row in found for source in row["source_ids"].split(";") if source]
    return shown(rows, HEADINGS, sources)


def dated(day: datetime.date, note: str) -> str:
    """A note with its day."""
    return _("{day}: {text}", day=date(day).replace(NO_BREAK, " "), text=of_data(note))


def named_date(study: Study, seat: Seat, milestone: str, day: datetime.date) -> Row | None:
    """The last date that was named for a milestone up to a day; None where none was."""
    rows = study.evidence.schedule_of(seat.programme, milestone, day)
    return rows[-1] if rows else None


def in_words(row: Row) -> str:
    """A date of the schedule: the day, or the first and the last month of the period named."""
    first, last = row["first"], row["last"]
    if first == last:
        when = date(first).replace(NO_BREAK, " ")
    else:
        months = list(dict.fromkeys(period(f"{day:%Y-%m}") for day in (first, last)))
        when = months[0] if len(months) == 1 else _("{first} to {last}", first=months[0], last=months[1])
    return when if row["stands"] == "happened" else _("planned: {when}", when=when)
