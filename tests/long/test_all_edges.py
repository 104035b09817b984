"""Every notebook at every edge of the data, charts painted: every cell runs, and nothing false or broken is said."""

import pytest

from conftest import Copy
from test_edges import EDGES, FRANCE_SEATED, NOTEBOOKS, held, run_cells
from test_numbers import with_france


@pytest.mark.parametrize("parameters", EDGES, ids=str)
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_cell_runs_at_the_edges(name, parameters):
    held(run_cells(name, parameters))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_cell_runs_with_a_third_programme(copy: Copy, monkeypatch: pytest.MonkeyPatch, name):
    monkeypatch.setenv("ANALYSIS_ROOT", str(with_france(copy).project.root))
    for parameters in FRANCE_SEATED:
        held(run_cells(name, parameters))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_cell_runs_with_a_programme_of_which_nothing_is_known(copy: Copy, monkeypatch, name):
    copy.append("data/chosen/seats.csv", "other:galileo,Galileo,Galileo,EUR,EU27,,,,,,,")
    monkeypatch.setenv("ANALYSIS_ROOT", str(copy.project.root))
    for seat in ("subject", "comparator"):
        held(run_cells(name, {seat: "other:galileo"}))
