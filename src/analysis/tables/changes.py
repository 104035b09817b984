"""What changed since the article: then and now, and one reading at a time, for the page of changes and its feed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

import pandas as pd

from analysis.evidence.columns import last_day
from analysis.evidence.readings import Reading, Row, records, stated
from analysis.study import Study
from analysis.study.study import Seat
from analysis.tables.claims import article_day
from analysis.tables.presentation import present, quantity_of, triplet_of
from analysis.text import N_, translate
from analysis.text import translate as _
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
    "programme": N_("Programme"),
    "what": N_("What"),
    "then": N_("Then"),
    "now": N_("Now"),
}
"""What tables of changes have in common."""

NO_FIGURE = N_("no figure")


def changes_since_article(study: Study) -> pd.DataFrame:
    """What the evidence says now of money and sites and did not say on the day of the article.

    Returns
    -------
    pandas.DataFrame
        One row a change: ``programme``, ``what``, ``then``, ``now`` (:class:`Quantity` or text), ``as_of``.
    """
    rows = since_article(study, changed_readings(study, (*study.evidence.rungs, "sites")))
    return present(rows, HEADINGS | {"as_of": N_("As of")}, sources_in(rows))


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
    rows = since_article(study, changed_readings(study, FURTHER)) + since_article(study, changed_dates(study))
    return present(rows, HEADINGS | {"note": N_("Since when, and what stands behind it")}, sources_in(rows))


def since_article(study: Study, changes: Iterable[dict]) -> list[dict]:
    """Changes with their notes dated; none for a study of the article's day or before it."""
    if study.as_of <= article_day(study):
        return []
    return [
        row | {"note": _("{day}: {text}", day=date(row["as_of"]).replace(NO_BREAK, " "), text=translate(row["note"]))}
        for row in changes
    ]


def sources_in(rows: list[dict]) -> list[str]:
    """The documents behind changes, in order."""
    return [source for row in rows for source in row["source_ids"]]


def changed_readings(study: Study, names: tuple[str, ...]) -> Iterator[dict]:
    """The chosen readings that are not what they were on the day of the article."""
    evidence, before = study.evidence, article_day(study)
    for seat in study.seats.values():
        for name in names:
            read = evidence.money if name in evidence.rungs else evidence.quantity
            then, now = read(seat.programme, name, before), read(seat.programme, name, study.as_of)
            if now and told_apart(then, now):
                yield {
                    "programme": seat.short_name,
                    "what": seat[name].label,
                    "then": quantity_of(name, then) if then else NO_FIGURE,
                    "now": quantity_of(name, now),
                    "as_of": now.as_of,
                    "note": now.notes[0],
                    "source_ids": evidence.documents([*(then.fact_ids if then else ()), *now.fact_ids]),
                }


def told_apart(before: Reading | None, after: Reading) -> bool:
    """Whether two readings differ in what they found; to find nothing where there was no figure is no change."""
    found, found_before = not after.none_found, before is not None and not before.none_found
    return found != found_before or (found and triplet_of(before) != triplet_of(after))


def changed_dates(study: Study) -> Iterator[dict]:
    """The dates named for each milestone that are not what they were on the day of the article."""
    before = article_day(study)
    for seat in study.seats.values():
        for milestone, word in study.evidence.vocabularies["milestones"].words.items():
            then, now = (
                study.evidence.schedule_of(seat.programme, milestone, day)[-1:] for day in (before, study.as_of)
            )
            if now and [row["known_by"] for row in then] != [row["known_by"] for row in now]:
                yield {
                    "programme": seat.short_name,
                    "what": word["meaning"],
                    "then": in_words(then[0]) if then else N_("no date"),
                    "now": in_words(now[0]),
                    "as_of": now[0]["known_by"],
                    "note": now[0]["note"],
                    "source_ids": [source for row in then + now for source in row["source_ids"].split(";") if source],
                }


def in_words(row: Row) -> str:
    """A date of the schedule: the day, or the first and the last month of the period named."""
    first, last = row["first"], row["last"]
    if first == last:
        when = date(first).replace(NO_BREAK, " ")
    else:
        months = list(dict.fromkeys(period(f"{day:%Y-%m}") for day in (first, last)))
        when = months[0] if len(months) == 1 else _("{first} to {last}", first=months[0], last=months[1])
    return when if row["stands"] == "happened" else _("planned: {when}", when=when)


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
        for row in (*readings(study, seat), *dates(study, seat))
        if since < row["day"] <= study.as_of
    ]
    rows.sort(key=lambda row: (row["day"], row["key"]), reverse=True)
    headings = {
        "day": N_("Day"),
        "programme": N_("Programme"),
        "what": N_("What"),
        "before": N_("Before"),
        "after": N_("After"),
        "note": N_("What stands behind it"),
    }
    return present(rows, headings, sources_in(rows))


def readings(study: Study, seat: Seat) -> Iterator[dict]:
    """Readings of a programme on the rungs of the ladder and off it."""
    evidence = study.evidence
    for table, column in ((evidence.ladder, "rung"), (evidence.readings, "quantity")):
        for name, rows in table[table["programme"] == seat.programme].groupby(column):
            what = evidence.rungs[name]["name"] if column == "rung" else evidence.quantities[name]["meaning"]
            yield from steps(study, seat, name, translate(what), rows)


def steps(study: Study, seat: Seat, name: str, what: str, rows: pd.DataFrame) -> Iterator[dict]:
    """Each reading of one quantity that differs from the one before it."""
    before: Reading | None = None
    for row in records(rows.sort_values("as_of", kind="stable")):
        after = stated(row)
        if not told_apart(before, after):
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
                "what": translate(word["meaning"]),
                "before": before,
                "after": in_words(row),
                "note": row["note"],
                "key": f"{seat.programme}/{milestone}/{row['known_by']}/{row['last']}",
                "source_ids": [source for source in row["source_ids"].split(";") if source],
            }
            before = in_words(row)


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
    rows = [
        {
            "day": last_day(row["date"]),
            "when": period(row["date"]).replace(NO_BREAK, " "),
            "programme": names[row["programme"]],
            "kind": kinds[row["kind"]]["meaning"],
            "title": row["title"],
            "source_ids": [row["source_id"]],
        }
        for __, row in table[table["programme"].isin(names)].iloc[::-1].iterrows()
        if since < last_day(row["date"]) <= study.as_of
    ]
    sources = sources_in(rows)
    rows.sort(key=lambda row: row["day"], reverse=True)
    headings = {
        "when": N_("Day"),
        "programme": N_("Programme"),
        "title": N_("Event"),
        "kind": N_("Kind"),
    }
    return present(rows, headings, sources)
