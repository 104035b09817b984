"""Whether the numbers of a chosen row are those of the facts it names, or follow from them as its derivation says.

Method: of one fact a row has low, value and high. Of several it has numbers that some of them give, and each that is in
the unit of the row gives one. Where that is not so, a word of ``derivations.csv`` says how the numbers follow, and is
computed to the decimals of the row; a judgement is no number of a fact, and says so.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pandas as pd

from analysis.errors import Fault
from analysis.evidence.columns import is_number
from analysis.evidence.schemas import PATHS


class Unfollowed(Fault):
    """A number that does not follow from the facts behind it: a person has to decide which of them holds."""


Numbers = dict[str, float]
"""Low, central and high."""

ENDS = {"low": "low", "central": "value", "high": "high"}
"""The column of a fact for each number of a chosen row."""

COPIES = {
    "ladder": {},
    "readings": {},
    "assumptions": {},
    "seats": {name: f"span_{name}" for name in (*ENDS, "fact_ids", "derivation")},
    "consortia": {"central": "share"},
}
"""The tables whose rows hold numbers of the facts they name, and the columns that have a name of their own there."""

UNITS = {"seats": "years", "consortia": "share"}
"""The units of those tables that have no column for it."""

COMBINED: dict[str, Callable[[Iterable[float]], float]] = {"sum": math.fsum, "product": math.prod}

ROUNDED = ("rounded", "converted", *COMBINED)
"""The words for numbers that are held to the decimals of the row."""

OF_ANY_UNIT = ("product", "none found")
"""The words for numbers whose facts may be in another unit than the row."""

JUDGED = {"judged": set(ENDS)} | {f"judged {end}": {end} for end in ENDS}
"""The words for numbers that no fact gives."""

TIMES = {
    ("chips", "H100e"): 1.0,  # facts in chips may count H100 equivalents: their note says so
    ("USD/chip", "USD/H100e"): 1.0,
    ("EUR", "EUR bn"): 1e-9,
    ("USD", "USD bn"): 1e-9,
    ("years", "months"): 12.0,
}
"""What a number in one unit is multiplied by to be in another."""

PARTS = {("cumulative_capital", "spent"): "capital_spent_component"}
"""Metric and status of facts that are a sum of others, of one programme and day, and the metric of those others."""


def parts_of(fact: dict[str, Any], facts: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The facts that a fact is the sum of; none for most.

    Examples
    --------
    >>> of_day = {"programme": "stargate", "as_of": "2026-09-30"}
    >>> whole = of_day | {"metric": "cumulative_capital", "status": "spent"}
    >>> len(parts_of(whole, [of_day | {"metric": "capital_spent_component"}, whole]))
    1
    """
    metric = PARTS.get((fact["metric"], fact["status"]))
    wanted = metric, fact["programme"], fact["as_of"]
    return [one for one in facts if (one["metric"], one["programme"], one["as_of"]) == wanted] if metric else []


def faults_of_derivations(tables: dict[str, pd.DataFrame]) -> Iterator[Unfollowed]:
    """List the chosen rows whose numbers do not follow from their facts, each once, and the sums that do not add up.

    Parameters
    ----------
    tables : dict of str to pandas.DataFrame
        Tables as text, the facts corrected. What cannot be read as a number is a fault of its own, and passed over.
    """
    if not {"facts", "exchange_rates"} <= tables.keys():
        return
    facts = {fact["fact_id"]: fact for fact in tables["facts"].rename_axis("row").reset_index().to_dict("records")}
    for name, own in COPIES.items():
        for number, cells in tables.get(name, pd.DataFrame()).iterrows():
            row = {"unit": UNITS.get(name), **cells, **{role: cells[column] for role, column in own.items()}}
            named = [facts.get(fact_id) for fact_id in row["fact_ids"].split(";")]
            if all(named) and all(map(is_number, cells_of(row))) and all(map(numbers_of, named)):
                for role, message in differences(row, named, tables["exchange_rates"]):
                    yield Unfollowed(PATHS[name], number, own.get(role, role), message)
                    break
    parts = tables["facts"][tables["facts"]["metric"].isin(PARTS.values())].to_dict("records")
    for fact in facts.values():
        of_fact = parts_of(fact, parts)
        if of_fact and all(map(numbers_of, [fact, *of_fact])):
            whole, added = numbers_of(fact), combined("sum", map(numbers_of, of_fact))
            for end, column in ENDS.items():
                if not math.isclose(whole[end], added[end], rel_tol=1e-9, abs_tol=1e-9):
                    told = f"{fact['fact_id']} is {whole[end]:.12g}, and its parts add up to {added[end]:.12g}"
                    ids = ", ".join(one["fact_id"] for one in of_fact)
                    yield Unfollowed(PATHS["facts"], fact["row"], column, f"{told} ({ids})")
                    break


def cells_of(row: dict[str, str]) -> list[str]:
    """The numbers of a chosen row as they are written, blanks left out."""
    return [row[end] for end in ENDS if row.get(end)]


