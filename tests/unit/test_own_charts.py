"""Charts in files and of explorers: whole, once, with header and footer, and what one lacks is said in one line."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import matplotlib.pyplot as plt
import pandas as pd
import pytest
import seaborn
from hypothesis import given, strategies as st
from matplotlib.figure import Figure
from PIL import Image, ImageColor

from analysis import Picture, Study, chart, figure, present
from analysis.charts.canvas import Canvas, width_of, wrapped
from analysis.charts.chart import Chart
from analysis.charts.style import COLOURS, PALETTE, lay_out, variables
from analysis.errors import CallError
from analysis.publish.picture import SIZE, picture, with_address
from analysis.publish.svg import header_and_footer, inline_svg, svg_file, svg_of
from conftest import ROOT

NAMES, SITES = ["A programme with quite a long name", "Stargate"], [7, 10]


def bars(axes: plt.Axes) -> None:
    """Bars whose names need a wide margin."""
    axes.barh(NAMES, SITES)
    axes.set_xlabel("sites planned")


def one() -> Figure:
    drawn, axes = plt.subplots(figsize=(5, 2))
    bars(axes)
    return drawn


def two_panels() -> Figure:
    drawn, panels = plt.subplots(2, 1, figsize=(5, 4))
    for axes in panels:
        bars(axes)
    return drawn


def of_seaborn() -> Figure:
    rows = pd.DataFrame({"programme": NAMES, "sites": SITES})
    return seaborn.catplot(rows, x="sites", y="programme", kind="bar", height=2, aspect=2).figure


def laid_out_too_early() -> Figure:
    drawn, axes = plt.subplots(figsize=(5, 2))
    plt.tight_layout()
    bars(axes)
    return drawn


def of_sites(study: Study, drawing: object) -> Chart:
    """A chart as an explorer makes one."""
    rows = [{"seat": name, "sites": seat.sites} for name, seat in study.seats.items()]
    frame = present(rows, {"seat": "Programme", "sites": "Sites"})
    return chart(study, "own", drawing, frame, title="Sites", subtitle="Sites planned", lead=True)


@pytest.mark.parametrize("draw", [one, two_panels, of_seaborn, laid_out_too_early])
def test_no_label_is_cut_off_and_nothing_is_shown_twice(draw: Callable[[], Figure]):
    drawn = Picture(draw(), "Seven and ten sites").figure
    lay_out(drawn)
    whole = drawn.bbox
    for axes in drawn.axes:
        box = axes.get_tightbbox()
        assert box.x0 >= whole.x0
        assert box.y0 >= whole.y0
        assert box.x1 <= whole.x1
    assert plt.get_fignums() == []


def test_it_is_published_as_the_others_are(latest: Study):
    shown = figure(of_sites(latest, Picture(one(), "Seven and ten.")))
    assert set(shown.files) == {"own.csv", "own.svg", "own.png"}
    assert "A programme with quite a long name" in re.sub(r"\s+", " ", shown.files["own.svg"].decode())
    assert str(shown) == "Sites. Sites planned. Seven and ten."


def test_a_drawing_that_is_no_chart_is_told_what_it_lacks(latest: Study):
    for drawn, kind in ((one(), "Figure"), (one().axes[0], "Axes"), ("ladder", "str")):
        with pytest.raises(CallError, match=rf'^chart "own" needs a drawing, .* from analysis \(this is {kind}\)$'):
            of_sites(latest, drawn)
    plt.close("all")


def test_a_table_that_names_no_documents_is_told_what_it_lacks(latest: Study):
    made = of_sites(latest, Picture(one(), "Seven and ten."))
    bare = pd.DataFrame({"sites": SITES})
    with pytest.raises(CallError, match=r'^the table lacks attrs\["headings"\] and attrs\["sources"\] \(present'):
        figure(replace(made, table=bare))
    bare.attrs["headings"] = {"sites": "Sites"}
    with pytest.raises(CallError, match=r'^the table lacks attrs\["sources"\] \('):
        figure(replace(made, table=bare))


def test_a_figure_without_a_proper_name_is_refused(latest: Study):
    with pytest.raises(CallError, match="cannot name a figure"):
        figure(replace(of_sites(latest, Picture(one(), "Seven and ten.")), name="The ladder"))


def test_colours_stand_in_one_place_and_each_has_another_in_the_dark():
    assert len(set(COLOURS.values())) == len(PALETTE)
    sheets = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "reports/template").glob("*.css"))
    assert not [colour for pair in PALETTE.values() for colour in pair if colour in sheets]
    assert not re.findall(r"#[0-9a-f]{3,8}\b", sheets), "a colour has its name in src/analysis/charts/style.py"
    used = set(re.findall(r"var\(--(\w+)\)", sheets))
    assert used <= {*PALETTE, "link", "measure", "serif", "sans"}
    assert all(f"--{name}: {colour};" in variables() for name, pair in PALETTE.items() for colour in pair)


# Header and footer of a chart in a file of its own fit its width, and leave the chart itself alone. ------------------


WORDS = st.lists(st.text("WilmÉ0; \N{NO-BREAK SPACE}", min_size=1, max_size=12), max_size=30).map(" ".join)


@given(WORDS, st.sampled_from([11, 14, 18]), st.floats(80, 800), st.booleans())
def test_no_line_is_wider_than_its_room_and_no_word_is_lost(text, size, width, bold):
    lines = wrapped(text, width, size, bold)
    assert " ".join(lines).split() == text.split()
    for line in lines:
        assert " " not in line or width_of(line, size, bold) <= width


@pytest.fixture
def five_by_two():
    """A chart of five inches by two."""
    canvas = Canvas(360)
    canvas.box(0, 0, 200, 40, "subject")
    return canvas.done(144)


def test_paragraphs_stand_outside_of_the_chart_and_inside_the_whole(five_by_two):
    with header_and_footer(five_by_two, "Wide words " * 20, "and a statistic", "Data: a document") as whole:
        boxes = [
            text.get_window_extent().transformed(five_by_two.dpi_scale_trans.inverted()) for text in five_by_two.texts
        ]
    assert whole.x0 == 0
    assert whole.width == pytest.approx(5)
    for box in boxes:
        assert box.y0 >= 2 or box.y1 <= 0
        assert whole.x0 < box.x0 < box.x1 < whole.x1
        assert whole.y0 < box.y0 < box.y1 < whole.y1
    tops = sorted((box.y0, box.y1) for box in boxes)
    assert all(lower[1] < upper[0] for lower, upper in pairwise(tops))


def test_a_chart_may_be_shown_again(five_by_two):
    files = []
    for _ in range(2):
        with header_and_footer(five_by_two, "A title", "a statistic", "Data: a document") as whole:
            drawing = svg_of(five_by_two, "chart", "A title", "Two bars", whole)
            files.append((svg_file(drawing), inline_svg(drawing)))
    assert files[0] == files[1]
    assert five_by_two.texts == []


# The picture to share has the finding, the chart, its source and where the site is. ----------------------------------


def drawn_at(picture: bytes, box: tuple[int, int, int, int]) -> set[str]:
    """What of the registry is drawn in a part of a picture."""
    with Image.open(io.BytesIO(picture)) as whole:
        held = {colour for _, colour in whole.convert("RGB").crop(box).getcolors(1 << 20)}
    return {meaning for meaning, colour in COLOURS.items() if ImageColor.getrgb(colour) in held}


@pytest.mark.parametrize("height", [120, 900])
def test_a_picture_has_words_and_chart_and_room_around(latest: Study, height: int):
    class Bars:
        """A wide chart or a tall one, in the colour of one programme."""

        def draw(self, width: int) -> Figure:
            canvas = Canvas(width)
            canvas.box(0, 0, width, height, "subject")
            return canvas.done(height)

        def describe(self) -> str:
            return "One bar."

    shared = picture(of_sites(latest, Bars()), "The site", "As of a day. Data: a document.")
    with Image.open(io.BytesIO(shared)) as whole:
        assert whole.size == SIZE == (1920, 1080)
        assert whole.mode == "P"
        assert whole.text == {"Title": "Sites", "Source": "As of a day. Data: a document."}
    for edge in ((0, 0, 1920, 30), (0, 1050, 1920, 1080), (0, 0, 60, 1080), (1860, 0, 1920, 1080)):
        assert drawn_at(shared, edge) == {"paper"}
    assert "ink" in drawn_at(shared, (64, 104, 624, 180)), "the finding"
    assert "subject" in drawn_at(shared, (1400, 300, 1800, 700)), "the chart"
    assert "quiet" in drawn_at(shared, (64, 980, 1000, 1050)), "the source"
    corner = (1400, 30, 1860, 90)
    assert drawn_at(shared, corner) == {"paper"}
    addressed = with_address(shared, "https://example.org/site/")
    assert "ink" in drawn_at(addressed, corner)
    with Image.open(io.BytesIO(addressed)) as whole:
        assert whole.text["Address"] == "https://example.org/site/"


def test_a_title_too_long_for_its_column_stays_left_of_a_tall_chart(latest: Study):
    tall = picture(replace(of_sites(latest, Picture(Figure(figsize=(12, 14)), "Tall.")), title="word " * 20), "", "")
    assert drawn_at(tall, (628, 104, 684, 900)) == {"paper"}
