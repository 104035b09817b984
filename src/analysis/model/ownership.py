"""Who owns a consortium in the end: shares followed through holdings, with what is not known kept apart.

Method: the share of an end owner is the sum, over every way up to it, of the products of the shares along the way.
"""

from __future__ import annotations

import graphlib
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from analysis.errors import CallError
from analysis.holdings import COLUMNS, EU27, Member, members_of, problems_between_rows, problems_in_cells


@dataclass(frozen=True)
class Ownership:
    """Who owns a company in the end, looked through holdings. The three parts add to 1 exactly.

    Attributes
    ----------
    european, non_european : Fraction
        Shares of end owners with their seat in the EU, and outside.
    unknown : Fraction
        What no owner is known for, or an owner without a known seat.
    by_owner : dict of str to Fraction
        Known shares of the end owners, the largest first.
    seats : dict of str to str or None
        Their seats.
    through : dict of str to tuple of str
        The holdings that an end owner's share runs through.
    """

    european: Fraction
    non_european: Fraction
    unknown: Fraction
    by_owner: dict[str, Fraction]
    seats: dict[str, str | None]
    through: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Firm:
    """A member as a reason names it.

    Attributes
    ----------
    name : str
    seat : str or None
        Country of its seat, ISO 3166; None where it is not known.
    """

    name: str
    seat: str | None


@dataclass(frozen=True)
class Holding:
    """What an end owner holds of a company.

    Attributes
    ----------
    owner : Firm
    share : Fraction
        Of the company [0 to 1].
    through : tuple of str
        The holdings that the share runs through.
    """

    owner: Firm
    share: Fraction
    through: tuple[str, ...] = ()


def read(members: pd.DataFrame) -> list[Member]:
    """Read the members of one consortium, or say everything that is wrong with them.

    Raises
    ------
    CallError
        With row, member and column of each fault, and what is allowed.
    """
    missing = [name for name in COLUMNS if name not in members.columns]
    if missing:
        raise CallError(f"the table of members has no column {', '.join(missing)} (needed: {', '.join(COLUMNS)})")
    if members.empty:
        raise CallError("the table of members has no rows (needed: one row for each part that a member plays)")
    if "consortium" in members.columns and members["consortium"].nunique() > 1:
        names = ", ".join(map(str, members["consortium"].unique()))
        raise CallError(f"the table holds several consortia: {names} (allowed: the rows of one)")
    problems = list(problems_in_cells(members)) or list(problems_between_rows(members_of(members)))
    if problems:
        names = dict(zip(members.index, members["member"], strict=True))
        lines = [f"row {p.row} ({names[p.row]}), column {p.column}: {p.message}" for p in problems]
        raise CallError("\n".join(lines))
    return members_of(members)


def ownership(members: pd.DataFrame) -> Ownership:
    """Follow the shares of a consortium through its holdings to the end owners.

    A member of which no owner is listed is an end owner and counts by its own seat. Where owners are listed, the member
    itself is looked through, and what its listed owners do not hold is not known.

    Parameters
    ----------
    members : pandas.DataFrame
        One row a part that a member plays in one consortium: ``member``, ``seat`` (ISO 3166, blank: not known),
        ``role`` (``owner``, ``supplier``, ``coordinator``), ``share`` [0 to 1; blank: not published], ``share_of``
        (the member it is a share of; blank: of the consortium itself), ``high_risk`` (``yes``, ``no``, blank: not
        known).

    Returns
    -------
    Ownership

    Raises
    ------
    CallError
        For holdings in a circle, shares of one company that add to more than 1, unknown members, roles and countries.

    Examples
    --------
    >>> held = [("Holding", "NL", 0.6, ""), ("Parent", "US", 0.9, "Holding"), ("Utility", "FR", 0.4, "")]
    >>> members = pd.DataFrame(held, columns=["member", "seat", "share", "share_of"]).assign(role="owner", high_risk="")
    >>> owned = ownership(members)
    >>> owned.european, owned.non_european, owned.unknown
    (Fraction(2, 5), Fraction(27, 50), Fraction(3, 50))
    """
    return owned(read(members), None)


def owned(members: list[Member], company: str | None) -> Ownership:
    """End owners of one company, or of the consortium where that is None; the members are known to be in order."""
    stakes: dict[str | None, list[Member]] = {}
    for member in members:
        if member.role == "owner":
            stakes.setdefault(member.share_of, []).append(member)
    seats = {member.name: member.seat for member in members}
    weights: dict[str | None, Fraction] = {company: Fraction(1)}
    through: dict[str | None, set[str]] = {company: set()}
    unknown = Fraction(0) if company in stakes else Fraction(1)
    for held in downward(stakes):
        if held not in weights:
            continue
        known = [stake for stake in stakes[held] if stake.share is not None]
        weight = weights.pop(held)
        unknown += weight * (1 - sum(stake.share for stake in known))
        for stake in known:
            weights[stake.name] = weights.get(stake.name, Fraction(0)) + weight * stake.share
            between = set() if held == company else {held}
            through.setdefault(stake.name, set()).update(through[held] | between)
    weights.pop(company, None)
    largest = sorted(weights, key=lambda name: (-weights[name], name))
    groups = {True: Fraction(0), False: Fraction(0), None: Fraction(0)}
    for name in largest:
        groups[None if seats[name] is None else seats[name] in EU27] += weights[name]
    return Ownership(
        groups[True],
        groups[False],
        unknown + groups[None],
        {name: weights[name] for name in largest},
        {name: seats[name] for name in largest},
        {name: tuple(sorted(through[name])) for name in largest},
    )


def downward(stakes: dict[str | None, list[Member]]) -> Iterable[str | None]:
    """Companies of which owners are listed, each before the companies that own it."""
    above = {owner.name: set() for owners in stakes.values() for owner in owners}
    for company, owners in stakes.items():
        for owner in owners:
            above[owner.name].add(company)
    return [company for company in graphlib.TopologicalSorter(above).static_order() if company in stakes]


def holdings(owners: Ownership, european: bool) -> tuple[Holding, ...]:
    """What end owners inside or outside the EU hold, the largest first."""
    return tuple(
        Holding(Firm(name, seat), share, owners.through[name])
        for name, share in owners.by_owner.items()
        if (seat := owners.seats[name]) is not None and (seat in EU27) == european
    )
