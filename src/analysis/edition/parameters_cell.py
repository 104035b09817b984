"""The cell of a notebook that sets its parameters: what it may set, and what it set when it ran last."""

from __future__ import annotations

import ast
from collections.abc import Iterable, MutableMapping
from typing import Any

from analysis.edition.parameters import IN_CHANGES, NOTEBOOK_PARAMETERS, settable_inputs
from analysis.errors import CallError, not_known

STUDY = "study = compare(**parameters_above(globals()))"
"""The line with which a notebook makes its study."""

INJECTED = "# Parameters"
"""How the cell begins that papermill puts below that of the parameters."""


def assigned(source: str) -> dict[str, ast.expr | None]:
    """The names that a cell sets, each with what it is set to; none where the cell is not plain Python.

    Examples
    --------
    >>> {name: ast.unparse(value) for name, value in assigned("usd_per_eur = 1.05  # a what-if").items()}
    {'usd_per_eur': '1.05'}
    """
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return {}
    return {
        name.id: getattr(statement, "value", None)
        for statement in statements
        for name in ast.walk(statement)
        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
    }


def sets_parameters(names: Iterable[str]) -> bool:
    """Whether names are those of a cell of parameters, a few of them misspelt perhaps."""
    return 2 * len(set(NOTEBOOK_PARAMETERS).intersection(names)) > len(NOTEBOOK_PARAMETERS)


def misnamed(names: Iterable[str]) -> list[str]:
    """What is wrong with the names that a cell of parameters sets: first those that are none, then those it lacks."""
    given = list(names)
    faults = [
        f'{name} is an input of the model: write changes = {{"{name}": ...}}'
        if name in (*IN_CHANGES, *settable_inputs())
        else not_known(name, "a parameter", NOTEBOOK_PARAMETERS)
        for name in given
        if name not in NOTEBOOK_PARAMETERS
    ]
    listed = ", ".join(NOTEBOOK_PARAMETERS)
    return faults + [f"has no {name} (allowed: {listed})" for name in NOTEBOOK_PARAMETERS if name not in given]


def parameters_above(namespace: MutableMapping[str, Any]) -> dict[str, Any]:
    """The parameters as the cell above sets them, for :func:`analysis.compare`.

    A study made before is forgotten, so that no cell below goes on with it where this one fails.

    Parameters
    ----------
    namespace : mapping
        ``globals()`` of the notebook.

    Returns
    -------
    dict of str to object
        Each parameter of a notebook by its name.

    Raises
    ------
    CallError
        If the cell sets a name that is no parameter, or no longer sets one whose old value the kernel still has.

    Examples
    --------
    >>> parameters_above(dict.fromkeys(NOTEBOOK_PARAMETERS) | {"usd_per_eur": 1.05})["usd_per_eur"]
    1.05
    """
    namespace.pop("study", None)
    ran = [(source, assigned(source)) for source in namespace.get("In", ())]
    last = max((place for place, (_, names) in enumerate(ran) if sets_parameters(names)), default=None)
    if last is None:
        names = [name for name in NOTEBOOK_PARAMETERS if name in namespace]
    else:
        own = [names for source, names in ran[last:] if source is ran[last][0] or source.startswith(INJECTED)]
        names = {name: None for cell in own for name in cell}
    for fault in misnamed(names):
        raise CallError(f"the cell of parameters: {fault}")
    return {name: namespace[name] for name in NOTEBOOK_PARAMETERS}
