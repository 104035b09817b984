"""Which inputs the explorer can move: all that have a value, under a few headings."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.edition import settable_inputs
from analysis.languages import translate as _
from analysis.model.graph import without_seat
from analysis.publish.what_if.inputs import RATE, Control, control_of, groups
from analysis.study import Study

SUMS_AND_SITES = ("subject_announced", "comparator_announced", "comparator_claimed_deployed")
SUMS_AND_SITES += ("subject_sites", "comparator_sites")
"""Inputs that are parameters of every notebook."""


def movable(study: Study) -> dict[str, list[Control]]:
    """The inputs that can be moved, under their headings: those of the what-if panel first, then all others.

    A gap is left out, and so is a date.
    """
    first = {heading: list(names) for heading, names in groups().items()}
    named = {name for names in first.values() for name in names}
    for name in (RATE, *SUMS_AND_SITES, *settable_inputs()):
        if name not in named and study.evidence.quantities[without_seat(name)]["unit"] != "year":
            first.setdefault(heading_of(name, study.evidence.quantities[without_seat(name)]), []).append(name)
    found = {heading: [control_of(study, name) for name in names] for heading, names in first.items()}
    return {heading: kept for heading, of_group in found.items() if (kept := list(filter(None, of_group)))}


def heading_of(name: str, word: Mapping[str, str]) -> str:
    """Where an input stands, from its row in ``data/vocabulary/quantities.csv``."""
    if name.endswith(("growth", "inflation")) or "discount_rate" in name:
        return _("Other rates")
    if word["table"] == "denominators":
        return _("People, output and prices")
    if word["table"] == "ladder" or word["unit"] == "money":
        return _("Sums on other rungs, and whose money")
    if word["correlation_group"] == "unit_cost" or word["table"] in ("chips", "cost_breakdown"):
        return _("Unit costs")
    return _("Everything else")
