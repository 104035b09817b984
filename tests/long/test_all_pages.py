"""Charts and readings of the pages that ``tests/site`` leaves out: in French, and of the edition of the article."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from built_site import is_first_seen
from test_pages import CHARTS, LOOKED_AT, READ, assert_charts_are_read, assert_read_over, page  # noqa: F401


@pytest.mark.parametrize(("view", "name"), [seen for seen in CHARTS if not is_first_seen(seen[1])])
def test_charts_are_seen_and_their_labels_can_be_read(site: Path, chromium: Browser, view, name):
    assert_charts_are_read(site, chromium, view, name)


@pytest.mark.parametrize("name", [name for name in LOOKED_AT if name not in READ])
def test_what_a_screen_reader_finds_is_what_was_read_over(site: Path, page: Page, name):
    assert_read_over(site, page, name)
