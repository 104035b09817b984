"""What was promised and claimed: the words of each chart follow its table, in both languages."""

import datetime
from dataclasses import replace

from analysis.charts.alt_text import extremes, trend
from analysis.charts.canvas import NARROW
from analysis.charts.style import short_dates
from analysis.pages import promised
from analysis.study import Study
from analysis.text import language, speaking
from describing import plain

UNIT = "millions of H100 equivalents"


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
