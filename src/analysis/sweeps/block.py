"""A run of settings with all their quantities, as a table and as lines of CSV."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.sweeps.settings import Axis, Value
from analysis.text import harmless


@dataclass(frozen=True)
class Block:
    """Some settings in a row, each with all quantities.

    Attributes
    ----------
    axes : tuple of Axis
        What is varied.
    places : numpy.ndarray
        One row a setting and one column a parameter: the place of its value among those of the parameter.
    names : tuple of str
        Full names of the quantities.
    units : list of tuple of str
        The units of the quantities, one tuple a setting.
    numbers : dict of str to numpy.ndarray
        ``central``, and with ranges ``low`` and ``high``: one row a setting and one column a quantity; NaN for a gap.
    """

    axes: tuple[Axis, ...]
    places: np.ndarray
    names: tuple[str, ...]
    units: list[tuple[str, ...]]
    numbers: dict[str, np.ndarray]

    @property
    def columns(self) -> list[str]:
        """The columns of the table."""
        return [*(axis.name for axis in self.axes), "quantity", "unit", *self.numbers]

    def frame(self, all_units: Sequence[str]) -> pd.DataFrame:
        """The block as a tidy table: one row a setting and quantity.

        Parameters
        ----------
        all_units : sequence of str
            The units that occur in the sweep.
        """
        settings, quantities = len(self.places), len(self.names)
        codes = {unit: code for code, unit in enumerate(all_units)}
        kinds = {units: [codes[unit] for unit in units] for units in dict.fromkeys(self.units)}
        columns = {
            axis.name: column_of(axis, np.repeat(self.places[:, number], quantities))
            for number, axis in enumerate(self.axes)
        }
        named = np.tile(np.arange(quantities), settings)
        measured = np.concatenate([kinds[units] for units in self.units])
        columns["quantity"] = pd.Categorical.from_codes(named, list(self.names))
        columns["unit"] = pd.Categorical.from_codes(measured, list(all_units))
        columns |= {name: values.ravel() for name, values in self.numbers.items()}
        return pd.DataFrame(columns, copy=False)

    def lines(self) -> str:
        """The block as lines of CSV without their header; numbers at full precision, a gap empty."""
        tails = [self.tails(column) for column in range(len(self.names))]
        written = [[cell(value) for value in axis.values] for axis in self.axes]
        text = []
        for places, of_setting in zip(self.places.tolist(), zip(*tails, strict=True), strict=True):
            head = "".join(f"{values[place]}," for values, place in zip(written, places, strict=True))
            text.append(head + head.join(of_setting))
        return "".join(text)

    def tails(self, column: int) -> list[str]:
        """What stands behind the parameters for one quantity, one line a setting."""
        name = cell(self.names[column])
        units = [of_setting[column] for of_setting in self.units]
        starts = {unit: f"{name},{cell(unit)}," for unit in dict.fromkeys(units)}
        numbers = [texts(values[:, column]) for values in self.numbers.values()]
        joined = (
            numbers[0] if len(numbers) == 1 else [",".join(of_setting) for of_setting in zip(*numbers, strict=True)]
        )
        return [f"{starts[unit]}{number}\n" for unit, number in zip(units, joined, strict=True)]


def texts(values: np.ndarray) -> list[str]:
    """Numbers at full precision; those that are all alike are written once."""
    if (values == values[0]).all():
        return [cell(float(values[0]))] * len(values)
    return ["" if value != value else repr(value) for value in values.tolist()]


def cell(value: Value) -> str:
    """One cell of CSV.

    Examples
    --------
    >>> cell(0.1), cell(float("nan")), cell('a "b", c'), cell("=1+2")
    ('0.1', '', '"a ""b"", c"', "'=1+2")
    """
    if isinstance(value, float):
        return "" if value != value else repr(value)
    text = value.isoformat() if isinstance(value, datetime.date) else harmless(str(value))
    return '"' + text.replace('"', '""') + '"' if set(text) & set('",\r\n') else text


def column_of(axis: Axis, places: np.ndarray) -> np.ndarray | pd.Categorical:
    """A parameter as a column of its type: numbers, days, or words."""
    if axis.is_number:
        return np.array(axis.values)[places]
    if isinstance(axis.values[0], datetime.date):
        return np.array(axis.values, dtype="datetime64[us]")[places]
    return pd.Categorical.from_codes(places, list(axis.values))
