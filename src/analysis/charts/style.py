"""Colours by meaning, type, sizes and ticks: the one registry that charts and the page share.

Colour means something or is left out, and is never the only signal: name, place or shape says it too.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import matplotlib
import matplotlib.dates
import pandas as pd
from babel.dates import format_date
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Annotation
from matplotlib.ticker import FixedFormatter, FixedLocator, FuncFormatter

from analysis.model.amounts import Triplet
from analysis.text import language, speaking
from analysis.wording import number

PALETTE = {
    "paper": ("#fbf9f4", "#14161a"),
    "tint": ("#ece7dc", "#262a32"),
    "rule": ("#d6cfc2", "#3a3f49"),
    "quiet": ("#565b66", "#abb0ba"),
    "ink": ("#16181d", "#ece9e3"),
    "subject": ("#123f9c", "#8fb4ff"),
    "comparator": ("#b23a0c", "#ff9a66"),
    "other": ("#4a505c", "#b4b9c4"),
    "s1": ("#23272f", "#d9dce2"),
    "s2": ("#596070", "#a9afbb"),
    "s3": ("#7d8492", "#858c9a"),
    "s4": ("#a7adb8", "#5d6472"),
    "s5": ("#ccd0d7", "#414754"),
}
"""Each meaning with its colour on paper and in the dark: of charts, and of the pages, which have them as variables.

``s1`` to ``s5`` are the parts of a whole, the first of them the darkest. No two are alike: a chart on a page is told
apart by them.
"""

COLOURS = {meaning: light for meaning, (light, __) in PALETTE.items()}
"""Each meaning with its colour on paper."""

ON = {"s1": "paper", "s2": "paper", "s3": "ink", "s4": "ink", "s5": "ink", "subject": "paper", "comparator": "paper"}
"""Colour of a text on a colour."""


def variables() -> str:
    """The colours as variables of a stylesheet: on screen, in the dark, and on white paper."""

    def root(colours: dict[str, str]) -> str:
        return ":root {" + " ".join(f"--{meaning}: {colour};" for meaning, colour in colours.items()) + "}"

    dark = {meaning: colour for meaning, (__, colour) in PALETTE.items()}
    return (
        f"{root(COLOURS)}\n@media screen and (prefers-color-scheme: dark) {{{root(dark)}}}\n"
        f"@media print {{{root({'paper': '#ffffff', 'tint': '#ffffff'})}}}\n"
    )


OLD = {"claim": "ink", "european": "subject", "outside": "other", "union": "s1", "states": "s3", "private": "s5"}
COLOURS |= {old: COLOURS[new] for old, new in OLD.items()}

HATCHES = {
    "subject": "",
    "comparator": "////",
    "european": "",
    "outside": "\\\\\\\\",
    "paper": "||",
    "union": "",
    "states": "////",
    "private": "--",
}
"""A second signal beside colour, for print in black and white."""

MARKS = {"subject": "o", "comparator": "s", "running": "D"}
"""Shape of each seat's points: a second signal beside colour."""

WIDTH = 5.0
"""Width of every chart [inches]: it still reads at the width of a phone."""

FAMILY = "DejaVu Sans"
"""Font of every chart, which comes with the drawing library."""

DPI = 144
"""Dots to the inch, where a chart is an image."""


@contextmanager
def style() -> Iterator[None]:
    """The look of all charts, for the time of one drawing."""
    look = {
        "figure.facecolor": "none",
        "axes.facecolor": "none",
        "axes.edgecolor": COLOURS["rule"],
        "axes.labelcolor": COLOURS["quiet"],
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.unicode_minus": True,
        "font.family": FAMILY,
        "font.size": 12,
        "hatch.linewidth": 0.8,
        "svg.fonttype": "none",
        "svg.hashsalt": "analysis",  # equal figures give equal files
        "text.color": COLOURS["ink"],
        "text.hinting": "none",
        "text.parse_math": False,
        "xtick.color": COLOURS["quiet"],
        "ytick.color": COLOURS["quiet"],
    }
    with matplotlib.rc_context(look):
        yield


def new_figure(height: float) -> tuple[Figure, Axes]:
    """A figure of the common width with one pair of axes.

    Parameters
    ----------
    height : float
        Height [inches].
    """
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    return figure, figure.subplots()


def lay_out(figure: Figure) -> FigureCanvasAgg:
    """Set the parts of a figure in its room; they stay there, however often it is drawn and as what."""
    figure.set_dpi(DPI)
    canvas = FigureCanvasAgg(figure)
    if engine := figure.get_layout_engine():
        with style():
            engine.execute(figure)
            figure.set_layout_engine(None)  # of any, even one that does nothing, savefig draws the figure once more
    return canvas


def plate(pad: float, shape: str = "square") -> dict[str, str]:
    """A box of the colour of paper behind a text, which keeps it clear of the lines that cross the chart."""
    return {"boxstyle": f"{shape},pad={pad}", "facecolor": COLOURS["paper"], "edgecolor": "none"}


