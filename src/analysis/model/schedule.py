"""When: slips, lead times, first service, lag, catching up, what a delay costs."""

from __future__ import annotations

from analysis.model import Number
from analysis.model.elementary import NEVER, greater, log

MONTHS = 12


def call_slip(call_opens: Number, call_first_target: Number) -> Number:
    """Months by which the opening of the call moved from its first target [months].

    Method: part 4; from the last day of the period first named to the day it opened, or to the last day of the
    period named at this edition's date.
    """
    return (call_opens - call_first_target) * MONTHS


def months_to_first_service(first_service_stated: Number, work_starts: Number) -> Number:
    """Months from the start of work to first service, as the programme states or as observed [months].

    Method: part 4; promise and target apart.
    """
    return (first_service_stated - work_starts) * MONTHS


def first_service_outside_view(work_starts: Number, months_to_first_power: Number) -> Number:
    """First service that the record of like sites lets one expect [year].

    Method: part 4, reference-class forecast: the start of work and the months that like sites took from there.
    """
    return work_starts + months_to_first_power / MONTHS


def first_service_gap(first_service_outside_view: Number, first_service_stated: Number) -> Number:
    """Months by which the outside view lies later than what is stated or was observed [months]. Method: part 4."""
    return (first_service_outside_view - first_service_stated) * MONTHS


def relative_size_after_slip(call_slip: Number, *, world_compute_growth: Number) -> Number:
    """Size that a fixed amount of compute keeps beside the world's, once the call has slipped [share].

    Method: part 13; the world's compute grows on while the call waits.
    """
    return world_compute_growth ** (-call_slip / MONTHS)


def lost_by_a_year_of_delay(*, world_compute_growth: Number) -> Number:
    """Relative size that a fixed amount of compute loses with each year of delay [share]. Method: part 13."""
    return 1 - 1 / world_compute_growth


def first_service_lag(subject_first_service_stated: Number, comparator_first_service_stated: Number) -> Number:
    """Years from the comparator's first service to the subject's, as stated or observed [years]. Method: part 13."""
    return subject_first_service_stated - comparator_first_service_stated


def first_service_lag_outside_view(
    subject_first_service_outside_view: Number, comparator_first_service_outside_view: Number
) -> Number:
    """Years from the comparator's first service to the subject's, both by the outside view [years]. Method: part 4."""
    return subject_first_service_outside_view - comparator_first_service_outside_view


def planned_compute_ratio(comparator_h100e_planned: Number, subject_h100e_planned: Number) -> Number:
    """Compute planned, comparator over subject [ratio]. Method: part 13; whole plan over whole plan."""
    return comparator_h100e_planned / subject_h100e_planned


def compute_lag(planned_compute_ratio: Number, comparator_compute_growth: Number) -> Number:
    """Years since the comparator's plan would have had the subject's planned level [years].

    Method: part 13; the logarithm of the ratio over that of the comparator's yearly growth. It needs no forecast of
    the subject. Below zero where the subject plans more.
    """
    return log(planned_compute_ratio) / log(comparator_compute_growth)


def comparator_reaches_subjects_plan(
    subject_h100e_planned: Number,
    comparator_h100e_in_service: Number,
    comparator_compute_growth: Number,
    *,
    as_of_year: Number,
) -> Number:
    """When the comparator has in service what the subject plans [year].

    Method: part 13; from the comparator's compute in service on this edition's day, at its yearly growth.
    """
    return as_of_year + log(subject_h100e_planned / comparator_h100e_in_service) / log(comparator_compute_growth)


def lag_at_first_service(
    subject_first_service_outside_view: Number, comparator_reaches_subjects_plan: Number
) -> Number:
    """Years between the comparator's having the subject's planned compute and the subject's first service [years].

    Method: part 13; the subject's date by the outside view. First service is a first phase, so this is the least lag.
    """
    return subject_first_service_outside_view - comparator_reaches_subjects_plan


def catch_up_time(
    planned_compute_ratio: Number, subject_compute_growth: Number, comparator_compute_growth: Number
) -> Number:
    """Years in which the subject's compute would reach the comparator's, a moving target [years].

    Method: part 13; never where the subject grows no faster, nought where it is not behind.
    """
    years = log(planned_compute_ratio) / (log(subject_compute_growth) - log(comparator_compute_growth))
    moving = greater(subject_compute_growth, comparator_compute_growth, years, NEVER)
    return greater(planned_compute_ratio, 1, moving, 0)


def catch_up_time_static(planned_compute_ratio: Number, subject_compute_growth: Number) -> Number:
    """Years in which the subject's compute would reach the comparator's if that stood still [years].

    Method: part 13; the easy case, shown only beside catch_up_time.
    """
    return greater(planned_compute_ratio, 1, log(planned_compute_ratio) / log(subject_compute_growth), 0)
