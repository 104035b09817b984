"""A built site keeps the rules of a browser in every language and view, from disk and from a web server."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page as BrowserPage

from browser_rules import VIEWS, Window, on_server, windows  # noqa: F401
from test_pages import IN_FRENCH, PAGES, addresses, assert_read_over, page  # noqa: F401
from test_site import is_first_seen


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Look at each page in each view that ``tests/site`` leaves out."""
    if "address" in metafunc.fixturenames:
        every = [(view, name) for name in addresses(metafunc.config) for view in VIEWS]
        left = [(view, name) for view, name in every if view == "dark" or not is_first_seen(name)]
        metafunc.parametrize(("view", "address"), left)


def test_a_page_holds_in_a_browser(windows: dict[str, Window], view, address):
    assert [str(fault) for fault in windows[view].faults(address)] == []


@pytest.mark.parametrize("view", VIEWS)
def test_the_questions_in_french_hold_from_a_web_server(site: Path, chromium: Browser, view):
    with on_server(site) as base:
        window = Window(chromium, view, base)
        for name in PAGES:
            if fnmatch(name, "fr/latest/0*") and (site / name).exists():
                assert [str(fault) for fault in window.faults(name)] == []


@pytest.mark.parametrize("name", IN_FRENCH)
def test_what_a_screen_reader_finds_in_french_is_what_was_read_over(site: Path, page: BrowserPage, name):
    assert_read_over(site, page, name)
