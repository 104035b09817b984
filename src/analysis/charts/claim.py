"""The claim that money is already invested, held against every sum that it may have meant."""

from __future__ import annotations

import pandas as pd
from babel.dates import format_date

from analysis.charts.chart import Chart
from analysis.charts.rows import LINE, SMALL, lay, write
from analysis.charts.style import COLOURS, new_figure, style
from analysis.wording import ends, number

MARKS = {"announced": "s", "claimed_deployed": "D", "committed": "^", "financed": "s", "spent": "o"}
"""The shape of each rung; hollow where nothing but a word stands behind it."""

HOLLOW = ("announced", "claimed_deployed")


def draw_near_claim(table: pd.DataFrame, claim_words: str = "the claim") -> Chart | None:
    """Draw the sums that a claim may have meant, in order of date, with a line at the claim.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a sum: ``as_of``, ``rung``, ``rung_name``, ``what``, ``value`` (:class:`analysis.study.Quantity`),
        ``low``, ``central``, ``high`` [billions], ``confidence``; ``attrs["claim"]`` is the claim.
    claim_words : str
        What stands at the line.

    Returns
    -------
    Chart or None
        None where there is no claim or nothing to hold it against.
    """
    claim = table.attrs.get("claim")
    if table.empty or claim is None:
        return None
    texts = [
        (heading(row), f"{row['what'][:1].upper()}{row['what'][1:]}. Confidence {row['confidence']}.")
        for _, row in table.iterrows()
    ]
    rows, height = lay(texts, above=1.3)
    limit = max(table["high"].max(), claim) * 1.12
    with style():
        figure, axes = new_figure(LINE * height + 0.6)
        axes.plot([claim, claim], [0.4, height], color=COLOURS["claim"], linewidth=1.4, linestyle="--", zorder=0)
        axes.text(claim, 0, f"{claim_words}: {number(claim)}", ha="right", va="center", color=COLOURS["claim"])
        for place, (_, row) in zip(rows, table.iterrows(), strict=True):
            colour = COLOURS["claim" if row["rung"] == "claimed_deployed" else "comparator"]
            if row["low"] < row["high"]:
                axes.plot([row["low"], row["high"]], [place.mark] * 2, color=COLOURS["ink"], linewidth=1.3)
                axes.plot([row["low"], row["high"]], [place.mark] * 2, "|", color=COLOURS["ink"], markersize=8)
            face = COLOURS["paper"] if row["rung"] in HOLLOW else colour
            axes.plot(
                [row["central"]],
                [place.mark],
                MARKS[row["rung"]],
                markersize=8,
                markerfacecolor=face,
                markeredgecolor=colour,
                markeredgewidth=1.5,
            )
        write(axes, rows)
        axes.set(xlim=(0, limit), ylim=(height, -0.7), xlabel=f"billions of {table['value'].iloc[0].unit[:3]}")
        axes.set_yticks([])
        axes.tick_params(labelsize=SMALL)
        axes.axvline(0, color=COLOURS["ink"], linewidth=0.8)
    told = [f"{head}. {beside}" for head, beside in texts]
    return Chart(figure, f"Sums in order of date against a line at {number(claim)}, the claim. {' '.join(told)}")


def heading(row: pd.Series) -> str:
    """Rung, day and sum of one row."""
    day = format_date(row["as_of"], "d MMM y", locale="en")
    about = f"{row['value'].qualifier} " if row["value"].qualifier else ""
    return f"{row['rung_name'].capitalize()}, {day}: {about}{number(row['central'])}{ends(row['value'].value)}"
