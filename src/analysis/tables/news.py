"""What came to be known between two days, one reading at a time: for the page of changes and for its feed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pandas as pd

from analysis.evidence.columns import last_day
from analysis.evidence.readings import Reading, records, stated
from analysis.languages import marked, of_data, spoken
from analysis.study import Study
from analysis.study.study import Seat
from analysis.tables.changes import in_words
from analysis.tables.shown import quantity_of, shown, triplet_of
from analysis.wording import NO_BREAK, period

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
    return shown(rows, headings, sources)


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
    for _, row in table[table["programme"].isin(names)].iloc[::-1].iterrows():
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
    return shown(rows, headings, sources)
