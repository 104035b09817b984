"""The work of a build as pure functions: a notebook and parameters in, the content of a page and its files out.

Jobs and what they give are plain values, so that they can be sent to another process or another machine.
"""

from __future__ import annotations

import functools
import io
import tempfile
import time
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.paths import Project

PARTS = ("CITATION.cff", "data", "docs", "notebooks", "reports/manifest.yml", "reports/template")
"""What jobs read of a project."""


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
    """

    notebook: str
    lang: str
    parameters: Mapping[str, Any]
    warm: bool = True


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


@dataclass(frozen=True)
class Parcel:
    """A project in one piece, for a worker that does not share the disk.

    Attributes
    ----------
    content : bytes
        A ZIP archive of :data:`PARTS`.
    """

    content: bytes

    @classmethod
    def of(cls, root: Project) -> Parcel:
        """Pack a project."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in PARTS:
                top = root.root / part
                for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
                    if path.is_file():
                        archive.write(path, path.relative_to(root.root).as_posix())
        return cls(packed.getvalue())


@functools.lru_cache(maxsize=2)
def unpacked(parcel: Parcel) -> tuple[Project, tempfile.TemporaryDirectory]:
    """A project out of its parcel, in a folder that lasts as long as the process keeps it."""
    folder = tempfile.TemporaryDirectory(prefix="analysis-project-")
    with zipfile.ZipFile(io.BytesIO(parcel.content)) as archive:
        archive.extractall(folder.name)
    return Project(Path(folder.name).resolve()), folder


def project_in(where: Project | Parcel) -> Project:
    """The project that a job is to read."""
    return where if isinstance(where, Project) else unpacked(where)[0]


def draw_page(job: Job, where: Project | Parcel) -> Drawn | Failed:
    """Run a notebook and take what it shows.

    Parameters
    ----------
    job : Job
    where : Project or Parcel
        The project that the notebook is of and that it reads.

    Returns
    -------
    Drawn or Failed
    """
    from analysis.publish import html
    from analysis.publish.kernels.running import NotebookError, run_notebook

    started = time.perf_counter()
    try:
        executed = run_notebook(project_in(where), job.notebook, job.parameters, job.warm)
    except NotebookError as error:
        return Failed(str(error), error.notebook, time.perf_counter() - started)
    body, files = html.taken_out(html.body_of(executed.notebook, job.lang), job.notebook)
    return Drawn(body, files, executed.read, time.perf_counter() - started)
