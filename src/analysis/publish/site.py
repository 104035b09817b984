"""The folder of the site: written beside, swapped in whole."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import CallError

RECORD = "build.json"


def require_replaceable(folder: Path) -> None:
    """Refuse to replace a folder that is not a site built here.

    Raises
    ------
    CallError
        If the folder holds files but no record of a build.
    """
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir()) and not (folder / RECORD).exists()):
        raise CallError(
            f"--out {folder}: holds other files and no {RECORD}, so it is not replaced (allowed: a new or empty "
            "folder, or a site built before)"
        )


@contextmanager
def swapped_in(folder: Path) -> Iterator[Path]:
    """A new folder beside ``folder``, put in its place when the block ends well and thrown away when it does not."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-new-", dir=folder.parent))
    beside.chmod(0o755)
    try:
        yield beside
        old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
        if folder.exists():
            folder.rename(old / folder.name)
        beside.rename(folder)
        shutil.rmtree(old)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def write_record(folder: Path, record: dict) -> None:
    """Write what was built: editions, notebooks, changes, pages."""
    (folder / RECORD).write_text(json.dumps(record, indent=2, sort_keys=True) + "\n", encoding="utf-8")
