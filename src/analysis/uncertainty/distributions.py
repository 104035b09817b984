"""Triplets as distributions, through their quantile functions.

A quantile function turns a number between nought and one into a value of the input, so that one set of evenly spread
points serves every distribution. A million values come from a table of each function: see :class:`Table`.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv, ndtri

SCORES = {"lognormal": float(ndtri(0.95)), "quartiles": float(ndtri(0.75))}
"""How far the high end of a distribution in two pieces lies from its middle, in standard deviations."""


@dataclass(frozen=True)
class Distribution:
    """The distribution of one uncertain input.

    Attributes
    ----------
    kind : str
        What the ends mean: ``fixed`` (no range), ``pert`` (limits: beta-PERT between them, mode at central, shape 4),
        ``lognormal`` and ``quartiles`` (the 5th and 95th, or the 25th and 75th percentile of a lognormal in two pieces
        whose median is central), ``scenarios`` (two cases, each with a probability of one half).
    low, central, high : float
        In the unit of the input.
    group : str
        The inputs it moves with; empty for none.

    Raises
    ------
    ValueError
        If the three are not in order, or one that begins above zero does not.

    Examples
    --------
    >>> Distribution("pert", 2.5, 3.0, 3.3).quantile(0.5).round(2)
    np.float64(2.97)
    >>> Distribution("lognormal", 24000, 31200, 55000).quantile(0.95).round()
    np.float64(55000.0)
    """

    kind: str
    low: float
    central: float
    high: float
    group: str = ""

    def __post_init__(self) -> None:
        if not self.low <= self.central <= self.high:
            raise ValueError(f"{self.low}, {self.central}, {self.high} are not in order")
        if self.kind in SCORES and self.low <= 0:
            raise ValueError(f"a lognormal distribution begins above zero, not at {self.low}")
        if self.kind not in ("fixed", "pert", "scenarios", *SCORES):
            raise ValueError(f"{self.kind} is no distribution")

    def quantile(self, probability: float | np.ndarray) -> np.ndarray:
        """Value that is not exceeded with a probability.

        Parameters
        ----------
        probability : float or array
            Between 0 and 1.

        Returns
        -------
        float or array
            In the unit of the input; of the same shape.
        """
        probability = np.asarray(probability, dtype=float)
        if self.low == self.high:
            return np.full_like(probability, self.central)[()]
        if self.kind == "scenarios":
            return np.where(probability < 0.5, self.low, self.high)[()]
        if self.kind in SCORES:
            score = ndtri(probability) / SCORES[self.kind]
            below, above = np.log(self.central / self.low), np.log(self.high / self.central)
            return self.central * np.exp(score * np.where(score < 0, below, above))
        width = self.high - self.low
        rising, falling = (1 + 4 * (self.central - self.low) / width, 1 + 4 * (self.high - self.central) / width)
        return self.low + width * betaincinv(rising, falling, probability)


class Table:
    """The quantile function of a PERT distribution read from a table, for draws by the million.

    Between the tails the function is read on straight lines between ``CELLS`` points evenly spread in probability; in
    the tails it is worked out in full. The error is below 1e-4 of the distance from the 1st to the 99th percentile.

    Parameters
    ----------
    distribution : Distribution
        A PERT distribution; the quantile function of a lognormal one is quick enough by itself.
    """

    CELLS = 1 << 13
    TAIL = 0.002

    def __init__(self, distribution: Distribution):
        self.distribution = distribution
        ends = np.clip(np.linspace(0, 1, self.CELLS + 1), 1e-9, 1 - 1e-9)
        self.points = np.append(distribution.quantile(ends), 0.0)  # one more, so that the last cell has an end
        self.steps = np.diff(self.points)

    def __call__(self, probability: np.ndarray) -> np.ndarray:
        """Values of an array of probabilities."""
        place = probability * self.CELLS
        cell = place.astype(np.intp)
        place -= cell
        place *= self.steps.take(cell)
        place += self.points.take(cell)
        tail = np.flatnonzero(np.abs(probability - 0.5) > 0.5 - self.TAIL)
        place[tail] = self.distribution.quantile(probability[tail])
        return place


@functools.cache
def quick_quantiles(distribution: Distribution) -> Callable[[np.ndarray], np.ndarray]:
    """The quickest way to many values of a distribution; its table is made once."""
    return Table(distribution) if distribution.kind == "pert" else distribution.quantile
