"""Colours by meaning, type and sizes: the one registry that charts and the page share.

Colours are from the Okabe-Ito set, which readers with colour-blindness tell apart. They are never the only signal:
bars carry their programme's name, and the comparator's are hatched.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

COLOURS = {
    "ink": "#1f2328",
    "quiet": "#59636e",
    "rule": "#c9d1d9",
    "paper": "#fefefe",
    "subject": "#0072b2",
    "comparator": "#d55e00",
    "claim": "#8a2f6b",
    "european": "#009e73",
    "outside": "#e69f00",
    "union": "#44439a",
    "states": "#8db4e2",
    "private": "#d9c36a",
}
"""Each meaning with its colour on paper; the page maps the same colours to others in dark mode."""

HATCHES = {
    "subject": "",
    "comparator": "////",
    "european": "",
    "outside": "\\\\\\\\",
    "paper": "||",
    "union": "",
    "states": "////",
    "private": "--",
}
"""A second signal beside colour, for print in black and white."""

WIDTH = 5.0
"""Width of every chart [inches]: it still reads at the width of a phone."""

FAMILY = "DejaVu Sans"
"""Font of every chart, which comes with the drawing library."""

DPI = 144
"""Dots to the inch, where a chart is an image."""


@contextmanager
def style() -> Iterator[None]:
    """The look of all charts, for the time of one drawing."""
    look = {
        "figure.facecolor": "none",
        "axes.facecolor": "none",
        "axes.edgecolor": COLOURS["rule"],
        "axes.labelcolor": COLOURS["quiet"],
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.unicode_minus": True,
        "font.family": FAMILY,
        "font.size": 12,
        "hatch.linewidth": 0.8,
        "svg.fonttype": "none",
        "svg.hashsalt": "analysis",  # equal figures give equal files
        "text.color": COLOURS["ink"],
        "text.hinting": "none",
        "text.parse_math": False,
        "xtick.color": COLOURS["quiet"],
        "ytick.color": COLOURS["quiet"],
    }
    with matplotlib.rc_context(look):
        yield


def new_figure(height: float) -> tuple[Figure, Axes]:
    """A figure of the common width with one pair of axes.

    Parameters
    ----------
    height : float
        Height [inches].
    """
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    return figure, figure.subplots()


def lay_out(figure: Figure) -> FigureCanvasAgg:
    """Set the parts of a figure in its room; they stay there, however often it is drawn and as what."""
    figure.set_dpi(DPI)
    canvas = FigureCanvasAgg(figure)
    if engine := figure.get_layout_engine():
        with style():
            engine.execute(figure)
        figure.set_layout_engine("none")
    return canvas


def heading(axes: Axes, height: float, text: str) -> None:
    """Write what a row is about above its bar, clear of the lines that cross the chart."""
    axes.annotate(
        text,
        (0, height),
        (4, 0),
        textcoords="offset points",
        va="center",
        weight="bold",
        bbox={"boxstyle": "square,pad=0.1", "facecolor": COLOURS["paper"], "edgecolor": "none"},
    )


def money_bar(axes: Axes, row: pd.Series, height: float, thickness: float) -> None:
    """Draw one sum as a bar: filled in its programme's colour, or hollow and dashed for a claim without evidence.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    row : pandas.Series
        ``seat``, ``rung``, ``central`` [USD bn].
    height, thickness : float
        Place and size of the bar, in units of the axes.
    """
    colour, claimed = COLOURS[row["seat"]], row["rung"] == "claimed_deployed"
    axes.barh(
        height,
        row["central"],
        thickness,
        color="none" if claimed else colour,
        edgecolor=colour if claimed else COLOURS["paper"],
        linewidth=1.4 if claimed else 0,
        linestyle="--" if claimed else "-",
        hatch="" if claimed else HATCHES[row["seat"]],
    )
