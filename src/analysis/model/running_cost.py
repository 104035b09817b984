"""What an hour of compute costs its owner, what it rents for, and what the public pays for one."""

from analysis.model.elementary import greater

HOURS_PER_YEAR = 8_760
WATTS_PER_MW = 1_000_000
WATTS_PER_GW = 1_000_000_000
USD_PER_BILLION = 1_000_000_000


def _annuity(rate, years):
    """Yearly payment that pays off one unit of capital over its life at a rate."""
    return rate / (1 - (1 + rate) ** (-years))


def _yearly_it(years, rate, growth):
    """What one unit of IT costs its owner for a year, bought so many years later: the return, and what it loses."""
    return growth ** (-years) * (rate + 1 - 1 / growth)


def _yearly_building(years, rate, growth, life):
    """What one unit of building costs its owner for a year, built so many years later: an annuity."""
    return (1 + growth) ** years * _annuity(rate, life)


def energy_cost_per_h100e_hour(
    electricity_price_over_us, *, electricity_price_us, watts_per_chip, h100e_per_chip, pue_annual
):
    """Cost of power for one H100 equivalent over one hour [USD per H100e-hour].

    Method: part 15; IT power times the yearly PUE, not the peak, times the price of a megawatt-hour.
    """
    megawatts = watts_per_chip / h100e_per_chip / WATTS_PER_MW
    return megawatts * pue_annual * electricity_price_us * electricity_price_over_us


def upkeep_cost_per_h100e_hour(*, upkeep_per_it_gw, watts_per_chip, h100e_per_chip):
    """Running cost beside power for one H100 equivalent over one hour [USD per H100e-hour].

    Method: part 15; the yearly running cost of a gigawatt of IT, without its power, over every hour of the year.
    """
    return upkeep_per_it_gw * USD_PER_BILLION * watts_per_chip / h100e_per_chip / WATTS_PER_GW / HOURS_PER_YEAR


def capital_cost_per_h100e_hour(
    first_service_stated,
    discount_rate_private,
    *,
    chip_year,
    capex_per_h100e,
    it_share_of_capex,
    price_performance_growth,
    construction_cost_growth,
    facility_life_years,
):
    """Cost of capital for one H100 equivalent over one hour, bought for first service [USD per H100e-hour].

    Method: parts 6, 15 and 16; the user cost of capital: for IT a private owner's return and the fall of the price
    within a year, for the building an annuity, both at the prices of the programme's first service, over every hour of
    the year. Utilisation is not applied here.
    """
    years = greater(first_service_stated, chip_year, first_service_stated - chip_year, 0)
    it = it_share_of_capex * _yearly_it(years, discount_rate_private, price_performance_growth)
    building = _yearly_building(years, discount_rate_private, construction_cost_growth, facility_life_years)
    return capex_per_h100e * (it + (1 - it_share_of_capex) * building) / HOURS_PER_YEAR


def first_price_capital_cost_per_h100e_hour(
    discount_rate_private,
    *,
    capex_per_h100e,
    it_share_of_capex,
    price_performance_growth,
    construction_cost_growth,
    facility_life_years,
):
    """Cost of capital for one H100 equivalent over one hour, at the prices of the chip's year [USD per H100e-hour].

    Method: parts 6 and 15; as capital_cost_per_h100e_hour, for both programmes on one day.
    """
    it = it_share_of_capex * _yearly_it(0, discount_rate_private, price_performance_growth)
    building = _yearly_building(0, discount_rate_private, construction_cost_growth, facility_life_years)
    return capex_per_h100e * (it + (1 - it_share_of_capex) * building) / HOURS_PER_YEAR


def cost_per_h100e_hour(energy_cost_per_h100e_hour, capital_cost_per_h100e_hour, *, upkeep_cost_per_h100e_hour):
    """Cost of one H100 equivalent over one hour, bought for first service [USD per H100e-hour].

    Method: part 15; capital, power and upkeep, without idle time and tax. Each programme at the prices of its own first
    service, so that the two are not of one day.
    """
    return energy_cost_per_h100e_hour + upkeep_cost_per_h100e_hour + capital_cost_per_h100e_hour


