"""People, output, price level and purchasing power of a programme's territory."""

import datetime
from dataclasses import replace

from analysis.evidence.readings import Row
from analysis.evidence.schemas import PATHS
from analysis.model.amounts import Triplet
from analysis.model.exchange import crosses_of, mean_rate, usd_per_unit
from analysis.study.context import Context, blank, grounds, rates_on, read
from analysis.study.quantity import Quantity
from analysis.text import Message as _

MANUAL = "oecd-201212-ppp-manual"
"""The document that defines international dollars."""


def of_denominators(name: str, context: Context) -> Quantity:
    """People, output, inflation or purchasing power of a programme's territory."""
    return {"population": in_common_year, "gdp": gdp, "inflation": inflation, "ppp_rate": ppp_rate}[name](name, context)


def in_common_year(name: str, context: Context) -> Quantity:
    """A figure of the territory in the year both programmes are set against."""
    fact = context.year and context.evidence.denominator(context.row["territory"], name, context.year)
    if fact is None:
        return blank(name, context, _("no year in which both territories have a figure"))
    quantity = of_fact(name, context, fact, float(fact["value"]))
    rows = [(row["territory"], of, str(context.year)) for row in context.pair.values() for of in ("population", "gdp")]
    return replace(quantity, read_with=(*quantity.read_with, *((PATHS["denominators"], row, ()) for row in rows)))


def gdp(name: str, context: Context) -> Quantity:
    """Output of the territory in the programme's currency; converted at the mean rate of the year where need be."""
    quantity, year, table = in_common_year(name, context), context.year, context.evidence.exchange_rates
    if not quantity.known:
        return quantity
    unit = context.evidence.fact(quantity.fact_ids[0])["unit"]
    if unit == quantity.unit:
        return quantity
    days = table["date"].tolist()
    mean = mean_rate(int(year), days, table["usd_per_eur"].tolist())
    if mean is None:
        return blank(name, context, _("no mean exchange rate for {year}", year=year))
    stated = unit.split()[0]
    currency = context.row["currency"]
    crosses = {name: mean_rate(int(year), days, of_days.tolist()) for name, of_days in crosses_of(table).items()}
    value = quantity.central * usd_per_unit(stated, mean) / usd_per_unit(currency, mean, crosses)
    note = _(
        "Converted from {currency} at the mean rate of {year}, {rate:0.0000} dollars for one euro",
        currency=stated,
        year=year,
        rate=mean,
    )
    sources = (*quantity.sources, table["source_id"].iloc[-1])
    rates = rates_on((day for day in table["date"] if day.year == year), currency)
    read_with = (*quantity.read_with, *rates)
    return replace(quantity, value=Triplet.exact(value), sources=sources, notes=(note,), read_with=read_with)


def inflation(name: str, context: Context) -> Quantity:
    """Growth of the GDP deflator of the territory in its last year."""
    evidence, territory = context.evidence, context.row["territory"]
    year = evidence.last_year(territory, "gdp_deflator", context.day.year)
    pair = [evidence.denominator(territory, "gdp_deflator", of) for of in (year - 1, year)] if year else [None]
    if any(fact is None for fact in pair):
        return blank(name, context)
    before, after = pair
    quantity = of_fact(name, context, after, round(float(after["value"]) / float(before["value"]) - 1, 6))
    return replace(
        quantity,
        fact_ids=(before["fact_id"], after["fact_id"]),
        read_with=(
            *quantity.read_with,
            (PATHS["denominators"], (territory, "gdp_deflator", str(year - 1)), ("fact_id",)),
        ),
        notes=(_("Growth in {year}, carried forward", year=year),),
    )


def ppp_rate(name: str, context: Context) -> Quantity:
    """International dollars for one unit of the currency in the territory: one for the US dollar by definition."""
    evidence, row = context.evidence, context.row
    if row["currency"] == "USD":
        one = Triplet.exact(1.0)
        return read(name, context, one, unit="USD", as_of=None, sources=(MANUAL,), notes=(_("One by definition"),))
    year = evidence.last_year(row["territory"], "ppp", context.day.year)
    if year is None:
        return blank(name, context)
    fact = evidence.denominator(row["territory"], "ppp", year)
    return of_fact(name, context, fact, 1 / float(fact["value"]))


def of_fact(name: str, context: Context, fact: Row, value: float) -> Quantity:
    """A quantity that is one fact; a year is dated by its last day."""
    rows = context.evidence.rows_by("denominators", "fact_id")[fact["fact_id"]]
    return read(
        name,
        context,
        Triplet.exact(value),
        **grounds(context, [fact["fact_id"]], *(("denominators", row["row"]) for row in rows)),
        as_of=datetime.date(int(fact["as_of"][:4]), 12, 31),
        read_with=context.of_seat("currency", "territory"),
        notes=(fact["note"],) if fact["note"] else (),
    )
