"""One comparison: an edition read against the evidence and worked out by the model."""

import datetime
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.edition import Asked, LoadedEdition, as_parameter, load_edition
from analysis.errors import CallError, not_known, shown
from analysis.evidence import Evidence, load
from analysis.model.exchange import Rate
from analysis.model.graph import SEATS, Graph, without_seat
from analysis.paths import Project, project
from analysis.study.derived import derived, known, uncertain
from analysis.study.inputs import given_by, ranks_of
from analysis.study.quantity import Quantities, Quantity
from analysis.study.readers import usd_rate
from analysis.study.specifications import Choices, Specifications, specifications
from analysis.text import speak
from analysis.uncertainty import Distribution, Sample, convergence, sample, sobol_indices, tornado
from analysis.uncertainty.sampling import DRAWS

STUDIES_KEPT = 16
"""A process keeps so many studies at a time: its memory must not grow with what it makes."""


class Seat(Quantities):
    """One programme in its seat, with its quantities as attributes.

    Attributes
    ----------
    programme, name, short_name, currency, territory : str
        Its row in ``data/chosen/seats.csv``; ``territory_name`` is the territory's name in a sentence.
    """

    def __init__(self, row: Mapping[str, Any], territory_name: str, quantities: Mapping[str, Quantity]):
        super().__init__(quantities, row["name"])
        self.programme: str = row["programme"]
        self.name: str = row["name"]
        self.short_name: str = row["short_name"]
        self.currency: str = row["currency"]
        self.territory: str = row["territory"]
        self.territory_name = territory_name


