"""The land that maps are drawn on: outlines of countries and states, already projected, clipped and thinned."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.errors import DataError, shown
from analysis.evidence.columns import Rule, choice, column, text
from analysis.evidence.csv_files import read_text
from analysis.evidence.schemas.known import schema
from analysis.evidence.validation import faults_of_table
from analysis.paths import project

FILE = "outlines/outlines.csv"
DESCRIPTION = "One row is one piece of land, as maps are drawn on it. Made by tools/outlines.py."

POINT = r"-?\d{1,4}\.\d -?\d{1,4}\.\d"
POLYGON = re.compile(rf"POLYGON \(\({POINT}(, {POINT}){{3,}}\)\)", re.ASCII)

SCHEMA = schema(
    {
        "map": choice("Map that it is on", "us", "europe"),
        "area": text("State or country, as Natural Earth or the US Census Bureau spells it", required=True),
        "member": choice("Whether the map is about it, or it lies around that", "yes", "no"),
        "outline": column(
            "Outline in the projection of the map, as well-known text [km from its origin]",
            Rule(
                "polygon",
                lambda cell: bool(POLYGON.fullmatch(cell)),
                lambda cell: f'"{shown(cell)}" is not an outline (allowed: POLYGON ((x y, x y, ...)) with one decimal)',
            ),
        ),
    }
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
    file = f"data/{FILE}"
    table, faults = read_text((data or project().data) / FILE, file)
    if faults := faults or faults_of_table(table, SCHEMA, file):
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
