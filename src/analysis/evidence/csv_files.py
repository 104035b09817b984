"""Read the tables as they are written: every cell as text, faults of form named by row."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd

from analysis.errors import Fault
from analysis.evidence.schemas import BUILDERS, PATHS, VOCABULARIES, Known
from analysis.evidence.vocabulary import Vocabulary

FIRST_ROW = 2  # as a spreadsheet counts: the header is row 1


def read_text(path: Path, file: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Read one CSV file with every cell as text.

    Parameters
    ----------
    path : Path
        The file.
    file : str
        Its name in messages.

    Returns
    -------
    table : pandas.DataFrame
        Rows with the wrong number of cells are left out; ``row`` is the index.
    faults : list of Fault
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            header, *rows = list(csv.reader(stream, strict=True)) or [[]]
    except FileNotFoundError:
        return pd.DataFrame(), [Fault(file, None, None, "the file is missing")]
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return pd.DataFrame(), [Fault(file, line, None, "is not UTF-8 text here (save the file as UTF-8)")]
    except csv.Error as error:
        return pd.DataFrame(), [Fault(file, None, None, f"is not a CSV file ({error})")]
    if not header:
        return pd.DataFrame(), [Fault(file, None, None, "the file is empty")]
    faults = [
        Fault(file, number, None, f"has {len(row)} cells where the header has {len(header)} (quote a cell with commas)")
        for number, row in enumerate(rows, FIRST_ROW)
        if len(row) != len(header)
    ]
    whole = {number: row for number, row in enumerate(rows, FIRST_ROW) if len(row) == len(header)}
    table = pd.DataFrame(list(whole.values()), index=pd.Index(whole, name="row", dtype=int), columns=header, dtype=str)
    return table, faults


def read_all(data: Path) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame], list[Fault]]:
    """Read every table and every vocabulary as text.

    Returns
    -------
    tables, vocabularies : dict of str to pandas.DataFrame
        By name.
    faults : list of Fault
        Faults of form; a table that cannot be read is empty.
    """
    faults: list[Fault] = []
    tables: dict[str, pd.DataFrame] = {}
    vocabularies: dict[str, pd.DataFrame] = {}
    for name, (folder, _) in BUILDERS.items():
        tables[name], found = read_text(data / folder / f"{name}.csv", PATHS[name])
        faults += found
    for name in VOCABULARIES:
        path = data / "vocabulary" / f"{name}.csv"
        vocabularies[name], found = read_text(path, f"data/vocabulary/{name}.csv")
        faults += found
    return tables, vocabularies, faults


def known_names(tables: dict[str, pd.DataFrame], vocabularies: dict[str, pd.DataFrame]) -> Known:
    """Collect what tables may name in one another: the words and the ids."""
    words: dict[str, Vocabulary | None] = {}
    for name, table in vocabularies.items():
        rows = table.to_dict("records")
        column = next(iter(table.columns), None)
        words[name] = Vocabulary(name, column, {row[column]: row for row in rows}) if rows else None
    ids = {
        name: set(tables[name][field]) if field in tables[name] else None
        for name, field in (("sources", "source_id"), ("facts", "fact_id"), ("events", "event_id"))
    }
    return Known(words, ids)
