"""Run one notebook with papermill: in this process, or in a kernel that Jupyter starts."""

import base64
import contextlib
import functools
import io
import logging
import os
import re
import sys
from collections.abc import Mapping
from typing import Any

import papermill
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from jupyter_client.kernelspec import NoSuchKernel
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbconvert.filters import strip_ansi
from nbformat import NotebookNode
from nbformat.v4 import new_output
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines
from traitlets import Type
from traitlets.config import Config

from analysis.errors import shown
from analysis.paths import Project
from analysis.publish import html
from analysis.publish.cache import BODY, Content
from analysis.publish.planning import Page
from analysis.publish.pool import KERNEL_DIED, SECONDS_PER_CELL, NotebookError, Watch, failed, interrupted, too_long
from analysis.text import speaking

IN_PROCESS, KERNEL = "in-process", "nbclient"
"""Papermill's engines: the one below, and its own, which talks to a kernel."""

PYTHON = "python3"
"""The kernel of this Python, whatever kernel a notebook names."""


class Publisher(DisplayPublisher):
    """Keeps what a cell displays among its outputs."""

    def publish(self, data: Mapping[str, Any], metadata: Mapping[str, Any] | None = None, **further: Any) -> None:
        """Keep one display."""
        self.shell.outputs.append(new_output("display_data", encoded(data), metadata=metadata or {}))


class ResultHook(DisplayHook):
    """Keeps the value of a cell's last expression among its outputs."""

    def write_output_prompt(self) -> None:
        """Print no prompt."""

    def write_format_data(self, format_dict: Mapping[str, Any], md_dict: Mapping[str, Any] | None = None) -> None:
        """Keep the value."""
        result = {"data": encoded(format_dict), "metadata": md_dict or {}, "execution_count": self.prompt_count}
        self.shell.outputs.append(new_output("execute_result", **result))


class Stream(io.TextIOBase):
    """Keeps what a cell prints among its outputs, in the order of displays and prints."""

    def __init__(self, outputs: list[NotebookNode], name: str):
        self.outputs, self.name = outputs, name

    def write(self, text: str) -> int:
        """Keep a text."""
        if self.outputs and self.outputs[-1].get("name") == self.name:
            self.outputs[-1].text += text
        elif text:
            self.outputs.append(new_output("stream", name=self.name, text=text))
        return len(text)


class Shell(InteractiveShell):
    """IPython as a kernel has it, whose outputs are those of a notebook."""

    displayhook_class = Type(ResultHook)
    display_pub_class = Type(Publisher)
    outputs: list[NotebookNode]

    def run(self, source: str) -> list[NotebookNode]:
        """Run a cell; an error is its last output."""
        self.outputs = []
        out, err = Stream(self.outputs, "stdout"), Stream(self.outputs, "stderr")
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            result = self.run_cell(source, store_history=True)
        if error := result.error_before_exec or result.error_in_exec:
            trace = self.InteractiveTB.structured_traceback(type(error), error, error.__traceback__)
            self.outputs.append(new_output("error", ename=type(error).__name__, evalue=str(error), traceback=trace))
        return self.outputs

    def showtraceback(self, *arguments: Any, **options: Any) -> None:
        """Print nothing: the error is an output."""

    showsyntaxerror = showtraceback


def encoded(data: Mapping[str, Any]) -> dict[str, Any]:
    """What an object says of itself by kind, as a notebook holds it."""
    return {
        kind: base64.b64encode(value).decode() if isinstance(value, bytes) else value for kind, value in data.items()
    }


@functools.cache
def shell() -> Shell:
    """The one shell of this process, without a history on disk."""
    return Shell.instance(config=Config(HistoryManager={"enabled": False}))


