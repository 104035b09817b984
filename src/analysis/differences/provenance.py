"""What an input of the model was read from: rows with the columns that carry its number, and parameters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from analysis.evidence.csv_files import FIRST_ROW
from analysis.evidence.schemas import PATHS
from analysis.model.graph import SEATS, without_seat
from analysis.study import Study
from analysis.study.readers import H100

RATE = "usd_per_eur"
"""The exchange rate, which every study prints and which is no input of the graph under this name."""

SPAN = ("span_low", "span_central", "span_high")
NUMBERS = {
    "facts": ("value", "unit", "as_of"),
    "corrections": ("corrected",),
    "ladder": ("qualifier", "low", "central", "high", "unit", "price_basis"),
    "readings": ("qualifier", "low", "central", "high", "unit"),
    "schedule": ("first", "central"),
    "denominators": ("fact_id",),
    "assumptions": ("low", "central", "high", "unit", "distribution"),
    "exchange_rates": ("usd_per_eur",),
    "cost_breakdown": ("share_low", "share_central", "share_high"),
    "chips": (
        *("price_usd_low", "price_usd_central", "price_usd_high"),
        *("h100_equivalent", "dense_bf16_flops", "system_w_per_chip"),
    ),
    "seats": (*SPAN, "currency", "territory"),
}
"""The columns of each table that a number is made from; the others say what it is, why it was chosen, who says so."""

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
    "denominators": ("as_of", *SEATS),
    "exchange_rates": ("as_of", "rate_date", RATE),
    "chips": ("chip",),
    "editions": ("as_of",),
}
"""The parameters of an edition that inputs of each table are read with."""

Read = tuple[str, int, tuple[str, ...]]
"""A row that was read: its file, its number, and its columns that count."""


def counting(file: str) -> tuple[str, ...] | None:
    """The columns of a table that a number is made from; None for a table of which that is not said."""
    return NUMBERS.get(PurePosixPath(file).stem)


def table_of(study: Study, name: str) -> str:
    """The table that an input is read from."""
    return "exchange_rates" if name == RATE else study.evidence.quantities[without_seat(name)]["table"]


def parameters_of(study: Study, name: str) -> tuple[str, ...]:
    """The parameters of an edition that an input depends on, its own name among them."""
    seat = seat_of(name)
    announced = (f"{seat}_announced",) if without_seat(name) == "announced_on" else ()
    return tuple(dict.fromkeys((name, *announced, *PARAMETERS.get(table_of(study, name), ()), *filter(None, [seat]))))


def seat_of(name: str) -> str | None:
    """The seat of an input; None for one that is the same for both."""
    return next((seat for seat in SEATS if name.startswith(f"{seat}_")), None)


def rows_behind(study: Study, name: str) -> Iterator[Read]:
    """The rows that an input of a study was read from, and those that say how to read it.

    Parameters
    ----------
    study : Study
    name : str
        An input of the graph, or ``usd_per_eur``.

    Yields
    ------
    tuple of str, int and tuple of str
        File, row and columns. A row without columns counts only by being there.
    """
    evidence, table = study.evidence, table_of(study, name)
    quantity = study.comparison.usd_per_eur if name == RATE else study.quantities[name]
    for file, row in quantity.chosen:
        yield file, row, counting(file)
    if table == "exchange_rates":
        yield from found(study, "exchange_rates", evidence.exchange_rates["date"] == study.rate.date)
    if table == "denominators":
        yield from of_territories(study, name)
    if name == "h100e_per_chip_16bit":
        yield from found(study, "chips", evidence.chips["chip"] == H100)
    yield from found(study, "facts", evidence.facts["fact_id"].isin(quantity.fact_ids))
    yield from found(study, "corrections", evidence.corrections["fact_id"].isin(quantity.fact_ids))
    if seat := seat_of(name):
        programme = study.seats[seat].programme
        yield from found(study, "seats", evidence.seats["programme"] == programme, OF_SEATS.get(table, ()))
    if name != RATE:
        yield from words(study, name)


def found(study: Study, table: str, where: object, columns: tuple[str, ...] | None = None) -> Iterator[Read]:
    """Rows of a table, with the columns that carry numbers where no others are named."""
    for row in getattr(study.evidence, table).index[where]:
        yield PATHS[table], row, NUMBERS[table] if columns is None else columns


def of_territories(study: Study, name: str) -> Iterator[Read]:
    """The chosen denominators, those of both territories that decide on the year, and the rates behind a mean rate."""
    evidence, year = study.evidence, study.denominator_year
    table, quantity = evidence.denominators, study.quantities[name]
    yield from found(study, "denominators", table["fact_id"].isin(quantity.fact_ids))
    if without_seat(name) in ("population", "gdp"):
        territories = [seat.territory for seat in study.seats.values()]
        same_year = table["territory"].isin(territories) & (table["year"] == year)
        yield from found(study, "denominators", same_year & table["quantity"].isin(("population", "gdp")), ())
    if without_seat(name) == "gdp" and any(evidence.fact(fact)["unit"] != quantity.unit for fact in quantity.fact_ids):
        yield from found(study, "exchange_rates", evidence.exchange_rates["date"].map(lambda day: day.year) == year)


def words(study: Study, name: str) -> Iterator[Read]:
    """The rows of the vocabularies that say how an input is read."""
    short = without_seat(name)
    yield from word(study, "quantities", short, ("unit", "table", "between_readings"))
    yield from word(study, "rungs", short, ("between_readings",))


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
