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
from analysis.paths import PACKAGE, Project
from analysis.publish.pool import Submit
from analysis.publish.versions import digest
from analysis.publish.writing import SitePages

SECONDS_TO_CONNECT = 10

ADDRESS = re.compile(r"(tcp|tls|ws|wss)://[^/\s]+:\d+")
"""How an address of a scheduler is written."""

PARTS = ("CITATION.cff", "data", "docs", "notebooks", "reports/manifest.yml", "reports/template")
"""What a build reads of a project."""


@dataclass(frozen=True)
class PackedPages:
    """The pages of a site with the project that they are made from in one piece.

    Attributes
    ----------
    site : SitePages
    project : bytes
        A ZIP archive of :data:`PARTS`.
    code : str
        The version of this package that packed it.
    """

    site: SitePages
    project: bytes
    code: str

    @classmethod
    def of(cls, site: SitePages) -> PackedPages:
        """Pack what makes pages."""
        packed, root = io.BytesIO(), site.plan.root.root
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in PARTS:
                for path in sorted((root / part).rglob("*")) if (root / part).is_dir() else [root / part]:
                    if path.is_file():
                        archive.write(path, path.relative_to(root).as_posix())
        return cls(site, packed.getvalue(), digest(PACKAGE))

    @functools.cached_property
    def folder(self) -> tempfile.TemporaryDirectory[str]:
        """The project unpacked on this machine, for as long as it is needed.

        Raises
        ------
        AnalysisError
            If this machine has another version of the package.
        """
        if self.code != digest(PACKAGE):
            raise AnalysisError(
                f"the worker on {platform.node()} has another version of this package than the machine that builds "
                "(allowed: the same; install it there from the same commit)"
            )
        folder = temporary_folder()
        with zipfile.ZipFile(io.BytesIO(self.project)) as archive:
            archive.extractall(folder.name)
        return folder

    @functools.cached_property
    def unpacked(self) -> SitePages:
        """What makes pages on this machine."""
        root = Project(Path(self.folder.name).resolve())
        return replace(self.site, plan=replace(self.site.plan, root=root))


def call(name: str, *arguments: Any, packed: PackedPages) -> Any:
    """Call a method of what makes pages: the work of a worker."""
    return getattr(packed.unpacked, name)(*arguments)


@contextmanager
def cluster(site: SitePages, scheduler: str) -> Iterator[Submit]:
    """The workers of a cluster, for as long as the block lasts; each is sent the project once.

    Parameters
    ----------
    site : SitePages
        Whose methods are called.
    scheduler : str
        Address of a Dask scheduler, such as ``tcp://10.0.0.1:8786``.

    Yields
    ------
    callable
        Hands out a call of a method of the site's pages.

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
        packed = client.scatter(PackedPages.of(site), broadcast=True)
        executor = client.get_executor()

        def submit(method: Callable[..., Any], *arguments: Any) -> Future:
            return executor.submit(call, method.__name__, *arguments, packed=packed)

        try:
            yield submit
        except KilledWorker:
            raise AnalysisError(
                f"{option}: workers died one after another over the same page; the old site stands"
            ) from None
