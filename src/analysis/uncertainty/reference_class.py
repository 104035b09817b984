"""What share of a promise comes, from the few shares that came of earlier ones.

Shares are taken as log-odds, where they are spread about evenly on both sides. Their spread is that of all cases. The
middle lies between the mean of the class and the mean of all: a class of few programmes says little by itself, so it
borrows from the others. The range is that of one more case, by Student's t, which is wide where cases are few.
"""

from collections.abc import Sequence

import numpy as np
from scipy.special import expit, logit, stdtrit

from analysis.model.amounts import Triplet

FEWEST = 3
"""Cases below which nothing is said."""

BORROWED = 3
"""Programmes that all cases count for beside those of the class itself: a judgement."""

LEAST = 0.01
"""So near to nothing or to all no share is told from it: the log-odds of these two would have no bound."""


def expected_share(shares: Sequence[float], of_class: Sequence[float], programmes: int) -> Triplet | None:
    """The 5th, 50th and 95th percentile of the share that comes of one more promise of a class.

    Parameters
    ----------
    shares : sequence of float
        What came of all earlier promises [share].
    of_class : sequence of float
        What came of those of the class; may be empty.
    programmes : int
        How many programmes those are: two measures of one programme are not two cases.

    Returns
    -------
    Triplet or None
        With the two digits that so few cases bear; None where fewer than ``FEWEST`` shares are known.

    Examples
    --------
    >>> expected_share([0.06, 0.15, 0.2, 0.25, 0.41, 0.74, 0.79], [], 0)
    Triplet(low=0.022, central=0.33, high=0.91)
    >>> expected_share([0.2, 0.4], [0.2], 1) is None
    True
    """
    count = len(shares)
    if count < FEWEST:
        return None
    odds = logit(np.clip(shares, LEAST, 1 - LEAST))
    middle = odds.mean()
    if len(of_class):
        own = logit(np.clip(of_class, LEAST, 1 - LEAST)).mean()
        middle += (own - middle) * programmes / (programmes + BORROWED)
    half = stdtrit(count - 1, 0.95) * odds.std(ddof=1) * np.sqrt(1 + 1 / count)
    ends = np.clip(expit([middle - half, middle, middle + half]), LEAST, 1 - LEAST)
    return Triplet(*(float(f"{end:.2g}") for end in ends))
