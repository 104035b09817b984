"""The claim that money is already invested: beside the announcement, and against every sum that it may have meant."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pandas as pd

from analysis.charts.alt_text import extremes, listed, sentences, trend
from analysis.charts.chart import Chart
from analysis.charts.rows import LINE, SMALL, lay, write
from analysis.charts.style import COLOURS, dot, heading, money_bar, new_figure, rows_from_zero, style, whisker
from analysis.languages import marked, of_data, spoken
from analysis.languages import translate as _
from analysis.wording import NO_BREAK, capitalised, date, ends, number

MARKS = {"announced": "s", "claimed_deployed": "D", "committed": "^", "financed": "s", "spent": "o"}
"""The shape of each rung; hollow where nothing but a word stands behind it."""

BILLIONS = {"USD": marked("billions of USD"), "EUR": marked("billions of EUR")}
"""What the axis counts."""

HOLLOW = ("announced", "claimed_deployed")


@spoken
def draw_near_claim(table: pd.DataFrame) -> Chart | None:
    """Draw the sums that a claim may have meant, in order of date, with a line at the claim.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a sum: ``as_of``, ``rung``, ``rung_name``, ``what``, ``value`` (:class:`analysis.study.Quantity`),
        ``low``, ``central``, ``high`` [billions], ``confidence``; ``attrs["claim"]`` is the claim.

    Returns
    -------
    Chart or None
        None where there is no claim or nothing to hold it against.
    """
    claim = table.attrs.get("claim")
    if table.empty or claim is None:
        return None
    texts = [(heading_of(row), beside(row)) for __, row in table.iterrows()]
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
        rows_from_zero(axes, limit, -0.7, height, of_data(BILLIONS[table["value"].iloc[0].unit[:3]]))
        axes.tick_params(labelsize=SMALL)
    return Chart(figure, describe_near_claim(table, texts, claim))


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
            money = _("Money on the rung “{rung}”", rung=of_data(name))
            yield trend(money, *((short_date(row["as_of"]), row["central"]) for row in (first, last)))


def heading_of(row: pd.Series) -> str:
    """Rung, day and sum of one row."""
    value = f"{of_data(row['value'].qualifier)} {number(row['central'])}{ends(row['value'].value)}".strip()
    return _("{name}: {value}", name=capitalised(named(row)), value=value)


def named(row: pd.Series) -> str:
    """Rung and day of one row."""
    return f"{of_data(row['rung_name'])}, {short_date(row['as_of'])}"


def beside(row: pd.Series) -> str:
    """What the sum of one row is, and how sure it is."""
    return _("{what}. Confidence {level}.", what=capitalised(of_data(row["what"])), level=of_data(row["confidence"]))


def short_date(day: datetime.date) -> str:
    """A day with its month shortened."""
    return date(day, "d MMM y").replace(NO_BREAK, " ")


@spoken
def draw_side_by_side(table: pd.DataFrame) -> Chart | None:
    """Draw sums that stand on different rungs, each with its rung written above it.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a sum: ``seat``, ``programme``, ``rung``, ``rung_name``, ``central`` [USD bn].

    Returns
    -------
    Chart or None
        None where there is nothing to draw.
    """
    if table.empty:
        return None
    limit = table["central"].max() * 1.25
    names = [f"{row['programme']}, {of_data(row['rung_name'])}" for __, row in table.iterrows()]
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
    return Chart(figure, sentences(shown, extremes(sums)))
