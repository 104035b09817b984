"""The page of the methods: Markdown of ``docs/``, in each language, with links to the documents it names."""

from __future__ import annotations

import re
from collections.abc import Collection

import mistune
from markupsafe import Markup, escape

from analysis.languages import speaking, typeset
from analysis.languages import translate as _
from analysis.paths import Project
from analysis.text import visible


def methods(root: Project, lang: str, documents: Collection[str]) -> tuple[str, Markup]:
    """The methods in a language.

    Parameters
    ----------
    root : Project
    lang : str
    documents : collection of str
        Ids of the documents there are; their names in the text lead to their entries.

    Returns
    -------
    tuple of str and Markup
        The title, and the text below it. A part has one anchor in every language: ``part-3``.
    """
    title, _newline, rest = visible(root.methods(lang).read_text(encoding="utf-8")).partition("\n")
    with speaking(lang):
        body = mistune.create_markdown(renderer=Renderer(), plugins=["table"])(typeset(rest))
        body = re.sub(r"\[([a-z0-9-]+)\]", lambda found: entry(found[1], documents), body)
        return typeset(title.removeprefix("# ").strip()), Markup(body)


class Renderer(mistune.HTMLRenderer):
    """Markdown as elements of a page."""

    def __init__(self) -> None:
        super().__init__(escape=True)
        self.parts = 0

    def heading(self, text: str, level: int, **attributes: str) -> str:
        """A heading; the parts have numbers as anchors, which are the same in every language."""
        if level != 2:
            return super().heading(text, level, **attributes)
        self.parts += 1
        return f'<h2 id="part-{self.parts}">{text}</h2>\n'

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """What an image shows, in words: a page loads nothing from elsewhere."""
        return escape(text)

    def table(self, text: str) -> str:
        """A table, which a reader moves sideways."""
        label = escape(_("Table"))
        return f'<div class="table" role="group" aria-label="{label}" tabindex="0"><table>{text}</table></div>\n'


def entry(name: str, documents: Collection[str]) -> str:
    """The name of a document with the way to its entry; other words in brackets as they are."""
    return f'[<a href="sources.html#{name}">{name}</a>]' if name in documents else f"[{name}]"
