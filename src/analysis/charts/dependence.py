"""Where a unit of capital cost goes: its items with their ranges, and the part of sellers in the EU."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.chart import Chart
from analysis.charts.style import COLOURS, HATCHES, heading, new_figure, style
from analysis.model.amounts import Triplet
from analysis.wording import ends, number

SIZE, LETTERS = 11, 56
"""Size of small text [points], and how many letters of it fit into a line."""

HEAD, BAR, THIN, LINE, GAP = 0.28, 0.24, 0.16, 0.2, 0.13
"""Heights: of a heading, a bar, a bar of a part, a line of small text, and between items [inches]."""


def percent(row: pd.Series, names: tuple[str, str, str] = ("low", "central", "high")) -> str:
    """A part in percent with its range."""
    low, central, high = row[list(names)]
    if pd.isna(central):
        return "not known"
    value = Triplet(*(None if pd.isna(end) else end for end in (low, central, high)))
    return f"{number(central)}%{ends(value)}"


def whisker(axes: Axes, low: float, high: float, height: float) -> None:
    """Draw a range through the middle of a bar, set off from the bar's own colour."""
    if low < high:
        axes.plot([low, high], [height, height], color=COLOURS["paper"], linewidth=3.6, solid_capstyle="butt")
        axes.plot([low, high], [height, height], color=COLOURS["ink"], linewidth=1.3)
        axes.plot([low, high], [height, height], "|", color=COLOURS["ink"], markersize=7)


def draw_euro(table: pd.DataFrame) -> Chart | None:
    """Draw where capital cost goes: a bar an item, and a thin one for each part of an item.

    Parameters
    ----------
    table : pandas.DataFrame
        One row an item, each followed by its parts: ``name``, ``part_of`` (blank for an item), ``low``, ``central``,
        ``high`` [percent of capital cost], ``seat`` (of the sellers, in words).

    Returns
    -------
    Chart or None
        None where there is nothing to draw.
    """
    known = table.dropna(subset="central")
    if known.empty:
        return None
    limit = max(known[["central", "high"]].max()) * 1.04
    with style():
        figure, axes = new_figure(1.0)
        height = 0.0
        for _, row in known.iterrows():
            height = draw_part(axes, row, height, limit) if row["part_of"] else draw_item(axes, row, height, limit)
        figure.set_figheight(height + 0.65)
        axes.set(xlim=(0, limit), ylim=(height, 0), xlabel="percent of capital cost")
        axes.set_yticks([])
        axes.axvline(0, color=COLOURS["ink"], linewidth=0.8)
    return Chart(figure, describe_euro(known))


def draw_item(axes: Axes, row: pd.Series, height: float, limit: float) -> float:
    """Draw one item with its sellers; gives back where the next begins."""
    height += GAP
    heading(axes, height + HEAD / 2, f"{row['name']} {percent(row)}")
    height += HEAD
    bar = {"color": COLOURS["rule"], "edgecolor": COLOURS["quiet"], "linewidth": 0.9}
    axes.barh(height + BAR / 2, row["central"], BAR, **bar)
    whisker(axes, row["low"], row["high"], height + BAR / 2)
    height += BAR + 0.03
    for line in textwrap.wrap(row["seat"][:1].upper() + row["seat"][1:], LETTERS):
        axes.text(limit * 0.012, height + LINE / 2, line, va="center", size=SIZE, color=COLOURS["quiet"])
        height += LINE
    return height


def draw_part(axes: Axes, row: pd.Series, height: float, limit: float) -> float:
    """Draw one part of the item above, hatched and set in; gives back where the next begins."""
    text = f"of which {row['name'][:1].lower() + row['name'][1:]} {percent(row)}"
    axes.text(limit * 0.04, height + 0.06 + LINE / 2, text, va="center", size=SIZE)
    height += 0.06 + LINE
    bar = {"color": "none", "edgecolor": COLOURS["quiet"], "hatch": HATCHES["comparator"], "linewidth": 0.9}
    axes.barh(height + 0.02 + THIN / 2, row["central"], THIN, **bar)
    whisker(axes, row["low"], row["high"], height + 0.02 + THIN / 2)
    return height + 0.02 + THIN + 0.03


