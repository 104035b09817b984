"""What changed between two days, for its page and for the feed."""

import datetime
from collections.abc import Iterator
from typing import Any

from analysis.evidence import Evidence
from analysis.evidence.columns import last_day
from analysis.evidence.readings import Row, records, stated
from analysis.pages.common import of_reading
from analysis.pages.since_article import article_day, date_steps, reading_steps
from analysis.publish.citing import documents
from analysis.publish.table import cell
from analysis.study import Study
from analysis.text import N_, listed, translate, translate as _
from analysis.text.numbers import date, period


def changes(study: Study) -> dict[str, Any]:
    """What changed from the day of the article to that of a study, for the template.

    Returns
    -------
    dict
        ``since``, ``until`` and ``groups``; each has its ``id``, its ``title`` and ``entries``, the newest first, with
        ``id``, ``title`` (it in a sentence), ``beside`` (its day), ``told`` (what stands behind it) and ``documents``.
    """
    since = article_day(study)
    groups = {
        "readings": (N_("Figures that changed"), entries(study)),
        "events": (N_("Events"), happened(study, since)),
        "corrections": (N_("Corrections to facts, with their reasons"), corrected(study.evidence)),
    }
    return {
        "since": since,
        "until": study.as_of,
        "groups": [
            {
                "id": name,
                "title": translate(title),
                "entries": [one | {"documents": documents(study, dict.fromkeys(one["sources"]))} for one in told],
            }
            for name, (title, told) in groups.items()
        ],
    }


def news(study: Study, since: datetime.date) -> list[Row]:
    """The chosen readings of both programmes that speak of a day after another, the latest first.

    Parameters
    ----------
    study : Study
        Its day is the last that is told of.
    since : datetime.date
        The day before the first.

    Returns
    -------
    list of dict
        Each as :func:`analysis.pages.since_article.reading_steps` has it.

    Examples
    --------
    >>> from analysis.study import compare
    >>> days = [row["as_of"] for row in news(compare("latest"), datetime.date(2025, 12, 4))]
    >>> days == sorted(days, reverse=True), min(days) > datetime.date(2025, 12, 4)
    (True, True)
    """
    rows = [row for row in steps(study) if since < row["as_of"] <= study.as_of]
    return sorted(rows, key=lambda row: (row["as_of"], row["key"]), reverse=True)


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


def happened(study: Study, since: datetime.date) -> Iterator[dict[str, Any]]:
    """Events of both programmes after a day, the latest first."""
    names = {seat.programme: seat.short_name for seat in study.seats.values()}
    kinds = study.evidence.vocabularies["event_kinds"].words
    events = study.evidence.events.iloc[::-1]
    events = events.assign(day=events["date"].map(last_day))
    rows = events[events["programme"].isin(names) & (events["day"] > since) & (events["day"] <= study.as_of)]
    for row in rows.sort_values("day", ascending=False, kind="stable").to_dict("records"):
        yield {
            "id": row["event_id"],
            "title": translate(row["title"]),
            "beside": listed([period(row["date"]), names[row["programme"]]], ", "),
            "told": kinds[row["kind"]]["meaning"],
            "sources": [row["source_id"]],
        }


def corrected(evidence: Evidence) -> Iterator[dict[str, Any]]:
    """Every correction to a fact, the latest in the file first."""
    for row in reversed(evidence.corrections.to_dict("records")):
        yield {
            "id": f"{row['fact_id']}-{row['column']}",
            "title": _("{fact}: {corrected}", fact=row["fact_id"], corrected=row["corrected"]),
            "beside": row["column"],
            "told": _("{reason}; before: {before}", reason=row["reason"], before=row["found"] or _("nothing")),
            "sources": list(filter(None, row["source_id"].split(";"))),
        }


def entries(study: Study) -> list[dict[str, Any]]:
    """The readings that changed since the article, the latest first: for the page and for a feed.

    Returns
    -------
    list of dict
        ``id`` (which stays), ``title``, ``told``, ``beside``, ``sources`` and ``updated`` [YYYY-MM-DD].
    """
    return [
        {
            "id": row["key"],
            "title": _(
                "{programme}, {what}: {after}; before: {before}",
                programme=row["programme"],
                what=row["what"],
                after=cell(row["now"]),
                before=cell(row["then"]),
            ),
            "told": row["note"],
            "beside": date(row["as_of"]),
            "sources": row.get("sources") or row["now"].sources,
            "updated": row["as_of"].isoformat(),
        }
        for row in news(study, article_day(study))
    ]
