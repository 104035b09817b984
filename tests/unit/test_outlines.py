"""Outlines and projections: the table is what the atlases give, true to area, with places where they belong."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.path import Path as Outline

import outlines as making
from analysis.errors import DataError
from analysis.evidence.outlines import EARTH, MAPS, outlines
from conftest import ROOT
from outlines import ring_area


@pytest.fixture(scope="module")
def land() -> pd.DataFrame:
    return outlines(ROOT / "data")


A_KILOMETRE = 1 / 111
"""Of latitude [degrees]."""


def areas_at(land: pd.DataFrame, name: str, longitude: float, latitude: float) -> list[str]:
    """The areas of a map that a place lies in."""
    (place,) = MAPS[name].project(np.array([longitude]), np.array([latitude]))
    rows = land[land["map"] == name]
    return [row["area"] for _, row in rows.iterrows() if Outline(row["outline"]).contains_point(place)]


@pytest.mark.parametrize("on", MAPS.values(), ids=MAPS)
def test_projection_keeps_areas(on):
    """Cells of half a degree, of every latitude and longitude on the map, are as large as on the sphere, to 0.01%."""
    west, east, south, north = (-124, -68, 25, 49) if on.name == "United States" else (-10, 34, 35, 70)
    steps = np.linspace(0, 1, 60)
    for longitude in np.arange(west, east, 7.0):
        for latitude in np.arange(south, north, 5.0):
            edges = [(steps * 0.5, 0 * steps), (0.5 + 0 * steps, steps * 0.5)]
            edges += [(0.5 - steps * 0.5, 0.5 + 0 * steps), (0 * steps, 0.5 - steps * 0.5)]
            across, up = (np.concatenate(part) for part in zip(*edges, strict=True))
            drawn = ring_area(on.project(longitude + across, latitude + up))
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
            here, north, east = MAPS[name].project(
                longitude + np.array([0, 0, degree / np.cos(np.radians(latitude))]), latitude + np.array([0, degree, 0])
            )
            assert np.hypot(*(north - here)) == pytest.approx(1, abs=0.09), (longitude, latitude)
            assert np.hypot(*(east - here)) == pytest.approx(1, abs=0.09), (longitude, latitude)


def test_states_and_countries_have_their_true_areas(land):
    """Within 1.5% of what their statistical offices give, in square kilometres, inland water included."""
    sizes = land["outline"].map(ring_area).groupby(land["area"]).sum()
    for area, known in {"Colorado": 269_601, "Wyoming": 253_335, "Austria": 83_879, "Poland": 312_696}.items():
        assert sizes[area] == pytest.approx(known, rel=0.015), area


def test_evidence_lies_where_it_says(latest, land):
    """Pins of the evidence are in the state or country that their row names; of two, the coast cuts off a harbour.

    A kilometre is allowed, as borders are thinned.
    """
    names = {"AT": "Austria", "CZ": "Czechia", "DE": "Germany", "ES": "Spain", "FR": "France", "RO": "Romania"}
    names |= {"FI": "Finland", "GR": "Greece", "IT": "Italy", "PL": "Poland", "BE": "Belgium"}
    found = []
    for _, site in latest.evidence.sites.dropna(subset="lat").iterrows():
        if site["country"] == "US":
            expected, name = site["region"].rsplit(", ", 1)[-1], "us"
        elif site["country"] in names:
            expected, name = names[site["country"]], "europe"
        else:
            continue
        found.append(areas_at(land, name, site["lon"], site["lat"]))
        beside = [areas_at(land, name, site["lon"], site["lat"] + step) for step in (-A_KILOMETRE, A_KILOMETRE)]
        assert not found[-1] or [expected] in (found[-1], *beside), site["site_id"]
    assert len(found) > 30
    assert found.count([]) <= 2


def test_all_of_the_union_is_on_the_map_and_marked(land):
    areas = {key: set(rows["area"]) for key, rows in land.groupby(["map", "member"])}
    assert len(areas["europe", "yes"]) == 27 + 2  # with Åland and the north of Cyprus, which the source sets apart
    assert {"Norway", "Switzerland", "United Kingdom"} <= areas["europe", "no"]
    assert len(areas["us", "yes"]) == 48 + 1  # the contiguous states and the capital
    assert ("us", "no") not in areas


def test_the_table_is_what_the_atlases_give(tmp_path):
    making.write(tmp_path / "outlines.csv")
    assert (tmp_path / "outlines.csv").read_bytes() == making.TABLE.read_bytes()


def test_a_table_that_is_missing_is_named(tmp_path):
    with pytest.raises(DataError, match=r"data/outlines/outlines\.csv: the file is missing"):
        outlines(tmp_path)
