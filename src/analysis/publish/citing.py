"""Documents behind a figure or a table, and how to cite it."""

from collections.abc import Iterable
from importlib.metadata import version

from markupsafe import Markup

from analysis.evidence.readings import Row
from analysis.publish.shown import address, escape, in_time
from analysis.study import Study
from analysis.text import N_, translate, translate as _, typeset
from analysis.text.numbers import date, period

FEW = 4
"""So many publishers are named in a citation; the list of sources has them all."""


NOT_NAMES = (N_("This project"),)
"""Publishers that are words of ours: of estimates of this project, and of what it remembers without a document."""

TITLE = N_("How do AI-infrastructure investment programmes really compare?")
"""What is cited; ``CITATION.cff`` has the same, which a test holds."""


def documents(study: Study, sources: Iterable[str]) -> list[Row]:
    """Documents by their ids: their rows, with their day, their kind and their address as they are printed."""
    kinds = study.evidence.vocabularies["source_kinds"].words
    return [
        row | {"published": period(row["published"]), "kind": kinds[row["kind"]]["meaning"], "url": address(row["url"])}
        for row in map(study.evidence.source, sources)
    ]


def publishers(study: Study, sources: Iterable[str]) -> str:
    """Who published the documents: a few by name, those nearest to the matter first."""
    tiers = list(study.evidence.vocabularies["tiers"].words)
    best_first = sorted(map(study.evidence.source, sources), key=lambda row: tiers.index(row["tier"]))
    names = list(dict.fromkeys(translate(row["publisher"]) for row in best_first))
    others = len(names) - FEW
    listed = typeset("; ".join(names[:FEW] if others > 1 else names))
    return _("{names}; and {count} others", names=listed, count=others) if others > 1 else listed


def credit(study: Study, sources: Iterable[str]) -> str:
    """What stands under a chart that is a file of its own: whose it is, of which day, from whose data."""
    return _("{title} As known on {day}. Data: {publishers}. CC BY 4.0", **named(study, sources))


def attribution(study: Study, sources: Iterable[str]) -> Markup:
    """Of which day a figure is and from whose data: what stands under it wherever it is shown."""
    words = Markup(escape(_("As of {day}. Data: {publishers}.")))
    return words.format(day=in_time(study.as_of), publishers=publishers(study, sources))


def citation(study: Study, headline: str, sources: Iterable[str]) -> str:
    """How to cite a figure."""
    return _(
        "Cite as: “{headline}”, in: {title} Version {version}, edition {edition}, as of {day}. Data: {publishers}. "
        "Licence: CC BY 4.0.",
        headline=headline,
        version=version("ai-programmes-compared"),
        **named(study, sources),
    )


def named(study: Study, sources: Iterable[str]) -> dict[str, str]:
    """What is named of a study wherever something of it is cited."""
    return {
        "title": TITLE,
        "edition": study.loaded.parameters.edition,
        "day": date(study.as_of),
        "publishers": publishers(study, sources),
    }


def cite_site(data_version: str) -> str:
    """How to cite the comparison as a whole."""
    return _(
        "The maintainers of AI programmes compared ({year}): {title} Version {version}, data version {data_version}. "
        "Data: CC BY 4.0.",
        year=data_version[:4],
        title=TITLE,
        version=version("ai-programmes-compared"),
        data_version=data_version,
    )
