"""The quantities of the two editions, and that the names others build on are there."""

import json

import pytest
from typer.testing import CliRunner

from analysis.cli import app
from conftest import FRANCE

SEAT = (
    "announced claimed_deployed committed financed spent in_service sites announced_per_site announced_per_head "
    "announced_per_gdp"
)
NAMES = {
    "subject": SEAT,
    "comparator": SEAT,
    "comparison": "usd_per_eur announced_ratio committed_ratio financed_ratio spent_ratio claimed_deployed_share",
}
"""What others build on, with or without a value."""

OF_PAGES = {
    "subject": "announced_ppp_usd announced_constant_usd announced_present_value_usd committed_share realisation_rate "
    "expected_delivered call_slip first_service_outside_view months_to_first_power relative_size_after_slip "
    "chips_by_money h100e_by_money h100e_by_power h100e_money_over_power it_power_by_money h100e_planned_per_site "
    "planned_in_running_sites public_price_per_h100e_hour "
    "later_money_gain h100e_by_money_16bit public_money "
    "private_capital union_budget member_states public_bank_loans leverage_total_over_public total_if_private_part "
    "imported_chips nvidia_gross_profit eu_supplier_spending",
    "comparator": "debt_share spent_share first_service_stated cost_per_h100e_hour "
    "first_price_cost_per_h100e_hour money_over_power_at_2025_cost money_over_power_at_2027_cost",
    "comparison": "announced_ppp_ratio announced_constant_ratio announced_present_value_ratio first_service_lag "
    "compute_lag lag_at_first_service h100e_by_money_ratio",
    "common": "lost_by_a_year_of_delay accelerators_part building_part running_site_usd_per_h100e world_h100e",
}
"""What the pages are about, beside the names above."""

FIELDS = {"low", "central", "high", "unit", "rung", "as_of", "sources"}


def numbers_of(*options: str) -> dict:
    """What ``analysis numbers --json`` prints."""
    run = CliRunner().invoke(app, ["numbers", "--json", *options])
    assert (run.exit_code, run.stderr) == (0, "")
    return json.loads(run.stdout)


@pytest.fixture(scope="module")
def numbers() -> dict[str, dict]:
    """What ``analysis numbers --json`` prints for each edition."""
    return {edition: numbers_of("--edition", edition) for edition in ("article", "latest")}


def test_names_and_fields_are_those_others_build_on(numbers):
    for content in numbers.values():
        assert {"edition", "as_of", "subject", "comparator", "comparison"} <= set(content)
        for scope, names in NAMES.items():
            for name in names.split():
                assert content[scope][name] is None or set(content[scope][name]) >= FIELDS, name


def test_the_article(numbers):
    content = numbers["article"]
    assert content["as_of"] == "2025-12-04"
    assert content["comparison"]["usd_per_eur"]["central"] == 1.1666
    assert content["comparison"]["announced_ratio"]["central"] == pytest.approx(21.43, abs=0.005)
    assert content["subject"]["announced_per_site"]["central"] == 4.0
    assert content["subject"]["announced"]["usd"]["central"] == pytest.approx(23.332)
    assert content["comparator"]["claimed_deployed"]["central"] == 100
    assert content["comparison"]["claimed_deployed_share"]["central"] == 0.2
    assert content["subject"]["claimed_deployed"] is None


def test_money_spent_on_the_articles_day_is_read_between_two_dates(numbers):
    spent = numbers["article"]["comparator"]["spent"]
    assert spent["central"] == pytest.approx(4.9 + (20.6 - 4.9) * 157 / 184)
    assert spent["central"] == pytest.approx(18.3, abs=0.05)
    assert spent["interpolated"] is True
    assert spent["low"] < spent["central"] < spent["high"]


def test_the_latest(numbers):
    content = numbers["latest"]
    assert content["subject"]["announced"]["central"] == 30
    assert content["subject"]["sites"]["central"] == 7
    assert content["comparison"]["usd_per_eur"]["central"] == 1.1172
    assert content["comparison"]["usd_per_eur"]["as_of"] == "2026-10-30"
    assert content["comparator"]["spent"] | {"usd": None, "perimeter": None} == {
        "low": 33.6,
        "central": 58.9,
        "high": 94,
        "unit": "USD bn",
        "rung": "spent",
        "as_of": "2026-09-30",
        "sources": ["project-202611-spend-build-up"],
        "interpolated": False,
        "set_by": None,
        "qualifier": None,
        "bound": None,
        "confidence": "low",
        "tier": "relay, note or own",
        "interval": "as read",
        "usd": None,
        "perimeter": None,
    }


def test_both_sides_stand_against_the_same_year(article, latest):
    for study in (article, latest):
        assert study.denominator_year == 2025
        assert study.subject.population.as_of == study.comparator.population.as_of
        assert study.subject.gdp.as_of == study.comparator.gdp.as_of


def test_every_quantity_with_a_value_has_a_document(numbers):
    for content in numbers.values():
        for scope in ("subject", "comparator", "comparison", "common"):
            for name, quantity in content[scope].items():
                of_dollars = name in ("market_rate", "base_year_rate") and scope == "comparator"
                by_definition = name == "as_of_year" or of_dollars
                if isinstance(quantity, dict) and "unit" in quantity and not by_definition:
                    assert quantity["sources"], f"{scope}.{name}"


def test_a_change_of_one_parameter_changes_what_rests_on_it_and_nothing_else(numbers):
    base = numbers["latest"]
    changed = numbers_of("--edition", "latest", "--set", "subject_sites=10")
    assert changed["subject"]["announced_per_site"]["central"] == 3.0
    assert changed["subject"]["sites"]["set_by"] == "call"
    assert changed["changes"] == {"subject_sites": "10"}
    assert changed["comparator"] == base["comparator"]
    assert changed["comparison"]["announced_ratio"] == base["comparison"]["announced_ratio"]


@pytest.mark.usefixtures("france")
def test_a_third_programme_takes_a_seat_by_rows_alone(command):
    command("check")
    content, other = (numbers_of("--set", f"{seat}={FRANCE}") for seat in ("subject", "comparator"))
    assert content["comparison"]["announced_ratio"]["central"] == pytest.approx(500 / (109 * 1.1172))
    assert content["comparison"]["committed_ratio"]["central"] == pytest.approx(450 / (26 * 1.1172))
    assert content["subject"]["announced_per_head"]["central"] == pytest.approx(109e9 / 68720337)
    assert content["subject"]["spent"] is None
    assert content["subject"]["announced_per_gdp"] is None
    assert other["comparison"]["announced_ratio"]["central"] == pytest.approx(109 / 30)


def test_every_subject_of_the_pages_has_low_central_high_unit_and_sources(numbers):
    for scope, names in OF_PAGES.items():
        for name in names.split():
            quantity = numbers["latest"][scope][name]
            assert quantity is not None, f"{scope}.{name}"
            assert quantity.keys() >= FIELDS
            assert quantity["low"] <= quantity["central"] <= quantity["high"], name
            assert quantity["unit"], name
            assert quantity["sources"], name


def test_what_a_range_is_stands_beside_it(numbers):
    found = numbers["latest"]
    assert found["comparator"]["spent_share"]["interval"] == "5% to 95% of draws"
    drawn = found["subject"]["h100e_by_money"]
    assert drawn["interval"] == "5% to 95% of draws"
    assert drawn["low"] < drawn["median"] < drawn["high"]
    assert found["comparison"]["announced_ratio"]["interval"] is None
