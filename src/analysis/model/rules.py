"""The ownership rules of the call for AI gigafactories, applied to the members of a consortium.

Three rules were stated at a press event on 4 December 2025 and stand in no law that was read; the fourth is
Article 2(3e) of Regulation (EU) 2026/150, which names no share. Method: a rule passes or fails only where what is known
decides it; a share whose end owner is not known counts as not shown to be European.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from analysis.model.consortium import EU27, Firm, Holding, Member, Ownership, holdings, ownership
from analysis.text import N_

HALF = Fraction(1, 2)
"""Less than this is a minority; more than this of a coordinator is read as control, for which the law has no number."""


PASSES, FAILS, UNKNOWN = N_("passes"), N_("fails"), N_("cannot be known")


@dataclass(frozen=True)
class Rule:
    """One published rule.

    Attributes
    ----------
    name : str
        What it is called.
    words : str
        The rule in words.
    kind : str
        ``statement`` (said at a press event) or ``law``.
    fact_id : str
        The fact it rests on.
    """

    name: str
    words: str
    kind: str
    fact_id: str


RULES = (
    Rule("european_majority", N_("European entities own more than half"), "statement", "eu-041"),
    Rule("no_high_risk_vendor", N_("No high-risk vendor takes part"), "statement", "v-018"),
    Rule("minority_partners", N_("Partners from outside the EU may hold a minority"), "statement", "eu-041"),
    Rule("coordinator", N_("The coordinator has its seat in the EU and EU entities control it"), "law", "v-003"),
)
"""The rules as published."""


@dataclass(frozen=True)
class Vendor:
    """A high-risk vendor with the parts it plays.

    Attributes
    ----------
    name : str
    roles : tuple of str
        Of :data:`analysis.model.consortium.ROLES`.
    """

    name: str
    roles: tuple[str, ...]


Value: TypeAlias = Fraction | int | Firm | tuple[Holding, ...] | tuple[Vendor, ...]


@dataclass(frozen=True)
class Finding:
    """What one rule says of one consortium.

    Attributes
    ----------
    rule : Rule
        The rule.
    outcome : str
        ``passes``, ``fails`` or ``cannot be known``.
    template : str
        Why, with a place for each of ``values`` that it names.
    values : dict of str to Fraction, int, Firm, or tuple of Holding or of Vendor
        The shares [0 to 1], counts and members that decided.
    """

    rule: Rule
    outcome: str
    template: str
    values: dict[str, Value] = field(default_factory=dict)


def check_consortium(
    members: list[Member], rules: Iterable[Rule] = RULES, more_than: float = 0.5
) -> tuple[Finding, ...]:
    """Apply the published rules to the members of a consortium.

    Parameters
    ----------
    members : list of Member
        Rows without problems, as :func:`analysis.model.consortium.members_of` reads them.
    rules : iterable of Rule
        The rules to apply: all of ``RULES``, or those that were known on a day.
    more_than : float
        What the European share has to exceed [0 to 1]: one half in the statement (fact eu-041).

    Returns
    -------
    tuple of Finding
        One a rule, in their order.

    Examples
    --------
    >>> import pandas as pd
    >>> held = [("Utility", "FR", 0.45), ("Cloud firm", "US", 0.15)]
    >>> from analysis.model.consortium import members_of
    >>> rows = pd.DataFrame(held, columns=["member", "seat", "share"])
    >>> rows = rows.assign(role="owner", share_of="", high_risk="no")
    >>> finding = check_consortium(members_of(rows))[0]
    >>> finding.outcome
    'cannot be known'
    >>> finding.values["european"], finding.values["unknown"]
    (Fraction(9, 20), Fraction(2, 5))
    """
    limit = Fraction(more_than).limit_denominator(10**9)
    checks: dict[str, Callable[[], tuple]] = {
        "european_majority": lambda: european_majority(ownership(members), limit),
        "no_high_risk_vendor": lambda: no_high_risk_vendor(members),
        "minority_partners": lambda: minority_partners(ownership(members), members),
        "coordinator": lambda: coordinator(members),
    }
    return tuple(Finding(rule, *checks[rule.name]()) for rule in rules)


NO_MAJORITY = {
    (False, False): N_("European owners hold {european}, not more than {limit}"),
    (False, True): N_("European owners hold {european}, not more than {limit}; outside the EU: {outside}"),
    (True, False): N_("European owners hold {european}, not more than {limit}; it is not known who holds {unknown}"),
    (True, True): N_(
        "European owners hold {european}, not more than {limit}; it is not known who holds {unknown}; outside the EU: "
        "{outside}"
    ),
}
"""Why there is no European majority, by whether a share is not known and whether an owner outside the EU is."""


def european_majority(owners: Ownership, limit: Fraction) -> tuple[str, str, dict[str, Value]]:
    """Whether European end owners hold more than a limit."""
    outside = holdings(owners, european=False)
    values: dict[str, Value] = {
        "european": owners.european,
        "non_european": owners.non_european,
        "unknown": owners.unknown,
        "limit": limit,
        "outside": outside,
    }
    if owners.european > limit:
        return PASSES, N_("European owners hold {european}, more than {limit}"), values
    if owners.european + owners.unknown > limit:
        nothing = N_("No share is known, and more than {limit} is asked for")
        part = N_(
            "European owners are known to hold {european}; it is not known who holds {unknown}, and more than {limit} "
            "is asked for"
        )
        return UNKNOWN, nothing if owners.unknown == 1 else part, values
    return FAILS, NO_MAJORITY[bool(owners.unknown), bool(outside)], values


def no_high_risk_vendor(members: list[Member]) -> tuple[str, str, dict[str, Value]]:
    """Whether a member or a supplier is marked as a high-risk vendor."""
    roles: dict[str, tuple[str, ...]] = {}
    for member in members:
        roles[member.name] = (*roles.get(member.name, ()), member.role)
    risk = {member.name: member.high_risk for member in members}
    vendors = tuple(Vendor(name, roles[name]) for name in risk if risk[name] == "yes")
    if vendors:
        return FAILS, N_("Marked as a high-risk vendor: {vendors}"), {"vendors": vendors}
    supplied = any("supplier" in played for played in roles.values())
    unmarked = sum(risk[name] is None for name in risk)
    values: dict[str, Value] = {"count": len(risk), "unmarked": unmarked}
    if unmarked and supplied:
        words = N_("High-risk vendors: {unmarked} of {count} named are judged in no document")
    elif unmarked:
        words = N_("High-risk vendors: no supplier is named; {unmarked} of {count} named are judged in no document")
    elif not supplied:
        words = N_("High-risk vendors: no supplier is named")
    else:
        return PASSES, N_("None of {count} owners, suppliers and coordinators named is marked as one"), values
    return UNKNOWN, words, values


def minority_partners(owners: Ownership, members: list[Member]) -> tuple[str, str, dict[str, Value]]:
    """Whether each end owner from outside the EU holds a minority: that is allowed and no failure as such."""
    partners = holdings(owners, european=False)
    values: dict[str, Value] = {"partners": partners, "unknown": owners.unknown}
    share = Fraction(0)
    if partners:
        share = partners[0].share
        values |= {"largest": partners[0].owner, "share": share}
    if share >= HALF:
        return FAILS, N_("{largest} holds {share}, no minority"), values
    if share + owners.unknown >= HALF:
        several = N_("{partners}; it is not known who holds {unknown}: one from outside the EU may hold half")
        none = N_("It is not known who holds {unknown}: one from outside the EU may hold half")
        return UNKNOWN, several if partners else none, values
    if partners:
        return PASSES, N_("Allowed: {partners}"), values
    return PASSES, N_("No owner from outside the EU is known"), values


def coordinator(members: list[Member]) -> tuple[str, str, dict[str, Value]]:
    """Whether the coordinator has its seat in the EU and EU entities hold a majority of it, read as control."""
    found = next((member for member in members if member.role == "coordinator"), None)
    if found is None:
        return UNKNOWN, N_("No coordinator is named"), {}
    owners = ownership(members, found.name)
    values: dict[str, Value] = {
        "coordinator": Firm(found.name, found.seat),
        "european": owners.european,
        "unknown": owners.unknown,
        "outside": holdings(owners, european=False),
    }
    if found.seat is None:
        return UNKNOWN, N_("The seat of {coordinator} is not known"), values
    if found.seat not in EU27:
        return FAILS, N_("{coordinator} has its seat outside the EU"), values
    if owners.european > HALF:
        return PASSES, N_("{coordinator} has its seat in the EU, and EU entities hold {european} of it"), values
    if owners.european + owners.unknown > HALF:
        words = N_("{coordinator} has its seat in the EU, but it is not known who holds {unknown} of it")
        return UNKNOWN, words, values
    words = N_("{coordinator} has its seat in the EU, but EU entities hold only {european} of it ({outside})")
    return FAILS, words, values
