"""Why a number changed: rows that differ, rows read instead of others, parameters, code."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from analysis.differences.provenance import RATE, Read, drawn_by, members, parameters_of, rows_behind
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
        self.old, self.new = self.studies = old, new
        self.old_tables, self.new_tables = old_tables, new_tables
        self.of_input = functools.cache(lambda name: tuple(self.reasons_of_input(name)))

    def of_quantity(self, name: str) -> tuple[Reason, ...]:
        """Why a quantity changed: what explains the inputs that it rests on and that changed.

        Parameters
        ----------
        name : str
            Its name in the graph, or ``usd_per_eur``.
        """
        if name == RATE or name in self.new.graph.inputs:
            return self.of_input(name)
        inputs = dict.fromkeys(one for study in self.studies for one in resting_on(study.graph, name))
        groups = {study.quantities[one].group for study in self.studies for one in inputs if one in study.quantities}
        drawn = [set(members(study, groups)) for study in self.studies]  # draws of a group are made together
        changed = [one for one in inputs if self.state(self.old, one) != self.state(self.new, one)]
        reasons = [reason for one in (*changed, *sorted(drawn[0] ^ drawn[1])) for reason in self.of_input(one)]
        if self.formulas(self.old, name) != self.formulas(self.new, name):
            reasons += filter(None, [self.parameter("dollars")])
        reasons += self.changed_rows(*(drawn_by(study, groups) for study in self.studies))
        return tuple(dict.fromkeys(reasons))

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
        return (value.value, *kind, value.distribution, value.group)

    def reasons_of_input(self, name: str) -> Iterator[Reason]:
        """What differs of all that an input was read from."""
        for parameter in dict.fromkeys([*parameters_of(self.new, name), *parameters_of(self.old, name)]):
            if changed := self.parameter(parameter):
                yield changed
        reads = [tuple(rows_behind(study, name)) for study in self.studies]
        yield from self.changed_rows(*reads)
        yield from self.instead(*reads)

    def changed_rows(self, before: Iterable[Read], after: Iterable[Read]) -> Iterator[RowChange]:
        """The rows that were read before or are read now and that differ in columns that count."""
        columns: dict[Identity, set[str]] = {}
        for tables, reads in ((self.new_tables, after), (self.old_tables, before)):
            for file, row, names in reads:
                columns.setdefault(tables.identities[file, row], set()).update(names)
        found = (change_of(identity, self.old_tables, self.new_tables, names) for identity, names in columns.items())
        yield from filter(None, found)

    def instead(self, before: Iterable[Read], after: Iterable[Read]) -> Iterator[Instead]:
        """Rows that are there in both versions and are read now in the place of others."""
        then = dict.fromkeys(self.old_tables.identities[file, row] for file, row, _ in before)
        now = dict.fromkeys(self.new_tables.identities[file, row] for file, row, _ in after)
        for file in dict.fromkeys(file for file, _ in now if file not in NEVER_INSTEAD):
            if come := self.kept(file, now.keys() - then.keys()):
                yield Instead(file, come, self.kept(file, then.keys() - now.keys()))

    def kept(self, file: str, identities: Iterable[Identity]) -> tuple[int, ...]:
        """The rows of a table among some that both versions have, as the new one counts."""
        both = (
            one for one in identities if one[0] == file and self.old_tables.found(one) and self.new_tables.found(one)
        )
        return tuple(sorted(self.new_tables.found(one)[0] for one in both))

    def parameter(self, name: str) -> Parameter | None:
        """A parameter of the edition, if it is not the same."""
        old, new = (said(study, name) for study in (self.old, self.new))
        if old == new:
            return None
        settings = [study.loaded.settings.get(name) for study in reversed(self.studies)]
        return Parameter(name, old, new, next(setting.place for setting in settings if setting))


def said(study: Study, name: str) -> str | None:
    """The value of a parameter in words; None where it is not set."""
    value = study.loaded.value_of(name)
    return None if value is None else str(value)
