"""The pages where a reader looks something up: the glossary, the documents with their facts, the methods."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection
from typing import Any

import mistune
from markupsafe import Markup

from analysis.characters import visible
from analysis.evidence import Evidence
from analysis.paths import Project
from analysis.publish.citing import documents
from analysis.publish.pages.numbers import fact_row
from analysis.publish.shown import escape
from analysis.study import Study
from analysis.text import N_, speaking, translate, translate as _, typeset
from analysis.text.numbers import NO_BREAK

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


def sources(study: Study) -> dict[str, Any]:
    """Every document with its ``facts``, for the template.

    Returns
    -------
    dict
        ``letters``: the documents by the first letter of their publishers; ``tiers``, each with its meaning and its
        ``count``; the ``count`` of all.
    """
    facts, letters = study.evidence.rows_by("facts", "source_id"), defaultdict(list)
    known = documents(study, study.evidence.sources["source_id"])
    for one in sorted(known, key=lambda one: sorting(translate(one["publisher"]))):
        read = list(map(fact_row, facts.get(one["source_id"], [])))
        found = one | {"published": one["published"].replace(NO_BREAK, " "), "facts": read}
        letters[initial(translate(one["publisher"]))].append(found)
    counts = Counter(one["tier"] for one in known)
    tiers = study.evidence.vocabularies["tiers"].words.items()
    return {
        "letters": letters,
        "tiers": [row | {"tier": tier, "count": counts[tier]} for tier, row in tiers],
        "count": len(known),
    }


def initial(publisher: str) -> str:
    """The letter under which a publisher is looked up.

    Examples
    --------
    >>> initial("Électricité de France"), initial("029car")
    ('E', '0–9')
    """
    letter = sorting(publisher)[:1].upper()
    return letter if letter.isalpha() else "0–9"


def sorting(name: str) -> str:
    """A name as it is sorted: without accents, signs in front of it and capitals."""
    return re.sub(r"^\W+", "", unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()).casefold()


def methods(root: Project, lang: str, evidence: Evidence) -> dict[str, Any]:
    """The methods in a language.

    Parameters
    ----------
    root : Project
    lang : str
    evidence : Evidence
        The ids of its documents in the text lead to their entries.

    Returns
    -------
    dict
        ``heading``, ``first`` (what stands before the first part) and ``parts``: each has its ``title``, its ``text``
        and one anchor in every language, ``id``: ``part-3``.
    """
    title, _newline, rest = visible(root.methods(lang).read_text(encoding="utf-8")).partition("\n")
    known = set(evidence.sources["source_id"])
    with speaking(lang):
        body = mistune.create_markdown(renderer=Renderer(), plugins=["table"])(typeset(rest))
        body = re.sub(r"\[[a-z0-9-]+(,\s[a-z0-9-]+)*\]", lambda found: with_entries(found[0], known), body)
        first, *parts = re.split(r"<h2>(.*)</h2>\n", body)
        told = [
            {"id": f"part-{place}", "title": Markup(heading), "text": Markup(text)}
            for place, (heading, text) in enumerate(zip(parts[::2], parts[1::2], strict=True), 1)
        ]
        return {"heading": typeset(title.removeprefix("# ").strip()), "first": Markup(first), "parts": told}


class Renderer(mistune.HTMLRenderer):
    """Markdown as elements of a page."""

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """What an image shows, in words: a page loads nothing from elsewhere."""
        return escape(text)

    def table(self, text: str) -> str:
        """A table, which a reader moves sideways."""
        label = escape(_("Table"))
        return f'<div class="table" role="group" aria-label="{label}" tabindex="0"><table>{text}</table></div>\n'


def with_entries(names: str, documents: Collection[str]) -> str:
    """The names of documents with the ways to their entries; other words as they are."""
    link = r'<a href="sources.html#\g<0>">\g<0></a>'
    return re.sub(r"[a-z0-9-]+", lambda found: found.expand(link) if found[0] in documents else found[0], names)
