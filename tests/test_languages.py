"""Two languages: every text of code, templates and notebooks has its French, and French is set as it is printed."""

from __future__ import annotations

import ast
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po

from analysis.languages import (
    LANGUAGES,
    chosen,
    filled,
    language,
    of_data,
    plural,
    speaking,
    spoken,
    translate,
)
from analysis.languages.catalogues import OWN
from analysis.languages.data_texts import translations
from analysis.languages.extracting import texts_of_code
from analysis.languages.french import JOINT, joined, typeset
from analysis.model.amounts import Triplet
from analysis.paths import project
from analysis.sentences import say, sentence
from analysis.study import Quantity, Study, compare
from analysis.tables.shown import shown
from analysis.wording import (
    date,
    ends,
    large,
    month,
    number,
    percent,
    period,
    quantity,
    with_unit,
)
from conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
WORD = re.compile(r"[^\W\d_]{2}")


def placeholders(text: str) -> set[str]:
    """The names in braces; whether a programme goes by its whole or its short name is up to the language."""
    return {found[1].replace(".short_name", ".name") for found in re.finditer(r"\{([^{}:!]+)[^{}]*\}", text)}


def plain(text: str) -> str:
    """A text with its no-break spaces shown: a wide one as ``_``, a narrow one as ``|``."""
    return text.replace("\N{NO-BREAK SPACE}", "_").replace("\N{NARROW NO-BREAK SPACE}", "|")


# (a) texts of code and page templates


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


# (b) texts of notebooks


