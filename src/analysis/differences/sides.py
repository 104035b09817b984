"""The two sides of a comparison: a revision or a day, worked out by this program or by its own code."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.differences.numbers import Number, numbers_in
from analysis.differences.own_code import numbers_by_own_code
from analysis.differences.rows import Tables
from analysis.edition import names_of_editions
from analysis.paths import Project, working_in
from analysis.study import Study, study_in


@dataclass(frozen=True)
class Side:
    """One side of a comparison.

    Attributes
    ----------
    name : str
        In words.
    root : Project
        Its files.
    asked : callable
        Names a parameter of the call in messages.
    changes : dict of str to str
        Parameters of the call.
    own : dict of str to dict
        By edition, what its own code prints, where its code is not this program's.
    """

    name: str
    root: Project
    asked: Callable[[str, Any], str]
    changes: dict[str, str] = field(default_factory=dict)
    own: Mapping[str, Any] = field(default_factory=dict)

    @functools.cached_property
    def editions(self) -> list[str]:
        """Names of its editions."""
        return names_of_editions(self.root.data / "editions")

    @functools.cached_property
    def tables(self) -> Tables:
        """Its tables."""
        return Tables(self.root.data)

    def study(self, edition: str) -> Study:
        """An edition worked out by this program."""
        with working_in(self.root):
            return study_in(self.root, edition, self.changes, self.asked)

    def numbers(self, edition: str, study: Study | None) -> dict[str, Number | None]:
        """The numbers of an edition: by its own code where that is another, else by this program's."""
        return numbers_in(self.own[edition] if edition in self.own else study.as_json())


def with_own_numbers(side: Side, editions: Iterable[str]) -> Side:
    """A side with the numbers that its own code gives."""
    own = numbers_by_own_code(side.root, [name for name in editions if name in side.editions], side.name)
    return Side(side.name, side.root, side.asked, side.changes, own)
