"""What was promised and claimed: the words of each chart follow its table, in both languages."""

from __future__ import annotations

import datetime
from dataclasses import replace

from analysis import tables
from analysis.charts import (
    draw_ladder,
    draw_near_claim,
    draw_pairs,
    draw_side_by_side,
)
from analysis.charts.alt_text import extremes, trend
from analysis.charts.canvas import NARROW
from analysis.charts.style import short_dates
from analysis.pages import promised
from analysis.study import Study
from analysis.text import language, speaking
from describing import like, plain

UNIT = "millions of H100 equivalents"


def test_the_ladder_names_its_extremes_and_goes_down(latest: Study, french: Study):
    table = tables.ladder(latest)
    text = draw_ladder(table).description
    assert "Highest: 500 (Stargate, announced)." in text
    assert "Lowest: 0 (EU gigafactories, in service)." in text
    assert "Financed: EU gigafactories: none found;" in text
    assert "Stargate: falls from 500 (announced) to 16 (in service)." in text
    other = table.copy()
    other.loc[(other["seat"] == "comparator") & (other["rung"] == "in_service"), ["low", "central", "high"]] = 600.0
    text = draw_ladder(like(other, table)).description
    assert "Highest: 600 (Stargate, in service)." in text
    assert "Stargate: rises from 500 (announced) to 600 (in service)." in text
    text = plain(draw_ladder(tables.ladder(french)).description)
    assert "Maximum : 500 (Stargate, annoncé)." in text
    assert "Stargate : baisse de 500 (annoncé) à 16 (en service)." in text


def test_a_claim_beside_an_announcement_names_the_larger(latest: Study, french: Study):
    table = tables.claim_beside_announcement(latest)
    assert "Highest: 100 (Stargate, claimed deployed). Lowest: 33.5" in draw_side_by_side(table).description
    other = like(table.assign(central=[200.0, 100.0]), table)
    assert "Highest: 200 (EU gigafactories, announced)." in draw_side_by_side(other).description
    text = plain(draw_side_by_side(tables.claim_beside_announcement(french)).description)
    assert "Maximum : 100 (Stargate, déploiement affirmé). Minimum : 33,5 (Gigafabriques UE, annoncé)." in text


def test_sums_near_the_claim_tell_where_like_money_goes(latest: Study, french: Study):
    table = tables.readings_near_the_claim(latest)
    text = draw_near_claim(table).description
    assert "Money on the rung “spent”: rises from 18 (4 Dec 2025) to 59 (30 Sep 2026)." in text
    assert "Money on the rung “financed”: rises from 37 (30 Nov 2025) to 93 (30 Apr 2026)." in text
    assert "Lowest: 18 (spent, 4 Dec 2025)." in text
    spent = table["rung"] == "spent"
    other = table.copy()
    other.loc[spent, "central"] = [59.0, 12.0]
    text = draw_near_claim(like(other, table)).description
    assert "Money on the rung “spent”: falls from 59 (4 Dec 2025) to 12 (30 Sep 2026)." in text
    assert "Lowest: 12 (spent, 30 Sep 2026)." in text
    text = plain(draw_near_claim(tables.readings_near_the_claim(french)).description)
    assert "Argent à l'échelon « dépensé » : hausse de 18 (4 déc. 2025) à 59 (30 sept. 2026)." in text


def test_yardsticks_and_treatments_name_their_extremes(study: Study):
    yardsticks, treatments = (
        plain(chart.drawing.describe()) for chart in (promised.yardsticks(study), promised.treatments(study))
    )
    said = {
        "en": (
            "Dotted line, 1 = equal. In all 14.9.",
            "For each year 18.6 (18.6 to 23.9).",
            "Highest: 19.7 (For each person living there). Lowest: 10.2 (In all and undivided, over one year's GDP).",
            "Dotted line, this edition: 14.9.",
            "Building and land at buying power 14.3 (14.2 to 14.5).",
            "Highest: 17.9 (Value today, at a private rate).",
            "Lowest: 10.6 (All at buying power: a bound, wrong for chips).",
        ),
        "fr": (
            "Ligne pointillée, 1 = égalité. Au total 14,9.",
            "Par an 18,6 (18,6 à 23,9).",
            "Maximum : 19,7 (Par habitant). Minimum : 10,2 (Somme entière, sur le PIB d'un an).",
            "Ligne pointillée, cette édition : 14,9.",
            "Bâtiments et terrains à la PPA 14,3 (14,2 à 14,5).",
            "Maximum : 17,9 (Valeur aujourd'hui, au taux privé).",
            "Minimum : 10,6 (Tout à la PPA : une borne, fausse pour les puces).",
        ),
    }[language()]
    assert all(words in yardsticks for words in said[:3])
    assert all(words in treatments for words in said[3:])


