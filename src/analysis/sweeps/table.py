"""A sweep: what is varied, checked before anything is worked out, and the table of all quantities."""

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
from analysis.sweeps.axes import Axis, read_axes, refuse_names
from analysis.sweeps.case import Case

AT_A_TIME = 2048
"""Settings that are worked out together: with all quantities they take some 5 MB."""

AT_A_TIME_WITH_RANGES = 64


@dataclass(frozen=True)
class Sweep:
    """A sweep that has been checked and can start.

    Attributes
    ----------
    evidence : Evidence
    axes : tuple of Axis
        What is varied, in the order given.
    loaded : tuple of LoadedEdition
        For every combination of what is no number, the first parameter moving slowest: the edition where every number
        that is varied has its first value.
    ranges : bool
        Whether the table has low and high.
    """

    evidence: Evidence
    axes: tuple[Axis, ...]
    loaded: tuple[LoadedEdition, ...]
    ranges: bool

    def __len__(self) -> int:
        """How many settings."""
        return math.prod(len(axis.values) for axis in self.axes)

    def settings(self) -> Iterator[dict[str, Any]]:
        """Every setting as ``--set`` would be given it: the first parameter moves slowest, the last one fastest."""
        for values in itertools.product(*(axis.given for axis in self.axes)):
            yield dict(zip((axis.name for axis in self.axes), values, strict=True))

    def case(self, number: int) -> Case:
        """One combination of what is no number."""
        return Case(self.loaded[number], [axis.name for axis in self.axes if axis.is_number], self.evidence)

    def starts(self) -> range:
        """The settings at which those that are worked out together begin."""
        return range(0, len(self), AT_A_TIME_WITH_RANGES if self.ranges else AT_A_TIME)

    def frames(self) -> Iterator[pd.DataFrame]:
        """The table in parts, settings in order: the first parameter moves slowest, the last one fastest."""
        case, starts = functools.cache(self.case), self.starts()
        for start in starts:
            run = np.arange(start, min(start + starts.step, len(self)))
            places = np.unravel_index(run, [len(axis.values) for axis in self.axes])
            of_run, settings = np.zeros(len(run), dtype=int), {}
            for axis, of_axis in zip(self.axes, places, strict=True):
                settings[axis.name] = axis.column.take(of_axis)
                of_run = of_run if axis.is_number else of_run * len(axis.values) + of_axis
            by_case = pd.DataFrame(settings, index=run).groupby(of_run, sort=False)
            parts = [case(number).frame(part, self.ranges) for number, part in by_case]
            yield pd.concat(parts).sort_index(kind="stable").reset_index(drop=True)


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
    table = pd.concat(sweep_in(project(), vary, edition, changes, ranges).frames(), ignore_index=True)
    return table.assign(unit=pd.Categorical(table["unit"], table["unit"].unique()))


def sweep_in(
    root: Project,
    vary: Mapping[str, str | Iterable[Any]],
    edition: str | None = None,
    changes: Mapping[str, Any] | None = None,
    ranges: bool = False,
    places: Mapping[str, str] | None = None,
    asked: Asked = as_parameter,
) -> Sweep:
    """Check a sweep in one copy of the project.

    ``places`` is how messages name what is varied, ``asked`` how they name any other parameter.
    """
    for name, given in (("vary", vary), ("changes", changes)):
        if given is not None and not isinstance(given, Mapping):
            raise CallError(f'{name}: "{shown(given)}" is not allowed (allowed: names with values, in braces)')
    evidence, changes = load(root.data), changes or {}
    places = places or {name: f"vary {shown(name)}" for name in vary}

    def named(name: str, value: Any) -> str:
        return places[name] if name in places else asked(name, value)

    def loaded(further: Mapping[str, Any]) -> LoadedEdition:
        return load_edition(root.data / "editions", evidence, edition, {**changes, **further}, named)

    loaded({})
    refuse_names(vary, changes, places)
    axes = read_axes(vary, places, evidence, loaded)
    first = {axis.name: axis.given[0] for axis in axes}
    words = [[(axis.name, value) for value in axis.given] for axis in axes if not axis.is_number]
    editions = tuple(loaded(first | dict(setting)) for setting in itertools.product(*words))
    return Sweep(evidence, axes, editions, ranges)
