"""The French catalogues: what texts they must have, what they lack, and how that of the tables is brought up to them.

A text that is new gets an empty ``msgstr``, one that is gone is dropped, and what is translated stays.
"""

from __future__ import annotations

import ast
import functools
import inspect
import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.pofile import write_po
from jinja2.ext import babel_extract

from analysis.edition import names_of_editions, settings_in
from analysis.errors import DataError, Fault, first_of, shown
from analysis.evidence.csv_files import read_text
from analysis.evidence.schemas import PATHS
from analysis.languages.catalogues import both, folders, parsed
from analysis.model.graph import MODULES, Node, functions_of
from analysis.paths import PACKAGE, Project
from analysis.publish.template import PAGES

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
    "kinds": ("kind", "note"),
    "forecasts": ("how", "event", "reason", "settled_by"),
    "claims": ("statement", "verdict_word", "verdict"),
    "specifications": ("label", "reason"),
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
    "derivations": ("meaning",),
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
    "tiers": ("tier", "meaning"),
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
    editions = root.data / "editions"
    for path in (editions / f"{name}.yml" for name in names_of_editions(editions)):
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
    """The catalogue as it stands: English to French.

    Raises
    ------
    DataError
        If an entry is marked fuzzy: pages do not print it, and to write it anew would lose the mark.
    """
    both(LANGUAGE, root.data)  # refuses one that cannot be read: what it leaves out would be gone
    path = path_of_catalogue(root)
    entries = entries_of(path)
    if faults := [fault_of(root.name(path), entry) for entry in entries if entry.fuzzy]:
        raise DataError(faults)
    return {entry.id: entry.string for entry in entries}


def entries_of(path: Path) -> list[Message]:
    """The entries of a catalogue; none where there is no file."""
    return [entry for entry in parsed(path.read_bytes()) if entry.id] if path.exists() else []


def fault_of(file: str, entry: Message) -> Fault:
    """Name an entry whose French pages do not print."""
    why = "is marked fuzzy (read the French over and take the mark away)" if entry.fuzzy else "has no French"
    return Fault(file, entry.lineno, None, f'"{shown(english(entry.id))}" {why}: pages print the English')


def english(text: str | tuple[str, ...]) -> str:
    """A text, or the last form of one that depends on a count."""
    return text if isinstance(text, str) else text[-1]


def faults_of_french(root: Project) -> list[Fault]:
    """List what pages print in English for want of French: entries that are fuzzy or empty, and texts without one.

    Parameters
    ----------
    root : Project
        One without other faults.
    """
    catalogues = {f"{name}/{LANGUAGE}.po": entries_of(folder / f"{LANGUAGE}.po") for folder, name in folders(root.data)}
    faults = [
        fault_of(file, entry)
        for file, entries in catalogues.items()
        for entry in entries
        if entry.fuzzy or not all([entry.string] if isinstance(entry.string, str) else entry.string)
    ]
    known = {entry.id for entries in catalogues.values() for entry in entries}
    for file, wanted in zip(catalogues, (texts_of_package() | texts_of_pages(root), data_texts(root)), strict=True):
        lacks = f"has no French in {file} (make translations, then fill it)"
        missing = ((text, place) for text, place in wanted.items() if text not in known)
        faults += [Fault(place, None, None, f'"{shown(english(text))}" {lacks}') for text, place in missing]
    return first_of(faults)


MARKING = {"_": 1, "marked": 1, "plural": 2, "forms": 2}
"""The functions that mark a text of code, and how many of their arguments it is."""

MARKED = re.compile(rf"\b({'|'.join(MARKING)})\(".encode())


@functools.cache
def texts_of_package() -> dict[str | tuple[str, ...], str]:
    """Every text that this package marks, with the first place where it stands."""
    places = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_bytes()
        for call in ast.walk(ast.parse(source)) if MARKED.search(source) else ():
            count = MARKING.get(getattr(call.func, "id", ""), 0) if isinstance(call, ast.Call) else 0
            text = tuple(getattr(argument, "value", None) for argument in call.args[:count]) if count else ()
            if text and all(isinstance(form, str) for form in text):
                place = f"src/analysis/{path.relative_to(PACKAGE).as_posix()}, line {call.lineno}"
                places.setdefault(text if text[1:] else text[0], place)
    return places


def texts_of_pages(root: Project) -> dict[str | tuple[str, ...], str]:
    """Every text that the page templates mark, with the first place where it stands."""
    places = {}
    for name in PAGES:
        with (root.template / name).open("rb") as source:
            for line, _function, found, _comments in babel_extract(source, list(MARKING), (), {}):
                text = found[0] if isinstance(found, tuple) else found  # behind it, values to be filled in
                if text:
                    places.setdefault(text, f"reports/template/{name}, line {line}")
    return places


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
