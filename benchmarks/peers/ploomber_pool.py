"""ploomber-engine, which runs notebooks without a kernel, and nbconvert: ``ploomber_pool.py TASKS WIDTH``.

A width of 1 runs all notebooks in one process, one after the other.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor

from ploomber_page import make
from task import tasks_of_call

if __name__ == "__main__":
    width, tasks = int(sys.argv[2]), tasks_of_call()
    if width == 1:
        for one in tasks:
            make(one)
    else:
        with ProcessPoolExecutor(width) as pool:
            list(pool.map(make, tasks))
