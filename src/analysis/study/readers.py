"""How an input is read from each table that the vocabulary of quantities names."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from analysis.edition import LoadedEdition
from analysis.evidence.readings import Reading
from analysis.languages import marked, of_data
from analysis.languages import translate as _
from analysis.model.amounts import Triplet
from analysis.model.consortium import EU27
from analysis.model.exchange import Rate, usd_per_unit
from analysis.study.context import Context, blank, overridden, read
from analysis.study.denominators import of_denominators
from analysis.study.quantity import Quantity
from analysis.uncertainty.reference_class import FEWEST, expected_share


def of_reading(name: str, context: Context, reading: Reading | None, table: str) -> Quantity:
    """A quantity as a dated reading has it."""
    if reading is None:
        return blank(name, context)
    evidence = context.evidence
    return read(
        name,
        context,
        Triplet(reading.low, reading.central, reading.high),
        unit=reading.unit,
        distribution=reading.distribution,
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
    )


def of_ladder(name: str, context: Context) -> Quantity:
    """Money of a programme on a rung, the day on which its sum was announced, or the day of its money spent."""
    evidence, row = context.evidence, context.row
    if name == "spent_on":
        spent = overridden(of_ladder("spent", context), f"{context.seat}_spent", context)
        if spent.as_of is None or not spent.known:
            return blank(name, context)
        origin = {"sources": spent.sources, "fact_ids": spent.fact_ids, "chosen": spent.chosen}
        return read(name, context, Triplet.exact(year_of(spent.as_of)), as_of=spent.as_of, **origin)
    if name == "announced_on":
        announced = overridden(of_ladder("announced", context), f"{context.seat}_announced", context)
        reading = evidence.money(row["programme"], "announced", context.day)
        day = reading.as_of if reading else announced.as_of  # a sum that is set is still the one announced that day
        if day is None or not announced.known:
            return blank(name, context)
        origin = {"sources": announced.sources, "fact_ids": announced.fact_ids, "chosen": announced.chosen}
        return read(name, context, Triplet.exact(year_of(day)), as_of=day, **origin)
    quantity = of_reading(name, context, evidence.money(row["programme"], name, context.day), "ladder")
    word = of_data(evidence.rungs[name]["name"])
    missing = _("no reading of money {rung} for {programme} as of this date", rung=word, programme=row["name"])
    span = float(row["span_central"]) if name == "announced" and row["span_central"] > 0 else None
    return replace(
        quantity,
        rung=name,
        span_years=span,
        price_basis=quantity.price_basis or "nominal",
        gap=None if quantity.known else missing,
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


def of_readings(name: str, context: Context) -> Quantity:
    """A quantity off the ladder, of a programme or of none."""
    return of_reading(name, context, context.evidence.quantity(context.programme, name, context.day), "readings")


def of_schedule(name: str, context: Context) -> Quantity:
    """A date: the first that was named for a milestone, or the one that stood on the study's day."""
    milestone = {"call_first_target": "call_opens", "first_service_stated": "first_service"}.get(name, name)
    rows = context.evidence.schedule_of(context.programme, milestone, context.day)
    if not rows:
        return blank(name, context)
    row = rows[0 if name == "call_first_target" else -1]
    at_ends = name in ("call_first_target", "call_opens")  # a target is missed once its period is over
    days = [row["last"]] * 3 if at_ends else [row["first"], row["central"], row["last"]]
    return read(
        name,
        context,
        Triplet(*map(year_of, days)),
        as_of=row["known_by"],
        sources=tuple(row["source_ids"].split(";")),
        fact_ids=ids_in(row["fact_ids"]),
        chosen=(("data/chosen/schedule.csv", row["row"]),),
        notes=(row["note"],),
    )


def ids_in(text: str) -> tuple[str, ...]:
    """The ids in a cell of a table, which stand between semicolons."""
    return tuple(filter(None, text.split(";")))


def of_seats(name: str, context: Context) -> Quantity:
    """Years over which the announced sum is spread, or whether the sites stand in the EU."""
    row = context.row
    if name == "sites_in_eu":
        return of_the_eu(name, context)
    if pd.isna(row["span_central"]):
        return blank(name, context, _("no document says over how many years"))
    ends = [row["span_low"], row["span_central"], row["span_high"]]
    fact_ids = ids_in(row["span_fact_ids"])
    return read(
        name,
        context,
        Triplet(*(None if pd.isna(end) else float(end) for end in ends)),
        distribution=row["span_distribution"],
        sources=context.evidence.documents(fact_ids),
        fact_ids=fact_ids,
        chosen=(("data/chosen/seats.csv", row["row"]),),
        notes=(row["span_note"],) if row["span_note"] else (),
    )


def of_the_eu(name: str, context: Context) -> Quantity:
    """One for a programme whose territory is the EU or a member of it; a gap for others."""
    if context.row["territory"] not in ("EU27", *EU27):
        return blank(name, context, _("the parts of sellers are known of sites in the EU alone"))
    chosen = (("data/chosen/seats.csv", context.row["row"]),)
    sources = context.evidence.documents(
        context.evidence.assumption("eu_supplier_share_of_capex")["fact_ids"].split(";")
    )
    return read(name, context, Triplet.exact(1.0), sources=sources, chosen=chosen)


def of_exchange_rates(name: str, context: Context) -> Quantity:
    """US dollars for one unit of the programme's currency."""
    return usd_rate(context.row["currency"], context.rate, context.loaded)


