"""The map of sites, the United States and Europe at one scale, and the map in words."""

from __future__ import annotations

import functools
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.markers import MarkerStyle

from analysis.charts.base_map import PANELS, SCALE, Panel, draw_land, ring_area
from analysis.charts.chart import Chart
from analysis.charts.placement import Box, Label, extent, moved_apart, set_labels
from analysis.charts.style import COLOURS, WIDTH, style
from analysis.evidence.outlines import Area
from analysis.languages import of_data, plural, spoken
from analysis.languages import translate as _
from analysis.wording import number

PER_MW, UNKNOWN, EDGE = 0.15, 9.0, 1.4
"""Area of a mark for each megawatt planned, and of one whose power is not known [square points]; its edge [points]."""

SMALL, LARGE, ROW, GAP = 10, 12, 17.0, 14.0
"""Sizes of text, height of a row of it and room between two things in a row [points]."""

BAR_KM = 500
FULL = 60
"""A map of more sites has room for the labels of the largest only, and marks stay where they belong."""
MOVED = 1.5
"""A mark moved by more points than this counts as moved aside. Where it is off its place, a line leads there."""


@dataclass(frozen=True)
class Mark:
    """How a state is drawn: a shape of its own, and how much of it is filled (``none``, ``bottom``, ``full``)."""

    shape: str
    fill: str

    @functools.cached_property
    def outline(self) -> np.ndarray:
        """Corners of the shape at size 1, of shape (points, 2)."""
        marker = MarkerStyle(self.shape)
        return marker.get_path().transformed(marker.get_transform()).to_polygons(closed_only=True)[0]

    def size(self, area: float) -> float:
        """Size at which matplotlib gives the shape an area [points for square points]."""
        return math.sqrt(area / ring_area(self.outline))

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
    "in service": Mark("*", "full"),
    "paused or handed over": Mark("X", "none"),
    "state not told": Mark("^", "none"),
}
"""Never by colour alone: every state has its shape, and what is built is filled."""


@dataclass(frozen=True)
class Item:
    """A word of a row: a mark before it, its text, how it is set."""

    text: str
    mark: Mark | None = None
    size: int = SMALL
    weight: str = "normal"
    slant: str = "normal"

    @property
    def width(self) -> float:
        """Room it needs [points]."""
        return (16.0 if self.mark else 0.0) + extent(self.text, self.size, self.weight, self.slant)[0]


