"""The rules for a built site that need a browser: what is wrong in a view is told with it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser_rules import VIEWS, Window, on_disk, on_server
from built_site import PageFault, read_site
from test_check_site import ANSWER, FOOTER, INDEX, STYLE, change, site, told  # noqa: F401


@pytest.mark.parametrize("where", [on_disk, on_server])
def test_a_good_site_has_no_fault_in_a_browser(site: Path, chromium: Browser, where):
    with where(site) as base:
        for view in VIEWS:
            window = Window(chromium, view, base)
            assert [fault for address in read_site(site).pages for fault in window.faults(address)] == []


def seen(site: Path, chromium: Browser, address: str = INDEX, where=on_disk) -> list[PageFault]:
    """The faults that a browser finds on one page of a site in all views."""
    with where(site) as base:
        return [fault for view in VIEWS for fault in Window(chromium, view, base).faults(address)]


def test_a_request_to_another_host_is_told(site: Path, chromium: Browser):
    change(site / INDEX, "img-src 'self' file:", "img-src http:")
    change(site / INDEX, FOOTER, '<img src="http://127.0.0.1:1/x.png" alt="A dot">')
    faults = seen(site, chromium)
    for view in VIEWS:
        assert told(faults, INDEX, None, f"asks for http://127.0.0.1:1/x.png (allowed: files of the site) [{view}]")


def test_a_request_for_a_file_beside_the_site_is_told(site: Path, chromium: Browser):
    (site.parent / "beside.css").write_text("")
    change(site / INDEX, "style.css", "../beside.css")
    assert told(seen(site, chromium), INDEX, None, "beside.css (allowed: files of the site)")


def test_a_failed_request_is_told_from_disk_and_from_a_server(site: Path, chromium: Browser):
    (site / "style.css").unlink()
    assert told(seen(site, chromium), INDEX, None, "site/style.css (net::ERR_FILE_NOT_FOUND)")
    assert told(seen(site, chromium, where=on_server), INDEX, None, "/style.css (status 404)")


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("console.error('lost the thread');", "console: lost the thread [light]"),
        ("nowhere();", "script error: nowhere is not defined [light]"),
        ("fetch('style.css');", "violates the following Content Security Policy directive"),
    ],
)
def test_what_a_script_complains_of_is_told(site: Path, chromium: Browser, script, words):
    (site / "page.js").write_text(script)
    assert told(seen(site, chromium), INDEX, None, words)


def test_a_barrier_is_told_with_the_view_it_is_seen_in(site: Path, chromium: Browser):
    (site / "style.css").write_text(STYLE + "@media (prefers-color-scheme: dark) { h1 { color: #333; } }")
    (fault,) = seen(site, chromium)
    assert (fault.file, fault.element) == (INDEX, "h1")
    assert fault.message.startswith("axe color-contrast: ")
    assert fault.message.endswith(" [dark]")


def test_a_barrier_in_closed_details_is_told(site: Path, chromium: Browser):
    (site / "style.css").write_text(STYLE + "td { color: #ccc; }")
    (fault,) = seen(site, chromium, ANSWER)
    assert fault.element == "td"
    assert fault.message.endswith(" [light]")


def test_scrolling_sideways_is_told(site: Path, chromium: Browser):
    (site / "style.css").write_text(STYLE + "main { width: 500px; }")
    (fault,) = seen(site, chromium)
    assert fault.message == "is 110 pixels wider than the window (allowed: no sideways scrolling) [phone]"
