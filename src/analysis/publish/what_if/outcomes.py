"""What the panel works out: the headline quantities, in words."""

from __future__ import annotations

import math
from dataclasses import dataclass

from analysis.languages import marked, of_data
from analysis.model.graph import scope_of_input
from analysis.study import Quantity, Study
from analysis.study.derived import known


@dataclass(frozen=True)
class Outcome:
    """A quantity that follows from the inputs.

    Attributes
    ----------
    name : str
        In the graph.
    label : str
        What it is, in words.
    quantity : Quantity
        As it stands in this edition.
    """

    name: str
    label: str
    quantity: Quantity


LABELS = {
    "announced_ratio": marked("Capital announced, {comparator} over {subject}"),
    "subject_announced_usd": marked("Capital announced in dollars, {programme}"),
    "comparator_announced_usd": marked("Capital announced in dollars, {programme}"),
    "announced_per_site_ratio": marked("Capital announced for each site, {comparator} over {subject}"),
    "claimed_deployed_share": marked("Claim of capital deployed, set against the capital announced, {programme}"),
    "h100e_by_money_ratio": marked("Compute that the sum buys, {comparator} over {subject}"),
    "subject_h100e_by_money": marked("Compute that the sum buys, {programme}"),
    "comparator_h100e_by_money": marked("Compute that the sum buys, {programme}"),
    "subject_facility_power_by_money": marked("Power of the sites that the sum buys, {programme}"),
    "comparator_facility_power_by_money": marked("Power of the sites that the sum buys, {programme}"),
    "planned_compute_ratio": marked("Compute planned, {comparator} over {subject}"),
    "subject_first_service_outside_view": marked("First service by the record of like sites, {programme}"),
    "lag_at_first_service": marked("Lag at first service, {subject} behind {comparator}"),
}
"""The quantities by their names in the graph, each in words, in the order in which they are shown."""


def outcomes(study: Study) -> list[Outcome]:
    """The quantities as they stand in one edition; the claim is one of the comparator."""
    both = {seat: programme.short_name for seat, programme in study.seats.items()}
    programmes = {name: both.get(scope_of_input(name), both["comparator"]) for name in LABELS}
    return [
        Outcome(name, of_data(label, programme=programmes[name], **both), study.quantities[name])
        for name, label in LABELS.items()
    ]


def alive(study: Study) -> list[str]:
    """Names of the quantities that can have a value.

    Not one that rests on a gap, which no control fills, nor a ratio of two sums that are not alike.
    """
    values = known(study.inputs)
    found = study.graph.run(values, LABELS)
    return [
        name for name in LABELS if name in found and (study.quantities[name].known or not math.isfinite(found[name]))
    ]
