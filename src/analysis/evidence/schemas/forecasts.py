"""The table ``data/forecasts.csv``: what was said of the future, and what came."""

from analysis.evidence import columns as col

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
    "forecasts": col.schema(
        "One row is one dated forecast. Never edited and never dropped: its last three cells alone are filled in, "
        "once it is known what came.",
        col.ordered(*QUANTILES),
        col.blank_if("probability", "q05 != ''", "blank where all five quantiles are given, else a probability"),
        col.rule("q50", all_or_none(*QUANTILES, "unit"), "all five quantiles with their unit, or none of the six"),
        col.rule("as_of", "as_of <= made_on", "{made_on}, the day on which it was made, or earlier"),
        col.rule("deadline", later("deadline"), "a day after the forecast"),
        col.rule("settled_on", all_or_none(*SETTLED), "a day where outcome and outcome_fact_id are given, else blank"),
        col.rule("settled_on", f"settled_on == '' or ({later('settled_on')})", "a day after the forecast"),
        col.rule(
            "outcome", "outcome in ['', '0', '1'] or probability == ''", "1 where the event came, 0 where it did not"
        ),
        col.rule(
            "outcome",
            "outcome != '0' or probability == '' or settled_on >= deadline",
            "{deadline}, the deadline, or later",
            says="0 on {settled_on} is before it can be known",
        ),
        forecast_id=col.identifier("Id of the forecast", unique=True),
        made_on=col.day("Day on which it was written down"),
        as_of=col.day("Last day of the evidence that it was made from"),
        how=col.choice(
            "recorded (before the event) or rebuilt (afterwards, from what was known on the day of its evidence)",
            "recorded",
            "rebuilt",
            translated=True,
        ),
        programme=col.reference("Programme it speaks of", "programmes"),
        event=col.prose("What is forecast: an event that comes or does not, or a number", required=True),
        deadline=col.day("Day by which the event comes, or of which the number is"),
        probability=col.number("Of an event: how likely it is", 0, 1, required=False),
        **{name: col.number(f"Of a number: its {int(name[1:])}% quantile", required=False) for name in QUANTILES},
        unit=col.reference("Of a number: its unit", "units", required=False),
        reason=col.prose("How it follows from the model or the record, or that it is a judgement", required=True),
        fact_ids=col.references("Facts it rests on, joined by semicolons", "facts", required=False),
        settled_by=col.prose("What settles it", required=True),
        settled_on=col.day("Day on which it was known what came; blank: open", required=False),
        outcome=col.number("What came: of an event 1 or 0, of a number its value; blank: open", required=False),
        outcome_fact_id=col.reference("The fact that says so; blank: open", "facts", required=False),
    ),
}
