"""The map of sites: one scale, every site drawn once, nothing over anything, words that follow the table."""

import datetime
import re
from copy import copy
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.transforms import Bbox

from analysis.charts.canvas import NARROW, WIDE
from analysis.charts.labels import moved_apart, set_labels
from analysis.charts.maps import BETWEEN, FULL, MARKS, PER_MW, SIDES, SiteMap
from analysis.charts.style import style
from analysis.evidence.columns import last_day
from analysis.evidence.outlines import MAPS, outlines
from analysis.pages.sites import STATES, megawatts, place, site_map, sites
from analysis.study import Study, compare
from analysis.text import speaking
from conftest import ROOT, plain

ACROSS = {WIDE: (WIDE - BETWEEN) / 2, NARROW: NARROW}


@pytest.fixture(scope="module")
def land() -> pd.DataFrame:
    return outlines(ROOT / "data")


@pytest.fixture(scope="module")
def table(latest: Study) -> pd.DataFrame:
    return sites(latest)


@pytest.fixture(scope="module")
def known(table: pd.DataFrame, land) -> SiteMap:
    return SiteMap(table, land)


@pytest.fixture(scope="module")
def crowded(latest: Study, land) -> SiteMap:
    """Sites of all programmes but the EU's AI Factories, as if they were two, on one map."""
    rows = latest.evidence.sites
    rows = rows[rows["programme"] != "other:eu-ai-factories"]
    seat = (rows["country"] == "US").map({True: "comparator", False: "subject"})
    names = {"planned": "power_mw_planned", "operating": "power_mw_operational"}
    everything = rows.assign(
        seat=seat,
        programme=seat.map({"comparator": "Those in the US", "subject": "Those elsewhere"}),
        place=[place(row) for row in rows.to_dict("records")],
        state=rows["status"].map(STATES),
        **{name: [megawatts(name, value, True) for value in rows[column]] for name, column in names.items()},
    )
    return SiteMap(everything, land)


@pytest.fixture(params=["known", "crowded", "french"])
def drawn(request) -> SiteMap:
    """A map of the sites of the programmes, of all sites, and the first in French, whose words are longer."""
    with speaking("fr" if request.param == "french" else "en"):
        yield request.getfixturevalue("crowded" if request.param == "crowded" else "known")


def laid_out(drawn: SiteMap, width: int) -> list[tuple]:
    """The sites of both maps at a width, each with its map."""
    return [(name, *one) for name in MAPS for one in drawn.laid_out(name, ACROSS[width], 12)]


def test_each_site_with_a_place_on_the_maps_is_drawn_once(drawn):
    on_maps = [site for name in MAPS for site in drawn.on_map(name)["site_id"]]
    assert sorted(row["site_id"] for __, row, *__ in laid_out(drawn, WIDE)) == sorted(set(on_maps))
    assert len(on_maps) >= 22
    marks = [line for line in drawn.draw(WIDE).axes[0].lines if line.get_marker() != "None"]
    states = {state for state in MARKS if state == "in service" or state in set(drawn.table["state"])}
    assert len(marks) == len(on_maps) + len(states)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_marks_stand_at_their_place_or_touch_it(known, width):
    for name, row, at, __ in laid_out(known, width):
        aside = np.hypot(*(at - np.array([row["x"], row["y"]]) * ACROSS[width] / MAPS[name].size[0]))
        assert aside <= max(row["side"], 3), row["site_id"]


def test_both_maps_have_one_scale_and_areas_of_marks_follow_power(known):
    assert MAPS["us"].size[0] == MAPS["europe"].size[0]
    for __, row, *__ in laid_out(known, WIDE):
        if row["planned"].known:
            area = (row["side"] / SIDES.get(MARKS[row["state"]][0], 1.0)) ** 2
            assert area == pytest.approx(row["planned"].central * PER_MW), row["site_id"]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_texts_neither_overlap_nor_leave_the_figure_nor_cover_a_mark(drawn, width):
    figure = drawn.draw(width)
    renderer = FigureCanvasAgg(figure).get_renderer()
    axes, whole = figure.axes[0], figure.bbox.padded(0.5)
    with style():
        boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in axes.texts]
    for index, (text, box) in enumerate(boxes):
        assert (box.min >= whole.min).all(), text
        assert (box.max <= whole.max).all(), text
        assert not [other for other, there in boxes[:index] if box.overlaps(there)], text
    for line in axes.lines:
        if line.get_marker() != "None":
            x, y = axes.transData.transform((line.get_xdata()[0], line.get_ydata()[0]))
            half = line.get_markersize() * 0.35  # inside every shape
            mark = Bbox.from_bounds(x - half, y - half, 2 * half, 2 * half)
            assert not [text for text, box in boxes if mark.overlaps(box)]


