"""The tables of ``data/chosen/``: what the model reads, and why. The docstring of each says what a row is."""

from __future__ import annotations

import pandera.pandas as pa

from analysis.evidence.columns import day, identifier, key, number, ordered, text, year
from analysis.evidence.schemas.known import Known, schema


def seats(known: Known) -> pa.DataFrameSchema:
    """One row is one programme that can take a seat in the comparison."""
    return schema(
        {
            "programme": known.word("Programme", "programmes", unique=True),
            "name": text("Name in a sentence", required=True),
            "short_name": text("Name on a chart", required=True),
            "currency": known.word("Its own currency", "currencies"),
            "territory": known.word("Territory whose people and output it is set against", "territories"),
            "span_low": number("Fewest years the announced sum is spread over", above=0, required=False),
            "span_central": number("Years the announced sum is spread over", above=0, required=False),
            "span_high": number("Most years the announced sum is spread over", above=0, required=False),
            "span_fact_ids": known.references("Facts behind the years", "facts", "fact_id", required=False),
            "span_note": text("Why these years"),
        },
        ordered("span_low", "span_central", "span_high"),
    )


def triplet_at_a_date(known: Known) -> dict[str, pa.Column]:
    """The columns of a dated value with its range."""
    return {
        "as_of": day("Day the reading speaks of"),
        "qualifier": known.word("How the document states the value", "qualifiers", required=False),
        "low": number("Low end, in the unit of the row", 0),
        "central": number("Central value, in the unit of the row", 0),
        "high": number("High end, in the unit of the row", 0),
    }


def grounds(known: Known) -> dict[str, pa.Column]:
    """The columns that say what a reading rests on."""
    return {
        "fact_ids": known.references("Facts it rests on, joined by semicolons", "facts", "fact_id"),
        "note": text("Why this reading"),
    }


def ladder(known: Known) -> pa.DataFrameSchema:
    """One row is the chosen reading of one programme's money on one rung at one date."""
    return schema(
        {
            "programme": known.word("Programme", "programmes"),
            "rung": known.word("Rung of the ladder", "rungs"),
            **triplet_at_a_date(known),
            "unit": known.word("Billions of the programme's own currency", "units"),
            "price_basis": known.word("Whose prices", "price_bases"),
            "perimeter": text("Whose money, which sites, chips in or out", required=True),
            **grounds(known),
        },
        ordered("low", "central", "high"),
        key("programme", "rung", "as_of"),
    )


def readings(known: Known) -> pa.DataFrameSchema:
    """One row is the chosen reading of a quantity that is not money, of one programme at one date."""
    return schema(
        {
            "programme": known.word("Programme", "programmes"),
            "quantity": known.word("What is read", "quantities"),
            **triplet_at_a_date(known),
            "unit": known.word("Unit", "units"),
            "perimeter": text("What is counted", required=True),
            **grounds(known),
        },
        ordered("low", "central", "high"),
        key("programme", "quantity", "as_of"),
    )


def denominators(known: Known) -> pa.DataFrameSchema:
    """One row is the chosen fact for the people or the output of one territory in one year."""
    return schema(
        {
            "territory": known.word("Territory", "territories"),
            "quantity": known.word("population or gdp", "quantities"),
            "year": year("Year"),
            "fact_id": known.reference("The fact that gives the value", "facts", "fact_id"),
            "note": text("Why this fact and not another"),
        },
        key("territory", "quantity", "year"),
    )


def assumptions(known: Known) -> pa.DataFrameSchema:
    """One row is one uncertain input of the model."""
    return schema(
        {
            "name": identifier("Name of the input", unique=True),
            "low": number("Low end, in the unit of the row"),
            "central": number("Central value, in the unit of the row"),
            "high": number("High end, in the unit of the row"),
            "unit": known.word("Unit", "units"),
            "distribution": known.word("Shape of the range", "distributions"),
            "correlation_group": known.word("Inputs that move together", "correlation_groups", required=False),
            "basis": text("What it rests on", required=True),
        },
        ordered("low", "central", "high"),
    )


def claims(known: Known) -> pa.DataFrameSchema:
    """One row is one statement of the article the project started from."""
    return schema(
        {
            "claim_id": identifier("Id of the statement", unique=True),
            "statement": text("What the article says, in short", required=True),
            "programme": known.word("Programme it speaks of", "programmes"),
            "quantity": known.word("What it gives a value for", "quantities"),
            "value": text("The value, or the date"),
            "unit": known.word("Unit", "units"),
            "as_of": day("Day of the article"),
            "source_id": known.source(),
            "held_against": known.word("Quantity of the model it is held against", "quantities", required=False),
            "fact_ids": known.references("Facts that speak to it", "facts", "fact_id", required=False),
            "event_ids": known.references("Events that speak to it", "events", "event_id", required=False),
            "verdict": text("How it turned out, where no quantity of the model answers that"),
            "verdict_as_of": day("Day from which the verdict is known", required=False),
        },
    )
