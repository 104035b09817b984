"""The model's quantities, each with the documents and dates of what it rests on."""

import functools
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from analysis.errors import CallError, UnlikeError
from analysis.model import ladder
from analysis.model.amounts import Triplet, require_alike
from analysis.model.graph import SEATS, Graph, Node, scope_of_input, without_seat
from analysis.study.quantity import NEITHER, Quantity
from analysis.text import N_, Message, Message as _, listed
from analysis.uncertainty import Distribution, sample

AS_READ, DRAWN = N_("as read"), N_("5% to 95% of draws")
STRETCHED = N_("5% to 95% of draws, stretched to the central value")
"""What a range is; the second is a fault of the ends of an input, which a check of the data finds."""


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


def bands_of(*drawn: Any) -> dict[str, tuple[float, float, float]]:
    """The bands of quantities that are sampled; takes what :func:`analysis.uncertainty.sample` takes."""
    return sample(*drawn).bands()


def ranges(
    graph: Graph,
    inputs: Mapping[str, Quantity],
    ranks: Mapping[str, float],
    bands_of: Callable[..., dict[str, tuple[float, float, float]]] = bands_of,
) -> dict[str, Ranged]:
    """Work out every quantity with its range.

    Parameters
    ----------
    graph : Graph
        The formulas.
    inputs : mapping of str to Quantity
        What they ask for.
    ranks : mapping of str to float
        Rank correlation in each group.
    bands_of : callable
        Draws quantities and gives their bands.

    Returns
    -------
    dict of str to Ranged
        The central value is what the formulas give at the central inputs. The range is the 5th and the 95th percentile
        of draws of all uncertain inputs behind it; none where there are none, and no ends where one of them has an end
        without a bound. A reading told in dollars keeps the ends that its document gives. A range that does not hold
        its central value reaches to it and says so.
    """
    values, distributions = known(inputs), uncertain(inputs)
    central = graph.run(values)
    with_range = {name for name, quantity in inputs.items() if quantity.distribution}
    behind = {name: graph.upstream(name) & with_range for name in graph.nodes}
    finite = [name for name in graph.nodes if name in central and math.isfinite(central[name])]
    drawable = [name for name in finite if behind[name] and behind[name] <= distributions.keys()]
    in_dollars = converted(graph, inputs)
    bands = bands_of(graph, values, distributions, ranks, drawable)
    found = {name: Ranged(None, float(central[name]) if name in central else None) for name in graph.nodes}
    for name in finite:
        value = float(central[name])
        if not behind[name]:
            found[name] = Ranged(Triplet.exact(value), value)
        elif name in in_dollars:
            found[name] = Ranged(at_ends(graph, values, inputs, name, in_dollars[name]), value, AS_READ)
        elif name in bands:
            found[name] = drawn(value, bands[name])
        else:
            found[name] = Ranged(Triplet(None, value, None), value)
    return found


def converted(graph: Graph, inputs: Mapping[str, Quantity]) -> dict[str, str]:
    """The readings that are only told in dollars, each with its reading: another currency is no other range."""
    names = {f"{name}_usd": name for name, quantity in inputs.items() if quantity.rung and quantity.distribution}
    return {
        dollars: name
        for dollars, name in names.items()
        if dollars in graph.nodes and not any(inputs[of].distribution for of in graph.upstream(dollars) - {name})
    }


def at_ends(
    graph: Graph, values: Mapping[str, float], inputs: Mapping[str, Quantity], name: str, moving: str
) -> Triplet:
    """What a quantity is at low, central and high of the one input that it rises with."""
    read = inputs[moving].value
    ends = (graph.run(values | {moving: end}, [name])[name] for end in (read.low, read.central, read.high))
    return Triplet(*map(float, ends))


