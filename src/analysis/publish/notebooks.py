"""What is known of the notebooks before any of them runs."""

from __future__ import annotations

import json
import re
from pathlib import Path

from analysis.edition import PARAMETERS
from analysis.errors import Fault
from analysis.paths import Project


def names_of_notebooks(folder: Path) -> list[str]:
    """Names of the notebooks that can be published: those whose name begins with a number."""
    return sorted(path.stem for path in folder.glob("[0-9]*.ipynb"))


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
        cells = json.loads((root.notebooks / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
        tagged = [cell for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
        sources = ["".join(cell["source"]) for cell in tagged]
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return [Fault(file, None, None, "cannot be read as a notebook")]
    if len(tagged) != 1:
        return [Fault(file, None, None, f"has {len(tagged)} cells tagged parameters (allowed: one)")]
    given = re.findall(r"^(\w+) *=", sources[0], re.MULTILINE)
    return [
        Fault(file, None, None, f"its cell tagged parameters has no {parameter} (allowed: {', '.join(PARAMETERS)})")
        for parameter in PARAMETERS
        if parameter not in given
    ]
