"""One page by ploomber-engine and nbconvert.

In a module of its own: ploomber-engine makes the notebook the main module of the process that runs it, and what stood
there is gone.
"""

from __future__ import annotations

from nbconvert import HTMLExporter
from ploomber_engine import execute_notebook
from task import Task


def make(task: Task) -> None:
    """Run one notebook in this process and write its page."""
    notebook = execute_notebook(task.notebook, None, parameters=task.parameters, progress_bar=False)
    task.page.write_text(HTMLExporter().from_notebook_node(notebook)[0], encoding="utf-8")
