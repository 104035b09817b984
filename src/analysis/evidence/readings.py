"""What was known of a quantity as of a date.

Method: announcements, pledges and counts are steps, which hold from their own day. Cumulative money is read on a
straight line between two readings, marked as interpolated, where neither says that nothing was found. Beyond the last
reading that one stands with its date.
"""

import datetime
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

import pandas as pd

FLOWS = ("one year", "part of a year")
"""The measures of money that flows: never cumulated to a day."""

PAYMENTS = "payments over years"
"""The measure of rents and contracts that are paid over many years: no cost of building."""

NONE_FOUND = "none found"
"""The derivation of a row that says that nothing was found."""

ENDS = ("low", "central", "high")

OF_ROW = (*ENDS, "distribution", "unit", "as_of", "perimeter", "qualifier", "price_basis", "payers", "chips", "measure")
"""What a reading has as its row has it; the last four are those of money."""

GUIDANCE = "company guidance"
"""The kind of promise of those whose money is that of one year, and which are no programme."""

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
    measure : str
        For money: ``one year`` or ``part of a year`` where it is a flow; empty for a sum.
    start : datetime.date or None
        For money: the first day of the time that it is for, where that is stated.
    span_years : float
        For money: the years from that day on; NaN where they are not stated.
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
    qualifier: str
    fact_ids: tuple[str, ...]
    notes: tuple[str, ...]
    rows: tuple[int, ...]
    price_basis: str | None = None
    payers: str = ""
    chips: str = ""
    measure: str = ""
    start: datetime.date | None = None
    span_years: float = math.nan
    none_found: bool = False
    interpolated_between: tuple[datetime.date, datetime.date] | None = None


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
    readings = [stated(row) for row in sorted(rows, key=itemgetter("as_of"))]
    before, after = ([one for one in readings if (one.as_of > day) == later] for later in (False, True))
    if not before or not after or between == "step" or before[-1].as_of == day:
        return before[-1] if before else None
    earlier, later = before[-1], after[0]
    return earlier if earlier.none_found or later.none_found else interpolated(earlier, later, day)


def stated(row: Row) -> Reading:
    """One chosen reading as it stands."""
    return Reading(
        **{name: row[name] for name in OF_ROW if name in row},
        fact_ids=tuple(row["fact_ids"].split(";")),
        notes=(row["note"],),
        rows=(row["row"],),
        start=row.get("start"),
        span_years=row.get("span_years", math.nan),
        none_found=row["derivation"] == NONE_FOUND,
    )


def interpolated(earlier: Reading, later: Reading, day: datetime.date) -> Reading:
    """The straight line between two readings, each end by itself."""
    share = (day - earlier.as_of).days / (later.as_of - earlier.as_of).days
    ends = {end: getattr(earlier, end) + (getattr(later, end) - getattr(earlier, end)) * share for end in ENDS}
    return replace(
        later,
        **ends,
        distribution=later.distribution or earlier.distribution,
        as_of=day,
        interpolated_between=(earlier.as_of, later.as_of),
        qualifier="",
        fact_ids=tuple(dict.fromkeys(earlier.fact_ids + later.fact_ids)),
        notes=tuple(dict.fromkeys(earlier.notes + later.notes)),
        rows=earlier.rows + later.rows,
    )
