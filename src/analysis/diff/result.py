"""What a comparison finds: by edition, each number that changed, with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

from analysis.study import Quantity

ENDS = ("low", "central", "high")
SHOWN = (*ENDS, "unit", "qualifier")
"""What of a number is seen where it is printed."""

PROSE = {
    *("note", "basis", "perimeter", "reason", "name", "short_name", "measure", "outcome", "origin_region", "span_note"),
    *("metric", "entity", "status", "confidence", "fact_ids", "source_id", "source_ids", "span_fact_ids", "found"),
}
"""The columns of tables that no number is made from: they say what it is, why it was chosen, who says so."""

Number: TypeAlias = dict[str, Any]
"""A number as ``analysis numbers --json`` has it."""


@dataclass(frozen=True)
class RowChange:
    """A row that is not the same in two versions.

    Attributes
    ----------
    file : str
        Its table.
    row : int
        Its row as a spreadsheet counts, in the new version; of a row that was taken out, in the old one.
    change : str
        ``added``, ``removed`` or ``changed``.
    key : tuple of str
        What tells it from the other rows.
    columns : tuple of (str, str, str)
        For a changed row: the columns that differ, each with its old and its new cell.
    """

    kind: ClassVar = "row"
    file: str
    row: int
    change: str
    key: tuple[str, ...]
    columns: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Instead:
    """Rows, the same in both versions, that are read now and were not read before.

    Attributes
    ----------
    file : str
        Their table.
    rows : tuple of int
        Their rows as a spreadsheet counts.
    before : tuple of int
        The rows, still there, that were read in their place.
    """

    kind: ClassVar = "rows read instead"
    file: str
    rows: tuple[int, ...]
    before: tuple[int, ...]


@dataclass(frozen=True)
class Parameter:
    """A parameter of the edition that is not the same.

    Attributes
    ----------
    name : str
    old, new : str or None
        Its values; None where it was not set.
    place : str
        The file and key that set it, or the option of the call.
    """

    kind: ClassVar = "parameter"
    name: str
    old: str | None
    new: str | None
    place: str


@dataclass(frozen=True)
class CodeChange:
    """Code that is not the same.

    Attributes
    ----------
    files : tuple of str
        The modules of the package that changed.
    commits : tuple of str
        The commits that changed them, the last first, each with its subject.
    """

    kind: ClassVar = "code"
    files: tuple[str, ...]
    commits: tuple[str, ...]


@dataclass(frozen=True)
class NotTold:
    """Data and code changed together, and what each did cannot be told.

    Attributes
    ----------
    because : str
        Why not.
    """

    kind: ClassVar = "not told"
    because: str


Reason: TypeAlias = RowChange | Instead | Parameter | CodeChange | NotTold


@dataclass(frozen=True)
class Changed:
    """One number that is not the same.

    Attributes
    ----------
    key : str
        Its full name: ``subject.announced``.
    like : Quantity
        Its label, and how it is written.
    old, new : dict or None
        As ``analysis numbers --json`` has it; None for a gap.
    why : tuple of Reason
    """

    key: str
    like: Quantity
    old: Number | None
    new: Number | None
    why: tuple[Reason, ...]

    @property
    def percent(self) -> float | None:
        """The change of the central value in per cent; None where there is none, as for dates and from zero."""
        old, new = self.old, self.new
        if old is None or new is None or old["unit"] != new["unit"] or old["unit"] == "year" or not old["central"]:
            return None
        return (new["central"] - old["central"]) / abs(old["central"]) * 100


@dataclass(frozen=True)
class OfEdition:
    """What changed in one edition.

    Attributes
    ----------
    name : str
    numbers : int
        How many numbers were compared.
    changed : tuple of Changed
    only : str
        ``old`` or ``new`` where one side alone has the edition, else empty.
    """

    name: str
    numbers: int = 0
    changed: tuple[Changed, ...] = ()
    only: str = ""


@dataclass(frozen=True)
class Difference:
    """What changed between two versions.

    Attributes
    ----------
    old, new : str
        The two versions in words.
    editions : tuple of OfEdition
    """

    old: str
    new: str
    editions: tuple[OfEdition, ...]

    @property
    def any(self) -> bool:
        """Whether a number changed, or an edition came or went."""
        return any(edition.changed or edition.only for edition in self.editions)


def numbers_in(content: Mapping[str, Any]) -> dict[str, Number | None]:
    """Every number that ``analysis numbers --json`` prints, by its full name; None for a gap.

    A sum of euro counts in dollars too.
    """
    found: dict[str, Number | None] = {}
    for group in ("subject", "comparator", "comparison", "common"):
        for key, number in content.get(group, {}).items():
            if number is None:
                found[f"{group}.{key}"] = None
            elif isinstance(number, dict) and "unit" in number:
                found[f"{group}.{key}"] = {name: number.get(name) for name in (*SHOWN, "interpolated", "rung")}
                if "usd" in number and not number["unit"].startswith("USD"):
                    unit = " ".join(["USD", *number["unit"].split()[1:]])
                    in_dollars = {**number["usd"], "unit": unit, "qualifier": number.get("qualifier")}
                    found[f"{group}.{key}_usd"] = in_dollars
    return found


def differs(old: Number | None, new: Number | None) -> bool:
    """Whether a number is not the same, or known only once."""
    if old is None or new is None:
        return old is not new
    return any(old.get(name) != new.get(name) for name in SHOWN)
