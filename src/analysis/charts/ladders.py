"""Charts of ladders: a row a programme, a mark a rung, where equal steps are equal factors."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.alt_text import listed, sentences
from analysis.charts.canvas import LEADING, Canvas, Scale, ends_of, width_of, wrapped
from analysis.study import Quantity
from analysis.text import translate, translate as _
from analysis.text.numbers import large
from analysis.wording import quantity

INDENT, GAP, ARROW = 14, 12, 14
"""Room before what is part of the row above, between columns, and for the arrow of a floor [pixels]."""

NAMES = 0.3
"""The part of the width that names may take."""


@dataclass(frozen=True)
class Ladders:
    """What a chart of ladders shows.

    Attributes
    ----------
    table : pandas.DataFrame
        One row a programme, in order, with a column of :class:`Quantity` a rung.
    says : str
        First sentence of the alternative text.
    rungs : mapping of str to (str, bool, str)
        Columns from the top of the ladder, each with its shape, whether it is hollow, and what it is called.
    words : mapping of str to str
        Columns of texts to stand beside the marks, each with its heading.
    name, depth, seat : str
        Columns with what a row is, how deep it stands under another, and its colour.
    unit : str
        What stands below the axis.
    """

    table: pd.DataFrame
    says: str
    rungs: Mapping[str, tuple[str, bool, str]]
    words: Mapping[str, str]
    name: str = "programme"
    depth: str = "depth"
    seat: str = "seat"
    unit: str = ""

    @property
    def known(self) -> bool:
        """Whether there is anything to draw."""
        return any(self.drawn(row) for row in self.table.to_dict("records"))

    def drawn(self, row: Mapping[str, object]) -> dict[str, Quantity]:
        """The rungs of a row that have a mark: where equal steps are equal factors a zero has none."""
        return {rung: row[rung] for rung in self.rungs if row[rung].known and row[rung].central > 0}

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
        size, step = canvas.size(), canvas.size() * 1.75
        y, left, rooms = canvas.key(0.0, self.key()), 6.0, []
        if not canvas.narrow:
            widest = max(self.indent(row) + width_of(row[self.name], size) for row in rows)
            left = min(widest, width * NAMES) + GAP * 2
            rooms = [self.room(rows, name, canvas) for name in self.words]
        scale = self.scale_in(rows, left, width - sum(rooms) - ARROW)
        ends = [width - sum(rooms[place + 1 :]) for place in range(len(rooms))]
        for end, heading in zip(ends, self.words.values(), strict=False):
            canvas.text(end, y + step / 2, heading, "small", colour="quiet", align="right")
        top = y = y + step * (not canvas.narrow)
        for row in rows:
            x = self.indent(row)
            if canvas.narrow:
                lines = wrapped(self.beside(row), width - 4 - x, size)
                y = canvas.paragraph(x, y + 4, lines, plate=True)
                height = step * bool(self.drawn(row))
            else:
                lines = wrapped(row[self.name], left - GAP * 2 - x, size)
                height = max(step, len(lines) * size * LEADING + 4)
                canvas.paragraph(x, y + (height - len(lines) * size * LEADING) / 2, lines)
                for end, name in zip(ends, self.words, strict=True):
                    canvas.text(end, y + height / 2, row[name], align="right")
            if self.drawn(row):
                self.draw_row(canvas, scale, row, y + height / 2)
            y += height
        return canvas.done(canvas.axis(scale, y + 2, top, self.unit, large) + 2)

    def indent(self, row: Mapping[str, object]) -> float:
        """How far the name of a row is set in [pixels]."""
        return INDENT * row[self.depth]

    def key(self) -> list[tuple[str, str, bool, str]]:
        """What explains the marks that there are."""
        there = {rung for row in self.table.to_dict("records") for rung in self.drawn(row)}
        return [(shape, "ink", hollow, name) for rung, (shape, hollow, name) in self.rungs.items() if rung in there]

    def room(self, rows: list[dict], name: str, canvas: Canvas) -> float:
        """Width of a column of texts [pixels]."""
        widest = max(width_of(row[name], canvas.size()) for row in rows)
        return max(widest, width_of(self.words[name], canvas.size("small"))) + GAP

    def scale_in(self, rows: list[dict], left: float, right: float) -> Scale:
        """The scale that holds every mark and its range."""
        ends = [end for row in rows for one in self.drawn(row).values() for end in ends_of(one.value) if end > 0]
        return Scale(min(ends) / 1.3, max(ends) * 1.3, left, right, "log")

    def draw_row(self, canvas: Canvas, scale: Scale, row: dict, y: float) -> None:
        """Draw the marks of a row from the lowest rung up, their ranges under them, and a line from end to end."""
        colour, drawn = row[self.seat], self.drawn(row)
        places = [scale(one.central) for one in drawn.values()]
        canvas.line([min(places), max(places)], [y, y], colour, 1.0, zorder=1)
        for rung, one in reversed(drawn.items()):
            low, central, high = (scale(max(end, scale.low)) for end in ends_of(one.value))
            shape, hollow, __ = self.rungs[rung]
            if low < high:
                canvas.line([low, high], [y, y], colour, 5, alpha=0.25, zorder=0.5)
            if one.bound in ("at least", "at most"):
                canvas.arrow(central, y, 1 if one.bound == "at least" else -1, colour)
            canvas.mark(central, y, shape, colour, hollow, size=8)

    def beside(self, row: Mapping[str, object]) -> str:
        """The words of a row in one line, for where there is no room for columns."""
        return _("{name}: {value}", name=row[self.name], value=listed(row[name] for name in self.words))

    def describe(self) -> str:
        """The alternative text: every row with all its rungs."""
        rows = (self.row_in_words(row) for row in self.table.to_dict("records"))
        return sentences(self.says, _("{parts}.", parts=". ".join(rows)))

    def row_in_words(self, row: Mapping[str, object]) -> str:
        """A row of the alternative text: each rung with its sum and range."""
        told = [
            _("{name} {value}", name=name, value=quantity(row[rung], "range"))
            for rung, (__, __, name) in self.rungs.items()
            if row[rung].known
        ]
        return _("{name}: {value}", name=translate(row[self.name]), value=listed(told) or _("no sum"))
