"""The model's quantities, each with the documents and dates of what it rests on."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from analysis.errors import CallError, UnlikeError
from analysis.languages import marked, of_data, typeset
from analysis.languages import translate as _
from analysis.model import ladder
from analysis.model.amounts import Triplet, require_alike
from analysis.model.graph import SEATS, Graph, Node, scope_of_input, without_seat
from analysis.study.quantity import Quantity
from analysis.uncertainty import Distribution, Sample, sample

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
    bands = sample(graph, values, distributions, ranks, drawable).bands()
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
            triplet = Sample.triplet(bands[name], value)
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


IN_PRICES_OF_2025 = ("path_price_factor", "past_price_factor", "present_value_factor", "present_value_factor_private")
"""Quantities through which money comes into prices of 2025."""


def derived(
    graph: Graph, inputs: Mapping[str, Quantity], ranks: Mapping[str, float], names: Mapping[str, Mapping[str, str]]
) -> dict[str, Quantity]:
    """Work out every quantity of the graph.

    Parameters
    ----------
    graph : Graph
        The formulas.
    inputs : mapping of str to Quantity
        What they ask for.
    ranks : mapping of str to float
        Rank correlation in each group.
    names : mapping of str to mapping
        The row in ``data/chosen/seats.csv`` of each seat.

    Returns
    -------
    dict of str to Quantity
        By their names in the graph.
    """
    values = ranges(graph, inputs, ranks)
    found: dict[str, Quantity] = {}
    for name, node in graph.nodes.items():
        quantity = described(graph, node, values[name], inputs, names)
        found[name] = checked(quantity, node, {**inputs, **found})
    return found


def described(
    graph: Graph,
    node: Node,
    ranged: Ranged,
    inputs: Mapping[str, Quantity],
    names: Mapping[str, Mapping[str, str]],
) -> Quantity:
    """A quantity with the documents, dates and perimeters of the inputs it rests on."""
    behind = {name: inputs[name] for name in resting_on(graph, node.name)}
    money = [quantity for quantity in behind.values() if quantity.rung]
    rungs, bases = {quantity.rung for quantity in money}, {quantity.price_basis for quantity in money}
    if any(without_seat(name) in IN_PRICES_OF_2025 for name in graph.behind([node.name])):
        bases = {"constant-2025"} if money else set()
    dates = [quantity.as_of for quantity in money or behind.values() if quantity.as_of]
    labels = {name: labelled(name, quantity, node.scope, names) for name, quantity in behind.items()}
    return Quantity(
        without_seat(node.name),
        of_data(node.label),
        ranged.value,
        unit_of(node, names),
        rung=rungs.pop() if len(rungs) == 1 else None,
        price_basis=bases.pop() if len(bases) == 1 else None,
        as_of=max(dates, default=None),
        sources=tuple(dict.fromkeys(source for quantity in behind.values() for source in quantity.sources)),
        perimeter=typeset(
            "; ".join(f"{labels[name]}: {one.perimeter}" for name, one in behind.items() if one.perimeter)
        ),
        interpolated_between=next(filter(None, (one.interpolated_between for one in behind.values())), None),
        set_by=next(filter(None, (one.set_by for one in behind.values())), None),
        needs=node.needs,
        method=of_data(node.method),
        gap=None if ranged.value is not None else why_not(ranged, behind, labels),
        interval=ranged.interval,
        median=ranged.median,
    )


def unit_of(node: Node, names: Mapping[str, Mapping[str, str]]) -> str:
    """Unit of a quantity; money of a programme is in its own currency."""
    own = node.scope in SEATS and node.unit.startswith(("bn", "per person"))
    return f"{names[node.scope]['currency']} {node.unit}" if own else node.unit


def labelled(name: str, quantity: Quantity, scope: str, names: Mapping[str, Mapping[str, str]]) -> str:
    """What an input is, with the programme where a quantity is of both."""
    seat = scope_of_input(name)
    return f"{names[seat]['short_name']}, {quantity.label}" if seat in SEATS and scope not in SEATS else quantity.label


@functools.cache
def resting_on(graph: Graph, name: str) -> tuple[str, ...]:
    """Inputs a quantity rests on, in the order in which its formula names them."""
    if name not in graph.nodes:
        return (name,)
    return tuple(dict.fromkeys(found for need in graph.nodes[name].needs for found in resting_on(graph, need)))


def why_not(ranged: Ranged, behind: Mapping[str, Quantity], labels: Mapping[str, str]) -> str:
    """Why a quantity has no value: a gap, a zero to divide by, or a time that never comes."""
    blank = next((quantity.gap for quantity in behind.values() if not quantity.known), None)
    if blank:
        return blank
    zero = next((labels[name] for name, quantity in behind.items() if quantity.central == 0), None)
    if zero:
        return _("{quantity}, is zero", quantity=zero)
    never = ranged.central is not None and math.isinf(ranged.central)
    return _("never, at these rates") if never else _("it does not apply here")


def checked(quantity: Quantity, node: Node, values: Mapping[str, Quantity]) -> Quantity:
    """One sum over another, after a check that what it sets against each other is alike."""
    if len(node.needs) != 2 or not quantity.known or not node.unit.startswith(("ratio", "share")):
        return quantity
    try:
        numerator, denominator = (values[need].amount for need in node.needs)
    except CallError:
        return quantity  # no two sums of money
    try:
        crossed = require_alike(numerator, denominator, ladder.CROSSES.get(quantity.name, frozenset()))
    except UnlikeError as error:
        gap = _("the two sums are not alike: {pairs}", pairs=in_words(error.mismatches))
        return replace(quantity, value=None, gap=gap, interval="", median=None)
    return replace(quantity, mismatches=crossed)


def in_words(mismatches: Mapping[str, tuple[str, str]]) -> str:
    """What two sums differ in, in the language spoken."""
    pairs = (map(of_data, (kind.replace("_", " "), *pair)) for kind, pair in mismatches.items())
    return "; ".join(_("{kind} {one} against {other}", kind=kind, one=one, other=other) for kind, one, other in pairs)
