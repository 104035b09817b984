"""The folder of the site: written beside, swapped in whole."""

import ctypes
import errno
import glob
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from filelock import AcquireReturnProxy, FileLock, Timeout

from analysis.errors import AnalysisError, CallError, said_by, shown
from analysis.paths import Project

RECORD = "build.json"
MADE_BY = "analysis build"

AT_WORKING_FOLDER = -100
EXCHANGE = 2
"""``RENAME_EXCHANGE`` of Linux and ``RENAME_SWAP`` of macOS."""
UNAVAILABLE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}
"""What a system or a disk without such a step answers."""


def replaceable(root: Project, folder: Path) -> Path:
    """Refuse a folder that a build must not or cannot replace.

    Parameters
    ----------
    root : Project
        The project, whose own folders are not given away.
    folder : Path
        Where the site is to go.

    Returns
    -------
    Path
        The folder itself, links resolved.

    Raises
    ------
    CallError
        If it holds anything but a site built before, cannot be written, or is a folder of the project's own.
    """
    asked = f"--out {shown(folder)}"
    try:
        site = folder.resolve(strict=False)
        taken = site.exists()
        foreign = taken and foreign_in(site)
        parent = next((parent for parent in site.parents if parent.exists()), site)
    except (OSError, RuntimeError, ValueError) as error:
        raise CallError(f"{asked}: cannot be used ({getattr(error, 'strerror', None) or error})") from None
    if root.keeps(site) or site == root.failed or root.site in site.parents:
        raise CallError(f"{asked}: is a folder of the project itself (allowed: reports/site, or a folder elsewhere)")
    if foreign:
        raise CallError(
            f"{asked}: {foreign}, so it is not replaced (allowed: a new or empty folder, or a site built before and "
            "nothing else)"
        )
    for needed in (parent, site) if taken else (parent,):
        if not needed.is_dir() or not os.access(needed, os.W_OK | os.X_OK):
            raise CallError(f"{asked}: {needed} is no folder that can be written")
    return site


def foreign_in(folder: Path) -> str:
    """What keeps a path from being an empty folder or a site that a build made, in words; empty where it is one."""
    if not folder.is_dir() or os.path.ismount(folder):
        return "is no folder, or one that a disk is mounted on"
    made = set()
    with suppress(OSError, ValueError, KeyError, TypeError):
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        made = {RECORD, *record["files"]} if record["made_by"] == MADE_BY else made
    there = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not made or not path.is_dir())
    other = next((name for name in there if name not in made), None)
    return f"holds {shown(other)}, which no build put there" if other else ""


@contextmanager
def swapped_in(folder: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[Path]:
    """A new folder beside ``folder``, put in its place when the block ends well and thrown away when it does not.

    One process at a time has a folder; what a killed one left beside it is put right first.

    Parameters
    ----------
    folder : Path
        Where the new one is to go.
    waiting : callable
        Called if another process has the folder, before its end is waited for.

    Yields
    ------
    Path
        The new folder, empty.

    Raises
    ------
    CallError
        If the folder cannot be written.
    AnalysisError
        If writing fails on the way; what stood there stands.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with locked(folder, waiting):
            put_right(folder)
            beside = folder.with_name(f".{folder.name}-new-{os.getpid()}")
            beside.mkdir()  # with the rights that the caller gives to new folders
            try:
                yield beside
                with ThreadPoolExecutor() as at_once:  # a disk takes what comes together in half the time
                    list(at_once.map(flush_to_disk, [*beside.rglob("*"), beside]))
            except OSError as error:  # a full disk, more often than not
                what = f"{error.filename or folder}: {error.strerror or error}"
                raise AnalysisError(f"{what}; the old site stands") from None
            else:
                swap(folder, beside)
                flush_to_disk(folder.parent)
            finally:
                shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise CallError(f"--out {folder}: cannot be written ({said_by(error)})") from None


def flush_to_disk(path: Path) -> None:
    """Have a file or folder on the disk itself, so that a loss of power later on finds it whole.

    Not every system and disk can do that for a folder; then the system does it in its own time.
    """
    if not hasattr(os, "O_DIRECTORY"):
        return
    with suppress(OSError) if path.is_dir() else nullcontext():
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def locked(folder: Path, waiting: Callable[[], None]) -> AcquireReturnProxy:
    """Be the only process that writes a folder; the lock ends with the process, in whatever way that ends."""
    lock = FileLock(folder.with_name(f".{folder.name}.lock"))
    try:
        return lock.acquire(timeout=0)
    except Timeout:
        waiting()
        return lock.acquire()


def put_right(folder: Path) -> None:
    """Undo what a killed process has left: a site moved out of the way comes back, half a site goes."""
    name = glob.escape(folder.name)
    for left in folder.parent.glob(f".{name}-old-*"):
        if not folder.exists():
            left.rename(folder)
    for left in (*folder.parent.glob(f".{name}-old-*"), *folder.parent.glob(f".{name}-new-*")):
        shutil.rmtree(left, ignore_errors=True)


def swap(folder: Path, beside: Path) -> None:
    """Put a new folder in the place of an old one, in one step where the system has one.

    Raises
    ------
    CallError
        If the folder cannot be renamed; what stood there stands.
    """
    old = folder.with_name(f".{folder.name}-old-{os.getpid()}")
    try:
        if folder.exists() and exchanged(folder, beside):
            return
        if folder.exists():
            folder.rename(old)
        beside.rename(folder)
    except OSError as error:
        if old.exists():
            old.rename(folder)
        raise CallError(f"--out {folder}: cannot be replaced ({error.strerror}); what stood there stands") from None
    shutil.rmtree(old, ignore_errors=True)


def write_record(folder: Path, record: dict) -> None:
    """Write what was built, with the names of all files, by which the site is known again."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    content = {"made_by": MADE_BY, "files": files} | record
    (folder / RECORD).write_text(json.dumps(content, indent=2, sort_keys=True) + "\n", encoding="utf-8")


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
