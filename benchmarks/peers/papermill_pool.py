"""papermill's and nbconvert's Python API in a pool of processes: ``papermill_pool.py TASKS WIDTH``."""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor

import papermill
from nbconvert import HTMLExporter
from task import Task, tasks_of_call


def make(task: Task) -> None:
    """Run one notebook in a kernel of its own and write its page."""
    notebook = papermill.execute_notebook(task.notebook, None, parameters=task.parameters, progress_bar=False)
    task.page.write_text(HTMLExporter().from_notebook_node(notebook)[0], encoding="utf-8")


if __name__ == "__main__":
    with ProcessPoolExecutor(int(sys.argv[2])) as pool:
        list(pool.map(make, tasks_of_call()))
