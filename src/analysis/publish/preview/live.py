"""A site of which each page is made when it is asked for."""

from __future__ import annotations

from contextlib import ExitStack

from analysis.paths import Project
from analysis.publish.build import Options, site_of
from analysis.publish.cache import Cache
from analysis.publish.planning import Page, plan
from analysis.publish.pool import processors, start_server


class LiveSite:
    """A site of which each page is made when it is asked for.

    Parameters
    ----------
    root : Project
        Its notebooks and templates may change; other files, and the code, may not.
    """

    def __init__(self, root: Project):
        start_server()
        self.plan = plan(root)
        self.site, workers = site_of(self.plan, Options(processors()))
        self.until_the_end = ExitStack()
        self.submit = self.until_the_end.enter_context(workers)

    def files_with(self, address: str) -> dict[str, bytes]:
        """Make the page at an address with its figures, or parts that no notebook makes until it is in one of them."""
        for page in self.plan.pages:
            if address == page.address or address.startswith(page.folder):
                return self.files_of(page)
        files: dict[str, bytes] = {}
        for part in reversed(self.plan.parts):
            files |= self.submit(self.site.part, *part).result()
            if address in files:
                break
        return files

    def files_of(self, page: Page) -> dict[str, bytes]:
        """Make the page of a notebook, from the cache where that is possible."""
        cache = Cache(self.plan.root)
        entry = cache.path(page.notebook, page.parameters)
        kept = cache.get(entry)
        content, files, _seconds = self.submit(self.site.make, page, kept).result()
        if not kept:
            cache.put(entry, content)
        return files
