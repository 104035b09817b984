"""The slider of days in a browser, by keyboard alone: the figure, what is told, the address."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from analysis.pages import answer
from browser_rules import AXE_SCRIPT, LOOKED_FOR, RUN_AXE
from conftest import plain
from test_pages import page  # noqa: F401

MARKED = "2025-12-04"

TEXTS = (
    "one => [...one.querySelectorAll('text')].filter(text => !text.closest('[display]')).map(text => text.textContent)"
)
"""The texts of a drawing that are seen."""

DRAW = """() => {
    const { panels } = JSON.parse(document.querySelector("[data-days]").dataset.days);
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    document.querySelector("main").append(svg);
    svg.id = "anew";
    const newest = ({ name, hollow, states }) => {
        const { value = null, missing = "", words = "", range = "", ...rest } = states.at(-1);
        return { name, hollow, value, words, range, missing: missing.replace("none", "None"), ...rest };
    };
    const drawn = panels.map((panel) => ({ ...panel, steps: panel.steps.map(newest) }));
    drawStaircases(svg, { width: 760, label: "anew", panels: drawn });
}"""
"""Draws the newest day as the slider draws earlier ones."""


def opened(page: Page, site: Path, address: str) -> None:
    """Open a page of the site and go to its slider by the tabulator alone."""
    page.goto((site / address.partition("#")[0]).as_uri() + address[address.find("#") :] * ("#" in address))
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-days] input')"):
            return
    pytest.fail("the slider cannot be reached")


def told(page: Page) -> str:
    """What the slider in use says of its value."""
    return plain(page.evaluate("document.activeElement.getAttribute('aria-valuetext')"))


def words_of(page: Page, drawing: str) -> list[str]:
    """The words of a drawing, in one order."""
    texts = page.locator(drawing).first.evaluate(TEXTS)
    assert texts
    return sorted(" ".join(texts).split())


def test_a_day_is_reached_by_keyboard_and_kept_in_the_address(page, site, latest):
    opened(page, site, "latest/00-answer.html")
    figure, newest = page.locator("#ladder"), page.locator("#ladder [data-newest]")
    headline = figure.locator(".title").inner_text()
    assert told(page).startswith("22 November 2026")
    expect(newest).to_be_visible()

    page.keyboard.press("ArrowLeft")
    assert told(page).startswith("21 November 2026")
    expect(newest).to_be_hidden()
    assert plain(figure.locator(".title").inner_text()) == "As it stood on 21 November 2026"
    assert "as of 21 November 2026" in plain(figure.locator(".subtitle").inner_text())

    page.keyboard.press("Home")
    assert told(page) == "1 January 2025"
    assert "500" not in words_of(page, "#ladder .then svg")
    expect(page).to_have_url(re.compile("#day=2025-01-01$"))

    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("End")
    assert told(page).startswith("22 November 2026")
    expect(newest).to_be_visible()
    assert figure.locator(".title").inner_text() == headline
    expect(page).to_have_url(re.compile("00-answer.html$"))


def test_buttons_go_from_event_to_event_and_back_to_the_newest_day(page, site, latest):
    events = answer.staircases(latest).history()["events"]
    opened(page, site, "latest/00-answer.html")
    page.keyboard.press("Home")
    button = page.locator("#ladder [data-to=later]")
    button.focus()
    page.keyboard.press("Enter")
    happened = page.locator("#ladder .happened")
    expect(happened).to_contain_text(events[0]["title"])
    assert page.locator("#ladder input").input_value() == str(events[0]["from"])
    page.locator("#ladder [data-to=newest]").press("Enter")
    expect(page.locator("#ladder [data-newest]")).to_be_visible()


def test_an_address_with_a_day_opens_on_it_in_both_languages_and_moves_every_figure(page, site):
    page.goto((site / "latest/08-field.html").as_uri() + f"#day={MARKED}")
    figures = page.locator("[data-as-it-stood]")
    assert figures.count() == 4
    for place in range(4):
        assert plain(figures.nth(place).locator("output").inner_text()) == "4 December 2025"
        expect(figures.nth(place).locator("[data-newest]")).to_be_hidden()
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(RUN_AXE, LOOKED_FOR["light"]) == []
    row = figures.first.locator(".ladders li", has_text="Stargate").first
    assert "about 18 spent" in plain(row.inner_text())
    page.locator(".languages a").first.evaluate("one => one.click()")
    page.wait_for_url(f"**/fr/latest/08-field.html#day={MARKED}")
    assert plain(figures.first.locator("output").inner_text()) == "4 décembre 2025"


def test_the_newest_day_drawn_anew_says_what_the_figure_says(page, site):
    page.goto((site / "latest/00-answer.html").as_uri())
    page.evaluate(DRAW)
    assert words_of(page, "#anew") == words_of(page, "#ladder .on-a-desk svg")


def test_without_script_there_is_the_newest_day_alone(chromium, site):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "latest/00-answer.html").as_uri())
    expect(page.locator("#ladder [data-newest] svg").first).to_be_visible()
    expect(page.locator("#ladder [data-days]")).to_be_hidden()
    context.close()
    assert "data-days" not in (site / "latest" / "embed" / "ladder.html").read_text(encoding="utf-8")
