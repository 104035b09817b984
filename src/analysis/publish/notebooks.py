"""What is known of the notebooks before any of them runs.

Their form is read with pydantic: importing nbformat takes a second, and a build starts at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from analysis.edition import NOTEBOOK_PARAMETERS
from analysis.errors import Fault
from analysis.languages import DEFAULT, LANGUAGES, speaking, typeset
from analysis.paths import Project
from analysis.text import open_merge


def language_of(metadata: Mapping[str, Any]) -> str:
    """The language of a cell's text: that of its tag, else the one that notebooks are written in."""
    return next((tag for tag in metadata.get("tags", []) if tag in LANGUAGES), DEFAULT)


class Cell(BaseModel):
    """What a build has to know of a cell."""

    cell_type: Literal["code", "markdown", "raw"]
    metadata: dict
    source: str | list[str]

    @property
    def text(self) -> str:
        """The source in one piece."""
        return "".join(self.source)

    @property
    def lang(self) -> str:
        """The language of its text."""
        return language_of(self.metadata)

    @property
    def takes_parameters(self) -> bool:
        """Whether papermill hands the parameters to it."""
        return self.cell_type == "code" and "parameters" in self.metadata.get("tags", [])


class Notebook(BaseModel):
    """What a build has to know of a notebook."""

    nbformat: Literal[4]
    metadata: dict
    cells: list[Cell]


def read(root: Project, name: str) -> Notebook:
    """Read a notebook of the project by its name."""
    return Notebook.model_validate_json((root.notebooks / f"{name}.ipynb").read_bytes())


def names_of_notebooks(folder: Path) -> list[str]:
    """Names of the notebooks that can be published: those whose name begins with a number."""
    return sorted(path.stem for path in folder.glob("[0-9]*.ipynb"))


def question_of(root: Project, name: str, lang: str = DEFAULT) -> str:
    """The question of a notebook in a language: the text of its H1, in English where it has no other."""
    cells = [cell for cell in read(root, name).cells if cell.cell_type == "markdown"]
    for wanted in dict.fromkeys((lang, DEFAULT)):
        for cell in cells:
            found = re.match(r"# (.+)", cell.text)
            if found and cell.lang == wanted:
                with speaking(lang):
                    return typeset(found[1].strip())
    return name


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
        cells = read(root, name).cells
    except OSError as error:
        return [Fault(file, None, None, f"cannot be read as a notebook ({error.strerror})")]
    except ValidationError as error:
        first = error.errors()[0]
        where = ", ".join(str(part) for part in first["loc"]) or "the file"
        merge = open_merge((root.notebooks / f"{name}.ipynb").read_bytes())
        return [Fault(file, None, None, merge or f"cannot be read as a notebook ({where}: {first['msg']})")]
    tagged = [cell.text for cell in cells if cell.takes_parameters]
    if len(tagged) != 1:
        return [Fault(file, None, None, f"has {len(tagged)} code cells tagged parameters (allowed: one)")]
    listed = ", ".join(NOTEBOOK_PARAMETERS)
    given = re.findall(r"^(\w+) *=", tagged[0], re.MULTILINE)
    return [
        Fault(file, None, None, f"its cell tagged parameters has no {parameter} (allowed: {listed})")
        for parameter in NOTEBOOK_PARAMETERS
        if parameter not in given
    ]
