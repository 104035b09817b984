"""The catalogues of translations: what texts they must have, what they lack, and how they are brought up to the texts.

A text that is new gets an empty ``msgstr``, one that is gone is dropped, and what is translated stays.
"""

import functools
import inspect
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import write_po

from analysis.edition import names_of_editions, settings_in
from analysis.errors import DataError, Fault, first_of, shown
from analysis.evidence.csv_files import read_text
from analysis.evidence.schemas import PATHS, SCHEMAS
from analysis.model.graph import MODULES, Node, functions_of
from analysis.paths import PACKAGE, Project
from analysis.publish import notebooks
from analysis.publish.template import PAGES
from analysis.text.catalogue import catalogue, parsed, path_of
from analysis.text.prose import messages_in

KEYWORDS = {"_": None, "N_": None, "Message": None, "plural": (1, 2), "forms": (1, 2)}
"""The functions that mark a text of the code, and which of their arguments it is: literals, never expressions."""

MARKED = re.compile(rf"\b({'|'.join(KEYWORDS)})\(".encode())

WIDTH = 120

English = str | tuple[str, ...]
"""A text, or its forms where they depend on a count."""


class Text(NamedTuple):
    """A text that has to be translated.

    Attributes
    ----------
    english : str or tuple of str
    place : str
        Where it stands, for a reader: file, row, column.
    file : str
        Where it stands, for the catalogue: file and column.
    """

    english: English
    place: str
    file: str


def texts_of(root: Project) -> list[Text]:
    """Every English text that must have a translation, in the order of the catalogue."""
    return [*texts_of_package(), *texts_of_pages(root), *texts_of_notebooks(root), *texts_of_data(root)]


@functools.cache
def texts_of_package() -> list[Text]:
    """The texts that the code of this package marks, and the docstrings of the model that pages print."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if MARKED.search(path.read_bytes()):
            found += marked_in(path, f"src/analysis/{path.relative_to(PACKAGE).as_posix()}", "python")
    for module in MODULES:
        file = f"src/{module.__name__.replace('.', '/')}.py"
        for function in functions_of(module):
            node = Node(function.__name__, "common", function, (), ())
            place = f"{file}, line {inspect.getsourcelines(function)[1]}, {function.__name__}"
            found += [Text(text, place, file) for text in (node.label, node.method) if text]
    return found


def marked_in(path: Path, file: str, method: str) -> Iterator[Text]:
    """The texts that one file of code or of a template marks."""
    with path.open("rb") as source:
        for line, text, _comments, _context in extract(method, source, keywords=KEYWORDS):
            yield Text(text, f"{file}, line {line}", file)


def texts_of_pages(root: Project) -> Iterator[Text]:
    """The texts that the page templates mark."""
    for name in PAGES:
        yield from marked_in(root.template / name, f"reports/template/{name}", "jinja2")


def texts_of_notebooks(root: Project) -> Iterator[Text]:
    """The prose of the notebooks."""
    for path in sorted(root.notebooks.glob("*.ipynb")):
        file = root.name(path)
        for number, cell in enumerate(notebooks.read(root, path.stem).cells, 1):
            for text in messages_in(cell.cell_type, cell.text):
                yield Text(text, f"{file}, cell {number}", file)


def texts_of_data(root: Project) -> Iterator[Text]:
    """The texts of tables, of vocabularies, of editions."""
    yield from cells(root, "translated")
    yield from words_of_editions(root)


def words_of_editions(root: Project) -> Iterator[Text]:
    """What each edition is called, and why it is as it is."""
    editions = root.data / "editions"
    for path in (editions / f"{name}.yml" for name in names_of_editions(editions)):
        said = settings_in(path)
        for key in ("title", "why"):
            if text := said.get(key):
                yield Text(text, f"{root.name(path)}, {key}", f"{root.name(path)}#{key}")


def cells(root: Project, marked: str) -> Iterator[Text]:
    """The cells of the columns whose schema marks them so, blanks left out, and the parts that pages print alone."""
    for name, schema in SCHEMAS.items():
        columns = [column for column, spec in schema.columns.items() if spec.metadata.get(marked)]
        file = PATHS[name]
        table, _ = read_text(root.root / file, file) if columns else (None, None)
        for column in columns:
            for number, row in table.iterrows():
                for text in (row[column], *parts_printed_alone(name, column, row)):
                    if text:
                        yield Text(text, f"{file}, row {number}, column {column}", f"{file}#{column}")


def parts_printed_alone(table: str, column: str, row: dict[str, str]) -> Iterator[str]:
    """The parts of a fact's note that a page prints without the rest of it."""
    if (table, column) == ("facts", "note"):
        yield row["note"].removeprefix("plot series: ")
        if row["metric"] == "gpu_hour_price":
            yield re.split("[,;]", row["note"])[0]


