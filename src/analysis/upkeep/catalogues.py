"""The French of the tables, ``data/translations/fr.po``: what texts it must have, and how it is brought up to them.

A text that is new gets an empty ``msgstr``, one that is gone is dropped, and what is translated stays.
"""

from __future__ import annotations

import inspect
import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from analysis.edition import settings_in
from analysis.evidence.csv_files import read_text
from analysis.evidence.schemas import PATHS
from analysis.languages.catalogues import both
from analysis.model.graph import MODULES, Node, functions_of
from analysis.paths import Project

PROSE = {
    "facts": ("note",),
    "corrections": ("corrected", "reason"),
    "corroboration": ("note",),
    "sites": ("note",),
    "events": ("title",),
    "cost_breakdown": ("origin_region", "note"),
    "seats": ("name", "short_name", "span_note"),
    "ladder": ("perimeter", "note"),
    "readings": ("perimeter", "note"),
    "denominators": ("note",),
    "assumptions": ("basis",),
    "schedule": ("stands", "note"),
    "record": ("measure", "outcome"),
    "claims": ("statement", "verdict_word", "verdict"),
    "consortia": ("kind", "role", "high_risk", "note"),
}
"""The columns of each table whose cells must have a translation."""

WORDS = {
    "agreements": ("agrees", "meaning"),
    "confidence": ("confidence", "meaning"),
    "correlation_groups": ("meaning",),
    "cost_items": ("name", "meaning"),
    "currencies": ("name", "meaning"),
    "date_precisions": ("precision", "meaning"),
    "distributions": ("distribution", "meaning"),
    "event_kinds": ("kind", "meaning"),
    "metrics": ("meaning",),
    "milestones": ("meaning",),
    "page_languages": ("meaning",),
    "price_bases": ("price_basis", "meaning"),
    "programmes": ("meaning",),
    "qualifiers": ("qualifier", "meaning"),
    "quantities": ("meaning",),
    "rungs": ("name", "meaning"),
    "terms": ("term", "meaning"),
    "source_kinds": ("kind", "meaning"),
    "statuses": ("status", "meaning"),
    "territories": ("name", "meaning"),
    "units": ("unit", "meaning"),
}
"""The columns of each vocabulary whose cells must have a translation."""

NAMES = {"sites": ("name", "region"), "consortia": ("consortium", "member")}
"""Columns of names, of which some hold English words: a name without a translation stands as it is."""

LANGUAGE = "fr"
HEADER = rf"""# The texts of the tables in data/, of its editions, and of the model's docstrings.
msgid ""
msgstr ""
"Language: {LANGUAGE}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

"""
WIDTH = 120

Place = tuple[str, str, str]
"""A text, where it stands for a reader (file, row, column), and where it stands for the catalogue (file and column)."""


def data_texts(root: Project) -> dict[str, str]:
    """Every English text that must have a translation, with the first place where it stands.

    Parameters
    ----------
    root : Project

    Returns
    -------
    dict of str to str
        Such as ``data/chosen/ladder.csv, row 12, column perimeter``; in the order of the catalogue.
    """
    return first_places(required(root))


def names(root: Project) -> dict[str, str]:
    """The names that may have a translation, with the first place where each stands."""
    return first_places(cells(root, by_file(NAMES)))


def required(root: Project) -> Iterator[Place]:
    """The texts that must have a translation: of tables, of vocabularies, of editions, of the model."""
    yield from cells(root, by_file(PROSE))
    yield from cells(root, {PATHS[name]: columns for name, columns in WORDS.items()})
    for path in sorted((root.data / "editions").glob("*.yml")):
        edition = settings_in(path)
        if edition.get("why"):
            yield edition["why"], f"{root.name(path)}, why", f"{root.name(path)}#why"
    for module in MODULES:
        file = f"src/{module.__name__.replace('.', '/')}.py"
        for function in functions_of(module):
            node = Node(function.__name__, "common", function, (), ())
            for text in filter(None, (node.label, node.method)):
                yield text, f"{file}, line {inspect.getsourcelines(function)[1]}, {function.__name__}", file


def by_file(columns: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Columns by the file of their table."""
    return {PATHS[table]: of_table for table, of_table in columns.items()}


def cells(root: Project, files: dict[str, tuple[str, ...]]) -> Iterator[Place]:
    """The cells of some columns, blanks left out, and the parts of them that pages print alone."""
    for file, columns in files.items():
        table, _ = read_text(root.root / file, file)
        for column in columns:
            for number, row in table.iterrows():
                for text in (row[column], *parts_printed_alone(file, column, row)):
                    if text:
                        yield text, f"{file}, row {number}, column {column}", f"{file}#{column}"


def parts_printed_alone(file: str, column: str, row: dict[str, str]) -> Iterator[str]:
    """The parts of a fact's note that a page prints without the rest of it."""
    if (file, column) != (PATHS["facts"], "note"):
        return
    note = row["note"]
    yield note.removeprefix("plot series: ")
    if row["metric"] == "gpu_hour_price":
        yield re.split("[,;]", note)[0]


def first_places(found: Iterator[Place]) -> dict[str, str]:
    """Each text once, with the first place where it stands."""
    places: dict[str, str] = {}
    for text, place, _ in found:
        places.setdefault(text, place)
    return places


def path_of_catalogue(root: Project) -> Path:
    """Where the translations of the tables stand."""
    return root.data / "translations" / f"{LANGUAGE}.po"


def translations(root: Project) -> dict[str, str]:
    """The catalogue as it stands: English to French."""
    both(LANGUAGE, root.data)  # refuses one that cannot be read: what read_po left out would be gone
    with path_of_catalogue(root).open("rb") as stream:
        return {message.id: message.string for message in read_po(stream) if message.id}


def updated(root: Project, known: dict[str, str]) -> str:
    """The catalogue brought up to date, in the order of the tables.

    Parameters
    ----------
    root : Project
    known : dict of str to str
        English to French. What is in no table is left out; a name that has none is left out too.

    Returns
    -------
    str
    """
    places: dict[str, dict[str, None]] = {}
    named = (place for place in cells(root, by_file(NAMES)) if place[0] in known)
    for text, _, where in (*required(root), *named):
        places.setdefault(text, {})[where] = None
    filled = Catalog(charset="utf-8")
    for text, where in places.items():
        filled.add(text, known.get(text, ""), locations=[(place, None) for place in where])
    written = io.BytesIO()
    write_po(written, filled, width=WIDTH, omit_header=True, include_lineno=False)
    return HEADER + written.getvalue().decode("utf-8")
