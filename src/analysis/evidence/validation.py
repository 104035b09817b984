"""Find every fault in the tables in one pass."""

from __future__ import annotations

import itertools
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from analysis.errors import MOST_FAULTS, Fault, first_of, nearest, shown
from analysis.evidence import relations
from analysis.evidence.corrections import corrected, faults_of_corrections
from analysis.evidence.csv_files import known_names, read_all
from analysis.evidence.schemas import BUILDERS, PATHS, REQUIRED, Known, file_of_vocabulary, vocabulary


def faults_of_header(table: pd.DataFrame, schema: pa.DataFrameSchema, file: str) -> list[Fault]:
    """List the columns that are missing, unknown or written twice."""
    allowed, found = list(schema.columns), list(table.columns)
    faults = []
    for name in allowed:
        if name not in found:
            unknown = [other for other in found if other not in allowed]
            close = nearest(name, unknown)
            hint = f' (is it "{shown(close)}"?)' if close else ""
            faults.append(Fault(file, 1, name, f"the column is missing{hint}"))
    for name in dict.fromkeys(found):
        if name not in allowed:
            message = f'unknown column "{shown(name)}" (nearest: "{nearest(name, allowed)}"; all: {", ".join(allowed)})'
            faults.append(Fault(file, 1, name or None, message))
        elif found.count(name) > 1:
            faults.append(Fault(file, 1, name, "the column stands there more than once"))
    if not faults and found != allowed:
        faults.append(Fault(file, 1, None, f"the columns stand in another order (order: {', '.join(allowed)})"))
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
    if not len(table.columns):
        return []  # it could not be read, and that is a fault of its own
    header = faults_of_header(table, schema, file)
    if header:
        return header
    try:
        schema.validate(table, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
    else:
        return []
    whole = cases["index"].isna()
    faults = {
        Fault(file, None, case["column"], f"cannot be checked ({shown(case['failure_case'])})")
        for case in cases[whole].to_dict("records")
    }
    for (column, rule), of_rule in cases[~whole].groupby(["column", "check"], sort=False):
        rows = sorted(set(of_rule["index"].astype(int)))
        of_rows = schema.metadata["explain"].get(rule)
        where = of_rows.column if of_rows else column
        complain = of_rows.complain if of_rows else schema.columns[column].metadata["explain"][rule]
        cells = table if of_rows else table[column]
        worded = [Fault(file, row, where, complain(cells.loc[row])) for row in rows[:MOST_FAULTS]]
        faults.update(first_of(worded, len(rows)))
    return sorted(faults, key=place)


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
    schemas = {name: builder(known) for name, (_, builder) in BUILDERS.items()}
    of_tables = {name: faults_of_table(table, schemas[name], PATHS[name]) for name, table in tables.items()}
    faults = [*of_form, *itertools.chain(*of_tables.values())]
    for name, table in vocabularies.items():
        faults += faults_of_table(table, vocabulary(name), file_of_vocabulary(name))
        faults += missing_words(name, known)
    readable = {
        name: table
        for name, table in tables.items()
        if len(table) and not faults_of_header(table, schemas[name], PATHS[name])
    }
    faults += relations.faults_of_relations(readable, known)
    if not of_tables["facts"]:
        faults += faults_of_corrected_facts(readable, schemas["facts"])
    return sorted(set(faults), key=place)


def missing_words(name: str, known: Known) -> list[Fault]:
    """Words that the model asks for and a vocabulary does not have."""
    if known.words[name] is None:
        return []
    return [
        Fault(file_of_vocabulary(name), None, None, f'the word "{word}" is missing, and the model asks for it')
        for word in REQUIRED.get(name, ())
        if word not in known.words[name].words
    ]


def faults_of_corrected_facts(tables: dict[str, pd.DataFrame], schema: pa.DataFrameSchema) -> list[Fault]:
    """Corrections that put something into a fact which no fact may hold."""
    if not {"facts", "corrections"} <= set(tables):
        return []
    facts, corrections = tables["facts"], tables["corrections"]
    if faults_of_corrections(facts, corrections):
        return []
    after = corrected(facts, corrections).drop(columns="corrected_by")
    faults = []
    for fault in faults_of_table(after, schema, PATHS["facts"]):
        fact_id = after.at[fault.row, "fact_id"]
        rows = corrections[corrections["fact_id"] == fact_id]
        exact = rows[rows["column"] == fault.column]
        row = (exact if len(exact) else rows).index[-1]
        faults.append(Fault(PATHS["corrections"], row, "corrected", f"{fact_id}, {fault.column}: {fault.message}"))
    return faults


def place(fault: Fault) -> tuple:
    """Order of faults: by file, row and column, faults of a whole file first."""
    return fault.file, fault.row or 0, fault.column or "", fault.message
