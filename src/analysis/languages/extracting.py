"""Find the texts of code and page templates that a catalogue has to have, and bring the catalogue up to them."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from analysis.languages.catalogues import OWN
from analysis.paths import Project

KEYWORDS = {"_": None, "marked": None, "plural": (1, 2), "forms": (1, 2)}
"""The functions that mark a text, and which of their arguments it is: literals, never expressions."""

PLACES = (("src/analysis", [("**.py", "python")]), ("reports/template", [("**.j2", "jinja2")]))


def texts_of_code(root: Project) -> Catalog:
    """Every text that code and page templates mark, with the files it stands in.

    Parameters
    ----------
    root : Project

    Returns
    -------
    babel.messages.Catalog
        In order of files.
    """
    found = Catalog()
    for folder, methods in PLACES:
        rows = extract_from_dir(root.root / folder, methods, keywords=KEYWORDS, strip_comment_tags=True)
        for file, _line, text, _comments, context in sorted(rows, key=lambda row: (row[0], row[1])):
            found.add(text, context=context, locations=[(f"{folder}/{file}", None)])
    return found


def update(path: Path, wanted: Catalog) -> None:
    """Bring a catalogue up to the texts there are: new ones come in untranslated, those that are gone leave."""
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
    write_po(stream, plain, width=120, omit_header=True, ignore_obsolete=True)
    header = (
        'msgid ""\nmsgstr ""\n"Language: {lang}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {forms}\\n"\n\n'
    )
    forms = catalogue.plural_forms
    return header.format(lang=catalogue.locale_identifier, forms=forms).encode() + stream.getvalue()


if __name__ == "__main__":
    from analysis.paths import project

    for found in sorted(OWN.glob("*.po")):
        update(found, texts_of_code(project()))
