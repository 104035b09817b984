"""Every number has a way back: formula, inputs, chosen rows, facts, documents."""

from __future__ import annotations

import re

import pytest

from analysis.errors import CallError
from analysis.provenance import explanation, named
from analysis.study import compare
from conftest import ROOT

BY_DEFINITION = {"as_of_year", "comparator_market_rate"}


@pytest.mark.parametrize("edition", ["article", "latest", "ppp", "constant-prices"])
def test_every_number_goes_back_to_documents(edition):
    study = compare(edition)
    for full, inside in named(study).items():
        lines = list(explanation(study, full))
        assert lines[0].startswith(f"{full} = ")
        if inside in study.graph.nodes:
            assert any("formula: " in line for line in lines), full
            assert any("how: " in line for line in lines), full
        quantity = study.quantities[inside]
        if quantity.known and inside not in BY_DEFINITION and quantity.set_by != "call":
            assert any("source " in line for line in lines), full


def test_chosen_rows_are_the_rows_that_say_so(latest):
    """The file and the row that an explanation names hold the value that it explains."""
    for quantity in latest.inputs.values():
        for file, row in quantity.chosen:
            text = (ROOT / file).read_text(encoding="utf-8").splitlines()[row - 1]
            assert not quantity.fact_ids or any(fact_id in text for fact_id in quantity.fact_ids), (file, row)


def test_every_input_of_a_ratio_is_reached_and_told_once(latest):
    lines = list(explanation(latest, "comparison.lag_at_first_service"))
    told = [line for line in lines if re.search(r"^ *(subject|comparator|common)\.\w+ = ", line)]
    for name in latest.graph.upstream("lag_at_first_service"):
        full = next(full for full, inside in named(latest).items() if inside == name)
        first = [line for line in told if f"{full} = " in line and "explained above" not in line]
        assert len(first) == 1, full


def test_an_explanation_says_how_a_range_came_about(latest):
    text = "\n".join(explanation(latest, "subject.h100e_by_money"))
    assert "range: 5% to 95% of draws" in text
    assert "range: as read, drawn as pert, moving with the group unit_cost" in text
    assert "chosen row: data/evidence/chips.csv, row" in text
    assert "chosen row: data/evidence/cost_breakdown.csv, row" in text


def test_a_name_that_is_none_gets_the_nearest(latest):
    with pytest.raises(CallError, match=r'nearest: "subject.h100e_by_money"; all: analysis numbers'):
        list(explanation(latest, "subject.h100_by_money"))
