"""The range of a quantity: none, or the band of draws; what a floor, a ceiling and an absence make of it."""

import math

import numpy as np
import pytest

from analysis.model.amounts import Triplet
from analysis.model.graph import SEATS, Graph
from analysis.study import Quantity, compare
from analysis.study.derived import Ranged, qualifiers, ranges
from analysis.uncertainty import Distribution


def per_year(*, announced, span_years):
    """The sum for each year [bn per year]."""
    return announced / span_years


def per_year_ratio(*, announced, per_year):
    """The sum over itself by the year [ratio]."""
    return announced / per_year


FORMULAS = Graph([per_year, per_year_ratio])


def worked_out(announced: Triplet | None, span_years: Triplet | None) -> dict[str, Ranged]:
    """The ranges of both quantities from two inputs."""
    values = {"announced": announced, "span_years": span_years}
    inputs = {
        name: Quantity(name, name, value, "bn", distribution="pert" if value and not value.is_exact else "")
        for name, value in values.items()
    }
    return ranges(FORMULAS, inputs, {})


def test_without_an_uncertain_input_there_is_no_range():
    found = worked_out(Triplet.exact(20), Triplet.exact(5))["per_year"]
    assert (found.value, found.interval, found.median) == (Triplet.exact(4), "", None)


def test_one_uncertain_input_gives_the_band_of_its_draws_too():
    found = worked_out(Triplet.exact(20), Triplet(5, 6, 8))["per_year"]
    low, high = 20 / Distribution("pert", 5, 6, 8).quantile(np.array([0.95, 0.05]))
    assert (found.value.low, found.value.high) == pytest.approx((low, high), rel=1e-3)
    assert found.interval == "5% to 95% of draws"


def test_several_give_the_band_of_draws_inside_the_ends():
    found = worked_out(Triplet(19, 20, 21), Triplet(5, 6, 8))["per_year"]
    assert 19 / 8 < found.value.low < found.value.central == 20 / 6 < found.value.high < 21 / 5
    assert found.value.low < found.median < found.value.high
    assert found.interval == "5% to 95% of draws"


def test_a_band_that_does_not_hold_the_central_value_reaches_to_it_and_says_so():
    found = worked_out(Triplet.exact(20), Triplet(5, 5, 8))["per_year"]
    assert found.value.low < found.median < found.value.central == 4 == found.value.high
    assert found.interval == "5% to 95% of draws, stretched to the central value"


def test_nothing_is_divided_by_zero_and_an_open_end_is_blank():
    assert worked_out(Triplet.exact(5), Triplet.exact(0))["per_year"].value is None
    open_ended = worked_out(Triplet.exact(20), Triplet(1, 2, None))["per_year"]
    assert (open_ended.value.low, open_ended.value.central, open_ended.value.high) == (None, 10, None)


def test_an_input_without_a_bound_is_not_drawn():
    found = worked_out(Triplet(19, 20, 21), Triplet(1, 2, None))["per_year"]
    assert (found.value.low, found.value.central, found.value.high) == (None, 10, None)


@pytest.mark.parametrize("missing", ["announced", "span_years"])
def test_a_gap_stays_a_gap(missing):
    values = {"announced": Triplet.exact(20), "span_years": Triplet.exact(5), missing: None}
    found = worked_out(**values)
    assert (found["per_year"].value, found["per_year"].central) == (None, None)
    assert found["per_year_ratio"].value is None


def test_a_quantity_that_does_not_move_with_its_inputs_is_exact():
    found = worked_out(Triplet(19, 20, 21), Triplet.exact(5))["per_year_ratio"]
    assert (found.value.low, found.value.high) == pytest.approx((5, 5))


@pytest.mark.parametrize(
    ("of_sum", "of_years", "bound"),
    [
        ("over", "", "at least"),
        ("up to", "", "at most"),
        ("", "over", "at most"),
        ("", "up to", "at least"),
        ("over", "up to", "at least"),
        ("over", "over", "over and up to"),
        ("over and up to", "", "over and up to"),
        ("over", "about", "about"),
        ("", "", ""),
    ],
)
def test_floors_and_ceilings_travel_through_the_formulas(of_sum, of_years, bound):
    inputs = {
        name: Quantity(name, name, Triplet.exact(value), "bn", qualifier=qualifier)
        for name, value, qualifier in (("announced", 20, of_sum), ("span_years", 5, of_years))
    }
    found = qualifiers(FORMULAS, inputs)
    assert found["per_year"] == bound
    assert found["per_year_ratio"] == ("" if of_sum in ("over", "up to") and not of_years else found["per_year_ratio"])


def test_ratios_over_floors_say_at_most_and_a_floor_plus_a_ceiling_bounds_nothing(latest):
    assert latest.comparison.planned_compute_ratio.as_json()["bound"] == "at most"
    assert latest.comparison.it_power_planned_ratio.bound == "at most"
    assert latest.subject.announced.said == latest.comparison.announced_ratio.said == "about"
    assert latest.comparison.announced_ratio.as_json()["bound"].startswith("none: a floor plus a ceiling")


def test_what_was_not_found_is_no_zero_on_either_side(latest, article):
    for study in (latest, article):
        assert study.subject.spent.none_found
        assert not study.comparison.spent_ratio.known
    content = latest.as_json()
    assert content["subject"]["spent"] is None
    assert content["none_found"]["subject.spent"]["confidence"] == "low"
    assert "comparator.union_budget" in content["none_found"]
    assert latest.comparator.union_budget.none_found
    assert not latest.comparator.leverage_total_over_public.known


def test_what_a_call_sets_is_not_listed_as_none_found():
    assert "subject.spent" in compare("latest").as_json()["none_found"]
    assert "subject.spent" not in compare("latest", {"subject_spent": 5}).as_json()["none_found"]


def test_sums_that_count_other_money_or_leave_the_chips_out_give_no_ratio(latest):
    assert "who pays: private against public" in latest.comparison.committed_ratio.gap
    assert "chips" in latest.comparator.financed_share.gap
    assert set(latest.comparator.committed_share.mismatches) == {"rung", "payers"}


@pytest.mark.parametrize("edition", ["article", "latest", "constant-prices", "ppp", "half-stargate", "slow-eu"])
def test_every_range_says_what_it_is_and_holds_its_central_value(edition):
    study = compare(edition)
    assert all(study.groups[seat]["announced"].known for seat in SEATS)
    for name, quantity in study.quantities.items():
        if not quantity.known:
            assert quantity.gap, name
            continue
        low, central, high = quantity.value.low, quantity.value.central, quantity.value.high
        assert math.isfinite(central), name
        assert low is None or low <= central, name
        assert high is None or central <= high, name
        if not quantity.value.is_exact:
            assert quantity.interval in ("as read", "5% to 95% of draws"), name
            assert quantity.interval != "as read" or quantity.distribution or name.endswith("_usd"), name


def test_public_money_that_is_not_voted_lowers_the_total_and_not_the_private_part(latest):
    low = compare("latest", {"subject_union_budget": 1.0, "subject_member_states": 0.9})
    assert low.subject.total_of_parts.central == pytest.approx(21.9)
    assert low.subject.private_capital.central == latest.subject.private_capital.central == pytest.approx(20)
    assert low.subject.leverage_total_over_public.central == pytest.approx(21.9 / 1.9)
    assert low.comparison.announced_over_parts.central == pytest.approx(500 / (21.9 * 1.1172))
    pledged = latest.subject.union_budget.value.low + latest.subject.member_states.value.low
    assert latest.subject.total_of_parts.value.low == pytest.approx(20 + pledged, rel=1e-5)
