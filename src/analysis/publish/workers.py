"""Who does the work of a build: processes of this machine, or the workers of a Dask cluster."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

from analysis.errors import CallError
from analysis.paths import Project
from analysis.publish.jobs import Parcel
from analysis.publish.kernels.server import end_with_parent, forking_context

PAGES_A_WORKER = 50
"""After so many pages a worker gives way to a new one, so that its memory does not grow with the build."""

SECONDS_TO_CONNECT = 10


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def workers(root: Project, jobs: int, scheduler: str = "", warm: bool = True) -> Iterator[tuple[Executor, Any]]:
    """Workers for a time.

    Parameters
    ----------
    root : Project
        The project that is built.
    jobs : int
        How many processes work at the same time on this machine.
    scheduler : str
        Address of a Dask scheduler whose workers do the work instead, such as ``tcp://10.0.0.1:8786``.
    warm : bool
        Whether processes may be forked from a warm one.

    Yields
    ------
    executor : concurrent.futures.Executor
    where : object
        What jobs take as the project.

    Raises
    ------
    CallError
        If the scheduler cannot be reached.
    """
    if scheduler:
        with cluster(root, scheduler) as found:
            yield found
        return
    context = (forking_context() if warm else None) or multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, context, end_with_parent, max_tasks_per_child=PAGES_A_WORKER)
    try:
        yield pool, root
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def cluster(root: Project, scheduler: str) -> Iterator[tuple[Executor, Any]]:
    """The workers of a cluster, each of which is sent the project once."""
    asked = f"--scheduler {scheduler}"
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise CallError(f"{asked}: needs Dask: pip install 'distributed>=2026.1'") from None
    try:
        client = Client(scheduler, timeout=SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise CallError(f"{asked}: no scheduler answers there ({error})") from None
    with client:
        if not client.scheduler_info()["workers"]:
            raise CallError(f"{asked}: has no workers (start some with: dask worker {scheduler})")
        yield client.get_executor(), client.scatter(Parcel.of(root), broadcast=True)
