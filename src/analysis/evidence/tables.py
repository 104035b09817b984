"""What every table holds: one pandera schema a table, from which the data package is described too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandera.pandas as pa

from analysis.evidence.columns import (
    RowRule,
    address,
    ascending,
    choice,
    day,
    identifier,
    key,
    number,
    ordered,
    period,
    reference,
    references,
    text,
    word,
    year,
)
from analysis.evidence.vocabulary import Vocabulary


@dataclass(frozen=True)
class Known:
    """What the cells of one table may name in others.

    Attributes
    ----------
    words : dict of str to Vocabulary
        Every vocabulary by its name; None where its file cannot be read.
    ids : dict of str to set of str
        The ids of ``sources``, ``facts`` and ``events``; None where the table cannot be read.
    """

    words: dict[str, Vocabulary | None]
    ids: dict[str, set[str] | None]

    def word(self, description: str, vocabulary: str, **options) -> pa.Column:
        """A column whose cells are words of a vocabulary."""
        found = self.words[vocabulary]
        return word(description, found, found.column.replace("_", " ") if found else "", **options)

    def source(self, **options) -> pa.Column:
        """A column whose cells are the id of a document."""
        return self.reference("Document that says so", "sources", "source_id", **options)

    def sources(self, description: str = "Documents that say so, joined by semicolons") -> pa.Column:
        """A column whose cells are ids of documents."""
        return references(description, "source_id", self.ids["sources"], PATHS["sources"])

    def reference(self, description: str, table: str, field: str, **options) -> pa.Column:
        """A column whose cells are the id of a row of another table."""
        return reference(description, table, field, self.ids[table], PATHS[table], **options)

    def references(self, description: str, table: str, field: str, **options) -> pa.Column:
        """A column whose cells are ids of rows of another table."""
        return references(description, field, self.ids[table], PATHS[table], **options)


def schema(columns: dict[str, pa.Column], *rules: RowRule) -> pa.DataFrameSchema:
    """A table's schema: just these columns in this order, and what each row must satisfy."""
    return pa.DataFrameSchema(
        columns,
        checks=[rule.check() for rule in rules],
        metadata={"explain": {rule.name: rule for rule in rules}},
    )


def facts(known: Known) -> pa.DataFrameSchema:
    """One row is one claim. Conflicting claims stay as rows. Never rewritten: see corrections."""
    return schema(
        {
            "fact_id": identifier("Id of the claim", unique=True),
            "programme": known.word("Programme it speaks of", "programmes"),
            "entity": text("Part of the programme, firm or place it speaks of"),
            "metric": text("What is measured, as found", required=True),
            "value": number("The value, in the unit of the row"),
            "low": number("Low end, where the source gives a range", required=False),
            "high": number("High end, where the source gives a range", required=False),
            "unit": known.word("Unit of value, low and high", "units"),
            "as_of": period("Day, month or year the claim speaks of"),
            "status": known.word("How far the thing had come", "statuses"),
            "source_id": known.source(),
            "confidence": known.word("How sure the reading is", "confidence"),
            "note": text("What a reader has to know to use it"),
        },
        ordered("low", "value", "high"),
    )


def sources(known: Known) -> pa.DataFrameSchema:
    """One row is one document."""
    return schema(
        {
            "source_id": text("Id of the document: publisher, month, subject", required=True),
            "publisher": text("Who published it", required=True),
            "title": text("Title, and how it was read where not in the original", required=True),
            "published": period("When it was published"),
            "url": address("Web address", required=False),
            "kind": known.word("Kind of publisher", "source_kinds"),
            "language": text("Language, ISO 639-1", required=True),
        },
    )


def corroboration(known: Known) -> pa.DataFrameSchema:
    """One row is one further document held against a claim."""
    return schema(
        {
            "fact_id": known.reference("Claim", "facts", "fact_id"),
            "source_id": known.source(),
            "agrees": known.word("Whether the document says the same", "agreements"),
            "note": text("Where it differs"),
        },
        key("fact_id", "source_id"),
    )


def corrections(known: Known) -> pa.DataFrameSchema:
    """One row is one correction to a claim, applied on loading; refused when the value it expects has changed."""
    return schema(
        {
            "fact_id": known.reference("Claim", "facts", "fact_id"),
            "column": text("Column of facts.csv", required=True),
            "found": text("The cell as it stands in facts.csv"),
            "corrected": text("The cell as it is read", required=True),
            "reason": text("Why", required=True),
            "source_id": known.source(),
        },
        key("fact_id", "column"),
    )


def sites(known: Known) -> pa.DataFrameSchema:
    """One row is one site."""
    return schema(
        {
            "site_id": identifier("Id of the site", unique=True),
            "programme": known.word("Programme it belongs to", "programmes"),
            "name": text("Name", required=True),
            "country": text("Country, ISO 3166", required=True),
            "region": text("Region or town"),
            "lat": number("Latitude [degrees]", -90, 90, required=False),
            "lon": number("Longitude [degrees]", -180, 180, required=False),
            "partners": text("Firms and bodies behind it"),
            "power_mw_planned": number("Power planned [MW]", 0, required=False),
            "power_mw_operational": number("Power in service [MW]", 0, required=False),
            "capex_value": number("Capital cost, in the unit of the next column", 0, required=False),
            "capex_unit": known.word("Unit of capex_value", "units", required=False),
            "chips_planned": number("Accelerators planned", 0, required=False),
            "status": known.word("How far it had come", "statuses"),
            "status_date": period("When that was so"),
            "source_ids": known.sources(),
            "note": text("What a reader has to know to use it"),
        },
    )


