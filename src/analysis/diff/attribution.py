"""Why a number changed: what its inputs are read from, and which of it is not the same in two versions."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from analysis.diff.result import Instead, Parameter, Reason, RowChange
from analysis.diff.version import Identity, Tables, Version
from analysis.evidence.csv_files import FIRST_ROW
from analysis.evidence.schemas import PATHS
from analysis.model.graph import SEATS, scope_of_input, without_seat
from analysis.study import Study
from analysis.study.derived import resting_on
from analysis.study.readers import H100

RATE = "usd_per_eur"
"""The exchange rate, which every study prints and which is no input of the graph under this name."""

SPAN = ("span_low", "span_central", "span_high", "span_distribution")
ENDS = ("low", "central", "high", "distribution")
NUMBERS = {
    "facts": ("value", "unit", "as_of"),
    "corrections": ("corrected",),
    "ladder": ("qualifier", *ENDS, "unit", "price_basis", "payers", "chips", "derivation"),
    "readings": ("qualifier", *ENDS, "unit", "derivation"),
    "schedule": ("first", "central", "last", "stands"),
    "denominators": ("fact_id",),
    "assumptions": (*ENDS, "unit"),
    "record": ("promised_fact_id", "delivered_fact_id"),
    "kinds": ("kind",),
    "exchange_rates": ("usd_per_eur",),
    "cost_breakdown": ("share_low", "share_central", "share_high"),
    "chips": (
        *("price_usd_low", "price_usd_central", "price_usd_high"),
        *("h100_equivalent", "dense_bf16_flops", "system_w_per_chip"),
    ),
    "seats": (*SPAN, "currency", "territory"),
}
"""The columns of each table that a number is made from; the others say what it is, why it was chosen, who says so."""

COUNTING = {PATHS[table]: columns for table, columns in NUMBERS.items()}
"""The same by file."""

OF_SEATS = {
    "ladder": SPAN,  # a promise spread over years is not set against the money of one
    "denominators": ("currency", "territory"),
    "exchange_rates": ("currency",),
}
"""The columns of a programme's row in ``seats.csv`` that inputs of each table are read with."""

PARAMETERS = {
    "ladder": ("as_of",),
    "readings": ("as_of",),
    "schedule": ("as_of",),
    "record": ("as_of",),
    "denominators": ("as_of", *SEATS),
    "exchange_rates": ("as_of", "rate_date", RATE),
    "chips": ("chip",),
    "editions": ("as_of",),
}
"""The parameters of an edition that inputs of each table are read with."""

NEVER_INSTEAD = (PATHS["facts"], PATHS["corrections"])
"""Tables whose rows are read because a chosen row names them, never instead of another."""

Read: TypeAlias = tuple[str, int, tuple[str, ...]]
"""A row that was read: its file, its number, and its columns that count; without columns it counts by being there."""


