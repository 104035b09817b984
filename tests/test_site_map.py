"""The map of sites: faithful projections, one scale, every site drawn once, words that follow the table."""

from __future__ import annotations

import datetime
import json
import re
import shutil
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.path import Path as Outline

from analysis.charts import Chart, draw_site_map
from analysis.charts.land import PANELS
from analysis.charts.placement import Box, moved_apart, set_labels
from analysis.charts.projection import EARTH, Frame, clipped, ring_area, thinned
from analysis.charts.style import style
from analysis.errors import CallError, DataError
from analysis.evidence.columns import last_day
from analysis.evidence.outlines import Area, outline, outlines
from analysis.publish.svg import inline_svg
from analysis.study import Study, compare
from analysis.tables import sites
from analysis.tables.sites import STATES, place
from conftest import ROOT

HEAVIEST = 120_000
"""Characters of the SVG of one figure."""


@pytest.fixture(scope="module")
def land() -> dict[str, tuple[Area, ...]]:
    return outlines(ROOT / "data")


@pytest.fixture(scope="module")
def table(latest: Study) -> pd.DataFrame:
    return sites(latest)


@pytest.fixture(scope="module")
def chart(table: pd.DataFrame, land) -> Chart:
    return draw_site_map(table, land)


@pytest.fixture(scope="module")
def crowded(latest: Study, land) -> Chart:
    """Every site of the evidence that is on neither programme's list, on one map."""
    return draw_site_map(everything(latest), land)


def everything(study: Study) -> pd.DataFrame:
    """Sites of all programmes but the EU's AI Factories, as if they were two."""
    rows = study.evidence.sites
    rows = rows[rows["programme"] != "other:eu-ai-factories"]
    seat = (rows["country"] == "US").map({True: "comparator", False: "subject"})
    columns = {"power_mw_planned": "planned_mw", "power_mw_operational": "operating_mw"}
    return rows.rename(columns=columns).assign(
        seat=seat,
        programme=seat.map({"comparator": "Those in the US", "subject": "Those elsewhere"}),
        place=[place(row) for _, row in rows.iterrows()],
        state=rows["status"].map(STATES),
    )


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
    for frame, share in ((Frame(0, -2, 2, 2), 1 / 2), (Frame(0, 0, 2, 2), 1 / 4), (Frame(-2, -2, 2, 2), 1)):
        assert ring_area(clipped(circle, frame)) == pytest.approx(np.pi * share, rel=1e-3)
    assert len(clipped(circle, Frame(3, 3, 4, 4))) == 0
    everything_inside = clipped(np.array([[-9.0, -9], [9, -9], [9, 9], [-9, 9]]), Frame(-1, -1, 1, 1))
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


def test_both_maps_have_one_scale(chart):
    figure = chart.figure
    maps = [axes for axes in figure.axes if axes.get_label() in PANELS]
    assert len(maps) == 2
    scales = []
    for axes in maps:
        inches = axes.get_window_extent().transformed(figure.dpi_scale_trans.inverted())
        scales += [np.ptp(axes.get_xlim()) / inches.width, np.ptp(axes.get_ylim()) / inches.height]
    assert scales == pytest.approx([936.0] * 4, rel=1e-6)


@pytest.mark.parametrize("which", ["chart", "crowded"])
def test_each_site_with_a_place_on_the_maps_is_drawn_once(which, request, latest, table):
    drawn, rows = request.getfixturevalue(which), table if which == "chart" else everything(latest)
    marks = [line.get_gid() for axes in drawn.figure.axes for line in axes.lines if line.get_gid()]
    on_maps = [
        f"site-{row['site_id']}"
        for _, row in rows.dropna(subset="lat").iterrows()
        if any(panel.on_paper(row["lon"], row["lat"]) for panel in PANELS.values())
    ]
    assert sorted(marks) == sorted(on_maps)
    assert len(marks) >= 22


