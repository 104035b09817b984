"""The start page in JupyterLab: what there is, read off the project itself."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from analysis.api import editions as there
from analysis.characters import visible
from analysis.edition import NOTEBOOK_PARAMETERS
from analysis.pages.common import Table, present, table
from analysis.paths import Project, project
from analysis.publish.data_files import published
from analysis.publish.notebooks import names_of_notebooks, question_of
from analysis.publish.shown import Shown, escape
from analysis.study import Study
from analysis.study.context import whose
from analysis.text import N_, language, translate as _
from analysis.text.numbers import date


def link(path: Path, text: str) -> str:
    """A link to a file of the project, from the folder of the notebooks: JupyterLab opens the file."""
    address = Path(os.path.relpath(path, project().notebooks)).as_posix()
    return f'<a href="{escape(address)}">{escape(text)}</a>'


def listed(rows: Iterable[tuple[str, str]]) -> Shown:
    """A list of things: HTML for JupyterLab, and the same as text."""
    items, texts = zip(*rows, strict=True)
    return Shown(f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>", "\n".join(texts))


def questions() -> Shown:
    """The notebooks that answer a question each, by their questions."""
    root = project()
    asked = {name: question_if_readable(root, name) for name in names_of_notebooks(root.notebooks)}
    return listed(
        (f"{link(root.notebooks / f'{name}.ipynb', name)} {escape(question)}", f"{name}: {question}")
        for name, question in asked.items()
    )


def question_if_readable(root: Project, name: str) -> str:
    """The question of a notebook, or that it cannot be read: JupyterLab empties a file before it writes it."""
    try:
        return question_of(root, name)
    except (OSError, ValueError):
        return _("cannot be read at this moment")


def parameters(study: Study) -> Table:
    """What the parameters of a notebook are in a study, and who set them or which facts they are read from.

    Returns
    -------
    Table
        One row a parameter: ``parameter``, ``value``, ``set_by``.
    """
    loaded = study.loaded
    rows = [
        {"parameter": name, "value": loaded.value_of(name), "set_by": whose(setter)}
        if (setter := loaded.set_by(name))
        else {"parameter": name} | read_from_data(study, name)
        for name in NOTEBOOK_PARAMETERS
        if name != "changes"
    ]
    headings = {"parameter": N_("Parameter"), "value": N_("Value"), "set_by": N_("Set by")}
    frame = present(rows, headings, proper=("parameter",))
    return table(study, "parameters", frame, title=N_("The parameters now"))


def read_from_data(study: Study, name: str) -> dict[str, Any]:
    """The value of a parameter that nobody set, and where it is from."""
    if name in ("rate_date", "usd_per_eur"):
        day = study.rate.date
        value = (day or _("set by hand")) if name == "rate_date" else study.rate.usd_per_eur
        return {"value": value, "set_by": _("European Central Bank, {day}", day=date(day)) if day else ""}
    quantity = study.quantities.get(name)
    if quantity is None:  # a default
        return {"value": study.loaded.value_of(name), "set_by": ""}
    if not quantity.known:
        return {"value": quantity.gap, "set_by": ""}
    return {"value": quantity, "set_by": _("Read from {facts}", facts=", ".join(quantity.fact_ids))}


def editions(study: Study) -> Table:
    """The editions there are.

    Returns
    -------
    Table
        One row an edition: ``edition``, ``as_of``, ``why``.
    """
    rows = [{"edition": name, "as_of": one["as_of"], "why": one["why"]} for name, one in there().iterrows()]
    headings = {"edition": N_("Edition"), "as_of": N_("As of"), "why": N_("What for")}
    return table(study, "editions", present(rows, headings, proper=("edition",)), title=N_("The editions"))


def guides() -> Shown:
    """The project's own texts: its methods, how it works, and how to add to it."""
    root = project()
    paths = [root.methods(language()), root.docs / "architecture.md", *root.how_tos]
    titles = {path: visible(title_of(path)) for path in paths}
    return listed((link(path, title), f"{root.name(path)}: {title}") for path, title in titles.items())


def title_of(path: Path) -> str:
    """The title of a text in Markdown: its first line."""
    with path.open(encoding="utf-8") as text:
        return text.readline().removeprefix("# ").strip()


def data_files() -> Shown:
    """The folders of the data with their tables."""
    root = project()
    folders = ("evidence", "chosen", "vocabulary", "editions")
    found = {name: [path for path in published(root.data) if path.parent.name == name] for name in folders}
    return listed(
        (
            f"<code>data/{folder}/</code>: {', '.join(link(path, path.stem) for path in paths)}",
            f"data/{folder}/: {', '.join(path.name for path in paths)}",
        )
        for folder, paths in found.items()
    )
