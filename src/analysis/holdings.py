"""Who holds how much of whom: the rows of one consortium, and what makes them impossible.

A row is one part that one member plays. An owner holds a share of the consortium itself (``share_of`` is blank) or of
another member, so holdings of any depth are rows; a supplier or a coordinator holds nothing by that row.
"""

from __future__ import annotations

import functools
import graphlib
import itertools
import math
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd
from babel import Locale

from analysis.errors import not_known

ROLES = ("owner", "supplier", "coordinator")
"""The parts a member can play: holds a share; sells to the consortium; applies for it and answers for it."""

RISKS = ("yes", "no")
"""Whether a member is a high-risk vendor; blank where no document says."""

COLUMNS = ("member", "seat", "role", "share", "share_of", "high_risk")
"""What a table of members holds."""

NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes of two letters that name no country."""

EU27 = (
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
    *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
)
"""Members of the European Union since 2020, ISO 3166. "European" is read as having its seat in one of them."""


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


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell: the row's label, the column, a sentence that says what is allowed."""

    row: Hashable
    column: str
    message: str


@functools.cache
def countries() -> frozenset[str]:
    """Codes of the countries: two letters, ISO 3166."""
    codes = Locale("en").territories
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha()) - NO_COUNTRIES


def not_a_country(code: str) -> str:
    """Word the refusal of a code that names no country."""
    return f'"{code}" is no country (allowed: two capital letters of ISO 3166, such as ES, GR, GB)'


def members_of(table: pd.DataFrame) -> list[Member]:
    """The rows of a table with the columns ``COLUMNS``; cells that cannot be read are None.

    A share is read as the simple fraction that its decimals stand for, so that shares add up exactly.

    Examples
    --------
    >>> row = {"member": "A", "seat": "FR", "role": "owner", "share": 0.4799, "share_of": "", "high_risk": ""}
    >>> members_of(pd.DataFrame([row]))[0].share
    Fraction(4799, 10000)
    """
    return [
        Member(
            row,
            as_text(cells["member"]) or "",
            as_text(cells["seat"]),
            as_text(cells["role"]) or "",
            as_share(cells["share"]),
            as_text(cells["share_of"]),
            as_text(cells["high_risk"]),
        )
        for row, cells in zip(table.index, table[list(COLUMNS)].to_dict("records"), strict=True)
    ]


def as_text(cell: object) -> str | None:
    """A cell as text; None for a blank."""
    return None if cell is None or pd.isna(cell) or cell == "" else str(cell)


def as_share(cell: object) -> Fraction | None:
    """A cell as a share above 0 and up to 1; None for a blank and for anything else."""
    if cell is None or isinstance(cell, bool):
        return None
    try:
        value = float(cell)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return Fraction(value).limit_denominator(10**9) if math.isfinite(value) and 0 < value <= 1 else None


def problems_in_cells(table: pd.DataFrame) -> Iterator[Problem]:
    """List the cells that no member can have."""
    for row, cells in zip(table.index, table[list(COLUMNS)].to_dict("records"), strict=True):
        text = {name: as_text(cell) for name, cell in cells.items()}
        if text["member"] is None:
            yield Problem(row, "member", "is blank, and a name is needed here")
        if text["role"] not in ROLES:
            yield Problem(row, "role", not_known(text["role"] or "", "allowed", ROLES))
        if text["seat"] is not None and text["seat"] not in countries():
            yield Problem(row, "seat", not_a_country(text["seat"]))
        if text["share"] is not None and as_share(cells["share"]) is None:
            message = (
                f'"{text["share"]}" is not allowed (allowed: a number above 0 and 1 or less; blank if unpublished)'
            )
            yield Problem(row, "share", message)
        if text["high_risk"] is not None and text["high_risk"] not in RISKS:
            yield Problem(row, "high_risk", not_known(text["high_risk"], "allowed", RISKS))


def problems_between_rows(members: Iterable[Member]) -> Iterator[Problem]:
    """List what the rows of one consortium cannot be together.

    Shares of one company that add to more than 1, holdings that run in a circle, a share of someone who is not in the
    table, two coordinators, a member with two seats, a row that stands there twice.
    """
    members = list(members)
    yield from problems_of_parts(members)
    yield from problems_of_agreement(members)
    yield from problems_of_sums(members)
    yield from problems_of_circles(members)


def problems_of_parts(members: list[Member]) -> Iterator[Problem]:
    """Rows that say something their role does not allow, or that cannot be placed."""
    names = list(dict.fromkeys(member.name for member in members))
    seen: set[tuple] = set()
    coordinators = []
    for member in members:
        part = (member.name, member.role, member.share_of)
        if part in seen:
            yield Problem(member.row, "member", f'a row above has "{member.name}" as {member.role} already')
        elif member.role == "coordinator":
            coordinators.append(member)
        seen.add(part)
        if member.role != "owner" and (member.share is not None or member.share_of is not None):
            column = "share" if member.share is not None else "share_of"
            yield Problem(member.row, column, f"a {member.role} holds nothing by this row (allowed: blank)")
        if member.share_of is not None and member.share_of not in names:
            message = not_known(member.share_of, "a member of this consortium", names)
            yield Problem(member.row, "share_of", f"{message}; blank for the consortium itself")
    for further in coordinators[1:]:
        message = f'"{further.name}" is a second coordinator beside "{coordinators[0].name}" (allowed: one)'
        yield Problem(further.row, "role", message)
    if members and not any(member.role == "owner" and member.share_of is None for member in members):
        yield Problem(members[0].row, "role", "nobody owns the consortium (needed: an owner whose share_of is blank)")


def problems_of_agreement(members: list[Member]) -> Iterator[Problem]:
    """A member that stands in several rows has one seat, and is a high-risk vendor in all of them or in none."""
    first: dict[str, Member] = {}
    for member in members:
        earlier = first.setdefault(member.name, member)
        for column in ("seat", "high_risk"):
            here, there = getattr(member, column), getattr(earlier, column)
            if here != there:
                message = (
                    f'"{here or ""}" is not allowed (allowed: "{there or ""}", as in the row of {member.name} above)'
                )
                yield Problem(member.row, column, message)


def problems_of_sums(members: list[Member]) -> Iterator[Problem]:
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
            yield Problem(member.row, "share", f"{message} (allowed: 1 or less)")


def problems_of_circles(members: list[Member]) -> Iterator[Problem]:
    """Nobody holds a share of itself, directly or through others."""
    held = [member for member in members if member.role == "owner" and member.share_of is not None]
    while held:
        graph: dict[str, list[str]] = {}
        for member in held:
            graph.setdefault(member.name, []).append(member.share_of)
        try:
            graphlib.TopologicalSorter(graph).prepare()
        except graphlib.CycleError as error:
            circle = error.args[1][::-1]
            steps = list(itertools.pairwise(circle))
            closing = [member for member in held if (member.name, member.share_of) in steps]
            way = ", ".join(f"{owner} holds {company}" for owner, company in steps)
            yield Problem(closing[-1].row, "share_of", f"holdings in a circle: {way} (allowed: holdings that end)")
            held = [member for member in held if member not in closing]
        else:
            return
