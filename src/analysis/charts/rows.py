"""Charts of rows: under each heading a bar or a mark a row, its range as a line, its value in words beside it."""

import datetime
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.alt_text import extremes, listed, sentences
from analysis.charts.canvas import LEADING, Canvas, Scale, ends_of, width_of, wrapped
from analysis.charts.style import COLOURS, ON
from analysis.model.amounts import Triplet
from analysis.study import Quantity
from analysis.text import translate, translate as _
from analysis.text.numbers import capitalised, large, number
from analysis.wording import ends, quantity, readable

BAR, GAP = 0.62, 6
"""Height of a bar over that of its row; room between groups [pixels]."""

BESIDE, EDGE, ARROW = 8, 16, 14
"""Room between a mark and the words beside it, at the right edge, and for the arrow of a floor [pixels]."""

EPOCH = datetime.date(1970, 1, 1).toordinal()


in_words = partial(quantity, how="range")
"""A value with its unit and range; what is missing in its own words."""


def bare(value: Quantity) -> str:
    """A value with its range and without its unit, which the axis has; what is missing in its own words."""
    return in_words(replace(value, unit="count"))


def with_heading(heading: str, words: str) -> str:
    """Words behind their heading; either may be empty."""
    return ", ".join(filter(None, (heading, words)))


def days_of(year: float) -> float:
    """A calendar year with decimals as days since 1970.

    Examples
    --------
    >>> days_of(1971.0), days_of(2025.5) - days_of(2025)
    (365.0, 182.5)
    """
    first, following = (datetime.date(int(year) + ahead, 1, 1).toordinal() for ahead in (0, 1))
    return first - EPOCH + (year - int(year)) * (following - first)


