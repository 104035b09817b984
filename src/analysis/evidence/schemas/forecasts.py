"""The table ``data/forecasts.csv``: what was said of the future, and what came."""

from __future__ import annotations

from analysis.evidence.columns import (
    choice,
    day,
    identifier,
    number,
    ordered,
    reference,
    references,
    rule,
    schema,
    text,
)

QUANTILES = ("q05", "q25", "q50", "q75", "q95")
"""The columns of a forecast number: it is said to stay below each with 5, 25, 50, 75 and 95 per cent."""

SETTLED = ("settled_on", "outcome", "outcome_fact_id")
"""The columns that are blank as long as a forecast is open; all others stay as they were written."""


def all_or_none(*columns: str) -> str:
    """The condition that some cells of a row are all blank, or none of them is."""
    return " == ".join(f"({column} == '')" for column in columns)


def later(column: str) -> str:
    """The condition that a day comes after all that was known to the forecast: its evidence, where it was rebuilt."""
    return f"{column} > as_of and (how == 'rebuilt' or {column} > made_on)"


FORECASTS = {
    "forecasts": schema(
        "One row is one dated forecast. Never edited and never dropped: its last three cells alone are filled in, "
        "once it is known what came.",
        ordered(*QUANTILES),
        rule(
            "probability",
            "(probability == '') == (q05 != '')",
            "blank where all five quantiles are given, else a probability",
        ),
        rule("q50", all_or_none(*QUANTILES, "unit"), "all five quantiles with their unit, or none of the six"),
        rule("as_of", "as_of <= made_on", "{made_on}, the day on which it was made, or earlier"),
        rule("deadline", later("deadline"), "a day after the forecast"),
        rule("settled_on", all_or_none(*SETTLED), "a day where outcome and outcome_fact_id are given, else blank"),
        rule("settled_on", f"settled_on == '' or ({later('settled_on')})", "a day after the forecast"),
        rule(
            "outcome",
            "outcome in ['', '0', '1'] or probability == ''",
            "1 where the event came, 0 where it did not",
        ),
        rule(
            "outcome",
            "outcome != '0' or probability == '' or settled_on >= deadline",
            "{deadline}, the deadline, or later",
            says="0 on {settled_on} is before it can be known",
        ),
        forecast_id=identifier("Id of the forecast", unique=True),
        made_on=day("Day on which it was written down"),
        as_of=day("Last day of the evidence that it was made from"),
        how=choice(
            "recorded (before the event) or rebuilt (afterwards, from what was known on the day of its evidence)",
            "recorded",
            "rebuilt",
        ),
        programme=reference("Programme it speaks of", "programmes"),
        event=text("What is forecast: an event that comes or does not, or a number", required=True),
        deadline=day("Day by which the event comes, or of which the number is"),
        probability=number("Of an event: how likely it is", 0, 1, required=False),
        **{name: number(f"Of a number: its {int(name[1:])}% quantile", required=False) for name in QUANTILES},
        unit=reference("Of a number: its unit", "units", required=False),
        reason=text("How it follows from the model or the record, or that it is a judgement", required=True),
        fact_ids=references("Facts it rests on, joined by semicolons", "facts", required=False),
        settled_by=text("What settles it", required=True),
        settled_on=day("Day on which it was known what came; blank: open", required=False),
        outcome=number("What came: of an event 1 or 0, of a number its value; blank: open", required=False),
        outcome_fact_id=reference("The fact that says so; blank: open", "facts", required=False),
    ),
}
