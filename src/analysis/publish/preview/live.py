"""A site of which each page is made when it is asked for."""

from __future__ import annotations

from contextlib import ExitStack

from analysis.paths import Project
from analysis.publish.build import Options, workers
from analysis.publish.cache import Cache
from analysis.publish.maker import Maker
from analysis.publish.page_context import PageContext
from analysis.publish.planning import Page, plan
from analysis.publish.pool import SECONDS_PER_CELL, forking, processors, start_server


class LiveSite:
    """A site of which each page is made when it is asked for.

    Parameters
    ----------
    root : Project
        Its notebooks and templates may change; other files, and the code, may not.
    """

    def __init__(self, root: Project):
        start_server()
        self.root = root
        self.plan = plan(root)
        self.maker = Maker(PageContext.of(self.plan), root, forking() is not None, SECONDS_PER_CELL)
        self.until_the_end = ExitStack()
        self.submit = self.until_the_end.enter_context(workers(self.maker, Options(processors())))

    def files_with(self, address: str) -> dict[str, bytes]:
        """Make the page at an address with its figures, or pages that no notebook makes until one of them is it."""
        for page in self.plan.pages:
            if address == page.address or address.startswith(page.folder):
                return self.files_of(page)
        files, answers = {}, {}
        for part in reversed(self.plan.parts):
            found, answers[part] = self.submit(self.maker.part, part).result()
            files |= found
            if address in files:
                return files
        for lang in self.plan.languages:
            files |= self.submit(self.maker.index, lang, answers).result()
        return files

    def files_of(self, page: Page) -> dict[str, bytes]:
        """Make the page of a notebook, from the cache where that is possible."""
        cache = Cache(self.root)
        entry = cache.path(page.notebook, page.parameters)
        kept = cache.get(entry)
        made = self.submit(self.maker.page, page, kept).result()
        if not kept:
            cache.put(entry, made.content)
        return made.files
