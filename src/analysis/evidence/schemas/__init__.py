"""What every table holds: one pandera schema a table, from which the data package is described too."""

from __future__ import annotations

from collections.abc import Callable

import pandera.pandas as pa

from analysis.evidence.schemas import chosen, found
from analysis.evidence.schemas.known import Known, key_of
from analysis.evidence.schemas.words import REQUIRED, VOCABULARIES, file_of_vocabulary, vocabulary

__all__ = ["BUILDERS", "PATHS", "REQUIRED", "VOCABULARIES", "Known", "file_of_vocabulary", "key_of", "vocabulary"]

BUILDERS: dict[str, tuple[str, Callable[[Known], pa.DataFrameSchema]]] = {
    "facts": ("evidence", found.facts),
    "sources": ("evidence", found.sources),
    "corroboration": ("evidence", found.corroboration),
    "corrections": ("evidence", found.corrections),
    "sites": ("evidence", found.sites),
    "events": ("evidence", found.events),
    "exchange_rates": ("evidence", found.exchange_rates),
    "chips": ("evidence", found.chips),
    "cost_breakdown": ("evidence", found.cost_breakdown),
    "seats": ("chosen", chosen.seats),
    "ladder": ("chosen", chosen.ladder),
    "readings": ("chosen", chosen.readings),
    "denominators": ("chosen", chosen.denominators),
    "assumptions": ("chosen", chosen.assumptions),
    "schedule": ("chosen", chosen.schedule),
    "record": ("chosen", chosen.record),
    "claims": ("chosen", chosen.claims),
    "consortia": ("chosen", chosen.consortia),
}
"""Each table by name: its folder, and the function that makes its schema and whose docstring says what a row is."""

PATHS = {name: f"data/{folder}/{name}.csv" for name, (folder, _) in BUILDERS.items()}
"""Each table's path as messages name it."""
