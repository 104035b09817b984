"""The build of every notebook in every named edition; what each says at the edges is held in test_edges."""

import json
import re
from pathlib import Path

from analysis.edition import names_of_editions
from analysis.publish.notebooks import names_of_notebooks
from conftest import ROOT, run_analysis

EDITIONS = [name for name in names_of_editions(ROOT / "data" / "editions") if name not in ("latest", "article")]
"""The others are built for the tests of pages."""


def test_every_notebook_builds_in_every_named_edition_in_french(tmp_path: Path):
    wanted = [option for edition in EDITIONS for option in ("--edition", edition)]
    run_analysis("build", *wanted, "--set", "lang=fr", "--out", str(tmp_path / "site"))
    record = json.loads((tmp_path / "site" / "build.json").read_text())
    assert len(record["pages"]) == len(names_of_notebooks(ROOT / "notebooks")) * len(EDITIONS)
    for edition, says in (("ppp", "14"), ("half-stargate", "7,5"), ("slow-eu", "15"), ("constant-prices", "16")):
        page = (tmp_path / "site" / edition / "00-answer.html").read_text(encoding="utf-8")
        assert re.search(rf"vaut (<[^>]*>)?environ\s{says}\sfois(</a>)? celle des gigafabriques d’IA de l’UE", page)
