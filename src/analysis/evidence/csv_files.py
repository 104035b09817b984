"""Read the tables as they are written: every cell as text, faults of form named by row."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis.errors import Fault, first_of, shown
from analysis.evidence.schemas import BUILDERS, PATHS, VOCABULARIES, Known, file_of_vocabulary
from analysis.evidence.vocabulary import Vocabulary
from analysis.files import MB, content_of

FIRST_ROW = 2  # as a spreadsheet counts: the header is row 1
MOST_BYTES = 64 * MB
MOST_ROWS = 100_000
MOST_CHARACTERS = 5000
"""What one table may hold: its size, its rows, and the characters of one cell."""

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that no text has, and that no page could hold."""


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
        Rows that are no rows of a table are left out; ``row`` is the index. Empty where the file is unreadable.
    faults : list of Fault
    """
    unreadable = pd.DataFrame()
    try:
        text = content_of(path, MOST_BYTES).decode("utf-8-sig")
    except FileNotFoundError:
        return unreadable, [Fault(file, None, None, "the file is missing")]
    except OSError as error:
        return unreadable, [Fault(file, None, None, f"cannot be read ({error.strerror})")]
    except UnicodeDecodeError as error:
        row = len(error.object[: error.start].splitlines() or [b""])
        return unreadable, [Fault(file, row, None, "is not UTF-8 text here (save the file as UTF-8)")]
    rows: list[list[str]] = []
    csv.field_size_limit(MOST_BYTES)  # a limit of the whole process, which other libraries set as they like
    try:
        rows.extend(itertools.islice(csv.reader(io.StringIO(text, newline=""), strict=True), MOST_ROWS + 2))
    except csv.Error as error:
        return unreadable, [Fault(file, len(rows) + 1, None, f"is not CSV here ({error}): look at the quotes")]
    if not rows or not rows[0]:
        return unreadable, [Fault(file, 1, None, "has no header: the first row names the columns")]
    header, *rows = rows
    if not rows:
        return unreadable, [Fault(file, None, None, "has a header and no rows")]
    if len(rows) > MOST_ROWS:
        return unreadable, [Fault(file, None, None, f"has more rows than a table may have (allowed: {MOST_ROWS:,})")]
    whole, odd = {}, []
    for number, row in enumerate(rows, FIRST_ROW):
        if found := next(oddities(row, header), None):
            odd.append(Fault(file, number, *found))
        else:
            whole[number] = row
    table = pd.DataFrame(list(whole.values()), index=pd.Index(whole, name="row", dtype=int), columns=header, dtype=str)
    return table, first_of(odd)


def oddities(row: list[str], header: list[str]) -> Iterator[tuple[str | None, str]]:
    """What makes a row none of its table: the column, None for the row as a whole, and what is wrong."""
    if not row:
        yield None, "is a blank line (take it out)"
    elif len(row) != len(header):
        yield None, f"has {len(row)} cells where the header has {len(header)} (quote a cell with commas)"
    for column, cell in zip(header, row, strict=False):
        if len(cell) > MOST_CHARACTERS:
            yield column, f'"{shown(cell)}" is longer than a cell may be (allowed: {MOST_CHARACTERS:,} characters)'
        if found := CONTROL.search(cell):
            yield column, f'"{shown(cell)}" holds a character that no text has, U+{ord(found[0]):04X} (take it out)'


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