def test_every_state_has_a_shape_of_its_own(latest, crowded):
    assert len({shape for shape, __ in MARKS.values()}) == len(MARKS)
    assert set(STATES.values()) <= set(MARKS)
    assert set(STATES) <= set(latest.evidence.vocabularies["statuses"].words)
    assert set(latest.evidence.sites["status"]) <= set(STATES)
    assert set(crowded.table["state"]) <= {words for *__, words in crowded.key()}


def test_description_follows_the_data(table, land, known):
    changed = table.copy()
    vienna = changed.index[changed["site_id"] == "at-vienna"][0]
    changed.at[vienna, "state"] = "in service"
    for name, power in {"operating": 40.0, "planned": 9000.0}.items():
        changed.at[vienna, name] = megawatts(name, power, True)
    changed.loc[changed["site_id"] == "us-milam", ["lat", "lon"]] = [35.0, 139.0]
    told = plain(SiteMap(changed, land).describe())
    assert "17 announced or bid" in told
    assert "1 in service (Vienna 40 of 9,000 in service)" in told
    assert "Highest: 9,000 (Vienna)." in told
    assert "Outside both maps: Milam County (SB Energy)." in told
    assert "Outside both maps" not in known.describe()


def test_nothing_on_the_maps_draws_nothing(table, land, latest):
    assert not SiteMap(table[table["lat"].isna()], land).known
    assert not SiteMap(table.iloc[:0], land).known
    evidence = copy(latest.evidence)
    evidence.sites = evidence.sites.iloc[:0]
    nothing = replace(latest, evidence=evidence)
    assert sites(nothing).empty
    assert set(sites(nothing).attrs["headings"]) <= set(sites(nothing).columns)
    assert site_map(nothing) is None


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
    table = sites(article)
    assert not table.set_index("site_id").loc["fi-kajaani", "planned"].known
    assert "Kajaani (Nokia-led bid)" in table.attrs["note"]


def test_the_map_of_the_article_says_that_the_us_is_a_gap(article):
    chart = site_map(article)
    assert "no site in a known state" in {text.get_text() for text in chart.drawing.draw(WIDE).axes[0].texts}
    assert "Stargate: 7 sites are left out" in chart.note


def test_labels_that_find_no_room_are_left_off_and_named(table, land):
    marks, room = np.array([[10.0, 10], [11, 10]]), np.array([0, 0, 20, 20])
    assert set_labels(marks, np.array([2.0, 2]), [(15, 8), (15, 8)], room, np.empty((0, 4))) == [None, None]
    changed = table.copy()
    changed.loc[changed["site_id"] == "at-vienna", "place"] = "Vienna " * 12
    assert "Drawn without a name for want of room: Vienna" in SiteMap(changed, land).describe()


def test_marks_at_one_spot_are_moved_apart():
    places, radii = np.zeros((6, 2)), np.array([3.0, 2, 2, 5, 1, 4])
    apart = moved_apart(places, radii)
    for one in range(6):
        for other in range(one):
            assert np.hypot(*(apart[one] - apart[other])) >= radii[one] + radii[other] - 0.05
    assert np.hypot(*apart.T).max() < 4 * radii.max()


def test_a_map_of_many_sites_shows_all_and_labels_the_largest(table, land):
    some = table[(table["seat"] == "comparator") & table["lat"].between(26, 48)].head(10)
    copies = [
        some.assign(site_id=some["site_id"] + f"-{number}", lat=some["lat"] + number / 50) for number in range(12)
    ]
    many = SiteMap(pd.concat(copies, ignore_index=True), land)
    laid = laid_out(many, WIDE)
    assert len(laid) == len(many.table) > FULL >= sum(label is not None for *__, label in laid) > 0
