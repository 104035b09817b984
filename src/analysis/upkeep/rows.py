"""Put rows into a table's text: in their place, with every other byte as it was."""

from __future__ import annotations

import csv
import io

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


class Lines:
    """A CSV file as lines, and the lines that each row takes.

    Parameters
    ----------
    text : str
        The file, with its own line ends; a cell may hold line ends too.
    """

    def __init__(self, text: str):
        self.lines = list(io.StringIO(text, newline=""))
        reader = csv.reader(self.lines)
        self.header = next(reader)
        self.header[0] = self.header[0].removeprefix(BYTE_ORDER_MARK)
        self.end = "\r\n" if self.lines[0].endswith("\r\n") else "\n"
        self.rows: list[tuple[slice, list[str]]] = []
        begin = reader.line_num
        for cells in reader:
            self.rows.append((slice(begin, reader.line_num), cells))
            begin = reader.line_num
        if not self.lines[-1].endswith("\n"):
            self.lines[-1] += self.end

    def put(self, place: slice, cells: list[str]) -> str:
        """The text with a row written in a place: before its first line, and instead of the lines it spans."""
        written = io.StringIO(newline="")
        csv.writer(written, lineterminator=self.end).writerow(cells)
        return "".join([*self.lines[: place.start], written.getvalue(), *self.lines[place.stop :]])


def with_row(text: str, row: dict[str, str]) -> str:
    r"""A table's text with one more row.

    Parameters
    ----------
    text : str
        The file as it stands.
    row : dict of str to str
        Cells by column. It stands in the order of the first column where the table is in order, else at the end.

    Returns
    -------
    str

    Examples
    --------
    >>> with_row("id,note\na,1\nc,3\n", {"id": "b", "note": "2, or so"})
    'id,note\na,1\nb,"2, or so"\nc,3\n'
    """
    table = Lines(text)
    keys = [cells[0] for _, cells in table.rows]
    later = (place.start for place, cells in table.rows if cells[0] > row[table.header[0]])
    begin = next(later, len(table.lines)) if keys == sorted(keys) else len(table.lines)
    return table.put(slice(begin, begin), [row[column] for column in table.header])


def with_cells(text: str, number: int, changes: dict[str, str]) -> str:
    r"""A table's text with some cells of one row changed; rows are counted as a spreadsheet does.

    Examples
    --------
    >>> with_cells("id,note\na,1\nc,3\n", 3, {"note": "4"})
    'id,note\na,1\nc,4\n'
    """
    table = Lines(text)
    place, cells = table.rows[number - 2]
    return table.put(place, [changes.get(column, cell) for column, cell in zip(table.header, cells, strict=True)])