def events(known: Known) -> pa.DataFrameSchema:
    """One row is one dated event, past or planned."""
    return schema(
        {
            "event_id": identifier("Id of the event", unique=True),
            "programme": known.word("Programme it concerns", "programmes"),
            "date": period("Day or month"),
            "precision": known.word("How exactly the date is known", "date_precisions"),
            "kind": known.word("Kind of event", "event_kinds"),
            "title": text("What happened or is planned", required=True),
            "source_id": known.source(),
        },
    )


def exchange_rates(known: Known) -> pa.DataFrameSchema:
    """One row is one reference day of the European Central Bank."""
    return schema(
        {
            "date": day("Day the rate was published for", unique=True),
            "usd_per_eur": number("US dollars for one euro", above=0),
            "source_id": known.source(),
        },
        ascending("date"),
    )


def chips(known: Known) -> pa.DataFrameSchema:
    """One row is one accelerator."""
    price = "price of one package [USD]"
    return schema(
        {
            "chip": text("Name", required=True),
            "vendor": text("Designer", required=True),
            "release": period("Release"),
            "dense_bf16_flops": number("Dense 16-bit rate [FLOP/s]", 0, required=False),
            "dense_fp8_flops": number("Dense 8-bit rate, INT8 where there is no FP8 [FLOP/s]", 0, required=False),
            "tdp_w": number("Thermal design power [W]", 0, required=False),
            "system_w_per_chip": number("IT power of the system per package, before PUE [W]", 0, required=False),
            "memory_gb": number("Memory [GB]", 0, required=False),
            "price_usd_low": number(f"Low {price}", 0, required=False),
            "price_usd_central": number(f"Central {price}", 0, required=False),
            "price_usd_high": number(f"High {price}", 0, required=False),
            "h100_equivalent": number("Dense 8-bit rate over that of the H100", 0),
            "source_ids": known.sources(),
        },
        ordered("price_usd_low", "price_usd_central", "price_usd_high"),
        key("chip"),
    )


def cost_breakdown(known: Known) -> pa.DataFrameSchema:
    """One row is one share of a site's capital cost, with the supplier's seat; rows with / are parts of a row."""
    return schema(
        {
            "item": text("Item", required=True),
            "share_low": number("Low share of capital cost", 0, 1),
            "share_central": number("Central share of capital cost", 0, 1),
            "share_high": number("High share of capital cost", 0, 1),
            "origin_region": text("Seat of the suppliers", required=True),
            "source_ids": known.sources(),
            "note": text("What a reader has to know to use it"),
        },
        ordered("share_low", "share_central", "share_high"),
        key("item"),
    )


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


def ladder(known: Known) -> pa.DataFrameSchema:
    """One row is the chosen reading of one programme's money on one rung at one date."""
    return schema(
        {
            "programme": known.word("Programme", "programmes"),
            "rung": known.word("Rung of the ladder", "rungs"),
            "as_of": day("Day the reading speaks of"),
            "low": number("Low end, in the unit of the row", 0),
            "central": number("Central value, in the unit of the row", 0),
            "high": number("High end, in the unit of the row", 0),
            "unit": known.word("Billions of the programme's own currency", "units"),
            "price_basis": known.word("Whose prices", "price_bases"),
            "perimeter": text("Whose money, which sites, chips in or out", required=True),
            "fact_ids": known.references("Facts it rests on, joined by semicolons", "facts", "fact_id"),
            "note": text("Why this reading"),
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
            "as_of": day("Day the reading speaks of"),
            "low": number("Low end, in the unit of the row", 0),
            "central": number("Central value, in the unit of the row", 0),
            "high": number("High end, in the unit of the row", 0),
            "unit": known.word("Unit", "units"),
            "perimeter": text("What is counted", required=True),
            "fact_ids": known.references("Facts it rests on, joined by semicolons", "facts", "fact_id"),
            "note": text("Why this reading"),
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
        },
    )


def vocabulary(column: str, further: list[str]) -> pa.DataFrameSchema:
    """Schema of a vocabulary: the word, what some vocabularies say beside it, and its meaning."""
    special = {
        "rank": lambda: number("Place on the ladder, from the top", 1, kind="integer"),
        "between_readings": lambda: choice("How to read between two days", "step", "linear"),
        "unit": lambda: text("Unit, or money for billions of the programme's own currency", required=True),
    }
    columns = {
        name: special[name]() if name in special else text(name.replace("_", " ").capitalize(), required=True)
        for name in further
    }
    return schema(
        {column: text("The word", required=True)} | columns,
        key(column),
    )


BUILDERS: dict[str, tuple[str, Callable[[Known], pa.DataFrameSchema]]] = {
    "facts": ("evidence", facts),
    "sources": ("evidence", sources),
    "corroboration": ("evidence", corroboration),
    "corrections": ("evidence", corrections),
    "sites": ("evidence", sites),
    "events": ("evidence", events),
    "exchange_rates": ("evidence", exchange_rates),
    "chips": ("evidence", chips),
    "cost_breakdown": ("evidence", cost_breakdown),
    "seats": ("chosen", seats),
    "ladder": ("chosen", ladder),
    "readings": ("chosen", readings),
    "denominators": ("chosen", denominators),
    "assumptions": ("chosen", assumptions),
    "claims": ("chosen", claims),
}
"""Each table by name: its folder, and the function that makes its schema and whose docstring says what a row is."""

PATHS = {name: f"data/{folder}/{name}.csv" for name, (folder, _) in BUILDERS.items()}
"""Each table's path as messages name it."""

VOCABULARIES = (
    "agreements",
    "confidence",
    "correlation_groups",
    "currencies",
    "date_precisions",
    "distributions",
    "event_kinds",
    "metrics",
    "page_languages",
    "price_bases",
    "programmes",
    "quantities",
    "rungs",
    "source_kinds",
    "statuses",
    "territories",
    "units",
)
"""Names of the vocabularies."""
