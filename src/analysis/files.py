"""Files written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_beside(path: Path) -> Iterator[Path]:
    """A name beside a file; what is written there takes the file's place if all goes well, else it is removed.

    Parameters
    ----------
    path : Path
        The file, there or not.

    Yields
    ------
    Path
        Ends in the number of this process, by which what a killed process left can be told.

    Raises
    ------
    OSError
        If it cannot be written: no room, no right.
    """
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield new
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
