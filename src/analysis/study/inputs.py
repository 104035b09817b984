"""What the model asks for, read from the evidence or set by the edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from analysis.edition import LoadedEdition
from analysis.errors import DataError, Fault
from analysis.evidence import Evidence
from analysis.model.exchange import Rate
from analysis.model.graph import SEATS, without_seat
from analysis.study.context import Context, overridden
from analysis.study.quantity import Quantity
from analysis.study.readers import READERS


def inputs_of_study(
    names: Mapping[str, str],
    pair: Mapping[str, Mapping[str, Any]],
    loaded: LoadedEdition,
    evidence: Evidence,
    rate: Rate,
    year: int | None,
) -> dict[str, Quantity]:
    """Everything the model asks for.

    Parameters
    ----------
    names : mapping of str to str
        The inputs of the graph, each with its scope.
    pair : mapping of str to mapping
        The row in ``data/chosen/seats.csv`` of each seat.
    loaded : LoadedEdition
        The parameters.
    evidence : Evidence
        The tables.
    rate : Rate
        The exchange rate.
    year : int or None
        The year of the people and the output.

    Returns
    -------
    dict of str to Quantity
        Under the names that the graph asks for; a gap where nothing is known.

    Raises
    ------
    DataError
        If the model asks for a word that the vocabulary does not have.
    """
    words = evidence.quantities
    file = evidence.vocabularies["quantities"].file
    missing = dict.fromkeys(without_seat(name) for name in names if without_seat(name) not in words)
    if missing:
        raise DataError(
            Fault(file, None, None, f'the word "{name}" is missing, and the model asks for it') for name in missing
        )
    found = {}
    for name, scope in names.items():
        context = Context(evidence, loaded, rate, scope, pair, year)
        word = words[without_seat(name)]
        quantity = overridden(READERS[word["table"]][0](without_seat(name), context), name, context)
        uncertain = bool(quantity.distribution)
        found[name] = replace(
            quantity,
            name=without_seat(name),
            group=group_of(word["correlation_group"], scope, evidence) if uncertain else "",
            interval="as read" if uncertain else "",
            tier=evidence.tier(quantity.sources),
        )
    return found


def group_of(group: str, scope: str, evidence: Evidence) -> str:
    """The group of an input: the vocabulary says whether it moves with those of its programme or of both."""
    word = evidence.vocabularies["correlation_groups"].words.get(group)
    return f"{group} of the {scope}" if word and word["within"] == "programme" and scope in SEATS else group


def ranks_of(evidence: Evidence) -> dict[str, float]:
    """Rank correlation of any two inputs in each group, of a programme or of both."""
    return {
        group_of(group, scope, evidence): rank for group, rank in evidence.ranks.items() for scope in ("common", *SEATS)
    }
