"""A sweep: what is varied, checked before anything is worked out, and the table of all quantities."""

from __future__ import annotations

import datetime
import functools
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
from analysis.sweeps.axes import Axis, Place, as_argument, read_axes, refuse_names
from analysis.sweeps.case import Case, case_of

AT_A_TIME = 2048
"""Settings that are worked out together: a block of them with all quantities takes some 5 MB."""

AT_A_TIME_WITH_RANGES = 64


@dataclass(frozen=True)
class Block:
    """Some settings in a row, each with all quantities.

    Attributes
    ----------
    axes : dict of str to numpy.ndarray or pandas.Categorical
        What is varied, each with one value a setting.
    names : tuple of str
        Full names of the quantities.
    units : list of tuple of str
        The units of the quantities, one tuple a setting.
    numbers : dict of str to numpy.ndarray
        ``central``, and with ranges ``low`` before and ``high`` behind it: one row a setting and one column a quantity;
        NaN for a gap.
    """

    axes: dict[str, np.ndarray | pd.Categorical]
    names: tuple[str, ...]
    units: list[tuple[str, ...]]
    numbers: dict[str, np.ndarray]

    def frame(self) -> pd.DataFrame:
        """The block as a tidy table: one row a setting and quantity."""
        settings, quantities = len(self.units), len(self.names)
        columns = {name: values.repeat(quantities) for name, values in self.axes.items()}
        columns["quantity"] = pd.Categorical.from_codes(np.tile(np.arange(quantities), settings), list(self.names))
        columns["unit"] = np.array(self.units, dtype=object).ravel()
        return pd.DataFrame(columns | {name: values.ravel() for name, values in self.numbers.items()}, copy=False)


@dataclass(frozen=True)
class Sweep:
    """A sweep that has been checked and can start.

    Attributes
    ----------
    evidence : Evidence
    axes : tuple of Axis
        What is varied, in the order given.
    loaded : dict of tuple of int to LoadedEdition
        For every combination of what is no number, by the places of its values: the edition where every number that is
        varied has its first value.
    ranges : bool
        Whether the table has low and high.
    """

    evidence: Evidence
    axes: tuple[Axis, ...]
    loaded: dict[tuple[int, ...], LoadedEdition]
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

    def case(self, key: tuple[int, ...]) -> Case:
        """One combination of what is no number."""
        return case_of(self.loaded[key], [axis.name for axis in self.axes if axis.is_number], self.evidence)

    def blocks(self) -> Iterator[Block]:
        """Work out the settings run by run: the first parameter moves slowest, the last one fastest."""
        case = functools.cache(self.case)
        words = [number for number, axis in enumerate(self.axes) if not axis.is_number]
        for start in range(0, len(self), self.size):
            run = np.arange(start, min(start + self.size, len(self)))
            places = np.unravel_index(run, [len(axis.values) for axis in self.axes])
            columns = {axis.name: column_of(axis, of_axis) for axis, of_axis in zip(self.axes, places, strict=True)}
            numbers = {axis.name: columns[axis.name].astype(float) for axis in self.axes if axis.is_number}
            keys = list(zip(*(places[word].tolist() for word in words), strict=True)) or [()] * len(run)
            names = tuple(case(keys[0]).names)
            ends = ("low", "central", "high") if self.ranges else ("central",)
            tables = {end: np.empty((len(run), len(names))) for end in ends}
            for key in dict.fromkeys(keys):
                rows = np.array([one == key for one in keys])
                found = case(key).table({name: values[rows] for name, values in numbers.items()}, ends, rows.sum())
                for end in ends:
                    tables[end][rows] = found[end]
            yield Block(columns, names, [case(key).units for key in keys], tables)


def column_of(axis: Axis, places: np.ndarray) -> np.ndarray | pd.Categorical:
    """The values of a parameter at some settings: numbers, days, or words."""
    if axis.is_number:
        return np.array(axis.values)[places]
    if isinstance(axis.values[0], datetime.date):
        return np.array(axis.values, dtype="datetime64[us]")[places]
    return pd.Categorical.from_codes(places, list(axis.values))


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
    blocks = sweep_in(project(), vary, edition, changes, ranges).blocks()
    table = pd.concat([block.frame() for block in blocks], ignore_index=True)
    return table.assign(unit=pd.Categorical(table["unit"], table["unit"].unique()))


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
    first = {axis.name: axis.given[0] for axis in axes}
    words = [axis for axis in axes if not axis.is_number]
    editions = {}
    for key in itertools.product(*(range(len(axis.values)) for axis in words)):
        here = {axis.name: axis.given[place] for axis, place in zip(words, key, strict=True)}
        editions[key] = loaded(first | here)
    return Sweep(evidence, axes, editions, ranges)
