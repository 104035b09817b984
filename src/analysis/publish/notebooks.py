"""What is known of the notebooks before any of them runs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat

from analysis.edition import PARAMETERS
from analysis.errors import Fault
from analysis.paths import Project

NO_NOTEBOOK = (nbformat.ValidationError, ValueError, AttributeError, KeyError, TypeError)
"""What reading a file that is no notebook raises."""


def names_of_notebooks(folder: Path) -> list[str]:
    """Names of the notebooks that can be published: those whose name begins with a number."""
    return sorted(path.stem for path in folder.glob("[0-9]*.ipynb"))


def question_of(root: Project, name: str) -> str:
    """The question of a notebook: the text of its H1."""
    notebook = nbformat.read(root.notebooks / f"{name}.ipynb", as_version=4)
    headings = (re.match(r"# (.+)", cell.source) for cell in notebook.cells if cell.cell_type == "markdown")
    return next((found[1].strip() for found in headings if found), name)


def faults_of_notebook(root: Project, name: str) -> list[Fault]:
    """List what would keep a notebook from taking the parameters of a build, or from running at all.

    Parameters
    ----------
    root : Project
        The project.
    name : str
        Name of the notebook.

    Returns
    -------
    list of Fault
    """
    file = f"notebooks/{name}.ipynb"
    try:
        notebook = nbformat.from_dict(json.loads((root.notebooks / f"{name}.ipynb").read_text(encoding="utf-8")))
        nbformat.validate(notebook, version=notebook["nbformat"])
    except (OSError, UnicodeDecodeError, RecursionError, *NO_NOTEBOOK) as error:
        reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
        return [Fault(file, None, None, f"cannot be read as a notebook ({reason})")]
    tagged = [
        "".join(cell.source)
        for cell in notebook.cells
        if cell.cell_type == "code" and "parameters" in cell.metadata.get("tags", [])
    ]
    if len(tagged) != 1:
        return [Fault(file, None, None, f"has {len(tagged)} code cells tagged parameters (allowed: one)")]
    given = re.findall(r"^(\w+) *=", tagged[0], re.MULTILINE)
    return [
        Fault(file, None, None, f"its cell tagged parameters has no {parameter} (allowed: {', '.join(PARAMETERS)})")
        for parameter in PARAMETERS
        if parameter not in given
    ]
