"""The rules of the call applied to consortia, as of the study's day, and what they say in words."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pandas as pd

from analysis.evidence.columns import last_day
from analysis.model import rules
from analysis.model.consortium import Firm, Holding, members_of
from analysis.model.consortium import ownership as ownership_of
from analysis.model.graph import SEATS
from analysis.study import Study
from analysis.study.study import Seat
from analysis.tables.presentation import NOTHING, present
from analysis.text import N_, filled, translate
from analysis.text import translate as _
from analysis.wording import date, number

BY_SEAT = N_(
    "End owners count by the country of their seat; a firm whose own shareholders no document names is an end owner. "
    "European means the 27 members of the EU. Illustrative cases are made up to show a rule."
)

CONTROL = N_("The law names no share: a majority is read as control.")


def rules_known(study: Study) -> list[rules.Rule]:
    """The rules that had been stated, or were law, on the study's day."""
    return [rule for rule in rules.RULES if last_day(study.evidence.fact(rule.fact_id)["as_of"]) <= study.as_of]


def consortia_known(study: Study) -> Iterator[tuple[str, pd.DataFrame]]:
    """The consortia documented by the study's day, and the illustrative cases: name and rows of each."""
    table = study.evidence.consortia
    for name, rows in table.groupby("consortium", sort=False):
        if rows["kind"].iloc[0] == "illustrative" or rows["as_of"].iloc[0] <= study.as_of:
            yield name, rows


def majority_asked_for(study: Study) -> float:
    """The European share that has to be exceeded [0 to 1], as stated."""
    return float(study.evidence.fact(rules.RULES[0].fact_id)["value"])


def documents_behind(study: Study, rows: pd.DataFrame) -> list[str]:
    """Ids of the documents behind the rows of a consortium."""
    facts = [fact_id for ids in rows["fact_ids"] for fact_id in ids.split(";") if fact_id]
    return [
        *study.evidence.documents(facts),
        *(source for ids in rows["source_ids"] for source in ids.split(";") if source),
    ]


def dated(study: Study, rule: rules.Rule) -> str:
    """A rule with its kind and the day from which it counts."""
    since = date(last_day(study.evidence.fact(rule.fact_id)["as_of"]))
    words = N_("{rule} (law of {day})") if rule.kind == "law" else N_("{rule} (statement of {day})")
    return translate(words, rule=translate(rule.words), day=since)


def part(share: Fraction) -> str:
    """Write a share as a percentage that does not round onto one half.

    Examples
    --------
    >>> part(Fraction("0.4799")), part(Fraction(1, 2)), part(Fraction("0.500001"))
    ('47.99%', '50%', 'just over 50%')
    """
    rounded = round(share * 100, 2)
    percent = _("{number}%", number=number(float(rounded), decimals=2))
    if rounded == 50 < share * 100:
        return _("just over {percent}", percent=percent)
    if rounded == 50 > share * 100:
        return _("just under {percent}", percent=percent)
    return percent


def reason(finding: rules.Finding) -> str:
    """Why a rule comes out as it does, in a sentence with its numbers.

    Examples
    --------
    >>> rows = [("Utility", "FR", 0.4, ""), ("Holding", "NL", 0.6, ""), ("Parent", "US", 0.9, "Holding")]
    >>> table = pd.DataFrame(rows, columns=["member", "seat", "share", "share_of"]).assign(role="owner", high_risk="")
    >>> reason(rules.check_consortium(members_of(table))[2])
    'Parent (US) holds 54%, no minority'
    """
    return filled(translate(finding.template), **{name: in_words(value) for name, value in finding.values.items()})


def in_words(value: rules.Value) -> str:
    """A share, a count or the members that decided, in words."""
    if isinstance(value, Fraction):
        return part(value)
    if isinstance(value, Firm):
        return _("{firm} ({seat})", firm=translate(value.name), seat=value.seat or _("seat not known"))
    if isinstance(value, tuple):
        return ", ".join(held(one) if isinstance(one, Holding) else vendor(one) for one in value)
    return number(value)


