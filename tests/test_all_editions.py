"""Every notebook in every edition, with the seats swapped and with another programme: built, and said without a gap."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.edition import names_of_editions
from conftest import ROOT, Copy, run_analysis
from test_numbers import FRANCE, with_france

EDITIONS = names_of_editions(ROOT / "data" / "editions")
FAULTY = re.compile(r"\b(nan|None(?! (of|is))|inf|Triplet|Quantity|no figure to)\b|\{|\}|  \.|\.\.|\( ?\)")
"""What no text of a page may hold: a gap that shows, an object, a placeholder, a doubled stop."""


def texts(site: Path) -> dict[str, str]:
    """What a reader sees of each page, without code, styles and addresses."""
    found = {}
    for path in sorted(site.rglob("[0-9]*.html")):
        html = path.read_text(encoding="utf-8")
        html = re.sub(
            r"<(style|script|code|pre)\b.*?</\1>|<div class=\"[^\"]*input[^\"]*\".*?</div>", " ", html, flags=re.DOTALL
        )
        found[path.relative_to(site).as_posix()] = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
    return found


@pytest.mark.parametrize("edition", [name for name in EDITIONS if name not in ("latest", "article")])
def test_every_notebook_builds_in_every_named_edition(tmp_path: Path, edition):
    run = run_analysis("build", "--edition", edition, "--out", str(tmp_path / "site"))
    assert run.returncode == 0, run.stderr
    pages = texts(tmp_path / "site")
    assert len(pages) == 8
    for name, text in pages.items():
        assert not FAULTY.search(text), (
            name,
            FAULTY.search(text),
            text[max(FAULTY.search(text).start() - 80, 0) :][:200],
        )


def test_every_notebook_builds_with_the_seats_swapped(tmp_path: Path):
    seats = ["--set", "subject=stargate", "--set", "comparator=eu-gigafactories"]
    run = run_analysis("build", "--edition", "latest", *seats, "--out", str(tmp_path / "site"))
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("seat", ["subject", "comparator"])
def test_every_notebook_builds_with_a_programme_of_which_little_is_known(copy: Copy, tmp_path: Path, seat):
    arguments = ["--edition", "latest", "--set", f"{seat}={FRANCE}", "--out", str(tmp_path / "site")]
    run = with_france(copy).run("build", *arguments)
    assert run.returncode == 0, run.stderr
    for name, text in texts(tmp_path / "site").items():
        assert not FAULTY.search(text), (name, FAULTY.search(text))
