"""The range of every quantity at many settings, each the one that a study of that setting has.

A study draws the same points whatever its inputs are. So the draws of the inputs are made once; at a setting only the
quantities that rest on what is varied are worked out on them anew, and only once for the values that they rest on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import numpy as np

from analysis.study.derived import known, uncertain
from analysis.sweeps.cases import Case
from analysis.uncertainty.sampling import DRAWS, WORKERS, Sample, inputs_at, points

Ends: TypeAlias = tuple[np.ndarray, np.ndarray]
"""Low and high, each with one value a setting; NaN for an end without a bound."""

Band: TypeAlias = tuple[float, float, float]


@dataclass(frozen=True)
class Task:
    """Some quantities to be worked out on draws.

    Attributes
    ----------
    drawn : tuple of str
        The inputs that are drawn, in order; others stay at their central value.
    moved : tuple of (str, float)
        The numbers that are varied and that the quantities rest on, each with its value.
    wanted : tuple of str
        The quantities, by names in the graph.
    """

    drawn: tuple[str, ...]
    moved: tuple[tuple[str, float], ...]
    wanted: tuple[str, ...]


class Bands:
    """The ranges of one case.

    Parameters
    ----------
    case : Case
    ranks : mapping of str to float
        Rank correlation in each group of inputs.
    """

    def __init__(self, case: Case, ranks: Mapping[str, float]):
        graph, inputs = case.given.graph, case.given.inputs
        self.case, self.ranks = case, ranks
        self.distributions = uncertain(inputs)
        with_range = {name for name, quantity in inputs.items() if quantity.distribution}
        self.behind = {name: graph.upstream(name) & with_range for name in graph.nodes}
        self.axes = {
            name: tuple(dict.fromkeys(axis for fed, axis in case.fed.items() if fed in graph.upstream(name)))
            for name in graph.nodes
        }
        self.drawable = [
            name for name, behind in self.behind.items() if len(behind) > 1 and behind <= self.distributions.keys()
        ]
        (self.points,) = points(len(graph.inputs), DRAWS)
        self.starts: dict[tuple[str, ...], dict[str, np.ndarray]] = {}
        self.done: dict[Task, dict[str, Band]] = {}

    def ends(self, numbers: Mapping[str, np.ndarray], table: np.ndarray, raw: Mapping[str, np.ndarray]) -> Ends:
        """The ends of all quantities at many settings.

        Parameters
        ----------
        numbers : mapping of str to numpy.ndarray
            The numbers that are varied, each with one value a setting.
        table, raw
            As :meth:`analysis.sweeps.cases.Case.central` gives them.

        Returns
        -------
        tuple of numpy.ndarray
            Low and high, in rows and columns as ``table``.
        """
        low, high = table.copy(), table.copy()
        columns = {name: column for column, name in enumerate(self.case.names.values())}
        found = self.of_inputs(table, columns) | self.images(numbers, raw) | self.drawn(numbers, raw)
        for name, (of_low, of_high) in found.items():
            low[:, columns[name]], high[:, columns[name]] = of_low, of_high
        low[np.isnan(table)] = high[np.isnan(table)] = np.nan
        return low, high

    def of_inputs(self, table: np.ndarray, columns: Mapping[str, int]) -> dict[str, Ends]:
        """The ends of inputs that have a range, as they were read."""
        read = {name: one.value for name, one in self.case.given.inputs.items() if one.distribution}
        return {
            name: tuple(np.full(len(table), np.nan if end is None else end) for end in (value.low, value.high))
            for name, value in read.items()
        }

    def images(self, numbers: Mapping[str, np.ndarray], raw: Mapping[str, np.ndarray]) -> dict[str, Ends]:
        """The ends of quantities that rest on one uncertain input: what they are at its ends."""
        found = {}
        graph, values = self.case.given.graph, self.case.inputs_at(numbers)
        for moving in dict.fromkeys(next(iter(behind)) for behind in self.behind.values() if len(behind) == 1):
            names = [name for name, behind in self.behind.items() if behind == {moving} and name in raw]
            value = self.case.given.inputs[moving].value
            images = [
                {} if end is None else graph.run(values | {moving: end}, names) for end in (value.low, value.high)
            ]
            for name in names:
                ends = np.array([np.broadcast_to(image.get(name, np.nan), raw[name].shape) for image in images])
                ends[~np.isfinite(ends)] = np.nan
                low, high = np.fmin(*ends), np.fmax(*ends)
                one_is_gap, central = np.isnan(ends).any(axis=0), raw[name]
                found[name] = (
                    np.where(one_is_gap & ~(low <= central), np.nan, np.minimum(low, central)),
                    np.where(one_is_gap & ~(high > central), np.nan, np.maximum(high, central)),
                )
        return found

    def drawn(self, numbers: Mapping[str, np.ndarray], raw: Mapping[str, np.ndarray]) -> dict[str, Ends]:
        """The ends of quantities that rest on several uncertain inputs: the 5th and the 95th percentile of draws."""
        several = [name for name, behind in self.behind.items() if len(behind) > 1 and name in raw]
        drawable = [name for name in self.drawable if name in raw]
        found = {name: (np.full(raw[name].shape, np.nan), np.full(raw[name].shape, np.nan)) for name in several}
        if not drawable:
            return found
        finite = np.isfinite([raw[name] for name in drawable])
        patterns, which = np.unique(finite, axis=1, return_inverse=True)
        planned = [self.grouped([drawable[row] for row in np.flatnonzero(pattern)]) for pattern in patterns.T]
        tasks = [
            [
                Task(drawn, tuple((axis, float(numbers[axis][setting])) for axis in axes), wanted)
                for drawn, axes, wanted in planned[pattern]
            ]
            for setting, pattern in enumerate(which)
        ]
        bands = self.worked_out([task for of_setting in tasks for task in of_setting])
        for setting, of_setting in enumerate(tasks):
            for task in of_setting:
                for name, band in bands[task].items():
                    value = Sample.triplet(band, float(raw[name][setting]))
                    if value is not None:
                        for ends, end in zip(found[name], (value.low, value.high), strict=True):
                            ends[setting] = np.nan if end is None else end
        return found

    def grouped(self, wanted: Sequence[str]) -> list[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
        """The quantities of a setting by the numbers that they rest on, with the inputs that are drawn for all."""
        needed = frozenset().union(*map(self.case.given.graph.upstream, wanted))
        drawn = tuple(name for name in sorted(self.distributions) if name in needed)
        groups: dict[tuple[str, ...], list[str]] = {}
        for name in wanted:
            groups.setdefault(self.axes[name], []).append(name)
        return [(drawn, axes, tuple(names)) for axes, names in groups.items()]

    def worked_out(self, tasks: Sequence[Task]) -> dict[Task, dict[str, Band]]:
        """The bands of many tasks; those that another run of settings may ask for again are kept."""
        waiting = [task for task in dict.fromkeys(tasks) if task not in self.done]
        new: dict[Task, dict[str, Band]] = {}
        with ThreadPoolExecutor(WORKERS) as pool:
            for drawn in dict.fromkeys(task.drawn for task in waiting):
                alike = [task for task in waiting if task.drawn == drawn]
                new |= zip(alike, pool.map(partial(self.bands, self.start(drawn)), alike), strict=True)
        varied = set(self.case.fed.values())
        self.done |= {task: bands for task, bands in new.items() if len(task.moved) < len(varied)}
        return self.done | new

    def start(self, drawn: tuple[str, ...]) -> dict[str, np.ndarray]:
        """The draws of the inputs, and of all that rests on nothing that is varied."""
        if drawn not in self.starts:
            graph, given = self.case.given.graph, known(self.case.given.inputs)
            moving = {name: self.distributions[name] for name in drawn}
            with np.errstate(all="ignore"):
                given |= inputs_at(self.points, list(graph.inputs), moving, self.ranks)
            still = [name for name in graph.nodes if not self.axes[name]]
            found = graph.run({name: value for name, value in given.items() if name not in self.case.fed}, still)
            self.starts = {drawn: found}  # one at a time: it takes some 20 MB
        return self.starts[drawn]

    def bands(self, start: Mapping[str, np.ndarray], task: Task) -> dict[str, Band]:
        """The 5th, 50th and 95th percentile of some quantities on draws, from what is known at every setting."""
        graph, moved = self.case.given.graph, dict(task.moved)
        fed = {name: np.float64(moved[axis]) for name, axis in self.case.fed.items() if axis in moved}
        found = start | fed
        needed = graph.behind(task.wanted)
        with np.errstate(all="ignore"):
            for name, node in graph.nodes.items():
                if name in needed and name not in found:
                    found[name] = node.value(found)
            values = {name: np.full(DRAWS, found[name], dtype=np.float32) for name in task.wanted}
        return {name: Sample({name: of_draws}, correlated=True).band(name) for name, of_draws in values.items()}
