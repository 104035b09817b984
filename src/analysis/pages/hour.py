"""What an hour of one H100 equivalent costs its owner, what it rents for, and what the public pays for it."""

import re
from dataclasses import replace

import numpy as np

from analysis.charts.chart import Chart, chart
from analysis.charts.rows import Rows, bare
from analysis.evidence.columns import last_day
from analysis.model import running_cost
from analysis.pages.common import Table, above, of_fact, present, rate_source, table, worked_out
from analysis.sentences import sentence
from analysis.study import Quantity, Study
from analysis.study.costs import H100, RUNNING_CHIP
from analysis.text import N_, translate, translate as _
from analysis.text.numbers import period

LOTS = {"medium": N_("Public price, medium sites"), "large": N_("Public price, large sites")}
"""Kinds of site in the tender, as the facts cited are named."""

RENTED = {"h100": H100, "b200": RUNNING_CHIP}
"""The chips whose rents are told, by the entity of the facts."""

PARTS = {"capital": "s2", "energy": "s4", "upkeep": "s5"}
"""What the cost of an hour is made of, each with its colour."""

UNIT = N_("US dollars for one hour of one H100 equivalent")


def public_hour(study: Study) -> Chart | None:
    """What the public pays for an hour of compute, beside what the hour costs an owner and what it rents for.

    Returns
    -------
    Chart or None
        Its table has one row a cost or price: ``name``, ``value`` (:class:`Quantity`, USD for each H100 equivalent and
        hour). None where no programme has a public price.

    Examples
    --------
    >>> from analysis.study import compare
    >>> public_hour(compare("latest")).table["name"].iloc[2]
    'Public price, whole tender'
    """
    key = next((key for key, seat in study.seats.items() if seat.public_price_per_h100e_hour.known), "")
    if not key:
        return None
    paid, common = study.seats[key], study.common
    costs = {"first_price_cost_per_h100e_hour": common.chip_year, "cost_per_h100e_hour": paid.first_service_stated}
    named = [
        *((key, _("Cost, prices of {year}", year=year_of(year)), paid[cost]) for cost, year in costs.items()),
        ("ink", _("Public price, whole tender"), paid.public_price_per_h100e_hour),
        *(("ink", translate(name), of_lot(study, key, lot)) for lot, name in LOTS.items()),
        ("other", _("Rent of a B200, {month}", month=month_of(common.b200_rent)), common.rent_per_h100e_hour),
    ]
    rows = [{"seat": seat, "name": name, "value": value} for seat, name, value in named if value.known]
    frame = present(rows, {"name": N_("What"), "value": N_("Value")}, rate_source(study))
    drawing = Rows(frame, _("Bars of US dollars for an hour."), name="name", unit=translate(UNIT), write=bare)
    found = N_(
        "An hour that the public buys comes to {paid.public_price_per_h100e_hour:number} dollars at the ceilings and "
        "floors of the tender"
    )
    return chart(
        study,
        "public-hour",
        drawing,
        title=[found, N_("What an hour costs and what the public pays for it")],
        subtitle=N_(
            "US dollars for an hour of one H100 equivalent; lines: 5% to 95% of draws, for a public price of the years "
            "of the contract; as of {as_of}"
        ),
        values={"paid": paid},
    )


def of_lot(study: Study, key: str, lot: str) -> Quantity:
    """The price of an hour at one kind of site, with 5% to 95% of draws of the years of the contract."""
    names = (f"{lot}_site_cap_phase_1", f"{lot}_site_cap_phase_2", "purchase_cap", f"{lot}_site_least_compute")
    facts, whole = [study.evidence.cited_fact(name) for name in names], study.seats[key].public_price_per_h100e_hour
    first, second, bought, planned = (fact["value"] for fact in facts)

    def price(years: np.ndarray, rate: np.ndarray) -> np.ndarray:
        return running_cost.public_price_per_h100e_hour(first + second, bought, years, planned, rate)

    value = worked_out(study, (f"{key}_purchase_years", f"{key}_market_rate"), price)
    sources = study.evidence.documents(fact["fact_id"] for fact in facts)
    return replace(whole, value=value, median=None, sources=sources)


def year_of(year: Quantity) -> str:
    """A calendar year, without its months; empty where it is not known."""
    return str(int(year.central)) if year.known else ""


def month_of(value: Quantity) -> str:
    """The month that a value speaks of; empty where it speaks of none."""
    return period(value.as_of.isoformat()[:7]) if value.as_of else ""


