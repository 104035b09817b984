"""The tables of ``data/vocabulary/``: every allowed word with its meaning."""

from __future__ import annotations

import pandera.pandas as pa

from analysis.evidence.columns import choice, identifier, number, text, whole_number
from analysis.evidence.schemas.known import schema

VOCABULARIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "agreements": ("agrees", ()),
    "confidence": ("confidence", ()),
    "correlation_groups": ("correlation_group", ("rank_correlation",)),
    "cost_items": ("item", ("name",)),
    "currencies": ("currency", ("name",)),
    "date_precisions": ("precision", ()),
    "distributions": ("distribution", ()),
    "event_kinds": ("kind", ()),
    "metrics": ("metric", ("unit",)),
    "milestones": ("milestone", ()),
    "page_languages": ("language", ()),
    "price_bases": ("price_basis", ()),
    "programmes": ("programme", ()),
    "qualifiers": ("qualifier", ()),
    "quantities": (
        "quantity",
        ("unit", "table", "least", "most", "between_readings", "correlation_group"),
    ),
    "rungs": ("rung", ("rank", "name", "between_readings")),
    "source_kinds": ("kind", ()),
    "statuses": ("status", ()),
    "terms": ("term", ()),
    "territories": ("territory", ("name",)),
    "units": ("unit", ()),
}
"""Each vocabulary: the column of its words, and what it says of them before their meaning."""

TABLES = (
    "ladder",
    "readings",
    "schedule",
    "denominators",
    "seats",
    "exchange_rates",
    "assumptions",
    "cost_breakdown",
    "chips",
    "editions",
    "claims",
)
"""Where a quantity may be read."""

REQUIRED: dict[str, tuple[str, ...]] = {
    "rungs": ("announced", "claimed_deployed", "committed", "financed", "spent", "in_service"),
    "quantities": (
        "announced",
        "claimed_deployed",
        "committed",
        "financed",
        "spent",
        "in_service",
        "sites",
        "population",
        "gdp",
    ),
    "metrics": ("population", "gdp_nominal_eur", "gdp_nominal_usd"),
    "milestones": ("call_opens", "work_starts", "first_service"),
}
"""Words that the model asks for: they are always there."""


def file_of_vocabulary(name: str) -> str:
    """A vocabulary's file as messages name it."""
    return f"data/vocabulary/{name}.csv"


def vocabulary(name: str) -> pa.DataFrameSchema:
    """Schema of a vocabulary: the word, what it says beside it, and its meaning."""
    column, further = VOCABULARIES[name]
    columns = {
        "rank": lambda: whole_number("Place on the ladder, from the top", 1, unique=True),
        "name": lambda: text("Name in a sentence", required=True),
        "unit": lambda: text("Unit, or money for billions of the programme's own currency", required=True),
        "between_readings": lambda: choice("How to read between two days", "step", "linear"),
        "rank_correlation": lambda: number("Rank correlation of any two of the group", 0, 0.99),
        "table": lambda: choice("Where the model reads it, or claims for what the article alone speaks of", *TABLES),
        "least": lambda: number("Least value that may be set", required=False),
        "most": lambda: number("Greatest value that may be set", required=False),
        "correlation_group": lambda: text("Inputs that move together; a word of correlation_groups"),
    }
    word = identifier if name in ("rungs", "quantities") else text
    first = word("The word", unique=True, required=True)
    meaning = text("What it means", required=True)
    return schema({column: first} | {key: columns[key]() for key in further} | {"meaning": meaning})
