"""Add a row to a table: the fields it asks for, and what is wrong with an answer."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
import pandera.pandas as pa

from analysis.errors import CallError, DataError, Fault, not_known
from analysis.evidence.check import faults_of_cells
from analysis.evidence.csv_files import read_all
from analysis.evidence.derivations import parts_of
from analysis.evidence.schemas import CHOSEN, PATHS, SCHEMAS, key_of
from analysis.paths import Project
from analysis.upkeep.staging import NOTHING, Staged

KINDS = {
    "fact": "facts",
    "correction": "corrections",
    "source": "sources",
    "site": "sites",
    "event": "events",
    "word": "programmes",
    "programme": "seats",
    "kind": "kinds",
    "overlap": "overlaps",
    "rung": "ladder",
    "reading": "readings",
    "assumption": "assumptions",
    "date": "schedule",
    "denominator": "denominators",
    "forecast": "forecasts",
}
"""What can be added, and the table it is a row of."""


@dataclass(frozen=True)
class Form:
    """What a new row of a table is asked for.

    Attributes
    ----------
    name : str
        The table.
    tables : dict of str to pandas.DataFrame
        It and all others, as text.
    """

    name: str
    tables: dict[str, pd.DataFrame]

    @property
    def file(self) -> str:
        """The table as messages name it."""
        return PATHS[self.name]

    @property
    def columns(self) -> dict[str, pa.Column]:
        """Its columns, and what their cells must satisfy."""
        return SCHEMAS[self.name].columns

    def question(self, column: str) -> str:
        """A column with what it holds, as a person is asked for it."""
        spec = self.columns[column]
        hints = [spec.description]
        if table := spec.metadata.get("refers_to"):
            hints.append(f"see {PATHS[table]}")
        if spec.nullable:
            hints.append("may be blank")
        return f"{column} ({'; '.join(hints)})"

    def checked(self, given: dict[str, str]) -> dict[str, str]:
        """Cells that were given with the call.

        Raises
        ------
        CallError
            If one is of no column of the table, or may not stand there.
        """
        for column, value in given.items():
            unknown = column not in self.columns and not_known(column, f"a column of {self.file}", self.columns)
            if fault := unknown or self.fault(column, value):
                shown = f"{column}={value}" if value.isprintable() else column
                raise CallError(f"--set {shown}: {fault}. {NOTHING}")
        return given

    def fault(self, column: str, value: str) -> str | None:
        """What is wrong with one cell of a new row; None where nothing is."""
        if not value.isprintable():
            return "has characters that are not printed (allowed: text in one line, with plain spaces)"
        alone = pa.DataFrameSchema({column: self.columns[column]})
        return next((fault.message for fault in self.faults({column: value}, alone)), None)

    def faults(self, row: dict[str, str], schema: pa.DataFrameSchema) -> list[Fault]:
        """What is wrong with a new row, or a part of one, set behind the others."""
        table = self.tables[self.name]
        last = int(table.index.max()) + 1
        table = pd.concat([table[list(row)], pd.DataFrame(row, index=[last])])
        return [fault for fault in faults_of_cells(table, schema, self.file, self.tables) if fault.row == last]


def form(root: Project, kind: str) -> Form:
    """The form for a kind of row.

    Raises
    ------
    CallError
        If there is no such kind.
    DataError
        If the table cannot be read.
    """
    if kind not in KINDS:
        raise CallError(not_known(kind, "a kind of row that can be added", KINDS))
    tables, faults = read_all(root.data)
    if faults:
        raise DataError(faults)
    return Form(KINDS[kind], tables)


def add(stage: Staged, asked: Form, row: dict[str, str]) -> None:
    """Write a row into the copy of its table.

    Raises
    ------
    CallError
        If something is wrong with it, each fault with its column.
    """
    if faults := asked.faults(row, SCHEMAS[asked.name]):
        raise CallError("\n".join([*(f"column {fault.column}: {fault.message}" for fault in faults), NOTHING]))
    stage.add(asked.file, row)


def chosen_on(asked: Form, fact_id: str) -> Iterator[str]:
    """The chosen rows that rest on a fact, or on the sum that it is a part of: file, row, what each is, its numbers."""
    facts = asked.tables["facts"].to_dict("records")
    sums = [fact["fact_id"] for fact in facts if any(part["fact_id"] == fact_id for part in parts_of(fact, facts))]
    for name, schema in CHOSEN.items():
        numbers = [column for column, spec in schema.columns.items() if spec.metadata["kind"] == "number"]
        shown = dict.fromkeys([*key_of(schema), *numbers, "value", "unit"])
        for column in (column for column, spec in schema.columns.items() if spec.metadata.get("refers_to") == "facts"):
            for row, cells in asked.tables[name].iterrows():
                if {fact_id, *sums} & set(filter(None, cells[column].split(";"))):
                    told = ", ".join(f"{key} {cells[key]}" for key in shown if cells.get(key))
                    yield f"{PATHS[name]}, row {row}: {told}"
