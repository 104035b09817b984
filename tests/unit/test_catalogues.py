"""Every text of code and page templates has its French, with the same placeholders, and no more."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po

from analysis.checking import faults_of_project
from analysis.errors import DataError
from analysis.languages import catalogues as spoken
from analysis.languages.catalogues import OWN
from analysis.paths import Project, project
from analysis.upkeep.catalogues import MARKING, faults_of_french, path_of_catalogue, translations
from catalogues import texts_of_code, update_texts_of_code
from conftest import ROOT, Copy


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


ANNOUNCED = 'msgid "capital announced"\nmsgstr "'


def line_of(path: Path, text: str) -> int:
    """The line on which a text begins in a file."""
    content = path.read_text(encoding="utf-8")
    return content.count("\n", 0, content.index(text)) + 1


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        (ANNOUNCED, f"#, fuzzy\n{ANNOUNCED}", "is marked fuzzy (read the French over and take the mark away)"),
        ('msgstr "capital annoncé"', 'msgstr ""', "has no French"),
    ],
)
def test_an_entry_whose_french_is_not_printed_is_told_with_its_line(copy: Copy, old: str, new: str, wrong: str):
    path = path_of_catalogue(copy.project)
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    line = line_of(path, ANNOUNCED)
    expected = f'data/translations/fr.po, row {line}: "capital announced" {wrong}: pages print the English'
    assert list(map(str, faults_of_project(copy.project))) == [expected]


def test_a_text_of_a_table_without_french_is_told_with_its_row(copy: Copy):
    copy.change("data/chosen/ladder.csv", 2, "note", "A note nobody has read yet")
    (fault,) = faults_of_french(copy.project)
    place = "data/chosen/ladder.csv, row 2, column note"
    assert str(fault).startswith(f'{place}: "A note nobody has read yet" has no French in data/translations/fr.po')


def test_a_label_that_was_changed_in_code_or_a_template_is_told_with_its_line(copy: Copy, tmp_path: Path, monkeypatch):
    """Without it the French page has the English, and nothing says so."""
    content = (OWN / "fr.po").read_text(encoding="utf-8")
    for english in ("billions of euro", "Skip to the content"):
        assert content.count(f'msgid "{english}"') == 1
        content = content.replace(f'msgid "{english}"', f'msgid "{english}, as it was"')
    (tmp_path / "fr.po").write_text(content, encoding="utf-8")
    monkeypatch.setattr(spoken, "OWN", tmp_path)
    base = copy.project.template / "base.html.j2"
    line = line_of(base, "Skip to the content")
    places = [
        str(fault).partition(" has no French in src/analysis/languages/fr.po")[0]
        for fault in faults_of_french(copy.project)
    ]
    chart = line_of(ROOT / "src/analysis/charts/capital.py", "billions of euro")
    assert places == [
        f'src/analysis/charts/capital.py, line {chart}: "billions of euro"',
        f'reports/template/base.html.j2, line {line}: "Skip to the content"',
    ]


def test_a_fuzzy_entry_is_never_taken_for_french_in_silence(copy: Copy, tmp_path: Path, wanted: Catalog):
    """What writes the catalogues anew keeps the mark, or stops at it."""
    path = path_of_catalogue(copy.project)
    path.write_text(path.read_text(encoding="utf-8").replace(ANNOUNCED, f"#, fuzzy\n{ANNOUNCED}"), encoding="utf-8")
    with pytest.raises(DataError, match='"capital announced" is marked fuzzy'):
        translations(Project(copy.project.root))
    of_code = tmp_path / "fr.po"
    content = (OWN / "fr.po").read_text(encoding="utf-8")
    of_code.write_text(content.replace('msgid "Europe"', '#, fuzzy\nmsgid "Europe"'), encoding="utf-8")
    update_texts_of_code(of_code, wanted)
    assert '#, fuzzy\nmsgid "Europe"' in of_code.read_text(encoding="utf-8")
