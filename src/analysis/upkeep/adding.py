"""Add a row to a table: the fields it asks for, what is wrong with an answer, and the French that its texts need."""

from __future__ import annotations

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
from analysis.publish.catalogues import data_texts, path_of_catalogue, translations, updated
from analysis.upkeep.staging import NOTHING, Staged, with_row

KINDS = {
    "fact": "facts",
    "correction": "corrections",
    "source": "sources",
    "site": "sites",
    "event": "events",
    "programme": "seats",
    "rung": "ladder",
    "reading": "readings",
    "forecast": "forecasts",
}
"""What can be added, and the table it is a row of."""


def not_one_line(text: str) -> str | None:
    """What is wrong with a text that is not printed in one line; None where it is."""
    return (
        None
        if text.isprintable()
        else "has characters that are not printed (allowed: text in one line, with plain spaces)"
    )


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
    def table(self) -> pd.DataFrame:
        """Its rows, as text."""
        return self.tables[self.name]

    @property
    def schema(self) -> pa.DataFrameSchema:
        """Its columns, and what their cells must satisfy."""
        return SCHEMAS[self.name]

    def question(self, column: str) -> str:
        """A column with what it holds, as a person is asked for it."""
        spec = self.schema.columns[column]
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
            if column not in self.schema.columns:
                fault = not_known(column, f"a column of {self.file}", self.schema.columns)
            else:
                fault = self.fault(column, value)
            if fault:
                shown = f"{column}={value}" if value.isprintable() else column
                raise CallError(f"--set {shown}: {fault}. {NOTHING}")
        return given

    def fault(self, column: str, value: str) -> str | None:
        """What is wrong with one cell of a new row; None where nothing is."""
        if fault := not_one_line(value):
            return fault
        cells = pd.concat([self.table[[column]], pd.DataFrame({column: [value]}, index=[self.next])])
        alone = pa.DataFrameSchema({column: self.schema.columns[column]})
        return next((fault.message for fault in self.new_faults(cells, alone)), None)

    def faults(self, row: dict[str, str]) -> list[Fault]:
        """What is wrong with a new row, set behind the others."""
        table = pd.concat([self.table, pd.DataFrame(row, index=[self.next])])
        return self.new_faults(table, self.schema)

    def new_faults(self, table: pd.DataFrame, schema: pa.DataFrameSchema) -> list[Fault]:
        """What is wrong with the last row of a table."""
        return [fault for fault in faults_of_cells(table, schema, self.file, self.tables) if fault.row == self.next]

    @property
    def next(self) -> int:
        """The row behind the last."""
        return int(self.table.index.max()) + 1


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
    if faults := asked.faults(row):
        raise CallError("\n".join([*(f"column {fault.column}: {fault.message}" for fault in faults), NOTHING]))
    stage.write(asked.file, with_row(stage.read(asked.file), row))


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


def new_texts(stage: Staged) -> list[str]:
    """The texts of the copy that need a French version and had none before, in the order of the catalogue."""
    had, known = data_texts(stage.root), translations(stage.root)
    return [text for text in data_texts(stage.copy) if text not in had and not known.get(text)]


def french_of(stage: Staged, texts: list[str], row: dict[str, str], given: dict[str, str]) -> dict[str, str]:
    """The French that was given with the call, by its English text.

    Parameters
    ----------
    stage : Staged
    texts : list of str
        The new texts; those that are no cell of the row, but a part of one, are named by themselves.
    row : dict of str to str
    given : dict of str to str
        French by column, or by text.

    Raises
    ------
    CallError
        If one is for no text of the row, or for one that has another French already.
    """
    known = translations(stage.root)
    places = {column: text for column, text in row.items() if text}
    places |= {text: text for text in texts if text not in places.values()}
    for key, said in given.items():
        if key not in places:
            refusal = not_known(key, "a column with a text, or a text", places)
            raise CallError(f"--french {key}={said}: {refusal}. {NOTHING}")
        if fault := not_one_line(said):
            raise CallError(f"--french {key}: {fault}. {NOTHING}")
        if known.get(places[key], said) not in (said, ""):
            refusal = f'"{places[key]}" is "{known[places[key]]}" already, wherever it stands'
            raise CallError(f"--french {key}={said}: {refusal}. {NOTHING}")
    return {places[key]: said for key, said in given.items()}


def translate(stage: Staged, french: dict[str, str]) -> None:
    """Bring the catalogue of the copy up to its tables, with the French of new texts."""
    path = path_of_catalogue(stage.copy)
    stage.write(stage.copy.name(path), updated(stage.copy, translations(stage.root) | french))