def describe_euro(table: pd.DataFrame) -> str:
    """The bars in words, from the numbers that are drawn."""
    words = [
        f"{'of which ' if row['part_of'] else ''}{row['name']} {percent(row)}, sellers: {row['seat']}"
        for _, row in table.iterrows()
    ]
    return f"Bars of percent of capital cost, with ranges; parts of an item are not added to it. {'. '.join(words)}."


def draw_eu_parts(table: pd.DataFrame, assumed: Triplet | None) -> Chart | None:
    """Draw how much of each item goes to sellers in the EU, and their sum beside the assumption in use.

    Parameters
    ----------
    table : pandas.DataFrame
        One row an item, the last one their sum with a blank ``item``: ``name``, ``central``, ``eu_low``, ``eu``,
        ``eu_high`` [percent of capital cost].
    assumed : Triplet or None
        The assumption that sums of money rest on [percent of capital cost].

    Returns
    -------
    Chart or None
        None where there is nothing to draw.
    """
    items, total = table[table["item"] != ""].dropna(subset="eu"), table[table["item"] == ""].dropna(subset="eu")
    if items.empty:
        return None
    step = HEAD + BAR + GAP
    limit = max(items["central"].max(), *total["eu_high"], assumed.high if assumed else 0) * 1.04
    with style():
        figure, axes = new_figure(1.0)
        height = LINE + GAP
        draw_key(axes, LINE / 2, limit)
        for _, row in items.iterrows():
            heading(axes, height + HEAD / 2, f"{row['name']}: {number(row['eu'])} of {number(row['central'])}%")
            draw_split(axes, row, height + HEAD + BAR / 2)
            height += step
        for _, row in total.iterrows():
            value = Triplet(row["eu_low"], row["eu"], row["eu_high"])
            height = draw_sum(axes, "Sum of the items", value, height, european=True)
        if assumed:
            height = draw_sum(axes, "Assumption in use", assumed, height, european=False)
        figure.set_figheight(height + 0.65)
        axes.set(xlim=(0, limit), ylim=(height, 0), xlabel="percent of capital cost")
        axes.set_yticks([])
        axes.axvline(0, color=COLOURS["ink"], linewidth=0.8)
    return Chart(figure, describe_parts(items, total, assumed))


def draw_key(axes: Axes, height: float, limit: float) -> None:
    """Say at the top what the two fills mean."""
    for left, meaning, words in ((0.012, "european", "seat in the EU"), (0.46, "outside", "seat elsewhere")):
        fill = {"color": COLOURS[meaning], "hatch": HATCHES[meaning], "edgecolor": COLOURS["paper"], "linewidth": 0}
        axes.barh(height, limit * 0.05, THIN, left=limit * left, **fill)
        axes.text(limit * (left + 0.065), height, words, va="center", size=SIZE)


def draw_split(axes: Axes, row: pd.Series, height: float) -> None:
    """Draw one item, the part of sellers in the EU first, with the range of that part."""
    for left, width, meaning in ((0, row["eu"], "european"), (row["eu"], row["central"] - row["eu"], "outside")):
        fill = {"color": COLOURS[meaning], "hatch": HATCHES[meaning], "edgecolor": COLOURS["paper"], "linewidth": 0}
        axes.barh(height, width, BAR, left=left, **fill)
    whisker(axes, row["eu_low"], row["eu_high"], height)


def draw_sum(axes: Axes, name: str, value: Triplet, height: float, *, european: bool) -> float:
    """Draw a sum with its range: filled where it is made of the items above, else hollow; gives back the next place."""
    heading(axes, height + HEAD / 2, f"{name}: {number(value.central)}%{ends(value)}")
    middle, colour = height + HEAD + BAR / 2, COLOURS["european"]
    axes.barh(middle, value.central, BAR, color=colour if european else "none", edgecolor=colour, linewidth=1.4)
    whisker(axes, value.low, value.high, middle)
    return height + HEAD + BAR + GAP


def describe_parts(items: pd.DataFrame, total: pd.DataFrame, assumed: Triplet | None) -> str:
    """The bars in words, from the numbers that are drawn."""
    words = [f"{row['name']}: {number(row['eu'])} of {number(row['central'])}%" for _, row in items.iterrows()]
    words += [f"Sum: {percent(row, ('eu_low', 'eu', 'eu_high'))}" for _, row in total.iterrows()]
    words += [f"Assumption in use: {number(assumed.central)}%{ends(assumed)}"] if assumed else []
    return f"Bars of the part that sellers in the EU have of each item. {'. '.join(words)}."
