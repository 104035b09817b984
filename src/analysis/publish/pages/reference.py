"""The pages where a reader looks something up: the glossary, the documents with their facts, the methods."""

import re
from collections.abc import Collection

import mistune
from markupsafe import Markup

from analysis.characters import visible
from analysis.evidence import Evidence
from analysis.evidence.readings import Row
from analysis.paths import Project
from analysis.publish.citing import documents
from analysis.publish.pages.numbers import fact_row
from analysis.publish.shown import escape
from analysis.study import Study
from analysis.text import N_, speaking, translate as _, typeset
from analysis.wording import NO_BREAK

VOCABULARIES = {
    "terms": N_("Terms"),
    "rungs": N_("Rungs of the ladder"),
    "statuses": N_("What a fact is"),
    "confidence": N_("How sure a fact is"),
    "qualifiers": N_("Qualifiers"),
    "source_kinds": N_("Kinds of document"),
    "tiers": N_("How near to the matter a document stands"),
    "agreements": N_("What another publisher says of a fact"),
    "distributions": N_("How an uncertain input is drawn"),
    "correlation_groups": N_("Inputs that move together"),
    "price_bases": N_("Whose prices"),
    "cost_items": N_("What capital cost is made of"),
    "programme_kinds": N_("Who pays for a programme"),
    "overlap_kinds": N_("How programmes overlap"),
    "milestones": N_("Milestones"),
    "event_kinds": N_("Kinds of event"),
    "units": N_("Units"),
    "quantities": N_("Inputs of the model"),
}
"""The vocabularies that readers meet, in order, with their headings."""

CODES = ("programme_kinds", "milestones", "correlation_groups", "quantities")
"""Vocabularies whose words are names in files, the same in every language."""


def glossary(evidence: Evidence) -> list[dict]:
    """The vocabularies that readers meet.

    Returns
    -------
    list of dict
        One a vocabulary: ``id``, ``title``, ``words`` with their rows, and whether they are codes: ``is_code``.
    """
    return [
        {"id": name, "title": title, "words": evidence.vocabularies[name].words, "is_code": name in CODES}
        for name, title in VOCABULARIES.items()
    ]


def sources(study: Study) -> list[Row]:
    """Every document by publisher, with its ``facts``; for the template."""
    facts = study.evidence.rows_by("facts", "source_id")
    in_order = study.evidence.sources.sort_values("publisher", key=lambda one: one.str.casefold(), kind="stable")
    return [
        one
        | {
            "published": one["published"].replace(NO_BREAK, " "),
            "facts": list(map(fact_row, facts.get(one["source_id"], []))),
        }
        for one in documents(study, in_order["source_id"])
    ]


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
