"""The two catalogues of translations: what texts they must have, and how they are brought up to them.

``src/analysis/languages/fr.po`` holds the French of code and page templates, ``data/translations/fr.po`` that of the
tables. ``python -m analysis.upkeep.catalogues`` brings both up to date: a text that is new gets an empty ``msgstr``,
one that is gone is dropped, and what is translated stays. Same texts and translations, same bytes.
"""

from __future__ import annotations

import inspect
import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from analysis.edition import settings_in
from analysis.evidence.csv_files import read_text
from analysis.evidence.schemas import PATHS, file_of_vocabulary
from analysis.languages.catalogues import OWN
from analysis.model.graph import MODULES, Node, functions_of
from analysis.paths import Project, project

KEYWORDS = {"_": None, "marked": None, "plural": (1, 2), "forms": (1, 2)}
"""The functions that mark a text of the code, and which of their arguments it is: literals, never expressions."""

PLACES = (("src/analysis", [("**.py", "python")]), ("reports/template", [("**.j2", "jinja2")]))
"""Where marked texts stand."""

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
    yield from cells(root, {file_of_vocabulary(name): columns for name, columns in WORDS.items()})
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


def texts_of_code(root: Project) -> Catalog:
    """Every text that code and page templates mark, with the files it stands in, in order of files."""
    found = Catalog()
    for folder, methods in PLACES:
        rows = extract_from_dir(root.root / folder, methods, keywords=KEYWORDS, strip_comment_tags=True)
        for file, _line, text, _comments, context in sorted(rows, key=lambda row: (row[0], row[1])):
            found.add(text, context=context, locations=[(f"{folder}/{file}", None)])
    return found


def update_texts_of_code(path: Path, wanted: Catalog) -> None:
    """Bring a catalogue of the code up to the texts there are."""
    catalogue = Catalog(locale=path.stem)
    if path.exists():
        catalogue = read_po(path.read_bytes().splitlines(True), locale=path.stem)
    catalogue.update(wanted, no_fuzzy_matching=True)
    path.write_bytes(written(catalogue))


def written(catalogue: Catalog) -> bytes:
    """A catalogue as a file: no dates, so that the same texts give the same bytes."""
    plain = Catalog(locale=catalogue.locale, fuzzy=False)
    for message in catalogue:
        if message.id:
            plain.add(message.id, message.string, locations=sorted(set(message.locations)), context=message.context)
    stream = io.BytesIO()
    write_po(stream, plain, width=WIDTH, omit_header=True, ignore_obsolete=True)
    header = (
        'msgid ""\nmsgstr ""\n"Language: {lang}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {forms}\\n"\n\n'
    )
    forms = catalogue.plural_forms
    return header.format(lang=catalogue.locale_identifier, forms=forms).encode() + stream.getvalue()


if __name__ == "__main__":
    here = project()
    for file in sorted(OWN.glob("*.po")):
        update_texts_of_code(file, texts_of_code(here))
    path_of_catalogue(here).write_text(updated(here, translations(here)), encoding="utf-8", newline="\n")
