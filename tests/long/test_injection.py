"""Hostile text in data, parameters and addresses is text: in a real browser nothing of it runs, and it is all seen.

What a text can be made of is told from the schemas (``hostile.py``): a column that is added is tried too.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pandas as pd
import pandera.pandas as pa
import pytest
import turbohtml
from playwright.sync_api import Browser

from analysis.edition import load_edition
from analysis.edition.parameters import Edition
from analysis.errors import CallError
from analysis.evidence import load
from analysis.evidence.check import faults_of_cells
from analysis.evidence.csv_files import read_all
from analysis.evidence.schemas import SCHEMAS
from analysis.paths import Project
from browser_rules import INTRUDERS, on_disk, on_server, watched
from conftest import ROOT, Copy
from hostile import CLOSED, KEPT, PROGRAMME, WAYS, columns, harm, make_hostile, shown

NOTEBOOKS = ("00-answer", "02-real", "04-compute", "05-who-pays", "06-who-is-paid")
SEEN = ("index", "00-answer", "02-real", "sources", "glossary", "changes", "numbers")
"""Pages on which some text of the tables is looked for as it is."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Copy:
    """A project whose texts are all hostile."""
    copy = Copy(tmp_path_factory.mktemp("hostile") / "project")
    make_hostile(copy)
    return copy


@pytest.fixture(scope="module")
def hurt_sites(hostile: Copy) -> list[Path]:
    """Its pages in English, and one in French with a hostile programme, by the translations."""
    english, french = (hostile.project.root.parent / name for name in ("english", "french"))
    notebooks = [part for name in NOTEBOOKS for part in ("--notebook", name)]
    made = {
        english: ("--set", "lang=en", *notebooks),
        french: ("--set", "lang=fr", "--set", f"comparator={harm(PROGRAMME)}", "--notebook", "00-answer"),
    }
    for out, how in made.items():
        hostile.run("build", "--edition", "latest", *how, "--out", str(out))
    return [english, french]


def assert_noticed(folder: Path, browser: Browser, hole: str) -> None:
    """What a hole lets in runs, and with the policy of the pages it does not."""
    policy = re.search(r"<meta http-equiv[^>]*>", (ROOT / "reports/template/base.html.j2").read_text())[0]
    path = folder / "hole.html"
    path.write_text(f'<!doctype html>\n<html lang="en">{policy}<body>{hole}</body></html>')
    for bypass_csp in (True, False):
        with watched(browser, bypass_csp=bypass_csp) as (page, done):
            page.goto(path.as_uri())
            page.wait_for_timeout(50)
            assert page.evaluate(INTRUDERS)
            assert any(one.startswith("hurt") for one in done) == bypass_csp
            assert bypass_csp or any("breaks its policy" in one for one in done)


def assert_runs_nowhere(sites: list[Path], browser: Browser, bypass_csp: bool) -> None:
    """No text of a page or a drawing became an element that acts, and nothing ran."""
    with watched(browser, bypass_csp=bypass_csp) as (page, done):
        for path in sorted(path for site in sites for path in site.rglob("*")):
            if path.suffix in (".html", ".svg", ".xml"):
                page.goto(path.as_uri())
                assert path.suffix == ".xml" or page.evaluate(INTRUDERS) == [], path
    assert done == []


def assert_seen(pages: list[Path]) -> None:
    """A hostile text is read on each page as it stands in the data."""
    for path in pages:
        text = " ".join(turbohtml.parse(path.read_text(encoding="utf-8")).root.text.split())
        assert shown(harm("place").removeprefix("place ")) in text, path


@pytest.mark.parametrize("way", ["script", "element", "attribute", "end of script"])
def test_what_would_run_is_noticed_and_the_policy_stops_it(tmp_path: Path, chromium: Browser, way):
    assert_noticed(tmp_path, chromium, f'<p title="{WAYS[way]}">{WAYS[way]}</p>')


@pytest.mark.parametrize("bypass_csp", [False, True], ids=["with the policy", "by escaping alone"])
def test_hostile_text_runs_nowhere(hurt_sites: list[Path], chromium: Browser, bypass_csp: bool):
    assert_runs_nowhere(hurt_sites, chromium, bypass_csp)


def test_hostile_text_is_seen_as_it_is(hurt_sites: list[Path]):
    assert_seen([path for path in hurt_sites[0].rglob("*.html") if path.stem in SEEN])


def test_hostile_text_is_text_in_every_file(hurt_sites: list[Path]):
    for path in (path for site in hurt_sites for path in site.rglob("*")):
        assert re.fullmatch(r"[A-Za-z0-9._-]+", path.name)
        if path.suffix in (".html", ".svg", ".xml", ".js"):
            assert not re.search("[\u202e\u2028\u0085\uffff\u200f]", path.read_text(encoding="utf-8")), path
        if path.suffix == ".svg":
            names = [name for node in ElementTree.parse(path).iter() for name in (node.tag, *node.attrib)]
            assert not [name for name in names if re.search(r"(script|foreignObject|^on\w+)$", name)]
        if path.suffix == ".xml":
            assert any("<script>" in (node.text or "") for node in ElementTree.parse(path).iter())
        if path.suffix == ".html":
            for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', path.read_text(), re.DOTALL):
                assert "<script>" in json.loads(text)["description"]