def drawn(central: float, band: tuple[float, float, float]) -> Ranged:
    """A central value with the 5th, 50th and 95th percentile of its draws, the ends widened where they do not hold it.

    An end or the median is None where it has no bound, as for a time that never comes, and where draws gave no number.

    Examples
    --------
    >>> drawn(3.0, (2.0, 2.9, 4.0)).interval, drawn(1.0, (2.0, 2.9, 4.0)).interval
    ('5% to 95% of draws', '5% to 95% of draws, stretched to the central value')
    """
    low, median, high = band
    slack = 1e-6 * abs(central)  # of draws with seven digits
    if math.isnan(low):
        return Ranged(Triplet(None, central, None), central)
    if high - low <= slack or max(abs(low - central), abs(high - central)) <= slack:
        return Ranged(Triplet.exact(central), central)
    inside = low - slack <= central <= high + slack
    low, high = (central if abs(end - central) <= slack else end for end in (low, high))
    low, high = (end if math.isfinite(end) else None for end in (min(low, central), max(high, central)))
    median = median if math.isfinite(median) else None
    return Ranged(Triplet(low, central, high), central, DRAWN if inside else STRETCHED, median)


FLOORS, CEILINGS = dict.fromkeys(("over", "at least"), "at least"), dict.fromkeys(("up to", "at most"), "at most")
UPWARD = FLOORS | CEILINGS | {"about": "about", NEITHER: NEITHER}
"""What each qualifier of an input makes of a quantity that rises with it."""

DOWNWARD = UPWARD | dict.fromkeys(FLOORS, "at most") | dict.fromkeys(CEILINGS, "at least")
"""The same for a quantity that falls where the input rises."""


def bounds_by_input(graph: Graph, inputs: Mapping[str, Quantity]) -> dict[str, dict[str, str]]:
    """What each quantity bounds on account of each input, as a word of the vocabulary of qualifiers.

    Each input that is a floor, a ceiling or about is moved up by a hundredth: a quantity that rises with a floor is a
    floor, one that falls is a ceiling.
    """
    values = known(inputs)
    central = graph.run(values)
    found: dict[str, dict[str, str]] = {name: {} for name in graph.nodes}
    for moving, quantity in inputs.items():
        said = quantity.qualifier or ("about" if quantity.interpolated_between else "")
        if not said or moving not in values:
            continue
        names = [name for name in graph.nodes if moving in graph.upstream(name) and name in central]
        moved = graph.run(values | {moving: values[moving] * 1.01}, names)
        for name in names:
            if moved[name] != central[name]:
                found[name][moving] = (UPWARD if moved[name] > central[name] else DOWNWARD)[said]
    return found


def qualifiers(graph: Graph, inputs: Mapping[str, Quantity]) -> dict[str, str]:
    """What each quantity bounds; empty for a plain value. Where a floor and a ceiling meet, nothing is bounded."""
    return {name: together(set(said.values())) for name, said in bounds_by_input(graph, inputs).items()}


def together(said: set[str]) -> str:
    """What several bounds make of a value together.

    Examples
    --------
    >>> together({"at most"}), together({"at least", "at most"}), together({"about", "at least"}), together(set())
    ('at most', 'over and up to', 'about', '')
    """
    if NEITHER in said or {"at least", "at most"} <= said:
        return NEITHER
    return "about" if "about" in said else next(iter(said), "")


IN_PRICES_OF_2025 = ("path_price_factor", "past_price_factor")
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
    values, bounds = ranges(graph, inputs, ranks), qualifiers(graph, inputs)
    found: dict[str, Quantity] = {}
    for name, node in graph.nodes.items():
        quantity = replace(described(graph, node, values[name], inputs, names), qualifier=bounds[name])
        found[name] = checked(graph, quantity, node, {**inputs, **found})
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
    price_basis = in_common(money, "price_basis")
    if any(without_seat(name) in IN_PRICES_OF_2025 for name in graph.behind([node.name])):
        price_basis = "constant-2025" if money else None
    dates = [quantity.as_of for quantity in money or behind.values() if quantity.as_of]
    labels = {name: labelled(name, quantity, node.scope, names) for name, quantity in behind.items()}
    seats = {seat: names[seat]["short_name"] for seat in SEATS}
    return Quantity(
        without_seat(node.name),
        Message(node.label, **seats),
        ranged.value,
        unit_of(node, names),
        rung=in_common(money, "rung"),
        price_basis=price_basis,
        as_of=max(dates, default=None),
        sources=tuple(dict.fromkeys(source for quantity in behind.values() for source in quantity.sources)),
        perimeter=listed(
            Message("{what}: {counted}", what=labels[name], counted=one.perimeter)
            for name, one in behind.items()
            if one.perimeter
        ),
        interpolated_between=next(filter(None, (one.interpolated_between for one in behind.values())), None),
        set_by=next(filter(None, (one.set_by for one in behind.values())), None),
        needs=node.needs,
        method=Message(node.method, **seats),
        gap=None if ranged.value is not None else why_not(ranged, behind, labels),
        interval=ranged.interval,
        median=ranged.median,
        payers=in_common(money, "payers") or "",
        chips=in_common(money, "chips") or "",
        measure=in_common(money, "measure") or "",
        start=in_common(money, "start"),
        none_found=ranged.value is None and any(quantity.none_found for quantity in behind.values()),
    )


