"""Charts of what was promised: by every yardstick and treatment, and by the day of the exchange rate."""

from __future__ import annotations

import datetime

import matplotlib.dates
import pandas as pd
import seaborn
from matplotlib.axes import Axes

from analysis.charts.chart import Chart
from analysis.charts.style import COLOURS, heading, new_figure, style
from analysis.wording import date, number


def ratio_line(axes: Axes, row: pd.Series, height: float, limit: float) -> str:
    """Draw one ratio as a dot on a line from zero, with its range in grey; gives its words.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    row : pandas.Series
        ``low``, ``ratio``, ``high`` [NaN for none]; ``why`` there is none; ``aside``: why it is
        no like-for-like result, drawn hollow.
    height, limit : float
        Place and end of the line, in units of the axes.
    """
    if pd.isna(row["ratio"]):
        why = f"no ratio: {row['why']}" if row.get("why") else "no ratio"
        axes.text(limit * 0.01, height, why, va="center", style="italic", color=COLOURS["quiet"])
        return why
    text, aside = number(row["ratio"]), row.get("aside", "")
    if row["low"] < row["high"]:
        axes.plot([row["low"], row["high"]], [height, height], color=COLOURS["ink"], linewidth=4, alpha=0.35)
        text += f" ({number(row['low'])} to {number(row['high'])})"
    text += f", {aside}" if aside else ""
    axes.plot([0, row["ratio"]], [height, height], color=COLOURS["rule"], linewidth=1.2, zorder=0)
    axes.plot(
        [row["ratio"]],
        [height],
        "D" if aside else "o",
        markersize=7 if aside else 8,
        markerfacecolor=COLOURS["paper"] if aside else COLOURS["comparator"],
        markeredgecolor=COLOURS["comparator"],
    )
    end = row["high"] if row["high"] > row["ratio"] else row["ratio"]
    axes.annotate(
        text,
        (end + limit * 0.025, height),
        va="center",
        bbox={"boxstyle": "square,pad=0.05", "facecolor": COLOURS["paper"], "edgecolor": "none"},
    )
    return text


def draw_measures(table: pd.DataFrame) -> Chart:
    """Draw the ratio of two programmes by several yardsticks.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a yardstick: ``measure``, ``low``, ``ratio``, ``high`` [ratio], ``aside``.

    Returns
    -------
    Chart
    """
    return draw_ratios(table, {"1 = equal": 1.0}, "Ratio of the announced sums by yardstick.")


def draw_treatments(table: pd.DataFrame) -> Chart | None:
    """Draw the ratio of two announced sums under each treatment of price, place and time, beside the present one.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a treatment, as :func:`analysis.tables.treatments` gives it; ``attrs["present"]`` is the ratio that
        this edition gives elsewhere [NaN for none].

    Returns
    -------
    Chart or None
        None where no treatment gives a ratio.
    """
    if table["ratio"].isna().all():
        return None
    present = table.attrs["present"]
    marks = {} if pd.isna(present) else {f"this edition: {number(present)}": present}
    return draw_ratios(table, marks, "Ratio of the announced sums by treatment.")


def draw_ratios(table: pd.DataFrame, marks: dict[str, float], says: str) -> Chart:
    """Draw ratios under one another, with a dotted line at each mark."""
    known = table.dropna(subset="ratio")
    limit = max(known[["ratio", "high"]].max().max() if len(known) else 1.0, *marks.values(), 1e-9) * 1.6
    parts = []
    with style():
        figure, axes = new_figure(0.72 * len(table) + 0.7)
        for words, value in marks.items():
            axes.axvline(value, color=COLOURS["quiet"], linewidth=1, linestyle=":", zorder=0)
            left = value < limit * 0.55
            axes.annotate(
                words,
                (value, len(table) - 0.45),
                (5 if left else -5, 0),
                textcoords="offset points",
                color=COLOURS["quiet"],
                va="center",
                ha="left" if left else "right",
                size=11,
            )
            parts.append(f"Dotted line, {words}")
        for height, (_, row) in enumerate(table.iterrows()):
            heading(axes, height - 0.34, row["measure"])
            parts.append(f"{row['measure']}: {ratio_line(axes, row, height, limit)}")
        axes.set(xlim=(0, limit), ylim=(len(table) - 0.25, -0.62), xlabel="times as much")
        axes.set_yticks([])
    return Chart(figure, f"{says} {'. '.join(parts)}.")


def draw_ratio_by_rate(table: pd.DataFrame, marks: dict[str, datetime.date]) -> Chart | None:
    """Draw the ratio of the announced sums at the exchange rate of each day.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a reference day: ``date``, ``ratio``.
    marks : dict of str to datetime.date
        Days to be marked, with what to call them; a day without a rate takes the last one before it.

    Returns
    -------
    Chart or None
        None where there is nothing to draw.
    """
    if len(table) < 2:
        return None
    days = pd.Series(table["ratio"].to_numpy(), index=pd.to_datetime(table["date"]))
    parts = []
    with style():
        figure, axes = new_figure(3.8)
        seaborn.lineplot(x=days.index, y=days, ax=axes, color=COLOURS["comparator"], linewidth=1.6)
        span = max(days.max() - days.min(), days.max() * 0.02)
        middle = days.index[len(days) // 2]
        outermost_first = sorted(marks.items(), key=lambda mark: -abs((pd.Timestamp(mark[1]) - middle).days))
        for place, (name, day) in enumerate(outermost_first):
            upto = days[: pd.Timestamp(day)]
            if upto.empty:
                continue
            at, value = upto.index[-1], upto.iloc[-1]
            right = at > middle
            top = days.max() + span * (0.2 + 0.22 * (len(marks) - 1 - place))
            axes.plot([at, at], [value, top], color=COLOURS["quiet"], linewidth=0.8)
            axes.plot([at], [value], "o", color=COLOURS["ink"], markersize=6)
            axes.annotate(
                f"{name}: {number(value)}",
                (at, top),
                (-4 if right else 4, 0),
                textcoords="offset points",
                ha="right" if right else "left",
                va="center",
            )
            parts.append(f"{name}, {date(at.date())}: {number(value)}")
        ceiling = days.max() + span * (0.3 + 0.22 * len(marks))
        axes.set(ylim=(days.min() - span * 0.15, ceiling), ylabel="times as much", xlabel=None)
        axes.spines["left"].set_visible(True)
        locator = matplotlib.dates.AutoDateLocator(maxticks=6)
        axes.xaxis.set(major_locator=locator, major_formatter=matplotlib.dates.ConciseDateFormatter(locator))
    low, high = days.idxmin(), days.idxmax()
    description = (
        f"Line from {date(days.index[0].date())} to {date(days.index[-1].date())}. Lowest {number(days.min())} on "
        f"{date(low.date())}, highest {number(days.max())} on {date(high.date())}. {'. '.join(parts)}."
    )
    return Chart(figure, description)
