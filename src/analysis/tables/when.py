"""When: the slips of the call, both calendars, lead times, lags, and what a delay costs."""

from __future__ import annotations

import calendar
import datetime
import math
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.evidence.readings import Row
from analysis.model import schedule
from analysis.model.amounts import Triplet
from analysis.study import Quantity, Study
from analysis.study.readers import year_of
from analysis.study.study import Seat
from analysis.tables.presentation import ENDS, NOTHING, ends, present, quantity_of_fact
from analysis.tables.realisation import all_known
from analysis.text import N_, translate
from analysis.text import translate as _
from analysis.wording import date, month, period
from analysis.wording import ends as range_of

MILESTONES = {
    "announced_on": N_("first announced"),
    "call_opens": N_("call opens"),
    "work_starts": N_("work starts"),
    "first_service_stated": N_("first service"),
    "first_service_outside_view": N_("first service, outside view"),
}
"""The rows of the calendar, in order, with what to call them."""

CLASSES = {
    "us": N_("Sites in the US, median and quartiles"),
    "eu": N_("A European site, on average"),
    "start-campus-sines": N_("Start Campus, Sines, Portugal"),
    "google-waltham-cross": N_("Google, Waltham Cross, United Kingdom"),
}
"""Names of what the lead times were found for."""


OWN = {"observed": N_("{programme}, observed"), "target": N_("{programme}, as stated")}
SET = N_("{programme}, as set")
"""What the lead time of a programme itself is called, by what it is."""


def day_of(year: float) -> datetime.date:
    """The day that a calendar year with decimals stands for.

    Examples
    --------
    >>> day_of(2028.499), day_of(2025.735)
    (datetime.date(2028, 7, 1), datetime.date(2025, 9, 26))
    """
    whole = math.floor(year)
    days = 366 if calendar.isleap(whole) else 365
    return datetime.date(whole, 1, 1) + datetime.timedelta(days=max(0, round((year - whole) * days - 0.5)))


def window(first: datetime.date, last: datetime.date) -> str:
    """A period of days in words: the day, the month, or its first and last month.

    Examples
    --------
    >>> window(datetime.date(2026, 1, 1), datetime.date(2026, 2, 28))
    'January to February 2026'
    """
    if first == last:
        return date(first)
    one, other = period(f"{first:%Y-%m}"), period(f"{last:%Y-%m}")
    if one == other:
        return one
    return _("{first} to {last}", first=one.rpartition(" ")[0] if first.year == last.year else one, last=other)


def calling(study: Study) -> Seat:
    """The programme that has a call, the subject where neither has."""
    return next((seat for seat in study.seats.values() if seat.call_opens.known), study.subject)


def call_happened(study: Study) -> bool:
    """Whether the call had opened on the study's day."""
    rows = study.evidence.schedule_of(calling(study).programme, "call_opens", study.as_of)
    return bool(rows) and rows[-1]["stands"] == "happened"


def slips(study: Study) -> pd.DataFrame:
    r"""Each target that was on record for the opening of the call, and how far it had slipped.

    Returns
    -------
    pandas.DataFrame
        One row a target in order of the day it was on record: ``said_on``, ``first``, ``last`` (its period),
        ``target`` (in words), ``slip`` [months, last day against last day], ``opened``, ``note``. Empty where neither
        programme has a call.

    Examples
    --------
    >>> from analysis.study import compare
    >>> slips(compare("latest"))[["target", "slip"]].round(1).values.tolist()[-1]
    ['30\xa0July\xa02026', 6.9]
    """
    rows = study.evidence.schedule_of(calling(study).programme, "call_opens", study.as_of)
    first = year_of(rows[0]["last"]) if rows else NOTHING
    table = [
        {
            "said_on": row["known_by"],
            "first": row["first"],
            "last": row["last"],
            "target": window(row["first"], row["last"]),
            "slip": schedule.call_slip(year_of(row["last"]), first),
            "opened": row["stands"] == "happened",
            "note": row["note"],
        }
        for row in rows
    ]
    headings = {
        "said_on": N_("On record"),
        "target": N_("Target"),
        "slip": N_("Slip [months]"),
        "note": N_("What was said"),
    }
    sources = [source for row in rows for source in row["source_ids"].split(";")]
    return present(table, headings, sources, decimals={"slip": 1})


