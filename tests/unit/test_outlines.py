"""Outlines and projections: read as they are shipped, true to area, places where they belong."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
from matplotlib.path import Path as Outline

from analysis.charts.base_map import EARTH, PANELS, Bounds, clipped, ring_area, thinned
from analysis.errors import CallError, DataError
from analysis.evidence.outlines import Area, outline, outlines
from conftest import ROOT


@pytest.fixture(scope="module")
def land() -> dict[str, tuple[Area, ...]]:
    return outlines(ROOT / "data")


def holds(area: Area, longitude: float, latitude: float) -> bool:
    return any(Outline(polygon[0]).contains_point((longitude, latitude)) for polygon in area.polygons)


def where(areas: tuple[Area, ...], longitude: float, latitude: float) -> list[str]:
    return [area.name for area in areas if holds(area, longitude, latitude)]


@pytest.mark.parametrize("panel", PANELS.values(), ids=PANELS)
def test_projection_keeps_areas(panel):
    """Cells of half a degree, of every latitude and longitude on the map, are as large as on the sphere, to 0.01%."""
    west, east, south, north = (-124, -68, 25, 49) if panel.name == "United States" else (-10, 34, 35, 70)
    steps = np.linspace(0, 1, 60)
    for longitude in np.arange(west, east, 7.0):
        for latitude in np.arange(south, north, 5.0):
            edges = [(steps * 0.5, 0 * steps), (0.5 + 0 * steps, steps * 0.5)]
            edges += [(0.5 - steps * 0.5, 0.5 + 0 * steps), (0 * steps, 0.5 - steps * 0.5)]
            across, up = (np.concatenate(part) for part in zip(*edges, strict=True))
            drawn = ring_area(np.column_stack(panel.projection(longitude + across, latitude + up)))
            rise = np.sin(np.radians(latitude + 0.5)) - np.sin(np.radians(latitude))
            assert drawn == pytest.approx(EARTH**2 * np.radians(0.5) * rise, rel=1e-4)


def test_projection_bends_shapes_little():
    """A kilometre north and a kilometre east are within 9% of one, everywhere on land that is drawn."""
    for name, places in {
        "us": [(-124.5, 48), (-67, 45), (-80.5, 25.5), (-97, 26), (-96, 37.5)],
        "europe": [(-9, 38), (27.7, 64.2), (33, 35), (24, 35.2), (26, 70), (10, 52)],
    }.items():
        for longitude, latitude in places:
            degree = np.degrees(1 / EARTH)
            x, y = PANELS[name].projection(
                longitude + np.array([0, 0, degree / np.cos(np.radians(latitude))]), latitude + np.array([0, degree, 0])
            )
            for step in (1, 2):
                assert np.hypot(x[step] - x[0], y[step] - y[0]) == pytest.approx(1, abs=0.09), (longitude, latitude)


def test_states_and_countries_have_their_true_areas(land):
    """Within 1.5% of what their statistical offices give, in square kilometres, inland water included."""
    known = {"us": {"Colorado": 269_601, "Wyoming": 253_335}, "europe": {"Austria": 83_879, "Poland": 312_696}}
    for name, areas in known.items():
        for area in (area for area in land[name] if area.name in areas):
            drawn = sum(ring_area(np.column_stack(PANELS[name].projection(*ring[0].T))) for ring in area.polygons)
            assert drawn == pytest.approx(areas[area.name], rel=0.015), area.name


@pytest.mark.parametrize(
    ("name", "longitude", "latitude", "expected"),
    [
        ("us", -99.733, 32.449, "Texas"),
        ("us", -87.88, 43.39, "Wisconsin"),
        ("us", -104.99, 39.74, "Colorado"),
        ("europe", 2.352, 48.857, "France"),
        ("europe", 27.73, 64.22, "Finland"),
        ("europe", 21.93, 40.3, "Greece"),
        ("europe", -3.7, 40.42, "Spain"),
    ],
)
def test_known_places_lie_in_their_state(land, name, longitude, latitude, expected):
    assert where(land[name], longitude, latitude) == [expected]


def test_evidence_lies_where_it_says(latest, land):
    """Pins of the evidence are in the state or country that their row names; of two, the coast cuts off a harbour."""
    names = {"AT": "Austria", "CZ": "Czechia", "DE": "Germany", "ES": "Spain", "FR": "France", "RO": "Romania"}
    names |= {"FI": "Finland", "GR": "Greece", "IT": "Italy", "PL": "Poland", "BE": "Belgium"}
    found = []
    for _, site in latest.evidence.sites.dropna(subset="lat").iterrows():
        if site["country"] == "US":
            expected, areas = site["region"].rsplit(", ", 1)[1], land["us"]
        elif site["country"] in names:
            expected, areas = names[site["country"]], land["europe"]
        else:
            continue
        found.append(where(areas, site["lon"], site["lat"]))
        assert found[-1] in ([expected], []), site["site_id"]
    assert len(found) > 30
    assert found.count([]) <= 2


def test_all_of_the_union_is_on_the_map_and_marked(land):
    members = [area for area in land["europe"] if area.member]
    assert len(members) == 27 + 2  # with Åland and the north of Cyprus, which the source sets apart
    assert {"Norway", "Switzerland", "United Kingdom"} <= {area.name for area in land["europe"] if not area.member}
    assert len(land["us"]) == 48 + 1  # the contiguous states and the capital


def test_rings_are_closed_and_cannot_be_written_to(land):
    for areas in land.values():
        for ring in (ring for area in areas for polygon in area.polygons for ring in polygon):
            assert np.array_equal(ring[0], ring[-1])
            with pytest.raises(ValueError, match="read-only"):
                ring[0] = 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "the file is missing"),
        ("{", "is not TopoJSON"),
        ("[]", "is not TopoJSON"),
        (json.dumps({"type": "FeatureCollection", "features": []}), "is not TopoJSON"),
        (json.dumps({"type": "Topology", "objects": {}, "arcs": []}), 'a collection "states"'),
    ],
)
def test_a_bad_file_is_named(tmp_path, content, says):
    (tmp_path / "outlines").mkdir()
    if content is not None:
        (tmp_path / "outlines" / "states-10m.json").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"data/outlines/states-10m\.json: ") as error:
        outline("us", tmp_path)
    assert says in str(error.value)


def test_an_unknown_map_is_refused():
    with pytest.raises(CallError, match=r'"usa" is not a map with outlines \(nearest: "us"'):
        outline("usa")


def test_topojson_without_a_transform_is_read_as_it_stands(tmp_path):
    square = [[-100, 40], [-99, 40], [-99, 41], [-100, 41], [-100, 40]]
    geometry = {"type": "Polygon", "arcs": [[0]], "properties": {"name": "Square"}}
    topology = {"type": "Topology", "arcs": [square], "objects": {"states": {"geometries": [geometry]}}}
    (tmp_path / "outlines").mkdir()
    (tmp_path / "outlines" / "states-10m.json").write_text(json.dumps(topology), encoding="utf-8")
    (area,) = outline("us", tmp_path)
    assert area.polygons[0][0].tolist() == square


def test_outlines_come_from_the_folder_that_is_asked_for(tmp_path, land):
    shutil.copytree(ROOT / "data" / "outlines", tmp_path / "outlines")
    assert [area.name for area in outline("us", tmp_path)] == [area.name for area in land["us"]]


def test_clipping_keeps_the_area_inside():
    """Of a fine circle that crosses an edge or a corner, what is inside the frame stays, to 0.1%."""
    turn = np.linspace(0, 2 * np.pi, 2000, endpoint=False)
    circle = np.column_stack([np.cos(turn), np.sin(turn)])
    for bounds, share in ((Bounds(0, -2, 2, 2), 1 / 2), (Bounds(0, 0, 2, 2), 1 / 4), (Bounds(-2, -2, 2, 2), 1)):
        assert ring_area(clipped(circle, bounds)) == pytest.approx(np.pi * share, rel=1e-3)
    assert len(clipped(circle, Bounds(3, 3, 4, 4))) == 0
    everything_inside = clipped(np.array([[-9.0, -9], [9, -9], [9, 9], [-9, 9]]), Bounds(-1, -1, 1, 1))
    assert ring_area(everything_inside) == pytest.approx(4)


def test_thinning_leaves_a_border_common_to_both_sides(land):
    """The points that Kansas and its neighbours share are, but for a few at corners, thinned alike."""
    ring = {
        area.name: np.column_stack(PANELS["us"].projection(*max((p[0] for p in area.polygons), key=len)[:-1].T))
        for area in land["us"]
        if area.name in ("Kansas", "Missouri")
    }
    full = {name: {tuple(point) for point in points.round(6)} for name, points in ring.items()}
    thin = {name: {tuple(point) for point in thinned(points, 50.0).round(6)} for name, points in ring.items()}
    shared = full["Kansas"] & full["Missouri"]
    assert len(shared) > 20
    assert len((thin["Kansas"] & shared) ^ (thin["Missouri"] & shared)) <= 4
    assert len(thin["Missouri"]) < len(full["Missouri"])
