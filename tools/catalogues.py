"""Bring both catalogues of translations up to the texts there are: ``make translations``.

``src/analysis/languages/fr.po`` holds the French of code and page templates, ``data/translations/fr.po`` that of the
tables. A text that is new gets an empty ``msgstr``, one that is gone is dropped, and what is translated stays. Same
texts and translations, same bytes.
"""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from analysis.languages.catalogues import OWN
from analysis.paths import Project, project
from analysis.upkeep.catalogues import WIDTH, path_of_catalogue, translations, updated

KEYWORDS = {"_": None, "marked": None, "plural": (1, 2), "forms": (1, 2)}
"""The functions that mark a text of the code, and which of their arguments it is: literals, never expressions."""

PLACES = (("src/analysis", [("**.py", "python")]), ("reports/template", [("**.j2", "jinja2")]))
"""Where marked texts stand."""


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
            places = sorted(set(message.locations))
            plain.add(message.id, message.string, places, message.flags, context=message.context)
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
