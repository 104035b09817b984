"""The answer: every rung is told as it stands, a gap has its reason, nothing is divided that is not alike."""

import pytest

from analysis.charts.canvas import NARROW, WIDE
from analysis.pages import answer
from analysis.study import Study
from analysis.text import language
from conftest import plain


def test_the_steps_are_as_high_as_the_sums(article: Study):
    chart = answer.staircases(article)
    sums = [row["value"].central or 0 for row in chart.table.to_dict("records") if row["rung"] != answer.CLAIM]
    heights = sorted(step.get_height() for step in chart.drawing.draw(WIDE).axes[0].patches)
    steps = sorted(filter(None, sums))
    assert heights == pytest.approx([step / steps[-1] * heights[-1] for step in steps])


def test_what_is_said_of_both_is_said_only_where_it_is_so(swapped: Study, early: Study):
    for study in (swapped, early):
        chart = answer.staircases(study)
        assert chart.title == "Both programmes on every rung of the ladder"
        assert chart.drawing.draw(NARROW)


def test_a_ratio_that_cannot_be_made_says_why(study: Study):
    counted = answer.ratios(study).frame["counted"].map(plain)
    reasons = {
        "en": ("No ratio: none was found", "Different things. "),
        "fr": ("Pas de rapport : aucun n'a été trouvé", "Deux choses différentes. "),
    }
    assert [sum(counted.str.startswith(reason)) for reason in reasons[language()]] == [2, 1]
