"""What compute costs: later money, chips at two precisions, an hour with its power."""

from __future__ import annotations

import math
from collections.abc import Mapping

import matplotlib.ticker
import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.alt_text import extremes, listed, sentences, trend
from analysis.charts.chart import Picture
from analysis.charts.style import (
    COLOURS,
    MARKS,
    bar,
    beside,
    heading,
    new_figure,
    numbers_at,
    plate,
    rows_from_zero,
    style,
    value_of,
    whisker,
)
from analysis.text import N_, translate
from analysis.text import translate as _
from analysis.wording import ends, month, number, readable

LOOKS = {
    "bit8": {"color": COLOURS["ink"], "linestyle": "-"},
    "bit16": {"color": COLOURS["quiet"], "linestyle": (0, (6, 2))},
    "building": {"color": COLOURS["quiet"], "linestyle": (0, (1, 2))},
}
"""Colour and dashes of each line; the dashes tell them apart in black and white."""

NAMES = {"bit8": N_("at 8 bit"), "bit16": N_("at 16 bit"), "building": N_("if chips got\nno cheaper")}
"""What stands at the end of each line."""

ALIKE = 1.1
"""Counts of one chip that differ by less than this factor are written once."""

ROOM = 2.3
"""Years from the left edge that the name of a programme needs."""

HOLLOW = {"markersize": 10, "markerfacecolor": COLOURS["paper"], "markeredgewidth": 1.5}
"""Looks of a mark that another may stand in."""

SIZE = 11


def draw_later_money(table: pd.DataFrame, spent: pd.DataFrame) -> Picture | None:
    """Draw what one sum buys in later years, with the middle of each programme's spending.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a line and half-year: ``line``, ``name``, ``year``, ``low``, ``central``, ``high`` [ratio].
    spent : pandas.DataFrame
        One row a programme: ``seat``, ``programme``, ``low``, ``central``, ``high`` [year of the middle of spending].

    Returns
    -------
    Picture or None
        None where there is nothing to draw.
    """
    if table.empty:
        return None
    first, last = table["year"].min(), table["year"].max()
    with style():
        figure, axes = new_figure(4.4)
        for line, rows in table.groupby("line", sort=False):
            draw_line(axes, rows, LOOKS[line], translate(NAMES[line]))
        top = table["high"].max()
        span = top - table["low"].min()
        for place, (__, row) in enumerate(spent.iterrows()):
            draw_spent(axes, row, top + span * (0.12 + 0.17 * place), first)
        axes.set(
            xlim=(first, first + (last - first) * 1.32),
            ylim=(table["low"].min() - span * 0.06, top + span * (0.1 + 0.17 * len(spent))),
            ylabel=_("times as much as in mid-{year}", year=str(int(first))),
        )
        axes.spines["left"].set_visible(True)
        axes.yaxis.set_major_locator(matplotlib.ticker.MaxNLocator(6, steps=[1, 2, 5, 10]))
        numbers_at(axes.yaxis)
        axes.set_xticks(range(math.ceil(first), math.floor(last) + 1))
    return Picture(figure, described_lines(table, spent))


def draw_line(axes: Axes, rows: pd.DataFrame, look: Mapping[str, object], name: str) -> None:
    """Draw one line with its band, and its name at its end."""
    axes.fill_between(rows["year"], rows["low"], rows["high"], color=look["color"], alpha=0.16, linewidth=0)
    axes.plot(rows["year"], rows["central"], linewidth=2, **look)
    at = rows.iloc[-1]
    beside(axes, name, (at["year"], at["central"]), 5, size=SIZE)


def draw_spent(axes: Axes, row: pd.Series, height: float, first: float) -> None:
    """Mark when a programme's money is spent, above the lines: its middle, with the range of the years."""
    low, central, high = row["low"], row["central"], row["high"]
    colour = COLOURS[row["seat"]]
    axes.plot([low, high], [height, height], color=colour, linewidth=2)
    axes.plot([central], [height], MARKS[row["seat"]], color=colour, markersize=8)
    axes.plot([central, central], [0, height], color=colour, linewidth=0.9, linestyle=(0, (2, 2)), zorder=0)
    left = central - first > ROOM
    at, away = (low, -7) if left else (high, 7)
    beside(axes, row["programme"], (at, height), away, size=SIZE, bbox=plate(0.1))


