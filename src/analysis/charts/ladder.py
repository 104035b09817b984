"""Both programmes on every rung, and the claim that money is already invested beside them."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.alt_text import extremes, listed, sentences, trend
from analysis.charts.chart import Picture
from analysis.charts.old_rows import LINE, SMALL, lay, write
from analysis.charts.style import (
    COLOURS,
    dot,
    heading,
    money_bar,
    new_figure,
    plate,
    rows_from_zero,
    style,
    value_of,
    whisker,
)
from analysis.text import N_, translate
from analysis.text import translate as _
from analysis.wording import NO_BREAK, capitalised, date, ends, missing, number, said

STEP, BAR = 1.0, 0.27
CHARACTER = 0.0195
"""Width of one character of a label as a share of the axes: labels that would not fit go inside their bar."""


def label(row: pd.Series, read_between: str = "*") -> str:
    """What stands beside a bar: programme, value, range; a star where it was read between two dates."""
    if math.isnan(row["central"]):
        found = _("no such claim found") if row["rung"] == "claimed_deployed" else missing(row["value"])
        return _("{programme}: {missing}", programme=row["programme"], missing=found)
    star = read_between if row["interpolated"] else ""
    return f"{row['programme']} {said(row['value'], number(row['central']))}{star}{ends(value_of(row))}"


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


def draw_ladder(table: pd.DataFrame) -> Picture:
    """Draw the ladder, with a mark on the rung of money spent for each claim of money deployed.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per rung and seat from the top, as :func:`analysis.tables.ladder` gives it [USD bn].

    Returns
    -------
    Picture
    """
    claims = table.loc[table["rung"] == "claimed_deployed", "central"].dropna()
    limit = max(table["high"].fillna(0).max(), 1e-9) * 1.02
    rungs = list(dict.fromkeys(table["rung"]))
    with style():
        figure, axes = new_figure(1.08 * len(rungs) + 0.5)
        height = 0.0
        for rung in rungs:
            rows = table[table["rung"] == rung]
            heading(axes, height, rung_of(rows))
            for place, (__, row) in enumerate(rows.iterrows(), 1):
                draw_bar(axes, row, height + place * 0.3, limit)
            if rung == "spent":
                for claim in claims:
                    draw_claim(axes, claim, height + 0.9, limit)
                    height += 0.3
            height += STEP
        rows_from_zero(axes, limit, -0.3, height - 0.2, _("billions of US dollars"))
    return Picture(figure, describe(table, claims))


def rung_of(rows: pd.DataFrame) -> str:
    """The name of the rung of some rows."""
    return translate(rows["rung_name"].iloc[0]).capitalize()


def describe(table: pd.DataFrame, claims: pd.Series) -> str:
    """The ladder in words, from the numbers that are drawn."""
    rungs = []
    for __, rows in table.groupby("rung", sort=False):
        parts = listed(label(row, _(" read between two dates")) for __, row in rows.iterrows())
        rungs.append(_("{rung}: {sums}.", rung=rung_of(rows), sums=parts))
    rungs += [
        _("A mark at {claim} shows where money claimed to be deployed would have to stand.", claim=number(claim))
        for claim in claims
    ]
    told = [(f"{row['programme']}, {translate(row['rung_name'])}", row["central"]) for __, row in table.iterrows()]
    shown = _("Bars of billions of US dollars, one pair a rung.")
    return sentences(shown, *rungs, extremes(told), *down_the_ladder(table))


def down_the_ladder(table: pd.DataFrame) -> Iterator[str]:
    """Where the sums of each programme go from the first rung on which it has one to the last, claims left out."""
    found = table[table["rung"] != "claimed_deployed"].dropna(subset="central")
    for programme, rows in found.groupby("programme", sort=False):
        if len(rows) > 1:
            first, last = rows.iloc[0], rows.iloc[-1]
            ends_of = ((translate(row["rung_name"]), row["central"]) for row in (first, last))
            yield trend(programme, *ends_of)


MARKS = {"announced": "s", "claimed_deployed": "D", "committed": "^", "financed": "s", "spent": "o"}
"""The shape of each rung; hollow where nothing but a word stands behind it."""

BILLIONS = {"USD": N_("billions of USD"), "EUR": N_("billions of EUR")}
"""What the axis counts."""

HOLLOW = ("announced", "claimed_deployed")


def draw_near_claim(table: pd.DataFrame) -> Picture | None:
    """Draw the sums that a claim may have meant, in order of date, with a line at the claim.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a sum: ``as_of``, ``rung``, ``rung_name``, ``what``, ``value`` (:class:`analysis.study.Quantity`),
        ``low``, ``central``, ``high`` [billions], ``confidence``; ``attrs["claim"]`` is the claim.

    Returns
    -------
    Picture or None
        None where there is no claim or nothing to hold it against.
    """
    claim = table.attrs.get("claim")
    if table.empty or claim is None:
        return None
    texts = [(heading_of(row), what_and_how_sure(row)) for __, row in table.iterrows()]
    rows, height = lay(texts, above=1.3)
    limit = max(table["high"].max(), claim) * 1.04  # lines of text end before a claim that is the largest sum
    with style():
        figure, axes = new_figure(LINE * height + 0.6)
        line = {"linewidth": 1.4, "linestyle": "--", "zorder": 0, "label": "claim"}
        axes.plot([claim, claim], [0.4, height], color=COLOURS["claim"], **line)
        words = _("the claim: {value}", value=number(claim))
        axes.text(claim, 0, words, ha="right", va="center", color=COLOURS["claim"])
        for place, (__, row) in zip(rows, table.iterrows(), strict=True):
            colour = COLOURS["claim" if row["rung"] == "claimed_deployed" else "comparator"]
            whisker(axes, row["low"], row["high"], place.mark, 8)
            look = {"filled": row["rung"] not in HOLLOW, "markeredgewidth": 1.5}
            dot(axes, row["central"], place.mark, MARKS[row["rung"]], colour, **look)
        write(axes, rows)
        rows_from_zero(axes, limit, -0.7, height, translate(BILLIONS[table["value"].iloc[0].unit[:3]]))
        axes.tick_params(labelsize=SMALL)
    return Picture(figure, describe_near_claim(table, texts, claim))


def describe_near_claim(table: pd.DataFrame, texts: list[tuple[str, str]], claim: float) -> str:
    """The sums in words, from the numbers that are drawn."""
    said = _("Sums in order of date against a line at {claim}, the claim.", claim=number(claim))
    told = [_("{heading}. {beside}", heading=head, beside=beside) for head, beside in texts]
    last = extremes((named(row), row["central"]) for __, row in table.iterrows())
    return sentences(said, *told, last, *over_time(table))


def over_time(table: pd.DataFrame) -> Iterator[str]:
    """Where the sums on each rung go, from the first day to the last; only like is set against like."""
    for (name, __), rows in table.groupby(["rung_name", "what"], sort=False):
        first, last = rows.iloc[0], rows.iloc[-1]
        if first["as_of"] < last["as_of"]:
            money = _("Money on the rung “{rung}”", rung=translate(name))
            yield trend(money, *((short_date(row["as_of"]), row["central"]) for row in (first, last)))


def heading_of(row: pd.Series) -> str:
    """Rung, day and sum of one row."""
    value = said(row["value"], number(row["central"])) + ends(row["value"].value)
    return _("{name}: {value}", name=capitalised(named(row)), value=value)


def named(row: pd.Series) -> str:
    """Rung and day of one row."""
    return f"{translate(row['rung_name'])}, {short_date(row['as_of'])}"


def what_and_how_sure(row: pd.Series) -> str:
    """What the sum of one row is, and how sure it is."""
    return _(
        "{what}. Confidence {level}.", what=capitalised(translate(row["what"])), level=translate(row["confidence"])
    )


def short_date(day: datetime.date) -> str:
    """A day with its month shortened."""
    return date(day, "d MMM y").replace(NO_BREAK, " ")


def draw_side_by_side(table: pd.DataFrame) -> Picture | None:
    """Draw sums that stand on different rungs, each with its rung written above it.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a sum: ``seat``, ``programme``, ``rung``, ``rung_name``, ``central`` [USD bn].

    Returns
    -------
    Picture or None
        None where there is nothing to draw.
    """
    if table.empty:
        return None
    limit = table["central"].max() * 1.25
    names = [f"{row['programme']}, {translate(row['rung_name'])}" for __, row in table.iterrows()]
    sums = list(zip(names, table["central"], strict=True))
    shown = _(
        "Bars of billions of US dollars on different rungs. {sums}.",
        sums=listed(_("{name}: {value}", name=name, value=number(value)) for name, value in sums),
    )
    with style():
        figure, axes = new_figure(0.75 * len(table) + 0.6)
        for height, (__, row) in enumerate(table.iterrows()):
            heading(axes, height - 0.36, names[height])
            money_bar(axes, row, height, 0.34)
            axes.text(row["central"] + limit * 0.015, height, number(row["central"]), va="center")
        rows_from_zero(axes, limit, -0.65, len(table) - 0.6, _("billions of US dollars"))
    return Picture(figure, sentences(shown, extremes(sums)))
