"""Read the tables as they are written: every cell as text, faults of form named by row."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd

from analysis.errors import Fault
from analysis.evidence.schemas import BUILDERS, PATHS, VOCABULARIES, Known, file_of_vocabulary
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
        Rows with the wrong number of cells are left out; ``row`` is the index. Empty where the file is unreadable.
    faults : list of Fault
    """
    unreadable = pd.DataFrame()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return unreadable, [Fault(file, None, None, "the file is missing")]
    except OSError as error:
        return unreadable, [Fault(file, None, None, f"cannot be read ({error.strerror})")]
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return unreadable, [Fault(file, line, None, "is not UTF-8 text here (save the file as UTF-8)")]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        return unreadable, [Fault(file, reader.line_num, None, f"is not CSV here ({error}): look at the quotes")]
    if not rows or not rows[0]:
        return unreadable, [Fault(file, 1, None, "has no header: the first row names the columns")]
    header, *rows = rows
    if not rows:
        return unreadable, [Fault(file, None, None, "has a header and no rows")]
    faults, whole = [], {}
    for number, row in enumerate(rows, FIRST_ROW):
        if len(row) == len(header):
            whole[number] = row
        elif not row:
            faults.append(Fault(file, number, None, "is a blank line (take it out)"))
        else:
            cells = f"has {len(row)} cells where the header has {len(header)} (quote a cell with commas)"
            faults.append(Fault(file, number, None, cells))
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
        vocabularies[name], found = read_text(data / "vocabulary" / f"{name}.csv", file_of_vocabulary(name))
        faults += found
    return tables, vocabularies, faults


def known_names(tables: dict[str, pd.DataFrame], vocabularies: dict[str, pd.DataFrame]) -> Known:
    """Collect what tables may name in one another: the words and the ids; None where they cannot be told."""
    words: dict[str, Vocabulary | None] = {}
    for name, (column, further) in VOCABULARIES.items():
        table = vocabularies[name]
        rows = table.to_dict("records") if list(table.columns) == [column, *further, "meaning"] else []
        words[name] = Vocabulary(name, column, {row[column]: row for row in rows}) if rows else None
    ids = {
        name: set(tables[name][field]) if list(tables[name].columns).count(field) == 1 else None
        for name, field in (("sources", "source_id"), ("facts", "fact_id"), ("events", "event_id"))
    }
    return Known(words, ids)
