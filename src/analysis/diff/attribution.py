"""Why a number changed: what its inputs were read from, as they say, and what of it differs in two versions."""

import functools
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import TypeAlias

from analysis.diff.result import PROSE, Reason, instead_reason, parameter_reason, row_reason
from analysis.diff.version import Identity, Version
from analysis.evidence.schemas import PATHS
from analysis.model.graph import SEATS, scope_of_input, without_seat
from analysis.study import Study
from analysis.study.derived import resting_on
from analysis.study.readers import READERS

RATE = "usd_per_eur"
"""The exchange rate, which every study prints and which is no input of the graph under this name."""

NEVER_INSTEAD = (PATHS["facts"], PATHS["corrections"])
"""Tables whose rows are read because a chosen row names them, never instead of another."""

STATE = attrgetter(
    *("value", "unit", "rung", "price_basis", "span_years"),
    *("qualifier", "payers", "chips", "measure", "distribution", "group"),
)
"""All of an input that the numbers resting on it can show."""

Reads: TypeAlias = dict[Identity, set[str]]
"""Rows that were read, each with its columns that count; without columns it counts by being there."""


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
        both = [[study.quantities.get(one) for study in self.studies] for one in inputs]
        groups = {one.group for pair in both for one in pair if one and one.group}
        drawn = [[one for one, value in study.inputs.items() if value.group in groups] for study in self.studies]
        shown = [[one and STATE(one) for one in pair] for pair in both]
        changed = [one for one, (was, now) in zip(inputs, shown, strict=True) if was != now]
        together = sorted(set(drawn[0]) ^ set(drawn[1]))  # draws of a group are made together
        reasons = [reason for one in (*changed, *together) for reason in self.of_input(one)]
        if formulas(old, name) != formulas(new, name):
            reasons += self.parameters(["dollars"])
        reasons += self.changed_rows(*map(drawn_by, self.studies, drawn))
        return tuple(dict.fromkeys(reasons))

    def reasons_of_input(self, name: str) -> Iterator[Reason]:
        """What differs of all that an input was read from."""
        yield from self.parameters(one for study in reversed(self.studies) for one in parameters_of(study, name))
        reads = [read_for(study, version, name) for study, version in zip(self.studies, self.versions, strict=True)]
        yield from self.changed_rows(*reads)
        yield from self.instead(*reads)

    def parameters(self, names: Iterable[str]) -> Iterator[Reason]:
        """The parameters of the edition among some that are not the same."""
        for name in dict.fromkeys(names):
            values = [study.loaded.value_of(name) for study in self.studies]
            old, new = (None if value is None else str(value) for value in values)
            if old != new:
                settings = [study.loaded.settings.get(name) for study in reversed(self.studies)]
                yield parameter_reason(name, old, new, next(setting.place for setting in settings if setting))

    def changed_rows(self, before: Reads, after: Reads) -> Iterator[Reason]:
        """The rows that were read before or are read now and that came, went, or differ in columns that count."""
        for identity in {**after, **before}:
            (file, key), (old, new) = identity, (version.rows.get(identity) for version in self.versions)
            if old and new:
                (_, was), (row, cells) = old, new
                differ = [(name, was[name], cells[name]) for name in cells if was[name] != cells[name]]
                if {name for name, _, _ in differ} & (before.get(identity, set()) | after.get(identity, set())):
                    yield row_reason(file, row, "changed", key, differ)
            elif old or new:
                yield row_reason(file, (old or new)[0], "added" if new else "removed", key, [])

    def instead(self, before: Reads, after: Reads) -> Iterator[Reason]:
        """Rows that are there in both versions and are read now in the place of others."""
        for file in dict.fromkeys(file for file, _ in after if file not in NEVER_INSTEAD):
            if come := self.kept(file, after.keys() - before.keys()):
                yield instead_reason(file, come, self.kept(file, before.keys() - after.keys()))

    def kept(self, file: str, identities: Iterable[Identity]) -> tuple[int, ...]:
        """The rows of a table among some that both versions have, as the new one counts."""
        old, new = (version.rows for version in self.versions)
        return tuple(sorted(new[one][0] for one in identities if one[0] == file and one in old and one in new))


def formulas(study: Study, name: str) -> dict[str, tuple[str, ...]]:
    """What each quantity behind one is worked out from."""
    return {behind: study.graph.nodes[behind].needs for behind in study.graph.behind([name])}


def parameters_of(study: Study, name: str) -> tuple[str, ...]:
    """The parameters of an edition that an input is read at, its own name among them."""
    table = "exchange_rates" if name == RATE else study.evidence.quantities[without_seat(name)]["table"]
    seat = [scope_of_input(name)] if scope_of_input(name) in SEATS else []
    return (name, name.removesuffix("_on"), *READERS[table][1], *seat)  # the day of what is set is that of its edition


def read_for(study: Study, version: Version, name: str) -> Reads:
    """The rows that an input, or ``usd_per_eur``, was read from, and those that say how to read it."""
    quantity, short = study.comparison[RATE] if name == RATE else study.quantities[name], without_seat(name)
    whole = [version.identities[place] for place in quantity.chosen]
    whole += [(PATHS["facts"], (fact_id,)) for fact_id in quantity.fact_ids]
    whole += [(file, key) for file, key in version.rows if file == PATHS["corrections"] and key[0] in quantity.fact_ids]
    return {
        **{(file, key): set(columns) for file, key, columns in quantity.read_with},
        **{one: version.rows[one][1].keys() - PROSE for one in whole},
        (PATHS["quantities"], (short,)): {"unit", "table", "between_readings"},
        (PATHS["rungs"], (short,)): {"between_readings"},
    }


def drawn_by(study: Study, members: Iterable[str]) -> Reads:
    """The rows of the vocabularies that say which inputs are drawn together, and how closely they move."""
    words = dict.fromkeys(map(without_seat, members))
    groups = dict.fromkeys(study.evidence.quantities[word]["correlation_group"] for word in words)
    return {
        **{(PATHS["quantities"], (word,)): {"correlation_group"} for word in words},
        **{(PATHS["correlation_groups"], (group,)): {"rank_correlation"} for group in groups},
    }
