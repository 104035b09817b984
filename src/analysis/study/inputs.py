"""What one programme brings to a study: money on each rung, sites, people, output, years."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.edition import LoadedEdition
from analysis.evidence import Evidence
from analysis.evidence.readings import Reading
from analysis.model.amounts import Triplet
from analysis.model.exchange import Rate, mean_rate, rate_on, usd_per_unit
from analysis.study.quantity import Quantity


def inputs_of_seat(
    name: str, row: Mapping[str, Any], loaded: LoadedEdition, evidence: Evidence, rate: Rate, year: int | None
) -> dict[str, Quantity]:
    """Everything the model asks for about one programme.

    Parameters
    ----------
    name : str
        The seat: ``subject`` or ``comparator``.
    row : mapping
        The programme's row in ``data/chosen/seats.csv``.
    loaded : LoadedEdition
        The parameters.
    evidence : Evidence
        The tables.
    rate : Rate
        The exchange rate.
    year : int or None
        The year of the people and the output.

    Returns
    -------
    dict of str to Quantity
        Under the names that the model's functions ask for.
    """
    inputs = {rung: money(name, row, rung, loaded, evidence) for rung in evidence.rungs}
    inputs["sites"] = sites(name, row, loaded, evidence)
    inputs["population"] = population(row, evidence, year)
    inputs["gdp"] = gdp(row, evidence, year)
    inputs["span_years"] = span_years(row, evidence, loaded.parameters.as_of)
    inputs["usd_per_unit"] = usd_rate(row["currency"], rate, loaded)
    return inputs


def exchange_rate(loaded: LoadedEdition, evidence: Evidence) -> Rate:
    """The rate an edition gives, else the reference rate of its rate date, else of its as-of date."""
    parameters = loaded.parameters
    if parameters.usd_per_eur is not None:
        return Rate(parameters.usd_per_eur, None, None)
    table = evidence.exchange_rates
    day = parameters.rate_date or parameters.as_of
    return rate_on(day, table["date"].tolist(), table["usd_per_eur"].tolist(), table["source_id"].tolist())


def common_year(evidence: Evidence, territories: list[str], day: datetime.date) -> int | None:
    """The last year up to a day for which all territories have people and output: like is set against like."""
    wanted = {(territory, quantity) for territory in territories for quantity in ("population", "gdp")}
    table = evidence.denominators
    for year in sorted(set(table["year"]), reverse=True):
        of_year = table[table["year"] == year]
        if year <= day.year and wanted <= set(zip(of_year["territory"], of_year["quantity"], strict=True)):
            return int(year)
    return None


def money(name: str, row: Mapping[str, Any], rung: str, loaded: LoadedEdition, evidence: Evidence) -> Quantity:
    """Money of a programme on a rung: set by the edition, else read from the ladder."""
    words = evidence.rungs[rung]
    label = evidence.vocabularies["quantities"].words[rung]["meaning"]
    reading = evidence.money(row["programme"], rung, loaded.parameters.as_of)
    span = float(row["span_central"]) if rung == "announced" and row["span_central"] > 0 else None
    quantity = read(rung, label, reading, f"{row['currency']} bn", evidence)
    quantity = replace(
        quantity,
        rung=rung,
        span_years=span,
        price_basis=quantity.price_basis or "nominal",
        gap=None if quantity.known else f"no reading of money {words['name']} for {row['name']} as of this date",
    )
    return overridden(quantity, f"{name}_{rung}", loaded)


def sites(name: str, row: Mapping[str, Any], loaded: LoadedEdition, evidence: Evidence) -> Quantity:
    """Sites a programme plans: set by the edition, else read."""
    label = evidence.vocabularies["quantities"].words["sites"]["meaning"]
    reading = evidence.quantity(row["programme"], "sites", loaded.parameters.as_of)
    quantity = read("sites", label, reading, "sites", evidence)
    if not quantity.known:
        quantity = replace(quantity, gap=f"no count of the sites planned for {row['name']} as of this date")
    return overridden(quantity, f"{name}_sites", loaded)


def read(name: str, label: str, reading: Reading | None, unit: str, evidence: Evidence) -> Quantity:
    """A quantity as the evidence has it."""
    if reading is None:
        return Quantity(name, label, None, unit)
    return Quantity(
        name,
        label,
        Triplet(float(reading.low), float(reading.central), float(reading.high)),
        reading.unit,
        as_of=reading.as_of,
        sources=evidence.documents(reading.fact_ids),
        price_basis=reading.price_basis,
        perimeter=reading.perimeter,
        interpolated_between=reading.interpolated_between,
        qualifier=reading.qualifier,
        confidence=evidence.confidence(reading.fact_ids),
        fact_ids=reading.fact_ids,
        notes=reading.notes,
    )


def overridden(quantity: Quantity, parameter: str, loaded: LoadedEdition) -> Quantity:
    """The quantity with the value that the edition or the call sets, where it sets one."""
    value = getattr(loaded.parameters, parameter, None)
    if value is None:
        return quantity
    set_by, source = loaded.set_by(parameter), loaded.source_of(parameter)
    return replace(
        quantity,
        value=Triplet.exact(float(value)),
        as_of=loaded.stated_on(parameter),
        sources=(source,) if source else (),
        perimeter=quantity.perimeter or "not stated",
        interpolated_between=None,
        qualifier="",
        confidence="",
        set_by=set_by,
        fact_ids=(),
        notes=(f"Set by {'this call' if set_by == 'call' else f'the {set_by}'}",),
        gap=None,
    )


def population(row: Mapping[str, Any], evidence: Evidence, year: int | None) -> Quantity:
    """People living in a programme's territory in the year both programmes are set against."""
    label = evidence.vocabularies["quantities"].words["population"]["meaning"]
    fact = None if year is None else evidence.denominator(row["territory"], "population", year)
    if fact is None:
        return Quantity("population", label, None, "people", gap="no year in which both territories have a figure")
    return of_fact("population", label, fact, float(fact["value"]), "people", evidence)