def described_lines(table: pd.DataFrame, spent: pd.DataFrame) -> str:
    """The lines in words, from the numbers that are drawn: their trends, the extremes, and when money is spent."""
    points = [
        (_("{line}, {month}", line=translate(row["name"]), month=month(row["year"])), row["central"])
        for __, row in table.iterrows()
    ]
    marks = [
        _(
            "{programme}: {month}{range}",
            programme=row["programme"],
            month=month(row["central"]),
            range=ends(value_of(row), unit="year"),
        )
        for __, row in spent.iterrows()
    ]
    return sentences(
        _("Lines of what one sum buys, in times what it buys in mid-{year}.", year=str(int(table["year"].min()))),
        *(described_line(rows) for __, rows in table.groupby("line", sort=False)),
        extremes(points),
        _("Middle of spending: {marks}.", marks=listed(marks)) if marks else "",
    )


def described_line(rows: pd.DataFrame) -> str:
    """One line in words: where it goes from its first month to its last, and its range there."""
    first, last = rows.iloc[0], rows.iloc[-1]
    start, end = (month(row["year"]) for row in (first, last))
    words = trend(translate(last["name"]), (start, first["central"]), (end, last["central"]))
    if not last["low"] < last["high"]:
        return words
    low, high = number(last["low"]), number(last["high"])
    return _("{trend} In {month} the range is {low} to {high}.", trend=words, month=end, low=low, high=high)


def draw_chips(table: pd.DataFrame) -> Picture | None:
    """Draw how many H100 equivalents each chip counts for at 8 bit and at 16 bit.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a chip from the top: ``chip``, ``bit8``, ``bit16`` [H100 equivalents].

    Returns
    -------
    Picture or None
        None where there is nothing to draw.
    """
    if table.empty:
        return None
    most = table[["bit8", "bit16"]].max().max()
    with style():
        figure, axes = new_figure(0.32 * len(table) + 1.1)
        for height, (__, row) in enumerate(table.iterrows()):
            axes.plot([0, most * 1.25], [height, height], color=COLOURS["rule"], linewidth=0.7, zorder=0)
            axes.plot([row["bit16"], row["bit8"]], [height, height], color=COLOURS["ink"], linewidth=1.6)
            axes.plot([row["bit16"]], [height], "s", color=COLOURS["ink"], **HOLLOW)
            axes.plot([row["bit8"]], [height], "o", color=COLOURS["ink"], markersize=6)
            draw_counts(axes, row, height, most * 0.035)
        key = most * 0.52
        axes.plot([0], [-1], "o", color=COLOURS["ink"], markersize=6)
        axes.text(most * 0.05, -1, _("at 8 bit"), va="center", size=SIZE)
        axes.plot([key], [-1], "s", color=COLOURS["ink"], **HOLLOW)
        axes.text(key + most * 0.05, -1, _("at 16 bit"), va="center", size=SIZE)
        axes.set(xlim=(-most * 0.05, most * 1.25), ylim=(len(table) - 0.4, -1.5))
        axes.set_xlabel(_("H100 equivalents for one chip"))
        numbers_at(axes.xaxis)
        axes.set_yticks(range(len(table)), table["chip"], size=SIZE, color=COLOURS["ink"])
        axes.tick_params(axis="y", length=0)
    return Picture(figure, described_chips(table))


