"""Which input matters most: the tornado for the reader, Sobol' indices in full, and whether there are draws enough."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import numpy as np
import pandas as pd

from analysis.model.graph import Graph
from analysis.uncertainty.distributions import Distribution
from analysis.uncertainty.sampling import SEED, band, behind, sample

LOW, HIGH = 0.05, 0.95


def tornado(
    graph: Graph, inputs: Mapping[str, float], uncertain: Mapping[str, Distribution], name: str
) -> pd.DataFrame:
    """What each input does alone: moved from its 5th to its 95th percentile, all others at their central values.

    Parameters
    ----------
    graph : Graph
        The formulas.
    inputs : mapping of str to float
        Every known input at its central value.
    uncertain : mapping of str to Distribution
        The inputs that have a range.
    name : str
        The quantity.

    Returns
    -------
    pandas.DataFrame
        One row an input, the one that moves the quantity most first: ``input``, ``input_low``, ``input_high`` (its 5th
        and 95th percentile), ``low``, ``high`` (the quantity there), ``swing`` (their distance). Every swing is of the
        same probability.
    """
    rows = []
    for key, distribution in behind(graph, uncertain, [name]).items():
        ends = distribution.quantile(np.array([LOW, HIGH]))
        low, high = graph.run({**inputs, key: ends}, [name])[name]
        rows.append((key, *ends, low, high, abs(high - low)))
    table = pd.DataFrame(rows, columns=["input", "input_low", "input_high", "low", "high", "swing"])
    return table.sort_values("swing", ascending=False, kind="stable", ignore_index=True)


def sobol_indices(
    graph: Graph,
    inputs: Mapping[str, float],
    uncertain: Mapping[str, Distribution],
    name: str,
    points: int = 1 << 11,
    seed: int = SEED,
) -> pd.DataFrame:
    """Parts of a quantity's variance by input, on a run in which all inputs are independent.

    Parameters
    ----------
    graph, inputs, uncertain, name
        As for :func:`tornado`.
    points : int
        Sobol' points, a power of two; the model runs ``points * (inputs + 2)`` times.
    seed : int
        Of the scrambling.

    Returns
    -------
    pandas.DataFrame
        One row an input, the largest total first: ``input``, ``first`` (the part that the input explains alone),
        ``total`` (with everything it takes part in). Estimates below zero are noise and are given as zero.

    Notes
    -----
    Saltelli's estimator of 2010 as in :func:`scipy.stats.sobol_indices`. Indices need independent inputs: the rank
    correlation of the draws is not applied here.
    """
    from scipy.stats import sobol_indices as estimate

    moving = behind(graph, uncertain, [name])
    columns = ["input", "first", "total"]
    if not moving:
        return pd.DataFrame(columns=columns)

    def within(distribution: Distribution) -> SimpleNamespace:  # what SciPy asks of one, short of its ends
        return SimpleNamespace(ppf=lambda share: distribution.quantile(np.clip(share, 1e-9, 1 - 1e-9)))

    def run(drawn: np.ndarray) -> np.ndarray:
        return graph.run({**inputs, **dict(zip(moving, drawn, strict=True))}, [name])[name]

    found = estimate(func=run, n=points, dists=[*map(within, moving.values())], rng=seed)
    first, total = (np.clip(np.ravel(values), 0, 1) for values in (found.first_order, found.total_order))
    table = pd.DataFrame({"input": list(moving), "first": first, "total": total}, columns=columns)
    return table.sort_values("total", ascending=False, kind="stable", ignore_index=True)


def convergence(
    graph: Graph,
    inputs: Mapping[str, float],
    uncertain: Mapping[str, Distribution],
    ranks: Mapping[str, float],
    name: str,
    sizes: Sequence[int] = tuple(1 << power for power in range(6, 17, 2)),
    seeds: Sequence[int] = tuple(range(SEED, SEED + 8)),
) -> pd.DataFrame:
    """How far the band of a quantity still moves with the number of draws.

    Parameters
    ----------
    graph, inputs, uncertain, ranks, name
        As for :func:`analysis.uncertainty.draw`.
    sizes, seeds : sequence of int
        Numbers of draws, and the scramblings tried with each.

    Returns
    -------
    pandas.DataFrame
        One row a number of draws and a percentile: ``draws``, ``percentile`` (0.05, 0.5, 0.95), ``least``, ``mean``,
        ``most`` over the scramblings.
    """
    drawn = [sample(graph, inputs, uncertain, ranks, [name], max(sizes), seed).values[name] for seed in seeds]
    rows = []
    for size in sizes:
        bands = np.array([band(values[:size]) for values in drawn])  # the first points are those of fewer draws
        for percentile, values in zip((LOW, 0.5, HIGH), bands.T, strict=True):
            rows.append((size, percentile, values.min(), values.mean(), values.max()))
    return pd.DataFrame(rows, columns=["draws", "percentile", "least", "mean", "most"])
