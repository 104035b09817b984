"""Read the tables as they are written: every cell as text, faults of form named by row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis.errors import Fault, first_of, shown
from analysis.evidence.schemas import PATHS

FIRST_ROW = 2  # as a spreadsheet counts: the header is row 1

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
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return unreadable, [Fault(file, None, None, "the file is missing")]
    except OSError as error:
        return unreadable, [Fault(file, None, None, f"cannot be read ({error.strerror})")]
    except UnicodeDecodeError as error:
        row = len(error.object[: error.start].splitlines() or [b""])
        return unreadable, [Fault(file, row, None, "is not UTF-8 text here (save the file as UTF-8)")]
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        return unreadable, [Fault(file, len(rows) + 1, None, f"is not CSV here ({error}): look at the quotes")]
    if not rows or not rows[0]:
        return unreadable, [Fault(file, 1, None, "has no header: the first row names the columns")]
    header, *rows = rows
    if len(header) == 1 and ";" in header[0]:
        return unreadable, [Fault(file, 1, None, "has semicolons between its cells (save the file with commas)")]
    if not rows:
        return unreadable, [Fault(file, None, None, "has a header and no rows")]
    whole, odd = {}, []
    for number, row in enumerate(rows, FIRST_ROW):
        if found := next(oddities(row, header), None):
            odd.append(Fault(file, number, *found))
        else:
            whole[number] = ["" if cell.isspace() else cell for cell in row]
    table = pd.DataFrame(list(whole.values()), index=pd.Index(whole, name="row", dtype=int), columns=header, dtype=str)
    return table, first_of(odd)


def oddities(row: list[str], header: list[str]) -> Iterator[tuple[str | None, str]]:
    """What makes a row none of its table: the column, None for the row as a whole, and what is wrong."""
    if not row:
        yield None, "is a blank line (take it out)"
    elif len(row) != len(header):
        yield None, f"has {len(row)} cells where the header has {len(header)} (quote a cell with commas)"
    for column, cell in zip(header, row, strict=False):
        if found := CONTROL.search(cell):
            yield column, f'"{shown(cell)}" holds a character that no text has, U+{ord(found[0]):04X} (take it out)'


def read_all(data: Path) -> tuple[dict[str, pd.DataFrame], list[Fault]]:
    """Read every table as text, by name, and list the faults of form; a table that cannot be read is empty."""
    read = {name: read_text(data / file.removeprefix("data/"), file) for name, file in PATHS.items()}
    return {name: table for name, (table, _) in read.items()}, [fault for _, found in read.values() for fault in found]
