"""Charts of the outside view: what earlier programmes delivered, and what that makes of two promises."""

from __future__ import annotations

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.real import spread
from analysis.charts.style import COLOURS, HATCHES, heading, new_figure, style
from analysis.model.amounts import Triplet
from analysis.wording import number


def draw_record(table: pd.DataFrame, rate: Triplet) -> Chart | None:
    """Draw what earlier programmes delivered of what was promised, beside the rate taken from them.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`analysis.tables.record` gives it [percent].
    rate : Triplet
        The rate of delivery that the study applies [share].

    Returns
    -------
    Chart or None
        None where no case is known.
    """
    if table.empty:
        return None
    low, central, high = (100 * (rate.central if end is None else end) for end in (rate.low, rate.central, rate.high))
    words = f"{number(central)}%" + (f" ({number(low)}% to {number(high)}%)" if low < high else "")
    limit, parts = max(100.0, table["percent"].max()), []
    with style():
        figure, axes = new_figure(0.72 * len(table) + 1.3)
        axes.axvspan(low, high, color=COLOURS["rule"], alpha=0.4, linewidth=0, zorder=0)
        for height, (_, row) in enumerate(table.iterrows()):
            years = "" if pd.isna(row["after_years"]) else f", after {count(row['after_years'])}"
            axes.text(0.5, height - 0.46, f"{row['case']}{years}", va="center", weight="bold")
            axes.text(0.5, height - 0.19, row["measure"], va="center", size=11)
            axes.plot([0, row["percent"]], [height + 0.09, height + 0.09], color=COLOURS["quiet"], linewidth=1)
            face = COLOURS["ink"] if row["firm"] else COLOURS["paper"]
            axes.plot([row["percent"]], [height + 0.09], "o", markersize=8, mfc=face, mec=COLOURS["ink"])
            text = f"{number(row['percent'], decimals=0)}%" + ("" if row["firm"] else " (estimate)")
            axes.text(row["percent"] + 2.5, height + 0.09, text, va="center")
            parts.append(f"{row['case']}{years}, {row['measure']}: {text}")
        axes.text(0.5, len(table) - 0.4, f"The rate taken here: {words}", va="center", weight="bold")
        axes.plot([low, high], [len(table) - 0.08] * 2, color=COLOURS["quiet"], linewidth=4)
        axes.plot([central], [len(table) - 0.08], "D", markersize=8, color=COLOURS["ink"])
        axes.axvline(0, color=COLOURS["ink"], linewidth=0.8)
        axes.axvline(100, color=COLOURS["quiet"], linewidth=1, linestyle=":")
        axes.set(
            xlim=(0, limit * 1.02), ylim=(len(table) + 0.3, -0.75), xlabel="percent delivered of what was promised"
        )
        axes.set_yticks([])
    return Chart(figure, f"Dots in percent. {'. '.join(parts)}. The rate taken here: {words}.")


def count(years: float) -> str:
    """Years in words."""
    return f"{number(years)} year{'' if years == 1 else 's'}"


def draw_expected(table: pd.DataFrame) -> Chart | None:
    """Draw what one rate of delivery makes of both announced sums.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`analysis.tables.expected` gives it [USD bn].

    Returns
    -------
    Chart or None
        None where no announced sum above zero is known.
    """
    if table.empty or table["announced"].max() <= 0:
        return None
    limit, parts = table["announced"].max() * 1.02, []
    with style():
        figure, axes = new_figure(0.95 * len(table) + 0.6)
        for place, (_, row) in enumerate(table.iterrows()):
            heading(axes, place - 0.38, f"{row['programme']}: {number(row['announced'])} announced")
            colour = COLOURS[row["seat"]]
            axes.barh(place - 0.08, row["announced"], 0.3, color="none", edgecolor=colour, linewidth=1.2)
            axes.barh(
                place - 0.08, row["central"], 0.3, color=colour, edgecolor=COLOURS["paper"], linewidth=0,
                hatch=HATCHES[row["seat"]],
            )  # fmt: skip
            axes.plot([row["low"], row["high"]], [place - 0.08] * 2, "-|", color=COLOURS["ink"], markersize=9)
            text = f"to be expected: {spread(row)}"
            axes.annotate(text, (0, place + 0.24), (4, 0), textcoords="offset points", va="center", size=11)
            parts.append(f"{row['programme']}: {number(row['announced'])} announced, {text}")
        axes.axvline(0, color=COLOURS["ink"], linewidth=0.8)
        axes.set(xlim=(0, limit), ylim=(len(table) - 0.55, -0.6), xlabel="billions of US dollars")
        axes.set_yticks([])
    return Chart(figure, f"Outlined bars of what was announced, filled to what can be expected. {'. '.join(parts)}.")
