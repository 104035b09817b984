"""The published pages in a real browser, opened from a file on disk."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from conftest import ROOT, run_analysis

NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("[0-9]*.ipynb"))
PAGES = ["index.html", *(f"{edition}/{name}.html" for edition in ("latest", "article") for name in NOTEBOOKS)]
VIEWS = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 360, "height": 740}},
    "dark": {"viewport": {"width": 900, "height": 900}, "color_scheme": "dark"},
}


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The site that the manifest names, built once."""
    out = tmp_path_factory.mktemp("built") / "site"
    run = run_analysis("build", "--out", str(out))
    assert run.returncode == 0, run.stderr
    return out


@pytest.fixture(params=VIEWS.values(), ids=VIEWS)
def page(request, chromium: Browser):
    """A page of a browser in one view, which notes everything that goes wrong."""
    context = chromium.new_context(**request.param)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("requestfailed", lambda sent: page.complaints.append(f"failed: {sent.url}"))
    page.on("request", lambda sent: sent.url.startswith("file:") or page.complaints.append(f"outside: {sent.url}"))
    yield page
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_pages_open_from_disk_without_complaint_or_outside_request(site: Path, page: Page, name):
    page.goto((site / name).as_uri())
    assert page.complaints == []
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px", "the stylesheet is not applied"


@pytest.mark.parametrize("name", [name for name in PAGES if name != "index.html"])
def test_charts_are_seen_named_and_described(site: Path, page: Page, name):
    page.goto((site / name).as_uri())
    charts = page.locator("figure svg[role=img]")
    assert charts.count() >= 2
    for chart in charts.all():
        box = chart.bounding_box()
        assert box["width"] > 250
        assert box["height"] > 80
        for part in chart.get_attribute("aria-labelledby").split():
            assert len(page.locator(f"[id='{part}']").text_content()) > 20
        smallest = chart.evaluate(
            "svg => Math.min(...[...svg.querySelectorAll('text')].map(t => t.getBoundingClientRect().height))"
        )
        assert smallest >= 9, "a label is too small to read"


@pytest.mark.parametrize("name", [name for name in PAGES if name != "index.html"])
def test_labels_stay_inside_their_chart(site: Path, page: Page, name):
    page.goto((site / name).as_uri())
    outside = page.evaluate(
        """() => [...document.querySelectorAll('figure svg')].flatMap(svg => {
            const frame = svg.getBoundingClientRect();
            return [...svg.querySelectorAll('text')].filter(text => {
                const box = text.getBoundingClientRect();
                return box.left < frame.left - 2 || box.right > frame.right + 2;
            }).map(text => text.textContent);
        })"""
    )
    assert outside == []


def test_ids_are_unique_and_links_lead_somewhere(site: Path):
    for name in PAGES:
        text = (site / name).read_text(encoding="utf-8")
        ids = re.findall(r'\bid="([^"]+)"', text)
        assert len(ids) == len(set(ids)), name
        for link in re.findall(r'href="([^"#][^"]*)"', text):
            if not link.startswith(("http://", "https://")):
                assert ((site / name).parent / link).exists(), f"{name}: {link}"


def test_the_code_is_hidden_until_it_is_asked_for(site: Path, page: Page):
    page.goto((site / "latest/00-answer.html").as_uri())
    code = page.locator(".code_cell .input").first
    assert not code.is_visible()
    page.get_by_label("Show the code that made this page").check()
    assert code.is_visible()


def test_the_ladder_marks_the_claim_where_it_would_have_to_stand(site: Path, page: Page):
    page.goto((site / "article/00-answer.html").as_uri())
    ladder = page.locator("#ladder")
    labels = [label.text_content() for label in ladder.locator("svg text").all() if label.is_visible()]
    assert "the claim would stand here" in labels
    assert "EU gigafactories: no such claim found" in labels
    assert "Stargate 18.3* (9.8 to 29.8)" in labels
    assert labels.count("EU gigafactories 0") == 3


def test_editions_and_questions_lead_to_one_another(site: Path, page: Page):
    page.goto((site / "index.html").as_uri())
    page.get_by_role("link", name="How far apart are they, really?").first.click()
    page.get_by_role("link", name="What was promised?").click()
    page.get_by_role("link", name="article, as of").click()
    assert page.url.endswith("article/01-promised.html")
    assert page.locator("h1").text_content().strip() == "What was promised?"


def test_pages_are_light(site: Path):
    for name in PAGES:
        assert len(gzip.compress((site / name).read_bytes())) < 100_000


def test_the_index_gives_the_answer_of_each_edition(site: Path):
    text = (site / "index.html").read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
    assert "The sum announced for Stargate is 14.9 times that for the EU AI gigafactories" in text
    assert "The sum announced for Stargate is 21.4 times that for the EU AI gigafactories" in text
