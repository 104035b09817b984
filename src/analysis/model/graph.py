"""The graph of quantities: which needs which, and their values with ranges.

Apache Hamilton builds the graph from the functions' names and parameters. Its extensions for other libraries stay
unloaded: they cost half a second and the model needs none.
"""

from __future__ import annotations

import functools
import inspect
import math
from collections.abc import Iterable, Mapping
from types import ModuleType

import numpy as np
from hamilton import registry

from analysis.model.amounts import Triplet

registry.disable_autoload()
from hamilton import driver  # noqa: E402  the line above must come first


@functools.cache
def graph(module: ModuleType) -> driver.Driver:
    """The graph of a module's quantities."""
    return driver.Builder().with_modules(module).build()


def quantities(module: ModuleType) -> dict[str, str]:
    """Names of a module's quantities in alphabetical order, each with its docstring."""
    nodes = graph(module).list_available_variables()
    return {node.name: inspect.cleandoc(node.documentation) for node in nodes if not node.is_external_input}


def needs(module: ModuleType, quantity: str) -> tuple[str, ...]:
    """What a quantity's function asks for: quantities and inputs, in its own order."""
    return tuple(inspect.signature(getattr(module, quantity)).parameters)


def inputs_of(module: ModuleType, quantity: str) -> tuple[str, ...]:
    """The inputs a quantity rests on in the end, in alphabetical order."""
    upstream = graph(module).what_is_upstream_of(quantity)
    return tuple(sorted(node.name for node in upstream if node.is_external_input))


def evaluate(module: ModuleType, inputs: Mapping[str, Triplet | None]) -> dict[str, Triplet | None]:
    """Work out every quantity of a module with its range.

    Parameters
    ----------
    module : module
        The quantities.
    inputs : mapping of str to Triplet or None
        The inputs; None where there is a gap.

    Returns
    -------
    dict of str to Triplet or None
        None where an input is a gap or the value is not a finite number. An end is None where it has no bound, and
        where more than one input is uncertain: ends may not be combined, they come from draws.
    """
    return {name: _range(module, name, inputs) for name in quantities(module)}


def _range(module: ModuleType, quantity: str, inputs: Mapping[str, Triplet | None]) -> Triplet | None:
    needed = {name: inputs.get(name) for name in inputs_of(module, quantity)}
    if any(value is None for value in needed.values()):
        return None
    central = _value(module, quantity, {name: value.central for name, value in needed.items()})
    if central is None:
        return None
    uncertain = [name for name, value in needed.items() if not value.is_exact]
    if not uncertain:
        return Triplet.exact(central)
    if len(uncertain) > 1:
        return Triplet(None, central, None)
    return _ends(module, quantity, needed, uncertain[0], central)


def _ends(module: ModuleType, quantity: str, needed: Mapping[str, Triplet], uncertain: str, central: float) -> Triplet:
    """The range that one uncertain input gives: every quantity rises or falls with each of its inputs throughout."""
    ends = []
    for end in (needed[uncertain].low, needed[uncertain].high):
        changed = {name: value.central for name, value in needed.items()} | {uncertain: end}
        ends.append(None if end is None else _value(module, quantity, changed))
    if ends[0] is not None and ends[1] is not None:
        return Triplet(min(ends), central, max(ends))
    known = next((end for end in ends if end is not None), None)
    if known is None:
        return Triplet(None, central, None)
    return Triplet(known, central, None) if known <= central else Triplet(None, central, known)


def _value(module: ModuleType, quantity: str, values: Mapping[str, float]) -> float | None:
    """One value; None where it is not a finite number, as over a zero."""
    with np.errstate(all="ignore"):
        wrapped = {name: np.float64(value) for name, value in values.items()}
        result = float(graph(module).execute([quantity], inputs=wrapped)[quantity])
    return result if math.isfinite(result) else None


def first_sentence(docstring: str) -> str:
    """What a quantity is: the first sentence of its docstring, without its unit."""
    return docstring.split(" [")[0]


def method(docstring: str) -> str:
    """How a quantity is made: what its docstring says after ``Method:``."""
    return " ".join(docstring.partition("Method:")[2].split())


def unit_of(docstring: str) -> str:
    """Unit of a quantity as its docstring gives it in brackets."""
    return docstring.partition("[")[2].partition("]")[0]


def order(module: ModuleType, names: Iterable[str]) -> list[str]:
    """Names of quantities in the order in which the module defines them."""
    defined = [name for name, value in vars(module).items() if inspect.isfunction(value)]
    return sorted(names, key=defined.index)
