"""Folders that last as long as a process needs them; those that a killed process left are cleared by the next build."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path

import psutil

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
