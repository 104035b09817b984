"""The landing page: what the two programmes are, three numbers, what happened last."""

import datetime
from typing import Any

from analysis.evidence.columns import last_day
from analysis.model.consortium import EU27
from analysis.model.overlaps import tie
from analysis.pages import field, uncertainty
from analysis.pages.answer import larger
from analysis.pages.common import in_dollars
from analysis.sentences import sentence
from analysis.study import Study
from analysis.study.field import Programme, field_of
from analysis.text import N_, listed, translate, translate as _
from analysis.text.numbers import capitalised
from analysis.wording import quantity

NEWEST = 5
"""How many events are shown."""

UNION = "EU27"
"""The EU as a territory."""

ON_THE_GROUND = ("call", "construction", "operation", "delay")
"""The kinds of events that are shown: steps towards machines, and what moved them."""


def headline(study: Study) -> str:
    """The answer in a sentence; empty where it cannot be said of the two programmes."""
    spent = N_(
        "{comparator.short_name} promised {comparator.announced} and has spent, by our estimate, "
        "{comparator.spent_share:percent} of it. {subject.short_name} promised {subject.announced}, and we found "
        "nothing spent"
    )
    both = N_("{comparator.short_name} promised {comparator.announced}, {subject.short_name} {subject.announced}")
    estimated = study.subject.spent.none_found and study.comparator.spent.is_own_estimate
    alike = study.comparison.announced_ratio.known
    return sentence(study, *((spent,) if estimated else ()), *((both,) if alike else ()), "")


def lede(study: Study) -> str:
    """The answer in two sentences."""
    counted = uncertainty.by_every_count(study)
    announced = sentence(
        study,
        N_(
            "On paper the sum for {comparator.name} is {comparison.announced_ratio:times} that for {subject.name}: "
            "{counted[usual]} times as usually counted."
        ),
        N_("On paper the sum for {comparator.name} is {comparison.announced_ratio:times} that for {subject.name}."),
        N_("No ratio of the announced sums can be given: {comparison.announced_ratio.gap}."),
        values={"counted": counted},
    )
    none = N_("Of money spent there is no ratio: {comparator.spent:range} on one side, none found on the other.")
    both = N_("Spent: {comparator.spent:range} at {comparator.name}, {subject.spent:range} at {subject.name}.")
    alike = (both,) if study.comparison.spent_ratio.known else ()
    spent = sentence(study, *((none,) if study.subject.spent.none_found else alike), "")
    return " ".join(filter(None, (announced, spent)))


def things(study: Study) -> list[dict[str, str]]:
    """What each programme is: ``seat``, ``name``, ``text``; the one that announced more first."""
    first = larger(study)
    seats = sorted(study.seats.items(), key=lambda one: one[0] != first)
    words = study.evidence.vocabularies["programmes"].words
    announced = N_("First announced on {one.announced_on:date}; today the sum is {one.announced}.")
    return [
        {
            "seat": key,
            "name": capitalised(translate(seat.name)),
            "text": _("{what}.", what=translate(words[seat.programme]["meaning"]).rstrip(".")),
            "sum": sentence(study, announced, "", values={"one": seat}),
        }
        for key, seat in seats
    ]


def elsewhere_in_the_eu(study: Study) -> str:
    """What runs in the EU beside a programme of the EU, each machine once; empty where neither seat is the EU's."""
    seats = {seat.programme: seat.territory for seat in study.seats.values()}
    ties = study.evidence.ties
    wholes = {one.programme for one in ties if one.how == "contains"}  # what runs is that of their parts
    at_work: list[Programme] = []
    for one in sorted(field_of(study), key=lambda one: -(one.rungs["in_service"].central or 0)):
        there = one.territory in (*EU27, UNION) and one.programme not in {*seats, *wholes}
        runs = there and one.rungs["in_service"].central
        if runs and not any(tie(one.programme, other.programme, ties) for other in at_work):
            at_work.append(one)
    if UNION not in seats.values() or not at_work:
        return ""
    sums = (
        _("{name} ({sum})", name=one.short_name, sum=quantity(in_dollars(one.rungs["in_service"]))) for one in at_work
    )
    return _("Other machines do run in the EU: {names}.", names=listed(sums))


def numbers(study: Study) -> list[tuple[str, str]]:
    """Three numbers to keep, each with what it means; one that is not known is left out."""
    none_found = study.subject.spent.none_found
    told = field.values(study) | {"counted": uncertainty.by_every_count(study)}
    found = (
        (
            N_("{comparison.announced_ratio:times}"),
            N_(
                "Announced: {comparator.announced} for {comparator.name} against {subject.announced} for "
                "{subject.name}. That is {counted[usual]} times by the usual ways of counting, and {counted[every]} "
                "times by {counted[ways]}."
            ),
        ),
        (
            N_("{comparator.spent} against none found") if none_found else "{comparator.spent}",
            N_(
                "Spent: {comparator.spent:range} at {comparator.name} by {comparator.spent:date} "
                "({comparator.spent:basis}). At {subject.name} we found no payment."
            )
            if none_found
            else N_("Spent at {comparator.name} by {comparator.spent:date}; {subject.spent:range} at {subject.name}."),
        ),
        (
            "{guided}",
            N_(
                "In proportion: {builders} mean to spend this in one year, world-wide and for all purposes. It is "
                "{over_comparator} all that was announced for {comparator.name}, and {over_subject} the sum for "
                "{subject.name}."
            ),
        ),
    )
    said = (tuple(sentence(study, text, "", values=told) for text in pair) for pair in found)
    return [(capitalised(big), text) for big, text in said if big and text]


def in_proportion(study: Study) -> str:
    """What the large cloud builders mean to spend in a year, beside the two programmes."""
    return sentence(
        study,
        N_(
            "What {builders} mean to spend in one year is {over_comparator} all that was announced for "
            "{comparator.name}, and {over_subject} the sum for {subject.name}."
        ),
        N_("What {builders} mean to spend in one year is {over_comparator} all announced for {comparator.name}."),
        "",
        values=field.values(study),
    )


def lately(study: Study) -> list[dict[str, Any]]:
    """The newest steps of both programmes up to the day of a study: ``day``, ``title``."""
    names = {seat.programme for seat in study.seats.values()}
    events = study.evidence.events
    theirs = events[events["programme"].isin(names) & events["kind"].isin(ON_THE_GROUND)]
    dated = theirs.assign(day=theirs["date"].map(last_day))
    newest = dated[dated["day"] <= study.as_of].sort_values("day", ascending=False, kind="stable").head(NEWEST)
    return [{"day": row["day"], "title": translate(row["title"])} for row in newest.to_dict("records")]


def newest_document(study: Study) -> datetime.date | None:
    """The day of the newest document that a study can have read."""
    days = (last_day(day) for day in study.evidence.sources["published"] if day)
    return max((day for day in days if day <= study.as_of), default=None)
