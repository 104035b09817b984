"""The map of sites, the United States and Europe at one scale, and the map in words."""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from analysis.charts.alt_text import extremes, listed, sentences
from analysis.charts.canvas import NARROW, WIDE, Canvas, width_of
from analysis.charts.labels import moved_apart, set_labels
from analysis.charts.style import COLOURS
from analysis.evidence.outlines import MAPS
from analysis.text import plural, translate, translate as _
from analysis.text.numbers import number

MARKS = {
    "announced or bid": ("dot", True),
    "contracted": ("diamond", True),
    "under construction": ("square", False),
    "in service": ("triangle", False),
    "paused or handed over": ("cross", False),
    "state not told": ("stroke", False),
}
"""Shape of each state, and whether it is hollow: what is built is solid."""

PER_MW, UNKNOWN = 0.15, 9.0
"""Area of a mark for each megawatt planned, and of one whose power is not known [square pixels]."""

SIDES = {"dot": 1.128, "triangle": 1.414}
"""Side of a shape whose area is one, where it is not one."""

BETWEEN, BAR_KM = 24, 500
"""Room between the maps [pixels]; length of the bar that shows their scale."""

FULL = 60
"""A map of more sites has room for the labels of the largest only, and marks stay where they belong."""


@dataclass(frozen=True)
class SiteMap:
    """What a map of sites shows.

    Attributes
    ----------
    table : pandas.DataFrame
        One row a site: ``seat``, ``programme``, ``site_id``, ``name``, ``place``, ``lat``, ``lon`` [degrees; NaN for
        no place], ``planned``, ``operating`` (:class:`Quantity` in MW), ``state``; ``attrs["left_out"]`` counts the
        sites whose state is not known, by programme.
    land : pandas.DataFrame
        The land of both maps, as :func:`analysis.evidence.outlines.outlines` gives it.
    """

    table: pd.DataFrame
    land: pd.DataFrame

    @property
    def known(self) -> bool:
        """Whether any site is on either map."""
        return any(len(self.on_map(name)) for name in MAPS)

    def on_map(self, name: str) -> pd.DataFrame:
        """The sites that are on a map, the largest first: ``x``, ``y`` from its upper left corner [km] and ``side``."""
        on, rows = MAPS[name], self.table.dropna(subset=["lat", "lon"])
        places = (on.project(*rows[["lon", "lat"]].to_numpy(float).T) - on.corner) * (1, -1) + (0, on.size[1])
        shapes = [MARKS[state][0] for state in rows["state"]]
        areas = [UNKNOWN if value.central is None else value.central * PER_MW for value in rows["planned"]]
        sides = [SIDES.get(shape, 1.0) * area**0.5 for shape, area in zip(shapes, areas, strict=True)]
        rows = rows.assign(x=places[:, 0], y=places[:, 1], side=sides)
        inside = ((places >= 0) & (places <= on.size)).all(axis=1)
        return rows[inside].sort_values("side", ascending=False, kind="stable")

    def laid_out(self, name: str, across: float, size: float) -> list[tuple[dict, np.ndarray, tuple | None]]:
        """The sites of a map of a width, each with the place of its mark and with its label [pixels]."""
        rows, on = self.on_map(name), MAPS[name]
        scale, records = across / on.size[0], rows.to_dict("records")
        radii = np.array([row["side"] * 0.6 + 1 for row in records])
        places = rows[["x", "y"]].to_numpy() * scale
        places = moved_apart(places, radii) if len(rows) <= FULL else places
        room = np.array([0, 0, across, on.size[1] * scale])
        places = places.clip(radii[:, None], room[2:] - radii[:, None])
        sizes = [(width_of(label_of(row), size, is_bold(row)), size) for row in records[:FULL]]
        rest = np.hstack([places - radii[:, None], places + radii[:, None]])[FULL:]
        bar = [0, room[3] - 2.4 * size, width_of(distance(), size), room[3]]
        taken = np.vstack([rest, [bar]]) if name == "us" else rest
        labels = set_labels(places[:FULL], radii[:FULL], sizes, room, taken)
        return list(zip(records, places, [*labels, *[None] * len(rest)], strict=True))

    def draw(self, width: int) -> Figure:
        """Draw both maps at a width [pixels]: beside each other, on a phone one under the other."""
        canvas = Canvas(width)
        across = width if canvas.narrow else (width - BETWEEN) / 2
        top = bottom = canvas.key(0.0, self.key()) + 6
        for place, name in enumerate(MAPS):
            left, y = (0.0, bottom) if canvas.narrow else (place * (across + BETWEEN), top)
            bottom = max(bottom, self.draw_map(canvas, name, left, y, across)) + 8
        return canvas.done(bottom)

    def key(self) -> list[tuple[str, str, bool, str]]:
        """What explains the marks: the states there are, always the one in service, and how to read size and number."""
        states = [state for state in MARKS if state == "in service" or state in set(self.table["state"])]
        entries = [(MARKS[state][0], "ink", MARKS[state][1], translate(state)) for state in states]
        return [*entries, ("", "ink", False, _("Size and number: MW planned, if known"))]

    def draw_map(self, canvas: Canvas, name: str, left: float, y: float, across: float) -> float:
        """Draw one map below its name and the number of its sites; gives the bottom."""
        on, rows, size = MAPS[name], self.on_map(name), canvas.size("small")
        y = canvas.paragraph(left, y, [translate(on.name)], bold=True)
        for (seat, programme), sites in rows.groupby(["seat", "programme"], sort=False):
            told = f"{translate(programme)}, {counted(len(sites), int((self.table['seat'] == seat).sum()))}"
            y = canvas.paragraph(left, y, [told], "small", colour=seat)
        if rows.empty:
            nothing = _("no site in a known state") if self.table.attrs.get("left_out") else _("no site")
            y = canvas.paragraph(left, y, [nothing], "small", colour="quiet")
        y, scale = y + 4, across / on.size[0]
        self.draw_land(canvas, name, left, y, scale)
        bottom = y + on.size[1] * scale
        if name == "us":
            along = left + np.array([0, BAR_KM]) * scale
            canvas.line(along, [bottom - 2, bottom - 2], width=2)
            canvas.text(left, bottom - 6 - size / 2, distance(), "small")
        for row, (x, down), label in self.laid_out(name, across, size):
            shape, hollow = MARKS[row["state"]]
            canvas.mark(left + x, y + down, shape, row["seat"], hollow, row["side"])
            if label:
                (start, above, __, below), line = label
                canvas.text(left + start, y + (above + below) / 2, label_of(row), "small", bold=is_bold(row))
                if (line[0] != line[1]).any():
                    canvas.line(left + line[:, 0], y + line[:, 1], width=0.8)
        return bottom

    def draw_land(self, canvas: Canvas, name: str, left: float, top: float, scale: float) -> None:
        """Draw the areas that a map is about with their borders, what lies around them paler and without."""
        on, land = MAPS[name], self.land[self.land["map"] == name]
        for member, rows in land.groupby("member"):
            rings = [(ring - on.corner) * (1, -1) + (0, on.size[1]) for ring in rows["outline"]]
            paths = [Path((ring * scale + (left, top)).round(1), closed=True) for ring in rings]
            edge, alpha = (COLOURS["paper"], 0.75) if member == "yes" else ("none", 0.3)
            look = {"facecolor": COLOURS["rule"], "edgecolor": edge, "linewidth": 0.6, "alpha": alpha, "zorder": 0}
            canvas.axes.add_artist(PathPatch(Path.make_compound_path(*paths), **look))

    def describe(self) -> str:
        """The alternative text: what the map shows and what it cannot show."""
        drawn = {site for name in MAPS for site in self.on_map(name)["site_id"]}
        beyond = self.table[self.table["lat"].notna() & ~self.table["site_id"].isin(drawn)]["name"]
        nameless = [
            row["place"]
            for name in MAPS
            for across, size in (((WIDE - BETWEEN) / 2, 12), (NARROW, 11.8))
            for row, __, label in self.laid_out(name, across, size)
            if not label
        ]
        return sentences(
            _("Two maps at one scale, the United States and Europe."),
            *(of_programme(programme, rows) for programme, rows in self.table.groupby("programme", sort=False)),
            _("Outside both maps: {sites}.", sites=listed(map(translate, beyond))) if len(beyond) else "",
            _("Drawn without a name for want of room: {sites}.", sites=listed(dict.fromkeys(map(translate, nameless))))
            if nameless
            else "",
        )


