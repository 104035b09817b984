"""A sweep: what is varied, checked before anything is worked out, and the table of all quantities."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.edition import Asked, LoadedEdition, as_parameter, load_edition
from analysis.errors import CallError, shown
from analysis.evidence import Evidence, load
from analysis.paths import Project, project
from analysis.study.inputs import ranks_of
from analysis.sweeps.bands import Bands
from analysis.sweeps.block import Block
from analysis.sweeps.cases import Case, case_of
from analysis.sweeps.settings import Axis, Place, as_argument, read_axes, refuse_names

AT_A_TIME = 2048
"""Settings that are worked out together: a block of them with all quantities takes some 5 MB."""

AT_A_TIME_WITH_RANGES = 64


@dataclass(frozen=True)
class Sweep:
    """A sweep that has been checked and can start.

    Attributes
    ----------
    evidence : Evidence
    axes : tuple of Axis
        What is varied, in the order given.
    loaded : dict of tuple of int to tuple of LoadedEdition
        For every combination of what is no number, by the places of its values: the edition where every number that is
        varied has its first value, and where each has its second.
    ranges : bool
        Whether the table has low and high.
    """

    evidence: Evidence
    axes: tuple[Axis, ...]
    loaded: dict[tuple[int, ...], tuple[LoadedEdition, LoadedEdition | None]]
    ranges: bool

    def __len__(self) -> int:
        """How many settings."""
        return math.prod(len(axis.values) for axis in self.axes)

    def settings(self) -> Iterator[dict[str, Any]]:
        """Every setting as ``--set`` would be given it: the first parameter moves slowest, the last one fastest."""
        for values in itertools.product(*(axis.given for axis in self.axes)):
            yield dict(zip((axis.name for axis in self.axes), values, strict=True))

    @property
    def size(self) -> int:
        """Settings that are worked out together."""
        return AT_A_TIME_WITH_RANGES if self.ranges else AT_A_TIME

    @property
    def runs(self) -> int:
        """Into how many blocks the settings are parted."""
        return math.ceil(len(self) / self.size)

    def blocks(self) -> Iterator[Block]:
        """Work out the settings run by run: the first parameter moves slowest, the last one fastest."""
        cases: dict[tuple[int, ...], tuple[Case, Bands | None]] = {}
        words = [number for number, axis in enumerate(self.axes) if not axis.is_number]
        shape = [len(axis.values) for axis in self.axes]
        for start in range(0, len(self), self.size):
            run = np.arange(start, min(start + self.size, len(self)))
            places = np.stack(np.unravel_index(run, shape), axis=1)
            keys = list(map(tuple, places[:, words].tolist()))
            for key in dict.fromkeys(keys):
                if key not in cases:
                    cases[key] = self.case(key)
            yield self.block(places, keys, cases)

    def case(self, key: tuple[int, ...]) -> tuple[Case, Bands | None]:
        """One combination of what is no number, with its ranges where they are asked for."""
        numbers = [axis for axis in self.axes if axis.is_number]
        case = case_of(*self.loaded[key], numbers, self.evidence)
        return case, Bands(case, ranks_of(self.evidence)) if self.ranges else None

    def block(
        self,
        places: np.ndarray,
        keys: list[tuple[int, ...]],
        cases: Mapping[tuple[int, ...], tuple[Case, Bands | None]],
    ) -> Block:
        """Work out one run of settings."""
        first = cases[keys[0]][0]
        numbers = {
            axis.name: np.array(axis.values, dtype=float)[places[:, column]]
            for column, axis in enumerate(self.axes)
            if axis.is_number
        }
        tables = {
            name: np.empty((len(places), len(first.names)))
            for name in (("low", "central", "high") if self.ranges else ("central",))
        }
        for key in dict.fromkeys(keys):
            case, bands = cases[key]
            rows = np.array([one == key for one in keys])
            at = {name: values[rows] for name, values in numbers.items()}
            table, raw = case.central(at, int(rows.sum()))
            tables["central"][rows] = table
            if bands:
                tables["low"][rows], tables["high"][rows] = bands.ends(at, table, raw)
        return Block(self.axes, places, tuple(first.names), [cases[key][0].units for key in keys], tables)


def sweep(
    vary: Mapping[str, str | Iterable[Any]],
    edition: str | None = None,
    changes: Mapping[str, Any] | None = None,
    ranges: bool = False,
) -> pd.DataFrame:
    """Work out every quantity at many settings.

    Parameters
    ----------
    vary : mapping of str to str or iterable
        Parameters with their values: the values themselves, or as text ``"4,5,7"`` or ``"0.95:1.25:0.01"``, both ends
        included. The settings are all combinations.
    edition : str, optional
        Name of a file in ``data/editions``; ``latest`` when left out.
    changes : mapping of str to object, optional
        Parameters that are set to one value, as in :func:`analysis.compare`.
    ranges : bool
        Whether to work out ranges too, which takes some hundredths of a second a setting.

    Returns
    -------
    pandas.DataFrame
        One row a setting and quantity: the varied parameters, ``quantity`` by its full name, ``unit``, ``central``, and
        with ranges ``low`` before and ``high`` behind it. Of the settings the first parameter moves slowest; quantities
        are in the order of ``analysis numbers``. A gap is NaN. Every number is the one that ``analysis numbers`` prints
        for that setting.

    Raises
    ------
    CallError
        If a parameter or a value cannot be used.
    DataError
        If the data have faults.

    Examples
    --------
    >>> table = sweep({"subject_sites": [5, 7]}, "article")
    >>> table[table["quantity"] == "subject.announced_per_site"]["central"].round(2).tolist()
    [4.0, 2.86]
    """
    blocks = list(sweep_in(project(), vary, edition, changes, ranges).blocks())
    units = list(dict.fromkeys(unit for block in blocks for units in dict.fromkeys(block.units) for unit in units))
    return pd.concat([block.frame(units) for block in blocks], ignore_index=True)


def sweep_in(
    root: Project,
    vary: Mapping[str, str | Iterable[Any]],
    edition: str | None = None,
    changes: Mapping[str, Any] | None = None,
    ranges: bool = False,
    place: Place = as_argument,
    asked: Asked = as_parameter,
) -> Sweep:
    """Check a sweep in one copy of the project.

    ``place`` is how messages name what is varied, ``asked`` how they name any other parameter.
    """
    for name, given in (("vary", vary), ("changes", changes)):
        if given is not None and not isinstance(given, Mapping):
            raise CallError(f'{name}: "{shown(given)}" is not allowed (allowed: names with values, in braces)')
    evidence, changes = load(root.data), changes or {}
    places = {name: place(name, values if isinstance(values, str) else "") for name, values in vary.items()}

    def named(name: str, value: Any) -> str:
        return places[name] if name in places else asked(name, value)

    def loaded(further: Mapping[str, Any]) -> LoadedEdition:
        return load_edition(root.data / "editions", evidence, edition, {**changes, **further}, named)

    loaded({})
    refuse_names(vary, changes, places)
    axes = read_axes(vary, places, evidence, loaded)
    words = [axis for axis in axes if not axis.is_number]
    numbers = [axis for axis in axes if axis.is_number]
    first, second = ({axis.name: axis.given[:2][end] for axis in numbers} for end in (0, -1))
    editions = {}
    for key in itertools.product(*(range(len(axis.values)) for axis in words)):
        here = {axis.name: axis.given[number] for axis, number in zip(words, key, strict=True)}
        editions[key] = (loaded(here | first), loaded(here | second) if first != second else None)
    return Sweep(evidence, axes, editions, ranges)
