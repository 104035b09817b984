"""French as it is set and worded."""

import datetime
import html
import pickle
import re
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from analysis.characters import visible
from analysis.errors import CallError
from analysis.model.amounts import Triplet
from analysis.pages import answer
from analysis.publish.figure import figure
from analysis.publish.html import markdown
from analysis.sentences import as_markdown, say, sentence
from analysis.study import Quantity, Study, compare
from analysis.study.quantity import LAST_TIER
from analysis.text import (
    DEFAULT,
    JOINT,
    Message,
    filled,
    language,
    languages,
    listed,
    plural,
    speak,
    speaking,
    translate,
)
from analysis.text.numbers import date, large, month, number, percent, period, times
from analysis.text.prose import blocks
from analysis.text.typography.fr import joined, typeset
from analysis.wording import ends, quantity, with_unit
from conftest import plain


def marked(text: str) -> str:
    """A text with its no-break spaces shown: a wide one as ``_``, a narrow one as ``|``."""
    return text.replace("\N{NO-BREAK SPACE}", "_").replace("\N{NARROW NO-BREAK SPACE}", "|")


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
    assert marked(typeset(text)).replace("8_millions", "8 millions") == expected


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


def test_a_value_that_is_filled_in_is_joined(french):
    assert filled("le coût de {whom}", whom="les sites") == "le coût des sites"
    assert filled("de {count} et de {whom}", count=8, whom="Oracle") == "de 8 et d’Oracle"


def test_nothing_is_joined_in_english():
    assert filled("of {whom}", whom="the sites") == "of the sites"
    assert JOINT not in translate("{one} of {other}", one="part", other="the whole")


WRITTEN = [
    (number, 23.332, "23,3"),
    (number, 20.0, "20"),
    (number, 1462.9, "1|463"),
    (number, 0.0004063, "0,000406"),
    (number, 0, "0"),
    (number, -1.25, "-1,25"),
    (large, 362_335.0, "362|000"),
    (large, 1_000_000.0, "1_million"),
    (large, 1_370_000.0, "1,37_million"),
    (large, 17_786_044.0, "17,8_millions"),
    (large, 1_500_000_000.0, "1,5_milliard"),
    (large, 23_300_000_000.0, "23,3_milliards"),
    (large, 1463.2, "1|463"),
    (percent, 0.2, "20|%"),
    (percent, 0.00406, "0,406|%"),
    (date, datetime.date(2025, 12, 4), "4_décembre_2025"),
    (date, datetime.date(2026, 7, 1), "1er_juillet_2026"),
    (period, "2026-07-01", "1er_juillet_2026"),
    (period, "2026-08", "août 2026"),
    (period, "2026", "2026"),
    (month, 2028.499, "juillet 2028"),
    (ends, Triplet(9.76, 18.3, 29.8), " (9,8 à 29,8)"),
    (ends, Triplet(95.9, 212, None), " (96 ou plus)"),
    (ends, Triplet(None, 212, 300), " (300 ou moins)"),
    (ends, Triplet.exact(20), ""),
]


@pytest.mark.parametrize(("write", "value", "expected"), WRITTEN)
def test_numbers_days_and_ranges_in_french(french, write, value, expected: str):
    assert marked(write(value)) == expected


def test_the_first_of_a_month_in_english():
    assert marked(date(datetime.date(2026, 7, 1))) == "1_July_2026"


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
        ("66,5", "EUR per person", 66.5, "66,5_euros par habitant"),
        ("2", "ratio", 2, "2"),
    ],
)
def test_units_in_french(french, text: str, unit: str, count: float, expected: str):
    given = text.replace("|", "\N{NARROW NO-BREAK SPACE}").replace("_", "\N{NO-BREAK SPACE}")
    assert marked(with_unit(given, unit, count)) == expected


def test_ranges_of_shares_and_years_in_french(french):
    assert marked(ends(Triplet(0.196, 0.225, 0.249), unit="share")) == " (19,6|% à 24,9|%)"
    assert ends(Triplet(2029.3, 2030.1, 2031), unit="year") == " (avril 2029 à janvier 2031)"