def numbers_of(fact: dict[str, str]) -> Numbers | None:
    """Low, value and high of a fact, which are the value where it has no range; None where one is no number."""
    cells = {end: fact[column] or fact["value"] for end, column in ENDS.items()}
    return {end: float(cell) for end, cell in cells.items()} if all(map(is_number, cells.values())) else None


def is_zero(fact: dict[str, str]) -> bool:
    """Whether a fact says zero without a range, which is zero in any unit: no building runs, so no chip does."""
    return not any(numbers_of(fact).values())


def combined(word: str, numbers: Iterable[Numbers]) -> Numbers:
    """Numbers added up or multiplied: low with low, central with central, high with high."""
    found = list(numbers)
    return {end: COMBINED[word](one[end] for one in found) for end in ENDS}


def differences(row: dict[str, str], named: list[dict[str, str]], rates: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Where a chosen row differs from what its facts give: columns and messages."""
    if not cells_of(row):
        return
    words = [word for word in row.get("derivation", "").split(";") if word]
    judged = set().union(*(JUDGED.get(word, ()) for word in words))
    how, *further = [word for word in words if word not in JUDGED] or [""]
    if further:
        yield "derivation", f'"{row["derivation"]}" is not allowed (allowed: one word, and those for what is judged)'
        return
    times = {(row["unit"], row["unit"]): 1.0} | TIMES | (exchanged(rates, row) if how == "converted" else {})
    said = {
        fact["fact_id"]: {end: number * factor for end, number in numbers_of(fact).items()}
        for fact in named
        if (factor := 1.0 if how in OF_ANY_UNIT or is_zero(fact) else times.get((fact["unit"], row["unit"])))
    }
    ids = ", ".join(fact["fact_id"] for fact in named)
    where = f"its derivation, see {PATHS['derivations']}"
    if not said and judged < set(ENDS):
        yield "fact_ids", f"none of {ids} is in {row['unit']} (allowed: facts in that unit, or a word in {where})"
        return
    may, exact = allowed(row, list(said.values()), how), how not in ROUNDED
    told = f"{'; '.join(f'fact {fact_id} is {in_words(one)}' for fact_id, one in said.items())} (or say why in {where})"
    if how in COMBINED:
        told = f"the {how} of {ids} is {in_words(combined(how, said.values()))}"
    for end in ("central", "low", "high"):
        if row.get(end) and end not in judged and not any(agree(row[end], number, exact) for number in may[end]):
            yield end, f"{row[end]}, {told}"
    if how in ("", "rounded") and not judged:
        for fact in named:
            if fact["unit"] == row["unit"] and not gives(one := said[fact["fact_id"]], row, exact):
                yield "central", f"{row['central']}, fact {fact['fact_id']} is {in_words(one)} (or say why in {where})"


def allowed(row: dict[str, str], said: list[Numbers], how: str) -> dict[str, set[float]]:
    """What low, central and high of a row may each be, from what its facts give."""
    if how in COMBINED:
        return {end: {number} for end, number in combined(how, said).items()}
    if how == "none found":
        return dict.fromkeys(ENDS, {one["low"] for one in said} & {0.0})
    may = {end: {one[end] for one in said} for end in ENDS}
    if len(said) > 1:
        may = dict.fromkeys(ENDS, set().union(*may.values()))
    if how == "midpoint" and row["low"] and row["high"]:
        may["central"] = {(float(row["low"]) + float(row["high"])) / 2}
    return may


def gives(one: Numbers, row: dict[str, str], exact: bool) -> bool:
    """Whether the value of a fact is a number of a chosen row, or one of its ends the opposite end of that row."""
    pairs = [(cell, one["central"]) for cell in cells_of(row)]
    pairs += [(row.get("high"), one["low"]), (row.get("low"), one["high"])]
    return any(cell and agree(cell, number, exact) for cell, number in pairs)


def agree(cell: str, number: float, exact: bool) -> bool:
    """Whether a number is that of a cell: the same, or the same to the decimals that the cell has."""
    half = 0.0 if exact or "e" in cell.lower() else 0.5 * 10.0 ** -len(cell.partition(".")[2])
    return abs(float(cell) - number) <= half + 1e-9 * abs(number)


def in_words(numbers: Numbers) -> str:
    """A central number with its range, where it has one."""
    low, central, high = (f"{numbers[end]:.12g}" for end in ENDS)
    return central if low == central == high else f"{central} ({low} to {high})"


def exchanged(rates: pd.DataFrame, row: dict[str, str]) -> dict[tuple[str, str], float]:
    """What converts currencies into one another at the reference rates of a row's day; nothing without them."""
    day = row.get("as_of", "")
    known = rates[rates["date"] <= day]
    if known.empty or day > rates["date"].iloc[-1]:
        return {}
    cells = {name.removesuffix("_per_eur").upper(): cell for name, cell in known.iloc[-1].items()}
    per_euro = {"EUR": 1.0} | {name: float(cell) for name, cell in cells.items() if is_number(cell) and float(cell)}
    pairs = itertools.permutations(per_euro.items(), 2)
    return {(f"{one} bn", f"{other} bn"): of_other / of_one for (one, of_one), (other, of_other) in pairs}
