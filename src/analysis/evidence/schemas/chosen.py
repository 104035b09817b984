"""The tables of ``data/chosen/``: what the model reads, and why."""

from __future__ import annotations

from analysis.evidence.columns import (
    choice,
    country,
    day,
    document,
    documents,
    identifier,
    number,
    ordered,
    parts,
    reference,
    references,
    row_check,
    schema,
    text,
    year,
)
from analysis.model.consortium import RISKS, ROLES

TRIPLET_AT_A_DATE = {
    "as_of": day("Day the reading speaks of"),
    "qualifier": reference("How the document states the value", "qualifiers", required=False),
    "low": number("Low end, in the unit of the row", 0),
    "central": number("Central value, in the unit of the row", 0),
    "high": number("High end, in the unit of the row", 0),
    "distribution": reference("What the ends mean; blank where they are equal", "distributions", required=False),
}
"""The columns of a dated value with its range."""

ENDS_HAVE_A_MEANING = row_check(
    "distribution",
    lambda table: (table["distribution"] == "") == (table["low"] == table["high"]),
    '"{distribution}" is not allowed (allowed: blank where low and high are equal, else what they mean)',
)

DERIVATION = references("How the numbers follow from the facts; blank: they are theirs", "derivations", required=False)

GROUNDS = {
    "fact_ids": references("Facts it rests on, joined by semicolons", "facts"),
    "derivation": DERIVATION,
    "note": text("Why this reading"),
}
"""The columns that say what a reading rests on."""

WAYS = (
    "rate of the day",
    "rate of the announcement",
    "mean rate of the year",
    "purchasing power",
    "constant prices",
    "real rate",
    "nominal rate",
    "compute",
    "whole",
    "per year",
    "as it is",
    "per head",
    "per output",
    "per output in volume",
)
"""How a sum may be brought into dollars, divided by years and set against a country."""

KINDS_OF_PROMISE = ("public instrument", "private pledge", "company guidance")

