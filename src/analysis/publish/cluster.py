"""A Dask cluster as the place where a build works; its workers need this package, and share no disk."""

import functools
import io
import platform
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
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


def packed(root: Path) -> bytes:
    """What a build reads of a project, as a ZIP archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in PARTS:
            for path in (root / part, *(root / part).rglob("*")):
                archive.write(path, path.relative_to(root))
    return content.getvalue()


@functools.lru_cache(1)
def unpacked(project: bytes, code: str) -> tempfile.TemporaryDirectory[str]:
    """A project on the machine of a worker, for as long as anything holds it.

    Parameters
    ----------
    project : bytes
        From :func:`packed`.
    code : str
        The digest of the package that packed it.

    Raises
    ------
    AnalysisError
        If this machine has another version of the package.
    """
    if code != digest(PACKAGE):
        raise AnalysisError(
            f"the worker on {platform.node()} has another version of this package than the machine that builds "
            "(allowed: the same; install it there from the same commit)"
        )
    folder = temporary_folder()
    with zipfile.ZipFile(io.BytesIO(project)) as archive:
        archive.extractall(folder.name)
    return folder


def call(site: SitePages, method: str, *arguments: Any, project: bytes, code: str) -> Any:
    """Call a method of what makes the pages of a site, on its project unpacked: the work of a worker."""
    folder = unpacked(project, code)
    here = replace(site, plan=replace(site.plan, root=Project(Path(folder.name).resolve())))
    return getattr(here, method)(*arguments)


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
        sent = {"project": client.scatter(packed(site.plan.root.root), broadcast=True), "code": digest(PACKAGE)}
        executor = client.get_executor()

        def submit(method: Callable[..., Any], *arguments: Any) -> Future:
            return executor.submit(call, site, method.__name__, *arguments, **sent)

        try:
            yield submit
        except KilledWorker:
            raise AnalysisError(
                f"{option}: workers died one after another over the same page; the old site stands"
            ) from None
