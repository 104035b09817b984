"""The ladder: how much of a promise has become real, on both sides, and what the record of others lets one expect."""

from analysis.model.elementary import UNDEFINED, greater


def committed_share(committed, announced):
    """Capital committed, of the capital announced [share]. Method: part 3; crosses two rungs on purpose."""
    return committed / announced


def financed_share(financed, announced):
    """Capital financed, of the capital announced [share]. Method: part 3; crosses two rungs on purpose."""
    return financed / announced


def attributed_spent(spent, spent_attributable):
    """Capital spent that counts towards the sum announced [bn].

    Method: part 3; what is spent, unless it is unlike the promise or older than it.
    """
    return spent * spent_attributable


def attributed_in_service(in_service, in_service_attributable):
    """Capital in service that counts towards the sum announced [bn]. Method: part 3; as attributed_spent."""
    return in_service * in_service_attributable


def spent_share(attributed_spent, announced):
    """Capital spent, of the capital announced [share]. Method: part 3; crosses two rungs on purpose."""
    return attributed_spent / announced


def realisation_rate(attributed_in_service, announced):
    """Capital in service, of the capital announced [share]. Method: part 3; crosses two rungs on purpose."""
    return attributed_in_service / announced


def expected_delivered(
    announced,
    delivery_rate_by_promised_date,
    spent=0.0,
    spent_attributable=0.0,
    in_service=0.0,
    in_service_attributable=0.0,
):
    """Capital that the record of earlier programmes lets one expect by the promised date [bn].

    Method: part 19; what is spent is spent, at least the cost of what runs, and of the rest comes what came of like
    promises. Where neither was found there is nothing to go by, and the rate stands for the whole sum.
    """
    paid, running = spent * spent_attributable, in_service * in_service_attributable
    there = greater(running, paid, running, paid)
    return there + greater(announced, there, announced - there, 0) * delivery_rate_by_promised_date


def expected_delivered_usd(
    announced_usd,
    delivery_rate_by_promised_date,
    spent=0.0,
    spent_attributable=0.0,
    in_service=0.0,
    in_service_attributable=0.0,
    outlay_rate=0.0,
    service_rate=0.0,
):
    """Capital that the record of earlier programmes lets one expect by the promised date, in dollars [USD bn].

    Method: as expected_delivered; an outlay and what runs are converted as they are by themselves.
    """
    paid, running = spent * outlay_rate, in_service * service_rate
    return expected_delivered(
        announced_usd, delivery_rate_by_promised_date, paid, spent_attributable, running, in_service_attributable
    )


def promised_by(spending_starts, span_years):
    """Day by which the announced sum was to be spent [year]. Method: part 19; the end of its span, as in part 5."""
    return spending_starts + span_years


def spent_per_year(attributed_spent, spent_on, spending_starts):
    """Capital spent in a year, on average so far [bn per year].

    Method: part 19; from the start of spending to the day of the reading, which has to come later.
    """
    return greater(spent_on, spending_starts, attributed_spent / (spent_on - spending_starts), UNDEFINED)


def spent_at_this_pace(attributed_spent, spent_on, spent_per_year, promised_by):
    """Capital that would be spent by the promised date at the pace so far [bn].

    Method: part 19; a straight line from the day of the reading. It forecasts nothing: spending has sped up so far.
    """
    return attributed_spent + spent_per_year * (promised_by - spent_on)


def announced_ratio(comparator_announced_usd, subject_announced_usd):
    """Capital announced, {comparator} over {subject} [ratio]. Method: part 3; one rung, one currency."""
    return comparator_announced_usd / subject_announced_usd


def committed_ratio(comparator_committed_usd, subject_committed_usd):
    """Capital committed, {comparator} over {subject} [ratio]. Method: part 3; one rung, one currency."""
    return comparator_committed_usd / subject_committed_usd


def financed_ratio(comparator_financed_usd, subject_financed_usd):
    """Capital financed, {comparator} over {subject} [ratio]. Method: part 3; one rung, one currency."""
    return comparator_financed_usd / subject_financed_usd


def spent_ratio(comparator_spent_usd, subject_spent_usd):
    """Capital spent, {comparator} over {subject} [ratio]. Method: part 3; one rung, one currency."""
    return comparator_spent_usd / subject_spent_usd


def in_service_ratio(comparator_in_service_usd, subject_in_service_usd):
    """Capital in service, {comparator} over {subject} [ratio]. Method: part 3; one rung, one currency."""
    return comparator_in_service_usd / subject_in_service_usd


def claimed_deployed_share(comparator_claimed_deployed_usd, comparator_announced_usd):
    """Capital claimed to be deployed, of the capital announced, {comparator} [share].

    Method: part 3; crosses two rungs on purpose, a claim over an announcement; the page prints it beside the figure.
    """
    return comparator_claimed_deployed_usd / comparator_announced_usd


def claimed_deployed_against_announced(comparator_claimed_deployed_usd, subject_announced_usd):
    """Capital claimed to be deployed for {comparator}, over the capital announced for {subject} [ratio].

    Method: part 3; the comparison that the article invites. It crosses two rungs, a claim over an announcement, and is
    shown only with that said beside it.
    """
    return comparator_claimed_deployed_usd / subject_announced_usd


CROSSES = {
    "committed_share": frozenset({"rung", "span", "payers"}),
    "financed_share": frozenset({"rung", "span"}),
    "spent_share": frozenset({"rung", "span"}),
    "realisation_rate": frozenset({"rung", "span", "price_basis"}),
    "claimed_deployed_share": frozenset({"rung"}),
    "claimed_deployed_against_announced": frozenset({"rung"}),
}
"""Kinds of difference that a quantity of the model is about; every other pair of sums has to be alike."""