def test_quantities_of_a_study_in_french(article: Study):
    with speaking("fr"):
        announced, ratio = article.subject.announced, article.comparison.announced_ratio
        assert marked(quantity(announced)) == "20_milliards d’euros"
        assert marked(quantity(announced, "usd")) == "23,3_milliards de dollars"
        assert marked(quantity(ratio, "times")) == "21_fois"
        assert quantity(article.comparison.usd_per_eur, "rate") == "1,1666"
        assert marked(quantity(announced, "date")) == "4_décembre_2025"
        assert marked(quantity(article.comparison.claimed_deployed_share, "percent")) == "20|%"


def test_quantities_in_words_in_french(french):
    def made(**of_it: object) -> Quantity:
        return Quantity("x", "x", **({"value": Triplet.exact(5.0), "unit": "EUR bn"} | of_it))

    assert quantity(made(value=None)) == "pas de chiffre"
    assert quantity(made(value=Triplet.exact(0.0), rung="spent")) == "zéro"
    assert marked(quantity(made(qualifier="over"))) == "plus de_5_milliards d’euros"
    assert marked(quantity(made(value=Triplet(4.0, 5.0, 6.5)), "range")) == "5_milliards d’euros (4 à 6,5)"
    assert marked(quantity(made(unit="share", value=Triplet.exact(0.2)))) == "20|%"
    assert quantity(made(unit="year", value=Triplet.exact(2028.499))) == "juillet 2028"
    assert quantity(made(), "date") == "pas de date"
    assert quantity(made(confidence="low"), "basis") == "d’après les documents, confiance faible"
    assert quantity(made(sources=("project-x",)), "basis") == "notre estimation"
    assert quantity(made(tier=LAST_TIER), "basis") == "connu de seconde main ou par nos seules sommes"


def test_a_sentence_is_translated_when_it_is_filled(article: Study):
    said = "The same results under other assumptions, {comparator.name} over {subject.name}"
    assert sentence(article, said).endswith("Stargate over the EU AI gigafactories")
    with speaking("fr"):
        assert sentence(article, said).endswith("Stargate rapporté aux gigafabriques d’IA de l’UE")
        assert say(article, said).text.endswith("Stargate rapporté aux gigafabriques d’IA de l’UE")


def test_counts_take_their_form(french):
    one, many = "{count} site", "{count} sites"
    assert [marked(plural(one, many, count)) for count in (0, 1, 1.5, 2)] == [
        "0_site",
        "1_site",
        "1,5_site",
        "2_sites",
    ]


def test_speaking_nests_and_ends_with_what_it_began_with():
    assert language() == next(iter(languages())) == "en"
    with speaking("fr"):
        with speaking("en"):
            assert language() == "en"
        assert language() == "fr"
        with pytest.raises(ZeroDivisionError), speaking("en"):
            1 / 0  # noqa: B018
        assert language() == "fr"
    assert language() == "en"


def test_a_language_is_spoken_from_now_on_and_a_block_comes_before_it():
    speak("fr")
    assert language() == "fr"
    with speaking("en"):
        assert language() == "en"
    speak(DEFAULT)


def test_a_study_is_the_same_in_every_language():
    assert compare("article", lang="fr") is compare("article", lang="en")


def test_a_message_is_english_until_it_is_printed_and_so_are_its_values():
    zero = Message("{quantity}, is zero", quantity="capital announced")
    both = listed([zero, Message("no mean exchange rate for {year}", year=2025)])
    assert both == "capital announced, is zero; no mean exchange rate for 2025"
    assert pickle.loads(pickle.dumps(both)).values == both.values
    with speaking("fr"):
        assert (
            marked(translate(both)) == "une valeur est nulle (capital annoncé)|; pas de taux de change moyen pour 2025"
        )


def test_a_text_without_translation_stays_as_it_is(french):
    assert translate("no catalogue has this") == "no catalogue has this"
    assert translate("") == ""


# Sentences: no gap is printed, no placeholder is misspelt silently, guards hold. -------------------------------------


