"""The kernel manager that papermill is handed: quiet, and without the waits that Jupyter's own has."""

from __future__ import annotations

import inspect
import os
import time
from collections.abc import Mapping
from pathlib import Path
from queue import Empty
from typing import Any, ClassVar

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import DeadKernelError

A_MOMENT = 0.02
"""How long to wait for a message before asking again [seconds]."""


class PromptClient(AsyncKernelClient):
    """A client that goes on as soon as its kernel has answered.

    Jupyter's own waits 0.2 s for further messages after the answer. Here the kernel is ready once its answer and the
    message that it is idle again have arrived: nothing can follow them.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel has answered and has been heard on its output channel.

        Parameters
        ----------
        timeout : float, optional
            How long [seconds]; for ever when left out.

        Raises
        ------
        DeadKernelError
            If the kernel dies or does not answer in time.
        """
        deadline = time.monotonic() + (float("inf") if timeout is None else timeout)
        asked, answers, heard = [self.kernel_info()], 0, False
        while answers < len(asked) or not heard:
            answers += await received(self.shell_channel, asked, "kernel_info_reply")
            heard = heard or await received(self.iopub_channel, asked, "status")
            if answers == len(asked) and not heard:  # the kernel spoke before anybody listened
                asked.append(self.kernel_info())
            if not answers and not await self.parent.is_alive():
                raise DeadKernelError("Kernel died before replying to kernel_info")
            if time.monotonic() > deadline:
                raise DeadKernelError(f"Kernel didn't respond in {timeout} seconds")


async def received(channel: Any, asked: list[str], kind: str) -> bool:
    """Whether a message that answers one of ours comes in a moment; of its state, the message that it is idle."""
    try:
        while True:
            message = await channel.get_msg(timeout=A_MOMENT)
            ours = message["msg_type"] == kind and message["parent_header"].get("msg_id") in asked
            if ours and message["content"].get("execution_state", "idle") == "idle":
                return True
    except Empty:
        return False


class PromptKernelManager(AsyncKernelManager):
    """A kernel that starts and ends without waits, and writes no warnings into the log of a build.

    It is spoken to through files in a folder of its own. Jupyter's own way, ports that were free a moment ago, lets
    two kernels that start at once take the same one, and the second dies.

    Attributes
    ----------
    surroundings : mapping of str to str
        Variables of the environment that the kernel is given beside those of this process.
    folder : pathlib.Path
        A folder of this kernel alone.
    """

    surroundings: ClassVar[Mapping[str, str]]
    folder: ClassVar[Path]

    def __init__(self, **options: Any):
        super().__init__(**options)
        self.client_factory = PromptClient
        if os.name == "posix":
            self.transport, self.ip = "ipc", str(self.folder / "kernel")
        else:
            self.transport_encryption = "auto"  # an unencrypted kernel warns at every start
        self.connection_file = str(self.folder / "kernel.json")

    async def start_kernel(self, **options: Any) -> None:
        """Start the kernel with its surroundings."""
        await super().start_kernel(**options, env=os.environ | dict(self.surroundings))

    async def shutdown_kernel(self, **options: Any) -> None:
        """End the kernel, without the moment that Jupyter sleeps afterwards for its own tests."""
        await inspect.unwrap(AsyncKernelManager.shutdown_kernel)(self, **options)

    async def _async_interrupt_kernel(self) -> None:
        """Interrupt the kernel, but not one that is about to be told to shut down: it would report the interrupt."""
        if not self.shutting_down:
            await super()._async_interrupt_kernel()


def manager_with(surroundings: Mapping[str, str], folder: Path) -> type[PromptKernelManager]:
    """The class of managers whose kernel has certain variables in its environment and is spoken to in a folder."""
    attributes = {"surroundings": dict(surroundings), "folder": folder}
    return type(PromptKernelManager.__name__, (PromptKernelManager,), attributes)
