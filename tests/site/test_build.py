"""The build: a whole site or the old one, the same each way, and a third programme without touching code."""

import json
import re
import stat
import sys
from pathlib import Path

import nbformat
import pytest

from conftest import FRANCE, Copy, call_analysis, content, ran
from small_builds import ODD, Called

PAGE = ("build", "--edition", "article", "--notebook", "01-promised", "--set", "lang=en")


def test_a_page_made_elsewhere_is_the_same(site: Path, tmp_path: Path):
    copy, called = Copy(tmp_path / ODD / "project"), Called(tmp_path)
    path = copy.project.notebooks / "01-promised.ipynb"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"metadata": {}}))
    out = tmp_path / "[site]*"
    others = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    run = called.build(copy, "--edition", "latest", *PAGE[3:5], "--out", str(out), environment=others, umask=0o027)
    assert run.stderr == ""
    made = content(out / "latest" / "01-promised")
    assert made
    assert made == content(site / "latest" / "01-promised")
    pages = [(folder / "latest" / "01-promised.html").read_text(encoding="utf-8") for folder in (out, site)]
    one, other = (re.search(r'<h1.*<ol class="notes">.*?</ol>', page, re.DOTALL)[0] for page in pages)
    assert one == other
    assert {stat.S_IMODE(path.stat().st_mode) for path in (out, *out.rglob("*"))} == {0o750, 0o640}


@pytest.mark.usefixtures("site")  # its pages are in the cache
def test_a_build_of_one_page_and_what_it_says(tmp_path: Path):
    out = tmp_path / "site"
    run = call_analysis("build", "--edition", "article", "--notebook", "09-fact-check", "--out", str(out))
    assert "article/09-fact-check.html: unchanged" in run.stdout
    files = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    questions = [file for file in files if re.search(r"/0\d-[a-z-]+\.html$", file)]
    assert questions == ["article/09-fact-check.html", "fr/article/09-fact-check.html"]
    for folder in ("article/09-fact-check/", "fr/article/09-fact-check/"):
        wanted = {f"{folder}near-the-claim.{kind}" for kind in ("csv", "svg", "png")}
        assert {file for file in files if file.startswith(folder)} == wanted
    page = (out / "article" / "09-fact-check.html").read_text(encoding="utf-8")
    assert "KultureGeek" in page
    record = json.loads((out / "build.json").read_text())
    assert record["pages"] == questions
    assert set(record["files"]) | {"build.json"} == set(files)
    assert not list(tmp_path.glob(".site-*"))


def test_a_page_is_the_same_forked_in_a_kernel_of_jupyters_and_from_the_cache(command, tmp_path: Path):
    sites = []
    for options in ((), ("--force", "--fresh-kernels"), ()):
        out = tmp_path / str(len(sites))
        said = command(*PAGE, *options, "--out", str(out))
        assert ("unchanged" if len(sites) == 2 else "built") in said
        sites.append(content(out))
    for other in sites[1:]:
        assert {name for name in sites[0].keys() | other.keys() if sites[0].get(name) != other.get(name)} == set()


def test_a_failing_notebook_is_named_and_the_old_site_stands(copy: Copy, command, tmp_path: Path):
    out = tmp_path / "site"
    out.mkdir()
    record = {"made_by": "analysis build", "files": ["index.html"]}
    (out / "build.json").write_text(json.dumps(record))
    (out / "index.html").write_text("the old site")
    path = copy.project.notebooks / "01-promised.ipynb"
    notebook = nbformat.read(path, as_version=4)
    place = next(i for i, cell in enumerate(notebook.cells) if "study = here()" in cell.source) + 1
    notebook.cells[place].source = "study.subject.anounced"
    nbformat.write(notebook, path)
    asked = ("--notebook", "00-answer", "--notebook", "01-promised", "--out", str(out))
    said = command("build", "--edition", "latest", *asked, code=1)
    where = f"notebooks/01-promised.ipynb, edition latest, cell {place + 2}"  # counted from one, after the parameters
    assert f"{where} (study.subject.anounced): AttributeError" in said
    assert "repeat it with: analysis build --edition latest --notebook 01-promised" in said
    assert "kept as reports/failed/latest-01-promised.ipynb" in said
    assert "kept as reports/failed/fr-latest-01-promised.ipynb" in said
    assert "Traceback" not in said
    assert re.search(r"latest/00-answer\.html.*built", said)
    assert (out / "index.html").read_text() == "the old site"
    assert (copy.project.failed / "latest-01-promised.ipynb").exists()


@pytest.mark.parametrize(("seat", "name"), [("subject", "00-answer"), ("comparator", "01-promised")])
@pytest.mark.usefixtures("france")
def test_a_third_programme_gives_a_page_without_touching_code(command, tmp_path: Path, seat, name):
    changed = ("--set", f"{seat}={FRANCE}", "--set", "lang=en")
    command("build", "--edition", "latest", "--notebook", name, *changed, "--out", str(tmp_path / "site"))
    page = (tmp_path / "site" / "latest" / f"{name}.html").read_text(encoding="utf-8")
    assert "France 109bn" in page
    assert f"Changed by hand: {seat} = {FRANCE}" in page
    home = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert not any('class="why"' in text for text in (page, home))  # what the edition says of itself no longer holds
    assert "nan" not in re.sub(r"<[^>]+>", " ", page).lower().split()


def test_a_build_says_what_it_does_before_it_imports_what_is_slow():
    code = (
        "import sys; from analysis.publish.planning import plan; from analysis.paths import project; plan(project()); "
        "sys.exit(' '.join({'papermill', 'nbconvert', 'nbformat', 'frictionless'} & set(sys.modules)) or 0)"
    )
    ran(sys.executable, "-c", code)
