"""What a comparison finds: by edition, each number that changed, with its reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

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


FEW = 5
"""Modules, commits and rows that are named one by one."""


@dataclass(frozen=True)
class Reason:
    """Why a number changed.

    Attributes
    ----------
    kind : str
        ``row``: one came, went or differs; ``rows read instead``: they are the same, and were not read before;
        ``parameter`` of the edition; ``code``; ``not told``: data and code changed together.
    text : str
        It in words.
    told : dict
        It for programs, as JSON can have it.
    """

    kind: str
    text: str
    told: dict[str, Any] = field(compare=False)


def row_reason(file: str, row: int, change: str, key: tuple[str, ...], columns: list[tuple[str, ...]]) -> Reason:
    """A row that was added or removed, or changed: in columns, each with its old and its new cell.

    The row is as a spreadsheet counts, in the new version; of a row that was taken out, in the old one.
    """
    cells = (name if name in PROSE else f"{name} {old or 'blank'} → {new or 'blank'}" for name, old, new in columns)
    text = f"{file}, row {row} {change}: {', '.join(cells if columns else filter(None, key))}"
    return Reason("row", text, {"file": file, "row": row, "change": change, "key": key, "columns": columns})


def instead_reason(file: str, now: Sequence[int], before: Sequence[int]) -> Reason:
    """Rows of a table that are read now, and those, still there, that were read in their place."""
    instead = f" instead of {rows(before)}" if before else ""
    text = f"{file}: {rows(now)} {'is' if len(now) == 1 else 'are'} read{instead}"
    return Reason("rows read instead", text, {"file": file, "rows": now, "before": before})


def parameter_reason(name: str, old: str | None, new: str | None, place: str) -> Reason:
    """A parameter, None where it was not set, and the file and key or the option of the call that set it."""
    what = "" if place.endswith(f"key {name}") else f"{name} "
    text = f"{place}: {what}{old or 'not set'} → {new or 'not set'}"
    return Reason("parameter", text, {"name": name, "old": old, "new": new, "place": place})


def code_reason(files: Sequence[str], commits: Sequence[str]) -> Reason:
    """The modules of the package that changed, and the commits that changed them, the last first."""
    text = f"code: {', '.join(first(files))} ({'; '.join(first(commits))})"
    return Reason("code", text, {"files": files, "commits": commits})


def not_told(because: str) -> Reason:
    """Why what data and code did cannot be told apart."""
    text = f"data and code changed together, and what of it by which cannot be told: {because}"
    return Reason("not told", text, {"because": because})


def first(texts: Sequence[str]) -> list[str]:
    """The first few texts, and how many more there are."""
    return [*texts[:FEW], *([f"{len(texts) - FEW} more"] if len(texts) > FEW else [])]


def rows(numbers: Sequence[int]) -> str:
    """Rows in words."""
    if len(numbers) > FEW:
        return f"{len(numbers)} rows from {min(numbers)} to {max(numbers)}"
    return f"row {numbers[0]}" if len(numbers) == 1 else f"rows {', '.join(map(str, numbers))}"


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
