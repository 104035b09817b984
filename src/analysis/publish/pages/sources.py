"""Every document, with the facts that were read from it."""

from __future__ import annotations

from typing import Any

from analysis.evidence import Evidence
from analysis.evidence.readings import Row, records
from analysis.languages import of_data
from analysis.publish.pages.numbers import fact_value
from analysis.publish.text import address
from analysis.wording import NO_BREAK, period


def sources(evidence: Evidence) -> list[dict[str, Any]]:
    """The documents by publisher, texts in the language spoken.

    Parameters
    ----------
    evidence : Evidence

    Returns
    -------
    list of dict
        One a document: ``id``, ``publisher``, ``title``, ``lang``, ``published``, ``kind``, ``url`` and ``facts``, each
        with ``id``, ``metric``, ``value`` and ``as_of``.
    """
    facts: dict[str, list[dict[str, str]]] = {}
    for fact in records(evidence.facts):
        facts.setdefault(fact["source_id"], []).append(told(fact))
    kinds = evidence.vocabularies["source_kinds"].words
    table = evidence.sources
    order = table["publisher"].str.casefold().sort_values(kind="stable").index
    return [
        {
            "id": row["source_id"],
            "publisher": of_data(row["publisher"]),
            "title": row["title"],
            "lang": row["language"],
            "published": period(row["published"]).replace(NO_BREAK, " "),
            "kind": of_data(kinds[row["kind"]]["meaning"]),
            "url": address(row["url"]),
            "facts": facts.get(row["source_id"], []),
        }
        for row in records(table.loc[order])
    ]


def told(fact: Row) -> dict[str, str]:
    """A fact in one line."""
    return {
        "id": fact["fact_id"],
        "metric": fact["metric"],
        "value": fact_value(fact),
        "as_of": period(str(fact["as_of"])).replace(NO_BREAK, " "),
    }
