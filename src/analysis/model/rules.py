"""The ownership rules of the call for AI gigafactories, applied to the members of a consortium.

Three rules were stated at a press event on 4 December 2025 and stand in no law that was read; the fourth is
Article 2(3e) of Regulation (EU) 2026/150, which names no share. Method: a rule passes or fails only where what is known
decides it; a share whose end owner is not known counts as not shown to be European.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from analysis.model.consortium import EU27, Member, Ownership, held, named, outside_owners, ownership, part, together
from analysis.text import N_, Message, Message as _, listed

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
class Finding:
    """What one rule says of one consortium.

    Attributes
    ----------
    rule : Rule
        The rule.
    outcome : str
        ``passes``, ``fails`` or ``cannot be known``.
    why : Message
        The shares, counts and members that decided, in a sentence.
    """

    rule: Rule
    outcome: str
    why: Message


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
    >>> finding.why[:52]
    'European owners are known to hold 45%; it is not kno'
    """
    limit = Fraction(more_than).limit_denominator(10**9)
    checks: dict[str, Callable[[], tuple]] = {
        "european_majority": lambda: european_majority(ownership(members), limit),
        "no_high_risk_vendor": lambda: no_high_risk_vendor(members),
        "minority_partners": lambda: minority_partners(ownership(members)),
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


def european_majority(owners: Ownership, limit: Fraction) -> tuple[str, Message]:
    """Whether European end owners hold more than a limit."""
    outside = outside_owners(owners)
    values = {
        "european": part(owners.european),
        "unknown": part(owners.unknown),
        "limit": part(limit),
        "outside": held(owners, outside),
    }
    if owners.european > limit:
        return PASSES, _("European owners hold {european}, more than {limit}", **values)
    if owners.european + owners.unknown > limit:
        if owners.unknown == 1:
            return UNKNOWN, _("No share is known, and more than {limit} is asked for", **values)
        some = N_(
            "European owners are known to hold {european}; it is not known who holds {unknown}, and more than {limit} "
            "is asked for"
        )
        return UNKNOWN, Message(some, **values)
    return FAILS, Message(NO_MAJORITY[bool(owners.unknown), bool(outside)], **values)


def no_high_risk_vendor(members: list[Member]) -> tuple[str, Message]:
    """Whether a member or a supplier is marked as a high-risk vendor."""
    roles: dict[str, list[str]] = {}
    for member in members:
        roles.setdefault(member.name, []).append(member.role)
    risk = {member.name: member.high_risk for member in members}
    vendors = [_("{firm} ({roles})", firm=name, roles=together(roles[name])) for name in risk if risk[name] == "yes"]
    if vendors:
        return FAILS, _("Marked as a high-risk vendor: {vendors}", vendors=listed(vendors, ", "))
    supplied = any("supplier" in played for played in roles.values())
    unmarked = sum(risk[name] is None for name in risk)
    if not unmarked and supplied:
        none = N_("None of {count} owners, suppliers and coordinators named is marked as one")
        return PASSES, Message(none, count=len(risk))
    words = N_("No supplier is named")
    if unmarked and supplied:
        words = N_("{unmarked} of the {count} firms named have not been assessed")
    elif unmarked:
        words = N_("No supplier is named; {unmarked} of the {count} firms named have not been assessed")
    return UNKNOWN, Message(words, count=len(risk), unmarked=unmarked)


def minority_partners(owners: Ownership) -> tuple[str, Message]:
    """Whether each end owner from outside the EU holds a minority: that is allowed and no failure as such."""
    partners = outside_owners(owners)
    values = {"partners": held(owners, partners), "unknown": part(owners.unknown)}
    largest, share = next(iter(partners.items()), ("", Fraction(0)))
    if share >= HALF:
        largest = named(largest, owners.seats[largest])
        return FAILS, _("{largest} holds {share}, no minority", largest=largest, share=part(share))
    if share + owners.unknown >= HALF:
        several = N_("{partners}; it is not known who holds {unknown}: one from outside the EU may hold half")
        none = N_("It is not known who holds {unknown}: one from outside the EU may hold half")
        return UNKNOWN, Message(several if partners else none, **values)
    return PASSES, Message(
        N_("Allowed: {partners}") if partners else N_("No owner from outside the EU is known"), **values
    )


def coordinator(members: list[Member]) -> tuple[str, Message]:
    """Whether the coordinator has its seat in the EU and EU entities hold a majority of it, read as control."""
    found = next((member for member in members if member.role == "coordinator"), None)
    if found is None:
        return UNKNOWN, _("No coordinator is named")
    owners = ownership(members, found.name)
    values = {
        "coordinator": named(found.name, found.seat),
        "european": part(owners.european),
        "unknown": part(owners.unknown),
        "outside": held(owners, outside_owners(owners)),
    }
    if found.seat is None:
        return UNKNOWN, _("The seat of {coordinator} is not known", **values)
    if found.seat not in EU27:
        return FAILS, _("{coordinator} has its seat outside the EU", **values)
    if owners.european > HALF:
        return PASSES, _("{coordinator} has its seat in the EU, and EU entities hold {european} of it", **values)
    if owners.european + owners.unknown > HALF:
        return UNKNOWN, _(
            "{coordinator} has its seat in the EU, but it is not known who holds {unknown} of it", **values
        )
    return FAILS, _(
        "{coordinator} has its seat in the EU, but EU entities hold only {european} of it ({outside})", **values
    )
