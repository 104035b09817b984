"""What a cell of a notebook shows, in JupyterLab and on the published page; text of data in it just as it is."""

import base64
import datetime
import hashlib
import html
import mimetypes
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import Markup

from analysis.characters import visible
from analysis.charts.style import ON_PAPER
from analysis.text.numbers import date

BUNDLE = "application/x-analysis+json"
"""Media type of what only the published page reads, where that differs: ``html``, and ``files`` in base 64."""

FOLDER = "figure-files:"
"""Stands in an address for the folder of the page's files."""

ALONE = "figure-alone:"
"""Stands, with the name of a figure, in place of the address of its page without others around it."""

STYLE = f"""<style>
figure.figure {{{ON_PAPER}}}
{Path(__file__).with_name("jupyter.css").read_text(encoding="utf-8")}</style>
"""
"""How figures and tables look in JupyterLab, which has no stylesheet of ours."""


@dataclass(frozen=True)
class Shown:
    """Something that JupyterLab and the published page show as HTML.

    Attributes
    ----------
    html : str
        The element; empty where there is nothing to show.
    text : str
        What a terminal shows instead.
    files : mapping of str to bytes
        Files beside the page, by name; a link to one is ``figure-files:NAME``. In JupyterLab links carry their files.
    page : str
        The element on the published page, where that is another.
    """

    html: str
    text: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    page: str = ""

    def _repr_mimebundle_(self, **_asked: Any) -> dict[str, Any]:
        files = {name: base64.b64encode(content).decode() for name, content in self.files.items()}
        html = STYLE + self.html if self.html else ""
        for name, content in files.items():
            html = html.replace(f'"{FOLDER}{name}"', f'"data:{mimetypes.guess_type(name)[0]};base64,{content}"')
        page = {BUNDLE: {"html": self.page or self.html, "files": files}} if self.files or self.page else {}
        return {"text/html": html, "text/plain": self.text} | page

    def __repr__(self) -> str:
        return self.text


def escape(text: object) -> str:
    """A text for a page or an attribute of one.

    Examples
    --------
    >>> escape('<script> "x"')
    '&lt;script&gt; &quot;x&quot;'
    """
    return html.escape(visible(str(text)))


def in_time(day: datetime.date) -> Markup:
    """A day as an element of a page.

    Examples
    --------
    >>> in_time(datetime.date(2026, 1, 31)).striptags()
    '31 January 2026'
    """
    return Markup(f'<time datetime="{day.isoformat()}">{date(day)}</time>')


def programme_page(programme: str) -> str:
    """Where the page of a programme is, inside the part of the site in a language; each has one of its own.

    Examples
    --------
    >>> programme_page("other:japan"), programme_page("../japan")
    ('programmes/japan.html', 'programmes/japan-79277d.html')
    """
    word = programme.removeprefix("other:")
    plain = "-".join(re.findall(r"[a-z0-9]+", word))[:60]
    return (
        f"programmes/{plain if plain == word else f'{plain}-{hashlib.sha256(programme.encode()).hexdigest()[:6]}'}.html"
    )


def address(url: str) -> str:
    """An address that can be followed: of the web, else nothing.

    Examples
    --------
    >>> address("https://example.org/a"), address("javascript:alert(1)")
    ('https://example.org/a', '')
    """
    return url if re.match(r"https?://[^\s]+$", url) else ""
