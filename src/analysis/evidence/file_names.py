"""The files of the data folder, all of which are published: their names, and where links lead."""

from __future__ import annotations

import re
from pathlib import Path

from analysis.errors import Fault

NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}", re.ASCII)


def files_of(data: Path) -> list[Path]:
    """The files of a data folder, in order; hidden ones, which editors and systems leave, are none of them."""
    inside = ((path, path.relative_to(data).parts) for path in data.rglob("*") if not path.is_dir())
    return sorted(path for path, parts in inside if not any(part.startswith(".") for part in parts))


def faults_of_file_names(data: Path) -> list[Fault]:
    """List the files that cannot be published: by their names, or because they are links to something elsewhere."""
    named = "has a name that not every system can have (allowed: at most 100 of a-z, A-Z, 0-9, . _ and -)"
    faults = []
    for path in files_of(data):
        file = f"data/{path.relative_to(data).as_posix()}"
        if not all(NAME.fullmatch(part) for part in path.relative_to(data).parts):
            faults.append(Fault(file, None, None, named))
        if not path.is_file() or not path.resolve().is_relative_to(data.resolve()):
            faults.append(Fault(file, None, None, "is no plain file of this folder (a link may lead to another of it)"))
    return faults