def calendars(study: Study) -> pd.DataFrame:
    r"""Both programmes' dates side by side.

    Returns
    -------
    pandas.DataFrame
        One row a seat and milestone: ``seat``, ``programme``, ``milestone``, ``said_on`` (the day on which the date was
        promised; None where nothing was), ``value`` (:class:`Quantity`), ``low``, ``central``, ``high`` [calendar
        years; NaN for a gap], ``when`` (in words), ``kind`` (``observed``, ``target``, ``outside view``, ``set``,
        ``gap``). A milestone that a programme does not have, such as a call, has no row.

    Examples
    --------
    >>> from analysis.study import compare
    >>> table = calendars(compare("latest")).query("milestone == 'first service'")
    >>> [(kind, when.replace("\xa0", " ")) for kind, when in table[["kind", "when"]].values.tolist()]
    [('target', 'July to December 2028'), ('observed', '26 September 2025')]
    """
    rows = []
    for name, seat in study.seats.items():
        for key, words in MILESTONES.items():
            quantity = seat[key]
            if key in ("call_opens", "first_service_outside_view") and not quantity.known:
                continue
            kind, when = kind_and_words(study, seat, key, quantity)
            rows.append(
                {
                    "seat": name,
                    "programme": seat.short_name,
                    "milestone": words,
                    "said_on": quantity.as_of if kind == "target" else None,
                    "value": quantity,
                    **ends(quantity.value),
                    "when": when,
                    "kind": kind,
                }
            )
    headings = {
        "programme": N_("Programme"),
        "milestone": N_("Milestone"),
        "when": N_("Date"),
        "kind": N_("What it is"),
        "said_on": N_("Promised on"),
    }
    return present(rows, headings)


def kind_and_words(study: Study, seat: Seat, key: str, quantity: Quantity) -> tuple[str, str]:
    """What a date of the calendar is, and the date in words."""
    if not quantity.known:
        return N_("gap"), _("no date on record")
    if key == "announced_on":
        return N_("observed"), date(quantity.as_of)
    if key == "first_service_outside_view":
        whole = None not in (quantity.value.low, quantity.value.high)
        return N_("outside view"), month(quantity.central) + (range_of(quantity.value, "year") if whole else "")
    if quantity.set_by:
        return N_("set"), month(quantity.central)
    milestone = "first_service" if key == "first_service_stated" else key
    row = study.evidence.schedule_of(seat.programme, milestone, study.as_of)[-1]
    kind = N_("observed") if row["stands"] == "happened" else N_("target")
    return kind, window(row["first"], row["last"])


def lead_times(study: Study) -> pd.DataFrame:
    """Months from the start of work to first power or service: like sites, and the programmes themselves.

    Returns
    -------
    pandas.DataFrame
        One row a case known on the study's day: ``seat``, ``programme``, ``case``, ``kind`` (``like sites``, ``range
        used``, ``observed``, ``target``, ``set``), ``low``, ``central``, ``high`` [months], ``note``.

    Examples
    --------
    >>> from analysis.study import compare
    >>> lead_times(compare("latest")).query("seat == 'comparator'")["central"].round(1).tolist()
    [24.0, 24.0, 15.9]
    """
    rows, sources = [], []
    for name, seat in study.seats.items():
        common = {"seat": name, "programme": seat.short_name}
        assumption = study.evidence.assumption("months_to_first_power", seat.programme)
        ids = assumption["fact_ids"] if assumption else ""
        facts = [study.evidence.fact(fact_id) for fact_id in ids.split(";") if fact_id and all_known(study, fact_id)]
        rows += [common | case_of(fact) for fact in facts]
        sources += study.evidence.documents(fact["fact_id"] for fact in facts)
        used, own = seat.months_to_first_power, seat.months_to_first_service
        if used.known:
            kind = N_("set") if used.set_by else N_("range used")
            rows.append(common | case(N_("Range used here"), kind, ends(used.value), used.why))
        if own.known:
            kind, __ = kind_and_words(study, seat, "first_service_stated", seat.first_service_stated)
            name = translate(OWN.get(kind, SET), programme=seat.short_name)
            rows.append(common | case(name, kind, ends(own.value), seat.first_service_stated.why))
        sources += [*used.sources, *own.sources] if rows else []
    headings = {
        "programme": N_("Set beside"),
        "case": N_("Case"),
        "kind": N_("What it is"),
        "low": N_("Low [months]"),
        "central": N_("Central [months]"),
        "high": N_("High [months]"),
        "note": N_("Note"),
    }
    return present(rows, headings, sources, decimals=dict.fromkeys(ENDS, 1))