def described_chips(table: pd.DataFrame) -> str:
    """The dots in words, from the numbers that are drawn: the extremes, the trend, then every chip."""
    newest, oldest = table.iloc[0], table.iloc[-1]
    whats = {"bit8": _("The count at 8 bit"), "bit16": _("The count at 16 bit")}
    counts = [(_("{chip} at 8 bit", chip=row["chip"]), row["bit8"]) for __, row in table.iterrows()]
    counts += [(_("{chip} at 16 bit", chip=row["chip"]), row["bit16"]) for __, row in table.iterrows()]
    return sentences(
        _("Dots of H100 equivalents for one chip, at 8 bit and at 16 bit, the newest chip first."),
        *(
            trend(what, (oldest["chip"], oldest[count]), (newest["chip"], newest[count]))
            for count, what in whats.items()
        ),
        extremes(counts),
        listed(f"{row['chip']} {both_counts(row)}" for __, row in table.iterrows()) + ".",
    )


def both_counts(row: pd.Series) -> str:
    """The counts of a chip at 8 bit and at 16 bit."""
    return _("{eight} and {sixteen}", eight=number(row["bit8"]), sixteen=number(row["bit16"]))


def draw_counts(axes: Axes, row: pd.Series, height: float, off: float) -> None:
    """Write both counts of a chip beside its dots; that at 8 bit alone where they are about the same."""
    one, two = sorted((row["bit8"], row["bit16"]))
    apart, alike = two - one > 4 * off, two < one * ALIKE
    words = number(two) if apart else number(row["bit8"]) if alike else both_counts(row)
    axes.text(two + 1.6 * off, height, words, va="center", size=SIZE, bbox=plate(0.1))
    if apart:
        axes.text(one - 1.6 * off, height, number(one), va="center", ha="right", size=SIZE, bbox=plate(0.1))


def draw_cost_of_an_hour(table: pd.DataFrame) -> Picture | None:
    """Draw what an hour of one H100 equivalent costs or is paid for, capital and running cost apart where known.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a cost or price: ``seat``, ``name``, ``value``, ``low``, ``central``, ``high``; of a cost also
        ``capital``, ``energy``, ``upkeep`` [USD].

    Returns
    -------
    Picture or None
        None where there is nothing to draw.
    """
    if table.empty:
        return None
    limit = table["high"].fillna(table["central"]).max() * 1.06
    parts = []
    with style():
        figure, axes = new_figure(1.12 * len(table) + 0.65)
        for height, (__, row) in enumerate(table.iterrows()):
            shown = readable(row["value"], row["value"].value)
            words = _("{name}: {cost}", name=row["name"], cost=dollars(shown.central) + ends(shown))
            heading(axes, height - 0.42, words)
            divided = "capital" in row
            bar(axes, height, row["capital"] if divided else row["central"], 0.34, row["seat"])
            if not pd.isna(row["low"]):
                whisker(axes, row["low"], row["high"], height - 0.24, 8)
            parts.append(draw_parts(axes, row, height, limit, words) if divided else words)
        rows_from_zero(axes, limit, -0.62, len(table) - 0.7, _("US dollars for one hour of one H100 equivalent"))
    costs = extremes(zip(table["name"], table["central"], strict=True), dollars)
    return Picture(figure, sentences(_("Bars of US dollars for an hour."), costs, ". ".join(parts) + "."))


def draw_parts(axes: Axes, row: pd.Series, height: float, limit: float, words: str) -> str:
    """Draw the running cost of an hour at the end of its capital, and name both; gives back the row in words."""
    running, colour = row["energy"] + row["upkeep"], COLOURS[row["seat"]]
    axes.barh(height, running, 0.34, left=row["capital"], color=COLOURS["paper"], edgecolor=colour, linewidth=1.6)
    capital = _("capital {cost}", cost=number(row["capital"], 2))
    axes.text(limit * 0.02, height, capital, va="center", size=SIZE, bbox=plate(0.16, "round"))
    axes.text(
        row["central"] + limit * 0.02, height, _("running {cost}", cost=number(running, 2)), va="center", size=SIZE
    )
    power, upkeep = _("power {cost}", cost=number(row["energy"], 2)), _("upkeep {cost}", cost=number(row["upkeep"], 2))
    return _("{cost}, of it {parts}", cost=words, parts=listed([capital, power, upkeep]))


def dollars(value: float) -> str:
    """An amount of dollars in short, with its cents."""
    return _("{cost} USD", cost=number(value, 2))
