"""Small multiples: a panel a programme, each with a scale of its own, what was promised over what is real of it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.alt_text import sentences
from analysis.charts.canvas import LEADING, Canvas, Scale, width_of, wrapped
from analysis.charts.lines import place_of
from analysis.text import translate as _
from analysis.text.numbers import date

ACROSS = {False: 4, True: 2}
"""How many panels stand side by side, and on a phone."""

HEIGHT, GUTTER = 52, 22
"""Height of what is drawn in a panel, and room between two [pixels]."""


@dataclass(frozen=True)
class Multiples:
    """What a chart of small multiples shows.

    Attributes
    ----------
    table : pandas.DataFrame
        One row a point, in order of days along each line: ``name`` of its panel, ``what``, ``as_of``, ``value``
        (:class:`Quantity`) and ``seat``.
    says : str
        First sentence of the alternative text.
    promised, real : str
        The values of ``what``: of the line in steps, and of the one that is filled to its foot.
    told : mapping of str to str
        What stands under the name of each panel; every panel is named here, in order.
    until : datetime.date
        The last day of all panels, to which a promise stands.
    """

    table: pd.DataFrame
    says: str
    promised: str
    real: str
    told: Mapping[str, str]
    until: datetime.date

    @property
    def known(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.told)

    def points(self, name: str, what: str) -> list[dict]:
        """The points of a line."""
        table = self.table
        return table[(table["name"] == name) & (table["what"] == what)].to_dict("records")

    def announced_on(self, name: str) -> datetime.date:
        """The first day of a promise."""
        return self.points(name, self.promised)[0]["as_of"]

    def draw(self, width: int) -> Figure:
        """Draw the chart at a width [pixels]."""
        canvas = Canvas(width)
        across, names = ACROSS[canvas.narrow], list(self.told)
        room = (width - GUTTER * (across - 1)) / across
        first = self.table["as_of"].min()
        y = canvas.key(0.0, [("bar", "quiet", True, self.promised), ("bar", "quiet", False, self.real)]) + 6
        for begin in range(0, len(names), across):
            row = names[begin : begin + across]
            heads = {name: self.head(name, room, canvas) for name in row}
            top = y + max(len(bold) + len(small) for bold, small in heads.values()) * canvas.size() * LEADING + 6
            for place, (name, (bold, small)) in enumerate(heads.items()):
                x = place * (room + GUTTER)
                below = canvas.paragraph(x, y, bold, bold=True)
                canvas.paragraph(x, below, small, "small", colour="quiet")
                time = Scale(place_of(first), place_of(self.until), x + 1, x + room, "time")
                self.draw_panel(canvas, name, time, top)
            y = top + HEIGHT + canvas.size("small") * 1.8 + 10
        return canvas.done(y - 8)

    def head(self, name: str, room: float, canvas: Canvas) -> tuple[list[str], list[str]]:
        """The lines above a panel: its name, and what is told of it."""
        bold = wrapped(name, room, canvas.size(), bold=True)
        return bold, wrapped(self.told[name], room, canvas.size("small"))

    def draw_panel(self, canvas: Canvas, name: str, time: Scale, top: float) -> None:
        """Draw one panel: a promise as a line in steps, what is real of it as what it fills."""
        promised, real = self.points(name, self.promised), self.points(name, self.real)
        colour = promised[0]["seat"]
        highest = max(row["value"].central for row in (*promised, *real))
        up = Scale(0, highest, top + HEIGHT, top)
        days, levels = [time(promised[0]["as_of"])], [up(0)]
        for row, until in zip(promised, [*(row["as_of"] for row in promised[1:]), self.until], strict=True):
            days += [time(row["as_of"]), time(until)]
            levels += [up(row["value"].central)] * 2
        canvas.line(days, levels, colour, 1.6)
        if real:
            xs = [time(row["as_of"]) for row in real]
            canvas.band(xs, [up(0)] * len(xs), [up(row["value"].central) for row in real], colour, 0.55)
            canvas.line([xs[-1]] * 2, [up(0), up(real[-1]["value"].central)], colour, 1.6)
        canvas.line([time.start, time.end], [up(0)] * 2, "ink", 0.8)
        for year in range(self.table["as_of"].min().year + 1, self.until.year + 1):
            x = time(datetime.date(year, 1, 1))
            canvas.line([x, x], [up(0), up(0) + 4], "ink", 0.8)
            label = str(year)
            if x + width_of(label, canvas.size("small")) <= time.end + GUTTER / 2:
                canvas.text(x, up(0) + canvas.size("small"), label, "small", colour="quiet")

    def describe(self) -> str:
        """The alternative text: of each panel what is told of it, and since when its promise stands."""
        told = (
            _("{name}, announced on {day}: {told}.", name=name, told=told, day=date(self.announced_on(name)))
            for name, told in self.told.items()
        )
        return sentences(self.says, *told)
