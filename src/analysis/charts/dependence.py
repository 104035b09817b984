"""Where a unit of capital cost goes: its items with their ranges, and the part of sellers in the EU."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.alt_text import extremes, in_percent, sentences
from analysis.charts.chart import Picture
from analysis.charts.style import COLOURS, HATCHES, bar, heading, new_figure, rows_from_zero, style, value_of, whisker
from analysis.model.amounts import Triplet
from analysis.text import translate
from analysis.text import translate as _
from analysis.wording import NO_BREAK, capitalised, ends, number

SIZE, LETTERS, SHORT = 11, 56, 24
"""Size of small text [points], how many letters of it fit into a line, and of a clause that is never broken."""

HEAD, BAR, THIN, LINE, GAP = 0.28, 0.24, 0.16, 0.2, 0.13
"""Heights: of a heading, a bar, a bar of a part, a line of small text, and between items [inches]."""


def percent(value: Triplet) -> str:
    """A part in percent with its range."""
    return in_percent(value.central) + ends(value)


def draw_range(axes: Axes, low: float, high: float, height: float) -> None:
    """Draw a range through the middle of a bar, set off from the bar's own colour."""
    if low < high:
        axes.plot([low, high], [height, height], color=COLOURS["paper"], linewidth=3.6, solid_capstyle="butt")
        whisker(axes, low, high, height)


def draw_euro(table: pd.DataFrame) -> Picture | None:
    """Draw where capital cost goes: a bar an item, and a thin one for each part of an item.

    Parameters
    ----------
    table : pandas.DataFrame
        One row an item, each followed by its parts: ``name``, ``part_of`` (blank for an item), ``low``, ``central``,
        ``high`` [percent of capital cost], ``seat`` (of the sellers, in words).

    Returns
    -------
    Picture or None
        None where there is nothing to draw.
    """
    known = table.dropna(subset="central")
    if known.empty:
        return None
    limit = max(known[["central", "high"]].max()) * 1.04
    with style():
        figure, axes = new_figure(1.0)
        height = 0.0
        for __, row in known.iterrows():
            height = draw_part(axes, row, height, limit) if row["part_of"] else draw_item(axes, row, height, limit)
        figure.set_figheight(height + 0.65)
        rows_from_zero(axes, limit, 0, height, _("percent of capital cost"))
    return Picture(figure, describe_euro(known))


def draw_item(axes: Axes, row: pd.Series, height: float, limit: float) -> float:
    """Draw one item with its sellers; gives back where the next begins."""
    height += GAP
    heading(axes, height + HEAD / 2, f"{translate(row['name'])} {percent(value_of(row))}")
    height += HEAD
    bar = {"color": COLOURS["rule"], "edgecolor": COLOURS["quiet"], "linewidth": 0.9}
    axes.barh(height + BAR / 2, row["central"], BAR, **bar)
    draw_range(axes, row["low"], row["high"], height + BAR / 2)
    height += BAR + 0.03
    for line in textwrap.wrap(kept_together(capitalised(row["seat"])), LETTERS):
        axes.text(limit * 0.012, height + LINE / 2, line, va="center", size=SIZE, color=COLOURS["quiet"])
        height += LINE
    return height


def kept_together(text: str) -> str:
    """A text whose short clauses each stay on one line."""
    clauses = text.split("; ")
    return "; ".join(clause.replace(" ", NO_BREAK) if len(clause) <= SHORT else clause for clause in clauses)


def draw_part(axes: Axes, row: pd.Series, height: float, limit: float) -> float:
    """Draw one part of the item above, hatched and set in; gives back where the next begins."""
    text = _("of which {name} {share}", name=inside(translate(row["name"])), share=percent(value_of(row)))
    axes.text(limit * 0.04, height + 0.06 + LINE / 2, text, va="center", size=SIZE)
    height += 0.06 + LINE
    bar = {"color": "none", "edgecolor": COLOURS["quiet"], "hatch": HATCHES["comparator"], "linewidth": 0.9}
    axes.barh(height + 0.02 + THIN / 2, row["central"], THIN, **bar)
    draw_range(axes, row["low"], row["high"], height + 0.02 + THIN / 2)
    return height + 0.02 + THIN + 0.03


def inside(name: str) -> str:
    """A name as it is written inside a sentence."""
    return name[:1].lower() + name[1:]


