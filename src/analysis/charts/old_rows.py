"""Rows of a chart: lines of text, and under them the mark that they speak of."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from analysis.charts.style import COLOURS, beside, plate

LINE = 0.205
"""Height of one line of text [inches]; places in a chart of rows are counted in lines."""

SMALL = 11.0
WIDEST = {True: 48, False: 56}
"""Characters of a line that fit the width of a chart, in bold and in plain type."""

MARK, GAP = 1.25, 0.55
"""Room for a mark, and between two rows [lines]."""


@dataclass(frozen=True)
class Row:
    """One row: its lines of text and where they and its mark stand.

    Attributes
    ----------
    lines : tuple of (str, bool)
        Text, and whether it is bold.
    top, mark : float
        Place of the first line and of the mark [lines from the top].
    """

    lines: tuple[tuple[str, bool], ...]
    top: float
    mark: float


def lay(texts: Sequence[tuple[str, str]], above: float = 0.0) -> tuple[list[Row], float]:
    """Break texts into lines and set rows one under another.

    Parameters
    ----------
    texts : sequence of (str, str)
        Of each row what it is, in bold, and what is said beside it; the latter may be empty.
    above : float
        Room left above the first row [lines].

    Returns
    -------
    list of Row
    float
        Height of all of them [lines].

    Examples
    --------
    >>> rows, height = lay([("One", ""), ("Two", "said beside it")])
    >>> rows[0].mark, rows[1].top, len(rows[1].lines)
    (1.25, 2.8, 2)
    """
    rows, top = [], above
    for heading, further in texts:
        lines = tuple(
            (line, bold)
            for text, bold in ((heading, True), (further, False))
            for line in textwrap.wrap(text, WIDEST[bold], break_long_words=False)
        )
        mark = top + len(lines) + MARK / 5
        rows.append(Row(lines, top, mark))
        top = mark + MARK - MARK / 5 + GAP
    return rows, top - GAP


def write(axes: Axes, rows: Sequence[Row]) -> None:
    """Write the lines of rows from the left edge of a chart, clear of what crosses it."""
    for row in rows:
        for place, (line, bold) in enumerate(row.lines):
            look = {"weight": "bold" if bold else "normal", "color": COLOURS["ink" if bold else "quiet"]}
            where = {"xycoords": ("axes fraction", "data"), "annotation_clip": False, "zorder": 5}
            written = beside(axes, line, (0, row.top + place), 3, size=SMALL, bbox=plate(0.08), **look, **where)
            written.set_in_layout(False)  # a line may reach over a second panel
