"""What the model asks for, read from the evidence or set by the edition."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.edition import LoadedEdition
from analysis.errors import DataError, Fault
from analysis.evidence import Evidence
from analysis.evidence.readings import Reading
from analysis.model.amounts import Triplet
from analysis.model.exchange import Rate, mean_rate, usd_per_unit
from analysis.model.graph import SEATS, without_seat
from analysis.study.quantity import Quantity

NONE = "context"
"""The programme of readings that are of no programme."""

MANUAL = "oecd-201212-ppp-manual"
"""The document that defines international dollars."""


@dataclass(frozen=True)
class Source:
    """Where the inputs of one programme, or of none, are read.

    Attributes
    ----------
    evidence : Evidence
    loaded : LoadedEdition
    rate : Rate
        The exchange rate.
    seat : str
        ``subject``, ``comparator`` or ``common``.
    row : mapping
        The programme's row in ``data/chosen/seats.csv``; empty for none.
    year : int or None
        The year of the people and the output that both programmes are set against.
    """

    evidence: Evidence
    loaded: LoadedEdition
    rate: Rate
    seat: str
    row: Mapping[str, Any]
    year: int | None

    @property
    def day(self) -> datetime.date:
        """The day the study speaks of."""
        return self.loaded.parameters.as_of

    @property
    def programme(self) -> str:
        """The programme, or ``context``."""
        return self.row.get("programme", NONE)

    @property
    def whom(self) -> str:
        """The programme in a sentence, empty for none."""
        return f" for {self.row['name']}" if self.row else ""


def inputs_of_study(
    names: Mapping[str, str],
    pair: Mapping[str, Mapping[str, Any]],
    loaded: LoadedEdition,
    evidence: Evidence,
    rate: Rate,
    year: int | None,
) -> dict[str, Quantity]:
    """Everything the model asks for.

    Parameters
    ----------
    names : mapping of str to str
        The inputs of the graph, each with its scope.
    pair : mapping of str to mapping
        The row in ``data/chosen/seats.csv`` of each seat.
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
        Under the names that the graph asks for; a gap where nothing is known.

    Raises
    ------
    DataError
        If the model asks for a word that the vocabulary does not have.
    """
    words = evidence.quantities
    file = evidence.vocabularies["quantities"].file
    missing = dict.fromkeys(without_seat(name) for name in names if without_seat(name) not in words)
    if missing:
        raise DataError(
            Fault(file, None, None, f'the word "{name}" is missing, and the model asks for it') for name in missing
        )
    found = {}
    for name, scope in names.items():
        source = Source(evidence, loaded, rate, scope, pair.get(scope, {}), year)
        word = words[without_seat(name)]
        quantity = overridden(READERS[word["table"]](without_seat(name), source), name, source)
        uncertain = bool(quantity.distribution)
        found[name] = replace(
            quantity,
            name=without_seat(name),
            group=word["correlation_group"] if uncertain else "",
            interval="as read" if uncertain else "",
        )
    return found


def blank(name: str, source: Source, why: str = "") -> Quantity:
    """A gap, with what is missing."""
    word = source.evidence.quantities[name]
    gap = why or f"no reading of {word['meaning']}{source.whom} as of this date"
    return Quantity(name, word["meaning"], None, unit_of(name, source), gap=gap)


def unit_of(name: str, source: Source) -> str:
    """Unit of an input; money is in billions of the programme's currency."""
    unit = source.evidence.quantities[name]["unit"]
    return f"{source.row['currency']} bn" if unit == "money" else unit


def overridden(quantity: Quantity, key: str, source: Source) -> Quantity:
    """The quantity with the value that the edition or the call sets, where it sets one."""
    loaded = source.loaded
    value = loaded.value_of(key) if key in loaded.settings else None
    if value is None:
        return quantity
    set_by, document = loaded.set_by(key), loaded.source_of(key)
    return replace(
        quantity,
        value=Triplet.exact(float(value)),
        distribution="",
        as_of=loaded.stated_on(key),
        sources=(document,) if document else (),
        perimeter=quantity.perimeter or ("not stated" if quantity.rung else None),
        interpolated_between=None,
        qualifier="",
        confidence="",
        set_by=set_by,
        fact_ids=(),
        chosen=(),
        notes=(f"Set by {'this call' if set_by == 'call' else f'the {set_by}'}",),
        gap=None,
    )


