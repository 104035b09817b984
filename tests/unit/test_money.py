"""Typed amounts, exchange rates, readings and the graph of quantities."""

import datetime

import pandas as pd
import pytest
from hypothesis import assume, given, strategies as st

from analysis.errors import AnalysisError, CallError, UnlikeError
from analysis.evidence import load
from analysis.evidence.readings import reading_as_of, records
from analysis.model.amounts import Amount, Triplet, ratio
from analysis.model.exchange import Rate, mean_rate, rate_on, usd_per_unit
from conftest import ROOT

DAY = datetime.date(2025, 12, 4)
MONEY = st.floats(min_value=0.001, max_value=1e6)
RATES = st.floats(min_value=0.5, max_value=2)


def amount(value: float = 20, **changes) -> Amount:
    """An announced sum, changed as asked."""
    kinds = {"currency": "USD", "rung": "announced", "price_basis": "nominal", "span_years": 5, "perimeter": "all"}
    return Amount(Triplet.exact(value), as_of=DAY, **(kinds | changes))


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"rung": "spent"}, "rung"),
        ({"currency": "EUR"}, "currency"),
        ({"price_basis": "constant-2025"}, "price_basis"),
        ({"measure": "bn per site"}, "measure"),
    ],
)
def test_unlike_amounts_are_refused_until_the_difference_is_named(changes, kind):
    with pytest.raises(UnlikeError) as refused:
        ratio(amount(100, **changes), amount())
    assert set(refused.value.mismatches) == {kind}
    named = ratio(amount(100, **changes), amount(), allow={kind})
    assert named.value == 5
    assert set(named.mismatches) == {kind}


def test_a_yearly_sum_is_not_like_a_sum_of_years(article):
    yearly = article.comparator.announced_per_year.amount
    with pytest.raises(UnlikeError) as refused:
        ratio(article.comparator.announced.amount, yearly)
    assert set(refused.value.mismatches) == {"span", "measure"}


def test_a_count_or_a_ratio_is_no_amount(article):
    for quantity in (article.subject.sites, article.comparison.announced_ratio, article.subject.announced_per_gdp):
        with pytest.raises(CallError, match="no sum of money"):
            _ = quantity.amount


def test_naming_one_difference_does_not_excuse_another():
    with pytest.raises(UnlikeError):
        ratio(amount(100, rung="spent", currency="EUR"), amount(), allow={"rung"})


def test_perimeters_and_longer_spans_may_differ_and_are_carried_along():
    found = ratio(amount(perimeter="US sites", span_years=4), amount(perimeter="all sites", span_years=8))
    assert found.perimeters == ("US sites", "all sites")
    assert found.mismatches == {}


def test_the_articles_comparison_is_refused(article):
    claimed = article.comparator.claimed_deployed.amount
    announced = article.subject.announced.amount
    with pytest.raises(UnlikeError):
        ratio(claimed, announced)
    with pytest.raises(UnlikeError):
        ratio(claimed, announced.to("USD", article.rate))
    assert ratio(claimed, announced.to("USD", article.rate), allow={"rung"}).value == pytest.approx(100 / 23.332)


@given(MONEY, RATES)
def test_converting_there_and_back_gives_the_same(value, usd_per_eur):
    rate = Rate(usd_per_eur, DAY, None)
    there_and_back = amount(value, currency="EUR").to("USD", rate).to("EUR", rate)
    assert there_and_back.value.central == pytest.approx(value)


@given(MONEY, MONEY, MONEY)
def test_more_money_never_gives_a_smaller_ratio(one, more, below):
    assume(more > one)
    assert ratio(amount(more), amount(below)).value >= ratio(amount(one), amount(below)).value


def test_an_unknown_currency_is_refused():
    with pytest.raises(AnalysisError, match="no exchange rate for GBP"):
        usd_per_unit("GBP", 1.1)


def test_a_day_outside_the_table_is_refused():
    days = [datetime.date(2025, 12, 4), datetime.date(2025, 12, 5)]
    for day in (datetime.date(2025, 12, 3), datetime.date(2025, 12, 6)):
        with pytest.raises(AnalysisError, match="runs from 2025-12-04 to 2025-12-05"):
            rate_on(day, days, [1.1, 1.2], ["ecb", "ecb"])


def test_mean_rate_of_2025_agrees_with_the_bank():
    table = load(ROOT / "data").exchange_rates
    mean = mean_rate(2025, table["date"].tolist(), table["usd_per_eur"].tolist())
    assert mean == pytest.approx(21243.2 / 18827, rel=0.002)  # World Bank GDP in dollars over Eurostat's in euro
    assert mean_rate(2026, table["date"].tolist(), table["usd_per_eur"].tolist()) is None


READINGS = pd.DataFrame(
    {
        "as_of": [datetime.date(2025, 6, 30), datetime.date(2025, 12, 31)],
        "low": [2.0, 11.1],
        "central": [4.9, 20.6],
        "high": [10.1, 33.2],
        "distribution": "pert",
        "unit": "USD bn",
        "qualifier": "",
        "perimeter": "cash",
        "fact_ids": ["a", "b"],
        "derivation": "",
        "note": ["x", "y"],
    }
)


@given(st.dates(min_value=datetime.date(2025, 6, 30), max_value=datetime.date(2025, 12, 31)))
def test_between_readings_cumulative_money_lies_between_them_in_order(day):
    found = reading_as_of(records(READINGS), day, "linear")
    assert 4.9 <= found.central <= 20.6
    assert found.low <= found.central <= found.high


@pytest.mark.parametrize(
    ("day", "method", "found"),
    [
        ("2025-06-29", "linear", None),
        ("2025-06-30", "linear", (4.9, "2025-06-30", None)),
        ("2025-12-30", "step", (4.9, "2025-06-30", None)),
        ("2026-06-01", "linear", (20.6, "2025-12-31", None)),
    ],
)
def test_a_reading_is_never_anticipated_and_the_last_one_stands_with_its_own_date(day, method, found):
    read = reading_as_of(records(READINGS), datetime.date.fromisoformat(day), method)
    assert (read and (read.central, str(read.as_of), read.interpolated_between)) == found


def test_no_line_runs_from_a_day_on_which_nothing_was_found_nor_to_one():
    for absent in ("", "none found"), ("none found", ""):
        found = reading_as_of(records(READINGS.assign(derivation=absent)), datetime.date(2025, 9, 30), "linear")
        assert (found.central, found.interpolated_between) == (4.9, None)
        assert found.none_found is (absent[0] == "none found")
