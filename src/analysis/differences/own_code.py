"""Numbers of a revision by its own code, and whether that code is this program's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from analysis.errors import AnalysisError
from analysis.paths import Project
from analysis.publish.code import Code, file_of
from analysis.publish.versions import digest

STUDY = "analysis.study"
AT_ONCE = 2


def code_of(root: Project) -> Path:
    """The package in a project."""
    return root.root / "src" / "analysis"


def digests_of(package: Path, whose: str) -> dict[str, str]:
    """The modules that numbers are made by, each with its digest, by path inside the package.

    Raises
    ------
    AnalysisError
        If the package has no studies yet; ``whose`` it is says the message.
    """
    if file_of(package, STUDY) is None:
        raise AnalysisError(f"diff: {whose} is too old: it has no {STUDY}")
    files = Code(package).of_module(STUDY)
    return {path.relative_to(package).as_posix(): digest(path) for path in sorted(files)}


def numbers_by_own_code(root: Project, editions: Iterable[str], whose: str) -> dict[str, dict[str, Any]]:
    """What ``analysis numbers --json`` of a project's own package prints for some of its editions.

    Parameters
    ----------
    root : Project
        With its package in ``src/``.
    editions : iterable of str
    whose : str
        Names the project in messages.

    Raises
    ------
    AnalysisError
        If it prints no numbers.
    """
    environment = os.environ | {"PYTHONPATH": str(root.root / "src"), "ANALYSIS_ROOT": str(root.root)}

    def asked(edition: str) -> dict[str, Any]:
        command = [sys.executable, "-m", "analysis", "numbers", "--edition", edition, "--json"]
        run = subprocess.run(command, cwd=root.root, env=environment, capture_output=True, text=True, check=False)
        try:
            return json.loads(run.stdout) if run.returncode == 0 else refuse(run.stderr)
        except json.JSONDecodeError:
            return refuse(run.stderr)

    def refuse(said: str) -> dict[str, Any]:
        last = (said.strip().splitlines() or ["it printed none"])[-1]
        raise AnalysisError(f"diff: {whose}: its own program gives no numbers (too old for these packages?): {last}")

    editions = list(editions)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(editions, pool.map(asked, editions), strict=True))