@dataclass
class Texts:
    """The texts of a notebook's code, as far as they can be read off without running it.

    Attributes
    ----------
    pairs : list of (str, str, str)
        Where, the English, the French.
    faults : list of str
        Texts that have no French beside them.
    """

    names: dict[str, ast.expr] = field(default_factory=dict)
    pairs: list[tuple[str, str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def read(self, where: str, source: str) -> None:
        """Read the assignments and the calls of one cell in their order."""
        for statement in ast.parse(source).body:
            for call in ast.walk(statement):
                if isinstance(call, ast.Call):
                    self.of_call(where, call)
            for target, value in assigned(statement):
                self.names[target] = value

    def of_call(self, where: str, call: ast.Call) -> None:
        """The texts of one call of ``say``, ``sentence``, ``figure`` or ``show_table``."""
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name not in TEXTS:
            return
        place = f"{where}, {name}"
        if name == "say":
            self.add_said(place, call.args[1:])
        elif name == "sentence":
            for value in call.args[1:]:
                self.add(place, value)
        for keyword in call.keywords:
            if keyword.arg in TEXTS[name]:
                self.add(f"{place} {keyword.arg}", keyword.value)

    def add_said(self, place: str, given: list[ast.expr]) -> None:
        """The English and the French of ``say``, side by side or as one unpacked pair."""
        if len(given) == 1 and isinstance(given[0], ast.Starred):
            self.add(place, given[0].value)
        elif len(given) == 2:
            self.add(place, ast.Tuple(given, ast.Load()))
        else:
            self.faults.append(f"{place}: {len(given)} texts, not the English and the French")

    def add(self, place: str, value: ast.expr) -> None:
        """The pairs that an expression may give: a pair, a list of pairs, a choice, a variable of any of these."""
        if isinstance(value, ast.Name) and value.id in self.names:
            self.add(place, self.names[value.id])
        elif isinstance(value, ast.IfExp):
            self.add(place, value.body)
            self.add(place, value.orelse)
        elif isinstance(value, ast.List):
            for one in value.elts:
                self.add(place, one)
        elif isinstance(value, ast.Dict):
            for one in value.values:
                self.add(place, one)
        elif isinstance(value, ast.Subscript):
            if getattr(value.value, "attr", "") != "attrs":  # a table's own text is in the study's language
                self.add(place, value.value)
        elif isinstance(value, ast.Constant) and value.value == "":
            pass
        elif isinstance(value, ast.Tuple) and len(value.elts) == 2:
            english, french = (self.alternatives(one) for one in value.elts)
            if not english or len(english) != len(french):
                self.faults.append(f"{place}: {ast.unparse(value)[:80]} is no pair of texts")
            else:
                self.pairs += [(place, *pair) for pair in zip(english, french, strict=True)]
        else:
            self.faults.append(f"{place}: {ast.unparse(value)[:80]} has no French beside it")

    def alternatives(self, value: ast.expr) -> list[str]:
        """The texts that an expression may give; what is put into an f-string is left out."""
        if isinstance(value, ast.Name) and value.id in self.names:
            return self.alternatives(self.names[value.id])
        if isinstance(value, ast.IfExp):
            return self.alternatives(value.body) + self.alternatives(value.orelse)
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return [value.value]
        if isinstance(value, ast.JoinedStr):
            return ["".join(part.value if isinstance(part, ast.Constant) else "" for part in value.values)]
        return []


TEXTS = {
    "say": {"otherwise"},
    "sentence": {"template", "otherwise"},
    "figure": {"title", "subtitle", "note"},
    "show_table": {"title", "note"},
}
"""The functions that take texts, and which of their named arguments are."""


def assigned(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """The variables that a statement sets, each with what it is set to."""
    for target in statement.targets if isinstance(statement, ast.Assign) else ():
        if isinstance(target, ast.Name):
            yield target.id, statement.value
        elif isinstance(target, ast.Tuple) and isinstance(statement.value, ast.Tuple):
            for one, value in zip(target.elts, statement.value.elts, strict=True):
                if isinstance(one, ast.Name):
                    yield one.id, value


def texts_of(path: Path) -> Texts:
    """The texts of a notebook's code."""
    found = Texts()
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            found.read(f"{path.stem} {cell.id}", cell.source)
    return found


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request) -> Path:
    """Each notebook."""
    return request.param


def test_every_text_of_a_notebook_has_its_french_beside_it(notebook: Path):
    found = texts_of(notebook)
    assert found.pairs or notebook.stem == "explore"  # whose texts are those of the controls
    assert not found.faults
    for where, english, french in found.pairs:
        assert english.strip(), where
        assert french.strip(), where
        words = re.sub(r"\{[^{}]*\}", "", english)
        assert french != english or not WORD.search(words), f"{where}: {english}"


def test_both_texts_of_a_pair_have_the_same_placeholders(notebook: Path):
    for where, english, french in texts_of(notebook).pairs:
        assert placeholders(french) == placeholders(english), f"{where}: {english}"


def tags(cell: nbformat.NotebookNode) -> set[str]:
    """The tags of a cell."""
    return set(cell.metadata.get("tags", []))


def headings(cell: nbformat.NotebookNode) -> list[int]:
    """The levels of a cell's headings."""
    return [len(found) for found in re.findall(r"^(#+) ", cell.source, re.MULTILINE)]


def test_every_cell_of_prose_is_followed_by_its_french(notebook: Path):
    cells = nbformat.read(notebook, as_version=4).cells
    prose = [place for place, cell in enumerate(cells) if cell.cell_type == "markdown" and WORD.search(cell.source)]
    english = [place for place in prose if "fr" not in tags(cells[place])]
    assert english
    assert [place for place in prose if "fr" in tags(cells[place])] == [place + 1 for place in english]
    for place in english:
        cell, its_french = cells[place], cells[place + 1]
        assert headings(cell) == headings(its_french), cell.source
        assert cell.source != its_french.source
        assert cell.source.count("\n\n") == its_french.source.count("\n\n"), cell.source


def test_no_number_is_typed_into_prose_of_either_language(notebook: Path):
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type == "markdown":
            assert not re.search(r"\d", cell.source), cell.source


def test_the_check_finds_what_has_no_french():
    found = Texts()
    found.read("x", 'title = "One"\nsay(study, "One")\nfigure(study, "x", c, t, title=title, subtitle=("a", "b"))')
    assert [fault.partition(":")[0] for fault in found.faults] == ["x, say", "x, figure title"]
    assert found.pairs == [("x, figure subtitle", "a", "b")]


# (c) French as it is set and worded


@pytest.fixture
def speaking_french() -> Iterator[None]:
    """Speak French for the time of a test."""
    with speaking("fr"):
        yield


@pytest.fixture(scope="module")
def francais() -> Study:
    """The edition of the article in French."""
    return compare("article", lang="fr")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Combien ? Rien !", "Combien|? Rien|!"),
        ("un : deux ; trois", "un_: deux|; trois"),
        ("l'« effet » d'aubaine", "l’«_effet_» d’aubaine"),
        ("20 % de 5 milliards", "20|% de 5_milliards"),
        ("3 fois en 2 ans et 4 mois", "3_fois en 2_ans et 4_mois"),
        ("**Qui ?** *Quand ?*", "**Qui|?** *Quand|?*"),
        ("`a : b ; l'x` et l'y", "`a : b ; l'x` et l’y"),
        ('<a title="a : b">l\'an : rien</a>', '<a title="a : b">l’an_: rien</a>'),
        ("d'{subject.name} à {x:usd}", "d’{subject.name} à {x:usd}"),
        ("17,8 millions équivalents H100", "17,8 millions_d’équivalents H100"),
        ("à 12:30, voir https://a.b/c", "à 12:30, voir https://a.b/c"),
    ],
)
def test_french_is_typeset(text: str, expected: str):
    assert plain(typeset(text)).replace("8_millions", "8 millions") == expected


