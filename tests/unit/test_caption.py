"""Header and footer of a chart in a file of its own fit its width, and leave the chart itself alone."""

import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageColor

from analysis.charts.canvas import Canvas, width_of, wrapped
from analysis.charts.style import COLOURS, DPI
from analysis.publish.svg import header_and_footer, inline_svg, png_of, svg_file, svg_of

PAPER = ImageColor.getrgb(COLOURS["paper"])

WORDS = st.lists(st.text("WilmÉ0; \N{NO-BREAK SPACE}", min_size=1, max_size=12), max_size=30).map(" ".join)


@given(WORDS, st.sampled_from([11, 14, 18]), st.floats(80, 800), st.booleans())
def test_no_line_is_wider_than_its_room_and_no_word_is_lost(text, size, width, bold):
    lines = wrapped(text, width, size, bold)
    assert " ".join(lines).split() == text.split()
    for line in lines:
        assert " " not in line or width_of(line, size, bold) <= width


@pytest.fixture
def chart():
    """A chart of five inches by two."""
    canvas = Canvas(360)
    canvas.box(0, 0, 200, 40, "subject")
    return canvas.done(144)


def test_paragraphs_stand_outside_of_the_chart_and_inside_the_whole(chart):
    with header_and_footer(chart, "Wide words " * 20, "and a statistic", "Data: a document") as whole:
        boxes = [text.get_window_extent().transformed(chart.dpi_scale_trans.inverted()) for text in chart.texts]
    assert whole.x0 == 0
    assert whole.width == pytest.approx(5)
    for box in boxes:
        assert box.y0 >= 2 or box.y1 <= 0
        assert whole.x0 < box.x0 < box.x1 < whole.x1
        assert whole.y0 < box.y0 < box.y1 < whole.y1
    tops = sorted((box.y0, box.y1) for box in boxes)
    assert all(lower[1] < upper[0] for lower, upper in pairwise(tops))


def test_a_chart_may_be_shown_again(chart):
    files = []
    for _ in range(2):
        with header_and_footer(chart, "A title", "a statistic", "Data: a document") as whole:
            drawing = svg_of(chart, "chart", "A title", "Two bars", whole)
            picture = png_of(chart, whole, "A title", "Data: a document")
            files.append((svg_file(drawing), inline_svg(drawing), picture))
    assert files[0] == files[1]
    assert chart.texts == []


def test_the_picture_to_share_is_the_whole_on_paper(chart):
    with header_and_footer(chart, "A title", "a statistic", "Data: a document") as whole:
        picture = Image.open(io.BytesIO(png_of(chart, whole, "A title", "Data: a document")))
    assert picture.size == pytest.approx((whole.width * DPI, whole.height * DPI), abs=1)
    assert picture.text == {"Title": "A title", "Source": "Data: a document"}
    drawn = picture.convert("RGB")
    edges = {drawn.getpixel((x, y)) for x in (0, drawn.width - 1) for y in (0, drawn.height - 1)}
    assert edges == {PAPER}
    header, footer = round((whole.y1 - 2) * DPI), round(-whole.y0 * DPI)
    for top, bottom in ((0, header), (drawn.height - footer, drawn.height)):
        band = drawn.crop((0, top, drawn.width, bottom))
        assert ImageChops.difference(band, Image.new("RGB", band.size, PAPER)).getbbox()
