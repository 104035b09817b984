"""The model against figures from outside, each with its tolerance; and the usual mistakes of the methods page."""

import datetime
import math

import numpy as np
import pytest

from analysis.model import compute, dependence, ladder, price, running_cost, schedule
from analysis.model.graph import SEATS, graph
from analysis.study import compare

DAY = datetime.date


def test_five_times_100_000_is_about_what_the_one_running_site_runs():
    study = compare("latest", {"subject_h100e_planned": 5 * 100_000})
    assert study.common.running_site_h100e.central == 509_348
    assert study.common.running_site_h100e.as_of == DAY(2026, 9, 24)
    assert study.subject.planned_in_running_sites.central == pytest.approx(0.98, abs=0.005)


def test_the_running_site_cost_about_31_200_dollars_an_h100_equivalent(latest):
    assert compute.running_site_usd_per_h100e(running_site_capex=15.9, running_site_h100e=509_348) == pytest.approx(
        31_200, rel=0.001
    )
    assert latest.common.running_site_usd_per_h100e.central == pytest.approx(31_200, rel=0.005)  # 15.95, not 15.9


def test_shares_of_output_undivided_by_years(article):
    assert article.subject.announced_over_gdp.central == pytest.approx(0.00106, abs=0.000005)
    assert article.comparator.announced_over_gdp.central == pytest.approx(0.0163, abs=0.00005)


@pytest.mark.parametrize(("day", "ratio"), [("2025-02-11", 24.2), ("2025-12-04", 21.4)])
def test_the_ratio_at_the_rates_of_two_days(day, ratio):
    assert compare("article", rate_date=day).comparison.announced_ratio.central == pytest.approx(ratio, abs=0.05)


def test_the_record_of_the_european_fund_for_strategic_investments(latest):
    facts = latest.evidence
    audited, reported = facts.fact("ctx-0500")["value"], facts.fact("ctx-0498")["value"]
    assert ladder.realisation_rate(audited, reported) == pytest.approx(0.74, abs=0.001)
    assert audited / facts.fact("ctx-0501")["value"] == pytest.approx(facts.fact("ctx-0503")["value"], abs=0.05)


def test_private_money_is_what_documents_say_it_is(latest):
    for day, fact_id in (("2025-12-01", "eu-071"), ("2026-06-02", "eu-073"), ("2026-07-30", "eu-074")):
        private = compare("latest", as_of=day).subject.private_capital.central
        assert private == pytest.approx(latest.evidence.fact(fact_id)["value"], abs=0.05), fact_id


def test_public_shares_are_those_told(latest):
    assert latest.subject.public_share.central == pytest.approx(latest.evidence.fact("eu-085")["value"], abs=0.001)
    assert latest.comparator.debt_share.central == pytest.approx(latest.evidence.fact("sg-214")["value"], abs=0.001)


def test_the_call_slipped_by_seven_months(latest):
    assert latest.subject.call_slip.central == pytest.approx(latest.evidence.fact("v-013")["value"], abs=0.1)


def test_abilene_took_sixteen_months_to_first_power(latest):
    months = latest.comparator.months_to_first_service.central
    assert months == pytest.approx(latest.evidence.fact("comp-089")["value"], abs=0.1)


def test_an_hour_of_compute_costs_about_what_analysts_say(latest):
    """About 0.80 USD before cost of capital; power 7% of it in the US."""
    found = latest.comparator
    assert found.straight_line_cost_per_h100e_hour.central == pytest.approx(0.80, abs=0.2)
    share = found.energy_cost_per_h100e_hour.central / found.straight_line_cost_per_h100e_hour.central
    assert share == pytest.approx(0.07, abs=0.03)


def test_chips_by_power_are_those_counted_at_the_running_site(latest):
    packages, megawatts = latest.evidence.fact("sg-070")["value"], latest.evidence.fact("sg-038")["value"]
    assert compute.chips_by_power(megawatts, watts_per_chip=2090) == pytest.approx(packages, rel=0.005)


def test_the_plan_of_the_tender_is_what_its_facts_add_up_to(latest):
    facts = latest.evidence
    four, three = (facts.fact(fact_id)["value"] for fact_id in ("eu-007", "eu-009"))
    assert latest.subject.h100e_planned.central == 4 * four + 3 * three
    four, three = (facts.fact(fact_id)["value"] for fact_id in ("eu-066", "eu-067"))
    assert latest.subject.power_planned.central == 4 * four + 3 * three


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


