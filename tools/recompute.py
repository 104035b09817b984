"""Work out the main numbers of the newest edition from the tables, by hand: with the standard library and nothing else.

A second pair of eyes: nothing of the package is imported, and each line is written from the methods page. ``python
tools/recompute.py`` prints JSON, by the names that ``analysis numbers`` has; a test holds the two against each other.
"""

from __future__ import annotations

import csv
import datetime
import json
import math
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"
AS_OF = "2026-11-22"
"""The day of the edition, as ``data/editions/latest.yml`` has it."""

SEATS = {"subject": "eu-gigafactories", "comparator": "stargate"}
CHIP, H100 = "B200 (GB200 NVL72)", "H100 SXM"
MIDDLE_OF_2025, HOURS, BILLION, MILLION = 2025.5, 8760, 1e9, 1e6


def rows(name: str) -> list[dict[str, str]]:
    """A table of the data."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


FACTS = {row["fact_id"]: float(row["value"]) for row in rows("evidence/facts")}


def last(table: str, **wanted: str) -> dict[str, str]:
    """The newest row of a table on the day of the edition; steps and the last reading need no line between two."""
    found = [row for row in rows(table) if all(row[name] == value for name, value in wanted.items())]
    known = [row for row in found if row.get("as_of", row.get("known_by", "")) <= AS_OF]
    return max(known, key=lambda row: row.get("as_of", row.get("known_by", "")))


def reading(programme: str, quantity: str) -> float:
    """The central value of the newest reading of a quantity."""
    return float(last("chosen/readings", programme=programme, quantity=quantity)["central"])


def assumed(quantity: str, programme: str = "") -> float:
    """The central value of an assumption."""
    return float(last("chosen/assumptions", quantity=quantity, programme=programme)["central"])


def year(day: str) -> float:
    """The noon of a day as a calendar year with decimals."""
    date = datetime.date.fromisoformat(day)
    length = 366 if date.year % 4 == 0 else 365
    return date.year + (date.timetuple().tm_yday - 0.5) / length


def worth(start: float, span: float, rate: float, at: float) -> float:
    """What money spent along the S-curve is worth at a moment, at a yearly rate (parts 5 and 6)."""

    def curve(of: float) -> float:
        return 1 / (1 + math.exp(-10 * (of - 0.5)))

    total = 0.0
    for quarter in range(4):
        share = (curve((quarter + 1) / 4) - curve(quarter / 4)) / (curve(1) - curve(0))
        total += share * (1 + rate) ** (at - start - span * (quarter + 0.5) / 4)
    return total


def of_rates(day: str) -> tuple[float, float]:
    """Dollars for one euro: on the last day of the table up to a day, and in the mean of 2025."""
    table = {row["date"]: float(row["usd_per_eur"]) for row in rows("evidence/exchange_rates")}
    of_2025 = [rate for date, rate in table.items() if date.startswith("2025")]
    return table[max(date for date in table if date <= day)], sum(of_2025) / len(of_2025)


def denominator(territory: str, quantity: str, of_year: str) -> float:
    """People, output or price level of a territory."""
    return FACTS[last("chosen/denominators", territory=territory, quantity=quantity, year=of_year)["fact_id"]]


def common_year(quantity: str) -> str:
    """The last full year up to the edition's for which both territories have a figure."""
    years = {
        territory: {row["year"] for row in rows("chosen/denominators") if (row["territory"], row["quantity"]) == pair}
        for territory in ("EU27", "US")
        for pair in [(territory, quantity)]
    }
    return max(of for of in years["EU27"] & years["US"] if of <= AS_OF[:4])


