"""Run commands and take their time, from outside: the start of every process counts."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class RunError(Exception):
    """A measured command that failed, with what it said last."""


def measured_environment(root: Path, prefix: Path = Path(sys.prefix)) -> dict[str, str]:
    """The environment of a measured process: byte code is kept, as on any machine, and nothing is told to other hosts.

    Parameters
    ----------
    root : Path
        The copy of the project to be read.
    prefix : Path
        The virtual environment whose commands come first.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {
        "ANALYSIS_ROOT": str(root),
        "PATH": os.pathsep.join([str(prefix / "bin"), os.environ["PATH"]]),
        "PLOOMBER_STATS_ENABLED": "false",
        "PLOOMBER_VERSION_CHECK_DISABLED": "true",
    }


def run(command: Sequence[object], env: Mapping[str, str], cwd: Path | None = None) -> str:
    """Run a command and give what it printed.

    Raises
    ------
    RunError
        If it ends with another code than 0.
    """
    arguments = [str(part) for part in command]
    done = subprocess.run(arguments, env=env, cwd=cwd, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        said = [line for line in (done.stderr or done.stdout).splitlines() if line.strip(" \x1b[0m")]
        raise RunError(f"{Path(arguments[0]).name} ended with code {done.returncode}: {' / '.join(said[-3:])}")
    return done.stdout


def seconds(act: Callable[[], object]) -> float:
    """How long something takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def best(measured: Iterable[float]) -> float:
    """The fastest of several: the others were disturbed."""
    return min(measured)
