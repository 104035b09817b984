"""What a build takes from an earlier one, and what it makes again."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from analysis.paths import PACKAGE, project
from analysis.publish.cache import Cache
from analysis.publish.code import Code
from analysis.publish.jobs import Drawn, Job
from analysis.publish.template import PANEL
from conftest import ROOT, Copy

NOTEBOOKS = sorted((ROOT / "notebooks").glob("0*.ipynb"))
CODE = Code(PACKAGE)
TWO = ("--edition", "article", "--set", "lang=en", "--notebook", "01-promised", "--notebook", "05-who-pays")


def names(files: frozenset[Path], folder: str) -> set[str]:
    """The modules of one folder of the package among some files."""
    return {path.stem for path in files if path.parent == PACKAGE / folder} - {"__init__"}


def built(copy: Copy, *options: str) -> dict[str, str]:
    """What a build says of each notebook."""
    run = copy.run("build", *TWO, *options)
    assert run.returncode == 0, run.stderr
    return dict(re.findall(r"([\w-]+)\.html: (\w+)", run.stdout))


@pytest.fixture(scope="module")
def once(tmp_path_factory) -> Copy:
    """A copy of the project whose two pages have been built."""
    copy = Copy(tmp_path_factory.mktemp("cache") / "project")
    assert set(built(copy).values()) == {"built"}
    return copy


def test_nothing_is_built_again_where_nothing_has_changed_and_nothing_heavy_is_imported(once: Copy):
    code = (
        "import sys; from analysis.cli import app\n"
        f"app({['build', *TWO]!r}, standalone_mode=False)\n"
        "print(sorted({'pandas', 'numpy', 'papermill', 'nbformat', 'jupyter_client', 'zmq'} & set(sys.modules)))"
    )
    environment = {"ANALYSIS_ROOT": str(once.project.root), "PATH": ""}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    said, imported = run.stdout.strip().split("\n")
    assert said.startswith("Nothing has changed since ")
    assert imported == "[]"


def test_a_site_that_was_touched_is_mended_from_what_was_kept(once: Copy):
    page = once.project.site / "article" / "01-promised.html"
    whole = page.read_bytes()
    page.write_bytes(whole[:100])
    assert built(once) == {"01-promised": "unchanged", "05-who-pays": "unchanged"}
    assert page.read_bytes() == whole


def test_force_makes_everything_again(once: Copy):
    assert set(built(once, "--force").values()) == {"built"}


def test_a_changed_notebook_is_run_again_alone(once: Copy):
    path = once.project.notebooks / "01-promised.ipynb"
    kept = path.read_bytes()
    notebook = nbformat.read(path, as_version=4)
    next(cell for cell in notebook.cells if cell.cell_type == "markdown" and "##" in cell.source).source += "\n\nMore."
    nbformat.write(notebook, path)
    try:
        assert built(once) == {"01-promised": "built", "05-who-pays": "unchanged"}
    finally:
        path.write_bytes(kept)


@pytest.mark.parametrize(
    ("file", "row", "column", "value", "wanted"),
    [
        ("data/evidence/sites.csv", 2, "note", "Another note.", {"01-promised": "unchanged", "05-who-pays": "built"}),
        ("data/chosen/denominators.csv", 2, "note", "Another.", {"01-promised": "built", "05-who-pays": "built"}),
    ],
    ids=["of a table that one page reads", "of a table that the model reads"],
)
def test_a_changed_row_runs_only_the_pages_that_read_its_table(once: Copy, file, row, column, value, wanted):
    path = once.project.root / file
    kept = path.read_bytes()
    once.change(file, row, column, value)
    try:
        assert built(once) == wanted
    finally:
        path.write_bytes(kept)


def test_a_changed_template_runs_no_notebook_and_is_seen_on_the_page(once: Copy):
    built(once)
    path = once.project.template / "base.html.j2"
    kept = path.read_text(encoding="utf-8")
    path.write_text(kept.replace("</footer>", "<p>Another footer.</p></footer>"), encoding="utf-8")
    try:
        assert set(built(once).values()) == {"unchanged"}
        assert "Another footer." in (once.project.site / "article" / "01-promised.html").read_text(encoding="utf-8")
    finally:
        path.write_text(kept, encoding="utf-8")


def test_a_changed_template_of_the_panel_runs_the_notebook_that_shows_it(copy: Copy):
    jobs = {name: Job(name, "en", {"edition": "article"}) for name in ("00-answer", "01-promised")}
    before = {name: Cache(copy.project).key(job) for name, job in jobs.items()}
    path = copy.project.template / PANEL
    path.write_text(path.read_text(encoding="utf-8") + "{# another #}\n", encoding="utf-8")
    after = {name: Cache(copy.project).key(job) for name, job in jobs.items()}
    assert before["00-answer"] != after["00-answer"]
    assert before["01-promised"] == after["01-promised"]


def test_other_locked_packages_run_everything_again(once: Copy):
    kept = once.project.lock.read_bytes()
    once.project.lock.write_bytes(kept + b"# another\n")
    try:
        assert set(built(once).values()) == {"built"}
    finally:
        once.project.lock.write_bytes(kept)


def test_entries_that_are_broken_are_made_again(once: Copy):
    built(once)
    for path in (once.project.cache / "pages").glob("*.zip"):
        path.write_bytes(path.read_bytes()[:-30])
    assert set(built(once, "--out", str(once.project.root.parent / "other")).values()) == {"built"}


def test_an_entry_whose_data_changed_during_the_build_is_not_kept(copy: Copy):
    cache = Cache(copy.project)
    job = Job("01-promised", "en", {"edition": "article"})
    drawn = Drawn("<p>made of the old row</p>", {}, ("evidence/facts.csv",), 1.0)
    copy.change("data/evidence/facts.csv", 2, "note", "changed while pages were being made")
    cache.put(job, drawn)
    assert Cache(copy.project).get(job) is None
    Cache(copy.project).put(job, drawn)
    assert Cache(copy.project).get(job).body == drawn.body


def test_pages_with_other_parameters_or_in_another_language_are_kept_apart(copy: Copy):
    cache = Cache(copy.project)
    jobs = [
        Job("01-promised", lang, {"edition": edition} | more)
        for lang in ("en", "fr")
        for edition in ("latest", "article")
        for more in ({}, {"subject_sites": 5}, {"subject_sites": 5.5})
    ]
    assert len({cache.key(job) for job in jobs}) == len(jobs)
    assert cache.key(jobs[0]) == Cache(copy.project).key(jobs[0])


def test_a_chart_belongs_to_the_pages_that_draw_it():
    drawing = {path.stem: names(CODE.of_notebook(path), "charts") for path in NOTEBOOKS}
    assert [name for name, charts in drawing.items() if "site_map" in charts] == ["05-who-pays"]
    assert [name for name, charts in drawing.items() if "ladder" in charts] == ["00-answer"]
    assert all({"style", "chart"} <= charts for charts in drawing.values())


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_module_whose_code_a_notebook_runs_is_among_those_it_rests_on(notebook: Path, tmp_path: Path):
    cells = [cell["source"] for cell in json.loads(notebook.read_text())["cells"] if cell["cell_type"] == "code"]
    code = ["".join(cell) for cell in cells]
    script = tmp_path / "script.py"
    script.write_text(
        "import sys, analysis.charts, analysis.tables, analysis.publish.figure, analysis.publish.what_if\nran = set()\n"
        "def note(frame, event, argument):\n"
        "    if frame.f_code.co_name != '<module>' and event == 'call':\n"
        "        ran.add(frame.f_code.co_filename)\n"
        "sys.setprofile(note)\n" + "\n".join(code) + "\nsys.setprofile(None)\n"
        f"print(*[file for file in ran if file.startswith({str(PACKAGE)!r})], sep='\\n')\n",
        encoding="utf-8",
    )
    run = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    ran = {Path(file) for file in run.stdout.split()}
    assert len(ran) > 30
    assert ran <= CODE.of_notebook(notebook)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("from analysis import compare", {"study/study.py"}),
        ("from analysis.charts import draw_ladder", {"charts/ladder.py"}),
        ("from analysis import tables\ntables.ladder(1)", {"tables/ladder.py"}),
        ("from analysis import tables\nx = tables", {"tables/ladder.py", "tables/when.py"}),
        ("import analysis.tables.when", {"tables/when.py"}),
        ("def f():\n    from analysis.sentences import say", {"sentences.py"}),
    ],
)
def test_imports_are_followed_however_they_are_written(source, wanted, tmp_path: Path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    nbformat.write(notebook, tmp_path / "a.ipynb")
    assert wanted <= {path.relative_to(PACKAGE).as_posix() for path in CODE.of_notebook(tmp_path / "a.ipynb")}


def test_the_project_itself_has_a_lock_file_and_a_cache_that_git_ignores():
    root = project()
    assert root.lock.is_file()
    run = subprocess.run(["git", "check-ignore", str(root.cache)], cwd=ROOT, capture_output=True, check=False)
    assert run.returncode == 0
