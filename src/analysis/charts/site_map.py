"""The map of sites, the United States and Europe at one scale, and the map in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.markers import MarkerStyle

from analysis.charts.alt_text import listed
from analysis.charts.base_map import PANELS, SCALE, Panel, draw_land, ring_area
from analysis.charts.chart import Picture
from analysis.charts.placement import extent, moved_apart, set_labels
from analysis.charts.style import COLOURS, WIDTH, style
from analysis.text import N_, plural, translate
from analysis.text import translate as _
from analysis.wording import number

PER_MW, UNKNOWN, EDGE = 0.15, 9.0, 1.4
"""Area of a mark for each megawatt planned, and of one whose power is not known [square points]; its edge [points]."""

SMALL, LARGE, ROW, GAP, MARGIN = 10, 12, 17.0, 14.0, 2.0
"""Sizes of text, height of a row of it, room between two things in a row and beside them [points]."""

PLAIN = {"size": SMALL, "weight": "normal", "style": "normal"}

BAR_KM = 500
LINE = {"color": COLOURS["ink"], "linewidth": 0.8}
"""How a line looks that leads to a place."""

FULL = 60
"""A map of more sites has room for the labels of the largest only, and marks stay where they belong."""
MOVED = 1.5
"""A mark moved by more points than this counts as moved aside. Where it is off its place, a line leads there."""


@dataclass(frozen=True)
class Mark:
    """How a state is drawn: a shape, how much of it is filled (``none``, ``bottom``, ``full``), weight of its label."""

    shape: str
    fill: str
    weight: str = "normal"

    @property
    def outline(self) -> np.ndarray:
        """Corners of the shape at size 1, of shape (points, 2)."""
        marker = MarkerStyle(self.shape)
        return marker.get_path().transformed(marker.get_transform()).to_polygons(closed_only=True)[0]

    def size(self, area: float) -> float:
        """Size at which matplotlib gives the shape an area [points for square points]."""
        return float(np.sqrt(area / ring_area(self.outline)))

    def span(self, area: float) -> float:
        """Width of a mark with an area, with its edge [points]."""
        return float(np.ptp(self.outline, axis=0).max()) * self.size(area) + EDGE

    def draw(self, axes: Axes, x: float, y: float, area: float, colour: str, gid: str | None = None) -> None:
        """Draw the mark at a place in the units of the axes, with an area in square points."""
        half = "bottom" if self.fill == "bottom" else "full"
        axes.plot(
            [x],
            [y],
            marker=MarkerStyle(self.shape, fillstyle=half, capstyle="projecting", joinstyle="miter"),
            markersize=self.size(area),
            markerfacecolor=COLOURS["paper"] if self.fill == "none" else colour,
            markerfacecoloralt=COLOURS["paper"],
            markeredgecolor=COLOURS["ink"] if self.fill == "full" else colour,
            markeredgewidth=EDGE / 2 if self.fill == "full" else EDGE,
            gid=gid,
        )


MARKS = {
    "announced or bid": Mark("o", "none"),
    "contracted": Mark("D", "none"),
    "under construction": Mark("s", "bottom"),
    "in service": Mark("*", "full", "bold"),
    "paused or handed over": Mark("X", "none"),
    "state not told": Mark("^", "none"),
}
"""Never by colour alone: every state has its shape, and what is built is filled."""


Word = tuple[str, Mark | None, dict[str, int | str]]
"""What stands above a map: a text, the mark before it, and how it is set where that is not :data:`PLAIN`."""


def draw_site_map(table: pd.DataFrame, outlines: pd.DataFrame) -> Picture | None:
    """Draw the sites of two programmes on maps of the United States and of Europe, one above the other at one scale.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a site, as :func:`analysis.tables.sites` gives it: ``seat``, ``programme``, ``site_id``, ``name``,
        ``place``, ``lat``, ``lon`` [degrees], ``planned_mw``, ``operating_mw`` [MW], ``state``.
    outlines : pandas.DataFrame
        The land of both maps, as :func:`analysis.evidence.outlines.outlines` gives it.

    Returns
    -------
    Picture or None
        None where no site is on either map. Both maps have equal areas at 936 km to an inch; the area of a mark is
        the power planned.

    Examples
    --------
    >>> from analysis.evidence.outlines import outlines
    >>> from analysis.study import compare
    >>> from analysis.tables import sites
    >>> draw_site_map(sites(compare("latest")), outlines()).description[:54]
    'Two maps at one scale, the United States above Europe.'
    """
    placed = {name: on_panel(table, panel) for name, panel in PANELS.items()}
    if all(rows.empty for rows in placed.values()):
        return None
    with style():
        figure = Figure()
        sheet = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH * 72))
        sheet.set_axis_off()
        bottom, bottoms, drawn = write(sheet, key(table), 0.0), {}, []
        for name, panel in PANELS.items():
            bottom = write(sheet, heading(panel, placed[name], table), bottom - ROW / 2) - panel.size[1]
            bottoms[name] = bottom
        figure.set_size_inches(WIDTH, -bottom / 72)
        sheet.set_ylim(bottom, 0)
        for name, panel in PANELS.items():
            frame = (0, 1 - bottoms[name] / bottom, 1, -panel.size[1] / bottom)
            axes = figure.add_axes(frame, label=name, xlim=(0, panel.size[0]), ylim=(0, panel.size[1]))
            axes.set_axis_off()
            draw_land(axes, panel, outlines[outlines["map"] == name])
            taken = [scale_bar(axes)] if name == "us" else []
            if len(placed[name]):
                drawn.append(draw_sites(axes, panel, placed[name], taken))
    return Picture(figure, describe(table, pd.concat(drawn)))


def on_panel(table: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    """The sites that are on a map: ``x``, ``y`` from its corner, ``area`` of their marks [points] and ``style``.

    Where both programmes are on one map, the names of the comparator are in italics.

    Examples
    --------
    >>> table = pd.DataFrame({"seat": "subject", "lon": [10.0, -99.7], "lat": [52.0, 32.4], "planned_mw": [100.0, 5.0]})
    >>> on_panel(table, PANELS["europe"])[["x", "y", "area", "style"]].to_numpy().tolist()
    [[186.0, 143.0, 15.0, 'normal']]
    """
    places = panel.on_paper(panel.project(*table[["lon", "lat"]].to_numpy(float).T))
    area = (table["planned_mw"].astype(float) * PER_MW).fillna(UNKNOWN)
    rows = table.assign(x=places[:, 0], y=places[:, 1], area=area)
    rows = rows[((places >= 0) & (places <= panel.size)).all(axis=1)]
    slanted = (rows["seat"] == "comparator") & (rows["seat"].nunique() > 1)
    return rows.assign(style=np.where(slanted, "italic", "normal"))


def key(table: pd.DataFrame) -> list[Word]:
    """What the key says: the states there are, always the one in service, and how to read size and number."""
    states = [state for state in MARKS if state == "in service" or state in set(table["state"])]
    size = _("Size and number: MW planned")
    if table["planned_mw"].isna().any():
        size = _("Size and number: MW planned, if known")
    return [*((translate(state), MARKS[state], {}) for state in states), (size, None, {})]


def heading(panel: Panel, rows: pd.DataFrame, table: pd.DataFrame) -> list[Word]:
    """What stands above a map: its name, and how many of the sites of which programme are on it."""
    words = [(translate(panel.name), None, {"size": LARGE, "weight": "bold"})]
    for (seat, programme, slant), sites in rows.groupby(["seat", "programme", "style"], sort=False):
        share = counted(len(sites), int((table["seat"] == seat).sum()))
        words.append((f"{programme}, {share}", None, {"style": slant}))
    if rows.empty:
        nothing = _("no site in a known state") if table.attrs.get("left_out") else _("no site")
        words.append((nothing, None, {"style": "italic"}))
    return words


def write(sheet: Axes, words: Sequence[Word], top: float) -> float:
    """Write words from the left, in as many rows as they need; gives the height below them [points]."""
    x, top = MARGIN, top - ROW
    for text, mark, font in words:
        font, indent = PLAIN | font, 16.0 if mark else 0.0
        width = indent + extent(text, **font)[0]
        if x > MARGIN and x + width > WIDTH * 72 - MARGIN:
            x, top = MARGIN, top - ROW
        if mark:
            mark.draw(sheet, x + 6, top + ROW / 2, 45.0 if mark.fill == "full" else 60.0, COLOURS["ink"])
        sheet.text(x + indent, top + ROW / 2, text, va="center_baseline", **font)
        x += width + GAP
    return top


def scale_bar(axes: Axes) -> tuple[float, float, float, float]:
    """Draw the length that both maps share in the lower left corner; gives the box that it takes."""
    x, y = 6.0, 8.0
    along, up = np.array([0, 0, BAR_KM, BAR_KM]) / SCALE, np.array([40, 0, 0, 40]) / SCALE
    axes.plot(x + along, y + up, color=COLOURS["ink"], linewidth=1)
    words = _("{distance} km on both maps", distance=number(BAR_KM))
    axes.text(x, y + 60 / SCALE, words, size=SMALL, va="bottom")
    return 0, 0, x + extent(words, SMALL)[0], y + 20


def draw_sites(axes: Axes, panel: Panel, rows: pd.DataFrame, taken: Sequence[Sequence[float]]) -> pd.DataFrame:
    """Draw the marks and labels of a map; gives the rows with whether a mark was ``moved`` aside and is ``labelled``.

    The largest come first.
    """
    rows = rows.assign(span=[MARKS[row["state"]].span(row["area"]) for __, row in rows.iterrows()])
    rows = rows.sort_values("span", ascending=False, kind="stable")
    spans, exact = rows["span"].to_numpy(), rows[["x", "y"]].to_numpy()
    radii = spans / 2 * rows["state"].map({"in service": 0.8, "under construction": 1.2}).fillna(1.0).to_numpy()
    places = moved_apart(exact, radii) if len(rows) <= FULL else exact
    places = places.clip(radii[:, None], panel.size - radii[:, None])
    aside = np.hypot(*(places - exact).T)

    records = rows.to_dict("records")
    texts = [label_of(row) for row in records]
    fonts = [PLAIN | {"weight": MARKS[row["state"]].weight, "style": row["style"]} for row in records]
    extents = [extent(text, **font) for text, font in zip(texts[:FULL], fonts, strict=False)]
    marks = np.hstack([places - spans[:, None] / 2, places + spans[:, None] / 2])
    room, taken = (1, 1, panel.size[0] - 1, panel.size[1] - 1), np.array([*taken, *marks[FULL:]]).reshape(-1, 4)
    labels = [*set_labels(marks[:FULL], extents, room, taken), *[None] * len(marks[FULL:])]

    for row, place, spot, far, text, font, label in zip(
        records, places, exact, aside > spans, texts, fonts, labels, strict=True
    ):
        MARKS[row["state"]].draw(axes, *place, row["area"], COLOURS[row["seat"]], f"site-{row['site_id']}")
        if far:
            axes.plot(*np.array([place, spot]).T, **LINE, zorder=1.5)
            axes.plot(*spot, "o", color=COLOURS["ink"], markersize=2.5)
        if label:
            axes.text(*label.anchor, text, ha=label.align, va="center", gid=f"label-{row['site_id']}", **font)
            if (label.line[0] != label.line[1]).any():
                axes.plot(*label.line.T, **LINE)
    return rows.assign(moved=aside > MOVED, labelled=[label is not None for label in labels])


def label_of(row: dict) -> str:
    """What stands beside a mark: the place, and the power planned where it is known."""
    place, planned = translate(row["place"]), number(row["planned_mw"]) if row["planned_mw"] > 0 else ""
    if row["state"] != "in service" or not row["operating_mw"] > 0:
        return f"{place} {planned}".strip()
    power = number(row["operating_mw"])
    if row["planned_mw"] >= row["operating_mw"]:
        return _("{place} {power} of {planned} in service", place=place, power=power, planned=planned)
    return _("{place} {power} in service", place=place, power=power)


def counted(count: int, known: int | None = None) -> str:
    """So many sites, or so many of those known.

    Examples
    --------
    >>> counted(1), counted(7, 7), counted(15, 18)
    ('1 site', '7 sites', '15 of 18 sites')
    """
    if known in (None, count):
        return plural("{count} site", "{count} sites", count, count=number(count))
    values = {"count": number(count), "known": number(known)}
    return plural("{count} of {known} sites", "{count} of {known} sites", count, **values)


def describe(table: pd.DataFrame, drawn: pd.DataFrame) -> str:
    """What the map shows and what it cannot show.

    Parameters
    ----------
    table : pandas.DataFrame
        As for :func:`analysis.charts.draw_site_map`.
    drawn : pandas.DataFrame
        Its rows that are on a map, as :func:`draw_sites` gives them.

    Returns
    -------
    str
    """
    told = [_("Two maps at one scale, the United States above Europe.")]
    for programme, rows in table.groupby("programme", sort=False):
        told.append(of_programme(str(programme), rows))
    for programme, count in table.attrs.get("left_out", {}).items():
        values = {"programme": programme, "sites": counted(count)}
        told.append(_("{programme}: {sites} left out, their state on this day not being known.", **values))
    nowhere = table[["lat", "lon"]].isna().any(axis=1)
    beyond = ~nowhere & ~table["site_id"].isin(drawn["site_id"])
    for sentence, names in (
        (N_("Not drawn for want of coordinates: {sites}."), table["name"][nowhere]),
        (N_("Outside both maps: {sites}."), table["name"][beyond]),
        (N_("Marks moved aside so as not to cover one another: {sites}."), drawn["place"][drawn["moved"]]),
        (N_("Drawn without a name for want of room: {sites}."), drawn["place"][~drawn["labelled"]]),
    ):
        if len(names):
            told.append(translate(sentence, sites=listed(map(translate, names))))
    return " ".join(told)


def of_programme(programme: str, rows: pd.DataFrame) -> str:
    """One programme: its sites by state, what runs, the largest, the smallest, those of unknown power."""
    states = [
        _("{count} {state}{places}", count=number(len(sites)), state=translate(state), places=named(sites["place"]))
        for state, sites in rows.groupby("state", sort=False)
    ]
    values = {"programme": programme, "sites": counted(len(rows)), "states": listed(states)}
    told = [_("{programme}, {sites}: {states}.", **values)]
    power = rows.loc[rows["state"] == "in service", "operating_mw"]
    if power.empty:
        told.append(_("None is in service."))
    elif power.notna().any():
        told.append(_("Power in service: {power} MW.", power=number(power.sum())))
    known = rows[rows["planned_mw"] > 0].sort_values("planned_mw", ascending=False, kind="stable")
    if len(known):
        told.append(_("The largest is planned at {place}: {power} MW.", **power_of(known.iloc[0])))
    if len(known) > 1:
        told.append(_("The smallest is planned at {place}: {power} MW.", **power_of(known.iloc[-1])))
    if len(known) < len(rows):
        told.append(_("Power planned is not known for {count}.", count=number(len(rows) - len(known))))
    return " ".join(told)


def power_of(site: pd.Series) -> dict[str, str]:
    """A site and the power planned there, in words."""
    return {"place": translate(site["place"] or site["name"]), "power": number(site["planned_mw"])}


def named(places: Sequence[str]) -> str:
    """The places of some sites in brackets; empty where none has one."""
    known = [translate(place) for place in places if place]
    without = len(places) - len(known)
    further = [_("{count} without a place", count=number(without))] if without and known else []
    return f" ({', '.join(known + further)})" if known else ""
