"""What money, power and plan come to; later money; chips at two precisions; an hour; the page at its edges."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest

from analysis import tables
from analysis.charts import draw_chips, draw_cost_of_an_hour, draw_later_money, draw_pairs
from analysis.charts.pairs import Scale
from analysis.model.amounts import Triplet
from analysis.study import Study, compare
from analysis.tables.pairs import pair_row
from analysis.wording import ends, large, number, readable
from conftest import Copy
from test_edges import run_cells
from test_numbers import FRANCE, with_france

PAGE = "04-compute"
UNIT = "millions of H100 equivalents"


def of(table: pd.DataFrame, what: str, seat: str = "subject") -> pd.Series:
    """The row of one thing and seat."""
    return table[(table["what"] == what) & (table["seat"] == seat)].iloc[0]


def test_routes_are_the_quantities_of_the_study(latest: Study):
    table = tables.routes(latest)
    money = of(table, "What the money buys, by the price of chips")
    assert money["central"] == pytest.approx(latest.subject.h100e_by_money.central / 1e6)
    assert money["low"] == pytest.approx(latest.subject.h100e_by_money.value.low / 1e6)
    assert of(table, "What the plan says")["qualifier"] == "over"
    assert of(table, "What runs")["central"] == 0
    assert of(table, "What runs", "comparator")["high"] == pytest.approx(0.764022)


def test_every_dot_is_named_with_its_number_and_range(latest: Study):
    table = tables.routes(latest)
    chart = draw_pairs(table, UNIT)
    written = [text.get_text() for text in chart.figure.axes[0].texts]
    for _, row in table.dropna(subset="central").iterrows():
        words = f"{large(row['central'])}{ends(Triplet(row['low'], row['central'], row['high']))}"
        assert any(text.startswith(row["programme"]) and text.endswith(words) for text in written)
        assert words in chart.description


def test_zero_and_gap_are_labelled_and_told_apart(article: Study):
    chart = draw_pairs(tables.routes(article), UNIT)
    assert "What the planned power can run: EU gigafactories: no figure" in chart.description
    assert "What runs: EU gigafactories 0" in chart.description
    told = of(tables.routes(article), "What the planned power can run")["told"]
    assert told.startswith("no reading of power planned")


def test_labels_stay_inside_the_axes_and_apart_from_one_another(latest: Study):
    for table in (tables.routes(latest), tables.megawatts(latest), tables.money_against_power(latest)):
        figure = draw_pairs(table, "times").figure
        figure.draw_without_rendering()
        axes = figure.axes[0]
        boxes = [text.get_window_extent() for text in axes.texts if text.get_text()]
        frame = axes.get_window_extent()
        assert all(frame.x0 - 2 <= box.x0 and box.x1 <= frame.x1 + 2 for box in boxes)
        assert not [(one, two) for place, one in enumerate(boxes) for two in boxes[place + 1 :] if one.overlaps(two)]


@pytest.mark.parametrize("value", [float("nan"), 0.0])
def test_nothing_above_zero_is_no_chart(latest: Study, value):
    table = tables.routes(latest).assign(low=value, central=value, high=value)
    assert draw_pairs(table, UNIT) is None


def test_no_chart_from_no_rows(latest: Study):
    assert draw_later_money(tables.later_money(latest).iloc[:0], tables.spending_years(latest)) is None
    assert draw_chips(tables.chips(latest).iloc[:0]) is None
    assert draw_cost_of_an_hour(tables.cost_of_an_hour(latest).iloc[:0]) is None


def test_a_chip_that_counts_about_the_same_at_both_is_labelled_with_its_count_at_8_bit(latest: Study):
    chips = tables.chips(latest).query("chip == 'Trainium2'")
    one = chips.iloc[0]
    assert one["bit8"] < one["bit16"] < 1.1 * one["bit8"]
    written = [text.get_text() for text in draw_chips(chips).figure.axes[0].texts]
    assert number(one["bit8"]) in written
    assert number(one["bit16"]) not in written


def test_an_end_without_a_bound_is_left_open(latest: Study):
    quantity = replace(latest.comparison.announced_ratio, value=Triplet(95.9, 212.0, None))
    row = pair_row(latest, "subject", "x", quantity)
    assert pd.isna(row["high"])
    assert "(96 or more)" in draw_pairs(pd.DataFrame([row]), "times").description


@pytest.mark.parametrize(
    "scale", [Scale(0.4, 30, True), Scale(0.6, 3.5, True), Scale(1, 1e9, True), Scale(0, 57, False)]
)
def test_ticks_are_few_and_inside(scale):
    ticks = scale.ticks()
    assert 3 <= len(ticks) <= 10
    assert all(0 <= scale.at(tick) <= 1 for tick in ticks)


def test_the_first_plan_is_about_what_one_campus_runs(latest: Study, article: Study):
    first = tables.first_plan(latest)
    assert (first["first_sites"].central, first["first_sites"].bound) == (0.98, "at least")
    assert first["first_plan"].central == 500_000
    assert tables.first_plan(article)["first_plan"] is None
    by_model = compare("latest", {"subject_h100e_planned": 500_000}).subject.planned_in_running_sites
    assert first["first_sites"].central == pytest.approx(by_model.central, abs=0.005)


def test_it_load_and_facility_power_are_kept_apart(latest: Study):
    table = tables.megawatts(latest)
    planned = table[(table["what"] == "As planned") & (table["seat"] == "subject")].set_index("section")["central"]
    assert planned["IT load"] == 930
    assert planned["Whole facility, at peak"] == pytest.approx(930 * 1.29)


def test_later_money_makes_it_cheaper_and_the_building_dearer(latest: Study):
    table = tables.later_money(latest).set_index(["line", "year"])
    assert (table.xs(2025.5, level="year")[["low", "central", "high"]] == 1).all().all()
    share, growth, dearer = 0.66, 1.3, 0.055
    expected = 1 / (share / growth + (1 - share) * (1 + dearer))
    assert table.loc[("bit8", 2026.5), "central"] == pytest.approx(expected)
    assert table.loc[("building", 2029.5), "central"] < 1 < table.loc[("bit16", 2029.5), "central"]
    assert table.loc[("bit16", 2029.5), "high"] < table.loc[("bit8", 2029.5), "central"]


def test_the_gain_of_a_programme_lies_on_the_line(latest: Study):
    table = tables.later_money(latest)
    line = table[table["line"] == "bit8"]
    year, gain = latest.subject.mean_spending_year.central, latest.subject.later_money_gain
    before, after = line[line["year"] <= year].iloc[-1], line[line["year"] >= year].iloc[0]
    assert before["central"] < gain.central < after["central"]
    assert tables.gain_of_chips_alone(latest, "subject") > gain.value.high


def test_a_chip_counts_for_more_at_8_bit_only_where_it_was_made_so(latest: Study):
    table = tables.chips(latest)
    rubin, h100 = (table.set_index("chip").loc[name] for name in ("Rubin (VR200 NVL72)", "H100 SXM"))
    assert (round(rubin["bit8"], 1), round(rubin["bit16"], 1)) == (8.8, 4.0)
    assert (h100["bit8"], h100["bit16"]) == (1, 1)
    assert tables.furthest_apart(table)["chip"] == "Rubin (VR200 NVL72)"
    listed = latest.evidence.chips.set_index("chip")["h100_equivalent"]
    for _, row in table.iterrows():
        assert row["bit8"] == pytest.approx(listed[row["chip"]], abs=0.006)
    assert rubin["usd_8"] == pytest.approx(6220, rel=0.001)  # fact comp-143


def test_no_chip_or_rent_of_a_later_day_is_told(article: Study):
    table = tables.chips(article)
    assert "Rubin (VR200 NVL72)" not in set(table["chip"])
    assert tables.furthest_apart(table)["chip"] is None
    assert tables.rents(article)["day"].max() <= article.as_of
    assert not any("2026" in kind or "cycle" in kind for kind in tables.rents(article)["kind"])
    assert all(tables.plans_in_running_sites(article)["as_of"] <= article.as_of)


def test_an_hour_is_capital_power_and_upkeep(latest: Study):
    table = tables.cost_of_an_hour(latest)
    assert table[["capital", "energy", "upkeep"]].sum(axis=1).tolist() == pytest.approx(table["central"].tolist())
    assert table["name"].tolist() == ["EU gigafactories, 2025", "EU gigafactories, 2028", "Stargate, 2025"]
    assert table["central"].idxmin() == 1  # bought later
    chart = draw_cost_of_an_hour(table)
    shown = readable(table["value"].iloc[0], table["value"].iloc[0].value)
    assert f"EU gigafactories, 2025: {number(shown.central)} USD{ends(shown)}, of it capital" in chart.description


def test_costs_of_a_unit_are_those_of_the_model(latest: Study):
    table = tables.cost_of_an_h100e(latest).set_index(["what", "seat"])["central"]
    assert table["Announced sum over the plan", "subject"] == pytest.approx(55.86, abs=0.01)
    assert table["The running site, as modelled", "running"] == pytest.approx(31.3, abs=0.05)


def test_the_page_answers_first(latest: Study):
    text = re.sub(r"\s+", " ", run_cells(PAGE, {"edition": "latest"}))
    assert text.index("would buy about") < text.index("<figure")
    assert "comes to at least 98% of what this one campus runs" in text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_third_programme_without_a_price_of_power_has_no_hour(copy: Copy, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ANALYSIS_ROOT", str(with_france(copy).project.root))
    study = compare("latest", comparator=FRANCE)
    assert "comparator" not in set(tables.cost_of_an_hour(study)["seat"])
