"""Two maps at one scale, the contiguous United States and Europe: equal-area projections and land."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from analysis.charts.style import COLOURS
from analysis.text import N_

EARTH = 6371.007
"""Radius of the sphere with the surface of the Earth [km]."""

SCALE = 13.0
"""Kilometres to a point of 1/72 inch, on both maps: 936 km to an inch."""


def albers(
    longitude: np.ndarray, latitude: np.ndarray, centre: tuple[float, float], parallels: tuple[float, float]
) -> np.ndarray:
    """Albers' equal-area conic projection of the sphere.

    Parameters
    ----------
    longitude, latitude : numpy.ndarray
        Shape (places,) [degrees].
    centre : tuple of float
        Longitude and latitude of the origin [degrees].
    parallels : tuple of float
        The two latitudes without distortion [degrees].

    Returns
    -------
    numpy.ndarray
        Shape (places, 2): x and y [km].

    Examples
    --------
    >>> albers(np.array([-96.0, -75.0]), np.array([37.5, 35.0]), (-96, 37.5), (29.5, 45.5)).round().tolist()
    [[0.0, 0.0], [1881.0, -72.0]]
    """
    first, second = np.sin(np.radians(parallels))
    cone = (first + second) / 2
    heights = np.sin(np.radians([*latitude, centre[1]]))
    radii = EARTH / cone * np.sqrt(1 + first * second - 2 * cone * heights)
    angle = cone * np.radians(longitude - centre[0])
    return np.column_stack([radii[:-1] * np.sin(angle), radii[-1] - radii[:-1] * np.cos(angle)])


def lambert_azimuthal(longitude: np.ndarray, latitude: np.ndarray, centre: tuple[float, float]) -> np.ndarray:
    """Lambert's azimuthal equal-area projection of the sphere; parameters as for :func:`albers`.

    Examples
    --------
    >>> lambert_azimuthal(np.array([10.0, 5.0]), np.array([52.0, 50.0]), (10, 52)).round().tolist()
    [[0.0, 0.0], [-357.0, -210.0]]
    """
    angle, height, origin = np.radians(longitude - centre[0]), np.radians(latitude), np.radians(centre[1])
    towards = np.sin(origin) * np.sin(height) + np.cos(origin) * np.cos(height) * np.cos(angle)
    across = np.cos(origin) * np.sin(height) - np.sin(origin) * np.cos(height) * np.cos(angle)
    stretch = EARTH * np.sqrt(2 / np.maximum(1 + towards, 1e-9))  # the antipode of the origin is nowhere
    return np.column_stack([stretch * np.cos(height) * np.sin(angle), stretch * across])


@dataclass(frozen=True)
class Panel:
    """One of the two maps.

    Attributes
    ----------
    name : str
        What is written above it, in English.
    project : callable
        Its equal-area projection, from longitudes and latitudes [degrees] to x and y [km].
    corner : tuple of float
        Its lower left corner in the projection [km].
    size : tuple of float
        Its width and height on paper [points].
    """

    name: str
    project: Callable[[np.ndarray, np.ndarray], np.ndarray]
    corner: tuple[float, float]
    size: tuple[float, float]

    def on_paper(self, kilometres: np.ndarray) -> np.ndarray:
        """Places of the projection [km] on paper, from the lower left corner [points]; both of shape (places, 2)."""
        return (kilometres - self.corner) / SCALE


US = partial(albers, centre=(-96, 37.5), parallels=(29.5, 45.5))
EUROPE = partial(lambert_azimuthal, centre=(10, 52))
PANELS = {
    "us": Panel(N_("United States"), US, (-2392, -1378), (360, 230)),
    "europe": Panel(N_("Europe"), EUROPE, (-2418, -1859), (360, 306)),
}
"""The maps from the top: parallels that are usual for the US, the centre of the European grid ETRS89-LAEA."""


def ring_area(ring: np.ndarray) -> float:
    """Area inside a ring of points, of shape (points, 2), in the square of their unit.

    Examples
    --------
    >>> ring_area(np.array([[0, 0], [2, 0], [2, 1], [0, 1]]))
    2.0
    """
    x, y = (ring - ring[:1]).T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def draw_land(axes: Axes, panel: Panel, land: pd.DataFrame) -> None:
    """Draw the land of a map: the areas it is about with their borders, what lies around them paler and without.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        In points from the lower left corner of the map.
    panel : Panel
    land : pandas.DataFrame
        The rows of the map, as :func:`analysis.evidence.outlines.outlines` gives them.
    """
    looks = {"no": ("around", "none", 0.3), "yes": ("members", COLOURS["paper"], 0.75)}
    for member, rows in land.groupby("member"):
        part, border, alpha = looks[member]
        path = Path.make_compound_path(*(Path(panel.on_paper(ring), closed=True) for ring in rows["outline"]))
        gid = f"land-{panel.name}-{part}".replace(" ", "-")
        look = {"facecolor": COLOURS["rule"], "edgecolor": border, "linewidth": 0.6, "alpha": alpha}
        axes.add_artist(PathPatch(path, gid=gid, **look))  # as a patch it would be searched for its limits
