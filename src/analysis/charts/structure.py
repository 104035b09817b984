"""The steps of the data, from the tables to the site, with an arrow for what each takes from."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from analysis.charts.chart import Chart
from analysis.charts.style import COLOURS, new_figure, style
from analysis.charts.told import listed
from analysis.languages import spoken
from analysis.languages import translate as _

ROW = 0.62
"""Height of one level [inches]."""

HALF, ACROSS = 0.105, 0.24
"""Half the width of a step, and the distance between the middles of two neighbours, as shares of the chart's width."""


def places_of(table: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """The middle of each step: the levels from the top down, the steps of one side by side."""
    places = {}
    for level, rows in table.groupby("level"):
        for place, step in enumerate(rows["step"]):
            places[step] = (0.5 + (place - (len(rows) - 1) / 2) * ACROSS, -float(level))
    return places


def draw_step(axes: Axes, step: str, place: tuple[float, float]) -> None:
    """Draw a step as a box with its name."""
    across, down = place
    box = FancyBboxPatch(
        (across - HALF, down - 0.27),
        2 * HALF,
        0.54,
        boxstyle="round,pad=0,rounding_size=0.02",
        mutation_aspect=10,
        facecolor=COLOURS["paper"],
        edgecolor=COLOURS["subject"],
        linewidth=1.4,
    )
    axes.add_patch(box)
    axes.text(across, down, step, ha="center", va="center", color=COLOURS["ink"])


@spoken
def draw_structure(table: pd.DataFrame) -> Chart:
    """Draw the steps.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a step with its ``level`` and the steps it ``takes_from``.

    Returns
    -------
    Chart
    """
    places = places_of(table)
    deepest = table["level"].max()
    with style():
        figure, axes = new_figure((deepest + 1) * ROW)
        axes.set(xlim=(0, 1), ylim=(-deepest - 0.45, 0.45))
        axes.axis("off")
        for row in table.itertuples():
            for other in row.takes_from:
                (across, down), (above, up) = places[row.step], places[other]
                arrow = {"arrowstyle": "-|>", "color": COLOURS["quiet"], "linewidth": 1.2, "shrinkA": 0, "shrinkB": 0}
                axes.annotate("", (across, down + 0.27), (above, up - 0.27), arrowprops=arrow)
            draw_step(axes, row.step, places[row.step])
    return Chart(figure, described(table))


def described(table: pd.DataFrame) -> str:
    """What the arrows say, in words."""
    told = [
        _("{step} takes from {others}.", step=row.step, others=listed(row.takes_from))
        for row in table.itertuples()
        if row.takes_from
    ]
    return " ".join([_("{count} steps from the tables to the site.", count=len(table)), *told])
