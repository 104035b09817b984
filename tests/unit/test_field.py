"""Programmes in other currencies, and company spending, which flows."""

from __future__ import annotations

import datetime

import pytest

from analysis import compare
from analysis.evidence import load
from conftest import ROOT

DAY = datetime.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("programme", "currency", "per_euro"),
    [("other:uk-ai-growth-zones", "GBP", 0.8338), ("other:korea-gpu", "KRW", 1491.76), ("other:japan", "JPY", 175.68)],
)
def test_a_sum_is_told_in_dollars_at_the_cross_rate_of_the_day(programme, currency, per_euro):
    seat = compare("latest", subject=programme).subject
    assert seat.market_rate.unit == f"USD per {currency}"
    assert seat.market_rate.central == pytest.approx(1.1172 / per_euro)
    assert seat.market_rate.as_of == datetime.date(2026, 10, 30)


def test_a_rate_of_the_euro_given_by_hand_leaves_the_others():
    seat = compare("latest", subject="other:uk-ai-growth-zones", usd_per_eur=1.5).subject
    assert seat.market_rate.central == pytest.approx(1.1172 / 0.8338)


def test_the_money_of_one_year_is_not_set_against_a_whole_sum():
    study = compare("latest", subject="other:alphabet-capex")
    assert study.subject.announced.amount.measure == "bn of one year"
    assert not study.comparison.announced_ratio.known
    assert "measure bn against bn of one year" in str(study.comparison.announced_ratio.gap)


def test_no_line_is_drawn_between_the_years_of_a_flow():
    evidence = load(ROOT / "data")
    between = evidence.money("other:alphabet-capex", "spent", datetime.date(2026, 3, 31))
    assert (between.central, between.interpolated_between) == (91.4, None)
    assert evidence.money("other:xai-colossus", "spent", datetime.date(2026, 3, 31)).interpolated_between


def test_a_part_of_a_year_is_no_figure_of_a_year_unless_it_is_all_there_is():
    evidence = load(ROOT / "data")
    assert evidence.money("other:coreweave-capex", "spent", DAY).central == 14.9
    assert evidence.money("other:tencent", "spent", DAY).measure == "part of a year"
