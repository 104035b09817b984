"""Work out the model's quantities, each with the documents and dates of what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from analysis.model import graph
from analysis.study.quantity import Quantity


def derived(module: ModuleType, inputs: Mapping[str, Quantity], currency: str | None = None) -> dict[str, Quantity]:
    """Work out the quantities of a module from inputs, each with the documents and dates of what it rests on."""
    values = graph.evaluate(module, {name: quantity.value for name, quantity in inputs.items()})
    docstrings = graph.quantities(module)
    found = {}
    for name in graph.order(module, values):
        behind = [inputs[needed] for needed in resting_on(module, name) if needed in inputs]
        unit = graph.unit_of(docstrings[name])
        if currency and unit.startswith(("bn", "per")):
            unit = f"{currency} {unit}"
        money = [quantity for quantity in behind if quantity.rung]
        rungs, bases = {quantity.rung for quantity in money}, {quantity.price_basis for quantity in money}
        dates = [quantity.as_of for quantity in money or behind if quantity.as_of]
        blank = next((quantity.gap for quantity in behind if not quantity.known), None)
        found[name] = Quantity(
            name,
            graph.first_sentence(docstrings[name]),
            values[name],
            unit,
            rung=rungs.pop() if len(rungs) == 1 else None,
            price_basis=bases.pop() if len(bases) == 1 else None,
            as_of=max(dates, default=None),
            sources=tuple(dict.fromkeys(source for quantity in behind for source in quantity.sources)),
            perimeter="; ".join(f"{quantity.label}: {quantity.perimeter}" for quantity in behind if quantity.perimeter),
            interpolated_between=next(
                (quantity.interpolated_between for quantity in behind if quantity.interpolated_between), None
            ),
            set_by=next((quantity.set_by for quantity in behind if quantity.set_by), None),
            needs=graph.needs(module, name),
            method=graph.method(docstrings[name]),
            gap=blank or (None if values[name] is not None else zero_among(behind)),
        )
    return found


def resting_on(module: ModuleType, name: str) -> list[str]:
    """Inputs a quantity rests on, in the order in which its formula names them."""
    ordered: list[str] = []
    known = graph.quantities(module)
    for needed in graph.needs(module, name):
        ordered += resting_on(module, needed) if needed in known else [needed]
    return list(dict.fromkeys(ordered))


def zero_among(behind: list[Quantity]) -> str:
    """Why there is nothing to divide by."""
    zero = next((quantity.label for quantity in behind if quantity.central == 0), None)
    return f"{zero}, is zero" if zero else "the result is no finite number"
