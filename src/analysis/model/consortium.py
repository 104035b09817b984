"""A consortium: who plays which part in it, what rows cannot stand together, and who owns it in the end.

A row is one part that one member plays. An owner holds a share of the consortium itself (``share_of`` is blank) or of
another member, so holdings of any depth are rows; a supplier or a coordinator holds nothing by that row.
Method: the share of an end owner is the sum, over every way up to it, of the products of the shares along the way.
"""

import functools
import itertools
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

import pandas as pd
from babel import Locale

from analysis.errors import not_known
from analysis.text import N_, Message, Message as _, listed

ROLES = ("owner", "supplier", "coordinator")
"""The parts a member can play: holds a share; sells to the consortium; applies for it and answers for it."""

RISKS = ("yes", "no")
"""Whether a member is a high-risk vendor; blank where no document says."""

NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes of two letters that name no country."""

EU27 = (
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
    *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
)
"""Members of the European Union since 2020, ISO 3166. "European" is read as having its seat in one of them."""


Problems: TypeAlias = Iterator[tuple[Hashable, str, str]]
"""What is wrong with cells: the label of the row, the column, a sentence that says what is allowed."""


@dataclass(frozen=True)
class Member:
    """One row: one part that one member plays.

    Attributes
    ----------
    row : hashable
        Label of the row in its table.
    name : str
        The firm or body.
    seat : str or None
        Country of its seat, ISO 3166; None where it is not known.
    role : str
        One of ``ROLES``.
    share : Fraction or None
        What it owns [0 to 1]; None where it is not published.
    share_of : str or None
        The member it owns that share of; None for the consortium itself.
    high_risk : str or None
        One of ``RISKS``.
    """

    row: Hashable
    name: str
    seat: str | None
    role: str
    share: Fraction | None
    share_of: str | None
    high_risk: str | None


@functools.cache
def countries() -> frozenset[str]:
    """Codes of the countries: two letters, ISO 3166."""
    codes = Locale("en").territories
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha()) - NO_COUNTRIES


def members_of(rows: pd.DataFrame) -> list[Member]:
    """Read the rows of one consortium, once they are checked: cells that cannot be read are None.

    Parameters
    ----------
    rows : pandas.DataFrame
        One row a part that a member plays in one consortium: ``member``, ``seat`` (ISO 3166, blank: not known),
        ``role`` (``owner``, ``supplier``, ``coordinator``), ``share`` [0 to 1; blank: not published], ``share_of``
        (the member it is a share of; blank: of the consortium itself), ``high_risk`` (``yes``, ``no``, blank: not
        known).

    Returns
    -------
    list of Member
        A share is the simple fraction that its decimals stand for, so that shares add up exactly.

    Examples
    --------
    >>> row = {"member": "A", "seat": "FR", "role": "owner", "share": 0.4799, "share_of": "", "high_risk": ""}
    >>> members_of(pd.DataFrame([row]))[0].share
    Fraction(4799, 10000)
    """
    shares = pd.to_numeric(rows["share"], errors="coerce")
    return [
        Member(
            row.Index,
            row.member,
            row.seat or None,
            row.role,
            Fraction(share).limit_denominator(10**9) if 0 < share <= 1 else None,
            row.share_of or None,
            row.high_risk or None,
        )
        for row, share in zip(rows.itertuples(), shares, strict=True)
    ]


def problems_of(members: list[Member]) -> Problems:
    """List what the rows of one consortium cannot be together.

    Shares of one company that add to more than 1, holdings that run in a circle, a share of someone who is not in the
    table, two coordinators, a row that stands there twice.
    """
    yield from problems_of_parts(members)
    yield from problems_of_sums(members)
    yield from problems_of_circles(members)


def problems_of_parts(members: list[Member]) -> Problems:
    """Rows that say something their role does not allow, or that cannot be placed."""
    names = list(dict.fromkeys(member.name for member in members))
    seen: set[tuple] = set()
    coordinator = None
    for member in members:
        part = (member.name, member.role, member.share_of)
        if part in seen:
            yield member.row, "member", f'a row above has "{member.name}" as {member.role} already'
        elif member.role == "coordinator" and coordinator:
            message = f'"{member.name}" is a second coordinator beside "{coordinator}" (allowed: one)'
            yield member.row, "role", message
        elif member.role == "coordinator":
            coordinator = member.name
        seen.add(part)
        if member.role != "owner" and (member.share is not None or member.share_of is not None):
            column = "share" if member.share is not None else "share_of"
            yield member.row, column, f"a {member.role} holds nothing by this row (allowed: blank)"
        if member.share_of is not None and member.share_of not in names:
            message = not_known(member.share_of, "a member of this consortium", names)
            yield member.row, "share_of", f"{message}; blank for the consortium itself"
    if members and not any(member.role == "owner" and member.share_of is None for member in members):
        yield members[0].row, "role", "nobody owns the consortium (needed: an owner whose share_of is blank)"


def problems_of_sums(members: list[Member]) -> Problems:
    """The shares of one company add to 1 at most; shown at the row that goes beyond."""
    sums: dict[str | None, Fraction] = {}
    for member in members:
        if member.role != "owner" or member.share is None:
            continue
        before = sums.get(member.share_of, Fraction(0))
        sums[member.share_of] = before + member.share
        if before <= 1 < sums[member.share_of]:
            company = member.share_of or "the consortium"
            message = f"with {member.name} the shares of {company} add to {float(before + member.share):.6g}"
            yield member.row, "share", f"{message} (allowed: 1 or less)"


def problems_of_circles(members: list[Member]) -> Problems:
    """Nobody holds a share of itself, directly or through others; shown at the row that closes the circle."""
    held: dict[str, list[str]] = {}
    for member in members:
        if member.role == "owner" and member.share_of is not None:
            if way := way_up(held, member.share_of, member.name):
                steps = ", ".join(f"{owner} holds {company}" for owner, company in itertools.pairwise([*way, way[0]]))
                yield member.row, "share_of", f"holdings in a circle: {steps} (allowed: holdings that end)"
            else:
                held.setdefault(member.name, []).append(member.share_of)


def way_up(held: dict[str, list[str]], owner: str, company: str) -> list[str]:
    """The companies from an owner to one that it holds through others, both with it; empty where it does not."""
    if owner == company:
        return [owner]
    return next(([owner, *way] for one in held.get(owner, ()) if (way := way_up(held, one, company))), [])


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


def ownership(members: list[Member], company: str | None = None) -> Ownership:
    """Follow the shares of a consortium through its holdings to the end owners.

    A member of which no owner is listed is an end owner and counts by its own seat. Where owners are listed, the member
    itself is looked through, and what its listed owners do not hold is not known.

    Parameters
    ----------
    members : list of Member
        Rows without problems, as :func:`members_of` reads them.
    company : str, optional
        The member whose owners are asked for; without it those of the consortium itself.

    Returns
    -------
    Ownership

    Examples
    --------
    >>> held = [("Holding", "NL", 0.6, ""), ("Parent", "US", 0.9, "Holding"), ("Utility", "FR", 0.4, "")]
    >>> rows = pd.DataFrame(held, columns=["member", "seat", "share", "share_of"]).assign(role="owner", high_risk="")
    >>> owned = ownership(members_of(rows))
    >>> owned.european, owned.non_european, owned.unknown
    (Fraction(2, 5), Fraction(27, 50), Fraction(3, 50))
    """
    stakes: dict[str | None, list[Member]] = {}
    for member in members:
        if member.role == "owner":
            stakes.setdefault(member.share_of, []).append(member)
    seats = {member.name: member.seat for member in members}
    weights: dict[str, Fraction] = {}
    through: dict[str, set[str]] = {}
    unknown = Fraction(0)

    def look_through(held: str | None, weight: Fraction, way: frozenset[str]) -> None:
        nonlocal unknown
        known = [stake for stake in stakes.get(held, ()) if stake.share is not None]
        unknown += weight * (1 - sum(stake.share for stake in known))
        for stake in known:
            part = weight * stake.share
            if stake.name in stakes:
                look_through(stake.name, part, way | {stake.name})
            else:
                weights[stake.name] = weights.get(stake.name, Fraction(0)) + part
                through.setdefault(stake.name, set()).update(way)

    look_through(company, Fraction(1), frozenset())
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


def named(name: str, seat: str | None) -> Message:
    """A member with the country of its seat."""
    return _("{firm} ({seat})", firm=name, seat=seat or N_("seat not known"))


def part(share: Fraction) -> Message:
    """A share as a percentage that does not round onto one half.

    Examples
    --------
    >>> part(Fraction("0.4799")), part(Fraction(1, 2)), part(Fraction("0.500001"))
    ('47.99%', '50%', 'just over 50%')
    """
    percent = _("{number:0.##}%", number=float(round(share * 100, 2)))
    if percent == "50%" and share > Fraction(1, 2):
        return _("just over {percent}", percent=percent)
    if percent == "50%" and share < Fraction(1, 2):
        return _("just under {percent}", percent=percent)
    return percent


def outside_owners(owners: Ownership) -> dict[str, Fraction]:
    """The end owners with their seat outside the EU, each with its share, the largest first."""
    return {name: share for name, share in owners.by_owner.items() if owners.seats[name] not in (*EU27, None)}


def held(owners: Ownership, names: Iterable[str]) -> Message:
    """End owners with what each holds, and the holdings that it runs through."""
    return listed((holding(owners, name) for name in names), ", ")


def holding(owners: Ownership, name: str) -> Message:
    """An end owner with its share, and the holdings that it runs through."""
    values = {"owner": named(name, owners.seats[name]), "share": part(owners.by_owner[name])}
    if not owners.through[name]:
        return _("{owner} {share}", **values)
    return _("{owner} {share} through {holdings}", **values, holdings=together(owners.through[name]))


def together(names: Iterable[str]) -> str:
    """Names with an "and" between them."""
    return functools.reduce(lambda one, other: _("{one} and {other}", one=one, other=other), names)
