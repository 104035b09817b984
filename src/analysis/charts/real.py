"""Charts of what became real: money by rung over time, shares of the promise, the record of earlier programmes."""

from __future__ import annotations

import datetime
import textwrap

import matplotlib.dates
import matplotlib.ticker
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.chart import Chart
from analysis.charts.style import COLOURS, WIDTH, heading, money_bar, new_figure, style
from analysis.model.amounts import Triplet
from analysis.wording import date, ends, number

MARKERS = {"subject": "o", "comparator": "s"}
"""Shape of each programme's points."""

LINES = {"step": "-", "linear": (0, (4, 2))}
"""Broken where the way between two readings is only a straight line."""

PANEL = 1.42
"""Height of a panel [inches]."""


def spread(row: pd.Series, unit: str = "") -> str:
    """A value with its range."""
    value = Triplet(*(None if pd.isna(row[end]) else row[end] for end in ("low", "central", "high")))
    text = number(value.central) + unit
    return text + (ends(value).replace(" to ", f"{unit} to ").replace(")", f"{unit})") if unit else ends(value))


def standing(rows: pd.DataFrame) -> str:
    """What one programme's money on a rung is on the last day, in words."""
    last = rows.iloc[-1]
    if last["kind"] == "gap":
        return "no figure"
    return {"interpolated": "about ", "set": "set to "}.get(last["kind"], "") + spread(last)


def draw_line(axes: Axes, rows: pd.DataFrame) -> None:
    """Draw one programme on one rung: its readings with their ranges, and the way between them."""
    rows = rows.dropna(subset="central")
    if rows.empty:
        return
    seat, step = rows["seat"].iloc[0], rows["between"].iloc[0] == "step"
    colour, drawn = COLOURS[seat], {"drawstyle": "steps-post"} if step else {}
    axes.fill_between(
        rows["as_of"], rows["low"], rows["high"], color=colour, alpha=0.16, linewidth=0, step="post" if step else None
    )
    known = rows[rows["kind"] != "stands"]
    between = known if not step else rows
    axes.plot(
        between["as_of"], between["central"], color=colour, linestyle=LINES["step" if step else "linear"], **drawn
    )
    if not step and len(known) < len(rows):
        axes.plot(rows["as_of"].iloc[-2:], rows["central"].iloc[-2:], color=colour, linestyle=":")
    axes.vlines(known["as_of"], known["low"], known["high"], color=colour, linewidth=2.4)
    for kind, points in known.groupby("kind"):
        face = colour if kind == "reading" else COLOURS["paper"]
        axes.plot(
            points["as_of"],
            points["central"],
            MARKERS[seat],
            markersize=6.5,
            markerfacecolor=face,
            markeredgecolor=colour,
            clip_on=False,
            zorder=4,
        )


def draw_labels(axes: Axes, panel: pd.DataFrame, limit: float) -> None:
    """Write what each programme stands at beside the end of its line, one clear of the other."""
    labels = []
    for _, rows in panel[panel["kind"] != "claim"].groupby("seat", sort=False):
        last = rows.iloc[-1]
        text = "\n".join([*textwrap.wrap(last["programme"], 17), standing(rows)])
        labels.append([0.0 if pd.isna(last["central"]) else last["central"] / limit, text, last])
    labels.sort(key=lambda label: label[0])
    room = [0.36 * (label[1].count("\n") + 1) / 2 for label in labels]
    labels[0][0] = max(labels[0][0], room[0] / 2 - 0.12)
    for place in range(1, len(labels)):
        least = labels[place - 1][0] + (room[place - 1] + room[place]) / 2 + 0.02
        labels[place][0] = max(labels[place][0], least)
    over = max(0.0, labels[-1][0] + room[-1] / 2 - 1.05)
    for height, text, last in labels:
        height -= over if last is labels[-1][2] else 0.0
        colour = COLOURS["quiet" if last["kind"] == "gap" else last["seat"]]
        axes.annotate(
            text,
            (1, height),
            (9, 0),
            xycoords="axes fraction",
            textcoords="offset points",
            va="center",
            color=colour,
            size=11,
            linespacing=1.15,
            annotation_clip=False,
        )


def draw_claim(axes: Axes, claims: pd.DataFrame, start: datetime.date, end: datetime.date) -> None:
    """Mark a claim of money deployed where it would have to stand."""
    for _, claim in claims.iterrows():
        left = (claim["as_of"] - start) < (end - start) * 0.45
        axes.plot(
            [claim["as_of"]], [claim["central"]], "D", markersize=8, markerfacecolor="none", clip_on=False,
            markeredgecolor=COLOURS["claim"], markeredgewidth=1.6, zorder=5,
        )  # fmt: skip
        axes.annotate(
            f"claimed: {number(claim['central'])}",
            (claim["as_of"], claim["central"]),
            (9 if left else -9, 0),
            textcoords="offset points",
            ha="left" if left else "right",
            va="center",
            color=COLOURS["claim"],
            size=11,
        )


