"""The range of every quantity: of one uncertain input the images of its ends, of several the band of draws."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.languages import marked
from analysis.model.amounts import Triplet
from analysis.model.graph import Graph
from analysis.study.quantity import Quantity
from analysis.uncertainty import Distribution, Drawn, draw

IMAGE, DRAWN = marked("image of one input"), marked("5% to 95% of draws")
"""What a range is."""


@dataclass(frozen=True)
class Ranged:
    """The value of a quantity with its range.

    Attributes
    ----------
    value : Triplet or None
        None where it is no finite number; an end is None where it has no bound.
    central : float or None
        What the formula gives at the central inputs, finite or not; None where an input is a gap.
    interval : str
        What the range is; empty where there is none.
    median : float or None
        50th percentile of the draws.
    """

    value: Triplet | None
    central: float | None
    interval: str = ""
    median: float | None = None


def known(inputs: Mapping[str, Quantity]) -> dict[str, float]:
    """The central values of the inputs that are no gaps."""
    return {name: quantity.value.central for name, quantity in inputs.items() if quantity.value is not None}


def uncertain(inputs: Mapping[str, Quantity]) -> dict[str, Distribution]:
    """The inputs that can be drawn, each with its distribution."""
    return {
        name: Distribution(quantity.distribution, value.low, value.central, value.high, quantity.group)
        for name, quantity in inputs.items()
        if quantity.distribution and (value := quantity.value).low is not None and value.high is not None
    }


def ranges(graph: Graph, inputs: Mapping[str, Quantity], ranks: Mapping[str, float]) -> dict[str, Ranged]:
    """Work out every quantity with its range.

    Parameters
    ----------
    graph : Graph
        The formulas.
    inputs : mapping of str to Quantity
        What they ask for.
    ranks : mapping of str to float
        Rank correlation in each group.

    Returns
    -------
    dict of str to Ranged
        A quantity that rests on no uncertain input has no range. One that rests on one has the images of its ends:
        quantities rise or fall with each of their inputs throughout. One that rests on several has the 5th and the
        95th percentile of draws, widened where they do not hold the central value; ends are never combined. Where an
        input has an end without a bound, so has the quantity.
    """
    values, distributions = known(inputs), uncertain(inputs)
    central = graph.run(values)
    with_range = {name for name, quantity in inputs.items() if quantity.distribution}
    behind = {name: graph.upstream(name) & with_range for name in graph.nodes}
    finite = [name for name in graph.nodes if name in central and math.isfinite(central[name])]
    drawable = [name for name in finite if len(behind[name]) > 1 and behind[name] <= distributions.keys()]
    bands = draw(graph, values, distributions, ranks, drawable).bands()
    found = {name: Ranged(None, float(central[name]) if name in central else None) for name in graph.nodes}
    resting = {name: next(iter(behind[name])) for name in finite if len(behind[name]) == 1}
    ends = images(graph, inputs, resting)
    for name in finite:
        value = float(central[name])
        if not behind[name]:
            found[name] = Ranged(Triplet.exact(value), value)
        elif name in ends:
            found[name] = Ranged(image(value, *ends[name]), value, IMAGE)
        elif name in bands:
            triplet = Drawn.triplet(bands[name], value)
            ranged = triplet is not None and not triplet.is_exact
            interval, median = (DRAWN, bands[name][1]) if ranged else ("", None)
            found[name] = Ranged(triplet or Triplet(None, value, None), value, interval, median)
        else:
            found[name] = Ranged(Triplet(None, value, None), value)
    return found


def images(graph: Graph, inputs: Mapping[str, Quantity], resting: Mapping[str, str]) -> dict[str, list[float]]:
    """What quantities are at the ends of the one uncertain input that each rests on, as far as they are finite."""
    values, found = known(inputs), {name: [] for name in resting}
    for moving in dict.fromkeys(resting.values()):
        names = [name for name, under in resting.items() if under == moving]
        for end in (inputs[moving].value.low, inputs[moving].value.high):
            moved = {} if end is None else graph.run(values | {moving: end}, names)
            for name in names:
                if name in moved and math.isfinite(moved[name]):
                    found[name].append(float(moved[name]))
    return found


def image(central: float, *ends: float) -> Triplet:
    """The range of a quantity from what it is at the ends of its input; an end that is not finite is no bound."""
    if len(ends) == 2:
        return Triplet(min(*ends, central), central, max(*ends, central))
    if not ends:
        return Triplet(None, central, None)
    return Triplet(*ends, central, None) if ends[0] <= central else Triplet(None, central, *ends)
