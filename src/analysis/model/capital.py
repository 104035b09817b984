"""Who pays: public and private money, debt, and what a public euro is said to move.

Private capital is what documents say it is, and the total is the sum of the parts: where public money falls short of
what was announced, the total falls with it.
"""


def public_money(union_budget, member_states):
    """Public money: the union's budget and the states' [bn].

    Method: part 10; grants and purchases of computing time. Loans of a public bank are kept apart: they are paid back.
    """
    return union_budget + member_states


def private_capital(announced, private_part):
    """Private capital, as documents divide the announced sum [bn].

    Method: part 10; the announced sum times the part of it that documents call private, whatever becomes of the public
    money.
    """
    return announced * private_part


def total_of_parts(private_capital, public_money):
    """Capital in all: the private capital and the public money [bn].

    Method: part 10; the announced sum where all public money comes, less where only what law and pledges carry does.
    """
    return private_capital + public_money


def total_of_parts_usd(total_of_parts, promise_rate):
    """Capital in all: the private capital and the public money, in dollars [USD bn]. Method: as announced_usd."""
    return total_of_parts * promise_rate


def public_share(public_money, total_of_parts):
    """Public money, of the capital in all [share]. Method: part 10."""
    return public_money / total_of_parts


def union_share(union_budget, total_of_parts):
    """Money of the union's budget, of the capital in all [share]. Method: part 10."""
    return union_budget / total_of_parts


def private_share(private_capital, total_of_parts):
    """Private capital, of the capital in all [share]. Method: part 10."""
    return private_capital / total_of_parts


def public_bank_share(public_bank_loans, announced):
    """Loans of a public bank, of the capital announced [share].

    Method: part 10; at face value and never added to grants.
    """
    return public_bank_loans / announced


def debt_share(site_debt, site_capital):
    """Debt, of the capital raised for sites [share]. Method: part 10; developers' debt and equity, chips left out."""
    return site_debt / site_capital


def leverage_total_over_public(total_of_parts, public_money):
    """Capital in all for each unit of public money [ratio].

    Method: part 10; numerator: private capital and public money; denominator: all public money.
    """
    return total_of_parts / public_money


def leverage_private_over_public(private_capital, public_money):
    """Private capital for each unit of public money [ratio].

    Method: part 10; numerator: private capital alone; denominator: all public money.
    """
    return private_capital / public_money


def leverage_total_over_union(total_of_parts, union_budget):
    """Capital in all for each unit of the union's budget [ratio].

    Method: part 10; numerator: private capital and public money; denominator: the union's budget alone.
    """
    return total_of_parts / union_budget


def announced_over_parts(comparator_announced_usd, subject_total_of_parts_usd):
    """Capital announced for {comparator}, over the sum of the parts of {subject} [ratio].

    Method: part 10; as the ratio of the capital announced, with no more public money for {subject} than comes.
    """
    return comparator_announced_usd / subject_total_of_parts_usd


def total_if_private_part(announced, public_share_of_capex):
    """Total, if the announced sum were the private part alone [bn].

    Method: part 10; the sum over the private share. The sum of 20 was told as the total, and later as the private part.
    """
    return announced / (1 - public_share_of_capex)


def total_if_public_part(announced, public_share_of_capex):
    """Total, if the announced sum were the public part alone [bn].

    Method: part 10; the sum over the public share, a reading found in the literature.
    """
    return announced / public_share_of_capex
