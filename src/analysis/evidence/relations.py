"""What rows of different tables must have in common."""

from __future__ import annotations

import pandas as pd
from babel import localedata

from analysis.errors import Fault, not_known
from analysis.evidence.columns import LARGEST
from analysis.evidence.consortia import faults_of_consortia
from analysis.evidence.corrections import corrected, faults_of_corrections
from analysis.evidence.schemas import PATHS, REQUIRED, Known, file_of_vocabulary
from analysis.text import NUMBER

COST_ITEMS = ("accelerators", "networking", "servers_other_it", "power_cooling", "building_land")
"""The items of cost_breakdown.csv that are capital cost together, each once."""

ASKED_FOR = {"cost_breakdown": ("item", COST_ITEMS), "chips": ("chip", ("H100 SXM",))}
"""Rows that the model reads by their name: the column, and the names."""

CONTEXT = "context"
"""The programme of readings that are of no programme."""

METRICS = {
    "population": ("population",),
    "gdp": ("gdp_nominal_eur", "gdp_nominal_usd"),
    "gdp_deflator": ("gdp_deflator_index",),
    "ppp": ("ppp_eur_per_intl_usd", "ppp_lcu_per_intl_usd"),
}
"""The metrics of facts.csv that each denominator may be read from."""

ALWAYS = ("population", "gdp")
"""The denominators that the territory of every seat has."""


def faults_of_relations(tables: dict[str, pd.DataFrame], known: Known) -> list[Fault]:
    """List the rows that contradict rows of other tables.

    Parameters
    ----------
    tables : dict of str to pandas.DataFrame
        Those tables as text whose header is in order; what needs another is left out.
    known : Known
        The words and ids.

    Returns
    -------
    list of Fault
    """
    words, have = known.words, set(tables)
    faults: list[Fault] = []
    if words["currencies"]:
        faults += currencies_with_a_rate(known)
    if words["page_languages"]:
        faults += languages_known(known)
    if words["rungs"]:
        faults += rungs_of_the_model(known)
    if {"facts", "corrections"} <= have:
        of_corrections = faults_of_corrections(tables["facts"], tables["corrections"])
        facts = tables["facts"] if of_corrections else corrected(tables["facts"], tables["corrections"])
        faults += of_corrections
        faults += metric_units(facts, known) if words["metrics"] else []
        faults += denominator_facts(tables["denominators"], facts) if "denominators" in have else []
    if {"ladder", "seats"} <= have:
        faults += currencies(tables["ladder"], tables["seats"])
    if "ladder" in have and words["rungs"]:
        faults += one_price_basis(tables["ladder"], known)
    for name in ("readings", "assumptions"):
        if {name, "seats"} <= have:
            of_programmes = tables[name][~tables[name]["programme"].isin(["", CONTEXT])]
            faults += seated(of_programmes, tables["seats"], name)
        if name in have and words["quantities"]:
            faults += units_of_quantities(tables[name], known, name)
    if {"schedule", "seats"} <= have:
        faults += seated(tables["schedule"], tables["seats"], "schedule")
    if words["quantities"] and words["correlation_groups"]:
        faults += groups_of_quantities(known)
    if "seats" in have:
        faults += whole_spans(tables["seats"])
    if {"seats", "denominators"} <= have:
        faults += territories(tables["seats"], tables["denominators"])
    if "claims" in have and words["quantities"]:
        faults += claimed_values(tables["claims"], known)
    for name, (column, wanted) in ASKED_FOR.items():
        if name in have:
            faults += rows_asked_for(tables[name], name, column, wanted)
    if "cost_breakdown" in have and words["cost_items"]:
        faults += parts_of_items(tables["cost_breakdown"], known)
    if "consortia" in have:
        faults += faults_of_consortia(tables["consortia"])
    return faults


def rungs_of_the_model(known: Known) -> list[Fault]:
    """A rung is a quantity that the model reads, and has its place in tables and charts."""
    return [
        Fault(file_of_vocabulary("rungs"), None, "rung", not_known(rung, "a rung of the model", REQUIRED["rungs"]))
        for rung in known.words["rungs"].words
        if rung not in REQUIRED["rungs"]
    ]


