"""Charts of the outside view: what earlier programmes delivered, and what that makes of two promises."""

from __future__ import annotations

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.real import spread
from analysis.charts.style import COLOURS, HATCHES, heading, new_figure, style
from analysis.charts.ticks import numbers_at
from analysis.charts.told import extremes
from analysis.languages import of_data, plural, spoken
from analysis.languages import translate as _
from analysis.model.amounts import Triplet
from analysis.wording import number


@spoken
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
    words = in_percent(central)
    words += _(" ({low} to {high})", low=in_percent(low), high=in_percent(high)) if low < high else ""
    limit, parts = max(100.0, table["percent"].max()), []
    with style():
        figure, axes = new_figure(0.72 * len(table) + 1.3)
        axes.axvspan(low, high, color=COLOURS["rule"], alpha=0.4, linewidth=0, zorder=0)
        for height, (__, row) in enumerate(table.iterrows()):
            case, measure = case_in_words(row), of_data(row["measure"])
            axes.text(0.5, height - 0.46, case, va="center", weight="bold")
            axes.text(0.5, height - 0.19, measure, va="center", size=11)
            axes.plot([0, row["percent"]], [height + 0.09, height + 0.09], color=COLOURS["quiet"], linewidth=1)
            face = COLOURS["ink"] if row["firm"] else COLOURS["paper"]
            axes.plot([row["percent"]], [height + 0.09], "o", markersize=8, mfc=face, mec=COLOURS["ink"])
            text = in_percent(row["percent"], decimals=0)
            text = text if row["firm"] else _("{percent} (estimate)", percent=text)
            axes.text(row["percent"] + 2.5, height + 0.09, text, va="center")
            parts.append(_("{case}, {measure}: {percent}", case=case, measure=measure, percent=text))
        axes.text(0.5, len(table) - 0.4, _("The rate taken here: {rate}", rate=words), va="center", weight="bold")
        axes.plot([low, high], [len(table) - 0.08] * 2, color=COLOURS["quiet"], linewidth=4)
        axes.plot([central], [len(table) - 0.08], "D", markersize=8, color=COLOURS["ink"])
        axes.axvline(0, color=COLOURS["ink"], linewidth=0.8)
        axes.axvline(100, color=COLOURS["quiet"], linewidth=1, linestyle=":")
        axes.set(xlim=(0, limit * 1.02), ylim=(len(table) + 0.3, -0.75))
        axes.set_xlabel(_("percent delivered of what was promised"))
        axes.set_yticks([])
        numbers_at(axes.xaxis)
    shown = _("Dots in percent. {parts}. The rate taken here: {rate}.", parts=". ".join(parts), rate=words)
    ends = extremes(
        ((of_data(row["case"]), row["percent"]) for __, row in table.iterrows()), lambda value: in_percent(value, 0)
    )
    return Chart(figure, " ".join(filter(None, (shown, ends))))


def in_percent(value: float, decimals: int | None = None) -> str:
    """A number of percent."""
    return _("{number}%", number=number(value, decimals))


def case_in_words(row: pd.Series) -> str:
    """An earlier programme, and after how many years its delivery was counted where that is said."""
    case, years = of_data(row["case"]), row["after_years"]
    if pd.isna(years):
        return case
    return _(
        "{case}, after {years}", case=case, years=plural("{count} year", "{count} years", years, count=number(years))
    )


@spoken
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
        for place, (__, row) in enumerate(table.iterrows()):
            announced = _("{programme}: {sum} announced", programme=row["programme"], sum=number(row["announced"]))
            heading(axes, place - 0.38, announced)
            colour = COLOURS[row["seat"]]
            axes.barh(place - 0.08, row["announced"], 0.3, color="none", edgecolor=colour, linewidth=1.2)
            axes.barh(
                place - 0.08, row["central"], 0.3, color=colour, edgecolor=COLOURS["paper"], linewidth=0,
                hatch=HATCHES[row["seat"]],
            )  # fmt: skip
            axes.plot([row["low"], row["high"]], [place - 0.08] * 2, "-|", color=COLOURS["ink"], markersize=9)
            text = _("to be expected: {sum}", sum=spread(row))
            axes.annotate(text, (0, place + 0.24), (4, 0), textcoords="offset points", va="center", size=11)
            parts.append(_("{announced}, {expected}", announced=announced, expected=text))
        axes.axvline(0, color=COLOURS["ink"], linewidth=0.8)
        axes.set(xlim=(0, limit), ylim=(len(table) - 0.55, -0.6), xlabel=_("billions of US dollars"))
        axes.set_yticks([])
        numbers_at(axes.xaxis)
    shown = _("Outlined bars of what was announced, filled to what can be expected. {parts}.", parts=". ".join(parts))
    ends = extremes((row["programme"], row["central"]) for __, row in table.iterrows())
    return Chart(figure, " ".join(filter(None, (shown, ends))))