@dataclass(frozen=True, eq=False)
class Study:
    """A comparison of two programmes as of a date.

    Attributes
    ----------
    loaded : LoadedEdition
        The parameters and where each was set.
    evidence : Evidence
        The tables.
    rate : Rate
        The exchange rate used.
    subject, comparator : Seat
        The two programmes; quantities are attributes.
    comparison : Quantities
        What sets the two against each other; ratios are comparator over subject.
    common : Quantities
        What is the same for both.
    denominator_year : int or None
        The year of the people and the output that both sums are set against.
    graph : Graph
        The formulas.
    quantities : dict of str to Quantity
        Every input and quantity by its name in the graph: ``subject_announced_usd``.

    Examples
    --------
    >>> study = compare("article")
    >>> study.as_of, study.subject.sites
    (datetime.date(2025, 12, 4), <sites: 5 sites, as of 2025-12-04>)
    """

    loaded: LoadedEdition
    evidence: Evidence
    rate: Rate
    subject: Seat
    comparator: Seat
    comparison: Quantities
    common: Quantities
    denominator_year: int | None
    graph: Graph
    quantities: dict[str, Quantity]

    @property
    def as_of(self) -> datetime.date:
        """The day the study speaks of."""
        return self.loaded.parameters.as_of

    @property
    def seats(self) -> dict[str, Seat]:
        """Both seats by name."""
        return {"subject": self.subject, "comparator": self.comparator}

    @property
    def groups(self) -> dict[str, Quantities]:
        """All quantities, by group: ``subject``, ``comparator``, ``comparison``, ``common``."""
        return {**self.seats, "comparison": self.comparison, "common": self.common}

    @property
    def inputs(self) -> dict[str, Quantity]:
        """What the model asks for, by name in the graph."""
        return {name: self.quantities[name] for name in self.graph.inputs}

    @property
    def uncertain(self) -> dict[str, Distribution]:
        """The inputs that have a range, each with its distribution."""
        return uncertain(self.inputs)

    @functools.cached_property
    def specifications(self) -> Specifications:
        """The ratios under every admissible combination of choices; see :mod:`analysis.study.specifications`."""
        programmes = {name: self.evidence.seat(seat.programme) for name, seat in self.seats.items()}
        year = self.denominator_year
        return specifications(Choices(self.quantities, self.evidence, programmes, self.as_of, year))

    @property
    def ranks(self) -> dict[str, float]:
        """Rank correlation in each group of inputs."""
        return ranks_of(self.evidence)

    def in_graph(self, name: str) -> str:
        """The name in the graph of ``subject.announced_usd``, ``comparison.announced_ratio`` or either's own form.

        Raises
        ------
        CallError
            If there is no such quantity, or it has no value.
        """
        group, dot, rest = name.partition(".")
        full = f"{group}_{rest}" if dot and group in SEATS else rest if dot else name
        if full not in self.quantities:
            raise CallError(not_known(name, "a quantity of the model", self.quantities, "analysis numbers"))
        if not self.quantities[full].known:
            raise CallError(f"{name} has no value: {self.quantities[full].gap}")
        return full

    def sample(self, *names: str, draws: int = DRAWS, correlated: bool = True) -> Sample:
        """Sample quantities: their values at many equally likely settings of the inputs.

        Parameters
        ----------
        *names : str
            Such as ``comparison.announced_ratio``; the result has them under their names in the graph.
        draws : int
            How many.
        correlated : bool
            Whether inputs of a group move together.

        Returns
        -------
        Sample
        """
        wanted = [self.in_graph(name) for name in names]
        ranks = self.ranks if correlated else {}
        return sample(self.graph, known(self.inputs), self.uncertain, ranks, wanted, draws)

    def tornado(self, name: str) -> pd.DataFrame:
        """What each input does to a quantity alone; see :func:`analysis.uncertainty.tornado`."""
        return tornado(self.graph, known(self.inputs), self.uncertain, self.in_graph(name))

    def sobol_indices(self, name: str) -> pd.DataFrame:
        """Parts of a quantity's variance by input; see :func:`analysis.uncertainty.sobol_indices`."""
        return sobol_indices(self.graph, known(self.inputs), self.uncertain, self.in_graph(name))

    def convergence(self, name: str) -> pd.DataFrame:
        """How far a band still moves with the draws; see :func:`analysis.uncertainty.convergence`."""
        return convergence(self.graph, known(self.inputs), self.uncertain, self.ranks, self.in_graph(name))

    def as_json(self) -> dict[str, Any]:
        """All quantities, as ``analysis numbers --json`` prints them."""
        parameters = self.loaded.parameters
        content: dict[str, Any] = {
            "edition": parameters.edition,
            "changes": self.loaded.changes,
            "as_of": parameters.as_of.isoformat(),
            "rate_date": self.rate.date.isoformat() if self.rate.date else None,
            "dollars": parameters.dollars,
        }
        for name, seat in self.seats.items():
            content[name] = {
                "programme": seat.programme,
                "name": seat.short_name,
                "currency": seat.currency,
                "territory": seat.territory,
            } | {key: quantity.as_json() for key, quantity in seat.items()}
        for name in ("comparison", "common"):
            content[name] = {key: quantity.as_json() for key, quantity in self.groups[name].items()}
        content["comparison"]["specifications"] = self.specifications.as_json()
        content["none_found"] = {
            self.graph.full_name(name): {
                "as_of": quantity.as_of.isoformat(),
                "confidence": quantity.confidence,
                "sources": list(quantity.sources),
            }
            for name, quantity in self.inputs.items()
            if quantity.none_found
        }
        return content


