"""The cell of parameters: a what-if saved in it is not published, and a name that is none does nothing silently."""

import json
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from analysis.edition import NOTEBOOK_PARAMETERS
from analysis.edition.parameters_cell import STUDY
from analysis.errors import CallError
from analysis.notebook import here, parameters_in
from analysis.paths import Project
from analysis.publish.notebooks import faults_of_notebook
from conftest import ROOT, Copy, ran

CELL = "\n".join(f"{name} = None" for name in NOTEBOOK_PARAMETERS)
FILE = "notebooks/00-answer.ipynb"
NAMES = dict.fromkeys(NOTEBOOK_PARAMETERS)


def edited(root: Path, old: str, new: str) -> Project:
    """A project whose notebook was changed by a person, and saved."""
    notebook = json.loads((ROOT / FILE).read_text(encoding="utf-8"))
    sources = ["".join(cell["source"]) for cell in notebook["cells"]]
    assert sum(old in source for source in sources) == 1
    for cell, source in zip(notebook["cells"], sources, strict=True):
        cell["source"] = source.replace(old, new)
    (root / "notebooks").mkdir(exist_ok=True)
    (root / FILE).write_text(json.dumps(notebook), encoding="utf-8")
    return Project(root)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("subject_announced = None", "subject_announced = 12.5", "sets subject_announced = 12.5 (allowed: None;"),
        ("as_of = None", "as_of: str = '2026-03-02'", "sets as_of = '2026-03-02'"),
        ("changes = None", 'changes = {"chip": "H100 SXM"}', "sets changes = {'chip': 'H100 SXM'}"),
        ("usd_per_eur = None", "usd_per_eur = None if 1 else 2", "sets usd_per_eur = None if 1 else 2"),
        ("usd_per_eur = None", "usd_per_euro = None", '"usd_per_euro" is not a parameter (nearest: "usd_per_eur"'),
        ("usd_per_eur = None", "usd_per_eur = None\nchip = None", 'write changes = {"chip": ...}'),
        ("subject_sites = None", "", "has no subject_sites"),
        (STUDY, f"usd_per_eur = 1.05\n{STUDY}", "sets usd_per_eur in a cell that is not tagged parameters"),
        (STUDY, f"{STUDY}\nfor subject_sites in (1, 2): pass", "sets subject_sites in a cell"),
        (STUDY, 'study = compare("latest", usd_per_eur=1.05)', f"otherwise than by one line (allowed: {STUDY})"),
        (STUDY, "%time study = compare()", "makes its study otherwise than by one line"),
    ],
)
def test_a_what_if_saved_in_a_notebook_is_named(tmp_path: Path, old, new, said):
    faults = [fault.message for fault in faults_of_notebook(edited(tmp_path, old, new), "00-answer")]
    assert any(said in message for message in faults), faults


def test_nothing_of_it_is_published_and_the_old_site_stands(copy: Copy, tmp_path: Path):
    old = tmp_path / "site" / "index.html"
    old.parent.mkdir()
    old.write_text("old", encoding="utf-8")
    edited(copy.project.root, "subject_announced = None", "subject_announced = 12.5")
    for command in (["check"], ["build", "--edition", "latest", "--out", str(old.parent)]):
        run = copy.call(*command, code=1)
        assert f"{FILE}: its cell tagged parameters sets subject_announced = 12.5" in run.stdout + run.stderr
        assert "analysis build --set subject_announced=VALUE" in run.stdout + run.stderr
    assert [path.name for path in old.parent.iterdir()] == ["index.html"]
    assert old.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([CELL.replace("subject_announced =", "subject_anounced =")], '"subject_anounced" is not a parameter (nearest'),
        ([CELL, CELL.replace("usd_per_eur = None\n", "")], "has no usd_per_eur"),
        ([CELL, "# Parameters\nsubject_site = 9\n"], '"subject_site" is not a parameter (nearest: "subject_sites"'),
        ([CELL + "\ndollars = 'ppp'"], 'dollars is an input of the model: write changes = {"dollars": ...}'),
        ([CELL + "\nworld_compute_growth = 3"], 'write changes = {"world_compute_growth": ...}'),
    ],
)
def test_a_name_that_is_no_parameter_is_told_and_the_last_study_is_forgotten(monkeypatch, cells, said):
    kernel = NAMES | {"study": "of the run before", "subject_anounced": 40, "In": ["", *cells, STUDY]}
    shell = SimpleNamespace(user_ns=kernel, register_magic_function=lambda *magic, **named: None)
    monkeypatch.setattr("analysis.notebook.get_ipython", lambda: shell)
    with pytest.raises(CallError, match=re.escape(said)):
        here()
    assert "study" not in kernel


def test_what_other_cells_set_is_nobodys_business():
    cells = ["", "%matplotlib inline", CELL, "mine = 1\nusd_per_eur = 1.05", STUDY]
    kernel = NAMES | {"usd_per_eur": 1.05}
    assert parameters_in(kernel | {"In": cells}) == kernel
    with pytest.raises(CallError, match="has no edition"):
        parameters_in({"In": ["", STUDY]})


IN_A_KERNEL = f"""
from IPython.core.interactiveshell import InteractiveShell
shell, cell = InteractiveShell.instance(), {CELL!r}
for subject in ("subject_announced = 12.5", "subject_anounced = 40", "subject_announced = 40"):
    shell.run_cell(cell.replace("subject_announced = None", subject), store_history=True)
    shell.run_cell("from analysis.notebook import here", store_history=True)
    shell.run_cell({STUDY!r}, store_history=True)
    shell.run_cell("study.subject.announced", store_history=True)
"""


def test_a_name_misspelt_in_a_running_kernel_prints_no_number_of_the_run_before():
    plain = re.sub(r"\x1b\[[\d;]*m", "", ran(sys.executable, "-c", IN_A_KERNEL).stdout).splitlines()
    said = [line.partition("<")[2] or line for line in plain if re.match(r"Out|\w+Error: ", line)]
    assert [re.match(r"\w+: (\S+)", line)[0] for line in said] == [
        "announced: 12.5",
        "CallError: the",
        "NameError: name",
        "announced: 40",
    ]
    assert 'nearest: "subject_announced"' in said[1]
