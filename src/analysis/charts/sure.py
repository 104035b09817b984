"""Charts of how sure the results are: bands, what moves them, and whether there are draws enough."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.charts.chart import Chart
from analysis.charts.rows import LINE, SMALL, lay, write
from analysis.charts.style import COLOURS, WIDTH, new_figure, style
from analysis.wording import ends, large, number, percent, quantity

TICKS = {0.5: "half", 0.67: "", 0.75: "−25%", 1.0: "middle", 1.25: "+25%", 1.5: "+50%", 2.0: "double", 3.0: "triple"}
"""Parts of the middle value that are marked, with what to call them."""

PERCENTILES = {0.05: "low end", 0.5: "middle", 0.95: "high end"}
"""The lines of a band, with what to call them."""


def in_unit(axes: Axes, axis: str) -> None:
    """A few ticks of an axis, written as numbers are in text."""
    chosen = getattr(axes, f"{axis}axis")
    chosen.set(major_locator=MaxNLocator(3), major_formatter=FuncFormatter(lambda value, _: large(value)))


def draw_bands(table: pd.DataFrame) -> Chart | None:
    """Draw the range of nine draws in ten of several results, each against its own middle value.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a result: ``outcome``, ``label``, ``low``, ``median``, ``high``, above zero; ``span`` (the ends in
        words, with their unit).

    Returns
    -------
    Chart or None
        None where there is nothing to draw.
    """
    if table.empty:
        return None
    parts = [f"{row['span']}, middle {large(row['median'])}" for _, row in table.iterrows()]
    rows, height = lay(list(zip(table["label"], parts, strict=True)))
    low, high = (table["low"] / table["median"]).min(), (table["high"] / table["median"]).max()
    with style():
        figure, axes = new_figure(LINE * height + 0.6)
        axes.axvline(1, color=COLOURS["quiet"], linewidth=1, linestyle=":", zorder=0)
        for place, (_, row) in zip(rows, table.iterrows(), strict=True):
            colour = COLOURS.get(row["outcome"].partition(".")[0], COLOURS["ink"])
            span = [row["low"] / row["median"], row["high"] / row["median"]]
            axes.plot(span, [place.mark] * 2, color=colour, linewidth=7, alpha=0.55, solid_capstyle="butt")
            axes.plot(span, [place.mark] * 2, "|", color=COLOURS["ink"], markersize=9)
            axes.plot([1], [place.mark], "o", color=colour, markersize=7)
        write(axes, rows)
        axes.set_xscale("log")
        shown = {at: words for at, words in TICKS.items() if low * 0.98 <= at <= high * 1.02 and words}
        axes.set_xticks(list(shown), list(shown.values()))
        axes.set_xticks([], minor=True)
        axes.set(xlim=(low * 0.97, high * 1.05), ylim=(height, -0.6), xlabel="from the middle of the draws")
        axes.set_yticks([])
    told = [f"{label}: {words}" for label, words in zip(table["label"], parts, strict=True)]
    return Chart(figure, f"Ranges of nine draws in ten around their middle, the narrowest first. {'. '.join(told)}.")


def draw_levers(table: pd.DataFrame) -> Chart | None:
    """Draw what each input does to a result, and beside it the part of the spread that it explains.

    Parameters
    ----------
    table : pandas.DataFrame
        One row an input: ``input``, ``moved``, ``low``, ``high`` [unit of the result], ``first``, ``total`` [share];
        ``attrs["central"]``, ``attrs["unit"]``.

    Returns
    -------
    Chart or None
        None where there is nothing to draw.
    """
    if table.empty:
        return None
    rows, height = lay(list(zip(table["input"], table["moved"], strict=True)))
    with style():
        figure = Figure(figsize=(WIDTH, LINE * height + 0.75), layout="constrained")
        swings, parts = figure.subplots(1, 2, sharey=True, width_ratios=(1.75, 1))
        swings.axvline(table.attrs["central"], color=COLOURS["quiet"], linewidth=1, linestyle=":", zorder=0)
        for place, (_, row) in zip(rows, table.iterrows(), strict=True):
            draw_swing(swings, row, place.mark)
            draw_parts(parts, row, place.mark)
        write(swings, rows)
        least, most = table[["low", "high"]].min().min(), table[["low", "high"]].max().max()
        room = max((most - least) * 0.33, abs(most) * 1e-3)
        swings.set(xlim=(least - room, most + room), ylim=(height, -0.6), xlabel=with_name(table.attrs["unit"]))
        in_unit(swings, "x")
        parts.set(xlim=(0, 1.3), xlabel="● alone  ○ in all")
        parts.set_xticks([0, 0.5, 1], ["0", "50%", "100%"])
        parts.axvline(0, color=COLOURS["ink"], linewidth=0.8)
        swings.tick_params(left=False, labelleft=False)
        parts.tick_params(left=False)
        for axes in (swings, parts):
            axes.xaxis.label.set_size(SMALL)
            axes.tick_params(axis="x", labelsize=SMALL)
    told = [
        f"{row['input']}, from {row['moved'].replace(' to ', ' up to ', 1)}: {large(row['low'])} at its low end, "
        f"{large(row['high'])} at its high end; part of the spread alone {percent_of(row['first'])}, in all "
        f"{percent_of(row['total'])}"
        for _, row in table.iterrows()
    ]
    central = f"At central inputs the result is {large(table.attrs['central'])} {with_name(table.attrs['unit'])}."
    return Chart(figure, f"What each input does to the result. {central} {'. '.join(told)}.")


def with_name(unit: str) -> str:
    """The label of an axis: the unit, or what a bare number is."""
    return "times" if unit == "ratio" else unit


def percent_of(share: float) -> str:
    """A part of the spread in whole percent; what is nearly nothing is said to be below one."""
    return percent(round(share, 2)) if share >= 0.005 else "under 1%"


def draw_swing(axes: Axes, row: pd.Series, height: float) -> None:
    """One bar of the tornado, with the end of the input that each end of it belongs to."""
    span = sorted((row["low"], row["high"]))
    axes.plot(span, [height] * 2, color=COLOURS["ink"], linewidth=8, alpha=0.4, solid_capstyle="butt")
    axes.plot(span, [height] * 2, "|", color=COLOURS["ink"], markersize=9)
    words = ("low", "high") if row["low"] <= row["high"] else ("high", "low")
    for at, word, align, away in ((span[0], words[0], "right", -5), (span[1], words[1], "left", 5)):
        axes.annotate(
            word, (at, height), (away, 0), textcoords="offset points", ha=align, va="center", size=SMALL, zorder=6
        )


def draw_parts(axes: Axes, row: pd.Series, height: float) -> None:
    """The parts of the spread that an input explains: a dot alone, a ring with what it takes part in."""
    axes.plot([0, row["total"]], [height] * 2, color=COLOURS["rule"], linewidth=1.2, zorder=0)
    axes.plot([row["total"]], [height], "o", markersize=9, markerfacecolor="none", markeredgecolor=COLOURS["ink"])
    axes.plot([row["first"]], [height], "o", markersize=4.5, color=COLOURS["ink"])
    text = percent_of(row["total"])
    axes.annotate(text, (row["total"], height), (8, 0), textcoords="offset points", va="center", size=SMALL)


def draw_convergence(table: pd.DataFrame) -> Chart | None:
    """Draw how far the ends and the middle of a band still move from one set of draws to the next.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a number of draws and a percentile: ``draws``, ``percentile``, ``least``, ``mean``, ``most``;
        ``attrs["unit"]``.

    Returns
    -------
    Chart or None
        None where there is nothing to draw.
    """
    if table.empty or table["mean"].isna().any():
        return None
    sizes = sorted(set(table["draws"]))
    with style():
        figure, axes = new_figure(3.5)
        for percentile, rows in table.groupby("percentile"):
            axes.fill_between(rows["draws"], rows["least"], rows["most"], color=COLOURS["ink"], alpha=0.25, linewidth=0)
            axes.plot(rows["draws"], rows["mean"], color=COLOURS["ink"], linewidth=1.4, marker="o", markersize=4)
            at = (sizes[-1], rows["mean"].iloc[-1])
            axes.annotate(PERCENTILES[percentile], at, (8, 0), textcoords="offset points", va="center", size=SMALL)
        axes.set_xscale("log", base=2)
        axes.set_xticks(sizes, [number(size) for size in sizes])
        axes.set(xlim=(sizes[0] * 0.8, sizes[-1] * 6), xlabel="draws", ylabel=with_name(table.attrs["unit"]))
        in_unit(axes, "y")
        axes.spines["left"].set_visible(True)
        axes.tick_params(labelsize=SMALL)
    told = [
        f"{number(rows['draws'].iloc[0])} draws, {PERCENTILES[percentile]}: {large(rows['least'].iloc[0])} to "
        f"{large(rows['most'].iloc[0])}; {number(rows['draws'].iloc[-1])} draws: {large(rows['least'].iloc[-1])} to "
        f"{large(rows['most'].iloc[-1])}"
        for percentile, rows in table.groupby("percentile")
    ]
    return Chart(figure, f"Three lines in shaded bands that narrow as draws are added. {'. '.join(told)}.")


def draw_ranges(table: pd.DataFrame) -> Chart | None:
    """Draw several values of one unit with their ranges on one axis from zero.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a value: ``label``, ``value`` (:class:`analysis.study.Quantity`).

    Returns
    -------
    Chart or None
        None where there are not two to set against each other.
    """
    if len(table) < 2:
        return None
    rows, height = lay([(row["label"], quantity(row["value"], "range")) for _, row in table.iterrows()])
    limit = max(end for value in table["value"] for end in (value.central, value.value.high or value.central)) * 1.06
    with style():
        figure, axes = new_figure(LINE * height + 0.6)
        for place, value in zip(rows, table["value"], strict=True):
            span = [value.value.low, value.value.high]
            axes.plot([0, value.central], [place.mark] * 2, color=COLOURS["rule"], linewidth=1.2, zorder=0)
            if ends(value.value) and None not in span:
                axes.plot(span, [place.mark] * 2, color=COLOURS["ink"], linewidth=8, alpha=0.4, solid_capstyle="butt")
                axes.plot(span, [place.mark] * 2, "|", color=COLOURS["ink"], markersize=9)
            axes.plot([value.central], [place.mark], "o", color=COLOURS["ink"], markersize=7)
        write(axes, rows)
        axes.set(xlim=(0, limit or 1), ylim=(height, -0.6), xlabel=with_name(table["value"].iloc[0].unit))
        axes.set_yticks([])
        axes.axvline(0, color=COLOURS["ink"], linewidth=0.8)
        in_unit(axes, "x")
    told = [f"{row['label']}: {quantity(row['value'], 'range')}" for _, row in table.iterrows()]
    return Chart(figure, f"Values with their ranges on one axis from zero. {'. '.join(told)}.")
