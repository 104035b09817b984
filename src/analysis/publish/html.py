"""Turn executed notebooks into pages."""

from __future__ import annotations

import html
import re
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter


def question_of(notebook: nbformat.NotebookNode) -> str:
    """The question of a notebook: the text of its H1."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (found := re.match(r"# (.+)", cell.source)):
            return found[1].strip()
    return ""


def question_in(path: Path) -> str:
    """The question of a notebook file."""
    return question_of(nbformat.read(path, as_version=4))


def body_of(notebook: nbformat.NotebookNode) -> str:
    """The cells of an executed notebook as HTML, over nbconvert's ``basic`` template."""
    exporter = HTMLExporter(
        template_name="basic", exclude_input_prompt=True, exclude_output_prompt=True, exclude_anchor_links=True
    )
    for place, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{place}"  # papermill gives the cell it adds an id by chance
    body, _ = exporter.from_notebook_node(notebook)
    return body


def description_of(body: str) -> str:
    """The first paragraph of a page that says something, as plain text, for search engines and previews."""
    for paragraph in re.findall(r"<p>(.*?)</p>", body, re.DOTALL):
        text = html.unescape(re.sub(r"<[^>]+>", "", paragraph))
        if len(text) > 60:
            return " ".join(text.split())
    return ""
