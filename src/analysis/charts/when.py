"""Charts of dates: the slips of a call, both calendars, lead times of like sites."""

from __future__ import annotations

import matplotlib.dates
import matplotlib.ticker
import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.chart import Chart
from analysis.charts.style import COLOURS, new_figure, style
from analysis.wording import date, number

SHAPES = {
    "observed": ("o", True),
    "target": ("o", False),
    "outside view": ("D", False),
    "set": ("^", False),
    "like sites": ("D", False),
    "range used": ("|", True),
}
"""Shape of each kind of date, and whether it is filled: what was observed is."""


def draw_slips(table: pd.DataFrame) -> Chart | None:
    """Draw each target for the opening of a call, by the day on which it was on record.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`analysis.tables.slips` gives it.

    Returns
    -------
    Chart or None
        None where there is no call.
    """
    if table.empty:
        return None
    parts = []
    with style():
        figure, axes = new_figure(0.66 * len(table) + 0.7)
        first = table["last"].iloc[0]
        left = min(table["said_on"].min(), table["first"].min())
        span = table["last"].max() - left
        axes.axvline(first, color=COLOURS["quiet"], linewidth=1, linestyle=":", zorder=0)
        for place, (_, row) in enumerate(table.iterrows()):
            height = place + 0.12
            words = "it opened" if row["opened"] else row["target"]
            written(axes, f"{date(row['said_on'])}: {words}", place - 0.26, weight="bold")
            axes.plot([row["said_on"]], [height], "|", color=COLOURS["ink"], markersize=13, mew=1.6, zorder=3)
            axes.plot([first, row["last"]], [height, height], color=COLOURS["subject"], linewidth=1.3, zorder=1)
            if row["opened"]:
                axes.plot([row["last"]], [height], "D", markersize=9, color=COLOURS["subject"])
            else:
                axes.barh(
                    height, row["last"] - row["first"], 0.26, left=row["first"], color=COLOURS["paper"],
                    edgecolor=COLOURS["subject"], linewidth=1.5, zorder=2,
                )  # fmt: skip
            slip = "first target" if place == 0 else f"{row['slip']:.1f} months late"
            axes.annotate(slip, (row["last"], height), (9, 0), textcoords="offset points", va="center", size=11)
            parts.append(f"{date(row['said_on'])}: {words}" + ("" if place == 0 else f", {slip}"))
        axes.set(xlim=(left - span * 0.02, left + span * 1.4), ylim=(len(table) - 0.5, -0.6))
        axes.set_yticks([])
        locator = matplotlib.dates.AutoDateLocator(minticks=3, maxticks=7)
        axes.xaxis.set(major_locator=locator, major_formatter=matplotlib.dates.ConciseDateFormatter(locator))
    return Chart(figure, f"Targets for the opening, by the day on which each was on record. {'. '.join(parts)}.")


def draw_point(axes: Axes, row: pd.Series, height: float) -> None:
    """Draw one date or time with its range, in the shape of what it is."""
    shape, filled = SHAPES.get(row["kind"], SHAPES["target"])
    colour = COLOURS[row["seat"]]
    if row["low"] < row["high"]:
        axes.plot([row["low"], row["high"]], [height, height], color=colour, linewidth=4, alpha=0.4)
    face = colour if filled else COLOURS["paper"]
    axes.plot([row["central"]], [height], shape, markersize=8.5, mfc=face, mec=colour, markeredgewidth=1.8)


def draw_calendars(table: pd.DataFrame, today: float) -> Chart | None:
    """Draw the dates of both programmes on one axis.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`analysis.tables.calendars` gives it.
    today : float
        The day of the study [calendar year].

    Returns
    -------
    Chart or None
        None where no date is known.
    """
    known = table.dropna(subset="central")
    if known.empty:
        return None
    left = min(known["low"].min(), today) - 0.1
    right = max(known["high"].max(), today) + 0.2
    parts, height = [], 0.0
    with style():
        figure, axes = new_figure(0.5 * len(table) + 0.42 * table["seat"].nunique() + 0.75)
        for _, rows in table.groupby("seat", sort=False):
            written(axes, rows["programme"].iloc[0], height, weight="bold")
            height += 0.72
            for _, row in rows.iterrows():
                text = f"{row['milestone']}: {row['when'].partition(' (')[0]}"
                text += " (target)" if row["kind"] == "target" else ""
                colour = COLOURS["quiet" if row["kind"] == "gap" else "ink"]
                written(axes, text, height - 0.2, size=11, color=colour)
                if row["kind"] != "gap":
                    draw_point(axes, row, height + 0.2)
                parts.append(f"{row['programme']}, {row['milestone']}: {row['when']} ({row['kind']})")
                height += 1.0
            height += 0.1
        axes.axvline(today, color=COLOURS["quiet"], linewidth=1, zorder=0)
        side = "left" if today < (left + right) / 2 else "right"
        axes.annotate(
            "day of this edition", (today, -0.42), (5 if side == "left" else -5, 0), textcoords="offset points",
            ha=side, va="center", color=COLOURS["quiet"], size=11,
        )  # fmt: skip
        axes.set(xlim=(left, right), ylim=(height - 0.45, -0.75))
        whole_years(axes)
    return Chart(figure, f"Dates of both programmes on one axis. {'. '.join(parts)}.")


def written(axes: Axes, text: str, height: float, **look: object) -> None:
    """Write what a row is about at the left edge of a chart."""
    axes.annotate(
        text,
        (0, height),
        (4, 0),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        va="center",
        bbox={"boxstyle": "square,pad=0.08", "facecolor": COLOURS["paper"], "edgecolor": "none"},
        **look,
    )


def whole_years(axes: Axes) -> None:
    """Mark whole years along the bottom."""
    axes.xaxis.set_major_locator(matplotlib.ticker.MaxNLocator(7, integer=True))
    axes.xaxis.set_major_formatter(matplotlib.ticker.FuncFormatter(lambda year, _: f"{year:.0f}"))
    axes.set_yticks([])
    axes.grid(axis="x", color=COLOURS["rule"], linewidth=0.6)
    axes.set_axisbelow(True)


def draw_lead_times(table: pd.DataFrame) -> Chart | None:
    """Draw how many months sites took, and how many the programmes took or say they will.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`analysis.tables.lead_times` gives it [months].

    Returns
    -------
    Chart or None
        None where nothing is known.
    """
    if table.empty:
        return None
    limit, parts, height = table[["central", "high"]].max().max() * 1.32, [], 0.0
    with style():
        figure, axes = new_figure(0.5 * len(table) + 0.42 * table["seat"].nunique() + 0.75)
        for _, rows in table.groupby("seat", sort=False):
            written(axes, f"Set beside {rows['programme'].iloc[0]}", height, weight="bold")
            height += 0.72
            for _, row in rows.iterrows():
                written(axes, row["case"], height - 0.2, size=11)
                draw_point(axes, row, height + 0.2)
                ranged = row["low"] < row["high"]
                text = number(row["central"])
                text += f" ({number(row['low'])} to {number(row['high'])})" if ranged else ""
                end = row["high"] if ranged else row["central"]
                axes.annotate(text, (end, height + 0.2), (9, 0), textcoords="offset points", va="center", size=11)
                parts.append(f"{row['case']}: {text}")
                height += 1.0
            height += 0.1
        axes.axvline(0, color=COLOURS["ink"], linewidth=0.8)
        axes.set(xlim=(0, limit), ylim=(height - 0.45, -0.4), xlabel="months from the start of work")
        axes.set_yticks([])
    return Chart(figure, f"Months from the start of work to first power or service. {'. '.join(parts)}.")
