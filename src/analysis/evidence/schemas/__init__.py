"""What every table holds: one pandera schema a table, from which the data package is described too."""

from analysis.evidence.columns import key_of
from analysis.evidence.schemas.chosen import CHOSEN
from analysis.evidence.schemas.evidence import EVIDENCE
from analysis.evidence.schemas.forecasts import FORECASTS
from analysis.evidence.schemas.vocabulary import VOCABULARIES

__all__ = ["CHOSEN", "EVIDENCE", "FORECASTS", "PATHS", "SCHEMAS", "VOCABULARIES", "key_of"]

FOLDERS = {"evidence/": EVIDENCE, "chosen/": CHOSEN, "": FORECASTS, "vocabulary/": VOCABULARIES}

SCHEMAS = {**EVIDENCE, **CHOSEN, **FORECASTS, **VOCABULARIES}
"""The schema of each table by its name, which no two share."""

PATHS = {name: f"data/{folder}{name}.csv" for folder, tables in FOLDERS.items() for name in tables}
"""Each table's path as messages name it."""