def in_common(money: Iterable[Quantity], name: str) -> str | None:
    """What sums of money have in common of one kind; None where they differ, or there are none."""
    found = {getattr(quantity, name) for quantity in money}
    return found.pop() if len(found) == 1 else None


def unit_of(node: Node, names: Mapping[str, Mapping[str, str]]) -> str:
    """Unit of a quantity; money of a programme is in its own currency."""
    own = node.scope in SEATS and node.unit.startswith(("bn", "per person"))
    return f"{names[node.scope]['currency']} {node.unit}" if own else node.unit


def labelled(name: str, quantity: Quantity, scope: str, names: Mapping[str, Mapping[str, str]]) -> str:
    """What an input is, with the programme where a quantity is of both."""
    seat = scope_of_input(name)
    if seat not in SEATS or scope in SEATS:
        return quantity.label
    return Message("{programme}, {what}", programme=names[seat]["short_name"], what=quantity.label)


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


ANNOUNCED = ("comparator_announced", "subject_announced")
"""The two sums that much else is worked out from."""


def checked(graph: Graph, quantity: Quantity, node: Node, values: Mapping[str, Quantity]) -> Quantity:
    """One sum over another, after a check that what it sets against each other is alike.

    What rests on both announced sums, such as the compute that they buy, is no more alike than these are.
    """
    if len(node.needs) != 2 or not quantity.known or not node.unit.startswith(("ratio", "share")):
        return quantity
    sums, allowed = node.needs, ladder.CROSSES.get(quantity.name, frozenset())
    if not all(values[need].is_sum for need in sums) and graph.upstream(node.name) >= set(ANNOUNCED):
        sums, allowed = ANNOUNCED, frozenset({"currency"})
    try:
        numerator, denominator = (values[name].amount for name in sums)
    except CallError:
        return quantity  # no two sums of money
    try:
        crossed = require_alike(numerator, denominator, allowed)
    except UnlikeError as error:
        gap = _("the two sums are not alike: {pairs}", pairs=in_words(error.mismatches))
        return replace(quantity, value=None, gap=gap, interval="", median=None, qualifier="")
    if sums is ANNOUNCED:
        return quantity
    return replace(quantity, mismatches=crossed)


KINDS = {
    "measure": N_("over how long"),
    "price_basis": N_("whose prices"),
    "payers": N_("who pays"),
    "chips": N_("chips"),
    "span": N_("years"),
    "rung": N_("rung"),
    "currency": N_("currency"),
}
"""What each kind of difference between two sums is called."""


def in_words(mismatches: Mapping[str, tuple[str, str]]) -> Message:
    """What two sums differ in."""
    return listed(
        _("{kind}: {one} against {other}", kind=KINDS[kind], one=as_told(one), other=as_told(other))
        for kind, (one, other) in mismatches.items()
    )


def as_told(word: str) -> Message | str:
    """One side of a difference: a sum is in all where it is not of a year."""
    time, __, year = word.removeprefix("bn of ").partition(" from ")
    return _("{measure} from {year}", measure=time, year=year) if year else N_("in all") if word == "bn" else time
