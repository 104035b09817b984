"""What money, power and plan come to; later money; chips at two precisions; an hour; the page at its edges."""

import re

import pandas as pd
import pytest

from analysis.charts.chart import Chart
from analysis.pages import compute, hour
from analysis.paths import project
from analysis.publish.run import run_notebook
from analysis.study import Study, compare
from conftest import Copy
from test_numbers import FRANCE, with_france


def of(chart: Chart | None, what: str, seat: str = "subject") -> pd.Series:
    """The row of one thing and seat."""
    table = chart.table
    return table[(table["what"] == what) & (table["seat"] == seat)].iloc[0]


def shown(page: str, **parameters: object) -> str:
    """What a page shows: its prose, its figures and its tables, with ordinary spaces."""
    outputs = [
        out
        for cell in run_notebook(project(), page, parameters, in_process=True).cells
        for out in cell.get("outputs", ())
    ]
    kinds = ("text/html", "text/markdown")
    text = "\n".join(next((out["data"][kind] for kind in kinds if kind in out["data"]), "") for out in outputs)
    return re.sub(r"\s+", " ", text.replace("\N{NO-BREAK SPACE}", " "))


def test_routes_are_the_quantities_of_the_study(latest: Study):
    chart = compute.routes(latest)
    assert of(chart, "What the money buys, by the price of chips")["value"] is latest.subject.h100e_by_money
    assert of(chart, "What the plan says")["value"].qualifier == "over"
    assert of(chart, "What runs")["value"].is_zero
    assert of(chart, "What runs", "comparator")["value"].value.high == pytest.approx(764_022)
    assert list(chart.table["shape"]) == ["ring"] * 8 + ["triangle"] * 2  # what runs is no promise


def test_zero_and_gap_are_told_apart(article: Study):
    chart = compute.routes(article)
    assert "What the planned power can run, EU gigafactories no figure" in chart.drawing.describe()
    assert "What runs, EU gigafactories 0" in chart.drawing.describe()
    assert of(chart, "What the planned power can run")["told"].startswith("no reading of power planned")


def test_nothing_known_is_no_chart():
    early = compare("latest", as_of="2024-10-31")
    assert compute.routes(early) is compute.megawatts(early) is compute.money_over_power(early) is None
    assert compute.short_in_words(early) is None
    assert compute.plans(early).frame.empty


def test_a_chip_that_counts_about_the_same_at_both_is_labelled_with_its_count_at_8_bit(latest: Study):
    one = compute.chips(latest).table.query("chip == 'Trainium2'").iloc[0]
    assert one["bit8"].central < one["bit16"].central < 1.1 * one["bit8"].central
    assert one["words"] == "0.656"


def test_the_first_plan_is_about_what_one_campus_runs(latest: Study, article: Study):
    plans = compute.plans(latest)
    first = plans.frame.iloc[0]
    assert (first["sites"].bound, first["plan"].central) == ("at least", 500_000)
    assert "500,000 H100e in all, comes to at least 98% of what this one campus runs" in plans.note.replace("\xa0", " ")
    assert "campus" not in compute.plans(article).note
    by_model = compare("latest", {"subject_h100e_planned": 500_000}).subject.planned_in_running_sites
    assert first["sites"].central == pytest.approx(by_model.central, abs=0.005)


def test_it_load_and_facility_power_are_kept_apart(latest: Study):
    chart = compute.megawatts(latest)
    assert of(chart, "IT load as planned")["value"].central == 930
    assert of(chart, "Whole facility as planned")["value"].central == pytest.approx(930 * 1.29)


def test_later_money_makes_it_cheaper_and_the_building_dearer(latest: Study):
    table = compute.later_money(latest).table.set_index(["line", "year"])["value"]
    assert all(value.value.is_exact and value.central == 1 for value in table.xs(2025.5, level="year"))
    share, growth, dearer = 0.66, 1.3, 0.055
    expected = 1 / (share / growth + (1 - share) * (1 + dearer))
    assert table["bit8", 2026.5].central == pytest.approx(expected)
    assert compute.values(latest)["gain"] == pytest.approx(expected - 1)
    assert table["building", 2029.5].central < 1 < table["bit16", 2029.5].central
    assert table["bit16", 2029.5].value.high < table["bit8", 2029.5].central


def test_the_gain_of_a_programme_lies_on_the_line(latest: Study):
    line = compute.later_money(latest).table.query("line == 'bit8'")
    year, gain = latest.subject.mean_spending_year.central, latest.subject.later_money_gain
    before, after = line[line["year"] <= year].iloc[-1], line[line["year"] >= year].iloc[0]
    assert before["value"].central < gain.central < after["value"].central
    assert compute.values(latest)["alone"] > gain.value.high


def test_a_chip_counts_for_more_at_8_bit_only_where_it_was_made_so(latest: Study):
    chart = compute.chips(latest)
    table = chart.table.set_index("chip")
    counts = {chip: (row["bit8"].central, row["bit16"].central) for chip, row in table.iterrows()}
    assert counts["Rubin (VR200 NVL72)"] == pytest.approx((8.8, 4.0), abs=0.05)
    assert counts["H100 SXM"] == (1, 1)
    assert chart.title.startswith("The same Rubin (VR200 NVL72) counts for 8.84 H100 at 8 bit")
    listed = latest.evidence.chips.set_index("chip")["h100_equivalent"]
    assert {chip: eight for chip, (eight, __) in counts.items()} == pytest.approx(
        listed[table.index].to_dict(), abs=0.006
    )
    assert table.loc["Rubin (VR200 NVL72)", "usd_8"] == pytest.approx(6220, rel=0.001)  # fact comp-143


def test_no_chip_or_rent_of_a_later_day_is_told(article: Study):
    chips, rents = compute.chips(article), hour.rents(article).frame
    assert "Rubin (VR200 NVL72)" not in set(chips.table["chip"])
    assert chips.title == "Every chip listed counts about the same at 8 bit and at 16 bit"
    assert rents["day"].max() <= article.as_of
    assert not any("2026" in kind or "cycle" in kind for kind in rents["kind"])
    assert all(compute.plans(article).frame["as_of"] <= article.as_of)


def test_an_hour_is_capital_power_and_upkeep(latest: Study):
    chart = hour.cost(latest)
    table = chart.table.set_index("name")
    for __, row in table.iterrows():
        assert sum(row[part].central for part in hour.PARTS) == pytest.approx(row["value"].central)
    assert list(table.index) == ["EU gigafactories, 2025", "EU gigafactories, 2028", "Stargate, 2025"]
    costs = {name: value.central for name, value in table["value"].items()}
    assert min(costs, key=costs.get) == "EU gigafactories, 2028"  # bought later
    assert "Stargate, 2025, 1 (0.74 to 1.72): Capital 0.91" in chart.drawing.describe()
    assert compute.values(latest)["bought_later"]


def test_costs_of_a_unit_are_those_of_the_model(latest: Study):
    chart = compute.unit_cost(latest)
    assert of(chart, "Announced sum over the plan")["value"].central == pytest.approx(55_860, abs=10)
    assert of(chart, "The running site, as modelled", "other")["value"].central == pytest.approx(31_300, abs=50)


def test_the_page_answers_first(latest: Study):
    text = shown("04-compute")
    assert text.index("would buy") < text.index("<figure")
    assert "In service at Stargate" in text


def test_a_third_programme_without_a_price_of_power_has_no_hour(copy: Copy, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ANALYSIS_ROOT", str(with_france(copy).project.root))
    study = compare("latest", comparator=FRANCE)
    assert "comparator" not in set(hour.cost(study).table["seat"])
