"""Sentences: no gap is printed, no placeholder is misspelt silently, guards hold."""

from __future__ import annotations

import datetime
import html
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import tables
from analysis.characters import visible
from analysis.charts import draw_ladder, draw_measures, draw_ratio_by_rate, draw_side_by_side
from analysis.errors import CallError
from analysis.model.amounts import Triplet
from analysis.publish.figure import figure
from analysis.publish.html import markdown
from analysis.sentences import as_markdown, sentence
from analysis.study import compare
from analysis.text import speaking
from analysis.wording import (
    date,
    ends,
    large,
    number,
    percent,
    quantity,
    times,
    with_unit,
)
from test_promised import plain


def test_a_sentence_with_a_gap_is_replaced(article):
    assert sentence(article, "{subject.claimed_deployed} claimed", "No claim by {subject.name}.") == (
        "No claim by the EU AI gigafactories."
    )
    assert sentence(article, "{subject.claimed_deployed} claimed") == ""


def test_a_guard_that_does_not_hold_gives_the_other_sentence(article):
    ratio = article.comparison.announced_ratio.central
    assert sentence(article, "More than thirty times.", "Less than thirty times.", when=ratio > 30) == (
        "Less than thirty times."
    )


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


def test_the_ladder_is_drawn_as_the_numbers_stand(article):
    table = tables.ladder(article)
    chart = draw_ladder(table)
    widths = sorted(bar.get_width() for bar in chart.figure.axes[0].patches)
    assert widths == pytest.approx(sorted(table["central"].dropna()))
    assert "Spent: EU gigafactories: none found; Stargate about 18.3 read between two dates (9.8 to 29.8)." in plain(
        chart.description
    )


def test_charts_describe_their_extremes(latest):
    by_rate = tables.ratio_by_rate(latest)
    description = draw_ratio_by_rate(by_rate, tables.marked_days(latest)).description
    assert f"Lowest {number(by_rate['ratio'].min())}" in description
    assert f"highest {number(by_rate['ratio'].max())}" in description
    assert "In all: 14.9" in draw_measures(tables.measures(latest)).description


def test_the_rate_chart_agrees_with_the_study_on_its_own_day(latest):
    by_rate = tables.ratio_by_rate(latest)
    of_day = by_rate.loc[by_rate["date"] == latest.rate.date, "ratio"].item()
    assert of_day == pytest.approx(latest.comparison.announced_ratio.central)


def test_nothing_is_drawn_where_there_is_no_claim():
    study = compare("latest", subject="stargate", comparator="eu-gigafactories")
    assert draw_side_by_side(tables.claim_beside_announcement(study)) is None


def test_claims_are_judged_against_the_evidence_of_their_day(latest):
    table = tables.claims_held(latest).set_index("statement")
    assert table.loc["USD 100bn of Stargate is already invested", "verdict"] == "not supported: above the evidence"
    assert table.loc["The fund is meant for five sites", "verdict"] == "correct then"
    assert table.loc["The call will open in January or February 2026", "verdict"].startswith("missed")


def test_a_verdict_is_not_anticipated(article):
    table = tables.claims_held(article).set_index("statement")
    assert table.loc["The call will open in January or February 2026", "verdict"] == ""


def test_sums_near_the_claim_are_not_anticipated(article, latest):
    assert len(tables.readings_near_the_claim(latest)) > len(tables.readings_near_the_claim(article)) > 0
    assert all(day <= article.as_of for day in tables.readings_near_the_claim(article)["as_of"])


def test_nothing_has_changed_on_the_day_of_the_article(article, latest):
    assert tables.changes_since_article(article).empty
    assert not tables.changes_since_article(latest).empty


def test_sources_under_a_figure_are_those_of_what_is_drawn(latest):
    table = tables.ladder(latest)
    shown = figure(latest, "ladder", draw_ladder(table), table, title=("{as_of}", "{as_of}"), subtitle=("x", "y")).html
    for sum_ in (latest.subject.announced, latest.comparator.spent):
        for source_id in sum_.sources:
            assert latest.evidence.source(source_id)["publisher"].replace("&", "&amp;") in shown


