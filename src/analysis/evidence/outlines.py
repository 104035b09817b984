"""Outlines of countries and states for maps, read from TopoJSON."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from babel import Locale

from analysis.errors import CallError, DataError, Fault, not_known
from analysis.files import MB, content_of
from analysis.holdings import EU27
from analysis.paths import project

MEMBERS = frozenset(Locale("en").territories[code] for code in EU27) | {"Åland", "N. Cyprus"}
"""Members of the European Union, as Natural Earth spells them, with the parts of them that it sets apart."""

OFF_THE_MAINLAND = frozenset(
    {"Alaska", "Hawaii", "Puerto Rico", "Guam", "American Samoa", "United States Virgin Islands"}
    | {"Commonwealth of the Northern Mariana Islands"}
)
"""States and territories outside the contiguous United States, as the Census Bureau spells them."""

MOST_BYTES = 16 * MB
FARTHEST = (180.001, 90.001)
"""The ends of the Earth [degrees], with room for rounding."""

Ring = np.ndarray
Polygon = tuple[Ring, ...]


@dataclass(frozen=True)
class Source:
    """Where the outlines of a map stand.

    Attributes
    ----------
    file, collection : str
        File in ``data/outlines`` and collection of geometries in it.
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


@dataclass(frozen=True, eq=False)
class Area:
    """One country or state.

    Attributes
    ----------
    name : str
        As the source spells it.
    member : bool
        Whether the map is about it: the EU27 on the map of Europe, every state on that of the US.
    polygons : tuple of tuple of numpy.ndarray
        Each polygon is a tuple of closed rings, the outer one first and then its holes; a ring has shape (points, 2):
        longitude and latitude [degrees].
    """

    name: str
    member: bool
    polygons: tuple[Polygon, ...]


def outlines(data: Path | None = None) -> dict[str, tuple[Area, ...]]:
    """Read the outlines of both maps, ``us`` and ``europe``; parameters and errors as for :func:`outline`."""
    return {name: outline(name, data) for name in SOURCES}


def outline(name: str, data: Path | None = None) -> tuple[Area, ...]:
    """Read the outlines of one map.

    Parameters
    ----------
    name : str
        ``us`` (the contiguous United States, by state) or ``europe`` (countries in and around the EU27).
    data : Path, optional
        The ``data`` folder; the project's own when left out.

    Returns
    -------
    tuple of Area
        In the order of the file.

    Raises
    ------
    CallError
        If there is no such map.
    DataError
        If its file is missing or is not TopoJSON.

    Examples
    --------
    >>> texas = next(area for area in outline("us") if area.name == "Texas")
    >>> largest = max((rings[0] for rings in texas.polygons), key=len)
    >>> largest.min(axis=0).round(1).tolist(), largest.max(axis=0).round(1).tolist()
    ([-106.6, 25.8], [-93.5, 36.5])
    """
    if name not in SOURCES:
        raise CallError(not_known(name, "a map with outlines", SOURCES))
    return read(name, data or project().data)


@functools.cache
def read(name: str, data: Path) -> tuple[Area, ...]:
    """Read a map whose name is known; the arrays are kept and must not be written to."""
    source = SOURCES[name]
    file = f"data/outlines/{source.file}"
    try:
        return tuple(areas(json.loads(content_of(data / "outlines" / source.file, MOST_BYTES)), source))
    except FileNotFoundError:
        fault = "the file is missing (data/outlines/README.md says which package ships it)"
    except OSError as error:
        fault = f"cannot be read ({error.strerror})"
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError, RecursionError):
        fault = f'is not TopoJSON with a collection "{source.collection}" (take it anew from the package)'
    raise DataError([Fault(file, None, None, fault)])


def areas(topology: dict[str, Any], source: Source) -> list[Area]:
    """The areas of a map from a TopoJSON topology."""
    arcs = decoded_arcs(topology)
    found = []
    for geometry in topology["objects"][source.collection]["geometries"]:
        area = geometry["properties"]["name"]
        if not isinstance(area, str):
            raise TypeError
        if area in source.without or geometry["type"] is None:
            continue
        # A polygon is a list of rings, a multipolygon a list of polygons.
        parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        polygons = (tuple(joined(ring, arcs) for ring in rings) for rings in parts)
        inside = tuple(polygon for polygon in polygons if meets(polygon[0], source.window))
        if inside:
            found.append(Area(area, source.members is None or area in source.members, inside))
    return found


def decoded_arcs(topology: dict[str, Any]) -> list[np.ndarray]:
    """The arcs of a topology [degrees]; where it has a transform, they are whole numbers, each less the one before."""
    if topology["type"] != "Topology":
        raise ValueError
    arcs = [np.asarray(arc, dtype=float)[:, :2] for arc in topology["arcs"]]
    if "transform" not in topology:
        return arcs
    scale, translate = (np.asarray(topology["transform"][key], dtype=float) for key in ("scale", "translate"))
    return [arc.cumsum(axis=0) * scale + translate for arc in arcs]


def joined(ring: list[int], arcs: list[np.ndarray]) -> Ring:
    """A ring from its arcs, each of which begins where the last one ended; ``~i`` is arc ``i`` run backwards.

    Examples
    --------
    >>> there, back = np.array([[0, 0], [1, 0], [1, 1]]), np.array([[0, 0], [0, 1], [1, 1]])
    >>> joined([0, ~1], [there, back]).tolist()
    [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
    """
    pieces = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in ring]
    points = np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])
    if not (np.abs(points) <= FARTHEST).all():
        raise ValueError
    points.setflags(write=False)
    return points


def meets(ring: Ring, window: tuple[float, float, float, float]) -> bool:
    """Whether the box around a ring meets a window of west, south, east, north [degrees]."""
    west, south, east, north = window
    (left, low), (right, top) = ring.min(axis=0), ring.max(axis=0)
    return bool(left <= east and right >= west and low <= north and top >= south)
