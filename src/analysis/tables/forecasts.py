"""Forecasts as they were written down, what came of them, and how well they did."""

from __future__ import annotations

import pandas as pd

from analysis.evidence.readings import Row, records
from analysis.evidence.schemas.forecasts import QUANTILES
from analysis.forecasts import brier_score, crps
from analysis.forecasts import scores as scores_of
from analysis.study import Study
from analysis.tables.presentation import NOTHING, present
from analysis.text import N_, translate
from analysis.text import translate as _
from analysis.wording import date, number, percent, with_unit

HOW = {"recorded": N_("recorded before the event"), "rebuilt": N_("rebuilt afterwards")}
"""How forecasts came about, in words."""


AS_WRITTEN = ("forecast_id", "how", "as_of", "deadline", "probability", *QUANTILES, "outcome")
"""The columns that are taken over as they stand in the file."""


def known_forecasts(study: Study) -> pd.DataFrame:
    """The rows of ``forecasts.csv`` made from evidence of the study's day or before; what came later is left blank."""
    table = study.evidence.forecasts
    table = table[table["as_of"] <= study.as_of].copy()
    later = table["settled_on"].map(lambda day: day is None or day > study.as_of).astype(bool)
    table.loc[later, "outcome"] = NOTHING
    table.loc[later, "outcome_fact_id"] = ""
    return table


def said(row: Row) -> str:
    """What was said: a probability, or a middle with its 50% and its 90% interval."""
    if pd.notna(row["probability"]):
        return percent(row["probability"])
    low, lower, middle, upper, high = (number(row[name]) for name in QUANTILES)
    return _(
        "{middle}; half {lower} to {upper}, nine tenths {low} to {high}",
        middle=with_unit(middle, row["unit"], row["q50"]),
        lower=lower,
        upper=upper,
        low=low,
        high=high,
    )


def what_came(row: Row) -> str:
    """What came of a forecast, in words."""
    if pd.isna(row["outcome"]):
        return _("open until {day}", day=date(row["deadline"]))
    if pd.isna(row["probability"]):
        return with_unit(number(row["outcome"]), row["unit"], row["outcome"])
    return _("it came") if row["outcome"] else _("it did not come")


def forecasts(study: Study) -> pd.DataFrame:
    """Every forecast known on the study's day: what was said, what came.

    Returns
    -------
    pandas.DataFrame
        One row a forecast, in the order of the days that settle them: ``forecast_id``, ``how``, ``seat`` (empty for
        a programme in neither), ``event``, ``deadline``, ``probability``, the five quantiles, ``outcome`` (NaN while
        open), ``is_event``, ``is_open``, ``said``, ``came`` (in words), ``score`` (Brier, or CRPS over the median; NaN
        while open), ``reason``, ``settled_by``.

    Examples
    --------
    >>> from analysis.study import compare
    >>> table = forecasts(compare("latest"))
    >>> table.query("forecast_id == 'call-opens-by-february-2026'")[["probability", "outcome"]].values.tolist()
    [[0.33, 0.0]]
    """
    seats = {seat.programme: name for name, seat in study.seats.items()}
    table = known_forecasts(study).sort_values(["deadline", "forecast_id"])
    rows = []
    for row in records(table):
        is_event = bool(pd.notna(row["probability"]))
        of_number = crps([row[name] for name in QUANTILES], row["outcome"]) / row["q50"]
        rows.append(
            {
                **{name: row[name] for name in AS_WRITTEN},
                "made": HOW[row["how"]],
                "seat": seats.get(row["programme"], ""),
                "event": translate(row["event"]),
                "is_event": is_event,
                "is_open": bool(pd.isna(row["outcome"])),
                "said": said(row),
                "came": what_came(row),
                "score": float(brier_score(row["probability"], row["outcome"]) if is_event else of_number),
                "reason": translate(row["reason"]),
                "settled_by": translate(row["settled_by"]),
            }
        )
    headings = {
        "event": N_("What was forecast"),
        "deadline": N_("By, or as of"),
        "said": N_("What was said"),
        "came": N_("What came"),
        "score": N_("Score"),
        "made": N_("How it was made"),
        "as_of": N_("Known up to"),
        "reason": N_("Why"),
        "settled_by": N_("What settles it"),
    }
    fact_ids = [
        fact_id for cell in [*table["fact_ids"], *table["outcome_fact_id"]] for fact_id in cell.split(";") if fact_id
    ]
    columns = [*AS_WRITTEN, "seat", *headings, "is_event", "is_open"]
    made = pd.DataFrame(rows, columns=list(dict.fromkeys(columns))).astype({"is_event": bool, "is_open": bool})
    return present(made, headings, study.evidence.documents(fact_ids), decimals={"score": 2})


def open_forecasts(study: Study) -> pd.DataFrame:
    """The forecasts that were open on the study's day, with what each rests on and what settles it.

    Returns
    -------
    pandas.DataFrame
        Rows of :func:`forecasts`.
    """
    table = forecasts(study)
    headings = {
        "event": N_("What was forecast"),
        "deadline": N_("By, or as of"),
        "said": N_("What was said"),
        "reason": N_("Why"),
        "settled_by": N_("What settles it"),
    }
    return present(table[table["is_open"]], headings, table.attrs["sources"])


def forecast_scores(study: Study) -> pd.DataFrame:
    """How well the settled forecasts did, recorded and rebuilt apart.

    Returns
    -------
    pandas.DataFrame
        As :func:`analysis.forecasts.scores` gives it, with ``made`` in words, and of the intervals ``half`` and
        ``ninety`` in words.

    Examples
    --------
    >>> from analysis.study import compare
    >>> forecast_scores(compare("latest"))[["how", "events"]].values.tolist()[0]
    ['recorded', 0]
    """
    table = known_forecasts(study)
    scored = scores_of(table[table["outcome"].notna()])
    scored["made"] = scored["how"].map(HOW)
    for name, counted in (("half", "in_half"), ("ninety", "in_ninety")):
        scored[name] = [
            _("{count} of {all}", count=count, all=every) if every else ""
            for count, every in zip(scored[counted], scored["numbers"], strict=True)
        ]
    headings = {
        "made": N_("How it was made"),
        "events": N_("Events settled"),
        "brier": N_("Brier score, mean"),
        "said": N_("Probability said, mean"),
        "came": N_("Share that came"),
        "numbers": N_("Numbers settled"),
        "crps_of_median": N_("CRPS over the median, mean"),
        "half": N_("Within the 50% interval"),
        "ninety": N_("Within the 90% interval"),
    }
    decimals = dict.fromkeys(("brier", "said", "came", "crps_of_median"), 2) | dict.fromkeys(("events", "numbers"), 0)
    return present(scored, headings, (), decimals=decimals)