def test_each_currency_has_its_own_deflator(latest):
    assert latest.subject.inflation.central != latest.comparator.inflation.central
    assert latest.subject.inflation.central == pytest.approx(124.14 / 120.8 - 1, abs=1e-5)
    assert latest.comparator.inflation.central == pytest.approx(124.01 / 120.63 - 1, abs=1e-5)


def test_both_programmes_are_discounted_to_one_base_year(latest):
    """Part 6: one programme alone, nominal flows at a real rate, one rate for two currencies."""
    for seat, rate in zip(latest.seats.values(), (0.0357, 0.0522), strict=True):
        start, span = seat.spending_starts.central, seat.span_years.central
        today = latest.common.as_of_year.central
        wanted = sum(share * (1 + rate) ** (today - start - span * middle) for middle, share in price.QUARTERS)
        assert seat.present_value_factor.central == pytest.approx(wanted)


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


def test_a_sum_that_is_set_counts_from_the_day_of_the_announcement(article):
    assert article.comparator.announced_on.as_of == DAY(2025, 1, 21)
    assert article.subject.announced_on.as_of == DAY(2025, 2, 11)
    half, whole = compare("half-stargate").comparison, compare("latest").comparison
    assert half.announced_present_value_ratio.central == pytest.approx(whole.announced_present_value_ratio.central / 2)


def test_money_is_not_spent_on_a_straight_line():
    """Part 5: the middle half of the years takes most of the money."""
    assert price.QUARTERS[1][1] + price.QUARTERS[2][1] > 0.8


def test_chip_price_is_not_taken_for_site_cost(latest):
    """Part 7: a factor of about two and a half between the sum and what buys chips."""
    naive = latest.comparator.announced.usd.central * 1e9 / latest.common.chip_price.central
    assert naive / latest.comparator.chips_by_money.central == pytest.approx(2.5, abs=0.01)


def test_a_package_counts_dense_and_at_its_own_precision(latest):
    """Part 7: sparse for dense and FP4 for FP8 would each double it; 8 bit for 16 bit would double Rubin."""
    assert latest.common.h100e_per_chip.central == pytest.approx(2.53, abs=0.01)
    rubin = compare("latest", {"chip": "Rubin (VR200 NVL72)"}).common
    assert rubin.h100e_per_chip.central == pytest.approx(8.8, abs=0.05)
    assert rubin.h100e_per_chip_16bit.central == pytest.approx(4.0, abs=0.05)


def test_it_power_and_facility_power_are_kept_apart(latest):
    """Part 7: 1.15 to 1.4 between them; the tender states IT load, the promoter the power of the facility."""
    assert latest.subject.it_power_planned.central == 930
    assert latest.comparator.it_power_planned.central == pytest.approx(6954, rel=0.01)
    assert latest.subject.facility_power_planned.central == pytest.approx(930 * 1.29)
    assert latest.comparator.facility_power_planned.central == latest.comparator.power_planned.central == 9773


def test_2025_costs_are_not_applied_to_2029_chips(latest):
    assert latest.subject.later_money_gain.central > latest.comparator.later_money_gain.central > 1


def test_price_performance_is_not_applied_to_the_building(latest):
    """Part 16: the gain is that of the IT part, while the building gets dearer."""
    years = latest.subject.mean_spending_year.central - price.BASE
    assert latest.subject.later_money_gain.central < latest.common.price_performance_growth.central**years
    frozen = compute.later_money_gain(
        2029.5, chip_year=2026.5, it_share_of_capex=0.0, price_performance_growth=1.4, construction_cost_growth=0.055
    )
    assert frozen == pytest.approx(1.055**-3)


def test_8_bit_gains_are_not_claimed_for_16_bit_work(latest):
    assert latest.subject.later_money_gain_16bit.central < latest.subject.later_money_gain.central


def test_public_money_is_a_sum_without_loans(latest):
    """Part 10: a loan at face value beside grants."""
    lent = compare("latest", {"subject_public_bank_loans": 5.0}).subject
    assert lent.public_money.value == latest.subject.public_money.value
    assert lent.public_bank_share.central == pytest.approx(5 / 30)


def test_no_leverage_over_no_public_money(latest):
    assert not latest.comparator.leverage_total_over_public.known
    assert latest.comparator.leverage_total_over_public.gap.startswith("none was found")


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


