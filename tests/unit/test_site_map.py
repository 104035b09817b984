"""The map of sites: one scale, every site drawn once, nothing over anything, words that follow the table."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.transforms import Bbox

from analysis.charts import Chart, draw_site_map
from analysis.charts.base_map import PANELS, SCALE
from analysis.charts.placement import moved_apart, set_labels
from analysis.charts.site_map import FULL, MARKS, on_panel
from analysis.charts.style import style
from analysis.evidence.columns import last_day
from analysis.evidence.outlines import outlines
from analysis.publish.svg import inline_svg, svg_of
from analysis.study import Study, compare
from analysis.tables import sites
from analysis.tables.sites import STATES, place
from conftest import ROOT

HEAVIEST = 120_000
"""Characters of the SVG of one figure."""


@pytest.fixture(scope="module")
def land() -> pd.DataFrame:
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


@pytest.fixture(scope="module")
def french(land) -> Chart:
    """The map in French, whose words are longer."""
    return draw_site_map(sites(compare("latest", lang="fr")), land)


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


def test_both_maps_have_one_scale(chart):
    figure = chart.figure
    maps = [axes for axes in figure.axes if axes.get_label() in PANELS]
    assert len(maps) == 2
    scales = []
    for axes in maps:
        inches = axes.get_window_extent().transformed(figure.dpi_scale_trans.inverted())
        scales += [np.ptp(axes.get_xlim()) / inches.width, np.ptp(axes.get_ylim()) / inches.height]
    assert SCALE * np.array(scales) == pytest.approx([936.0] * 4, rel=1e-6)


@pytest.mark.parametrize("which", ["chart", "crowded"])
def test_each_site_with_a_place_on_the_maps_is_drawn_once(which, request, latest, table):
    drawn, rows = request.getfixturevalue(which), table if which == "chart" else everything(latest)
    marks = [line.get_gid() for axes in drawn.figure.axes for line in axes.lines if line.get_gid()]
    on_maps = [f"site-{site}" for panel in PANELS.values() for site in on_panel(rows, panel)["site_id"]]
    assert sorted(marks) == sorted(on_maps)
    assert len(marks) >= 22


def test_marks_stand_at_their_place_or_touch_it(chart, table):
    """On the map of the article's programmes no mark is farther from its place than its own size."""
    for axes in chart.figure.axes:
        for line in axes.lines:
            if not line.get_gid():
                continue
            site = table[table["site_id"] == line.get_gid().removeprefix("site-")].iloc[0]
            panel = PANELS[axes.get_label()]
            ((x, y),) = panel.on_paper(panel.project(site[["lon"]].to_numpy(float), site[["lat"]].to_numpy(float)))
            aside = np.hypot(line.get_xdata()[0] - x, line.get_ydata()[0] - y)
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


def boxes_of_texts(chart: Chart) -> dict[str, Bbox]:
    """Every text of a figure with its box [dots]."""
    renderer = FigureCanvasAgg(chart.figure).get_renderer()
    found = {}
    with style():
        for axes in chart.figure.axes:
            for text in axes.texts:
                found[f"{text.get_text()} {text.get_gid()}"] = text.get_window_extent(renderer)
    return found


def is_in(box: Bbox, frame: Bbox) -> bool:
    return bool((box.min >= frame.min).all() and (box.max <= frame.max).all())


@pytest.mark.parametrize("which", ["chart", "crowded", "french"])
def test_texts_neither_overlap_nor_leave_the_figure(which, request):
    drawn = request.getfixturevalue(which)
    boxes = list(boxes_of_texts(drawn).items())
    for index, (text, box) in enumerate(boxes):
        assert is_in(box, drawn.figure.bbox), text
        for other_text, other in boxes[:index]:
            assert not box.overlaps(other), f"{text} over {other_text}"


@pytest.mark.parametrize("which", ["chart", "crowded", "french"])
def test_marks_stay_on_their_map_and_clear_of_texts(which, request):
    drawn = request.getfixturevalue(which)
    texts = boxes_of_texts(drawn)
    for axes in drawn.figure.axes:
        for line in (line for line in axes.lines if line.get_gid()):
            x, y = axes.transData.transform((line.get_xdata()[0], line.get_ydata()[0]))
            half = line.get_markersize() * drawn.figure.dpi / 72 * 0.35  # inside every shape
            mark = Bbox.from_bounds(x - half, y - half, 2 * half, 2 * half)
            assert is_in(mark, axes.get_window_extent()), line.get_gid()
            assert not [text for text, box in texts.items() if mark.overlaps(box)], line.get_gid()


def test_texts_are_large_enough(chart):
    assert min(text.get_fontsize() for axes in chart.figure.axes for text in axes.texts) >= 10


def test_every_state_has_a_shape_of_its_own(latest, crowded):
    assert len({mark.shape for mark in MARKS.values()}) == len(MARKS)
    assert set(STATES.values()) <= set(MARKS)
    assert set(STATES) <= set(latest.evidence.vocabularies["statuses"].words)
    assert set(latest.evidence.sites["status"]) <= set(STATES)
    key = {text.get_text() for axes in crowded.figure.axes for text in axes.texts}
    assert set(everything(latest)["state"]) <= key


def test_weight(chart):
    assert len(inline_svg(svg_of(chart.figure, "sites", "title", chart.description))) < HEAVIEST


def test_same_table_same_bytes(table, land, chart):
    again = draw_site_map(table, land)
    assert inline_svg(svg_of(again.figure, "a", "b", "c")) == inline_svg(svg_of(chart.figure, "a", "b", "c"))


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
    assert "Power in service: 590 MW." in chart.description
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
    marks, nothing = np.array([[8, 8, 12, 12], [9, 8, 13, 12]]), np.empty((0, 4))
    assert set_labels(marks, [(15, 8), (15, 8)], (0, 0, 20, 20), nothing) == [None, None]
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


def test_a_map_of_many_sites_shows_all_and_labels_the_largest(latest):
    table = sites(latest)
    some = table[(table["seat"] == "comparator") & table["lat"].between(26, 48)].head(10)
    copies = [some.assign(site_id=some["site_id"] + f"-{number}", lat=some["lat"] + number / 50) for number in range(9)]
    many = pd.concat(copies, ignore_index=True)
    many.attrs = table.attrs
    maps = draw_site_map(many, outlines()).figure.axes
    marks = [line for axes in maps for line in axes.lines if line.get_gid()]
    labels = [text for axes in maps for text in axes.texts if text.get_gid()]
    assert len(marks) == len(many) > FULL >= len(labels) > 0
