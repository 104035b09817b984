"""Sums of different kinds side by side, drawn so that the difference is seen."""

from __future__ import annotations

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.style import COLOURS, heading, money_bar, new_figure, style
from analysis.wording import number


def draw_side_by_side(table: pd.DataFrame) -> Chart | None:
    """Draw sums that stand on different rungs, each with its rung written above it.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a sum: ``seat``, ``programme``, ``rung``, ``rung_name``, ``central`` [USD bn].

    Returns
    -------
    Chart or None
        None where there is nothing to draw.
    """
    if table.empty:
        return None
    limit = table["central"].max() * 1.25
    with style():
        figure, axes = new_figure(0.75 * len(table) + 0.6)
        for height, (_, row) in enumerate(table.iterrows()):
            heading(axes, height - 0.36, f"{row['programme']}, {row['rung_name']}")
            money_bar(axes, row, height, 0.34)
            axes.text(row["central"] + limit * 0.015, height, number(row["central"]), va="center")
        axes.set(xlim=(0, limit), ylim=(len(table) - 0.6, -0.65), xlabel="billions of US dollars")
        axes.set_yticks([])
        axes.axvline(0, color=COLOURS["ink"], linewidth=0.8)
    parts = [f"{row['programme']}, {row['rung_name']}: {number(row['central'])}" for _, row in table.iterrows()]
    return Chart(figure, f"Bars of billions of US dollars on different rungs. {'; '.join(parts)}.")
