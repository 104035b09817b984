"""What the schemas of all tables share: the names that cells may take from other tables."""

from __future__ import annotations

from dataclasses import dataclass

import pandera.pandas as pa

from analysis.evidence.columns import RowRule, reference, references, word
from analysis.evidence.vocabulary import Vocabulary

FILES = {name: f"data/evidence/{name}.csv" for name in ("sources", "facts", "events")}
"""Tables whose ids other tables name, as messages name them."""


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
        return references(description, "source_id", self.ids["sources"], FILES["sources"])

    def reference(self, description: str, table: str, field: str, **options) -> pa.Column:
        """A column whose cells are the id of a row of another table."""
        return reference(description, table, field, self.ids[table], FILES[table], **options)

    def references(self, description: str, table: str, field: str, **options) -> pa.Column:
        """A column whose cells are ids of rows of another table."""
        return references(description, field, self.ids[table], FILES[table], **options)


def schema(columns: dict[str, pa.Column], *rules: RowRule) -> pa.DataFrameSchema:
    """A table's schema: just these columns in this order, and what each row must satisfy."""
    return pa.DataFrameSchema(
        columns,
        checks=[rule.check() for rule in rules],
        metadata={"explain": {rule.name: rule for rule in rules}},
    )


def key_of(schema: pa.DataFrameSchema) -> tuple[str, ...]:
    """The columns that tell a row of a table from all others; every column where its schema names none."""
    alone = (name for name, spec in schema.columns.items() if spec.metadata["unique"])
    together = (rule.identifies for rule in schema.metadata["explain"].values() if rule.identifies)
    first = next(alone, None)
    return (first,) if first else next(together, tuple(schema.columns))
