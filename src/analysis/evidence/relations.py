"""What rows of different tables must have in common."""

from __future__ import annotations

import pandas as pd

from analysis.errors import Fault, not_known
from analysis.evidence.corrections import corrected, faults_of_corrections
from analysis.evidence.schemas import PATHS, Known


def faults_of_relations(tables: dict[str, pd.DataFrame], known: Known) -> list[Fault]:
    """List the rows that contradict rows of other tables.

    Parameters
    ----------
    tables : dict of str to pandas.DataFrame
        The tables as text; each holds by itself.
    known : Known
        The words and ids.

    Returns
    -------
    list of Fault
    """
    faults = faults_of_corrections(tables["facts"], tables["corrections"])
    if faults:
        return faults
    facts = corrected(tables["facts"], tables["corrections"])
    return [
        *metric_units(facts, known),
        *currencies(tables["ladder"], tables["seats"]),
        *seated(tables["readings"], tables["seats"], "readings"),
        *denominator_facts(tables["denominators"], facts),
        *territories(tables["seats"], tables["denominators"]),
    ]


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


METRICS = {"population": ("population",), "gdp": ("gdp_nominal_eur", "gdp_nominal_usd")}


def denominator_facts(denominators: pd.DataFrame, facts: pd.DataFrame) -> list[Fault]:
    """A chosen denominator names a fact on just that: quantity, territory and year."""
    by_id = facts.set_index("fact_id")
    faults = []
    for row, chosen in denominators.iterrows():
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
        for quantity in METRICS:
            if quantity not in set(of_territory["quantity"]):
                message = f"{seat['territory']} has no {quantity} in {PATHS['denominators']}: add one row a year"
                faults.append(Fault(PATHS["seats"], row, "territory", message))
    return faults
