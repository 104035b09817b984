"""The model against figures from outside, each with its tolerance; and the usual mistakes of the methods page."""

import datetime
import json
import sys

import numpy as np
import pytest

from analysis.model import compute, dependence, ladder, price, running_cost, schedule
from analysis.model.graph import graph
from analysis.provenance import named
from analysis.study import compare
from conftest import ROOT, ran

DAY = datetime.date
RUBIN = "Rubin (VR200 NVL72)"


OUTSIDE = [
    # quantity, its edition and parameters, the figure from outside or the fact that has it, how near it has to be
    ("subject.planned_in_running_sites", {"changes": {"subject_h100e_planned": 5 * 100_000}}, 0.98, 0.005),
    ("common.running_site_usd_per_h100e", {}, 31_200, 156),
    ("subject.announced_over_gdp", {"edition": "article"}, 0.00106, 0.000005),
    ("comparator.announced_over_gdp", {"edition": "article"}, 0.0163, 0.00005),
    ("comparison.announced_ratio", {"edition": "article", "rate_date": "2025-02-11"}, 24.2, 0.05),
    ("comparison.announced_ratio", {"edition": "article", "rate_date": "2025-12-04"}, 21.4, 0.05),
    ("subject.private_capital", {"as_of": "2025-12-01"}, "eu-071", 0.05),
    ("subject.private_capital", {"as_of": "2026-06-02"}, "eu-073", 0.05),
    ("subject.private_capital", {"as_of": "2026-07-30"}, "eu-074", 0.05),
    ("subject.public_share", {}, "eu-085", 0.001),
    ("comparator.debt_share", {}, "sg-214", 0.001),
    ("subject.call_slip", {}, "v-013", 0.1),
    ("comparator.months_to_first_service", {}, "comp-089", 0.1),
    ("comparator.straight_line_cost_per_h100e_hour", {}, 0.80, 0.2),  # before cost of capital, as analysts say
    ("comparator.energy_cost_per_h100e_hour", {}, 0.07 * 0.80, 0.024),  # power, 7% of that
    ("subject.inflation", {}, 124.14 / 120.8 - 1, 1e-5),
    ("comparator.inflation", {}, 124.01 / 120.63 - 1, 1e-5),
    ("common.h100e_per_chip", {}, 2.53, 0.01),  # sparse for dense, or FP4 for FP8, would double it
    ("common.h100e_per_chip", {"changes": {"chip": RUBIN}}, 8.8, 0.05),
    ("common.h100e_per_chip_16bit", {"changes": {"chip": RUBIN}}, 4.0, 0.05),
]


@pytest.mark.parametrize(("name", "parameters", "figure", "within"), OUTSIDE)
def test_a_quantity_agrees_with_figures_from_outside(latest, name, parameters, figure, within):
    group, _, own = name.partition(".")
    expected = latest.evidence.fact(figure)["value"] if isinstance(figure, str) else figure
    assert compare(**parameters).groups[group][own].central == pytest.approx(expected, abs=within)


def test_formulas_agree_with_figures_of_documents(latest):
    facts = {row["fact_id"]: row["value"] for row in latest.evidence.facts.to_dict("records")}
    assert ladder.realisation_rate(facts["ctx-0500"], facts["ctx-0498"]) == pytest.approx(0.74, abs=0.001)
    assert facts["ctx-0500"] / facts["ctx-0501"] == pytest.approx(facts["ctx-0503"], abs=0.05)
    assert compute.chips_by_power(facts["sg-038"], watts_per_chip=2090) == pytest.approx(facts["sg-070"], rel=0.005)
    assert latest.subject.h100e_planned.central == 4 * facts["eu-007"] + 3 * facts["eu-009"]
    assert latest.subject.power_planned.central == 4 * facts["eu-066"] + 3 * facts["eu-067"]
    assert running_cost._annuity(0.05, 10) == pytest.approx(0.1295, abs=0.0001)
    share = dependence.nvidia_gross_profit_share(
        accelerators_part=0.39, nvidia_share_of_accelerators=1.0, nvidia_gross_margin=0.75
    )
    assert share == pytest.approx(facts["comp-040"], abs=0.005)
    assert schedule.relative_size_after_slip(12.0, world_compute_growth=3.0) == pytest.approx(1 / 3)


# The usual mistakes that the methods page lists, as far as code could make them. ------------------------------------


def test_purchasing_power_never_touches_chips():
    """Part 1: accelerators have one price in dollars in every country."""
    one, other = compare("latest"), compare("ppp")
    assert other.subject.announced.usd.central > one.subject.announced.usd.central
    for name in ("chips_by_money", "h100e_by_money", "h100e_by_site_cost", "usd_per_h100e_planned"):
        assert one.subject[name].value == other.subject[name].value, name
    assert one.comparator.announced.usd == other.comparator.announced.usd


def test_purchasing_power_moves_the_local_part_alone(latest):
    rate, ppp = latest.subject.market_rate.central, latest.subject.ppp_rate.central
    local = latest.common.building_part.central
    assert latest.subject.announced_ppp_usd.central == pytest.approx(30 * (rate * (1 - local) + ppp * local))
    assert latest.subject.announced_ppp_usd.central < 30 * ppp / 1.3


def test_what_is_in_prices_of_2025_already_is_not_deflated_again():
    """Part 2: deflating twice."""
    nominal, constant = compare("latest"), compare("constant-prices")
    assert constant.comparator.in_service.usd == nominal.comparator.in_service.usd
    assert constant.comparator.spent.usd.central < nominal.comparator.spent.usd.central


