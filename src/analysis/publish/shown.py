"""What a cell of a notebook shows: HTML for JupyterLab, and beside it what the published page takes instead."""

from __future__ import annotations

import base64
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

BUNDLE = "application/x-analysis+json"
"""Media type of what only the published page reads, where that differs: ``html``, and ``files`` in base 64."""

FOLDER = "figure-files:"
"""Stands in an address for the folder of the page's files."""

STYLE = """<style>
.jp-RenderedHTML .table[role=region] th, .jp-RenderedHTML .table[role=region] td {
  text-align: left; vertical-align: top;
  line-height: 1.35; max-width: 30em; }
.jp-RenderedHTML .table[role=region] .number { text-align: right; font-variant-numeric: tabular-nums; }
.jp-RenderedHTML .table[role=region] td a.number { text-align: inherit; }
.jp-RenderedHTML .table[role=region] caption { text-align: left; font-weight: bold; padding: 0.5em 0; }
.jp-RenderedHTML .table[role=region] { overflow-x: auto; }
.jp-RenderedHTML figure.figure { margin: 0 0 1.5em; max-width: 44rem; }
.jp-RenderedHTML figure.figure .title { margin-top: 0.5em; }
.jp-RenderedHTML figure.figure svg.chart { display: block; width: 100%; }
.jp-RenderedHTML .note, .jp-RenderedHTML .made, .jp-RenderedHTML .subtitle { opacity: 0.8; max-width: 44rem; }
</style>
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
