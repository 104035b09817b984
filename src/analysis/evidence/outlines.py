"""The land that maps are drawn on: outlines of countries and states, already projected, clipped and thinned."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.errors import DataError
from analysis.evidence.check import faults_of_cells, faults_of_header
from analysis.evidence.columns import check, choice, column, schema, text
from analysis.evidence.csv_files import read_text
from analysis.paths import project

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
    [234.0, -89.7]
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
