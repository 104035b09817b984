"""What is known of the notebooks before any of them runs; and how they are written in another language.

Their form is read with pydantic: importing nbformat takes a second, and a build starts at once.
"""

import ast
import json
import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StrictInt, ValidationError

from analysis.characters import open_merge
from analysis.edition import NOTEBOOK_PARAMETERS
from analysis.edition.parameters_cell import STUDY, assigned, misnamed
from analysis.errors import CallError, Fault, not_known
from analysis.files import written_beside
from analysis.paths import Project
from analysis.text import DEFAULT, languages, speaking, translate
from analysis.text.prose import MAGIC, blocks


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


def write_notebooks(root: Project, lang: str, out: Path) -> list[Path]:
    """Write every notebook in a language: its prose, and the parameter that makes its outputs speak it.

    Parameters
    ----------
    root : Project
    lang : str
        Such as ``fr``.
    out : Path
        The folder; files of the same names in it are written anew.

    Returns
    -------
    list of Path

    Raises
    ------
    CallError
        If there is no such language, or the folder is one that the project keeps.
    """
    others = [name for name in languages() if name != DEFAULT]
    if lang not in others:
        raise CallError(f"--lang {lang}: {not_known(lang, 'a language that notebooks can be translated into', others)}")
    if root.keeps(out.resolve()):
        raise CallError(f"--out {out}: is a folder of the project (allowed: another folder)")
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for path in sorted(root.notebooks.glob("*.ipynb")):
        with speaking(lang):
            text = translated(path.read_text(encoding="utf-8"), lang)
        with written_beside(out / path.name) as file:
            file.write_text(text, encoding="utf-8")
        written.append(out / path.name)
    return written


def translated(notebook: str, lang: str) -> str:
    """A notebook, as JSON, in the language spoken, without outputs."""
    content = json.loads(notebook)
    for cell in content["cells"]:
        cell["source"] = in_language(cell["cell_type"], "".join(cell["source"]), lang).splitlines(True)
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def in_language(kind: str, source: str, lang: str) -> str:
    """The source of a cell in the language spoken.

    Examples
    --------
    >>> in_language("code", "lang = None  # fr", "fr")
    "lang = 'fr'  # fr"
    """
    if kind == "markdown":
        return translate(source.strip())
    if not source.startswith(MAGIC):
        return re.sub(r"^lang = None", f"lang = {lang!r}", source, flags=re.MULTILINE)
    first, __, body = source.partition("\n")
    said = []
    for place, block in enumerate(blocks(first.removeprefix(MAGIC), body)):
        condition = f" if {block.condition}" if block.condition else " else" if place else ""
        said.append(f"{'---' if place else MAGIC}{condition}\n{translate(block.text)}")
    return "\n".join(said)
