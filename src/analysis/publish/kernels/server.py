"""The warm server: the process that imports the libraries once, and that kernels and workers are forked from.

It is the fork server of Python's ``multiprocessing``, which starts with the first process asked of it and ends with
the last one that knows it.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from multiprocessing import forkserver
from multiprocessing.context import BaseContext

PRELOADED = "analysis.publish.kernels.preloaded"
"""The module that the server imports."""


def forking_context() -> BaseContext | None:
    """What forks processes from the warm server; None where that is not available or not allowed.

    Windows has no forks, and on macOS forking after system libraries were used is unsafe. A daemon of
    ``multiprocessing``, such as a worker of Dask under its nanny, may have no processes of its own.
    """
    if sys.platform != "linux" or multiprocessing.current_process().daemon:
        return None
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([PRELOADED])
    return context


def start_server() -> None:
    """Start the server, if there can be one, so that it is warm by the time it is asked for a process."""
    if forking_context() is not None:
        forkserver.ensure_running()


def keep_to_server() -> None:
    """Ask the server that this process was forked from for further processes, rather than start another server.

    Python means it to be so ("a child process will just reuse the forkserver started by its parent") and passes the
    address of the server on, but looks for its process id, which only the process that started it has.
    """
    inherited = forkserver._forkserver
    if inherited._forkserver_address is not None and inherited._forkserver_pid is None:
        inherited.ensure_running = lambda: None


def end_with_parent() -> None:
    """End this process when the process that asked for it ends, in whatever way."""

    def watch() -> None:
        multiprocessing.parent_process().join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
