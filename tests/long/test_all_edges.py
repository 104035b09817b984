"""Every notebook at every edge of the data, charts painted: every cell runs, and nothing false or broken is said."""

import pytest

from conftest import Copy
from test_edges import EDGES, FRANCE_SEATED, NOTEBOOKS, held, run_cells


@pytest.mark.parametrize("parameters", EDGES, ids=str)
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_cell_runs_at_the_edges(name, parameters):
    held(run_cells(name, parameters))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_cell_runs_with_a_third_programme(france: Copy, name):
    for parameters in FRANCE_SEATED:
        held(run_cells(name, parameters))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_cell_runs_with_a_programme_of_which_nothing_is_known(in_copy: Copy, name):
    in_copy.append("data/chosen/seats.csv", "other:galileo,Galileo,Galileo,EUR,EU27,,,,,,,")
    for seat in ("subject", "comparator"):
        held(run_cells(name, {seat: "other:galileo"}))