def read(name: str, source: Source, reading: Reading | None, table: str) -> Quantity:
    """A quantity as a dated reading has it; its range is drawn as a PERT distribution."""
    if reading is None:
        return blank(name, source)
    evidence = source.evidence
    value = Triplet(float(reading.low), float(reading.central), float(reading.high))
    return Quantity(
        name,
        evidence.quantities[name]["meaning"],
        value,
        reading.unit,
        as_of=reading.as_of,
        sources=evidence.documents(reading.fact_ids),
        price_basis=reading.price_basis,
        perimeter=reading.perimeter,
        interpolated_between=reading.interpolated_between,
        qualifier=reading.qualifier,
        confidence=evidence.confidence(reading.fact_ids),
        fact_ids=reading.fact_ids,
        chosen=tuple((f"data/chosen/{table}.csv", row) for row in reading.rows),
        notes=reading.notes,
        distribution="" if value.is_exact else "pert",
    )


def of_ladder(name: str, source: Source) -> Quantity:
    """Money of a programme on a rung, or the day on which its announced sum was announced."""
    evidence, row = source.evidence, source.row
    if name == "announced_on":
        announced = overridden(of_ladder("announced", source), f"{source.seat}_announced", source)
        reading = evidence.money(row["programme"], "announced", source.day)
        day = reading.as_of if reading and not announced.set_by else announced.as_of
        return dated(name, source, day, announced)
    quantity = read(name, source, evidence.money(row["programme"], name, source.day), "ladder")
    word = evidence.rungs[name]["name"]
    span = float(row["span_central"]) if name == "announced" and row["span_central"] > 0 else None
    return replace(
        quantity,
        rung=name,
        span_years=span,
        price_basis=quantity.price_basis or "nominal",
        gap=None if quantity.known else f"no reading of money {word} for {row['name']} as of this date",
    )


def dated(name: str, source: Source, day: datetime.date | None, like: Quantity) -> Quantity:
    """A day as a calendar year with decimals, resting on what another quantity rests on."""
    if day is None or not like.known:
        return blank(name, source)
    return Quantity(
        name,
        source.evidence.quantities[name]["meaning"],
        Triplet.exact(year_of(day)),
        "year",
        as_of=day,
        sources=like.sources,
        fact_ids=like.fact_ids,
        chosen=like.chosen,
    )


def year_of(day: datetime.date) -> float:
    """A day as a calendar year with decimals.

    Examples
    --------
    >>> year_of(datetime.date(2025, 7, 2))
    2025.5
    """
    days = (datetime.date(day.year + 1, 1, 1) - datetime.date(day.year, 1, 1)).days
    return round(day.year + (day.timetuple().tm_yday - 1 + 0.5) / days, 3)


def of_readings(name: str, source: Source) -> Quantity:
    """A quantity off the ladder, of a programme or of none."""
    return read(name, source, source.evidence.quantity(source.programme, name, source.day), "readings")


def of_schedule(name: str, source: Source) -> Quantity:
    """A date: the first that was named for a milestone, or the one that stood on the study's day."""
    milestone = {"call_first_target": "call_opens", "first_service_stated": "first_service"}.get(name, name)
    rows = source.evidence.schedule_of(source.programme, milestone, source.day)
    if rows.empty:
        return blank(name, source)
    row = rows.iloc[0 if name == "call_first_target" else -1]
    at_ends = name in ("call_first_target", "call_opens")  # a target is missed once its period is over
    days = [row["last"]] * 3 if at_ends else [row["first"], row["central"], row["last"]]
    value = Triplet(*map(year_of, days))
    fact_ids = tuple(fact_id for fact_id in row["fact_ids"].split(";") if fact_id)
    return Quantity(
        name,
        source.evidence.quantities[name]["meaning"],
        value,
        "year",
        as_of=row["known_by"],
        sources=tuple(row["source_ids"].split(";")),
        fact_ids=fact_ids,
        chosen=(("data/chosen/schedule.csv", row.name),),
        notes=(row["note"],),
        distribution="" if value.is_exact else "pert",
    )


def of_denominators(name: str, source: Source) -> Quantity:
    """People, output, inflation or purchasing power of a programme's territory."""
    return {"population": population, "gdp": gdp, "inflation": inflation, "ppp_rate": ppp_rate}[name](name, source)


def population(name: str, source: Source) -> Quantity:
    """People living in the territory in the year both programmes are set against."""
    fact = source.year and source.evidence.denominator(source.row["territory"], name, source.year)
    if fact is None:
        return blank(name, source, "no year in which both territories have a figure")
    return of_fact(name, source, fact, float(fact["value"]))


