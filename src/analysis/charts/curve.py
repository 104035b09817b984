"""A specification curve: every ratio that can be defended in order of size, over the choices that make it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import seaborn
from matplotlib.figure import Figure

from analysis.charts.alt_text import sentences
from analysis.charts.canvas import LEADING, Canvas, Scale, width_of, wrapped
from analysis.charts.style import COLOURS
from analysis.text import translate, translate as _
from analysis.text.numbers import capitalised, number

HEIGHT, STROKE, INDENT = 220, 10, 15
"""Height of the curve, of the strokes of a choice, and room before its name, where a ring marks it [pixels]."""


def least_and_most(ratios: pd.Series) -> dict[str, str]:
    """The ends of ratios in words."""
    return {"least": number(ratios.min()), "most": number(ratios.max())}


@dataclass(frozen=True)
class Curve:
    """What a specification curve shows.

    Attributes
    ----------
    table : pandas.DataFrame
        One row a combination, in order of size: ``ratio``, ``mainstream``, and columns with the ids of its choices.
    choices : pandas.DataFrame
        One row a choice: ``what`` (what is chosen), ``label``, ``column`` (of the table), ``id``, ``mainstream``,
        ``seat`` (its colour), ``ratios`` (:class:`Quantity`: their median, least and most).
    says : str
        First sentence of the alternative text.
    stated : float or None
        The ratio of what was announced.
    apart : mapping of str to pandas.Series
        Ratios of another kind, drawn beside the curve, each with what they are of.
    """

    table: pd.DataFrame
    choices: pd.DataFrame
    says: str
    stated: float | None
    apart: Mapping[str, pd.Series]

    @property
    def keys(self) -> list[tuple[str, str, bool, str]]:
        """What the marks are: the shape of each, its colour, whether it is hollow, and its words."""
        usual = self.table.loc[self.table["mainstream"], "ratio"]
        ranges = [("ring", _("usual"), usual), *(("stroke", what, ratios) for what, ratios in self.apart.items())]
        stated = "" if self.stated is None else _("as announced: {ratio}", ratio=number(self.stated))
        return [("dot", "ink", False, stated)] * bool(stated) + [
            (shape, "ink", False, _("{what}: {least} to {most}", what=what, **least_and_most(ratios)))
            for shape, what, ratios in ranges
            if len(ratios)
        ]

    @property
    def groups(self) -> list[tuple[str, list[dict]]]:
        """The choices that make ratios of the curve, by what is chosen, where there is more than one."""
        found: dict[str, list[dict]] = {}
        for row in self.choices.to_dict("records"):
            if (self.table[row["column"]] == row["id"]).any():
                found.setdefault(row["what"], []).append(row)
        return [(what, rows) for what, rows in found.items() if len(rows) > 1]

    def draw(self, width: int) -> Figure:
        """Draw the curve and its matrix at a width [pixels]."""
        canvas = Canvas(width)
        small, line = canvas.size("small"), canvas.size("small") * LEADING
        names = [width_of(translate(row["label"]), small) for __, rows in self.groups for row in rows]
        left = 30.0 if canvas.narrow else max(60.0, min(max(names, default=0) + INDENT + 12, width * 0.4))
        across = Scale(0, len(self.table), left, width - 6)
        y = canvas.key(0.0, self.keys)
        top = y + line * 1.6
        canvas.text(0, y + line / 2, _("times as much"), "small", colour="quiet")
        bottom = self.draw_curve(canvas, across, top)
        y = bottom + 10
        shaded = y
        for what, rows in self.groups:
            canvas.line([0, width], [y, y], "rule", 0.8)
            y = canvas.paragraph(0, y + 4, wrapped(translate(what), width, small, bold=True), "small", bold=True)
            for row in rows:
                y = self.draw_choice(canvas, across, row, y, line)
            y += 5
        if self.place is not None:
            canvas.box(across(self.place) - 3, shaded, 6, y - shaded, "tint", zorder=-1)
        caption = _("{count} combinations, in order", count=number(len(self.table)))
        canvas.text(left, y + line / 2, caption, "small", colour="quiet")
        return canvas.done(y + line + 2)

    @property
    def place(self) -> float | None:
        """Where the ratio of what was announced stands in the order."""
        found = [] if self.stated is None else np.flatnonzero(np.isclose(self.table["ratio"], self.stated, rtol=1e-9))
        return float(found[0]) + 0.5 if len(found) else None

    def draw_curve(self, canvas: Canvas, across: Scale, top: float) -> float:
        """Draw the sorted ratios from zero, with what is usual, announced and of another kind; gives the bottom."""
        ratios, apart = self.table["ratio"], [some for some in self.apart.values() if len(some)]
        up = Scale(0, max(some.max() for some in (ratios, *apart)) * 1.04, top + HEIGHT, top)
        for value, label in up.ticks(5):
            canvas.line([across.start, across.end], [up(value)] * 2, "rule" if value else "ink", 0.8, zorder=0)
            canvas.text(across.start - 6, up(value), label, "small", colour="quiet", align="right")
        xs, ys = [across(place + 0.5) for place in range(len(ratios))], [up(ratio) for ratio in ratios]
        seaborn.lineplot(x=xs, y=ys, ax=canvas.axes, color=COLOURS["quiet"], linewidth=2.2, estimator=None)
        for x, y, usual in zip(xs, ys, self.table["mainstream"], strict=True):
            if usual:
                canvas.mark(x, y, "ring", "ink", True, size=6)
        if self.place is not None:
            canvas.mark(across(self.place), up(self.stated), "dot", "ink")
        for some in apart:
            canvas.line([across.end - 8] * 2, [up(some.min()), up(some.max())], width=2.2)
        canvas.text(xs[0], ys[0] + 12, number(ratios.iloc[0]), "small", bold=True)
        canvas.text(xs[-1], ys[-1] - 12, number(ratios.iloc[-1]), "small", bold=True, align="right", plate=True)
        return up.start

    def draw_choice(self, canvas: Canvas, across: Scale, row: dict, y: float, line: float) -> float:
        """Draw the name of a choice and a stroke for every combination with it; gives the bottom."""
        lines = wrapped(translate(row["label"]), across.start - INDENT - 8, canvas.size("small"))
        if canvas.narrow:
            lines = [translate(row["label"])]
        bottom = canvas.paragraph(
            INDENT, y, lines, "small", colour="ink" if row["mainstream"] else "quiet", plate=canvas.narrow
        )
        if row["mainstream"]:
            canvas.mark(5, y + line / 2, "ring", "ink", True, size=6)
        middle = bottom + STROKE / 2 if canvas.narrow else (y + bottom) / 2
        step, xs = across(1) - across(0), np.flatnonzero(self.table[row["column"]] == row["id"]) + 0.5
        canvas.line([across.start, across.end], [middle] * 2, "rule", 0.7, zorder=0)
        ups = np.tile([middle - STROKE / 2, middle + STROKE / 2, np.nan], len(xs))  # one path of all strokes
        canvas.line(np.repeat([across(x) for x in xs], 3), ups, row["seat"] or "ink", min(7.0, max(0.8, step * 0.6)))
        return bottom + (STROKE + 3 if canvas.narrow else 1)

    def describe(self) -> str:
        """The alternative text: the ends and the middle of all ratios, what is marked, the median with each choice."""
        ratios = self.table["ratio"]
        values = least_and_most(ratios) | {"count": number(len(ratios)), "median": number(ratios.median())}
        whole = _("{count} combinations, from {least} to {most}, median {median}.", **values)
        marked = [f"{capitalised(words)}." for *__, words in self.keys]
        medians = [
            _("{what}, {label}: median {median}.", **row, median=number(ratios.central))
            for row, ratios in zip(
                self.choices[["what", "label"]].to_dict("records"), self.choices["ratios"], strict=True
            )
        ]
        return sentences(self.says, whole, *marked, *medians)
