"""Exchange rates: dollars for one euro, of a named day.

Method: market rate, at the reference rate of the European Central Bank (methods page, part 1).
"""

import bisect
import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.errors import AnalysisError


@dataclass(frozen=True)
class Rate:
    """A rate of exchange.

    Attributes
    ----------
    usd_per_eur : float
        US dollars for one euro.
    date : datetime.date or None
        Day it was published for; None for a rate given by hand.
    source_id : str or None
        Document it comes from; None for a rate given by hand.
    """

    usd_per_eur: float
    date: datetime.date | None
    source_id: str | None


def rate_on(day: datetime.date, days: Sequence[datetime.date], rates: Sequence[float], sources: Sequence[str]) -> Rate:
    """The reference rate of a day: the last one published on it or before it.

    Parameters
    ----------
    day : datetime.date
        Day inside the table.
    days, rates, sources : sequence
        The table in order of date: days, US dollars for one euro, documents.

    Returns
    -------
    Rate

    Raises
    ------
    AnalysisError
        If the day is before the first or after the last of the table.

    Examples
    --------
    >>> friday, monday = datetime.date(2025, 12, 5), datetime.date(2025, 12, 8)
    >>> rate_on(datetime.date(2025, 12, 7), [friday, monday], [1.16, 1.17], ["ecb", "ecb"]).usd_per_eur
    1.16
    """
    if not days[0] <= day <= days[-1]:
        raise AnalysisError(f"there is no exchange rate for {day}: the table runs from {days[0]} to {days[-1]}")
    row = bisect.bisect_right(days, day) - 1
    return Rate(float(rates[row]), days[row], sources[row])


def mean_rate(year: int, days: Sequence[datetime.date], rates: Sequence[float]) -> float | None:
    """Mean of the reference rates of a calendar year, US dollars for one euro; None where it is not over yet.

    Yearly sums such as output are converted at it.
    """
    of_year = [rate for day, rate in zip(days, rates, strict=True) if day.year == year]
    complete = days[0] <= datetime.date(year, 1, 7) and days[-1] >= datetime.date(year, 12, 24)
    return sum(of_year) / len(of_year) if complete and of_year else None


def usd_per_unit(currency: str, usd_per_eur: float) -> float:
    """US dollars for one unit of a currency.

    Parameters
    ----------
    currency : str
        ``EUR`` or ``USD``.
    usd_per_eur : float
        US dollars for one euro.

    Raises
    ------
    AnalysisError
        For another currency.
    """
    known = {"EUR": usd_per_eur, "USD": 1.0}
    if currency not in known:
        raise AnalysisError(f"there is no exchange rate for {currency} (allowed: {', '.join(known)})")
    return known[currency]


def converted(amount: float, currency: str, into: str, rate: Rate) -> float:
    """Convert an amount between euro and dollars at a rate."""
    return amount * usd_per_unit(currency, rate.usd_per_eur) / usd_per_unit(into, rate.usd_per_eur)
