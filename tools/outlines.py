"""Make ``data/outlines/outlines.csv``, the land that maps are drawn on, from the atlases in ``tools/atlas``.

``python tools/outlines.py`` projects, clips and thins the outlines as they are drawn, and writes the table anew. Run it
after a change to an atlas or to a map of :mod:`analysis.evidence.outlines`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from babel import Locale

from analysis.evidence.outlines import MAPS, Map
from analysis.model.consortium import EU27

ROOT = Path(__file__).parents[1]
ATLAS, TABLE = ROOT / "tools" / "atlas", ROOT / "data" / "outlines" / "outlines.csv"

MEMBERS = frozenset(Locale("en").territories[code] for code in EU27) | {"Åland", "N. Cyprus"}
"""Members of the European Union, as Natural Earth spells them, with the parts of them that it sets apart."""

OFF_THE_MAINLAND = frozenset(
    {"Alaska", "Hawaii", "Puerto Rico", "Guam", "American Samoa", "United States Virgin Islands"}
    | {"Commonwealth of the Northern Mariana Islands"}
)
"""States and territories outside the contiguous United States, as the Census Bureau spells them."""

SCALE = 13.0
"""Kilometres to a pixel of a drawing, nearly."""

GRID, FINEST, SMALLEST = 0.1 * SCALE, 0.5 * SCALE**2, 4.0 * SCALE**2
"""Points stand on a grid of this width [km]; bends and islands below these areas are not drawn [square km].

Around what a map is about, the land is drawn half as finely.
"""

MARGIN = 2 * SCALE
"""Land is clipped so far outside a map [km], so that its edge is not seen as a border."""


@dataclass(frozen=True)
class Source:
    """Where the outlines of a map come from.

    Attributes
    ----------
    file, collection : str
        File in ``tools/atlas`` and collection of geometries in it.
    window : tuple of float
        West, south, east, north [degrees]: polygons wholly outside are left out.
    members : frozenset of str or None
        The areas that the map is about; None for all.
    without : frozenset of str
        Areas left out.
    """

    file: str
    collection: str
    window: tuple[float, float, float, float]
    members: frozenset[str] | None = None
    without: frozenset[str] = frozenset()


SOURCES = {
    "us": Source("states-10m.json", "states", (-125.0, 24.0, -66.0, 50.0), without=OFF_THE_MAINLAND),
    "europe": Source("countries-50m.json", "countries", (-26.0, 28.0, 48.0, 74.0), members=MEMBERS),
}


def areas(source: Source) -> Iterator[tuple[str, list[np.ndarray]]]:
    """The areas of an atlas, each with the closed rings around its land, of shape (points, 2) [degrees].

    The atlases are TopoJSON: the borders are arcs of whole numbers, each less the one before. Holes are left out: those
    on the maps, San Marino and the Vatican, are too small to be drawn.
    """
    topology = json.loads((ATLAS / source.file).read_text(encoding="utf-8"))
    transform = topology["transform"]
    arcs = [np.cumsum(arc, axis=0) * transform["scale"] + transform["translate"] for arc in topology["arcs"]]
    west, south, east, north = source.window
    for geometry in topology["objects"][source.collection]["geometries"]:
        if geometry["properties"]["name"] in source.without:
            continue
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings = [joined(polygon[0], arcs) for polygon in polygons]
        boxes = [(*ring.min(axis=0), *ring.max(axis=0)) for ring in rings]
        yield (
            geometry["properties"]["name"],
            [
                ring
                for ring, (left, low, right, top) in zip(rings, boxes, strict=True)
                if left <= east and right >= west and low <= north and top >= south
            ],
        )


def joined(ring: list[int], arcs: list[np.ndarray]) -> np.ndarray:
    """A ring from its arcs, each of which begins where the last one ended; ``~i`` is arc ``i`` run backwards."""
    pieces = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in ring]
    return np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])


def clipped(points: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """The part of a ring inside a box, by Sutherland and Hodgman's method.

    Parameters
    ----------
    points : numpy.ndarray
        Shape (points, 2), not closed.
    low, high : numpy.ndarray
        The lower left and the upper right corner, each of shape (2,).

    Returns
    -------
    numpy.ndarray
        Shape (points, 2), not closed; without points where nothing is inside.
    """
    for axis, limit, side in ((0, low[0], 1), (1, low[1], 1), (0, high[0], -1), (1, high[1], -1)):
        inside = side * (points[:, axis] - limit) >= 0
        following = np.roll(points, -1, axis=0)
        crosses = inside != np.roll(inside, -1)
        step = following[:, axis] - points[:, axis]
        share = (limit - points[:, axis]) / np.where(crosses, step, 1.0)
        crossings = points + share[:, None] * (following - points)
        points = np.stack([points, crossings], axis=1)[np.stack([inside, crosses], axis=1)]
    return points


def thinned(points: np.ndarray, finest: float) -> np.ndarray:
    """A ring without the points whose triangle with their neighbours is too small to be seen.

    After Visvalingam and Whyatt: the smallest triangles go first, here all that are smaller than those beside them at
    once. What goes depends on the points nearby alone, so that a border stays common to both sides of it.

    Parameters
    ----------
    points : numpy.ndarray
        Shape (points, 2), not closed.
    finest : float
        Area of the smallest triangle that is kept, in the square of the points' unit.

    Returns
    -------
    numpy.ndarray
        Shape (points, 2), three at least where there were as many.
    """
    while len(points) > 3:
        before, after = points - np.roll(points, 1, axis=0), np.roll(points, -1, axis=0) - points
        triangles = np.abs(before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]) / 2
        goes = (triangles < finest) & (triangles <= np.roll(triangles, -1)) & (triangles < np.roll(triangles, 1))
        if triangles.max() == triangles.min() or not goes.any():
            break
        points = points[~goes]
    return points


def ring_area(ring: np.ndarray) -> float:
    """Area inside a ring of points, of shape (points, 2), in the square of their unit."""
    x, y = (ring - ring[:1]).T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def as_drawn(rings: list[np.ndarray], on: Map, member: bool) -> list[np.ndarray]:
    """The rings of an area as a map shows them: projected, clipped, nothing too small, on the grid, closed [km].

    Of an area that the map is about, the largest piece is always kept.
    """
    low = np.array(on.corner)
    high = low + on.size
    rings = [clipped(on.project(*ring[:-1].T), low - MARGIN, high + MARGIN) for ring in rings]
    sizes = [ring_area(ring) for ring in rings]
    least = min(SMALLEST, max(sizes, default=0.0)) if member else SMALLEST
    finest = FINEST if member else 2 * FINEST
    kept = [thinned(ring, finest) for ring, size in zip(rings, sizes, strict=True) if 0 < size >= least]
    return [np.round(np.vstack([ring, ring[:1]]) / GRID) * GRID for ring in kept]


def rows() -> Iterator[tuple[str, str, str, str]]:
    """The rows of the table."""
    for name, source in SOURCES.items():
        for area, rings in areas(source):
            member = source.members is None or area in source.members
            for ring in as_drawn(rings, MAPS[name], member):
                corners = ", ".join(f"{x:.1f} {y:.1f}" for x, y in ring + 0.0)
                yield name, area, "yes" if member else "no", f"POLYGON (({corners}))"


def write(table: Path = TABLE) -> None:
    """Write the table."""
    with table.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("map", "area", "member", "outline"))
        writer.writerows(rows())


if __name__ == "__main__":
    write()
