"""Makes the pages of a site, each by itself: what a build hands out to processes."""

from __future__ import annotations

import functools
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analysis.paths import Project, working_in
from analysis.publish.cache import Content
from analysis.publish.page_context import PageContext
from analysis.publish.planning import Page, Part
from analysis.publish.pool import Watch

if TYPE_CHECKING:
    from analysis.publish.writing import Files, SitePages


@dataclass(frozen=True)
class Made:
    """A page that was made.

    Attributes
    ----------
    content : Content
        What its notebook gave.
    files : dict of str to bytes
        The page and the files of its figures, by their addresses.
    seconds : float
        Time it took.
    """

    content: Content
    files: Files
    seconds: float


@dataclass(frozen=True)
class Maker:
    """Makes the pages of a site.

    Attributes
    ----------
    context : PageContext
        What its pages have in common.
    root : Project
        The project it is made from.
    in_process : bool
        Whether cells of notebooks run in the process that makes a page, in place of a Jupyter kernel.
    limit : int
        How long a cell may take [seconds].
    """

    context: PageContext
    root: Project
    in_process: bool
    limit: int

    @functools.cached_property
    def pages(self) -> SitePages:
        """The pages, with the studies that they share."""
        from analysis.publish.writing import SitePages

        return SitePages(replace(self.context, plan=replace(self.context.plan, root=self.root)))

    def page(self, page: Page, kept: Content | None, watch: Watch | None = None) -> Made:
        """Make a page: run its notebook, unless that was done before, and write what is around it.

        Parameters
        ----------
        page : Page
        kept : Content or None
            What the notebook gave in an earlier build.
        watch : callable, optional
            Called as each cell begins.

        Returns
        -------
        Made

        Raises
        ------
        NotebookError
            If the notebook fails.
        """
        from analysis.publish.run import content_of

        began = time.perf_counter()
        with working_in(self.root):
            content = kept or content_of(self.root, page, self.in_process, self.limit, watch)
            files = self.pages.of_notebook(page, content.body)
        files |= {page.folder + name: file for name, file in content.files.items()}
        return Made(content, files, time.perf_counter() - began)

    def part(self, part: Part, watch: Watch | None = None) -> tuple[Files, str]:
        """Make a part of a site that no notebook makes, and of an edition its answer in short."""
        with working_in(self.root):
            return self.pages.of_part(part)

    def index(self, lang: str, answers: Mapping[Part, str], watch: Watch | None = None) -> Files:
        """Make the index of a language, from the answers in short that parts gave."""
        of_editions = {part.edition: answer for part, answer in answers.items() if part.edition and part.lang == lang}
        with working_in(self.root):
            return self.pages.start_page(lang, of_editions)
