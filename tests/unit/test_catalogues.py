"""One catalogue a language: complete, with every number and placeholder of the English, and nothing that is gone."""

import ast
import io
import re
import sys
from collections import Counter
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest
from babel.messages import Message
from babel.messages.pofile import read_po

from analysis.edition.loading import write_edition
from analysis.errors import DataError
from analysis.evidence import load
from analysis.paths import PACKAGE, Project, working_in
from analysis.publish.catalogues import KEYWORDS, entries_of, missing_in, parts_printed_alone, texts_of, updated
from analysis.publish.planning import plan
from analysis.sentences import sentence
from analysis.study import compare
from analysis.text import languages, speaking, translate, typeset
from analysis.text.catalogue import catalogue_in, path_of, translated_languages
from conftest import ROOT, Copy

HERE = Project(ROOT)
UPDATE = "run: make translations, then fill every empty msgstr of data/translations/fr.po"
FIGURE = re.compile(r"\d+(?:\.\d+)?")
DAY = re.compile(r"\b(\d{4})-(\d\d)(?:-(\d\d))?\b(?!-)")
THOUSANDS = {"en": r"(?<=\d),(?=\d{3}(?!\d))", "fr": r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))"}
TRILLIONS = re.compile(r"(\d+(?:\.\d+)?)(?= ?(?:tn\b|trillion|milliers? de milliards))")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")


@pytest.fixture(scope="module")
def french() -> list[Message]:
    """The entries of the French catalogue."""
    return entries_of(HERE, "fr")


def forms_of(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """A text, or the forms of one that depends on a count."""
    return (text,) if isinstance(text, str) else tuple(text)


def placeholders(text: str) -> set[str]:
    """The names in braces; whether a programme goes by its whole or its short name is up to the language."""
    return {found[1].replace(".short_name", ".name") for found in re.finditer(r"\{([^{}:!]+)[^{}]*\}", text)}


def figures(text: str, lang: str) -> Counter[float]:
    """The numbers of a text; a date written YYYY-MM-DD or YYYY-MM counts without its month, which words may tell."""
    text = DAY.sub(lambda day: f"{day[1]} / {int(day[3]) if day[3] else ''}", PLACEHOLDER.sub("", text))
    text = re.sub(THOUSANDS[lang], "", text)
    if lang == "fr":
        text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    text = TRILLIONS.sub(lambda found: f"{float(found[1]) * 1000:.12g}", text)
    return Counter(float(found) for found in FIGURE.findall(text))


@pytest.mark.parametrize("lang", translated_languages(HERE.data))
def test_every_text_is_translated(lang: str):
    assert not [str(fault) for fault in missing_in(HERE, lang)], UPDATE


def test_the_catalogue_stands_as_the_texts_order_it_and_has_none_that_is_gone():
    assert path_of(HERE.data, "fr").read_text(encoding="utf-8") == updated(HERE, "fr"), UPDATE


def test_every_text_that_code_marks_can_be_extracted():
    """Within an f-string the extraction sees no text, and of an expression it cannot know it."""
    wanted, missed = {text.english for text in texts_of(HERE)}, []
    for path in sorted(PACKAGE.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(call.func, "id", "") if isinstance(call, ast.Call) else ""
            if name not in KEYWORDS:
                continue
            given = tuple(getattr(text, "value", None) for text in call.args[: 2 if KEYWORDS[name] else 1])
            literal = all(isinstance(text, str) for text in given)
            unseen = literal and (given if KEYWORDS[name] else given[0]) not in wanted
            if unseen or (name in ("_", "N_") and not literal):
                missed.append(f"{path.relative_to(ROOT)}, line {call.lineno}: {ast.unparse(call)[:90]}")
    assert not missed


def test_french_has_the_placeholders_of_the_english(french: list[Message]):
    for entry in french:
        english, said = forms_of(entry.id), forms_of(entry.string)
        of_any = set().union(*map(placeholders, english))
        assert placeholders(said[-1]) == placeholders(english[-1]), entry.id
        assert all(placeholders(form) <= of_any for form in said), entry.id


def test_every_number_of_the_english_stands_in_the_french(french: list[Message]):
    single = {entry.id: entry.string for entry in french if isinstance(entry.id, str)}
    assert not {text: said for text, said in single.items() if figures(text, "en") != figures(said, "fr")}


def test_french_is_typed_plainly(french: list[Message]):
    said = [PLACEHOLDER.sub("x", form) for entry in french for form in forms_of(entry.string)]
    assert not [text for text in said if re.search("[\u00a0\u202f’“”]", text)], "the page sets apostrophes and spaces"
    assert not [text for text in said if re.search(r"\w[;!?](\s|$)|\w:\s|\d%|«\S|\S»", text)]


ANNOUNCED = 'msgid "capital announced"\nmsgstr "'


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        (ANNOUNCED, f"#, fuzzy\n{ANNOUNCED}", '"capital announced" is marked fuzzy'),
        ('msgstr "capital annoncé"', 'msgstr ""', '"capital announced" has no fr in data/translations/fr.po'),
    ],
)
def test_what_pages_would_print_in_english_stops_a_french_build_and_not_the_check(copy: Copy, old, new, wrong):
    copy.replace("data/translations/fr.po", old, new)
    checked = copy.call("check")
    assert "Warning: " in checked.stdout
    assert wrong in checked.stdout
    built = copy.call("build", "--notebook", "01-promised", code=1)
    assert wrong in built.stderr


