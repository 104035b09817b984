"""What every table of a study knows about how it is shown."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.evidence.readings import Reading
from analysis.languages import language
from analysis.model.amounts import Triplet
from analysis.study import Quantity, Study

NOTHING = float("nan")


def present(
    rows: list[dict] | pd.DataFrame, headings: dict[str, str], sources: Iterable[str], **further: object
) -> pd.DataFrame:
    """A table that knows how it is to be shown.

    Parameters
    ----------
    rows : list of dict or pandas.DataFrame
        The table.
    headings : dict of str to str
        The columns to be shown, in order, with their headings.
    sources : iterable of str
        Ids of the documents behind it.
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
    sources = tuple(dict.fromkeys(sources))
    table.attrs = {"headings": headings, "sources": sources, "lang": language(), **further}
    return table


def rate_source(study: Study) -> list[str]:
    """The document behind the exchange rate, where one was needed."""
    needed = any(seat.currency != "USD" for seat in study.seats.values())
    return [study.rate.source_id] if needed and study.rate.source_id else []


def triplet_of(reading: Reading) -> Triplet:
    """The three values of a reading."""
    return Triplet(float(reading.low), float(reading.central), float(reading.high))


def quantity_of(name: str, reading: Reading) -> Quantity:
    """A reading as a quantity, to be written with its unit and range."""
    return Quantity(
        name,
        name,
        triplet_of(reading),
        reading.unit,
        rung=name,
        as_of=reading.as_of,
        interpolated_between=reading.interpolated_between,
        qualifier=reading.qualifier,
        fact_ids=reading.fact_ids,
    )
