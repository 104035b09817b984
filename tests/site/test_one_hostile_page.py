"""Hostile text in one page and the pages beside it is text; ``tests/long`` tries every field, address and file."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from conftest import Copy
from hostile import WAYS, make_hostile
from test_injection import assert_noticed, assert_runs_nowhere, assert_seen


@pytest.fixture(scope="module")
def hurt(tmp_path_factory) -> Path:
    """The site of one notebook of a project whose texts are all hostile."""
    folder = tmp_path_factory.mktemp("hurt")
    copy = Copy(folder / "project")
    make_hostile(copy)
    what = ("--edition", "latest", "--notebook", "00-answer", "--set", "lang=en")
    copy.call("build", *what, "--out", str(folder / "site"))
    return folder / "site"


def test_what_would_run_is_noticed_and_the_policy_stops_it(tmp_path: Path, chromium: Browser):
    assert_noticed(tmp_path, chromium, WAYS["script"] + WAYS["element"])


@pytest.mark.parametrize("bypass_csp", [False, True], ids=["with the policy", "by escaping alone"])
def test_hostile_text_runs_nowhere_on_a_page(hurt: Path, chromium: Browser, bypass_csp: bool):
    assert_runs_nowhere([hurt], chromium, bypass_csp)


def test_hostile_text_is_seen_on_a_page_as_it_is(hurt: Path):
    assert_seen([hurt / name for name in ("index.html", "latest/00-answer.html", "sources.html")])
