"""The studies behind a sweep: one for every combination of what is no number, each taking its numbers as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.edition import LoadedEdition
from analysis.evidence import Evidence
from analysis.model.amounts import Triplet
from analysis.model.graph import SEATS, without_seat
from analysis.study.derived import Ranged, checked, described, known
from analysis.study.quantity import Quantity
from analysis.study.readers import usd_rate
from analysis.study.study import Given, given_by, in_order
from analysis.sweeps.settings import Axis

RATE = "usd_per_eur"
"""The exchange rate: no quantity of the graph, and in the comparison of every study all the same."""


@dataclass(frozen=True)
class Case:
    """One combination of what is no number.

    Attributes
    ----------
    given : Given
        What the model is given where every number that is varied has its first value.
    fed : dict of str to str
        The inputs of the graph that move with a number that is varied, each with the name of that number.
    rate : Quantity
        The exchange rate, as the study has it.
    names : dict of str to str
        Every quantity by its full name, ``subject.spent``, with its name in the graph; in the order of ``analysis
        numbers``.
    units : tuple of str
        Their units.
    unlike : frozenset of str
        The quantities that set unlike sums against each other: they have no value where both sums have one.
    """

    given: Given
    fed: dict[str, str]
    rate: Quantity
    names: dict[str, str]
    units: tuple[str, ...]
    unlike: frozenset[str]

    def inputs_at(self, numbers: Mapping[str, np.ndarray]) -> dict[str, float | np.ndarray]:
        """The central values of all inputs that are no gaps, those that move as arrays."""
        return known(self.given.inputs) | {name: numbers[axis] for name, axis in self.fed.items()}

    def central(self, numbers: Mapping[str, np.ndarray], settings: int) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """Work out every quantity at many settings.

        Parameters
        ----------
        numbers : mapping of str to numpy.ndarray
            The numbers that are varied, each with one value a setting.
        settings : int
            How many.

        Returns
        -------
        table : numpy.ndarray
            One row a setting and one column a quantity, in the order of ``names``; NaN for a gap.
        raw : dict of str to numpy.ndarray
            What the formulas give, finite or not, by names in the graph.
        """
        found = self.given.graph.run(self.inputs_at(numbers))
        raw = {name: np.broadcast_to(np.asarray(value, dtype=float), settings) for name, value in found.items()}
        raw[RATE] = np.broadcast_to(np.asarray(numbers.get(RATE, self.rate.central), dtype=float), settings)
        gaps = {name: ~np.isfinite(values) for name, values in raw.items()}
        for name, node in self.given.graph.nodes.items():  # in an order in which each comes after what it needs
            if name in self.unlike and name in gaps:
                one, other = node.needs
                gaps[name] = gaps[name] | ~(gaps[one] | gaps[other])
        table = np.full((settings, len(self.names)), np.nan)
        for column, name in enumerate(self.names.values()):
            if name in raw:
                table[:, column] = np.where(gaps[name], np.nan, raw[name])
        return table, raw


def case_of(loaded: LoadedEdition, other: LoadedEdition | None, numbers: Sequence[Axis], evidence: Evidence) -> Case:
    """Read one case.

    Parameters
    ----------
    loaded : LoadedEdition
        The edition where every number that is varied has its first value.
    other : LoadedEdition or None
        The edition where each has its second value; None where none has one.
    numbers : sequence of Axis
        The numbers that are varied.
    evidence : Evidence
        The tables.

    Returns
    -------
    Case
    """
    given = given_by(loaded, evidence)
    graph = given.graph
    scopes = graph.scopes
    ordered = in_order(scopes, evidence)
    shapes = shaped(given)
    rate = replace(usd_rate("EUR", given.rate, loaded), name=RATE)
    names = {
        f"{group}.{without_seat(name)}": name
        for group in (*SEATS, "comparison", "common")
        for name in ([RATE] if group == "comparison" else []) + [name for name in ordered if scopes[name] == group]
    }
    return Case(
        given,
        moved(given, given_by(other, evidence), numbers) if other else {},
        rate,
        names,
        tuple(rate.unit if name == RATE else shapes[name].unit for name in names.values()),
        frozenset(name for name, node in graph.nodes.items() if not checked(shapes[name], node, shapes).known),
    )


def shaped(given: Given) -> dict[str, Quantity]:
    """Every quantity with its unit and kind, as if it had a value; only an input that is a gap has none."""
    one = Ranged(Triplet.exact(1.0), 1.0)
    return given.inputs | {
        name: described(given.graph, node, one, given.inputs, given.pair) for name, node in given.graph.nodes.items()
    }


def moved(given: Given, other: Given, numbers: Sequence[Axis]) -> dict[str, str]:
    """The inputs that move with the numbers that are varied, found by moving all of them.

    A number that is an input of the graph moves that input. The one that is not, the exchange rate, moves the rates of
    both programmes. Nothing else may move: then the numbers in the graph say all there is to say of a setting.

    Raises
    ------
    ValueError
        If an input moves otherwise than its number.
    """
    ends = {axis.name: (axis.values[0], axis.values[min(1, len(axis.values) - 1)]) for axis in numbers}
    elsewhere = next((name for name in ends if name not in given.inputs), "")
    found = {}
    for name, before in given.inputs.items():
        after = other.inputs[name]
        if before.central == after.central:
            continue
        axis = name if name in ends else elsewhere
        if (before.central, after.central) != ends.get(axis) or after != replace(before, value=after.value):
            raise ValueError(f"{name} does not move as what is varied: {axis or 'nothing'}")
        found[name] = axis
    return found