def held(holding: Holding) -> str:
    """An end owner with its share, and what that runs through."""
    owner, share = in_words(holding.owner), part(holding.share)
    if not holding.through:
        return f"{owner} {share}"
    through = _(" and ").join(map(translate, holding.through))
    return _("{owner} {share} through {holdings}", owner=owner, share=share, holdings=through)


def vendor(one: rules.Vendor) -> str:
    """A high-risk vendor with the parts it plays."""
    roles = _(" and ").join(map(translate, one.roles))
    return _("{firm} ({roles})", firm=translate(one.name), roles=roles)


def consortia_checked(study: Study) -> pd.DataFrame:
    """Every rule of the call held against every consortium.

    Parameters
    ----------
    study : Study
        Rules and documents count from their own day; illustrative cases always.

    Returns
    -------
    pandas.DataFrame
        One row a consortium and rule: ``consortium``, ``case`` (``documented``, ``illustrative``), ``rule``, ``kind``
        (``statement``, ``law``), ``since`` (its day), ``named`` and ``rule_dated`` (both with their case, kind and
        day, as a page shows them), ``outcome`` (``passes``, ``fails``, ``cannot be known``),
        ``why``. Empty before the first rule.

    Examples
    --------
    >>> from analysis.study import compare
    >>> checked = consortia_checked(compare("latest"))
    >>> spanish = checked[checked["consortium"] == "Spanish consortium"].set_index("rule")["outcome"]
    >>> spanish["European entities own more than half"]
    'passes'
    """
    known = rules_known(study)
    rows, sources = [], list(study.evidence.documents(rule.fact_id for rule in known))
    for name, members in consortia_known(study) if known else ():
        for finding in rules.check_consortium(members_of(members), known, majority_asked_for(study)):
            rows.append(
                {
                    "consortium": name,
                    "named": called(name, members["kind"].iloc[0]),
                    "case": members["kind"].iloc[0],
                    "rule": finding.rule.words,
                    "kind": finding.rule.kind,
                    "since": last_day(study.evidence.fact(finding.rule.fact_id)["as_of"]),
                    "rule_dated": dated(study, finding.rule),
                    "outcome": finding.outcome,
                    "why": reason(finding),
                }
            )
        sources += documents_behind(study, members)
    headings = {
        "named": N_("Consortium"),
        "rule_dated": N_("Rule"),
        "outcome": N_("Outcome"),
        "why": N_("Why"),
    }
    columns = ["consortium", "case", "rule", "kind", "since", *headings]
    return present(rows or pd.DataFrame(columns=columns), headings, sources, note=how_counted(known))


def how_counted(known: list[rules.Rule]) -> str:
    """How owners are counted; the law is spoken of only where there was one."""
    law = any(rule.kind == "law" for rule in known)
    return " ".join([translate(BY_SEAT), *([translate(CONTROL)] if law else [])])


def called(name: str, kind: str) -> str:
    """The name of a consortium, marked where it is made up."""
    return _("{consortium} (illustrative)", consortium=translate(name)) if kind == "illustrative" else translate(name)


def ownership(study: Study) -> pd.DataFrame:
    """Who owns each consortium in the end, beside the majority that was asked for.

    Returns
    -------
    pandas.DataFrame
        One row a consortium: ``consortium``, ``case``, ``european``, ``non_european``, ``unknown`` [percent, 100 in
        all], ``asked`` [percent that the European share has to exceed; NaN before that was stated], ``outcome`` (of
        that rule; blank before).

    Examples
    --------
    >>> from analysis.study import compare
    >>> table = ownership(compare("latest")).set_index("consortium")
    >>> table.loc["US firm through an EU holding", "non_european"].item()
    54.0
    """
    majority = [rule for rule in rules_known(study) if rule.name == "european_majority"]
    asked = majority_asked_for(study)
    rows, sources = [], list(study.evidence.documents(rule.fact_id for rule in majority))
    for name, members in consortia_known(study):
        read = members_of(members)
        owners = ownership_of(read)
        findings = rules.check_consortium(read, majority, asked)
        rows.append(
            {
                "consortium": name,
                "case": members["kind"].iloc[0],
                "european": float(owners.european * 100),
                "non_european": float(owners.non_european * 100),
                "unknown": float(owners.unknown * 100),
                "asked": asked * 100 if majority else NOTHING,
                "outcome": findings[0].outcome if findings else "",
            }
        )
        sources += documents_behind(study, members)
    headings = {
        "consortium": N_("Consortium"),
        "case": N_("Case"),
        "european": N_("European [%]"),
        "non_european": N_("From outside the EU [%]"),
        "unknown": N_("Not known [%]"),
        "outcome": N_("European majority"),
    }
    decimals = dict.fromkeys(("european", "non_european", "unknown"), 2)
    return present(rows, headings, sources, note=how_counted(rules_known(study)), decimals=decimals)