class Attribution:
    """What in data and parameters explains the numbers that differ between two studies of one edition.

    Parameters
    ----------
    studies : sequence of Study
        The old one and the new one, worked out by the same code.
    versions : sequence of Version
        What they are studies of.
    """

    def __init__(self, studies: Sequence[Study], versions: Sequence[Version]):
        self.studies, self.versions = studies, versions
        self.of_input = functools.cache(lambda name: tuple(self.reasons_of_input(name)))

    @functools.cached_property
    def tables(self) -> list[Tables]:
        """The tables of both versions."""
        return [version.tables for version in self.versions]

    def of_quantity(self, name: str) -> tuple[Reason, ...]:
        """Why a quantity changed: what explains the inputs that it rests on and that changed.

        Parameters
        ----------
        name : str
            Its name in the graph, or ``usd_per_eur``.
        """
        old, new = self.studies
        if name == RATE or name in new.graph.inputs:
            return self.of_input(name)
        inputs = dict.fromkeys(one for study in self.studies for one in resting_on(study.graph, name))
        groups = {study.quantities[one].group for study in self.studies for one in inputs if one in study.quantities}
        drawn = [set(members(study, groups)) for study in self.studies]  # draws of a group are made together
        changed = [one for one in inputs if state(old, one) != state(new, one)]
        reasons = [reason for one in (*changed, *sorted(drawn[0] ^ drawn[1])) for reason in self.of_input(one)]
        if formulas(old, name) != formulas(new, name):
            reasons += self.parameters(["dollars"])
        reasons += self.changed_rows(*(drawn_by(study, groups) for study in self.studies))
        return tuple(dict.fromkeys(reasons))

    def reasons_of_input(self, name: str) -> Iterator[Reason]:
        """What differs of all that an input was read from."""
        yield from self.parameters(one for study in reversed(self.studies) for one in parameters_of(study, name))
        reads = [tuple(rows_behind(study, name)) for study in self.studies]
        yield from self.changed_rows(*reads)
        yield from self.instead(*reads)

    def parameters(self, names: Iterable[str]) -> Iterator[Parameter]:
        """The parameters of the edition among some that are not the same."""
        for name in dict.fromkeys(names):
            values = [study.loaded.value_of(name) for study in self.studies]
            old, new = (None if value is None else str(value) for value in values)
            if old != new:
                settings = [study.loaded.settings.get(name) for study in reversed(self.studies)]
                yield Parameter(name, old, new, next(setting.place for setting in settings if setting))

    def changed_rows(self, before: Iterable[Read], after: Iterable[Read]) -> Iterator[RowChange]:
        """The rows that were read before or are read now and that came, went, or differ in columns that count."""
        columns: dict[Identity, set[str]] = {}
        for tables, reads in zip(reversed(self.tables), (after, before), strict=True):
            for file, row, names in reads:
                columns.setdefault(tables.identities[file, row], set()).update(names)
        for (file, key), counting in columns.items():
            old, new = (tables.row((file, key)) for tables in self.tables)
            if old is None or new is None:
                yield RowChange(file, (old or new)[0], "added" if old is None else "removed", key)
                continue
            row, cells = new
            differ = tuple(
                (name, old[1].get(name, ""), cells[name]) for name in cells if old[1].get(name, "") != cells[name]
            )
            if counting & {name for name, _, _ in differ}:
                yield RowChange(file, row, "changed", key, differ)

    def instead(self, before: Iterable[Read], after: Iterable[Read]) -> Iterator[Instead]:
        """Rows that are there in both versions and are read now in the place of others."""
        then, now = (
            dict.fromkeys(tables.identities[file, row] for file, row, _ in reads)
            for tables, reads in zip(self.tables, (before, after), strict=True)
        )
        for file in dict.fromkeys(file for file, _ in now if file not in NEVER_INSTEAD):
            if come := self.kept(file, now.keys() - then.keys()):
                yield Instead(file, come, self.kept(file, then.keys() - now.keys()))

    def kept(self, file: str, identities: Iterable[Identity]) -> tuple[int, ...]:
        """The rows of a table among some that both versions have, as the new one counts."""
        old, new = self.tables
        return tuple(sorted(new.row(one)[0] for one in identities if one[0] == file and old.row(one) and new.row(one)))


def formulas(study: Study, name: str) -> dict[str, tuple[str, ...]]:
    """What each quantity behind one is worked out from."""
    return {behind: study.graph.nodes[behind].needs for behind in study.graph.behind([name])}


def state(study: Study, name: str) -> tuple[Any, ...]:
    """All of an input that the numbers resting on it can show."""
    value = study.quantities.get(name)
    if value is None:
        return ()
    kind = (value.unit, value.rung, value.price_basis, value.span_years, value.qualifier, value.payers, value.chips)
    return (value.value, *kind, value.distribution, value.group)


def table_of(study: Study, name: str) -> str:
    """The table that an input is read from."""
    return "exchange_rates" if name == RATE else study.evidence.quantities[without_seat(name)]["table"]


