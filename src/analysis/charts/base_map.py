"""Two maps at one scale, the contiguous United States and Europe: equal-area projections, clipping, and land."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from analysis.charts.style import COLOURS
from analysis.evidence.outlines import Area
from analysis.languages import marked

EARTH = 6371.007
"""Radius of the sphere with the surface of the Earth [km]."""

Projection = Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]


@dataclass(frozen=True)
class Bounds:
    """The part of a map that is shown.

    Attributes
    ----------
    west, south, east, north : float
        Its edges, in the coordinates of the projection [km].
    """

    west: float
    south: float
    east: float
    north: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is inside; a point that is not a number is not."""
        return bool(self.west <= x <= self.east and self.south <= y <= self.north)


def albers(centre: tuple[float, float], parallels: tuple[float, float]) -> Projection:
    """Albers' equal-area conic projection of the sphere.

    Parameters
    ----------
    centre : tuple of float
        Longitude and latitude of the origin [degrees].
    parallels : tuple of float
        The two latitudes without distortion [degrees].

    Returns
    -------
    callable
        From arrays of longitudes and latitudes [degrees] to arrays of x and y [km], of the same shape.

    Examples
    --------
    >>> x, y = albers((-96, 37.5), (29.5, 45.5))(np.array([-96.0, -75.0]), np.array([37.5, 35.0]))
    >>> x.round().tolist(), y.round().tolist()
    ([0.0, 1881.0], [0.0, -72.0])
    """
    (meridian, origin), (first, second) = np.radians(centre), np.sin(np.radians(parallels))
    cone = (first + second) / 2
    constant = 1 - first**2 + 2 * cone * first

    def radius(latitude: np.ndarray) -> np.ndarray:
        return EARTH * np.sqrt(constant - 2 * cone * np.sin(latitude)) / cone

    def project(longitude: np.ndarray, latitude: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        angle, distance = cone * (np.radians(longitude) - meridian), radius(np.radians(latitude))
        return distance * np.sin(angle), radius(origin) - distance * np.cos(angle)

    return project


def lambert_azimuthal(centre: tuple[float, float]) -> Projection:
    """Lambert's azimuthal equal-area projection of the sphere.

    Parameters
    ----------
    centre : tuple of float
        Longitude and latitude of the origin [degrees]. The point opposite to it cannot be drawn.

    Returns
    -------
    callable
        From arrays of longitudes and latitudes [degrees] to arrays of x and y [km], of the same shape.

    Examples
    --------
    >>> x, y = lambert_azimuthal((10, 52))(np.array([10.0, 5.0]), np.array([52.0, 50.0]))
    >>> x.round().tolist(), y.round().tolist()
    ([0.0, -357.0], [0.0, -210.0])
    """
    meridian, origin = np.radians(centre)

    def project(longitude: np.ndarray, latitude: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        angle, height = np.radians(longitude) - meridian, np.radians(latitude)
        towards = np.sin(origin) * np.sin(height) + np.cos(origin) * np.cos(height) * np.cos(angle)
        stretch = EARTH * np.sqrt(2 / np.maximum(1 + towards, 1e-9))
        across = np.cos(origin) * np.sin(height) - np.sin(origin) * np.cos(height) * np.cos(angle)
        return stretch * np.cos(height) * np.sin(angle), stretch * across

    return project


def ring_area(points: np.ndarray) -> float:
    """Area inside a ring of points, in the square of their unit.

    Examples
    --------
    >>> ring_area(np.array([[0, 0], [2, 0], [2, 1], [0, 1]]))
    2.0
    """
    x, y = (points - points[0]).T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def clipped(points: np.ndarray, bounds: Bounds) -> np.ndarray:
    """The part of a ring inside some bounds, by Sutherland and Hodgman's method.

    Parameters
    ----------
    points : numpy.ndarray
        Shape (points, 2) [km]; the last point may be the first again.
    bounds : Bounds

    Returns
    -------
    numpy.ndarray
        Shape (points, 2) [km], not closed; without points where nothing is inside.

    Examples
    --------
    >>> clipped(np.array([[-1.0, 0.0], [1.0, 0.0], [1.0, 1.0], [-1.0, 1.0]]), Bounds(0, -5, 5, 5)).tolist()
    [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]
    """
    if len(points) > 1 and np.array_equal(points[0], points[-1]):
        points = points[:-1]
    edges = ((0, bounds.west, 1), (1, bounds.south, 1), (0, bounds.east, -1), (1, bounds.north, -1))
    for axis, limit, side in edges:
        if not len(points):
            break
        inside = side * (points[:, axis] - limit) >= 0
        if inside.all():
            continue
        following, still_inside = np.roll(points, -1, axis=0), np.roll(inside, -1)
        crosses = inside != still_inside
        step = following[:, axis] - points[:, axis]
        share = (limit - points[:, axis]) / np.where(crosses, step, 1.0)
        crossings = points + share[:, None] * (following - points)
        both = np.stack([points, crossings], axis=1)
        points = both[np.stack([inside, crosses], axis=1)]
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

    Examples
    --------
    >>> thinned(np.array([[0.0, 0.0], [1.0, 0.1], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]]), 0.2).tolist()
    [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]]
    """
    while len(points) > 3:
        before, after = points - np.roll(points, 1, axis=0), np.roll(points, -1, axis=0) - points
        areas = np.abs(before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]) / 2
        goes = (areas < finest) & (areas <= np.roll(areas, -1)) & (areas < np.roll(areas, 1))
        if areas.max() == areas.min() or not goes.any():
            break
        points = points[~goes]
    return points


SCALE = 13.0
"""Kilometres to a point of 1/72 inch, on both maps: 936 km to an inch."""

GRID, FINEST, SMALLEST = 0.1 * SCALE, 0.5 * SCALE**2, 4.0 * SCALE**2
"""Points stand on a grid of this width [km]; bends and islands below these areas are not drawn [square km].

