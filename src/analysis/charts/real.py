"""Charts of what became real: money by rung over time, shares of the promise, the record of earlier programmes."""

from __future__ import annotations

import datetime
import math
import textwrap

import matplotlib.dates
import matplotlib.ticker
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.chart import Chart
from analysis.charts.style import COLOURS, WIDTH, heading, money_bar, new_figure, style
from analysis.charts.ticks import dates_at, numbers_at
from analysis.charts.told import extremes
from analysis.languages import of_data, spoken
from analysis.languages import translate as _
from analysis.model.amounts import Triplet
from analysis.wording import date, ends, number, percent

MARKERS = {"subject": "o", "comparator": "s"}
"""Shape of each programme's points."""

LINES = {"step": "-", "linear": (0, (4, 2))}
"""Broken where the way between two readings is only a straight line."""

PANEL = 1.42
"""Height of a panel [inches]."""


def spread(row: pd.Series) -> str:
    """A value with its range."""
    value = Triplet(*(None if pd.isna(row[end]) else row[end] for end in ("low", "central", "high")))
    return number(value.central) + ends(value)


def spread_in_percent(row: pd.Series) -> str:
    """A value in percent with its range."""
    share = Triplet(*(None if pd.isna(row[end]) else row[end] / 100 for end in ("low", "central", "high")))
    return percent(share.central) + ends(share, "share")


def named(row: pd.Series) -> str:
    """What a row is about: the rung with a capital, and the programme."""
    return _("{rung}, {programme}", rung=of_data(row["rung_name"]).capitalize(), programme=row["programme"])


def standing(rows: pd.DataFrame) -> str:
    """What one programme's money on a rung is on the last day, in words."""
    last = rows.iloc[-1]
    if last["kind"] == "gap":
        return _("no figure")
    if last["kind"] == "interpolated":
        return _("about {value}", value=spread(last))
    return _("set to {value}", value=spread(last)) if last["kind"] == "set" else spread(last)


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
    for __, rows in panel[panel["kind"] != "claim"].groupby("seat", sort=False):
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
    for __, claim in claims.iterrows():
        left = (claim["as_of"] - start) < (end - start) * 0.45
        axes.plot(
            [claim["as_of"]], [claim["central"]], "D", markersize=8, markerfacecolor="none", clip_on=False,
            markeredgecolor=COLOURS["claim"], markeredgewidth=1.6, zorder=5,
        )  # fmt: skip
        axes.annotate(
            _("claimed: {value}", value=number(claim["central"])),
            (claim["as_of"], claim["central"]),
            (9 if left else -9, 0),
            textcoords="offset points",
            ha="left" if left else "right",
            va="center",
            color=COLOURS["claim"],
            size=11,
            bbox={"boxstyle": "square,pad=0.08", "facecolor": COLOURS["paper"], "edgecolor": "none"},
        )


@spoken
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
            limit = top * (1.06 if claimed.empty else 1.2) or 1.0
            axes.set_title(of_data(panel["rung_name"].iloc[0]).capitalize(), loc="left", weight="bold", size=12, pad=4)
            for __, rows in panel.groupby("seat", sort=False):
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
            numbers_at(axes.yaxis)
            axes.grid(axis="y", color=COLOURS["rule"], linewidth=0.7)
            axes.set_axisbelow(True)
            axes.tick_params(length=0)
        mark_days(panels[0], day, article if article and start < article < day else None)
        dates_at(panels[-1].xaxis)
    return Chart(figure, describe_money(table, day))


def mark_days(axes: Axes, day: datetime.date, article: datetime.date | None) -> None:
    """Name the marked days above the first panel."""
    marks = [(day, date(day), "left")] + ([(article, _("article"), "center")] if article else [])
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
    parts, last = [], []
    for __, rows in table.groupby(["rung_name", "programme"], sort=False):
        if rows["kind"].iloc[0] == "claim":
            claim = rows.iloc[0]
            words = _(
                "A claim of {value} deployed by {programme} is marked",
                value=number(claim["central"]),
                programme=claim["programme"],
            )
            parts.append(words)
            continue
        parts.append(over_time(rows))
        last.append((named(rows.iloc[-1]), float(rows["central"].iloc[-1])))
    said = ". ".join(parts)
    shown = _("Billions of US dollars up to {day}, a panel a rung. {parts}.", day=date(day), parts=said)
    return " ".join(filter(None, (shown, extremes(last))))


def over_time(rows: pd.DataFrame) -> str:
    """The line of one programme on one rung in words: where it stands, and where it came from."""
    now, what, readings = standing(rows), named(rows.iloc[-1]), rows[rows["kind"] == "reading"]
    last = rows["central"].iloc[-1]
    if readings.empty or pd.isna(last) or len(rows) < 2:
        return _("{what}: {value}", what=what, value=now)
    first, day = readings["central"].iloc[0], date(readings["as_of"].iloc[0])
    said = {"what": what, "value": now, "first": number(first), "day": day}
    if math.isclose(first, last):
        return _("{what}: {value}, as on {day}", **said)
    if last > first:
        return _("{what}: {value}, up from {first} on {day}", **said)
    return _("{what}: {value}, down from {first} on {day}", **said)


@spoken
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
        for place, (__, rows) in enumerate(table.groupby("rung", sort=False)):
            heading(axes, place - 0.34, of_data(rows["rung_name"].iloc[0]).capitalize())
            for line, (__, row) in enumerate(rows.iterrows()):
                height = place - 0.06 + line * 0.29
                gap = pd.isna(row["central"])
                text = share_in_words(row)
                parts.append(_("{rung}, {share}", rung=of_data(row["rung_name"]).capitalize(), share=text))
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
        axes.set(xlim=(0, limit), ylim=(3.55, -0.55), xlabel=_("percent of the announced sum"))
        axes.set_yticks([])
        numbers_at(axes.xaxis)
    shown = _("Bars in percent of the announced sum. {parts}.", parts=". ".join(parts))
    known = extremes(((named(row), row["central"] / 100) for __, row in table.iterrows()), percent)
    return Chart(figure, " ".join(filter(None, (shown, known))))


def share_in_words(row: pd.Series) -> str:
    """The share of one programme on one rung, with its range."""
    if pd.isna(row["central"]):
        return _("{programme}: no figure", programme=row["programme"])
    return _("{programme} {share}", programme=row["programme"], share=spread_in_percent(row))
