"""Who owns each consortium in the end, with the majority that was asked for."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis.charts.chart import Chart
from analysis.charts.style import COLOURS, HATCHES, heading, new_figure, style
from analysis.wording import number

PARTS = {"european": "European", "non_european": "outside the EU", "unknown": "not known"}
"""The parts of a bar from the left, with what to call them."""

MEANINGS = {"european": "european", "non_european": "outside", "unknown": "paper"}
"""Colour of each part in the registry."""

BAR, STEP = 0.34, 1.1
CHARACTER = 2.0
"""Width of one character of a label [percent of the axes]: a label that would not fit goes below its bar."""


def percent(value: float) -> str:
    """A part in percent with up to two decimals."""
    return f"{number(value, decimals=2)}%"


def parts(row: pd.Series) -> dict[str, str]:
    """The parts of one consortium in words, without those that are nothing."""
    return {name: f"{percent(row[name])} {words}" for name, words in PARTS.items() if row[name] > 0}


def title(row: pd.Series) -> str:
    """Name of a consortium, marked where it is made up."""
    return f"{row['consortium']} (illustrative)" if row["case"] == "illustrative" else row["consortium"]


def placed(words: str, left: float, right: float, asked: float) -> tuple[float, str] | None:
    """Where a label fits between two ends of a bar without crossing the mark: its place and alignment."""
    width = len(words) * CHARACTER
    for start, align in ((left + 2, "left"), (right - 2 - width, "right")):
        crosses = start - 2 < asked < start + width + 2
        if width + 3 < right - left and not crosses:
            return (start, "left") if align == "left" else (right - 2, "right")
    return None


def draw_bar(axes: Axes, row: pd.Series, height: float) -> list[str]:
    """Draw the parts of one consortium, broken-lined where it is made up; give back the labels that did not fit."""
    left, below = 0.0, []
    box = {"boxstyle": "round,pad=0.14", "facecolor": COLOURS["paper"], "edgecolor": "none"}
    for name, words in parts(row).items():
        colour, hatch = COLOURS[MEANINGS[name]], HATCHES[MEANINGS[name]]
        edge = COLOURS["quiet" if name == "unknown" else "paper"]
        axes.barh(height, row[name], BAR, left=left, color=colour, edgecolor=edge, hatch=hatch, linewidth=0)
        place = placed(words, left, left + row[name], row["asked"])
        if place is None:
            below.append(words)
        else:
            axes.text(place[0], height, words, ha=place[1], va="center", bbox=box, size=11, zorder=4)
        left += row[name]
    outline = Rectangle((0, height - BAR / 2), 100, BAR, fill=False, edgecolor=COLOURS["ink"], clip_on=False)
    made_up = row["case"] == "illustrative"
    outline.set(linewidth=1.3 if made_up else 0.9, linestyle=(0, (4, 3)) if made_up else "-")
    axes.add_patch(outline)
    return below


def draw_asked(axes: Axes, asked: float, height: float) -> None:
    """Mark on a bar what the European share has to exceed; nothing before that was stated."""
    reach = BAR / 2 + 0.05
    for colour, width in ((COLOURS["paper"], 4.2), (COLOURS["ink"], 1.8)):
        axes.plot([asked, asked], [height - reach, height + reach], color=colour, linewidth=width, zorder=3)


def draw_ownership(table: pd.DataFrame) -> Chart | None:
    """Draw the shares of European, other and unknown end owners, a bar a consortium.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a consortium, as :func:`analysis.tables.ownership` gives it [percent].

    Returns
    -------
    Chart or None
        None where there is nothing to draw.
    """
    if table.empty:
        return None
    with style():
        figure, axes = new_figure(0.98 * len(table) + 0.95)
        for place, (_, row) in enumerate(table.iterrows()):
            heading(axes, place * STEP - 0.36, title(row))
            below = draw_bar(axes, row, place * STEP)
            draw_asked(axes, row["asked"], place * STEP)
            majority = f"majority: {row['outcome']}" if row["outcome"] else ""
            text = "; ".join(filter(None, (majority, *below)))
            axes.annotate(text, (0, place * STEP + 0.345), (4, 0), textcoords="offset points", va="center")
        for asked in table["asked"].dropna().unique():
            words = f"Mark: European majority, more than {percent(asked)}"
            axes.annotate(words, (0, -0.78), (4, 0), textcoords="offset points", va="center", color=COLOURS["quiet"])
        axes.set(xlim=(0, 100), ylim=(STEP * len(table) - 0.45, -0.9), xlabel="percent owned, through holdings")
        axes.set_yticks([])
    return Chart(figure, describe(table))


def describe(table: pd.DataFrame) -> str:
    """The bars in words, from the numbers that are drawn."""
    asked = "".join(f" A mark at {percent(value)} has to be exceeded." for value in table["asked"].dropna().unique())
    bars = []
    for _, row in table.iterrows():
        rule = f"; European majority {row['outcome']}" if row["outcome"] else ""
        bars.append(f"{title(row)}: {', '.join(parts(row).values())}{rule}")
    return f"Bars of ownership in percent, one a consortium.{asked} {'. '.join(bars)}."
