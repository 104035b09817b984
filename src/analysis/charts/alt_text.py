"""What the descriptions of charts have in common: the extremes of what is drawn, and where an ordered row goes."""

import math
from collections.abc import Callable, Iterable

from analysis.text import translate as _, typeset
from analysis.text.numbers import number

SAME = 1e-9
"""Values that differ by less than this part of them are one."""


def sentences(*parts: str) -> str:
    """Parts of a description one after another, without those that are empty."""
    return " ".join(filter(None, parts))


def in_percent(value: float, decimals: int | None = None) -> str:
    """A number of percent.

    Examples
    --------
    >>> in_percent(54.0), in_percent(33.34, decimals=0)
    ('54%', '33%')
    """
    return _("{number}%", number=number(value, decimals))


def listed(parts: Iterable[str]) -> str:
    """Parts of a sentence one after another, with a semicolon between them.

    Examples
    --------
    >>> listed(["EU gigafactories 0", "Stargate 18.3"])
    'EU gigafactories 0; Stargate 18.3'
    """
    return typeset(_("; ").join(parts))


def extremes(values: Iterable[tuple[str, float]], write: Callable[[float], str] = number) -> str:
    """The highest and the lowest of what is drawn, with their values; empty for fewer than two.

    Parameters
    ----------
    values : iterable of (str, float)
        What each is called, and its value; NaN for a gap.
    write : callable
        How a value is written.

    Examples
    --------
    >>> extremes([("announced", 500.0), ("spent", 58.9), ("in service", math.nan)])
    'Highest: 500 (announced). Lowest: 58.9 (spent).'
    """
    known = [(name, value) for name, value in values if not math.isnan(value)]
    if len(known) < 2:
        return ""
    high, low = max(value for __, value in known), min(value for __, value in known)
    if alike(high, low):
        return _("All are {value}.", value=write(high))
    return _(
        "Highest: {high} ({highest}). Lowest: {low} ({lowest}).",
        high=write(high),
        highest=listed(name for name, value in known if value == high),
        low=write(low),
        lowest=listed(name for name, value in known if value == low),
    )


def trend(what: str, start: tuple[str, float], end: tuple[str, float], write: Callable[[float], str] = number) -> str:
    """Where something goes between the ends of an ordered row, with what stands at each end and its value.

    Examples
    --------
    >>> trend("Money spent", ("2024", 0.0), ("2026", 58.9)), trend("Stargate", ("2025", 2.0), ("2026", 2.0))
    ('Money spent: rises from 0 (2024) to 58.9 (2026).', 'Stargate: stays at 2 (2025 and 2026).')
    """
    values = {"what": what, "low": write(start[1]), "first": start[0], "high": write(end[1]), "last": end[0]}
    if alike(start[1], end[1]):
        return _("{what}: stays at {low} ({first} and {last}).", **values)
    if end[1] > start[1]:
        return _("{what}: rises from {low} ({first}) to {high} ({last}).", **values)
    return _("{what}: falls from {low} ({first}) to {high} ({last}).", **values)


def alike(one: float, other: float) -> bool:
    """Whether two values are one."""
    return abs(one - other) <= SAME * max(abs(one), abs(other))
