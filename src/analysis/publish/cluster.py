"""A Dask cluster as the place where a build works; its workers need this package, and share no disk."""

from __future__ import annotations

import functools
import io
import platform
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analysis.errors import AnalysisError, CallError
from analysis.files import temporary_folder
from analysis.paths import Project
from analysis.publish.maker import Maker
from analysis.publish.pool import Submit
from analysis.publish.versions import code_version

SECONDS_TO_CONNECT = 10

ADDRESS = re.compile(r"(tcp|tls|ws|wss)://[^/\s]+:\d+")
"""How an address of a scheduler is written."""

PARTS = ("CITATION.cff", "data", "docs", "notebooks", "reports/manifest.yml", "reports/template")
"""What a build reads of a project."""


@dataclass(frozen=True)
class PackedMaker:
    """A maker with its project in one piece.

    Attributes
    ----------
    maker : Maker
    project : bytes
        A ZIP archive of :data:`PARTS`.
    code : str
        The version of this package that packed it.
    """

    maker: Maker
    project: bytes
    code: str

    @classmethod
    def of(cls, maker: Maker) -> PackedMaker:
        """Pack a maker."""
        packed, root = io.BytesIO(), maker.root.root
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in PARTS:
                for path in sorted((root / part).rglob("*")) if (root / part).is_dir() else [root / part]:
                    if path.is_file():
                        archive.write(path, path.relative_to(root).as_posix())
        return cls(maker, packed.getvalue(), code_version())

    @functools.cached_property
    def folder(self) -> tempfile.TemporaryDirectory[str]:
        """The project unpacked on this machine, for as long as it is needed.

        Raises
        ------
        AnalysisError
            If this machine has another version of the package.
        """
        if self.code != code_version():
            raise AnalysisError(
                f"the worker on {platform.node()} has another version of this package than the machine that builds "
                "(allowed: the same; install it there from the same commit)"
            )
        folder = temporary_folder()
        with zipfile.ZipFile(io.BytesIO(self.project)) as archive:
            archive.extractall(folder.name)
        return folder

    @functools.cached_property
    def unpacked(self) -> Maker:
        """The maker on this machine."""
        return replace(self.maker, root=Project(Path(self.folder.name).resolve()))


def call(name: str, *arguments: Any, packed: PackedMaker) -> Any:
    """Call a method of a packed maker: what a worker does."""
    return getattr(packed.unpacked, name)(*arguments)


@contextmanager
def cluster(maker: Maker, scheduler: str) -> Iterator[Submit]:
    """The workers of a cluster, for as long as the block lasts; each is sent the project once.

    Parameters
    ----------
    maker : Maker
        Whose methods are called.
    scheduler : str
        Address of a Dask scheduler, such as ``tcp://10.0.0.1:8786``.

    Yields
    ------
    callable
        Hands out a call of a method of the maker.

    Raises
    ------
    CallError
        If the scheduler cannot be reached or has no workers.
    AnalysisError
        If workers die again and again.
    """
    option = f"--scheduler {scheduler}"
    if not ADDRESS.fullmatch(scheduler):
        raise CallError(f"{option}: is no address of a scheduler (allowed: of the form tcp://host:8786)")
    try:
        from distributed import Client, KilledWorker
    except ModuleNotFoundError:
        raise CallError(f"{option}: needs Dask: pip install 'distributed>=2026.1'") from None
    try:
        client = Client(scheduler, timeout=SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise CallError(f"{option}: no scheduler answers there ({error})") from None
    with client:
        if not client.scheduler_info()["workers"]:
            raise CallError(f"{option}: has no workers (start some with: dask worker {scheduler})")
        packed = client.scatter(PackedMaker.of(maker), broadcast=True)
        executor = client.get_executor()

        def submit(method: Callable[..., Any], *arguments: Any) -> Future:
            return executor.submit(call, method.__name__, *arguments, packed=packed)

        try:
            yield submit
        except KilledWorker:
            raise AnalysisError(
                f"{option}: workers died one after another over the same page; the old site stands"
            ) from None
