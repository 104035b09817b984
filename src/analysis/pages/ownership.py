"""Who decides: the rules of the call applied to consortia, as of the study's day, and what they say in words."""

import datetime
from collections.abc import Iterator

import pandas as pd

from analysis.evidence.columns import last_day
from analysis.model import rules
from analysis.model.amounts import Triplet
from analysis.model.consortium import Member, members_of, ownership as ownership_of
from analysis.pages.common import Table, present, table
from analysis.study import Quantity, Study
from analysis.study.study import Seat
from analysis.text import N_, Message, listed, translate, translate as _
from analysis.text.numbers import date

PARTS = {"european": N_("European"), "non_european": N_("From outside the EU"), "unknown": N_("Not known")}
"""The parts of what is owned, each with what to call it."""

HOW_COUNTED = (
    N_(
        "End owners count by the country of their seat; a firm whose own shareholders no document names is an end "
        "owner. European means the 27 members of the EU."
    ),
    N_("The law names no share: a majority is read as control."),
)
"""How owners are counted; the second where there was a law."""


def of_call(study: Study) -> Seat | None:
    """The programme whose call has rules of ownership, where it takes a seat."""
    programme = study.evidence.fact(rules.RULES[0].fact_id)["programme"]
    return next((seat for seat in study.seats.values() if seat.programme == programme), None)


def rules_known(study: Study) -> dict[rules.Rule, datetime.date]:
    """The rules that had been stated, or were law, on the study's day, each with the day from which it counts."""
    days = {rule: last_day(study.evidence.fact(rule.fact_id)["as_of"]) for rule in rules.RULES}
    return {rule: day for rule, day in days.items() if day <= study.as_of}


def majority_asked_for(study: Study) -> float:
    """The European share that has to be exceeded [0 to 1], as stated."""
    return float(study.evidence.fact(rules.RULES[0].fact_id)["value"])


def consortia_known(study: Study) -> Iterator[tuple[dict[str, str], list[Member], list[str]]]:
    """The consortia documented by the study's day, and the illustrative cases: names, members and documents of each."""
    for name, rows in study.evidence.consortia.groupby("consortium", sort=False):
        case = rows["kind"].iloc[0]
        named = Message(N_("{consortium} (illustrative)"), consortium=name) if case == "illustrative" else name
        facts, sources = (filter(None, ";".join(rows[ids]).split(";")) for ids in ("fact_ids", "source_ids"))
        if case == "illustrative" or rows["as_of"].iloc[0] <= study.as_of:
            called = {"consortium": name, "named": named, "case": case}
            yield called, members_of(rows), [*study.evidence.documents(facts), *sources]


def how_counted(study: Study) -> str:
    """How owners are counted; the law is spoken of only where there was one."""
    law = any(rule.kind == "law" for rule in rules_known(study))
    return " ".join(map(_, HOW_COUNTED[: 1 + law]))


def checked(study: Study) -> pd.DataFrame:
    """Every rule of the call held against every consortium.

    Parameters
    ----------
    study : Study
        Rules and documents count from their own day; illustrative cases always.

    Returns
    -------
    pandas.DataFrame
        One row a consortium and rule: ``consortium``, ``named`` (marked where it is made up), ``case``
        (``documented``, ``illustrative``), ``rule``, ``kind`` (``statement``, ``law``), ``rule_dated`` (with its kind
        and day), ``outcome`` (``passes``, ``fails``, ``cannot be known``), ``why``. Empty before the first rule.

    Examples
    --------
    >>> from analysis.study import compare
    >>> table = checked(compare("latest"))
    >>> spanish = table[table["consortium"] == "Spanish consortium"].set_index("rule")["outcome"]
    >>> spanish["European entities own more than half"]
    'passes'
    """
    known = rules_known(study)
    rows, sources = [], list(study.evidence.documents(rule.fact_id for rule in known))
    for called, members, documents in consortia_known(study) if known else ():
        for finding in rules.check_consortium(members, known, majority_asked_for(study)):
            rule = finding.rule
            words = N_("{rule} (law of {day})") if rule.kind == "law" else N_("{rule} (statement of {day})")
            words = translate(words, rule=rule.words, day=date(known[rule]))
            told = {"rule": rule.words, "kind": rule.kind, "rule_dated": words}
            rows.append(called | told | {"outcome": finding.outcome, "why": finding.why})
        sources += documents
    headings = {"named": N_("Consortium"), "rule_dated": N_("Rule"), "outcome": N_("Outcome"), "why": N_("Why")}
    columns = ["consortium", "case", "rule", "kind", *headings]
    return present(rows or pd.DataFrame(columns=columns), headings, sources, note=how_counted(study))


