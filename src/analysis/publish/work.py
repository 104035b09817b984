"""What workers do: pure functions of a site and of one of its pages or parts."""

from __future__ import annotations

import functools
import pickle
import platform
import signal
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import AnalysisError
from analysis.paths import Project, working_in
from analysis.publish.jobs import Drawn, Failed, Job, draw_page
from analysis.publish.kernels.server import end_with_parent, keep_to_server
from analysis.publish.page_context import PageContext
from analysis.publish.parcel import Parcel, project_in
from analysis.publish.planning import Page, Part
from analysis.publish.versions import code_version

if TYPE_CHECKING:
    from analysis.publish.writing import Files, SitePages


@dataclass(frozen=True)
class Site:
    """A site on its way, as a worker knows it.

    Attributes
    ----------
    context : PageContext
        What its pages have in common.
    where : Project or Parcel
        The project it is made from.
    code : str
        The version of this package that it is made with, where that may be another on this machine.

    Raises
    ------
    AnalysisError
        On first use, if this machine has another version of the package.
    """

    context: PageContext
    where: Project | Parcel
    code: str = ""

    @functools.cached_property
    def root(self) -> Project:
        """The project on this machine."""
        if self.code and self.code != code_version():
            raise AnalysisError(
                f"the worker on {platform.node()} has another version of this package than the machine that builds "
                "(allowed: the same; install it there from the same commit)"
            )
        return project_in(self.where)

    @functools.cached_property
    def pages(self) -> SitePages:
        """The pages, with the studies that they share."""
        from analysis.publish.writing import SitePages

        return SitePages(replace(self.context, plan=replace(self.context.plan, root=self.root)))


settled: list[Site] = []
"""The site that this process works for, where it works for one all its life."""


def settle(site: Site) -> None:
    """Begin to work for a site, and end with the process that asked for it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asked is stopped, and stops this one
    settled[:] = [site]
    end_with_parent()
    keep_to_server()


def make_page(job: Job, page: Page, kept: Drawn | None, site: Site | None = None) -> tuple[Drawn | Failed, Files]:
    """Make a page: run its notebook, unless that was done before, and write what is around it.

    Parameters
    ----------
    job : Job
        The notebook with its parameters.
    page : Page
    kept : Drawn or None
        What the notebook gave in an earlier build.
    site : Site, optional
        The site that the page is of; the one settled for when left out.

    Returns
    -------
    tuple of Drawn or Failed, and dict of str to bytes
        What the notebook gave, and the page by its address; none where the notebook failed.
    """
    site = site or settled[0]
    with working_in(site.root):
        drawn = kept or draw_page(job, site.root)
        return drawn, {} if isinstance(drawn, Failed) else site.pages.of_notebook(page, drawn.body)


def make_part(part: Part, site: Site | None = None) -> tuple[Files, str]:
    """Make a part of a site that no notebook makes, and of an edition its answer in short.

    The parameters are as for :func:`make_page`.
    """
    site = site or settled[0]
    with working_in(site.root):
        return site.pages.of_part(part)


def make_start_page(lang: str, answers: Mapping[str, str], site: Site | None = None) -> Files:
    """Make the index of a language, from the answers of the editions."""
    site = site or settled[0]
    with working_in(site.root):
        return site.pages.start_page(lang, answers)


def into_file(folder: Path, work: Callable[..., Any], *given: Any) -> Path:
    """Do a piece of work and leave what it gives in a file, for another process of this machine.

    A process that dies while it sends many bytes through a pipe leaves its reader waiting for the rest. The name of a
    file is sent whole or not at all.

    Parameters
    ----------
    folder : Path
        Where the file is to be.
    work : callable
        A function of this module.
    *given
        What it takes.

    Returns
    -------
    Path
        The file; :func:`out_of_file` takes what is in it.
    """
    file = folder / uuid.uuid4().hex
    file.write_bytes(pickle.dumps(work(*given), pickle.HIGHEST_PROTOCOL))
    return file


def out_of_file(file: Path) -> Any:
    """Take what :func:`into_file` left, and the file away."""
    given = pickle.loads(file.read_bytes())
    file.unlink()
    return given
