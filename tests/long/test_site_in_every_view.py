"""A built site keeps the rules of a browser in every language and view, from disk and from a web server."""

from fnmatch import fnmatch
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser_rules import VIEWS, Window, on_server, windows  # noqa: F401
from built_site import BuiltSite, is_first_seen
from page_rules import valid_html
from test_pages import PAGES, addresses
from test_site import built  # noqa: F401


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


def test_every_page_is_valid_html(built: BuiltSite):
    assert [str(fault) for page in built.pages.values() for fault in valid_html(built, page)] == []
