"""Charts of time lost: years to catch up by growth, and relative size by months of delay."""

from __future__ import annotations

import functools
import math
import textwrap

import matplotlib.ticker
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.alt_text import in_percent, sentences, trend
from analysis.charts.chart import Chart
from analysis.charts.style import COLOURS, new_figure, numbers_at, plate, style
from analysis.languages import of_data, plural, spoken
from analysis.languages import translate as _
from analysis.wording import capitalised, number

TIMES_AS_LONG = 5
"""Height of the chart of catching up, as a multiple of the shortest time in it."""

LABEL = 50
"""Characters that fit beneath the axis of growth."""


@spoken
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
        if math.isfinite(never):
            mark_never(axes, growth.min(), never, limit * 0.55)
        low, high = (table[end].clip(upper=limit * 2) for end in ("low", "high"))
        axes.fill_between(growth, low, high, color=COLOURS["subject"], alpha=0.2, linewidth=0)
        axes.plot(growth, central.where(central <= limit * 2), color=COLOURS["subject"], linewidth=2.2)
        axes.yaxis.set_major_locator(matplotlib.ticker.MaxNLocator(5, integer=True))
        for __, row in table[(growth % 1 == 0) & (central <= limit * 0.9)].iterrows():
            axes.plot([row["growth"]], [row["central"]], "o", color=COLOURS["subject"], markersize=7)
            text = number(row["central"], decimals=1)
            axes.annotate(text, (row["growth"], row["central"]), (6, 8), textcoords="offset points")
        for __, row in table[growth % 1 == 0].iterrows():
            parts.append(capitalised(_("{growth}: {years}", growth=a_year(row["growth"]), years=row["words"])))
        axes.set(xlim=(growth.min(), growth.max() + 0.35), ylim=(0, limit), ylabel=_("years to catch up"))
        label = _("{programme}: growth of compute, times a year", programme=name)
        axes.set_xlabel(textwrap.fill(label, LABEL))
        numbers_at(axes.xaxis)
        numbers_at(axes.yaxis)
        axes.spines["left"].set_visible(True)
    shown = _("Curve of years to catch up, by growth. {parts}.", parts=". ".join(parts))
    return Chart(figure, f"{shown} {way_of(table)}")


def mark_never(axes: Axes, slowest: float, never: float, height: float) -> None:
    """Hatch the growths at which the one behind never catches up, and say so."""
    axes.axvspan(slowest, never, facecolor="none", edgecolor=COLOURS["rule"], hatch="////", linewidth=0)
    axes.axvline(never, color=COLOURS["quiet"], linewidth=1, linestyle=(0, (4, 3)))
    axes.text(
        (slowest + never) / 2,
        height,
        _("never:\nno faster\nthan {growth}\ntimes", growth=number(never)),
        ha="center",
        va="center",
        bbox=plate(0.3, "round"),
    )


def a_year(growth: float) -> str:
    """A growth in words."""
    return _("{growth} times a year", growth=number(growth))


def way_of(table: pd.DataFrame) -> str:
    """Where the years to catch up go as growth rises: never up to one growth, then ever fewer."""
    finite = table[np.isfinite(table["central"])]
    first, last = finite.iloc[0], finite.iloc[-1]
    never = table.loc[np.isinf(table["central"]), "growth"].max()
    goes = trend(
        _("Years to catch up"),
        (a_year(first["growth"]), first["central"]),
        (a_year(last["growth"]), last["central"]),
        functools.partial(number, decimals=1),
    )
    return sentences(_("Never at {growth} or less.", growth=a_year(never)) if math.isfinite(never) else "", goes)


@spoken
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
        for __, row in table[table["mark"] != ""].iterrows():
            axes.vlines(row["months"], row["low"], row["high"], color=COLOURS["ink"], linewidth=1.6)
            axes.plot([row["months"]], [row["central"]], "o", color=COLOURS["ink"], markersize=7)
            text = _(
                "{mark}: {central}% ({low} to {high}%)",
                mark=of_data(row["mark"]),
                central=number(row["central"]),
                low=number(row["low"], decimals=0),
                high=number(row["high"], decimals=0),
            )
            axes.annotate(text, (row["months"], row["high"]), (7, 7), textcoords="offset points")
            parts.append(capitalised(text))
        axes.set(xlim=(0, table["months"].max()), ylim=(0, 104), xlabel=_("months of delay"), ylabel=_("percent kept"))
        axes.set_xticks(range(0, int(table["months"].max()) + 1, 6))
        axes.spines["left"].set_visible(True)
        axes.grid(axis="y", color=COLOURS["rule"], linewidth=0.6)
        axes.set_axisbelow(True)
        numbers_at(axes.yaxis)
    shown = _("Curve of relative size in percent, by months of delay. {marks}.", marks=". ".join(parts))
    ends = ((of_months(row["months"]), row["central"]) for __, row in table.iloc[[0, -1]].iterrows())
    return Chart(figure, sentences(shown, trend(_("Relative size"), *ends, in_percent)))


def of_months(months: float) -> str:
    """Months of delay in words."""
    return plural("{count} month of delay", "{count} months of delay", months, count=number(months))
