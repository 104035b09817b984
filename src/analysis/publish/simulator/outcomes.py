"""What the simulator works out: the headline quantities in words, and the steps of both staircases."""

import math

from analysis.model.graph import SEATS, scope_of_input
from analysis.study import Study
from analysis.study.derived import known
from analysis.text import N_, translate

LABELS = {
    "announced_ratio": N_("Capital announced, {comparator} over {subject}"),
    "h100e_by_money_ratio": N_("Compute that the sum buys, {comparator} over {subject}"),
    "planned_compute_ratio": N_("Compute planned, {comparator} over {subject}"),
    "lag_at_first_service": N_("Lag at first service, {subject} behind {comparator}"),
    "subject_announced_usd": N_("Capital announced in dollars, {programme}"),
    "comparator_announced_usd": N_("Capital announced in dollars, {programme}"),
    "subject_expected_delivered_usd": N_("Delivered by the promised date, {programme}"),
    "comparator_expected_delivered_usd": N_("Delivered by the promised date, {programme}"),
    "announced_per_site_ratio": N_("Capital announced for each site, {comparator} over {subject}"),
    "claimed_deployed_share": N_("Claim of capital deployed, set against the capital announced, {programme}"),
    "subject_h100e_by_money": N_("Compute that the sum buys, {programme}"),
    "comparator_h100e_by_money": N_("Compute that the sum buys, {programme}"),
    "subject_facility_power_by_money": N_("Power of the sites that the sum buys, {programme}"),
    "comparator_facility_power_by_money": N_("Power of the sites that the sum buys, {programme}"),
    "subject_first_service_outside_view": N_("First service by the record of like sites, {programme}"),
}
"""The quantities by their names in the graph, each in words, in the order in which they are shown."""

MAIN = {
    "announced_ratio": N_("Times as much announced"),
    "h100e_by_money_ratio": N_("Times as much compute"),
    "lag_at_first_service": N_("Lag at first service"),
}
"""Those that stand in large numbers, each in few words."""

STEPS = ("announced", "committed", "financed", "spent", "in_service")
"""The rungs of the staircases, from the top."""


def outcomes(study: Study) -> dict[str, str]:
    """The quantities by their names in the graph, each in words; the claim is one of the comparator."""
    both = {seat: programme.short_name for seat, programme in study.seats.items()}
    programmes = {name: both.get(scope_of_input(name), both["comparator"]) for name in LABELS}
    return {name: translate(label, programme=programmes[name], **both) for name, label in LABELS.items()}


def worked_out() -> tuple[str, ...]:
    """All that the page shows: the quantities of the table, and the steps in dollars."""
    return tuple(dict.fromkeys([*LABELS, *(f"{seat}_{rung}_usd" for seat in SEATS for rung in STEPS)]))


def alive(study: Study) -> list[str]:
    """Names of the quantities that can have a value.

    Not one that rests on a gap, which no control fills, nor a ratio of two sums that are not alike.
    """
    names = worked_out()
    found = study.graph.run(known(study.inputs), names)
    return [
        name for name in names if name in found and (study.quantities[name].known or not math.isfinite(found[name]))
    ]
