"""The benchmarks measure what can be measured: their projects are accepted, their steps run."""

import importlib
import json
import sys
from pathlib import Path

import pytest

from analysis.evidence import load
from conftest import ran

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def growth(monkeypatch):
    """The module that measures growing projects."""
    monkeypatch.syspath_prepend(BENCHMARKS)
    return importlib.import_module("load")


@pytest.fixture
def project_copy(growth, tmp_path):
    """A copy of the project for a benchmark."""
    return growth.ProjectCopy(tmp_path / "project")


@pytest.mark.parametrize("what", ["facts", "sites"])
def test_the_greatest_project_that_is_measured_is_accepted(growth, project_copy, what):
    before = len(growth.rows_of(project_copy, what))
    greatest = growth.SIZES[what][-1]
    growth.ADD[what](project_copy, greatest)
    rows = getattr(load(project_copy.project.data), what)
    assert len(rows) == greatest + (before if what == "sites" else 0)


@pytest.mark.parametrize("what", ["facts", "sites", "pages"])
def test_a_small_project_is_measured(growth, project_copy, what):
    growth.ADD[what](project_copy, {"facts": 1_000, "sites": 10, "pages": 1}[what])
    found = measured(growth, project_copy, "load.py", "--measure", what)
    assert set(json.loads(found)) == {*growth.STEPS[what], "MiB"}


def test_the_cells_of_a_page_run_in_a_warm_process(growth, project_copy):
    names = project_copy.add_editions(2)
    assert 0 < float(measured(growth, project_copy, "warm_cells.py", "03-when", *names)) < 60


def measured(growth, project_copy, script: str, *given: str) -> str:
    """What a script says last of a copy of the project."""
    env = growth.measured_environment(project_copy.root)
    return ran(sys.executable, BENCHMARKS / script, *given, env=env).stdout.splitlines()[-1]
