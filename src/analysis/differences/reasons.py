"""Why a number changed: rows that differ, rows read instead of others, parameters, code."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from analysis.differences.provenance import RATE, parameters_of, rows_behind
from analysis.differences.rows import Identity, RowChange, Tables, change_of
from analysis.evidence.schemas import PATHS
from analysis.study import Study
from analysis.study.derived import resting_on

NEVER_INSTEAD = (PATHS["facts"], PATHS["corrections"])
"""Tables whose rows are read because a chosen row names them, never instead of another."""


@dataclass(frozen=True)
class Instead:
    """Rows, the same in both versions, that are read now and were not read before.

    Attributes
    ----------
    file : str
        Their table.
    rows : tuple of int
        Their rows as a spreadsheet counts.
    before : tuple of int
        The rows, still there, that were read in their place.
    """

    file: str
    rows: tuple[int, ...]
    before: tuple[int, ...]


@dataclass(frozen=True)
class Parameter:
    """A parameter of the edition that is not the same.

    Attributes
    ----------
    name : str
    old, new : str or None
        Its values; None where it was not set.
    place : str
        The file and key that set it, or the option of the call.
    """

    name: str
    old: str | None
    new: str | None
    place: str


@dataclass(frozen=True)
class CodeChange:
    """Code that is not the same.

    Attributes
    ----------
    files : tuple of str
        The modules that the number rests on and that changed.
    commits : tuple of str
        The commits that changed them, the last first, each with its subject.
    """

    files: tuple[str, ...]
    commits: tuple[str, ...]


@dataclass(frozen=True)
class NotTold:
    """Data and code changed together, and what each did cannot be told.

    Attributes
    ----------
    because : str
        Why not.
    """

    because: str


Reason: TypeAlias = RowChange | Instead | Parameter | CodeChange | NotTold


class Attribution:
    """What in data and parameters explains the numbers that differ between two studies of one edition.

    Parameters
    ----------
    old, new : Study
        Worked out by the same code.
    old_tables, new_tables : Tables
        The data of each.
    """

    def __init__(self, old: Study, new: Study, old_tables: Tables, new_tables: Tables):
        self.old, self.new = old, new
        self.old_tables, self.new_tables = old_tables, new_tables
        self.of_input = functools.cache(lambda name: tuple(self.reasons_of_input(name)))

    def of_quantity(self, name: str) -> tuple[Reason, ...]:
        """Why a quantity changed: what explains the inputs that it rests on and that changed.

        Parameters
        ----------
        name : str
            Its name in the graph, or ``usd_per_eur``.
        """
        if name == RATE:
            return self.of_input(RATE)
        inputs = [*resting_on(self.new.graph, name), *resting_on(self.old.graph, name)]
        changed = [one for one in dict.fromkeys(inputs) if self.state(self.old, one) != self.state(self.new, one)]
        formulas = self.formulas(self.old, name) != self.formulas(self.new, name)
        converted = [self.parameter("dollars")] if formulas else []
        reasons = (reason for one in changed for reason in self.of_input(one))
        return tuple(dict.fromkeys([*filter(None, converted), *reasons]))

    @staticmethod
    def formulas(study: Study, name: str) -> dict[str, tuple[str, ...]]:
        """What each quantity behind one is worked out from."""
        return {found: study.graph.nodes[found].needs for found in study.graph.behind([name])}

    @staticmethod
    def state(study: Study, name: str) -> tuple[Any, ...]:
        """All of an input that the numbers resting on it can show."""
        value = study.quantities.get(name)
        if value is None:
            return ()
        kind = (value.unit, value.rung, value.price_basis, value.span_years, value.qualifier)
        return (value.value, *kind, value.distribution, value.group, study.ranks.get(value.group))

    def reasons_of_input(self, name: str) -> Iterator[Reason]:
        """What differs of all that an input was read from."""
        before, after = self.read(self.old, self.old_tables, name), self.read(self.new, self.new_tables, name)
        for parameter in dict.fromkeys([*parameters_of(self.new, name), *parameters_of(self.old, name)]):
            if changed := self.parameter(parameter):
                yield changed
        same: list[Identity] = []
        for identity in dict.fromkeys([*after, *before]):
            columns = {*after.get(identity, ()), *before.get(identity, ())}
            if changed := change_of(identity, self.old_tables, self.new_tables, columns):
                yield changed
            else:
                same.append(identity)
        yield from self.instead(same, before, after)

    def read(self, study: Study, tables: Tables, name: str) -> dict[Identity, set[str]]:
        """The rows that an input was read from, each with the columns that count."""
        found: dict[Identity, set[str]] = {}
        for file, row, columns in rows_behind(study, name):
            found.setdefault(tables.identities[file, row], set()).update(columns)
        return found

    def instead(self, same: list[Identity], before: Iterable[Identity], after: Iterable[Identity]) -> Iterator[Instead]:
        """Rows that did not change and are read now in the place of others."""
        for file in dict.fromkeys(file for file, _ in same if file not in NEVER_INSTEAD):
            rows = [identity for identity in same if identity[0] == file]
            now = [self.new_tables.found(identity)[0] for identity in rows if identity not in before]
            then = [self.new_tables.found(identity)[0] for identity in rows if identity not in after]
            if now:
                yield Instead(file, tuple(now), tuple(then))

    def parameter(self, name: str) -> Parameter | None:
        """A parameter of the edition, if it is not the same."""
        old, new = (said(study, name) for study in (self.old, self.new))
        if old == new:
            return None
        settings = [study.loaded.settings.get(name) for study in (self.new, self.old)]
        return Parameter(name, old, new, next(setting.place for setting in settings if setting))


def said(study: Study, name: str) -> str | None:
    """The value of a parameter in words; None where it is not set."""
    value = study.loaded.value_of(name)
    return None if value is None else str(value)