def of_seat(programme: str) -> dict[str, float]:
    """The numbers of one programme."""
    seat = last("chosen/seats", programme=programme)
    in_euro, territory = seat["currency"] == "EUR", seat["territory"]
    of_day, of_2025 = of_rates(AS_OF) if in_euro else (1.0, 1.0)
    announced = float(last("chosen/ladder", programme=programme, rung="announced")["central"])
    told = [
        row["as_of"] for row in rows("chosen/ladder") if (row["programme"], row["rung"]) == (programme, "announced")
    ]
    work = last("chosen/schedule", programme=programme, milestone="work_starts")
    service = last("chosen/schedule", programme=programme, milestone="first_service")
    span, starts = float(seat["span_central"]), max(year(min(told)), year(work["central"]))
    before, after = sorted(
        row["year"]
        for row in rows("chosen/denominators")
        if (row["territory"], row["quantity"]) == (territory, "gdp_deflator")
    )[-2:]
    inflation = denominator(territory, "gdp_deflator", after) / denominator(territory, "gdp_deflator", before) - 1
    own_yield = assumed("government_yield", programme)
    private_rate = own_yield + assumed("private_premium")
    gdp, people = (denominator(territory, what, common_year(what)) for what in ("gdp", "population"))

    chip = last("evidence/chips", chip=CHIP)
    price, watts, h100e = (float(chip[name]) for name in ("price_usd_central", "system_w_per_chip", "h100_equivalent"))
    items = {
        row["item"]: float(row["share_central"]) for row in rows("evidence/cost_breakdown") if "/" not in row["item"]
    }
    accelerators = items["accelerators"] / sum(items.values())
    chip_year = int(chip["release"][:4]) + 0.5
    it, gain, dearer = (
        assumed("it_share_of_capex"),
        assumed("price_performance_growth"),
        assumed("construction_cost_growth"),
    )
    waited = max(0.0, starts + span / 2 - chip_year)
    later = 1 / (it / gain**waited + (1 - it) * (1 + dearer) ** waited)
    dollars = announced * of_day
    chips = dollars * BILLION * accelerators / price
    planned, over_it = reading(programme, "power_planned"), assumed("stated_power_over_it", programme)
    chips_by_power = planned / over_it * MILLION / watts
    facility = planned if over_it > 1 else planned * assumed("facility_to_it_peak_ratio")
    at_2025, at_2027 = (dollars / assumed(f"capex_per_facility_gw_{of}") * 1000 for of in ("2025", "2027"))

    served = max(0.0, year(service["last"]) - chip_year)
    annuity = private_rate / (1 - (1 + private_rate) ** -assumed("facility_life_years"))
    a_year = it / gain**served * (private_rate + 1 - 1 / gain) + (1 - it) * (1 + dearer) ** served * annuity
    capital = assumed("capex_per_h100e_2025") * a_year / HOURS
    power = watts / h100e / MILLION * assumed("pue_annual") * assumed("electricity_price_us")
    power *= assumed("electricity_price_over_us", programme)
    upkeep = assumed("upkeep_per_it_gw") * BILLION * watts / h100e / 1e9 / HOURS
    return {
        "announced_market_usd": dollars,
        "announced_per_site": announced / reading(programme, "sites"),
        "announced_per_head": announced * BILLION / people,
        "announced_per_year": announced / span,
        "announced_per_gdp": announced / span / gdp,
        "announced_over_gdp": announced / gdp,
        "path_price_factor": worth(starts, span, inflation, MIDDLE_OF_2025),
        "discount_rate_private": private_rate,
        "present_value_factor": worth(starts, span, own_yield, year(AS_OF)),
        "present_value_factor_private": worth(starts, span, private_rate, year(AS_OF)),
        "announced_constant_usd": announced * worth(starts, span, inflation, MIDDLE_OF_2025) * of_2025,
        "announced_present_value_usd": dollars * worth(starts, span, own_yield, year(AS_OF)),
        "mean_spending_year": starts + span / 2,
        "later_money_gain": later,
        "chips_by_money": chips,
        "h100e_by_money": chips * h100e * later,
        "it_power_by_money": chips * watts / MILLION,
        "it_power_planned": planned / over_it,
        "h100e_by_power": chips_by_power * h100e,
        "h100e_money_over_power": chips / chips_by_power,
        "money_over_power_at_2025_cost": at_2025 / facility,
        "money_over_power_at_2027_cost": at_2027 / facility,
        "h100e_by_site_cost": dollars * BILLION / assumed("capex_per_h100e_2025") * later,
        "usd_per_h100e_planned": dollars * BILLION / reading(programme, "h100e_planned"),
        "planned_in_running_sites": reading(programme, "h100e_planned") / reading("context", "running_site_h100e"),
        "energy_cost_per_h100e_hour": power,
        "capital_cost_per_h100e_hour": capital,
        "cost_per_h100e_hour": power + upkeep + capital,
        "nvidia_gross_profit": announced
        * accelerators
        * assumed("nvidia_share_of_accelerators")
        * assumed("nvidia_gross_margin"),
        "months_to_first_service": (year(service["last"]) - year(work["central"])) * 12,
    }


