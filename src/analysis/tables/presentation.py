"""What every table of a study knows about how it is shown."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.evidence.readings import Reading, Row
from analysis.model.amounts import Triplet
from analysis.study import Quantity, Study
from analysis.text import N_, language

NOTHING = float("nan")

ENDS = ("low", "central", "high")

USD_BN = {
    "low": N_("Low [USD bn]"),
    "central": N_("Central [USD bn]"),
    "high": N_("High [USD bn]"),
}
"""Headings of a sum of money in dollars."""


def present(
    rows: list[dict] | pd.DataFrame, headings: dict[str, str], sources: Iterable[str] | None = None, **further: object
) -> pd.DataFrame:
    """A table that knows how it is to be shown.

    Parameters
    ----------
    rows : list of dict or pandas.DataFrame
        The table.
    headings : dict of str to str
        The columns to be shown, in order, with their headings.
    sources : iterable of str, optional
        Ids of the documents behind it; without them, those behind the quantities in its rows.
    **further
        ``note``: text to be printed under it; ``decimals``: of single columns; ``proper``: columns of names that are
        the same in every language.

    Returns
    -------
    pandas.DataFrame
        With all of this in its ``attrs``.
    """
    if isinstance(rows, pd.DataFrame):
        table = rows.copy()
    else:
        table = pd.DataFrame(rows, columns=None if rows else list(headings))
    sources = sources_of(table.to_dict("records")) if sources is None else sources
    table.attrs = {"headings": headings, "sources": tuple(dict.fromkeys(sources)), "lang": language(), **further}
    return table


def sources_of(rows: Iterable[dict]) -> list[str]:
    """The documents behind the quantities in rows, row by row."""
    return [source for row in rows for cell in row.values() if isinstance(cell, Quantity) for source in cell.sources]


def ends(value: Triplet | None, factor: float = 1, central: str = "central") -> dict[str, float]:
    """A value with its range as three cells of a row; NaN where there is none.

    Parameters
    ----------
    value : Triplet or None
        None for a gap.
    factor : float
        From the unit of the value to that of the table.
    central : str
        What the column of the central value is called.

    Examples
    --------
    >>> ends(Triplet(0.5, 0.75, None), 100)
    {'low': 50.0, 'central': 75.0, 'high': nan}
    """
    value = value or Triplet(None, NOTHING, None)
    cells = {"low": value.low, central: value.central, "high": value.high}
    return {name: NOTHING if end is None else end * factor for name, end in cells.items()}


def rate_source(study: Study) -> list[str]:
    """The document behind the exchange rate, where one was needed."""
    needed = any(seat.currency != "USD" for seat in study.seats.values())
    return [study.rate.source_id] if needed and study.rate.source_id else []


def triplet_of(reading: Reading | pd.Series) -> Triplet:
    """The three values of a reading."""
    return Triplet(float(reading.low), float(reading.central), float(reading.high))


def read_from(study: Study, row: Row) -> Quantity:
    """A chosen reading as it stands in its table, as a quantity."""
    return Quantity(
        row.get("quantity", row.get("rung")),
        "",
        triplet_of(row),
        row["unit"],
        qualifier=row["qualifier"],
        sources=study.evidence.documents(row["fact_ids"].split(";")),
    )


def quantity_of_fact(fact: Row) -> Quantity:
    """A fact as a quantity; an end it does not give is its value."""
    values = (fact["value"] if pd.isna(fact[end]) else fact[end] for end in ("low", "value", "high"))
    return Quantity(fact["metric"], fact["metric"], Triplet(*map(float, values)), fact["unit"])


def quantity_of(name: str, reading: Reading) -> Quantity:
    """A reading as a quantity, to be written with its unit and range; one that found nothing has no value."""
    return Quantity(
        name,
        name,
        None if reading.none_found else triplet_of(reading),
        reading.unit,
        rung=name,
        as_of=reading.as_of,
        interpolated_between=reading.interpolated_between,
        qualifier=reading.qualifier,
        fact_ids=reading.fact_ids,
        notes=reading.notes,
        none_found=reading.none_found,
    )