def units_of_quantities(table: pd.DataFrame, known: Known, name: str) -> list[Fault]:
    """A reading or an assumption is in the unit of its quantity, and the quantity is one of its table."""
    words = known.words["quantities"].words
    faults = []
    for row, reading in table[table["quantity"].isin(words)].iterrows():
        word = words[reading["quantity"]]
        allowed = ("EUR bn", "USD bn") if word["unit"] == "money" else (word["unit"],)
        if reading["unit"] not in allowed:
            message = f'"{reading["unit"]}" is not allowed (allowed: {" or ".join(allowed)})'
            faults.append(Fault(PATHS[name], row, "unit", message))
        if word["table"] != name:
            message = f"{reading['quantity']} is read from {word['table']} (see {file_of_vocabulary('quantities')})"
            faults.append(Fault(PATHS[name], row, "quantity", message))
    return faults


def groups_of_quantities(known: Known) -> list[Fault]:
    """The group of a quantity is a word of the groups."""
    groups = known.words["correlation_groups"]
    return [
        Fault(file_of_vocabulary("quantities"), None, "correlation_group", groups.refuse(group, "a known group"))
        for row in known.words["quantities"].words.values()
        if (group := row["correlation_group"]) and group not in groups.words
    ]


def rows_asked_for(table: pd.DataFrame, name: str, column: str, wanted: tuple[str, ...]) -> list[Fault]:
    """Rows that the model reads are there."""
    return [
        Fault(PATHS[name], None, column, f'the row "{word}" is missing, and the model asks for it')
        for word in wanted
        if word not in set(table[column])
    ]


def parts_of_items(breakdown: pd.DataFrame, known: Known) -> list[Fault]:
    """The items of capital cost are those of the model; any further row is a part of one."""
    items = breakdown["item"][breakdown["item"].isin(known.words["cost_items"].words)]
    wholes = items.str.partition("/")[0]
    message = "is no item of capital cost (allowed: {}, or a part of one behind a slash)"
    return [
        Fault(PATHS["cost_breakdown"], row, "item", f'"{whole}" {message.format(", ".join(COST_ITEMS))}')
        for row, whole in wholes.items()
        if whole not in COST_ITEMS
    ]


def whole_spans(seats: pd.DataFrame) -> list[Fault]:
    """A range of years has a central value."""
    without = seats[(seats["span_central"] == "") & ((seats["span_low"] != "") | (seats["span_high"] != ""))]
    message = "is blank, and span_low or span_high is not (allowed: all three or none)"
    return [Fault(PATHS["seats"], row, "span_central", message) for row in without.index]


def currencies_with_a_rate(known: Known) -> list[Fault]:
    """A currency has an exchange rate."""
    return [
        Fault(file_of_vocabulary("currencies"), None, "currency", f"{word} has no exchange rate (allowed: EUR, USD)")
        for word in known.words["currencies"].words
        if word not in ("EUR", "USD")
    ]


def languages_known(known: Known) -> list[Fault]:
    """A language of the pages has formats for numbers and dates."""
    return [
        Fault(file_of_vocabulary("page_languages"), None, "language", f'"{word}" is no known language (such as en)')
        for word in known.words["page_languages"].words
        if word not in localedata.locale_identifiers()
    ]


def one_price_basis(ladder: pd.DataFrame, known: Known) -> list[Fault]:
    """Readings that a straight line is drawn between are in prices of one kind."""
    linear = [rung for rung, row in known.words["rungs"].words.items() if row["between_readings"] == "linear"]
    faults = []
    for (programme, rung), rows in ladder[ladder["rung"].isin(linear)].groupby(["programme", "rung"]):
        first = rows["price_basis"].iloc[0]
        for row, basis in rows["price_basis"].items():
            if basis != first:
                message = (
                    f'"{basis}" is not allowed (allowed: {first}, as in the other readings of {programme}, {rung})'
                )
                faults.append(Fault(PATHS["ladder"], row, "price_basis", message))
    return faults


