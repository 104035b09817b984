"""Who owns each consortium in the end, with the majority that was asked for."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.alt_text import in_percent, sentences
from analysis.charts.chart import Picture
from analysis.charts.placement import wrapped
from analysis.charts.style import COLOURS, WIDTH, bar, beside, heading, new_figure, outline, plate, style
from analysis.text import N_, filled, translate, typeset
from analysis.text import translate as _

PARTS = {
    "european": N_("{percent} European"),
    "non_european": N_("{percent} outside the EU"),
    "unknown": N_("{percent} not known"),
}
"""The parts of a bar from the left, with what to call them."""

MEANINGS = {"european": "european", "non_european": "outside", "unknown": "paper"}
"""Colour of each part in the registry."""

BAR, STEP, LINE = 0.34, 1.1, 0.23
"""Thickness of a bar, room for one with a line above and a line below it, and room for each further line."""

INCH = 0.89
"""Inches to a unit of the axes upwards."""

SIZE, ROOM = 12, WIDTH * 72 - 14
"""Size of text, and the width there is for a line of it [points]."""

CHARACTER = 2.0
"""Width of one character of a label [percent of the axes]: a label that would not fit goes below its bar."""


def percent(value: float) -> str:
    """A part in percent with up to two decimals."""
    return in_percent(value, decimals=2)


def parts(row: pd.Series) -> dict[str, str]:
    """The parts of one consortium in words, without those that are nothing."""
    return {
        name: filled(translate(words), percent=percent(row[name])) for name, words in PARTS.items() if row[name] > 0
    }


def title(row: pd.Series) -> str:
    """Name of a consortium, marked where it is made up."""
    name = translate(row["consortium"])
    return _("{consortium} (illustrative)", consortium=name) if row["case"] == "illustrative" else name


def placed(words: str, left: float, right: float, asked: float) -> tuple[float, str] | None:
    """Where a label fits between two ends of a bar without crossing the mark: its place and alignment."""
    width = len(words) * CHARACTER
    for start, align in ((left + 2, "left"), (right - 2 - width, "right")):
        crosses = start - 2 < asked < start + width + 2
        if width + 3 < right - left and not crosses:
            return (start, "left") if align == "left" else (right - 2, "right")
    return None


def draw_bar(axes: Axes, row: pd.Series, height: float) -> list[str]:
    """Draw the parts of one consortium, broken-lined where it is made up; give back the labels that did not fit."""
    left, below = 0.0, []
    for name, words in parts(row).items():
        edge = COLOURS["quiet" if name == "unknown" else "paper"]
        bar(axes, height, row[name], BAR, MEANINGS[name], left=left, edgecolor=edge)
        place = placed(words, left, left + row[name], row["asked"])
        if place is None:
            below.append(words)
        else:
            axes.text(place[0], height, words, ha=place[1], va="center", bbox=plate(0.14, "round"), size=11, zorder=4)
        left += row[name]
    made_up = {"linewidth": 1.3, "linestyle": (0, (4, 3))} if row["case"] == "illustrative" else {}
    outline(axes, height, 100, BAR, **made_up)
    return below


def draw_asked(axes: Axes, asked: float, height: float) -> None:
    """Mark on a bar what the European share has to exceed; nothing before that was stated."""
    reach = BAR / 2 + 0.05
    for colour, width in ((COLOURS["paper"], 4.2), (COLOURS["ink"], 1.8)):
        axes.plot([asked, asked], [height - reach, height + reach], color=colour, linewidth=width, zorder=3)


def draw_ownership(table: pd.DataFrame) -> Picture | None:
    """Draw the shares of European, other and unknown end owners, a bar a consortium.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a consortium, as :func:`analysis.tables.ownership` gives it [percent].

    Returns
    -------
    Picture or None
        None where there is nothing to draw.
    """
    if table.empty:
        return None
    with style():
        written = [(wrapped(title(row), ROOM, SIZE, "bold"), row) for __, row in table.iterrows()]
        figure, axes = new_figure(1)
        height = -STEP
        for name, row in written:
            height += STEP + LINE * (len(name) - 1)
            heading(axes, height - 0.36 - LINE / 2 * (len(name) - 1), "\n".join(name))
            below = draw_bar(axes, row, height)
            draw_asked(axes, row["asked"], height)
            majority = _("majority: {outcome}", outcome=translate(row["outcome"])) if row["outcome"] else ""
            lines = wrapped(typeset(_("; ").join(filter(None, (majority, *below)))), ROOM, SIZE)
            middle = height + 0.345 + LINE / 2 * (len(lines) - 1)
            beside(axes, "\n".join(lines), (0, middle))
            height += LINE * (len(lines) - 1)
        for asked in table["asked"].dropna().unique():
            words = _("Mark: European majority, more than {percent}", percent=percent(asked))
            beside(axes, words, (0, -0.78), color=COLOURS["quiet"])
        axes.set(xlim=(0, 100), ylim=(height + STEP - 0.45, -0.9), xlabel=_("percent owned, through holdings"))
        axes.set_yticks([])
        figure.set_figheight(INCH * (height + STEP) + 0.95)
    return Picture(figure, describe(table))


def describe(table: pd.DataFrame) -> str:
    """The bars in words, from the numbers that are drawn."""
    told = [_("Bars of ownership in percent, one a consortium.")]
    for asked in table["asked"].dropna().unique():
        told.append(_("A mark at {percent} has to be exceeded.", percent=percent(asked)))
    for __, row in table.iterrows():
        rule = _("; European majority {outcome}", outcome=translate(row["outcome"])) if row["outcome"] else ""
        shares = ", ".join(parts(row).values())
        told.append(typeset(_("{consortium}: {shares}{rule}.", consortium=title(row), shares=shares, rule=rule)))
    return sentences(*told, extremes(table))


def extremes(table: pd.DataFrame) -> str:
    """Where the European share is largest and where it is smallest; empty where all are alike."""
    largest, smallest = table["european"].max(), table["european"].min()
    if largest == smallest:
        return ""
    return _(
        "Smallest European share that is known, {smallest}: {where_smallest}. Largest, {largest}: {where_largest}.",
        smallest=percent(smallest),
        where_smallest=_("; ").join(title(row) for __, row in table[table["european"] == smallest].iterrows()),
        largest=percent(largest),
        where_largest=_("; ").join(title(row) for __, row in table[table["european"] == largest].iterrows()),
    )
