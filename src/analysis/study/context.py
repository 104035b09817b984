"""What every reading of an input has in common: where it is looked up, what a gap says, what an edition sets."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.edition import LoadedEdition
from analysis.evidence import Evidence
from analysis.evidence.columns import as_day
from analysis.evidence.schemas import PATHS
from analysis.model.amounts import Triplet
from analysis.model.exchange import CURRENCIES, Rate, rate_column
from analysis.study.quantity import Cells, Quantity
from analysis.text import Message as _

NONE = "context"
"""The programme of readings that are of no programme."""


@dataclass(frozen=True)
class Context:
    """Where the inputs of one programme, or of none, are read.

    Attributes
    ----------
    evidence : Evidence
    loaded : LoadedEdition
    rate : Rate
        The exchange rate.
    seat : str
        ``subject``, ``comparator`` or ``common``.
    pair : mapping of str to mapping
        The row in ``data/chosen/seats.csv`` of each seat.
    year : int or None
        The year of the people and the output that both programmes are set against.
    """

    evidence: Evidence
    loaded: LoadedEdition
    rate: Rate
    seat: str
    pair: Mapping[str, Mapping[str, Any]]
    year: int | None

    @property
    def row(self) -> Mapping[str, Any]:
        """The programme's row in ``data/chosen/seats.csv``; empty for none."""
        return self.pair.get(self.seat, {})

    @property
    def day(self) -> datetime.date:
        """The day the study speaks of."""
        return self.loaded.parameters.as_of

    @property
    def programme(self) -> str:
        """The programme, or ``context``."""
        return self.row.get("programme", NONE)

    def of_seat(self, *columns: str) -> tuple[Cells, ...]:
        """Some columns of the programme's row, for what is read with them."""
        return ((PATHS["seats"], (self.programme,), columns),)

    @property
    def whom(self) -> str:
        """The programme in a sentence, empty for none."""
        return _(" for {programme}", programme=self.row["name"]) if self.row else ""


def blank(name: str, context: Context, why: str = "") -> Quantity:
    """A gap, with what is missing."""
    word = context.evidence.quantities[name]
    meaning = word["meaning"]
    gap = why or _("no reading of {meaning}{whom} as of this date", meaning=meaning, whom=context.whom)
    return Quantity(name, meaning, None, unit_of(name, context), gap=gap)


def read(name: str, context: Context, value: Triplet, **further: Any) -> Quantity:
    """An input with its unit and its meaning, as of the study's day; a range is drawn as a PERT distribution."""
    usual = {"unit": unit_of(name, context), "as_of": context.day, "distribution": "" if value.is_exact else "pert"}
    return Quantity(name, context.evidence.quantities[name]["meaning"], value, **usual | further)


def grounds(context: Context, fact_ids: Sequence[str], *rows: tuple[str, int]) -> dict[str, Any]:
    """What a quantity is read from: rows of tables, each by table and number, the facts they name, the documents."""
    chosen = tuple((PATHS[table], row) for table, row in rows)
    return {"fact_ids": tuple(fact_ids), "sources": context.evidence.documents(fact_ids), "chosen": chosen}


def rates_on(days: Iterable[datetime.date], *currencies: str) -> tuple[Cells, ...]:
    """The exchange rates of some days, of the dollar and of further currencies, for what is read with them."""
    columns = ("usd_per_eur", *(rate_column(currency) for currency in CURRENCIES[2:] if currency in currencies))
    return tuple((PATHS["exchange_rates"], (day.isoformat(),), columns) for day in days)


def unit_of(name: str, context: Context) -> str:
    """Unit of an input; money is in billions of the programme's currency."""
    unit = context.evidence.quantities[name]["unit"]
    return f"{context.row['currency']} bn" if unit == "money" else unit


KEPT = ("name", "label", "unit", "rung", "price_basis", "span_years", "payers", "chips")
"""What a quantity still is when its value is set."""


def overridden(quantity: Quantity, key: str, context: Context) -> Quantity:
    """The quantity with the value that the edition or the call sets, where it sets one."""
    value, setting = context.loaded.value_of(key), context.loaded.settings.get(key)
    if value is None or setting is None:
        return quantity
    return Quantity(
        value=Triplet.exact(float(value)),
        **{field: getattr(quantity, field) for field in KEPT},
        as_of=min(as_day(setting.stated_on) or context.day, context.day),
        sources=(setting.source_id,) if setting.source_id else (),
        perimeter=quantity.perimeter or (_("not stated") if quantity.rung else None),
        set_by=setting.set_by,
        notes=(whose(setting.set_by),),
    )


def whose(set_by: str) -> str:
    """Who set a value: ``call`` or ``edition NAME``.

    Examples
    --------
    >>> whose("edition article"), whose("call")
    ('Set by the edition article', 'Set by this call')
    """
    if set_by == "call":
        return _("Set by this call")
    return _("Set by the edition {edition}", edition=set_by.removeprefix("edition "))
