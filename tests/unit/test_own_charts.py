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
from PIL import Image, ImageChops, ImageColor

from analysis import Picture, Study, chart, figure, present
from analysis.charts.canvas import Canvas, width_of, wrapped
from analysis.charts.chart import Chart
from analysis.charts.style import COLOURS, DPI, PALETTE, lay_out, variables
from analysis.errors import CallError
from analysis.publish.svg import header_and_footer, inline_svg, png_of, svg_file, svg_of
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
    assert used <= {*PALETTE, "link", "measure"}
    assert all(f"--{name}: {colour};" in variables() for name, pair in PALETTE.items() for colour in pair)


# Header and footer of a chart in a file of its own fit its width, and leave the chart itself alone. ------------------


PAPER = ImageColor.getrgb(COLOURS["paper"])

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
            picture = png_of(five_by_two, whole, "A title", "Data: a document")
            files.append((svg_file(drawing), inline_svg(drawing), picture))
    assert files[0] == files[1]
    assert five_by_two.texts == []


def test_the_picture_to_share_is_the_whole_on_paper(five_by_two):
    with header_and_footer(five_by_two, "A title", "a statistic", "Data: a document") as whole:
        picture = Image.open(io.BytesIO(png_of(five_by_two, whole, "A title", "Data: a document")))
    assert picture.size == pytest.approx((whole.width * DPI, whole.height * DPI), abs=1)
    assert picture.text == {"Title": "A title", "Source": "Data: a document"}
    drawn = picture.convert("RGB")
    edges = {drawn.getpixel((x, y)) for x in (0, drawn.width - 1) for y in (0, drawn.height - 1)}
    assert edges == {PAPER}
    header, footer = round((whole.y1 - 2) * DPI), round(-whole.y0 * DPI)
    for top, bottom in ((0, header), (drawn.height - footer, drawn.height)):
        band = drawn.crop((0, top, drawn.width, bottom))
        assert ImageChops.difference(band, Image.new("RGB", band.size, PAPER)).getbbox()
