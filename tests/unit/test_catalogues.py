"""Every text of code and page templates has its French, with the same placeholders, and no more."""

from __future__ import annotations

import ast
import re

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po

from analysis.languages.catalogues import OWN
from analysis.paths import project
from analysis.upkeep.catalogues import translations
from catalogues import texts_of_code
from conftest import ROOT


def placeholders(text: str) -> set[str]:
    """The names in braces; whether a programme goes by its whole or its short name is up to the language."""
    return {found[1].replace(".short_name", ".name") for found in re.finditer(r"\{([^{}:!]+)[^{}]*\}", text)}


@pytest.fixture(scope="module")
def wanted() -> Catalog:
    """Every text that code and page templates mark."""
    return texts_of_code(project())


@pytest.fixture(scope="module")
def french() -> Catalog:
    """The French of the texts of code."""
    return read_po((OWN / "fr.po").read_bytes().splitlines(True), locale="fr")


def forms_of(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """A text, or the forms of one that depends on a count."""
    return tuple(text) if isinstance(text, tuple | list) else (text or "",)


def test_every_marked_text_has_its_french(wanted: Catalog, french: Catalog):
    known = {message.id: message for message in french if message.id}
    untranslated = [
        (message.id, [file for file, _ in message.locations])
        for message in wanted
        if message.id and not all(form.strip() for form in forms_of(getattr(known.get(message.id), "string", None)))
    ]
    assert not untranslated


MARKING = {"_": 1, "marked": 1, "plural": 2, "forms": 2}
"""The functions that mark a text of code, and how many of their arguments it is."""


def test_every_text_that_code_marks_can_be_extracted(wanted: Catalog):
    """Within an f-string the extraction sees no text, and of an expression it cannot know it."""
    missed = []
    for path in sorted((ROOT / "src/analysis").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(call.func, "id", "") if isinstance(call, ast.Call) else ""
            given = (
                tuple(getattr(text, "value", None) for text in call.args[: MARKING[name]]) if name in MARKING else ()
            )
            literal = bool(given) and all(isinstance(text, str) for text in given)
            unseen = literal and (given if MARKING[name] == 2 else given[0]) not in wanted
            if unseen or (name in ("_", "marked") and not literal):
                missed.append(f"{path.relative_to(ROOT)}, line {call.lineno}: {ast.unparse(call)[:90]}")
    assert not missed


def test_a_text_that_depends_on_a_count_has_both_forms(wanted: Catalog, french: Catalog):
    counted = [message for message in french if isinstance(message.id, tuple | list)]
    assert {forms_of(message.id) for message in counted} == {
        forms_of(message.id) for message in wanted if isinstance(message.id, tuple | list)
    }
    assert all(len(forms_of(message.string)) == 2 for message in counted)


def test_no_text_is_left_in_the_catalogue_that_code_no_longer_has(wanted: Catalog, french: Catalog):
    assert not french.obsolete
    assert not [message.id for message in french if message.id and message.id not in wanted]


def test_french_has_the_placeholders_of_the_english(french: Catalog):
    for message in french:
        if message.id:
            english, said = forms_of(message.id), forms_of(message.string)
            of_any = set().union(*map(placeholders, english))
            assert placeholders(said[-1]) == placeholders(english[-1]), message.id
            assert all(placeholders(form) <= of_any for form in said), message.id


def test_a_text_of_code_and_of_the_tables_has_one_french(french: Catalog):
    """The catalogue of the code is asked first: another French there would stand where the tables print the text."""
    of_tables = translations(project())
    differ = {message.id for message in french if of_tables.get(str(message.id), message.string) != message.string}
    assert not differ


def test_french_is_written_plainly_and_typeset_afterwards(french: Catalog):
    for message in french:
        for form in forms_of(message.string) if message.id else ():
            assert not re.search("[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]", form), form