def test_european_parts_of_items_give_the_european_part(latest):
    """Part 11: the items of the fact behind the assumption add up to its central value."""
    parts = {"power_cooling": 0.65, "building": 0.95, "servers": 0.08, "networking": 0.05, "accelerators": 0.0125}
    total = sum(latest.common[f"{item}_part"].central * share for item, share in parts.items())
    assert total == pytest.approx(latest.common.eu_supplier_share_of_capex.central, abs=0.01)


def test_gross_profit_is_the_designers_and_a_part_of_the_sum(latest):
    share = dependence.nvidia_gross_profit_share(
        accelerators_part=0.39, nvidia_share_of_accelerators=1.0, nvidia_gross_margin=0.75
    )
    assert share == pytest.approx(latest.evidence.fact("comp-040")["value"], abs=0.005)


def test_several_years_are_divided_before_a_year_of_output(latest):
    """Part 12: a multi-year pledge over one-year output is named as undivided."""
    for seat in latest.seats.values():
        assert seat.announced_over_gdp.central == pytest.approx(
            seat.announced_per_gdp.central * seat.span_years.central
        )


def test_a_year_of_delay_costs_a_factor_of_growth(latest):
    assert latest.common.lost_by_a_year_of_delay.central == pytest.approx(2 / 3)
    assert schedule.relative_size_after_slip(12.0, world_compute_growth=3.0) == pytest.approx(1 / 3)


def test_a_lag_is_the_leaders_time_not_ones_own(latest):
    lag = latest.comparison.compute_lag.central
    assert latest.comparison.planned_compute_ratio.central == pytest.approx(
        latest.comparator.planned_growth.central**lag
    )


def test_power_costs_by_the_yearly_ratio_not_the_peak(latest):
    """Part 15: peak PUE used for yearly energy; utilisation applied twice."""
    one = compare("latest", {"facility_to_it_peak_ratio": 1.6, "training_utilisation": 0.1})
    assert one.subject.cost_per_h100e_hour == latest.subject.cost_per_h100e_hour
    assert running_cost._annuity(0.05, 10) == pytest.approx(0.1295, abs=0.0001)


def test_draws_do_not_narrow_by_independence(latest):
    """Part 8: all inputs independent makes ranges too narrow."""
    name = "comparator.h100e_by_site_cost"
    assert latest.sample(name).correlated
    wide, narrow = (
        latest.sample("comparator.capital_cost_per_h100e_hour"),
        latest.sample("comparator.capital_cost_per_h100e_hour", correlated=False),
    )
    name = "comparator_capital_cost_per_h100e_hour"
    spread = [band[2] - band[0] for band in (drawn.band(name) for drawn in (wide, narrow))]
    assert spread[0] != spread[1]


def test_no_quantity_crosses_rungs_in_silence(latest, article):
    for study in (latest, article):
        for name, node in graph().nodes.items():
            quantity = study.quantities[name]
            if len(node.needs) == 2 and quantity.known and quantity.mismatches:
                assert node.function.__name__ in ladder.CROSSES


@pytest.mark.parametrize("edition", ["article", "latest", "ppp", "constant-prices", "slow-eu", "half-stargate"])
def test_triplets_are_ordered_and_no_gap_is_a_zero(edition):
    study = compare(edition)
    for name, quantity in study.quantities.items():
        if quantity.known:
            low, central, high = quantity.value.low, quantity.value.central, quantity.value.high
            assert low is None or low <= central, name
            assert high is None or central <= high, name
            assert math.isfinite(central), name
        else:
            assert quantity.gap, name
    for seat in SEATS:
        assert study.groups[seat]["announced"].known


def test_named_editions_differ_from_the_latest_in_one_thing_each(latest):
    what = {
        "ppp": {"dollars"},
        "constant-prices": {"dollars"},
        "slow-eu": {"subject_months_to_first_power"},
        "half-stargate": {"comparator_announced"},
    }
    for name, changed in what.items():
        other = compare(name)
        keys = set(other.loaded.settings) - set(latest.loaded.settings) - {"why"}
        assert keys == changed
    assert compare("slow-eu").subject.first_service_outside_view.central > 2031
    assert compare("half-stargate").comparison.announced_ratio.central == pytest.approx(
        latest.comparison.announced_ratio.central / 2
    )
