"""The tables of ``data/chosen/``: what the model reads, and why. The docstring of each says what a row is."""

from __future__ import annotations

import pandera.pandas as pa

from analysis.evidence.columns import RowRule, Rule, choice, column, day, identifier, key, number, ordered, text, year
from analysis.evidence.schemas.known import Known, schema
from analysis.holdings import RISKS, ROLES, countries, not_a_country


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
    """One row is the chosen reading of a quantity off the ladder, of one programme or of none, at one date."""
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
    """One row is the chosen fact for people, output, price level or purchasing power of a territory in one year."""
    return schema(
        {
            "territory": known.word("Territory", "territories"),
            "quantity": known.word("population, gdp, gdp_deflator or ppp", "quantities"),
            "year": year("Year"),
            "fact_id": known.reference("The fact that gives the value", "facts", "fact_id"),
            "note": text("Why this fact and not another"),
        },
        key("territory", "quantity", "year"),
    )


def assumptions(known: Known) -> pa.DataFrameSchema:
    """One row is one uncertain input of the model, of one programme or the same for all."""
    return schema(
        {
            "quantity": known.word("Input of the model", "quantities"),
            "programme": known.word("Programme it is for; blank: for all", "programmes", required=False),
            "low": number("Low end, in the unit of the row"),
            "central": number("Central value, in the unit of the row"),
            "high": number("High end, in the unit of the row"),
            "unit": known.word("Unit", "units"),
            "distribution": known.word("Shape of the range", "distributions"),
            "fact_ids": known.references("Facts it rests on, joined by semicolons", "facts", "fact_id"),
            "basis": text("Why these values, and what of them is judgement", required=True),
        },
        ordered("low", "central", "high"),
        key("quantity", "programme"),
        RowRule(
            "spread",
            "distribution",
            lambda table: (table["distribution"] == "fixed") == (table["low"] == table["high"]),
            lambda row: (
                f'"{row["distribution"]}" is not allowed (allowed: fixed where low and high are equal, else not)'
            ),
        ),
    )


def schedule(known: Known) -> pa.DataFrameSchema:
    """One row is one date named for a milestone: what was planned as of a day, or what happened."""
    return schema(
        {
            "programme": known.word("Programme", "programmes"),
            "milestone": known.word("What is to happen", "milestones"),
            "known_by": day("Day by which the date is on record"),
            "first": day("First day of the period named"),
            "central": day("Day taken as the central one"),
            "last": day("Last day of the period named"),
            "stands": choice("Whether it is a plan or happened", "planned", "happened"),
            "fact_ids": known.references("Facts it rests on", "facts", "fact_id", required=False),
            "source_ids": known.sources(),
            "note": text("What was said", required=True),
        },
        RowRule(
            "in time",
            "central",
            lambda table: (table["first"] <= table["central"]) & (table["central"] <= table["last"]),
            lambda row: f"{row['first']}, {row['central']}, {row['last']} (allowed: first <= central <= last)",
        ),
        key("programme", "milestone", "known_by", "last"),
    )


def record(known: Known) -> pa.DataFrameSchema:
    """One row is one thing that an earlier programme promised, held against what it delivered."""
    return schema(
        {
            "record_id": identifier("Id of the record", unique=True),
            "programme": known.word("Programme", "programmes"),
            "measure": text("What was delivered, of what", required=True),
            "promised_fact_id": known.reference(
                "What was promised; blank where the other fact is a share itself", "facts", "fact_id", required=False
            ),
            "delivered_fact_id": known.reference("What was delivered, in the same unit", "facts", "fact_id"),
            "after_years": number("Years after the promise", 0, required=False),
            "outcome": text("How it came about", required=True),
        },
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
        RowRule(
            "judged",
            "verdict_word",
            lambda table: (table["held_against"] == "") == (table["verdict_word"] != ""),
            lambda row: (
                f'"{row["verdict_word"]}" is not allowed (allowed: blank where held against a quantity, else not)'
            ),
        ),
    )


def consortia(known: Known) -> pa.DataFrameSchema:
    """One row is one part that one member plays in a consortium; illustrative cases are made up to show a rule."""
    country = Rule("country", lambda cell: cell in countries(), not_a_country)
    return schema(
        {
            "consortium": text("Consortium", required=True),
            "kind": choice("documented (as documents say) or illustrative (made up)", "documented", "illustrative"),
            "as_of": day("Day the documents speak of; blank for an illustrative case", required=False),
            "member": text("Firm or body", required=True),
            "seat": column("Country of its seat, ISO 3166; blank: not known", country, required=False),
            "role": choice("Part it plays", *ROLES),
            "share": number("What it owns; blank: not published", above=0, high=1, required=False),
            "share_of": text("The member it owns that share of; blank: of the consortium itself"),
            "high_risk": choice("Whether it is a high-risk vendor; blank: no document says", *RISKS, required=False),
            "fact_ids": known.references("Facts it rests on", "facts", "fact_id", required=False),
            "source_ids": known.references("Documents it rests on", "sources", "source_id", required=False),
            "note": text("What a reader has to know to use it", required=True),
        },
        RowRule(
            "dated",
            "as_of",
            lambda table: (table["as_of"] == "") == (table["kind"] == "illustrative"),
            lambda row: f'"{row["as_of"]}" is not allowed (allowed: a day where documented, blank where illustrative)',
        ),
        RowRule(
            "grounded",
            "source_ids",
            lambda table: (table["source_ids"] == "") == (table["kind"] == "illustrative"),
            lambda row: f'"{row["source_ids"]}" is not allowed (allowed: documents where documented, blank where not)',
        ),
    )
