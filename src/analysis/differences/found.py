"""What a comparison finds: by edition, each number that changed, with its reasons."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.differences.numbers import Number, change_in_percent
from analysis.differences.reasons import Reason
from analysis.study import Quantity


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
        """The change of its central value in per cent."""
        return change_in_percent(self.old, self.new)


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
    """What changed between two sides.

    Attributes
    ----------
    old, new : str
        The two sides in words.
    editions : tuple of OfEdition
    """

    old: str
    new: str
    editions: tuple[OfEdition, ...]

    @property
    def any(self) -> bool:
        """Whether a number changed, or an edition came or went."""
        return any(edition.changed or edition.only for edition in self.editions)
