"""Charts of what became real: money by rung over time, shares of the promise, and what earlier programmes delivered."""

from __future__ import annotations

import datetime
import functools
import math
import textwrap

import matplotlib.dates
import matplotlib.ticker
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.alt_text import extremes, in_percent, sentences
from analysis.charts.chart import Picture
from analysis.charts.style import (
    COLOURS,
    MARKS,
    WIDTH,
    bar,
    beside,
    dates_at,
    dot,
    heading,
    money_bar,
    new_figure,
    numbers_at,
    plate,
    rows_from_zero,
    style,
    value_of,
)
from analysis.text import plural, translate
from analysis.text import translate as _
from analysis.wording import date, ends, missing, number, percent

DASHES = (0, (4, 2))
"""Where the way between two readings is only a straight line."""

PANEL = 1.42
"""Height of a panel [inches]."""


def spread(row: pd.Series) -> str:
    """A value with its range."""
    return number(row["central"]) + ends(value_of(row))


def named(row: pd.Series) -> str:
    """What a row is about: the rung with a capital, and the programme."""
    return _("{rung}, {programme}", rung=translate(row["rung_name"]).capitalize(), programme=row["programme"])


def standing(rows: pd.DataFrame) -> str:
    """What one programme's money on a rung is on the last day, in words."""
    last = rows.iloc[-1]
    if last["kind"] == "gap":
        return missing(last["value"])
    if last["kind"] == "interpolated":
        return _("about {value}", value=spread(last))
    return _("set to {value}", value=spread(last)) if last["kind"] == "set" else spread(last)


def draw_line(axes: Axes, rows: pd.DataFrame) -> None:
    """Draw one programme on one rung: its readings with their ranges, and the way between them."""
    rows = rows.dropna(subset="central")
    if rows.empty:
        return
    seat, step = rows["seat"].iloc[0], rows["between"].iloc[0] == "step"
    colour = COLOURS[seat]
    shade = {"color": colour, "alpha": 0.16, "linewidth": 0, "step": "post" if step else None}
    axes.fill_between(rows["as_of"], rows["low"], rows["high"], **shade)
    known = rows[rows["kind"] != "stands"]
    between = known if not step else rows
    line = (
        {"color": colour, "linestyle": "-", "drawstyle": "steps-post"}
        if step
        else {"color": colour, "linestyle": DASHES}
    )
    axes.plot(between["as_of"], between["central"], **line)
    if not step and len(known) < len(rows):
        axes.plot(rows["as_of"].iloc[-2:], rows["central"].iloc[-2:], color=colour, linestyle=":")
    axes.vlines(known["as_of"], known["low"], known["high"], color=colour, linewidth=2.4)
    for kind, points in known.groupby("kind"):
        face = colour if kind == "reading" else COLOURS["paper"]
        look = {"markersize": 6.5, "markerfacecolor": face, "markeredgecolor": colour, "clip_on": False, "zorder": 4}
        axes.plot(points["as_of"], points["central"], MARKS[seat], **look)


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
        look = {"color": colour, "size": 11, "linespacing": 1.15}
        beside(axes, text, (1, height), 9, xycoords="axes fraction", annotation_clip=False, **look)


def draw_claim(axes: Axes, claims: pd.DataFrame, start: datetime.date, end: datetime.date) -> None:
    """Mark a claim of money deployed where it would have to stand."""
    for __, claim in claims.iterrows():
        left = (claim["as_of"] - start) < (end - start) * 0.45
        look = {"markersize": 8, "markerfacecolor": "none", "markeredgecolor": COLOURS["claim"], "markeredgewidth": 1.6}
        axes.plot([claim["as_of"]], [claim["central"]], "D", clip_on=False, zorder=5, **look)
        words = _("claimed: {value}", value=number(claim["central"]))
        look = {"color": COLOURS["claim"], "size": 11, "bbox": plate(0.08)}
        beside(axes, words, (claim["as_of"], claim["central"]), 9 if left else -9, **look)


def draw_money_over_time(
    table: pd.DataFrame, day: datetime.date, article: datetime.date | None = None
) -> Picture | None:
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
    Picture or None
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
            axes.set_title(
                translate(panel["rung_name"].iloc[0]).capitalize(), loc="left", weight="bold", size=12, pad=4
            )
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
    return Picture(figure, describe_money(table, day))


