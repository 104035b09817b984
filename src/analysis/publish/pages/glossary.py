"""The words of the site with their meanings, from the vocabularies of the data."""

from __future__ import annotations

from analysis.evidence import Evidence
from analysis.languages import marked, of_data

SHOWN = {
    "terms": marked("Terms"),
    "rungs": marked("Rungs of the ladder"),
    "statuses": marked("What a fact is"),
    "confidence": marked("How sure a fact is"),
    "qualifiers": marked("Qualifiers"),
    "source_kinds": marked("Kinds of document"),
    "agreements": marked("What another publisher says of a fact"),
    "distributions": marked("How an uncertain input is drawn"),
    "correlation_groups": marked("Inputs that move together"),
    "price_bases": marked("Whose prices"),
    "cost_items": marked("What capital cost is made of"),
    "milestones": marked("Milestones"),
    "event_kinds": marked("Kinds of event"),
    "units": marked("Units"),
    "quantities": marked("Inputs of the model"),
}
"""The vocabularies that readers meet, in order, with their headings."""

CODES = ("milestones", "correlation_groups", "quantities")
"""Vocabularies whose words are names in files, the same in every language."""


def glossary(evidence: Evidence) -> list[dict]:
    """The words in their groups, texts in the language spoken.

    Returns
    -------
    list of dict
        One a vocabulary: ``id``, ``title`` and ``words``, each with ``id``, ``word``, ``is_code`` and ``meaning``.
    """
    return [
        {
            "id": name,
            "title": of_data(title),
            "words": [
                {
                    "id": f"{name}-{word}".replace(" ", "-").replace("/", "-"),
                    "word": word if name in CODES else of_data(row.get("name") or word).replace("_", " "),
                    "is_code": name in CODES,
                    "meaning": of_data(row["meaning"]),
                }
                for word, row in evidence.vocabularies[name].words.items()
            ],
        }
        for name, title in SHOWN.items()
    ]