def case_of(fact: Row) -> dict:
    """One fact on the time that sites took, in months."""
    months = ends(quantity_of_fact(fact).value, schedule.MONTHS if fact["unit"] == "years" else 1)
    return case(CLASSES.get(fact["entity"], fact["entity"]), N_("like sites"), months, fact["note"])


def case(name: str, kind: str, months: dict[str, float], note: str) -> dict:
    """One row of the lead times, without its programme."""
    return {"case": name, "kind": kind, **months, "note": note}


LAGS = {
    "first_service_lag": (
        N_("From first service at {comparator} to first service at {subject}"),
        N_("Each date as stated or observed"),
    ),
    "first_service_lag_outside_view": (
        N_("The same by the outside view"),
        N_("Each start of work, and the months that like sites took"),
    ),
    "compute_lag": (
        N_("Between the two plans"),
        N_("The ratio of the plans, as years of the growth that the plan of {comparator} implies"),
    ),
    "compute_lag_at_world_growth": (
        N_("The same at the world's growth"),
        N_("The ratio of the plans, as years of the growth of the world's compute"),
    ),
    "lag_at_first_service": (
        N_("From the day on which {comparator} runs the compute planned for {subject} to first service at {subject}"),
        N_("Compute in service at {comparator}, at the world's growth; the date of {subject} by the outside view"),
    ),
}
"""The lags, each with what it measures and how."""

DELAYS = np.arange(0.0, 37.0)
"""Delays for which the relative size is worked out [months]."""


def ends_of_gap(gap: Quantity) -> dict[str, Quantity]:
    """The ends of a gap that reaches below zero, in whole months: how much ``sooner``, how much ``later``."""
    if gap.value is None or not (gap.value.low or 0) < 0 < (gap.value.high or 0):
        return {}
    return {
        "sooner": replace(gap, value=Triplet.exact(float(round(-gap.value.low)))),
        "later": replace(gap, value=Triplet.exact(float(round(gap.value.high)))),
    }


def lags(study: Study) -> pd.DataFrame:
    """By how many years the subject lies behind or ahead, in several ways, none of which needs a forecast of it.

    Returns
    -------
    pandas.DataFrame
        One row a measure: ``what``, ``years`` (:class:`Quantity`), ``how`` (or why there is none).
    """
    names = {name: seat.name for name, seat in study.seats.items()}
    rows = []
    for name, (what, how) in LAGS.items():
        years, told = study.comparison[name], translate(what, **names)
        if years.known and years.central < 0:  # a lead is told as one
            told = _("{what}: here {subject} is ahead", what=told, subject=names["subject"])
            ends = (None if end is None else -end for end in (years.value.high, years.value.central, years.value.low))
            years = replace(years, value=Triplet(*ends))
        rows.append({"what": told, "years": years, "how": years.gap or translate(how, **names)})
    return present(rows, {"what": N_("Measured"), "years": N_("Years"), "how": N_("How, or why not")})


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
    marks = {12.0: N_("one year")} | ({slip.central: N_("the call's slip")} if slip.known and slip.central > 0 else {})
    at = np.array(sorted({*DELAYS, *marks}))
    name, table = "subject_relative_size_after_slip", pd.DataFrame({"months": at})
    for end, value in (("low", growth.high), ("central", growth.central), ("high", growth.low)):
        kept = study.graph.run({"subject_call_slip": at, "world_compute_growth": value}, [name])
        table[end] = kept[name] * 100
    table["mark"] = [marks.get(value, "") for value in at]
    headings = {
        "months": N_("Months of delay"),
        "low": N_("Low [%]"),
        "central": N_("Kept [%]"),
        "high": N_("High [%]"),
        "mark": N_("Mark"),
    }
    sources = [*study.common.world_compute_growth.sources, *slip.sources]
    return present(table, headings, sources, decimals=dict.fromkeys(("months", *ENDS), 1))


def by_half_years(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of :func:`delay` that a reader needs: every sixth month, and those with a mark."""
    return present(table[(table["months"] % 6 == 0) | (table["mark"] != "")], **table.attrs)
