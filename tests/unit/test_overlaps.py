"""Sums over programmes count each euro once."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from analysis.errors import UnlikeError
from analysis.evidence import load
from analysis.model.amounts import Amount, Triplet
from analysis.model.overlaps import Overlap, tie, total
from conftest import ROOT

DAY = datetime.date(2026, 6, 30)
PLAN = Amount(Triplet.exact(20.0), "USD", "announced", "nominal", DAY, 5, "all sites")
ROWS = [Overlap("firms", "firm", "contains"), Overlap("firm", "plan", "contains"), Overlap("plan", "host", "may-share")]


@pytest.mark.parametrize(
    ("one", "other", "tied"),
    [
        ("firms", "firm", True),
        ("firms", "plan", True),
        ("plan", "firms", True),
        ("host", "firms", True),
        ("firm", "another firm", False),
    ],
)
def test_what_one_contains_ties_it_too(one, other, tied):
    assert bool(tie(one, other, ROWS)) == tied


def test_two_that_contain_one_thing_are_tied():
    rows = [Overlap("pledges", "hub", "contains"), Overlap("firm", "hub", "contains")]
    assert tie("pledges", "firm", rows).other == "hub"


def test_a_sum_over_an_overlap_is_refused_and_can_be_named():
    with pytest.raises(UnlikeError, match="overlap firms against plan"):
        total({"firms": PLAN, "plan": PLAN}, ROWS)
    assert total({"firms": PLAN, "plan": PLAN}, ROWS, allow={"overlap"}).value.central == 40


def test_a_sum_over_two_rungs_is_refused():
    with pytest.raises(UnlikeError, match="rung announced against spent"):
        total({"one": PLAN, "two": replace(PLAN, rung="spent")}, [])


def test_a_blank_end_stays_blank():
    added = total({"one": PLAN, "two": replace(PLAN, value=Triplet(None, 5.0, 6.0), perimeter="one site")}, [])
    assert added.value == Triplet(None, 25.0, 26.0)
    assert added.perimeter == "all sites; one site"


def test_the_overlaps_on_record_tie_the_five_firms_to_stargate():
    ties = load(ROOT / "data").ties
    assert tie("other:us-hyperscalers", "stargate", ties)
    assert tie("other:us-hyperscalers", "other:microsoft-india", ties)
    assert not tie("other:uk-compute-roadmap", "other:sk-aws-ulsan", ties)