def gdp(row: Mapping[str, Any], evidence: Evidence, year: int | None) -> Quantity:
    """Output of a programme's territory in its currency; converted at the mean rate of the year where need be."""
    unit = f"{row['currency']} bn"
    label = evidence.vocabularies["quantities"].words["gdp"]["meaning"]
    fact = None if year is None else evidence.denominator(row["territory"], "gdp", year)
    if fact is None:
        return Quantity("gdp", label, None, unit, gap="no year in which both territories have a figure")
    quantity = of_fact("gdp", label, fact, float(fact["value"]), fact["unit"], evidence)
    if fact["unit"] == unit:
        return quantity
    table = evidence.exchange_rates
    mean = mean_rate(int(year), table["date"].tolist(), table["usd_per_eur"].tolist())
    if mean is None:
        return replace(quantity, value=None, unit=unit, gap=f"no mean exchange rate for {year}")
    stated = fact["unit"].split()[0]
    value = float(fact["value"]) * usd_per_unit(stated, mean) / usd_per_unit(row["currency"], mean)
    return replace(
        quantity,
        value=Triplet.exact(value),
        unit=unit,
        sources=(*quantity.sources, table["source_id"].iloc[-1]),
        notes=(f"Converted from {stated} at the mean rate of {year}, {mean:.4f} dollars for one euro",),
    )


def of_fact(name: str, label: str, fact: pd.Series, value: float, unit: str, evidence: Evidence) -> Quantity:
    """A quantity that is one fact; a year is dated by its last day."""
    return Quantity(
        name,
        label,
        Triplet.exact(value),
        unit,
        as_of=datetime.date(int(fact["as_of"][:4]), 12, 31),
        sources=evidence.documents([fact["fact_id"]]),
        fact_ids=(fact["fact_id"],),
        notes=(fact["note"],) if fact["note"] else (),
    )


def span_years(row: Mapping[str, Any], evidence: Evidence, day: datetime.date) -> Quantity:
    """Years over which the announced sum is spread."""
    ends = [row["span_low"], row["span_central"], row["span_high"]]
    label = "years the announced sum is spread over"
    if pd.isna(row["span_central"]):
        return Quantity("span_years", label, None, "years", gap="no document says over how many years")
    fact_ids = tuple(fact_id for fact_id in row["span_fact_ids"].split(";") if fact_id)
    return Quantity(
        "span_years",
        label,
        Triplet(*(None if pd.isna(end) else float(end) for end in ends)),
        "years",
        as_of=day,
        sources=evidence.documents(fact_ids),
        fact_ids=fact_ids,
        notes=(row["span_note"],) if row["span_note"] else (),
    )


def usd_rate(currency: str, rate: Rate, loaded: LoadedEdition) -> Quantity:
    """US dollars for one unit of a currency."""
    own = currency == "USD"
    return Quantity(
        "usd_per_unit",
        f"US dollars for one {currency}",
        Triplet.exact(usd_per_unit(currency, rate.usd_per_eur)),
        f"USD per {currency}",
        as_of=None if own else rate.date,
        sources=(rate.source_id,) if rate.source_id and not own else (),
        set_by=None if own else loaded.set_by("usd_per_eur"),
    )
