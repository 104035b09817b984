"""A notebook and parameters in, the content of a page and its files out: plain values, a pure function."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.paths import Project

SECONDS_FOR_A_CELL = 300


@dataclass(frozen=True)
class Job:
    """One notebook to be run.

    Attributes
    ----------
    notebook, lang : str
        Its name, and the language of the page.
    parameters : mapping
        What its cell tagged ``parameters`` is given.
    warm : bool
        Whether its kernel may be forked from a warm process.
    limit : int
        How long a cell may take [seconds].
    """

    notebook: str
    lang: str
    parameters: Mapping[str, Any]
    warm: bool = True
    limit: int = SECONDS_FOR_A_CELL


@dataclass(frozen=True)
class Drawn:
    """What a notebook gave.

    Attributes
    ----------
    body : str
        The content of its page.
    files : dict of str to bytes
        The files of its figures.
    read : tuple of str
        The files of ``data/`` that all this rests on.
    seconds : float
        Time it took.
    """

    body: str
    files: dict[str, bytes]
    read: tuple[str, ...]
    seconds: float


@dataclass(frozen=True)
class Failed:
    """A notebook that failed.

    Attributes
    ----------
    error : str
        Where, and the last line of what it said.
    notebook : bytes
        The notebook up to there; empty where nothing of it ran.
    seconds : float
        Time it took.
    """

    error: str
    notebook: bytes
    seconds: float


def draw_page(job: Job, root: Project) -> Drawn | Failed:
    """Run a notebook and take what it shows; what it warns of goes to the log, not to the page.

    Parameters
    ----------
    job : Job
    root : Project
        The project that the notebook is of and that it reads.

    Returns
    -------
    Drawn or Failed
    """
    from analysis.publish import html
    from analysis.publish.kernels.running import NotebookError, run_notebook

    started = time.perf_counter()
    try:
        executed = run_notebook(root, job.notebook, job.parameters, job.warm, job.limit)
    except NotebookError as error:
        return Failed(str(error), error.notebook, time.perf_counter() - started)
    for warning in html.warnings_of(executed.notebook):
        print(f"notebooks/{job.notebook}.ipynb warns: {warning}", file=sys.stderr)
    body, files = html.body_of(executed.notebook, job.lang, job.notebook), html.files_of(executed.notebook)
    return Drawn(body, files, executed.read, time.perf_counter() - started)
