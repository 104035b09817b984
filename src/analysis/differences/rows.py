"""Rows of two versions of the data, found again by their keys: a row keeps its key where it moves in its file."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.evidence.csv_files import read_all
from analysis.evidence.schemas import PATHS, SCHEMAS, key_of

Identity = tuple[str, tuple[str, ...]]
"""A row in any version: its file, and its cells under the columns that tell it from all others."""


@dataclass(frozen=True)
class RowChange:
    """A row that is not the same in two versions.

    Attributes
    ----------
    file : str
        Its table.
    row : int
        Its row as a spreadsheet counts, in the new version; of a row that was taken out, in the old one.
    change : str
        ``added``, ``removed`` or ``changed``.
    key : tuple of str
        What tells it from the other rows.
    columns : tuple of (str, str, str)
        For a changed row: the columns that differ, each with its old and its new cell.
    """

    file: str
    row: int
    change: str
    key: tuple[str, ...]
    columns: tuple[tuple[str, str, str], ...] = ()


class Tables:
    """The tables of one version of the data as text, their rows by key.

    Parameters
    ----------
    data : Path
        The ``data`` folder.
    """

    def __init__(self, data: Path):
        tables, _ = read_all(data)
        self.keys = {PATHS[name]: key_of(schema) for name, schema in SCHEMAS.items()}
        self.rows = {PATHS[name]: by_key(table, self.keys[PATHS[name]]) for name, table in tables.items()}
        self.identities = {
            (file, row): (file, key) for file, rows in self.rows.items() for key, (row, _) in rows.items()
        }

    def found(self, identity: Identity) -> tuple[int, dict[str, str]] | None:
        """A row's number and its cells; None where this version does not have it."""
        file, key = identity
        return self.rows[file].get(key)


def by_key(table: pd.DataFrame, key: tuple[str, ...]) -> dict[tuple[str, ...], tuple[int, dict[str, str]]]:
    """The rows of a table by their keys, each with its number and its cells."""
    records = zip(table.index, table.to_dict("records"), strict=True)
    return {tuple(cells[name] for name in key): (row, cells) for row, cells in records}


def change_of(identity: Identity, old: Tables, new: Tables, columns: Container[str]) -> RowChange | None:
    """What became of a row, if it came, went, or differs in one of some columns; None if not.

    All the columns in which a changed row differs are told.
    """
    file, key = identity
    before, after = old.found(identity), new.found(identity)
    if before is None or after is None:
        return RowChange(file, (before or after)[0], "added" if before is None else "removed", key)
    row, cells = after
    pairs = ((name, before[1].get(name, ""), cell) for name, cell in cells.items())
    differs = tuple(pair for pair in pairs if pair[1] != pair[2])
    counts = any(name in columns for name, _, _ in differs)
    return RowChange(file, row, "changed", key, differs) if counts else None
