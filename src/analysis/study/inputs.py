"""What the model asks for, read from the evidence or set by the edition."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from analysis.edition import LoadedEdition
from analysis.errors import DataError, Fault
from analysis.evidence import Evidence
from analysis.evidence.schemas import PATHS
from analysis.model.exchange import CURRENCIES, Rate, crosses_of, rate_name, rate_on
from analysis.model.graph import SEATS, Graph, graph, without_seat
from analysis.study.context import Context, overridden
from analysis.study.quantity import Quantity
from analysis.study.readers import READERS


@dataclass(frozen=True)
class Given:
    """What the model is given by an edition and the evidence.

    Attributes
    ----------
    rate : Rate
        The exchange rate.
    graph : Graph
        The formulas.
    pair : mapping of str to mapping
        The row in ``data/chosen/seats.csv`` of each seat.
    year : int or None
        The year of the people and the output that both programmes are set against.
    inputs : dict of str to Quantity
        What the formulas ask for, under their names in the graph; a gap where nothing is known.
    """

    rate: Rate
    graph: Graph
    pair: Mapping[str, Mapping[str, Any]]
    year: int | None
    inputs: dict[str, Quantity]


def given_by(loaded: LoadedEdition, evidence: Evidence) -> Given:
    """Read all that the model asks for; nothing is worked out yet.

    Raises
    ------
    DataError
        If the model asks for a word that the vocabulary does not have.
    """
    rate, formulas = exchange_rate(loaded, evidence), graph(loaded.parameters.dollars)
    words = evidence.quantities
    if missing := dict.fromkeys(word for word in map(without_seat, formulas.inputs) if word not in words):
        told = 'the word "{}" is missing, and the model asks for it'
        raise DataError(Fault(PATHS["quantities"], None, None, told.format(word)) for word in missing)
    pair = {seat: evidence.seat(getattr(loaded.parameters, seat)) for seat in SEATS}
    year = evidence.common_year([row["territory"] for row in pair.values()], loaded.parameters.as_of)
    inputs = {
        name: read_or_set(name, Context(evidence, loaded, rate, scope, pair, year))
        for name, scope in formulas.inputs.items()
    }
    return Given(rate, formulas, pair, year, inputs)


def exchange_rate(loaded: LoadedEdition, evidence: Evidence) -> Rate:
    """The rates an edition gives, else the reference rates of its rate date, else of its as-of date."""
    parameters, table = loaded.parameters, evidence.exchange_rates
    day, days, by_hand = parameters.rate_date or parameters.as_of, table["date"].tolist(), parameters.usd_per_eur
    crosses = {currency: of_days.tolist() for currency, of_days in crosses_of(table).items()}
    read_on = day if by_hand is None else min(max(day, days[0]), days[-1])
    rate = rate_on(read_on, days, table["usd_per_eur"].tolist(), table["source_id"].tolist(), crosses)
    given = {currency: loaded.value_of(rate_name(currency)) for currency in CURRENCIES[2:]}
    rate = replace(rate, crosses=rate.crosses | {currency: one for currency, one in given.items() if one is not None})
    return rate if by_hand is None else Rate(by_hand, None, None, rate.crosses)


def read_or_set(name: str, context: Context) -> Quantity:
    """One input by its name in the graph."""
    evidence, short = context.evidence, without_seat(name)
    word = evidence.quantities[short]
    quantity = overridden(READERS[word["table"]][0](short, context), name, context)
    uncertain = bool(quantity.distribution)
    return replace(
        quantity,
        name=short,
        group=group_of(word["correlation_group"], context.seat, evidence) if uncertain else "",
        interval="as read" if uncertain else "",
        tier=evidence.tier(quantity.sources),
    )


def group_of(group: str, scope: str, evidence: Evidence) -> str:
    """The group of an input: the vocabulary says whether it moves with those of its programme or of both."""
    word = evidence.vocabularies["correlation_groups"].words.get(group)
    return f"{group} of the {scope}" if word and word["within"] == "programme" and scope in SEATS else group


def ranks_of(evidence: Evidence) -> dict[str, float]:
    """Rank correlation of any two inputs in each group, of a programme or of both."""
    return {
        group_of(group, scope, evidence): float(row["rank_correlation"])
        for group, row in evidence.vocabularies["correlation_groups"].words.items()
        for scope in ("common", *SEATS)
    }
