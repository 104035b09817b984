"""Run one notebook with papermill in a kernel of its own."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import papermill
from jupyter_client.kernelspec import NoSuchKernel
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import raise_for_execution_errors

from analysis.errors import AnalysisError
from analysis.evidence.reads import READ_INTO, files_in
from analysis.files import temporary_folder
from analysis.paths import Project
from analysis.publish.jobs import SECONDS_FOR_A_CELL
from analysis.publish.kernels.manager import manager_with
from analysis.publish.kernels.warm import use_warm_kernels

ENGINE = "nbclient"
"""Papermill's own way to run a notebook."""

KERNEL = "python3"
"""The kernel of this Python, whatever kernel a notebook names."""


class NotebookError(AnalysisError):
    """A notebook that failed: where, and the last line of what it said.

    Attributes
    ----------
    notebook : bytes
        The notebook up to where it failed; empty where nothing of it ran.
    """

    def __init__(self, message: str, notebook: bytes = b""):
        super().__init__(message)
        self.notebook = notebook


@dataclass(frozen=True)
class Executed:
    """A notebook that ran.

    Attributes
    ----------
    notebook : nbformat.NotebookNode
        With its outputs.
    read : tuple of str
        The files of ``data/`` that its outputs rest on.
    """

    notebook: nbformat.NotebookNode
    read: tuple[str, ...]


def quiet_logs() -> None:
    """Keep out of a build's log what is no news to its reader: what fails is raised, and said once."""
    logging.getLogger("papermill").setLevel(logging.ERROR)
    # a message that arrives while a kernel's connection closes is logged with a traceback and does no harm
    logging.getLogger("tornado.general").setLevel(logging.CRITICAL)


def run_notebook(
    root: Project, name: str, parameters: Mapping[str, Any], warm: bool = True, limit: int = SECONDS_FOR_A_CELL
) -> Executed:
    """Run a notebook from its first cell to its last.

    Parameters
    ----------
    root : Project
        The project whose notebook it is and whose data it reads.
    name : str
        Name of the notebook; its file is not changed.
    parameters : mapping
        Values for the cell tagged ``parameters``.
    warm : bool
        Whether the kernel may be forked from a warm process; the outputs are the same.
    limit : int
        How long a cell may take [seconds].

    Returns
    -------
    Executed

    Raises
    ------
    NotebookError
        Naming the cell and the exception's last line.
    """
    quiet_logs()
    use_warm_kernels(warm)
    with temporary_folder() as folder:
        kept, read = Path(folder) / f"{name}.ipynb", Path(folder) / "read.txt"
        surroundings = {"ANALYSIS_ROOT": str(root.root), READ_INTO: str(read)}
        try:
            notebook = papermill.execute_notebook(
                root.notebooks / f"{name}.ipynb", None, dict(parameters), kernel_name=KERNEL, prepare_only=True
            )
            execute(
                notebook,
                kept,
                kernel_manager_class=manager_with(surroundings, Path(folder)),
                execution_timeout=limit,
                extra_arguments=["--HistoryManager.enabled=False"],
                shutdown_kernel="immediate",
            )
        except (PapermillExecutionError, CellTimeoutError, NoSuchKernel, DeadKernelError, OSError) as error:
            content = kept.read_bytes() if kept.exists() else b""
            raise NotebookError(reason(error, content, limit), content) from None
        return Executed(notebook, files_in(read))


def execute(notebook: nbformat.NotebookNode, kept: Path, **options: Any) -> None:
    """Run the cells of a notebook and put their outputs into it, as papermill does but for writing what ran well.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        As papermill prepared it.
    kept : Path
        The file that it is written to if it fails or is broken off.
    **options
        For papermill's engine.
    """
    try:
        papermill_engines.execute_notebook_with_engine(
            ENGINE, notebook, kernel_name=KERNEL, progress_bar=False, **options
        )
    except (CellTimeoutError, DeadKernelError):
        nbformat.write(notebook, kept)
        raise
    raise_for_execution_errors(notebook, str(kept))


def reason(error: Exception, notebook: bytes, limit: int) -> str:
    """Why a notebook failed, in a line; ``notebook`` is as it was left."""
    match error:
        case PapermillExecutionError():
            said = str(error.evalue).strip().splitlines() or [""]
            return f"{place(error.cell_index, error.source)}: {error.ename}: {' / '.join(said)}"
        case CellTimeoutError():
            return f"{place_of_last(notebook)}: ran for more than {limit} seconds (allowed longer: --cell-seconds)"
        case NoSuchKernel():
            return f"there is no kernel named {error.name}: install ipykernel"
        case OSError():
            return f"{error.filename or 'a file'}: {error.strerror or error}"
        case _:
            return f"{place_of_last(notebook)}: the kernel died, as it does when memory runs out"


def place(index: int, source: str) -> str:
    """A cell, counted from one, with its first line."""
    return f"cell {index + 1} ({(source.strip().splitlines() or [''])[0]})"


def place_of_last(notebook: bytes) -> str:
    """The last cell that was begun."""
    cells = nbformat.reads(notebook, as_version=4).cells if notebook else []
    begun = [i for i, cell in enumerate(cells) if cell.metadata.get("papermill", {}).get("start_time")]
    return place(begun[-1], cells[begun[-1]].source) if begun else "before the first cell"