def test_the_reason_of_an_edition_of_ones_own_needs_no_french_to_be_published(copy: Copy):
    data, changes = copy.project.data, {"subject_sites": 3}
    write_edition(data / "editions", load(data), "mine", "latest", "What if three?", changes)
    place = "data/editions/mine.yml, why"
    assert [fault.file for fault in missing_in(copy.project, "fr")] == [place]
    assert plan(copy.project, ["mine"], ["00-answer"]).pages


def test_a_text_of_a_table_without_french_is_told_with_its_row_and_gets_an_empty_place(copy: Copy):
    note = copy.rows("data/chosen/ladder.csv")[0]["note"]
    copy.change("data/chosen/ladder.csv", 2, "note", "A note nobody has read yet")
    (fault,) = missing_in(copy.project, "fr")
    place = "data/chosen/ladder.csv, row 2, column note"
    assert str(fault).startswith(f'{place}: "A note nobody has read yet" has no fr in data/translations/fr.po')
    written = {entry.id: entry for entry in read_po(io.StringIO(updated(copy.project, "fr")))}
    assert note not in written
    assert written["A note nobody has read yet"].string == ""
    assert written["A note nobody has read yet"].locations == [("data/chosen/ladder.csv#note", None)]


def test_a_label_that_was_changed_in_code_or_a_template_is_told_with_its_line(copy: Copy):
    """Without it the French page has the English, and nothing says so."""
    for english in ("no site", "Skip to the content"):
        copy.replace("data/translations/fr.po", f'msgid "{english}"', f'msgid "{english}, as it was"')
    places = [str(fault).partition(" has no fr")[0] for fault in missing_in(copy.project, "fr")]
    assert [re.sub(r"line \d+", "line", place) for place in places] == [
        'src/analysis/charts/maps.py, line: "no site"',
        'reports/template/base.html.j2, line: "Skip to the content"',
    ]


def test_a_fuzzy_entry_is_never_taken_for_french_in_silence(copy: Copy):
    copy.replace("data/translations/fr.po", ANNOUNCED, f"#, fuzzy\n{ANNOUNCED}")
    with pytest.raises(DataError, match='"capital announced" is marked fuzzy'):
        updated(Project(copy.project.root), "fr")


def test_parts_of_a_note_that_are_printed_alone_are_texts_too():
    row = {"note": "Spot; about 40% lower", "metric": "gpu_hour_price"}
    assert "Spot" in parts_printed_alone("facts", "note", row)


def test_a_third_language_is_a_catalogue_and_a_module_of_typography(copy: Copy, monkeypatch):
    """Latin, of which one sentence is known: no code names a language."""
    latin = ModuleType("analysis.text.typography.la")
    latin.__spec__ = ModuleSpec(latin.__name__, None)
    exec("from analysis.text.typography import *\ndef typeset(text): return text.replace('u', 'v')", vars(latin))
    monkeypatch.setitem(sys.modules, latin.__name__, latin)
    path_of(copy.project.data, "la").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "{comparator.name} announced"\nmsgstr "{comparator.name} nuntiatum"\n',
        encoding="utf-8",
    )
    with working_in(copy.project):
        assert list(languages()) == ["en", "fr", "la"]
        with speaking("la"):
            assert sentence(compare("article"), "{comparator.name} announced") == "Stargate nvntiatvm"
            assert translate("one without translation") == typeset("one without translation")
    assert missing_in(copy.project, "la")
    catalogue_in.cache_clear()
