"""What rows of different tables, or different rows of one, must have in common."""

import datetime
from collections.abc import Iterator
from functools import partial

import pandas as pd

from analysis.errors import Fault, not_known
from analysis.evidence.columns import as_day, is_number, last_day
from analysis.evidence.schemas import PATHS
from analysis.evidence.schemas.vocabulary import RUNGS
from analysis.model.consortium import members_of, problems_of
from analysis.model.exchange import CURRENCIES
from analysis.model.overlaps import contents_of

Found = Iterator[tuple[int | None, str, str]]
"""Row, column and message of faults in the first of some tables."""

Cells = dict[str, str]
"""The cells of a row by column."""

COST_ITEMS = ("accelerators", "networking", "servers_other_it", "power_cooling", "building_land")
"""The items of cost_breakdown.csv that are capital cost together, each once."""

ASKED_FOR = {
    "rungs": RUNGS,
    "quantities": (*RUNGS, "sites", "population", "gdp"),
    "metrics": ("population", "gdp_nominal_eur", "gdp_nominal_usd"),
    "milestones": ("call_opens", "work_starts", "first_service"),
    "cost_breakdown": COST_ITEMS,
    "chips": ("H100 SXM",),
}
"""Rows that the model asks for by what stands in their first column."""

CONTEXT = "context"
"""The programme of readings that are of no programme."""

METRICS = {
    "population": ("population",),
    "gdp": ("gdp_nominal_eur", "gdp_nominal_usd"),
    "gdp_deflator": ("gdp_deflator_index",),
    "ppp": ("ppp_eur_per_intl_usd", "ppp_lcu_per_intl_usd"),
}
"""The metrics of facts.csv that each denominator may be read from."""

HALF_A_YEAR = datetime.timedelta(200)
"""How far the day of a reading may be from that of a fact behind it: readings of a half-year come a little late."""

LARGEST_LEAP = 1.1
"""The factor by which an exchange rate may differ from that of the row above."""

MONEY = tuple(f"{currency} bn" for currency in CURRENCIES)
"""The units of a sum."""

ALWAYS = ("population", "gdp")
"""The denominators that the territory of every seat has."""


def faults_of_relations(tables: dict[str, pd.DataFrame]) -> Iterator[Fault]:
    """List the rows that contradict other rows.

    Parameters
    ----------
    tables : dict of str to pandas.DataFrame
        Those tables as text whose header is in order, the facts corrected; what needs another is left out.
    """
    for relation, *names in RELATIONS:
        if tables.keys() >= set(names):
            for row, column, message in relation(*(tables[name] for name in names)):
                yield Fault(PATHS[names[0]], row, column, message)
    for name in ASKED_FOR.keys() & tables.keys():
        column = tables[name].columns[0]
        for word in set(ASKED_FOR[name]) - set(tables[name][column]):
            message = f'the row "{word}" is missing, and the model asks for it'
            yield Fault(PATHS[name], None, column, message)


def not_allowed(cell: str, allowed: str) -> str:
    """Word the refusal of a cell."""
    return f'"{cell}" is not allowed (allowed: {allowed})'


def beside(table: pd.DataFrame, column: str, other: pd.DataFrame) -> Iterator[tuple[int, Cells, Cells]]:
    """Each row of a table, by its number, with the row of another that one of its columns names, where there is one."""
    rows = {row[other.columns[0]]: row for row in other.to_dict("records")}
    for number, row in zip(table.index, table.to_dict("records"), strict=True):
        if row[column] in rows:
            yield number, row, rows[row[column]]


def unlike_the_first(table: pd.DataFrame, by: list[str], *columns: str) -> Iterator[tuple[int, str, Cells, str]]:
    """Row, column and cells where a cell is not that of the first row of its group, with the cell of that row."""
    for column in columns:
        first = table.groupby(by)[column].transform("first")
        for row in table.index[table[column] != first]:
            yield row, column, table.loc[row].to_dict(), first[row]


def units(quantity: Cells) -> tuple[str, ...]:
    """The units that a value of a quantity may be in."""
    return MONEY if quantity["unit"] == "money" else (quantity["unit"],)


def read_in_place(table: pd.DataFrame, quantities: pd.DataFrame, name: str) -> Found:
    """A reading or an assumption is in the unit of its quantity, and stands where the model reads that."""
    for row, cells, quantity in beside(table, "quantity", quantities):
        if cells["unit"] not in units(quantity):
            yield row, "unit", not_allowed(cells["unit"], " or ".join(units(quantity)))
        if quantity["table"] != name:
            yield row, "quantity", f"{cells['quantity']} is read from {quantity['table']} (see {PATHS['quantities']})"


