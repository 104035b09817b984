"""The build of every notebook in every named edition; what each says at the edges is held in test_edges."""

import json
import re
from pathlib import Path

import nbformat

from analysis.edition import names_of_editions
from analysis.publish.notebooks import names_of_notebooks
from conftest import ROOT, Copy, run_analysis
from file_rules import contents

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


# A sweep as a site, with pages for each combination of settings. -----------------------------------------------------


def test_a_site_with_pages_for_each_setting(copy: Copy, tmp_path: Path):
    out = tmp_path / "site"
    vary = ("--vary", "subject_sites=4,5", "--vary", "chip=H100 SXM,B200 (GB200 NVL72)")
    copy.run("sweep", *vary, "--edition", "article", "--notebook", "01-promised", "--pages", str(out))
    chips = ("H100-SXM", "B200-GB200-NVL72-")
    names = [f"article-subject_sites-{sites}-chip-{chip}" for sites in (4, 5) for chip in chips]
    assert sorted(path.parent.name for path in out.rglob("01-promised.html")) == sorted(names)
    for name in names:
        page = (out / name / "01-promised.html").read_text(encoding="utf-8")
        sites = name.split("-")[2]
        assert f"Changed by hand: subject_sites = {sites}, chip = " in page
        assert f"analysis build --edition article --notebook 01-promised --set subject_sites={sites}" in page
        numbers = json.loads((out / name / "numbers.json").read_text(encoding="utf-8"))
        assert numbers["subject"]["sites"]["central"] == float(sites)
    index = (out / "index.html").read_text(encoding="utf-8")
    assert all(f"{name}/01-promised.html" in index for name in names)


# A site tells nothing of who made it, where: neither of folders nor of users, in no byte of it, packed or not. -------


NAME = "zorbalina"
WARNING = "import warnings\n\nwarnings.warn('a cell that warns')"


def test_no_byte_of_a_site_names_a_folder_or_a_user(tmp_path: Path, monkeypatch):
    home = tmp_path / f"home-of-{NAME}"
    home.mkdir()
    for variable in ("USER", "LOGNAME", "USERNAME", "HOSTNAME", "GIT_AUTHOR_NAME"):
        monkeypatch.setenv(variable, NAME)
    monkeypatch.setenv("HOME", str(home))
    copy = Copy(tmp_path / f"desk-of-{NAME}" / "project")
    notebook = nbformat.read(copy.project.notebooks / "01-promised.ipynb", as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(WARNING))
    nbformat.write(notebook, copy.project.notebooks / "01-promised.ipynb")
    out = tmp_path / f"site-of-{NAME}"
    how = ("--edition", "latest", "--notebook", "01-promised", "--set", "lang=en", "--out", str(out))
    run = copy.run("build", *how, cwd=home)
    assert "notebooks/01-promised.ipynb warns: " in run.stderr
    assert "a cell that warns" in run.stderr
    held = [(path, *part) for path in out.rglob("*") if path.is_file() for part in contents(path.read_bytes())]
    assert {path.suffix for path, inside, _ in held if inside} == {".zip", ".png"}
    for path, inside, content in held:
        for word in (NAME, str(tmp_path), "ipykernel_", "UserWarning"):
            assert word.encode() not in content, f"{path.name} {inside} holds {word}"