@dataclass(frozen=True)
class Rows:
    """What a chart of rows shows.

    Attributes
    ----------
    table : pandas.DataFrame
        One row a mark, in order.
    says : str
        First sentence of the alternative text: what the marks count.
    value : str
        Column of :class:`Quantity`.
    name, group : str
        Columns with what a row is, and with the heading that it stands under; empty for none.
    seat : str
        Column with the colour of each row, or one colour for all.
    shape : str
        Column with the shape of each row, or one shape for all: ``bar``, ``box`` from low to high, or one of
        :data:`canvas.SHAPES`.
    hollow : str
        Column that says of which rows the mark is hollow: words rather than money or machines.
    unit : str
        What stands below the axis; empty for no axis.
    scale : float
        From the unit of the quantities to that of the axis.
    kind : str
        ``linear``, from zero; ``free``, not from zero; ``log``; ``year``, calendar years with decimals, on an axis of
        days.
    marks : mapping of str to float
        Lines across all rows in the unit of the axis, each with what it is called.
    write : callable
        A quantity in words.
    parts : mapping of str to (str, str)
        Columns of numbers or quantities that a bar is made of, each with its colour, ``paper`` for a hollow part, and
        what it is called; empty for one piece.
    words : str
        Column of texts that say the value of a row, where ``write`` does not.
    last : str
        Last sentence of the alternative text, in the place of the highest and the lowest.
    inner : str
        Column with a narrower range of each row (:class:`Quantity`), drawn darker on the pale one.
    also : str
        Column with a second value of each row (:class:`Quantity`), joined to its mark.
    also_as : tuple of str
        Shape and colour of the mark of the second value; an empty colour is that of the row.
    since : str
        Column of days from each of which a line leads to the mark: that on which a date was named; for years alone.
    aloud : str
        Column with what the alternative text says of each row, where that is not its heading, name and value; extremes
        are not told then.
    """

    table: pd.DataFrame
    says: str
    value: str = "value"
    name: str = "programme"
    group: str = ""
    seat: str = "seat"
    shape: str = "bar"
    hollow: str = ""
    unit: str = ""
    scale: float = 1.0
    kind: str = "linear"
    marks: Mapping[str, float] = field(default_factory=dict)
    write: Callable[[Quantity], str] = in_words
    parts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    words: str = ""
    last: str = ""
    inner: str = ""
    also: str = ""
    also_as: tuple[str, str] = ("stroke", "")
    since: str = ""
    aloud: str = ""

    @property
    def known(self) -> bool:
        """Whether there is anything to draw."""
        return any(self.drawn(row) for row in self.table.to_dict("records"))

    def drawn(self, row: Mapping[str, object]) -> bool:
        """Whether a row has a mark: a gap has none, and where equal steps are equal factors a zero has none."""
        return row[self.value].known and (self.kind != "log" or row[self.value].central > 0)

    def ends(self, row: Mapping[str, object], column: str = "") -> tuple[float, float, float]:
        """Low, central and high of a row in the unit of the axis; an end that is not known is the central value."""
        return tuple(map(self.at, ends_of(row[column or self.value].value)))

    @property
    def marked(self) -> dict[str, float]:
        """The places of the marks on the axis: they are in its unit, and years where it counts days."""
        return {name: days_of(value) if self.kind == "year" else value for name, value in self.marks.items()}

    def at(self, value: float) -> float:
        """A value in the unit of the axis: that of years counts days."""
        return days_of(value) if self.kind == "year" else value * self.scale

    def label(self, row: Mapping[str, object]) -> str:
        """What stands beside a mark: the value of a row in words."""
        return translate(row[self.words]) if self.words else self.write(row[self.value])

    def parts_of(self, row: Mapping[str, object]) -> dict[str, Triplet]:
        """The parts that a bar is made of, in the unit of the axis, without those that are nothing."""
        found = {}
        for column in self.parts:
            cell = row[column]
            value = cell.value if isinstance(cell, Quantity) else None if pd.isna(cell) else Triplet.exact(cell)
            if value is not None and (value.high or value.central):
                found[column] = Triplet(*(end * self.scale for end in ends_of(value)))
        return found

    def reach(self, row: Mapping[str, object]) -> list[float]:
        """All places of a row between which something is drawn, in the unit of the axis."""
        further = [self.at(row[self.also].central)] if self.also and row[self.also].known else []
        further += [row[self.since].toordinal() - EPOCH] if self.since else []
        parts = [sum(part.central for part in self.parts_of(row).values())] if self.parts else []
        return [*self.ends(row), *further, *parts]

    def part_in_words(self, cell: object, how: str = "") -> str:
        """A part of a bar: a share in percent, else the number alone; ``range`` adds its range."""
        if not isinstance(cell, Quantity):
            return number(cell)
        text = quantity(replace(cell, qualifier=""), "" if cell.unit.startswith("share") else "number")
        return text + (ends(readable(cell, cell.value), cell.unit) if how == "range" else "")

    def called(self, row: Mapping[str, object]) -> str:
        """What a row is."""
        return translate(row[self.name]) if self.name else ""

    def heading(self, row: Mapping[str, object]) -> str:
        """What a row stands under."""
        return capitalised(translate(row[self.group])) if self.group else ""

    def draw(self, width: int) -> Figure:
        """Draw the chart.

        Parameters
        ----------
        width : int
            [pixels]

        Returns
        -------
        matplotlib.figure.Figure
        """
        canvas, rows = Canvas(width), self.table.to_dict("records")
        left = 6.0 * bool(self.also) if canvas.narrow or not self.name else self.room_for_names(canvas, rows)
        scale = self.scale_in(canvas, rows, left)
        own, last, at = canvas.size() * 1.75, None, []
        y = canvas.key(0.0, self.key()) + GAP if self.parts else 0.0
        above, top = y, y + (canvas.size("small") * 1.6 if any(self.marks) else 0.0)
        y = top
        for row in rows:
            heading = self.heading(row)
            if heading != last:
                y += GAP * 2 if at else 0
                lines = wrapped(heading, width, canvas.size(), bold=True) if heading else []
                at.append((None, lines, y))
                y += len(lines) * canvas.size() * LEADING + (GAP if lines else 0)
                last = heading
            lines = self.lines_of(canvas, row, left)
            height = len(lines) * canvas.size() * LEADING
            at.append((row, lines, y))
            y += height + (own if self.drawn(row) else GAP) if canvas.narrow else max(height, own) + 2
        bottom = y + 2
        for name, place in self.marked.items():
            x, beyond, middle = scale(place), width_of(name, canvas.size("small")) + 5, (above + top) / 2
            canvas.line([x, x], [middle if name else top, bottom], "quiet", 1.0, linestyle=":", zorder=0)
            canvas.text(x + 5 if x + beyond < width else x - beyond, middle, name, "small", colour="quiet")
        for row, lines, height in at:
            if row is None:
                canvas.paragraph(0, height, lines, bold=True, plate=True)
            else:
                self.draw_row(canvas, scale, row, lines, height)
        if self.kind == "linear":
            canvas.line([scale(0), scale(0)], [top, bottom], "quiet", 0.8, zorder=1)
        if self.unit or self.kind == "year":
            bottom = canvas.axis(scale, bottom, top, self.unit, large)
        return canvas.done(bottom + 2)

    def key(self) -> list[tuple[str, str, bool, str]]:
        """What explains the parts that there are."""
        there = {column for row in self.table.to_dict("records") for column in self.parts_of(row)}
        return [
            ("bar", "quiet" if colour == "paper" else colour, colour == "paper", translate(name))
            for column, (colour, name) in self.parts.items()
            if column in there
        ]

    def lines_of(self, canvas: Canvas, row: dict, left: float) -> list[str]:
        """The words of a row: its name in its column, or on a phone its name and its value above its mark."""
        name = self.called(row)
        if not canvas.narrow:
            return wrapped(name, left - BESIDE, canvas.size()) if name else []
        words = _("{name}: {value}", name=name, value=self.label(row)) if name else self.label(row)
        return wrapped(words, canvas.width - 4, canvas.size())

    def room_for_names(self, canvas: Canvas, rows: list[dict]) -> float:
        """Width of the column of names [pixels]."""
        widest = max(width_of(self.called(row), canvas.size()) for row in rows)
        return min(widest + BESIDE * 1.5, canvas.width * 0.36)

    def scale_in(self, canvas: Canvas, rows: list[dict], left: float) -> Scale:
        """The scale with which every mark has room for the words beside it."""
        known = [row for row in rows if self.drawn(row)]
        words = [0.0 if canvas.narrow else width_of(self.label(row), canvas.size()) + BESIDE for row in known]
        words = [wide + ARROW * (row[self.value].bound == "at least") for wide, row in zip(words, known, strict=True)]
        marks = list(self.marked.values())
        tops = [max(self.reach(row)) for row in known] + marks
        words += [width_of(name, canvas.size("small")) for name in self.marks]
        lows = [min(self.reach(row)) for row in known] + marks
        lows = [low for low in lows if low > 0] if self.kind == "log" else lows
        margin = (max(tops) - min(lows)) * 0.05
        low = {"linear": 0.0, "log": min(lows) / 1.15}.get(self.kind, min(lows) - margin)
        as_log, kind = self.kind == "log", {"log": "log", "year": "time"}.get(self.kind, "linear")

        def span(value: float) -> float:
            return math.log(value / low) if as_log else value - low

        room = canvas.width - left - EDGE
        fits = [(room - beside) / span(top) for top, beside in zip(tops, words, strict=True) if span(top) > 0]
        per_unit = max(min(fits, default=1.0), room / 4 / max(map(span, tops)) if fits else 1.0)
        high = max(tops) if max(tops) > low else low + 1e-12
        return Scale(low, high, left, left + per_unit * span(high), kind)

    def draw_row(self, canvas: Canvas, scale: Scale, row: dict, lines: list[str], top: float) -> None:
        """Draw one row: its words, its mark and its range; a gap is words alone."""
        own, value = canvas.size() * 1.75, row[self.value]
        height = len(lines) * canvas.size() * LEADING
        y = top + height + own * 0.45 if canvas.narrow else top + max(height, own) / 2
        canvas.paragraph(0, top if canvas.narrow else y - height / 2, lines, plate=canvas.narrow and bool(self.marks))
        if not self.drawn(row):
            if not canvas.narrow:
                canvas.text(scale.start + 4, y, self.label(row), colour="quiet", plate=bool(self.marks))
            return
        low, central, high = (max(end, scale.low) if self.kind == "log" else end for end in self.ends(row))
        colour, shape = row.get(self.seat, self.seat), row.get(self.shape, self.shape)
        hollow = bool(self.hollow and row[self.hollow])
        if self.since:
            start = scale(row[self.since].toordinal() - EPOCH)
            canvas.line([start, start], [y - own * 0.2, y + own * 0.2], colour, 1.6)
            canvas.line([start, max(start, scale(low)) if start < scale(high) else scale(high)], [y, y], colour)
        if shape == "box":
            canvas.box(scale(low), y - own * BAR / 2, scale(high) - scale(low), own * BAR, colour, True)
        elif shape == "bar":
            self.draw_bar(canvas, scale, row, y, own * BAR, colour, hollow)
            if low < high:
                canvas.whisker(scale(low), scale(high), y)
        else:
            if low < high:
                canvas.line([scale(low), scale(high)], [y, y], colour, 5, alpha=0.35)
            if self.inner:
                lower, __, upper = self.ends(row, self.inner)
                canvas.line([scale(lower), scale(upper)], [y, y], colour, 5)
            canvas.mark(scale(central), y, shape, colour, hollow)
        if self.also and row[self.also].known:
            other, (shape_of_other, colour_of_other) = scale(self.at(row[self.also].central)), self.also_as
            canvas.line([scale(central), other], [y, y], colour_of_other or colour, 1.2)
            size = 15 if shape_of_other == "stroke" else 8
            canvas.mark(other, y, shape_of_other, colour_of_other or colour, size=size)
        end = scale(max(self.reach(row))) + (0 if shape in ("bar", "box") else 3)
        if value.bound in ("at least", "at most") and not self.words:
            rises = value.bound == "at least"
            tip = central if shape == "bar" else high if rises else low
            canvas.arrow(scale(tip), y, 1 if rises else -1, colour)
            end += ARROW * rises
        if not canvas.narrow:
            canvas.text(end + BESIDE, y, self.label(row), plate=bool(self.marks))

    def draw_bar(
        self, canvas: Canvas, scale: Scale, row: dict, y: float, height: float, colour: str, hollow: bool
    ) -> None:
        """Draw the bar of one row, in one piece or in its parts."""
        if not self.parts:
            canvas.box(scale(0), y - height / 2, scale(self.ends(row)[1]) - scale(0), height, colour, hollow)
            return
        start, (lowest, __, highest) = 0.0, self.ends(row)
        for column, part in self.parts_of(row).items():
            (of_part, __), width = self.parts[column], scale(part.central) - scale(0) - 1
            look = {"edgecolor": COLOURS["quiet"], "linewidth": 1} if of_part == "paper" else {}
            canvas.box(scale(start), y - height / 2, width, height, of_part, **look)
            text = self.part_in_words(row[column])
            if part.low < part.high and lowest == highest:  # else the range of the whole stands there
                canvas.whisker(scale(start + part.low), scale(start + part.high), y + height / 2 + 4)
            half, middle = width_of(text, canvas.size("small")) / 2 + 2, scale(start) + width / 2
            clear = lowest == highest or middle + half < scale(lowest) or middle - half > scale(highest)
            if clear and 2 * half < width:
                canvas.text(middle, y, text, "small", colour=ON.get(of_part, "paper"), align="center")
            start += part.central

    def describe(self) -> str:
        """The alternative text: what is drawn, row by row, with the highest and the lowest."""
        rows = self.table.to_dict("records")
        body = _("{parts}.", parts=". ".join(row[self.aloud] if self.aloud else self.row_in_words(row) for row in rows))
        lines = [_("Dotted line, {words}.", words=name) for name in self.marks if name]
        values = {row[self.value].central: self.write(row[self.value]).partition(" (")[0] for row in rows}
        known = [row for row in rows if row[self.value].known]
        called = ((with_heading(self.heading(row), self.called(row)), row[self.value].central) for row in known)
        last = self.last or ("" if self.aloud else extremes(called, values.__getitem__))
        return sentences(self.says, *lines, body, last)

    def row_in_words(self, row: Mapping[str, object]) -> str:
        """A row of the alternative text: its heading, its name, its value and the parts of it."""
        names = {column: translate(self.parts[column][1]) for column in self.parts_of(row)}
        parts = [f"{name} {self.part_in_words(row[column], 'range')}" for column, name in names.items()]
        name = with_heading(self.heading(row), self.called(row))
        told = [words for words in (name, self.label(row), listed(parts)) if words]
        return _("{name}: {value}", name=", ".join(told[:-1]), value=told[-1]) if told[1:] else told[0]
