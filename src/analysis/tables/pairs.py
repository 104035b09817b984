"""Both programmes beside each other, thing by thing: to be drawn as dots with ranges, or to be read as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.model.amounts import Triplet
from analysis.study import Quantity, Study
from analysis.tables.presentation import ends, present, rate_source, sources_of
from analysis.text import N_, translate
from analysis.text import translate as _
from analysis.uncertainty import Sample

HOW_DRAWN = N_(
    "A line is a range: 5% to 95% of draws for what is worked out, what the document says for what was read. A dot "
    "without a line is a single figure, not a sure one."
)
"""What a reader of dots with ranges has to be told."""

PAIR = {"what": N_("What"), "programme": N_("Programme")}
TOLD = {"as_of": N_("As of"), "told": N_("Low and high are, or why there is no figure")}

INTERVALS = (N_("as read"), N_("5% to 95% of draws"), N_("drawn"))
"""What low and high of a quantity may be."""

ROUNDING = 1e-6
"""Draws are 32-bit floats: what differs by less than this part of it is one value."""


def pair_row(
    study: Study, seat: str, what: str, quantity: Quantity, *, factor: float = 1, section: str = ""
) -> dict[str, object]:
    """One programme's value of one thing, to be drawn beside the other programme's.

    Parameters
    ----------
    study : Study
    seat : str
    what : str
        What to call the thing.
    quantity : Quantity
    factor : float
        From the quantity's unit to the table's.
    section : str
        What several things have in common.

    Returns
    -------
    dict of str to object
        With the quantity as ``value``; ``low``, ``central`` and ``high`` are NaN for a gap, and an end without a bound
        is NaN.
    """
    return {
        "section": section,
        "what": what,
        "seat": seat,
        "programme": study.seats[seat].short_name,
        "value": quantity,
        "qualifier": quantity.said,
        **ends(quantity.value, factor),
        "told": quantity.gap or quantity.interval or N_("no range"),
        "as_of": quantity.as_of,
    }


def scaled(value: Triplet | None, factor: float) -> Triplet | None:
    """A value with its range in another unit.

    Examples
    --------
    >>> scaled(Triplet(1.0, 2.0, None), 10)
    Triplet(low=10.0, central=20.0, high=None)
    """
    if value is None:
        return None
    return Triplet(*(None if end is None else end * factor for end in (value.low, value.central, value.high)))


def headed(heading: str, unit: str, *, section: bool = False) -> dict[str, str]:
    """Headings of a table of pairs whose numbers are in one unit."""
    central = _("Central [{unit}]", unit=translate(unit))
    numbers = {"low": N_("Low"), "central": central, "high": N_("High")}
    return ({"section": N_("Counted at")} if section else {}) | PAIR | {"what": heading} | numbers | TOLD


def banded(draws: np.ndarray, central: float) -> Triplet:
    """A central value with the 5th and the 95th percentile of draws, widened where they do not hold it.

    Parameters
    ----------
    draws : numpy.ndarray
        One axis; one value for all draws where nothing moves it.
    central : float
        What the central inputs give, in the same unit.

    Examples
    --------
    >>> banded(np.linspace(0.0, 200.0, 101), 100.0)
    Triplet(low=10.0, central=100.0, high=190.0)
    """
    low, __, high = Sample({"it": np.atleast_1d(draws)}, True).band("it")
    if high - low <= ROUNDING * abs(central):
        return Triplet.exact(central)
    return Triplet(min(low, central), central, max(high, central))


def worked_out(study: Study, names: Sequence[str], function: Callable[..., np.ndarray]) -> Triplet:
    """What a function makes of some quantities: of their central values, with 5% to 95% of draws of them."""
    drawn = study.sample(*names).values
    central = function(*(study.quantities[name].central for name in names))
    return banded(function(*(drawn[name] for name in names)), float(central))


def side_by_side(study: Study, names: Mapping[str, str]) -> pd.DataFrame:
    """Quantities that both programmes have, beside each other.

    Parameters
    ----------
    study : Study
    names : mapping of str to str
        Quantities of a programme, each with what to call it.

    Returns
    -------
    pandas.DataFrame
        One row a quantity: ``what``, ``subject``, ``comparator`` (:class:`Quantity`).
    """
    rows = [
        {"what": words, "subject": study.subject[name], "comparator": study.comparator[name]}
        for name, words in names.items()
    ]
    headings = {"what": N_("What")} | {key: seat.short_name for key, seat in study.seats.items()}
    return present(rows, headings, sources_of(rows) + rate_source(study))


def above(one: Quantity, other: Quantity | float) -> bool:
    """Whether the whole range of a quantity lies above that of another, or above a number.

    Parameters
    ----------
    one : Quantity
    other : Quantity or float
        In the unit of ``one``.

    Returns
    -------
    bool
        False where either is a gap or has no bound on that side.

    Examples
    --------
    >>> above(Quantity("x", "x", Triplet(1.1, 1.2, 1.3), "ratio"), 1.0)
    True
    """
    values = (one.value, other.value if isinstance(other, Quantity) else Triplet.exact(other))
    if None in values or None in (values[0].low, values[1].high):
        return False
    return values[0].low > values[1].high


def below(one: Quantity, other: Quantity | float) -> bool:
    """Whether the whole range of a quantity lies below that of another, or below a number; see :func:`above`."""
    return above(other if isinstance(other, Quantity) else replace(one, value=Triplet.exact(other)), one)
