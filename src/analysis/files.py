"""Files written whole or not at all, or for a while only, and signals handled for as long."""

import os
import re
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil


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


@contextmanager
def on_signal(number: signal.Signals, does: Callable[[int, object], object] | signal.Handlers) -> Iterator[None]:
    """Handle a signal in a way of its own for the time of a block."""
    before = signal.signal(number, does)
    try:
        yield
    finally:
        signal.signal(number, before)