def test_nothing_but_markup_of_our_own_stands_on_a_page_unescaped():
    made = {
        "data_files.py": "JSON whose < is written as its number",
        "figure.py": "drawings, written as XML",
        "pages/numbers.py": "formulas, and numbers of parts",
        "pages/programmes.py": "drawings, and tables that a template filled",
        "pages/reference.py": "Markdown that may hold no HTML",
        "shown.py": "the line of edition and day, its words escaped",
        "template.py": "a template that was filled",
        "writing.py": "the cells of a notebook, and tables",
    }
    publish = ROOT / "src/analysis/publish"
    found = {path.relative_to(publish).as_posix() for path in publish.rglob("*.py") if "Markup(" in path.read_text()}
    assert found == made.keys()
    assert not [path for path in (ROOT / "reports/template").glob("*.j2") if re.search(r"safe\b", path.read_text())]


def test_every_other_column_refuses_hostile_text():
    kinds = list(columns())
    tables, _ = read_all(ROOT / "data")
    for table, name, any_text in kinds:
        if not any_text:
            column = SCHEMAS[table].columns[name]
            ways = list(WAYS.values())[
                : 1 if "refers_to" in column.metadata else None
            ]  # known names are slow to compare
            cells, alone = pd.DataFrame({name: ways}), pa.DataFrameSchema({name: column})
            refused = {fault.row for fault in faults_of_cells(cells, alone, table, tables)}
            assert refused == set(cells.index), (table, name)
    assert {table for table, _, any_text in kinds if any_text} > CLOSED.keys() - {"exchange_rates"}
    assert {(table, name) for table, name, any_text in kinds if any_text} > KEPT.keys()


@pytest.mark.parametrize("name", ["edition", "why", *(name for name in Edition.model_fields if name != "edition"), "x"])
def test_a_hostile_parameter_of_a_call_is_refused(name):
    data = Project(ROOT).data
    for text in WAYS.values():
        edition, changes = (text, {}) if name == "edition" else ("latest", {name: text})
        with pytest.raises(CallError):
            load_edition(data / "editions", load(data), edition, changes)
    with pytest.raises(CallError):
        load_edition(data / "editions", load(data), "latest", {text: "1"})


@pytest.mark.parametrize("name", ["../x", "<script>", "a b", "x\u202ey"])
def test_an_edition_with_a_hostile_name_is_refused(copy: Copy, name):
    run = copy.run("build", "--edition", name, "--notebook", "00-answer", code=2)
    assert "is not a known edition" in run.stderr
    assert not copy.project.site.exists()


def hostile_addresses(names: list[str]) -> Iterator[str]:
    """Ends of addresses as somebody might send them."""
    for text in [*WAYS.values(), "1e999", "-0", "NaN", "__proto__", "0x7"]:
        here = quote(text)
        settings = "&".join(f"{name}={here}" for name in (*names, "__proto__", "constructor", here))
        yield f"?lang={here}&{here}#{here}"
        yield f"?{here}#simulator:{settings}"


@pytest.mark.parametrize("where", [on_disk, on_server])
def test_no_address_makes_a_page_do_anything(site: Path, chromium: Browser, where: Callable):
    with where(site) as base, watched(chromium) as (page, done):
        page.goto(f"{base}latest/simulator.html")
        names = page.evaluate("Object.keys(SIMULATOR.inputs)")
        before = page.locator("#simulator").inner_text()
        for end in hostile_addresses(names):
            page.goto(f"{base}latest/simulator.html{end}")
            assert page.evaluate(INTRUDERS) == [], end
            if "0x7" not in end and "-0" not in end:
                assert page.locator("#simulator").inner_text() == before, end
        assert done == []


@pytest.mark.parametrize("where", [on_disk, on_server])
def test_honest_pages_keep_to_their_policy(site: Path, chromium: Browser, where: Callable):
    pages = [path for path in site.rglob("*.html") if "article" not in path.parts]
    with where(site) as base, watched(chromium) as (page, done):
        for path in sorted(pages):
            page.goto(base + path.relative_to(site).as_posix())
            assert page.evaluate(INTRUDERS) == [], path
            assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute", "no style"
        page.goto(f"{base}latest/simulator.html")
        page.locator("#simulator-subject_sites").fill("3")
        page.locator("[data-copy]").click()
        page.locator("[data-preset='']").click()
        assert page.locator("#simulator .changed").count() == 0
    assert done == []
