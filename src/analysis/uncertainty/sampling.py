"""Draws: every quantity worked out for many equally likely settings of the inputs.

Points are scrambled Sobol' points with a fixed seed, spread more evenly than random ones. Inputs of one group move
together by a Gaussian copula with the group's rank correlation. Work goes in chunks, so that memory holds one chunk of
the inputs and the results that are asked for, and nothing else.
"""

import functools
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from analysis.model.graph import Graph
from analysis.uncertainty.distributions import Distribution, quick_quantiles

SEED = 20251204
DRAWS = 1 << 14
CHUNK = 1 << 15
BAND = (0.05, 0.5, 0.95)
WORKERS = min(os.cpu_count() or 1, 4)  # more would hold more chunks in memory and save little


@dataclass(frozen=True)
class Sample:
    """Draws of some quantities.

    Attributes
    ----------
    values : dict of str to numpy.ndarray
        One array a quantity, of one length [32-bit floats: seven digits, far more than draws can tell].
    correlated : bool
        Whether inputs of a group moved together.
    """

    values: dict[str, np.ndarray]
    correlated: bool

    def band(self, name: str) -> tuple[float, float, float]:
        """5th, 50th and 95th percentile of a quantity; NaN where some draws gave no number."""
        return band(self.values[name])

    def bands(self) -> dict[str, tuple[float, float, float]]:
        """The band of every quantity."""
        if all(len(values) <= CHUNK for values in self.values.values()):  # threads take longer to begin
            return {name: band(values) for name, values in self.values.items()}
        with ThreadPoolExecutor(WORKERS) as pool:
            return dict(zip(self.values, pool.map(band, self.values.values()), strict=True))


def band(values: np.ndarray) -> tuple[float, float, float]:
    """5th, 50th and 95th percentile of draws; NaN where some gave no number."""
    if np.isnan(values).any():
        return (np.nan,) * 3
    ranks = [round(share * (len(values) - 1)) for share in BAND]
    # one by one: NumPy has instructions of the processor for a single rank, not for several at once
    return tuple(float(np.partition(values, rank)[rank]) for rank in ranks)


def moved_together(points: dict[str, np.ndarray], groups: Mapping[str, list[str]], ranks: Mapping[str, float]) -> None:
    """Make the inputs of each group move together.

    Parameters
    ----------
    points : dict of str to numpy.ndarray
        Evenly spread points between 0 and 1 of each input; changed in place, and evenly spread again.
    groups : mapping of str to list of str
        The inputs of each group.
    ranks : mapping of str to float
        Rank correlation of any two inputs of a group.

    Notes
    -----
    Gaussian copula; a rank correlation r needs a normal correlation of 2 sin(pi r / 6).
    """
    for group, members in groups.items():
        matrix = np.full((len(members), len(members)), 2 * np.sin(np.pi * ranks[group] / 6))
        np.fill_diagonal(matrix, 1)
        scores = ndtri(np.clip([points[name] for name in members], 1e-12, 1 - 1e-12))
        points.update(zip(members, ndtr(np.linalg.cholesky(matrix) @ scores), strict=True))


def points(dimensions: int, draws: int, seed: int = SEED, chunk: int = CHUNK) -> Iterator[np.ndarray]:
    """Scrambled Sobol' points, chunk by chunk.

    Parameters
    ----------
    dimensions : int
        Columns.
    draws : int
        Rows in all.
    seed : int
        Of the scrambling.
    chunk : int
        Rows at a time, a power of two.

    Yields
    ------
    numpy.ndarray
        Numbers between 0 and 1.
    """
    from scipy.stats import qmc  # takes half a second to import

    sampler = qmc.Sobol(dimensions, scramble=True, rng=seed)
    left = draws
    while left:
        size = min(chunk, left) if left < draws else min(chunk, 1 << (left.bit_length() - 1))
        yield sampler.random(size)
        left -= size


