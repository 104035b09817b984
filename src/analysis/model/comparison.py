"""Quantities of the pair: the comparator over the subject, rung by rung.

Money is in billions of US dollars at one rate. Ratios are plain numbers.
"""

from __future__ import annotations

from analysis.model import Number

CROSSES = {
    "claimed_deployed_share": frozenset({"rung"}),
    "claimed_deployed_against_announced": frozenset({"rung"}),
}
"""Ratios that are meant to cross kinds, and which: the page prints it beside them."""


def announced_ratio(comparator_announced_usd: Number, subject_announced_usd: Number) -> Number:
    """Capital announced, comparator over subject [ratio]. Method: one rung, one currency at the market rate."""
    return comparator_announced_usd / subject_announced_usd


def committed_ratio(comparator_committed_usd: Number, subject_committed_usd: Number) -> Number:
    """Capital committed, comparator over subject [ratio]. Method: one rung, one currency at the market rate."""
    return comparator_committed_usd / subject_committed_usd


def financed_ratio(comparator_financed_usd: Number, subject_financed_usd: Number) -> Number:
    """Capital financed, comparator over subject [ratio]. Method: one rung, one currency at the market rate."""
    return comparator_financed_usd / subject_financed_usd


def spent_ratio(comparator_spent_usd: Number, subject_spent_usd: Number) -> Number:
    """Capital spent, comparator over subject [ratio]. Method: one rung, one currency at the market rate."""
    return comparator_spent_usd / subject_spent_usd


def in_service_ratio(comparator_in_service_usd: Number, subject_in_service_usd: Number) -> Number:
    """Capital in service, comparator over subject [ratio]. Method: one rung, one currency at the market rate."""
    return comparator_in_service_usd / subject_in_service_usd


def announced_per_site_ratio(
    comparator_announced_per_site_usd: Number, subject_announced_per_site_usd: Number
) -> Number:
    """Capital announced for each site, comparator over subject [ratio]. Method: as announced_ratio, over sites."""
    return comparator_announced_per_site_usd / subject_announced_per_site_usd


def announced_per_head_ratio(
    comparator_announced_per_head_usd: Number, subject_announced_per_head_usd: Number
) -> Number:
    """Capital announced for each person, comparator over subject [ratio]. Method: as announced_ratio, over people."""
    return comparator_announced_per_head_usd / subject_announced_per_head_usd


def announced_per_year_ratio(
    comparator_announced_per_year_usd: Number, subject_announced_per_year_usd: Number
) -> Number:
    """Capital announced for each year, comparator over subject [ratio]. Method: as announced_ratio, over years."""
    return comparator_announced_per_year_usd / subject_announced_per_year_usd


def announced_per_gdp_ratio(comparator_announced_per_gdp: Number, subject_announced_per_gdp: Number) -> Number:
    """Capital announced for each year over output, comparator over subject [ratio]. Method: one share over another."""
    return comparator_announced_per_gdp / subject_announced_per_gdp


def claimed_deployed_share(comparator_claimed_deployed_usd: Number, comparator_announced_usd: Number) -> Number:
    """Capital claimed to be deployed, of the capital announced, comparator [share].

    Method: crosses two rungs on purpose, a claim over an announcement; the page prints it beside the figure.
    """
    return comparator_claimed_deployed_usd / comparator_announced_usd


def claimed_deployed_against_announced(
    comparator_claimed_deployed_usd: Number, subject_announced_usd: Number
) -> Number:
    """Capital claimed to be deployed by the comparator, over the capital announced by the subject [ratio].

    Method: the comparison that the article invites; it crosses two rungs, a claim over an announcement, and is
    shown only with that said beside it.
    """
    return comparator_claimed_deployed_usd / subject_announced_usd
