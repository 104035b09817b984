"""The cell of a notebook that sets its parameters: what it may set."""

import ast
from collections.abc import Iterable

from analysis.edition.parameters import IN_CHANGES, NOTEBOOK_PARAMETERS, settable_inputs
from analysis.errors import not_known

STUDY = "study = here()"
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
