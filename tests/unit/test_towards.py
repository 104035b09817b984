"""What counts towards a promise: from its own first day, of its own kind, with its chips, and no older than it."""

from __future__ import annotations

import pytest

from analysis import compare
from analysis.evidence.check import faults_of_tables
from analysis.evidence.csv_files import contents_of, tables_of
from analysis.model.amounts import Triplet
from analysis.pages import timing
from analysis.study import Quantity
from analysis.study.field import field_of
from analysis.text.numbers import month
from analysis.wording import quantity
from conftest import ROOT


def seat(programme, **parameters):
    return compare("latest", subject=programme, **parameters).subject


@pytest.mark.parametrize(
    ("programme", "last_month"),
    [
        ("other:microsoft-uae", "December 2029"),
        ("other:japan", "March 2031"),
        ("other:korea-growth-fund-ai", "December 2030"),
    ],
)
def test_a_sum_is_spent_from_the_day_that_its_document_names(programme, last_month):
    assert month(seat(programme).promised_by.central) == last_month


def test_the_pace_runs_from_that_day():
    uae = seat("other:microsoft-uae")
    assert uae.spent_per_year.central == pytest.approx(4.6 / 3, rel=1e-3)
    assert uae.spent_at_this_pace.central == pytest.approx(4.6 / 3 * 7, rel=1e-3)


def test_the_years_of_a_row_are_those_of_its_sum():
    early = compare("latest", subject="other:meta-capex", as_of="2026-01-31").subject
    assert (early.announced.central, early.span_years.central) == (600, 4)
    assert not seat("other:meta-capex").span_years.known  # what stands since is a year


def test_a_flow_is_no_delivery_of_a_sum():
    rented = seat("other:anthropic-compute")
    assert "over how long" in rented.spent_per_year.gap
    assert rented.expected_delivered.central == pytest.approx(50 * rented.delivery_rate_by_promised_date.central)
    assert rented.spent.known
    assert not rented.spent_attributable.known


def test_guidance_is_what_the_sum_says_and_not_who_says_it():
    plan = seat("other:alibaba")
    assert (plan.announced.central, plan.span_years.central) == (380, 3)
    assert plan.delivery_rate_by_promised_date.known
    assert not seat("other:microsoft-capex").delivery_rate_by_promised_date.known


@pytest.mark.parametrize("programme", ["other:uk-compute-roadmap", "other:eu-ai-factories"])
def test_a_machine_older_than_the_promise_is_no_delivery_of_it(programme):
    found = seat(programme)
    assert found.in_service.known
    assert "older than the promise" in found.realisation_rate.gap
    assert (
        "older than the promise" in {one.programme: one for one in field_of(compare("latest"))}[programme].realised.gap
    )


def test_no_less_is_expected_than_what_runs():
    munich = seat("other:telekom-munich")
    assert munich.in_service.central == 1
    assert munich.expected_delivered.central >= 1


@pytest.mark.parametrize(
    ("programme", "why"),
    [
        ("other:japan", "no document says"),
        ("other:humain", "no document says"),
        ("other:start-campus", "left out"),
        ("other:us-hyperscalers", "for all its purposes"),
    ],
)
def test_chips_are_worked_out_of_sums_that_hold_them(programme, why):
    found = seat(programme)
    for name in ("chips_by_money", "it_power_by_money", "facility_power_at_2025_cost", "accelerator_spending"):
        assert why in found[name].gap, name
    assert seat("other:campus-ai-france").chips_by_money.known


def test_rents_over_years_are_set_against_no_sum_of_building():
    assert "payments over years" in seat("other:anthropic-compute").committed_share.gap
    study = compare("latest", subject="other:alphabet-capex", comparator="other:microsoft-capex")
    assert study.comparison.committed_ratio.known  # two rents


def test_cases_of_its_own_money_do_not_rate_a_promise():
    for programme in ("other:france-109bn", "other:campus-ai-france"):
        rate = seat(programme).delivery_rate_by_promised_date
        assert "0 of 4" in rate.notes[0], programme
        assert "left out" in rate.notes[1], programme
    assert "2 of 6" in seat("stargate", comparator="other:japan").delivery_rate_by_promised_date.notes[0]


def test_a_target_that_has_passed_unmet_is_no_date_and_a_projection_says_so():
    study = compare("latest", subject="other:humain", comparator="other:stargate-uae")
    assert "has passed" in study.subject.first_service_stated.gap
    found = timing.values(study)
    assert found["kinds"] == ("lapsed target", "projection")
    assert "target that has passed" in found["here_told"]
    assert "projection by others" in found["there_told"]
    before = compare("latest", subject="other:humain", as_of="2026-05-31")
    assert timing.values(before)["kinds"][0] == "target"


def test_sites_on_offer_are_no_sites_planned():
    assert not seat("other:france-109bn").sites.known


def test_a_range_beyond_its_bound_is_told_by_its_own_end():
    late = Quantity("x", "x", Triplet(2.1, 3.2, 4.8), "years", qualifier="at most")
    assert quantity(late, "range").replace("\N{NO-BREAK SPACE}", " ") == "about 3.2 years (4.8 or less)"
    few = Quantity("x", "x", Triplet(11, 14, 14), "sites", qualifier="at least")
    assert quantity(few, "range").replace("\N{NO-BREAK SPACE}", " ") == "about 14 sites (11 or more)"
    floor = Quantity("x", "x", Triplet(14, 14, 20), "sites", qualifier="at least")
    assert quantity(floor, "range").replace("\N{NO-BREAK SPACE}", " ") == "at least 14 sites"


@pytest.mark.parametrize(("table", "qualifier", "end"), [("ladder", "over", "low"), ("readings", "up to", "high")])
def test_a_row_whose_range_contradicts_its_bound_is_refused(table, qualifier, end):
    tables, of_form = tables_of(contents_of(ROOT / "data"))
    row = tables[table].index[tables[table]["qualifier"] == qualifier][0]
    tables[table].loc[row, end] = "0" if end == "low" else "1000000"
    faults = [fault for fault in faults_of_tables(tables, of_form) if fault.row == row]
    assert any("a floor has no value below it" in fault.message for fault in faults)