def test_a_sentence_with_a_gap_is_replaced(article):
    assert sentence(article, "{subject.claimed_deployed} claimed", "No claim by {subject.name}.") == (
        "No claim by the EU AI gigafactories."
    )
    assert sentence(article, "{subject.claimed_deployed} claimed") == ""


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{subject.anounced}", 'nearest: "announced"'),
        ("{subjct.announced}", 'nearest: "{subject}"'),
        ("{subject.announced:perzent}", 'nearest: "percent"'),
        ("{subject.sites:usd}", "no value in US dollars"),
    ],
)
def test_a_misspelt_placeholder_is_refused(article, template, message):
    with pytest.raises(CallError, match=re.escape(message)):
        sentence(article, template)


@given(st.floats(min_value=1e-6, max_value=1e9))
def test_a_number_as_written_is_within_half_a_percent(value):
    assert float(number(value).replace(",", "")) == pytest.approx(value, rel=0.0051)


@given(st.floats(min_value=0.001, max_value=1e5))
def test_numbers_carry_no_trailing_zeros(value):
    text = number(value)
    assert "." not in text or not text.endswith(("0", "."))


def test_sources_under_a_figure_are_those_of_what_is_drawn(latest):
    shown = figure(answer.staircases(latest)).html
    for sum_ in (latest.subject.announced, latest.comparator.spent):
        for source_id in sum_.sources:
            assert latest.evidence.source(source_id)["publisher"].replace("&", "&amp;") in shown


TEXTS = ["# a", "- a", "+ a", "1. a", "10) a", "=== a", "a\n\n# b", "**a** `b` [c](d) <e> ![f](g) &lt; $h$ | i | ~~j~~"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_value_in_markdown_is_seen_as_it_is(text):
    paragraph = markdown()(as_markdown(text, "")).strip()
    assert html.unescape(paragraph.removeprefix("<p>").removesuffix("</p>")) == " ".join(text.split("\n"))


def test_a_sentence_that_begins_with_a_sign_keeps_it(article):
    assert sentence(article, "{name} is here", mark=as_markdown, values={"name": "<"}) == "&lt; Is here"


def test_what_xml_and_html_refuse_is_written_as_its_number():
    assert visible("a\x00b\x85c\u2028d\uffffe\ufdd0f\n\tg") == "a[U+0000]b[U+0085]c[U+2028]d[U+FFFF]e[U+FDD0]f\n\tg"


def test_a_ratio_below_one_is_told_as_a_share():
    assert [times(value) for value in (1, 0.81)] == ["1\N{NO-BREAK SPACE}times", "81% of"]
    assert times(0.042, 0.0784) == "4.2% to 7.84% of"
    assert plain(times(0.8, 1.2)) == "0.8 to 1.2 times"
    with speaking("fr"):
        assert plain(times(0.067)) == "6,7 % de"


def test_a_block_is_said_whose_condition_holds_and_whose_numbers_are_known(article):
    told = blocks("if few", "{subject.sites}, few.\n--- if subject\n{subject.claimed_deployed}.\n---else\nMany\nsites.")
    assert plain(say(article, *told, values={"few": True, "subject": article.subject}).text) == "5 sites, few."
    assert plain(say(article, *told, values={"few": False, "subject": article.subject}).text) == "Many sites."
    with pytest.raises(CallError, match='the condition "few": NameError'):
        say(article, *told)
    with pytest.raises(ValueError, match='"when few" is no condition'):
        blocks("when few", "x")


def test_a_bound_tells_the_end_of_its_range_that_means_something():
    at_most = Quantity("x", "x", Triplet(2.1, 3.2, 4.8), "years", qualifier="at most")
    assert plain(quantity(at_most, "range")) == "about 3.2 years (4.8 or less)"
    assert plain(quantity(replace(at_most, qualifier="at least"), "range")) == "about 3.2 years (2.1 or more)"
    assert plain(quantity(replace(at_most, qualifier="up to"), "range")) == "about 3.2 years (2.1 to 4.8)"
