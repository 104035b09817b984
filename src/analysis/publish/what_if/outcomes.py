"""What the panel works out: the headline quantities, in words."""

from __future__ import annotations

import math
from dataclasses import dataclass

from analysis.languages import translate as _
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


def labels(study: Study) -> dict[str, str]:
    """The quantities by their names in the graph, each in words, in the order in which they are shown."""
    subject, comparator = study.subject.short_name, study.comparator.short_name
    both = {"subject": subject, "comparator": comparator}
    return {
        "announced_ratio": _("Capital announced, {comparator} over {subject}", **both),
        "subject_announced_usd": _("Capital announced in dollars, {programme}", programme=subject),
        "comparator_announced_usd": _("Capital announced in dollars, {programme}", programme=comparator),
        "announced_per_site_ratio": _("Capital announced for each site, {comparator} over {subject}", **both),
        "claimed_deployed_share": _(
            "Claim of capital deployed, set against the capital announced, {programme}", programme=comparator
        ),
        "h100e_by_money_ratio": _("Compute that the sum buys, {comparator} over {subject}", **both),
        "subject_h100e_by_money": _("Compute that the sum buys, {programme}", programme=subject),
        "comparator_h100e_by_money": _("Compute that the sum buys, {programme}", programme=comparator),
        "subject_facility_power_by_money": _("Power of the sites that the sum buys, {programme}", programme=subject),
        "comparator_facility_power_by_money": _(
            "Power of the sites that the sum buys, {programme}", programme=comparator
        ),
        "planned_compute_ratio": _("Compute planned, {comparator} over {subject}", **both),
        "subject_first_service_outside_view": _(
            "First service by the record of like sites, {programme}", programme=subject
        ),
        "lag_at_first_service": _("Lag at first service, {subject} behind {comparator}", **both),
    }


def outcomes(study: Study) -> list[Outcome]:
    """The quantities as they stand in one edition."""
    return [Outcome(name, label, study.quantities[name]) for name, label in labels(study).items()]


def alive(study: Study) -> list[str]:
    """Names of the quantities that can have a value.

    Not one that rests on a gap, which no control fills, nor a ratio of two sums that are not alike.
    """
    values = known(study.inputs)
    found = study.graph.run(values, labels(study))
    return [
        name
        for name in labels(study)
        if name in found and (study.quantities[name].known or not math.isfinite(found[name]))
    ]