def gdp(name: str, source: Source) -> Quantity:
    """Output of the territory in the programme's currency; converted at the mean rate of the year where need be."""
    evidence, row, year = source.evidence, source.row, source.year
    fact = year and evidence.denominator(row["territory"], name, year)
    if fact is None:
        return blank(name, source, "no year in which both territories have a figure")
    quantity = of_fact(name, source, fact, float(fact["value"]))
    if fact["unit"] == quantity.unit:
        return quantity
    table = evidence.exchange_rates
    mean = mean_rate(int(year), table["date"].tolist(), table["usd_per_eur"].tolist())
    if mean is None:
        return blank(name, source, f"no mean exchange rate for {year}")
    stated = fact["unit"].split()[0]
    value = float(fact["value"]) * usd_per_unit(stated, mean) / usd_per_unit(row["currency"], mean)
    return replace(
        quantity,
        value=Triplet.exact(value),
        sources=(*quantity.sources, table["source_id"].iloc[-1]),
        notes=(f"Converted from {stated} at the mean rate of {year}, {mean:.4f} dollars for one euro",),
    )


def inflation(name: str, source: Source) -> Quantity:
    """Growth of the GDP deflator of the territory in its last year."""
    evidence, territory = source.evidence, source.row["territory"]
    year = evidence.last_year(territory, "gdp_deflator", source.day.year)
    pair = [evidence.denominator(territory, "gdp_deflator", of) for of in (year - 1, year)] if year else [None]
    if any(fact is None for fact in pair):
        return blank(name, source)
    before, after = pair
    quantity = of_fact(name, source, after, round(float(after["value"]) / float(before["value"]) - 1, 6))
    return replace(
        quantity, fact_ids=(before["fact_id"], after["fact_id"]), notes=(f"Growth in {year}, carried forward",)
    )


def ppp_rate(name: str, source: Source) -> Quantity:
    """International dollars for one unit of the currency in the territory: one for the US dollar by definition."""
    evidence, row = source.evidence, source.row
    if row["currency"] == "USD":
        meaning = evidence.quantities[name]["meaning"]
        return Quantity(name, meaning, Triplet.exact(1.0), "USD", sources=(MANUAL,), notes=("One by definition",))
    year = evidence.last_year(row["territory"], "ppp", source.day.year)
    if year is None:
        return blank(name, source)
    fact = evidence.denominator(row["territory"], "ppp", year)
    return of_fact(name, source, fact, 1 / float(fact["value"]))


def of_fact(name: str, source: Source, fact: pd.Series, value: float) -> Quantity:
    """A quantity that is one fact; a year is dated by its last day."""
    return Quantity(
        name,
        source.evidence.quantities[name]["meaning"],
        Triplet.exact(value),
        unit_of(name, source),
        as_of=datetime.date(int(fact["as_of"][:4]), 12, 31),
        sources=source.evidence.documents([fact["fact_id"]]),
        fact_ids=(fact["fact_id"],),
        chosen=source.evidence.rows_naming("denominators", fact["fact_id"]),
        notes=(fact["note"],) if fact["note"] else (),
    )


def of_seats(name: str, source: Source) -> Quantity:
    """Years over which the announced sum is spread."""
    row, evidence = source.row, source.evidence
    if pd.isna(row["span_central"]):
        return blank(name, source, "no document says over how many years")
    ends = [row["span_low"], row["span_central"], row["span_high"]]
    fact_ids = tuple(fact_id for fact_id in row["span_fact_ids"].split(";") if fact_id)
    value = Triplet(*(None if pd.isna(end) else float(end) for end in ends))
    return Quantity(
        name,
        evidence.quantities[name]["meaning"],
        value,
        "years",
        as_of=source.day,
        sources=evidence.documents(fact_ids),
        fact_ids=fact_ids,
        chosen=(("data/chosen/seats.csv", row["row"]),),
        notes=(row["span_note"],) if row["span_note"] else (),
        distribution="" if value.is_exact else "pert",
    )


def of_exchange_rates(name: str, source: Source) -> Quantity:
    """US dollars for one unit of the programme's currency."""
    return usd_rate(source.row["currency"], source.rate, source.loaded)


