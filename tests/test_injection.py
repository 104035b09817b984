"""Hostile text in data and parameters appears as text: on pages, in charts, in feeds and in the names of files."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser

from conftest import Copy

HOSTILE = (
    '<script>window.hurt = 1</script><img src=x onerror="window.hurt = 1">\'"&amp; javascript:alert(1) **bold** '
    "\u202eturned"
)
SHOWN = HOSTILE.replace("\u202e", "[U+202E]")

FIELDS = [
    ("data/chosen/seats.csv", "short_name"),
    ("data/chosen/seats.csv", "name"),
    ("data/chosen/ladder.csv", "perimeter"),
    ("data/chosen/ladder.csv", "note"),
    ("data/chosen/claims.csv", "statement"),
    ("data/evidence/facts.csv", "note"),
    ("data/evidence/events.csv", "title"),
    ("data/evidence/sources.csv", "title"),
    ("data/evidence/sources.csv", "publisher"),
    ("data/vocabulary/terms.csv", "meaning"),
    ("data/vocabulary/rungs.csv", "name"),
    ("data/vocabulary/quantities.csv", "meaning"),
]


@pytest.fixture(scope="module")
def hurt_site(tmp_path_factory) -> Path:
    """A site built from tables in which every cell of some columns is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    copy = Copy(folder / "project")
    corrected = {row["fact_id"] for row in copy.rows("data/evidence/corrections.csv")}
    for file, column in FIELDS:
        rows = copy.rows(file)
        for row in rows:
            if row.get("fact_id") not in corrected:  # a correction fits the text it was made for
                row[column] = f"{row[column][:12]} {HOSTILE}"
        copy.write(file, rows)
    for path in copy.project.data.joinpath("editions").glob("latest.yml"):
        path.write_text(
            re.sub(r"^why:.*$", f"why: '{HOSTILE.replace(chr(39), chr(39) * 2)}'", path.read_text(), flags=re.MULTILINE)
        )
    copy.run("describe")
    out = folder / "site"
    run = copy.run(
        "build", "--edition", "latest", "--notebook", "00-answer", "--notebook", "01-promised", "--out", str(out)
    )
    assert run.returncode == 0, run.stderr
    return out


def test_hostile_text_runs_nowhere_and_is_seen_as_it_is(hurt_site: Path, chromium: Browser):
    context = chromium.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda sent: complaints.append(sent.url))
    for path in sorted(hurt_site.rglob("*.html")):
        page.goto(path.as_uri())
        assert page.evaluate("window.hurt") is None
        assert page.locator("main script:not([type]), main img, [onerror], [href^='javascript:']").count() == 0
        text = page.evaluate("document.body.textContent")
        assert "\u202e" not in path.read_text(encoding="utf-8")
        if path.stem in ("00-answer", "sources", "glossary", "changes", "numbers"):
            assert SHOWN in " ".join(text.split()).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    assert complaints == []
    context.close()


def test_hostile_text_is_text_in_charts_and_in_the_feed(hurt_site: Path):
    for path in hurt_site.rglob("*.js"):
        assert "\u202e" not in path.read_text(encoding="utf-8")
    for path in hurt_site.rglob("*.svg"):
        drawn = ElementTree.parse(path)
        assert not [node for node in drawn.iter() if node.tag.endswith(("script", "foreignObject"))]
        assert not [name for node in drawn.iter() for name in node.attrib if name.lower().startswith("on")]
        assert "\u202e" not in path.read_text(encoding="utf-8")
    for path in hurt_site.rglob("feed.xml"):
        feed = ElementTree.parse(path).getroot()
        titles = [node.text or "" for node in feed.iter() if node.tag.endswith("title")]
        assert any("<script>" in title for title in titles)
        assert "\u202e" not in path.read_text(encoding="utf-8")


def test_files_have_plain_names(hurt_site: Path):
    for path in hurt_site.rglob("*"):
        assert re.fullmatch(r"[A-Za-z0-9._-]+", path.name)


@pytest.mark.parametrize("name", ["../x", "<script>", "a b", "x\u202ey"])
def test_an_edition_with_a_hostile_name_is_refused(copy: Copy, name):
    run = copy.run("build", "--edition", name, "--notebook", "00-answer")
    assert run.returncode == 2
    assert "is not a known edition" in run.stderr
    assert not copy.project.site.exists()
