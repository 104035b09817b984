"""Colours by meaning, type, sizes and ticks: the one registry that charts and the page share.

Colour means something or is left out, and is never the only signal: name, place or shape says it too.
"""

import datetime
from collections.abc import Sequence
from functools import partial

import matplotlib
import matplotlib.dates
from babel.dates import format_date
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from analysis.text import language

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

ON = {"paper": "ink", "s1": "paper", "s2": "paper", "s3": "ink", "s4": "ink", "s5": "ink", "subject": "paper"}
"""Colour of a text on a colour."""


ON_PAPER = " ".join(f"--{meaning}: {colour};" for meaning, colour in COLOURS.items())
"""The colours on paper as variables of a stylesheet."""


def variables() -> str:
    """The colours as variables of a stylesheet: on screen, in the dark, on white paper, and in a picture."""
    dark = " ".join(f"--{meaning}: {colour};" for meaning, (__, colour) in PALETTE.items())
    return (
        f":root, .on-paper {{{ON_PAPER}}}\n@media screen and (prefers-color-scheme: dark) {{:root {{{dark}}}}}\n"
        "@media print {:root {--paper: #ffffff; --tint: #ffffff;}}\n"
    )


FAMILY = "DejaVu Sans"
"""Font of every chart, which comes with the drawing library."""

DPI = 144
"""Dots to the inch, where a chart is an image."""

LOOK = {
    "figure.facecolor": "none",
    "font.family": FAMILY,
    "font.size": 12,
    "svg.fonttype": "none",
    "text.color": COLOURS["ink"],
    "text.hinting": "none",
    "text.parse_math": False,
    "xtick.color": COLOURS["quiet"],
    "ytick.color": COLOURS["quiet"],
}
"""Settings of Matplotlib's for all charts."""

style = partial(matplotlib.rc_context, LOOK)
"""The look of all charts, for the time of one drawing."""


def lay_out(figure: Figure) -> FigureCanvasAgg:
    """Set the parts of a figure in its room; they stay there, however often it is drawn and as what."""
    figure.set_dpi(DPI)
    canvas = FigureCanvasAgg(figure)
    if engine := figure.get_layout_engine():
        with style():
            engine.execute(figure)
            figure.set_layout_engine(None)  # of any, even one that does nothing, savefig draws the figure once more
    return canvas


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