def test_what_is_typeset_already_stays_as_it_is():
    once = typeset("L'« effet » : 20 % en 3 ans ; combien ?")
    assert typeset(once) == once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("de {}les gigafabriques", "des gigafabriques"),
        ("De {}les gigafabriques", "Des gigafabriques"),
        ("de {}le plan", "du plan"),
        ("à {}les gigafabriques", "aux gigafabriques"),
        ("À {}les gigafabriques", "Aux gigafabriques"),
        ("à {}le plan", "au plan"),
        ("à {}Stargate", "à Stargate"),
        ("de {}Stargate", "de Stargate"),
        ("de {}Oracle", "d’Oracle"),
        ("de {}États", "d’États"),
        ("de {}AMD", "de AMD"),
        ("de {}EUR 20", "de EUR 20"),
        ("pour {}les gigafabriques", "pour les gigafabriques"),
        ("code {}le plan", "code le plan"),
        ("vue de {}avril", "vue d’avril"),
    ],
)
def test_values_are_joined_to_the_word_before_them(text: str, expected: str):
    assert joined(text.format(JOINT)) == expected


def test_a_value_that_is_filled_in_is_joined(speaking_french):
    assert filled("le coût de {whom}", whom="les sites") == "le coût des sites"
    assert filled("de {count} et de {whom}", count=8, whom="Oracle") == "de 8 et d’Oracle"


def test_nothing_is_joined_in_english():
    assert filled("of {whom}", whom="the sites") == "of the sites"
    assert JOINT not in translate("{one} of {other}", one="part", other="the whole")


@pytest.mark.parametrize(
    ("value", "expected"),
    [(23.332, "23,3"), (20.0, "20"), (1462.9, "1|463"), (0.0004063, "0,000406"), (0, "0"), (-1.25, "-1,25")],
)
def test_numbers_in_french(speaking_french, value: float, expected: str):
    assert plain(number(value)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (362_335.0, "362|000"),
        (1_000_000.0, "1_million"),
        (1_370_000.0, "1,37_million"),
        (17_786_044.0, "17,8_millions"),
        (1_500_000_000.0, "1,5_milliard"),
        (23_300_000_000.0, "23,3_milliards"),
        (1463.2, "1|463"),
    ],
)
def test_large_numbers_in_french(speaking_french, value: float, expected: str):
    assert plain(large(value)) == expected


def test_shares_in_french(speaking_french):
    assert plain(percent(0.2)) == "20|%"
    assert plain(percent(0.00406)) == "0,406|%"


def test_dates_in_french(speaking_french):
    assert plain(date(datetime.date(2025, 12, 4))) == "4_décembre_2025"
    assert plain(date(datetime.date(2026, 7, 1))) == "1er_juillet_2026"
    assert plain(period("2026-07-01")) == "1er_juillet_2026"
    assert (period("2026-08"), period("2026")) == ("août 2026", "2026")
    assert month(2028.499) == "juillet 2028"


def test_the_first_of_a_month_in_english():
    assert plain(date(datetime.date(2026, 7, 1))) == "1_July_2026"


@pytest.mark.parametrize(
    ("text", "unit", "count", "expected"),
    [
        ("20", "EUR bn", 20, "20_milliards d’euros"),
        ("1", "EUR bn", 1, "1_milliard d’euros"),
        ("1,5", "USD bn", 1.5, "1,5_milliard de dollars"),
        ("500", "USD bn", 500, "500_milliards de dollars"),
        ("0", "sites", 0, "0_site"),
        ("1", "sites", 1, "1_site"),
        ("7", "sites", 7, "7_sites"),
        ("1", "months", 1, "1_mois"),
        ("1", "years", 1, "1_an"),
        ("3,5", "years", 3.5, "3,5_ans"),
        ("1", "H100e", 1, "1_équivalent H100"),
        ("600|000", "H100e", 600_000, "600|000_équivalents H100"),
        ("17,8_millions", "H100e", 17.8e6, "17,8_millions_d’équivalents H100"),
        ("1,4_million", "chips", 1.4e6, "1,4_million_de_puces"),
        ("35", "USD bn/GW", 35, "35_milliards de dollars par GW"),
        ("1", "USD/MWh", 1, "1_dollar par MWh"),
        ("2", "ratio", 2, "2"),
    ],
)
def test_units_in_french(speaking_french, text: str, unit: str, count: float, expected: str):
    given = text.replace("|", "\N{NARROW NO-BREAK SPACE}").replace("_", "\N{NO-BREAK SPACE}")
    assert plain(with_unit(given, unit, count)) == expected


