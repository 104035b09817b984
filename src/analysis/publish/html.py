"""Turn executed notebooks into the content of pages."""

from __future__ import annotations

import base64
import functools
import html
import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

import mistune

from analysis.publish.shown import BUNDLE, FOLDER, STYLE, escape, programme_page
from analysis.text import translate, translate as _

if TYPE_CHECKING:
    from nbformat import NotebookNode


def body_of(notebook: NotebookNode, folder: str) -> str:
    """The cells of an executed notebook as HTML, its text in the language spoken, its files in a folder.

    A section of which every chart, table and sentence came out empty is left out: for two programmes of which little is
    known, its heading would stand over nothing.
    """
    told = (cell for section in sections(notebook) if says_something(section) for cell in section)
    cells = (prose(cell) if cell.cell_type == "markdown" else code(cell) for cell in told)
    return "\n".join(cells).replace(f'href="{FOLDER}', f'href="{folder}/')


def sections(notebook: NotebookNode) -> Iterator[list[NotebookNode]]:
    """The cells of a notebook, parted before each heading of the second level."""
    section: list[NotebookNode] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            yield section
            section = []
        section.append(cell)
    yield section


def says_something(section: list[NotebookNode]) -> bool:
    """Whether a section has text alone, or code of which any gave something."""
    given = [given for cell in section if cell.cell_type == "code" for given in cell.outputs]
    return all(cell.cell_type != "code" for cell in section) or any(map(output, given))


def prose(cell: NotebookNode) -> str:
    """A cell of text; its headings have anchors from their English: a place has one address in every language.

    ``part-`` keeps them apart from those of figures.
    """
    headings = iter(re.findall(r"^#{1,6} (.+)$", cell.source, re.MULTILINE))

    def anchored(found: re.Match[str]) -> str:
        anchor = re.sub(r"[^a-z0-9]+", "-", next(headings).lower()).strip("-")
        return f'<h{found[1]} id="part-{anchor}">'

    text = re.sub(r"<h([1-6])>", anchored, markdown()(translate(cell.source.strip())))
    return f'<div class="cell prose">\n{text}</div>'


def code(cell: NotebookNode) -> str:
    """A cell of code with what it gave; an output that says nothing is left out."""
    given = "".join(f'<div class="output">{text}</div>\n' for text in map(output, cell.outputs) if text)
    source = html.escape(cell.source, quote=False)
    return f'<div class="cell code">\n<pre class="source"><code>{source}</code></pre>\n{given}</div>'


def output(given: NotebookNode) -> str:
    """One output as HTML: what it says of itself in HTML or Markdown, else as plain text.

    Warnings are none of a reader's business, and name folders of the machine: a build tells its maintainer of them.
    """
    if given.get("name") == "stderr":
        return ""
    if given.output_type not in ("display_data", "execute_result"):
        text = given.get("text") or "\n".join(given.get("traceback", []))
        return f"<pre>{html.escape(text)}</pre>"
    if BUNDLE in given.data:
        return given.data[BUNDLE]["html"].strip()
    if "text/html" in given.data:
        return given.data["text/html"].removeprefix(STYLE).strip()
    if "text/markdown" in given.data:
        return markdown()(given.data["text/markdown"]).strip()
    return f"<pre>{html.escape(given.data.get('text/plain', ''))}</pre>"


@functools.cache
def markdown() -> mistune.Markdown:
    """What reads Markdown as JupyterLab does."""
    return mistune.create_markdown(escape=False, plugins=["strikethrough", "table"])


def warnings_of(notebook: NotebookNode) -> list[str]:
    """What the cells of an executed notebook said beside their outputs."""
    return [given.text.strip() for given in outputs(notebook) if given.get("name") == "stderr"]


def outputs(notebook: NotebookNode) -> Iterator[NotebookNode]:
    """Every output of every cell."""
    return (given for cell in notebook.cells for given in cell.get("outputs", []))


def with_ways(body: str, root: str, numbers: Collection[str] = ()) -> str:
    """Lead from each number to how it is made, from each document to its entry, from each programme to its page.

    Parameters
    ----------
    body : str
        Content of a page.
    root : str
        The way from the page to the part of the site in its language.
    numbers : collection of str
        Full names of the quantities that have an entry in ``numbers.html`` beside the page.
    """

    def number(found: re.Match[str]) -> str:
        name = html.unescape(found[1])
        return f'<a class="number" href="numbers.html#{found[1]}">{found[2]}</a>' if name in numbers else found[2]

    def document(found: re.Match[str]) -> str:
        return f'<li>{found[2]} <a class="entry" href="{root}sources.html#{found[1]}">{link}</a></li>'

    def programme(found: re.Match[str]) -> str:
        return f'<a href="{root}{programme_page(html.unescape(found[1]))}">'

    link = escape(_("entry"))
    body = re.sub(r'<a class="number" data-quantity="([^"]*)"[^>]*>(.*?)</a>', number, body, flags=re.DOTALL)
    body = re.sub(r'<a data-programme="([^"]*)">', programme, body)
    return re.sub(r'<li data-source="([^"]*)">(.*?)</li>', document, body, flags=re.DOTALL)


def files_of(notebook: NotebookNode) -> dict[str, bytes]:
    """The files of the figures of an executed notebook, by name."""
    shown = (given["data"][BUNDLE] for given in outputs(notebook) if BUNDLE in given.get("data", {}))
    return {name: base64.b64decode(content) for one in shown for name, content in one["files"].items()}


def picture_of(body: str, folder: str) -> str:
    """The picture that stands for a page: that of its first figure with one, empty where there is none."""
    found = re.search(r'<figure class="figure" id="([^"]+)" data-lead>', body)
    return f"{folder}/{found[1]}.png" if found else ""


def description_of(body: str) -> str:
    """The first paragraph of a page that says something, as plain text, for search engines and previews."""
    for paragraph in re.findall(r"<p>(.*?)</p>", body, re.DOTALL):
        text = html.unescape(re.sub(r"<[^>]+>", "", paragraph))
        if len(text) > 60:
            return " ".join(text.split())
    return ""