def parameters_of(study: Study, name: str) -> tuple[str, ...]:
    """The parameters of an edition that an input depends on, its own name among them."""
    seat = [scope_of_input(name)] if scope_of_input(name) in SEATS else []
    announced = [f"{one}_announced" for one in seat if without_seat(name) == "announced_on"]
    return (name, *announced, *PARAMETERS.get(table_of(study, name), ()), *seat)


def rows_behind(study: Study, name: str) -> Iterator[Read]:
    """The rows that an input, or ``usd_per_eur``, was read from, and those that say how to read it."""
    evidence, table, scope = study.evidence, table_of(study, name), scope_of_input(name)
    quantity = study.comparison.usd_per_eur if name == RATE else study.quantities[name]
    for file, row in quantity.chosen:
        yield file, row, COUNTING[file]
    if table == "exchange_rates":
        yield from rows(study, "exchange_rates", evidence.exchange_rates["date"] == study.rate.date)
    if table == "denominators":
        yield from of_territories(study, name)
    if name == "h100e_per_chip_16bit":
        yield from rows(study, "chips", evidence.chips["chip"] == H100)
    yield from rows(study, "facts", evidence.facts["fact_id"].isin(quantity.fact_ids))
    yield from rows(study, "corrections", evidence.corrections["fact_id"].isin(quantity.fact_ids))
    if scope in SEATS:
        programme = study.seats[scope].programme
        yield from rows(study, "seats", evidence.seats["programme"] == programme, OF_SEATS.get(table, ()))
    if name != RATE:
        yield from word(study, "quantities", without_seat(name), ("unit", "table", "between_readings"))
        yield from word(study, "rungs", without_seat(name), ("between_readings",))


def of_territories(study: Study, name: str) -> Iterator[Read]:
    """The chosen denominators, those of both territories that decide on the year, and the rates behind a mean rate."""
    evidence, year, short = study.evidence, study.denominator_year, without_seat(name)
    table, quantity = evidence.denominators, study.quantities[name]
    yield from rows(study, "denominators", table["fact_id"].isin(quantity.fact_ids))
    if short in ("population", "gdp"):
        territories = [seat.territory for seat in study.seats.values()]
        same_year = table["territory"].isin(territories) & (table["year"] == year)
        yield from rows(study, "denominators", same_year & table["quantity"].isin(("population", "gdp")), ())
    if short == "gdp" and any(evidence.fact(fact)["unit"] != quantity.unit for fact in quantity.fact_ids):
        yield from rows(study, "exchange_rates", evidence.exchange_rates["date"].map(lambda day: day.year) == year)


def rows(study: Study, table: str, where: object, columns: tuple[str, ...] | None = None) -> Iterator[Read]:
    """Rows of a table, with the columns that carry numbers where no others are named."""
    for row in getattr(study.evidence, table).index[where]:
        yield PATHS[table], row, NUMBERS[table] if columns is None else columns


def members(study: Study, groups: Iterable[str]) -> list[str]:
    """The inputs with a range that are drawn in some groups."""
    return [name for name, value in study.inputs.items() if value.group and value.group in groups]


def drawn_by(study: Study, groups: Iterable[str]) -> Iterator[Read]:
    """The rows of the vocabularies that say which inputs are drawn in some groups, and how closely they move."""
    for short in dict.fromkeys(map(without_seat, members(study, groups))):
        yield from word(study, "quantities", short, ("correlation_group",))
        group = study.evidence.quantities[short]["correlation_group"]
        yield from word(study, "correlation_groups", group, ("rank_correlation",))


def word(study: Study, vocabulary: str, which: str, columns: tuple[str, ...]) -> Iterator[Read]:
    """The row of a word, if the vocabulary has it."""
    known = list(study.evidence.vocabularies[vocabulary].words)
    if which in known:
        yield PATHS[vocabulary], known.index(which) + FIRST_ROW, columns
