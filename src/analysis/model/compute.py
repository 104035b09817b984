"""What it buys: chips, H100 equivalents and megawatts, by the money route and by the power route.

An H100 equivalent is the dense 8-bit rate of one H100, 1,979 TFLOP/s; at 16 bit it is 989.4 TFLOP/s, and the same chip
counts for less.
"""

from analysis.model.elementary import greater

USD_PER_BILLION = 1_000_000_000
WATTS_PER_MW = 1_000_000
MW_PER_GW = 1_000


def mean_spending_year(spending_starts, span_years):
    """Middle of the programme's spending [year]. Method: part 5; the S-curve is symmetric."""
    return spending_starts + span_years / 2


def _gain(years, it_share, it_growth, construction_growth):
    """Compute that one unit of money buys so many years later, over what it buys at the start; no year before it."""
    later = greater(years, 0, years, 0)
    return 1 / (it_share * it_growth ** (-later) + (1 - it_share) * (1 + construction_growth) ** later)


def later_money_gain(
    mean_spending_year, *, chip_year, it_share_of_capex, price_performance_growth, construction_cost_growth
):
    """Compute that the programme's money buys, over what the same sum bought in the year of the chip [ratio].

    Method: part 16; from the middle of the year in which the chip came on sale, whose price is the chip's. Only the IT
    part gets cheaper, the building gets dearer. The chip is kept, so that a falling price and a rising ratio are not
    both counted.
    """
    years = mean_spending_year - chip_year
    return _gain(years, it_share_of_capex, price_performance_growth, construction_cost_growth)


def later_money_gain_16bit(
    mean_spending_year, *, chip_year, it_share_of_capex, price_performance_growth_16bit, construction_cost_growth
):
    """Compute at 16 bit that the money buys, over what the same sum bought in the year of the chip [ratio].

    Method: part 16; as later_money_gain, with the price of work at 16 bit, which falls more slowly.
    """
    years = mean_spending_year - chip_year
    return _gain(years, it_share_of_capex, price_performance_growth_16bit, construction_cost_growth)


def announced_with_chips(announced, chips_included):
    """Capital announced for AI sites, chips included [bn]. Method: part 7; a sum that says no such thing buys none."""
    return announced * chips_included


def announced_with_chips_usd(announced_market_usd, chips_included):
    """Capital announced for AI sites, chips included, in dollars [USD bn]. Method: as announced_with_chips."""
    return announced_market_usd * chips_included


def chips_by_money(announced_with_chips_usd, *, accelerators_part, chip_price):
    """Chips that the announced sum buys at the price of their first year [chips].

    Method: part 7; the accelerators' part of capital cost over the price of one package, not the whole sum. Always at
    the market rate: accelerators have one price in dollars in every country.
    """
    return announced_with_chips_usd * USD_PER_BILLION * accelerators_part / chip_price


def h100e_by_money(chips_by_money, later_money_gain, *, h100e_per_chip):
    """H100 equivalents at 8 bit by the money route [H100e]. Method: parts 7 and 16."""
    return chips_by_money * h100e_per_chip * later_money_gain


def h100e_by_money_16bit(chips_by_money, later_money_gain_16bit, *, h100e_per_chip_16bit):
    """H100 equivalents at 16 bit by the money route [H100e]. Method: parts 7 and 16."""
    return chips_by_money * h100e_per_chip_16bit * later_money_gain_16bit


def it_power_by_money(chips_by_money, *, watts_per_chip):
    """IT power of the chips that the sum buys at the price of their first year [MW].

    Method: part 7; watts a chip, before PUE.
    """
    return chips_by_money * watts_per_chip / WATTS_PER_MW


def facility_over_it(stated_power_over_it, *, facility_to_it_peak_ratio):
    """Facility power over IT power at the programme's sites, at peak [ratio].

    Method: part 7; that of the power as stated where it is the facility's, else that of sites that are tracked.
    """
    return greater(stated_power_over_it, 1, stated_power_over_it, facility_to_it_peak_ratio)


