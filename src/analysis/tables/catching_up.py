"""Time lost: lags between the programmes, years to catch up, and what a delay costs."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from analysis.languages import marked, spoken, translate
from analysis.languages import translate as _
from analysis.study import Study
from analysis.study.derived import known
from analysis.tables.presentation import ENDS, present
from analysis.tables.when import calling
from analysis.wording import number

LAGS = {
    "first_service_lag": (
        marked("From first service at {comparator} to first service at {subject}"),
        marked("Each date as stated or observed"),
    ),
    "first_service_lag_outside_view": (
        marked("The same by the outside view"),
        marked("Each start of work, and the months that like sites took"),
    ),
    "compute_lag": (
        marked("Between the two plans"),
        marked("The ratio of the plans, as years of growth at {comparator}"),
    ),
    "lag_at_first_service": (
        marked(
            "From the day on which {comparator} runs the compute planned for {subject} to first service at {subject}"
        ),
        marked("Compute in service at {comparator}, at its growth; the date of {subject} by the outside view"),
    ),
}
"""The lags, each with what it measures and how."""

GROWTHS = np.round(np.arange(1.0, 8.001, 0.05), 2)
"""Growth of the subject's compute for which the time to catch up is worked out [factor a year]."""

DELAYS = np.arange(0.0, 37.0)
"""Delays for which the relative size is worked out [months]."""


@spoken
def lags(study: Study) -> pd.DataFrame:
    """By how many years the subject lies behind, measured in several ways, none of which needs a forecast of it.

    Returns
    -------
    pandas.DataFrame
        One row a measure: ``what``, ``years`` (:class:`Quantity`), ``how`` (or why there is none).
    """
    names = {name: seat.name for name, seat in study.seats.items()}
    rows = [
        {"what": translate(what, **names), "years": years, "how": years.gap or translate(how, **names)}
        for years, (what, how) in ((study.comparison[name], words) for name, words in LAGS.items())
    ]
    return present(rows, {"what": marked("Measured"), "years": marked("Years"), "how": marked("How, or why not")})


@spoken
def catch_up(study: Study) -> pd.DataFrame:
    """Years in which the subject's compute would reach the comparator's, by its own growth.

    Returns
    -------
    pandas.DataFrame
        One row a growth of the subject: ``growth`` [factor a year], ``low``, ``central``, ``high`` [years; infinite
        for never], at the comparator's slowest, central and fastest growth; ``words``. Empty where the subject is not
        behind, or a plan is a gap.

    Examples
    --------
    >>> from analysis.study import compare
    >>> catch_up(compare("latest")).set_index("growth").loc[[3.0, 5.0], "central"].round(1).tolist()
    [inf, 6.6]
    """
    headings = {"growth": marked("Growth of the subject [times a year]"), "words": marked("Years to catch up")}
    ratio, growth = study.comparison.planned_compute_ratio, study.comparator.compute_growth
    if not ratio.known or ratio.central <= 1 or not growth.known:
        return present([], headings, [])
    values = known(study.inputs) | {"subject_compute_growth": GROWTHS}
    years = {"growth": GROWTHS}
    for end in ENDS:
        moving = values | {"comparator_compute_growth": getattr(growth.value, end)}
        years[end] = study.graph.run(moving, ["catch_up_time"])["catch_up_time"]
    table = pd.DataFrame(years).assign(words=lambda rows: [in_years(row) for __, row in rows.iterrows()])
    return present(table, headings, [*ratio.sources, *growth.sources])


def in_years(row: pd.Series) -> str:
    """A time to catch up with its range, or never."""
    low, central, high = (
        _("never") if math.isinf(row[end]) else number(row[end], decimals=1) for end in ("low", "central", "high")
    )
    return central if row["low"] == row["high"] else central + _(" ({low} to {high})", low=low, high=high)


@spoken
def at_round_growth(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of :func:`catch_up` that a reader needs: those at every half."""
    return present(table[(table["growth"] * 2) % 1 == 0], **table.attrs) if len(table) else table


@spoken
def delay(study: Study) -> pd.DataFrame:
    """What a fixed amount of compute keeps of its size beside the world's, by months of delay.

    Returns
    -------
    pandas.DataFrame
        One row a month, and one for the slip of the call where there is one: ``months``, ``low``, ``central``,
        ``high`` [percent kept; over the range of the world's growth], ``mark`` (what the row stands for, else empty).

    Examples
    --------
    >>> from analysis.study import compare
    >>> delay(compare("latest")).set_index("mark").loc[["one year", "the call's slip"], "central"].round(1).tolist()
    [33.3, 53.0]
    """
    growth, slip = study.common.world_compute_growth.value, calling(study).call_slip
    marks = {12.0: marked("one year")} | (
        {slip.central: marked("the call's slip")} if slip.known and slip.central > 0 else {}
    )
    at = np.array(sorted({*DELAYS, *marks}))
    name, table = "subject_relative_size_after_slip", pd.DataFrame({"months": at})
    for end, value in (("low", growth.high), ("central", growth.central), ("high", growth.low)):
        kept = study.graph.run({"subject_call_slip": at, "world_compute_growth": value}, [name])
        table[end] = kept[name] * 100
    table["mark"] = [marks.get(value, "") for value in at]
    headings = {
        "months": marked("Months of delay"),
        "low": marked("Low [%]"),
        "central": marked("Kept [%]"),
        "high": marked("High [%]"),
        "mark": marked("Mark"),
    }
    sources = [*study.common.world_compute_growth.sources, *slip.sources]
    return present(table, headings, sources, decimals=dict.fromkeys(("months", *ENDS), 1))


@spoken
def by_half_years(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of :func:`delay` that a reader needs: every sixth month, and those with a mark."""
    return present(table[(table["months"] % 6 == 0) | (table["mark"] != "")], **table.attrs)
