"""Run one notebook with papermill in a kernel of its own."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
import papermill
from jupyter_client.kernelspec import NoSuchKernel
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from analysis.errors import AnalysisError
from analysis.paths import Project

SECONDS_FOR_A_CELL = 300


class QuietKernelManager(AsyncKernelManager):
    """A kernel that does not write warnings into the log of a build."""

    def __init__(self, **options: Any):
        super().__init__(transport_encryption="auto", **options)  # an unencrypted kernel warns at every start

    async def _async_interrupt_kernel(self) -> None:
        """Interrupt the kernel, but not one that is about to be told to shut down: it would report the interrupt."""
        if not self.shutting_down:
            await super()._async_interrupt_kernel()


class NotebookError(AnalysisError):
    """A notebook that failed: where, and the last line of what it said."""


def quiet_logs() -> None:
    """Keep out of a build's log what is no news to its reader: what fails is raised, and said once."""
    logging.getLogger("papermill").setLevel(logging.ERROR)
    # a message that arrives while a kernel's connection closes is logged with a traceback and does no harm
    logging.getLogger("tornado.general").setLevel(logging.CRITICAL)


def run_notebook(root: Project, name: str, parameters: Mapping[str, Any], failed: Path) -> nbformat.NotebookNode:
    """Run a notebook from its first cell to its last.

    Parameters
    ----------
    root : Project
        The project whose notebook it is and whose data it reads.
    name : str
        Name of the notebook; its file is not changed.
    parameters : mapping
        Values for the cell tagged ``parameters``.
    failed : Path
        Where the notebook is kept if it fails.

    Returns
    -------
    nbformat.NotebookNode
        The notebook with its outputs.

    Raises
    ------
    NotebookError
        Naming the cell and the exception's last line.
    """
    quiet_logs()
    failed.unlink(missing_ok=True)
    failed.parent.mkdir(parents=True, exist_ok=True)
    os.environ["ANALYSIS_ROOT"] = str(root.root)  # kernels inherit it
    try:
        notebook = papermill.execute_notebook(
            root.notebooks / f"{name}.ipynb",
            failed,
            parameters=dict(parameters),
            kernel_name="python3",
            kernel_manager_class=QuietKernelManager,
            execution_timeout=SECONDS_FOR_A_CELL,
            progress_bar=False,
        )
    except PapermillExecutionError as error:
        said = str(error.evalue).strip().splitlines() or [""]
        line = error.source.strip().splitlines()[0]
        raise NotebookError(f"cell {error.cell_index + 1} ({line}): {error.ename}: {' / '.join(said)}") from None
    except CellTimeoutError:
        raise NotebookError(f"a cell ran for more than {SECONDS_FOR_A_CELL} seconds") from None
    except NoSuchKernel as error:
        raise NotebookError(f"there is no kernel named {error.name}: install ipykernel") from None
    except DeadKernelError:
        raise NotebookError("the kernel died, as it does when memory runs out") from None
    failed.unlink()
    return notebook
