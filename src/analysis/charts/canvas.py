"""A surface to draw on in pixels from its upper left corner, with text that is measured before it is set."""

import datetime
import functools
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import matplotlib.dates
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.patches import Rectangle
from matplotlib.ticker import LogLocator, MaxNLocator
from PIL import ImageFont

from analysis.charts.style import COLOURS, FAMILY, short_dates, style
from analysis.model.amounts import Triplet
from analysis.text.numbers import number

WIDE, NARROW = 760, 358
"""Widths of the two drawings of a chart [pixels]: of a page's column, and of a phone."""

LEAST = 500
"""Width below which a drawing is set as for a phone [pixels]."""

SIZES = {"text": (13, 12), "small": (12, 11.8)}
"""Heights of letters, in a wide drawing and in a narrow one [pixels]."""

LEADING = 1.3
"""From one line to the next, over the height of letters."""

SHAPES = {
    "dot": "o", "ring": "o", "diamond": "D", "square": "s", "triangle": "^", "cross": "x", "stroke": "|"
}  # fmt: skip
"""Shapes of marks; a ring is a dot that is hollow."""


@functools.cache
def font(bold: bool) -> ImageFont.FreeTypeFont:
    """The font that text is measured in, a hundred pixels high."""
    file = findfont(FontProperties(family=FAMILY, weight="bold" if bold else "normal"))
    return ImageFont.truetype(file, 100, layout_engine=ImageFont.Layout.BASIC)


@functools.lru_cache(1 << 13)
def width_of(text: str, size: float, bold: bool = False) -> float:
    """Width of a line of text [pixels].

    Examples
    --------
    >>> 50 < width_of("Stargate", 13) < width_of("Stargate", 13, bold=True) < 80
    True
    """
    return font(bold).getlength(text) * size / 100


