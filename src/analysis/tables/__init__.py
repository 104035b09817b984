"""Tables of a study for charts and pages: one row a thing, with headings and the documents behind it."""

# ruff: noqa: F401 (these names are for others)

from analysis.tables.capital import (
    as_far_as_pledged,
    leverage,
    payers,
    publicly_paid,
    said,
    site_debt,
    splits,
    ways_to_read,
    whole_then_part,
)
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
    beside_epoch,
    chips,
    cost_of_an_h100e,
    cost_of_an_hour,
    first_plan,
    furthest_apart,
    gain_of_chips_alone,
    gain_of_first_year,
    later_money,
    megawatts,
    money_against_power,
    one_at_work,
    per_site,
    plans_in_running_sites,
    public_hour,
    rents,
    routes,
    spending_years,
    what_is_short,
    world_shares,
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
from analysis.tables.forecasts import forecast_scores, forecasts, open_forecasts
from analysis.tables.ladder import ladder, rung_by_rung
from analysis.tables.ownership import consortia_checked, in_service, majorities, of_call, ownership, said_and_law
from analysis.tables.pairs import above, below
from analysis.tables.presentation import present
from analysis.tables.promised import (
    PRICE_YEAR,
    announcements,
    full_ppp,
    marked_days,
    measures,
    month_ends_and_extremes,
    ratio_by_rate,
    span_of_ratios,
    treatments,
)
from analysis.tables.realisation import (
    at_latest_pace,
    delivery_rates,
    expected,
    money_over_time,
    none_found,
    rates_hold_the_record,
    record,
    record_in_words,
    shares,
)
from analysis.tables.sites import sites
from analysis.tables.specifications import (
    bounds_in_words,
    by_every_count,
    choices_made,
    choices_refused,
    inferred,
    specifications,
)
from analysis.tables.uncertainty import (
    OUTCOMES,
    across_editions,
    also_together,
    band_by_correlation,
    bands,
    convergence_of,
    judged,
    levers,
    moving_together,
    not_drawn,
    readings_that_conflict,
    widest,
    with_and_without_correlation,
)
from analysis.tables.when import (
    by_half_years,
    calendars,
    call_happened,
    calling,
    delay,
    ends_of_gap,
    lags,
    lead_times,
    slips,
)
