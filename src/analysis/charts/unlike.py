"""Sums of different kinds side by side, drawn so that the difference is seen."""

from __future__ import annotations

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.style import COLOURS, heading, money_bar, new_figure, style
from analysis.charts.ticks import numbers_at
from analysis.charts.told import extremes, listed
from analysis.languages import of_data, spoken
from analysis.languages import translate as _
from analysis.wording import number


@spoken
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
        for height, (__, row) in enumerate(table.iterrows()):
            heading(axes, height - 0.36, named(row))
            money_bar(axes, row, height, 0.34)
            axes.text(row["central"] + limit * 0.015, height, number(row["central"]), va="center")
        axes.set(xlim=(0, limit), ylim=(len(table) - 0.6, -0.65), xlabel=_("billions of US dollars"))
        numbers_at(axes.xaxis)
        axes.set_yticks([])
        axes.axvline(0, color=COLOURS["ink"], linewidth=0.8)
    return Chart(figure, describe(table))


def named(row: pd.Series) -> str:
    """Programme and rung of one sum."""
    return f"{row['programme']}, {of_data(row['rung_name'])}"


def describe(table: pd.DataFrame) -> str:
    """The bars in words, from the numbers that are drawn."""
    parts = listed(_("{name}: {value}", name=named(row), value=number(row["central"])) for __, row in table.iterrows())
    said = _("Bars of billions of US dollars on different rungs. {sums}.", sums=parts)
    return f"{said} {extremes((named(row), row['central']) for __, row in table.iterrows())}".strip()
