"""What a build is made from, in short: the commit, the version of the data, and one word for all of it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from analysis.errors import DataError, Fault
from analysis.paths import PACKAGE, Project


def commit_of(root: Path) -> str:
    """The commit the project stands at, empty where the project is no git checkout of its own."""
    if shutil.which("git") is None:
        return ""
    command = ["git", "-C", str(root), "rev-parse", "--show-toplevel", "--short=12", "HEAD"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    top, _, commit = run.stdout.strip().partition("\n")
    return commit if run.returncode == 0 and Path(top).resolve() == root.resolve() else ""


def package(data: Path) -> dict[str, str]:
    """What the data package says of itself.

    Raises
    ------
    DataError
        If it cannot be read, or does not say what pages show of it.
    """
    try:
        content = json.loads((data / "datapackage.json").read_bytes())
        if all(isinstance(content[key], str) for key in ("title", "description", "version")):
            return content
    except (OSError, ValueError, KeyError, TypeError):
        pass
    message = "cannot be read as a data package with title, description and version: run 'analysis describe'"
    raise DataError([Fault("data/datapackage.json", None, None, message)])


def digest(*parts: str | Path) -> str:
    """The SHA-256 of texts, files and folders; a file counts by its path inside its folder and what it holds."""
    whole = hashlib.sha256()
    for part in parts:
        if isinstance(part, str):
            whole.update(part.encode() + b"\0")
            continue
        for path in sorted(part.rglob("*")) if part.is_dir() else [part]:
            if path.is_file() and "__pycache__" not in path.parts:
                whole.update(os.fsencode(path.relative_to(part)) + b"\0")
                whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def code_version() -> str:
    """One word for this package: it changes when any file of it does."""
    return digest(PACKAGE)


def made_from(root: Project, asked: dict[str, object]) -> str:
    """One word for everything that a site is made from: it changes when any of it does.

    Parameters
    ----------
    root : Project
    asked : dict of str to object
        What the call asks for.
    """
    call = json.dumps([asked, sys.version, commit_of(root.root)], sort_keys=True)
    files = (root.lock, root.manifest, root.citation)
    return digest(call, *files, root.data, root.notebooks, root.template, root.docs, PACKAGE)
