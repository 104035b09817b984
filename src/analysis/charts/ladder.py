"""The signature chart: both programmes on every rung, one unit, low to high."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.alt_text import extremes, listed, trend
from analysis.charts.chart import Chart
from analysis.charts.style import COLOURS, heading, money_bar, new_figure, numbers_at, style
from analysis.languages import of_data, spoken
from analysis.languages import translate as _
from analysis.model.amounts import Triplet
from analysis.wording import ends, number

STEP, BAR = 1.0, 0.27
CHARACTER = 0.0195
"""Width of one character of a label as a share of the axes: labels that would not fit go inside their bar."""


def label(row: pd.Series, read_between: str = "*") -> str:
    """What stands beside a bar: programme, value, range; a star where it was read between two dates."""
    if math.isnan(row["central"]):
        missing = _("no such claim found") if row["rung"] == "claimed_deployed" else _("no figure")
        return _("{programme}: {missing}", programme=row["programme"], missing=missing)
    value = Triplet(row["low"], row["central"], row["high"])
    star = read_between if row["interpolated"] else ""
    return f"{row['programme']} {number(row['central'])}{star}{ends(value)}"


def draw_bar(axes: Axes, row: pd.Series, height: float, limit: float) -> None:
    """Draw one programme on one rung: a bar to the central value, a line from low to high, and its label."""
    text = label(row)
    if math.isnan(row["central"]):
        axes.text(limit * 0.008, height, text, va="center", style="italic", color=COLOURS["quiet"])
        return
    money_bar(axes, row, height, BAR)
    if row["low"] < row["high"]:
        axes.plot([row["low"], row["high"]], [height, height], color=COLOURS["ink"], linewidth=1.3)
        axes.plot([row["low"], row["high"]], [height, height], "|", color=COLOURS["ink"], markersize=7)
    end = max(row["central"], row["high"])
    if end + len(text) * CHARACTER * limit > limit:
        axes.text(
            limit * 0.012,
            height,
            text,
            va="center",
            color=COLOURS["ink"],
            bbox={"boxstyle": "round,pad=0.16", "facecolor": COLOURS["paper"], "edgecolor": "none"},
        )
    else:
        axes.text(end + limit * 0.012, height, text, va="center", color=COLOURS["ink"])


def draw_claim(axes: Axes, claim: float, height: float, limit: float) -> None:
    """Mark where a claim of money spent would have to stand."""
    axes.plot([claim], [height], "D", markersize=8, markerfacecolor="none", markeredgecolor=COLOURS["claim"])
    left = claim < limit / 2
    axes.text(
        claim + (1 if left else -1) * limit * 0.02,
        height,
        _("the claim would stand here"),
        va="center",
        ha="left" if left else "right",
        color=COLOURS["claim"],
    )


@spoken
def draw_ladder(table: pd.DataFrame) -> Chart:
    """Draw the ladder, with a mark on the rung of money spent for each claim of money deployed.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per rung and seat from the top, as :func:`analysis.tables.ladder` gives it [USD bn].

    Returns
    -------
    Chart
    """
    claims = table.loc[table["rung"] == "claimed_deployed", "central"].dropna()
    limit = max(table["high"].fillna(0).max(), 1e-9) * 1.02
    rungs = list(dict.fromkeys(table["rung"]))
    with style():
        figure, axes = new_figure(1.08 * len(rungs) + 0.5)
        height = 0.0
        for rung in rungs:
            rows = table[table["rung"] == rung]
            heading(axes, height, named(rows))
            for place, (__, row) in enumerate(rows.iterrows(), 1):
                draw_bar(axes, row, height + place * 0.3, limit)
            if rung == "spent":
                for claim in claims:
                    draw_claim(axes, claim, height + 0.9, limit)
                    height += 0.3
            height += STEP
        axes.set(xlim=(0, limit), ylim=(height - 0.2, -0.3), xlabel=_("billions of US dollars"))
        numbers_at(axes.xaxis)
        axes.set_yticks([])
        axes.axvline(0, color=COLOURS["ink"], linewidth=0.8)
    return Chart(figure, describe(table, claims))


def named(rows: pd.DataFrame) -> str:
    """The name of the rung of some rows."""
    return of_data(rows["rung_name"].iloc[0]).capitalize()


def describe(table: pd.DataFrame, claims: pd.Series) -> str:
    """The ladder in words, from the numbers that are drawn."""
    sentences = []
    for __, rows in table.groupby("rung", sort=False):
        parts = listed(label(row, _(" read between two dates")) for __, row in rows.iterrows())
        sentences.append(_("{rung}: {sums}.", rung=named(rows), sums=parts))
    sentences += [
        _("A mark at {claim} shows where money claimed to be deployed would have to stand.", claim=number(claim))
        for claim in claims
    ]
    told = [(f"{row['programme']}, {of_data(row['rung_name'])}", row["central"]) for __, row in table.iterrows()]
    last = filter(None, (extremes(told), *down_the_ladder(table)))
    return " ".join([_("Bars of billions of US dollars, one pair a rung."), *sentences, *last])


def down_the_ladder(table: pd.DataFrame) -> Iterator[str]:
    """Where the sums of each programme go from the first rung on which it has one to the last, claims left out."""
    found = table[table["rung"] != "claimed_deployed"].dropna(subset="central")
    for programme, rows in found.groupby("programme", sort=False):
        if len(rows) > 1:
            first, last = rows.iloc[0], rows.iloc[-1]
            ends_of = ((of_data(row["rung_name"]), row["central"]) for row in (first, last))
            yield trend(programme, *ends_of)