def test_a_line_by_rate_is_told_as_it_goes(study: Study):
    chart = promised.by_rate(study)
    turned = chart.drawing.table.assign(ratio=lambda days: days["ratio"].to_numpy()[::-1])
    said = {
        "en": (
            "Ratio: falls from 16.1 (21 January 2025) to 14.9 (30 October 2026).",
            "Lowest 13.9 on 28 January 2026, highest 16.2 on 3 February 2025.",
            "Dotted line, Stargate announced: 16.1, 21 January 2025.",
            "Dotted line, this edition: 14.9, 30 October 2026.",
            "Ratio: rises from 14.9 (21 January 2025) to 16.1 (30 October 2026).",
        ),
        "fr": (
            "Rapport : baisse de 16,1 (21 janvier 2025) à 14,9 (30 octobre 2026).",
            "Minimum : 13,9 le 28 janvier 2026 ; maximum : 16,2 le 3 février 2025.",
            "Ligne pointillée, Stargate, annonce : 16,1, 21 janvier 2025.",
            "Ligne pointillée, cette édition : 14,9, 30 octobre 2026.",
            "Rapport : hausse de 14,9 (21 janvier 2025) à 16,1 (30 octobre 2026).",
        ),
    }[language()]
    assert all(words in plain(chart.drawing.describe()) for words in said[:4])
    assert said[4] in plain(replace(chart.drawing, table=turned).describe())


def test_days_at_the_axis_are_in_the_language_spoken(study: Study):
    texts = [text.get_text() for text in promised.by_rate(study).drawing.draw(NARROW).axes[0].texts]
    assert {"en": "Jul", "fr": "juil."}[language()] in texts


def test_pairs_name_their_extremes_and_take_a_unit_in_both_languages(latest: Study, french: Study):
    table = tables.routes(latest)
    assert "Highest: 19.8 (What it buys, by the cost of whole sites, Stargate)." in draw_pairs(table, UNIT).description
    other = table.assign(central=[*table["central"].iloc[:-1], 70.0])
    text = draw_pairs(like(other, table), UNIT).description
    assert "Highest: 70 (What runs, Stargate)." in text
    unit, reference = ("million", "millions"), (1.0, ("1: both the same", "1 : autant des deux côtés"))
    english = draw_pairs(table, unit, reference=reference).description
    assert "Dots with ranges, million, logarithmic scale. A line marks 1: 1: both the same." in english
    text = plain(draw_pairs(tables.routes(french), unit, reference=reference).description)
    assert "en millions, échelle logarithmique. Un trait marque 1 : 1 : autant des deux côtés." in text
    assert "Maximum : 19,8 (" in text


def test_numbers_at_the_axes_are_french(french: Study):
    chart = draw_pairs(tables.routes(french), UNIT)
    chart.figure.canvas.draw()
    assert "0,5" in [tick.get_text() for tick in chart.figure.axes[0].get_xticklabels()]


def test_days_at_an_axis_tell_their_year():
    turn, *others = days = [datetime.date(2025, *day) for day in ((1, 1), (4, 1), (7, 15))]
    assert short_dates(others) == ["Apr 2025", "15 Jul"]
    assert short_dates(days) == ["2025", "Apr", "15 Jul"]
    with speaking("fr"):
        assert short_dates([turn]) == ["2025"]


def test_extremes_and_trends_of_little_say_little():
    assert extremes([]) == extremes([("one", 1.0)]) == extremes([("one", 1.0), ("gap", float("nan"))]) == ""
    assert extremes([("one", 2.0), ("two", 2.0)]) == "All are 2."
    with speaking("fr"):
        assert plain(extremes([("un", 2.0), ("deux", 2.5)])) == "Maximum : 2,5 (deux). Minimum : 2 (un)."
        assert plain(trend("Rapport", ("mars", 2.0), ("avril", 2.0))) == "Rapport : stable à 2 (mars et avril)."