def first_price_cost_per_h100e_hour(
    energy_cost_per_h100e_hour, first_price_capital_cost_per_h100e_hour, *, upkeep_cost_per_h100e_hour
):
    """Cost of one H100 equivalent over one hour, at the prices of the chip's year [USD per H100e-hour].

    Method: as cost_per_h100e_hour, for both programmes on one day.
    """
    return energy_cost_per_h100e_hour + upkeep_cost_per_h100e_hour + first_price_capital_cost_per_h100e_hour


def straight_line_cost_per_h100e_hour(
    energy_cost_per_h100e_hour,
    *,
    upkeep_cost_per_h100e_hour,
    capex_per_h100e,
    it_share_of_capex,
    it_life_years,
    facility_life_years,
):
    """Cost of one H100 equivalent over one hour, written off in equal parts without a return [USD per H100e-hour].

    Method: part 15; the scope of Epoch AI, to be held against its figure. It is less than what an owner has to earn.
    """
    yearly = it_share_of_capex / it_life_years + (1 - it_share_of_capex) / facility_life_years
    return capex_per_h100e * yearly / HOURS_PER_YEAR + energy_cost_per_h100e_hour + upkeep_cost_per_h100e_hour


def energy_share_of_cost(energy_cost_per_h100e_hour, first_price_cost_per_h100e_hour):
    """Part of the cost of an hour that is power, at the prices of the chip's year [share]. Method: part 15."""
    return energy_cost_per_h100e_hour / first_price_cost_per_h100e_hour


def rent_per_h100e_hour(*, b200_rent, h100e_per_b200):
    """Rent of one H100 equivalent over one hour, as part of a B200 [USD per H100e-hour].

    Method: part 15; the spot price of a chip of the generation that costs are worked out for. A rent holds the owner's
    margin and the hours that nobody pays for.
    """
    return b200_rent / h100e_per_b200


def public_price_per_h100e_hour(public_purchase, public_share_bought, purchase_years, h100e_planned, market_rate):
    """Price that the public pays for one H100 equivalent over one hour [USD per H100e-hour].

    Method: parts 10 and 15; public money over the hours of the part of the plan that it buys: every hour of the year,
    over the years of the contract, as if the whole plan ran from the first day.
    """
    hours = public_share_bought * h100e_planned * HOURS_PER_YEAR * purchase_years
    return public_purchase * market_rate * USD_PER_BILLION / hours


def public_price_over_cost(public_price_per_h100e_hour, cost_per_h100e_hour):
    """Price that the public pays for an hour, over its cost for first service [ratio]. Method: part 15."""
    return public_price_per_h100e_hour / cost_per_h100e_hour


def public_price_over_first_price_cost(public_price_per_h100e_hour, first_price_cost_per_h100e_hour):
    """Price that the public pays for an hour, over its cost at the prices of the chip's year [ratio].

    Method: part 15.
    """
    return public_price_per_h100e_hour / first_price_cost_per_h100e_hour


def public_price_over_rent(public_price_per_h100e_hour, *, rent_per_h100e_hour):
    """Price that the public pays for an hour, over the rent of an hour today [ratio]. Method: part 15."""
    return public_price_per_h100e_hour / rent_per_h100e_hour


def cost_per_h100e_hour_ratio(comparator_cost_per_h100e_hour, subject_cost_per_h100e_hour):
    """Cost of one H100 equivalent over one hour for first service, {comparator} over {subject} [ratio].

    Method: part 15.
    """
    return comparator_cost_per_h100e_hour / subject_cost_per_h100e_hour


def first_price_cost_per_h100e_hour_ratio(
    comparator_first_price_cost_per_h100e_hour, subject_first_price_cost_per_h100e_hour
):
    """Cost of one H100 equivalent over one hour at the prices of the chip's year, {comparator} over {subject} [ratio].

    Method: part 15; on one day, what differs is the price of power and the return that owners ask for.
    """
    return comparator_first_price_cost_per_h100e_hour / subject_first_price_cost_per_h100e_hour
