"""The rules for a published site that need a browser, and the command: what is wrong in a view is told with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from analysis.errors import AnalysisError, Fault
from analysis.publish.check_site import browser, read_site
from analysis.publish.check_site.serving import on_disk, on_server
from conftest import ROOT, run_analysis
from small_site import ANSWER, FOOTER, INDEX, LINK, STYLE, change, site, told  # noqa: F401


@pytest.mark.parametrize("where", [on_disk, on_server])
def test_a_good_site_has_no_fault_in_a_browser(site: Path, chromium: Browser, where):
    with where(site) as base:
        assert browser.faults(read_site(site), chromium, base) == []


def seen(site: Path, chromium: Browser, only: str = INDEX) -> list[Fault]:
    """The faults that a browser finds on one page of a site on disk."""
    with on_disk(site) as base:
        return browser.faults(read_site(site, only), chromium, base)


def test_a_request_to_another_host_is_told(site: Path, chromium: Browser):
    change(site / INDEX, "img-src 'self' file:", "img-src http:")
    change(site / INDEX, FOOTER, '<img src="http://127.0.0.1:1/x.png" alt="A dot">')
    words = "asks for http://127.0.0.1:1/x.png (allowed: files of the site) [light, dark, phone]"
    assert told(seen(site, chromium), INDEX, None, words)


def test_a_request_for_a_file_beside_the_site_is_told(site: Path, chromium: Browser):
    (site.parent / "beside.css").write_text("")
    change(site / INDEX, "style.css", "../beside.css")
    assert told(seen(site, chromium), INDEX, None, "beside.css (allowed: files of the site)")


def test_a_failed_request_is_told_from_disk_and_from_a_server(site: Path, chromium: Browser):
    (site / "style.css").unlink()
    assert told(seen(site, chromium), INDEX, None, "site/style.css (net::ERR_FILE_NOT_FOUND)")
    with on_server(site) as base:
        assert told(browser.faults(read_site(site, INDEX), chromium, base), INDEX, None, "/style.css (status 404)")


def test_a_page_that_does_not_open_is_told(site: Path, chromium: Browser):
    pages = read_site(site, INDEX)
    (site / INDEX).unlink()
    with on_disk(site) as base, pytest.raises(AnalysisError, match=r"^index.html: cannot be opened in the browser"):
        browser.faults(pages, chromium, base)


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("console.error('lost the thread');", "console: lost the thread [light, dark, phone]"),
        ("nowhere();", "script error: nowhere is not defined [light, dark, phone]"),
        ("fetch('style.css');", "violates the following Content Security Policy directive"),
    ],
)
def test_what_a_script_complains_of_is_told(site: Path, chromium: Browser, script, words):
    (site / "page.js").write_text(script)
    assert told(seen(site, chromium), INDEX, None, words)


def test_a_barrier_is_told_with_the_view_it_is_seen_in(site: Path, chromium: Browser):
    (site / "style.css").write_text(STYLE + "@media (prefers-color-scheme: dark) { h1 { color: #333; } }")
    (fault,) = seen(site, chromium)
    assert (fault.file, fault.column) == (INDEX, "h1")
    assert fault.message.startswith("axe color-contrast: ")
    assert fault.message.endswith(" [dark]")


def test_a_barrier_in_closed_details_is_told(site: Path, chromium: Browser):
    (site / "style.css").write_text(STYLE + "td { color: #ccc; }")
    (fault,) = seen(site, chromium, ANSWER)
    assert fault.column == "td"
    assert fault.message.endswith(" [light]")


def test_scrolling_sideways_is_told(site: Path, chromium: Browser):
    (site / "style.css").write_text(STYLE + "main { width: 500px; }")
    (fault,) = seen(site, chromium)
    assert fault.message == "is 110 pixels wider than the window (allowed: no sideways scrolling) [phone]"


# The command


def test_the_command_says_what_is_good_and_what_is_not(site: Path):
    run = run_analysis("check-site", str(site), "--only", INDEX, "--served")
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("No faults in 1 pages: requests, ")
    change(site / INDEX, LINK, "nowhere.html")
    (site / "page.js").write_text("nowhere();")
    run = run_analysis("check-site", str(site), "--only", INDEX)
    assert run.returncode == 1
    link, script, count = run.stderr.splitlines()
    line = (site / INDEX).read_text().split("nowhere.html")[0].count("\n") + 1
    assert link.startswith(f'index.html, line {line}, a: "nowhere.html" leads to nowhere.html, which is no file')
    assert script == "index.html: script error: nowhere is not defined [light, dark, phone]"
    assert count == "2 faults"


def test_a_machine_without_a_browser_is_told_what_to_install(site: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    run = run_analysis("check-site", str(site))
    assert run.returncode == 2
    assert "no browser can be started" in run.stderr
    assert "install Chromium or Chrome, or run 'make browser'" in run.stderr
    assert "Traceback" not in run.stderr


def test_an_environment_without_playwright_is_told_what_to_install(site: Path):
    program = "import sys; sys.modules['playwright'] = None; from analysis.cli import main; main()"
    command = [sys.executable, "-c", program, "check-site", str(site)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert run.stderr.startswith("Error: check-site needs playwright")
    assert "pip install -e '.[dev]'" in run.stderr