def test_a_general_price_index_is_not_applied_to_compute():
    """Part 16: the price of compute has its own index, and one of the two is enough."""
    one, other = compare("latest"), compare("constant-prices")
    assert one.subject.h100e_by_money == other.subject.h100e_by_money


def test_telling_a_sum_anew_moves_no_date(latest, article):
    """Part 4: shifting the baseline date, on one side alone."""
    for study in (latest, article):
        assert study.subject.announced_on.as_of == DAY(2025, 2, 11)
        assert study.comparator.announced_on.as_of == DAY(2025, 1, 21)
    assert latest.subject.spending_starts.value == latest.subject.work_starts.value  # later than the announcement
    assert latest.comparator.spending_starts.value == latest.comparator.announced_on.value  # work began before it


def test_the_path_of_spending_is_no_ledger(latest):
    """Part 5: it puts some 157 bn of Stargate before 30 September 2026, where the reading is 59; of the EU nothing."""
    then = compare("latest", as_of="2026-09-30").comparator
    assert then.spent_by_path.central == pytest.approx(157, rel=0.1)
    assert then.spent.central == 58.9
    assert latest.subject.spent_by_path.central == 0


def test_growth_starts_on_the_day_of_the_reading(latest):
    """Part 13: the world's stock is of 30 June 2026, whatever the day of the edition."""
    share = latest.subject.share_of_world_at_first_service.central
    assert share == pytest.approx(0.00038, abs=0.000005)  # of a referee's own recomputation
    assert compare("latest", as_of="2026-10-15").subject.share_of_world_at_first_service.central == share
    assert latest.comparison.comparator_reaches_subjects_plan.central == pytest.approx(2026.88, abs=0.005)
    assert latest.comparator.planned_growth.central == pytest.approx(4.8, abs=0.2)  # 4.8 by the plan of July


def test_a_period_counts_by_its_last_day(latest):
    """Part 4: July to December 2028 is missed when it is over, as a target for the opening of a call is."""
    assert latest.subject.first_service_stated.central == pytest.approx(2029, abs=0.003)
    assert latest.subject.first_service_gap.central == pytest.approx(13.5, abs=0.1)


def test_half_a_sum_set_by_hand_is_worth_half():
    half, whole = compare("half-stargate").comparison, compare("latest").comparison
    assert half.announced_present_value_ratio.central == pytest.approx(whole.announced_present_value_ratio.central / 2)
    assert half.announced_ratio.central == pytest.approx(whole.announced_ratio.central / 2)


def test_price_performance_is_not_applied_to_the_building(latest):
    """Part 16: the gain is that of the IT part, while the building gets dearer."""
    years = latest.subject.mean_spending_year.central - price.BASE
    assert latest.subject.later_money_gain.central < latest.common.price_performance_growth.central**years
    assert latest.subject.later_money_gain_16bit.central < latest.subject.later_money_gain.central
    frozen = compute.later_money_gain(
        2029.5, chip_year=2026.5, it_share_of_capex=0.0, price_performance_growth=1.4, construction_cost_growth=0.055
    )
    assert frozen == pytest.approx(1.055**-3)


def test_public_money_is_a_sum_without_loans(latest):
    """Part 10: a loan at face value beside grants."""
    lent = compare("latest", {"subject_public_bank_loans": 5.0}).subject
    assert lent.public_money.value == latest.subject.public_money.value
    assert lent.public_bank_share.central == pytest.approx(5 / 30)


def test_items_of_items_are_not_added(latest):
    table = latest.evidence.cost_breakdown
    top = table[~table["item"].str.contains("/")]
    assert top["share_central"].sum() == pytest.approx(1)
    assert latest.common.cost_shares_total.central == pytest.approx(1)
    parts = [getattr(latest.common, f"{item}_part") for item in ("accelerators", "networking", "servers")]
    drawn = latest.sample(
        *(f"common.{part.name}" for part in parts), "common.power_cooling_part", "common.building_part"
    )
    assert np.sum(list(drawn.values.values()), axis=0) == pytest.approx(
        np.ones(len(drawn.values["building_part"])), rel=1e-5
    )


def test_power_costs_by_the_yearly_ratio_not_the_peak(latest):
    """Part 15: peak PUE used for yearly energy; utilisation applied twice."""
    one = compare("latest", {"facility_to_it_peak_ratio": 1.6, "training_utilisation": 0.1})
    assert one.subject.cost_per_h100e_hour == latest.subject.cost_per_h100e_hour


def test_no_quantity_crosses_rungs_in_silence(latest, article):
    for study in (latest, article):
        for name, node in graph().nodes.items():
            quantity = study.quantities[name]
            if len(node.needs) == 2 and quantity.known and quantity.mismatches:
                assert node.function.__name__ in ladder.CROSSES


def test_named_editions_differ_from_the_latest_in_one_thing_each(latest):
    what = {
        "ppp": {"dollars"},
        "constant-prices": {"dollars"},
        "slow-eu": {"subject_months_to_first_power"},
        "half-stargate": {"comparator_announced"},
    }
    for name, changed in what.items():
        other = compare(name)
        keys = set(other.loaded.settings) - set(latest.loaded.settings) - {"title", "why"}
        assert keys == changed
    assert compare("slow-eu").subject.first_service_outside_view.central > 2031


# The main numbers against a script that works them out from the tables and imports nothing of the package. -----------


def test_the_main_numbers_are_those_worked_out_by_hand(latest):
    without_any_package = (sys.executable, "-I", "-S")
    by_hand = json.loads(ran(*without_any_package, ROOT / "tools" / "recompute.py").stdout)
    assert len(by_hand) >= 60
    names = named(latest)
    for name, value in by_hand.items():
        assert latest.quantities[names[name]].central == pytest.approx(value, rel=2e-5), name