def test_marks_stand_at_their_place_or_touch_it(chart, table):
    """On the map of the article's programmes no mark is farther from its place than its own size."""
    for axes in chart.figure.axes:
        for line in axes.lines:
            if not line.get_gid():
                continue
            site = table[table["site_id"] == line.get_gid().removeprefix("site-")].iloc[0]
            x, y = PANELS[axes.get_label()].projection(site["lon"], site["lat"])
            aside = np.hypot(line.get_xdata()[0] - x, line.get_ydata()[0] - y) / 13
            assert aside <= max(line.get_markersize(), 0.1), site["site_id"]


def test_area_of_marks_follows_power(chart, table):
    """Marks of one shape: area in proportion to the megawatts planned."""
    planned = table.set_index("site_id")["planned_mw"]
    for shape in ("s", "o"):
        ratios = [
            line.get_markersize() ** 2 / planned[line.get_gid().removeprefix("site-")]
            for axes in chart.figure.axes
            for line in axes.lines
            if line.get_gid() and line.get_marker() == shape
        ]
        ratios = [ratio for ratio in ratios if not np.isnan(ratio)]
        assert len(ratios) > 3
        assert ratios == pytest.approx([ratios[0]] * len(ratios))


def boxes_of_texts(chart: Chart) -> dict[str, Box]:
    """Every text of a figure with its box [dots]."""
    renderer = FigureCanvasAgg(chart.figure).get_renderer()
    found = {}
    with style():
        for axes in chart.figure.axes:
            for text in axes.texts:
                box = text.get_window_extent(renderer)
                found[f"{text.get_text()} {text.get_gid()}"] = Box(box.x0, box.y0, box.x1, box.y1)
    return found


@pytest.mark.parametrize("which", ["chart", "crowded"])
def test_texts_neither_overlap_nor_leave_the_figure(which, request):
    drawn = request.getfixturevalue(which)
    boxes = list(boxes_of_texts(drawn).items())
    sheet = Box(0, 0, *drawn.figure.bbox.size)
    for index, (text, box) in enumerate(boxes):
        assert box.is_in(sheet), text
        for other_text, other in boxes[:index]:
            assert not box.meets(other), f"{text} over {other_text}"


@pytest.mark.parametrize("which", ["chart", "crowded"])
def test_marks_stay_on_their_map_and_clear_of_texts(which, request):
    drawn = request.getfixturevalue(which)
    texts = boxes_of_texts(drawn)
    for axes in drawn.figure.axes:
        for line in (line for line in axes.lines if line.get_gid()):
            x, y = axes.transData.transform((line.get_xdata()[0], line.get_ydata()[0]))
            half = line.get_markersize() * drawn.figure.dpi / 72 * 0.35  # inside every shape
            mark, frame = Box.around(x, y, 2 * half, 2 * half), axes.get_window_extent()
            assert mark.is_in(Box(frame.x0, frame.y0, frame.x1, frame.y1)), line.get_gid()
            assert not [text for text, box in texts.items() if mark.meets(box)], line.get_gid()


def test_texts_are_large_enough(chart):
    assert min(text.get_fontsize() for axes in chart.figure.axes for text in axes.texts) >= 10


def test_every_state_has_a_shape_of_its_own(latest, crowded):
    from analysis.charts.site_map import MARKS

    assert len({(mark.shape) for mark in MARKS.values()}) == len(MARKS)
    assert set(STATES.values()) <= set(MARKS)
    assert set(STATES) <= set(latest.evidence.vocabularies["statuses"].words)
    assert set(latest.evidence.sites["status"]) <= set(STATES)
    key = {text.get_text() for axes in crowded.figure.axes for text in axes.texts}
    assert set(everything(latest)["state"]) <= key


def test_weight(chart):
    assert len(inline_svg(chart.figure, "sites", "title", chart.description)) < HEAVIEST


def test_same_table_same_bytes(table, land, chart):
    again = draw_site_map(table, land)
    assert inline_svg(again.figure, "a", "b", "c") == inline_svg(chart.figure, "a", "b", "c")


