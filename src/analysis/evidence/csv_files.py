"""Read the tables as they are written: every cell as text, faults of form named by row."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis.characters import open_merge
from analysis.errors import Fault, first_of, shown
from analysis.evidence.schemas import PATHS

FIRST_ROW = 2  # as a spreadsheet counts: the header is row 1

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that no text has, and that no page could hold."""


SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
"""What parts cells in files that spreadsheets save, beside commas."""


def content_of(path: Path) -> bytes | OSError:
    """What a file holds, or why it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        return error


def read_text(path: Path, file: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Read one CSV file with every cell as text, as :func:`table_of` does."""
    return table_of(content_of(path), file)


def table_of(content: bytes | OSError, file: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Read a table with every cell as text; a merge left open in it is its one fault.

    Parameters
    ----------
    content : bytes or OSError
        A CSV file, or why it cannot be read.
    file : str
        Its name in messages.

    Returns
    -------
    table : pandas.DataFrame
        Rows that are no rows of a table are left out; ``row`` is the index. Empty where the file is unreadable.
    faults : list of Fault
    """
    try:
        header, rows = header_and_rows(content)
    except UnreadableError as error:
        return pd.DataFrame(), [Fault(file, error.row, None, str(error))]
    whole, odd, count = {}, [], len(rows)
    while is_blank(rows[-1]):
        rows.pop()
    if count > len(rows):
        odd.append(Fault(file, FIRST_ROW + len(rows), None, "is a blank line, as all below it are (take them out)"))
    for number, row in enumerate(rows, FIRST_ROW):
        if found := next(oddities(row, header), None):
            odd.append(Fault(file, number, *found))
        else:
            whole[number] = ["" if cell.isspace() else cell for cell in row]
    table = pd.DataFrame(list(whole.values()), index=pd.Index(whole, name="row", dtype=int), columns=header, dtype=str)
    return table, first_of(odd)


class UnreadableError(Exception):
    """Why a file is no table, and at which row that is seen."""

    def __init__(self, row: int | None, why: str):
        super().__init__(why)
        self.row = row


def header_and_rows(content: bytes | OSError) -> tuple[list[str], list[list[str]]]:
    """The first row of a CSV file, and all others, of which one holds something."""
    if isinstance(content, OSError):
        missing = isinstance(content, FileNotFoundError)
        raise UnreadableError(None, "the file is missing" if missing else f"cannot be read ({content.strerror})")
    if merge := open_merge(content):
        raise UnreadableError(None, merge)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = len(error.object[: error.start].splitlines() or [b""])
        raise UnreadableError(row, "is not UTF-8 text here (save the file as UTF-8)") from None
    first = text.partition("\n")[0].strip()
    if re.fullmatch('"?sep=."?', first):
        alone = f"is the line {shown(first)}, which is for Excel alone"
        raise UnreadableError(1, f"{alone} (take it out, and save the file with commas)")
    if found := next((name for mark, name in SEPARATORS.items() if mark in first and "," not in first), None):
        raise UnreadableError(1, f"has {found} between its cells (save the file with commas, and numbers with a point)")
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise UnreadableError(len(rows) + 1, f"is not CSV here ({error}): look at the quotes") from None
    if not rows or not rows[0]:
        raise UnreadableError(1, "has no header: the first row names the columns")
    if not rows[0][-1].strip():
        raise UnreadableError(1, "ends in columns without a name (take out the commas at the end of rows)")
    if all(map(is_blank, rows[1:])):
        raise UnreadableError(None, "has a header and no rows")
    return rows[0], rows[1:]


def oddities(row: list[str], header: list[str]) -> Iterator[tuple[str | None, str]]:
    """What makes a row none of its table: the column, None for the row as a whole, and what is wrong."""
    if is_blank(row):
        yield None, "is a blank line (take it out)"
    elif len(row) != len(header):
        yield None, f"has {len(row)} cells where the header has {len(header)} (quote a cell with commas)"
    for column, cell in zip(header, row, strict=False):
        if found := CONTROL.search(cell):
            yield column, f'"{shown(cell)}" holds a character that no text has, U+{ord(found[0]):04X} (take it out)'


def is_blank(row: list[str]) -> bool:
    """Whether no cell of a row holds anything: a blank line, or the commas alone that a spreadsheet leaves."""
    return not any(map(str.strip, row))


def contents_of(data: Path) -> tuple[bytes | OSError, ...]:
    """What the files of all tables hold, in the order of ``PATHS``."""
    return tuple(content_of(data / file.removeprefix("data/")) for file in PATHS.values())


def tables_of(contents: tuple[bytes | OSError, ...]) -> tuple[dict[str, pd.DataFrame], list[Fault]]:
    """Read every table as text, by name, and list the faults of form; a table that cannot be read is empty."""
    read = {name: table_of(content, file) for (name, file), content in zip(PATHS.items(), contents, strict=True)}
    return {name: table for name, (table, _) in read.items()}, [fault for _, found in read.values() for fault in found]


def read_all(data: Path) -> tuple[dict[str, pd.DataFrame], list[Fault]]:
    """Read every table of a data folder, as :func:`tables_of` does."""
    return tables_of(contents_of(data))
