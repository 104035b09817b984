"""Compute by generation, the cost of an hour and what the public pays, recomputed by hand with figures of documents.

Figures are typed here on purpose: nothing of the model or of the pages is used to arrive at what is expected.
"""

import pytest

from analysis.model import running_cost
from analysis.pages import compute, hour
from analysis.study import Study, compare
from conftest import FRANCE, plain

RUBIN = "Rubin (VR200 NVL72)"
SUMS = {"subject": 30 * 1.1172, "comparator": 500.0}  # USD bn, at the rate of 30 October 2026
IT_MW = {"subject": 930.0, "comparator": 6954.0}  # the tender's floors; Epoch AI's sum for seven sites
SITE_MW = {"subject": 930 * 1.29, "comparator": 9773.0}
HOURS = 8760


@pytest.mark.parametrize("seat", SUMS)
def test_money_over_power_has_one_generation_on_both_sides(latest: Study, seat: str):
    found = {row["what"]: row["value"].central for row in compute.ways_to_count(latest) if row["seat"] == seat}
    for chip, price, watts in (("B200 (GB200 NVL72)", 37_000, 2090), (RUBIN, 55_000, 3033)):
        bought, run = SUMS[seat] * 1e9 * 0.40 / price, IT_MW[seat] * 1e6 / watts
        assert found[f"{chip}, by its price"] == pytest.approx(bought / run, rel=0.001)
    for name, cost in (("Blackwell", 35), ("Rubin", 55)):
        assert found[f"{name}, by the cost of a gigawatt"] == pytest.approx(SUMS[seat] / cost * 1000 / SITE_MW[seat])


def test_the_sign_is_told_by_generation(latest: Study):
    """A referee's figures: 0.80 to 0.81 and 0.51 for the EU, 1.46 to 1.62 and 0.93 for Stargate."""
    ours, theirs = (compute.what_is_short(latest, seat) for seat in ("subject", "comparator"))
    assert (ours["least"], ours["most"], ours["short"]) == (0.51, 0.81, "the money is short")
    assert (theirs["least"], theirs["most"], theirs["short"]) == (0.93, 1.6, None)
    assert ours["at_least"] == theirs["at_least"] == "Rubin, by the cost of a gigawatt"
    for seat in (latest.subject, latest.comparator):
        blackwell = seat.money_over_power_at_2025_cost.central
        assert blackwell < seat.h100e_money_over_power.central < blackwell * 1.15


def test_nothing_is_short_where_no_power_is_known(article: Study):
    assert set(compute.what_is_short(article, "subject").values()) == {None}
    assert RUBIN not in " ".join(row["what"] for row in compute.ways_to_count(article))  # on sale a year later


def test_one_ratio_of_facility_to_it_a_programme(latest: Study):
    for seat, ratio in ((latest.subject, 1.29), (latest.comparator, 9773 / 6954)):
        assert seat.facility_over_it.central == pytest.approx(ratio, rel=1e-4)
        by_it = seat.it_power_by_money.central / seat.it_power_planned.central
        by_site = seat.facility_power_by_money.central / seat.facility_power_planned.central
        assert by_site == pytest.approx(by_it)


def test_a_named_chip_brings_its_own_price_watts_and_year(latest: Study):
    rubin = compare("latest", {"chip": RUBIN})
    years = 2027.054 - 2026.5  # the middle of spending, less the middle of the year of the chip
    gain = 1 / (0.66 * 1.30**-years + 0.34 * 1.055**years)
    assert rubin.comparator.later_money_gain.central == pytest.approx(gain, rel=0.01)
    assert rubin.comparator.h100e_by_money.central == pytest.approx(500e9 * 0.4 / 55_000 * 8.843 * gain, rel=0.01)
    assert rubin.comparator.later_money_gain.central < latest.comparator.later_money_gain.central
    assert rubin.common.capex_per_h100e.central == pytest.approx(31_311 * (55_000 / 8.843) / (37_000 / 2.527))
    assert rubin.comparator.energy_cost_per_h100e_hour.central == pytest.approx(3033 / 8.843 / 1e6 * 1.25 * 55)
    assert latest.common.capex_per_h100e.central == 31_311


