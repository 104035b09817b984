"""Fetch figures anew: what would change, and the change itself."""

from __future__ import annotations

import datetime

from analysis.evidence import Evidence
from analysis.upkeep.adding import translate
from analysis.upkeep.changes import Change
from analysis.upkeep.denominators import QUANTITIES, changes_of_denominators, write_denominators
from analysis.upkeep.rates import changes_of_rates, write_rates
from analysis.upkeep.staging import Staged

FIGURES = ("fx", *QUANTITIES)
"""What can be fetched anew."""


def found(evidence: Evidence, what: str, today: datetime.date, timeout: float) -> list[Change]:
    """What the services have that the data have not, and what stays although they differ."""
    if what == "fx":
        return changes_of_rates(evidence, timeout)
    return changes_of_denominators(evidence, what, today, timeout)


def write(stage: Staged, evidence: Evidence, what: str, changes: list[Change], today: datetime.date) -> None:
    """Write those changes into the copy that are wanted, and bring it up to them."""
    if what == "fx":
        write_rates(stage, changes, today)
    else:
        translate(stage, write_denominators(stage, evidence, changes, today))
    stage.derive()
