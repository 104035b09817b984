"""The tables of ``data/evidence/``: what was found. The docstring of each says what a row is."""

from __future__ import annotations

import pandera.pandas as pa

from analysis.evidence.columns import address, ascending, day, identifier, key, number, ordered, period, text
from analysis.evidence.schemas.known import Known, schema


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
            "source_id": identifier("Id of the document: publisher, month, subject", unique=True),
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
            "item": known.word("Item; behind a slash a part of one", "cost_items"),
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