def mark_days(axes: Axes, day: datetime.date, article: datetime.date | None) -> None:
    """Name the marked days above the first panel."""
    marks = [(day, date(day), "left")] + ([(article, _("article"), "center")] if article else [])
    for at, words, align in marks:
        where = {"xytext": (0, 5), "xycoords": ("data", "axes fraction"), "textcoords": "offset points"}
        look = {"ha": align, "va": "bottom", "color": COLOURS["quiet"], "size": 11, "annotation_clip": False}
        axes.annotate(words, (matplotlib.dates.date2num(at), 1), **where, **look)


def describe_money(table: pd.DataFrame, day: datetime.date) -> str:
    """The panels in words, from the numbers that are drawn."""
    parts, last = [], []
    for __, rows in table.groupby(["rung_name", "programme"], sort=False):
        if rows["kind"].iloc[0] == "claim":
            claim = {"value": number(rows["central"].iloc[0]), "programme": rows["programme"].iloc[0]}
            parts.append(_("A claim of {value} deployed by {programme} is marked", **claim))
            continue
        parts.append(over_time(rows))
        last.append((named(rows.iloc[-1]), float(rows["central"].iloc[-1])))
    said = ". ".join(parts)
    shown = _("Billions of US dollars up to {day}, a panel a rung. {parts}.", day=date(day), parts=said)
    return sentences(shown, extremes(last))


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


def draw_shares(table: pd.DataFrame) -> Picture | None:
    """Draw what part of the announced sum stands on each rung below.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`analysis.tables.shares` gives it [percent].

    Returns
    -------
    Picture or None
        None where no share is known.
    """
    if table["central"].isna().all():
        return None
    parts = []
    with style():
        figure, axes = new_figure(4.6)
        for place, (__, rows) in enumerate(table.groupby("rung", sort=False)):
            heading(axes, place - 0.34, translate(rows["rung_name"].iloc[0]).capitalize())
            for line, (__, row) in enumerate(rows.iterrows()):
                height = place - 0.06 + line * 0.29
                gap = pd.isna(row["central"])
                text = share_in_words(row)
                parts.append(_("{rung}, {share}", rung=translate(row["rung_name"]).capitalize(), share=text))
                if gap:
                    axes.text(1, height, text, va="center", style="italic", color=COLOURS["quiet"], size=11)
                    continue
                money_bar(axes, row, height, 0.24)
                if row["low"] < row["high"]:
                    axes.plot([row["low"], row["high"]], [height, height], "-|", color=COLOURS["ink"], markersize=7)
                end = max(row["central"], 0 if pd.isna(row["high"]) else row["high"])
                left = 1.5 if end > 55 else end + 1.5
                axes.text(left, height, text, va="center", size=11, bbox=plate(0.12, "round"))
        rows_from_zero(axes, max(100, table["high"].max() * 1.05), -0.55, 3.55, _("percent of the announced sum"))
        axes.axvline(100, color=COLOURS["quiet"], linewidth=1, linestyle=":")
    shown = _("Bars in percent of the announced sum. {parts}.", parts=". ".join(parts))
    known = extremes(((named(row), row["central"] / 100) for __, row in table.iterrows()), percent)
    return Picture(figure, sentences(shown, known))


def share_in_words(row: pd.Series) -> str:
    """The share of one programme on one rung, with its range."""
    if pd.isna(row["central"]):
        return _("{programme}: {missing}", programme=row["programme"], missing=missing(row["value"]))
    share = row["value"].value
    words = percent(share.central) + ends(share, "share")
    return _("{programme} {share}", programme=row["programme"], share=words)


