"""Charts of what was promised: by every yardstick and treatment, and by the day of the exchange rate."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pandas as pd
import seaborn
from matplotlib.axes import Axes

from analysis.charts.alt_text import extremes, trend
from analysis.charts.chart import Picture
from analysis.charts.style import COLOURS, beside, dates_at, dot, heading, new_figure, numbers_at, plate, style
from analysis.text import translate
from analysis.text import translate as _
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
        why = _("no ratio: {why}", why=translate(row["why"])) if row.get("why") else _("no ratio")
        fits = why if len(why) < 45 else _("no ratio")  # a longer reason stands in the description alone
        axes.text(limit * 0.01, height, fits, va="center", style="italic", color=COLOURS["quiet"])
        return why
    text, aside = number(row["ratio"]), translate(row.get("aside", ""))
    if row["low"] < row["high"]:
        axes.plot([row["low"], row["high"]], [height, height], color=COLOURS["ink"], linewidth=4, alpha=0.35)
        text += _(" ({low} to {high})", low=number(row["low"]), high=number(row["high"]))
    text += f", {aside}" if aside else ""
    axes.plot([0, row["ratio"]], [height, height], color=COLOURS["rule"], linewidth=1.2, zorder=0)
    shape, size = ("D", 7) if aside else ("o", 8)
    dot(axes, row["ratio"], height, shape, COLOURS["comparator"], filled=not aside, markersize=size)
    end = row["high"] if row["high"] > row["ratio"] else row["ratio"]
    axes.annotate(text, (end + limit * 0.025, height), va="center", bbox=plate(0.05))
    return text


def draw_measures(table: pd.DataFrame) -> Picture:
    """Draw the ratio of two programmes by several yardsticks.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a yardstick: ``measure``, ``low``, ``ratio``, ``high`` [ratio], ``aside``.

    Returns
    -------
    Picture
    """
    return draw_ratios(table, {_("1 = equal"): 1.0}, _("Ratio of the announced sums by yardstick."))


def draw_treatments(table: pd.DataFrame) -> Picture | None:
    """Draw the ratio of two announced sums under each treatment of price, place and time, beside the present one.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a treatment, as :func:`analysis.tables.treatments` gives it; ``attrs["present"]`` is the ratio that
        this edition gives elsewhere [NaN for none].

    Returns
    -------
    Picture or None
        None where no treatment gives a ratio.
    """
    if table["ratio"].isna().all():
        return None
    present = table.attrs["present"]
    marks = {} if pd.isna(present) else {_("this edition: {value}", value=number(present)): present}
    return draw_ratios(table, marks, _("Ratio of the announced sums by treatment."))


def draw_ratios(table: pd.DataFrame, marks: dict[str, float], says: str) -> Picture:
    """Draw ratios under one another, with a dotted line at each mark."""
    known = table.dropna(subset="ratio")
    limit = max(known[["ratio", "high"]].max().max() if len(known) else 1.0, *marks.values(), 1e-9) * 1.6
    parts = []
    with style():
        figure, axes = new_figure(0.72 * len(table) + 0.7)
        for words, value in marks.items():
            axes.axvline(value, color=COLOURS["quiet"], linewidth=1, linestyle=":", zorder=0)
            away = 5 if value < limit * 0.55 else -5
            beside(axes, words, (value, len(table) - 0.45), away, color=COLOURS["quiet"], size=11)
            parts.append(_("Dotted line, {words}", words=words))
        for height, (__, row) in enumerate(table.iterrows()):
            measure = translate(row["measure"])
            heading(axes, height - 0.34, measure)
            parts.append(_("{name}: {value}", name=measure, value=ratio_line(axes, row, height, limit)))
        axes.set(xlim=(0, limit), ylim=(len(table) - 0.25, -0.62), xlabel=_("times as much"))
        axes.set_yticks([])
        numbers_at(axes.xaxis)
    last = extremes((named(row), row["ratio"]) for __, row in table.iterrows())
    return Picture(figure, f"{says} {'. '.join(parts)}. {last}".strip())


def draw_ratio_by_rate(table: pd.DataFrame, marks: dict[str, datetime.date]) -> Picture | None:
    """Draw the ratio of the announced sums at the exchange rate of each day.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a reference day: ``date``, ``ratio``.
    marks : dict of str to datetime.date
        Days to be marked, with what to call them; a day without a rate takes the last one before it.

    Returns
    -------
    Picture or None
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
            top = days.max() + span * (0.2 + 0.22 * (len(marks) - 1 - place))
            axes.plot([at, at], [value, top], color=COLOURS["quiet"], linewidth=0.8)
            axes.plot([at], [value], "o", color=COLOURS["ink"], markersize=6)
            beside(axes, _("{name}: {value}", name=name, value=number(value)), (at, top), -4 if at > middle else 4)
            parts.append(_("{name}, {day}: {value}", name=name, day=date(at.date()), value=number(value)))
        ceiling = days.max() + span * (0.3 + 0.22 * len(marks))
        axes.set(ylim=(days.min() - span * 0.15, ceiling), ylabel=_("times as much"), xlabel=None)
        axes.spines["left"].set_visible(True)
        dates_at(axes.xaxis)
        numbers_at(axes.yaxis)
    return Picture(figure, " ".join([*describe_line(days), f"{'. '.join(parts)}."]))


def named(row: pd.Series) -> str:
    """What one ratio is, with why it is no like-for-like result."""
    return ", ".join(translate(part) for part in (row["measure"], row.get("aside", "")) if part)


def describe_line(days: pd.Series) -> Iterator[str]:
    """A line over days in words: its ends, its extremes, and where it goes."""
    first, last, low, high = (date(at.date()) for at in (days.index[0], days.index[-1], days.idxmin(), days.idxmax()))
    yield _("Line from {first} to {last}.", first=first, last=last)
    yield _(
        "Lowest {least} on {low}, highest {most} on {high}.",
        least=number(days.min()), low=low, most=number(days.max()), high=high,
    )  # fmt: skip
    yield trend(_("Ratio"), (first, days.iloc[0]), (last, days.iloc[-1]))
