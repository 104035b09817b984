"""What a notebook uses: its study, its prose, its charts and tables, in the language that its parameters name.

Once :func:`here` has run, ``%%say`` makes a cell one of prose; see :mod:`analysis.text.prose`.
"""

from typing import Any

from IPython import get_ipython
from IPython.core.interactiveshell import InteractiveShell

from analysis.edition import NOTEBOOK_PARAMETERS
from analysis.edition.parameters_cell import INJECTED, assigned, misnamed, sets_parameters
from analysis.errors import CallError
from analysis.publish.figure import dated, figure, table
from analysis.publish.pair import pair
from analysis.sentences import Prose, say
from analysis.study import Study, compare
from analysis.text import DEFAULT, speak
from analysis.text.prose import blocks

__all__ = ["dated", "figure", "here", "pair", "table"]

INTO_VIEW = "setTimeout(() => element.closest('.jp-Cell').scrollIntoView({block: 'end'}), 500)"
"""JupyterLab goes to the last cell once all were to run, whatever failed above."""


def here() -> Study:
    """The study that the parameters of this notebook ask for; its language is spoken from now on.

    A study made before is forgotten, so that no cell below goes on with it where this one fails.

    Returns
    -------
    Study

    Raises
    ------
    CallError
        If the cell of parameters sets a name that is no parameter, or no longer sets one whose old value the kernel
        still has; if a parameter cannot be used; outside of a notebook.
    """
    shell = get_ipython()
    if shell is None:
        raise CallError("here() reads the parameters of a notebook (elsewhere: compare, from analysis)")
    shell.register_magic_function(say_cell, magic_kind="cell", magic_name="say")
    bring_faults_into_view(shell)
    shell.user_ns.pop("study", None)
    parameters = parameters_in(shell.user_ns)
    speak(DEFAULT)
    return compare(**parameters)


def parameters_in(namespace: dict[str, Any]) -> dict[str, Any]:
    """The parameters of a notebook by their names, as its cell of parameters sets them.

    Examples
    --------
    >>> parameters_in(dict.fromkeys(NOTEBOOK_PARAMETERS) | {"usd_per_eur": 1.05})["usd_per_eur"]
    1.05
    """
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


def say_cell(line: str, cell: str) -> Prose:
    """Say the paragraph of a cell: the magic ``%%say``."""
    names = get_ipython().user_ns
    if not isinstance(names.get("study"), Study):
        raise CallError("%%say needs a study (run the cell with study = here() first)")
    try:
        found = blocks(line, cell)
    except ValueError as error:
        raise CallError(f"%%say: {error}") from None
    return say(names["study"], *found, values=names)


def bring_faults_into_view(shell: InteractiveShell) -> None:
    """Have JupyterLab show the cell that failed, in a kernel from now on."""
    if hasattr(shell, "kernel") and bring_into_view not in shell.events.callbacks["post_run_cell"]:
        shell.events.register("post_run_cell", bring_into_view)


def bring_into_view(result: Any) -> None:
    """Show the cell that has run, if it failed."""
    from IPython.display import Javascript, display

    if not result.success:
        display(Javascript(INTO_VIEW))
