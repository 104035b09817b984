"""Charts of who pays: a sum by payer each time it was told, leverage, and debt of sites."""

from __future__ import annotations

import functools

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.charts.alt_text import sentences
from analysis.charts.chart import Picture
from analysis.charts.promised import ratio_line
from analysis.charts.style import COLOURS, HATCHES, bar, beside, heading, new_figure, outline, plate, style, whisker
from analysis.text import N_, translate
from analysis.text import translate as _
from analysis.wording import capitalised, end_of_range, number, quantity

LOOKS = {
    "union_budget": ("union", ""),
    "member_states": ("states", HATCHES["states"]),
    "public": ("states", "xxxx"),
    "private": ("private", HATCHES["private"]),
    "unknown": ("paper", HATCHES["paper"]),
}
"""Colour and hatch of each payer."""

BILLIONS = {"EUR": N_("billions of euro"), "USD": N_("billions of US dollars")}
"""What the axis of a sum counts, by currency."""

BAR, STEP = 0.36, 1.0
CHARACTER = 0.021
"""Width of one character as a share of the axes."""


def swatch(axes: Axes, payer: str, left: float, height: float, width: float, thickness: float) -> None:
    """Draw a part of a bar in the look of its payer."""
    colour, hatch = LOOKS[payer]
    edge = COLOURS["quiet" if payer == "unknown" else "paper"]
    axes.barh(height, width, thickness, left=left, color=COLOURS[colour], edgecolor=edge, hatch=hatch, linewidth=0)
    outline(axes, height, width, thickness, left)


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
                axes.text(left + part / 2, height, text, ha="center", va="center", bbox=plate(0.14, "round"), zorder=4)
        value = row["ranges"].get(payer)
        if value and value.low < value.high:
            whisker(axes, left + value.low, left + value.high, height + BAR / 2 + 0.09)
        left += part


def ranges_of(row: pd.Series, names: dict[str, str]) -> str:
    """The uncertain parts of a sum in words."""
    parts = []
    for payer, value in row["ranges"].items():
        if value.low < value.high:
            low, high = (end_of_range(end, row[payer], "") for end in (value.low, value.high))
            parts.append(_("{payer} {low} to {high}", payer=names[payer], low=low, high=high))
    return ", ".join(parts)


def draw_split(table: pd.DataFrame) -> Picture | None:
    """Draw an announced sum by payer, one bar each time that it was told.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a telling, as :func:`analysis.tables.splits` gives it, with the payers' names in its ``attrs``.

    Returns
    -------
    Picture or None
        None where no public money was ever told.
    """
    if table.empty or not table[["union_budget", "member_states", "public"]].gt(0).any(axis=None):
        return None
    names = {payer: translate(name) for payer, name in table.attrs["names"].items() if table[payer].notna().any()}
    limit = max(row["announced"].central for __, row in table.iterrows()) * 1.02
    with style():
        figure, axes = new_figure(0.74 * len(table) + 1.2)
        height = first = key(axes, names, limit) * 0.36 + 0.12
        for __, row in table.iterrows():
            heading(axes, height, _("{told}: {sum}", told=capitalised(row["told"]), sum=quantity(row["announced"])))
            draw_parts(axes, row, height + 0.35, limit)
            words = ranges_of(row, names)
            if words:
                beside(axes, _("Line: {ranges}", ranges=words), (0, height + 0.92), color=COLOURS["quiet"])
            height += STEP + (0.46 if words else 0)
        axes.set(xlim=(0, limit), ylim=(height - 0.3, -0.25), xlabel=billions_of(table.attrs["unit"]))
        whole_numbers(axes)
        axes.plot([0, 0], [first + 0.1, height - 0.3], color=COLOURS["ink"], linewidth=0.8)
    return Picture(figure, describe_split(table, names))


def whole_numbers(axes: Axes) -> None:
    """Write whole numbers below the chart, and nothing beside it."""
    axes.set_yticks([])
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(lambda value, place: number(value))


def billions_of(unit: str) -> str:
    """What the axis of a sum counts, in words."""
    currency = unit.split()[0]
    if currency in BILLIONS:
        return translate(BILLIONS[currency])
    return _("billions of {currency}", currency=currency)


def describe_split(table: pd.DataFrame, names: dict[str, str]) -> str:
    """The bars in words, from the numbers that are drawn."""
    told = [_("Bars of one sum by payer, {unit}.", unit=translate(table.attrs["unit"]))]
    for __, row in table.iterrows():
        parts = [f"{name} {number(row[payer])}" for payer, name in names.items() if not pd.isna(row[payer])]
        if ranges := ranges_of(row, names):
            parts.append(_("ranges: {ranges}", ranges=ranges))
        when, total = capitalised(row["told"]), quantity(row["announced"])
        told.append(_("{told}, {sum}: {parts}.", told=when, sum=total, parts=functools.reduce(after, parts)))
    return sentences(*told, course_of_sum(table), extremes_of_private(table))


def after(parts: str, part: str) -> str:
    """A part after others, which may end in numbers."""
    return _("{parts}, {part}", parts=parts, part=part)


