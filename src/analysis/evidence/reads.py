"""Which files of the data were read: what a page rests on, so that it is made again when one of them changes."""

from __future__ import annotations

import os
from pathlib import Path

READ_INTO = "ANALYSIS_READ_INTO"
"""Variable of the environment with the file that is told of each file read, for processes of which this is asked."""

_read: dict[str, None] = {}


def note(file: str) -> None:
    """Note that a file was read.

    Parameters
    ----------
    file : str
        Its path inside ``data/``.
    """
    if file not in _read:
        _read[file] = None
        tell([file])


def tell_all() -> None:
    """Tell of everything read up to now: what a forked process does that begins with the memory of another."""
    tell(_read)


def tell(files: list[str] | dict[str, None]) -> None:
    """Write files into the one that is told of them, if there is one."""
    if into := os.environ.get(READ_INTO):
        with Path(into).open("a", encoding="utf-8") as stream:
            stream.writelines(f"{file}\n" for file in files)


def files_in(told: Path) -> tuple[str, ...]:
    """The files that a process has told of, each once, in alphabetical order."""
    return tuple(sorted(set(told.read_text(encoding="utf-8").split("\n")) - {""})) if told.exists() else ()
