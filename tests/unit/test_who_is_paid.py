"""Where capital cost goes, by item and by seat of the seller; the page at its edges."""

import pytest

from analysis.pages import suppliers
from analysis.study import Study, compare
from analysis.uncertainty import Sample
from conftest import Copy
from test_edges import held, run_cells, unpainted  # noqa: F401


def test_five_items_are_the_whole_and_parts_of_parts_are_not_added(latest: Study):
    table = suppliers.items(latest).table
    central = table.set_index("item")["value"].map(lambda value: value.central)
    items, parts = table[table["part_of"] == ""], table[table["part_of"] != ""]
    assert len(items) == 5
    assert central[items["item"]].sum() == pytest.approx(1)
    assert set(parts["part_of"]) == {"Accelerators"}
    assert central[parts["item"]].sum() <= central["accelerators"]
    assert central[items["item"]].is_monotonic_decreasing
    assert list(table["item"])[1].startswith("accelerators/")


def test_items_have_the_range_of_the_model_and_parts_that_of_the_reading(latest: Study):
    found = suppliers.items(latest).table.set_index("item")["value"]
    assert found["accelerators"] is latest.common.accelerators_part
    memory = found["accelerators/hbm"].value
    assert (memory.low, memory.central, memory.high) == (0.04, 0.05, 0.1)


def test_the_items_give_the_assumption_within_a_hundredth(latest: Study):
    whole, assumed = suppliers.shares_of_eu(latest)["all"].value, latest.common.eu_supplier_share_of_capex.value
    assert whole.central == pytest.approx(0.27, abs=0.01)
    assert (assumed.low, assumed.central, assumed.high) == (0.18, 0.27, 0.37)
    assert assumed.low < whole.low < whole.central < whole.high < assumed.high
    assert suppliers.values(latest)["agrees"]


def test_the_part_within_each_item_is_that_of_the_estimate(latest: Study):
    shares = suppliers.seat_shares(latest)
    note = latest.evidence.cited_fact("seats_of_sellers")["note"]
    central = latest.evidence.cost_breakdown.set_index("item")["share_central"]
    noted = {
        "power_cooling": "power and cooling",
        "building_land": "building",
        "servers_other_it": "servers",
        "networking": "networking",
    }
    for item, words in noted.items():
        assert f"{words} {central[item]:.2f} x {shares[item]:.2f}" in note
    assert "accelerators about 0.005" in note
    assert central["accelerators"] * shares["accelerators"] == pytest.approx(0.005)


@pytest.mark.usefixtures("unpainted")
def test_a_part_that_is_not_estimated_is_a_gap(in_copy: Copy):
    rows = in_copy.rows("data/evidence/cost_breakdown.csv")
    for row in rows:
        row["eu_sellers_share"] *= row["item"] != "servers_other_it"
    in_copy.write("data/evidence/cost_breakdown.csv", rows)
    study = compare("latest")
    gaps = {name for name, part in suppliers.shares_of_eu(study).items() if not part.known}
    assert gaps == {"servers_other_it", "all"}
    assert "Servers and other IT: no figure. " in suppliers.eu_parts(study).drawing.describe()
    held(run_cells("06-who-is-paid", {}))


def test_amounts_are_those_of_the_model_at_the_market_rate(latest: Study):
    table = suppliers.amounts(latest).table.set_index(["what", "seat"])
    nvidia = table.loc[("Nvidia, for accelerators", "subject")]
    assert nvidia["own"].central == pytest.approx(30 * 0.4 * 0.75)
    assert (nvidia["value"].unit, nvidia["value"].central) == ("USD bn", pytest.approx(30 * 0.4 * 0.75 * 1.1172))
    profit = table.loc[("Nvidia's gross profit in that", "comparator"), "value"]
    assert profit.central == pytest.approx(500 * 0.4 * 0.75 * 0.75)


def test_sellers_in_the_eu_are_left_open_for_a_programme_elsewhere(latest: Study, swapped: Study):
    assert not latest.comparator.eu_supplier_spending.known
    assert latest.subject.eu_supplier_spending.central == pytest.approx(8.1)
    assert suppliers.amounts(swapped).title.endswith("$150bn to Nvidia")


def test_nvidias_part_is_drawn_as_the_model_draws_its_profit(latest: Study):
    part = suppliers.part_paid_to_nvidia(latest)
    assert part.central == pytest.approx(0.3)
    names = ("accelerators_part", "nvidia_share_of_accelerators", "nvidia_gross_margin")
    one, two, three = latest.sample(*names).values.values()
    low, _, high = Sample({"share": one * two * three}, True).band("share")
    profit = latest.common.nvidia_gross_profit_share.value
    assert (low, high) == pytest.approx((profit.low, profit.high), rel=0.01)
    assert part.low < part.central < part.high


def test_places_are_spelt_and_firms_are_named_as_the_data_name_them(latest: Study):
    seats, found = suppliers.items(latest).table.set_index("item")["seat"], suppliers.values(latest)
    assert seats["accelerators"] == "US design; Taiwan fabrication; South Korea memory"
    assert "SK Hynix" in seats["accelerators/hbm"]
    assert found["firms"] == "Schneider, Siemens, ABB and Legrand"
    assert found["makers"].endswith("Vertiv, Eaton and Caterpillar")
    assert suppliers.values(compare("latest", as_of="2025-02-11"))["firms"] == ""


def test_tables_are_in_french_and_read_the_same_numbers(latest: Study, french: Study):
    assert suppliers.items(french).table.set_index("item").loc["building_land", "seat"] == "pays hôte"
    assert suppliers.values(french)["makers"].endswith("Vertiv, Eaton et Caterpillar")


def test_a_third_programme_is_paid_for():
    assert compare("latest", comparator="other:campus-ai-france").comparator.eu_supplier_spending.known