def distance() -> str:
    """What the bar of the scale says."""
    return _("{distance} km on both maps", distance=number(BAR_KM))


def is_bold(row: dict) -> bool:
    """Whether a name is in bold: that of a site in service."""
    return row["state"] == "in service"


def named(row: dict) -> str:
    """A site by its place, or by its name where it has none."""
    return translate(row["place"] or row["name"])


def label_of(row: dict) -> str:
    """What stands beside a mark: the place, and the power planned where it is known."""
    place, planned, power = named(row), row["planned"].central or 0, row["operating"].central or 0
    told = number(planned) if planned else ""
    if not is_bold(row) or not power:
        return f"{place} {told}".strip()
    if planned >= power:
        return _("{place} {power} of {planned} in service", place=place, power=number(power), planned=told)
    return _("{place} {power} in service", place=place, power=number(power))


def counted(count: int, known: int) -> str:
    """So many sites, or so many of those known.

    Examples
    --------
    >>> counted(1, 1), counted(7, 7), counted(15, 18)
    ('1 site', '7 sites', '15 of 18 sites')
    """
    if count == known:
        return plural("{count} site", "{count} sites", count)
    return plural("{count} of {known} sites", "{count} of {known} sites", count, known=known)


def of_programme(programme: str, rows: pd.DataFrame) -> str:
    """One programme: its sites by state with their power, and the largest and the smallest."""
    states = []
    for state, sites in rows.groupby("state", sort=False):
        places = ", ".join(label_of(row) for row in sites.to_dict("records"))
        states.append(_("{count} {state}{places}", count=len(sites), state=state, places=f" ({places})"))
    total = counted(len(rows), len(rows))
    planned = {named(row): row["planned"].central or math.nan for row in rows.to_dict("records")}
    known = extremes(planned.items())
    return sentences(
        _("{programme}, {sites}: {states}.", programme=programme, sites=total, states=listed(states)),
        sentences(_("Power planned in MW."), known) if known else "",
    )
