"""When: slips, lead times, first service, lag, growth, what a delay costs."""

from analysis.model.elementary import UNDEFINED, greater, log

MONTHS = 12


def call_slip(call_opens, call_first_target):
    """Months by which the opening of the call moved from its first target [months].

    Method: part 4; from the last day of the period first named to the day it opened, or to the last day of the
    period named at this edition's date.
    """
    return (call_opens - call_first_target) * MONTHS


def months_to_first_service(first_service_stated, work_starts):
    """Months from the start of work to first service, as the programme states or as observed [months].

    Method: part 4; a period that was named counts by its last day, as the opening of a call does.
    """
    return (first_service_stated - work_starts) * MONTHS


def first_service_outside_view(work_starts, months_to_first_power, first_service_happened):
    """First service that the record of like sites lets one expect [year].

    Method: part 4, reference-class forecast: the start of work and the months that like sites took from there. What
    has happened has no outside view.
    """
    return greater(first_service_happened, 0, UNDEFINED, work_starts + months_to_first_power / MONTHS)


def first_service_expected(first_service_stated, first_service_happened, work_starts, months_to_first_power):
    """First service: the day observed, or else the day that the record of like sites lets one expect [year].

    Method: part 4.
    """
    by_record = work_starts + months_to_first_power / MONTHS
    return greater(first_service_happened, 0, first_service_stated, by_record)


def first_service_gap(first_service_outside_view, first_service_stated):
    """Months by which the outside view lies later than what is stated [months]. Method: part 4."""
    return (first_service_outside_view - first_service_stated) * MONTHS


def relative_size_after_slip(call_slip, *, world_compute_growth):
    """Size that a fixed amount of compute keeps beside the world's, once the call has slipped [share].

    Method: part 13; the world's compute grows on while the call waits.
    """
    return world_compute_growth ** (-call_slip / MONTHS)


def lost_by_a_year_of_delay(*, world_compute_growth):
    """Relative size that a fixed amount of compute loses with each year of delay [share]. Method: part 13."""
    return 1 - 1 / world_compute_growth


def first_service_lag(subject_first_service_stated, comparator_first_service_stated):
    """Years from first service of {comparator} to that of {subject}, as stated or observed [years]. Method: part 13."""
    return subject_first_service_stated - comparator_first_service_stated


def first_service_lag_outside_view(subject_first_service_expected, comparator_first_service_expected):
    """Years from first service of {comparator} to that of {subject}, as observed or by the outside view [years].

    Method: part 4.
    """
    return subject_first_service_expected - comparator_first_service_expected


def planned_growth(h100e_planned, h100e_in_service, h100e_in_service_on, plan_complete):
    """Growth of the programme's compute that its plan implies, as a factor a year [ratio].

    Method: part 13; from what is in service on the day of the reading to the whole plan on the day it names.
    """
    return (h100e_planned / h100e_in_service) ** (1 / (plan_complete - h100e_in_service_on))


def planned_compute_ratio(comparator_h100e_planned, subject_h100e_planned):
    """Compute planned, {comparator} over {subject} [ratio]. Method: part 13; whole plan over whole plan."""
    return comparator_h100e_planned / subject_h100e_planned


def compute_lag(planned_compute_ratio, comparator_planned_growth):
    """Years since the plan of {comparator} would have had the level planned for {subject}, at its own growth [years].

    Method: part 13; the logarithm of the ratio over that of the yearly growth that the plan of {comparator} implies.
    It needs no forecast of {subject}. Below zero where more is planned for {subject}.
    """
    return log(planned_compute_ratio) / log(comparator_planned_growth)


def compute_lag_at_world_growth(planned_compute_ratio, *, world_compute_growth):
    """Years since {comparator} would have had the level planned for {subject}, at the world's growth [years].

    Method: part 13.
    """
    return log(planned_compute_ratio) / log(world_compute_growth)


def comparator_reaches_subjects_plan(
    subject_h100e_planned, comparator_h100e_in_service, comparator_h100e_in_service_on, *, world_compute_growth
):
    """When {comparator} has in service what is planned for {subject} [year].

    Method: part 13; from the compute of {comparator} in service on the day of its reading, at the world's growth: its
    own plan asks for more and would be sooner there.
    """
    years = log(subject_h100e_planned / comparator_h100e_in_service) / log(world_compute_growth)
    return comparator_h100e_in_service_on + years


def lag_at_first_service(subject_first_service_outside_view, comparator_reaches_subjects_plan):
    """Years between {comparator} having the compute planned for {subject} and first service of {subject} [years].

    Method: part 13; the date of {subject} by the outside view. First service is a first phase, so this is the least
    lag.
    """
    return subject_first_service_outside_view - comparator_reaches_subjects_plan
