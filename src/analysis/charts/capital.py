"""Charts of who pays: a sum by payer each time it was told, leverage, and debt of sites."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from analysis.charts.chart import Chart
from analysis.charts.promised import ratio_line
from analysis.charts.style import COLOURS, HATCHES, heading, new_figure, style
from analysis.model.amounts import Triplet
from analysis.wording import ends, number, quantity

LOOKS = {
    "union_budget": ("union", ""),
    "member_states": ("states", HATCHES["states"]),
    "public": ("states", "xxxx"),
    "private": ("private", HATCHES["private"]),
    "unknown": ("paper", HATCHES["paper"]),
}
"""Colour and hatch of each payer."""

BAR, STEP = 0.36, 1.0
PLATE = {"boxstyle": "round,pad=0.14", "facecolor": COLOURS["paper"], "edgecolor": "none"}
CHARACTER = 0.021
"""Width of one character as a share of the axes."""


def swatch(axes: Axes, payer: str, left: float, height: float, width: float, thickness: float) -> None:
    """Draw a part of a bar in the look of its payer."""
    colour, hatch = LOOKS[payer]
    edge = COLOURS["quiet" if payer == "unknown" else "paper"]
    axes.barh(height, width, thickness, left=left, color=COLOURS[colour], edgecolor=edge, hatch=hatch, linewidth=0)
    outline = Rectangle((left, height - thickness / 2), width, thickness, fill=False, edgecolor=COLOURS["ink"])
    outline.set(linewidth=0.9, clip_on=False)
    axes.add_patch(outline)


def key(axes: Axes, names: dict[str, str], limit: float) -> float:
    """Name the payers above the bars, so many to a row as fit; gives how many rows."""
    place, row = 0.0, 0
    for payer, name in names.items():
        width = 0.075 + CHARACTER * len(name) + 0.03
        if place + width > 1.03:
            place, row = 0.0, row + 1
        height = row * 0.36
        swatch(axes, payer, place * limit + limit * 0.012, height, limit * 0.048, 0.22)
        axes.text((place + 0.072) * limit, height, name, va="center")
        place += width
    return row + 1


def draw_parts(axes: Axes, row: pd.Series, height: float, limit: float) -> None:
    """Draw one sum as a bar of its payers, each with its number, and a line where a part is uncertain."""
    left = 0.0
    for payer in LOOKS:
        part = row[payer]
        if pd.isna(part):
            continue
        if part > 0:
            swatch(axes, payer, left, height, part, BAR)
            text = number(part)
            if len(text) * CHARACTER * limit + limit * 0.012 < part:
                axes.text(left + part / 2, height, text, ha="center", va="center", bbox=PLATE, zorder=4)
        low, high = row.get(f"{payer}_low"), row.get(f"{payer}_high")
        if low is not None and low < high:
            at = [left + low, left + high]
            axes.plot(at, [height + BAR / 2 + 0.09] * 2, color=COLOURS["ink"], linewidth=1.3)
            axes.plot(at, [height + BAR / 2 + 0.09] * 2, "|", color=COLOURS["ink"], markersize=7)
        left += part


def ranges_of(row: pd.Series, names: dict[str, str]) -> str:
    """The uncertain parts of a sum in words."""
    parts = []
    for payer, name in names.items():
        low, high = row.get(f"{payer}_low"), row.get(f"{payer}_high")
        if low is not None and low < high:
            parts.append(f"{name}{ends(Triplet(low, row[payer], high)).replace(' (', ' ').removesuffix(')')}")
    return ", ".join(parts)


def draw_split(table: pd.DataFrame) -> Chart | None:
    """Draw an announced sum by payer, one bar each time that it was told.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a telling, as :func:`analysis.tables.splits` gives it, with the payers' names in its ``attrs``.

    Returns
    -------
    Chart or None
        None where no public money was ever told.
    """
    if table.empty or not table[["union_budget", "member_states", "public"]].gt(0).any(axis=None):
        return None
    names = {payer: name for payer, name in table.attrs["names"].items() if table[payer].notna().any()}
    limit = max(row["announced"].central for _, row in table.iterrows()) * 1.02
    with style():
        figure, axes = new_figure(0.74 * len(table) + 1.2)
        height = first = key(axes, names, limit) * 0.36 + 0.12
        for _, row in table.iterrows():
            heading(axes, height, f"{row['told']}: {quantity(row['announced'])}")
            draw_parts(axes, row, height + 0.35, limit)
            words = ranges_of(row, names)
            if words:
                axes.annotate(
                    f"Line: {words}",
                    (0, height + 0.92),
                    (4, 0),
                    textcoords="offset points",
                    va="center",
                    color=COLOURS["quiet"],
                )
            height += STEP + (0.34 if words else 0)
        axes.set(xlim=(0, limit), ylim=(height - 0.3, -0.25), xlabel=f"billions of {currency(table.attrs['unit'])}")
        axes.set_yticks([])
        axes.xaxis.set_major_locator(MaxNLocator(6, integer=True, steps=[1, 2, 5, 10]))
        axes.plot([0, 0], [first + 0.1, height - 0.3], color=COLOURS["ink"], linewidth=0.8)
    return Chart(figure, describe_split(table, names))


def currency(unit: str) -> str:
    """A currency in words."""
    return {"EUR": "euro", "USD": "US dollars"}.get(unit.split()[0], unit.split()[0])


def describe_split(table: pd.DataFrame, names: dict[str, str]) -> str:
    """The bars in words, from the numbers that are drawn."""
    bars = []
    for _, row in table.iterrows():
        parts = [f"{name} {number(row[payer])}" for payer, name in names.items() if not pd.isna(row[payer])]
        if ranges := ranges_of(row, names):
            parts.append(f"ranges: {ranges}")
        bars.append(f"{row['told']}, {quantity(row['announced'])}: {', '.join(parts)}")
    return f"Bars of one sum by payer, {table.attrs['unit']}. {'. '.join(bars)}."


def draw_leverage(table: pd.DataFrame) -> Chart | None:
    """Draw capital for each unit of public money, with numerator and denominator in words.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a ratio, as :func:`analysis.tables.leverage` gives it.

    Returns
    -------
    Chart or None
        None where there is no ratio.
    """
    if table.empty:
        return None
    limit = table[["ratio", "high"]].max().max() * 1.4
    parts, height = [], 0.0
    with style():
        groups = list(table.groupby("programme", sort=False))
        figure, axes = new_figure(0.62 * len(table) + 0.34 * len(groups) + 0.75)
        for programme, rows in groups:
            heading(axes, height, programme)
            height += 0.42
            for _, row in rows.iterrows():
                words = f"{row['numerator']} over {row['denominator']}"
                words += "" if row["kind"] == "as told" else f", {row['kind']}"
                axes.annotate(words, (0, height), (4, 0), textcoords="offset points", va="center")
                parts.append(f"{programme}, {words}: {ratio_line(axes, row, height + 0.38, limit)}")
                height += 0.88
            height += 0.1
        axes.set(xlim=(0, limit), ylim=(height - 0.2, -0.3), xlabel="units of capital for each unit below")
        axes.set_yticks([])
        axes.xaxis.set_major_locator(MaxNLocator(6, integer=True, steps=[1, 2, 5, 10]))
        axes.axvline(0, color=COLOURS["ink"], linewidth=0.8)
    return Chart(figure, f"Ratios of capital to public money. {'. '.join(parts)}.")


def draw_debt(table: pd.DataFrame) -> Chart | None:
    """Draw the share of debt in the capital raised for sites.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a site, as :func:`analysis.tables.site_debt` gives it [percent].

    Returns
    -------
    Chart or None
        None where there is no share.
    """
    if table.empty:
        return None
    parts = []
    with style():
        figure, axes = new_figure(0.66 * len(table) + 0.65)
        for height, (_, row) in enumerate(table.iterrows()):
            sure = "" if row["confidence"] == "high" else f", confidence {row['confidence']}"
            heading(axes, height - 0.36, f"{row['site']}, {row['as_of']}")
            look = {"color": COLOURS[row["seat"]], "edgecolor": COLOURS["paper"], "hatch": HATCHES[row["seat"]]}
            axes.barh(height, row["percent"], 0.34, linewidth=0, **look)
            outline = Rectangle((0, height - 0.17), 100, 0.34, fill=False, edgecolor=COLOURS["ink"], clip_on=False)
            outline.set(linewidth=0.9, linestyle=(0, (4, 3)) if row["confidence"] == "low" else "-")
            axes.add_patch(outline)
            text = f"{number(row['percent'], decimals=1)}% debt{sure}"
            axes.text(2, height, text, va="center", bbox=PLATE, zorder=4)
            parts.append(f"{row['site']}, {row['as_of']}: {text}")
        axes.set(xlim=(0, 100), ylim=(len(table) - 0.6, -0.65), xlabel="percent of capital raised")
        axes.set_yticks([])
    return Chart(figure, f"Bars of debt in percent of the capital raised for sites. {'. '.join(parts)}.")
