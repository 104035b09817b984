"""Turn executed notebooks into the content of pages."""

from __future__ import annotations

import base64
import functools
import html
import posixpath
import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

import mistune

from analysis.publish.shown import ALONE, BUNDLE, FOLDER, STYLE, escape, programme_page
from analysis.text import translate, translate as _

if TYPE_CHECKING:
    from nbformat import NotebookNode


EMBED = "embed"
"""The folder, beside a page, of the pages of one chart each."""

DOCUMENT = re.compile(r'<li data-source="([^"]*)">(.*?)</li>', re.DOTALL)
"""A document under a figure or a table: its id and what is said of it."""

PUBLISHER = re.compile(r'<span translate="no">(.*?)</span>', re.DOTALL)
"""Its publisher."""


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
        return f"<li>{found[2]} {entry(root, found[1])}</li>"

    def programme(found: re.Match[str]) -> str:
        return f'<a href="{root}{programme_page(html.unescape(found[1]))}">'

    body = re.sub(r'<a class="number" data-quantity="([^"]*)"[^>]*>(.*?)</a>', number, body, flags=re.DOTALL)
    body = re.sub(r'<a data-programme="([^"]*)">', programme, body)
    return DOCUMENT.sub(document, body)


def entry(root: str, document: str) -> str:
    """The way to the entry of a document among the sources."""
    link = escape(_("entry"))
    return f'<a class="entry" href="{root}sources.html#{document}">{link}</a>'


def with_notes(body: str, root: str) -> str:
    """The documents of a page once, at its foot and numbered; under a figure or table their numbers and publishers.

    Parameters
    ----------
    body : str
        Content of a page, as a notebook gives it.
    root : str
        The way from the page to the part of the site in its language.
    """
    notes: dict[str, str] = {}

    def in_short(found: re.Match[str]) -> str:
        notes.setdefault(found[1], found[2])
        number, publisher = list(notes).index(found[1]) + 1, PUBLISHER.search(found[2])
        return f'<li><a href="#note-{number}">{number} {publisher[1] if publisher else ""}</a></li>'

    body = DOCUMENT.sub(in_short, body).replace('<ol>\n<li><a href="#note-', '<ol translate="no">\n<li><a href="#note-')
    if not notes:
        return body
    lines = "\n".join(
        f'<li id="note-{number}">{text} {entry(root, name)}</li>'
        for number, (name, text) in enumerate(notes.items(), 1)
    )
    heading = escape(_("Documents behind this page"))
    count = escape(_("Sources ({count})", count=len(notes)))
    folded = f'<details><summary>{count}</summary>\n<ol class="notes">\n{lines}\n</ol>\n</details>'
    return f'{body}\n<h2 id="notes">{heading}</h2>\n{folded}'


def with_addresses(body: str, url: str, alone: bool) -> str:
    """Say where a page and the charts on it are published.

    Parameters
    ----------
    body : str
        Content of a page.
    url : str
        Where the page is published; empty where that is not known.
    alone : bool
        Whether each of its charts has a page of its own, in :data:`EMBED` beside it.
    """
    if url:
        body = re.sub(r'(<a class="anchor" href="(#[^"]+)">)[^<]*', rf"\1{url}\2", body)
    if not alone:
        return re.sub(r'<details class="embed">.*?</details>\n', "", body, flags=re.DOTALL)
    if not url:
        body = re.sub(r"<pre[^>]*><code[^>]*>&lt;iframe.*?</pre>\n", "", body, flags=re.DOTALL)
    beside = posixpath.dirname(url)
    body = re.sub(rf'src="{ALONE}([a-z0-9-]+)"', rf'src="{beside}/{EMBED}/\1.html"', body)
    return re.sub(rf'href="{ALONE}([a-z0-9-]+)"', rf'href="{EMBED}/\1.html"', body)


OUTSIDE = re.compile(r'<g class="outside" display="none">(<g[^>]*>.*?</g>|.*?)</g>', re.DOTALL)
"""The header and the footer of a drawing in a file of its own."""

SLIDER = re.compile(r'<div class="as-it-stood".*?<div class="happened"[^>]*></div>\n</div>', re.DOTALL)
"""The slider of days under a figure, which needs a script."""


def charts_of(body: str) -> Iterator[tuple[str, str, str]]:
    """Each chart of a page, for a page of its own: its name, its title, and the figure without its ways and files."""
    for name, shown in re.findall(
        r'<figure class="figure" id="([^"]+)"[^>]*>(.*?)<div class="reuse">', body, re.DOTALL
    ):
        for left_out in (OUTSIDE, SLIDER):
            shown = left_out.sub("", shown)
        alone = re.sub(r"<(/?)h[23]\b", r"<\1h1", shown)
        yield name, html.unescape(re.search(r'<h1 class="title">(.*?)</h1>', alone, re.DOTALL)[1]), alone.strip()


def files_of(notebook: NotebookNode) -> dict[str, bytes]:
    """The files of the figures of an executed notebook, by name."""
    shown = (given["data"][BUNDLE] for given in outputs(notebook) if BUNDLE in given.get("data", {}))
    return {name: base64.b64decode(content) for one in shown for name, content in one["files"].items()}


def picture_of(body: str) -> str:
    """The picture that stands for a page, in the folder of its files: of its first figure with one, else empty."""
    found = re.search(r'<figure class="figure" id="([^"]+)" data-lead[ >]', body)
    return f"{found[1]}.png" if found else ""


def description_of(body: str) -> str:
    """The first paragraph of a page that says something, as plain text, for search engines and previews."""
    for paragraph in re.findall(r"<p>(.*?)</p>", body, re.DOTALL):
        text = html.unescape(re.sub(r"<[^>]+>", "", paragraph))
        if len(text) > 60:
            return " ".join(text.split())
    return ""
