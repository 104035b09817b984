"""Charts of the pages that ``tests/site`` leaves out: in French, and of the edition of the article."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from built_site import is_first_seen
from test_pages import CHARTS, assert_charts_are_read


@pytest.mark.parametrize(("view", "name"), [seen for seen in CHARTS if not is_first_seen(seen[1])])
def test_charts_are_seen_and_their_labels_can_be_read(site: Path, chromium: Browser, view, name):
    assert_charts_are_read(site, chromium, view, name)
