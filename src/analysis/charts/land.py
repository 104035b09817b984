"""Two maps at one scale, the contiguous United States and Europe, and the land on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from analysis.charts.projection import Frame, Projection, albers, clipped, lambert_azimuthal, ring_area, thinned
from analysis.charts.style import COLOURS
from analysis.evidence.outlines import Area
from analysis.languages import marked

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
    frame : Frame
        What of it is shown; its edges are whole points of paper.
    """

    name: str
    projection: Projection
    frame: Frame

    @property
    def size(self) -> tuple[float, float]:
        """Width and height on paper [points]."""
        return (self.frame.east - self.frame.west) / SCALE, (self.frame.north - self.frame.south) / SCALE

    def on_paper(self, longitude: float, latitude: float) -> tuple[float, float] | None:
        """Where a place stands, from the lower left corner [points]; None where it is not on the map.

        Examples
        --------
        >>> PANELS["europe"].on_paper(10, 52), PANELS["us"].on_paper(10, 52)
        ((186.0, 143.0), None)
        """
        x, y = (float(value) for value in self.projection(np.array(longitude), np.array(latitude)))
        if not self.frame.holds(x, y):
            return None
        return (x - self.frame.west) / SCALE, (y - self.frame.south) / SCALE


PANELS = {
    "us": Panel(marked("United States"), albers((-96, 37.5), (29.5, 45.5)), Frame(-2392, -1378, 2288, 1612)),
    "europe": Panel(marked("Europe"), lambert_azimuthal((10, 52)), Frame(-2418, -1859, 2262, 2119)),
}
"""The maps from the top: parallels that are usual for the US, the centre of the European grid ETRS89-LAEA."""


def draw_land(axes: Axes, panel: Panel, areas: Sequence[Area]) -> None:
    """Draw the land of a map: the areas it is about with their borders, what lies around them paler and without.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Gets the limits of the panel's frame [km].
    panel : Panel
    areas : sequence of Area
    """
    frame = panel.frame
    axes.set(xlim=(frame.west, frame.east), ylim=(frame.south, frame.north))
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
    """The rings of an area as they are drawn: projected, clipped a little outside the frame, without what is too small.

    Of an area that the map is about, the largest piece is always kept.

    Returns
    -------
    list of numpy.ndarray
        Each of shape (points, 2), closed [km].
    """
    frame = panel.frame
    beyond = Frame(frame.west - 2 * SCALE, frame.south - 2 * SCALE, frame.east + 2 * SCALE, frame.north + 2 * SCALE)
    rings = [clipped(np.column_stack(panel.projection(*ring.T)), beyond) for rings in area.polygons for ring in rings]
    sizes = [ring_area(points) if len(points) else 0.0 for points in rings]
    least = min(SMALLEST, max(sizes, default=0.0)) if area.member else SMALLEST
    finest = FINEST if area.member else 2 * FINEST
    kept = [thinned(points, finest) for points, size in zip(rings, sizes, strict=True) if 0 < size >= least]
    return [np.round(np.vstack([points, points[:1]]) / GRID) * GRID for points in kept]
