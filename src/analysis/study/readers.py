"""How an input is read from each table that the vocabulary of quantities names."""

import datetime
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any, TypeAlias

import pandas as pd

from analysis.edition import LoadedEdition
from analysis.errors import UnlikeError
from analysis.evidence.readings import GUIDANCE, Reading
from analysis.evidence.schemas import PATHS
from analysis.model.amounts import Triplet, require_alike
from analysis.model.consortium import EU27
from analysis.model.exchange import CURRENCIES, Rate, crosses_of, rate_name, usd_per_unit
from analysis.model.graph import SEATS
from analysis.model.ladder import CROSSES
from analysis.model.price import BASE
from analysis.study.context import Context, blank, grounds, overridden, rates_on, read
from analysis.study.costs import of_chips, of_cost_breakdown
from analysis.study.denominators import of_denominators
from analysis.study.derived import in_words
from analysis.study.quantity import Quantity, quantity_of
from analysis.text import N_, Message, Message as _
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
        return spending_starts(name, context)
    if name == "chips_included":
        return chips_included(name, context)
    if name.endswith("_attributable"):
        return attributable(name, context)
    reading, word = evidence.money(row["programme"], name, context.day), evidence.rungs[name]["name"]
    missing = _("no reading of money {rung} for {programme} as of this date", rung=word, programme=row["name"])
    quantity = of_reading(name, context, reading, "ladder") if reading else blank(name, context, missing)
    spread = name == "announced"  # a promise spread over years is not set against the money of one
    years = [reading.span_years if reading else math.nan, row["span_central"]]
    span = next((float(of) for of in years if of > 0), None) if spread else None
    return replace(
        quantity,
        rung=name,
        span_years=span,
        price_basis=quantity.price_basis or "nominal",
        read_with=context.of_seat("span_central") if spread else (),
    )


def spending_starts(name: str, context: Context) -> Quantity:
    """The day from which the announced sum is spent: the eve of the one that a document names, else the first known."""
    announced = of_ladder("announced", context)
    if announced.start and not announced.measure:
        eve = year_of(announced.start - datetime.timedelta(days=1))  # of 2023 to 2029 the last day is in 2029
        return read(name, context, Triplet.exact(eve - HALF_A_DAY), **origin_of([announced]))
    dates = [announced_on(name, context), replace(of_schedule("work_starts", context), name=name)]
    return max((date for date in dates if date.known), key=lambda date: date.central, default=dates[0])


HALF_A_DAY = 0.5 / 366
"""From noon to the morning, so that no leap day puts the end of the years into the next month [years]."""


def chips_included(name: str, context: Context) -> Quantity:
    """One where a document says that the announced sum is one of AI sites with their chips; a gap for others."""
    announced = of_ladder("announced", context)
    if announced.measure or announced.chips != "included":
        why = NO_CHIPS["company" if announced.measure else announced.chips]
        return replace(blank(name, context, Message(why, whom=context.whom)), **origin_of([announced]))
    return read(name, context, Triplet.exact(1.0), **origin_of([announced]))


NO_CHIPS = {
    "": N_("no document says that the sum announced{whom} is one of AI sites with their chips"),
    "left out": N_("the chips are left out of the sum announced{whom}"),
    "company": N_("what a company spends in a year is for all its purposes"),
}
"""Why no chips are worked out of a sum, by what documents say of chips in it."""


def attributable(name: str, context: Context) -> Quantity:
    """One where money spent or machines at work count towards the announced sum; a gap where unlike it, or older."""
    rung = name.removesuffix("_attributable")
    found, announced = (of_ladder(one, context) for one in (rung, "announced"))
    if found.known and announced.known:
        starts = announced.start or announced_on("announced_on", context).as_of
        if found.start and not found.measure and found.start < starts:
            older = N_("older than the promise{whom}: money of {year}")
            return blank(name, context, Message(older, whom=context.whom, year=str(found.start.year)))
        try:
            require_alike(found.amount, announced.amount, CROSSES[SHARE_OF[rung]])
        except UnlikeError as error:
            return blank(name, context, _("the two sums are not alike: {pairs}", pairs=in_words(error.mismatches)))
    return read(name, context, Triplet.exact(1.0), **origin_of([one for one in (found, announced) if one.known]))


SHARE_OF = {"spent": "spent_share", "in_service": "realisation_rate"}
"""The share of the announced sum that each rung of what is real is told as."""


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
    return {"as_of": max((one.as_of for one in quantities), default=None), **together}


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


LAPSE = ("first_service_stated", "first_service_happened", "work_starts")
"""The dates that are none once their day has passed unmet; a call that slips counts by its last target."""


def of_schedule(name: str, context: Context) -> Quantity:
    """A date: the first that was named for a milestone, or the one that stood on the study's day."""
    milestone = MILESTONES.get(name, name)
    rows = context.evidence.schedule_of(context.programme, milestone, context.day)
    if not rows:
        return blank(name, context)
    row = rows[0 if name == "call_first_target" else -1]
    if name in LAPSE and row["stands"] != "happened" and row["last"] < context.day:
        lapsed = _("the last date named{whom} has passed, and no document says that it was met", whom=context.whom)
        return blank(name, context, lapsed)
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
    if is_guidance(context):
        return blank(name, context, _("what a company spends in a year is no promise over several"))
    announced = context.evidence.money(row["programme"], "announced", context.day)
    if announced and announced.span_years > 0:
        return read(
            name,
            context,
            Triplet.exact(float(announced.span_years)),
            **grounds(context, announced.fact_ids, ("ladder", announced.rows[0])),
            notes=announced.notes,
        )
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


def is_guidance(context: Context) -> bool:
    """Whether what is announced is what a company spends in a year; without a sum, whether its kind of promise is."""
    announced = context.evidence.money(context.programme, "announced", context.day)
    return bool(announced.measure) if announced else context.evidence.kind_of(context.programme) == GUIDANCE


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
    """What share of a promise came of earlier programmes of its kind, cases of its own money left out."""
    evidence = context.evidence
    wholes = {tie.programme for tie in evidence.ties if tie.how == "contains" and tie.other == context.programme}
    known = evidence.cases(context.day)
    cases = [case for case in known if case["programme"] not in {context.programme, *wholes}]
    left_out = [N_("Cases of its own money are left out")] if len(cases) < len(known) else []
    kind = evidence.kind_of(context.programme)
    if is_guidance(context):
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
        notes=(_("Kind of promise: {kind}; {alike} of {all} earlier cases are of that kind", **said), *left_out),
        read_with=tuple((PATHS["overlaps"], (whole, context.programme), ()) for whole in sorted(wholes)),
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