def entries_of(root: Project, lang: str) -> list[Message]:
    """The entries of a catalogue as they stand; none where there is no file.

    Raises
    ------
    DataError
        If it cannot be read: what it leaves out would be gone.
    """
    catalogue(lang)
    path = path_of(root.data, lang)
    return [entry for entry in parsed(path.read_bytes()) if entry.id] if path.exists() else []


def last_form(text: English) -> str:
    """A text, or the last form of one that depends on a count."""
    return text if isinstance(text, str) else text[-1]


def missing_in(root: Project, lang: str, with_reasons: bool = True) -> list[Fault]:
    """List what pages print in English for want of a translation: entries fuzzy or empty, and texts without one.

    Parameters
    ----------
    root : Project
        One without other faults.
    lang : str
        Such as ``fr``.
    with_reasons : bool
        Whether the reasons of editions count: who saves one may print it before it has a translation.
    """
    file = root.name(path_of(root.data, lang))
    entries = {entry.id: entry for entry in entries_of(root, lang)}
    left_out = set() if with_reasons else {text.english for text in words_of_editions(root)}
    faults = []
    for text, place, _ in texts_of(root):
        entry = entries.get(text)
        if entry is None or not (entry.string and all(entry.string)):
            if text in left_out:
                continue
            lacks = f'"{shown(last_form(text))}" has no {lang} in {file} (make translations, then fill it)'
            faults.append(Fault(place, None, None, lacks))
        elif entry.fuzzy:
            faults.append(fuzzy(file, entry))
    return first_of(list(dict.fromkeys(faults)))


def fuzzy(file: str, entry: Message) -> Fault:
    """The fault of an entry that is marked fuzzy."""
    why = "is marked fuzzy (read the translation over and take the mark away): pages print the English"
    return Fault(file, entry.lineno, None, f'"{shown(last_form(entry.id))}" {why}')


def updated(root: Project, lang: str) -> str:
    """The catalogue of a language brought up to date, in the order of the texts.

    Raises
    ------
    DataError
        If an entry is marked fuzzy: to write it anew would lose the mark.
    """
    known = {entry.id: entry for entry in entries_of(root, lang)}
    file = root.name(path_of(root.data, lang))
    if faults := [fuzzy(file, entry) for entry in known.values() if entry.fuzzy]:
        raise DataError(faults)
    named = (text for text in cells(root, "translatable") if text.english in known)
    filled = Catalog(locale=lang, charset="utf-8")
    for text in (*texts_of(root), *named):
        string = known[text.english].string if text.english in known else ""
        flags = ("python-brace-format",) if "{" in last_form(text.english) else ()
        filled.add(text.english, string, locations=[(text.file, None)], flags=flags)
    written = io.BytesIO()
    write_po(written, filled, width=WIDTH, omit_header=True, include_lineno=False)
    return HEADER.format(lang=lang, forms=filled.plural_forms) + written.getvalue().decode("utf-8")


HEADER = r"""msgid ""
msgstr ""
"Language: {lang}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {forms}\n"

"""
