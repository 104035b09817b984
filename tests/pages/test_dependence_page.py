"""Where capital cost goes, by item and by seat of the seller; the page at its edges."""

from __future__ import annotations

import re

import pytest

from analysis import tables
from analysis.charts import draw_eu_parts, draw_euro, draw_pairs
from analysis.study import Study, compare
from analysis.tables.dependence import AMOUNTS, NOTED, SEATS_OF_SELLERS, seat_shares
from analysis.uncertainty import Sample
from conftest import Copy
from test_edges import held, run_cells
from test_numbers import FRANCE, with_france

PAGE = "06-who-is-paid"


def test_five_items_are_the_whole_and_parts_of_parts_are_not_added(latest: Study):
    table = tables.of_a_euro(latest)
    items, parts = table[table["part_of"] == ""], table[table["part_of"] != ""]
    assert len(items) == 5
    assert items["central"].sum() == pytest.approx(100)
    assert set(parts["part_of"]) == {"Accelerators"}
    assert parts["central"].sum() <= items.set_index("item").loc["accelerators", "central"]
    assert items["central"].is_monotonic_decreasing
    assert list(table["item"])[1].startswith("accelerators/")


def test_items_have_the_range_of_the_model_and_parts_that_of_the_reading(latest: Study):
    table = tables.of_a_euro(latest).set_index("item")
    value = latest.common.accelerators_part.value
    assert list(table.loc["accelerators", ["low", "central", "high"]]) == pytest.approx(
        [100 * value.low, 100 * value.central, 100 * value.high]
    )
    assert list(table.loc["accelerators/hbm", ["low", "central", "high"]]) == pytest.approx([4, 5, 10])


def test_the_items_give_the_assumption_within_a_hundredth(latest: Study):
    whole = tables.eu_shares(tables.eu_parts(latest))["all"]
    assert whole == pytest.approx(0.27, abs=0.01)
    assumed = latest.common.eu_supplier_share_of_capex.value
    assert (assumed.low, assumed.central, assumed.high) == (0.18, 0.27, 0.37)
    total = tables.eu_parts(latest).iloc[-1]
    assert 100 * assumed.low < total["eu_low"] < total["eu"] < total["eu_high"] < 100 * assumed.high


def test_the_part_within_each_item_is_read_from_the_estimate(latest: Study):
    shares = seat_shares(latest)
    assert shares == {
        "power_cooling": 0.65,
        "building_land": 0.95,
        "servers_other_it": 0.08,
        "networking": 0.05,
        "accelerators": 0.0125,
    }
    note = latest.evidence.fact(SEATS_OF_SELLERS)["note"]
    central = latest.evidence.cost_breakdown.set_index("item")["share_central"]
    for item, words in NOTED.items():
        assert re.search(rf"{words} {central[item]:.2f} x {shares[item]:.2f}", note)
    assert "accelerators about 0.005" in note
    assert central["accelerators"] * shares["accelerators"] == pytest.approx(0.005)


def test_a_part_that_the_note_does_not_give_is_a_gap(copy: Copy, monkeypatch: pytest.MonkeyPatch):
    rows = copy.rows("data/evidence/facts.csv")
    for row in rows:
        if row["fact_id"] == SEATS_OF_SELLERS:
            row["note"] = row["note"].replace("servers 0.12 x 0.08", "servers not known")
    copy.write("data/evidence/facts.csv", rows)
    monkeypatch.setenv("ANALYSIS_ROOT", str(copy.project.root))
    study = compare("latest")
    table = tables.eu_parts(study).set_index("item")
    assert table["eu"].isna().sum() == 2  # the item and the sum
    assert "Servers" not in draw_eu_parts(table.reset_index(), tables.assumed_eu_part(study)).description
    held(run_cells(PAGE, {}))