def draw_record(table: pd.DataFrame, rates: pd.DataFrame) -> Picture | None:
    """Draw what earlier programmes delivered of what was promised, beside what is taken from it for each programme.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`analysis.tables.record` gives it [percent].
    rates : pandas.DataFrame
        As :func:`analysis.tables.delivery_rates` gives it [percent].

    Returns
    -------
    Picture or None
        None where no case is known.
    """
    if table.empty:
        return None
    limit, parts = max(100.0, table["percent"].max()), []
    with style():
        figure, axes = new_figure(0.72 * (len(table) + len(rates)) + 0.9)
        for height, (__, row) in enumerate(table.iterrows()):
            case, measure = case_in_words(row), translate(row["measure"])
            axes.text(0.5, height - 0.46, case, va="center", weight="bold")
            axes.text(0.5, height - 0.19, measure, va="center", size=11)
            axes.plot([0, row["percent"]], [height + 0.09, height + 0.09], color=COLOURS["quiet"], linewidth=1)
            dot(axes, row["percent"], height + 0.09, "o", COLOURS["ink"], filled=row["firm"])
            text = in_percent(row["percent"], decimals=0)
            text = text if row["firm"] else _("{percent} (estimate)", percent=text)
            axes.text(row["percent"] + 2.5, height + 0.09, text, va="center")
            parts.append(_("{case}, {measure}: {percent}", case=case, measure=measure, percent=text))
        for height, (__, row) in enumerate(rates.iterrows(), len(table)):
            low, central, high = (in_percent(row[end], decimals=0) for end in ("low", "central", "high"))
            values = {"programme": row["programme"], "rate": central, "low": low, "high": high}
            text = _("Taken for {programme}: {rate} ({low} to {high})", **values)
            axes.text(0.5, height - 0.3, text, va="center", weight="bold")
            axes.plot([row["low"], row["high"]], [height] * 2, color=COLOURS[row["seat"]], linewidth=4, alpha=0.4)
            dot(axes, row["central"], height, "D", COLOURS[row["seat"]])
            parts.append(text)
        below = len(table) + len(rates) - 0.7
        rows_from_zero(axes, limit * 1.02, -0.75, below, _("percent delivered of what was promised"))
        axes.axvline(100, color=COLOURS["quiet"], linewidth=1, linestyle=":")
    shown = _("Dots in percent. {parts}.", parts=". ".join(parts))
    cases = ((translate(row["case"]), row["percent"]) for __, row in table.iterrows())
    ends = extremes(cases, functools.partial(in_percent, decimals=0))
    return Picture(figure, sentences(shown, ends))


def case_in_words(row: pd.Series) -> str:
    """An earlier programme, and after how many years its delivery was counted where that is said."""
    case, years = translate(row["case"]), row["after_years"]
    if pd.isna(years):
        return case
    return _(
        "{case}, after {years}", case=case, years=plural("{count} year", "{count} years", years, count=number(years))
    )


def draw_expected(table: pd.DataFrame) -> Picture | None:
    """Draw both announced sums, what is spent of them, and what may be spent by the promised date.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`analysis.tables.expected` gives it [USD bn].

    Returns
    -------
    Picture or None
        None where no announced sum above zero is known.
    """
    if table.empty or table["announced"].max() <= 0:
        return None
    limit, parts = table["announced"].max() * 1.02, []
    with style():
        figure, axes = new_figure(1.2 * len(table) + 0.7)
        for place, (__, row) in enumerate(table.iterrows()):
            announced = _("{programme}: {sum} announced", programme=row["programme"], sum=number(row["announced"]))
            heading(axes, place - 0.38, announced)
            edge = COLOURS[row["seat"]]
            axes.barh(place - 0.08, row["announced"], 0.3, color="none", edgecolor=edge, linewidth=1.2)
            bar(axes, place - 0.08, row["central"], 0.3, row["seat"])
            axes.plot([row["low"], row["high"]], [place - 0.08] * 2, "-|", color=COLOURS["ink"], markersize=9)
            text = _("to be expected: {sum}", sum=spread(row))
            if row["spent"] > 0:
                axes.plot([row["spent"]] * 2, [place - 0.27, place + 0.11], color=COLOURS["ink"], linewidth=2.2)
                text += _("; spent so far: {sum}", sum=number(row["spent"]))
            beside(axes, text, (0, place + 0.24), size=11)
            parts.append(_("{announced}, {expected}", announced=announced, expected=text))
            if row["pace"] > 0:
                dot(axes, row["pace"], place - 0.08, "^", COLOURS["ink"], filled=False)
                text = _("at the pace so far (triangle): {sum}", sum=number(row["pace"]))
                beside(axes, text, (0, place + 0.46), size=11)
                parts.append(text)
        rows_from_zero(axes, limit, -0.6, len(table) - 0.35, _("billions of US dollars"))
    shown = _("Outlined bars of what was announced, filled to what can be expected. {parts}.", parts=". ".join(parts))
    ends = extremes((row["programme"], row["central"]) for __, row in table.iterrows())
    return Picture(figure, sentences(shown, ends))
