"""What is said of a notebook that failed, and what is kept of it."""

from __future__ import annotations

import json
from typing import Any

from analysis.errors import AnalysisError

KERNEL_DIED = "the kernel died, and Jupyter does not say of what (perhaps memory ran out)"


class NotebookError(AnalysisError):
    """A notebook that failed: where, and the last line of its error.

    Attributes
    ----------
    notebook : bytes
        The notebook up to where it failed; empty where nothing of it ran.
    """

    def __init__(self, message: str, notebook: bytes = b""):
        super().__init__(message, notebook)
        self.notebook = notebook

    def __str__(self) -> str:
        return self.args[0]


def too_long(limit: int) -> str:
    """What is said of a cell that takes longer than a limit [seconds]."""
    return f"ran for more than {limit} seconds (allowed longer: --cell-seconds)"


def failed(notebook: dict[str, Any], index: int, why: str, line: int = 1) -> NotebookError:
    """The error of a notebook that failed in a line of a cell, counted from one."""
    lines = notebook["cells"][index]["source"].strip().splitlines() or [""]
    where = f"cell {index + 1}" + (f", line {line}" if line > 1 else "")
    message = f"{where} ({lines[min(line, len(lines)) - 1].strip()}): {why}"
    return NotebookError(message, json.dumps(notebook, indent=1).encode())


def interrupted(notebook: dict[str, Any], why: str) -> NotebookError:
    """The error of a notebook whose last cell was begun and did not come to its end."""
    cells = enumerate(notebook["cells"])
    begun = [index for index, cell in cells if cell["metadata"].get("papermill", {}).get("start_time")]
    return failed(notebook, begun[-1], why) if begun else NotebookError(f"before the first cell: {why}")