def parts_of_items(breakdown: pd.DataFrame, items: pd.DataFrame) -> Found:
    """The items of capital cost are those of the model; any further row is a part of one."""
    for row, item in breakdown["item"][breakdown["item"].isin(items["item"])].items():
        whole = item.partition("/")[0]
        if whole not in COST_ITEMS:
            allowed = f"(allowed: {', '.join(COST_ITEMS)}, or a part of one behind a slash)"
            yield row, "item", f'"{whole}" is no item of capital cost {allowed}'


def one_price_basis(ladder: pd.DataFrame, rungs: pd.DataFrame) -> Found:
    """Readings that a straight line is drawn between are in prices of one kind."""
    linear = ladder[ladder["rung"].isin(rungs["rung"][rungs["between_readings"] == "linear"])]
    for row, column, cells, first in unlike_the_first(linear, ["programme", "rung"], "price_basis"):
        allowed = f"{first}, as in the other readings of {cells['programme']}, {cells['rung']}"
        yield row, column, not_allowed(cells[column], allowed)


def claimed_values(claims: pd.DataFrame, quantities: pd.DataFrame) -> Found:
    """A claim that is held against a quantity gives a number in that quantity's unit."""
    for row, claim, quantity in beside(claims, "held_against", quantities):
        if not is_number(claim["value"]):
            yield row, "value", not_allowed(claim["value"], "a number, as it is held against a quantity")
        if claim["unit"] not in units(quantity):
            yield row, "unit", not_allowed(claim["unit"], " or ".join(units(quantity)))


def units_of_metrics(facts: pd.DataFrame, metrics: pd.DataFrame) -> Found:
    """A metric that the model uses has one unit."""
    for row, fact, metric in beside(facts, "metric", metrics):
        if fact["unit"] != metric["unit"]:
            allowed = f"(allowed: {metric['unit']}, see {PATHS['metrics']})"
            yield row, "unit", f'"{fact["unit"]}" is not the unit of {fact["metric"]} {allowed}'


def seated(table: pd.DataFrame, seats: pd.DataFrame, but: tuple[str, ...] = ()) -> Found:
    """A programme with chosen readings has a row in seats."""
    programmes = list(seats["programme"])
    for row, programme in table["programme"].items():
        if programme not in (*programmes, *but):
            yield row, "programme", not_known(programme, "a programme with a row in seats.csv", programmes)


def own_currency(ladder: pd.DataFrame, seats: pd.DataFrame) -> Found:
    """Money on the ladder is in billions of the programme's own currency."""
    for row, cells, seat in beside(ladder, "programme", seats):
        if cells["unit"] != f"{seat['currency']} bn":
            yield row, "unit", not_allowed(cells["unit"], f"{seat['currency']} bn")


def facts_of_denominators(denominators: pd.DataFrame, facts: pd.DataFrame) -> Found:
    """A chosen denominator names a fact on just that: quantity, territory and year."""
    for row, chosen, fact in beside(denominators, "fact_id", facts):
        metrics = METRICS.get(chosen["quantity"])
        says = f"{chosen['fact_id']} is {fact['metric']} of {fact['entity']} in {fact['as_of']}"
        if metrics is None:
            yield row, "quantity", not_known(chosen["quantity"], "a denominator", METRICS)
        elif fact["metric"] not in metrics:
            yield row, "fact_id", f"{says} (allowed: {' or '.join(metrics)})"
        elif (fact["entity"], fact["as_of"]) != (chosen["territory"], chosen["year"]):
            yield row, "fact_id", f"{says}, not of {chosen['territory']} in {chosen['year']}"


def people_and_output(seats: pd.DataFrame, denominators: pd.DataFrame) -> Found:
    """The territory of every seat has people and output."""
    have = set(zip(denominators["territory"], denominators["quantity"], strict=True))
    for row, territory in seats["territory"].items():
        for quantity in ALWAYS:
            if (territory, quantity) not in have:
                yield row, "territory", f"{territory} has no {quantity} in {PATHS['denominators']}: add one row a year"


def consortia_in_order(consortia: pd.DataFrame) -> Found:
    """The rows of one consortium can stand beside one another, and those of one member speak of one firm."""
    for row, column, cells, first in unlike_the_first(consortia, ["consortium"], "kind", "as_of"):
        yield row, column, not_allowed(cells[column], f'"{first}", as above in {cells["consortium"]}')
    for row, column, cells, first in unlike_the_first(consortia, ["consortium", "member"], "seat", "high_risk"):
        yield row, column, not_allowed(cells[column], f'"{first}", as in the row of {cells["member"]} above')
    for name, rows in consortia.groupby("consortium", sort=False):
        for row, column, message in problems_of(members_of(rows)):
            yield row, column, f"{message}, in {name}"


