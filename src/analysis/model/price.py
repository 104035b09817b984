"""Price and place: market rate, purchasing power, constant prices, present value."""

import math

from analysis.model.elementary import greater

BASE = 2025.5
"""The middle of the year whose prices constant prices are."""

STEEPNESS = 10
"""Steepness of the logistic S-curve of spending over a programme's years; 6 or 14 move a present value by under 1%."""


def _s_curve_quarters() -> list[tuple[float, float]]:
    """Spending in each quarter of a programme's years: the middle of the quarter, and the share spent in it."""

    def logistic(at: float) -> float:
        return 1 / (1 + math.exp(-STEEPNESS * (at - 0.5)))

    start, end = logistic(0), logistic(1)
    reached = [(logistic(quarter / 4) - start) / (end - start) for quarter in range(5)]
    return [((quarter + 0.5) / 4, reached[quarter + 1] - reached[quarter]) for quarter in range(4)]


QUARTERS = tuple((middle, round(share, 6)) for middle, share in _s_curve_quarters())
"""The S-curve, rescaled to begin at nought and to end at one."""


def _path_factor(spending_starts, span_years, yearly, at):
    """What one unit of money spent along the S-curve is worth at a moment, at a yearly loss of value."""
    eighth = (1 + yearly) ** (-span_years / 8)  # the middles of the quarters are one, three, five, seven eighths
    quarter = eighth * eighth
    first, second, third, fourth = (share for _, share in QUARTERS)
    along = eighth * (first + quarter * (second + quarter * (third + quarter * fourth)))
    return (1 + yearly) ** (at - spending_starts) * along


def spent_by_path(announced, spending_starts, span_years, *, as_of_year):
    """Capital that the path of spending would have laid out by this edition's day [bn].

    Method: part 5; the S-curve itself. A check on the path beside the reading of money spent, and no reading.
    """
    passed = (as_of_year - spending_starts) / span_years
    passed = greater(passed, 0, greater(1, passed, passed, 1), 0)
    start = 1 / (1 + math.e ** (STEEPNESS / 2))  # as below, so that nothing is spent at the start
    return announced * (1 / (1 + math.e ** (-STEEPNESS * (passed - 0.5))) - start) / (1 - 2 * start)


def ppp_on_local_part_rate(market_rate, ppp_rate, *, building_part):
    """US dollars for one unit of the currency, the local part at purchasing power [USD].

    Method: part 1; building and land in international dollars, all that is traded at the market rate.
    """
    return market_rate * (1 - building_part) + ppp_rate * building_part


def path_price_factor(spending_starts, span_years, inflation):
    """Value in prices of 2025 of one unit of money to be spent along the programme's path [ratio].

    Method: parts 2 and 5; an S-curve over the programme's years, each quarter divided by the price level of its middle.
    Prices follow the currency's own GDP deflator, its last yearly growth carried forward.
    """
    return _path_factor(spending_starts, span_years, inflation, BASE)


def discount_rate_private(government_yield, *, private_premium):
    """Return that private owners ask for, nominal, in the programme's currency [share].

    Method: part 6; the yield of the government's ten-year bond and a premium for risk. A nominal rate holds inflation
    already, and each currency has its own.
    """
    return government_yield + private_premium


def present_value_factor(spending_starts, span_years, government_yield, *, as_of_year):
    """Value today, at the government's own rate, of one unit of money spent along the programme's path [ratio].

    Method: parts 2, 5 and 6; money of the day at the nominal yield of its own currency, brought to the day of the
    edition, at whose rate it is converted.
    """
    return _path_factor(spending_starts, span_years, government_yield, as_of_year)


def present_value_factor_private(spending_starts, span_years, discount_rate_private, *, as_of_year):
    """Value today, at a private owner's rate, of one unit of money spent along the programme's path [ratio].

    Method: parts 2, 5 and 6; as present_value_factor, at the return that private owners ask for.
    """
    return _path_factor(spending_starts, span_years, discount_rate_private, as_of_year)


def past_price_factor(announced_on, inflation, *, as_of_year):
    """Value in prices of 2025 of one unit of money laid out since the announcement [ratio].

    Method: part 2; the price level halfway between the announcement and the day this edition speaks of.
    """
    return (1 + inflation) ** (BASE - (announced_on + as_of_year) / 2)