CALL = "eu-gigafactories"
"""The programme whose call has rules of ownership."""


def of_call(study: Study) -> Seat | None:
    """The programme whose call has rules of ownership, where it takes a seat."""
    return next((seat for seat in study.seats.values() if seat.programme == CALL), None)


def majorities(owned: pd.DataFrame) -> dict[str, str | None]:
    """The documented consortia by whether they are shown to have a European majority.

    Parameters
    ----------
    owned : pandas.DataFrame
        As :func:`analysis.tables.ownership` gives it.

    Returns
    -------
    dict
        ``passes``, ``fails``, ``unknown``: names in a row, ``none`` where there are none; all None where no consortium
        is documented or no majority was asked for.

    Examples
    --------
    >>> from analysis.study import compare
    >>> from analysis.tables.ownership import ownership
    >>> majorities(ownership(compare("latest")))
    {'passes': 'Spanish consortium', 'fails': 'none', 'unknown': 'AION'}
    """
    rows = owned[(owned["case"] == "documented") & (owned["outcome"] != "")]
    outcomes = {"passes": "passes", "fails": "fails", "unknown": "cannot be known"}
    if rows.empty:
        return dict.fromkeys(outcomes)
    return {
        name: ", ".join(map(translate, rows.loc[rows["outcome"] == outcome, "consortium"])) or _("none")
        for name, outcome in outcomes.items()
    }


def said_and_law(checked: pd.DataFrame) -> dict[str, str | None]:
    """What was said beside what is law, and the cases that tell them apart.

    Parameters
    ----------
    checked : pandas.DataFrame
        As :func:`analysis.tables.consortia_checked` gives it.

    Returns
    -------
    dict
        ``said``, ``law``: the rules in a row; ``apart``: consortia that fail what was said and pass the law. None
        where there is none.

    Examples
    --------
    >>> from analysis.study import compare
    >>> from analysis.tables.ownership import consortia_checked
    >>> said_and_law(consortia_checked(compare("latest")))["apart"]
    'US firm as majority; High-risk vendor as supplier'
    """
    between = _("; ")
    words = {kind: between.join(map(translate, rows["rule"].unique())) for kind, rows in checked.groupby("kind")}
    apart = [
        translate(name)
        for name, rows in checked.groupby("consortium", sort=False)
        if "fails" in set(rows.loc[rows["kind"] == "statement", "outcome"])
        and set(rows.loc[rows["kind"] == "law", "outcome"]) == {"passes"}
    ]
    return {"said": words.get("statement"), "law": words.get("law"), "apart": between.join(apart) or None}


def in_service(sites: pd.DataFrame) -> dict[str, int | None]:
    """How many of the sites of each programme run; None where the state of some is not known.

    Parameters
    ----------
    sites : pandas.DataFrame
        As :func:`analysis.tables.sites` gives it.

    Returns
    -------
    dict
        ``subject_runs``, ``subject_sites``, ``comparator_runs``, ``comparator_sites``.
    """
    counts: dict[str, int | None] = {f"{seat}_{what}": None for seat in SEATS for what in ("runs", "sites")}
    for seat, rows in () if sites.attrs.get("left_out") else sites.groupby("seat"):
        counts |= {f"{seat}_runs": int(rows["state"].eq("in service").sum()), f"{seat}_sites": len(rows)}
    return counts