@spoken
def draw_site_map(table: pd.DataFrame, outlines: Mapping[str, Sequence[Area]]) -> Chart | None:
    """Draw the sites of two programmes on maps of the United States and of Europe, one above the other at one scale.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a site, as :func:`analysis.tables.sites` gives it: ``seat``, ``programme``, ``site_id``, ``name``,
        ``place``, ``lat``, ``lon`` [degrees], ``planned_mw``, ``operating_mw`` [MW], ``state``.
    outlines : mapping of str to sequence of Area
        The land of ``us`` and ``europe``, as :func:`analysis.evidence.outlines.outlines` gives it.

    Returns
    -------
    Chart or None
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
    key = rows_of(key_items(table))
    headings = {name: rows_of(heading_items(panel, placed[name], table)) for name, panel in PANELS.items()}
    height = ROW * (len(key) + sum(map(len, headings.values())) + 1) + sum(panel.size[1] for panel in PANELS.values())
    with style():
        figure = Figure(figsize=(WIDTH, height / 72))
        sheet = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH * 72), ylim=(0, height))
        sheet.set_axis_off()
        top, moved, unlabelled = write(sheet, key, height), [], []
        for name, panel in PANELS.items():
            top = write(sheet, headings[name], top - ROW / 2) - panel.size[1]
            axes = figure.add_axes((0, top / height, 1, panel.size[1] / height), label=name)
            draw_land(axes, panel, outlines[name])
            taken = [scale_bar(axes, panel)] if name == "us" else []
            aside, bare = draw_sites(axes, panel, placed[name], taken)
            moved, unlabelled = [*moved, *aside], [*unlabelled, *bare]
    drawn = pd.concat(placed.values())
    return Chart(figure, describe(table, drawn["site_id"], moved, unlabelled))


def on_panel(table: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    """The sites that are on a map, with ``x`` and ``y`` from its lower left corner and ``area`` [points]."""
    known = table.dropna(subset=["lat", "lon"])
    places = [panel.on_paper(row["lon"], row["lat"]) for __, row in known.iterrows()]
    rows = known[np.array([place is not None for place in places], dtype=bool)]
    found = np.array([place for place in places if place]).reshape(-1, 2)
    area = (rows["planned_mw"].astype(float) * PER_MW).fillna(UNKNOWN)
    return rows.assign(x=found[:, 0], y=found[:, 1], area=area)


def key_items(table: pd.DataFrame) -> list[Item]:
    """What the key says: the states there are, always the one in service, and how to read size and number."""
    states = [state for state in MARKS if state == "in service" or state in set(table["state"])]
    size = _("Size and number: MW planned")
    if table["planned_mw"].isna().any():
        size = _("Size and number: MW planned, if known")
    return [*(Item(of_data(state), mark=MARKS[state]) for state in states), Item(size)]


def heading_items(panel: Panel, rows: pd.DataFrame, table: pd.DataFrame) -> list[Item]:
    """What stands above a map: its name, and how many of the sites of which programme are on it."""
    items = [Item(of_data(panel.name), size=LARGE, weight="bold")]
    for (seat, programme), sites in rows.groupby(["seat", "programme"], sort=False):
        known = int((table["seat"] == seat).sum())
        items.append(Item(f"{programme}, {share_of(len(sites), known)}", slant=slant(seat, rows)))
    nothing = _("no site in a known state") if table.attrs.get("left_out") else _("no site")
    return items if len(rows) else [*items, Item(nothing, slant="italic")]


def slant(seat: str, rows: pd.DataFrame) -> str:
    """How names are set: where both programmes are on one map, the comparator's in italics."""
    return "italic" if seat == "comparator" and rows["seat"].nunique() > 1 else "normal"


def rows_of(items: Sequence[Item]) -> list[list[Item]]:
    """Break items into rows that fit the width of a chart."""
    rows: list[list[Item]] = [[]]
    for item in items:
        if rows[-1] and sum(other.width + GAP for other in rows[-1]) + item.width > WIDTH * 72 - 4:
            rows.append([])
        rows[-1].append(item)
    return rows


def write(sheet: Axes, rows: Sequence[Sequence[Item]], top: float) -> float:
    """Write rows from a height down; gives the height below them [points]."""
    for row in rows:
        top, x = top - ROW, 2.0
        for item in row:
            if item.mark:
                size = 45.0 if item.mark.fill == "full" else 60.0
                item.mark.draw(sheet, x + 6, top + ROW / 2, size, COLOURS["ink"])
            at = x + (16.0 if item.mark else 0.0)
            font = {"size": item.size, "weight": item.weight, "style": item.slant}
            sheet.text(at, top + ROW / 2, item.text, va="center_baseline", **font)
            x += item.width + GAP
    return top


def scale_bar(axes: Axes, panel: Panel) -> Box:
    """Draw the length that both maps share in the lower left corner; gives the room it takes [points]."""
    bounds, start, height = panel.bounds, 6.0, 8.0
    x, y = bounds.west + start * SCALE, bounds.south + height * SCALE
    axes.plot([x, x, x + BAR_KM, x + BAR_KM], [y + 40, y, y, y + 40], color=COLOURS["ink"], linewidth=1)
    words = _("{distance} km on both maps", distance=number(BAR_KM))
    axes.text(x, y + 60, words, size=SMALL, va="bottom")
    return Box(0, 0, start + extent(words, SMALL)[0], height + 20)


