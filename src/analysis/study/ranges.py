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
    for name in finite:
        value = float(central[name])
        if not behind[name]:
            found[name] = Ranged(Triplet.exact(value), value)
        elif len(behind[name]) == 1:
            found[name] = Ranged(image(graph, inputs, name, next(iter(behind[name]))), value, IMAGE)
        elif name in bands:
            triplet = Drawn.triplet(bands[name], value)
            ranged = triplet is not None and not triplet.is_exact
            interval, median = (DRAWN, bands[name][1]) if ranged else ("", None)
            found[name] = Ranged(triplet or Triplet(None, value, None), value, interval, median)
        else:
            found[name] = Ranged(Triplet(None, value, None), value)
    return found


def image(graph: Graph, inputs: Mapping[str, Quantity], name: str, moving: str) -> Triplet:
    """The range that one uncertain input gives a quantity."""
    ends = []
    values = known(inputs)
    for end in (inputs[moving].value.low, values[moving], inputs[moving].value.high):
        result = None if end is None else float(graph.run(values | {moving: end}, [name])[name])
        ends.append(result if result is not None and math.isfinite(result) else None)
    one, central, other = ends
    if one is not None and other is not None:
        return Triplet(min(one, other, central), central, max(one, other, central))
    end = one if one is not None else other
    if end is None:
        return Triplet(None, central, None)
    return Triplet(end, central, None) if end <= central else Triplet(None, central, end)
