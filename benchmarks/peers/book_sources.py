"""Write the sources of a Jupyter Book, each notebook with its parameters in it: ``book_sources.py TASKS MODE``."""

from __future__ import annotations

import sys
from pathlib import Path

import papermill
import yaml
from task import tasks_of_call

if __name__ == "__main__":
    tasks, mode = tasks_of_call(), sys.argv[2]
    folder = Path(tasks[0].folder)
    for task in tasks:
        papermill.execute_notebook(task.notebook, task.executed, parameters=task.parameters, prepare_only=True)
    contents = {"format": "jb-book", "root": "index", "chapters": [{"file": task.name} for task in tasks]}
    settings = {"title": "Book", "execute": {"execute_notebooks": mode, "timeout": 300}}
    (folder / "index.md").write_text("# Book\n", encoding="utf-8")
    (folder / "_toc.yml").write_text(yaml.safe_dump(contents), encoding="utf-8")
    (folder / "_config.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
