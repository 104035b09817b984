"""The tables of ``data/vocabulary/``: every allowed word with its meaning."""

from __future__ import annotations

import pandera.pandas as pa

from analysis.evidence.columns import choice, key, number, text
from analysis.evidence.schemas.known import schema


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
