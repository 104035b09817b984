"""The published pages in a real browser, opened from a file on disk."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page

from analysis.evidence import load
from analysis.publish.citing import TITLE
from analysis.publish.shown import programme_page
from browser_rules import VIEWS
from built_site import is_first_seen
from conftest import ROOT
from reading import file_of, is_looked_at, pages_of, reading_of

NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("[0-9]*.ipynb"))
OF_EDITION = [*NOTEBOOKS, "simulator", "numbers"]
OF_ALL = ["index", "changes", "sources", "glossary", "data", "methods"]
NAMES = [*OF_ALL, *(f"{edition}/{name}" for edition in ("latest", "article") for name in OF_EDITION)]
NAMES += [programme_page(word).removesuffix(".html") for word in load(ROOT / "data").seats["programme"]]
PAGES = [f"{folder}{name}.html" for folder in ("", "fr/") for name in NAMES]
LOOKED_AT = list(filter(is_looked_at, PAGES))
CHARTS = [(view, name) for view in ("light", "phone") for name in PAGES if Path(name).stem in NOTEBOOKS]
READ = [name for name in LOOKED_AT if is_first_seen(name) or Path(name).stem in NOTEBOOKS]
"""Pages whose readings are held in minutes; the others, long and without charts, are alike."""

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def page(chromium: Browser):
    """A page of a browser of the usual width."""
    context = chromium.new_context(**VIEWS["light"])
    yield context.new_page()
    context.close()


def addresses(config: pytest.Config) -> list[str]:
    """Addresses of the pages to look at: of the site that the call names, else of the one to be built."""
    named = config.getoption("--site")
    return list(filter(is_looked_at, pages_of(Path(named)))) if named else LOOKED_AT


def test_the_site_has_every_page_in_both_languages(site: Path):
    assert pages_of(site) == sorted(PAGES)


@pytest.mark.parametrize(("view", "name"), [seen for seen in CHARTS if is_first_seen(seen[1])])
def test_charts_are_seen_and_their_labels_can_be_read(site: Path, chromium: Browser, view, name):
    assert_charts_are_read(site, chromium, view, name)


DRAWN = """() => [...document.querySelectorAll('figure svg[role=img]')].filter(svg => svg.clientWidth).map(svg => {
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].filter(text => !text.closest('[display]'));
    const boxes = texts.map(text => text.getBoundingClientRect());
    const scale = frame.width / svg.viewBox.baseVal.width;
    const sizes = texts.map(text => parseFloat(getComputedStyle(text).fontSize) * scale);
    const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
    const said = (i) => texts[i].textContent;
    return {
        name: svg.closest('figure').id,
        width: frame.width,
        sizes: [Math.min(...sizes), Math.max(...sizes)],
        outside: texts.filter((_, i) => boxes[i].left < frame.left - 2 || boxes[i].right > frame.right + 2)
            .map(text => text.textContent),
        overlapping: boxes.flatMap((a, i) => boxes.slice(i + 1)
            .flatMap((b, k) => meet(a, b) ? [`${said(i)} / ${said(i + 1 + k)}`] : [])),
    };
})"""
"""The charts that are seen on a page, with the letters of their labels [pixels] and those that meet or are cut off."""


def assert_charts_are_read(site: Path, chromium: Browser, view: str, name: str) -> None:
    """The charts of a page are drawn once, and no label is too small, too large, cut off or upon another."""
    page = chromium.new_page(**VIEWS[view])
    page.goto((site / name).as_uri())
    charts, body = page.evaluate(DRAWN), page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    page.close()
    assert len({chart["name"] for chart in charts}) == len(charts) > 0
    for chart in charts:
        assert chart["width"] > 250
        assert 11.5 <= round(chart["sizes"][0], 1) <= chart["sizes"][1] <= body, chart["name"]
        assert (chart["name"], chart["outside"], chart["overlapping"]) == (chart["name"], [], [])


@pytest.mark.parametrize("name", READ)
def test_what_a_screen_reader_finds_is_what_was_read_over(site: Path, page: Page, name):
    assert_read_over(site, page, name)


def assert_read_over(site: Path, page: Page, name: str) -> None:
    """A page says to a screen reader what was read over."""
    page.goto((site / name).as_uri())
    assert file_of(name).exists(), "run 'make readings' and read what it writes"
    assert reading_of(page) == file_of(name).read_text(encoding="utf-8"), "run 'make readings' and read what changed"


@pytest.mark.parametrize("folder", ["", "fr/"])
def test_formulas_have_the_room_they_need(site: Path, page: Page, folder):
    page.goto((site / f"{folder}latest/numbers.html").as_uri())
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    narrow = page.evaluate(
        """() => [...document.querySelectorAll(".formula mtext")].filter((label) => {
            const plain = document.createElement("span");
            const style = getComputedStyle(label);
            plain.textContent = label.textContent;
            plain.style.cssText = `position: absolute; white-space: pre; font: ${style.font}`;
            document.body.append(plain);
            const narrow = label.getBoundingClientRect().width < plain.getBoundingClientRect().width - 1;
            plain.remove();
            return narrow;
        }).map((label) => label.textContent)"""
    )
    assert page.locator(".formula mtext").count() > 400
    assert narrow == []
    page.emulate_media(media="print")
    cut = "[...document.querySelectorAll('.formula-in-print')].filter((text) => text.scrollWidth > text.clientWidth)"
    assert not page.locator(".formula").first.is_visible()
    assert page.locator(".formula-in-print").first.is_visible()
    assert page.evaluate(f"{cut}.length") == 0


def test_no_reading_is_of_a_page_that_is_gone():
    kept = {path.relative_to(file_of("x.html").parent).as_posix() for path in file_of("x.html").parent.rglob("*.txt")}
    assert kept == {str(Path(name).with_suffix(".txt")) for name in LOOKED_AT}


def test_the_code_is_hidden_until_it_is_asked_for(site: Path, page: Page):
    page.goto((site / "latest/00-answer.html").as_uri())
    code = page.locator(".source").first
    assert not code.is_visible()
    page.get_by_label("Show the code that made this page").check()
    assert code.is_visible()


def test_the_staircases_say_what_is_found_and_what_is_not(site: Path, page: Page):
    page.goto((site / "article/00-answer.html").as_uri())
    labels = [label.text_content() for label in page.locator("#ladder svg text").all() if label.is_visible()]
    assert {"18", "10 to 30", "None found", "zero"} <= set(labels)


def test_editions_and_questions_lead_to_one_another(site: Path, page: Page):
    page.goto((site / "index.html").as_uri())
    page.locator("main").get_by_role("link", name="What was promised?").click()
    page.get_by_role("link", name="As known on 4 December 2025").click()
    assert page.url.endswith("article/01-promised.html")
    assert page.locator("h1").text_content().strip() == "What was promised?"


def test_the_other_language_is_at_the_same_place(site: Path, page: Page):
    page.goto((site / "latest/00-answer.html").as_uri())
    page.locator("#ladder").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#ladder').scrollIntoView()")
    page.evaluate("document.querySelector('.languages a[hreflang=fr]').click()")
    page.wait_for_url("**/fr/latest/00-answer.html#ladder")
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.evaluate("document.querySelector('#ladder').getBoundingClientRect().top < innerHeight / 2")
    assert "milliards de dollars" in page.locator("main").text_content().replace("\N{NO-BREAK SPACE}", " ")


def test_a_long_table_is_searched_and_sorted_by_keyboard(site: Path, page: Page):
    page.goto((site / "latest/08-field.html").as_uri())
    table = page.locator("#programmes")
    rows, field = table.locator("tbody tr"), table.get_by_role("searchbox", name="Find a programme")
    whole = rows.count()
    field.press_sequentially("india companies")
    assert table.locator("output").text_content() == f"{rows.filter(visible=True).count()} of {whole} rows"
    assert all("India" in name for name in rows.filter(visible=True).all_text_contents())
    field.fill("")
    for name, order, first in (("spent", "descending", "Big five"), ("spent", "ascending", "IndiaAI Mission")):
        table.get_by_role("button", name=name, exact=True).press("Enter")
        assert table.locator("th[aria-sort]").get_attribute("aria-sort") == order
        assert rows.first.locator("th").text_content() == first
        assert "no figure" in rows.last.text_content()
    assert rows.count() == whole


def test_any_two_programmes_are_set_side_by_side_by_keyboard(site: Path, page: Page):
    address = (site / "latest/08-field.html").as_uri()
    page.goto(address)
    pair = page.locator("#pair")
    heading, announced = pair.get_by_role("heading"), pair.locator("[data-rung=announced]")
    assert heading.text_content() == "Stargate announced about 15 times what EU gigafactories did"
    second = pair.get_by_label("Second programme")
    second.focus()
    page.keyboard.type("Microsoft UAE")
    assert second.input_value() == "other:microsoft-uae"
    assert "who pays: all against private" in heading.text_content()
    assert announced.locator("[data-ratio]").text_content() == "refused"
    assert pair.get_by_role("link", name="Microsoft UAE").get_attribute("href") == "../programmes/microsoft-uae.html"
    assert page.url == f"{address}#pair=eu-gigafactories,other:microsoft-uae"
    page.goto(f"{address}#pair=other:india,other:microsoft-capex")
    page.reload()
    assert pair.get_by_label("First programme").input_value() == "other:india"
    assert "over how long: in all against one year" in heading.text_content()
    assert (
        "subject=other:india --set comparator=other:microsoft-capex"
        in pair.locator("code[data-command]").text_content()
    )
    page.goto(f"{address}#pair=stargate,stargate")
    page.reload()
    assert heading.text_content() == "Choose two different programmes"


def test_each_programme_of_the_table_has_a_page_that_leads_back_to_the_pair(site: Path, page: Page):
    page.goto((site / "fr/latest/08-field.html").as_uri())
    links = page.locator("#programmes tbody th a")
    assert links.count() == len(load(ROOT / "data").seats)
    assert all((site / "fr/latest" / link.get_attribute("href")).is_file() for link in links.all())
    links.get_by_text("Japon, cadre", exact=True).click()
    assert page.url.endswith("fr/programmes/japan.html")
    page.locator("main").get_by_role("link", name="Face à Stargate").click()
    assert page.url.endswith("fr/latest/08-field.html#pair=other:japan,stargate")


def test_a_document_behind_each_input_is_three_clicks_from_the_headline(site: Path, page: Page):
    page.goto((site / "latest/00-answer.html").as_uri())
    page.locator("main p a.number").first.click()
    assert page.url.endswith("latest/numbers.html#comparison.announced_ratio")
    entry = page.locator("[id='comparison.announced_ratio']")
    assert entry.locator("math").count() == 1
    inputs = [link.get_attribute("href") for link in entry.locator(".rests-on a").all()]
    assert inputs == [
        "#comparator.announced", "#comparator.market_rate", "#subject.announced", "#subject.market_rate"
    ]  # fmt: skip
    for address in inputs:
        entry.locator(f".rests-on a[href='{address}']").click()
        behind = page.locator(f"[id='{address[1:]}'] dd a")
        if address == "#comparator.market_rate":  # the dollar's own rate rests on no document
            assert behind.count() == 0
        else:
            assert behind.first.get_attribute("href").startswith(("https://", "../sources.html#"))


def test_files_of_a_figure_are_what_is_drawn(site: Path):
    folder = site / "latest" / "00-answer"
    rows = list(csv.DictReader(io.StringIO((folder / "ladder.csv").read_text(encoding="utf-8-sig"))))
    spent = next(row for row in rows if row["programme"] == "Stargate" and row["rung_name"] == "spent")
    drawn = (folder / "ladder.svg").read_text(encoding="utf-8")
    assert f">{float(spent['value_central']):.2g}<" in drawn
    assert "var(--" not in drawn
    text = " ".join(ElementTree.fromstring(drawn).itertext())
    assert "As known on" in text


def test_the_data_can_be_taken_away(site: Path, tmp_path: Path):
    with zipfile.ZipFile(site / "ai-programmes-compared-data.zip") as packed:
        packed.extractall(tmp_path)
    descriptor = next(tmp_path.rglob("datapackage.json"))
    package = json.loads(descriptor.read_text(encoding="utf-8"))
    assert all((descriptor.parent / resource["path"]).is_file() for resource in package["resources"])
    numbers = json.loads((site / "latest" / "numbers.json").read_text(encoding="utf-8"))
    assert numbers["comparison"]["announced_ratio"]["central"] == pytest.approx(14.9, abs=0.05)
    assert (site / "cite.bib").read_text().startswith("@misc{ai-programmes-compared,")
    assert (site / "CITATION.cff").read_bytes() == (ROOT / "CITATION.cff").read_bytes()
    assert f"\ntitle: {TITLE}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", ["", "fr/"])
def test_a_page_tells_search_engines_of_the_data(site: Path, page: Page, folder):
    page.goto((site / folder / "index.html").as_uri())
    content = json.loads(page.locator("script[type='application/ld+json']").text_content())
    assert content["@type"] == "Dataset"
    for one in content["distribution"]:
        assert (site / folder / one["contentUrl"]).is_file()


@pytest.mark.parametrize("folder", ["", "fr/"])
def test_the_feed_tells_of_each_change_on_the_page(site: Path, page: Page, folder):
    feed = ElementTree.parse(site / folder / "feed.xml").getroot()
    entries = feed.findall(f"{ATOM}entry")
    page.goto((site / folder / "changes.html").as_uri())
    assert len(entries) == page.locator("#readings .item").count() > 20
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    days = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert days == sorted(days, reverse=True)
    assert feed.findtext(f"{ATOM}updated") >= days[0]


def test_every_page_says_where_it_came_from(site: Path):
    for name in PAGES:
        text = (site / name).read_text(encoding="utf-8")
        foot = text[text.index("<footer") :]
        assert "2026.11.22+" in foot
        assert "<code>analysis build" in foot or "<code>make report" in foot


@pytest.mark.parametrize(("view", "header", "hero"), [("light", 64, 600), ("phone", 56, 800)])
def test_the_first_screen_of_the_landing_page_answers(site: Path, chromium: Browser, view, header, hero):
    context = chromium.new_context(**VIEWS[view])
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    assert page.locator("header.site").bounding_box()["height"] <= header
    assert page.locator("header.site a").count() <= 7
    assert next(box["y"] for one in page.locator("#ladder svg").all() if (box := one.bounding_box())) < hero
    assert page.locator("h1").text_content().startswith("Stargate promised")
    context.close()


def test_each_question_of_the_landing_page_has_a_finding_with_a_number(site: Path, page: Page):
    page.goto((site / "index.html").as_uri())
    cards = page.locator(".cards > li")
    asked = [card.get_by_role("link").get_attribute("href") for card in cards.all()]
    assert asked == [f"latest/{name}.html" for name in NOTEBOOKS[1:] if not name.endswith("-field")]
    for card in cards.all():
        assert re.search(r"\d", card.locator("p").text_content())
        assert card.locator(".bars li").count() > 1
    assert page.get_by_role("link", name="As known on 4 December 2025").count() == 1
    assert "edition" not in page.locator("main > :not(figure, .first)").all_text_contents()


def test_the_menu_of_a_phone_opens_without_a_script_and_marks_the_page(site: Path, chromium: Browser):
    context = chromium.new_context(**VIEWS["phone"], java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "latest/03-when.html").as_uri())
    menu = page.locator("#menu")
    assert not menu.is_visible()
    page.get_by_role("button", name="Menu").click()
    assert menu.is_visible()
    assert menu.locator("[aria-current]").text_content() == "Questions"
    menu.get_by_role("link", name="All programmes").click()
    assert page.url.endswith("latest/08-field.html")
    context.close()


def test_a_question_leads_to_the_one_before_and_the_one_after(site: Path, page: Page):
    page.goto((site / "latest/03-when.html").as_uri())
    ways = page.get_by_role("navigation", name="Previous and next").get_by_role("link")
    assert [way.get_attribute("href") for way in ways.all()] == ["02-real.html", "04-compute.html"]


def test_the_french_is_set_as_a_newspaper_sets_it(site: Path):
    text = (site / "fr/index.html").read_text(encoding="utf-8")
    assert "vaut environ\xa015\xa0fois celle pour les gigafabriques d’IA de l’UE\xa0: " in text
    assert "500\xa0milliards de dollars" in text
