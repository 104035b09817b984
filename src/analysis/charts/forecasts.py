"""Charts of forecasts: events with the probability said, numbers with their intervals, and what came of both."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.alt_text import sentences
from analysis.charts.chart import Picture
from analysis.charts.old_rows import LINE, lay, write
from analysis.charts.style import COLOURS, dot, new_figure, numbers_at, style
from analysis.text import translate as _
from analysis.wording import date

BELOW = 1.2
"""Room for the axis and its label [inches]."""


def colour_of(row: pd.Series) -> str:
    """The colour of the programme that a forecast is of."""
    return COLOURS[row["seat"] or "quiet"]


def rows_of(table: pd.DataFrame) -> list[tuple[str, str]]:
    """What each forecast is of, and beside it the day, what was said and what came."""
    return [(row["event"], beside(row)) for __, row in table.iterrows()]


def beside(row: pd.Series) -> str:
    """What was said of a forecast, by or for which day, and what came."""
    if row["is_open"]:
        return _("{said}; {came}", said=row["said"], came=row["came"])
    came = row["came"] if row["is_event"] else _("in fact {value}", value=row["came"])
    return _("{day}: {said}; {came}", day=date(row["deadline"]), said=row["said"], came=came)


def described(table: pd.DataFrame) -> str:
    """All that is drawn, in words."""
    return ". ".join(f"{event}, {words}" for event, words in rows_of(table)) + "."


def draw_events(table: pd.DataFrame) -> Picture | None:
    """Draw how likely events were said to be, and which of them came.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`analysis.tables.forecasts` gives it.

    Returns
    -------
    Picture or None
        None where no event was forecast.
    """
    table = table[table["is_event"]]
    if table.empty:
        return None
    rows, height = lay(rows_of(table))
    with style():
        figure, axes = new_figure(height * LINE + BELOW)
        for place, (__, row) in zip(rows, table.iterrows(), strict=True):
            at = row["probability"] * 100
            axes.plot([0, 100], [place.mark] * 2, color=COLOURS["rule"], linewidth=1, zorder=0)
            if not row["is_open"]:
                came = row["outcome"] * 100
                axes.plot([at, came], [place.mark] * 2, color=COLOURS["quiet"], linewidth=1.4)
                dot(axes, came, place.mark, "D", COLOURS["ink"], clip_on=False, zorder=4)
            dot(axes, at, place.mark, "o", colour_of(row), filled=not row["is_open"], zorder=3)
        under(axes, 100, height, _("probability said, in percent"))
        write(axes, rows)
    shown = _("Dots at the probability said; a diamond at 0 or at 100 is what came.")
    return Picture(figure, sentences(shown, described(table)))


def draw_intervals(table: pd.DataFrame) -> Picture | None:
    """Draw the intervals that numbers were said to lie in, each over its own middle, and what came.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`analysis.tables.forecasts` gives it.

    Returns
    -------
    Picture or None
        None where no number was forecast.
    """
    table = table[~table["is_event"] & (table["q50"] > 0)]
    if table.empty:
        return None
    rows, height = lay(rows_of(table))
    with style():
        figure, axes = new_figure(height * LINE + BELOW)
        for place, (__, row) in zip(rows, table.iterrows(), strict=True):
            low, lower, upper, high, came = (
                100 * row[name] / row["q50"] for name in ("q05", "q25", "q75", "q95", "outcome")
            )
            colour = colour_of(row)
            axes.plot([low, high], [place.mark] * 2, color=colour, linewidth=1.6)
            axes.barh(place.mark, upper - lower, 0.5, left=lower, color=COLOURS["paper"], edgecolor=colour, zorder=2)
            axes.plot([100, 100], [place.mark - 0.25, place.mark + 0.25], color=colour, linewidth=2, zorder=3)
            if not row["is_open"]:
                dot(axes, came, place.mark, "D", COLOURS["ink"], zorder=4)
        most = (table[["q95", "outcome"]].max(axis="columns") / table["q50"]).max() * 100
        under(axes, most * 1.04, height, _("percent of the middle that was said"))
        write(axes, rows)
    shown = _("Boxes hold half, lines nine tenths of what was thought likely; a diamond is what came.")
    return Picture(figure, sentences(shown, described(table)))


def under(axes: Axes, limit: float, height: float, what: str) -> None:
    """The axis below rows."""
    axes.set(xlim=(0, limit), ylim=(height, -0.6), yticks=[], xlabel=what)
    numbers_at(axes.xaxis)
