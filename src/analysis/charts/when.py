"""Charts of dates: the slips of a call, both calendars, lead times, and what a delay costs."""

from __future__ import annotations

import matplotlib.ticker
import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.alt_text import extremes, in_percent, sentences, trend
from analysis.charts.chart import Picture
from analysis.charts.style import COLOURS, beside, dates_at, dot, new_figure, numbers_at, plate, rows_from_zero, style
from analysis.text import plural, translate
from analysis.text import translate as _
from analysis.wording import capitalised, date, number

SHAPES = {
    "observed": ("o", True),
    "target": ("o", False),
    "outside view": ("D", False),
    "set": ("^", False),
    "like sites": ("D", False),
    "range used": ("|", True),
}
"""Shape of each kind of date, and whether it is filled: what was observed is."""

HELD = 0.95
"""Part of a chart's width that a line of text from its left edge may take."""


def draw_slips(table: pd.DataFrame) -> Picture | None:
    """Draw each target for the opening of a call, by the day on which it was on record.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`analysis.tables.slips` gives it.

    Returns
    -------
    Picture or None
        None where there is no call.
    """
    if table.empty:
        return None
    parts = []
    with style():
        figure, axes = new_figure(0.66 * len(table) + 0.7)
        first = table["last"].iloc[0]
        left = min(table["said_on"].min(), table["first"].min())
        span = table["last"].max() - left
        axes.axvline(first, color=COLOURS["quiet"], linewidth=1, linestyle=":", zorder=0)
        for place, (__, row) in enumerate(table.iterrows()):
            height = place + 0.12
            target = _("it opened") if row["opened"] else row["target"]
            words = _("{day}: {target}", day=date(row["said_on"]), target=target)
            written(axes, words, place - 0.26, weight="bold")
            axes.plot([row["said_on"]], [height], "|", color=COLOURS["ink"], markersize=13, mew=1.6, zorder=3)
            axes.plot([first, row["last"]], [height, height], color=COLOURS["subject"], linewidth=1.3, zorder=1)
            if row["opened"]:
                axes.plot([row["last"]], [height], "D", markersize=9, color=COLOURS["subject"])
            else:
                look = {"color": COLOURS["paper"], "edgecolor": COLOURS["subject"], "linewidth": 1.5, "zorder": 2}
                axes.barh(height, row["last"] - row["first"], 0.26, left=row["first"], **look)
            slip = _("first target") if place == 0 else late(row["slip"])
            beside(axes, slip, (row["last"], height), 9, size=11)
            parts.append(words if place == 0 else _("{target}, {slip}", target=words, slip=slip))
        axes.set(xlim=(left - span * 0.02, left + span * 1.4), ylim=(len(table) - 0.5, -0.6))
        axes.set_yticks([])
        dates_at(axes.xaxis, fewest=3)
    shown = _("Targets for the opening, by the day on which each was on record. {parts}.", parts=". ".join(parts))
    return Picture(figure, sentences(shown, way_of(table)))


def late(slip: float) -> str:
    """By how many months a target is later than the first."""
    return plural("{count} month late", "{count} months late", round(slip, 1), count=number(slip, decimals=1))


def way_of(table: pd.DataFrame) -> str:
    """Where the target for the opening moved from the first row to the last; empty where there is one row."""
    if len(table) < 2:
        return ""
    first, last = table.iloc[0], table.iloc[-1]
    said = {
        "first": first["target"],
        "last": last["target"],
        "slip": number(abs(last["slip"]), decimals=1),
        "most": number(table["slip"].max(), decimals=1),
    }
    if last["slip"] < 0:
        return _(
            "First date: {first}. Last: {last}, {slip} months earlier. The latest was {most} months later.", **said
        )
    return _("First date: {first}. Last: {last}, {slip} months later. The latest was {most} months later.", **said)


def draw_point(axes: Axes, row: pd.Series, height: float) -> None:
    """Draw one date or time with its range, in the shape of what it is."""
    shape, filled = SHAPES.get(row["kind"], SHAPES["target"])
    colour = COLOURS[row["seat"]]
    if row["low"] < row["high"]:
        axes.plot([row["low"], row["high"]], [height, height], color=colour, linewidth=4, alpha=0.4)
    dot(axes, row["central"], height, shape, colour, filled=filled, markersize=8.5, markeredgewidth=1.8)


def draw_calendars(table: pd.DataFrame, today: float) -> Picture | None:
    """Draw the dates of both programmes on one axis.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`analysis.tables.calendars` gives it.
    today : float
        The day of the study [calendar year].

    Returns
    -------
    Picture or None
        None where no date is known.
    """
    known = table.dropna(subset="central")
    if known.empty:
        return None
    left = min(known["low"].min(), today) - 0.2
    right = max(known["high"].max(), today) + 0.2
    parts, height = [], 0.0
    with style():
        figure, axes = new_figure(0.5 * len(table) + 0.42 * table["seat"].nunique() + 0.75)
        for __, rows in table.groupby("seat", sort=False):
            written(axes, rows["programme"].iloc[0], height, weight="bold")
            height += 0.72
            for __, row in rows.iterrows():
                when, milestone = row["when"].partition(" (")[0], translate(row["milestone"])
                text = _("{milestone}: {when}", milestone=milestone, when=when)
                text = _("{date} (target)", date=text) if row["kind"] == "target" else text
                colour = COLOURS["quiet" if row["kind"] == "gap" else "ink"]
                written(axes, text, height - 0.2, size=11, color=colour)
                if row["kind"] != "gap":
                    draw_point(axes, row, height + 0.2)
                parts.append(in_words(row))
                height += 1.0
            height += 0.1
        axes.axvline(today, color=COLOURS["quiet"], linewidth=1, zorder=0)
        away = 5 if today < (left + right) / 2 else -5
        beside(axes, _("day of this edition"), (today, -0.42), away, color=COLOURS["quiet"], size=11)
        axes.set(xlim=(left, right), ylim=(height - 0.45, -0.75))
        whole_years(axes)
    shown = _("Dates of both programmes on one axis. {parts}.", parts=". ".join(parts))
    return Picture(figure, f"{shown} {first_and_last(known)}")


