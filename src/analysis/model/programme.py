"""Quantities of one programme.

Each function is named for what it returns and its parameters for what it needs: other quantities or inputs. They
run on floats, on arrays and on symbols alike. Money is in billions of the programme's own currency unless the name
ends in ``_usd``: then it is in billions of US dollars. ``usd_per_unit`` is US dollars for one unit of the currency.
"""

from __future__ import annotations

from analysis.model import Number

PER_BILLION = 1_000_000_000


def announced_usd(announced: Number, usd_per_unit: Number) -> Number:
    """Capital announced, at the market rate [USD bn]. Method: methods page, part 1."""
    return announced * usd_per_unit


def claimed_deployed_usd(claimed_deployed: Number, usd_per_unit: Number) -> Number:
    """Capital claimed to be deployed, at the market rate [USD bn]. Method: methods page, part 1."""
    return claimed_deployed * usd_per_unit


def committed_usd(committed: Number, usd_per_unit: Number) -> Number:
    """Capital committed, at the market rate [USD bn]. Method: methods page, part 1."""
    return committed * usd_per_unit


def financed_usd(financed: Number, usd_per_unit: Number) -> Number:
    """Capital financed, at the market rate [USD bn]. Method: methods page, part 1."""
    return financed * usd_per_unit


def spent_usd(spent: Number, usd_per_unit: Number) -> Number:
    """Capital spent, at the market rate [USD bn]. Method: methods page, part 1."""
    return spent * usd_per_unit


def in_service_usd(in_service: Number, usd_per_unit: Number) -> Number:
    """Capital in service, at the market rate [USD bn]. Method: methods page, part 1."""
    return in_service * usd_per_unit


def announced_per_site(announced: Number, sites: Number) -> Number:
    """Capital announced for each site planned [bn per site]. Method: the announced sum over the sites planned."""
    return announced / sites


def announced_per_site_usd(announced_usd: Number, sites: Number) -> Number:
    """Capital announced for each site planned [USD bn per site]. Method: as announced_per_site."""
    return announced_usd / sites


def announced_per_head(announced: Number, population: Number) -> Number:
    """Capital announced for each person living in the territory [per person]. Method: methods page, part 12."""
    return announced * PER_BILLION / population


def announced_per_head_usd(announced_usd: Number, population: Number) -> Number:
    """Capital announced for each person living in the territory [USD per person]. Method: methods page, part 12."""
    return announced_usd * PER_BILLION / population


def announced_per_year(announced: Number, span_years: Number) -> Number:
    """Capital announced for each year of the programme [bn per year]. Method: methods page, part 12."""
    return announced / span_years


def announced_per_year_usd(announced_usd: Number, span_years: Number) -> Number:
    """Capital announced for each year of the programme [USD bn per year]. Method: methods page, part 12."""
    return announced_usd / span_years


def announced_per_gdp(announced_per_year: Number, gdp: Number) -> Number:
    """Capital announced for each year, as a share of one year's output [share of GDP per year].

    Method: methods page, part 12; the sum of several years is divided by them first. Output is in billions of the
    programme's own currency.
    """
    return announced_per_year / gdp
