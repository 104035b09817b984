"""The studies behind a sweep: one for every combination of what is no number, each taking its numbers as arrays."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from analysis.edition import LoadedEdition
from analysis.evidence import Evidence
from analysis.model.amounts import Triplet
from analysis.model.graph import SEATS, without_seat
from analysis.study.derived import Ranged, checked, converted, described, known, uncertain
from analysis.study.inputs import ranks_of
from analysis.study.quantity import Quantity
from analysis.study.readers import usd_rate
from analysis.study.study import Given, given_by, in_order
from analysis.uncertainty.sampling import DRAWS, SEED, WORKERS, Sample, band, inputs_at, points_of_chunk

Band: TypeAlias = tuple[float, float, float]

RATE = "usd_per_eur"
"""The exchange rate: no quantity of the graph, and in the comparison of every study all the same."""


@dataclass(frozen=True, eq=False)
class Case:
    """One combination of what is no number.

    Attributes
    ----------
    given : Given
        What the model is given where every number that is varied has its first value.
    fed : dict of str to str
        The inputs of the graph that move with a number that is varied, each with the name of that number.
    rate : Quantity
        The exchange rate, as the study has it.
    names : dict of str to str
        Every quantity by its full name, ``subject.spent``, with its name in the graph; in the order of ``analysis
        numbers``.
    units : tuple of str
        Their units.
    unlike : frozenset of str
        The quantities that set unlike sums against each other: they have no value where both sums have one.
    ranks : dict of str to float
        Rank correlation in each group of inputs.
    """

    given: Given
    fed: dict[str, str]
    rate: Quantity
    names: dict[str, str]
    units: tuple[str, ...]
    unlike: frozenset[str]
    ranks: dict[str, float]

    def table(self, numbers: Mapping[str, np.ndarray], ends: Collection[str], settings: int) -> dict[str, np.ndarray]:
        """Work out every quantity at many settings.

        Parameters
        ----------
        numbers : mapping of str to numpy.ndarray
            The numbers that are varied, each with one value a setting.
        ends : collection of str
            ``central``, and where ranges are wanted ``low`` and ``high``.
        settings : int
            How many.

        Returns
        -------
        dict of str to numpy.ndarray
            By ``ends``: one row a setting and one column a quantity, in the order of ``names``; NaN for a gap.
        """
        raw = self.given.graph.run(self.inputs_at(numbers)) | {RATE: numbers.get(RATE, self.rate.central)}
        raw = {name: np.broadcast_to(np.asarray(value, dtype=float), settings) for name, value in raw.items()}
        gaps = {name: ~np.isfinite(values) for name, values in raw.items()}
        for name, node in self.given.graph.nodes.items():  # in an order in which each comes after what it needs
            if name in self.unlike and name in gaps:
                one, other = node.needs
                gaps[name] = gaps[name] | ~(gaps[one] | gaps[other])
        found = {end: np.full((settings, len(self.names)), np.nan) for end in ends}
        ranges = self.ranges(numbers, raw) if len(ends) > 1 else {}
        for column, name in enumerate(self.names.values()):
            if name in raw:
                low, high = ranges[name].T if name in ranges else (raw[name],) * 2
                for end, values in zip(("low", "central", "high"), (low, raw[name], high), strict=True):
                    if end in found:
                        found[end][:, column] = np.where(gaps[name], np.nan, values)
        return found

    def inputs_at(self, numbers: Mapping[str, np.ndarray]) -> dict[str, float | np.ndarray]:
        """The central values of all inputs that are no gaps, those that move as arrays."""
        return known(self.given.inputs) | {name: numbers[axis] for name, axis in self.fed.items()}

    def ranges(self, numbers: Mapping[str, np.ndarray], raw: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Low and high of the quantities with a range, in two columns, as a study of each setting has them.

        Parameters
        ----------
        numbers : mapping of str to numpy.ndarray
            The numbers that are varied.
        raw : mapping of str to numpy.ndarray
            What the formulas give, finite or not, by names in the graph.
        """
        graph = self.given.graph
        read = {name: one.value for name, one in self.given.inputs.items() if one.distribution}
        resting = {name: raw[name] for name in graph.nodes if name in raw and graph.upstream(name) & read.keys()}
        found = {name: ends_of([value] * len(raw[name])) for name, value in read.items()} | self.drawn(numbers, resting)
        values = self.inputs_at(numbers)
        for name, moving in converted(graph, self.given.inputs).items():
            ends = [graph.run(values | {moving: end}, [name])[name] for end in (read[moving].low, read[moving].high)]
            found[name] = np.column_stack([np.broadcast_to(end, raw[name].shape) for end in ends])
        return found

    def drawn(self, numbers: Mapping[str, np.ndarray], raw: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Low and high of quantities that rest on uncertain inputs: the 5th and 95th percentile of draws."""
        graph, distributions = self.given.graph, uncertain(self.given.inputs)
        unbounded = {name for name, one in self.given.inputs.items() if one.distribution} - distributions.keys()
        drawable = [name for name in raw if not graph.upstream(name) & unbounded]

        def at(setting: int) -> dict[str, Triplet | None]:
            wanted = tuple(name for name in drawable if np.isfinite(raw[name][setting]))
            values, bands = self.draws(wanted)
            values = values | {name: np.float64(numbers[axis][setting]) for name, axis in self.fed.items()}
            moving = [name for name in wanted if name not in bands]
            needed = graph.behind(moving)
            with np.errstate(all="ignore"):
                for name, node in graph.nodes.items():
                    if name in needed and name not in values and node.is_ready(values):
                        values[name] = node.value(values)
            bands = bands | {name: band_of(values[name]) for name in moving}
            return {name: Sample.triplet(bands[name], float(raw[name][setting])) for name in wanted}

        settings = range(len(next(iter(raw.values()), ())))
        with ThreadPoolExecutor(WORKERS) as pool:
            triplets = list(pool.map(at, settings))
        return {name: ends_of([of_setting.get(name) for of_setting in triplets]) for name in raw}

    @functools.cached_property
    def draws(self) -> Callable[[tuple[str, ...]], tuple[dict[str, np.ndarray], dict[str, Band]]]:
        """:meth:`draws_of`, kept for the last two lots of quantities: each takes some 20 MB."""
        return functools.lru_cache(2)(self.draws_of)

    def draws_of(self, wanted: Sequence[str]) -> tuple[dict[str, np.ndarray], dict[str, Band]]:
        """What some quantities rest on and is the same at every setting: drawn values, and the bands of those wanted.

        A study draws the same points whatever its inputs are, so this is worked out once.
        """
        graph = self.given.graph
        needed = frozenset().union(*map(graph.upstream, wanted))
        moving = {name: one for name, one in sorted(uncertain(self.given.inputs).items()) if name in needed}
        points = points_of_chunk(len(graph.inputs), DRAWS, SEED)
        with np.errstate(all="ignore"):
            values = known(self.given.inputs) | inputs_at(points, list(graph.inputs), moving, self.ranks)
        still = [name for name in graph.nodes if not graph.upstream(name) & self.fed.keys()]
        values = graph.run({name: value for name, value in values.items() if name not in self.fed}, still)
        return values, {name: band_of(values[name]) for name in wanted if name in values}


def ends_of(values: Sequence[Triplet | None]) -> np.ndarray:
    """Low and high of some values in two columns; NaN for an end without a bound."""
    return np.array([(None, None) if value is None else (value.low, value.high) for value in values], dtype=float)


def band_of(values: np.ndarray) -> Band:
    """The 5th, 50th and 95th percentile of draws, as :class:`analysis.uncertainty.Sample` has them."""
    with np.errstate(over="ignore"):  # what is beyond all bounds is infinite
        return band(np.full(DRAWS, values, dtype=np.float32))


def case_of(loaded: LoadedEdition, varied: Collection[str], evidence: Evidence) -> Case:
    """Read one case.

    Parameters
    ----------
    loaded : LoadedEdition
        The edition where every number that is varied has its first value.
    varied : collection of str
        The numbers that are varied. One that is an input of the graph moves that input; the exchange rate moves the
        rates of the programmes that count in euro.
    evidence : Evidence
        The tables.

    Returns
    -------
    Case
    """
    given = given_by(loaded, evidence)
    graph, scopes = given.graph, given.graph.scopes
    ordered = in_order(scopes, evidence)
    one = Ranged(Triplet.exact(1.0), 1.0)
    shapes = given.inputs | {  # as if each had a value: what they are measured in, and which sums are unlike
        name: described(graph, node, one, given.inputs, given.pair) for name, node in graph.nodes.items()
    }
    rate = replace(usd_rate("EUR", given.rate, loaded), name=RATE)
    names = {
        f"{group}.{without_seat(name) if group in SEATS else name}": name
        for group in (*SEATS, "comparison", "common")
        for name in ([RATE] if group == "comparison" else []) + [name for name in ordered if scopes[name] == group]
    }
    in_euro = [f"{seat}_market_rate" for seat, row in given.pair.items() if row["currency"] == "EUR"]
    return Case(
        given,
        {name: name for name in varied if name in given.inputs}
        | {name: RATE for name in in_euro if RATE in varied and name in given.inputs},
        rate,
        names,
        tuple(rate.unit if name == RATE else shapes[name].unit for name in names.values()),
        frozenset(name for name, node in graph.nodes.items() if not checked(shapes[name], node, shapes).known),
        ranks_of(evidence),
    )
