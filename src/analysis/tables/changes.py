"""What changed since the article: then and now, and one reading at a time, for the page of changes and its feed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pandas as pd

from analysis.evidence.columns import last_day
from analysis.evidence.readings import Reading, Row, records, stated
from analysis.languages import marked, of_data, spoken
from analysis.languages import translate as _
from analysis.study import Study
from analysis.study.study import Seat
from analysis.tables.claims import article_day
from analysis.tables.presentation import present, quantity_of, triplet_of
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
    return present(rows, headings, [*readings.attrs["sources"], *dates.attrs["sources"]])


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
    return present(rows, HEADINGS, sources)


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
    return present(rows, HEADINGS, sources)


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


NO_FIGURE = marked("no figure")


@spoken
def news(study: Study, since: datetime.date) -> pd.DataFrame:
    """The chosen readings of both programmes that speak of a day after another, the latest first.

    Parameters
    ----------
    study : Study
        Its day is the last that is told of.
    since : datetime.date
        The day before the first.

    Returns
    -------
    pandas.DataFrame
        One row a reading: ``day``, ``programme``, ``what``, ``before`` and ``after`` (:class:`Quantity` or text),
        ``note``, ``key`` (a name that stays), ``source_ids``.

    Examples
    --------
    >>> from analysis.study import compare
    >>> table = news(compare("latest"), datetime.date(2025, 12, 4))
    >>> table["day"].is_monotonic_decreasing, table["day"].min() > datetime.date(2025, 12, 4)
    (True, True)
    """
    rows = [
        row
        for seat in study.seats.values()
        for row in (*money(study, seat), *other_readings(study, seat), *dates(study, seat))
        if since < row["day"] <= study.as_of
    ]
    rows.sort(key=lambda row: (row["day"], row["key"]), reverse=True)
    headings = {
        "day": marked("Day"),
        "programme": marked("Programme"),
        "what": marked("What"),
        "before": marked("Before"),
        "after": marked("After"),
        "note": marked("What stands behind it"),
    }
    sources = [source for row in rows for source in row["source_ids"]]
    return present(rows, headings, sources)


def money(study: Study, seat: Seat) -> Iterator[dict]:
    """Money of a programme on the rungs of the ladder."""
    table = study.evidence.ladder
    for rung, word in study.evidence.rungs.items():
        rows = table[(table["programme"] == seat.programme) & (table["rung"] == rung)]
        yield from steps(study, seat, rung, of_data(word["name"]), rows)


def other_readings(study: Study, seat: Seat) -> Iterator[dict]:
    """Readings of a programme off the ladder."""
    table = study.evidence.readings
    rows = table[table["programme"] == seat.programme]
    for quantity, of_quantity in rows.groupby("quantity", sort=True):
        meaning = study.evidence.quantities[quantity]["meaning"]
        yield from steps(study, seat, quantity, of_data(meaning), of_quantity)


def steps(study: Study, seat: Seat, name: str, what: str, rows: pd.DataFrame) -> Iterator[dict]:
    """Each reading of one quantity that differs from the one before it."""
    before: Reading | None = None
    for row in records(rows.sort_values("as_of", kind="stable")):
        after = stated(row)
        if before and triplet_of(before) == triplet_of(after):
            continue
        yield {
            "day": after.as_of,
            "programme": seat.short_name,
            "what": what,
            "before": quantity_of(name, before) if before else NO_FIGURE,
            "after": quantity_of(name, after),
            "note": after.notes[0],
            "key": f"{seat.programme}/{name}/{after.as_of}",
            "source_ids": study.evidence.documents(after.fact_ids),
        }
        before = after


def dates(study: Study, seat: Seat) -> Iterator[dict]:
    """Each date that was named for a milestone of a programme, with the one named before it."""
    for milestone, word in study.evidence.vocabularies["milestones"].words.items():
        before = NO_FIGURE
        for row in study.evidence.schedule_of(seat.programme, milestone, study.as_of):
            yield {
                "day": row["known_by"],
                "programme": seat.short_name,
                "what": of_data(word["meaning"]),
                "before": before,
                "after": in_words(row),
                "note": row["note"],
                "key": f"{seat.programme}/{milestone}/{row['known_by']}/{row['last']}",
                "source_ids": [source for source in row["source_ids"].split(";") if source],
            }
            before = in_words(row)


@spoken
def happened(study: Study, since: datetime.date) -> pd.DataFrame:
    """Events of both programmes after a day, the latest first.

    Returns
    -------
    pandas.DataFrame
        One row an event: ``day`` (the last of its month where only that is known), ``when`` (in words),
        ``programme``, ``kind``, ``title``.
    """
    names = {seat.programme: seat.short_name for seat in study.seats.values()}
    kinds = study.evidence.vocabularies["event_kinds"].words
    table = study.evidence.events
    rows, sources = [], []
    for __, row in table[table["programme"].isin(names)].iloc[::-1].iterrows():
        day = last_day(row["date"])
        if since < day <= study.as_of:
            rows.append(
                {
                    "day": day,
                    "when": period(row["date"]).replace(NO_BREAK, " "),
                    "programme": names[row["programme"]],
                    "kind": kinds[row["kind"]]["meaning"],
                    "title": row["title"],
                }
            )
            sources.append(row["source_id"])
    rows.sort(key=lambda row: row["day"], reverse=True)
    headings = {
        "when": marked("Day"),
        "programme": marked("Programme"),
        "title": marked("Event"),
        "kind": marked("Kind"),
    }
    return present(rows, headings, sources)