Around what a map is about, the land is drawn half as finely.
"""


@dataclass(frozen=True)
class Panel:
    """One of the two maps.

    Attributes
    ----------
    name : str
        What is written above it, in English.
    projection : Projection
        Equal-area, in kilometres.
    bounds : Bounds
        What of it is shown; its edges are whole points of paper.
    """

    name: str
    projection: Projection
    bounds: Bounds

    @property
    def size(self) -> tuple[float, float]:
        """Width and height on paper [points]."""
        return (self.bounds.east - self.bounds.west) / SCALE, (self.bounds.north - self.bounds.south) / SCALE

    def on_paper(self, longitude: float, latitude: float) -> tuple[float, float] | None:
        """Where a place stands, from the lower left corner [points]; None where it is not on the map.

        Examples
        --------
        >>> PANELS["europe"].on_paper(10, 52), PANELS["us"].on_paper(10, 52)
        ((186.0, 143.0), None)
        """
        x, y = (float(value) for value in self.projection(np.array(longitude), np.array(latitude)))
        if not self.bounds.holds(x, y):
            return None
        return (x - self.bounds.west) / SCALE, (y - self.bounds.south) / SCALE


PANELS = {
    "us": Panel(marked("United States"), albers((-96, 37.5), (29.5, 45.5)), Bounds(-2392, -1378, 2288, 1612)),
    "europe": Panel(marked("Europe"), lambert_azimuthal((10, 52)), Bounds(-2418, -1859, 2262, 2119)),
}
"""The maps from the top: parallels that are usual for the US, the centre of the European grid ETRS89-LAEA."""


def draw_land(axes: Axes, panel: Panel, areas: Sequence[Area]) -> None:
    """Draw the land of a map: the areas it is about with their borders, what lies around them paler and without.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Gets the limits of the panel's bounds [km].
    panel : Panel
    areas : sequence of Area
    """
    bounds = panel.bounds
    axes.set(xlim=(bounds.west, bounds.east), ylim=(bounds.south, bounds.north))
    axes.set_axis_off()
    for member, strength in ((False, 0.3), (True, 0.75)):
        outlines = [Path(ring, closed=True) for area in areas if area.member is member for ring in shapes(area, panel)]
        if outlines:
            land = PathPatch(
                Path.make_compound_path(*outlines),
                facecolor=COLOURS["rule"],
                edgecolor=COLOURS["paper"] if member else "none",
                linewidth=0.6,
                alpha=strength,
                gid=f"land-{panel.name}-{'members' if member else 'around'}".replace(" ", "-"),
            )
            axes.add_artist(land)  # the limits are set, and a patch would be searched for its own


def shapes(area: Area, panel: Panel) -> list[np.ndarray]:
    """The rings of an area as they are drawn: projected, clipped a little outside the bounds, nothing too small.

    Of an area that the map is about, the largest piece is always kept.

    Returns
    -------
    list of numpy.ndarray
        Each of shape (points, 2), closed [km].
    """
    bounds = panel.bounds
    beyond = Bounds(
        bounds.west - 2 * SCALE, bounds.south - 2 * SCALE, bounds.east + 2 * SCALE, bounds.north + 2 * SCALE
    )
    rings = [clipped(np.column_stack(panel.projection(*ring.T)), beyond) for rings in area.polygons for ring in rings]
    sizes = [ring_area(points) if len(points) else 0.0 for points in rings]
    least = min(SMALLEST, max(sizes, default=0.0)) if area.member else SMALLEST
    finest = FINEST if area.member else 2 * FINEST
    kept = [thinned(points, finest) for points, size in zip(rings, sizes, strict=True) if 0 < size >= least]
    return [np.round(np.vstack([points, points[:1]]) / GRID) * GRID for points in kept]
