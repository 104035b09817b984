"""Who does the work of a build: processes of this machine, or the workers of a Dask cluster."""

from __future__ import annotations

import multiprocessing
import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from analysis.errors import AnalysisError, CallError
from analysis.files import temporary_folder
from analysis.publish.kernels.server import forking_context
from analysis.publish.parcel import Parcel
from analysis.publish.versions import code_version
from analysis.publish.work import Site, into_file, out_of_file, settle

SECONDS_TO_CONNECT = 10

ADDRESS = re.compile(r"(tcp|tls|ws|wss)://[^/\s]+:\d+")
"""How an address of a scheduler is written."""

Submit: TypeAlias = Callable[..., Future]
"""Hands out a piece of work: a function of :mod:`analysis.publish.work` and what it takes beside the site."""


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def processes(site: Site, jobs: int, warm: bool = True) -> Iterator[Submit]:
    """Processes of this machine, for a time.

    Parameters
    ----------
    site : Site
        What they work for.
    jobs : int
        How many work at the same time.
    warm : bool
        Whether they may be forked from a warm process.

    Yields
    ------
    callable
        Hands out work.

    Raises
    ------
    AnalysisError
        If a process dies.
    """
    context = (forking_context() if warm else None) or multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, context, settle, (site,))
    # all begin with the first work: Python 3.11 may wait without end where one begins while another dies
    pool._safe_to_dynamically_spawn_children = False
    folder = temporary_folder()
    others = set(multiprocessing.active_children())

    def submit(work: Callable[..., Any], *given: Any) -> Future:
        done = Future()
        try:
            left = pool.submit(into_file, Path(folder.name), work, *given)
        except (EOFError, OSError):  # the server that forks workers died while they began
            raise BrokenProcessPool from None
        left.add_done_callback(partial(hand_on, done))
        return done

    try:
        yield submit
    except BrokenProcessPool:
        for worker in set(multiprocessing.active_children()) - others:
            worker.terminate()  # those that had begun by then
        raise AnalysisError(
            "a worker process died, as it does when memory runs out; the old site stands (fewer at a time: --jobs 1)"
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)
        folder.cleanup()


def hand_on(done: Future, left: Future) -> None:
    """Give what a worker left in a file, or what it failed with."""
    try:
        done.set_result(out_of_file(left.result()))
    except Exception as error:
        done.set_exception(error)


@contextmanager
def cluster(site: Site, scheduler: str) -> Iterator[Submit]:
    """The workers of a cluster, for a time; each is sent the whole site once.

    Parameters
    ----------
    site : Site
        What they work for.
    scheduler : str
        Address of a Dask scheduler, such as ``tcp://10.0.0.1:8786``.

    Yields
    ------
    callable
        Hands out work.

    Raises
    ------
    CallError
        If the scheduler cannot be reached or has no workers.
    AnalysisError
        If workers die again and again.
    """
    asked = f"--scheduler {scheduler}"
    if not ADDRESS.fullmatch(scheduler):
        raise CallError(f"{asked}: is no address of a scheduler (allowed: of the form tcp://host:8786)")
    try:
        from distributed import Client, KilledWorker
    except ModuleNotFoundError:
        raise CallError(f"{asked}: needs Dask: pip install 'distributed>=2026.1'") from None
    try:
        client = Client(scheduler, timeout=SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise CallError(f"{asked}: no scheduler answers there ({error})") from None
    with client:
        if not client.scheduler_info()["workers"]:
            raise CallError(f"{asked}: has no workers (start some with: dask worker {scheduler})")
        sent = client.scatter(Site(site.context, Parcel.of(site.root), code_version()), broadcast=True)
        executor = client.get_executor()

        def submit(work: Callable[..., Any], *given: Any) -> Future:
            return executor.submit(work, *given, site=sent)

        try:
            yield submit
        except KilledWorker:
            raise AnalysisError(
                f"{asked}: workers died one after another over the same page; the old site stands"
            ) from None
