"""What stands above and below a chart in a file of its own: headline, statistic and credit, set to its width."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from matplotlib.font_manager import FontProperties, findfont
from PIL import ImageFont

from analysis.charts.style import COLOURS, DPI
from analysis.text import visible

FAMILY = "DejaVu Sans"
MARGIN = 8
"""Room at each side [points]."""
LEADING = 1.3
"""Height of a line over the size of its letters."""
GAP = 5
"""Room above the first line and between paragraphs [points]."""


@dataclass(frozen=True)
class Look:
    """How a paragraph looks: size of its letters [points], weight and colour."""

    size: float
    weight: str
    colour: str


TITLE = Look(13, "bold", COLOURS["ink"])
SUBTITLE = Look(9.5, "normal", COLOURS["quiet"])
CREDIT = Look(7.5, "normal", COLOURS["quiet"])


@dataclass(frozen=True)
class Line:
    """One line of a block.

    Attributes
    ----------
    text : str
    look : Look
    foot : float
        Where its letters stand, from the top of the block [points].
    """

    text: str
    look: Look
    foot: float


@dataclass(frozen=True)
class Block:
    """Lines below one another, and the height that they take [points]."""

    lines: tuple[Line, ...]
    height: float


def above(title: str, subtitle: str, width: float) -> Block:
    """What a chart finds and its statistic, set to a width [points]."""
    return block([(title, TITLE), (subtitle, SUBTITLE)], width)


def below(credit: str, width: float) -> Block:
    """Where a chart is from, set to a width [points]."""
    return block([(credit, CREDIT)], width)


def block(paragraphs: Iterable[tuple[str, Look]], width: float) -> Block:
    """Set paragraphs below one another."""
    lines, foot = [], 0.0
    for text, look in paragraphs:
        foot += GAP
        for line in wrapped(visible(text), look, width - 2 * MARGIN):
            foot += look.size * LEADING
            lines.append(Line(line, look, foot))
    return Block(tuple(lines), foot + GAP)


def wrapped(text: str, look: Look, width: float) -> list[str]:
    """Break a text between words so that no line is longer than a width [points]; a longer word stands alone.

    Examples
    --------
    >>> wrapped("USD 500 bn announced", Look(10, "normal", "black"), 80)
    ['USD 500 bn', 'announced']
    """
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip(" ")
        if lines[-1] and font(look).getlength(longer) * 72 / DPI > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return [line for line in lines if line]


@functools.cache
def font(look: Look) -> ImageFont.FreeTypeFont:
    """The font of a look, at the size it has in an image of the common density."""
    file = findfont(FontProperties(family=FAMILY, weight=look.weight))
    return ImageFont.truetype(file, look.size * DPI / 72, layout_engine=ImageFont.Layout.BASIC)
