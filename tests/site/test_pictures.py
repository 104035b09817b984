"""A reader takes a chart along as PNG, which the browser draws; a page is shared with one picture."""

import html
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from matplotlib.colors import to_rgb
from PIL import Image, ImageColor
from playwright.sync_api import Browser, Locator

from analysis.charts.style import COLOURS, PALETTE
from browser_rules import on_disk, on_server

PAGE = "latest/00-answer"
DOTS = 2
"""Dots of a picture for each point of its chart."""


def rgb(meaning: str) -> tuple[int, ...]:
    """A colour on paper, as a picture holds it."""
    return tuple(round(255 * part) for part in to_rgb(COLOURS[meaning]))


def opened(browser: Browser, address: str, **how) -> Locator:
    """The first chart of a page."""
    page = browser.new_context(**how).new_page()
    page.goto(address)
    return page.locator("#ladder")


@pytest.mark.parametrize("place", [on_disk, on_server])
def test_a_chart_is_saved_as_png_in_the_colours_of_paper(site: Path, chromium: Browser, place):
    with place(site) as base:
        figure = opened(chromium, f"{base}{PAGE}.html", color_scheme="dark")
        with figure.page.expect_download() as waiting:
            figure.get_by_role("button", name="PNG").click()
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
    title = figure.locator(".title").text_content().split()[:2]
    lines = [line for line in figure.locator("svg text").all() if line.text_content().split()[:2] == title]
    assert len(lines) == 1
    assert not lines[0].is_visible()
    figure.page.context.close()


def test_under_a_chart_is_one_row_of_what_it_rests_on_and_may_be_used_for(site: Path, chromium: Browser):
    figure = opened(chromium, (site / f"{PAGE}.html").as_uri())
    row = [
        one for one in figure.locator(".reuse > :is(a, button), .reuse > details > summary").all() if one.is_visible()
    ]
    assert [one.text_content().partition(" (")[0] for one in row] == [
        *("Sources", "Table", "Data", "SVG", "PNG", "Embed", "Cite")
    ]
    assert len({one.bounding_box()["y"] for one in row}) == 1
    for summary in figure.locator(".reuse summary").all():
        summary.click()
        opened_part = summary.locator("xpath=following-sibling::*[1]")
        assert opened_part.is_visible()
        assert opened_part.bounding_box()["y"] > max(one.bounding_box()["y"] for one in row)
        summary.click()
    figure.page.context.close()


def test_a_source_leads_to_the_document_at_the_foot_which_is_there_once(site: Path, chromium: Browser):
    figure = opened(chromium, (site / f"{PAGE}.html").as_uri())
    figure.get_by_text("Sources (").click()
    link = figure.locator(".sources a").last
    number, publisher = link.text_content().split(" ", 1)
    link.click()
    page = figure.page
    document = page.locator(f"#note-{number}")
    assert document.is_visible()
    assert document.text_content().startswith(publisher)
    entries = page.locator(".notes .entry").evaluate_all("all => all.map(one => one.href)")
    assert len(set(entries)) == len(entries) > 5
    page.context.close()


def test_without_script_there_is_the_svg_and_no_dead_button(site: Path, chromium: Browser):
    figure = opened(chromium, (site / f"{PAGE}.html").as_uri(), java_script_enabled=False)
    shown = [item.text_content() for item in figure.locator(".reuse > :is(a, button)").all() if item.is_visible()]
    assert shown == ["Data (CSV)", "SVG"]
    figure.page.context.close()


PALETTE_OF = {
    meaning: {"light": ImageColor.getrgb(light), "dark": ImageColor.getrgb(dark)}
    for meaning, (light, dark) in PALETTE.items()
}
"""Each colour on paper and in the dark."""

FRAME = '<!doctype html><title>Elsewhere</title><iframe src="{}" title="A chart" width="{}" height="700"></iframe>'


@pytest.mark.parametrize(("width", "scheme"), [(900, "dark"), (400, "light")])
def test_a_chart_is_shown_in_a_frame_of_another_site(site: Path, chromium: Browser, width: int, scheme: str):
    with on_server(site) as base:
        page = chromium.new_context(color_scheme=scheme).new_page()
        page.set_content(FRAME.format(f"{base}latest/embed/ladder.html", width))
        frame = page.frame_locator("iframe")
        chart = frame.get_by_role("img")
        chart.wait_for()
        assert chart.count() == 1, "the drawing of this width, and no other"
        assert 250 < chart.bounding_box()["width"] < width
        inside = page.frames[1]
        assert inside.evaluate("document.documentElement.scrollWidth <= innerWidth")
        paper = inside.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert paper == f"rgb{PALETTE_OF['paper'][scheme]}"
        assert frame.locator("header, script").count() == 0
        back = frame.get_by_role("link")
        with page.context.expect_page() as waiting:
            back.click()
        waiting.value.wait_for_load_state()
        assert waiting.value.url == f"{base}latest/00-answer.html#ladder"
        page.context.close()


def test_each_chart_of_the_main_edition_has_a_page_of_its_own(site: Path):
    found = 0
    for page in [site / "index.html", *sorted((site / "latest").glob("[0-9]*.html"))]:
        text = page.read_text(encoding="utf-8")
        names = re.findall(r'<figure class="figure" id="([^"]+)"', text)
        assert re.findall(r'href="embed/([^"]+)\.html"', text) == names
        for name in names:
            alone = (page.parent / "embed" / f"{name}.html").read_text(encoding="utf-8")
            assert f'href="../{page.name}#{name}"' in alone
        found += len(names)
    assert found > 20
    assert not (site / "article/embed").exists()
    assert "<iframe" not in (site / "article/00-answer.html").read_text(encoding="utf-8")


def test_every_page_says_what_it_is_where_a_link_to_it_is_shown(site: Path):
    pages = [page for page in sorted(site.rglob("*.html")) if page.parent.name != "embed"]
    shared = set()
    for page in pages:
        text = page.read_text(encoding="utf-8")
        said = dict(re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)">', text))
        assert 20 < len(html.unescape(said["description"])) < 155, page
        assert said["og:description"] == said["description"]
        assert said["og:title"]
        assert said["og:type"] in ("article", "website")
        with Image.open(page.parent / said["og:image"]) as picture:
            assert picture.size == (1920, 1080)
            assert picture.text["Title"]
            assert "Data" in picture.text["Source"] or "Données" in picture.text["Source"]
        (icon,) = re.findall(r'<link rel="icon" href="([^"]+)"', text)
        assert (page.parent / icon).resolve() == (site / "favicon.svg").resolve()
        shared.add((page.parent / said["og:image"]).resolve())
        if page.parent.name == "latest" and page.name[0].isdigit():
            assert f">{said['og:title']}</h1>" in text
    assert shared == {path.resolve() for path in site.rglob("*.png")}, "each picture is shared"


def test_the_site_is_light(site: Path):
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) < 20e6