def test_amounts_are_those_of_the_model_at_the_market_rate(latest: Study):
    table = tables.amounts(latest).set_index(["what", "seat"])
    nvidia = table.loc[("Nvidia, for accelerators", "subject")]
    assert nvidia["own"].central == pytest.approx(30 * 0.4 * 0.75)
    assert nvidia["central"] == pytest.approx(30 * 0.4 * 0.75 * 1.1172)
    profit = table.loc[("Nvidia's gross profit in that", "comparator"), "central"]
    assert profit == pytest.approx(500 * 0.4 * 0.75 * 0.75)


def test_sellers_in_the_eu_are_left_open_for_a_programme_elsewhere(latest: Study):
    assert not latest.comparator.eu_supplier_spending.known
    assert latest.subject.eu_supplier_spending.central == pytest.approx(8.1)
    told = draw_pairs(tables.amounts(latest), "USD bn").description
    assert re.search(r"All sellers with their seat in the EU: EU gigafactories [^;]*; Stargate: no figure", told)
    assert re.search(r"Accelerators, sellers outside the EU: EU gigafactories [^;]*; Stargate: no figure", told)


def test_nvidias_part_is_drawn_as_the_model_draws_its_profit(latest: Study):
    part = tables.part_paid_to_nvidia(latest)
    assert part.central == pytest.approx(0.3)
    names = ("accelerators_part", "nvidia_share_of_accelerators", "nvidia_gross_margin")
    one, two, three = latest.sample(*names).values.values()
    low, _, high = Sample({"share": one * two * three}, True).band("share")
    profit = latest.common.nvidia_gross_profit_share.value
    assert (low, high) == pytest.approx((profit.low, profit.high), rel=0.01)
    assert part.value.low < part.central < part.value.high


def test_a_flow_in_dollars_is_that_of_the_table(latest: Study):
    rows = tables.amounts(latest).query("seat == 'subject'")
    for name, words in AMOUNTS.items():
        row = rows[rows["what"] == words].iloc[0]
        flow = tables.in_dollars(latest, name)
        assert (flow.unit, flow.central) == ("USD bn", pytest.approx(row["central"]))
        assert flow.value.low == pytest.approx(row["low"])
    swapped = compare("latest", subject="stargate", comparator="eu-gigafactories")
    assert not tables.in_dollars(swapped, "eu_supplier_spending").known


def test_places_are_spelt_and_firms_are_named_as_the_data_name_them(latest: Study):
    seats = tables.of_a_euro(latest).set_index("item")["seat"]
    assert seats["accelerators"] == "US design; Taiwan fabrication; South Korea memory"
    assert "SK Hynix" in seats["accelerators/hbm"]
    assert tables.european_firms(latest) == "Schneider, Siemens, ABB and Legrand"
    assert tables.makers_of_power_and_cooling(latest)["makers"].endswith("Vertiv, Eaton and Caterpillar")
    assert tables.european_firms(compare("latest", as_of="2025-02-11")) == ""


def test_the_charts_say_what_their_tables_hold(latest: Study):
    euro, parts = tables.of_a_euro(latest), tables.eu_parts(latest)
    description = draw_euro(euro).description.lower()
    told = [f"{name} {value:.3g}%".lower() for name, value in zip(euro["name"], euro["central"], strict=True)]
    assert all(words in description for words in told)
    drawn = draw_eu_parts(parts, tables.assumed_eu_part(latest))
    assert "Power and cooling: 15.6 of 24%" in drawn.description
    assert "Assumption in use: 27% (18 to 37)" in drawn.description
    assert draw_euro(euro.iloc[:0]) is None
    assert draw_eu_parts(parts.iloc[:0], None) is None


def test_the_page_answers_first_and_says_what_it_does_not(latest: Study):
    text = run_cells(PAGE, {"edition": "latest"}).replace("\N{NO-BREAK SPACE}", " ")
    assert text.index("goes to accelerators**") < text.index("<figure")
    assert "left open" in text
    assert "left open" not in run_cells(PAGE, {"subject": "stargate", "comparator": "eu-gigafactories"})


def test_a_third_programme_is_paid_for(copy: Copy, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ANALYSIS_ROOT", str(with_france(copy).project.root))
    assert compare("latest", comparator=FRANCE).comparator.eu_supplier_spending.known
