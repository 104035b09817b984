"""Both programmes' values of several things, as dots with their ranges."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.alt_text import extremes, listed, sentences
from analysis.charts.chart import Picture
from analysis.charts.style import COLOURS, MARKS, beside, dot, heading, new_figure, plate, style, value_of, whisker
from analysis.text import translate
from analysis.text import translate as _
from analysis.wording import ends, large, missing, number

HUES = {"subject": "subject", "comparator": "comparator", "running": "ink"}
"""Colour of each seat's dot in the registry."""

HEAD, SECTION, ROW, LIFT, GAP = 0.3, 0.34, 0.27, 0.19, 0.12
"""Heights: of a heading, a section's title, a row, a label above its dot, and between things [inches]."""

CHARACTER, SIZE = 0.0183, 11
"""Width of one character of a label as a share of the axes, and its size [points]."""

EDGE = 0.012
"""Where text at the left edge begins, as a share of the axes."""

NICE, FINE = (1, 2, 5), (1, 1.5, 2, 3, 5, 7)
"""Round steps, and those of a scale that holds few of them."""


@dataclass(frozen=True)
class Scale:
    """Where values stand between the left and the right edge of the axes.

    Attributes
    ----------
    low, high : float
        The values at the edges.
    logarithmic : bool
        Whether equal steps are equal factors.
    """

    low: float
    high: float
    logarithmic: bool

    def at(self, value: float) -> float:
        """Place of a value, as a share of the width.

        Examples
        --------
        >>> Scale(1, 100, True).at(10), Scale(0, 100, False).at(10)
        (0.5, 0.1)
        """
        if self.logarithmic:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    def ticks(self) -> list[float]:
        """Round values between the edges, seven at most.

        Examples
        --------
        >>> Scale(0.4, 30, True).ticks(), Scale(0, 60, False).ticks()
        ([0.5, 1.0, 2.0, 5.0, 10.0, 20.0], [0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0])
        """
        if not self.logarithmic:
            step = next(step for step in nice(self.high / 7) if step * 7 >= self.high)
            return [step * place for place in range(int(self.high / step + 1e-9) + 1)]
        inside = [value for value in nice(self.low) if self.low <= value <= self.high]
        if len(inside) < 4:
            return [value for value in nice(self.low, FINE) if self.low <= value <= self.high]
        decades = [value for value in inside if math.log10(value).is_integer()]
        return inside if len(inside) <= 7 else decades


def nice(start: float, steps: tuple[float, ...] = NICE) -> list[float]:
    """Round values from about a start on, over twelve decades."""
    first = math.floor(math.log10(start))
    return [float(f"{step}e{power}") for power in range(first, first + 12) for step in steps]


def scale_of(table: pd.DataFrame, logarithmic: bool, reference: float | None) -> Scale:
    """The scale that holds every value of a table with room beside it."""
    values = table[["low", "central", "high"]].stack().dropna()
    values = [*values[values > 0], *([reference] if reference else [])]
    if logarithmic:
        return Scale(min(values) / 1.3, max(values) * 1.4, True)
    return Scale(0.0, max(values) * 1.08, False)


def label(row: pd.Series) -> str:
    """What stands beside a dot: programme, value, range; what is not known says so."""
    if math.isnan(row["central"]):
        return _("{programme}: {missing}", programme=row["programme"], missing=missing(row["value"]))
    words = f"{row['programme']} {translate(row['qualifier'])} {large(row['central'])}{ends(value_of(row))}"
    return " ".join(words.split())


def side_of(text: str, left: float, right: float) -> tuple[str, float, float]:
    """Where a label goes beside its range: alignment, place, and how far it is lifted above the range."""
    width = len(text) * CHARACTER
    if right + 0.025 + width <= 1:
        return "left", right + 0.025, 0.0
    if left - 0.025 - width >= 0:
        return "right", left - 0.025, 0.0
    return "left", max(EDGE, min((left + right - width) / 2, 1 - width)), LIFT


