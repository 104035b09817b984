"""Charts of how sure the results are: bands, what moves them, and whether there are draws enough."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.charts.chart import Picture
from analysis.charts.old_rows import LINE, SMALL, lay, write
from analysis.charts.style import COLOURS, WIDTH, beside, new_figure, numbers_at, rows_from_zero, style
from analysis.text import N_, translate
from analysis.text import translate as _
from analysis.wording import ends, large, number, percent, quantity, with_unit

TICKS = {
    0.5: N_("−50%"),
    0.75: N_("−25%"),
    1.0: N_("middle"),
    1.25: N_("+25%"),
    1.5: N_("+50%"),
    2.0: N_("double"),
    3.0: N_("triple"),
}
"""Parts of the middle value that are marked, with what to call them."""

LOW_AND_HIGH = N_("low, high")
"""The ends of an input at a bar, in one text: alone, the two words are levels of confidence."""

TIMES = N_("times")
"""The unit of a ratio."""

PERCENTILES = {5: N_("low end"), 50: N_("middle"), 95: N_("high end")}
"""The lines of a band, with what to call them."""


def in_unit(axis: Axis) -> None:
    """A few ticks of an axis, written as numbers are in a text."""
    axis.set_major_locator(MaxNLocator(3))
    numbers_at(axis, large)


def draw_bands(table: pd.DataFrame) -> Picture | None:
    """Draw the range of nine draws in ten of several results, each against its own middle value.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a result: ``outcome``, ``label``, ``low``, ``median``, ``high``, above zero; ``span`` (the ends in
        words, with their unit), ``factor``.

    Returns
    -------
    Picture or None
        None where there is nothing to draw.
    """
    if table.empty:
        return None
    parts = [
        _("{span}, middle {median}", span=row["span"], median=large(row["median"])) for __, row in table.iterrows()
    ]
    rows, height = lay(list(zip(table["label"], parts, strict=True)))
    low, high = (table["low"] / table["median"]).min(), (table["high"] / table["median"]).max()
    with style():
        figure, axes = new_figure(LINE * height + 0.6)
        axes.axvline(1, color=COLOURS["quiet"], linewidth=1, linestyle=":", zorder=0)
        for place, (__, row) in zip(rows, table.iterrows(), strict=True):
            colour = COLOURS.get(row["outcome"].partition(".")[0], COLOURS["ink"])
            span = [row["low"] / row["median"], row["high"] / row["median"]]
            draw_span(axes, span, place.mark, color=colour, linewidth=7, alpha=0.55)
            axes.plot([1], [place.mark], "o", color=colour, markersize=7)
        write(axes, rows)
        axes.set_xscale("log")
        shown = {at: translate(words) for at, words in TICKS.items() if low * 0.98 <= at <= high * 1.02}
        axes.set_xticks(list(shown), list(shown.values()))
        axes.set_xticks([], minor=True)
        axes.set(xlim=(low * 0.97, high * 1.05), ylim=(height, -0.6), xlabel=_("from the middle of the draws"))
        axes.set_yticks([])
    return Picture(figure, bands_in_words(table, parts))


def labelled(labels: Iterable[str], parts: Iterable[str]) -> list[str]:
    """Each value with its label, as a sentence."""
    return [_("{label}: {words}.", label=label, words=words) for label, words in zip(labels, parts, strict=True)]


def bands_in_words(table: pd.DataFrame, parts: list[str]) -> str:
    """The bands as they are drawn, and which is narrowest and which widest."""
    told = labelled(table["label"], parts)
    narrow, wide = table.loc[table["factor"].idxmin()], table.loc[table["factor"].idxmax()]
    extremes = _(
        "From end to end the narrowest spans a factor of {least} ({narrow}), the widest one of {most} ({wide}).",
        least=number(narrow["factor"]),
        narrow=narrow["label"],
        most=number(wide["factor"]),
        wide=wide["label"],
    )
    head = _("Ranges of nine draws in ten around their middle, the narrowest first.")
    return " ".join([head, *told, *([extremes] if len(table) > 1 else [])])


def draw_levers(table: pd.DataFrame) -> Picture | None:
    """Draw what each input does to a result, and beside it the part of the spread that it explains.

    Parameters
    ----------
    table : pandas.DataFrame
        One row an input: ``input``, ``moved``, ``low``, ``high`` [unit of the result], ``first``, ``total`` [share];
        ``attrs["central"]``, ``attrs["unit"]``.

    Returns
    -------
    Picture or None
        None where there is nothing to draw.
    """
    if table.empty:
        return None
    rows, height = lay(list(zip(table["input"], table["moved"], strict=True)))
    with style():
        figure = Figure(figsize=(WIDTH, LINE * height + 0.75), layout="constrained")
        swings, parts = figure.subplots(1, 2, sharey=True, width_ratios=(1.75, 1))
        swings.axvline(table.attrs["central"], color=COLOURS["quiet"], linewidth=1, linestyle=":", zorder=0)
        for place, (__, row) in zip(rows, table.iterrows(), strict=True):
            draw_swing(swings, row, place.mark)
            draw_parts(parts, row, place.mark)
        write(swings, rows)
        least, most = table[["low", "high"]].min().min(), table[["low", "high"]].max().max()
        room = max((most - least) * 0.33, abs(most) * 1e-3)
        swings.set(xlim=(least - room, most + room), ylim=(height, -0.6), xlabel=with_name(table.attrs["unit"]))
        in_unit(swings.xaxis)
        parts.set(xlim=(0, 1.3), xlabel=_("● alone  ○ in all"))
        parts.set_xticks([0, 0.5, 1], [number(0), percent(0.5), percent(1)])
        parts.axvline(0, color=COLOURS["ink"], linewidth=0.8)
        swings.set_zorder(parts.get_zorder() + 1)  # lines of text reach over the second panel
        swings.patch.set_visible(False)
        swings.tick_params(left=False, labelleft=False)
        parts.tick_params(left=False)
        for axes in (swings, parts):
            axes.xaxis.label.set_size(SMALL)
            axes.tick_params(axis="x", labelsize=SMALL)
    return Picture(figure, levers_in_words(table))


def levers_in_words(table: pd.DataFrame) -> str:
    """The bars and the parts of the spread as they are drawn, and which input moves the result most and least."""
    told = [
        _(
            "{input}, from {moved}: {low} at its low end, {high} at its high end; part of the spread alone {alone}, "
            "in all {in_all}.",
            input=row["input"],
            moved=row["moved"],
            low=large(row["low"]),
            high=large(row["high"]),
            alone=percent_of(row["first"]),
            in_all=percent_of(row["total"]),
        )
        for __, row in table.iterrows()
    ]
    head = _("What each input does to the result.")
    unit = TIMES if table.attrs["unit"] == "ratio" else table.attrs["unit"]
    central = _("At central inputs the result is {value}.", value=with_unit(large(table.attrs["central"]), unit))
    return " ".join([head, central, *told, *([most_and_least_moved(table)] if len(table) > 1 else [])])


def most_and_least_moved(table: pd.DataFrame) -> str:
    """The longest and the shortest bar, with the values at their ends."""
    swing = (table["high"] - table["low"]).abs()
    longest, shortest = table.loc[swing.idxmax()], table.loc[swing.idxmin()]
    span = {
        name: _("{low} to {high}", low=large(min(row["low"], row["high"])), high=large(max(row["low"], row["high"])))
        for name, row in (("longest", longest), ("shortest", shortest))
    }
    return _(
        "The longest bar is that of “{most}”, the result going from {longest}; the shortest drawn is that of "
        "“{least}”, from {shortest}.",
        most=longest["input"],
        least=shortest["input"],
        **span,
    )


def with_name(unit: str) -> str:
    """The label of an axis: the unit, or what a bare number is."""
    return translate(TIMES if unit == "ratio" else unit)


def percent_of(share: float) -> str:
    """A part of the spread in whole percent; what is nearly nothing is said to be below one."""
    return percent(round(share, 2)) if share >= 0.005 else _("under 1%")


def draw_span(axes: Axes, span: Sequence[float], height: float, **look: object) -> None:
    """A range as a broad line with its two ends."""
    look = {"color": COLOURS["ink"], "linewidth": 8, "alpha": 0.4, "solid_capstyle": "butt"} | look
    axes.plot(span, [height] * 2, **look)
    axes.plot(span, [height] * 2, "|", color=COLOURS["ink"], markersize=9)


def draw_swing(axes: Axes, row: pd.Series, height: float) -> None:
    """One bar of the tornado, with the end of the input that each end of it belongs to."""
    span = sorted((row["low"], row["high"]))
    draw_span(axes, span, height, label="swing")
    low, high = translate(LOW_AND_HIGH).split(", ")
    words = (low, high) if row["low"] <= row["high"] else (high, low)
    for at, word, away in zip(span, words, (-5, 5), strict=True):
        beside(axes, word, (at, height), away, size=SMALL, zorder=6)


def draw_parts(axes: Axes, row: pd.Series, height: float) -> None:
    """The parts of the spread that an input explains: a dot alone, a ring with what it takes part in."""
    axes.plot([0, row["total"]], [height] * 2, color=COLOURS["rule"], linewidth=1.2, zorder=0)
    axes.plot([row["total"]], [height], "o", markersize=9, markerfacecolor="none", markeredgecolor=COLOURS["ink"])
    axes.plot([row["first"]], [height], "o", markersize=4.5, color=COLOURS["ink"])
    beside(axes, percent_of(row["total"]), (row["total"], height), 8, size=SMALL)


def draw_convergence(table: pd.DataFrame) -> Picture | None:
    """Draw how far the ends and the middle of a band still move from one set of draws to the next.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a number of draws and a percentile: ``draws``, ``percentile``, ``least``, ``mean``, ``most``;
        ``attrs["unit"]``.

    Returns
    -------
    Picture or None
        None where there is nothing to draw.
    """
    if table.empty or table["mean"].isna().any():
        return None
    sizes = sorted(set(table["draws"]))
    with style():
        figure, axes = new_figure(3.5)
        for percentile, rows in table.groupby("percentile"):
            axes.fill_between(rows["draws"], rows["least"], rows["most"], color=COLOURS["ink"], alpha=0.25, linewidth=0)
            axes.plot(rows["draws"], rows["mean"], color=COLOURS["ink"], linewidth=1.4, marker="o", markersize=4)
            beside(axes, translate(PERCENTILES[percentile]), (sizes[-1], rows["mean"].iloc[-1]), 8, size=SMALL)
        axes.set_xscale("log", base=2)
        axes.set_xticks(sizes, [number(size) for size in sizes])
        axes.set(xlim=(sizes[0] * 0.8, sizes[-1] * 6), xlabel=_("draws"), ylabel=with_name(table.attrs["unit"]))
        in_unit(axes.yaxis)
        axes.spines["left"].set_visible(True)
        axes.tick_params(labelsize=SMALL)
    return Picture(figure, convergence_in_words(table))


def convergence_in_words(table: pd.DataFrame) -> str:
    """Each line at the fewest and at the most draws, and whether the runs draw nearer to each other."""
    told = [_("Three lines in shaded bands, over the number of draws.")]
    for percentile, rows in table.groupby("percentile"):
        few, many = rows.loc[rows["draws"].idxmin()], rows.loc[rows["draws"].idxmax()]
        told.append(
            _(
                "{line}: {few} draws give {few_least} to {few_most}, {many} draws {many_least} to {many_most}.",
                line=translate(PERCENTILES[percentile]).capitalize(),
                few=number(few["draws"]),
                few_least=large(few["least"]),
                few_most=large(few["most"]),
                many=number(many["draws"]),
                many_least=large(many["least"]),
                many_most=large(many["most"]),
            )
        )
        told.append(change_of_width(few["most"] - few["least"], many["most"] - many["least"]))
    return " ".join(told)


def change_of_width(before: float, after: float) -> str:
    """Where the width of a band goes as draws are added."""
    width = {"before": large(before), "after": large(after)}
    if after < before:
        return _("The width of the band falls from {before} to {after}.", **width)
    if after > before:
        return _("The width of the band rises from {before} to {after}.", **width)
    return _("The width of the band stays at {after}.", **width)


def draw_ranges(table: pd.DataFrame) -> Picture | None:
    """Draw several values of one unit with their ranges on one axis from zero.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a value: ``label``, ``value`` (:class:`analysis.study.Quantity`).

    Returns
    -------
    Picture or None
        None where there are not two to set against each other.
    """
    if len(table) < 2:
        return None
    labels = [translate(label) for label in table["label"]]
    values = [quantity(value, "range") for value in table["value"]]
    rows, height = lay(list(zip(labels, values, strict=True)))
    limit = max(end for value in table["value"] for end in (value.central, value.value.high or value.central)) * 1.06
    with style():
        figure, axes = new_figure(LINE * height + 0.6)
        for place, value in zip(rows, table["value"], strict=True):
            span = [value.value.low, value.value.high]
            axes.plot([0, value.central], [place.mark] * 2, color=COLOURS["rule"], linewidth=1.2, zorder=0)
            if ends(value.value) and None not in span:
                draw_span(axes, span, place.mark)
            axes.plot([value.central], [place.mark], "o", color=COLOURS["ink"], markersize=7)
        write(axes, rows)
        rows_from_zero(axes, limit or 1, -0.6, height, with_name(table["value"].iloc[0].unit))
        in_unit(axes.xaxis)
    return Picture(figure, ranges_in_words(table, labels, values))


def ranges_in_words(table: pd.DataFrame, labels: list[str], values: list[str]) -> str:
    """The values with their ranges, which central value is least and greatest, and how far the ranges reach."""
    told = labelled(labels, values)
    central = {label: value.central for label, value in zip(labels, table["value"], strict=True)}
    lowest, highest = min(central, key=central.get), max(central, key=central.get)
    said = dict(zip(labels, map(quantity, table["value"]), strict=True))
    extremes = _(
        "The least central value is {least} ({lowest}), the greatest {most} ({highest}).",
        least=said[lowest],
        lowest=lowest,
        most=said[highest],
        highest=highest,
    )
    if central[lowest] == central[highest]:
        extremes = _("The central values are equal.")
    bounds = [end for value in table["value"] for end in (value.value.low, value.central, value.value.high)]
    known = [end for end in bounds if end is not None]
    unit = table["value"].iloc[0].unit
    reach = _(
        "All together they reach from {low} to {high}.",
        low=large(min(known)),
        high=with_unit(large(max(known)), TIMES if unit == "ratio" else unit),
    )
    return " ".join([_("Values with their ranges on one axis from zero."), *told, extremes, reach])
