"""What is known of the notebooks before any of them runs.

Their form is read with pydantic: importing nbformat takes a second, and a build starts at once.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StrictInt, ValidationError

from analysis.characters import open_merge
from analysis.edition import NOTEBOOK_PARAMETERS
from analysis.edition.parameters_cell import STUDY, assigned, misnamed
from analysis.errors import Fault
from analysis.paths import Project
from analysis.text import translate


class Metadata(BaseModel):
    """What a build has to know of a cell's metadata."""

    tags: list[str] = []


class Cell(BaseModel):
    """What a build has to know of a cell."""

    cell_type: str
    metadata: Metadata
    source: str | list[str]

    @property
    def text(self) -> str:
        """The source in one piece."""
        return "".join(self.source)

    @property
    def takes_parameters(self) -> bool:
        """Whether papermill hands the parameters to it."""
        return self.cell_type == "code" and "parameters" in self.metadata.tags


class Code(Cell):
    """A cell of code."""

    cell_type: Literal["code"]
    outputs: list[dict]


class Prose(Cell):
    """A cell of text."""

    cell_type: Literal["markdown", "raw"]


class Notebook(BaseModel):
    """What a build has to know of a notebook."""

    nbformat: Literal[4]
    nbformat_minor: StrictInt
    metadata: dict
    cells: list[Annotated[Code | Prose, Field(discriminator="cell_type")]]


def read(root: Project, name: str) -> Notebook:
    """Read a notebook of the project by its name."""
    return Notebook.model_validate_json((root.notebooks / f"{name}.ipynb").read_bytes())


def names_of_notebooks(folder: Path) -> list[str]:
    """Names of the notebooks that can be published: those whose name begins with a number."""
    return sorted(path.stem for path in folder.glob("[0-9]*.ipynb"))


def question_of(root: Project, name: str) -> str:
    """The question of a notebook in the language spoken: the text of its H1."""
    headings = (re.match(r"# (.+)", cell.text) for cell in read(root, name).cells if cell.cell_type == "markdown")
    found = next(filter(None, headings), None)
    return translate(found[0].strip()).removeprefix("# ") if found else name


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
    others = [cell.text for cell in cells if cell.cell_type == "code" and not cell.takes_parameters]
    said = [f"its cell tagged parameters: {fault}" for fault in misnamed(assigned(tagged[0]))]
    said += [*changed(tagged[0]), *set_elsewhere(others)]
    return [Fault(file, None, None, message) for message in said]


def changed(source: str) -> list[str]:
    """The parameters that a cell sets to a value of their own: it would be published under the name of an edition."""
    return [
        f"its cell tagged parameters sets {name} = {ast.unparse(value)} (allowed: None; this publishes a what-if: "
        f"analysis build --set {name}=VALUE, or save it as an edition in notebooks/explore.ipynb)"
        for name, value in assigned(source).items()
        if name in NOTEBOOK_PARAMETERS and not (isinstance(value, ast.Constant) and value.value is None)
    ]


def set_elsewhere(sources: list[str]) -> list[str]:
    """What other cells set that a build sets, and whether one makes the study from it."""
    studies = [line for source in sources for line in source.splitlines() if line.startswith("study =")]
    faults = [] if studies == [STUDY] else [f"makes its study otherwise than by one line (allowed: {STUDY})"]
    names = {name: None for source in sources for name in assigned(source) if name in NOTEBOOK_PARAMETERS}
    return faults + [f"sets {name} in a cell that is not tagged parameters" for name in names]
