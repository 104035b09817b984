"""A range holds what it says it holds: counted over the cases behind it."""

import numpy as np
import pytest

from analysis.study import Study
from analysis.uncertainty import Distribution


def inside(study: Study, name: str, probability: float) -> tuple[float, float]:
    """The middle of the distribution of an input that holds so much probability."""
    low, high = study.uncertain[name].quantile(np.array([(1 - probability) / 2, (1 + probability) / 2]))
    return float(low), float(high)


def test_half_of_33_american_sites_lie_between_the_quartiles_that_were_counted(latest):
    fact = latest.evidence.fact("comp-190")
    assert inside(latest, "comparator_months_to_first_power", 0.5) == pytest.approx((fact["low"], fact["high"]))
    low, high = inside(latest, "comparator_months_to_first_power", 0.9)
    assert low < fact["low"]  # a PERT between the quartiles would hold a third of the sites
    assert high > fact["high"]


def test_the_three_cases_set_beside_the_eu_lie_inside_nine_draws_in_ten(latest):
    low, high = inside(latest, "subject_months_to_first_power", 0.9)
    facts = [latest.evidence.fact(fact_id) for fact_id in ("comp-191", "comp-192", "comp-193")]
    months = [fact["value"] * (12 if fact["unit"] == "years" else 1) for fact in facts]
    assert all(low - 1e-9 <= value <= high + 1e-9 for value in months)


def test_the_growths_of_the_world_that_were_counted_lie_inside_its_90_percent(latest):
    low, high = inside(latest, "world_compute_growth", 0.9)
    assert all(
        low - 0.02 <= latest.evidence.fact(name)["value"] <= high for name in ("comp-135", "comp-136", "comp-137")
    )
    assert high == pytest.approx(latest.evidence.fact("comp-135")["high"])  # the end of the source's own interval


@pytest.mark.parametrize(("kind", "share"), [("lognormal", 0.9), ("quartiles", 0.5)])
def test_ends_that_say_how_much_they_hold_hold_it(kind, share):
    drawn = Distribution(kind, 10, 20, 50).quantile(np.linspace(0.0005, 0.9995, 1000))
    assert np.mean((drawn >= 10) & (drawn <= 50)) == pytest.approx(share, abs=0.002)
    assert np.median(drawn) == pytest.approx(20, rel=0.01)


def test_two_cases_come_as_often_as_each_other():
    drawn = Distribution("scenarios", 1.0, 5.0, 5.0).quantile(np.linspace(0.0005, 0.9995, 1000))
    assert set(drawn) == {1.0, 5.0}
    assert np.mean(drawn == 1.0) == 0.5
