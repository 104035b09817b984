"""A reader takes a chart along as PNG, which the browser draws; a page is shared with one picture."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from matplotlib.colors import to_rgb
from PIL import Image
from playwright.sync_api import Browser, Locator

from analysis.charts.style import COLOURS
from browser_rules import on_disk, on_server

PAGE = "latest/00-answer"
DOTS = 2
"""Dots of a picture for each point of its chart."""


def rgb(meaning: str) -> tuple[int, ...]:
    """A colour on paper, as a picture holds it."""
    return tuple(round(255 * part) for part in to_rgb(COLOURS[meaning]))


def opened(browser: Browser, address: str, **how) -> Locator:
    """The first chart of a page, with its downloads open."""
    page = browser.new_context(**how).new_page()
    page.goto(address)
    figure = page.locator("#ladder")
    figure.locator(".reuse summary").click()
    return figure


@pytest.mark.parametrize("place", [on_disk, on_server])
def test_a_chart_is_saved_as_png_in_the_colours_of_paper(site: Path, chromium: Browser, place):
    with place(site) as base:
        figure = opened(chromium, f"{base}{PAGE}.html", color_scheme="dark")
        with figure.page.expect_download() as waiting:
            figure.get_by_role("button", name="Chart (PNG)").click()
        saved = waiting.value
        assert saved.suggested_filename == "ladder.png"
        with Image.open(saved.path()) as picture:
            drawn = picture.convert("RGB")
        figure.page.context.close()
    root = ElementTree.parse(site / PAGE / "ladder.svg").getroot()
    _, top, width, height = (DOTS * float(part) for part in root.get("viewBox").split())
    assert drawn.size == pytest.approx((width, height), abs=1)
    assert {drawn.getpixel((x, y)) for x in (0, drawn.width - 1) for y in (0, drawn.height - 1)} == {rgb("paper")}
    held = {colour for _, colour in drawn.getcolors(drawn.width * drawn.height)}
    assert {rgb(meaning) for meaning in ("ink", "quiet", "subject", "comparator")} <= held
    header = drawn.crop((0, 0, drawn.width, round(-top)))
    assert rgb("ink") in {colour for _, colour in header.getcolors(drawn.width * drawn.height)}
    lowest = drawn.crop((0, drawn.height - DOTS * 20, drawn.width, drawn.height))
    assert rgb("quiet") in {colour for _, colour in lowest.getcolors(drawn.width * drawn.height)}


def test_on_the_page_the_headline_is_not_in_the_chart_a_second_time(site: Path, chromium: Browser):
    figure = opened(chromium, (site / f"{PAGE}.html").as_uri())
    title = figure.locator("h3").text_content().split()[:2]
    lines = [line for line in figure.locator("svg text").all() if line.text_content().split()[:2] == title]
    assert len(lines) == 1
    assert not lines[0].is_visible()
    figure.page.context.close()


def test_without_script_there_is_the_svg_and_no_dead_button(site: Path, chromium: Browser):
    figure = opened(chromium, (site / f"{PAGE}.html").as_uri(), java_script_enabled=False)
    shown = [item.text_content() for item in figure.locator(".files li").all() if item.is_visible()]
    assert shown == ["Data (CSV)", "Chart (SVG)", "Link to this chart"]
    figure.page.context.close()


def test_every_page_with_charts_is_shared_with_one_picture(site: Path):
    for page in sorted(site.rglob("[0-9]*.html")):
        text = page.read_text(encoding="utf-8")
        (address,) = re.findall(r'<meta property="og:image" content="([^"]+)">', text)
        assert [page.parent / address] == list((page.parent / page.stem).glob("*.png"))
        with Image.open(page.parent / address) as picture:
            assert picture.text["Title"]
            assert picture.width == 1520
        (title,) = re.findall(r'<meta property="og:title" content="([^"]+)">', text)
        assert f">{title}</h1>" in text
