"""Elementary functions that run on floats, on arrays and on symbols alike."""

import sys

import numpy as np


def symbolic(*values) -> bool:
    """Whether one of the values is a symbol or an expression of symbols."""
    sympy = sys.modules.get("sympy")  # who has symbols has imported it
    return sympy is not None and any(isinstance(value, sympy.Basic) for value in values)


def log(value):
    """Natural logarithm.

    Examples
    --------
    >>> float(log(np.e))
    1.0
    """
    return sys.modules["sympy"].log(value) if symbolic(value) else np.log(value)


def greater(one, other, then, otherwise):
    """``then`` where one value is greater than another, else ``otherwise``.

    Examples
    --------
    >>> float(greater(3.0, 2.0, 1.0, 0.0))
    1.0
    """
    if symbolic(one, other, then, otherwise):
        sympy = sys.modules["sympy"]
        return sympy.Piecewise((then, one > other), (otherwise, True))
    return np.where(np.greater(one, other), then, otherwise)[()]


UNDEFINED = float("nan")
"""What a quantity is where it does not apply."""