def test_money_spent_before_a_chip_is_on_sale_gains_nothing():
    early = compare("latest", {"chip": RUBIN, "comparator_span_years": 1})
    assert early.comparator.mean_spending_year.central < 2026.5
    assert early.comparator.later_money_gain.central == 1


def by_hand(price: float, years: float, rate: float) -> float:
    """User cost of capital for an hour [USD]: IT at 1.30 a year, building dearer by 5.5% and paid off over 14 years."""
    annuity = rate / (1 - (1 + rate) ** -14)
    it = 0.66 * 1.30**-years * (rate + 1 - 1 / 1.30)
    return price * (it + 0.34 * 1.055**years * annuity) / HOURS


def test_an_hour_costs_the_return_and_the_fall_of_the_price(latest: Study):
    for seat, years in ((latest.subject, None), (latest.comparator, None)):
        rate = seat.discount_rate_private.central
        years = seat.first_service_stated.central - 2025.5
        assert seat.first_price_capital_cost_per_h100e_hour.central == pytest.approx(by_hand(31_311, 0, rate))
        assert seat.capital_cost_per_h100e_hour.central == pytest.approx(by_hand(31_311, years, rate))
    assert (
        latest.subject.capital_cost_per_h100e_hour.central
        < latest.subject.first_price_capital_cost_per_h100e_hour.value.low
    )


def test_the_user_cost_is_a_fifth_above_an_annuity():
    """A referee's figures at 9%: capital 0.91 and not 0.76, the hour 1.00 and not 0.85 with power at 0.089."""
    annuity = 31_200 * (0.66 * running_cost._annuity(0.09, 5) + 0.34 * running_cost._annuity(0.09, 14)) / HOURS
    assert annuity == pytest.approx(0.76, abs=0.005)
    assert by_hand(31_200, 0, 0.09) == pytest.approx(0.91, abs=0.005)
    assert (by_hand(31_200, 0, 0.09) + 0.089) / (annuity + 0.089) == pytest.approx(1.18, abs=0.005)


def test_the_running_cost_is_that_of_epoch_ai(latest: Study):
    """Of 8.5 bn USD a year for a gigawatt 0.9 is running cost and 0.6 of that power; 0.085 for an hour of an H100e."""
    packages = 1e9 / 2090
    for part, cost in (
        (0.3, latest.common.upkeep_cost_per_h100e_hour),
        (0.6, latest.comparator.energy_cost_per_h100e_hour),
    ):
        assert cost.central == pytest.approx(part * 1e9 / packages / 2.527 / HOURS, rel=0.005)
    running = latest.common.upkeep_cost_per_h100e_hour.central + latest.comparator.energy_cost_per_h100e_hour.central
    assert running == pytest.approx(0.085, abs=0.001)  # comp-166
    assert latest.comparator.energy_share_of_cost.central == pytest.approx(0.06, abs=0.015)


def test_epochs_hour_comes_out_if_the_building_is_written_off_as_fast(latest: Study, article: Study):
    found = hour.beside_epoch(latest)
    assert found["epoch"] == 0.80
    assert found["straight"] == pytest.approx(31_311 * (0.66 / 5 + 0.34 / 14) / HOURS + 0.085, abs=0.005)
    assert found["short_lived"] == pytest.approx(found["epoch"], abs=0.01)
    assert found["short_lived"] == pytest.approx((38 / 5 + 0.9) / 479_815 / 2.527 / HOURS * 1e9, abs=0.01)
    for other in (article, compare("latest", {"chip": RUBIN})):
        assert set(hour.beside_epoch(other).values()) == {None}


