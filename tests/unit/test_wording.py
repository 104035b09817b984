"""Sentences: no gap is printed, no placeholder is misspelt silently, guards hold."""

import html
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.characters import visible
from analysis.errors import CallError
from analysis.model.amounts import Triplet
from analysis.pages import answer
from analysis.publish.figure import figure
from analysis.publish.html import markdown
from analysis.sentences import as_markdown, say, sentence
from analysis.study import Quantity
from analysis.text import speaking
from analysis.text.prose import blocks
from analysis.wording import (
    number,
    quantity,
    times,
)
from conftest import plain


def test_a_sentence_with_a_gap_is_replaced(article):
    assert sentence(article, "{subject.claimed_deployed} claimed", "No claim by {subject.name}.") == (
        "No claim by the EU AI gigafactories."
    )
    assert sentence(article, "{subject.claimed_deployed} claimed") == ""


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{subject.anounced}", 'nearest: "announced"'),
        ("{subjct.announced}", 'nearest: "{subject}"'),
        ("{subject.announced:perzent}", 'nearest: "percent"'),
        ("{subject.sites:usd}", "no value in US dollars"),
    ],
)
def test_a_misspelt_placeholder_is_refused(article, template, message):
    with pytest.raises(CallError) as refused:
        sentence(article, template)
    assert message in str(refused.value)


@given(st.floats(min_value=1e-6, max_value=1e9))
def test_a_number_as_written_is_within_half_a_percent(value):
    assert float(number(value).replace(",", "")) == pytest.approx(value, rel=0.0051)


@given(st.floats(min_value=0.001, max_value=1e5))
def test_numbers_carry_no_trailing_zeros(value):
    text = number(value)
    assert "." not in text or not text.endswith(("0", "."))


def test_sources_under_a_figure_are_those_of_what_is_drawn(latest):
    shown = figure(answer.staircases(latest)).html
    for sum_ in (latest.subject.announced, latest.comparator.spent):
        for source_id in sum_.sources:
            assert latest.evidence.source(source_id)["publisher"].replace("&", "&amp;") in shown


TEXTS = ["# a", "- a", "+ a", "1. a", "10) a", "=== a", "a\n\n# b", "**a** `b` [c](d) <e> ![f](g) &lt; $h$ | i | ~~j~~"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_value_in_markdown_is_seen_as_it_is(text):
    paragraph = markdown()(as_markdown(text, "")).strip()
    assert html.unescape(paragraph.removeprefix("<p>").removesuffix("</p>")) == " ".join(text.split("\n"))


def test_a_sentence_that_begins_with_a_sign_keeps_it(article):
    assert sentence(article, "{name} is here", mark=as_markdown, values={"name": "<"}) == "&lt; Is here"


def test_what_xml_and_html_refuse_is_written_as_its_number():
    assert visible("a\x00b\x85c\u2028d\uffffe\ufdd0f\n\tg") == "a[U+0000]b[U+0085]c[U+2028]d[U+FFFF]e[U+FDD0]f\n\tg"


def test_a_ratio_below_one_is_told_as_a_share():
    assert [times(value) for value in (1, 0.81)] == ["1\N{NO-BREAK SPACE}times", "81% of"]
    assert times(0.042, 0.0784) == "4.2% to 7.84% of"
    assert plain(times(0.8, 1.2)) == "0.8 to 1.2 times"
    with speaking("fr"):
        assert plain(times(0.067)) == "6,7 % de"


def test_a_block_is_said_whose_condition_holds_and_whose_numbers_are_known(article):
    told = blocks("if few", "{subject.sites}, few.\n--- if subject\n{subject.claimed_deployed}.\n---else\nMany\nsites.")
    assert plain(say(article, *told, values={"few": True, "subject": article.subject}).text) == "5 sites, few."
    assert plain(say(article, *told, values={"few": False, "subject": article.subject}).text) == "Many sites."
    with pytest.raises(CallError, match='the condition "few": NameError'):
        say(article, *told)
    with pytest.raises(ValueError, match='"when few" is no condition'):
        blocks("when few", "x")


def test_a_bound_tells_the_end_of_its_range_that_means_something():
    at_most = Quantity("x", "x", Triplet(2.1, 3.2, 4.8), "years", qualifier="at most")
    assert plain(quantity(at_most, "range")) == "at most 3.2 years (4.8 at the high end)"
    assert plain(quantity(replace(at_most, qualifier="at least"), "range")) == "at least 3.2 years (2.1 at the low end)"
    assert plain(quantity(replace(at_most, qualifier="up to"), "range")) == "up to 3.2 years (2.1 to 4.8)"
