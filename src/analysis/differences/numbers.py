"""The numbers of a study as ``analysis numbers --json`` prints them, and which of them are not the same in two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from analysis.model.amounts import Triplet
from analysis.provenance import named
from analysis.study import Quantity, Study
from analysis.wording import quantity, with_unit

GROUPS = ("subject", "comparator", "comparison", "common")
ENDS = ("low", "central", "high")
SHOWN = (*ENDS, "unit", "qualifier")
"""What of a number is seen where it is printed."""

Number = dict[str, Any]


def numbers_in(content: Mapping[str, Any]) -> dict[str, Number | None]:
    """Every number by its full name; None for a gap. A sum of euro counts in dollars too."""
    return {name: number for group in GROUPS for name, number in of_group(group, content.get(group, {}))}


def of_group(group: str, quantities: Mapping[str, Any]) -> Iterator[tuple[str, Number | None]]:
    """The numbers of one group."""
    for key, number in quantities.items():
        if number is None:
            yield f"{group}.{key}", None
        elif isinstance(number, dict):
            yield f"{group}.{key}", {name: number.get(name) for name in (*SHOWN, "interpolated", "rung")}
            if "usd" in number and not number["unit"].startswith("USD"):
                unit = " ".join(["USD", *number["unit"].split()[1:]])
                yield f"{group}.{key}_usd", {**number["usd"], "unit": unit, "qualifier": number.get("qualifier")}


def differs(old: Number | None, new: Number | None) -> bool:
    """Whether a number is not the same, or known only once."""
    return (old is None) != (new is None) or (
        old is not None and new is not None and any(old.get(name) != new.get(name) for name in SHOWN)
    )


def change_in_percent(old: Number | None, new: Number | None) -> float | None:
    """The change of the central value in per cent; None where there is none, as for dates and from zero."""
    if old is None or new is None or old["unit"] != new["unit"] or old["unit"] == "year" or not old["central"]:
        return None
    return (new["central"] - old["central"]) / abs(old["central"]) * 100


def in_words(number: Number | None, like: Quantity) -> str:
    """A number as the project writes it, with its range."""
    return quantity(as_quantity(number, like), "range").replace("\N{NO-BREAK SPACE}", " ")


def in_full(number: Number | None) -> str:
    """A number with all the digits that are kept of it."""
    if number is None:
        return "no figure"
    low, central, high = (number[end] for end in ENDS)
    text = with_unit(f"{central:.12g}", number["unit"])
    ends = (
        ""
        if low == central == high
        else " (" + " to ".join("?" if end is None else f"{end:.12g}" for end in (low, high)) + ")"
    )
    return (text + ends).replace("\N{NO-BREAK SPACE}", " ")


def as_quantity(number: Number | None, like: Quantity) -> Quantity:
    """A number as a quantity, to be written as another of its name is."""
    if number is None:
        return replace(like, value=None)
    days = (like.as_of, like.as_of) if number.get("interpolated") else None
    return replace(
        like,
        value=Triplet(*(number[end] for end in ENDS)),
        unit=number["unit"],
        qualifier=number.get("qualifier") or "",
        interpolated_between=days,
    )


def labelled(study: Study) -> dict[str, tuple[str, Quantity]]:
    """Every quantity by its full name, with its name in the graph."""
    found = {full: (inside, study.quantities[inside]) for full, inside in named(study).items()}
    return found | {"comparison.usd_per_eur": ("usd_per_eur", study.comparison.usd_per_eur)}
