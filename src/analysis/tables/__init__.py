"""Tables of a study for charts and pages: one row a thing, with headings and the documents behind it."""

from analysis.tables.claims import (
    article_day,
    changes_since_article,
    claim_beside_announcement,
    claims_held,
    origin_of_claim,
    spent_when_claimed,
    sums_near_the_claim,
)
from analysis.tables.ladder import ladder, rung_by_rung
from analysis.tables.promised import announcements, marked_days, measures, month_ends_and_extremes, ratio_by_rate
from analysis.tables.rules import consortia_checked, ownership
from analysis.tables.sites import sites

__all__ = [
    "announcements",
    "article_day",
    "changes_since_article",
    "claim_beside_announcement",
    "claims_held",
    "consortia_checked",
    "ladder",
    "marked_days",
    "measures",
    "month_ends_and_extremes",
    "origin_of_claim",
    "ownership",
    "ratio_by_rate",
    "rung_by_rung",
    "sites",
    "spent_when_claimed",
    "sums_near_the_claim",
]