def test_the_public_pays_about_a_dollar_and_a_quarter_for_an_hour(latest: Study):
    """A referee's figures: 1.25 USD over five years and 1.56 over four; rent of a B200 2.10 for each H100e."""
    price = latest.subject.public_price_per_h100e_hour
    by_years = {years: 10 * 1.1172e9 / (0.34 * 600_000 * HOURS * years) for years in (4, 5, 6)}
    assert price.central == pytest.approx(by_years[5])
    assert (price.central, by_years[4]) == (pytest.approx(1.25, abs=0.005), pytest.approx(1.56, abs=0.005))
    assert by_years[6] - 1e-9 <= price.value.low < price.value.high <= by_years[4] + 1e-9
    assert latest.common.rent_per_h100e_hour.central == pytest.approx(2.10, abs=0.005)
    assert not latest.comparator.public_price_per_h100e_hour.known


def public(study: Study) -> dict[str, float]:
    """What each cost or price of an hour comes to [USD]."""
    table = hour.public_hour(study).table
    return {name: value.central for name, value in zip(table["name"], table["value"], strict=True)}


def test_the_price_by_lot_follows_the_ceilings_and_floors_of_the_tender(latest: Study):
    found = public(latest)
    assert found["Public price, medium sites"] == pytest.approx(0.5e9 * 1.1172 / (0.17 * 75_000 * HOURS * 5))
    assert found["Public price, large sites"] == pytest.approx(1.0e9 * 1.1172 / (0.17 * 100_000 * HOURS * 5))
    ends = found["Public price, medium sites"], found["Public price, large sites"]
    assert min(ends) < found["Public price, whole tender"] < max(ends)


def test_the_public_price_is_told_from_either_seat(latest: Study, swapped: Study):
    assert public(latest) == pytest.approx(public(swapped))
    assert swapped.comparator.public_price_per_h100e_hour.central == latest.subject.public_price_per_h100e_hour.central


def test_a_chip_is_an_import_at_a_site_in_the_eu_alone(latest: Study):
    assert latest.subject.imported_chips.central == pytest.approx(30 * 0.40 * (1 - 0.0125))
    assert not latest.comparator.imported_chips.known


# What the pages make of it. ------------------------------------------------------------------------------------------


def test_nothing_known_is_no_chart(early: Study):
    assert compute.routes(early) is compute.megawatts(early) is None
    assert compute.short_in_words(early) is None
    assert compute.plans(early).frame.empty


def test_the_first_plan_is_about_what_one_campus_runs(latest: Study, article: Study):
    plans = compute.plans(latest)
    first = plans.frame.iloc[0]
    assert (first["sites"].bound, first["plan"].central) == ("at least", 500_000)
    assert "500,000 H100e in all, comes to at least 98% of what this campus runs" in plain(plans.note)
    assert "campus" not in compute.plans(article).note
    by_model = compare("latest", {"subject_h100e_planned": 500_000}).subject.planned_in_running_sites
    assert first["sites"].central == pytest.approx(by_model.central, abs=0.005)


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


def test_a_chip_counts_for_its_dense_rate_at_8_bit(latest: Study):
    chips = latest.evidence.chips.set_index("chip").dropna(subset=["dense_fp8_flops"])
    counted = chips["dense_fp8_flops"] / chips.loc["H100 SXM", "dense_fp8_flops"]
    assert counted.to_dict() == pytest.approx(chips["h100_equivalent"].to_dict(), abs=0.006)


def test_no_rent_or_plan_of_a_later_day_is_told(article: Study):
    rents = hour.rents(article).frame
    assert rents["day"].max() <= article.as_of
    assert not any("2026" in kind or "cycle" in kind for kind in rents["kind"])
    assert all(compute.plans(article).frame["as_of"] <= article.as_of)


def test_an_hour_is_capital_power_and_upkeep(latest: Study):
    for row in hour.cost(latest).table.to_dict("records"):
        assert sum(row[part].central for part in hour.PARTS) == pytest.approx(row["value"].central)
    assert compute.values(latest)["bought_later"]


@pytest.mark.usefixtures("france")
def test_a_third_programme_without_a_price_of_power_has_no_hour():
    study = compare("latest", comparator=FRANCE)
    assert "comparator" not in set(hour.cost(study).table["seat"])
