"""The two maps, and the land that they are drawn on: outlines already projected, clipped and thinned."""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.errors import DataError
from analysis.evidence.check import faults_of_cells, faults_of_header
from analysis.evidence.columns import check, choice, column, schema, text
from analysis.evidence.csv_files import read_text
from analysis.paths import project
from analysis.text import N_

FILE = "data/outlines/outlines.csv"

POINT = r"-?[0-9]{1,4}\.[0-9] -?[0-9]{1,4}\.[0-9]"
POLYGON = rf"POLYGON \(\({POINT}(, {POINT}){{3,}}\)\)"

SCHEMA = schema(
    "One row is one piece of land, as maps are drawn on it. Made by tools/outlines.py.",
    map=choice("Map that it is on", "us", "europe"),
    area=text("State or country, as Natural Earth or the US Census Bureau spells it", required=True),
    member=choice("Whether the map is about it, or it lies around that", "yes", "no"),
    outline=column(
        "Outline in the projection of the map, as well-known text [km from its origin]",
        check(POLYGON, '"{cell}" is not an outline (allowed: POLYGON ((x y, x y, ...)) with one decimal)'),
    ),
)


EARTH = 6371.007
"""Radius of the sphere with the surface of the Earth [km]."""


@dataclass(frozen=True)
class Map:
    """A map in Lambert's azimuthal equal-area projection of the sphere.

    Attributes
    ----------
    name : str
        What is written above it, in English.
    centre : tuple of float
        Longitude and latitude of its origin [degrees].
    corner, size : tuple of float
        Its lower left corner, and its width and height [km in the projection]; both maps are of one width.
    """

    name: str
    centre: tuple[float, float]
    corner: tuple[float, float]
    size: tuple[float, float]

    def project(self, longitude: np.ndarray, latitude: np.ndarray) -> np.ndarray:
        """Places on the sphere [degrees] in the projection, of shape (places, 2) [km from the origin].

        Examples
        --------
        >>> MAPS["europe"].project(np.array([10.0, 5.0]), np.array([52.0, 50.0])).round().tolist()
        [[0.0, 0.0], [-357.0, -210.0]]
        """
        angle, height, origin = np.radians(longitude - self.centre[0]), np.radians(latitude), np.radians(self.centre[1])
        towards = np.sin(origin) * np.sin(height) + np.cos(origin) * np.cos(height) * np.cos(angle)
        across = np.cos(origin) * np.sin(height) - np.sin(origin) * np.cos(height) * np.cos(angle)
        stretch = EARTH * np.sqrt(2 / np.maximum(1 + towards, 1e-9))  # the antipode of the origin is nowhere
        return np.column_stack([stretch * np.cos(height) * np.sin(angle), stretch * across])


MAPS = {
    "us": Map(N_("United States"), (-97, 38), (-2331, -1435), (4680, 2990)),
    "europe": Map(N_("Europe"), (10, 52), (-2418, -1859), (4680, 3978)),
}
"""The contiguous states, and Europe from the origin of the European grid ETRS89-LAEA."""


def outlines(data: Path | None = None) -> pd.DataFrame:
    """Read the land of both maps.

    Parameters
    ----------
    data : Path, optional
        The ``data`` folder; the project's own when left out.

    Returns
    -------
    pandas.DataFrame
        One row a piece of land: ``map`` (``us`` or ``europe``), ``area``, ``member`` (``yes`` or ``no``) and
        ``outline``, a closed ring of shape (points, 2) [km].

    Raises
    ------
    DataError
        With every fault found.

    Examples
    --------
    >>> land = outlines()
    >>> land.loc[land["area"] == "Texas", "outline"].iloc[0].max(axis=0).tolist()
    [330.2, -149.5]
    """
    table, faults = read_text((data or project().data) / "outlines" / "outlines.csv", FILE)
    faults = faults or faults_of_header(table, SCHEMA, FILE) or faults_of_cells(table, SCHEMA, FILE, {})
    if faults:
        raise DataError(faults)
    return table.assign(outline=table["outline"].map(ring))


def ring(polygon: str) -> np.ndarray:
    """The corners of a polygon without holes in well-known text, of shape (points, 2).

    Examples
    --------
    >>> ring("POLYGON ((0.0 0.0, 1.0 0.0, 1.0 -1.0, 0.0 0.0))").tolist()
    [[0.0, 0.0], [1.0, 0.0], [1.0, -1.0], [0.0, 0.0]]
    """
    return np.array(re.findall(r"-?\d+\.\d", polygon), dtype=float).reshape(-1, 2)
