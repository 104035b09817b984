"""The data as shipped, and figures that can be held against a document outside the project."""

import datetime
import json
import re
import sys

import pytest

from analysis import compare
from analysis.checking import faults_of_project
from analysis.evidence import load
from analysis.paths import Project
from analysis.publish.answer import CHART, ladder_svg
from analysis.study.quantity import LAST_TIER
from analysis.uncertainty.distributions import Distribution
from analysis.wording import quantity
from conftest import ROOT, ran


def test_shipped_data_have_no_fault():
    assert faults_of_project(Project(ROOT)) == []


def test_frictionless_accepts_the_package_by_hand():
    command = (sys.executable, "-m", "frictionless", "validate", "data/datapackage.json", "--json")
    report = json.loads(ran(*command, cwd=ROOT).stdout)
    assert report["valid"]
    assert report["stats"]["tasks"] == len(list((ROOT / "data").rglob("*.csv")))


@pytest.mark.parametrize(
    ("day", "rate"),
    [("2025-01-21", 1.0357), ("2025-02-11", 1.0324), ("2025-12-04", 1.1666), ("2026-10-30", 1.1172)],
)
def test_exchange_rates_are_those_the_bank_published(day, rate):
    table = load(ROOT / "data").exchange_rates
    assert table.loc[table["date"] == datetime.date.fromisoformat(day), "usd_per_eur"].item() == rate


def test_mean_rate_of_june_2026_agrees_with_the_federal_reserve():
    table = load(ROOT / "data").exchange_rates
    june = [day.year == 2026 and day.month == 6 for day in table["date"]]
    assert table.loc[june, "usd_per_eur"].mean() == pytest.approx(1.1515, abs=0.0005)


def test_corrections_are_applied_and_their_documents_named():
    evidence = load(ROOT / "data")
    assert evidence.fact("eu-060")["value"] == 2.3
    assert "project-202611-verify-arithmetic" in evidence.documents(["eu-060"])


def chosen_ranges():
    """Every chosen row with a range: where it stands, and its distribution."""
    evidence = load(ROOT / "data")
    for name, prefix in (("ladder", ""), ("readings", ""), ("assumptions", ""), ("seats", "span_")):
        for row, cells in getattr(evidence, name).iterrows():
            ends = [cells[prefix + end] for end in ("low", "central", "high")]
            if ends[0] < ends[2]:
                yield f"{name}, row {row}", Distribution(cells[f"{prefix}distribution"], *ends)


def test_a_central_value_lies_within_its_own_5_to_95_percent():
    outside = [
        where
        for where, one in chosen_ranges()
        if not one.quantile(0.05) - 1e-9 <= one.central <= one.quantile(0.95) + 1e-9
    ]
    assert outside == []


def test_nothing_that_is_read_rests_on_a_document_that_nobody_read():
    evidence = load(ROOT / "data")
    without = set(evidence.facts.loc[evidence.facts["source_id"] == "unverified", "fact_id"])
    for name in ("ladder", "readings", "assumptions", "schedule", "seats", "denominators", "record", "consortia"):
        table = getattr(evidence, name)
        columns = [column for column in table.columns if column.endswith(("fact_ids", "fact_id"))]
        named = {one for column in columns for cell in table[column] for one in cell.split(";")}
        assert not named & without, name
    for name in ("chips", "cost_breakdown", "sites"):
        assert not getattr(evidence, name)["source_ids"].str.split(";").explode().eq("unverified").any(), name


def test_what_no_original_was_read_for_says_so():
    assert list(load(ROOT / "data").vocabularies["tiers"].words)[-1] == LAST_TIER
    study = compare("latest")
    assert quantity(study.subject.announced, "basis").startswith("known second-hand or by own sums alone")
    assert quantity(study.comparator.announced, "basis").startswith("as documents say")
    assert quantity(study.comparator.spent, "basis").startswith("our own estimate")


@pytest.mark.parametrize("edition", ["latest", "article"])
def test_money_and_compute_in_service_count_the_same_buildings(edition):
    study = compare(edition)
    running = study.comparator.in_service, study.comparator.h100e_in_service
    for end in ("low", "central", "high"):
        cost, chips = (getattr(one.value, end) for one in running)
        assert 1e9 * cost / chips == pytest.approx(study.common.running_site_usd_per_h100e.central, rel=0.05)


def test_planned_power_and_chips_are_of_one_day_and_the_same_sites():
    plan = compare("latest").comparator
    assert plan.h100e_planned.as_of == plan.power_planned.as_of
    cut = plan.power_planned.value.low / plan.power_planned.central
    assert plan.h100e_planned.value.low / plan.h100e_planned.central == pytest.approx(cut, abs=0.02)


def test_nothing_names_a_place_of_somebodys_machine():
    files = ran("git", "ls-files", cwd=ROOT).stdout.split()
    found = [
        name
        for name in files
        if name.endswith((".py", ".md", ".yml", ".toml", ".ipynb", ".csv", ".json", ".j2", ".css"))
        and re.search(rb"/(home|Users|root)/\w", (ROOT / name).read_bytes())
    ]
    assert set(found) <= {"tests/site/test_check_site.py"}, "whose pages name such places to be found out"


def test_the_chart_of_the_readme_is_that_of_the_data():
    assert (ROOT / CHART).read_text(encoding="utf-8") == ladder_svg(Project(ROOT))
