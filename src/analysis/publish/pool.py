"""Where a build works: in forked processes, one a page, or in threads of this process; and how a notebook fails."""

import contextlib
import functools
import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, TypeAlias

from analysis.errors import AnalysisError, said_by

SECONDS_PER_CELL = 300
"""How long a cell may take where the call says nothing [seconds]."""

LONGEST_FOLDER_OF_SOCKETS = 75
"""Bytes that leave room for what the fork server puts behind it: the address of a socket has 107 at most."""

PRELOAD = "analysis.publish.preload"
"""The module that the fork server imports."""

Submit: TypeAlias = Callable[..., Future]
"""Hands out a call: a function and its arguments."""

Watch: TypeAlias = Callable[[dict[str, Any], int], None]
"""Called as a cell begins, with the notebook as it is then and the place of the cell."""


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


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def forking() -> BaseContext | None:
    """What forks processes that have the libraries already; None where forking is not to be had.

    The server is that of Python's ``multiprocessing``: it imports the libraries once and ends with the last process
    that knows it. Windows has no forks, and on macOS forking after system libraries were used is unsafe. A daemon of
    ``multiprocessing``, such as a worker of Dask under its nanny, may have no processes of its own.
    """
    if sys.platform != "linux" or multiprocessing.current_process().daemon:
        return None
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([PRELOAD])
    return context


def start_server() -> None:
    """Start the fork server, where there can be one, so that it is ready by the time it is asked for a process."""
    if not forking():
        return
    before = tempfile.tempdir
    if len(os.fsencode(tempfile.gettempdir())) > LONGEST_FOLDER_OF_SOCKETS:
        tempfile.tempdir = "/tmp"
    try:
        forkserver.ensure_running()
    except OSError as error:
        raise AnalysisError(NOT_STARTED.format(said_by(error))) from None
    finally:
        tempfile.tempdir = before


@contextmanager
def threads(jobs: int, stop: Callable[[], None] = lambda: None) -> Iterator[Submit]:
    """Threads of this process, for as long as the block lasts; then what waits is dropped, and what runs is stopped."""
    pool = ThreadPoolExecutor(jobs)
    try:
        yield pool.submit
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        stop()
        pool.shutdown()


@contextmanager
def forks(context: BaseContext, jobs: int, limit: int) -> Iterator[Submit]:
    """Forked processes, a fresh one for each call, for as long as the block lasts.

    Parameters
    ----------
    context : multiprocessing.context.BaseContext
        From :func:`forking`.
    jobs : int
        How many run at the same time.
    limit : int
        How long a cell of a notebook may take [seconds].

    Yields
    ------
    callable
        Hands out a call. The function is given a :data:`Watch` as its last argument.
    """
    start_server()
    running: set[BaseProcess] = set()
    over = threading.Event()

    def call(function: Callable[..., Any], *arguments: Any) -> Any:
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=answer, args=(sender, function, arguments), daemon=True)
        try:
            process.start()
        except (EOFError, ConnectionError):
            raise AnalysisError(SERVER_DIED) from None
        except OSError as error:
            raise AnalysisError(NOT_STARTED.format(said_by(error))) from None
        finally:
            sender.close()
        running.add(process)
        if over.is_set():
            end(process)
        try:
            return answer_in_time(receiver, limit, process)
        finally:
            running.discard(process)
            end(process)
            receiver.close()

    def stop() -> None:
        over.set()
        for process in list(running):
            end(process)

    with threads(jobs, stop) as submit:
        yield functools.partial(submit, call)


PERHAPS = "perhaps because memory ran out (fewer at a time: --jobs 1)"
SERVER_DIED = f"the process that others are forked from ended when asked for one, {PERHAPS}; the old site stands"
NOT_STARTED = "no process could be started ({}); the old site stands"


def ending(process: BaseProcess) -> str:
    """How a process ended, with a guess at the cause where systems end so what takes too much memory."""
    process.join(1)
    code = process.exitcode
    if code is None:
        return "closed its line to the build"
    if code >= 0:
        return f"ended with exit code {code}"
    return f"was ended by signal {-code} ({signal.strsignal(-code)})" + f", {PERHAPS}" * (code == -signal.SIGKILL)


def answer_in_time(receiver: Connection, limit: int, process: BaseProcess) -> Any:
    """What a forked process answers.

    Parameters
    ----------
    receiver : multiprocessing.connection.Connection
        Gives what :func:`answer` sends.
    limit : int
        How long to wait once a cell of a notebook has begun [seconds].
    process : multiprocessing.process.BaseProcess
        The one that answers.

    Raises
    ------
    NotebookError
        If the process dies or takes too long in a cell of a notebook; with what had run by then.
    AnalysisError
        If it dies elsewhere.
    """
    notebook: dict[str, Any] = {}
    try:
        while receiver.poll(limit if notebook else None):
            kind, value = receiver.recv()
            if kind == "notebook":
                notebook = json.loads(value)
            elif kind == "cells":
                for index, cell in json.loads(value):
                    notebook["cells"][index] = cell
            else:
                break
        else:
            raise interrupted(notebook, too_long(limit))
    except (EOFError, OSError):
        if notebook:
            raise interrupted(notebook, f"the kernel {ending(process)}") from None
        raise AnalysisError(f"a process of the build {ending(process)}; the old site stands") from None
    if kind == "raised":
        raise value
    return value


def answer(sender: Connection, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    """Call a function and send what it returns or raises: the life of a forked process."""
    import numpy as np

    os.setsid()  # a group of its own, to be ended with all that cells start
    threading.Thread(target=end_with_parent, daemon=True).start()
    random.seed()
    np.random.seed()  # or each process would draw the numbers of the others
    begun: list[int] = []

    def watch(notebook: dict[str, Any], index: int) -> None:
        cells = [(place, notebook["cells"][place]) for place in (*begun[-1:], index)]
        sender.send(("cells", json.dumps(cells)) if begun else ("notebook", json.dumps(notebook)))
        begun.append(index)

    try:
        outcome = ("returned", function(*arguments, watch))
    except Exception as error:
        if not isinstance(error, AnalysisError):
            error.add_note(traceback.format_exc())
        outcome = ("raised", error)
    with contextlib.suppress(BrokenPipeError):  # who asked has ended, and so does this process
        sender.send(outcome)


def end_with_parent() -> None:
    """End this process and those it started when the process that asked for it ends, in whatever way."""
    multiprocessing.parent_process().join()
    os.killpg(0, signal.SIGKILL)


def end(process: BaseProcess) -> None:
    """End a forked process and those it started."""
    with contextlib.suppress(ProcessLookupError):  # it has ended, or has no group yet
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join()