def facility_power_by_money(it_power_by_money, facility_over_it):
    """Facility power of the chips that the sum buys at the price of their first year, at peak [MW]. Method: part 7."""
    return it_power_by_money * facility_over_it


def capex_per_h100e(*, capex_per_h100e_2025, chip_over_running_chip):
    """Capital cost of an H100 equivalent of the chip, buildings and all, in the year of the chip [USD per H100e].

    Method: part 7; that of the running site, in proportion to the price of an H100 equivalent of the chip.
    """
    return capex_per_h100e_2025 * chip_over_running_chip


def h100e_by_site_cost(announced_with_chips_usd, later_money_gain, *, capex_per_h100e):
    """H100 equivalents that the sum buys at the all-in cost of the running site [H100e].

    Method: parts 7 and 16; a check on the money route: site cost, not chip price.
    """
    return announced_with_chips_usd * USD_PER_BILLION / capex_per_h100e * later_money_gain


def facility_power_at_2025_cost(announced_with_chips_usd, *, capex_per_facility_gw_2025):
    """Facility power that the sum pays for at the cost of the Blackwell generation [MW]. Method: part 7."""
    return announced_with_chips_usd / capex_per_facility_gw_2025 * MW_PER_GW


def facility_power_at_2027_cost(announced_with_chips_usd, *, capex_per_facility_gw_2027):
    """Facility power that the sum pays for at the cost of the Rubin generation [MW]. Method: part 7."""
    return announced_with_chips_usd / capex_per_facility_gw_2027 * MW_PER_GW


def it_power_planned(power_planned, stated_power_over_it):
    """IT power planned [MW]. Method: part 7; the power as stated, over what it holds beside the IT load."""
    return power_planned / stated_power_over_it


def facility_power_planned(power_planned, stated_power_over_it, *, facility_to_it_peak_ratio):
    """Facility power planned, at peak [MW].

    Method: part 7; the power as stated where it is that of the facility, else the IT load times what surrounds it.
    """
    return greater(stated_power_over_it, 1, power_planned, power_planned * facility_to_it_peak_ratio)


def chips_by_power(it_power_planned, *, watts_per_chip):
    """Chips that the planned power can run [chips]. Method: part 7; IT power over watts a chip, before PUE."""
    return it_power_planned * WATTS_PER_MW / watts_per_chip


def h100e_by_power(chips_by_power, *, h100e_per_chip):
    """H100 equivalents at 8 bit by the power route [H100e]. Method: part 7."""
    return chips_by_power * h100e_per_chip


def h100e_by_power_16bit(chips_by_power, *, h100e_per_chip_16bit):
    """H100 equivalents at 16 bit by the power route [H100e]. Method: part 7."""
    return chips_by_power * h100e_per_chip_16bit


def h100e_money_over_power(chips_by_money, chips_by_power):
    """H100 equivalents that the money buys over those that the power runs, in chips of one kind [ratio].

    Method: part 7; one generation on both sides of the fraction, with its own price and its own watts. Above one the
    power is short, below one the money is.
    """
    return chips_by_money / chips_by_power


def money_over_power_at_2025_cost(facility_power_at_2025_cost, facility_power_planned):
    """Facility power that the sum pays for at the cost of the Blackwell generation, over that planned [ratio].

    Method: part 7; as h100e_money_over_power, by the cost of a gigawatt.
    """
    return facility_power_at_2025_cost / facility_power_planned


def money_over_power_at_2027_cost(facility_power_at_2027_cost, facility_power_planned):
    """Facility power that the sum pays for at the cost of the Rubin generation, over that planned [ratio].

    Method: part 7; as h100e_money_over_power, by the cost of a gigawatt.
    """
    return facility_power_at_2027_cost / facility_power_planned


def h100e_money_over_plan(h100e_by_money, h100e_planned):
    """H100 equivalents by the money route over those planned [ratio]. Method: part 7."""
    return h100e_by_money / h100e_planned


