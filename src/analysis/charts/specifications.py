"""The specification curve: sorted ratios above a matrix of the choices that make them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import seaborn
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullLocator

from analysis.charts.alt_text import sentences
from analysis.charts.chart import Picture
from analysis.charts.style import COLOURS, WIDTH, beside, numbers_at, plate, style
from analysis.text import translate as _
from analysis.wording import number

SIZE = 12
"""Size of letters."""

LINE, CURVE, BELOW = 0.205, 2.6, 0.52
"""Height of one line of the matrix, of the curve and of what stands below it [inches]."""

LEFT, RIGHT = 0.44, 0.985
"""Where the curve begins and ends, as parts of the width; the names of the choices stand to the left."""

RING = {
    "markersize": 6.5,
    "markerfacecolor": COLOURS["paper"],
    "markeredgecolor": COLOURS["ink"],
    "markeredgewidth": 1.3,
}
"""How a ratio is marked that rests on usual choices alone."""

TICKS = (0.5, 1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 100)
"""Ratios that may be marked at the axis."""


def draw_specifications(table: pd.DataFrame, choices: pd.DataFrame) -> Picture | None:
    """Draw the ratios of the announced sums in order of size, and under each the choices that make it.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a combination: ``family``, the ids of its choices, ``mainstream``, ``ratio``; ``attrs["stated"]``.
    choices : pandas.DataFrame
        One row a choice: ``seat``, ``dimension``, ``id``, ``column`` (of the table), ``usual``, ``what``, ``label``.

    Returns
    -------
    Picture or None
        None where there are not two ratios of sums.
    """
    if table.empty or len(money := table[table["family"] == "money"].reset_index(drop=True)) < 2:
        return None
    power, stated = table[table["family"] == "power"]["ratio"], table.attrs["stated"]
    lines = lines_of(choices[choices["dimension"] != "plan"])
    height = CURVE + LINE * (len(lines) + 0.5) + BELOW
    with style():
        figure = Figure(figsize=(WIDTH, height))
        curve, matrix = figure.subplots(2, 1, sharex=True, height_ratios=(CURVE, LINE * (len(lines) + 0.5)))
        figure.subplots_adjust(LEFT, BELOW / height, RIGHT, 1 - 0.08 / height, hspace=0.03)
        draw_curve(curve, money, power, stated)
        draw_matrix(matrix, lines, money)
        matrix.set(xlim=(-0.02 * len(money), len(money) * 1.02))
        matrix.set_xlabel(_("{count} combinations, in order", count=number(len(money))), size=SIZE)
    return Picture(figure, in_words(money, power, stated, choices))


def draw_curve(axes: Axes, money: pd.DataFrame, power: pd.Series, stated: float | None) -> None:
    """Draw the sorted ratios, the usual ones as rings, and beside them those of the power."""
    seaborn.lineplot(x=money.index + 0.5, y=money["ratio"], ax=axes, color=COLOURS["quiet"], linewidth=2.2)
    usual = money[money["mainstream"]]
    if stated is not None:
        words = _("as announced: {ratio}", ratio=number(stated))
        axes.axhline(stated, color=COLOURS["ink"], linewidth=1.2, linestyle=":", zorder=1, label=words)
    if len(usual):
        low, high = number(usual["ratio"].min()), number(usual["ratio"].max())
        words = _("usual: {low} to {high}", low=low, high=high)
        axes.plot(usual.index + 0.5, usual["ratio"], "o", label=words, **RING)
    if axes.get_legend_handles_labels()[0]:
        look = {"frameon": False, "fontsize": SIZE, "borderpad": 0, "handlelength": 1.2, "handletextpad": 0.5}
        axes.legend(loc="upper left", **look)
    lowest = min(money["ratio"].min(), power.min() if len(power) else np.inf)
    if len(power):
        place = len(money) * 0.97
        axes.plot([place] * len(power), power, "_", markersize=10, color=COLOURS["ink"])
        axes.plot([place] * 2, [power.min(), power.max()], color=COLOURS["ink"], linewidth=1.4)
        words = _("power planned\n{low} to {high}", low=number(power.min(), 1), high=number(power.max(), 1))
        at = (place, np.sqrt(power.min() * power.max()))
        beside(axes, words, at, -8, multialignment="right", size=SIZE, bbox=plate(0.06))
    axes.set_yscale("log")
    axes.set_ylim(lowest * 0.9, money["ratio"].max() * 1.06)
    axes.yaxis.set_major_locator(FixedLocator(TICKS))
    axes.yaxis.set_minor_locator(NullLocator())
    numbers_at(axes.yaxis)
    axes.grid(axis="y", color=COLOURS["rule"], linewidth=0.7)
    axes.set_axisbelow(True)
    axes.set_xlabel("")
    axes.set_ylabel(_("times as much"), size=SIZE)
    axes.tick_params(labelsize=SIZE, left=False, bottom=False, labelbottom=False)
    axes.spines["bottom"].set_visible(False)


def lines_of(choices: pd.DataFrame) -> list[tuple[str, pd.Series | None]]:
    """The lines of the matrix: a heading, or a name with its choice; what there is no choice in is left out."""
    lines: list[tuple[str, pd.Series | None]] = []
    for what, rows in choices.groupby("what", sort=False):
        if len(rows) > 1:
            lines.append((what, None))
            lines += [(row["label"], row) for __, row in rows.iterrows()]
    return lines


def draw_matrix(axes: Axes, lines: list[tuple[str, pd.Series | None]], money: pd.DataFrame) -> None:
    """Draw a stroke for every combination that makes a choice, one line a choice."""
    for height, (label, choice) in enumerate(lines):
        heading = choice is None
        ink = heading or choice["usual"]
        look = {"size": SIZE, "color": COLOURS["ink" if ink else "quiet"], "weight": "bold" if heading else "normal"}
        if heading:
            axes.annotate(label, (0, height), (4, 0), ("figure fraction", "data"), "offset points", va="center", **look)
            continue
        where = {"xycoords": ("axes fraction", "data"), "annotation_clip": False}
        beside(axes, label, (0, height), -14, **where, **look)
        if choice["usual"]:
            beside(axes, "○", (0, height), -2, **where, **look)
        at = np.flatnonzero(money[choice["column"]] == choice["id"]) + 0.5
        axes.plot(*strokes(at, height), color=COLOURS[choice["seat"] or "ink"], linewidth=0.8, solid_capstyle="butt")
    axes.set(ylim=(len(lines) - 0.4, -0.7), yticks=[])
    axes.tick_params(labelsize=SIZE)


def strokes(at: np.ndarray, height: float) -> tuple[np.ndarray, np.ndarray]:
    """Upright strokes as one broken line, which makes one path of them.

    Examples
    --------
    >>> strokes(np.array([2.0]), 1)
    (array([ 2.,  2., nan]), array([0.64, 1.36,  nan]))
    """
    across = np.repeat(at, 3)
    across[2::3] = np.nan
    return across, np.tile([height - 0.36, height + 0.36, np.nan], len(at))


def in_words(money: pd.DataFrame, power: pd.Series, stated: float | None, choices: pd.DataFrame) -> str:
    """The ends and the middle of the curve, of its usual part and of the power, and the median with each choice."""
    ratios, usual = money["ratio"], money[money["mainstream"]]["ratio"]
    ends = {"least": number(ratios.min()), "most": number(ratios.max()), "median": number(ratios.median())}
    told = [
        _(
            "{count} ratios of the announced sums, from {least} to {most}, median {median}.",
            count=number(len(ratios)),
            **ends,
        )
    ]
    if stated is not None:
        told.append(_("As announced: {ratio}.", ratio=number(stated)))
    for words, some in ((_("By the usual choices"), usual), (_("Power planned"), power)):
        if len(some):
            ends = {"least": number(some.min()), "most": number(some.max())}
            told.append(_("{what}: {least} to {most}.", what=words, **ends))
    for __, row in choices.iterrows():
        values = {"what": row["what"], "label": row["label"], "median": number(row["median"])}
        told.append(_("{what}, {label}: median {median}.", **values))
    return sentences(*told)
