"""A number with its way back: range, unit, rung, date, documents."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from analysis.errors import CallError, not_known
from analysis.evidence import Evidence
from analysis.evidence.readings import Reading
from analysis.model.amounts import Amount, Triplet
from analysis.model.exchange import CURRENCIES
from analysis.text import Message, listed

NEITHER = "over and up to"
"""The qualifier of a value that floors and ceilings stand behind: it bounds nothing."""

BOUNDS = {
    "over": "at least",
    "at least": "at least",
    "up to": "at most",
    "at most": "at most",
    "about": "about",
    NEITHER: "none: a floor plus a ceiling, or bounds on both sides",
}
"""What each qualifier says of the true value."""

LAST_TIER = "relay, note or own"
"""The tier of documents on which no headline should rest without saying so."""


Cells: TypeAlias = tuple[str, tuple[str, ...], tuple[str, ...]]
"""A row by its file and its key, and the columns of it that are read; without columns it counts by being there."""


@dataclass(frozen=True, repr=False)
class Quantity:
    """One quantity of a study.

    Attributes
    ----------
    name : str
        Its name in ``analysis numbers`` and in the model: ``announced_per_site``.
    label : str
        What it is, in words.
    value : Triplet or None
        In ``unit``; None for a gap.
    unit : str
        ``EUR bn``, ``sites``, ``ratio``, ...
    rung : str or None
        Rung of the ladder, for money and what rests on it.
    as_of : datetime.date or None
        Day it speaks of.
    sources : tuple of str
        Ids of the documents behind it.
    usd : Triplet or None
        For money, the same in US dollars.
    price_basis, perimeter : str or None
        For money: whose prices; whose money, which sites, chips in or out.
    span_years : float or None
        For a promise: years it is spread over.
    interpolated_between : tuple of datetime.date or None
        Days of the readings it lies between.
    qualifier : str
        A word of ``data/vocabulary/qualifiers.csv``: ``over`` or ``up to`` where the document says so, ``at least`` or
        ``at most`` where what it rests on makes it a floor or a ceiling; else empty.
    confidence : str
        For a reading: how sure it is, the lowest of its facts.
    tier : str
        For an input: the best tier among its documents, a word of ``data/vocabulary/tiers.csv``.
    set_by : str or None
        ``edition NAME`` or ``call`` where it was set rather than read.
    fact_ids, notes : tuple of str
        The facts it rests on, and why they were chosen.
    mismatches : dict
        For a ratio that crosses kinds: which, and both values.
    needs : tuple of str
        For a quantity that is worked out: what it is worked out from.
    method : str
        For a quantity that is worked out: how.
    gap : str or None
        Why there is no value.
    none_found : bool
        Whether there is no value because nothing was found: an absence and no zero.
    payers, chips : str
        For money: whose is counted, and whether the chips are in; empty where that is not stated.
    measure : str
        For money that flows: ``one year`` or ``part of a year``; empty for a sum.
    start : datetime.date or None
        For money that flows: the first day of its time.
    chosen : tuple of (str, int)
        For a quantity that was read: file and row of the chosen readings.
    read_with : tuple of Cells
        For a quantity that was read: the further cells that it was read with.
    distribution : str
        For an uncertain input: its distribution; empty for a value without a range.
    group : str
        For an uncertain input: the inputs it moves with; empty for none.
    interval : str
        What low and high are: what its distribution says for an input, ``5% to 95% of draws`` for what is worked out;
        empty without a range.
    median : float or None
        For a range from draws: the 50th percentile, in ``unit``.

    Examples
    --------
    >>> from analysis import compare
    >>> spent = compare("latest").comparator.spent
    >>> spent.central, spent.unit, spent.rung
    (58.9, 'USD bn', 'spent')
    """

    name: str
    label: str
    value: Triplet | None
    unit: str
    rung: str | None = None
    as_of: datetime.date | None = None
    sources: tuple[str, ...] = ()
    usd: Triplet | None = None
    price_basis: str | None = None
    perimeter: str | None = None
    span_years: float | None = None
    interpolated_between: tuple[datetime.date, datetime.date] | None = None
    qualifier: str = ""
    confidence: str = ""
    tier: str = ""
    set_by: str | None = None
    fact_ids: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    mismatches: dict[str, tuple[str, str]] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    method: str = ""
    gap: str | None = None
    chosen: tuple[tuple[str, int], ...] = ()
    distribution: str = ""
    group: str = ""
    interval: str = ""
    median: float | None = None
    none_found: bool = False
    payers: str = ""
    chips: str = ""
    measure: str = ""
    start: datetime.date | None = None
    read_with: tuple[Cells, ...] = ()

    def __repr__(self) -> str:
        if self.value is None:
            return f"<{self.name}: no figure, {self.gap}>"
        spread = "" if self.value.is_exact else f" ({self.value.low:.6g} to {self.value.high:.6g})"
        return f"<{self.name}: {self.value.central:.6g}{spread} {self.unit}, as of {self.as_of}>"

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return self.value is not None

    @property
    def is_zero(self) -> bool:
        """Whether it is known to be zero, with no range above it."""
        return self.value is not None and self.value.is_exact and self.value.central == 0

    @property
    def said(self) -> str:
        """The word before the value: ``over``, ``at most``, ``about``; what bounds nothing is about, empty if plain.

        Where the range goes beyond the value that would be the bound, it is the end of the range that bounds.
        """
        beyond = self.bounded_end is not None and self.bounded_end != self.central
        about = self.qualifier == NEITHER or beyond or (self.interpolated_between and not self.qualifier)
        return "about" if about else self.qualifier

    @property
    def bounded_end(self) -> float | None:
        """The end of the range that a floor or a ceiling makes one: low or high; None without a bound or a value.

        Examples
        --------
        >>> late = Quantity("x", "x", Triplet(2.1, 3.2, 4.8), "years", qualifier="at most")
        >>> late.bounded_end, late.said
        (4.8, 'about')
        """
        end = {"at least": "low", "at most": "high"}.get(BOUNDS.get(self.qualifier, ""))
        return getattr(self.value, end) if end and self.value else None

    @property
    def bound(self) -> str:
        """What the value bounds: ``at least``, ``at most``, ``about``, why it is neither; empty for a plain value."""
        return BOUNDS.get(self.qualifier, "about" if self.interpolated_between else "")

    @property
    def why(self) -> Message:
        """Why it was read so, in sentences."""
        return listed([Message("{note}.", note=note) for note in self.notes if note], " ")

    @property
    def is_own_estimate(self) -> bool:
        """Whether it rests on an estimate of this project rather than on a document of others."""
        return any(source.startswith("project-") for source in self.sources)

    @property
    def is_second_hand(self) -> bool:
        """Whether no document behind it is better than a relay, a note or a sum of this project."""
        return self.tier == LAST_TIER

    @property
    def central(self) -> float | None:
        """Central value, in ``unit``; None for a gap."""
        return None if self.value is None else self.value.central

    @property
    def time(self) -> Message | str:
        """Over which time money flows, such as one year from 2025; empty for a sum."""
        if not (self.measure and self.start):
            return self.measure
        return Message("{measure} from {year}", measure=self.measure, year=str(self.start.year))

    @property
    def is_sum(self) -> bool:
        """Whether it is a sum of money on a rung, which :attr:`amount` can hold."""
        has_all = self.known and self.rung is not None and self.price_basis is not None and self.as_of is not None
        return has_all and self.unit.split(" ")[0] in CURRENCIES

    @property
    def amount(self) -> Amount:
        """The quantity as a typed amount of money.

        Raises
        ------
        CallError
            If it is a gap, or no sum of money on a rung.
        """
        if self.value is None:
            raise CallError(f"{self.name}: {self.gap}")
        currency, _, measure = self.unit.partition(" ")
        if self.measure and not measure.endswith("per year"):
            measure += f" of {self.time}"
        if not self.is_sum:
            raise CallError(f"{self.name} is no sum of money on a rung")
        same = {kind: getattr(self, kind) for kind in ("rung", "price_basis", "as_of", "span_years", "payers", "chips")}
        return Amount(self.value, currency, perimeter=self.perimeter or "", measure=measure, **same)

    def as_json(self) -> dict[str, Any] | None:
        """The quantity as it stands in ``analysis numbers --json``; None for a gap."""
        if self.value is None:
            return None
        content: dict[str, Any] = {
            **ends(self.value),
            "unit": self.unit,
            "rung": self.rung,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "sources": list(self.sources),
            "interpolated": self.interpolated_between is not None,
            "set_by": self.set_by,
            **{name: getattr(self, name) or None for name in ("qualifier", "bound", "confidence", "tier", "interval")},
        }
        if self.median is not None:
            content["median"] = rounded(self.median)
        if self.usd is not None:
            content["usd"] = ends(self.usd)
        if self.perimeter:
            content["perimeter"] = self.perimeter
        if self.mismatches:
            content["mismatches"] = {kind: list(pair) for kind, pair in self.mismatches.items()}
        return content


OF_READING = (
    *("unit", "as_of", "price_basis", "payers", "chips", "measure", "start", "perimeter"),
    *("interpolated_between", "qualifier", "fact_ids", "notes", "none_found"),
)
"""What a quantity has as its reading has it."""


def quantity_of(reading: Reading, name: str, label: str, evidence: Evidence) -> Quantity:
    """What was known of a day, as a quantity; one that found nothing has no value."""
    value = None if reading.none_found else Triplet(reading.low, reading.central, reading.high)
    sources = evidence.documents(reading.fact_ids)
    further = {field: getattr(reading, field) for field in OF_READING}
    sure = {"confidence": evidence.confidence(reading.fact_ids), "tier": evidence.tier(sources)}
    return Quantity(name, label, value, sources=sources, **sure, **further)


def ends(value: Triplet) -> dict[str, float | None]:
    """Low, central and high as a dict, rounded to twelve significant digits so that sums of floats look like sums."""
    return {
        name: None if end is None else rounded(end)
        for name, end in (("low", value.low), ("central", value.central), ("high", value.high))
    }


def rounded(value: float) -> float:
    """A number with twelve significant digits."""
    return float(f"{value:.12g}")


class Quantities(Mapping[str, Quantity]):
    """Quantities by name, and as attributes: ``study.subject.announced``."""

    def __init__(self, quantities: Mapping[str, Quantity], scope: str):
        self._quantities = dict(quantities)
        self._scope = scope

    def __getitem__(self, name: str) -> Quantity:
        return self._quantities[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._quantities)

    def __len__(self) -> int:
        return len(self._quantities)

    def __getattr__(self, name: str) -> Quantity:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._quantities[name]
        except KeyError:
            known = not_known(name, f"a quantity of {self._scope}", self._quantities)
            raise AttributeError(known, name=name, obj=self) from None

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._quantities]
