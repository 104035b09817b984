"""The graph of quantities: which needs which, made from the functions' own names and parameters.

A parameter with a default may be a gap: the quantity is worked out all the same, with the default in its place.
"""

import functools
import graphlib
import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import ModuleType

import numpy as np

from analysis.model import Number, capital, compute, dependence, ladder, price, running_cost, scale, schedule

MODULES = (price, ladder, scale, schedule, compute, running_cost, capital, dependence)
"""The model's modules, in the order in which their quantities are listed."""

SEATS = ("subject", "comparator")

SWITCHES = ("chips_included", "in_service_attributable", "spent_attributable")
"""Inputs of a programme that are one or a gap: they are never drawn."""


@dataclass(frozen=True)
class Node:
    """One quantity of the graph.

    Attributes
    ----------
    name : str
        Its name in the graph: ``subject_announced_usd``, ``announced_ratio``.
    scope : str
        ``subject``, ``comparator``, ``comparison`` or ``common``.
    function : callable
        The formula.
    needs : tuple of str
        Names in the graph of what it is worked out from.
    parameters : tuple of str
        The function's own names for them, in the same order.
    defaults : dict of str to float
        What stands for those of them that may be a gap, by their names in the graph.
    """

    name: str
    scope: str
    function: Callable[..., Number]
    needs: tuple[str, ...]
    parameters: tuple[str, ...]
    defaults: Mapping[str, float] = field(default_factory=dict, hash=False)

    @functools.cached_property
    def docstring(self) -> str:
        """What the quantity is, its unit and its method."""
        return inspect.cleandoc(self.function.__doc__ or "")

    @functools.cached_property
    def label(self) -> str:
        """What it is: the first sentence of its docstring, without its unit."""
        return self.docstring.split(" [")[0]

    @functools.cached_property
    def unit(self) -> str:
        """Its unit, as the docstring gives it in brackets."""
        return self.docstring.partition("[")[2].partition("]")[0]

    @functools.cached_property
    def method(self) -> str:
        """How it is made: what the docstring says after ``Method:``."""
        return " ".join(self.docstring.partition("Method:")[2].split())

    def is_ready(self, values: Mapping[str, Number]) -> bool:
        """Whether there is a value or a default for all that it needs."""
        return all(need in values or need in self.defaults for need in self.needs)

    def value(self, values: Mapping[str, Number]) -> Number:
        """Work it out from the values of what it needs."""
        found = {**self.defaults, **values}
        return self.function(
            **{parameter: found[need] for parameter, need in zip(self.parameters, self.needs, strict=True)}
        )


class Graph:
    """All quantities in an order in which each comes after what it needs.

    Parameters
    ----------
    functions : iterable of callable
        The formulas.
    stands_for : mapping of str to str, optional
        For parameters that an edition chooses the meaning of: the quantity or input that stands for each.

    Attributes
    ----------
    nodes : dict of str to Node
        The quantities.
    listed : tuple of str
        Their names in the order in which the modules define them.
    inputs : dict of str to str
        What has to be given, each with its scope: ``subject``, ``comparator`` or ``common``.
    drawable : tuple of str
        The inputs that may have a range, each with a dimension of its own in draws.
    scopes : dict of str to str
        Inputs and quantities, each with its scope, which may also be ``comparison``.

    Raises
    ------
    ValueError
        If two functions have one name, a quantity needs itself by a detour, or a parameter after the star belongs to
        one programme.
    """

    def __init__(self, functions: Iterable[Callable[..., Number]], stands_for: Mapping[str, str] | None = None):
        known: dict[str, Callable[..., Number]] = {}
        for function in functions:
            if function.__name__ in known:
                raise ValueError(f"{function.__name__} is defined twice")
            known[function.__name__] = function
        scopes = scopes_of(known)
        listed = [
            node for name, function in known.items() for node in nodes_of(function, scopes[name], stands_for or {})
        ]
        by_name = {node.name: node for node in listed}
        try:
            order = list(graphlib.TopologicalSorter({node.name: node.needs for node in listed}).static_order())
        except graphlib.CycleError as error:
            raise ValueError(f"quantities need one another in a circle: {' -> '.join(error.args[1])}") from None
        self.nodes = {name: by_name[name] for name in order if name in by_name}
        self.listed = tuple(by_name)
        self.inputs = {name: scope_of_input(name) for name in sorted(set(order) - set(by_name))}
        self.drawable = tuple(name for name in self.inputs if without_seat(name) not in SWITCHES)
        self.scopes = self.inputs | {name: node.scope for name, node in by_name.items()}

    def full_name(self, name: str) -> str:
        """The full name of an input or a quantity: ``subject.spent`` for ``subject_spent``."""
        scope = self.scopes[name]
        return f"{scope}.{without_seat(name) if scope in SEATS else name}"

    @functools.cache  # noqa: B019  one graph lives as long as the program
    def upstream(self, name: str) -> frozenset[str]:
        """The inputs that a quantity rests on in the end; an input rests on itself."""
        if name not in self.nodes:
            return frozenset({name})
        return frozenset().union(*map(self.upstream, self.nodes[name].needs))

    def run(self, values: Mapping[str, Number], wanted: Iterable[str] | None = None) -> dict[str, Number]:
        """Work out quantities from inputs.

        Parameters
        ----------
        values : mapping of str to float, array or symbol
            Inputs; one that is left out is a gap, and so is what rests on it. A quantity that is given is kept.
        wanted : iterable of str, optional
            Names of quantities; all when left out.

        Returns
        -------
        dict of str to float, array or symbol
            The inputs and the quantities. Division by zero gives an infinite number or none.
        """
        needed = None if wanted is None else self.behind(wanted)
        found = {name: np.float64(value) if isinstance(value, int | float) else value for name, value in values.items()}
        with np.errstate(all="ignore"):
            for name, node in self.nodes.items():
                if name not in found and (needed is None or name in needed) and node.is_ready(found):
                    found[name] = node.value(found)
        return found

    def behind(self, wanted: Iterable[str]) -> set[str]:
        """Names of quantities and all the quantities that they need."""
        found: set[str] = set()
        waiting = list(wanted)
        while waiting:
            name = waiting.pop()
            if name in self.nodes and name not in found:
                found.add(name)
                waiting += self.nodes[name].needs
        return found


