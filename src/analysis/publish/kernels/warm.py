"""Warm kernels: forked from a process that has imported the libraries and read the data.

A kernel provisioner is Jupyter's own way to say how the process of a kernel comes about. This one asks the fork server
of Python's ``multiprocessing`` for it. Nothing that one kernel does is seen by another: each is a process of its own,
whose memory begins as that of the server and is copied where it is changed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ipykernel.iostream import OutStream
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from analysis.evidence import reads
from analysis.publish.kernels.server import end_with_parent, forking_context

NAME = "warm-provisioner"
"""Its name among Jupyter's kernel provisioners."""

LAUNCHER = "ipykernel_launcher"
SECONDS_TO_START = 60


class ForkedProcess:
    """A forked process with the interface of ``subprocess.Popen`` that Jupyter asks for."""

    stdin = stdout = stderr = None

    def __init__(self, process: multiprocessing.process.BaseProcess):
        self.process = process
        self.pid = process.pid

    def poll(self) -> int | None:
        """Its exit code; None while it runs."""
        return self.process.exitcode

    def wait(self) -> int | None:
        """Wait for its end."""
        self.process.join()
        return self.poll()

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


class PromptStream(OutStream):
    """An output stream that is flushed when it holds something.

    Jupyter's own waits for its thread at the end of each cell, whether or not anything was printed.
    """

    holds_something = False

    def write(self, text: str) -> int | None:
        """Take a text."""
        self.holds_something = True
        return super().write(text)

    def flush(self) -> None:
        """Send what was taken."""
        if self.holds_something:
            self.holds_something = False
            super().flush()


class WarmProvisioner(LocalProvisioner):
    """Starts kernels of this Python by forking, and any other as Jupyter does."""

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        """Start a kernel.

        Parameters
        ----------
        cmd : list of str
            The command of the kernel specification, filled in.
        **options
            ``env`` and ``cwd``, and what else Jupyter has for a process.

        Returns
        -------
        dict
            Where the kernel listens.
        """
        context = forking_context()
        if context is None or not is_own_kernel(cmd):
            return await super().launch_kernel(cmd, **options)
        ready, tell = context.Pipe(duplex=False)
        arguments = cmd[cmd.index(LAUNCHER) + 1 :]
        folder = str(options.get("cwd") or Path.cwd())
        process = context.Process(target=run_kernel, args=(arguments, dict(options["env"]), folder, tell))
        try:
            process.start()
        except (OSError, EOFError):  # the server is gone
            return await super().launch_kernel(cmd, **options)
        tell.close()
        ready.poll(SECONDS_TO_START)  # true also when the kernel died: asking whether it is alive tells
        ready.close()
        self.process = ForkedProcess(process)
        self.pid = self.pgid = process.pid
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel and see it gone, so that nobody has to ask again and again."""
        process = self.process
        await super().kill(restart)
        if isinstance(process, ForkedProcess):
            process.wait()


def is_own_kernel(cmd: list[str]) -> bool:
    """Whether a command starts an IPython kernel of this very Python."""
    return LAUNCHER in cmd and Path(cmd[0]) == Path(sys.executable)


def run_kernel(arguments: list[str], environment: Mapping[str, str], folder: str, ready: Connection) -> None:
    """Be a kernel: what a forked process does from its start to its end.

    Parameters
    ----------
    arguments : list of str
        Those of the kernel launcher.
    environment : mapping of str to str
        The whole environment.
    folder : str
        Where the kernel works.
    ready : multiprocessing.connection.Connection
        Closed once the kernel listens.
    """
    from ipykernel.kernelapp import IPKernelApp

    end_with_parent()
    os.setsid()  # a group of its own: signals reach what the kernel starts too
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    reads.tell_all()
    start_afresh()
    sys.argv = [LAUNCHER, *arguments]
    server = os.getppid()  # without it, no kernel
    stream = f"{PromptStream.__module__}.{PromptStream.__name__}"
    application = IPKernelApp.instance(parent_handle=server, outstream_class=stream)
    application.initialize(arguments)
    ready.close()
    application.start()


def start_afresh() -> None:
    """Give up what a fresh process would not share: the state of random generators."""
    import random

    import numpy as np

    random.seed()
    np.random.seed()


def use_warm_kernels(warm: bool = True) -> None:
    """Let Jupyter start the kernels of this process by forking, where their specification names no other way.

    Parameters
    ----------
    warm : bool
        False for Jupyter's own way.
    """
    KernelProvisionerFactory.instance().default_provisioner_name = NAME if warm else "local-provisioner"