def usd_rate(currency: str, rate: Rate, loaded: LoadedEdition) -> Quantity:
    """US dollars for one unit of a currency."""
    own = currency == "USD"
    return Quantity(
        "market_rate",
        _("US dollars for one {currency}", currency=currency),
        Triplet.exact(usd_per_unit(currency, rate.usd_per_eur)),
        f"USD per {currency}",
        as_of=None if own else rate.date,
        sources=(rate.source_id,) if rate.source_id and not own else (),
        set_by=None if own else loaded.set_by("usd_per_eur"),
    )


def of_assumptions(name: str, context: Context) -> Quantity:
    """An uncertain input, of a programme or the same for both."""
    evidence = context.evidence
    row = evidence.assumption(name, "" if context.seat == "common" else context.programme)
    if row is None:
        meaning = of_data(evidence.quantities[name]["meaning"])
        return blank(name, context, _("no assumption on {meaning}{whom}", meaning=meaning, whom=context.whom))
    fact_ids = tuple(row["fact_ids"].split(";"))
    return read(
        name,
        context,
        Triplet(row["low"], row["central"], row["high"]),
        unit=row["unit"],
        sources=evidence.documents(fact_ids),
        confidence=evidence.confidence(fact_ids),
        fact_ids=fact_ids,
        chosen=(("data/chosen/assumptions.csv", row["row"]),),
        notes=(row["basis"],),
        distribution="" if row["distribution"] == "fixed" else row["distribution"],
    )


def of_record(name: str, context: Context) -> Quantity:
    """What share of a promise came of earlier programmes of its kind, its own cases left out."""
    evidence = context.evidence
    cases = [case for case in evidence.cases(context.day) if case["programme"] != context.programme]
    kind = evidence.kind_of(context.programme)
    alike = [case for case in cases if case["kind"] == kind]
    programmes = {case["programme"] for case in alike}
    value = expected_share([case["share"] for case in cases], [case["share"] for case in alike], len(programmes))
    if value is None:
        return blank(name, context, _("fewer than {count} earlier promises were known", count=FEWEST))
    fact_ids = tuple(dict.fromkeys(fact_id for case in cases for fact_id in case["fact_ids"]))
    said = {"kind": of_data(kind or marked("not on record")), "alike": len(alike), "all": len(cases)}
    rows = evidence.rows_by("kinds", "programme").get(context.programme, [])
    return read(
        name,
        context,
        value,
        distribution="lognormal",
        sources=evidence.documents(fact_ids),
        confidence=evidence.confidence(fact_ids),
        fact_ids=fact_ids,
        chosen=(
            *(("data/chosen/record.csv", case["row"]) for case in cases),
            *(("data/chosen/kinds.csv", row["row"]) for row in rows),
        ),
        notes=(_("Kind of promise: {kind}; {alike} of {all} earlier cases are of that kind", **said),),
    )


H100 = "H100 SXM"
"""The chip that others are counted in."""

COST_ITEMS = {
    "accelerators_share": "accelerators",
    "networking_share": "networking",
    "servers_share": "servers_other_it",
    "power_cooling_share": "power_cooling",
    "building_share": "building_land",
}
"""The items of cost_breakdown.csv that the model reads; rows with a slash are parts of these."""


def of_cost_breakdown(name: str, context: Context) -> Quantity:
    """Share of capital cost that goes to one item."""
    table = context.evidence.cost_breakdown
    row = table[table["item"] == COST_ITEMS[name]].iloc[0]
    return of_row(name, context, row, (row["share_low"], row["share_central"], row["share_high"]), "cost_breakdown")


def of_chips(name: str, context: Context) -> Quantity:
    """Price, power or rate of the chip that capacity is counted in."""
    table = context.evidence.chips
    row = table[table["chip"] == context.loaded.parameters.chip].iloc[0]
    h100 = table[table["chip"] == H100].iloc[0]
    central = row["price_usd_central"]
    prices = [central if pd.isna(row[end]) else row[end] for end in ("price_usd_low", "price_usd_high")]
    ends = {
        "chip_price": (prices[0], central, prices[1]),
        "h100e_per_chip": (row["h100_equivalent"],) * 3,
        "h100e_per_chip_16bit": (row["dense_bf16_flops"] / h100["dense_bf16_flops"],) * 3,
        "watts_per_chip": (row["system_w_per_chip"],) * 3,
    }
    return of_row(name, context, row, ends[name], "chips", row["chip"])


def of_row(
    name: str, context: Context, row: pd.Series, ends: tuple[float, float, float], table: str, note: str = ""
) -> Quantity:
    """A quantity that one row of a table of evidence gives."""
    return read(
        name,
        context,
        Triplet(*map(float, ends)),
        sources=tuple(row["source_ids"].split(";")),
        chosen=((f"data/evidence/{table}.csv", row.name),),
        notes=tuple(filter(None, (note, row.get("note", "")))),
    )


def of_editions(name: str, context: Context) -> Quantity:
    """The day the edition speaks of."""
    return read(name, context, Triplet.exact(year_of(context.day)))


READERS: dict[str, Callable[[str, Context], Quantity]] = {
    "ladder": of_ladder,
    "readings": of_readings,
    "schedule": of_schedule,
    "denominators": of_denominators,
    "seats": of_seats,
    "exchange_rates": of_exchange_rates,
    "assumptions": of_assumptions,
    "record": of_record,
    "cost_breakdown": of_cost_breakdown,
    "chips": of_chips,
    "editions": of_editions,
}
"""How to read from each table that the vocabulary of quantities names."""
