"""Hostile text in one page and the pages beside it is text; ``tests/long`` tries every field, address and file."""

import re
from pathlib import Path

import pytest
import turbohtml
from playwright.sync_api import Browser

from conftest import ROOT, Copy
from hostile import WAYS, harm, make_hostile, shown
from test_injection import INTRUDERS, watched


@pytest.fixture(scope="module")
def hurt(tmp_path_factory) -> Path:
    """The site of one notebook of a project whose texts are all hostile."""
    folder = tmp_path_factory.mktemp("hurt")
    copy = Copy(folder / "project")
    make_hostile(copy)
    what = ("--edition", "latest", "--notebook", "00-answer", "--set", "lang=en")
    run = copy.call("build", *what, "--out", str(folder / "site"))
    assert run.returncode == 0, run.stderr
    return folder / "site"


def test_what_would_run_is_noticed_and_the_policy_stops_it(tmp_path: Path, chromium: Browser):
    policy = re.search(r"<meta http-equiv[^>]*>", (ROOT / "reports/template/base.html.j2").read_text())[0]
    hole = tmp_path / "hole.html"
    hole.write_text(f'<!doctype html>\n<html lang="en">{policy}<body>{WAYS["script"]}{WAYS["element"]}</body></html>')
    for bypass_csp in (True, False):
        with watched(chromium, bypass_csp=bypass_csp) as (page, done):
            page.goto(hole.as_uri())
            page.wait_for_timeout(50)
            assert page.evaluate(INTRUDERS)
            assert any(one.startswith("hurt") for one in done) == bypass_csp


@pytest.mark.parametrize("bypass_csp", [False, True], ids=["with the policy", "by escaping alone"])
def test_hostile_text_runs_nowhere_on_a_page(hurt: Path, chromium: Browser, bypass_csp: bool):
    with watched(chromium, bypass_csp=bypass_csp) as (page, done):
        for path in sorted(path for path in hurt.rglob("*") if path.suffix in (".html", ".svg")):
            page.goto(path.as_uri())
            assert page.evaluate(INTRUDERS) == [], path
    assert done == []


def test_hostile_text_is_seen_on_a_page_as_it_is(hurt: Path):
    for name in ("index.html", "latest/00-answer.html", "sources.html"):
        text = " ".join(turbohtml.parse((hurt / name).read_text(encoding="utf-8")).root.text.split())
        assert shown(harm("place").removeprefix("place ")) in text, name
