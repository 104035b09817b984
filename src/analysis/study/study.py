"""One comparison: an edition read against the evidence and worked out by the model."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from analysis.edition import Asked, LoadedEdition, as_parameter, load_edition
from analysis.errors import UnlikeError
from analysis.evidence import Evidence, load
from analysis.model import comparison, graph, programme
from analysis.model.amounts import require_alike
from analysis.model.exchange import Rate
from analysis.paths import Project, project
from analysis.study.derived import derived
from analysis.study.inputs import common_year, exchange_rate, inputs_of_seat, usd_rate
from analysis.study.quantity import Quantities, Quantity


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
        Ratios of the comparator over the subject.
    denominator_year : int or None
        The year of the people and the output that both sums are set against.
    """

    loaded: LoadedEdition
    evidence: Evidence
    rate: Rate
    subject: Seat
    comparator: Seat
    comparison: Quantities
    denominator_year: int | None

    @property
    def as_of(self) -> datetime.date:
        """The day the study speaks of."""
        return self.loaded.parameters.as_of

    @property
    def seats(self) -> dict[str, Seat]:
        """Both seats by name."""
        return {"subject": self.subject, "comparator": self.comparator}

    def as_json(self) -> dict[str, Any]:
        """All quantities, as ``analysis numbers --json`` prints them."""
        parameters = self.loaded.parameters
        content: dict[str, Any] = {
            "edition": parameters.edition,
            "changes": self.loaded.changes,
            "as_of": parameters.as_of.isoformat(),
            "rate_date": self.rate.date.isoformat() if self.rate.date else None,
        }
        for name, seat in self.seats.items():
            content[name] = {
                "programme": seat.programme,
                "name": seat.short_name,
                "currency": seat.currency,
                "territory": seat.territory,
            } | {key: quantity.as_json() for key, quantity in seat.items()}
        content["comparison"] = {key: quantity.as_json() for key, quantity in self.comparison.items()}
        return content


def compare(edition: str | None = None, **changes: Any) -> Study:
    """Compare two programmes.

    Parameters
    ----------
    edition : str, optional
        Name of a file in ``data/editions``; ``latest`` when left out.
    **changes
        Parameters to change: ``as_of``, ``rate_date``, ``subject``, ``comparator``, ``subject_announced``,
        ``subject_sites``, ``comparator_announced``, ``comparator_sites``, ``comparator_claimed_deployed`` [billions
        of the programme's own currency, or sites], ``usd_per_eur``, ``lang``. None keeps the edition's value.

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
    """
    return study_in(project(), edition, changes)


def study_in(
    root: Project, edition: str | None = None, changes: Mapping[str, Any] | None = None, asked: Asked = as_parameter
) -> Study:
    """Compare two programmes in one copy of the project; ``asked`` is how messages name a parameter of the call."""
    evidence = load(root.data)
    return study_of(load_edition(root.data / "editions", evidence, edition, changes or {}, asked), evidence)


def study_of(loaded: LoadedEdition, evidence: Evidence) -> Study:
    """Work out every quantity of a loaded edition."""
    rate = exchange_rate(loaded, evidence)
    rows = evidence.seats.set_index("programme", drop=False)
    pair = {name: rows.loc[getattr(loaded.parameters, name)].to_dict() for name in ("subject", "comparator")}
    year = common_year(evidence, [row["territory"] for row in pair.values()], loaded.parameters.as_of)
    seats = {
        name: seated(row, inputs_of_seat(name, row, loaded, evidence, rate, year), evidence)
        for name, row in pair.items()
    }
    return Study(loaded, evidence, rate, **seats, comparison=paired(seats, rate, loaded), denominator_year=year)


def seated(row: Mapping[str, Any], inputs: Mapping[str, Quantity], evidence: Evidence) -> Seat:
    """One programme in its seat: what was read, what is worked out from it, and money in dollars beside its own."""
    worked_out = derived(programme, inputs, row["currency"])
    quantities = {key: value for key, value in (inputs | worked_out).items() if not key.endswith(("_usd", "_unit"))}
    for key, quantity in quantities.items():
        if f"{key}_usd" in worked_out:
            quantities[key] = replace(quantity, usd=worked_out[f"{key}_usd"].value)
    return Seat(row, evidence.vocabularies["territories"].words[row["territory"]]["name"], quantities)


def paired(seats: Mapping[str, Seat], rate: Rate, loaded: LoadedEdition) -> Quantities:
    """The ratios of the pair, each after a check that what it sets against each other is alike."""
    in_both_currencies = {key for key in graph.quantities(programme) if key.endswith("_usd")}
    inputs = {
        f"{name}_{key}_usd" if f"{key}_usd" in in_both_currencies else f"{name}_{key}": in_dollars(quantity, seat, rate)
        for name, seat in seats.items()
        for key, quantity in seat.items()
    }
    ratios = derived(comparison, inputs)
    for name, ratio in ratios.items():
        numerator, denominator = (inputs[needed] for needed in graph.needs(comparison, name))
        if not ratio.known or numerator.unit.startswith("share"):
            continue
        try:
            crossed = require_alike(numerator.amount, denominator.amount, comparison.CROSSES.get(name, frozenset()))
        except UnlikeError as error:
            ratios[name] = replace(ratio, value=None, gap=error.reason)
        else:
            ratios[name] = replace(ratio, mismatches=crossed)
    usd_per_eur = replace(usd_rate("EUR", rate, loaded), name="usd_per_eur")
    return Quantities({"usd_per_eur": usd_per_eur} | ratios, "the comparison")


def in_dollars(quantity: Quantity, seat: Seat, rate: Rate) -> Quantity:
    """A sum of money in dollars, resting on the exchange rate too where it was in another currency."""
    named = replace(quantity, label=f"{seat.short_name}, {quantity.label}")
    if quantity.usd is None:
        return named
    exchanged = seat.currency != "USD" and rate.source_id is not None
    sources = (*quantity.sources, rate.source_id) if exchanged else quantity.sources
    return replace(named, value=quantity.usd, unit=quantity.unit.replace(seat.currency, "USD"), sources=sources)
