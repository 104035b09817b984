"""A whole as one bar of its parts, and below it the same whole by one part and the rest; on a phone the bar stands."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.alt_text import extremes, listed, sentences
from analysis.charts.canvas import LEADING, Canvas, ends_of, wrapped
from analysis.charts.style import ON
from analysis.study import Quantity
from analysis.text import translate, translate as _
from analysis.text.numbers import capitalised, number
from analysis.wording import readable

COLOURED = ("s1", "s2", "s3", "s4", "s5")
"""Colours of the parts, in their order."""

BAR, TALL, THIN = 62, 400, 26
"""Heights of the bar that lies, of the bar that stands, and of the bar below [pixels]."""

LEFT, BROAD = 74, 84
"""Room for words to the left of the bar that stands, and its breadth [pixels]."""


@dataclass(frozen=True)
class Stack:
    """What a chart of a whole shows.

    Attributes
    ----------
    table : pandas.DataFrame
        One row a part, in order: ``name``, ``value`` (:class:`Quantity`, a share of the whole).
    says : str
        First sentence of the alternative text.
    write : callable
        A number of hundredths, as text, with what it is of.
    span : tuple of str and float
        Words on a piece at the beginning of the bar, and its share of the whole.
    below : str
        What stands over the bar below.
    part : tuple of str and Quantity
        Words and share of the part that is filled in the bar below.
    rest : str
        Words for the rest of it.
    """

    table: pd.DataFrame
    says: str
    write: Callable[[str], str]
    span: tuple[str, float]
    below: str
    part: tuple[str, Quantity]
    rest: str

    def in_hundredths(self, value: Quantity) -> tuple[str, str]:
        """A share in hundredths, and its range; empty where it has none."""
        shown = readable(value, value.value)
        low, high = (None if end is None else number(100 * end, 0) for end in (shown.low, shown.high))
        between = "" if None in (low, high) or low == high else _("{low} to {high}", low=low, high=high)
        return self.write(number(100 * shown.central)), between

    def in_words(self, value: Quantity) -> str:
        """A share with its range."""
        central, between = self.in_hundredths(value)
        return f"{central} ({between})" if between else central

    def draw(self, width: int) -> Figure:
        """Draw it at a width [pixels]."""
        canvas = Canvas(width)
        y = self.draw_standing(canvas) if canvas.narrow else self.draw_lying(canvas)
        return canvas.done(self.draw_below(canvas, y + 14) + 2)

    def parts(self, whole: float) -> list[tuple[float, float, str, str, Quantity]]:
        """Each part on a bar of some length: start, length, colour, name and share."""
        found, start = [], 0.0
        for colour, row in zip(COLOURED, self.table.to_dict("records"), strict=False):
            length = whole * row["value"].central
            found.append((start, length, colour, translate(row["name"]), row["value"]))
            start += length
        return found

    def draw_lying(self, canvas: Canvas) -> float:
        """Draw the bar with its parts from left to right, their names below; gives the bottom."""
        step, end = canvas.size() * LEADING, canvas.width * self.span[1]
        canvas.text(0, step / 2, self.span[0], bold=True)
        y = step + 12
        canvas.line([0.5, 0.5, end, end], [y - 3, y - 9, y - 9, y - 3])
        bottom = y + BAR
        for x, length, colour, name, value in self.parts(canvas.width):
            central, between = self.in_hundredths(value)
            canvas.box(x, y, length - 2, BAR, colour)
            canvas.text(x + 8, y + BAR * 0.36, central, bold=True, colour=ON[colour])
            canvas.text(x + 8, y + BAR * 0.7, between, "small", colour=ON[colour])
            lines = wrapped(name, length - 4, canvas.size("small"), bold=True)
            bottom = max(bottom, canvas.paragraph(x, y + BAR + 4, lines, "small", bold=True))
        return bottom

    def draw_standing(self, canvas: Canvas) -> float:
        """Draw the bar with its parts from top to bottom, their names to the right; gives the bottom."""
        small = canvas.size("small")
        right = LEFT + BROAD + 10
        for y, length, colour, name, value in self.parts(TALL):
            central, between = self.in_hundredths(value)
            canvas.box(LEFT, y, BROAD, length - 2, colour)
            canvas.text(LEFT + BROAD / 2, y + length / 2, central, bold=True, colour=ON[colour], align="center")
            lines = wrapped(name, canvas.width - right, small, bold=True)
            top = y + length / 2 - (len(lines) + bool(between)) * small * LEADING / 2
            bottom = canvas.paragraph(right, top, lines, "small", bold=True)
            canvas.paragraph(right, bottom, [between] if between else [], "small", colour="quiet")
        end, x = TALL * self.span[1], LEFT - 4
        canvas.line([x, x - 6, x - 6, x], [0.5, 0.5, end, end])
        lines = wrapped(self.span[0], LEFT - 16, small, bold=True)
        top = max(0.0, end / 2 - len(lines) * small * LEADING / 2)
        canvas.paragraph(LEFT - 16, top, lines, "small", bold=True, align="right")
        return TALL

    def draw_below(self, canvas: Canvas, y: float) -> float:
        """Draw the same whole by one part and the rest; gives the bottom."""
        words, value = self.part
        step = canvas.size("small") * LEADING
        y = canvas.paragraph(0, y, wrapped(self.below, canvas.width, canvas.size("small")), "small", colour="quiet") + 4
        canvas.box(0, y, canvas.width * value.central, THIN, "subject")
        canvas.box(1, y, canvas.width - 2, THIN, "subject", hollow=True)
        y += THIN + 9
        low, __, high = ends_of(value.value)
        if low < high:
            canvas.whisker(canvas.width * low, canvas.width * high, y)
            canvas.text(canvas.width * high + 8, y, self.in_hundredths(value)[1], "small", colour="quiet")
        y += 9
        left = wrapped(words, canvas.width * 0.47, canvas.size("small"), bold=True)
        right = wrapped(self.rest, canvas.width * 0.5, canvas.size("small"))
        canvas.paragraph(0, y, left, "small", bold=True, colour="subject")
        canvas.paragraph(canvas.width, y, right, "small", align="right")
        return y + max(len(left), len(right)) * step

    def describe(self) -> str:
        """The alternative text: every part with its range, the largest and the smallest, then the bar below."""
        rows = self.table.to_dict("records")
        told = _("{parts}.", parts=listed(f"{translate(row['name'])} {self.in_words(row['value'])}" for row in rows))
        ends = extremes(
            ((translate(row["name"]), 100 * row["value"].central) for row in rows),
            lambda value: self.write(number(value)),
        )
        span = _("{parts}.", parts=capitalised(self.span[0]))
        below = listed([f"{self.part[0]} ({self.in_hundredths(self.part[1])[1]})", self.rest])
        below = _("{name}: {value}", name=self.below, value=_("{parts}.", parts=below))
        return sentences(self.says, told, ends, span, below)
