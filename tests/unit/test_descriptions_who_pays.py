"""The charts of who pays and who decides, in words: extremes and course follow the table, in both languages."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from analysis import tables
from analysis.charts import Chart, draw_debt, draw_leverage, draw_ownership, draw_site_map, draw_split
from analysis.charts.style import style
from analysis.evidence.outlines import outlines
from analysis.model.rules import check_consortium
from analysis.study import Study, compare
from analysis.tables.ownership import part, reason
from analysis.text import speaking
from conftest import ROOT
from describing import plain, said
from test_consortia import case


def drawn(study: Study) -> list[Chart | None]:
    """Every chart of the page."""
    return [
        draw_split(tables.splits(study, "subject")),
        draw_leverage(tables.leverage(study)),
        draw_debt(tables.site_debt(study)),
        draw_ownership(tables.ownership(study)),
        draw_site_map(tables.sites(study), outlines(ROOT / "data")),
    ]


def test_the_split_says_whether_the_sum_rises_and_when_the_private_part_is_smallest(latest):
    table = tables.splits(latest, "subject")
    words = said(draw_split(table))
    assert "The sum rises from EUR 20 bn (February 2025) to about EUR 30 bn (July 2026)." in words
    assert "The private part is smallest at 11.8 (June 2026) and largest at 20 (July 2026)." in words

    backwards = table.iloc[::-1].reset_index(drop=True)
    assert "The sum falls from about EUR 30 bn (July 2026) to EUR 20 bn" in said(draw_split(backwards))

    early = table.iloc[:4]
    assert "The sum is the same at the last telling as at the first: EUR 20 bn." in said(draw_split(early))

    changed = table.copy()
    changed.loc[changed["told"] == "December 2025", "private"] = 3.0
    assert "The private part is smallest at 3 (December 2025)" in said(draw_split(changed))


def test_leverage_names_the_highest_and_the_lowest_ratio(latest):
    table = tables.leverage(latest)
    words = said(draw_leverage(table))
    assert "Highest, 15: EU investment plan (EFSI), investment over public guarantee, target." in words
    assert "Lowest, 2: EU gigafactories, private capital over all public money." in words
    changed = table.copy()
    changed.loc[changed["kind"] == "target", ["low", "ratio", "high"]] = 1.5
    words = said(draw_leverage(changed))
    assert "Highest, 11.1: EU investment plan (EFSI), investment over public guarantee, audited." in words
    assert "Lowest, 1.5: " in words
    assert "Highest" not in said(draw_leverage(table[table["kind"] == "target"]))


def test_debt_names_the_sites_with_the_lowest_and_the_highest_share(latest):
    table = tables.site_debt(latest)
    expected = "The share of debt is lowest at Abilene (62.7%) and highest at Port Washington (98.3%)."
    assert expected in said(draw_debt(table))
    changed = table.copy()
    changed.loc[changed["site"] == "Saline", "percent"] = 12.5
    assert "lowest at Saline (12.5%)" in said(draw_debt(changed))
    assert "lowest" not in said(draw_debt(table.iloc[:1]))


def test_ownership_names_the_smallest_and_the_largest_european_share(latest):
    table = tables.ownership(latest)
    words = said(draw_ownership(table))
    assert "Smallest European share that is known, 0%: AION." in words
    assert "Largest, 100%: Spanish consortium; High-risk vendor as supplier (illustrative)." in words
    changed = table.copy()
    changed.loc[changed["consortium"] == "AION", ["european", "unknown"]] = [41.5, 58.5]
    assert "known, 40%: US firm as majority (illustrative)." in said(draw_ownership(changed))
    assert "Smallest" not in said(draw_ownership(table.iloc[:1]))


def test_the_map_names_the_largest_and_the_smallest_site(latest):
    table, land = tables.sites(latest), outlines(ROOT / "data")
    words = said(draw_site_map(table, land))
    assert "The smallest is planned at Lordstown: 300 MW." in words
    changed = table.copy()
    changed.loc[changed["site_id"] == "us-milam", "planned_mw"] = 40.0
    assert "The smallest is planned at Milam: 40 MW." in said(draw_site_map(changed, land))


def test_french_follows_the_table_as_english_does(french):
    split, lever, debt, owned, placed = map(said, drawn(french))
    assert "Juin 2026, 20 milliards d'euros : budget de l'UE 4,1 ; États membres 4,1 ; privé 11,8." in split
    assert "La part privée est minimale à 11,8 (juin 2026) et maximale à 20 (juillet 2026)." in split
    assert "Le plus élevé, 15 : Plan d'investissement de l'UE (FEIS), investissement sur garantie publique" in lever
    assert "La part de la dette est minimale pour Abilene (62,7 %) et maximale pour Port Washington (98,3 %)." in debt
    assert "Plus petite part européenne connue, 0 % : AION. Plus grande, 100 % : Consortium espagnol" in owned
    assert "Le plus grand site prévu : Dona Ana, 2 450 MW. Le plus petit site prévu : Lordstown, 300 MW." in placed
    table = tables.site_debt(french)
    changed = table.copy()
    changed.loc[changed["site"] == "Saline", "percent"] = 12.5
    assert "minimale pour Saline (12,5 %)" in said(draw_debt(changed))


def texts_of(chart: Chart) -> list[str]:
    """What is written in a chart."""
    return [text.get_text() for axes in chart.figure.axes for text in axes.texts if text.get_text()]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("edition", ["latest", "article"])
@pytest.mark.filterwarnings("error::UserWarning")
def test_texts_stay_in_the_figure_and_leave_room_for_the_bars(edition, lang):
    for chart in filter(None, drawn(compare(edition, lang=lang))):
        canvas = FigureCanvasAgg(chart.figure)
        with style():
            canvas.draw()
            whole = chart.figure.bbox
            for axes in chart.figure.axes:
                assert axes.get_window_extent().width > 0.8 * whole.width
                for text in axes.texts:
                    box = text.get_window_extent(canvas.get_renderer())
                    assert whole.x0 - 1 <= box.x0, text.get_text()
                    assert box.x1 <= whole.x1 + 1, text.get_text()


def test_words_of_a_chart_are_those_of_the_language_of_its_table(latest, french):
    for english, other in zip(drawn(latest), drawn(french), strict=True):
        one, two = set(texts_of(english)), set(texts_of(other))
        same = {text for text in one & two if any(letter.isalpha() for letter in text)}
        names = ("Stargate", "AION", "Europe", "Kajaani", "Rotterdam", "Sines", "Verviers", "Zbraslav", "Blue Swan")
        names += ("Eni Leonardo", "Mora la Nova", "San Fernando", "Kozani", "Doicesti", "Cernavoda")
        assert {text for text in same if not text.startswith((*names, "Lordstown"))} == set()


def test_rules_give_their_reasons_in_french():
    with speaking("fr"):
        found = check_consortium(case("US firm through an EU holding"))
        assert plain(reason(found[0])).startswith("Les propriétaires européens détiennent 46 % ; il faut plus de 50 %")
        assert plain(reason(found[0])).endswith("Entreprise américaine (US) 54 % à travers Holding de l'UE")
        assert plain(part(found[0].values["limit"] + found[0].values["limit"] / 10**6)) == "un peu plus de 50 %"
    assert reason(found[0]).startswith("European owners hold 46%")


def test_the_tables_keep_english_values_and_are_read_in_their_language(latest, french):
    here, there = tables.ownership(latest), tables.ownership(french)
    pd.testing.assert_frame_equal(pd.DataFrame(here), pd.DataFrame(there))
    assert tables.majorities(there)["passes"] == "Consortium espagnol"
    assert tables.majorities(here)["passes"] == "Spanish consortium"
    assert "fournisseur à haut risque" in tables.said_and_law(tables.consortia_checked(french))["apart"]
    assert set(tables.sites(french)["state"]) == set(tables.sites(latest)["state"])
    assert tables.in_service(tables.sites(french)) == tables.in_service(tables.sites(latest))
    assert list(tables.splits(french, "subject")["told"])[:2] == ["février 2025", "juin 2025"]
