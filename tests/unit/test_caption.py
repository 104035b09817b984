"""What stands above and below a chart in a file of its own fits the width of the chart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.charts.style import DPI
from analysis.publish.caption import CREDIT, SUBTITLE, TITLE, above, font, wrapped

WORDS = st.lists(st.text("WilmÉ0;", min_size=1, max_size=12), max_size=30).map(" ".join)


@given(WORDS, st.sampled_from([TITLE, SUBTITLE, CREDIT]), st.floats(40, 400))
def test_no_line_is_wider_than_its_room_and_no_word_is_lost(text, look, width):
    lines = wrapped(text, look, width)
    assert " ".join(lines).split() == text.split()
    for line in lines:
        assert " " not in line or font(look).getlength(line) * 72 / DPI <= width


def test_lines_stand_below_one_another_inside_their_block():
    block = above("Wide words " * 20, "and a statistic", 360)
    feet = [line.foot for line in block.lines]
    assert len(feet) > 3
    assert feet == sorted(feet)
    assert feet[-1] < block.height
