"""The answer: every rung is told as it stands, a gap has its reason, nothing is divided that is not alike."""

import pytest

from analysis.charts.canvas import NARROW, WIDE
from analysis.charts.rows import in_words
from analysis.pages import answer
from analysis.study import Study, compare
from analysis.text import language
from describing import plain


def test_the_staircases_tell_every_rung_but_the_claim(study: Study):
    chart = answer.staircases(study)
    told = plain(chart.drawing.describe())
    for row in chart.table.to_dict("records"):
        if row["rung"] != answer.CLAIM or row["value"].known:
            assert (plain(in_words(row["value"])) in told) is (row["rung"] != answer.CLAIM)
    titles = {"en": "USD 500 bn announced to USD 59 bn spent", "fr": "annoncés à 59 milliards de dollars dépensés"}
    assert titles[language()] in plain(chart.title)


def test_the_steps_are_as_high_as_the_sums(article: Study):
    chart = answer.staircases(article)
    sums = [row["value"].central or 0 for row in chart.table.to_dict("records") if row["rung"] != answer.CLAIM]
    heights = sorted(step.get_height() for step in chart.drawing.draw(WIDE).axes[0].patches)
    steps = sorted(filter(None, sums))
    assert heights == pytest.approx([step / steps[-1] * heights[-1] for step in steps])


def test_what_is_said_of_both_is_said_only_where_it_is_so():
    for study in (compare("latest", subject="stargate", comparator="eu-gigafactories"), compare(as_of="2024-10-31")):
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
