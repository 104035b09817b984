"""Charts in words: what is said follows the data. ``tests/readings`` has all of it as it is said of the editions."""

import datetime
from dataclasses import replace

import pytest

from analysis.charts.alt_text import extremes, trend
from analysis.charts.canvas import WIDE
from analysis.charts.chart import Chart
from analysis.charts.style import short_dates
from analysis.model.amounts import Triplet
from analysis.pages import capital, compute, hour, realisation, sites, suppliers, timing
from analysis.study import Study, compare
from analysis.text import language, speaking
from conftest import plain


def told(chart: Chart) -> str:
    """What a chart says in words, plain."""
    return plain(chart.drawing.describe())


def with_value(chart: Chart, column: str, rows: str, central: float) -> str:
    """What a chart says with another value, and no range, in the last of some rows."""
    table = chart.drawing.table.reset_index(drop=True)
    at = table.query(rows).index[-1]
    was = table.at[at, column]
    table.at[at, column] = central if isinstance(was, float) else replace(was, value=Triplet.exact(central))
    return plain(replace(chart.drawing, table=table).describe())


CHANGED = [
    # chart, row, its value; what is said of it then in English and in French
    (
        *(realisation.money, "rung == 'spent' and seat == 'comparator'", 2.0),
        *("Spent, Stargate: 2, down from 4.9", "Dépensé, Stargate : 2, en baisse par rapport à 4,9"),
    ),
    (
        timing.lead_times,
        "kind == 'observed'",
        3.0,
        "Lowest: 3 months (Set beside",
        "Minimum : 3 mois (Stargate et",
    ),
    (compute.later_money, "line == 'bit8'", 0.5, "Whole site, 8 bit: falls", "Site entier, 8 bits : baisse de 1"),
    (hour.cost, "index == 2", 2.0, "Highest: 2 (Stargate, 2025).", "Maximum : 2 (Stargate, 2025)."),
    (suppliers.items, "index == index", 0.55, "Highest: €55 (Building and", "Maximum : 55 € (Bâtiment et"),
]


@pytest.mark.parametrize(("make", "rows", "central", "english", "french"), CHANGED)
def test_what_is_said_follows_the_table(study: Study, make, rows, central, english, french):
    chart, words = make(study), {"en": english, "fr": french}[language()]
    assert words not in told(chart)
    assert words in with_value(chart, "value", rows, central)


def test_what_is_said_follows_the_parameters():
    made = compare("latest", subject_announced=50)
    assert "As set here, €50bn: EU budget 5 (1 to 5); member states 5 (1.3 to 5); private 40." in told(
        capital.split(made, "subject")
    )


def test_words_in_a_chart_are_those_of_the_language_spoken(latest: Study):
    texts = {}
    for lang in ("en", "fr"):
        with speaking(lang):
            charts = [capital.split(latest, "subject")]
            charts += [make(latest) for make in (capital.debt, sites.site_map)]
            drawn = [chart.drawing.draw(WIDE).axes[0].texts for chart in charts]
            texts[lang] = {text.get_text() for of_chart in drawn for text in of_chart}
    same = {text for text in texts["en"] & texts["fr"] if any(letter.isalpha() for letter in text)}
    names = ("Stargate", "AION", "Europe", "Abilene", "Dona Ana", "Saline", "Shackelford", "Port Washington", "Milam")
    names += ("Lordstown", "Kajaani", "Rotterdam", "Sines", "Verviers", "Zbraslav", "Blue Swan", "Eni Leonardo")
    names += ("Mora la Nova", "San Fernando", "Kozani", "Doicesti", "Cernavoda")
    assert {text for text in same if not text.startswith(names)} == set()


def test_days_at_an_axis_tell_their_year():
    turn, *others = days = [datetime.date(2025, *day) for day in ((1, 1), (7, 1), (7, 15))]
    assert short_dates(others) == ["Jul 2025", "15 Jul"]
    assert short_dates(days) == ["2025", "Jul", "15 Jul"]
    with speaking("fr"):
        assert short_dates([turn, others[0]]) == ["2025", "juil."]


def test_extremes_and_trends_of_little_say_little():
    assert extremes([]) == extremes([("one", 1.0)]) == extremes([("one", 1.0), ("gap", float("nan"))]) == ""
    assert extremes([("one", 2.0), ("two", 2.0)]) == "All are 2."
    with speaking("fr"):
        assert plain(extremes([("un", 2.0), ("deux", 2.5)])) == "Maximum : 2,5 (deux). Minimum : 2 (un)."
        assert plain(trend("Rapport", ("mars", 2.0), ("avril", 2.0))) == "Rapport : stable à 2 (mars et avril)."
