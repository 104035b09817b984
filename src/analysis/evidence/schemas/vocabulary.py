"""The tables of ``data/vocabulary/``: every allowed word with its meaning."""

import pandera.pandas as pa

from analysis.evidence import columns as col
from analysis.model.exchange import CURRENCIES

READ_FROM = (
    "ladder",
    "readings",
    "schedule",
    "denominators",
    "seats",
    "exchange_rates",
    "assumptions",
    "record",
    "cost_breakdown",
    "chips",
    "editions",
    "claims",
)
"""Where a quantity may be read."""

RUNGS = ("announced", "claimed_deployed", "committed", "financed", "spent", "in_service")
"""The rungs of the model: quantities that it reads, each with its place in tables and charts."""

KINDS_OF_PROMISE = ("public instrument", "private pledge", "company guidance")
"""The classes of earlier promises that a programme is held against, by its kind."""

OVERLAPS = ("contains", "shares", "same-site", "may-share")
"""How the money of two programmes can be the same money."""

NAME = {"name": col.prose("Name in a sentence", required=True)}
CODE = col.text("The word", unique=True, required=True)
BETWEEN_READINGS = {"between_readings": col.choice("How to read between two days", "step", "linear")}
UNIT = {"unit": col.text("Unit, or money for billions of the programme's own currency", required=True)}


def vocabulary(name: str, word: pa.Column | None = None, /, **further: pa.Column) -> pa.DataFrameSchema:
    """Schema of a vocabulary: the word, in prose or a code, what it says beside it, and its meaning."""
    return col.schema(
        f"Allowed words for {name.replace('_', ' ')}.",
        **{name: word or col.prose("The word", unique=True, required=True)},
        **further,
        meaning=col.prose("What it means", required=True),
    )


VOCABULARIES = {
    "agreements": vocabulary("agrees"),
    "confidence": vocabulary("confidence"),
    "correlation_groups": vocabulary(
        "correlation_group",
        CODE,
        rank_correlation=col.number("Rank correlation of any two of the group", 0, 0.99),
        within=col.choice("Whether inputs of one programme move together, or of both", "programme", "study"),
    ),
    "cost_items": vocabulary("item", CODE, **NAME),
    "currencies": vocabulary(
        "currency", col.choice("The word", *CURRENCIES, what="a currency with an exchange rate", unique=True), **NAME
    ),
    "date_precisions": vocabulary("precision"),
    "derivations": vocabulary("derivation", CODE),
    "distributions": vocabulary("distribution"),
    "event_kinds": vocabulary("kind"),
    "metrics": vocabulary("metric", CODE, **UNIT),
    "milestones": vocabulary("milestone", CODE),
    "overlap_kinds": vocabulary(
        "overlap",
        col.choice("The word", *OVERLAPS, what="a way to overlap", unique=True),
        **NAME,
        other_name=col.prose("Name where the other programme comes first", required=True),
    ),
    "price_bases": vocabulary("price_basis"),
    "programme_kinds": vocabulary(
        "kind",
        CODE,
        promise=col.choice(
            "Kind of promise: public instrument (money of states and what it is to draw in), private pledge (companies "
            "say what they mean to build) or company guidance (what a company tells its shareholders it will spend)",
            *KINDS_OF_PROMISE,
            translated=True,
        ),
    ),
    "programmes": vocabulary(
        "programme", CODE, short_name=col.prose("Name on a chart; blank: its meaning is the name")
    ),
    "qualifiers": vocabulary("qualifier"),
    "quantities": vocabulary(
        "quantity",
        col.identifier("The word", unique=True),
        **UNIT,
        table=col.choice("Where the model reads it, or claims for what the article alone speaks of", *READ_FROM),
        least=col.number("Least value that may be set", required=False),
        most=col.number("Greatest value that may be set", required=False),
        **BETWEEN_READINGS,
        correlation_group=col.references(
            "Inputs that move together; a word of correlation_groups", "correlation_groups", required=False
        ),
    ),
    "rungs": vocabulary(
        "rung",
        col.choice("The word", *RUNGS, what="a rung of the model", unique=True),
        rank=col.whole_number("Place on the ladder, from the top", unique=True),
        **NAME,
        **BETWEEN_READINGS,
    ),
    "source_kinds": vocabulary("kind"),
    "statuses": vocabulary("status"),
    "terms": vocabulary("term"),
    "territories": vocabulary("territory", CODE, **NAME),
    "tiers": vocabulary("tier"),
    "units": vocabulary("unit"),
}
