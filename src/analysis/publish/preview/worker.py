"""Makes pages for the preview, in a process of its own: it is started anew when code or data change.

Nothing of the package is imported before the first call, so that a fault in its code is raised there, and shown.
"""

from __future__ import annotations

import functools
import os
import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.publish.planning import Page
    from analysis.publish.pool import Submit
    from analysis.publish.writing import SitePages

UNTIL_THE_END = ExitStack()
"""What is open for as long as this process lives."""


@functools.cache
def watch_server() -> None:
    """End this process and those that it forks when the server ends, in whatever way."""
    from analysis.publish.pool import end_with_parent

    os.setsid()
    threading.Thread(target=end_with_parent, daemon=True).start()


@functools.cache
def live_site() -> tuple[SitePages, Submit]:
    """The pages of the site, and what makes them; notebooks and templates may change, data and code may not."""
    from analysis.paths import project
    from analysis.publish.build import Options, site_of
    from analysis.publish.planning import plan
    from analysis.publish.pool import processors, start_server

    watch_server()
    start_server()
    site, workers = site_of(plan(project()), Options(processors()))
    return site, UNTIL_THE_END.enter_context(workers)


def files_with(address: str) -> dict[str, bytes]:
    """Make the page at an address and what comes with it.

    Parameters
    ----------
    address : str
        Inside the site, such as ``latest/00-answer.html``.

    Returns
    -------
    dict of str to bytes
        Files by their addresses: a page with those of its figures, or the parts of a site that no notebook makes until
        it is in one of them. Without the one asked for where the site has none.
    """
    site, submit = live_site()
    for page in site.plan.pages:
        if address == page.address or address.startswith(page.folder):
            return files_of(page, site, submit)
    files: dict[str, bytes] = {}
    for part in reversed(site.plan.parts):
        files |= submit(site.part, *part).result()
        if address in files:
            break
    return files


def files_of(page: Page, site: SitePages, submit: Submit) -> dict[str, bytes]:
    """Make the page of a notebook, from the cache where that is possible."""
    from analysis.publish.cache import Cache

    cache = Cache(site.plan.root)
    entry = cache.path(page.notebook, page.parameters)
    kept = cache.get(entry)
    content, files, _seconds = submit(site.make, page, kept).result()
    if not kept:
        cache.put(entry, content)
    return files