class InProcess(Engine):
    """A papermill engine that runs cells in the process it is called in, which should be a fresh one."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, watch: Watch | None = None, **options: Any
    ) -> None:
        """Run the cells of a notebook, up to the first that fails."""
        for index, cell in enumerate(nb_man.nb.cells):
            nb_man.cell_start(cell, index)
            if cell.cell_type == "code" and cell.source.strip():
                if watch:
                    watch(nb_man.nb, index)
                cell.outputs = shell().run(cell.source)
                cell.execution_count = shell().execution_count - 1
                if cell.outputs and cell.outputs[-1].output_type == "error":
                    nb_man.cell_exception(cell, index)
                    return
            nb_man.cell_complete(cell, index)


papermill_engines.register(IN_PROCESS, InProcess)


def run_notebook(
    root: Project,
    name: str,
    parameters: Mapping[str, Any],
    in_process: bool = False,
    limit: int = SECONDS_PER_CELL,
    watch: Watch | None = None,
) -> NotebookNode:
    """Run a notebook from its first cell to its last.

    Parameters
    ----------
    root : Project
        The project whose notebook it is and whose data it reads.
    name : str
        Name of the notebook; its file is not changed.
    parameters : mapping
        Values for the cell tagged ``parameters``.
    in_process : bool
        Whether cells run in this process, which should be a fresh one, in place of a Jupyter kernel of this Python;
        the outputs are the same.
    limit : int
        How long a cell may take in a kernel [seconds]. In this process it is for the caller to watch.
    watch : callable, optional
        Called as each cell begins in this process, with the notebook as it is then and the place of the cell.

    Returns
    -------
    nbformat.NotebookNode
        With its outputs.

    Raises
    ------
    NotebookError
        Naming the cell and the last line of its error.
    """
    logging.getLogger("papermill").setLevel(logging.ERROR)  # what fails is raised, and is told once
    path = root.notebooks / f"{name}.ipynb"
    as_format = str(path).replace("{", "{{").replace("}", "}}")  # papermill fills parameters into a path
    try:
        notebook = papermill.execute_notebook(
            as_format, None, dict(parameters), kernel_name=PYTHON, language="python", prepare_only=True
        )
    except Exception as error:  # of many kinds, for a file that is nearly a notebook
        raise NotebookError(f"cannot be read as a notebook ({type(error).__name__}: {shown(error)})") from None
    engine, options = (IN_PROCESS, {"watch": watch}) if in_process else (KERNEL, options_of_kernel(root, limit))
    try:
        papermill_engines.execute_notebook_with_engine(
            engine, notebook, kernel_name=PYTHON, progress_bar=False, **options
        )
    except CellTimeoutError:
        raise interrupted(notebook, too_long(limit)) from None
    except DeadKernelError:
        raise interrupted(notebook, KERNEL_DIED) from None
    except NoSuchKernel as error:
        raise NotebookError(f"there is no kernel named {error.name}: install ipykernel") from None
    raise_for_error(notebook)
    return notebook


def options_of_kernel(root: Project, limit: int) -> dict[str, Any]:
    """What papermill's own engine is told."""
    # a message that arrives while a kernel's connection closes is logged with a traceback and does no harm
    logging.getLogger("tornado.general").setLevel(logging.CRITICAL)

    class Manager(AsyncKernelManager):
        """Starts a kernel that works in the project, over an encrypted connection: of another it would warn."""

        transport_encryption = "auto"

        async def start_kernel(self, **options: Any) -> None:
            """Start the kernel."""
            environment = os.environ | {"ANALYSIS_ROOT": str(root.root)}
            environment.pop("PYTHONSAFEPATH", None)
            await super().start_kernel(**options, env=environment)

    return {
        "kernel_manager_class": Manager,
        "execution_timeout": limit,
        "extra_arguments": ["--HistoryManager.enabled=False", "--InteractiveShellApp.ignore_cwd=True"],
        "shutdown_kernel": "immediate",
    }


def raise_for_error(notebook: NotebookNode) -> None:
    """Raise the first error among the outputs."""
    for index, cell in enumerate(notebook.cells):
        for error in (given for given in cell.get("outputs", []) if given.output_type == "error"):
            message = " / ".join(str(error.evalue).strip().splitlines())
            raise failed(notebook, index, f"{error.ename}: {message}", line_in(error.traceback))


def line_in(traceback: list[str]) -> int:
    """The line of a cell where its error was raised, as IPython writes it; the first where it does not say."""
    found = re.search(r"Cell In\[\d+\], line (\d+)", strip_ansi("\n".join(traceback)))
    return int(found[1]) if found else 1


def content_of(root: Project, page: Page, in_process: bool, limit: int, watch: Watch | None) -> Content:
    """Run the notebook of a page and take what it gives; other parameters as for :func:`run_notebook`.

    What it warns of goes to the log.
    """
    notebook = run_notebook(root, page.notebook, page.parameters, in_process, limit, watch)
    for warning in html.warnings_of(notebook):
        print(f"notebooks/{page.notebook}.ipynb warns: {warning}", file=sys.stderr)
    with speaking(page.lang):
        return {BODY: html.body_of(notebook, page.notebook).encode()} | html.files_of(notebook)