def compare(edition: str | None = None, changes: Mapping[str, Any] | None = None, **parameters: Any) -> Study:
    """Compare two programmes.

    Parameters
    ----------
    edition : str, optional
        Name of a file in ``data/editions``; ``latest`` when left out.
    changes : mapping of str to object, optional
        Further parameters by name: ``dollars``, ``chip``, and any input of the model, such as
        ``subject_months_to_first_power`` [months] or ``world_compute_growth`` [factor a year].
    **parameters
        Parameters to change: ``as_of``, ``rate_date``, ``subject``, ``comparator``, ``subject_announced``,
        ``subject_sites``, ``comparator_announced``, ``comparator_sites``, ``comparator_claimed_deployed`` [billions
        of the programme's own currency, or sites], ``usd_per_eur``. None keeps the edition's value. ``lang`` is
        spoken from now on; the study is the same in every language.

    Returns
    -------
    Study

    Raises
    ------
    CallError
        If a parameter cannot be used.
    DataError
        If the data have faults.

    Examples
    --------
    >>> study = compare("article")
    >>> round(study.comparison.announced_ratio.central, 2)
    21.43
    >>> compare("latest", {"subject_h100e_planned": 500_000}).subject.planned_in_running_sites
    <planned_in_running_sites: 0.981647 (0.654431 to 0.981647) ratio, as of 2026-11-22>
    """
    further = {} if changes is None else changes
    if not isinstance(further, Mapping):
        raise CallError(f'parameter changes: "{shown(further)}" is not allowed (allowed: names with values, in braces)')
    twice = [name for name in further if parameters.get(name) is not None]
    if twice:
        raise CallError(f"parameter changes: {shown(twice[0])} is set beside it too")
    study = study_in(project(), edition, {**parameters, **further})
    if lang := {**parameters, **further}.get("lang"):
        speak(lang)
    return study


def study_in(
    root: Project, edition: str | None = None, changes: Mapping[str, Any] | None = None, asked: Asked = as_parameter
) -> Study:
    """Compare two programmes in one copy of the project; ``asked`` is how messages name a parameter of the call."""
    evidence = load(root.data)
    return study_of(load_edition(root.data / "editions", evidence, edition, changes or {}, asked), evidence)


def study_of(loaded: LoadedEdition, evidence: Evidence) -> Study:
    """Work out every quantity of a loaded edition; the last ones are kept. It is the same in every language."""
    return worked_out(loaded.without("lang"), evidence, project())


@functools.lru_cache(STUDIES_KEPT)
def worked_out(loaded: LoadedEdition, evidence: Evidence, root: Project) -> Study:
    """Work out a study in a project."""
    given = given_by(loaded, evidence)
    scopes = given.graph.scopes
    found = given.inputs | derived(given.graph, given.inputs, ranks_of(evidence), given.pair)
    quantities = {name: found[name] for name in in_order(scopes, evidence)}
    grouped = {
        group: {name: quantity for name, quantity in quantities.items() if scopes[name] == group}
        for group in (*SEATS, "comparison", "common")
    }
    usd_per_eur = replace(usd_rate("EUR", given.rate, loaded), name="usd_per_eur")
    return Study(
        loaded,
        evidence,
        given.rate,
        **{name: seated(row, grouped[name], evidence) for name, row in given.pair.items()},
        comparison=Quantities({"usd_per_eur": usd_per_eur} | grouped["comparison"], "the comparison"),
        common=Quantities(grouped["common"], "both programmes"),
        denominator_year=given.year,
        graph=given.graph,
        quantities=quantities,
    )


def in_order(names: Iterable[str], evidence: Evidence) -> list[str]:
    """Inputs in the order of their vocabulary, then quantities in the order in which the model defines them."""
    places = {word: place for place, word in enumerate(evidence.quantities)}
    return sorted(names, key=lambda name: places.get(without_seat(name), len(places)))


def seated(row: Mapping[str, Any], quantities: Mapping[str, Quantity], evidence: Evidence) -> Seat:
    """One programme in its seat; a sum in dollars stands beside the same sum in the programme's own currency."""
    named = {without_seat(name): quantity for name, quantity in quantities.items()}
    folded = {key: named[f"{key}_usd"].value for key in named if f"{key}_usd" in named}
    shown = {
        key: replace(quantity, usd=folded[key]) if key in folded else quantity
        for key, quantity in named.items()
        if key.removesuffix("_usd") not in folded or key in folded
    }
    return Seat(row, evidence.vocabularies["territories"].words[row["territory"]]["name"], shown)
