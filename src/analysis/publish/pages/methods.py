"""The methods page: the project's own text in Markdown, with ways to the documents that it names."""

from __future__ import annotations

import re
from collections.abc import Collection

import mistune
from markupsafe import Markup

from analysis.languages import DEFAULT, speaking, typeset
from analysis.paths import Project
from analysis.unseen import visible


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
    text = root.methods(lang if root.methods(lang).exists() else DEFAULT).read_text(encoding="utf-8")
    title, _, rest = visible(text).partition("\n")
    with speaking(lang):
        title, rest = typeset(title), typeset(rest)
    body = mistune.create_markdown(escape=True)(rest)
    body = re.sub(r"<h2>(\d+)\.", r'<h2 id="part-\1">\1.', body)
    body = re.sub(r"\[([a-z0-9-]+)\]", lambda found: entry(found[1], documents), body)
    return title.removeprefix("# ").strip(), Markup(body)


def entry(name: str, documents: Collection[str]) -> str:
    """The name of a document with the way to its entry; other words in brackets as they are."""
    return f'[<a href="sources.html#{name}">{name}</a>]' if name in documents else f"[{name}]"
