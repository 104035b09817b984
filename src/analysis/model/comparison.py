"""Quantities of the pair: the comparator over the subject, rung by rung.

Money is in billions of US dollars at one rate. Ratios are plain numbers.
"""

from __future__ import annotations

from analysis.model import Number

CROSSES = {"claimed_deployed_share": frozenset({"rung"})}
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


def claimed_deployed_share(comparator_claimed_deployed_usd: Number, comparator_announced_usd: Number) -> Number:
    """Capital claimed to be deployed, of the capital announced, comparator [share].

    Method: crosses two rungs on purpose, a claim over an announcement; the page prints it beside the figure.
    """
    return comparator_claimed_deployed_usd / comparator_announced_usd
