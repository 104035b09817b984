"""Two staircases on one scale: a programme's money from rung to rung, with the other's outline behind it."""

from dataclasses import dataclass, replace

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.alt_text import sentences
from analysis.charts.canvas import LEADING, Canvas, wrapped
from analysis.study import Quantity
from analysis.text import translate, translate as _
from analysis.text.numbers import capitalised
from analysis.wording import ends, missing, quantity, readable

HEIGHT, BETWEEN = 240, 28
"""Height of the tallest step, and room between the panels [pixels]."""

CLEAR = 10
"""From the outline of the other programme up to a bracket [pixels]."""


@dataclass(frozen=True)
class Stairs:
    """What a chart of staircases shows.

    Attributes
    ----------
    table : pandas.DataFrame
        One row a rung and seat, from the top: ``rung_name``, ``seat``, ``programme``, ``value`` (:class:`Quantity`, all
        in one unit), ``hollow`` (words rather than money or machines).
    first : str
        The seat whose staircase stands first, and whose outline is drawn behind the other's.
    says : str
        First sentence of the alternative text.
    """

    table: pd.DataFrame
    first: str
    says: str

    @property
    def seats(self) -> list[str]:
        """The seats, in the order in which they are drawn."""
        return [self.first, *(seat for seat in self.table["seat"].unique() if seat != self.first)]

    def draw(self, width: int) -> Figure:
        """Draw both staircases at a width [pixels]: beside each other, on a phone one under the other."""
        canvas = Canvas(width)
        across = width if canvas.narrow else (width - BETWEEN) / 2
        top = max((v.value.high or v.central) for v in self.table["value"] if v.known) if self.known else 1.0
        y, bottom = 0.0, 0.0
        for place, seat in enumerate(self.seats):
            left = 0.0 if canvas.narrow else place * (across + BETWEEN)
            bottom = self.draw_panel(canvas, seat, left, y, across, HEIGHT * (0.8 if canvas.narrow else 1) / top)
            y = bottom + BETWEEN if canvas.narrow else y
        return canvas.done(bottom + 2)

    @property
    def known(self) -> bool:
        """Whether there is anything to draw."""
        return any(value.known for value in self.table["value"])

    def draw_panel(self, canvas: Canvas, seat: str, left: float, y: float, across: float, scale: float) -> float:
        """Draw the staircase of one programme; gives the bottom."""
        rows = self.table[self.table["seat"] == seat].to_dict("records")
        behind = self.table[self.table["seat"] == self.first].to_dict("records") if seat != self.first else []
        step, line = across / len(rows), canvas.size() * LEADING
        canvas.text(left, y + line / 2, translate(rows[0]["programme"]), bold=True, colour=seat)
        ground = y + line * 3.2 + HEIGHT * (0.8 if canvas.narrow else 1)
        self.outline(canvas, [row["value"] for row in behind], left, ground, step, scale)
        for place, row in enumerate(rows):
            x = left + place * step
            if row["value"].known:
                self.draw_step(canvas, row, seat, x, ground, step, scale)
        for first, last in gaps([row["value"] for row in rows]):
            outlined = [row["value"].central * scale for row in behind[first : last + 1] if row["value"].known]
            y = ground - max([26, *(height + CLEAR for height in outlined)])
            self.bracket(canvas, rows[first]["value"], left + first * step, left + (last + 1) * step, y)
        canvas.line([left, left + across], [ground, ground], "ink", 1.2, zorder=4)
        lowest = ground
        for place, row in enumerate(rows):
            words = capitalised(translate(row["rung_name"]))
            lines = wrapped(words, step - 2, canvas.size("small"))
            centre = left + (place + 0.5) * step
            under = canvas.paragraph(centre, ground + 5, lines, "small", align="center")
            lowest = max(lowest, under)
        return lowest

    def draw_step(
        self, canvas: Canvas, row: dict, seat: str, x: float, ground: float, step: float, scale: float
    ) -> None:
        """Draw one step with its value above it; the edge of a floor is broken."""
        value: Quantity = row["value"]
        height = value.central * scale
        if height:
            dashed = {"linestyle": (0, (4, 3))} if row["hollow"] and value.said else {}
            canvas.box(x, ground - height, step, height, seat, hollow=row["hollow"], **dashed)
        low, high = value.value.low, value.value.high
        ranged = low is not None and high is not None and low < high
        if ranged:
            middle = x + step / 2
            canvas.line([middle, middle], [ground - low * scale, ground - high * scale], "ink", 1.3, zorder=4)
        top = ground - max(height, (high or 0) * scale if ranged else 0) - 3
        words = [(text, False) for text in in_words(value)]
        words[-1] = (words[-1][0], True)
        words += [(range_in_words(value), False)] if ranged else []
        size = canvas.size("small")
        for place, (text, bold) in enumerate(reversed(words)):
            y, look = top - size * LEADING * (place + 0.5), {"bold": bold, "colour": "ink" if bold else "quiet"}
            canvas.text(x + step / 2, y, text, "small", align="center", plate=True, **look)

    def outline(
        self, canvas: Canvas, values: list[Quantity], left: float, ground: float, step: float, scale: float
    ) -> None:
        """Draw the other programme's steps as a dotted line."""
        xs, ys = [], []
        for place, value in enumerate(values):
            if value.known:
                xs += [left + place * step, left + (place + 1) * step]
                ys += [ground - value.central * scale] * 2
        if xs:
            canvas.line(xs, ys, self.first, 1.4, linestyle=":", zorder=1)

    def bracket(self, canvas: Canvas, value: Quantity, left: float, right: float, y: float) -> None:
        """Say of rungs beside each other that none was found, or that there is no figure."""
        words = capitalised(missing(value))
        canvas.line([left + 4, left + 4, right - 4, right - 4], [y + 6, y, y, y + 6], "quiet", 1.0, zorder=3)
        lines = wrapped(words, right - left, canvas.size("small"), bold=True)
        top = y - 4 - len(lines) * canvas.size("small") * LEADING
        canvas.paragraph((left + right) / 2, top, lines, "small", bold=True, align="center", plate=True)

    def describe(self) -> str:
        """The alternative text: each programme's sums from rung to rung."""
        programmes = []
        for seat in self.seats:
            rows = self.table[self.table["seat"] == seat].to_dict("records")
            sums = ((row["rung_name"], quantity(row["value"], "range")) for row in rows)
            steps = "; ".join(_("{rung} {sum}", rung=rung, sum=told) for rung, told in sums)
            programmes.append(_("{programme}: {sums}.", programme=rows[0]["programme"], sums=steps))
        return sentences(self.says, *programmes)


def in_words(value: Quantity) -> list[str]:
    """A value in lines, without its unit: what it bounds, and the number."""
    if value.is_zero:
        return [quantity(value)]
    as_read = readable(value, value.value)
    plain = quantity(replace(value, value=as_read, qualifier="", interpolated_between=None), "number")
    return [translate(value.said), plain] if value.said else [plain]


def range_in_words(value: Quantity) -> str:
    """The ends of a value without its unit; empty where it has none."""
    return ends(readable(value, value.value)).strip(" ()")


def gaps(values: list[Quantity]) -> list[tuple[int, int]]:
    """The stretches of values that are not known: first and last place.

    Examples
    --------
    >>> one, none = Quantity("x", "x", None, "USD bn", none_found=True), Quantity("x", "x", None, "USD bn")
    >>> gaps([one, one, none])
    [(0, 1), (2, 2)]
    """
    found: list[tuple[int, int]] = []
    for place, value in enumerate(values):
        if value.known:
            continue
        follows = found and found[-1][1] == place - 1 and values[place - 1].none_found == value.none_found
        found[-1:] = [(found[-1][0], place)] if follows else [*found[-1:], (place, place)]
    return found
