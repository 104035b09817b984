"""How an input is read from each table that the vocabulary of quantities names."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any, TypeAlias

import pandas as pd

from analysis.edition import LoadedEdition
from analysis.evidence.readings import GUIDANCE, Reading, Row
from analysis.evidence.schemas import PATHS
from analysis.model.amounts import Triplet
from analysis.model.consortium import EU27
from analysis.model.exchange import CURRENCIES, Rate, crosses_of, rate_name, usd_per_unit
from analysis.model.graph import SEATS
from analysis.model.price import BASE
from analysis.study.context import Context, blank, grounds, overridden, rates_on, read
from analysis.study.denominators import of_denominators
from analysis.study.quantity import Quantity, quantity_of
from analysis.text import N_, Message as _
from analysis.uncertainty.reference_class import FEWEST, expected_share

Reader: TypeAlias = Callable[[str, Context], Quantity]
"""Reads an input, by its name within its programme."""


def of_reading(name: str, context: Context, reading: Reading | None, table: str) -> Quantity:
    """An input as a dated reading has it."""
    if reading is None:
        return blank(name, context)
    chosen = tuple((PATHS[table], row) for row in reading.rows)
    quantity = quantity_of(reading, name, context.evidence.quantities[name]["meaning"], context.evidence)
    gap = _("none was found{whom}", whom=context.whom) if reading.none_found else None
    return replace(quantity, chosen=chosen, gap=gap, distribution="" if reading.none_found else reading.distribution)


def of_ladder(name: str, context: Context) -> Quantity:
    """Money of a programme on a rung, the day on which its sum was announced, or the day of its money spent."""
    evidence, row = context.evidence, context.row
    if name == "spent_on":
        return day_of(name, context, of_ladder)
    if name == "announced_on":
        return announced_on(name, context)
    if name == "spending_starts":
        dates = [announced_on(name, context), replace(of_schedule("work_starts", context), name=name)]
        return max((date for date in dates if date.known), key=lambda date: date.central, default=dates[0])
    reading, word = evidence.money(row["programme"], name, context.day), evidence.rungs[name]["name"]
    missing = _("no reading of money {rung} for {programme} as of this date", rung=word, programme=row["name"])
    quantity = of_reading(name, context, reading, "ladder") if reading else blank(name, context, missing)
    spread = name == "announced"  # a promise spread over years is not set against the money of one
    span = float(row["span_central"]) if spread and row["span_central"] > 0 else None
    return replace(
        quantity,
        rung=name,
        span_years=span,
        price_basis=quantity.price_basis or "nominal",
        read_with=context.of_seat("span_central") if spread else (),
    )


def announced_on(name: str, context: Context) -> Quantity:
    """The day on which a programme first announced a sum: what it announced later moves no date."""
    rows = context.evidence.rows_by("ladder", "programme", "rung").get((context.programme, "announced"), [])
    row = min((row for row in rows if row["as_of"] <= context.day), key=itemgetter("as_of"), default=None)
    announced = overridden(of_ladder("announced", context), f"{context.seat}_announced", context)
    day = row["as_of"] if row else announced.as_of
    if day is None or not announced.known:
        return blank(name, context)
    origin = grounds(context, ids_in(row["fact_ids"]), ("ladder", row["row"])) if row else {}
    return read(name, context, Triplet.exact(year_of(day)), as_of=day, **origin)


def year_of(day: datetime.date) -> float:
    """A day as a calendar year with decimals.

    Examples
    --------
    >>> year_of(datetime.date(2025, 7, 2))
    2025.5
    """
    days = (datetime.date(day.year + 1, 1, 1) - datetime.date(day.year, 1, 1)).days
    return round(day.year + (day.timetuple().tm_yday - 1 + 0.5) / days, 5)


def of_readings(name: str, context: Context) -> Quantity:
    """A quantity off the ladder, of a programme or of none, or the day that its reading speaks of."""
    if name == "private_part":
        return private_part(name, context)
    if name.endswith("_on"):
        return day_of(name, context, of_readings)
    return of_reading(name, context, context.evidence.quantity(context.programme, name, context.day), "readings")


def day_of(name: str, context: Context, reader: Reader) -> Quantity:
    """The day that the reading of another quantity speaks of."""
    what = name.removesuffix("_on")
    key = what if context.seat == "common" else f"{context.seat}_{what}"
    reading = overridden(reader(what, context), key, context)
    if not reading.known:
        return blank(name, context, reading.gap)
    return read(name, context, Triplet.exact(year_of(reading.as_of)), **origin_of([reading]))


def origin_of(quantities: Sequence[Quantity]) -> dict[str, Any]:
    """Day, documents, facts and rows of what is read from other quantities."""
    together = {
        name: tuple(dict.fromkeys(found for one in quantities for found in getattr(one, name)))
        for name in ("sources", "fact_ids", "chosen")
    }
    return {"as_of": max(one.as_of for one in quantities), **together}


def private_part(name: str, context: Context) -> Quantity:
    """What documents call private of the announced sum; where none does, what is left beside the public money."""
    announced = of_ladder("announced", context)
    if not announced.known:
        return blank(name, context, announced.gap)
    private = of_readings("private_investment", context)
    public = [of_readings(of, context) for of in ("union_budget", "member_states")]
    if private.known:
        behind, share = [private, announced], private.central / announced.central
        note = _("Private capital as a document states it, of the sum announced")
    else:
        behind = [announced, *(money for money in public if money.known)]
        share = 1 - sum(money.central for money in behind[1:]) / announced.central
        note = _("No document states the private capital: what is left beside the public money")
    return read(name, context, Triplet.exact(share), **origin_of(behind), notes=(note,))


MILESTONES = {
    "call_first_target": "call_opens",
    "first_service_stated": "first_service",
    "first_service_happened": "first_service",
    "plan_complete": "full_build_out",
}
"""The milestone that an input is read from, where it is named for something else."""


def of_schedule(name: str, context: Context) -> Quantity:
    """A date: the first that was named for a milestone, or the one that stood on the study's day."""
    milestone = MILESTONES.get(name, name)
    rows = context.evidence.schedule_of(context.programme, milestone, context.day)
    if not rows:
        return blank(name, context)
    row = rows[0 if name == "call_first_target" else -1]
    # a target is missed once its period is over: it counts by the last day; work may start on any
    days = [row["first"], row["central"], row["last"]] if name == "work_starts" else [row["last"]] * 3
    happened = Triplet.exact(float(row["stands"] == "happened"))
    return read(
        name,
        context,
        happened if name == "first_service_happened" else Triplet(*map(year_of, days)),
        as_of=row["known_by"],
        sources=tuple(row["source_ids"].split(";")),
        fact_ids=ids_in(row["fact_ids"]),
        chosen=((PATHS["schedule"], row["row"]),),
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
    if context.evidence.kind_of(row["programme"]) == GUIDANCE:
        return blank(name, context, _("what a company spends in a year is no promise over several"))
    if pd.isna(row["span_central"]):
        return blank(name, context, _("no document says over how many years"))
    ends = [row["span_low"], row["span_central"], row["span_high"]]
    return read(
        name,
        context,
        Triplet(*(None if pd.isna(end) else float(end) for end in ends)),
        **grounds(context, ids_in(row["span_fact_ids"]), ("seats", row["row"])),
        distribution=row["span_distribution"],
        notes=(row["span_note"],) if row["span_note"] else (),
    )


def of_the_eu(name: str, context: Context) -> Quantity:
    """One for a programme whose territory is the EU or a member of it; a gap for others."""
    if context.row["territory"] not in ("EU27", *EU27):
        return blank(name, context, _("the parts of sellers are known of sites in the EU alone"))
    assumed = context.evidence.assumption("eu_supplier_share_of_capex")
    origin = grounds(context, ids_in(assumed["fact_ids"]), ("seats", context.row["row"]))
    return read(name, context, Triplet.exact(1.0), **origin | {"fact_ids": ()})


def of_exchange_rates(name: str, context: Context) -> Quantity:
    """US dollars for one unit of the programme's currency: on the day of the rate, or in the mean of 2025."""
    if name == "base_year_rate":
        return mean_of_base_year(name, context)
    quantity = usd_rate(context.row["currency"], context.rate, context.loaded)
    return replace(quantity, read_with=(*quantity.read_with, *context.of_seat("currency")))


def mean_of_base_year(name: str, context: Context) -> Quantity:
    """Mean rate of the year whose prices constant prices are, as far as it was known on the study's day."""
    currency, table = context.row["currency"], context.evidence.exchange_rates
    if currency == "USD":
        return read(name, context, Triplet.exact(1.0), unit="USD", as_of=None, notes=(_("One by definition"),))
    year = int(BASE)
    last = min(context.day, datetime.date(year, 12, 31))
    days = table[(table["date"] >= datetime.date(year, 1, 1)) & (table["date"] <= last)]
    if days.empty:
        return blank(name, context, _("no mean exchange rate for {year}", year=year))
    value = Triplet.exact(float(usd_per_unit(currency, days["usd_per_eur"], crosses_of(days)).mean()))
    return read(
        name,
        context,
        value,
        as_of=days["date"].iloc[-1],
        sources=(days["source_id"].iloc[-1],),
        read_with=(*rates_on(days["date"], currency), *context.of_seat("currency")),
    )


def usd_rate(currency: str, rate: Rate, loaded: LoadedEdition) -> Quantity:
    """US dollars for one unit of a currency."""
    by_hand = loaded.set_by(rate_name(currency))
    is_read = currency != "USD" and not by_hand
    return Quantity(
        "market_rate",
        _("US dollars for one {currency}", currency=currency),
        Triplet.exact(usd_per_unit(currency, rate.usd_per_eur, rate.crosses)),
        f"USD per {currency}",
        as_of=rate.date if is_read else None,
        sources=(rate.source_id,) if rate.source_id and is_read else (),
        set_by=by_hand,
        read_with=rates_on([rate.date], currency) if rate.date and is_read else (),
    )


def of_assumptions(name: str, context: Context) -> Quantity:
    """An uncertain input, of a programme or the same for both."""
    evidence = context.evidence
    row = evidence.assumption(name, "" if context.seat == "common" else context.programme)
    if row is None:
        meaning = evidence.quantities[name]["meaning"]
        return blank(name, context, _("no assumption{whom}: {meaning}", meaning=meaning, whom=context.whom))
    fact_ids = ids_in(row["fact_ids"])
    return read(
        name,
        context,
        Triplet(row["low"], row["central"], row["high"]),
        **grounds(context, fact_ids, ("assumptions", row["row"])),
        unit=row["unit"],
        confidence=evidence.confidence(fact_ids),
        notes=(row["basis"],),
        distribution="" if row["distribution"] == "fixed" else row["distribution"],
    )


def of_record(name: str, context: Context) -> Quantity:
    """What share of a promise came of earlier programmes of its kind, its own cases left out."""
    evidence = context.evidence
    cases = [case for case in evidence.cases(context.day) if case["programme"] != context.programme]
    kind = evidence.kind_of(context.programme)
    if kind == GUIDANCE:
        return blank(
            name, context, _("what a company means to spend in a year is no promise that earlier ones speak to")
        )
    alike = [case for case in cases if case["kind"] == kind]
    programmes = {case["programme"] for case in alike}
    value = expected_share([case["share"] for case in cases], [case["share"] for case in alike], len(programmes))
    if value is None:
        return blank(name, context, _("fewer than {count} earlier promises were known", count=FEWEST))
    fact_ids = tuple(dict.fromkeys(fact_id for case in cases for fact_id in case["fact_ids"]))
    said = {"kind": kind or N_("not on record"), "alike": len(alike), "all": len(cases)}
    rows = [("record", case["row"]) for case in cases]
    rows += [("kinds", row["row"]) for row in evidence.rows_by("kinds", "programme").get(context.programme, [])]
    return read(
        name,
        context,
        value,
        **grounds(context, fact_ids, *rows),
        distribution="lognormal",
        confidence=evidence.confidence(fact_ids),
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
    row = context.evidence.rows_by("cost_breakdown", "item")[COST_ITEMS[name]][0]
    return of_row(name, context, row, (row["share_low"], row["share_central"], row["share_high"]), "cost_breakdown")


RUNNING_CHIP = "B200 (GB200 NVL72)"
"""The chip that the running site's cost and the rent of an hour belong to."""


OTHER_CHIPS = {
    "chip_over_running_chip": ((RUNNING_CHIP,), ("price_usd_central", "h100_equivalent")),
    "h100e_per_chip_16bit": ((H100,), ("dense_bf16_flops",)),
}
"""The chip that a ratio is to, and which columns of its row are read."""


def of_chips(name: str, context: Context) -> Quantity:
    """Price, power, rate or year of the chip that capacity is counted in, or the rate of the running site's chip."""
    chosen = context.loaded.parameters.chip
    h100, running, row = (context.evidence.rows_by("chips", "chip")[chip][0] for chip in (H100, RUNNING_CHIP, chosen))
    row = running if name == "h100e_per_b200" else row
    central = row["price_usd_central"]
    over_running = (central / row["h100_equivalent"]) / (running["price_usd_central"] / running["h100_equivalent"])
    prices = [central if pd.isna(row[end]) else row[end] for end in ("price_usd_low", "price_usd_high")]
    ends = {
        "chip_price": (prices[0], central, prices[1]),
        "h100e_per_chip": (row["h100_equivalent"],) * 3,
        "h100e_per_b200": (row["h100_equivalent"],) * 3,
        "chip_year": (int(row["release"][:4]) + 0.5,) * 3,
        "chip_over_running_chip": (over_running,) * 3,
        "h100e_per_chip_16bit": (row["dense_bf16_flops"] / h100["dense_bf16_flops"],) * 3,
        "watts_per_chip": (row["system_w_per_chip"],) * 3,
    }
    other = OTHER_CHIPS.get(name)
    return replace(
        of_row(name, context, row, ends[name], "chips", row["chip"]),
        read_with=((PATHS["chips"], *other),) if other else (),
    )


def of_row(
    name: str, context: Context, row: Row, ends: tuple[float, float, float], table: str, note: str = ""
) -> Quantity:
    """A quantity that one row of a table of evidence gives."""
    return read(
        name,
        context,
        Triplet(*map(float, ends)),
        sources=tuple(row["source_ids"].split(";")),
        chosen=((PATHS[table], row["row"]),),
        notes=tuple(filter(None, (note, row.get("note", "")))),
    )


def of_editions(name: str, context: Context) -> Quantity:
    """The day the edition speaks of."""
    return read(name, context, Triplet.exact(year_of(context.day)))


READERS: dict[str, tuple[Reader, tuple[str, ...]]] = {
    "ladder": (of_ladder, ("as_of",)),
    "readings": (of_readings, ("as_of",)),
    "schedule": (of_schedule, ("as_of",)),
    "denominators": (of_denominators, ("as_of", *SEATS)),
    "seats": (of_seats, ()),
    "exchange_rates": (of_exchange_rates, ("as_of", "rate_date", *map(rate_name, CURRENCIES))),
    "assumptions": (of_assumptions, ()),
    "record": (of_record, ("as_of",)),
    "cost_breakdown": (of_cost_breakdown, ()),
    "chips": (of_chips, ("chip",)),
    "editions": (of_editions, ("as_of",)),
}
"""How to read from each table that the vocabulary of quantities names, and the parameters that it is read at."""
