"""Draws: every quantity worked out for many equally likely settings of the inputs.

Points are scrambled Sobol' points with a fixed seed, spread more evenly than random ones. Inputs of one group move
together by a Gaussian copula with the group's rank correlation. Work goes in chunks, so that memory holds one chunk of
the inputs and the results that are asked for, and nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from analysis.model.amounts import Triplet
from analysis.model.graph import Graph
from analysis.uncertainty.distributions import Distribution, Table

SEED = 20251204
DRAWS = 1 << 14
CHUNK = 1 << 15
BAND = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Drawn:
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
        values = self.values[name]
        if np.isnan(values).any():
            return (np.nan,) * 3
        ranks = [round(share * (len(values) - 1)) for share in BAND]
        return tuple(float(np.partition(values, ranks)[rank]) for rank in ranks)

    def triplet(self, name: str, central: float) -> Triplet | None:
        """A quantity's central value with its 5th and 95th percentile, widened where they do not hold it.

        None where draws gave no number; an end is None where it has no bound, as for a time that never comes.
        """
        low, _, high = self.band(name)
        if np.isnan(low):
            return None
        if high - low <= 1e-6 * abs(central):
            return Triplet.exact(central)
        low, high = min(low, central), max(high, central)
        return Triplet(low if np.isfinite(low) else None, central, high if np.isfinite(high) else None)


def correlated_points(points: np.ndarray, columns: Mapping[str, list[int]], ranks: Mapping[str, float]) -> np.ndarray:
    """Make the columns of each group move together.

    Parameters
    ----------
    points : numpy.ndarray
        Evenly spread points between 0 and 1, one column an input; changed in place.
    columns : mapping of str to list of int
        The columns of each group.
    ranks : mapping of str to float
        Rank correlation of any two inputs of a group.

    Returns
    -------
    numpy.ndarray
        The points: each column still evenly spread.

    Notes
    -----
    Gaussian copula; a rank correlation r needs a normal correlation of 2 sin(pi r / 6).
    """
    for group, members in columns.items():
        if len(members) < 2:
            continue
        normal = 2 * np.sin(np.pi * ranks[group] / 6)
        matrix = np.full((len(members), len(members)), normal)
        np.fill_diagonal(matrix, 1)
        scores = ndtri(np.clip(points[:, members], 1e-12, 1 - 1e-12)) @ np.linalg.cholesky(matrix).T
        points[:, members] = ndtr(scores)
    return points


def draws_of_inputs(
    uncertain: Mapping[str, Distribution], ranks: Mapping[str, float], draws: int, seed: int = SEED, chunk: int = CHUNK
) -> Iterator[dict[str, np.ndarray]]:
    """Draw uncertain inputs, chunk by chunk.

    Parameters
    ----------
    uncertain : mapping of str to Distribution
        The inputs that have a range.
    ranks : mapping of str to float
        Rank correlation in each group; empty for independent inputs.
    draws : int
        How many.
    seed : int
        Of the scrambling.
    chunk : int
        Draws at a time, a power of two.

    Yields
    ------
    dict of str to numpy.ndarray
    """
    tables = {name: Table(distribution) for name, distribution in uncertain.items()}
    for points in _chunks_of_points(uncertain, ranks, draws, seed, chunk):
        yield {name: table(points[:, place]) for place, (name, table) in enumerate(tables.items())}


def _chunks_of_points(
    uncertain: Mapping[str, Distribution], ranks: Mapping[str, float], draws: int, seed: int, chunk: int
) -> Iterator[np.ndarray]:
    from scipy.stats import qmc  # takes half a second to import

    columns: dict[str, list[int]] = {}
    for place, distribution in enumerate(uncertain.values()):
        if distribution.group in ranks:
            columns.setdefault(distribution.group, []).append(place)
    sampler = qmc.Sobol(max(len(uncertain), 1), scramble=True, rng=seed)
    left = draws
    while left:
        size = min(chunk, left) if left < draws else min(chunk, 1 << (left.bit_length() - 1))
        yield correlated_points(sampler.random(size), columns, ranks)
        left -= size


def draw(
    graph: Graph,
    inputs: Mapping[str, float],
    uncertain: Mapping[str, Distribution],
    ranks: Mapping[str, float],
    wanted: Iterable[str],
    draws: int = DRAWS,
    seed: int = SEED,
    chunk: int = CHUNK,
) -> Drawn:
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
    Drawn
        The same whatever the number of processors.
    """
    wanted = list(wanted)
    needed = set().union(*map(graph.upstream, wanted)) if wanted else set()
    moving = {name: distribution for name, distribution in sorted(uncertain.items()) if name in needed}
    found = {name: np.empty(draws, dtype=np.float32) for name in wanted}

    def work(start: int, chunk_of_inputs: dict[str, np.ndarray]) -> None:
        values = graph.run({**inputs, **chunk_of_inputs}, wanted)
        size = len(next(iter(chunk_of_inputs.values()))) if chunk_of_inputs else draws
        for name in wanted:
            found[name][start : start + size] = values[name]

    workers = os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool, np.errstate(all="ignore"):
        start, running = 0, []
        for part in draws_of_inputs(moving, ranks, draws, seed, chunk):
            running.append(pool.submit(work, start, part))
            start += len(next(iter(part.values()))) if part else draws
            if len(running) > 2 * workers:  # no more chunks in memory than there is work for
                running.pop(0).result()
        for task in running:
            task.result()
    return Drawn(found, bool(ranks))
