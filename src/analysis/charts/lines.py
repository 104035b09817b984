"""Charts of lines: over time or over numbers, straight or in steps, each with its range, labelled at its end."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import matplotlib.dates
import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.alt_text import alike, sentences, trend
from analysis.charts.canvas import LEADING, Canvas, Scale, ends_of, width_of, wrapped
from analysis.study import Quantity
from analysis.text import translate, translate as _
from analysis.text.numbers import capitalised, date, large, number

PANEL, GUTTER = 190, 8
"""Height of a panel, and room between it and the labels of its axis [pixels]."""


def place_of(x: datetime.date | float) -> float:
    """Place of a point: a number, or a day as matplotlib counts it."""
    return matplotlib.dates.date2num(x) if isinstance(x, datetime.date) else float(x)


@dataclass(frozen=True)
class Lines:
    """What a chart of lines shows.

    Attributes
    ----------
    table : pandas.DataFrame
        One row a point, in order along each line.
    says : str
        First sentence of the alternative text.
    x, value : str
        Columns with the place of a point (a day, or a number) and its value (:class:`Quantity` or a number).
    series, seat : str
        Columns with what a line is called, and with its colour.
    panel : str
        Column whose values part the lines into panels one under another, each with its own scale; empty for one.
    unit, x_unit : str
        What the values count, and the places where these are numbers.
    scale : float
        From the unit of the values to that of the axis.
    shape : str
        Column with the mark of each point (empty for none), or one mark for all; empty for lines alone.
    steps : str
        Column that says of which points the value stands until the next; of the others a straight line leads there.
    marks : mapping of str to day or float
        Places that are marked across all panels, each with what it is called.
    from_zero : bool
        Whether the scale begins at zero.
    write : callable
        A number of the axis as text.
    kind : str
        Of the scale of places that are numbers: ``linear``, ``log``.
    last : str
        Last sentences of the alternative text.
    valued : callable
        How the last value of a line is written beside its name, a gap too; None where it is not.
    """

    table: pd.DataFrame
    says: str
    x: str = "as_of"
    value: str = "value"
    series: str = "programme"
    seat: str = "seat"
    panel: str = ""
    unit: str = ""
    x_unit: str = ""
    scale: float = 1.0
    shape: str = ""
    steps: str = ""
    marks: Mapping[str, Any] = field(default_factory=dict)
    from_zero: bool = True
    write: Callable[[float], str] = large
    kind: str = "linear"
    last: str = ""
    valued: Callable[[Quantity], str] | None = None

    @property
    def known(self) -> bool:
        """Whether there is anything to draw."""
        return any(self.ends(row) for row in self.table.to_dict("records"))

    def ends(self, row: Mapping[str, Any]) -> tuple[float, float, float] | None:
        """Low, central and high of a point in the unit of the axis; None for a gap."""
        cell = row[self.value]
        if not isinstance(cell, Quantity):
            return None if pd.isna(cell) else (cell * self.scale,) * 3
        return tuple(end * self.scale for end in ends_of(cell.value)) if cell.known else None

    @property
    def panels(self) -> list[tuple[str, pd.DataFrame]]:
        """The panels, each with its heading and its rows."""
        if not self.panel:
            return [("", self.table)]
        return [(capitalised(translate(name)), rows) for name, rows in self.table.groupby(self.panel, sort=False)]

    def lines(self, rows: pd.DataFrame) -> list[tuple[str, list[dict]]]:
        """The lines of a panel, each with what is written at its end."""
        groups = rows.groupby(self.series, sort=False) if self.series else [("", rows)]
        return [(self.label(name, line := of_line.to_dict("records")), line) for name, of_line in groups]

    def label(self, name: str, line: list[dict]) -> str:
        """What is written at the end of a line: its name, with its last value where that is asked for."""
        if self.valued is None or not name:
            return translate(name)
        return _("{name}: {value}", name=name, value=self.valued(line[-1][self.value]))

    def draw(self, width: int) -> Figure:
        """Draw the chart at a width [pixels]."""
        canvas, points = Canvas(width), self.table.to_dict("records")
        days = isinstance(points[0][self.x], datetime.date)
        places = {name: place_of(x) for name, x in self.marks.items()}
        at = [*(place_of(row[self.x]) for row in points), *places.values()]
        first, last = min(at), max(at)
        lines = [line for __, rows in self.panels for line in self.lines(rows)]
        names = [name for name, line in lines if place_of(line[-1][self.x]) == last]
        room = 0 if canvas.narrow else max((width_of(name, canvas.size()) for name in names), default=0) + 10
        written = [self.write(end) for row in points for end in self.ends(row) or ()]
        left = max(46.0, *(width_of(label, canvas.size("small")) + GUTTER for label in written))
        last = last if first < last else first + (30 if days else 1)
        across = Scale(first, last, left, width - room - 6, "time" if days else self.kind)
        labels = self.labels_of(canvas, across, places)
        y = max((level + 1 for *__, level in labels), default=bool(self.unit)) * canvas.size() * LEADING
        height = PANEL * 0.6 if self.panel else PANEL
        for heading, rows in self.panels:
            if heading:
                y = canvas.paragraph(0, y, wrapped(heading, width, canvas.size(), bold=True), bold=True) + 4
            self.draw_panel(canvas, rows, across, y + canvas.size(), height)
            y += canvas.size() + height + 10
        for (name, x), (left_of, __, level) in zip(places.items(), labels, strict=True):
            middle = (level + 0.5) * canvas.size() * LEADING
            canvas.line([across(x)] * 2, [middle, y - 10], "quiet", 0.9, linestyle=":", zorder=0)
            canvas.text(left_of, middle, name, "small", colour="quiet", plate=True)
        bottom = canvas.axis(across, y - 10, y - 10, self.x_unit, number)
        return canvas.done(bottom + 2)

    def labels_of(self, canvas: Canvas, across: Scale, places: Mapping[str, float]) -> list[tuple[float, float, int]]:
        """Where each name of a marked place begins and ends, and its line above the panels: none covers another."""
        found: list[tuple[float, float, int]] = []
        for name, x in places.items():
            wide = width_of(name, canvas.size("small"))
            left = across(x) + 4 if across(x) + wide + 4 < canvas.width else across(x) - wide - 4
            taken = {level for start, end, level in found if start - 6 <= left + wide and left <= end + 6}
            found.append((left, left + wide, next(level for level in count() if level not in taken)))
        return found

    def draw_panel(self, canvas: Canvas, rows: pd.DataFrame, across: Scale, top: float, height: float) -> None:
        """Draw the lines of one panel between a top and a height below it."""
        known = [ends for ends in map(self.ends, rows.to_dict("records")) if ends]
        if not known and not self.valued:
            return
        low = 0.0 if self.from_zero else min((ends[0] for ends in known), default=0.0)
        high = max((ends[2] for ends in known), default=0.0)
        margin = 0.0 if self.from_zero else (high - low) * 0.08
        up = Scale(low - margin, (high + margin) or 1.0, top + height, top)
        for value, label in up.ticks(max(2, int(height / 40)), self.write) if known else ():
            canvas.line([across.start, across.end], [up(value)] * 2, "ink" if value == 0 else "rule", 0.8, zorder=0)
            canvas.text(across.start - GUTTER, up(value), label, "small", colour="quiet", align="right")
        if self.unit:
            canvas.text(0, top - canvas.size() * 1.25, translate(self.unit), "small", colour="quiet", plate=True)
        taken: list[float] = []
        for name, line in self.lines(rows):
            drawn = self.draw_line(canvas, line, across, up)
            if not drawn and not self.valued:
                continue
            end = drawn or (across.end, up(low))
            y = end[1]
            while any(abs(y - other) < canvas.size() * 1.15 for other in taken):
                y -= 2
            taken.append(y)
            fits = end[0] + 10 + width_of(name, canvas.size()) <= canvas.width
            x, align = (end[0] + 10, "left") if fits else (canvas.width - 2, "right")
            y -= 0 if fits or not drawn else 12
            canvas.text(x, y, name, colour=line[-1].get(self.seat, "ink"), align=align, plate=not fits)

    def draw_line(self, canvas: Canvas, rows: list[dict], across: Scale, up: Scale) -> tuple[float, float] | None:
        """Draw one line with its range and its marks; gives its last place."""
        points = [(row, across(row[self.x]), ends) for row in rows if (ends := self.ends(row))]
        if not points:
            return None
        colour, path, steps = rows[-1].get(self.seat, "ink"), [], False
        for row, x, ends in points:
            path += [(x, *path[-1][1:])] if steps else []
            path.append((x, *map(up, ends)))
            steps = self.steps and row[self.steps]
        xs, lows, centres, highs = zip(*path, strict=True)
        marked = [row.get(self.shape, self.shape) for row, *__ in points]
        if any(low != high for low, high in zip(lows, highs, strict=True)) and not any(marked):
            canvas.band(xs, lows, highs, colour)
        canvas.line(xs, centres, colour, 1.8)
        for shape, (__, x, (low, central, high)) in zip(marked, points, strict=True) if any(marked) else ():
            if low < high:
                canvas.line([x, x], [up(low), up(high)], "ink", 1.3, zorder=3)
            if shape:
                canvas.mark(x, up(central), shape, colour, size=7)
        return xs[-1], centres[-1]

    def describe(self) -> str:
        """The alternative text: where each line goes, over days its lowest and highest place, and what is marked."""
        told = []
        for heading, rows in self.panels:
            for name, line in self.lines(rows):
                points = [(row[self.x], ends[1]) for row in line if (ends := self.ends(row))]
                what = capitalised(", ".join(filter(None, (heading, name))) or translate(self.unit))
                if self.valued and name:
                    told.append(self.since(what, points))
                elif points:
                    first, last = ((self.named(x), value) for x, value in (points[0], points[-1]))
                    told += [trend(what, first, last, self.write), self.turns(points)]
        marks = [_("Dotted line, {words}.", words=f"{name}, {self.named(x)}") for name, x in self.marks.items()]
        return sentences(self.says, *told, *marks, self.last)

    def since(self, what: str, points: list[tuple[datetime.date | float, float]]) -> str:
        """A line whose label has its last value, and where it came from."""
        if len(points) < 2:
            return _("{parts}.", parts=what)
        (x, first), (__, last) = points[0], points[-1]
        values = {"what": what, "first": self.write(first), "place": self.named(x)}
        if alike(first, last):
            return _("{what}, as on {place}.", **values)
        if last > first:
            return _("{what}, up from {first} on {place}.", **values)
        return _("{what}, down from {first} on {place}.", **values)

    def turns(self, points: list[tuple[datetime.date | float, float]]) -> str:
        """The lowest and the highest place of a line over days in words, where they are not its ends."""
        (low, least), (high, most) = (of(points, key=lambda point: point[1]) for of in (min, max))
        ends = {points[0][1], points[-1][1]}
        if ends == {least, most} or not isinstance(low, datetime.date):
            return ""
        ends = {"least": self.write(least), "low": self.named(low), "most": self.write(most), "high": self.named(high)}
        return _("Lowest {least} on {low}, highest {most} on {high}.", **ends)

    def named(self, x: datetime.date | float) -> str:
        """A place in words."""
        if isinstance(x, datetime.date):
            return date(x)
        return _("{count} {unit}", count=number(x), unit=self.x_unit) if self.x_unit else number(x)
