"""How well forecasts did: the Brier score of events, the CRPS of numbers, and how often intervals held.

All scores are the better the lower they are. With a handful of forecasts none of them says much, so each stands beside
the number of forecasts it is of; those recorded before the event are never mixed with those rebuilt afterwards.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.evidence.schemas.forecasts import QUANTILES

LEVELS = np.array([int(name[1:]) / 100 for name in QUANTILES])
"""The probability below each quantile."""


def brier_score(probability: float | Sequence[float] | np.ndarray, outcome: float | np.ndarray) -> float | np.ndarray:
    """Squared distance of a probability from what came, 1 or 0 (Brier 1950); always saying one half gives 0.25.

    Examples
    --------
    >>> brier_score([0.5, 0.9], 1.0).round(2)
    array([0.25, 0.01])
    """
    return (np.asarray(probability) - outcome) ** 2


def crps(quantiles: Sequence[float] | np.ndarray, outcome: float | np.ndarray) -> float | np.ndarray:
    """Continuous ranked probability score of a number forecast by five quantiles.

    Method: twice the mean pinball loss over the five, which is the weighted interval score of their median, their 50%
    and their 90% interval and comes near the CRPS (Bracher and others 2021). Of a single number it is the distance.

    Parameters
    ----------
    quantiles : array of float
        The 5, 25, 50, 75 and 95% quantile along the last axis.
    outcome : float or array
        What came, in the same unit.

    Returns
    -------
    float or array
        In that unit.

    Examples
    --------
    >>> round(float(crps([10, 10, 10, 10, 10], 13)), 9)
    3.0
    >>> float(crps([6, 8, 10, 12, 14], 10)) < float(crps([2, 6, 10, 14, 18], 10))
    True
    """
    off = np.asarray(outcome, dtype=float)[..., np.newaxis] - np.asarray(quantiles, dtype=float)
    return 2 * np.maximum(LEVELS * off, (LEVELS - 1) * off).mean(axis=-1)


def within(table: pd.DataFrame, low: str, high: str) -> pd.Series:
    """Whether what came lies between two quantiles, ends included."""
    return (table[low] <= table["outcome"]) & (table["outcome"] <= table[high])


def scores(settled: pd.DataFrame) -> pd.DataFrame:
    """Score settled forecasts, recorded and rebuilt apart.

    Parameters
    ----------
    settled : pandas.DataFrame
        Rows of ``data/forecasts.csv`` that have an outcome.

    Returns
    -------
    pandas.DataFrame
        One row a way of making them: ``how``, ``events``, ``brier``, ``came`` (the mean probability said, then the
        share that came: ``said``, ``came``), ``numbers``, ``crps_of_median`` (the mean of each number's CRPS over its
        median, since units differ), ``in_half``, ``in_ninety`` (how many lay within the 50% and the 90% interval). NaN
        where there is nothing to score.

    Examples
    --------
    >>> said = {"how": ["rebuilt"], "probability": [0.2], "outcome": [0.0]} | dict.fromkeys(QUANTILES, [float("nan")])
    >>> scores(pd.DataFrame(said))[["how", "events", "brier", "numbers"]].values.tolist()
    [['recorded', 0, nan, 0], ['rebuilt', 1, 0.04000000000000001, 0]]
    """
    rows = []
    for how in ("recorded", "rebuilt"):
        of_kind = settled[settled["how"] == how]
        events, numbers = (of_kind[of_kind["probability"].notna() == which] for which in (True, False))
        off = pd.Series(crps(numbers[list(QUANTILES)], numbers["outcome"]), numbers.index)
        rows.append(
            {
                "how": how,
                "events": len(events),
                "brier": brier_score(events["probability"], events["outcome"]).mean(),
                "said": events["probability"].mean(),
                "came": events["outcome"].mean(),
                "numbers": len(numbers),
                "crps_of_median": (off / numbers["q50"]).mean(),
                "in_half": int(within(numbers, "q25", "q75").sum()),
                "in_ninety": int(within(numbers, "q05", "q95").sum()),
            }
        )
    return pd.DataFrame(rows)
