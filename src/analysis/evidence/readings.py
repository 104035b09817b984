"""What was known of a quantity as of a date.

Method: announcements, pledges and counts are steps, which hold from their own day. Cumulative money is read on a
straight line between two readings, marked as interpolated; beyond the last reading the last one stands with its date.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import pandas as pd

NONE_FOUND = "none found"
"""The derivation of a row that says that nothing was found."""

Row = dict[str, Any]
"""One row of a table by column; ``row`` is its number as a spreadsheet counts."""


def records(table: pd.DataFrame) -> list[Row]:
    """The rows of a table, each with its number."""
    return table.rename_axis("row").reset_index().to_dict("records")


@dataclass(frozen=True)
class Reading:
    """A quantity of one programme as of a date.

    Attributes
    ----------
    low, central, high : float
        In ``unit``.
    distribution : str
        What the ends mean: word of ``data/vocabulary/distributions.csv``; empty where they are equal.
    unit : str
        Word of ``data/vocabulary/units.csv``.
    as_of : datetime.date
        Day the reading speaks of.
    perimeter : str
        What is counted.
    payers, chips : str
        For money: whose is counted, and whether the chips are in; empty where that is not stated.
    none_found : bool
        Whether the documents were searched and nothing was found: an absence and no zero.
    price_basis : str or None
        Whose prices, for money.
    interpolated_between : tuple of datetime.date or None
        The days of the two readings it lies between, None where it is a reading itself.
    qualifier : str
        ``over`` or ``up to`` where the document says so, else empty.
    fact_ids : tuple of str
        The facts it rests on.
    notes : tuple of str
        Why these readings were chosen.
    rows : tuple of int
        Their rows in the table, as a spreadsheet counts them.
    """

    low: float
    central: float
    high: float
    distribution: str
    unit: str
    as_of: datetime.date
    perimeter: str
    price_basis: str | None
    interpolated_between: tuple[datetime.date, datetime.date] | None
    qualifier: str
    fact_ids: tuple[str, ...]
    notes: tuple[str, ...]
    rows: tuple[int, ...]
    payers: str = ""
    chips: str = ""
    none_found: bool = False


def reading_as_of(rows: Iterable[Row], day: datetime.date, between: str) -> Reading | None:
    """Read a quantity as of a day.

    Parameters
    ----------
    rows : iterable of dict
        The chosen readings of one quantity of one programme.
    day : datetime.date
        The day.
    between : str
        ``step`` or ``linear``: how to read between two readings.

    Returns
    -------
    Reading or None
        None where nothing is known of that day or before it.
    """
    rows = sorted(rows, key=itemgetter("as_of"))
    before, after = [row for row in rows if row["as_of"] <= day], [row for row in rows if row["as_of"] > day]
    if not before:
        return None
    earlier = before[-1]
    if between == "step" or not after or earlier["as_of"] == day or not_found(earlier) or not_found(after[0]):
        return stated(earlier)
    return interpolated(earlier, after[0], day)


def stated(row: Row) -> Reading:
    """One chosen reading as it stands."""
    return Reading(
        row["low"],
        row["central"],
        row["high"],
        row["distribution"],
        row["unit"],
        row["as_of"],
        row["perimeter"],
        row.get("price_basis"),
        None,
        row["qualifier"],
        tuple(row["fact_ids"].split(";")),
        (row["note"],),
        (row["row"],),
        **kinds(row),
        none_found=not_found(row),
    )


def not_found(row: Row) -> bool:
    """Whether a row says that nothing was found: an absence has no value, and no line runs to it or from it."""
    return row["derivation"] == NONE_FOUND


def kinds(row: Row) -> dict[str, str]:
    """Whose money a row counts and whether the chips are in, as far as that is stated."""
    return {name: row.get(name, "") for name in ("payers", "chips")}


def interpolated(earlier: Row, later: Row, day: datetime.date) -> Reading:
    """The straight line between two readings, each end by itself."""
    share = (day - earlier["as_of"]).days / (later["as_of"] - earlier["as_of"]).days
    ends = {end: earlier[end] + (later[end] - earlier[end]) * share for end in ("low", "central", "high")}
    return Reading(
        **ends,
        distribution=later["distribution"] or earlier["distribution"],
        unit=later["unit"],
        as_of=day,
        perimeter=later["perimeter"],
        price_basis=later.get("price_basis"),
        interpolated_between=(earlier["as_of"], later["as_of"]),
        qualifier="",
        fact_ids=tuple(dict.fromkeys([*earlier["fact_ids"].split(";"), *later["fact_ids"].split(";")])),
        notes=tuple(dict.fromkeys([earlier["note"], later["note"]])),
        rows=(earlier["row"], later["row"]),
        **kinds(later),
    )
