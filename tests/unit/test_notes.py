"""The notes to the data and the methods against the study: a figure that stands in both has one value."""

import re

import pytest

from analysis.provenance import named
from conftest import ROOT

NOTES, METHODS = "data/NOTES.md", "docs/methods.md"

FIGURES = (
    (
        NOTES,
        r"\| 2026-11 \| (\S+) \| (\S+) \| (\S+) \|",
        ("subject.committed low", "subject.committed", "subject.committed high"),
    ),
    (NOTES, r"\*\*Why ([\d.]+)\*\*", ("subject.committed",)),
    (NOTES, r"what is pledged on record \(([\d.]+)", ("subject.member_states low",)),
    (
        NOTES,
        r"\| 2026-09-30 \| (\S+) \| (\S+) \| (\S+) \| (\S+) \(four buildings; high end ([\d.]+)",
        (
            "comparator.spent low",
            "comparator.spent",
            "comparator.spent high",
            "comparator.in_service",
            "comparator.in_service high",
        ),
    ),
    (
        NOTES,
        r"about (\d+) bn raised and about (\d+) bn spent by September 2026",
        ("comparator.financed", "comparator.spent"),
    ),
    (NOTES, r"Site debt ([\d.]+) bn", ("comparator.site_debt",)),
    (NOTES, r"seven sites have ([\d,]+) MW, or ([\d,]+)", ("comparator.power_planned", "comparator.power_planned low")),
    (NOTES, r"to the end of 2028 \(([\d.]+) million\)", ("comparator.h100e_planned",)),
    (NOTES, r"\*\*Running compute\.\*\* ([\d,]+) H100e", ("comparator.h100e_in_service",)),
    (
        NOTES,
        r"money and compute alike, ([\d,]+) and ([\d.]+\d)",
        ("comparator.h100e_in_service high", "comparator.in_service high"),
    ),
    (
        NOTES,
        r"\(([\d.]+) times a year\)[^.]*\. Beside it stands the world's, (\d+)\.",
        ("comparator.planned_growth", "common.world_compute_growth"),
    ),
    (
        METHODS,
        r"\(([\d.]+)% in the US, ([\d.]+)% in Germany",
        ("comparator.government_yield", "subject.government_yield"),
    ),
    (
        METHODS,
        r"sums for Stargate, ([\d,]+) over ([\d,]+) MW",
        ("comparator.power_planned", "comparator.it_power_planned"),
    ),
    (METHODS, r"Abilene anchor: ([\d,]+) USD per H100e", ("common.running_site_usd_per_h100e",)),
    (
        METHODS,
        r"up to (\d+) bn EUR for ([\d.]+) of ([\d,]+) H100e",
        ("subject.public_purchase", "subject.public_share_bought", "subject.h100e_planned"),
    ),
    (METHODS, r"the inputs give ([\d.]+), and Epoch AI", ("comparator.straight_line_cost_per_h100e_hour",)),
    (
        METHODS,
        r"B200, ([\d.]+) USD for a chip or ([\d.]+) for each H100e",
        ("common.b200_rent", "common.rent_per_h100e_hour"),
    ),
)
"""Where figures stand, what stands around them, and the quantity that each is: its central value, or an end of it."""

INPUTS = {
    "capex per facility GW, Blackwell 2025-26, bn USD": "common.capex_per_facility_gw_2025",
    "capex per facility GW, Rubin 2026-28, bn USD": "common.capex_per_facility_gw_2027",
    "facility/IT ratio at peak": "common.facility_to_it_peak_ratio",
    "yearly PUE": "common.pue_annual",
    "IT share of capex": "common.it_share_of_capex",
    "Nvidia gross margin": "common.nvidia_gross_margin",
    "IT life, years": "common.it_life_years",
    "active share x MFU (training)": "common.training_utilisation",
    "price-performance a year (IT part)": "common.price_performance_growth",
    "months to first power, US": "comparator.months_to_first_power",
    "months to first power, EU": "subject.months_to_first_power",
    "world compute growth a year": "common.world_compute_growth",
    "EU electricity price over US": "subject.electricity_price_over_us",
}
"""Rows of the table of suggested inputs, low, central and high."""


@pytest.fixture(scope="module")
def values(latest) -> dict[str, float]:
    """Central values by name, and the ends by name and end."""
    found = {}
    for quantity, name in ((latest.quantities[key], name) for name, key in named(latest).items()):
        if quantity.known:
            found[name] = quantity.value.central
            found |= {f"{name} {end}": getattr(quantity.value, end) for end in ("low", "high")}
    return found


def text_of(file: str) -> str:
    """A text without its line breaks."""
    return " ".join((ROOT / file).read_text(encoding="utf-8").split())


def stands_for(figure: str, value: float) -> bool:
    """Whether a figure is the value, rounded to the digits that it shows, perhaps as a percentage or in millions."""
    digits = figure.replace(",", "")
    __, __, decimals = digits.partition(".")
    place = 10.0 ** -len(decimals) if decimals else 10.0 ** (len(digits) - len(digits.rstrip("0") or "0"))
    return any(abs(float(digits) - value * factor) <= 0.501 * place for factor in (1, 100, 1e-6))


@pytest.mark.parametrize(("file", "pattern", "names"), FIGURES, ids=[" ".join(names) for *_, names in FIGURES])
def test_a_figure_in_the_notes_is_that_of_the_study(values, file, pattern, names):
    found = re.findall(pattern, text_of(file))
    assert found, f"{file} no longer says it so: {pattern}"
    for figures in found:
        for figure, name in zip([figures] if isinstance(figures, str) else figures, names, strict=True):
            assert stands_for(figure, values[name]), f"{file} has {figure}, the study {values[name]} for {name}"


@pytest.mark.parametrize(("words", "name"), INPUTS.items(), ids=INPUTS.values())
def test_a_suggested_input_is_the_one_in_use(values, words, name):
    (row,) = re.findall(rf"\| {re.escape(words)} \| (\S+) / (\S+) / (\S+) \|", text_of(NOTES))
    for figure, key in zip(row, (f"{name} low", name, f"{name} high"), strict=True):
        assert stands_for(figure, values[key]), f"{NOTES} has {figure}, the study {values[key]} for {key}"
