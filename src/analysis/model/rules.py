"""The ownership rules of the call for AI gigafactories, applied to the members of a consortium.

Three rules were stated at a press event on 4 December 2025 and stand in no law that was read; the fourth is
Article 2(3e) of Regulation (EU) 2026/150, which names no share. Method: a rule passes or fails only where what is known
decides it; a share whose end owner is not known counts as not shown to be European.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

import pandas as pd

from analysis.holdings import EU27, Member
from analysis.model.ownership import Ownership, holders, named, owned, part, read

HALF = Fraction(1, 2)
"""Less than this is a minority; more than this of a coordinator is read as control, for which the law has no number."""


PASSES, FAILS, UNKNOWN = "passes", "fails", "cannot be known"


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
    Rule("european_majority", "European entities own more than half", "statement", "eu-041"),
    Rule("no_high_risk_vendor", "No high-risk vendor takes part", "statement", "v-018"),
    Rule("minority_partners", "Partners from outside the EU may hold a minority", "statement", "eu-041"),
    Rule("coordinator", "The coordinator has its seat in the EU and EU entities control it", "law", "v-003"),
)
"""The rules as published."""


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
        Why, with a place for each of ``values``.
    values : dict of str to Fraction, int or str
        The shares [0 to 1], counts and names that decided.
    """

    rule: Rule
    outcome: str
    template: str
    values: dict[str, Fraction | int | str] = field(default_factory=dict)

    @property
    def why(self) -> str:
        """The reason as a sentence with its numbers."""
        words = {name: part(value) if isinstance(value, Fraction) else value for name, value in self.values.items()}
        return self.template.format(**words)


def check_consortium(
    members: pd.DataFrame, rules: Iterable[Rule] = RULES, more_than: float = 0.5
) -> tuple[Finding, ...]:
    """Apply the published rules to the members of a consortium.

    Parameters
    ----------
    members : pandas.DataFrame
        As for :func:`analysis.model.ownership.ownership`.
    rules : iterable of Rule
        The rules to apply: all of ``RULES``, or those that were known on a day.
    more_than : float
        What the European share has to exceed [0 to 1]: one half in the statement (fact eu-041).

    Returns
    -------
    tuple of Finding
        One a rule, in their order.

    Raises
    ------
    CallError
        As :func:`analysis.model.ownership.ownership`.

    Examples
    --------
    >>> held = [("Utility", "FR", 0.45), ("Cloud firm", "US", 0.15)]
    >>> members = pd.DataFrame(held, columns=["member", "seat", "share"])
    >>> members = members.assign(role="owner", share_of="", high_risk="no")
    >>> finding = check_consortium(members)[0]
    >>> finding.outcome
    'cannot be known'
    >>> finding.why
    'European owners are known to hold 45%; it is not known who holds 40%, and more than 50% is asked for'
    """
    read_members = read(members)
    limit = Fraction(more_than).limit_denominator(10**9)
    checks: dict[str, Callable[[], tuple]] = {
        "european_majority": lambda: european_majority(owned(read_members, None), limit),
        "no_high_risk_vendor": lambda: no_high_risk_vendor(read_members),
        "minority_partners": lambda: minority_partners(owned(read_members, None), read_members),
        "coordinator": lambda: coordinator(read_members),
    }
    return tuple(Finding(rule, *checks[rule.name]()) for rule in rules)


def european_majority(owners: Ownership, limit: Fraction) -> tuple[str, str, dict]:
    """Whether European end owners hold more than a limit."""
    values = {
        "european": owners.european,
        "non_european": owners.non_european,
        "unknown": owners.unknown,
        "limit": limit,
        "outside": holders(owners, european=False),
    }
    if owners.european > limit:
        return PASSES, "European owners hold {european}, more than {limit}", values
    if owners.european + owners.unknown > limit:
        known = "European owners are known to hold {european}; it is not known who holds {unknown}"
        known = "No share is known" if owners.unknown == 1 else known
        return UNKNOWN, f"{known}, and more than {{limit}} is asked for", values
    rest = "; it is not known who holds {unknown}" if owners.unknown else ""
    outside = "; outside the EU: {outside}" if owners.non_european else ""
    return FAILS, f"European owners hold {{european}}, not more than {{limit}}{rest}{outside}", values


def no_high_risk_vendor(members: list[Member]) -> tuple[str, str, dict]:
    """Whether a member or a supplier is marked as a high-risk vendor."""
    roles: dict[str, list[str]] = {}
    for member in members:
        roles.setdefault(member.name, []).append(member.role)
    risk = {member.name: member.high_risk for member in members}
    marked = [f"{name} ({' and '.join(roles[name])})" for name in risk if risk[name] == "yes"]
    if marked:
        return FAILS, "Marked as a high-risk vendor: {marked}", {"marked": ", ".join(marked)}
    unmarked = [name for name in risk if risk[name] is None]
    reasons, values = [], {"count": len(risk)}
    if not any("supplier" in played for played in roles.values()):
        reasons.append("no supplier is named")
    if unmarked:
        values |= {"unmarked": len(unmarked)}
        reasons.append("{unmarked} of {count} named are judged in no document")
    if reasons:
        return UNKNOWN, "High-risk vendors: " + "; ".join(reasons), values
    return PASSES, "None of {count} owners, suppliers and coordinators named is marked as one", values


def minority_partners(owners: Ownership, members: list[Member]) -> tuple[str, str, dict]:
    """Whether each end owner from outside the EU holds a minority: that is allowed and no failure as such."""
    shares = {name: share for name, share in owners.by_owner.items() if owners.seats[name] not in (None, *EU27)}
    largest = next(iter(shares), None)
    share = shares.get(largest, Fraction(0))
    seat = owners.seats.get(largest)
    values = {
        "partners": holders(owners, european=False),
        "largest": named(largest, seat) if largest else "",
        "share": share,
        "unknown": owners.unknown,
    }
    if share >= HALF:
        return FAILS, "{largest} holds {share}, no minority", values
    if share + owners.unknown >= HALF:
        known = "{partners}; it" if shares else "It"
        return UNKNOWN, f"{known} is not known who holds {{unknown}}: one from outside the EU may hold half", values
    if shares:
        return PASSES, "Allowed: {partners}", values
    return PASSES, "No owner from outside the EU is known", values


def coordinator(members: list[Member]) -> tuple[str, str, dict]:
    """Whether the coordinator has its seat in the EU and EU entities hold a majority of it, read as control."""
    found = next((member for member in members if member.role == "coordinator"), None)
    if found is None:
        return UNKNOWN, "No coordinator is named", {}
    owners = owned(members, found.name)
    values = {
        "coordinator": named(found.name, found.seat),
        "european": owners.european,
        "unknown": owners.unknown,
        "outside": holders(owners, european=False),
    }
    if found.seat is None:
        return UNKNOWN, "The seat of {coordinator} is not known", values
    if found.seat not in EU27:
        return FAILS, "{coordinator} has its seat outside the EU", values
    if owners.european > HALF:
        return PASSES, "{coordinator} has its seat in the EU, and EU entities hold {european} of it", values
    if owners.european + owners.unknown > HALF:
        return UNKNOWN, "{coordinator} has its seat in the EU, but it is not known who holds {unknown} of it", values
    return FAILS, "{coordinator} has its seat in the EU, but EU entities hold only {european} of it ({outside})", values
