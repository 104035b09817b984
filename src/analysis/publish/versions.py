"""What a build is made from, in short: the commit, the version of the data, and one word for all of it."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from analysis.errors import DataError, Fault, shown
from analysis.paths import PACKAGE, Project


def git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run git on the repository that a folder stands in, whatever other one the caller's ``GIT_*`` name."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(["git", "-C", str(root), *arguments], env=own, capture_output=True, check=False)


def complaint(run: subprocess.CompletedProcess[bytes]) -> str:
    """The first and the last line that git complained in: what is wrong, and often what mends it."""
    lines = [line.strip() for line in run.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    return "; ".join(dict.fromkeys(map(shown, (*lines[:1], *lines[-1:]))))


def commit_of(root: Path) -> str:
    """The commit the project stands at, empty where the project is no git checkout of its own."""
    if shutil.which("git") is None:
        return ""
    run = git(root, "rev-parse", "--show-toplevel", "--short=12", "HEAD")
    top, _, commit = os.fsdecode(run.stdout).strip().partition("\n")
    return commit if run.returncode == 0 and Path(top).resolve() == root.resolve() else ""


def why_no_commit(root: Path) -> str:
    """Why git names no commit of a checkout, in its words; empty where it does, or where there is none."""
    if commit_of(root) or shutil.which("git") is None or not (root / ".git").exists():
        return ""
    return complaint(git(root, "rev-parse", "HEAD"))


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
