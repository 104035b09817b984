"""Run one notebook with papermill in a kernel of its own."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import papermill
from jupyter_client.kernelspec import NoSuchKernel
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from analysis.errors import AnalysisError
from analysis.evidence.reads import READ_INTO, files_in
from analysis.paths import Project
from analysis.publish.kernels.manager import manager_with
from analysis.publish.kernels.warm import use_warm_kernels

SECONDS_FOR_A_CELL = 300
AS_IT_IS = {"progress_bar": False, "request_save_on_cell_execute": False, "autosave_cell_every": 0}
"""papermill writes the notebook before and after each cell unless it is told not to."""


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


def run_notebook(root: Project, name: str, parameters: Mapping[str, Any], warm: bool = True) -> Executed:
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
    with tempfile.TemporaryDirectory(prefix="analysis-") as folder:
        kept, read = Path(folder) / f"{name}.ipynb", Path(folder) / "read.txt"
        surroundings = {"ANALYSIS_ROOT": str(root.root), READ_INTO: str(read)}
        try:
            notebook = papermill.execute_notebook(
                root.notebooks / f"{name}.ipynb",
                kept,
                parameters=dict(parameters),
                kernel_name="python3",
                kernel_manager_class=manager_with(surroundings, Path(folder)),
                execution_timeout=SECONDS_FOR_A_CELL,
                extra_arguments=["--HistoryManager.enabled=False"],
                shutdown_kernel="immediate",
                **AS_IT_IS,
            )
        except (PapermillExecutionError, CellTimeoutError, NoSuchKernel, DeadKernelError) as error:
            raise NotebookError(reason(error), kept.read_bytes() if kept.exists() else b"") from None
        return Executed(notebook, files_in(read))


def reason(error: Exception) -> str:
    """Why a notebook failed, in a line."""
    match error:
        case PapermillExecutionError():
            said = str(error.evalue).strip().splitlines() or [""]
            line = error.source.strip().splitlines()[0]
            return f"cell {error.cell_index + 1} ({line}): {error.ename}: {' / '.join(said)}"
        case CellTimeoutError():
            return f"a cell ran for more than {SECONDS_FOR_A_CELL} seconds"
        case NoSuchKernel():
            return f"there is no kernel named {error.name}: install ipykernel"
        case _:
            return "the kernel died, as it does when memory runs out"
