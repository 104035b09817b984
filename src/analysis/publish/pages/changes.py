"""What changed between two days, for its page and for the feed."""

import datetime
from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.evidence.columns import last_day
from analysis.evidence.readings import Row, records, stated
from analysis.pages.common import of_reading, present, table
from analysis.pages.fact_check import article_day, date_steps, reading_steps, sources_in
from analysis.publish.figure import table as published
from analysis.publish.table import cell
from analysis.study import Study
from analysis.text import N_, translate, translate as _
from analysis.wording import NO_BREAK, period


def changes(study: Study) -> list[str]:
    """What changed from the day of the article to that of a study: tables as HTML."""
    since = article_day(study)
    shown = {
        "readings": (news(study, since), N_("Readings that changed from {since} to {until}")),
        "events": (happened(study, since), N_("Events from {since} to {until}")),
        "corrections": (corrected(study), N_("Corrections to facts, with their reasons")),
    }
    span = {"since": since, "until": study.as_of}
    made = (table(study, name, frame, title=title, values=span) for name, (frame, title) in shown.items())
    return [html for one in made if (html := published(one).html)]


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
        One row a reading, as :func:`analysis.pages.fact_check.reading_steps` has it.

    Examples
    --------
    >>> from analysis.study import compare
    >>> table = news(compare("latest"), datetime.date(2025, 12, 4))
    >>> table["as_of"].is_monotonic_decreasing, table["as_of"].min() > datetime.date(2025, 12, 4)
    (True, True)
    """
    rows = [row for row in steps(study) if since < row["as_of"] <= study.as_of]
    rows.sort(key=lambda row: (row["as_of"], row["key"]), reverse=True)
    headings = {
        "as_of": N_("Day"),
        "programme": N_("Programme"),
        "what": N_("What"),
        "then": N_("Before"),
        "now": N_("After"),
        "note": N_("What stands behind it"),
    }
    return present(rows, headings, sources_in(rows))


def steps(study: Study) -> Iterator[Row]:
    """From each reading, on the ladder or off it, and from each date that was named to the next."""
    evidence = study.evidence
    for seat in study.seats.values():
        for chosen, column in ((evidence.ladder, "rung"), (evidence.readings, "quantity")):
            for name, rows in chosen[chosen["programme"] == seat.programme].groupby(column):
                in_order = records(rows.sort_values("as_of", kind="stable"))
                read = (of_reading(study, name, stated(row)) for row in in_order)
                yield from reading_steps(study, seat, [None, *read])
        for milestone in evidence.vocabularies["milestones"].words:
            named = evidence.schedule_of(seat.programme, milestone, study.as_of)
            yield from date_steps(study, seat, milestone, [None, *named])


def happened(study: Study, since: datetime.date) -> pd.DataFrame:
    """Events of both programmes after a day, the latest first."""
    names = {seat.programme: seat.short_name for seat in study.seats.values()}
    kinds = study.evidence.vocabularies["event_kinds"].words
    events = study.evidence.events.iloc[::-1]
    events = events.assign(day=events["date"].map(last_day))
    rows = events[events["programme"].isin(names) & (events["day"] > since) & (events["day"] <= study.as_of)]
    told = rows.sort_values("day", ascending=False, kind="stable").assign(
        when=lambda one: [period(text).replace(NO_BREAK, " ") for text in one["date"]],
        programme=lambda one: one["programme"].map(names),
        kind=lambda one: [kinds[kind]["meaning"] for kind in one["kind"]],
    )
    headings = {"when": N_("Day"), "programme": N_("Programme"), "title": N_("Event"), "kind": N_("Kind")}
    return present(told, headings, rows["source_id"])


def corrected(study: Study) -> pd.DataFrame:
    """Every correction to a fact."""
    corrections = study.evidence.corrections
    headings = {
        "fact_id": N_("Fact"),
        "found": N_("Found"),
        "corrected": N_("Corrected"),
        "reason": N_("Reason"),
    }
    return present(corrections, headings, filter(None, ";".join(corrections["source_id"]).split(";")))


def entries(study: Study) -> list[dict[str, Any]]:
    """The readings that changed since the article as entries of a feed, the latest first.

    Returns
    -------
    list of dict
        ``id`` (which stays), ``title``, ``summary`` and ``updated`` [YYYY-MM-DD].
    """
    return [
        {
            "id": f"tag:ai-programmes-compared,2026:{row['key']}",
            "title": _(
                "{programme}, {what}: {after} (before: {before})",
                programme=row["programme"],
                what=row["what"],
                after=cell(row["now"]),
                before=cell(row["then"]),
            ),
            "summary": translate(row["note"]),
            "updated": row["as_of"].isoformat(),
        }
        for row in news(study, article_day(study)).to_dict("records")
    ]