def claimed_values(claims: pd.DataFrame, known: Known) -> list[Fault]:
    """A claim that is held against a quantity gives a number in that quantity's unit."""
    units = {name: row["unit"] for name, row in known.words["quantities"].words.items()}
    faults = []
    for row, claim in claims[claims["held_against"].isin(units)].iterrows():
        unit = units[claim["held_against"]]
        allowed = ("EUR bn", "USD bn") if unit == "money" else (unit,)
        if not NUMBER.fullmatch(claim["value"]) or abs(float(claim["value"])) > LARGEST:
            message = f'"{claim["value"]}" is not allowed (allowed: a number, as it is held against a quantity)'
            faults.append(Fault(PATHS["claims"], row, "value", message))
        if claim["unit"] not in allowed:
            message = f'"{claim["unit"]}" is not allowed (allowed: {" or ".join(allowed)})'
            faults.append(Fault(PATHS["claims"], row, "unit", message))
    return faults


def metric_units(facts: pd.DataFrame, known: Known) -> list[Fault]:
    """A metric that the model uses has one unit."""
    units = {metric: row["unit"] for metric, row in known.words["metrics"].words.items()}
    return [
        Fault(
            PATHS["facts"],
            row,
            "unit",
            f'"{fact["unit"]}" is not the unit of {fact["metric"]} (allowed: {units[fact["metric"]]}, '
            "see data/vocabulary/metrics.csv)",
        )
        for row, fact in facts[facts["metric"].isin(units)].iterrows()
        if fact["unit"] != units[fact["metric"]]
    ]


def seated(table: pd.DataFrame, seats: pd.DataFrame, name: str) -> list[Fault]:
    """A programme with chosen readings has a row in seats."""
    programmes = list(seats["programme"])
    return [
        Fault(PATHS[name], row, "programme", not_known(programme, "a programme with a row in seats.csv", programmes))
        for row, programme in table["programme"].items()
        if programme not in programmes
    ]


def currencies(ladder: pd.DataFrame, seats: pd.DataFrame) -> list[Fault]:
    """Money on the ladder is in billions of the programme's own currency."""
    own = dict(zip(seats["programme"], seats["currency"], strict=True))
    return seated(ladder, seats, "ladder") + [
        Fault(PATHS["ladder"], row, "unit", f'"{reading["unit"]}" is not allowed (allowed: {own[programme]} bn)')
        for row, reading in ladder.iterrows()
        if (programme := reading["programme"]) in own and reading["unit"] != f"{own[programme]} bn"
    ]


def denominator_facts(denominators: pd.DataFrame, facts: pd.DataFrame) -> list[Fault]:
    """A chosen denominator names a fact on just that: quantity, territory and year."""
    by_id = facts.drop_duplicates("fact_id").set_index("fact_id")
    faults = []
    for row, chosen in denominators[denominators["fact_id"].isin(by_id.index)].iterrows():
        fact = by_id.loc[chosen["fact_id"]]
        says = f"{chosen['fact_id']} is {fact['metric']} of {fact['entity']} in {fact['as_of']}"
        if chosen["quantity"] not in METRICS:
            message = not_known(chosen["quantity"], "a denominator", METRICS)
            faults.append(Fault(PATHS["denominators"], row, "quantity", message))
        elif fact["metric"] not in METRICS[chosen["quantity"]]:
            allowed = " or ".join(METRICS[chosen["quantity"]])
            faults.append(Fault(PATHS["denominators"], row, "fact_id", f"{says} (allowed: {allowed})"))
        elif (fact["entity"], fact["as_of"]) != (chosen["territory"], chosen["year"]):
            message = f"{says}, not of {chosen['territory']} in {chosen['year']}"
            faults.append(Fault(PATHS["denominators"], row, "fact_id", message))
    return faults


def territories(seats: pd.DataFrame, denominators: pd.DataFrame) -> list[Fault]:
    """The territory of every seat has people and output."""
    faults = []
    for row, seat in seats.iterrows():
        of_territory = denominators[denominators["territory"] == seat["territory"]]
        for quantity in ALWAYS:
            if quantity not in set(of_territory["quantity"]):
                message = f"{seat['territory']} has no {quantity} in {PATHS['denominators']}: add one row a year"
                faults.append(Fault(PATHS["seats"], row, "territory", message))
    return faults