def cost(study: Study) -> Chart | None:
    """What one H100 equivalent costs its owner over one hour: at the prices of one year, and at those of first service.

    Returns
    -------
    Chart or None
        Its table has one row a programme and year of prices: ``seat``, ``name`` (programme and year), ``value``, and
        the parts of its cost, ``capital``, ``energy`` and ``upkeep`` (each a :class:`Quantity`, USD for each H100
        equivalent and hour). A programme whose first service is of the year of the chip has one row.

    Examples
    --------
    >>> from analysis.study import compare
    >>> list(cost(compare("latest")).table["name"])
    ['EU gigafactories, 2025', 'EU gigafactories, 2028', 'Stargate, 2025']
    """
    rows, chip_year = [], study.common.chip_year
    for key, seat in study.seats.items():
        years = dict.fromkeys((year_of(chip_year), max(year_of(chip_year), year_of(seat.first_service_stated))))
        for prefix, year in zip(("first_price_", ""), years, strict=False):
            row = {
                "seat": key,
                "name": _("{programme}, {year}", programme=seat.short_name, year=year),
                "capital": seat[f"{prefix}capital_cost_per_h100e_hour"],
                "energy": seat.energy_cost_per_h100e_hour,
                "upkeep": study.common.upkeep_cost_per_h100e_hour,
                "value": seat[f"{prefix}cost_per_h100e_hour"],
            }
            rows += [row] if row["value"].known else []
    headings = {
        "name": N_("Programme, year of prices"),
        "capital": N_("Capital"),
        "energy": N_("Power"),
        "upkeep": N_("Upkeep"),
        "value": N_("All"),
    }
    frame = present(rows, headings)
    drawing = Rows(
        frame,
        _("Bars of US dollars for an hour."),
        name="name",
        unit=translate(UNIT),
        write=bare,
        parts={part: (colour, headings[part]) for part, colour in PARTS.items()},
    )
    ratio = study.comparison.first_price_cost_per_h100e_hour_ratio
    alike = ratio.known and not above(ratio, 1) and not above(1, ratio)
    if not rows:
        return None
    return chart(
        study,
        "hour",
        drawing,
        title=[
            N_("At the prices of one year, an hour costs about as much on both sides: {alike}"),
            N_("What an hour costs an owner"),
        ],
        subtitle=N_(
            "US dollars for an hour of one H100 equivalent at full availability; the year is that of the prices"
        ),
        note=N_(
            "A dollar of IT buys {common.price_performance_growth:range} times as much each year; buildings are "
            "written off over {common.facility_life_years}. Owners are taken to ask for "
            "{subject.discount_rate_private:range} a year at {subject.name}, "
            "{comparator.discount_rate_private:range} at {comparator.name}. Power at "
            "{common.electricity_price_us:range} in the US, with a yearly overhead of {common.pue_annual:range}. "
            "Without idle time and tax; what later chips save in power is not counted."
        ),
        values={"alike": study.comparator.first_price_cost_per_h100e_hour if alike else None},
    )


def rents(study: Study) -> Table:
    """What renting one chip for an hour cost, up to the study's day: a check on the owner's cost.

    Returns
    -------
    Table
        One row a price in order of date: ``when``, ``day``, ``chip``, ``kind`` (spot, contract or list: the first words
        of the fact's note, since the rest may speak of later days), ``price`` (:class:`Quantity`, USD for an hour),
        ``each`` (for one H100 equivalent), ``confidence``.

    Examples
    --------
    >>> from analysis.study import compare
    >>> rents(compare("latest")).frame["chip"].unique().tolist()
    ['H100', 'B200']
    """
    counts = study.evidence.chips.set_index("chip")["h100_equivalent"]
    facts = study.evidence.facts.query("metric == 'gpu_hour_price' and status == 'measured' and entity in @RENTED")
    rows = [
        {
            "when": period(fact["as_of"]),
            "day": last_day(fact["as_of"]),
            "chip": fact["entity"].upper(),
            "kind": re.split("[,;]", translate(fact["note"]))[0].rstrip(),
            "price": of_fact(study, fact),
            "each": fact["value"] / counts[RENTED[fact["entity"]]],
            "confidence": fact["confidence"],
        }
        for __, fact in facts.iterrows()
        if last_day(fact["as_of"]) <= study.as_of
    ]
    headings = {
        "when": N_("Time"),
        "chip": N_("Chip"),
        "kind": N_("Which price"),
        "price": N_("For one hour"),
        "each": N_("For one H100 equivalent [$]"),
        "confidence": N_("Confidence"),
    }
    beside = N_(
        "Epoch AI puts an hour of this generation at {epoch} dollars, without a return on capital. Written off in "
        "equal parts over the lives that it names, the inputs here give {straight}; {short_lived} comes out if the "
        "building too is written off as fast as the chips. Which of the two is meant is not said."
    )
    told = sentence(study, beside, values=beside_epoch(study))
    return table(
        study,
        "rents",
        present(sorted(rows, key=lambda row: row["day"]), headings, decimals={"each": 2}, note=told),
        title=N_("What one chip rented for, by the hour"),
        note=N_(
            "A check on the order of size. Spot, contract and list prices are different things, and a rent holds the "
            "owner's margin and the hours that nobody pays for: it is no cost. The costs above are of the generation "
            "of the B200."
        ),
    )


def beside_epoch(study: Study) -> dict[str, float | None]:
    """The cost of an hour of one H100 equivalent without a return on capital, beside that of Epoch AI [USD].

    Returns
    -------
    dict of str to float
        With two digits: ``epoch``; ``straight``, the inputs of the model at the US price of power and the lives that
        Epoch AI names; ``short_lived``, with the life of the IT for the building too. All None before the day of Epoch
        AI's figure, and for another chip.

    Examples
    --------
    >>> from analysis.study import compare
    >>> beside_epoch(compare("latest"))
    {'epoch': 0.8, 'straight': 0.64, 'short_lived': 0.8}
    """
    fact, common = study.evidence.cited_fact("epoch_hour_of_b200"), study.common
    if last_day(fact["as_of"]) > study.as_of or study.loaded.parameters.chip != RUNNING_CHIP:
        return dict.fromkeys(("epoch", "straight", "short_lived"))
    needs = ("upkeep_cost_per_h100e_hour", "capex_per_h100e", "it_share_of_capex", "it_life_years")
    of_power = ("electricity_price_us", "watts_per_chip", "h100e_per_chip", "pue_annual")
    power = running_cost.energy_cost_per_h100e_hour(1.0, **{name: common[name].central for name in of_power})
    capital = {name: common[name].central for name in needs}
    lives = {"straight": common.facility_life_years, "short_lived": common.it_life_years}
    found = {"epoch": fact["value"] / common.h100e_per_b200.central} | {
        name: running_cost.straight_line_cost_per_h100e_hour(power, facility_life_years=life.central, **capital)
        for name, life in lives.items()
    }
    return {name: float(f"{value:.2g}") for name, value in found.items()}
