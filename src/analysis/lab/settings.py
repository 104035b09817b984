"""What an explorer is set to, an edition and what differs from it, and which inputs it can move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from analysis.edition import settable_inputs
from analysis.edition.loading import CARRIED, write_edition
from analysis.evidence import load
from analysis.model.graph import without_seat
from analysis.paths import project
from analysis.publish.simulator.inputs import Control, control_of, groups
from analysis.study import Study, study_in
from analysis.text import translate as _


@dataclass(frozen=True)
class Settings:
    """An edition with changes.

    Attributes
    ----------
    edition : str
        A file in ``data/editions``.
    changes : dict of str to object
        Parameters and inputs of the model by name, as :func:`analysis.compare` takes them.
    """

    edition: str
    changes: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, study: Study) -> Settings:
        """The settings that a study was made with."""
        return cls(study.loaded.parameters.edition, study.loaded.changed)

    def changed(self, further: Mapping[str, Any]) -> Settings:
        """The same with further changes; each drops what it carries, as it does in an edition file.

        Examples
        --------
        >>> Settings("latest", {"rate_date": "2026-03-02"}).changed({"usd_per_eur": 1.2}).changes
        {'usd_per_eur': 1.2}
        """
        changes = dict(self.changes)
        for name, value in further.items():
            changes = {kept: one for kept, one in changes.items() if not kept.startswith(CARRIED.get(name, ()))}
            changes[name] = value
        return replace(self, changes=changes)

    def study(self) -> Study:
        """The comparison at these settings."""
        return study_in(project(), self.edition, self.changes)

    def save(self, name: str, why: str) -> Path:
        """Write an edition that differs so; see :func:`analysis.edition.loading.write_edition`."""
        root = project()
        return write_edition(root.data / "editions", load(root.data), name, self.edition, why, self.changes)


def movable(study: Study) -> dict[str, list[Control]]:
    """The inputs that can be moved, under their headings: those of the simulator first, then all others.

    A gap is left out, and so is a date.
    """
    words = study.evidence.quantities
    headings = {name: heading for heading, names in groups().items() for name in names}
    further = (name for name in settable_inputs() if words[without_seat(name)]["unit"] != "year")
    headings |= {name: heading_of(name, words[without_seat(name)]) for name in further if name not in headings}
    found: dict[str, list[Control]] = {}
    for name, heading in headings.items():
        if control := control_of(study, name):
            found.setdefault(heading, []).append(control)
    return found


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
