"""A built site keeps the rules: as files, and in a browser. ``make check-site`` runs this on any built site."""

from pathlib import Path

import pytest

from browser_rules import Window, windows  # noqa: F401
from built_site import BuiltSite, is_first_seen, read_site
from file_rules import traces
from page_rules import RULES, valid_html
from test_pages import addresses


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Look at each page by itself that is looked at first."""
    if "address" in metafunc.fixturenames:
        metafunc.parametrize("address", [name for name in addresses(metafunc.config) if is_first_seen(name)])


@pytest.fixture(scope="module")
def built(site: Path) -> BuiltSite:
    """The site, each page parsed once."""
    return read_site(site)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_page_keeps_the_rule(built: BuiltSite, rule):
    faults = [fault for page in built.pages.values() for fault in rule(built, page)]
    assert not faults, "\n".join(map(str, faults))


def test_a_page_is_valid_html(built: BuiltSite, address):
    assert [str(fault) for fault in valid_html(built, built.pages[address])] == []


def test_no_file_tells_of_the_machine_that_made_it(built: BuiltSite):
    assert [str(fault) for fault in traces(built)] == []


@pytest.mark.parametrize("view", ["light", "phone"])
def test_an_english_page_holds_in_a_browser(windows: dict[str, Window], view, address):
    assert [str(fault) for fault in windows[view].faults(address)] == []
