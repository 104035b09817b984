"""Find every fault in the tables in one pass."""

import itertools
from collections.abc import Iterable, Iterator

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaError, SchemaErrors

from analysis.errors import Fault, first_of, nearest, not_known, shown
from analysis.evidence.corrections import corrected, faults_of_corrections
from analysis.evidence.derivations import faults_of_derivations
from analysis.evidence.relations import faults_of_relations
from analysis.evidence.schemas import PATHS, SCHEMAS


def faults_of_header(table: pd.DataFrame, schema: pa.DataFrameSchema, file: str) -> list[Fault]:
    """List the columns that are missing, unknown or written twice."""
    allowed, found = list(schema.columns), list(table.columns)
    unknown = [name for name in dict.fromkeys(found) if name not in allowed]
    said = []
    for name in allowed:
        if name not in found:
            close = nearest(name, unknown)
            said.append((name, "the column is missing" + (f' (is it "{shown(close)}"?)' if close else "")))
        elif found.count(name) > 1:
            said.append((name, "the column stands there more than once"))
    for name in unknown:
        known = f'(nearest: "{nearest(name, allowed)}"; all: {", ".join(allowed)})'
        said.append((name or None, f'unknown column "{shown(name)}" {known}'))
    if not said and found != allowed:
        said.append((None, f"the columns stand in another order (order: {', '.join(allowed)})"))
    return [Fault(file, 1, *one) for one in said]


def faults_of_cells(
    table: pd.DataFrame, schema: pa.DataFrameSchema, file: str, tables: dict[str, pd.DataFrame]
) -> list[Fault]:
    """List every cell and row of a table that its schema refuses, or that names what no other table has.

    Parameters
    ----------
    table : pandas.DataFrame
        The table as text, indexed by row, with the columns of its schema.
    schema : pandera.DataFrameSchema
        One of :data:`analysis.evidence.schemas.SCHEMAS`, or a part of one.
    file : str
        Its name in messages.
    tables : dict of str to pandas.DataFrame
        The tables whose ids and words its cells may name; what needs another is left out.
    """
    faults = list(unresolved(table, schema, file, tables))
    try:
        schema.validate(table.map(lambda cell: cell if cell.strip() else None), lazy=True)
    except SchemaErrors as errors:
        for error in errors.schema_errors:
            faults += refused(error, table, file)
    return sorted(faults, key=place)


def refused(error: SchemaError, table: pd.DataFrame, file: str) -> list[Fault]:
    """The cells or rows that one check of a schema refuses, in the words that the check carries."""
    column, check, allowed = error.schema.name, error.check, ()
    rows = sorted(set(error.failure_cases["index"]))
    if isinstance(check, pa.Check):
        column, words, allowed = column or check.name, check.error, check.statistics.get("allowed_values", ())
    elif check == "not_nullable":
        words = "is blank, and a value is needed here"
    elif column:
        words = '"{cell}" stands in an earlier row too (each must be unique)'
        rows = [row for row in rows if table.at[row, column]]
    else:
        *_, column = key = error.schema.unique
        words = f"a row above has {', '.join(f'{name} {{{name}}}' for name in key)} already"

    def worded(cells: pd.Series) -> str:
        others = {name: shown(cell) or "blank" for name, cell in cells.items()}
        filled = words.format(cell=shown(cells[column]), **others)
        return not_known(cells[column], words, allowed) if allowed else filled

    return first_of((Fault(file, row, column, worded(cells)) for row, cells in table.loc[rows].iterrows()), len(rows))


def unresolved(
    table: pd.DataFrame, schema: pa.DataFrameSchema, file: str, tables: dict[str, pd.DataFrame]
) -> Iterator[Fault]:
    """The cells that name a word or an id which is not in the table that they refer to."""
    for column, spec in schema.columns.items():
        other = spec.metadata.get("refers_to")
        if other not in tables:
            continue
        field = tables[other].columns[0]
        what = f"a known {field if field.endswith('_id') else field.replace('_', ' ')}"
        known = dict.fromkeys(tables[other][field])
        unknown = []
        for row, cell in table[column].items():
            parts = cell.split(";") if "several" in spec.metadata else [cell]
            if cell and (missing := [part for part in parts if part not in known]):
                unknown.append((row, missing))
        faults = (
            Fault(file, row, column, "; ".join(not_known(part, what, known, PATHS[other]) for part in missing))
            for row, missing in unknown
        )
        yield from first_of(faults, len(unknown))


def faults_of_tables(tables: dict[str, pd.DataFrame], of_form: Iterable[Fault] = ()) -> list[Fault]:
    """List every fault in the tables: form, words, ids, order, dates, corrections, relations.

    Parameters
    ----------
    tables : dict of str to pandas.DataFrame
        Each table as text, empty where it could not be read.
    of_form : iterable of Fault
        The faults found in reading them.

    Returns
    -------
    list of Fault
        In the order of files and rows; empty when the tables can be used.
    """
    faults, readable = list(of_form), {}
    for name, table in tables.items():
        if len(table.columns):  # else it could not be read, and that is a fault of its own
            headers = faults_of_header(table, SCHEMAS[name], PATHS[name])
            faults += headers
            if len(table) and not headers:
                readable[name] = table
    of_cells = {name: faults_of_cells(table, SCHEMAS[name], PATHS[name], readable) for name, table in readable.items()}
    faults += itertools.chain(*of_cells.values())
    if {"facts", "corrections"} <= readable.keys():
        facts, corrections = readable["facts"], readable["corrections"]
        if of_corrections := list(faults_of_corrections(facts, corrections)):
            faults += of_corrections
        else:
            readable["facts"] = corrected(facts, corrections)
            faults += faults_of_derivations(readable)
            if not of_cells["facts"]:
                faults += faults_of_corrected_facts(readable)
    faults += faults_of_relations(readable)
    return sorted(set(faults), key=place)


def faults_of_corrected_facts(tables: dict[str, pd.DataFrame]) -> Iterator[Fault]:
    """Corrections that put something into a fact which no fact may hold, each at its row."""
    facts, corrections = tables["facts"], tables["corrections"]
    after = facts[facts["corrected_by"] != ""]
    for fault in faults_of_cells(after, SCHEMAS["facts"], PATHS["facts"], tables):
        fact_id = after.at[fault.row, "fact_id"]
        rows = corrections[corrections["fact_id"] == fact_id]
        exact = rows[rows["column"] == fault.column]
        row = (exact if len(exact) else rows).index[-1]
        yield Fault(PATHS["corrections"], row, "corrected", f"{fact_id}, {fault.column}: {fault.message}")


def place(fault: Fault) -> tuple:
    """Order of faults: by file, row and column, faults of a whole file first."""
    return fault.file, fault.row or 0, fault.column or "", fault.message
