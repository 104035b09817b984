"""Tables of a study for charts and pages: one row a thing, with headings and the documents behind it."""

# ruff: noqa: F401 (these names are for others)

from analysis.tables.capital import leverage, payers, publicly_paid, said, site_debt, splits
from analysis.tables.catching_up import at_round_growth, by_half_years, catch_up, delay, lags
from analysis.tables.changes import changes_since_article, further_changes_since_article
from analysis.tables.claims import (
    article_day,
    claim_beside_announcement,
    claims_held,
    near_claim,
    origin_of_claim,
    readings_near_the_claim,
    spent_when_claimed,
    tally,
)
from analysis.tables.compute import (
    at_prices_of_2025,
    cost_of_an_h100e,
    first_plan,
    megawatts,
    money_against_power,
    per_site,
    plans_in_running_sites,
    routes,
    world_shares,
)
from analysis.tables.compute_prices import (
    chips,
    cost_of_an_hour,
    furthest_apart,
    gain_of_chips_alone,
    gain_of_first_year,
    later_money,
    rents,
    spending_years,
)
from analysis.tables.dependence import (
    AGREES,
    amounts,
    assumed_eu_part,
    eu_parts,
    eu_shares,
    european_firms,
    in_dollars,
    makers_of_power_and_cooling,
    margin_if_all_were_nvidias,
    of_a_euro,
    part_paid_to_nvidia,
)
from analysis.tables.ladder import ladder, rung_by_rung
from analysis.tables.ownership import consortia_checked, in_service, majorities, of_call, ownership, said_and_law
from analysis.tables.pairs import above, below
from analysis.tables.promised import (
    PRICE_YEAR,
    announcements,
    full_ppp,
    marked_days,
    measures,
    month_ends_and_extremes,
    ratio_by_rate,
    treatments,
)
from analysis.tables.readings_of_a_sum import ways_to_read, whole_then_part
from analysis.tables.realisation import expected, money_over_time, record, record_in_words, shares
from analysis.tables.robustness import across_editions, judged, other_methods, readings_that_conflict
from analysis.tables.sites import sites
from analysis.tables.uncertainty import (
    OUTCOMES,
    band_by_correlation,
    bands,
    convergence_of,
    dates_together,
    levers,
    moving_together,
    not_drawn,
    widest,
    with_and_without_correlation,
)
from analysis.tables.when import calendars, call_happened, calling, lead_times, slips
