"""Makes pages for the preview, in a process of its own: it is started anew when code or data change.

Nothing of the package is imported before the first call, so that a fault in its code is raised there, and shown.
"""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Callable


@functools.cache
def watch_server() -> None:
    """End this process and those that it forks when the server ends, in whatever way."""
    from analysis.publish.pool import end_with_parent

    os.setsid()
    threading.Thread(target=end_with_parent, daemon=True).start()


@functools.cache
def live_site() -> Callable[[str], dict[str, bytes]]:
    """What makes pages in this process."""
    from analysis.paths import project
    from analysis.publish.preview.live import LiveSite

    watch_server()
    return LiveSite(project()).files_with


def files_with(address: str) -> dict[str, bytes]:
    """Make the page at an address and what comes with it.

    Parameters
    ----------
    address : str
        Inside the site, such as ``latest/00-answer.html``.

    Returns
    -------
    dict of str to bytes
        Files by their addresses. Without the one asked for where the site has none.
    """
    return live_site()(address)