def draw_sites(axes: Axes, panel: Panel, rows: pd.DataFrame, taken: Sequence[Box]) -> tuple[list[str], list[str]]:
    """Draw the marks and labels of a map; gives the places whose marks were moved aside, and those without a label."""
    if rows.empty:
        return [], []
    width, height = panel.size
    sizes = np.array([MARKS[row["state"]].span(row["area"]) for __, row in rows.iterrows()])
    radii = sizes / 2 * rows["state"].map({"in service": 0.8, "under construction": 1.2}).fillna(1.0).to_numpy()
    exact = rows[["x", "y"]].to_numpy()
    apart = moved_apart(exact, radii) if len(rows) <= FULL else exact
    places = apart.clip(radii[:, None], [width, height] - radii[:, None])
    texts = [label_of(row) for __, row in rows.iterrows()]
    fonts = [label_font(row, rows) for __, row in rows.iterrows()]
    extents = [extent(text, SMALL, font["weight"], font["style"]) for text, font in zip(texts, fonts, strict=True)]
    marks = [Box.around(x, y, size, size) for (x, y), size in zip(places, sizes, strict=True)]
    largest, others = np.split(np.argsort(-sizes, kind="stable"), [FULL])
    chosen = sorted(largest)
    taken = [*taken, *(marks[index] for index in others)]
    room = Box(1, 1, width - 1, height - 1)
    set_ones = set_labels([marks[index] for index in chosen], [extents[index] for index in chosen], room, taken)
    labels = dict(zip(chosen, set_ones, strict=True))

    moved, unlabelled = [], []
    for index in np.argsort(-sizes, kind="stable"):
        row, label = rows.iloc[index], labels.get(index)
        here, there = on_axes(panel, *places[index]), on_axes(panel, *exact[index])
        MARKS[row["state"]].draw(axes, *here, row["area"], COLOURS[row["seat"]], f"site-{row['site_id']}")
        aside = math.dist(places[index], exact[index])
        if aside > MOVED:
            moved.append(row["place"])
        if aside > sizes[index]:
            axes.plot(*zip(here, there, strict=True), color=COLOURS["ink"], linewidth=0.8, zorder=1.5)
            axes.plot(*there, "o", color=COLOURS["ink"], markersize=2.5)
        if label is None:
            unlabelled.append(row["place"])
        else:
            write_label(axes, panel, label, texts[index], gid=f"label-{row['site_id']}", **fonts[index])
    return moved, unlabelled


def on_axes(panel: Panel, x: float, y: float) -> tuple[float, float]:
    """A place on paper [points from the lower left corner] in the units of the axes [km]."""
    return panel.bounds.west + x * SCALE, panel.bounds.south + y * SCALE


def write_label(axes: Axes, panel: Panel, label: Label, text: str, **look: str) -> None:
    """Write a label where it was set, from the side of its mark on, with its line."""
    box = label.box
    x, beside = {1: (box.left, "left"), 0: (box.centre[0], "center"), -1: (box.right, "right")}[label.side]
    axes.text(*on_axes(panel, x, box.centre[1]), text, ha=beside, va="center", size=SMALL, **look)
    if label.leader:
        ends = [on_axes(panel, *end) for end in label.leader]
        axes.plot(*zip(*ends, strict=True), color=COLOURS["ink"], linewidth=0.8)


def label_of(row: pd.Series) -> str:
    """What stands beside a mark: the place, and the power planned where it is known."""
    place, planned = of_data(row["place"]), number(row["planned_mw"]) if row["planned_mw"] > 0 else ""
    if row["state"] != "in service" or not row["operating_mw"] > 0:
        return f"{place} {planned}".strip()
    power = number(row["operating_mw"])
    if row["planned_mw"] >= row["operating_mw"]:
        return _("{place} {power} of {planned} in service", place=place, power=power, planned=planned)
    return _("{place} {power} in service", place=place, power=power)