def course_of_sum(table: pd.DataFrame) -> str:
    """Whether a sum rises or falls from its first telling to its last."""
    first, last = table.iloc[0], table.iloc[-1]
    values = {
        "first": quantity(first["announced"]),
        "start": first["told"],
        "last": quantity(last["announced"]),
        "end": last["told"],
    }
    if first["announced"].central < last["announced"].central:
        return _("The sum rises from {first} ({start}) to {last} ({end}).", **values)
    if first["announced"].central > last["announced"].central:
        return _("The sum falls from {first} ({start}) to {last} ({end}).", **values)
    return _("The sum is the same at the last telling as at the first: {last}.", last=values["last"])


def extremes_of_private(table: pd.DataFrame) -> str:
    """When the private part is smallest and when it is largest; empty where it is never told or always the same."""
    private = table["private"].dropna()
    if private.empty or private.min() == private.max():
        return ""
    return _(
        "The private part is smallest at {least} ({when_least}) and largest at {most} ({when_most}).",
        least=number(private.min()),
        when_least=table.loc[private.idxmin(), "told"],
        most=number(private.max()),
        when_most=table.loc[private.idxmax(), "told"],
    )


def draw_leverage(table: pd.DataFrame) -> Picture | None:
    """Draw capital for each unit of public money, with numerator and denominator in words.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a ratio, as :func:`analysis.tables.leverage` gives it.

    Returns
    -------
    Picture or None
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
            heading(axes, height, translate(programme))
            height += 0.42
            for __, row in rows.iterrows():
                words = ratio_in_words(row)
                beside(axes, words, (0, height))
                line = ratio_line(axes, row, height + 0.38, limit)
                parts.append(_("{programme}, {ratio}: {line}.", programme=translate(programme), ratio=words, line=line))
                height += 0.88
            height += 0.1
        axes.set(xlim=(0, limit), ylim=(height - 0.2, -0.3), xlabel=_("units of capital for each unit below"))
        whole_numbers(axes)
        axes.axvline(0, color=COLOURS["ink"], linewidth=0.8)
    return Picture(figure, sentences(_("Ratios of capital to public money."), *parts, extremes_of_ratios(table)))


def ratio_in_words(row: pd.Series) -> str:
    """What is divided by what, and whether that was aimed at or audited."""
    words = _("{numerator} over {denominator}", numerator=row["numerator"], denominator=row["denominator"])
    return words if row["kind"] == "as told" else f"{words}, {translate(row['kind'])}"


def extremes_of_ratios(table: pd.DataFrame) -> str:
    """The highest and the lowest ratio; empty where there are not two."""
    known = table.dropna(subset="ratio")
    if len(known) < 2:
        return ""
    least, most = (known.loc[place] for place in (known["ratio"].idxmin(), known["ratio"].idxmax()))
    return _(
        "Highest, {most}: {highest}. Lowest, {least}: {lowest}.",
        most=number(most["ratio"]),
        highest=f"{translate(most['programme'])}, {ratio_in_words(most)}",
        least=number(least["ratio"]),
        lowest=f"{translate(least['programme'])}, {ratio_in_words(least)}",
    )


def draw_debt(table: pd.DataFrame) -> Picture | None:
    """Draw the share of debt in the capital raised for sites.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a site, as :func:`analysis.tables.site_debt` gives it [percent].

    Returns
    -------
    Picture or None
        None where there is no share.
    """
    if table.empty:
        return None
    parts = []
    with style():
        figure, axes = new_figure(0.88 * len(table) + 0.65)
        for height, (__, row) in enumerate(table.iterrows()):
            heading(axes, height - 0.5, f"{row['site']}, {row['as_of']}")
            bar(axes, height, row["percent"], 0.26, row["seat"])
            outline(axes, height, 100, 0.26, linestyle=(0, (4, 3)) if row["confidence"] == "low" else "-")
            text = debt_in_words(row)
            beside(axes, text, (0, height - 0.265))
            parts.append(_("{site}, {day}: {debt}.", site=row["site"], day=row["as_of"], debt=text))
        axes.set(xlim=(0, 100), ylim=(len(table) - 0.75, -0.7), xlabel=_("percent of capital raised"))
        axes.set_yticks([])
    says = _("Bars of debt in percent of the capital raised for sites.")
    return Picture(figure, sentences(says, *parts, extremes_of_debt(table)))


def debt_in_words(row: pd.Series) -> str:
    """The share of debt of one site, and how sure it is where it is not sure."""
    share = number(row["percent"], decimals=1)
    if row["confidence"] == "high":
        return _("{number}% debt", number=share)
    return _("{number}% debt, confidence {level}", number=share, level=translate(row["confidence"]))


def extremes_of_debt(table: pd.DataFrame) -> str:
    """Where the share of debt is lowest and where it is highest; empty where there are not two."""
    if len(table) < 2:
        return ""
    lowest, highest = (table.loc[place] for place in (table["percent"].idxmin(), table["percent"].idxmax()))
    return _(
        "The share of debt is lowest at {lowest} ({least}%) and highest at {highest} ({most}%).",
        lowest=lowest["site"],
        least=number(lowest["percent"], decimals=1),
        highest=highest["site"],
        most=number(highest["percent"], decimals=1),
    )