CHOSEN = {
    "seats": schema(
        "One row is one programme that can take a seat in the comparison.",
        {
            "programme": reference("Programme", "programmes", unique=True),
            "name": text("Name in a sentence", required=True),
            "short_name": text("Name on a chart", required=True),
            "currency": reference("Its own currency", "currencies"),
            "territory": reference("Territory whose people and output it is set against", "territories"),
            "span_low": number("Fewest years the announced sum is spread over", above=0, required=False),
            "span_central": number("Years the announced sum is spread over", above=0, required=False),
            "span_high": number("Most years the announced sum is spread over", above=0, required=False),
            "span_distribution": reference("What these ends mean; blank: no range", "distributions", required=False),
            "span_fact_ids": references("Facts behind the years", "facts", required=False),
            "span_derivation": DERIVATION,
            "span_note": text("Why these years"),
        },
        ordered("span_low", "span_central", "span_high"),
    ),
    "ladder": schema(
        "One row is the chosen reading of one programme's money on one rung at one date.",
        {
            "programme": reference("Programme", "programmes"),
            "rung": reference("Rung of the ladder", "rungs"),
            **TRIPLET_AT_A_DATE,
            "unit": reference("Billions of the programme's own currency", "units"),
            "price_basis": reference("Whose prices", "price_bases"),
            "perimeter": text("Whose money, which sites, chips in or out", required=True),
            "payers": choice("Whose money; blank: not stated", "all", "public", "private", required=False),
            "chips": choice("Whether chips are counted; blank: not stated", "included", "left out", required=False),
            **GROUNDS,
        },
        ordered("low", "central", "high"),
        ENDS_HAVE_A_MEANING,
        unique=("programme", "rung", "as_of"),
    ),
    "readings": schema(
        "One row is the chosen reading of a quantity off the ladder, of one programme or of none, at one date.",
        {
            "programme": reference("Programme", "programmes"),
            "quantity": reference("What is read", "quantities"),
            **TRIPLET_AT_A_DATE,
            "unit": reference("Unit", "units"),
            "perimeter": text("What is counted", required=True),
            **GROUNDS,
        },
        ordered("low", "central", "high"),
        ENDS_HAVE_A_MEANING,
        unique=("programme", "quantity", "as_of"),
    ),
    "denominators": schema(
        "One row is the chosen fact for people, output, price level or purchasing power of a territory in one year.",
        {
            "territory": reference("Territory", "territories"),
            "quantity": reference("population, gdp, gdp_deflator or ppp", "quantities"),
            "year": year("Year"),
            "fact_id": reference("The fact that gives the value", "facts"),
            "note": text("Why this fact and not another"),
        },
        unique=("territory", "quantity", "year"),
    ),
    "assumptions": schema(
        "One row is one uncertain input of the model, of one programme or the same for all.",
        {
            "quantity": reference("Input of the model", "quantities"),
            "programme": reference("Programme it is for; blank: for all", "programmes", required=False),
            "low": number("Low end, in the unit of the row"),
            "central": number("Central value, in the unit of the row"),
            "high": number("High end, in the unit of the row"),
            "unit": reference("Unit", "units"),
            "distribution": reference("Shape of the range", "distributions"),
            "fact_ids": references("Facts it rests on, joined by semicolons", "facts"),
            "derivation": DERIVATION,
            "basis": text("Why these values, and what of them is judgement", required=True),
        },
        ordered("low", "central", "high"),
        row_check(
            "distribution",
            lambda table: (table["distribution"] == "fixed") == (table["low"] == table["high"]),
            "{distribution} is not allowed (allowed: fixed where low and high are equal, else not)",
        ),
        unique=("quantity", "programme"),
    ),
    "schedule": schema(
        "One row is one date named for a milestone: what was planned as of a day, or what happened.",
        {
            "programme": reference("Programme", "programmes"),
            "milestone": reference("What is to happen", "milestones"),
            "known_by": day("Day by which the date is on record"),
            "first": day("First day of the period named"),
            "central": day("Day taken as the central one"),
            "last": day("Last day of the period named"),
            "stands": choice("Whether it is a plan or happened", "planned", "happened"),
            "fact_ids": references("Facts it rests on", "facts", required=False),
            "source_ids": documents(),
            "note": text("What was said", required=True),
        },
        row_check(
            "central",
            lambda table: (table["first"] <= table["central"]) & (table["central"] <= table["last"]),
            "{first}, {central}, {last} (allowed: first <= central <= last)",
        ),
        unique=("programme", "milestone", "known_by", "last"),
    ),
    "record": schema(
        "One row is one thing that an earlier programme promised, held against what it delivered.",
        {
            "record_id": identifier("Id of the record", unique=True),
            "programme": reference("Programme", "programmes"),
            "measure": text("What was delivered, of what", required=True),
            "promised_fact_id": reference(
                "What was promised; blank where the other fact is a share itself", "facts", required=False
            ),
            "delivered_fact_id": reference("What was delivered, in the same unit", "facts"),
            "after_years": number("Years after the promise", 0, required=False),
            "outcome": text("How it came about", required=True),
        },
    ),
    "kinds": schema(
        "One row says of what kind a programme's promise is; it is held against what others of its kind delivered.",
        {
            "programme": reference("Programme", "programmes", unique=True),
            "kind": choice(
                "public instrument (money of states and what it is to draw in), private pledge (companies say what "
                "they mean to build) or company guidance (what a company tells its shareholders it will spend)",
                *KINDS_OF_PROMISE,
            ),
            "note": text("Why this kind", required=True),
        },
    ),
    "claims": schema(
        "One row is one statement of the article the project started from.",
        {
            "claim_id": identifier("Id of the statement", unique=True),
            "statement": text("What the article says, in short", required=True),
            "programme": reference("Programme it speaks of", "programmes"),
            "quantity": reference("What it gives a value for", "quantities"),
            "value": text("The value, or the date"),
            "unit": reference("Unit", "units"),
            "as_of": day("Day of the article"),
            "source_id": document(),
            "held_against": reference("Quantity of the model it is held against", "quantities", required=False),
            "fact_ids": references("Facts that speak to it", "facts", required=False),
            "event_ids": references("Events that speak to it", "events", required=False),
            "verdict_word": choice(
                "Verdict in short; blank where it is held against a quantity of the model",
                "holds",
                "does not hold",
                "cannot be known",
                required=False,
            ),
            "verdict": text("How it turned out, or what has to be said beside the verdict"),
            "verdict_as_of": day("Day from which the verdict is known", required=False),
        },
        row_check(
            "verdict_word",
            lambda table: (table["held_against"] == "") == (table["verdict_word"] != ""),
            "{verdict_word} is not allowed (allowed: blank where held against a quantity, else not)",
        ),
    ),
    "specifications": schema(
        "One row is one choice in how two programmes are set against each other, of one programme or the same for all.",
        {
            "choice": identifier("Id of the choice"),
            "dimension": choice("What is chosen", "sum", "plan", "unit", "time", "years", "scale"),
            "programme": reference("Programme it is for; blank: for all", "programmes", required=False),
            "label": text("Name on a chart", required=True),
            "method": choice("How a unit, a time or a scale is worked out", *WAYS, required=False),
            "value": number("A number that no fact and no quantity gives, in the unit of the row", required=False),
            "plus": parts("Facts and quantities of the model that are added to it"),
            "minus": parts("Facts and quantities that are taken from it"),
            "times": parts("Facts and quantities that the result is multiplied by"),
            "over": parts("Facts and quantities that the result is divided by"),
            "years": number("Years a sum is spread over; blank: those of the programme", above=0, required=False),
            "stood_from": day("Day from which the choice is open; blank: that of what is read", required=False),
            "stood_to": day("Day on which it was replaced; blank: it stands", required=False),
            "bound": choice(
                "Whether a sum or a plan is a floor; none: it bounds nothing",
                "none",
                "floor",
                "unclear",
                required=False,
            ),
            "rung": text("How firm a sum or a plan is: announced or planned, or what makes it unlike the others"),
            "perimeter": text("What it counts: the programme, or what makes it unlike the others"),
            "measure": text("What it is counted in"),
            "class": choice("How it stands: usual, open to argument, or refused", "mainstream", "arguable", "refused"),
            "reason": text("Why it can be defended, or why it is refused", required=True),
            "fact_ids": references("Facts it rests on, joined by semicolons", "facts"),
        },
        row_check(
            "method",
            lambda table: (table["method"] != "") == table["dimension"].isin(["unit", "time", "scale"]),
            '"{method}" is not allowed (allowed: blank for a sum, a plan or years, else how it is worked out)',
        ),
        row_check(
            "measure",
            lambda table: (table["measure"] != "") == table["dimension"].isin(["sum", "plan"]),
            '"{measure}" is not allowed (allowed: what a sum or a plan is counted in, blank for the others)',
        ),
        unique=("choice", "programme"),
    ),
    "consortia": schema(
        "One row is one part that one member plays in a consortium; illustrative cases are made up to show a rule.",
        {
            "consortium": text("Consortium", required=True),
            "kind": choice("documented (as documents say) or illustrative (made up)", "documented", "illustrative"),
            "as_of": day("Day the documents speak of; blank for an illustrative case", required=False),
            "member": text("Firm or body", required=True),
            "seat": country("Country of its seat, ISO 3166; blank: not known", required=False),
            "role": choice("Part it plays", *ROLES),
            "share": number("What it owns; blank: not published", above=0, high=1, required=False),
            "share_of": text("The member it owns that share of; blank: of the consortium itself"),
            "high_risk": choice("Whether it is a high-risk vendor; blank: no document says", *RISKS, required=False),
            "fact_ids": references("Facts it rests on", "facts", required=False),
            "source_ids": references("Documents it rests on", "sources", required=False),
            "note": text("What a reader has to know to use it", required=True),
        },
        row_check(
            "as_of",
            lambda table: (table["as_of"] == "") == (table["kind"] == "illustrative"),
            "{as_of} is not allowed (allowed: a day where documented, blank where illustrative)",
        ),
        row_check(
            "source_ids",
            lambda table: (table["source_ids"] == "") == (table["kind"] == "illustrative"),
            "{source_ids} is not allowed (allowed: documents where documented, blank where not)",
        ),
    ),
}