def usd_rate(currency: str, rate: Rate, loaded: LoadedEdition) -> Quantity:
    """US dollars for one unit of a currency."""
    own = currency == "USD"
    return Quantity(
        "market_rate",
        f"US dollars for one {currency}",
        Triplet.exact(usd_per_unit(currency, rate.usd_per_eur)),
        f"USD per {currency}",
        as_of=None if own else rate.date,
        sources=(rate.source_id,) if rate.source_id and not own else (),
        set_by=None if own else loaded.set_by("usd_per_eur"),
    )


def of_assumptions(name: str, source: Source) -> Quantity:
    """An uncertain input, of a programme or the same for both."""
    evidence = source.evidence
    table = evidence.assumptions
    programme = "" if source.seat == "common" else source.programme
    rows = table[(table["quantity"] == name) & (table["programme"] == programme)]
    if rows.empty:
        return blank(name, source, f"no assumption on {evidence.quantities[name]['meaning']}{source.whom}")
    row = rows.iloc[0]
    fact_ids = tuple(row["fact_ids"].split(";"))
    return Quantity(
        name,
        evidence.quantities[name]["meaning"],
        Triplet(float(row["low"]), float(row["central"]), float(row["high"])),
        row["unit"],
        as_of=source.day,
        sources=evidence.documents(fact_ids),
        confidence=evidence.confidence(fact_ids),
        fact_ids=fact_ids,
        chosen=(("data/chosen/assumptions.csv", row.name),),
        notes=(row["basis"],),
        distribution="" if row["distribution"] == "fixed" else row["distribution"],
    )


COST_ITEMS = {
    "accelerators_share": "accelerators",
    "networking_share": "networking",
    "servers_share": "servers_other_it",
    "power_cooling_share": "power_cooling",
    "building_share": "building_land",
}
"""The items of cost_breakdown.csv that the model reads; rows with a slash are parts of these."""


def of_cost_breakdown(name: str, source: Source) -> Quantity:
    """Share of capital cost that goes to one item."""
    table = source.evidence.cost_breakdown
    row = table[table["item"] == COST_ITEMS[name]].iloc[0]
    return of_row(name, source, row, (row["share_low"], row["share_central"], row["share_high"]), "cost_breakdown")


def of_chips(name: str, source: Source) -> Quantity:
    """Price, power or rate of the chip that capacity is counted in."""
    table = source.evidence.chips
    row = table[table["chip"] == source.loaded.parameters.chip].iloc[0]
    h100 = table[table["chip"] == H100].iloc[0]
    central = row["price_usd_central"]
    prices = [central if pd.isna(row[end]) else row[end] for end in ("price_usd_low", "price_usd_high")]
    ends = {
        "chip_price": (prices[0], central, prices[1]),
        "h100e_per_chip": (row["h100_equivalent"],) * 3,
        "h100e_per_chip_16bit": (row["dense_bf16_flops"] / h100["dense_bf16_flops"],) * 3,
        "watts_per_chip": (row["system_w_per_chip"],) * 3,
    }
    return of_row(name, source, row, ends[name], "chips", row["chip"])


H100 = "H100 SXM"
"""The chip that others are counted in."""


def of_row(
    name: str, source: Source, row: pd.Series, ends: tuple[float, float, float], table: str, note: str = ""
) -> Quantity:
    """A quantity that one row of a table of evidence gives."""
    value = Triplet(*map(float, ends))
    return Quantity(
        name,
        source.evidence.quantities[name]["meaning"],
        value,
        unit_of(name, source),
        as_of=source.day,
        sources=tuple(row["source_ids"].split(";")),
        chosen=((f"data/evidence/{table}.csv", row.name),),
        notes=tuple(filter(None, (note, row.get("note", "")))),
        distribution="" if value.is_exact else "pert",
    )


def of_editions(name: str, source: Source) -> Quantity:
    """The day the edition speaks of."""
    meaning = source.evidence.quantities[name]["meaning"]
    return Quantity(name, meaning, Triplet.exact(year_of(source.day)), "year", as_of=source.day)


READERS: dict[str, Callable[[str, Source], Quantity]] = {
    "ladder": of_ladder,
    "readings": of_readings,
    "schedule": of_schedule,
    "denominators": of_denominators,
    "seats": of_seats,
    "exchange_rates": of_exchange_rates,
    "assumptions": of_assumptions,
    "cost_breakdown": of_cost_breakdown,
    "chips": of_chips,
    "editions": of_editions,
}
"""How to read from each table that the vocabulary of quantities names."""

__all__ = ["SEATS", "Source", "inputs_of_study", "usd_rate", "year_of"]