def describe_euro(table: pd.DataFrame) -> str:
    """The bars in words, from the numbers that are drawn."""
    items = table[table["part_of"] == ""]
    words = [
        _("Bars of percent of capital cost, with ranges; parts of an item are not added to it."),
        most_and_least(items, "central"),
    ]
    for __, row in table.iterrows():
        name, told = translate(row["name"]), {"share": percent(value_of(row)), "sellers": row["seat"]}
        if row["part_of"]:
            words.append(_("Of which {name} {share}, sellers: {sellers}.", name=inside(name), **told))
        else:
            words.append(_("{name} {share}, sellers: {sellers}.", name=name, **told))
    return sentences(*words)


def most_and_least(items: pd.DataFrame, column: str) -> str:
    """The largest and the smallest of some items by the percentage in a column."""
    return extremes(((translate(row["name"]), row[column]) for __, row in items.iterrows()), in_percent)


def draw_eu_parts(table: pd.DataFrame, assumed: Triplet | None) -> Picture | None:
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
    Picture or None
        None where there is nothing to draw.
    """
    items, total = table[table["item"] != ""].dropna(subset="eu"), table[table["item"] == ""].dropna(subset="eu")
    if items.empty:
        return None
    step = HEAD + BAR + GAP
    sums = [Triplet(*ends) for ends in total[["eu_low", "eu", "eu_high"]].to_numpy()]
    limit = max(items["central"].max(), *(value.high for value in sums), assumed.high if assumed else 0) * 1.04
    with style():
        figure, axes = new_figure(1.0)
        height = LINE + GAP
        draw_key(axes, LINE / 2, limit)
        for __, row in items.iterrows():
            heading(axes, height + HEAD / 2, part_of_item(row))
            draw_split(axes, row, height + HEAD + BAR / 2)
            height += step
        for value in sums:
            height = draw_sum(axes, _("Sum of the items"), value, height, european=True)
        if assumed:
            height = draw_sum(axes, _("Assumption in use"), assumed, height, european=False)
        figure.set_figheight(height + 0.65)
        rows_from_zero(axes, limit, 0, height, _("percent of capital cost"))
    return Picture(figure, describe_parts(items, sums, assumed))


def draw_key(axes: Axes, height: float, limit: float) -> None:
    """Say at the top what the two fills mean."""
    keys = ((0.012, "european", _("seat in the EU")), (0.46, "outside", _("seat elsewhere")))
    for left, meaning, words in keys:
        bar(axes, height, limit * 0.05, THIN, meaning, left=limit * left)
        axes.text(limit * (left + 0.065), height, words, va="center", size=SIZE)


def part_of_item(row: pd.Series) -> str:
    """How much of one item goes to sellers in the EU, in words."""
    eu, whole = number(row["eu"]), number(row["central"])
    return _("{name}: {eu} of {whole}%", name=translate(row["name"]), eu=eu, whole=whole)


def draw_split(axes: Axes, row: pd.Series, height: float) -> None:
    """Draw one item, the part of sellers in the EU first, with the range of that part."""
    for left, width, meaning in ((0, row["eu"], "european"), (row["eu"], row["central"] - row["eu"], "outside")):
        bar(axes, height, width, BAR, meaning, left=left)
    draw_range(axes, row["eu_low"], row["eu_high"], height)


def draw_sum(axes: Axes, name: str, value: Triplet, height: float, *, european: bool) -> float:
    """Draw a sum with its range: filled where it is made of the items above, else hollow; gives back the next place."""
    heading(axes, height + HEAD / 2, _("{name}: {share}", name=name, share=percent(value)))
    middle, colour = height + HEAD + BAR / 2, COLOURS["european"]
    axes.barh(middle, value.central, BAR, color=colour if european else "none", edgecolor=colour, linewidth=1.4)
    draw_range(axes, value.low, value.high, middle)
    return height + HEAD + BAR + GAP


def describe_parts(items: pd.DataFrame, sums: list[Triplet], assumed: Triplet | None) -> str:
    """The bars in words, from the numbers that are drawn."""
    words = [part_of_item(row) for __, row in items.iterrows()]
    words += [_("Sum: {share}", share=percent(value)) for value in sums]
    words += [_("Assumption in use: {share}", share=percent(assumed))] if assumed else []
    shown = _("Bars of the part that sellers in the EU have of each item.")
    return sentences(shown, most_and_least(items, "eu"), ". ".join(words) + ".")
