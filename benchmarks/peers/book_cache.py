"""Fill the cache that Jupyter Book reads from with jupyter-cache's parallel executor: ``book_cache.py TASKS``.

The executor takes as many processes as the machine has processors.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.executors import load_executor
from task import tasks_of_call

if __name__ == "__main__":
    tasks = tasks_of_call()
    cache = get_cache(Path(tasks[0].folder) / "_build" / ".jupyter_cache")
    for task in tasks:
        cache.add_nb_to_project(str(task.executed))
    done = load_executor("local-parallel", cache, logging.getLogger(__name__)).run_and_cache(timeout=300)
    if failed := [*done.excepted, *done.errored]:
        sys.exit(f"these notebooks failed: {', '.join(failed)}")
