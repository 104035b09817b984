"""Find every fault in the tables in one pass."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from analysis.errors import Fault, nearest
from analysis.evidence import relations
from analysis.evidence.csv_files import known_names, read_all
from analysis.evidence.schemas import BUILDERS, PATHS, Known, vocabulary


def faults_of_header(table: pd.DataFrame, schema: pa.DataFrameSchema, file: str) -> list[Fault]:
    """List the columns that are missing, unknown or written twice."""
    allowed, found = list(schema.columns), list(table.columns)
    faults = []
    for name in allowed:
        if name not in found:
            unknown = [other for other in found if other not in allowed]
            close = nearest(name, unknown)
            hint = f' (is it "{close}"?)' if close else ""
            faults.append(Fault(file, 1, name, f"the column is missing{hint}"))
    for name in dict.fromkeys(found):
        if name not in allowed:
            message = f'unknown column "{name}" (nearest: "{nearest(name, allowed)}"; all: {", ".join(allowed)})'
            faults.append(Fault(file, 1, name or None, message))
        elif found.count(name) > 1:
            faults.append(Fault(file, 1, name, "the column stands there more than once"))
    return faults


def faults_of_table(table: pd.DataFrame, schema: pa.DataFrameSchema, file: str) -> list[Fault]:
    """List every cell and row of a table that its schema refuses.

    Parameters
    ----------
    table : pandas.DataFrame
        The table as text, indexed by row.
    schema : pandera.DataFrameSchema
        Made by :mod:`analysis.evidence.schemas`.
    file : str
        Its name in messages.

    Returns
    -------
    list of Fault
    """
    header = faults_of_header(table, schema, file)
    if header:
        return header
    try:
        schema.validate(table, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
    else:
        return []
    faults = set()
    for case in cases.to_dict("records"):
        row, rule = int(case["index"]), case["check"]
        if rule in schema.metadata["explain"]:
            row_rule = schema.metadata["explain"][rule]
            faults.add(Fault(file, row, row_rule.column, row_rule.complain(table.loc[row])))
        else:
            complain = schema.columns[case["column"]].metadata["explain"][rule]
            faults.add(Fault(file, row, case["column"], complain(table.at[row, case["column"]])))
    return sorted(faults)


def faults_of_evidence(data: Path) -> list[Fault]:
    """List every fault in the tables of a data folder: form, words, ids, order, dates, corrections, relations.

    Parameters
    ----------
    data : Path
        The ``data`` folder.

    Returns
    -------
    list of Fault
        In the order of files and rows; empty when the tables can be used.
    """
    tables, vocabularies, faults = read_all(data)
    return faults_of_tables(tables, vocabularies, known_names(tables, vocabularies), faults)


def faults_of_tables(
    tables: dict[str, pd.DataFrame], vocabularies: dict[str, pd.DataFrame], known: Known, of_form: list[Fault]
) -> list[Fault]:
    """List every fault in tables that were read as text; ``of_form`` are the faults found in reading them."""
    faults = list(of_form)
    for name, table in vocabularies.items():
        if len(table.columns):
            column, *further = table.columns
            further = [name for name in further if name != "meaning"] + ["meaning"]
            faults += faults_of_table(table, vocabulary(column, further), f"data/vocabulary/{name}.csv")
    for name, (_, builder) in BUILDERS.items():
        if len(tables[name].columns):
            faults += faults_of_table(tables[name], builder(known), PATHS[name])
    if not faults:
        faults += relations.faults_of_relations(tables, known)
    return sorted(faults, key=place)


def place(fault: Fault) -> tuple:
    """Order of faults: by file, row and column, faults of a whole file first."""
    return fault.file, fault.row or 0, fault.column or "", fault.message