def constant_promise_rate(base_year_rate, path_price_factor):
    """US dollars in prices of 2025 for one unit promised [USD].

    Method: part 2; deflated first, then converted at the mean rate of 2025.
    """
    return base_year_rate * path_price_factor


def constant_outlay_rate(base_year_rate, past_price_factor):
    """US dollars in prices of 2025 for one unit laid out [USD]. Method: as constant_promise_rate."""
    return base_year_rate * past_price_factor


def announced_usd(announced, promise_rate):
    """Capital announced, in dollars [USD bn]. Method: parts 1 and 2; converted as this edition says."""
    return announced * promise_rate


def claimed_deployed_usd(claimed_deployed, outlay_rate):
    """Capital claimed to be deployed, in dollars [USD bn]. Method: as announced_usd; money said to be laid out."""
    return claimed_deployed * outlay_rate


def committed_usd(committed, promise_rate):
    """Capital committed, in dollars [USD bn]. Method: as announced_usd; money still to be spent."""
    return committed * promise_rate


def financed_usd(financed, outlay_rate):
    """Capital financed, in dollars [USD bn]. Method: as announced_usd; money raised since the announcement."""
    return financed * outlay_rate


def spent_usd(spent, outlay_rate):
    """Capital spent, in dollars [USD bn]. Method: as announced_usd; money laid out since the announcement."""
    return spent * outlay_rate


def in_service_usd(in_service, service_rate):
    """Capital in service, in dollars [USD bn]. Method: part 2; readings are in prices of 2025, so never deflated."""
    return in_service * service_rate


def announced_market_usd(announced, market_rate):
    """Capital announced, all of it at the market rate [USD bn]. Method: part 1."""
    return announced * market_rate


def announced_ppp_usd(announced, ppp_on_local_part_rate):
    """Capital announced, its local part at purchasing power [USD bn]. Method: part 1."""
    return announced * ppp_on_local_part_rate


def announced_constant_usd(announced, constant_promise_rate):
    """Capital announced, in prices of 2025 [USD bn]. Method: part 2; deflated in its own currency, then converted."""
    return announced * constant_promise_rate


def announced_present_value_usd(announced, market_rate, present_value_factor):
    """Capital announced, its value today at the government's own rate [USD bn]. Method: part 6."""
    return announced * present_value_factor * market_rate


def announced_present_value_private_usd(announced, market_rate, present_value_factor_private):
    """Capital announced, its value today at a private owner's rate [USD bn]. Method: part 6."""
    return announced * present_value_factor_private * market_rate


def announced_market_ratio(comparator_announced_market_usd, subject_announced_market_usd):
    """Capital announced at the market rate, {comparator} over {subject} [ratio]. Method: part 1."""
    return comparator_announced_market_usd / subject_announced_market_usd


def announced_ppp_ratio(comparator_announced_ppp_usd, subject_announced_ppp_usd):
    """Capital announced, local parts at purchasing power, {comparator} over {subject} [ratio]. Method: part 1."""
    return comparator_announced_ppp_usd / subject_announced_ppp_usd


def announced_constant_ratio(comparator_announced_constant_usd, subject_announced_constant_usd):
    """Capital announced in prices of 2025, {comparator} over {subject} [ratio]. Method: part 2."""
    return comparator_announced_constant_usd / subject_announced_constant_usd


def announced_present_value_ratio(comparator_announced_present_value_usd, subject_announced_present_value_usd):
    """Present value of the capital announced at each government's rate, {comparator} over {subject} [ratio].

    Method: part 6.
    """
    return comparator_announced_present_value_usd / subject_announced_present_value_usd


def announced_present_value_private_ratio(
    comparator_announced_present_value_private_usd, subject_announced_present_value_private_usd
):
    """Present value of the capital announced at a private rate, {comparator} over {subject} [ratio]. Method: part 6."""
    return comparator_announced_present_value_private_usd / subject_announced_present_value_private_usd


DOLLARS = {
    "market": {"promise_rate": "market_rate", "outlay_rate": "market_rate", "service_rate": "base_year_rate"},
    "ppp": {
        "promise_rate": "ppp_on_local_part_rate",
        "outlay_rate": "ppp_on_local_part_rate",
        "service_rate": "ppp_on_local_part_rate",
    },
    "constant-2025": {
        "promise_rate": "constant_promise_rate",
        "outlay_rate": "constant_outlay_rate",
        "service_rate": "base_year_rate",
    },
}
"""The ways in which an edition may convert into dollars: which rate stands for a promise, an outlay, what runs."""
