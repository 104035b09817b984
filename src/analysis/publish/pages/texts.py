"""Pages of the project's own texts, Markdown of ``docs/``, with ways to one another and to the documents they name."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

import mistune
from markupsafe import Markup, escape

from analysis.languages import speaking, typeset
from analysis.languages import translate as _
from analysis.paths import Project
from analysis.text import visible

FENCED = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)


def text_page(
    root: Project, name: str, lang: str, documents: Collection[str], drawings: Mapping[str, str]
) -> tuple[str, Markup]:
    """A text in a language.

    Parameters
    ----------
    root : Project
    name : str
        One of ``root.texts``.
    lang : str
    documents : collection of str
        Ids of the documents there are; their names in the text lead to their entries.
    drawings : mapping of str to str
        For the file of an image the element that stands in its place.

    Returns
    -------
    tuple of str and Markup
        The title, and the text below it. A part has one anchor in every language: ``part-3``.
    """
    _title, _newline, rest = visible(root.text(name, lang).read_text(encoding="utf-8")).partition("\n")
    with speaking(lang):
        set_parts = (part if place % 2 else typeset(part) for place, part in enumerate(FENCED.split(rest)))
        body = mistune.create_markdown(renderer=Renderer(drawings), plugins=["table"])("".join(set_parts))
        body = re.sub(r"\[([a-z0-9-]+)\]", lambda found: entry(found[1], documents), body)
        return title_of(root, name, lang), Markup(body)


def title_of(root: Project, name: str, lang: str) -> str:
    """The title of a text in a language: its first line."""
    with root.text(name, lang).open(encoding="utf-8") as text, speaking(lang):
        return typeset(visible(text.readline().removeprefix("# ").strip()))


class Renderer(mistune.HTMLRenderer):
    """Text as elements of a page.

    Parameters
    ----------
    drawings : mapping of str to str
        As for :func:`text_page`.
    """

    def __init__(self, drawings: Mapping[str, str]):
        super().__init__(escape=True)
        self.drawings = drawings
        self.parts = 0

    def heading(self, text: str, level: int, **attributes: str) -> str:
        """A heading; the parts have numbers as anchors, which are the same in every language."""
        if level != 2:
            return super().heading(text, level, **attributes)
        self.parts += 1
        return f'<h2 id="part-{self.parts}">{text}</h2>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """A link; one to another text leads to its page."""
        path = PurePosixPath(url)
        return super().link(text, f"{path.name.partition('.')[0]}.html" if path.suffix == ".md" else url, title)

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """A drawing of this project, in the page itself, so that it follows its colours; of others what they show."""
        return self.drawings.get(url, escape(text))

    def paragraph(self, text: str) -> str:
        """A paragraph; a drawing is none."""
        return f"{text}\n" if text in self.drawings.values() else super().paragraph(text)

    def block_code(self, code: str, info: str | None = None) -> str:
        """What is typed and printed, which a reader moves sideways."""
        label = escape(_("Commands and what they print") if info == "console" else _("Commands"))
        pre = f'<pre translate="no" tabindex="0" role="group" aria-label="{label}">'
        return f"{pre}<code>{escape(code)}</code></pre>\n"

    def table(self, text: str) -> str:
        """A table, which a reader moves sideways."""
        label = escape(_("Table"))
        return f'<div class="table" role="group" aria-label="{label}" tabindex="0"><table>{text}</table></div>\n'


def entry(name: str, documents: Collection[str]) -> str:
    """The name of a document with the way to its entry; other words in brackets as they are."""
    return f'[<a href="sources.html#{name}">{name}</a>]' if name in documents else f"[{name}]"
