"""What an explorer is set to: an edition and what differs from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from analysis.edition.loading import CARRIED
from analysis.edition.writing import write_edition
from analysis.evidence import load
from analysis.paths import project
from analysis.study import Study, study_in


@dataclass(frozen=True)
class Settings:
    """An edition with changes.

    Attributes
    ----------
    edition : str
        A file in ``data/editions``.
    lang : str
        The language that is spoken; no part of what is saved.
    changes : dict of str to object
        Parameters and inputs of the model by name, as :func:`analysis.compare` takes them.
    """

    edition: str
    lang: str
    changes: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, study: Study) -> Settings:
        """The settings that a study was made with."""
        changes = {name: value for name, value in study.loaded.changes.items() if name != "lang"}
        return cls(study.loaded.parameters.edition, study.lang, changes)

    def changed(self, further: Mapping[str, Any]) -> Settings:
        """The same with further changes; each drops what it carries, as it does in an edition file.

        Examples
        --------
        >>> Settings("latest", "en", {"rate_date": "2026-03-02"}).changed({"usd_per_eur": 1.2}).changes
        {'usd_per_eur': 1.2}
        """
        changes = dict(self.changes)
        for name, value in further.items():
            changes = {kept: one for kept, one in changes.items() if not kept.startswith(CARRIED.get(name, ()))}
            changes[name] = value
        return replace(self, changes=changes)

    def study(self) -> Study:
        """The comparison at these settings."""
        return study_in(project(), self.edition, {**self.changes, "lang": self.lang})

    def save(self, name: str, why: str) -> Path:
        """Write an edition that differs so; see :func:`analysis.edition.writing.write_edition`."""
        root = project()
        return write_edition(root.data / "editions", load(root.data), name, self.edition, why, self.changes)