def label_font(row: pd.Series, rows: pd.DataFrame) -> dict[str, str]:
    """How a label is set: bold where the site is in service, in italics as :func:`slant` says."""
    return {"weight": "bold" if row["state"] == "in service" else "normal", "style": slant(row["seat"], rows)}


def counted(count: int) -> str:
    """So many sites.

    Examples
    --------
    >>> counted(1), counted(7)
    ('1 site', '7 sites')
    """
    return plural("{count} site", "{count} sites", count, count=number(count))


def share_of(count: int, known: int) -> str:
    """So many sites of those known.

    Examples
    --------
    >>> share_of(7, 7), share_of(15, 18)
    ('7 sites', '15 of 18 sites')
    """
    if count == known:
        return counted(known)
    values = {"count": number(count), "known": number(known)}
    return plural("{count} of {known} sites", "{count} of {known} sites", count, **values)


def describe(
    table: pd.DataFrame, drawn: Collection[str], moved: Collection[str] = (), unlabelled: Collection[str] = ()
) -> str:
    """What the map shows and what it cannot show.

    Parameters
    ----------
    table : pandas.DataFrame
        As for :func:`analysis.charts.draw_site_map`.
    drawn : collection of str
        Ids of the sites that are on a map.
    moved : collection of str
        Places whose marks stand beside them, for otherwise they would cover one another.
    unlabelled : collection of str
        Places for whose name there was no room.

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
    nowhere = table[table["lat"].isna() | table["lon"].isna()]
    if len(nowhere):
        told.append(_("Not drawn for want of coordinates: {sites}.", sites=names_of(nowhere["name"])))
    beyond = table[~table["site_id"].isin(set(drawn) | set(nowhere["site_id"]))]
    if len(beyond):
        told.append(_("Outside both maps: {sites}.", sites=names_of(beyond["name"])))
    if moved:
        told.append(_("Marks moved aside so as not to cover one another: {sites}.", sites=names_of(moved)))
    if unlabelled:
        told.append(_("Drawn without a name for want of room: {sites}.", sites=names_of(unlabelled)))
    return " ".join(told)


def names_of(names: Iterable[str]) -> str:
    """Names in a row."""
    return _("; ").join(map(of_data, names))


def of_programme(programme: str, rows: pd.DataFrame) -> str:
    """One programme: its sites by state, what runs, the largest, the smallest, those of unknown power."""
    states = rows.groupby("state", sort=False)["place"].agg(list)
    parts = [
        _("{count} {state}{places}", count=number(len(places)), state=of_data(state), places=named(places))
        for state, places in states.items()
    ]
    values = {"programme": programme, "sites": counted(len(rows)), "states": _("; ").join(parts)}
    told = [_("{programme}, {sites}: {states}.", **values)]
    serving = rows[rows["state"] == "in service"]
    if serving.empty:
        told.append(_("None is in service."))
    elif serving["operating_mw"].notna().any():
        told.append(_("Power in service: {power} MW.", power=number(serving["operating_mw"].sum())))
    known = rows[rows["planned_mw"] > 0]
    if len(known):
        values = power_of(known.loc[known["planned_mw"].idxmax()])
        told.append(_("The largest is planned at {place}: {power} MW.", **values))
    if len(known) > 1:
        values = power_of(known.loc[known["planned_mw"].idxmin()])
        told.append(_("The smallest is planned at {place}: {power} MW.", **values))
    if len(known) < len(rows):
        told.append(_("Power planned is not known for {count}.", count=number(len(rows) - len(known))))
    return " ".join(told)


def power_of(site: pd.Series) -> dict[str, str]:
    """A site and the power planned there, in words."""
    return {"place": of_data(site["place"] or site["name"]), "power": number(site["planned_mw"])}


def named(places: list[str]) -> str:
    """The places of some sites in brackets; empty where none has one."""
    known = [of_data(place) for place in places if place]
    without = len(places) - len(known)
    further = [_("{count} without a place", count=number(without))] if without and known else []
    return f" ({', '.join(known + further)})" if known else ""