def draw_money_over_time(table: pd.DataFrame, day: datetime.date, article: datetime.date | None = None) -> Chart | None:
    """Draw the money of both programmes over time, a panel a rung, each with a scale of its own.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`analysis.tables.money_over_time` gives it [USD bn].
    day : datetime.date
        The day of the study.
    article : datetime.date, optional
        A day to be marked in every panel, if it lies before that.

    Returns
    -------
    Chart or None
        None where there is no reading to draw.
    """
    if table.empty or table["central"].isna().all():
        return None
    start, claims = table["as_of"].min(), table[table["kind"] == "claim"]
    rungs = [rung for rung in dict.fromkeys(table["rung"]) if rung != "claimed_deployed"]
    with style():
        figure = Figure(figsize=(WIDTH, PANEL * len(rungs) + 0.5), layout="constrained")
        panels = figure.subplots(len(rungs), 1, sharex=True, squeeze=False)[:, 0]
        for axes, rung in zip(panels, rungs, strict=True):
            panel = table[table["rung"] == rung]
            claimed = claims if rung == "spent" else claims.iloc[:0]
            top = max([0.0, *panel["high"].dropna(), *claimed["central"]])
            limit = top * 1.06 or 1.0
            axes.set_title(panel["rung_name"].iloc[0].capitalize(), loc="left", weight="bold", size=12, pad=4)
            for _, rows in panel.groupby("seat", sort=False):
                draw_line(axes, rows)
            draw_claim(axes, claimed, start, day)
            draw_labels(axes, panel, limit)
            if article and start < article < day:
                axes.axvline(article, color=COLOURS["quiet"], linewidth=1, linestyle=":", zorder=0)
            axes.axvline(day, color=COLOURS["quiet"], linewidth=1, zorder=0)
            axes.set(ylim=(0, limit))
            axes.margins(x=0.02)
            ticks = matplotlib.ticker.MaxNLocator(2, steps=[1, 2, 5, 10])
            axes.yaxis.set_major_locator(ticks if top else matplotlib.ticker.FixedLocator([0]))
            axes.grid(axis="y", color=COLOURS["rule"], linewidth=0.7)
            axes.set_axisbelow(True)
            axes.tick_params(length=0)
        mark_days(panels[0], day, article if article and start < article < day else None)
        locator = matplotlib.dates.AutoDateLocator(minticks=3, maxticks=7)
        panels[-1].xaxis.set(major_locator=locator, major_formatter=matplotlib.dates.ConciseDateFormatter(locator))
    return Chart(figure, describe_money(table, day))


def mark_days(axes: Axes, day: datetime.date, article: datetime.date | None) -> None:
    """Name the marked days above the first panel."""
    marks = [(day, date(day), "left")] + ([(article, "article", "center")] if article else [])
    for at, words, align in marks:
        axes.annotate(
            words,
            (matplotlib.dates.date2num(at), 1),
            (0, 5),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            ha=align,
            va="bottom",
            color=COLOURS["quiet"],
            size=11,
            annotation_clip=False,
        )


def describe_money(table: pd.DataFrame, day: datetime.date) -> str:
    """The panels in words, from the numbers that are drawn."""
    parts = []
    for (rung, programme), rows in table.groupby(["rung_name", "programme"], sort=False):
        if rows["kind"].iloc[0] == "claim":
            parts.append(f"A claim of {number(rows['central'].iloc[0])} deployed by {programme} is marked")
            continue
        readings = rows[rows["kind"] == "reading"]
        since = (
            f", from {number(readings['central'].iloc[0])} on {date(readings['as_of'].iloc[0])}"
            if len(readings)
            else ""
        )
        parts.append(f"{rung.capitalize()}, {programme}: {standing(rows)}{since}")
    return f"Billions of US dollars up to {date(day)}, a panel a rung. {'. '.join(parts)}."


def draw_shares(table: pd.DataFrame) -> Chart | None:
    """Draw what part of the announced sum stands on each rung below.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`analysis.tables.shares` gives it [percent].

    Returns
    -------
    Chart or None
        None where no share is known.
    """
    if table["central"].isna().all():
        return None
    parts = []
    with style():
        figure, axes = new_figure(4.6)
        for place, (_, rows) in enumerate(table.groupby("rung", sort=False)):
            heading(axes, place - 0.34, rows["rung_name"].iloc[0].capitalize())
            for line, (_, row) in enumerate(rows.iterrows()):
                height = place - 0.06 + line * 0.29
                gap = pd.isna(row["central"])
                text = f"{row['programme']}{': no figure' if gap else ' ' + spread(row, '%')}"
                parts.append(f"{row['rung_name'].capitalize()}, {text}")
                if gap:
                    axes.text(1, height, text, va="center", style="italic", color=COLOURS["quiet"], size=11)
                    continue
                money_bar(axes, row, height, 0.24)
                if row["low"] < row["high"]:
                    axes.plot([row["low"], row["high"]], [height, height], "-|", color=COLOURS["ink"], markersize=7)
                end = max(row["central"], 0 if pd.isna(row["high"]) else row["high"])
                inside = end > 55
                axes.text(
                    1.5 if inside else end + 1.5, height, text, va="center", size=11,
                    bbox={"boxstyle": "round,pad=0.12", "facecolor": COLOURS["paper"], "edgecolor": "none"},
                )  # fmt: skip
        limit = max(100, table["high"].max() * 1.05)
        axes.axvline(0, color=COLOURS["ink"], linewidth=0.8)
        axes.axvline(100, color=COLOURS["quiet"], linewidth=1, linestyle=":")
        axes.set(xlim=(0, limit), ylim=(3.55, -0.55), xlabel="percent of the announced sum")
        axes.set_yticks([])
    return Chart(figure, f"Bars in percent of the announced sum. {'. '.join(parts)}.")
