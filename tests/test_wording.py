"""Sentences: no gap is printed, no placeholder is misspelt silently, guards hold."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import tables
from analysis.charts import draw_ladder, draw_measures, draw_ratio_by_rate, draw_side_by_side
from analysis.errors import CallError
from analysis.publish.figure import figure
from analysis.study import compare
from analysis.wording import number, sentence


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
    assert "Spent: EU gigafactories 0; Stargate 18.3 read between two dates (9.8 to 29.8)." in chart.description


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
    assert len(tables.changes_since_article(latest)) == 6


def test_sources_under_a_figure_are_those_of_what_is_drawn(latest):
    table = tables.ladder(latest)
    shown = figure(latest, "ladder", draw_ladder(table), table, title="{as_of}", subtitle="x").html
    for quantity in (latest.subject.announced, latest.comparator.spent):
        for source_id in quantity.sources:
            assert latest.evidence.source(source_id)["publisher"].replace("&", "&amp;") in shown


def test_a_figure_without_a_proper_name_is_refused(latest):
    table = tables.ladder(latest)
    with pytest.raises(CallError, match="cannot name a figure"):
        figure(latest, "The ladder", draw_ladder(table), table, title="x", subtitle="x")


def test_tables_never_show_a_bare_gap(article):
    measures = tables.measures(compare("latest", as_of="2025-02-01"))
    assert math.isnan(measures["ratio"].iloc[0])
    assert "no ratio" in draw_measures(measures).description
    assert article.subject.claimed_deployed.gap