def test_description_counts_as_the_table_does(table, chart):
    for programme, rows in table.groupby("programme"):
        assert f"{programme}, {len(rows)} sites: " in chart.description
        told = re.search(rf"{programme}, \d+ sites: (.*?)\.", chart.description)[1]
        assert {state: int(count) for count, state in re.findall(r"(\d+) ([a-z ]+?) \(", told)} == dict(
            rows["state"].value_counts()
        )
    for _, row in table[table["lat"].isna()].iterrows():
        assert row["name"] in chart.description
        assert row["name"] in table.attrs["note"]
    assert "Power in service: 618 MW." in chart.description
    assert "Dona Ana: 2,450 MW" in chart.description


def test_description_follows_the_data(table, land, chart):
    changed = table.copy()
    vienna = changed["site_id"] == "at-vienna"
    changed.loc[vienna, ["state", "operating_mw", "planned_mw"]] = ["in service", 40.0, 9000.0]
    changed.loc[changed["site_id"] == "us-milam", ["lat", "lon"]] = [35.0, 139.0]
    told = draw_site_map(changed, land).description
    assert "17 announced or bid" in told
    assert "Power in service: 40 MW." in told
    assert "The largest is planned at Vienna: 9,000 MW." in told
    assert "Outside both maps: Milam County (SB Energy)." in told
    assert "Outside both maps" not in chart.description


def test_nothing_on_the_maps_draws_nothing(table, land):
    assert draw_site_map(table[table["lat"].isna()], land) is None
    assert draw_site_map(table.iloc[:0], land) is None


def test_no_state_is_told_before_its_day(latest):
    """On every day, each programme's sites are in the table or counted as left out, and none is told early."""
    rows = latest.evidence.sites
    for day in (datetime.date(2025, 12, 4), datetime.date(2026, 7, 30), datetime.date(2026, 9, 30)):
        study = compare("latest", as_of=day)
        table = sites(study)
        told = rows[rows["site_id"].isin(table["site_id"])]
        assert all(last_day(date) <= day for date in told["status_date"])
        for seat in study.seats.values():
            left_out = table.attrs["left_out"].get(seat.short_name, 0)
            assert (table["programme"] == seat.short_name).sum() + left_out == (
                rows["programme"] == seat.programme
            ).sum()
            if left_out:
                assert re.search(rf"{seat.short_name}: {left_out} sites? (is|are) left out", table.attrs["note"])


def test_power_from_later_documents_is_left_out(article):
    kajaani = sites(article).set_index("site_id").loc["fi-kajaani"]
    assert np.isnan(kajaani["planned_mw"])
    assert "Kajaani (Nokia-led bid)" in sites(article).attrs["note"]


def test_the_map_of_the_article_says_that_the_us_is_a_gap(article, land):
    drawn = draw_site_map(sites(article), land)
    assert "no site in a known state" in {text.get_text() for axes in drawn.figure.axes for text in axes.texts}
    assert "Stargate: 7 sites left out" in drawn.description


def test_a_study_without_sites_gives_an_empty_table(latest):
    nothing = replace(latest, evidence=replace(latest.evidence, sites=latest.evidence.sites.iloc[:0]))
    table = sites(nothing)
    assert table.empty
    assert set(table.attrs["headings"]) <= set(table.columns)


def test_labels_that_find_no_room_are_left_off_and_named(table, land):
    marks = [Box.around(10, 10, 4, 4), Box.around(11, 10, 4, 4)]
    assert set_labels(marks, [(15, 8), (15, 8)], Box(0, 0, 20, 20)) == [None, None]
    assert set_labels([], [], Box(0, 0, 1, 1)) == []
    changed = table.copy()
    changed.loc[changed["site_id"] == "at-vienna", "place"] = "Vienna " * 12
    told = draw_site_map(changed, land).description
    assert "Drawn without a name for want of room: Vienna" in told


def test_marks_at_one_spot_are_moved_apart():
    places, radii = np.zeros((6, 2)), np.array([3.0, 2, 2, 5, 1, 4])
    apart = moved_apart(places, radii)
    for one in range(6):
        for other in range(one):
            assert np.hypot(*(apart[one] - apart[other])) >= radii[one] + radii[other] - 0.05
    assert np.hypot(*apart.T).max() < 4 * radii.max()
