"""ploomber-engine, which runs notebooks without a kernel, and nbconvert: ``ploomber_pool.py TASKS WIDTH``.

A width of 1 runs all notebooks in one process, one after the other.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from nbconvert import HTMLExporter
from ploomber_engine import execute_notebook
from task import Task, tasks_of_call


def make(task: Task) -> None:
    """Run one notebook in this process and write its page."""
    notebook = execute_notebook(task.notebook, None, parameters=task.parameters, progress_bar=False)
    task.page.write_text(HTMLExporter().from_notebook_node(notebook)[0], encoding="utf-8")


if __name__ == "__main__":
    width, tasks = int(sys.argv[2]), tasks_of_call()
    if width == 1:
        for one in tasks:
            make(one)
    else:
        with ProcessPoolExecutor(width, get_context("spawn")) as pool:  # forked workers die
            list(pool.map(make, tasks))
