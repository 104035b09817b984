"""What the page draws ranges with: the points of the studies, and the distributions of the inputs."""

from collections.abc import Set
from typing import Any

import numpy as np
from scipy.special import ndtr

from analysis.study import Study
from analysis.uncertainty.distributions import SCORES, Distribution
from analysis.uncertainty.sampling import BAND, DRAWS, SEED, points_of_chunk

BITS = 30
"""Binary digits of a point."""

WIDEST, STEP = 4.0, 0.125
"""The scores that a quantile function is tabulated at [standard deviations], and how far they lie apart."""


def draws(study: Study, behind: Set[str]) -> dict[str, Any]:
    """What the draws of the page are made of.

    Parameters
    ----------
    study : Study
    behind : set of str
        The inputs that the results rest on.

    Returns
    -------
    dict
        ``draws``, ``bits``, ``band``: how many, the digits of a point, the percentiles of a range. ``ranks``: the rank
        correlation in each group. ``uncertain``: each input that has a range, and all others of its group, with its
        distribution, its group, and the ``points`` in its dimension: the first, and what leads from one to the next.
    """
    uncertain = study.uncertain
    groups = {uncertain[name].group for name in behind & uncertain.keys()} & study.ranks.keys()
    moving = {name: one for name, one in sorted(uncertain.items()) if name in behind or one.group in groups}
    places = {name: place for place, name in enumerate(study.graph.drawable)}
    numbers = directions(len(places))
    low, __, high = BAND
    return {
        "draws": DRAWS,
        "bits": BITS,
        "band": [low, high],
        "ranks": {group: study.ranks[group] for group in sorted(groups)},
        "table": {"widest": WIDEST, "step": STEP},
        "uncertain": {
            name: distribution_of(one) | {"group": one.group, "points": numbers[:, places[name]].tolist()}
            for name, one in moving.items()
        },
    }


def directions(dimensions: int) -> np.ndarray:
    """The first point in each dimension, and what each further binary digit of a point's number turns over.

    Sobol' points in the order of the Gray code: the point after the nth is the nth with the digits turned over that
    belong to the lowest binary digit of n + 1 that is set.
    """
    drawn = points_of_chunk(dimensions, DRAWS, SEED)
    whole = np.rint(drawn * (1 << BITS)).astype(np.int64)
    return np.array([whole[0], *(whole[1 << k] ^ whole[(1 << k) - 1] for k in range(DRAWS.bit_length() - 1))])


def distribution_of(one: Distribution) -> dict[str, Any]:
    """A distribution by its ends and what else the page needs; that of limits by a table of its quantile function."""
    found: dict[str, Any] = {"kind": one.kind, "low": one.low, "central": one.central, "high": one.high}
    if one.kind in SCORES:
        return found | {"score": SCORES[one.kind]}
    if one.kind == "pert":
        scores = np.arange(-WIDEST, WIDEST + STEP / 2, STEP)
        return found | {"table": [float(f"{value:.7g}") for value in one.quantile(ndtr(scores))]}
    return found
