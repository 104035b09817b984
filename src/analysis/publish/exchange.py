"""Two folders change places, in one step where the system has one: whoever looks sees the one or the other."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

AT_WORKING_FOLDER = -100
EXCHANGE = 2
"""``RENAME_EXCHANGE`` of Linux and ``RENAME_SWAP`` of macOS."""
UNAVAILABLE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}
"""What a system or a disk without such a step answers."""


def exchanged(one: Path, other: Path) -> bool:
    """Let two folders on one disk change places.

    Parameters
    ----------
    one, other : Path
        Both are there.

    Returns
    -------
    bool
        False, and nothing is changed, where this system or this disk has no such step.

    Raises
    ------
    OSError
        If the folders may not be renamed.
    """
    names = os.fsencode(one), os.fsencode(other)
    library = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        failed = library.renameat2(AT_WORKING_FOLDER, names[0], AT_WORKING_FOLDER, names[1], EXCHANGE)
    elif sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(*names, EXCHANGE)
    else:
        return False
    if failed and ctypes.get_errno() in UNAVAILABLE:
        return False
    if failed:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(one))
    return True
