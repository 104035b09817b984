"""Distributions, draws and sensitivity: against functions whose answers are known, and for their own promises."""

import math

import numpy as np
import pytest
from hypothesis import given, strategies as st
from scipy import stats

from analysis.model.graph import Graph
from analysis.study import Study, compare
from analysis.uncertainty import Distribution, convergence, sample, sampling, sobol_indices, tornado
from analysis.uncertainty.distributions import quick_quantiles


@st.composite
def distributions(draw_value) -> Distribution:
    """PERT and lognormal distributions of many shapes."""
    low, central, high = sorted(draw_value(st.lists(st.floats(0.01, 1e6), min_size=3, max_size=3, unique=True)))
    kind = draw_value(st.sampled_from(["pert", "lognormal"]))
    return Distribution(kind, low, central, high)


@given(distributions())
def test_the_table_is_within_its_stated_error_of_the_quantile_function(distribution):
    probability = np.concatenate([np.random.default_rng(1).random(4000), np.geomspace(1e-9, 0.01, 400)])
    probability = np.concatenate([probability, 1 - probability[-400:]])
    exact = distribution.quantile(probability)
    width = np.diff(distribution.quantile(np.array([0.01, 0.99])))[0]
    assert np.abs(quick_quantiles(distribution)(probability) - exact).max() < 1e-4 * width


@given(distributions())
def test_quantiles_rise_and_hold_to_their_three_points(distribution):
    values = distribution.quantile(np.linspace(0.0001, 0.9999, 500))
    assert (np.diff(values) >= 0).all()
    if distribution.kind == "lognormal":
        ends = distribution.quantile(np.array([0.05, 0.5, 0.95]))
        assert ends == pytest.approx([distribution.low, distribution.central, distribution.high])
    else:
        assert distribution.low <= values[0] <= values[-1] <= distribution.high
        mean = (distribution.low + 4 * distribution.central + distribution.high) / 6
        points = (np.arange(20000) + 0.5) / 20000
        assert distribution.quantile(points).mean() == pytest.approx(mean, rel=1e-3)


def test_what_is_no_distribution_is_refused():
    for kind, low, central, high in (("pert", 3, 2, 4), ("lognormal", 0, 1, 2), ("uniform", 1, 2, 3)):
        with pytest.raises(ValueError, match=r"order|above zero|no distribution"):
            Distribution(kind, low, central, high)
    assert Distribution("fixed", 2, 2, 2).quantile(np.array([0.1, 0.9])).tolist() == [2, 2]


def both(*, one, two):
    """Sum of the two inputs [ratio]."""
    return one + two


def first(*, one):
    """The one input [ratio]."""
    return one * 1


def second(*, two):
    """The other input [ratio]."""
    return two * 1


SMALL = Graph([both, first, second])
PAIR = {name: Distribution("pert", 0, 1, 4, "group") for name in ("one", "two")}
CENTRAL = {"one": 1.0, "two": 1.0}


@pytest.mark.parametrize("rank", [0.0, 0.3, 0.5, 0.9])
def test_inputs_of_a_group_have_the_rank_correlation_asked_for(rank):
    drawn = sample(SMALL, CENTRAL, PAIR, {"group": rank}, ["first", "second"], 1 << 14)
    found = stats.spearmanr(drawn.values["first"], drawn.values["second"]).statistic
    assert found == pytest.approx(rank, abs=0.01)
    for name in ("first", "second"):
        assert drawn.band(name) == pytest.approx(PAIR["one"].quantile(np.array([0.05, 0.5, 0.95])), rel=0.01)


def test_moving_together_widens_a_sum():
    bands = [sample(SMALL, CENTRAL, PAIR, ranks, ["both"], 1 << 14).band("both") for ranks in ({}, {"group": 0.5})]
    assert bands[1][2] - bands[1][0] > 1.1 * (bands[0][2] - bands[0][0])


def test_ends_are_never_added():
    low, _, high = sample(SMALL, CENTRAL, PAIR, {}, ["both"], 1 << 14).band("both")
    ends = PAIR["one"].quantile(np.array([0.05, 0.95]))
    assert low > 2 * ends[0]
    assert high < 2 * ends[1]


def test_draws_are_the_same_whatever_the_chunk_and_the_number_of_threads(latest, monkeypatch):
    names = ["comparison.lag_at_first_service", "subject.h100e_by_money"]
    wanted = latest.sample(*names, draws=5000)
    for workers, chunk in ((1, 1 << 8), (3, 1 << 10)):
        monkeypatch.setattr(sampling, "WORKERS", workers)
        monkeypatch.setattr(sampling.sample, "__defaults__", (*sampling.sample.__defaults__[:-1], chunk))
        found = latest.sample(*names, draws=5000)
        for name, values in wanted.values.items():
            assert (found.values[name] == values).all()


def test_what_one_input_does_leaves_the_draws_of_the_others_alone(latest):
    other = compare("latest", {"world_compute_growth": 2.8})
    assert other.subject.chips_by_money == latest.subject.chips_by_money
    assert other.subject.h100e_by_money == latest.subject.h100e_by_money


def ishigami(*, a, b, c):
    """The function of Ishigami and Homma [ratio]."""
    return np.sin(a) + 7 * np.sin(b) ** 2 + 0.1 * c**4 * np.sin(a)


def test_sobol_indices_of_the_ishigami_function():
    """Known in closed form for inputs uniform from -pi to pi: first 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437."""

    class Uniform(Distribution):
        def __post_init__(self):
            pass

        def quantile(self, probability):
            return self.low + (self.high - self.low) * np.asarray(probability)

    inputs = {name: Uniform("uniform", -math.pi, 0.0, math.pi) for name in "abc"}
    table = sobol_indices(Graph([ishigami]), dict.fromkeys("abc", 0.0), inputs, "ishigami", 1 << 13).set_index("input")
    for name, first_order, total in (("a", 0.3139, 0.5576), ("b", 0.4424, 0.4424), ("c", 0.0, 0.2437)):
        assert table.at[name, "first"] == pytest.approx(first_order, abs=0.01)
        assert table.at[name, "total"] == pytest.approx(total, abs=0.01)
    assert (table[["first", "total"]] >= 0).all(axis=None)


def test_swings_of_the_tornado_are_of_one_probability():
    table = tornado(SMALL, CENTRAL, {**PAIR, "two": Distribution("pert", 0, 1, 8)}, "both")
    assert list(table["input"]) == ["two", "one"]
    for _, row in table.iterrows():
        distribution = PAIR["one"] if row["input"] == "one" else Distribution("pert", 0, 1, 8)
        ends = distribution.quantile(np.array([0.05, 0.95]))
        assert (row["input_low"], row["input_high"]) == pytest.approx(tuple(ends))
        assert (row["low"], row["high"]) == pytest.approx(tuple(ends + 1))


def test_a_tornado_has_the_inputs_behind_a_quantity_and_no_others(latest):
    found = set(latest.tornado("subject.h100e_by_money")["input"])
    assert found == latest.graph.upstream("subject_h100e_by_money") & latest.uncertain.keys()


def test_convergence_tells_three_percentiles():
    middle = convergence(SMALL, CENTRAL, PAIR, {}, "both", sizes=(1 << 12,), seeds=(1, 2))
    assert list(middle["percentile"]) == [0.05, 0.5, 0.95]


# A range holds what it says it holds: counted over the cases behind it. ----------------------------------------------


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