def test_a_figure_without_a_proper_name_is_refused(latest):
    table = tables.ladder(latest)
    with pytest.raises(CallError, match="cannot name a figure"):
        figure(latest, "The ladder", draw_ladder(table), table, title=("x", "y"), subtitle=("x", "y"))


def test_tables_never_show_a_bare_gap(article):
    measures = tables.measures(compare("latest", as_of="2025-02-01"))
    assert math.isnan(measures["ratio"].iloc[0])
    assert "no ratio" in draw_measures(measures).description
    assert article.subject.claimed_deployed.gap


def test_a_pair_is_said_in_the_study_s_language(article):
    pair = ("{comparator.announced} for {comparator.name}", "{comparator.announced} pour {comparator.name}")
    assert plain(sentence(article, pair)) == "USD 500 bn for Stargate"
    assert plain(sentence(compare("article", lang="fr"), pair)) == "500 milliards de dollars pour Stargate"


def test_numbers_units_and_days_in_french():
    with speaking("fr"):
        assert (number(23.332), percent(0.00406).replace("\N{NARROW NO-BREAK SPACE}", " ")) == ("23,3", "0,406 %")
        assert plain(date(datetime.date(2025, 8, 1))).replace("ᵉʳ", "er") == "1er août 2025"
        assert plain(ends(Triplet(9.76, 18.3, 29.8)) + ends(Triplet(95.9, 212, None))) == " (9,8 à 29,8) (96 ou plus)"
        written = [
            plain(with_unit(text, unit, count))
            for text, unit, count in (
                ("1,5", "EUR bn", 1.5),
                ("20", "USD bn", 20),
                ("35", "USD bn/GW", 35),
                (large(17_786_044.0), "H100e", 17_786_044.0),
                ("1", "sites", 1),
                ("66,5", "EUR per person", 66.5),
            )
        ]
    assert written == [
        "1,5 milliard d'euros",
        "20 milliards de dollars",
        "35 milliards de dollars par GW",
        "17,8 millions d'équivalents H100",
        "1 site",
        "66,5 euros par habitant",
    ]


def test_words_of_a_quantity_are_french_in_a_french_study():
    study = compare("article", lang="fr")
    with speaking("fr"):
        assert plain(quantity(study.comparator.spent)) == "environ 18 milliards de dollars"
        assert plain(quantity(study.comparator.spent, "basis")).startswith("une estimation de ce projet, confiance ")
        assert plain(quantity(study.comparison.announced_ratio, "times")) == "21,4 fois"
        assert quantity(study.subject.claimed_deployed) == "pas de chiffre"
    assert plain(study.comparison.spent_ratio.gap) == "aucun n'a été trouvé pour les gigafabriques d'IA de l'UE"


TEXTS = ["# a", "- a", "+ a", "1. a", "10) a", "=== a", "a\n\n# b", "**a** `b` [c](d) <e> ![f](g) &lt; $h$ | i | ~~j~~"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_value_in_markdown_is_seen_as_it_is(text):
    paragraph = markdown()(as_markdown(text, "")).strip()
    assert html.unescape(paragraph.removeprefix("<p>").removesuffix("</p>")) == " ".join(text.split("\n"))


def test_a_sentence_that_begins_with_a_sign_keeps_it(article):
    assert sentence(article, "{name} is here", mark=as_markdown, name="<") == "&lt; Is here"


def test_what_xml_and_html_refuse_is_written_as_its_number():
    assert visible("a\x00b\x85c\u2028d\uffffe\ufdd0f\n\tg") == "a[U+0000]b[U+0085]c[U+2028]d[U+FFFF]e[U+FDD0]f\n\tg"


def test_a_ratio_below_one_is_told_as_a_share():
    assert [times(value) for value in (1, 0.81)] == ["1\N{NO-BREAK SPACE}times", "81% of"]
    assert times(0.042, 0.0784) == "4.2% to 7.84% of"
    assert times(0.8, 1.2).replace("\N{NO-BREAK SPACE}", " ") == "0.8 to 1.2 times"
    with speaking("fr"):
        assert plain(times(0.067)) == "6,7 % de"