def draw_row(axes: Axes, row: pd.Series, height: float, scale: Scale) -> float:
    """Draw one programme's dot, range and label; gives back the height it took."""
    text = label(row)
    look = {"va": "center", "size": SIZE, "bbox": plate(0.1)}
    if math.isnan(row["central"]) or (scale.logarithmic and row["central"] <= 0):
        unknown = {"style": "italic", "color": COLOURS["quiet"]} if math.isnan(row["central"]) else {}
        axes.text(EDGE, height + ROW / 2, text, **look, **unknown)
        return ROW
    reach = [scale.at(max(value, scale.low)) for value in row[["low", "central", "high"]].dropna()]
    align, place, lift = side_of(text, min(reach), max(reach))
    middle = height + lift + ROW / 2
    colour = COLOURS[HUES[row["seat"]]]
    whisker(axes, min(reach), max(reach), middle, 8, color=colour, linewidth=2)
    mark = {"filled": row["seat"] != "comparator", "markeredgewidth": 1.8}
    dot(axes, scale.at(row["central"]), middle, MARKS[row["seat"]], colour, **mark)
    axes.text(place, height + ROW / 2, text, ha=align, **look)
    return ROW + lift


def draw_pairs(
    table: pd.DataFrame,
    unit: str,
    *,
    logarithmic: bool = True,
    reference: tuple[float, str] | None = None,
) -> Picture | None:
    """Draw values of both programmes with their ranges, thing by thing.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a thing and programme: ``section`` (a title above several things, or empty), ``what``, ``seat``,
        ``programme``, ``qualifier``, ``low``, ``central``, ``high`` [in ``unit``; NaN for a gap].
    unit : text
        Unit of the values, in words, for the axis; of a notebook, in English and French.
    logarithmic : bool
        Whether equal steps of the axis are equal factors; a zero then stands at the left edge with its label.
    reference : tuple of float and text, optional
        A value to be marked by a line, and what it means.

    Returns
    -------
    Picture or None
        None where there is nothing above zero to draw.
    """
    if not (table["central"] > 0).any():
        return None
    unit = translate(unit)
    reference = reference and (reference[0], translate(reference[1]))
    scale = scale_of(table, logarithmic, reference[0] if reference else None)
    with style():
        figure, axes = new_figure(1.0)
        height, section = GAP, ""
        if reference:
            height = draw_reference(axes, scale, *reference)
        for (title, what), rows in table.groupby(["section", "what"], sort=False):
            if title != section:
                axes.text(EDGE, height + SECTION / 2, translate(title), va="center", color=COLOURS["quiet"])
                section, height = title, height + SECTION
            heading(axes, height + HEAD / 2, translate(what))
            height += HEAD
            for __, row in rows.iterrows():
                height += draw_row(axes, row, height, scale)
            height += GAP
        figure.set_figheight(height + 0.62)
        words = _("{unit}, logarithmic scale", unit=unit) if logarithmic else unit
        axes.set(xlim=(0, 1), ylim=(height, 0), xlabel=words)
        axes.set_xticks([scale.at(tick) for tick in scale.ticks()], [number(tick) for tick in scale.ticks()])
        axes.grid(axis="x", color=COLOURS["rule"], linewidth=0.7)
        axes.set_axisbelow(True)
        axes.set_yticks([])
    return Picture(figure, describe(table, words, reference))


def draw_reference(axes: Axes, scale: Scale, value: float, words: str) -> float:
    """Mark a value by a line through the chart with its meaning at the top; gives back the height that took."""
    place = scale.at(value)
    axes.axvline(place, color=COLOURS["ink"], linewidth=1, linestyle=(0, (4, 3)), zorder=0.5)
    away = 5 if place + len(words) * CHARACTER <= 1 else -5
    beside(axes, words, (place, GAP + ROW / 2), away, size=SIZE, color=COLOURS["quiet"])
    return GAP + ROW


def describe(table: pd.DataFrame, unit: str, reference: tuple[float, str] | None) -> str:
    """The dots in words, from the numbers that are drawn."""
    things, values = [], []
    for (section, what), rows in table.groupby(["section", "what"], sort=False):
        name = ", ".join(translate(part) for part in (section, what) if part)
        things.append(_("{name}: {value}", name=name, value=listed(label(row) for __, row in rows.iterrows())))
        values += [(f"{name}, {row['programme']}", row["central"]) for __, row in rows.iterrows()]
    line = ""
    if reference:
        line = _("A line marks {value}: {words}.", value=number(reference[0]), words=reference[1])
    shown = _("Dots with ranges, {unit}.", unit=unit)
    return sentences(shown, line, f"{'. '.join(things)}.", extremes(values, large))
