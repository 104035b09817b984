"""Files: read where they are plain and no larger than is stated, written whole or not at all, or for a while only."""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

KB, MB = 1000, 1_000_000


def content_of(path: Path, most: int) -> bytes:
    """The content of a file.

    Parameters
    ----------
    path : Path
        The file.
    most : int
        Size that it may have [bytes].

    Returns
    -------
    bytes

    Raises
    ------
    OSError
        With the reason in ``strerror``: it is not there, is no plain file (a pipe or a device may never end), is
        larger than allowed, or cannot be read.
    """
    if not path.is_file():
        path.stat()  # which says why, where it is not there at all
        raise OSError(errno.EINVAL, "no plain file")
    if path.stat().st_size > most:
        raise OSError(errno.EFBIG, f"larger than {size(most)}")
    return path.read_bytes()


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


def size(count: int) -> str:
    """A size as messages write it.

    Examples
    --------
    >>> size(100_000), size(64_000_000)
    ('100 kB', '64 MB')
    """
    return f"{count // MB} MB" if count >= MB else f"{count // KB} kB"


NAMED = re.compile(r"analysis-(\d+)-.*")
"""How they are called: after the process they belong to."""


def temporary_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder of this process alone; what cannot be thrown away at its end is left to :func:`clear_left_behind`."""
    return tempfile.TemporaryDirectory(prefix=f"analysis-{os.getpid()}-", ignore_cleanup_errors=True)


def clear_left_behind() -> None:
    """Throw away the folders of processes that are no more."""
    for folder in Path(tempfile.gettempdir()).glob("analysis-*"):
        named = NAMED.fullmatch(folder.name)
        if named and not psutil.pid_exists(int(named[1])):
            shutil.rmtree(folder, ignore_errors=True)