def test_ranges_in_french(speaking_french):
    assert ends(Triplet(9.76, 18.3, 29.8)) == " (9,8 à 29,8)"
    assert ends(Triplet(95.9, 212, None)) == " (96 ou plus)"
    assert ends(Triplet(None, 212, 300)) == " (300 ou moins)"
    assert ends(Triplet.exact(20)) == ""
    assert plain(ends(Triplet(0.196, 0.225, 0.249), unit="share")) == " (19,6|% à 24,9|%)"
    assert ends(Triplet(2029.3, 2030.1, 2031), unit="year") == " (avril 2029 à janvier 2031)"


def test_quantities_of_a_study_in_french(francais: Study):
    with speaking("fr"):
        announced, ratio = francais.subject.announced, francais.comparison.announced_ratio
        assert plain(quantity(announced)) == "20_milliards d’euros"
        assert plain(quantity(announced, "usd")) == "23,3_milliards de dollars"
        assert plain(quantity(ratio, "times")) == "21,4_fois"
        assert quantity(francais.comparison.usd_per_eur, "rate") == "1,1666"
        assert plain(quantity(announced, "date")) == "4_décembre_2025"
        assert plain(quantity(francais.comparison.claimed_deployed_share, "percent")) == "20|%"


def test_quantities_in_words_in_french(speaking_french):
    def made(**of_it: object) -> Quantity:
        return Quantity("x", "x", **({"value": Triplet.exact(5.0), "unit": "EUR bn"} | of_it))

    assert quantity(made(value=None)) == "pas de chiffre"
    assert quantity(made(value=Triplet.exact(0.0), rung="spent")) == "zéro"
    assert plain(quantity(made(qualifier="over"))) == "plus de 5_milliards d’euros"
    assert plain(quantity(made(value=Triplet(4.0, 5.0, 6.5)), "range")) == "5_milliards d’euros (4 à 6,5)"
    assert plain(quantity(made(unit="share", value=Triplet.exact(0.2)))) == "20|%"
    assert quantity(made(unit="year", value=Triplet.exact(2028.499))) == "juillet 2028"
    assert quantity(made(), "date") == "pas de date"
    assert quantity(made(confidence="low"), "basis") == "d’après les documents, confiance faible"
    assert quantity(made(sources=("project-x",)), "basis") == "une estimation de ce projet"


def test_a_sentence_takes_the_french_of_its_pair(francais: Study, article: Study):
    pair = ("{comparator.name} beside {subject.name}", "à côté de {subject.name}, {comparator.name}")
    assert sentence(article, pair) == "Stargate beside the EU AI gigafactories"
    assert sentence(francais, pair) == "À côté des gigafabriques d’IA de l’UE, Stargate"
    assert say(francais, *pair).text == "À côté des gigafabriques d’IA de l’UE, Stargate"
    assert sentence(francais, "", ("nothing", "rien")) == "Rien"


def test_counts_take_their_form(speaking_french):
    one, many = "{count} site", "{count} sites"
    assert [plain(plural(one, many, count)) for count in (0, 1, 1.5, 2)] == [
        "0_site",
        "1_site",
        "1.5_site",
        "2_sites",
    ]


# languages one at a time


def test_speaking_nests_and_ends_with_what_it_began_with():
    assert language() == next(iter(LANGUAGES)) == "en"
    with speaking("fr"):
        with speaking("en"):
            assert language() == "en"
        assert language() == "fr"
        with pytest.raises(ZeroDivisionError), speaking("en"):
            1 / 0  # noqa: B018
        assert language() == "fr"
    assert language() == "en"


def test_a_function_speaks_the_language_of_its_study_or_table(francais: Study, article: Study):
    @spoken
    def spoken_here(first: object, *others: object) -> str:
        return language()

    assert [spoken_here(study) for study in (article, francais)] == ["en", "fr"]
    for lang in LANGUAGES:
        with speaking(lang):
            table = shown([{"x": 1}], {"x": "X"}, [])
            assert spoken_here("of neither") == lang
            assert spoken_here(article), spoken_here(francais) == ("en", "fr")
        assert spoken_here(table) == lang
        assert spoken_here(table[table["x"] > 0]) == lang
    assert spoken_here(pd.DataFrame()) == "en"
    with speaking("fr"):
        assert spoken_here(article, francais) == "en"


def test_a_text_without_translation_stays_as_it_is(speaking_french):
    assert of_data("no catalogue has this") == "no catalogue has this"
    assert of_data("") == ""


def test_a_pair_gives_its_place(speaking_french):
    assert chosen(("in service", "en service")) == "en service"
    assert chosen(("in service", "")) == "in service"
    assert chosen("in service") == "in service"
