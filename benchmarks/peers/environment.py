"""The virtual environment of the peers, beside that of the project."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from timing import run

BENCHMARKS = Path(__file__).parents[1]
PREFIX = BENCHMARKS / ".venv"
PYTHON = PREFIX / "bin" / "python"
LOCK = BENCHMARKS / "peers.txt"
NAMED = ("papermill", "nbconvert", "ploomber-engine", "jupyter-book", "myst-nb", "jupyter-cache", "ipykernel")


def made() -> None:
    """Make the environment where it is missing or the lock file is newer."""
    ready = PREFIX / "ready"
    if ready.exists() and ready.stat().st_mtime >= LOCK.stat().st_mtime:
        return
    print("Making the environment of the peers in benchmarks/.venv (a minute, once)", flush=True)
    shutil.rmtree(PREFIX, ignore_errors=True)
    run([sys.executable, "-m", "venv", PREFIX], os.environ)
    install = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*install, "--require-hashes", "--requirement", LOCK], os.environ)
    run([*install, "--no-deps", "--no-build-isolation", "--editable", BENCHMARKS.parent], os.environ)
    ready.touch()


def versions() -> dict[str, str]:
    """The versions of the peers as installed."""
    asked = "import sys, json; from importlib.metadata import version; "
    told = subprocess.run(
        [PYTHON, "-c", f"{asked}print(json.dumps({{name: version(name) for name in sys.argv[1:]}}))", *NAMED],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(told.stdout)


def locked(file: Path) -> dict[str, str]:
    """The versions in a lock file; where it has several for several Pythons, the first."""
    found = re.findall(r"^([\w.-]+)==(\S+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    return dict(reversed(found))


def departures() -> dict[str, tuple[str, str]]:
    """Packages that the peers need in another version than the project: theirs, and the project's."""
    theirs, own = locked(LOCK), locked(BENCHMARKS.parent / "requirements.lock")
    return {name: (theirs[name], own[name]) for name in sorted(theirs.keys() & own.keys()) if theirs[name] != own[name]}
