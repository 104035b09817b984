"""One announced sum, read as the whole, as the private part and as the public part."""

from __future__ import annotations

import pandas as pd

from analysis.languages import marked, spoken
from analysis.languages import translate as _
from analysis.model import capital, ladder
from analysis.model.amounts import Triplet
from analysis.study import Quantity, Study
from analysis.study.study import Seat
from analysis.tables.capital import facts_known
from analysis.tables.presentation import NOTHING, present, quantity_of, rate_source
from analysis.wording import quantity

WAYS = {
    "programme_total": marked("The total, public and private"),
    "private_investment": marked("The private part alone"),
    "public_share_of_capex": marked("The public part alone"),
}
"""How the first announced sum was read, by the metric of the facts that read it so."""


@spoken
def ways_to_read(study: Study) -> pd.DataFrame:
    """What the first sum announced for a programme comes to in all, by each way in which documents read it.

    Returns
    -------
    pandas.DataFrame
        One row a way: ``programme``, ``way``, ``first`` and ``last`` (days of the first and the last document that
        reads it so), ``total`` (:class:`Quantity`), ``ratio`` [comparator over subject], ``said``. Empty where the
        public share of a site's cost is not known. ``attrs["sum"]``: the sum (:class:`Quantity`).

    Examples
    --------
    >>> from analysis.study import compare
    >>> [round(total.central) for total in ways_to_read(compare("latest"))["total"]]
    [20, 30, 60]
    """
    rows, facts, first = [], [], None
    for name, seat in study.seats.items():
        share = seat.public_share_of_capex
        if not (seat.announced.known and seat.announced.usd and share.known and seat.announced.central):
            continue
        first = first_announced(study, seat)
        for metric, way in WAYS.items():
            found = facts_known(study, seat.programme, metric)
            found = found if metric == "public_share_of_capex" else found[found["value"] == first.central]
            if found.empty:
                continue
            total = total_read(metric, first, share.value)
            rows.append(
                {
                    "programme": seat.short_name,
                    "way": way,
                    "first": found["day"].iloc[0],
                    "last": found["day"].iloc[-1],
                    "total": total,
                    "ratio": ratio_with(study, name, total.central),
                    "said": found["note"].iloc[-1],
                }
            )
            facts += [*found["fact_id"], *share.fact_ids]
    headings = {
        "way": _("{sum} read as", sum=quantity(first)) if first else marked("Read as"),
        "total": marked("All capital would be"),
        "ratio": marked("Ratio of the announced sums"),
        "first": marked("First read so"),
        "last": marked("Last read so"),
        "said": marked("What was said"),
    }
    sources = [*study.evidence.documents(facts), *rate_source(study)] if rows else []
    return present(rows, headings, sources, sum=first, decimals={"ratio": 1})


def first_announced(study: Study, seat: Seat) -> Quantity:
    """The sum that was announced first by the study's day: the one that documents read in several ways."""
    rows = study.evidence.announcements(seat.programme, study.as_of)
    if rows.empty:
        return seat.announced
    return quantity_of("announced", study.evidence.money(seat.programme, "announced", rows["as_of"].min()))


def total_read(metric: str, told: Quantity, share: Triplet) -> Quantity:
    """All capital, if a sum is what a metric says; its range is that of the public share."""
    if metric == "programme_total":
        return Quantity("total", _("all capital"), told.value, told.unit)
    worked_out = {"private_investment": capital.total_if_private_part}.get(metric, capital.total_if_public_part)
    central, *ends = (worked_out(told.central, end) for end in (share.central, share.low, share.high))
    return Quantity("total", _("all capital"), Triplet(min(ends), central, max(ends)), told.unit)


def ratio_with(study: Study, name: str, total: float) -> float:
    """Ratio of the announced sums, comparator over subject, with another total for one programme; NaN without one."""
    dollars = {seat: quantities.announced.usd for seat, quantities in study.seats.items()}
    if None in dollars.values():
        return NOTHING
    central = {seat: value.central for seat, value in dollars.items()}
    central[name] *= total / study.seats[name].announced.central
    return ladder.announced_ratio(central["comparator"], central["subject"]) if central["subject"] else NOTHING


@spoken
def whole_then_part(ways: pd.DataFrame) -> dict[str, object]:
    """When the first sum was last read as the whole and first as the private part; None for what was never so.

    Parameters
    ----------
    ways : pandas.DataFrame
        As :func:`ways_to_read` gives it.

    Returns
    -------
    dict
        ``told`` (:class:`Quantity`), ``whole`` and ``part`` (days), ``if_part`` and ``if_public`` (all capital then).
    """
    rows = {row["way"]: row for __, row in ways.iterrows()}
    whole, private, public = (rows.get(way, {}) for way in WAYS.values())
    return {
        "told": ways.attrs["sum"],
        "whole": whole.get("last"),
        "part": private.get("first"),
        "if_part": private.get("total"),
        "if_public": public.get("total"),
    }
