"""Exchange rates: dollars for one euro, and for one unit of each further currency, of a named day.

Method: market rate, at the reference rate of the European Central Bank (methods page, part 1).
"""

import bisect
import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis.errors import AnalysisError

CURRENCIES = ("EUR", "USD", "GBP", "JPY", "KRW", "INR", "CNY", "CAD", "AUD", "SEK")
"""The currencies that a programme can be told in: those that the table of exchange rates has a rate of."""


def rate_name(currency: str) -> str:
    """What the rate of a currency to the dollar is called where it is set: ``usd_per_gbp``."""
    return f"usd_per_{currency.lower()}"


def rate_column(currency: str) -> str:
    """The column of the table of exchange rates with units of a currency for one euro: ``gbp_per_eur``."""
    return f"{currency.lower()}_per_eur"


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
    crosses : mapping of str to float
        US dollars for one unit of each further currency, at the cross rates of the day; a rate of the euro given by
        hand leaves them as they are.
    """

    usd_per_eur: float
    date: datetime.date | None
    source_id: str | None
    crosses: Mapping[str, float] = field(default_factory=dict, hash=False)


def crosses_of(table: Any) -> dict[str, Any]:
    """US dollars for one unit of each further currency, from a table of rates for one euro or from a row of it.

    Examples
    --------
    >>> crosses_of({"usd_per_eur": 1.2, "gbp_per_eur": 0.8})["GBP"]
    1.4999999999999998
    """
    columns = {currency: rate_column(currency) for currency in CURRENCIES[2:]}
    return {currency: table["usd_per_eur"] / table[name] for currency, name in columns.items() if name in table}


def rate_on(
    day: datetime.date,
    days: Sequence[datetime.date],
    rates: Sequence[float],
    sources: Sequence[str],
    crosses: Mapping[str, Sequence[float]] | None = None,
) -> Rate:
    """The reference rate of a day: the last one published on it or before it.

    Parameters
    ----------
    day : datetime.date
        Day inside the table.
    days, rates, sources : sequence
        The table in order of date: days, US dollars for one euro, documents.
    crosses : mapping of str to sequence, optional
        US dollars for one unit of further currencies, in the same order; one that is no number is left out.

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
    others = {currency: float(of_day[row]) for currency, of_day in (crosses or {}).items()}
    known = {currency: cross for currency, cross in others.items() if not math.isnan(cross)}
    return Rate(float(rates[row]), days[row], sources[row], known)


def mean_rate(year: int, days: Sequence[datetime.date], rates: Sequence[float]) -> float | None:
    """Mean of the reference rates of a calendar year, US dollars for one euro; None where it is not over yet.

    Yearly sums such as output are converted at it.
    """
    of_year = [rate for day, rate in zip(days, rates, strict=True) if day.year == year]
    complete = days[0] <= datetime.date(year, 1, 7) and days[-1] >= datetime.date(year, 12, 24)
    return sum(of_year) / len(of_year) if complete and of_year else None


def usd_per_unit(currency: str, usd_per_eur: float, crosses: Mapping[str, float] | None = None) -> float:
    """US dollars for one unit of a currency.

    Parameters
    ----------
    currency : str
        ``EUR`` or ``USD``.
    usd_per_eur : float
        US dollars for one euro.
    crosses : mapping of str to float, optional
        US dollars for one unit of further currencies.

    Raises
    ------
    AnalysisError
        For another currency.
    """
    known = {"EUR": usd_per_eur, "USD": 1.0} | dict(crosses or {})
    if currency not in known:
        raise AnalysisError(f"there is no exchange rate for {currency} (allowed: {', '.join(known)})")
    return known[currency]


def converted(amount: float, currency: str, into: str, rate: Rate) -> float:
    """Convert an amount from one currency into another at a rate."""
    dollars, of_other = (usd_per_unit(one, rate.usd_per_eur, rate.crosses) for one in (currency, into))
    return amount * dollars / of_other
