"""The steps that data take from the tables to the site, told from the imports of the code."""

from __future__ import annotations

import functools
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pandas as pd

from analysis.charts import draw_structure
from analysis.languages import language
from analysis.languages import translate as _
from analysis.paths import PACKAGE, Project
from analysis.publish.code import NAME, Code, Module
from analysis.publish.notebooks import names_of_notebooks
from analysis.publish.svg import inline_svg, svg_of

STRUCTURE = "architecture.svg"
"""The drawing of the steps, in ``docs/`` and in the text there that shows it."""

BESIDE = {"cli", "languages"}
"""Packages that are no step: the command line calls every step, and what speaks to a reader asks for its language."""

TABLES, NOTEBOOKS, SITE = "data", "notebooks", "site"
"""Steps that are no package."""

BY_FILE = {"evidence": {TABLES}, "edition": {TABLES}, "publish": {NOTEBOOKS}, SITE: {"publish"}}
"""What steps take from others as files, which no import says."""


def steps(notebooks: Path) -> pd.DataFrame:
    """The steps, and what each takes from.

    Parameters
    ----------
    notebooks : Path
        The folder of the notebooks, which are a step too.

    Returns
    -------
    pandas.DataFrame
        One row a step, in the order in which data pass: ``step``, ``level`` (below the levels of all that it
        takes from), ``takes_from`` (a tuple of steps; those that it reaches through another of them left out).

    Raises
    ------
    ValueError
        If steps take from one another in a circle.

    Examples
    --------
    >>> from analysis.paths import project
    >>> steps(project().notebooks).set_index("step").loc["charts", "takes_from"]
    ('tables',)
    """
    taken = taken_by_step(notebooks)
    levels = levels_of(taken)
    behind: dict[str, set[str]] = {}
    for step in sorted(taken, key=levels.__getitem__):
        behind[step] = taken[step].union(*(behind[other] for other in taken[step]))
    rows = [
        {
            "step": step,
            "level": levels[step],
            "takes_from": tuple(sorted(taken[step].difference(*(behind[other] for other in taken[step])))),
        }
        for step in sorted(taken, key=lambda step: (levels[step], step))
    ]
    table = pd.DataFrame(rows)
    table.attrs["lang"] = language()
    return table


@functools.cache
def taken_by_step(notebooks: Path) -> dict[str, set[str]]:
    """For each step all others that it takes from."""
    code = Code(PACKAGE)
    found = {step: set(BY_FILE.get(step, ())) for step in (TABLES, NOTEBOOKS, SITE)}
    for package in sorted(
        {path.parent for path in PACKAGE.glob("*/__init__.py")} - {PACKAGE / name for name in BESIDE}
    ):
        modules = (name_of(path) for path in sorted(package.rglob("*.py")))
        named = set().union(*(packages_named(code, code.module(name)) for name in modules))
        found[package.name] = named | BY_FILE.get(package.name, set())
    for name in names_of_notebooks(notebooks):
        found[NOTEBOOKS] |= packages_named(code, code.notebook(notebooks / f"{name}.ipynb"))
    found[NOTEBOOKS] -= {"publish"}  # a notebook calls what shows a figure; it is publishing that takes the notebook
    return {step: (others & found.keys()) - {step} for step, others in found.items()}


def name_of(path: Path) -> str:
    """The name of a module by its file."""
    inside = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join((NAME, *(part for part in inside if part != "__init__")))


def packages_named(code: Code, module: Module) -> set[str]:
    """The packages that a module imports from."""
    return {name.split(".")[1] for name, _passed in code.next(module) if "." in name}


def levels_of(taken: dict[str, set[str]]) -> dict[str, int]:
    """For each step a level below those of all that it takes from, and near those that take from it.

    Examples
    --------
    >>> levels_of({"data": set(), "evidence": {"data"}, "model": set(), "study": {"evidence", "model"}})
    {'data': 0, 'evidence': 1, 'model': 1, 'study': 2}
    """
    try:
        order = list(TopologicalSorter(taken).static_order())
    except CycleError as error:
        raise ValueError(f"data flow in a circle: {', '.join(error.args[1])}") from None
    levels: dict[str, int] = {}
    for step in order:
        levels[step] = max((levels[other] + 1 for other in taken[step]), default=0)
    for step in reversed(order):
        takers = [levels[other] for other, others in taken.items() if step in others]
        levels[step] = min(takers, default=levels[step] + 1) - 1
    return dict(sorted(levels.items()))


def structure_svg(root: Project) -> str:
    """The drawing of the steps as one element, its text alternative in the language spoken."""
    chart = draw_structure(steps(root.notebooks))
    return inline_svg(svg_of(chart.figure, "structure", _("The steps of the data"), chart.description)) + "\n"


def write_structure(root: Project) -> Path:
    """Write the drawing of ``docs/`` anew; returns the file."""
    file = root.docs / STRUCTURE
    file.write_text(structure_svg(root), encoding="utf-8")
    return file
