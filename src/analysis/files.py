"""Read a file that somebody gives: plain, and no larger than is stated, or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

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


def size(count: int) -> str:
    """A size as messages write it.

    Examples
    --------
    >>> size(100_000), size(64_000_000)
    ('100 kB', '64 MB')
    """
    return f"{count // MB} MB" if count >= MB else f"{count // KB} kB"