def beside(axes: Axes, text: str, at: tuple[object, object], away: float = 4, **look: object) -> Annotation:
    """Write a text beside a place: so many points to the right of it, or to the left if below zero."""
    look = {"ha": "left" if away >= 0 else "right", "va": "center"} | look
    return axes.annotate(text, at, (away, 0), textcoords="offset points", **look)


def heading(axes: Axes, height: float, text: str) -> None:
    """Write what a row is about above its bar, clear of the lines that cross the chart."""
    beside(axes, text, (0, height), weight="bold", bbox=plate(0.1))


def bar(axes: Axes, height: float, width: float, thickness: float, meaning: str, **look: object) -> None:
    """Draw a bar in the colour and with the hatch of what it means."""
    look = {"color": COLOURS[meaning], "edgecolor": COLOURS["paper"], "hatch": HATCHES[meaning], "linewidth": 0} | look
    axes.barh(height, width, thickness, **look)


def outline(axes: Axes, height: float, width: float, thickness: float, left: float = 0, **look: object) -> None:
    """Draw the edge of a bar, or of what it is a part of."""
    look = {"fill": False, "edgecolor": COLOURS["ink"], "linewidth": 0.9, "clip_on": False} | look
    axes.add_patch(Rectangle((left, height - thickness / 2), width, thickness, **look))


def dot(axes: Axes, at: float, height: float, shape: str, colour: str, *, filled: bool = True, **look: object) -> None:
    """Draw a point, filled with its colour or hollow."""
    look = {"markersize": 8, "markeredgecolor": colour} | look
    axes.plot([at], [height], shape, markerfacecolor=colour if filled else COLOURS["paper"], **look)


def whisker(axes: Axes, low: float, high: float, height: float, size: float = 7, **look: object) -> None:
    """Draw a range as a line with its two ends; nothing where it has no extent."""
    if low < high:
        axes.plot([low, high], [height, height], **{"color": COLOURS["ink"], "linewidth": 1.3} | look)
        axes.plot([low, high], [height, height], "|", color=look.get("color", COLOURS["ink"]), markersize=size)


def rows_from_zero(axes: Axes, limit: float, top: float, bottom: float, what: str) -> None:
    """Set an axis for rows from the top, which has numbers from zero below it and says what they count."""
    axes.set(xlim=(0, limit), ylim=(bottom, top), xlabel=what, yticks=[])
    numbers_at(axes.xaxis)
    axes.axvline(0, color=COLOURS["ink"], linewidth=0.8)


def value_of(row: pd.Series) -> Triplet:
    """The value of a row of numbers, with its range."""
    return Triplet(*(None if pd.isna(row[end]) else row[end] for end in ("low", "central", "high")))


def money_bar(axes: Axes, row: pd.Series, height: float, thickness: float) -> None:
    """Draw one sum as a bar: filled in its programme's colour, or hollow and dashed for a claim without evidence.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    row : pandas.Series
        ``seat``, ``rung``, ``central`` [USD bn].
    height, thickness : float
        Place and size of the bar, in units of the axes.
    """
    hollow = {"color": "none", "edgecolor": COLOURS[row["seat"]], "linewidth": 1.4, "linestyle": "--", "hatch": ""}
    look = hollow if row["rung"] == "claimed_deployed" else {}
    bar(axes, height, row["central"], thickness, row["seat"], **look)


def numbers_at(axis: Axis, write: Callable[[float], str] = number) -> None:
    """Write the numbers of an axis as the language spoken now has them."""
    lang = language()

    def written(value: float, place: int | None = None) -> str:
        with speaking(lang):  # ticks are written when the figure is
            return write(value)

    axis.set_major_formatter(FuncFormatter(written))


def dates_at(axis: Axis, fewest: int = 5, most: int = 6) -> None:
    """Set the ticks of an axis of days that has its limits, their months and years in words of the language spoken."""
    axis.set_major_locator(matplotlib.dates.AutoDateLocator(minticks=fewest, maxticks=most))
    at = axis.get_majorticklocs()
    axis.set_major_locator(FixedLocator(at))  # to search for days anew at every drawing is slow
    axis.set_major_formatter(FixedFormatter(short_dates([matplotlib.dates.num2date(value).date() for value in at])))


def short_dates(days: Sequence[datetime.date]) -> list[str]:
    """Days at an axis: a year at its turn, else a month, with its year where no turn of a year is seen.

    Examples
    --------
    >>> short_dates([datetime.date(2025, 1, 1), datetime.date(2025, 4, 1), datetime.date(2025, 7, 15)])
    ['2025', 'Apr', '15 Jul']
    """
    turns = {day for day in days if (day.month, day.day) == (1, 1)}
    month = "MMM" if turns else "MMM y"
    patterns = ["y" if day in turns else month if day.day == 1 else "d MMM" for day in days]
    return [format_date(day, pattern, locale=language()) for day, pattern in zip(days, patterns, strict=True)]
