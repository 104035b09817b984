"""How text is set: plainly here, as English has it; a module beside this one, named as its language, sets another.

Such a module has the functions of this one, which it may take from here: ``from analysis.text.typography import *``.
"""

import datetime

NO_BREAK = "\N{NO-BREAK SPACE}"

JOINT = "\ue000"
"""Stands before a value put into a sentence until :func:`joined` takes it away."""

DECIMAL_COMMA = False
"""Whether a comma before three digits is that of decimals."""


def typeset(text: str) -> str:
    """A text with the spaces, quotes and apostrophes of the language."""
    return text


def joined(text: str) -> str:
    """A text whose values are joined to the words before them."""
    return text.replace(JOINT, "")


def of_day(text: str, day: datetime.date) -> str:
    """A day that was written out."""
    return text


def of_large(text: str) -> str:
    """A number that was written with a word for millions or more."""
    return text


def with_unit(counted: str, number: str) -> str:
    """A number with its unit: no line ends within."""
    return counted.replace(" ", NO_BREAK)
