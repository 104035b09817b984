"""Who pays: public and private money, debt, and what a public euro is said to move."""

from __future__ import annotations

from analysis.model import Number


def public_money(union_budget: Number, member_states: Number) -> Number:
    """Public money: the union's budget and the states' [bn].

    Method: part 10; grants and purchases of computing time. Loans of a public bank are kept apart: they are paid back.
    """
    return union_budget + member_states


def private_capital(announced: Number, public_money: Number) -> Number:
    """Private capital: what of the announced sum is not public money [bn].

    Method: part 10; a remainder. It agrees with the private sums that documents give.
    """
    return announced - public_money


def public_share(public_money: Number, announced: Number) -> Number:
    """Public money, of the capital announced [share]. Method: part 10."""
    return public_money / announced


def union_share(union_budget: Number, announced: Number) -> Number:
    """Money of the union's budget, of the capital announced [share]. Method: part 10."""
    return union_budget / announced


def private_share(private_capital: Number, announced: Number) -> Number:
    """Private capital, of the capital announced [share]. Method: part 10."""
    return private_capital / announced


def public_bank_share(public_bank_loans: Number, announced: Number) -> Number:
    """Loans of a public bank, of the capital announced [share].

    Method: part 10; at face value and never added to grants.
    """
    return public_bank_loans / announced


def debt_share(site_debt: Number, site_capital: Number) -> Number:
    """Debt, of the capital raised for sites [share]. Method: part 10; developers' debt and equity, chips left out."""
    return site_debt / site_capital


def leverage_total_over_public(announced: Number, public_money: Number) -> Number:
    """Capital announced for each unit of public money [ratio].

    Method: part 10; numerator: all capital announced, public and private; denominator: all public money.
    """
    return announced / public_money


def leverage_private_over_public(private_capital: Number, public_money: Number) -> Number:
    """Private capital for each unit of public money [ratio].

    Method: part 10; numerator: private capital alone; denominator: all public money.
    """
    return private_capital / public_money


def leverage_total_over_union(announced: Number, union_budget: Number) -> Number:
    """Capital announced for each unit of the union's budget [ratio].

    Method: part 10; numerator: all capital announced; denominator: the union's budget alone.
    """
    return announced / union_budget


def total_if_private_part(announced: Number, public_share_of_capex: Number) -> Number:
    """Total, if the announced sum were the private part alone [bn].

    Method: part 10; the sum over the private share. The sum of 20 was told as the total, and later as the private part.
    """
    return announced / (1 - public_share_of_capex)


def total_if_public_part(announced: Number, public_share_of_capex: Number) -> Number:
    """Total, if the announced sum were the public part alone [bn].

    Method: part 10; the sum over the public share, a reading found in the literature.
    """
    return announced / public_share_of_capex