def in_words(row: pd.Series) -> str:
    """One date of a programme, and what it is."""
    return _(
        "{programme}, {milestone}: {when} ({kind})",
        programme=row["programme"],
        milestone=translate(row["milestone"]),
        when=row["when"],
        kind=translate(row["kind"]),
    )


def first_and_last(known: pd.DataFrame) -> str:
    """The earliest and the latest date of a calendar."""
    earliest, latest = (known.loc[known["central"].sort_values(kind="stable").index[end]] for end in (0, -1))
    return _("Earliest: {earliest}. Latest: {latest}.", earliest=in_words(earliest), latest=in_words(latest))


def written(axes: Axes, text: str, height: float, **look: object) -> None:
    """Write what a row is about at the left edge of a chart, which is not made narrower for a line that it can hold."""
    label = beside(axes, text, (0, height), xycoords=("axes fraction", "data"), bbox=plate(0.08), **look)
    label.set_in_layout(label.get_window_extent().width > HELD * axes.figure.bbox.width)


def whole_years(axes: Axes) -> None:
    """Mark whole years along the bottom."""
    axes.xaxis.set_major_locator(matplotlib.ticker.MaxNLocator(7, integer=True))
    axes.xaxis.set_major_formatter(matplotlib.ticker.FuncFormatter(lambda year, __: f"{year:.0f}"))
    axes.set_yticks([])
    axes.grid(axis="x", color=COLOURS["rule"], linewidth=0.6)
    axes.set_axisbelow(True)


def draw_lead_times(table: pd.DataFrame) -> Picture | None:
    """Draw how many months sites took, and how many the programmes took or say they will.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`analysis.tables.lead_times` gives it [months].

    Returns
    -------
    Picture or None
        None where nothing is known.
    """
    if table.empty:
        return None
    limit, parts, height = table[["central", "high"]].max().max() * 1.32, [], 0.0
    with style():
        figure, axes = new_figure(0.5 * len(table) + 0.42 * table["seat"].nunique() + 0.75)
        for __, rows in table.groupby("seat", sort=False):
            written(axes, _("Set beside {programme}", programme=rows["programme"].iloc[0]), height, weight="bold")
            height += 0.72
            for __, row in rows.iterrows():
                written(axes, translate(row["case"]), height - 0.2, size=11)
                draw_point(axes, row, height + 0.2)
                ranged = row["low"] < row["high"]
                text = number(row["central"])
                text += _(" ({low} to {high})", low=number(row["low"]), high=number(row["high"])) if ranged else ""
                end = row["high"] if ranged else row["central"]
                beside(axes, text, (end, height + 0.2), 9, size=11)
                parts.append(_("{case}: {months}", case=translate(row["case"]), months=text))
                height += 1.0
            height += 0.1
        rows_from_zero(axes, limit, -0.4, height - 0.45, _("months from the start of work"))
    shown = _("Months from the start of work to first power or service. {parts}.", parts=". ".join(parts))
    cases = extremes(
        (_("{case}, beside {programme}", case=translate(row["case"]), programme=row["programme"]), row["central"])
        for __, row in table.iterrows()
    )
    return Picture(figure, sentences(shown, cases))


TIMES_AS_LONG = 5
"""Height of the chart of catching up, as a multiple of the shortest time in it."""


def draw_delay(table: pd.DataFrame) -> Picture:
    """Draw what a fixed amount of compute keeps of its size beside the world's, by months of delay.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`analysis.tables.delay` gives it [percent].

    Returns
    -------
    Picture
    """
    parts = []
    with style():
        figure, axes = new_figure(3.9)
        axes.fill_between(
            table["months"], table["low"], table["high"], color=COLOURS["subject"], alpha=0.22, linewidth=0
        )
        axes.plot(table["months"], table["central"], color=COLOURS["subject"], linewidth=2.2)
        for __, row in table[table["mark"] != ""].iterrows():
            axes.vlines(row["months"], row["low"], row["high"], color=COLOURS["ink"], linewidth=1.6)
            axes.plot([row["months"]], [row["central"]], "o", color=COLOURS["ink"], markersize=7)
            text = _(
                "{mark}: {central}% ({low} to {high}%)",
                mark=translate(row["mark"]),
                central=number(row["central"]),
                low=number(row["low"], decimals=0),
                high=number(row["high"], decimals=0),
            )
            axes.annotate(text, (row["months"], row["high"]), (7, 7), textcoords="offset points")
            parts.append(capitalised(text))
        axes.set(xlim=(0, table["months"].max()), ylim=(0, 104), xlabel=_("months of delay"), ylabel=_("percent kept"))
        axes.set_xticks(range(0, int(table["months"].max()) + 1, 6))
        axes.spines["left"].set_visible(True)
        axes.grid(axis="y", color=COLOURS["rule"], linewidth=0.6)
        axes.set_axisbelow(True)
        numbers_at(axes.yaxis)
    shown = _("Curve of relative size in percent, by months of delay. {marks}.", marks=". ".join(parts))
    ends = ((of_months(row["months"]), row["central"]) for __, row in table.iloc[[0, -1]].iterrows())
    return Picture(figure, sentences(shown, trend(_("Relative size"), *ends, in_percent)))


def of_months(months: float) -> str:
    """Months of delay in words."""
    return plural("{count} month of delay", "{count} months of delay", months, count=number(months))
