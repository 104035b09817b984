"""The signature chart: both programmes on every rung, one unit, low to high."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.alt_text import extremes, listed, sentences, trend
from analysis.charts.chart import Chart
from analysis.charts.style import (
    COLOURS,
    heading,
    money_bar,
    new_figure,
    plate,
    rows_from_zero,
    style,
    value_of,
    whisker,
)
from analysis.languages import of_data, spoken
from analysis.languages import translate as _
from analysis.wording import ends, number

STEP, BAR = 1.0, 0.27
CHARACTER = 0.0195
"""Width of one character of a label as a share of the axes: labels that would not fit go inside their bar."""


def label(row: pd.Series, read_between: str = "*") -> str:
    """What stands beside a bar: programme, value, range; a star where it was read between two dates."""
    if math.isnan(row["central"]):
        missing = _("no such claim found") if row["rung"] == "claimed_deployed" else _("no figure")
        return _("{programme}: {missing}", programme=row["programme"], missing=missing)
    star = read_between if row["interpolated"] else ""
    return f"{row['programme']} {number(row['central'])}{star}{ends(value_of(row))}"


def draw_bar(axes: Axes, row: pd.Series, height: float, limit: float) -> None:
    """Draw one programme on one rung: a bar to the central value, a line from low to high, and its label."""
    text = label(row)
    if math.isnan(row["central"]):
        axes.text(limit * 0.008, height, text, va="center", style="italic", color=COLOURS["quiet"])
        return
    money_bar(axes, row, height, BAR)
    whisker(axes, row["low"], row["high"], height)
    end, look = max(row["central"], row["high"]), {"va": "center", "color": COLOURS["ink"]}
    if end + len(text) * CHARACTER * limit > limit:
        axes.text(limit * 0.012, height, text, bbox=plate(0.16, "round"), **look)
    else:
        axes.text(end + limit * 0.012, height, text, **look)


def draw_claim(axes: Axes, claim: float, height: float, limit: float) -> None:
    """Mark where a claim of money spent would have to stand."""
    axes.plot([claim], [height], "D", markersize=8, markerfacecolor="none", markeredgecolor=COLOURS["claim"])
    align, away = ("left", 0.02) if claim < limit / 2 else ("right", -0.02)
    words = _("the claim would stand here")
    axes.text(claim + limit * away, height, words, ha=align, va="center", color=COLOURS["claim"])


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
        rows_from_zero(axes, limit, -0.3, height - 0.2, _("billions of US dollars"))
    return Chart(figure, describe(table, claims))


def named(rows: pd.DataFrame) -> str:
    """The name of the rung of some rows."""
    return of_data(rows["rung_name"].iloc[0]).capitalize()


def describe(table: pd.DataFrame, claims: pd.Series) -> str:
    """The ladder in words, from the numbers that are drawn."""
    rungs = []
    for __, rows in table.groupby("rung", sort=False):
        parts = listed(label(row, _(" read between two dates")) for __, row in rows.iterrows())
        rungs.append(_("{rung}: {sums}.", rung=named(rows), sums=parts))
    rungs += [
        _("A mark at {claim} shows where money claimed to be deployed would have to stand.", claim=number(claim))
        for claim in claims
    ]
    told = [(f"{row['programme']}, {of_data(row['rung_name'])}", row["central"]) for __, row in table.iterrows()]
    shown = _("Bars of billions of US dollars, one pair a rung.")
    return sentences(shown, *rungs, extremes(told), *down_the_ladder(table))


def down_the_ladder(table: pd.DataFrame) -> Iterator[str]:
    """Where the sums of each programme go from the first rung on which it has one to the last, claims left out."""
    found = table[table["rung"] != "claimed_deployed"].dropna(subset="central")
    for programme, rows in found.groupby("programme", sort=False):
        if len(rows) > 1:
            first, last = rows.iloc[0], rows.iloc[-1]
            ends_of = ((of_data(row["rung_name"]), row["central"]) for row in (first, last))
            yield trend(programme, *ends_of)
