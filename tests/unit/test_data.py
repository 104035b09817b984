"""The data as shipped, and figures that can be held against a document outside the project."""

from __future__ import annotations

import datetime
import json
import re
import subprocess
import sys

import pytest

from analysis.checking import faults_of_project
from analysis.evidence import load
from analysis.evidence.data_package import text_of_package
from analysis.paths import Project
from analysis.publish.answer import CHART, ladder_svg
from conftest import ROOT


def test_shipped_data_have_no_fault():
    assert faults_of_project(Project(ROOT)) == []


def test_descriptor_describes_the_tables_as_they_are():
    assert (ROOT / "data" / "datapackage.json").read_text(encoding="utf-8") == text_of_package()


def test_frictionless_accepts_the_package_by_hand():
    command = [sys.executable, "-m", "frictionless", "validate", "data/datapackage.json", "--json"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
    report = json.loads(run.stdout)
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


def test_spending_readings_are_the_sum_of_their_components():
    evidence = load(ROOT / "data")
    parts = evidence.facts[evidence.facts["metric"] == "capital_spent_component"]
    spent = evidence.ladder.query("programme == 'stargate' and rung == 'spent'")
    assert not spent.empty
    for _, reading in spent.iterrows():
        of_day = parts[parts["as_of"] == reading["as_of"].isoformat()]
        assert reading["central"] == pytest.approx(of_day["value"].sum(), abs=0.06)
        assert reading["low"] == pytest.approx(of_day["low"].sum(), abs=0.06)
        assert reading["high"] == pytest.approx(of_day["high"].sum(), abs=0.06)


def test_corrections_are_applied_and_their_documents_named():
    evidence = load(ROOT / "data")
    assert evidence.fact("eu-060")["value"] == 1.9
    assert "project-202611-verify-arithmetic" in evidence.documents(["eu-060"])


def test_nothing_names_a_place_of_somebodys_machine():
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    found = [
        name
        for name in files
        if name.endswith((".py", ".md", ".yml", ".toml", ".ipynb", ".csv", ".json", ".j2", ".css"))
        and re.search(rb"/(home|Users|root)/\w", (ROOT / name).read_bytes())
    ]
    assert set(found) <= {"tests/site/test_check_site.py"}, "whose pages name such places to be found out"


def test_the_chart_of_the_readme_is_that_of_the_data():
    assert (ROOT / CHART).read_text(encoding="utf-8") == ladder_svg(Project(ROOT))