@functools.lru_cache(2)
def points_of_chunk(dimensions: int, draws: int, seed: int) -> np.ndarray:
    """Points that are one chunk, kept for the next study.

    Parameters
    ----------
    dimensions : int
        Columns.
    draws : int
        Rows, a power of two.
    seed : int
        Of the scrambling.

    Returns
    -------
    numpy.ndarray
        As from :func:`points`, column after column in memory; it cannot be changed.
    """
    kept = np.asfortranarray(next(points(dimensions, draws, seed, draws)))
    kept.flags.writeable = False
    return kept


def inputs_at(
    evenly_spread: np.ndarray,
    names: Sequence[str],
    uncertain: Mapping[str, Distribution],
    ranks: Mapping[str, float],
) -> dict[str, np.ndarray]:
    """Turn evenly spread points into draws of uncertain inputs.

    Parameters
    ----------
    evenly_spread : numpy.ndarray
        One column an input of the model.
    names : sequence of str
        All inputs of the model in the order of the columns: each has a dimension of its own, so that the draws of one
        do not change with what others there are.
    uncertain : mapping of str to Distribution
        The inputs among them that have a range.
    ranks : mapping of str to float
        Rank correlation in each group; empty for independent inputs.

    Returns
    -------
    dict of str to numpy.ndarray
    """
    groups: dict[str, list[str]] = {}
    for name, distribution in uncertain.items():
        if distribution.group in ranks:
            groups.setdefault(distribution.group, []).append(name)
    places = {name: place for place, name in enumerate(names)}
    columns = {name: np.ascontiguousarray(evenly_spread[:, places[name]]) for name in uncertain}
    moved_together(columns, groups, ranks)
    return {name: quick_quantiles(distribution)(columns[name]) for name, distribution in uncertain.items()}


def behind(graph: Graph, uncertain: Mapping[str, Distribution], wanted: Iterable[str]) -> dict[str, Distribution]:
    """The uncertain inputs that quantities rest on, in alphabetical order."""
    upstream = frozenset().union(*map(graph.upstream, wanted))
    return {name: distribution for name, distribution in sorted(uncertain.items()) if name in upstream}


def sample(
    graph: Graph,
    inputs: Mapping[str, float],
    uncertain: Mapping[str, Distribution],
    ranks: Mapping[str, float],
    wanted: Iterable[str],
    draws: int = DRAWS,
    seed: int = SEED,
    chunk: int = CHUNK,
) -> Sample:
    """Draw quantities.

    Parameters
    ----------
    graph : Graph
        The formulas.
    inputs : mapping of str to float
        Every known input at its central value.
    uncertain : mapping of str to Distribution
        The inputs among them that have a range.
    ranks : mapping of str to float
        Rank correlation in each group; empty for independent inputs.
    wanted : iterable of str
        Names of quantities.
    draws, seed, chunk : int
        How many draws, the seed of the scrambling, draws at a time.

    Returns
    -------
    Sample
        The same whatever the number of processors.
    """
    wanted = list(wanted)
    moving = behind(graph, uncertain, wanted)
    found = {name: np.empty(draws, dtype=np.float32) for name in wanted}

    def work(start: int, evenly_spread: np.ndarray) -> None:
        drawn = inputs_at(evenly_spread, graph.drawable, moving, ranks)
        values = graph.run({**inputs, **drawn}, wanted)
        for name in wanted:
            found[name][start : start + len(evenly_spread)] = values[name]

    for distribution in moving.values():
        quick_quantiles(distribution)  # made once, before several threads ask for it
    if draws <= chunk and draws.bit_count() == 1:
        with np.errstate(all="ignore"):
            work(0, points_of_chunk(len(graph.drawable), draws, seed))
        return Sample(found, bool(ranks))
    with ThreadPoolExecutor(WORKERS) as pool, np.errstate(all="ignore"):
        start, running = 0, []
        for evenly_spread in points(len(graph.drawable), draws, seed, chunk):
            running.append(pool.submit(work, start, evenly_spread))
            start += len(evenly_spread)
            if len(running) > WORKERS:  # no more chunks in memory than there is work for
                running.pop(0).result()
        for task in running:
            task.result()
    return Sample(found, bool(ranks))
