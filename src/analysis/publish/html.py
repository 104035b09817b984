"""Turn executed notebooks into the content of pages."""

from __future__ import annotations

import base64
import html
import posixpath
import re
from collections.abc import Callable, Collection
from copy import deepcopy

import nbformat
from nbconvert import HTMLExporter

from analysis.languages import DEFAULT, speaking, typeset
from analysis.languages import translate as _
from analysis.publish.notebooks import language_of


def body_of(notebook: nbformat.NotebookNode, lang: str = DEFAULT) -> str:
    """The cells of an executed notebook as HTML, its prose in one language, over nbconvert's ``basic`` template."""
    exporter = HTMLExporter(
        template_name="basic", exclude_input_prompt=True, exclude_output_prompt=True, exclude_anchor_links=True
    )
    shown = nbformat.v4.new_notebook(metadata=notebook.metadata, cells=in_language(notebook.cells, lang))
    for place, cell in enumerate(shown.cells):
        cell["id"] = f"cell-{place}"  # papermill gives the cell it adds an id by chance
    body, _resources = exporter.from_notebook_node(shown)
    return with_ids(without_empty_cells(body), anchors_of(notebook))


def in_language(cells: list[nbformat.NotebookNode], lang: str) -> list[nbformat.NotebookNode]:
    """The cells of a page: of prose in both languages, the one asked for; English where it stands alone."""
    shown: list[nbformat.NotebookNode] = []
    for cell in cells:
        if cell.cell_type != "markdown" or language_of(cell.metadata) == DEFAULT:
            shown.append(deepcopy(cell))
        elif language_of(cell.metadata) == lang:
            shown[-1] = deepcopy(cell)
            with speaking(lang):
                shown[-1].source = typeset(cell.source)
    return shown


def anchors_of(notebook: nbformat.NotebookNode) -> list[str]:
    """The anchors of the headings, from their English, so that a place has one address in every language."""
    prose = "\n\n".join(
        cell.source for cell in notebook.cells if cell.cell_type == "markdown" and language_of(cell.metadata) == DEFAULT
    )
    headings = re.findall(r"^#{1,6} (.+)$", prose, re.MULTILINE)
    return [re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") for heading in headings]


def with_ids(body: str, anchors: list[str]) -> str:
    """Give the headings of the prose their anchors, in order; headings of figures have none."""
    waiting = iter(anchors)
    return re.sub(r'<h([1-6]) id="([^"]*)"', lambda found: f'<h{found[1]} id="{next(waiting, found[2])}"', body)


def without_empty_cells(body: str) -> str:
    """Leave out outputs that say nothing."""
    return re.sub(r'<div class="output_markdown[^>]*>\s*</div>', "", body)


def with_ways(body: str, numbers: Collection[str], to_numbers: str, to_sources: str) -> str:
    """Lead from each number to how it is made, and from each document to its entry.

    Parameters
    ----------
    body : str
        Content of a page.
    numbers : collection of str
        Full names of the quantities that have an entry.
    to_numbers, to_sources : str
        Addresses of the two pages.
    """

    def number(found: re.Match[str]) -> str:
        name = html.unescape(found[1])
        return f'<a class="number" href="{to_numbers}#{found[1]}">{found[2]}</a>' if name in numbers else found[2]

    link = _("entry")
    body = re.sub(r'<a class="number" data-quantity="([^"]*)"[^>]*>(.*?)</a>', number, body, flags=re.DOTALL)
    entry = rf'\2 <a class="entry" href="{to_sources}#\1">{link}</a></li>'
    return re.sub(r'<li data-source="([^"]*)">(.*?)</li>', rf"<li>{entry}", body, flags=re.DOTALL)


def taken_out(body: str, folder: str) -> tuple[str, dict[str, bytes]]:
    """Take the files that links carry out of a page, and let the links lead to them.

    Parameters
    ----------
    body : str
        Content of a page.
    folder : str
        Where the files are to go, as the page sees it.

    Returns
    -------
    tuple of str and dict of str to bytes
        The content, and the files by name.
    """
    files: dict[str, bytes] = {}

    def take(found: re.Match[str]) -> str:
        name = html.unescape(found[1])
        files[name] = base64.b64decode(found[2])
        return f'<a download="{found[1]}" href="{posixpath.join(folder, found[1])}">'

    body = re.sub(r'<a download="([^"/]+)" href="data:[^,"]*;base64,([^"]*)">', take, body)
    return body, files


def with_panel(body: str, panel: Callable[[], str]) -> tuple[str, bool]:
    """Put the what-if panel where a notebook asks for it; tells whether it does."""
    found = re.search(r'<div class="what-if-here">.*?</div>', body, re.DOTALL)
    return (body[: found.start()] + panel() + body[found.end() :], True) if found else (body, False)


def question_of(body: str) -> str:
    """The text of the H1."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", body, re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", found[1])).strip() if found else ""


def description_of(body: str) -> str:
    """The first paragraph of a page that says something, as plain text, for search engines and previews."""
    for paragraph in re.findall(r"<p>(.*?)</p>", body, re.DOTALL):
        text = html.unescape(re.sub(r"<[^>]+>", "", paragraph))
        if len(text) > 60:
            return " ".join(text.split())
    return ""
