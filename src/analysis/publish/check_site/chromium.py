"""The browser: the installed Chromium or Chrome, else the one that Playwright brings."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Error, sync_playwright

from analysis.errors import CallError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a browser without a window, and close it at the end.

    Raises
    ------
    CallError
        If none can be started.
    """
    installed = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=installed, args=QUIET)
        except Error as error:
            reason = error.message.partition("\n")[0]
            raise CallError(
                f"no browser can be started ({reason}): install Chromium or Chrome, or run 'make browser'"
            ) from None
        yield browser
        browser.close()