def dated_as_its_facts(table: pd.DataFrame, facts: pd.DataFrame) -> Found:
    """A reading is of a day near that of a fact behind it."""
    days = dict(zip(facts["fact_id"], map(last_day, facts["as_of"]), strict=True))
    for row, as_of, named in table[["as_of", "fact_ids"]].itertuples():
        day, known = as_day(as_of), [one for name in named.split(";") if (one := days.get(name))]
        if day and known and not any(abs(day - one) <= HALF_A_YEAR for one in known):
            listed = ", ".join(dict.fromkeys(map(str, sorted(known))))
            yield row, "as_of", not_allowed(as_of, f"within half a year of a fact it names: {listed}")


def rates_without_leaps(rates: pd.DataFrame) -> Found:
    """An exchange rate is near that of the row above: the euro has never moved by a tenth in a day."""
    for name in rates.columns[1:-1]:
        values = pd.to_numeric(rates[name], errors="coerce")
        for row in values.index[~values.div(values.shift()).fillna(1).between(1 / LARGEST_LEAP, LARGEST_LEAP)]:
            above = rates[name].shift()[row]
            yield row, name, not_allowed(rates[name][row], f"within a tenth of the row above: {above}")


def parts_known(choices: pd.DataFrame, facts: pd.DataFrame, quantities: pd.DataFrame) -> Found:
    """What a choice is made of are facts, or quantities that the model reads."""
    known = {*facts["fact_id"], *quantities["quantity"]}
    for column in ("plus", "minus", "times", "over"):
        for row, cell in choices[column].items():
            for part in set(cell.split(";")) - known - {""}:
                yield row, column, not_known(part, "a fact or a quantity of the model", known, PATHS["quantities"])


def settled_by_a_fact(forecasts: pd.DataFrame, facts: pd.DataFrame) -> Found:
    """What came of a forecast is said by a fact of that day or before; a number is that of the fact."""
    for row, cells, fact in beside(forecasts, "outcome_fact_id", facts):
        day, of_fact = as_day(cells["settled_on"]), last_day(fact["as_of"])
        if day and of_fact and of_fact > day:
            yield row, "settled_on", not_allowed(cells["settled_on"], f"{of_fact}, of which the fact speaks, or later")
        if cells["unit"] and (cells["outcome"], cells["unit"]) != (fact["value"], fact["unit"]):
            allowed = f"{fact['value']} {fact['unit']}, as fact {cells['outcome_fact_id']} says"
            yield row, "outcome", not_allowed(f"{cells['outcome']} {cells['unit']}", allowed)


def overlaps_in_order(overlaps: pd.DataFrame) -> Found:
    """Two programmes overlap once, in one order, none with itself, and none contains what contains it."""
    seen, contents = set(), {}
    for row, (programme, other, how) in overlaps[["programme", "other_programme", "how"]].iterrows():
        if programme == other:
            yield row, "other_programme", not_allowed(other, "another programme")
        elif (other, programme) in seen:
            yield row, "other_programme", f"a row above has {other} and {programme} already, the other way round"
        seen.add((programme, other))
        if how == "contains" and programme != other:
            if programme in contents_of(other, contents):
                yield row, "other_programme", f"{other} contains {programme}, by the rows above: none is part of itself"
            else:
                contents.setdefault(programme, []).append(other)


RELATIONS = (
    (people_and_output, "seats", "denominators"),
    (seated, "ladder", "seats"),
    (seated, "schedule", "seats"),
    *((partial(seated, but=("", CONTEXT)), name, "seats") for name in ("readings", "assumptions")),
    (own_currency, "ladder", "seats"),
    (one_price_basis, "ladder", "rungs"),
    *((partial(read_in_place, name=name), name, "quantities") for name in ("readings", "assumptions")),
    (claimed_values, "claims", "quantities"),
    (units_of_metrics, "facts", "metrics"),
    (facts_of_denominators, "denominators", "facts"),
    (parts_of_items, "cost_breakdown", "cost_items"),
    (consortia_in_order, "consortia"),
    *((dated_as_its_facts, name, "facts") for name in ("ladder", "readings")),
    (rates_without_leaps, "exchange_rates"),
    (partial(seated, but=("",)), "specifications", "seats"),
    (parts_known, "specifications", "facts", "quantities"),
    (settled_by_a_fact, "forecasts", "facts"),
    (overlaps_in_order, "overlaps"),
)
"""Each relation with the tables it holds between; a fault stands in the first."""