def numbers() -> dict[str, float]:
    """The numbers by their full names."""
    found = {seat: of_seat(programme) for seat, programme in SEATS.items()}
    subject, comparator = found["subject"], found["comparator"]
    eu, us = SEATS["subject"], SEATS["comparator"]
    work = year(last("chosen/schedule", programme=eu, milestone="work_starts")["central"])
    stated = year(last("chosen/schedule", programme=eu, milestone="first_service")["last"])
    observed = year(last("chosen/schedule", programme=us, milestone="first_service")["last"])
    calls = [row for row in rows("chosen/schedule") if (row["programme"], row["milestone"]) == (eu, "call_opens")]
    expected = work + assumed("months_to_first_power", eu) / 12
    world, grows = last("chosen/readings", programme="context", quantity="world_h100e"), assumed("world_compute_growth")
    runs, complete = (
        last("chosen/readings", programme=us, quantity="h100e_in_service"),
        year(last("chosen/schedule", programme=us, milestone="full_build_out")["last"]),
    )
    plan = {seat: reading(programme, "h100e_planned") for seat, programme in SEATS.items()}
    own = (plan["comparator"] / float(runs["central"])) ** (1 / (complete - year(runs["as_of"])))
    reached = year(runs["as_of"]) + math.log(plan["subject"] / float(runs["central"])) / math.log(grows)
    public = reading(eu, "union_budget") + reading(eu, "member_states")
    private = reading(eu, "private_investment")
    spent, told = (float(last("chosen/ladder", programme=us, rung=rung)["central"]) for rung in ("spent", "announced"))
    ratio = comparator["announced_market_usd"] / subject["announced_market_usd"]
    subject |= {
        "call_slip": (year(calls[-1]["last"]) - year(calls[0]["last"])) * 12,
        "first_service_outside_view": expected,
        "first_service_gap": (expected - stated) * 12,
        "share_of_world_at_first_service": plan["subject"]
        / (float(world["central"]) * grows ** (expected - year(world["as_of"]))),
        "public_money": public,
        "private_capital": private,
        "total_of_parts": private + public,
        "leverage_total_over_public": (private + public) / public,
    }
    comparator |= {"planned_growth": own, "spent_share": spent / told}
    found["comparison"] = {
        "announced_ratio": ratio,
        "announced_per_head_ratio": comparator["announced_per_head"]
        / subject["announced_per_head"]
        / of_rates(AS_OF)[0],
        "announced_per_gdp_ratio": comparator["announced_per_gdp"] / subject["announced_per_gdp"],
        "announced_constant_ratio": comparator["announced_constant_usd"] / subject["announced_constant_usd"],
        "announced_present_value_ratio": comparator["announced_present_value_usd"]
        / subject["announced_present_value_usd"],
        "it_power_planned_ratio": comparator["it_power_planned"] / subject["it_power_planned"],
        "planned_compute_ratio": plan["comparator"] / plan["subject"],
        "compute_lag": math.log(plan["comparator"] / plan["subject"]) / math.log(own),
        "comparator_reaches_subjects_plan": reached,
        "lag_at_first_service": expected - reached,
        "first_service_lag": stated - observed,
        "first_service_lag_outside_view": expected - observed,
        "cost_per_h100e_hour_ratio": comparator["cost_per_h100e_hour"] / subject["cost_per_h100e_hour"],
    }
    found["common"] = {
        "running_site_usd_per_h100e": reading("context", "running_site_capex")
        * BILLION
        / reading("context", "running_site_h100e"),
        "lost_by_a_year_of_delay": 1 - 1 / grows,
    }
    return {f"{group}.{name}": value for group, values in found.items() for name, value in values.items()}


def main() -> None:
    """Print the numbers."""
    print(json.dumps(numbers(), indent=2))


if __name__ == "__main__":
    main()
