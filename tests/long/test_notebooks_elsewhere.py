"""Notebooks as other programs run them, and what nbval sees."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel

from conftest import ROOT, ran
from test_notebooks import CHECKED, tags, text_of


def run_papermill(name: str, out: Path, *parameters: str) -> nbformat.NotebookNode:
    """Run a notebook as a user does, from a folder that is not the project's."""
    command = (sys.executable, "-m", "papermill", ROOT / "notebooks" / name, out, "--no-progress-bar")
    ran(*command, *parameters, cwd=out.parent)
    return nbformat.read(out, as_version=4)


@pytest.mark.parametrize("name", ["README.ipynb", "explore.ipynb"])
def test_plain_papermill_runs_what_is_not_published_from_any_folder(tmp_path: Path, name):
    notebook = run_papermill(name, tmp_path / "x.ipynb", "-p", "edition", "slow-eu")
    assert "Edition slow-eu, as of 22 November 2026" in text_of(notebook)


def test_nbconvert_runs_a_notebook_from_any_folder(tmp_path: Path):
    command = (sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--output-dir", tmp_path)
    ran(*command, "--log-level", "ERROR", ROOT / "notebooks" / "README.ipynb", cwd=tmp_path)
    text = text_of(nbformat.read(tmp_path / "README.ipynb", as_version=4))
    assert "The sum announced for Stargate is about 15 times" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "06-who-is-paid: Who is paid?" in text


def test_a_plain_kernel_runs_a_notebook_cell_by_cell():
    """As VS Code does: a kernel of its own in the notebook's folder, and one cell after the other sent to it."""
    notebook = nbformat.read(ROOT / "notebooks" / "explore.ipynb", as_version=4)
    shown = {}
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(ROOT / "notebooks"), stderr=subprocess.DEVNULL)
    try:
        for cell in (cell for cell in notebook.cells if cell.cell_type == "code"):

            def keep(message: dict) -> None:
                assert message["msg_type"] not in ("stream", "error"), message["content"]
                shown.update(message["content"].get("data", {}))

            reply = client.execute_interactive(cell.source, output_hook=keep, timeout=120)
            assert reply["content"]["status"] == "ok"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert shown["text/plain"].startswith("<explorer of edition latest")
    assert "application/vnd.jupyter.widget-view+json" in shown


def test_nbval_sees_a_checked_output_that_has_changed(tmp_path: Path):
    notebook = nbformat.read(ROOT / "notebooks" / "00-answer.ipynb", as_version=4)
    place = next(place for place, cell in enumerate(notebook.cells) if tags(cell) >= CHECKED)
    notebook.cells = notebook.cells[: place + 1]
    kept = notebook.cells[place].outputs[0].data
    for kind, text in kept.items():
        kept[kind] = text.replace("15", "14.9")
    nbformat.write(notebook, tmp_path / "stale.ipynb")
    command = (sys.executable, "-m", "pytest", "--nbval-lax", "-q", "-p", "no:cacheprovider", "-n", "0", ".")
    run = ran(*command, code=1, cwd=tmp_path)
    assert re.findall(r"^FAILED (\S+?)::", run.stdout, re.MULTILINE) == ["stale.ipynb"], run.stdout


def test_further_inputs_of_the_model_are_changed_by_name(tmp_path: Path):
    changes = "changes: {subject_months_to_first_power: 20, dollars: ppp}"
    text = text_of(run_papermill("03-when.ipynb", tmp_path / "x.ipynb", "-y", changes))
    assert "Changed by hand: subject_months_to_first_power = 20, dollars = ppp." in text
