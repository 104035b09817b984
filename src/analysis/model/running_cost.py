"""What an hour of compute costs its owner: capital spread over its life, and power."""

from __future__ import annotations

from analysis.model import Number

HOURS_PER_YEAR = 8_760
WATTS_PER_MW = 1_000_000


def _annuity(rate: Number, years: Number) -> Number:
    """Yearly payment that pays off one unit of capital over its life at a rate."""
    return rate / (1 - (1 + rate) ** (-years))


def energy_cost_per_h100e_hour(
    electricity_price_over_us: Number,
    *,
    electricity_price_us: Number,
    watts_per_chip: Number,
    h100e_per_chip: Number,
    pue_annual: Number,
) -> Number:
    """Cost of power for one H100 equivalent over one hour [USD per H100e-hour].

    Method: part 15; IT power times the yearly PUE, not the peak, times the price of a megawatt-hour.
    """
    megawatts = watts_per_chip / h100e_per_chip / WATTS_PER_MW
    return megawatts * pue_annual * electricity_price_us * electricity_price_over_us


def capital_cost_per_h100e_hour(
    discount_rate_private: Number,
    *,
    capex_per_h100e_2025: Number,
    it_share_of_capex: Number,
    it_life_years: Number,
    facility_life_years: Number,
) -> Number:
    """Cost of capital for one H100 equivalent over one hour [USD per H100e-hour].

    Method: parts 6 and 15; annuities over the life of the IT and of the building, at a private owner's rate, spread
    over every hour of the year. Utilisation is not applied here.
    """
    it = it_share_of_capex * _annuity(discount_rate_private, it_life_years)
    building = (1 - it_share_of_capex) * _annuity(discount_rate_private, facility_life_years)
    return capex_per_h100e_2025 * (it + building) / HOURS_PER_YEAR


def cost_per_h100e_hour(energy_cost_per_h100e_hour: Number, capital_cost_per_h100e_hour: Number) -> Number:
    """Cost of one H100 equivalent over one hour, capital and power [USD per H100e-hour].

    Method: part 15; without staff, support and idle time.
    """
    return energy_cost_per_h100e_hour + capital_cost_per_h100e_hour


def energy_share_of_cost(energy_cost_per_h100e_hour: Number, cost_per_h100e_hour: Number) -> Number:
    """Part of the cost of an hour that is power [share]. Method: part 15."""
    return energy_cost_per_h100e_hour / cost_per_h100e_hour


def cost_per_h100e_hour_ratio(comparator_cost_per_h100e_hour: Number, subject_cost_per_h100e_hour: Number) -> Number:
    """Cost of one H100 equivalent over one hour, comparator over subject [ratio]. Method: part 15."""
    return comparator_cost_per_h100e_hour / subject_cost_per_h100e_hour
