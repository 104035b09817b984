"""The French of the tables: complete, with every number of the English, and nothing that no table has any longer."""

from __future__ import annotations

import io
import re
from collections import Counter

import pytest
from babel.messages.pofile import read_po

from analysis.paths import Project
from analysis.upkeep.catalogues import (
    data_texts,
    names,
    parts_printed_alone,
    path_of_catalogue,
    translations,
    updated,
)
from conftest import ROOT

HERE = Project(ROOT)
UPDATE = "run: make translations, then fill every empty msgstr of data/translations/fr.po"
FIGURE = re.compile(r"\d+(?:\.\d+)?")
DAY = re.compile(r"\b(\d{4})-(\d\d)(?:-(\d\d))?\b(?!-)")
THOUSANDS = {"en": r"(?<=\d),(?=\d{3}(?!\d))", "fr": r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))"}
TRILLIONS = re.compile(r"(\d+(?:\.\d+)?)(?= ?(?:tn\b|trillion|milliers? de milliards))")


@pytest.fixture(scope="module")
def french() -> dict[str, str]:
    return translations(HERE)


@pytest.fixture(scope="module")
def wanted() -> dict[str, str]:
    return data_texts(HERE)


def figures(text: str, lang: str) -> Counter[float]:
    """The numbers of a text; a date written YYYY-MM-DD or YYYY-MM counts without its month, which words may tell."""
    text = DAY.sub(lambda day: f"{day[1]} / {int(day[3]) if day[3] else ''}", text)
    text = re.sub(THOUSANDS[lang], "", text)
    if lang == "fr":
        text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    text = TRILLIONS.sub(lambda found: f"{float(found[1]) * 1000:.12g}", text)
    return Counter(float(found) for found in FIGURE.findall(text))


def test_every_text_has_its_french(french, wanted):
    missing = [f"{place}: {text}" for text, place in wanted.items() if not french.get(text, "").strip()]
    assert not missing, f"{missing} ({UPDATE})"


def test_nothing_is_translated_that_no_table_has(french, wanted):
    gone = [text for text in french if text not in wanted and text not in names(HERE)]
    assert not gone, f"{gone} ({UPDATE})"


def test_every_number_of_the_english_stands_in_the_french(french, wanted):
    changed = {
        wanted.get(text, text): (text, said)
        for text, said in french.items()
        if figures(text, "en") != figures(said, "fr")
    }
    assert not changed


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("1,234.5 bn", "1 234,5 milliards"),
        ("done 2026-07-28", "fait le 28 juillet 2026"),
        ("10tn and 5.2 trillion", "10 000 milliards et 5,2 milliers de milliards"),
    ],
)
def test_numbers_are_compared_as_each_language_writes_them(english, said):
    assert figures(english, "en") == figures(said, "fr")
    assert figures(english, "en") != figures(said + " 7", "fr")


def test_nothing_is_fuzzy_or_commented_out():
    with path_of_catalogue(HERE).open("rb") as stream:
        found = read_po(stream)
    assert not [message.id for message in found if message.id and message.fuzzy]
    assert not found.obsolete


def test_french_is_typed_plainly(french):
    set_by_hand = [said for said in french.values() if re.search("[\u00a0\u202f’“”]", said)]
    assert not set_by_hand, "type plain apostrophes and spaces: the page sets them"
    closed_up = [said for said in french.values() if re.search(r"\w[;!?](\s|$)|\w:\s|\d%|«\S|\S»", said)]
    assert not closed_up


def test_the_catalogue_stands_as_the_tables_order_it(french):
    assert path_of_catalogue(HERE).read_text(encoding="utf-8") == updated(HERE, french), UPDATE


def test_a_new_text_gets_an_empty_place_and_a_lost_one_goes(copy):
    known = translations(copy.project)
    note = copy.rows("data/chosen/ladder.csv")[0]["note"]
    copy.change("data/chosen/ladder.csv", 2, "note", "A note nobody has read yet")
    written = {message.id: message for message in read_po(io.StringIO(updated(copy.project, known)))}
    assert note in known
    assert note not in written
    assert written["A note nobody has read yet"].string == ""
    assert written["A note nobody has read yet"].locations == [("data/chosen/ladder.csv#note", None)]
    assert data_texts(copy.project)["A note nobody has read yet"] == "data/chosen/ladder.csv, row 2, column note"


def test_parts_of_a_note_that_are_printed_alone_are_texts_too():
    row = {"note": "Spot; about 40% lower", "metric": "gpu_hour_price"}
    assert "Spot" in parts_printed_alone("data/evidence/facts.csv", "note", row)