def h100e_planned_per_site(h100e_planned, sites):
    """H100 equivalents planned for each site [H100e per site]. Method: part 12."""
    return h100e_planned / sites


def h100e_by_money_per_site(h100e_by_money, sites):
    """H100 equivalents by the money route for each site [H100e per site]. Method: part 12."""
    return h100e_by_money / sites


def h100e_at_work(h100e_planned, *, training_utilisation):
    """H100 equivalents planned, as far as they would be at work in training [H100e].

    Method: part 7 and the checklist: nameplate times active share times model utilisation, applied once. What models
    reach of the rate was measured at 16 bit and is applied to a count at 8.
    """
    return h100e_planned * training_utilisation


def usd_per_h100e_planned(announced_with_chips_usd, h100e_planned):
    """Capital announced for each H100 equivalent planned [USD per H100e]. Method: part 7; all-in, buildings too."""
    return announced_with_chips_usd * USD_PER_BILLION / h100e_planned


def planned_in_running_sites(h100e_planned, *, running_site_h100e):
    """Compute planned, counted in the site in Abilene [ratio].

    Method: part 13; the whole plan over the site in Abilene as it runs on this edition's day, by the buildings seen
    from above.
    """
    return h100e_planned / running_site_h100e


def share_of_world_planned(h100e_planned, plan_complete, *, world_h100e, world_h100e_on, world_compute_growth):
    """Compute planned, over what the world would have on the day that the plan names [share].

    Method: part 14; the world's stock at its yearly growth from the day of its reading, without a cap by power. A
    scenario and no forecast; sold is not yet powered.
    """
    return h100e_planned / (world_h100e * world_compute_growth ** (plan_complete - world_h100e_on))


def share_of_world_in_service(
    h100e_in_service, h100e_in_service_on, *, world_h100e, world_h100e_on, world_compute_growth
):
    """Compute in service, over what the world would have bought by that day [share].

    Method: part 14; the world's stock at its yearly growth from the day of its reading to the day of the programme's
    reading. Sold is not yet powered.
    """
    return h100e_in_service / (world_h100e * world_compute_growth ** (h100e_in_service_on - world_h100e_on))


def share_of_world_at_first_service(
    h100e_planned, first_service_outside_view, *, world_h100e, world_h100e_on, world_compute_growth
):
    """Compute planned, over what the world would have by the first service that the outside view expects [share].

    Method: parts 4 and 14; the world's stock at its yearly growth from the day of its reading, without a cap by
    power, and the whole plan as if it were in service at once. A scenario and no forecast; without a value where first
    service is past.
    """
    ahead = first_service_outside_view - world_h100e_on
    return h100e_planned / (world_h100e * world_compute_growth**ahead)


def running_site_usd_per_h100e(*, running_site_capex, running_site_h100e):
    """Capital cost of the running site for each H100 equivalent [USD per H100e]. Method: part 7; all-in."""
    return running_site_capex * USD_PER_BILLION / running_site_h100e


def h100e_by_money_ratio(comparator_h100e_by_money, subject_h100e_by_money):
    """H100 equivalents by the money route, {comparator} over {subject} [ratio]. Method: part 7."""
    return comparator_h100e_by_money / subject_h100e_by_money


def h100e_by_power_ratio(comparator_h100e_by_power, subject_h100e_by_power):
    """H100 equivalents by the power route, {comparator} over {subject} [ratio]. Method: part 7."""
    return comparator_h100e_by_power / subject_h100e_by_power


def it_power_planned_ratio(comparator_it_power_planned, subject_it_power_planned):
    """IT power planned, {comparator} over {subject} [ratio]. Method: part 7; IT load on both sides."""
    return comparator_it_power_planned / subject_it_power_planned


def usd_per_h100e_planned_ratio(comparator_usd_per_h100e_planned, subject_usd_per_h100e_planned):
    """Capital announced for each H100 equivalent planned, {comparator} over {subject} [ratio]. Method: part 7."""
    return comparator_usd_per_h100e_planned / subject_usd_per_h100e_planned
