"""The notebooks: their shape, and that they run alone, from anywhere, with plain papermill."""

import ast
import re
import sys
from pathlib import Path

import nbformat
import pytest
from papermill import PapermillExecutionError, execute_notebook

from analysis.edition import NOTEBOOK_PARAMETERS
from analysis.errors import CallError
from analysis.paths import Project
from analysis.publish.notebooks import names_of_notebooks, write_notebooks
from analysis.study import compare
from analysis.text.prose import MAGIC
from conftest import ROOT, ran

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CHECKED = {"nbval-check-output", "keep_output"}


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request) -> nbformat.NotebookNode:
    """Each notebook as it stands in the repository."""
    return nbformat.read(request.param, as_version=4)


def tags(cell: nbformat.NotebookNode) -> set[str]:
    """The tags of a cell."""
    return set(cell.metadata.get("tags", []))


def test_it_opens_with_a_question(notebook):
    first = notebook.cells[0]
    assert first.cell_type == "markdown"
    assert re.match(r"# .+\?", first.source)
    assert len([cell for cell in notebook.cells if cell.cell_type == "markdown" and re.match(r"# ", cell.source)]) == 1


def test_one_cell_is_tagged_parameters_and_has_every_parameter_as_none_with_an_example_that_runs(notebook):
    tagged = [cell for cell in notebook.cells if "parameters" in tags(cell)]
    assert len(tagged) == 1
    found = re.findall(r"^(\w+) = (\w+)  # (\{.+?\}|\S+?)(?=[:,;]|$)", tagged[0].source, re.MULTILINE)
    assert [(name, value) for name, value, _ in found] == [(name, "None") for name in NOTEBOOK_PARAMETERS]
    for name, _, example in found:
        changes = compare(**{name: ast.literal_eval(example)}).loaded.changes
        assert changes.keys() >= {name} - {"edition", "changes", "lang"}


def test_a_stranger_sees_prose_and_charts(notebook):
    """Few cells, of few lines; what only makes prose is folded, and a chart or a table is one call."""
    assert len(notebook.cells) <= 40
    for cell in notebook.cells:
        if cell.cell_type == "code" and "parameters" not in tags(cell):
            prose, shows = cell.source.startswith(MAGIC), re.match(r"(figure|table)\(", cell.source)
            assert prose or len(cell.source.splitlines()) <= 8, cell.source
            assert not re.search(r"^\s*(def|class|try|except|lambda)\b", cell.source, re.MULTILINE)
            assert not cell.source.rstrip().endswith(";")
            assert bool(cell.metadata.get("jupyter", {}).get("source_hidden")) >= prose, cell.source
            assert not shows or len(cell.source.splitlines()) == 1, cell.source


def test_a_french_set_speaks_french_and_runs(tmp_path: Path):
    write_notebooks(Project(ROOT), "fr", tmp_path)
    assert sorted(path.name for path in tmp_path.glob("*.ipynb")) == [path.name for path in NOTEBOOKS]
    text = text_of(execute_notebook(tmp_path / "00-answer.ipynb", tmp_path / "x.ipynb"))
    assert "La somme annoncée pour Stargate" in text
    assert "announced" not in text
    with pytest.raises(CallError, match='"de" is not a language that notebooks can be translated into'):
        write_notebooks(Project(ROOT), "de", tmp_path)


def test_no_result_is_typed_into_the_text(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            assert not re.search(r"\d", cell.source), cell.source


def test_outputs_are_kept_where_they_are_checked_and_nowhere_else(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert bool(cell.outputs) == bool(tags(cell) & CHECKED)
            assert not tags(cell) & CHECKED or tags(cell) >= CHECKED


def test_it_was_run_from_top_to_bottom_once(notebook):
    counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1)), "run 'make notebooks'"


def text_of(notebook: nbformat.NotebookNode) -> str:
    """Everything the cells of an executed notebook printed as text."""
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in outputs if output.output_type in ("error", "stream")]
    return "\n".join(output.data.get("text/plain", "") for output in outputs).replace("\N{NO-BREAK SPACE}", " ")


def test_the_published_are_numbered_and_each_opens_with_a_question_of_its_own():
    questions = [nbformat.read(path, as_version=4).cells[0].source for path in NOTEBOOKS]
    assert len(set(questions)) == len(questions)
    published = names_of_notebooks(ROOT / "notebooks")
    numbers = [name[:3] for name in published]
    assert numbers == sorted(set(numbers))
    assert all(re.fullmatch(r"\d\d-", number) for number in numbers)


def test_plain_papermill_runs_the_answer_from_any_folder(tmp_path: Path):
    command = (sys.executable, "-m", "papermill", ROOT / "notebooks" / "00-answer.ipynb", "x.ipynb")
    ran(*command, "--no-progress-bar", "-p", "edition", "article", cwd=tmp_path)
    text = text_of(nbformat.read(tmp_path / "x.ipynb", as_version=4))
    assert "The sum announced for Stargate is 21 times that for the EU AI gigafactories" in text
    assert "$18bn (10 to 30)" in text


def test_one_parameter_changes_what_papermill_says(tmp_path: Path):
    parameters = {"edition": "latest", "subject_announced": 40}
    text = text_of(execute_notebook(ROOT / "notebooks" / "01-promised.ipynb", tmp_path / "x.ipynb", parameters))
    assert "the first sum is **11 times** the second" in text
    assert "Changed by hand: subject_announced = 40." in text


def test_a_mistake_in_a_notebook_is_shown_without_a_traceback(tmp_path: Path):
    with pytest.raises(PapermillExecutionError):
        execute_notebook(ROOT / "notebooks" / "00-answer.ipynb", tmp_path / "x.ipynb", {"subject_sites": 0})
    notebook = nbformat.read(tmp_path / "x.ipynb", as_version=4)
    errors = [output for cell in notebook.cells for output in cell.get("outputs", []) if output.output_type == "error"]
    assert len(errors) == 1
    assert errors[0].traceback == [
        'CallError: parameter subject_sites: "0" is not allowed (allowed: a whole number of sites, 1 to 1,000,000)'
    ]
