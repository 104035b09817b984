"""Parameters at every edge of the data: every cell of every notebook runs, and nothing false or broken is said."""

from __future__ import annotations

import pytest

from conftest import Copy
from test_edges import EDGES, FEW, FRANCE_SEATED, NOTEBOOKS, france, held, run_cells  # noqa: F401


def test_the_few_are_among_all():
    assert all(parameters in EDGES for parameters in FEW)


@pytest.mark.parametrize("parameters", [one for one in EDGES if one not in FEW], ids=str)
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_cell_runs_at_every_edge(name, parameters):
    held(run_cells(name, parameters))


@pytest.mark.parametrize("parameters", FRANCE_SEATED[1:], ids=str)
def test_every_cell_runs_with_a_third_programme_in_any_seat(france: Copy, monkeypatch, parameters):
    monkeypatch.setenv("ANALYSIS_ROOT", str(france.project.root))
    for name in NOTEBOOKS:
        held(run_cells(name, parameters))


def test_every_cell_runs_with_a_programme_of_which_nothing_is_known(copy: Copy, monkeypatch: pytest.MonkeyPatch):
    copy.append("data/chosen/seats.csv", "other:galileo,Galileo,Galileo,EUR,EU27,,,,,")
    monkeypatch.setenv("ANALYSIS_ROOT", str(copy.project.root))
    for name in NOTEBOOKS:
        for seat in ("subject", "comparator"):
            held(run_cells(name, {seat: "other:galileo"}))