signature = functools.cache(inspect.signature)
"""The parameters of a function, looked up once."""


def own(function: Callable[..., Number]) -> list[str]:
    """Parameters before the star: those of one programme."""
    parameters = signature(function).parameters.values()
    return [parameter.name for parameter in parameters if parameter.kind is not parameter.KEYWORD_ONLY]


def scopes_of(known: Mapping[str, Callable[..., Number]]) -> dict[str, str]:
    """Whether each function is of one programme (``seat``), of both (``comparison``) or of neither (``common``)."""
    scopes = {name: "seat" if own(function) else "common" for name, function in known.items()}
    settled = False
    while not settled:
        settled = True
        for name, function in known.items():
            names_a_pair = any(need.startswith(SEATS) or scopes.get(need) == "comparison" for need in own(function))
            if names_a_pair and scopes[name] != "comparison":
                scopes[name], settled = "comparison", False
    for name, function in known.items():
        for need in signature(function).parameters:
            if need not in own(function) and scopes.get(need, "common") != "common":
                raise ValueError(f"{name} takes {need} after the star, and that is not the same for both programmes")
    return scopes


def nodes_of(function: Callable[..., Number], scope: str, stands_for: Mapping[str, str]) -> list[Node]:
    """The quantities of one function: one, or one a programme."""
    parameters, nodes = signature(function).parameters, []
    for seat in SEATS if scope == "seat" else ("",):
        needs = {name: stands_for.get(name, name) for name in parameters}
        needs |= {name: f"{seat}_{needs[name]}" for name in own(function) if seat}
        defaults = {needs[name]: one.default for name, one in parameters.items() if one.default is not one.empty}
        name = f"{seat}_{function.__name__}" if seat else function.__name__
        nodes.append(Node(name, seat or scope, function, tuple(needs.values()), tuple(parameters), defaults))
    return nodes


def scope_of_input(name: str) -> str:
    """The programme that an input belongs to, or ``common``."""
    return next((seat for seat in SEATS if name.startswith(f"{seat}_")), "common")


def without_seat(name: str) -> str:
    """The name of a quantity within its programme: ``announced`` for ``subject_announced``."""
    return name.removeprefix("subject_").removeprefix("comparator_")


def functions_of(module: ModuleType) -> list[Callable[..., Number]]:
    """The quantities that a module defines: its public functions, in its own order."""
    return [
        function
        for name, function in vars(module).items()
        if inspect.isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_")
    ]


@functools.cache
def graph(dollars: str = "market") -> Graph:
    """The model's graph.

    Parameters
    ----------
    dollars : str
        How sums are converted into dollars: a key of :data:`analysis.model.price.DOLLARS`.

    Examples
    --------
    >>> values = graph().run({"subject_announced": 30.0, "subject_sites": 7.0})
    >>> values["subject_announced_per_site"].round(3)
    np.float64(4.286)
    """
    functions = (function for module in MODULES for function in functions_of(module))
    return Graph(functions, price.DOLLARS[dollars])
