"""Charts of time lost: years to catch up by growth, and relative size by months of delay."""

from __future__ import annotations

import math

import matplotlib.ticker
import numpy as np
import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.style import COLOURS, new_figure, style
from analysis.wording import number

TIMES_AS_LONG = 5
"""Height of the chart of catching up, as a multiple of the shortest time in it."""


def draw_catch_up(table: pd.DataFrame, name: str) -> Chart | None:
    """Draw the years in which the subject would catch up, with the growth at which it never does.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`analysis.tables.catch_up` gives it [years; infinite for never].
    name : str
        The programme that is behind.

    Returns
    -------
    Chart or None
        None where there is nothing to catch up with.
    """
    if table.empty or not np.isfinite(table["central"]).any():
        return None
    growth, central = table["growth"], table["central"]
    never = growth[np.isinf(central)].max()
    limit = math.ceil(central.min()) * TIMES_AS_LONG
    parts = []
    with style():
        figure, axes = new_figure(4.4)
        axes.axvspan(growth.min(), never, facecolor="none", edgecolor=COLOURS["rule"], hatch="////", linewidth=0)
        axes.axvline(never, color=COLOURS["quiet"], linewidth=1, linestyle=(0, (4, 3)))
        axes.text(
            (growth.min() + never) / 2,
            limit * 0.55,
            f"never:\nno faster\nthan {number(never)}\ntimes",
            ha="center",
            va="center",
            bbox={"boxstyle": "round,pad=0.3", "facecolor": COLOURS["paper"], "edgecolor": "none"},
        )
        axes.fill_between(
            growth,
            table["low"].clip(upper=limit * 2),
            table["high"].clip(upper=limit * 2),
            color=COLOURS["subject"],
            alpha=0.2,
            linewidth=0,
        )
        axes.plot(growth, central.where(central <= limit * 2), color=COLOURS["subject"], linewidth=2.2)
        axes.yaxis.set_major_locator(matplotlib.ticker.MaxNLocator(5, integer=True))
        for _, row in table[(growth % 1 == 0) & (central <= limit * 0.9)].iterrows():
            axes.plot([row["growth"]], [row["central"]], "o", color=COLOURS["subject"], markersize=7)
            text = f"{number(row['central'], decimals=1)}"
            axes.annotate(text, (row["growth"], row["central"]), (6, 8), textcoords="offset points")
        for _, row in table[growth % 1 == 0].iterrows():
            parts.append(f"{number(row['growth'])} times a year: {row['words']}")
        axes.set(xlim=(growth.min(), growth.max() + 0.35), ylim=(0, limit), ylabel="years to catch up")
        axes.set(xlabel=f"{name}: growth of compute, times a year")
        axes.spines["left"].set_visible(True)
    return Chart(figure, f"Curve of years to catch up, by growth. {'. '.join(parts)}.")


def draw_delay(table: pd.DataFrame) -> Chart:
    """Draw what a fixed amount of compute keeps of its size beside the world's, by months of delay.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`analysis.tables.delay` gives it [percent].

    Returns
    -------
    Chart
    """
    parts = []
    with style():
        figure, axes = new_figure(3.9)
        axes.fill_between(
            table["months"], table["low"], table["high"], color=COLOURS["subject"], alpha=0.22, linewidth=0
        )
        axes.plot(table["months"], table["central"], color=COLOURS["subject"], linewidth=2.2)
        for _, row in table[table["mark"] != ""].iterrows():
            axes.vlines(row["months"], row["low"], row["high"], color=COLOURS["ink"], linewidth=1.6)
            axes.plot([row["months"]], [row["central"]], "o", color=COLOURS["ink"], markersize=7)
            text = f"{row['mark']}: {number(row['central'])}% "
            text += f"({number(row['low'], decimals=0)} to {number(row['high'], decimals=0)}%)"
            axes.annotate(text, (row["months"], row["high"]), (7, 7), textcoords="offset points")
            parts.append(text)
        axes.set(xlim=(0, table["months"].max()), ylim=(0, 104), xlabel="months of delay", ylabel="percent kept")
        axes.set_xticks(range(0, int(table["months"].max()) + 1, 6))
        axes.spines["left"].set_visible(True)
        axes.grid(axis="y", color=COLOURS["rule"], linewidth=0.6)
        axes.set_axisbelow(True)
    last = table.iloc[-1]
    end = f"After {number(last['months'])} months {number(last['central'])}% is left"
    return Chart(figure, f"Falling curve of relative size in percent. {'. '.join(parts)}. {end}.")