def rules_held(study: Study) -> Table:
    """The documented consortia of :func:`checked`; none where no programme with such a call takes a seat."""
    frame = checked(study)
    documented = (frame["case"] == "documented") & bool(of_call(study))
    shown = present(frame[documented], **frame.attrs)
    return table(study, "rules", shown, title=N_("Each rule held against each consortium, as of {as_of}"))


def owned(study: Study) -> pd.DataFrame:
    """Who owns each consortium in the end, beside the majority that was asked for.

    Returns
    -------
    pandas.DataFrame
        One row a consortium: ``consortium``, ``named`` (marked where it is made up), ``case``, ``european``,
        ``non_european``, ``unknown`` (:class:`Quantity`, shares that add to one), ``outcome`` (of the European
        majority; blank before it was asked for).

    Examples
    --------
    >>> from analysis.study import compare
    >>> owned(compare("latest")).set_index("consortium")["non_european"].iloc[-3].central
    0.54
    """
    majority = [rule for rule in rules_known(study) if rule.name == "european_majority"]
    rows, sources = [], list(study.evidence.documents(rule.fact_id for rule in majority))
    for called, members, documents in consortia_known(study):
        owners = ownership_of(members)
        outcomes = [one.outcome for one in rules.check_consortium(members, majority, majority_asked_for(study))]
        shares = {part: Triplet.exact(float(getattr(owners, part))) for part in PARTS}
        shares = {part: Quantity(part, PARTS[part], share, "share") for part, share in shares.items()}
        rows.append(called | shares | {"outcome": "".join(outcomes)})
        sources += documents
    headings = {"named": N_("Consortium"), "case": N_("Case")}
    headings |= PARTS | {"outcome": N_("European majority")}
    return present(rows, headings, sources, note=how_counted(study))


def values(study: Study) -> dict[str, object]:
    """What the sentences of the page name: the documented consortia by their European majority, and what is law.

    Returns
    -------
    dict
        ``call`` (:func:`of_call`); ``passes``, ``fails``, ``unknown``: consortia in a row, ``none`` where there are
        none, all None where no consortium is documented or no majority was asked for; ``said``, ``law``: the rules in
        a row; ``apart``: consortia that fail what was said and pass the law; None where there is none.

    Examples
    --------
    >>> from analysis.study import compare
    >>> found = values(compare("latest"))
    >>> found["passes"], found["unknown"], found["apart"]
    ('Spanish consortium', 'AION', 'US firm as majority; High-risk vendor as supplier')
    """
    call, shares = of_call(study), owned(study)
    shares = shares[(shares["case"] == "documented") & (shares["outcome"] != "")]
    outcomes = {"passes": rules.PASSES, "fails": rules.FAILS, "unknown": rules.UNKNOWN}
    found = {
        name: None
        if shares.empty
        else listed(shares.loc[shares["outcome"] == outcome, "consortium"], ", ") or N_("none")
        for name, outcome in outcomes.items()
    }
    table = checked(study) if call else checked(study).head(0)
    kinds = {kind: listed(rows["rule"].unique()) for kind, rows in table.groupby("kind")}
    apart = [
        name
        for name, rows in table.groupby("consortium", sort=False)
        if rules.FAILS in set(rows.loc[rows["kind"] == "statement", "outcome"])
        and set(rows.loc[rows["kind"] == "law", "outcome"]) == {rules.PASSES}
    ]
    law = {"said": kinds.get("statement"), "law": kinds.get("law"), "apart": listed(apart) or None}
    return {"call": call} | found | law
