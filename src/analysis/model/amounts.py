"""Typed amounts of money, and ratios that refuse unlike ones."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass, replace

from analysis.errors import UnlikeError
from analysis.model.exchange import Rate, converted

KINDS = ("rung", "currency", "measure", "price_basis", "span", "payers", "chips")
"""The ways in which two amounts can be unlike."""


@dataclass(frozen=True)
class Triplet:
    """A value with its range.

    Attributes
    ----------
    low, central, high : float or None
        An end that is not known is None: a gap is blank, never zero.
    """

    low: float | None
    central: float
    high: float | None

    @property
    def is_exact(self) -> bool:
        """Whether there is no range."""
        return self.low == self.central == self.high

    @classmethod
    def exact(cls, value: float) -> Triplet:
        """A value without a range."""
        return cls(value, value, value)


@dataclass(frozen=True)
class Amount:
    """A sum of money that knows what it is.

    Attributes
    ----------
    value : Triplet
        In ``measure`` of ``currency``, so in billions for a sum.
    currency : str
        One of :data:`analysis.model.exchange.CURRENCIES`.
    rung : str
        Where it stands on the ladder.
    price_basis : str
        Whose prices: ``nominal`` or ``constant-2025``.
    as_of : datetime.date
        Day it speaks of.
    span_years : float or None
        Years a promise is spread over; None for money cumulated to the date.
    perimeter : str
        Whose money, which sites, chips in or out.
    measure : str
        What ``value`` counts the currency in: ``bn``, ``bn per site``, ``bn per year``, ``per person``.
    payers : str
        Whose money is counted: ``all``, ``public``, ``private``; empty where that is not stated.
    chips : str
        Whether the chips are counted: ``included``, ``left out``; empty where that is not stated.

    Examples
    --------
    >>> import datetime
    >>> day = datetime.date(2025, 12, 4)
    >>> plan = Amount(Triplet.exact(20), "EUR", "announced", "nominal", day, 5, "all sites")
    >>> round(plan.to("USD", Rate(1.1666, day, None)).value.central, 3)
    23.332
    """

    value: Triplet
    currency: str
    rung: str
    price_basis: str
    as_of: datetime.date
    span_years: float | None
    perimeter: str
    measure: str = "bn"
    payers: str = ""
    chips: str = ""

    @property
    def span(self) -> str:
        """``yearly`` for the money of one year, else ``total``."""
        return "yearly" if self.measure.endswith("per year") else "total"

    def to(self, currency: str, rate: Rate) -> Amount:
        """Convert at a dated rate.

        Parameters
        ----------
        currency : str
            One of :data:`analysis.model.exchange.CURRENCIES`.
        rate : Rate
            US dollars for one euro, and for one unit of the others.

        Returns
        -------
        Amount
        """
        ends = (
            None if end is None else converted(end, self.currency, currency, rate)
            for end in (self.value.low, self.value.central, self.value.high)
        )
        return replace(self, value=Triplet(*ends), currency=currency)


@dataclass(frozen=True)
class Ratio:
    """One amount over another, with what a reader has to be told about it.

    Attributes
    ----------
    value : float
        Central value over central value.
    mismatches : dict of str to tuple of str
        The differences in kind that the caller allowed: numerator's and denominator's.
    perimeters : tuple of str
        What the numerator and the denominator count.
    """

    value: float
    mismatches: dict[str, tuple[str, str]]
    perimeters: tuple[str, str]


def mismatches(numerator: Amount, denominator: Amount) -> dict[str, tuple[str, str]]:
    """The kinds in which two amounts differ, each with both values; what is not stated differs from nothing."""
    pairs = {kind: (getattr(numerator, kind), getattr(denominator, kind)) for kind in KINDS}
    return {kind: pair for kind, pair in pairs.items() if pair[0] != pair[1] and all(pair)}


def require_alike(numerator: Amount, denominator: Amount, allow: Collection[str] = ()) -> dict[str, tuple[str, str]]:
    """Refuse two amounts that differ in a kind that is not named.

    Parameters
    ----------
    numerator, denominator : Amount
        The amounts to be set against each other.
    allow : collection of str
        Kinds that may differ: words of ``KINDS``.

    Returns
    -------
    dict of str to tuple of str
        The differences that were allowed, to be printed.

    Raises
    ------
    UnlikeError
        If they differ in another kind.
    """
    found = mismatches(numerator, denominator)
    refused = {kind: pair for kind, pair in found.items() if kind not in allow}
    if refused:
        raise UnlikeError(refused)
    return found


def ratio(numerator: Amount, denominator: Amount, allow: Collection[str] = ()) -> Ratio:
    """Set one amount over another of the same kind.

    Parameters
    ----------
    numerator, denominator : Amount
        Alike in every one of ``KINDS``.
    allow : collection of str
        Kinds of difference that the caller names and will print.

    Returns
    -------
    Ratio

    Raises
    ------
    UnlikeError
        If they differ in a kind that is not named.
    ZeroDivisionError
        If the denominator is zero.

    Examples
    --------
    >>> import datetime
    >>> day = datetime.date(2025, 12, 4)
    >>> plan = Amount(Triplet.exact(20), "USD", "announced", "nominal", day, 5, "all sites")
    >>> claim = Amount(Triplet.exact(100), "USD", "claimed_deployed", "nominal", day, None, "not stated")
    >>> ratio(claim, plan, allow={"rung"}).mismatches
    {'rung': ('claimed_deployed', 'announced')}
    """
    allowed = require_alike(numerator, denominator, allow)
    return Ratio(
        numerator.value.central / denominator.value.central, allowed, (numerator.perimeter, denominator.perimeter)
    )
