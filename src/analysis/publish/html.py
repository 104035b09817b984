"""Turn executed notebooks into pages."""

from __future__ import annotations

import html
import re

import nbformat
from nbconvert import HTMLExporter


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
