"""The parameters of a notebook as it ran: names that are none and values of an earlier run are told."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from analysis.edition.parameters import NOTEBOOK_PARAMETERS
from analysis.edition.parameters_cell import INJECTED, assigned, misnamed, sets_parameters
from analysis.errors import CallError

INTO_VIEW = "setTimeout(() => element.closest('.jp-Cell').scrollIntoView({block: 'end'}), 500)"
"""JupyterLab goes to the last cell once all were to run, whatever failed above."""


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
    bring_faults_into_view()
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


def bring_faults_into_view() -> None:
    """Have JupyterLab show the cell that failed, in a kernel from now on."""
    from IPython import get_ipython

    shell = get_ipython()
    if hasattr(shell, "kernel") and bring_into_view not in shell.events.callbacks["post_run_cell"]:
        shell.events.register("post_run_cell", bring_into_view)


def bring_into_view(result: Any) -> None:
    """Show the cell that has run, if it failed."""
    from IPython.display import Javascript, display

    if not result.success:
        display(Javascript(INTO_VIEW))
