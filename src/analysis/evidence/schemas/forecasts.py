"""The table ``data/forecasts.csv``: what was said of the future, and what came."""

from __future__ import annotations

import pandas as pd

from analysis.evidence.columns import (
    choice,
    day,
    identifier,
    number,
    ordered,
    reference,
    references,
    row_check,
    schema,
    text,
)

QUANTILES = ("q05", "q25", "q50", "q75", "q95")
"""The columns of a forecast number: it is said to stay below each with 5, 25, 50, 75 and 95 per cent."""

SETTLED = ("settled_on", "outcome", "outcome_fact_id")
"""The columns that are blank as long as a forecast is open; all others stay as they were written."""


def all_or_none(table: pd.DataFrame, *columns: str) -> pd.Series:
    """Whether some cells of each row are all blank, or none of them is."""
    blank = table[list(columns)] == ""
    return blank.all(axis="columns") | ~blank.any(axis="columns")


def known_before(table: pd.DataFrame) -> pd.Series:
    """The day up to which things were known to each forecast: that of its evidence where it was rebuilt."""
    return table["made_on"].where(table["how"] == "recorded", table["as_of"])


FORECASTS = {
    "forecasts": schema(
        "One row is one dated forecast. Never edited and never dropped: its last three cells alone are filled in, "
        "once it is known what came.",
        {
            "forecast_id": identifier("Id of the forecast", unique=True),
            "made_on": day("Day on which it was written down"),
            "as_of": day("Last day of the evidence that it was made from"),
            "how": choice(
                "recorded (before the event) or rebuilt (afterwards, from what was known on the day of its evidence)",
                "recorded",
                "rebuilt",
            ),
            "programme": reference("Programme it speaks of", "programmes"),
            "event": text("What is forecast: an event that comes or does not, or a number", required=True),
            "deadline": day("Day by which the event comes, or of which the number is"),
            "probability": number("Of an event: how likely it is", 0, 1, required=False),
            **{name: number(f"Of a number: its {int(name[1:])}% quantile", required=False) for name in QUANTILES},
            "unit": reference("Of a number: its unit", "units", required=False),
            "reason": text("How it follows from the model or the record, or that it is a judgement", required=True),
            "fact_ids": references("Facts it rests on, joined by semicolons", "facts", required=False),
            "settled_by": text("What settles it", required=True),
            "settled_on": day("Day on which it was known what came; blank: open", required=False),
            "outcome": number("What came: of an event 1 or 0, of a number its value; blank: open", required=False),
            "outcome_fact_id": reference("The fact that says so; blank: open", "facts", required=False),
        },
        ordered(*QUANTILES),
        row_check(
            "probability",
            lambda table: (table["probability"] == "") == (table[list(QUANTILES)] != "").all(axis="columns"),
            '"{probability}" is not allowed (allowed: blank where all five quantiles are given, else a probability)',
        ),
        row_check(
            "q50",
            lambda table: all_or_none(table, *QUANTILES, "unit"),
            '"{q50}" is not allowed (allowed: all five quantiles with their unit, or none of the six)',
        ),
        row_check(
            "as_of",
            lambda table: table["as_of"] <= table["made_on"],
            "{as_of} is not allowed (allowed: {made_on}, the day on which it was made, or earlier)",
        ),
        row_check(
            "deadline",
            lambda table: table["deadline"] > known_before(table),
            "{deadline} is not allowed (allowed: a day after the forecast)",
        ),
        row_check(
            "settled_on",
            lambda table: all_or_none(table, *SETTLED),
            '"{settled_on}" is not allowed (allowed: a day where outcome and outcome_fact_id are given, else blank)',
        ),
        row_check(
            "settled_on",
            lambda table: (table["settled_on"] == "") | (table["settled_on"] > known_before(table)),
            "{settled_on} is not allowed (allowed: a day after the forecast)",
        ),
        row_check(
            "outcome",
            lambda table: (table["outcome"] == "") | (table["probability"] == "") | table["outcome"].isin(["0", "1"]),
            "{outcome} is not allowed (allowed: 1 where the event came, 0 where it did not)",
        ),
        row_check(
            "outcome",
            lambda table: (
                (table["outcome"] != "0") | (table["probability"] == "") | (table["settled_on"] >= table["deadline"])
            ),
            "0 on {settled_on} is before it can be known (allowed: {deadline}, the deadline, or later)",
        ),
    ),
}