def wrapped(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Break a text between words so that no line is wider than a width [pixels]; a wider word stands alone.

    Examples
    --------
    >>> wrapped("EU gigafactories", 90, 13)
    ['EU', 'gigafactories']
    """
    lines: list[str] = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip(" ")
        if lines[-1] and width_of(longer, size, bold) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def ends_of(value: Triplet) -> tuple[float, float, float]:
    """Low, central and high of a value; an end that is not known is the central value."""
    low, high = (value.central if end is None else end for end in (value.low, value.high))
    return low, value.central, high


@dataclass(frozen=True)
class Scale:
    """Where values stand between two places of a surface.

    Attributes
    ----------
    low, high : float
        The values at the ends; days as matplotlib counts them.
    start, end : float
        The places [pixels].
    kind : str
        ``linear``, ``log`` or ``time``.
    """

    low: float
    high: float
    start: float
    end: float
    kind: str = "linear"

    def __call__(self, value: float | datetime.date) -> float:
        """Place of a value.

        Examples
        --------
        >>> Scale(1, 100, 0, 200, "log")(10), Scale(0, 50, 100, 200)(25)
        (100.0, 150.0)
        """
        value = matplotlib.dates.date2num(value) if isinstance(value, datetime.date) else value
        part = (value - self.low) / (self.high - self.low)
        if self.kind == "log":
            part = math.log(value / self.low) / math.log(self.high / self.low)
        return self.start + part * (self.end - self.start)

    def ticks(self, most: int = 6, write: Callable[[float], str] = number) -> list[tuple[float, str]]:
        """Round values between the ends, each with its label in the language spoken.

        Examples
        --------
        >>> Scale(0, 50, 0, 1).ticks(5)
        [(0.0, '0'), (10.0, '10'), (20.0, '20'), (30.0, '30'), (40.0, '40'), (50.0, '50')]
        """
        if self.kind == "time":
            locator = matplotlib.dates.AutoDateLocator(minticks=3, maxticks=most)
            locator.create_dummy_axis()
            locator.axis.set_view_interval(self.low, self.high)
            values = locator.tick_values(*map(matplotlib.dates.num2date, (self.low, self.high)))
            values = [value for value in values if self.low <= value <= self.high]
            days = [matplotlib.dates.num2date(value).date() for value in values]
            return list(zip(values, short_dates(days), strict=True))
        if self.kind == "log":
            decades = math.log10(self.high / self.low)
            subs = (1, 2, 5) if decades < 2 else (1, 3) if decades < 3 else (1,)
            found = LogLocator(subs=subs, numticks=20).tick_values(self.low, self.high)
        else:
            found = MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]).tick_values(self.low, self.high)
        slack = 1e-9 * abs(self.high)
        return [(float(value), write(value)) for value in found if self.low - slack <= value <= self.high + slack]


class Canvas:
    """A figure in pixels whose height is known when all is drawn.

    Parameters
    ----------
    width : int
        :data:`WIDE`, :data:`NARROW`, or another [pixels].
    """

    def __init__(self, width: int):
        self.width, self.narrow = width, width < LEAST
        with style():
            self.figure = Figure(figsize=(width / 72, 1), dpi=72)
            self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()

    def size(self, name: str = "text") -> float:
        """Height of letters [pixels]."""
        return SIZES[name][self.narrow]

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: str = "text",
        bold: bool = False,
        colour: str = "ink",
        align: str = "left",
        plate: bool = False,
    ) -> None:
        """Write a line of text, its middle at a height; with a plate it is clear of what it stands on."""
        box = {"boxstyle": "square,pad=0.12", "facecolor": COLOURS["paper"], "edgecolor": "none"} if plate else None
        look = {"size": self.size(size), "weight": "bold" if bold else "normal", "color": COLOURS[colour]}
        with style():
            self.axes.text(x, y, text, ha=align, va="center", bbox=box, clip_on=False, zorder=5, **look)

    def paragraph(self, x: float, y: float, lines: Iterable[str], size: str = "text", **look: object) -> float:
        """Write lines one under another from a top; gives the bottom."""
        step = self.size(size) * LEADING
        for line in lines:
            self.text(x, y + step / 2, line, size, **look)
            y += step
        return y

    def line(
        self, xs: Sequence[float], ys: Sequence[float], colour: str = "ink", width: float = 1.2, **look: object
    ) -> None:
        """Draw a line through places."""
        look = {"solid_capstyle": "butt", "clip_on": False} | look
        self.axes.plot(xs, ys, color=COLOURS[colour], linewidth=width, **look)

    def box(
        self, x: float, y: float, width: float, height: float, colour: str, hollow: bool = False, **look: object
    ) -> None:
        """Draw a box from its upper left corner: filled, or as its edge alone."""
        look = {"facecolor": "none" if hollow else COLOURS[colour], "edgecolor": COLOURS[colour]} | look
        look = {"linewidth": 1.6 if hollow else 0, "clip_on": False} | look
        self.axes.add_patch(Rectangle((x, y), width, height, **look))

    def band(
        self, xs: Sequence[float], lows: Sequence[float], highs: Sequence[float], colour: str, alpha: float = 0.18
    ) -> None:
        """Fill what lies between two lines, pale."""
        self.axes.fill_between(xs, lows, highs, color=COLOURS[colour], alpha=alpha, linewidth=0, zorder=1)

    def mark(self, x: float, y: float, shape: str, colour: str, hollow: bool = False, size: float = 9) -> None:
        """Draw a mark; see :data:`SHAPES`."""
        face = COLOURS["paper"] if hollow or shape == "ring" else COLOURS[colour]
        look = {"markerfacecolor": face, "markeredgecolor": COLOURS[colour], "markeredgewidth": 1.8, "clip_on": False}
        self.axes.plot([x], [y], SHAPES[shape], markersize=size, zorder=4, **look)

    def key(self, y: float, entries: Iterable[tuple[str, str, bool, str]]) -> float:
        """Explain marks side by side: shape (``bar`` for a box), colour, whether hollow, words; gives the bottom."""
        x, step, size = 0.0, self.size("small") * 1.7, self.size("small")
        for shape, colour, hollow, words in entries:
            width = 18 + width_of(words, size)
            if x and x + width > self.width:
                x, y = 0.0, y + step
            if shape == "bar":
                self.box(x, y + step / 2 - 5, 12, 10, colour, hollow, linewidth=1 if hollow else 0)
            elif shape:
                self.mark(x + 6, y + step / 2, shape, colour, hollow)
            self.text(x + 18 * bool(shape), y + step / 2, words, "small")
            x += width + 14 - 18 * (not shape)
        return y + step

    def whisker(self, low: float, high: float, y: float, colour: str = "ink") -> None:
        """Draw a range as a line with its two ends, set off from the bar that it crosses."""
        for end in (low, high):
            self.line([end, end], [y - 4.5, y + 4.5], "paper", 3.5, zorder=2.5)
        self.line([low, high], [y, y], "paper", 3.5, zorder=2.5)
        self.line([low, high], [y, y], colour, 1.3, zorder=3)
        for end in (low, high):
            self.line([end, end], [y - 3.5, y + 3.5], colour, 1.3, zorder=3)

    def arrow(self, x: float, y: float, towards: int, colour: str) -> None:
        """Draw the small arrow of a floor (to the right, 1) or of a ceiling (to the left, -1)."""
        look = {"arrowstyle": "-|>", "color": COLOURS[colour], "linewidth": 1.2, "shrinkA": 0, "shrinkB": 0}
        self.axes.annotate("", (x + 12 * towards, y), (x, y), arrowprops=look, annotation_clip=False)

    def axis(self, scale: Scale, y: float, top: float, what: str = "", write: Callable[[float], str] = number) -> float:
        """Draw the labels of a scale below a height, with thin lines up to a top; gives the bottom."""
        most = max(2, int((scale.end - scale.start) / (45 if scale.kind == "time" else 70)))
        taken = -math.inf
        for value, label in scale.ticks(most, write):
            x, half = scale(value), width_of(label, self.size("small")) / 2
            at = min(max(x, half), self.width - half)
            if at - half < taken:
                continue
            taken = at + half + 8
            self.line([x, x], [top, y], "rule", 0.7, zorder=0)
            self.text(at, y + self.size("small"), label, "small", colour="quiet", align="center")
        y += self.size("small") * 1.9
        lines = wrapped(what, self.width, self.size("small")) if what else []
        return self.paragraph(0, y, lines, "small", colour="quiet")

    def done(self, height: float) -> Figure:
        """The figure, cut to a height [pixels]."""
        self.figure.set_size_inches(self.width / 72, math.ceil(height) / 72)
        self.axes.set(xlim=(0, self.width), ylim=(math.ceil(height), 0))
        return self.figure
