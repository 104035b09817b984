"""The pages where something is looked up, in a real browser: folded, searched, opened by an anchor; tables there."""

import re
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browser_rules import VIEWS
from test_pages import page  # noqa: F401

FOLDED = ["latest/numbers", "article/numbers", "sources", "changes", "glossary", "methods"]


@pytest.mark.parametrize("name", FOLDED)
def test_a_page_to_look_things_up_in_is_short_until_something_is_looked_up(site: Path, chromium: Browser, name):
    for view, folder in product(("light", "phone"), ("", "fr/")):
        page = chromium.new_page(**VIEWS[view])
        page.goto((site / f"{folder}{name}.html").as_uri())
        assert page.locator(".item").count() > 20
        assert page.evaluate("document.documentElement.scrollHeight") < 12_000
        page.close()


@pytest.mark.parametrize(
    ("name", "words", "found"),
    [
        ("latest/numbers", "stargate capital SPENT ladder.csv", "comparator.spent"),
        ("sources", "auditors microchips", "eca-202504-sr12-chips-press"),
        ("changes", "closes 3 december", "eu-gigafactories/call_closes/2026-10-10/2026-12-03"),
        ("glossary", "8-bit nvidia", "terms-H100-equivalent"),
        ("fr/glossary", "equivalent h100", "terms-H100-equivalent"),
        ("methods", "sobol", "part-9"),
    ],
)
def test_entries_are_found_by_keyboard_and_counted_aloud(site: Path, page: Page, name, words, found):
    page.goto((site / f"{name}.html").as_uri())
    entries, field = page.locator(".item"), page.get_by_role("searchbox")
    closed, count = entries.filter(visible=True).count(), page.get_by_role("status")
    field.press_sequentially(words)
    shown = entries.filter(visible=True)
    assert 0 < shown.count() < entries.count()
    assert [int(one) for one in re.findall(r"\d+", count.text_content())] == [shown.count(), entries.count()]
    assert found in [entry.get_attribute("id") for entry in shown.all()]
    field.fill("nothing has all of these words")
    assert shown.count() == 0
    field.fill("")
    assert shown.count() == closed


def test_an_address_with_an_anchor_opens_its_entry(site: Path, page: Page):
    """On arrival, when the anchor changes, and when a search had hidden the entry."""
    address = (site / "latest/numbers.html").as_uri()
    page.goto(f"{address}#comparator.spent")
    for name in ("comparator.spent", "comparison.announced_ratio", "common.chip_price"):
        page.evaluate(f"location.hash = '{name}'")
        entry = page.locator(f"[id='{name}']")
        entry.locator("dl").wait_for()
        page.wait_for_function("name => 0 <= document.getElementById(name).getBoundingClientRect().top", arg=name)
        assert entry.evaluate("entry => entry.getBoundingClientRect().top < innerHeight / 2")
        page.get_by_role("searchbox").fill("no such entry")
    page.goto((site / "sources.html").as_uri() + "#eca-202503-efsi")
    assert page.locator(".group[open]").count() == 1


def test_without_script_entries_open_by_hand_and_nothing_is_lost(site: Path, chromium: Browser):
    page = chromium.new_page(java_script_enabled=False)
    for name in FOLDED:
        page.goto((site / f"{name}.html").as_uri())
        assert page.locator("main [hidden]").count() == 0
    page.goto((site / "sources.html").as_uri())
    page.locator(".group summary").first.click()
    page.locator(".item summary").first.click()
    assert page.locator(".item a").first.is_visible()
    page.close()


def test_reference_pages_speak_of_programmes_and_not_of_seats(site: Path, page: Page):
    for name, never in {
        "latest/numbers": ["subject", "comparator"],
        "fr/latest/numbers": ["comparateur", "programme de comparaison", "programme étudié"],
        "glossary": ["comparator", "call_opens", "unit_cost", "h100e_per_chip_16bit"],
        "sources": ["(none)"],
    }.items():
        page.goto((site / f"{name}.html").as_uri())
        text = page.locator("main").text_content()
        assert [word for word in never if word in text] == []


def test_a_wide_table_is_moved_inside_itself_on_a_phone_and_its_first_column_stays(site: Path, chromium: Browser):
    page = chromium.new_page(**VIEWS["phone"])
    page.goto((site / "latest/08-field.html").as_uri())
    region = page.locator("#programmes").get_by_role("region")
    assert region.get_attribute("aria-label")
    first, left = region.locator("tbody th").first, "one => one.getBoundingClientRect().left"
    before, width = first.evaluate(left), region.evaluate("region => region.clientWidth")
    region.evaluate("region => { region.scrollLeft = region.scrollWidth; }")
    assert region.evaluate("region => region.scrollLeft") > width
    assert first.evaluate(left) == pytest.approx(before, abs=1)
    page.close()
