"""The charts of who pays and who decides, in words and numbers, in both languages, within their surface."""

from fractions import Fraction

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from analysis.charts.canvas import NARROW, WIDE
from analysis.charts.chart import Chart
from analysis.charts.style import style
from analysis.model.consortium import part
from analysis.model.rules import check_consortium
from analysis.pages import capital, ownership, sites
from analysis.study import Study, compare
from analysis.text import language, speaking, translate
from describing import plain
from test_consortia import case


def drawn(study: Study) -> list[Chart | None]:
    """Every chart of the page but those of the price of an hour."""
    return [
        capital.split(study, "subject"),
        capital.leverage(study),
        capital.debt(study),
        ownership.ownership(study),
        sites.site_map(study),
    ]


def said(chart: Chart) -> str:
    """The description of a chart, plain."""
    return plain(chart.drawing.describe())


TOLD = {
    "en": (
        (
            "June 2026, EUR 20 bn: EU budget 4.1; member states 4.1; private 11.8.",
            "December 2025, EUR 20 bn: public, not divided 6; private 14.",
            "July 2026, about EUR 30 bn: EU budget 5 (1 to 5); member states 5 (1.3 to 5); private 20.",
            "Highest: about EUR 30 bn (July 2026). Lowest: EUR 20 bn (February 2025;",
        ),
        (
            "EFSI), investment over public guarantee, target)",
            "private capital over all public money about 2 (2 to 8.7).",
        ),
        ("Highest: 98.3% debt, confidence low (Stargate, Port Washington). Lowest: 62.7% debt (Stargate, Abilene).",),
        ("Highest: 100% (Spanish consortium; High-risk vendor as supplier (illustrative)). Lowest: 0% (AION).",),
        ("Highest: 2,450 (Dona Ana). Lowest: 300 (Lordstown).", "Abilene 590 of 1,200 in service"),
    ),
    "fr": (
        ("Juin 2026, 20 milliards d'euros : budget de l'UE 4,1 ; États membres 4,1 ; privé 11,8.",),
        ("Maximum : 15 (Plan d'investissement de l'UE (FEIS), investissement sur garantie publique, objectif)",),
        ("62,7 % de dette (Stargate, Abilene).", "98,3 % de dette, confiance faible (Stargate, Port Washington)."),
        ("Consortium espagnol, majorité respectée : Part européenne 100 %.", "Minimum : 0 % (AION)."),
        ("2 450 (Dona Ana)", "300 (Lordstown)"),
    ),
}


def test_descriptions_tell_what_is_drawn(study):
    for chart, told in zip(drawn(study), TOLD[language()], strict=True):
        assert [words for words in told if words not in said(chart)] == []


def test_descriptions_follow_the_data(latest):
    made = compare("latest", subject_announced=50)
    assert "As set here, EUR 50 bn: EU budget 5 (1 to 5); member states 5 (1.3 to 5); private 40." in said(
        capital.split(made, "subject")
    )
    changed = compare("latest", changes={"subject_union_budget": 8})
    assert "all capital over the EU budget alone about 4.1 (3.7 to 4.1)." in said(capital.leverage(changed))


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("edition", ["latest", "article"])
def test_texts_stay_in_the_figure_and_over_no_other(edition, lang, width):
    with speaking(lang):
        for chart in filter(None, drawn(compare(edition))):
            figure = chart.drawing.draw(width)
            renderer, whole = FigureCanvasAgg(figure).get_renderer(), figure.bbox.padded(1)
            with style():
                boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in figure.axes[0].texts]
            for place, (text, box) in enumerate(boxes):
                assert whole.x0 <= box.x0, text
                assert box.x1 <= whole.x1, text
                assert not [other for other, there in boxes[:place] if box.overlaps(there)], (chart.name, text)


def test_words_of_a_chart_are_those_of_the_language_spoken(latest):
    texts = {}
    for lang in ("en", "fr"):
        with speaking(lang):
            figures = [chart.drawing.draw(WIDE) for chart in drawn(latest)]
            texts[lang] = {text.get_text() for figure in figures for text in figure.axes[0].texts}
    same = {text for text in texts["en"] & texts["fr"] if any(letter.isalpha() for letter in text)}
    names = ("Stargate", "AION", "Europe", "Abilene", "Dona Ana", "Saline", "Shackelford", "Port Washington", "Milam")
    names += ("Lordstown", "Kajaani", "Rotterdam", "Sines", "Verviers", "Zbraslav", "Blue Swan", "Eni Leonardo")
    names += ("Mora la Nova", "San Fernando", "Kozani", "Doicesti", "Cernavoda")
    assert {text for text in same if not text.startswith(names)} == set()


def test_rules_give_their_reasons_in_french():
    found = check_consortium(case("US firm through an EU holding"))
    with speaking("fr"):
        told = plain(translate(found[0].why))
        assert told.startswith("Les propriétaires européens détiennent 46 % ; il faut plus de 50 %")
        assert told.endswith("Entreprise américaine (US) 54 % à travers Holding de l'UE")
        assert plain(translate(part(Fraction("0.5000001")))) == "un peu plus de 50 %"
    assert found[0].why.startswith("European owners hold 46%")


def test_tables_keep_english_values_and_are_read_in_their_language(latest):
    here = ownership.owned(latest)
    with speaking("fr"):
        there, found = ownership.owned(latest), ownership.values(latest)
        assert translate(found["passes"]) == "Consortium espagnol"
        assert "fournisseur à haut risque" in translate(found["apart"])
        assert set(sites.sites(latest)["state"]) == {"announced or bid", "in service", "under construction"}
        assert sites.in_service(sites.sites(latest))["comparator_runs"] == 1
    assert ownership.values(latest)["passes"] == "Spanish consortium"
    pd.testing.assert_frame_equal(pd.DataFrame(here), pd.DataFrame(there))
