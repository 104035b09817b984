"""The charts of what is real and of when, in words: extremes and trends as the tables have them, in both languages."""

from dataclasses import replace

import pytest

from analysis.charts.chart import Chart
from analysis.model.amounts import Triplet
from analysis.pages import realisation, timing
from analysis.study import Study
from analysis.text import language
from analysis.wording import number
from describing import plain

CHARTS = (
    *(realisation.money, realisation.shares, realisation.record, realisation.expected),
    *(timing.slips, timing.calendars, timing.lead_times, timing.delay),
)


def told(chart: Chart) -> str:
    """What a chart says in words, plain."""
    return plain(chart.drawing.describe())


def with_value(chart: Chart, rows: str, central: float) -> str:
    """What a chart says with another value, and no range, in the last of some rows."""
    table = chart.drawing.table.reset_index(drop=True)
    at = table.query(rows).index[-1]
    table.at[at, "value"] = replace(table.at[at, "value"], value=Triplet.exact(central))
    return plain(replace(chart.drawing, table=table).describe())


def test_money_names_where_each_line_came_from(study: Study):
    chart, rows = realisation.money(study), "rung == 'spent' and seat == 'comparator'"
    rise, fall, none = {
        "en": (
            "Spent, Stargate: 59 (34 to 94), up from 4.9 on 30 June 2025",
            "down from 4.9",
            "gigafactories: none found",
        ),
        "fr": (
            "Dépensé, Stargate : 59 (34 à 94), en hausse par rapport à 4,9 au 30 juin 2025",
            "en baisse par rapport à 4,9",
            "Gigafabriques UE : rien trouvé",
        ),
    }[language()]
    assert rise in told(chart)
    assert none in told(chart)
    assert fall not in told(chart)
    assert fall in with_value(chart, rows, 2.0)


@pytest.mark.parametrize(
    ("make", "rows", "central", "english", "french"),
    [
        (
            *(realisation.shares, "rung == 'in_service' and seat == 'comparator'", 0.97),
            *("Highest: 97% (In service, Stargate)", "Maximum : 97 % (En service, Stargate)"),
        ),
        (
            *(realisation.record, "case == 'CHIPS Act, US'", 0.02),
            *(
                "Lowest: 2% (Public instrument, CHIPS Act, US",
                "Minimum : 2 % (Instrument public, CHIPS Act, États-Unis",
            ),
        ),
        (
            *(realisation.expected, "what == 'expected by the record'", 990.0),
            *("Highest: USD 990 bn (Stargate, expected", "Maximum : 990 milliards de dollars (Stargate, attendu"),
        ),
        (
            *(timing.lead_times, "kind == 'observed'", 3.0),
            *("Lowest: 3 months (Set beside Stargate, Stargate, observed)", "Minimum : 3 mois (Stargate et sites"),
        ),
        (
            *(timing.delay, "months == 36", 1.2),
            *("Percent kept: rises from 100 (0 months", "Pourcentage conservé : hausse de 100 (0 mois"),
        ),
    ],
)
def test_the_extremes_follow_the_table(study: Study, make, rows, central, english, french):
    chart, words = make(study), {"en": english, "fr": french}[language()]
    assert words not in told(chart)
    assert words in with_value(chart, rows, central)


def test_values_are_told_as_they_stand(latest: Study):
    said = told(realisation.record(latest))
    for value in realisation.earlier_promises(latest)["value"]:
        assert f"{number(value.central * 100)}%" in said
    for words in (
        "Financed, EU gigafactories none found.",
        "Spent, EU gigafactories none found.",
        "Stargate no figure",
    ):
        assert words in told(realisation.shares(latest))
    assert "Stargate, expected by the record USD 230 bn" in told(realisation.expected(latest))
    assert "36 months (20 to 51)" in told(timing.lead_times(latest))
    assert "One year: 33% (24% to 40%)." in told(timing.delay(latest))


def test_slips_say_where_the_date_went(study: Study):
    said, table = told(timing.slips(study)), timing.targets(study)
    for words in {
        "en": ("2 June 2026 July 2026, 7 months late", "Last: 30 July 2026, 6.9 months late."),
        "fr": ("2 juin 2026 juillet 2026, 7 mois de retard", "Dernière : 30 juillet 2026, 6,9 mois de retard."),
    }[language()]:
        assert words in said
    assert all(plain(words) in said for words in table["words"])


def test_calendars_name_the_earliest_and_the_latest_date(study: Study):
    said = told(timing.calendars(study))
    for words in {
        "en": (
            "Earliest: Stargate, work starts: 31 May 2024.",
            "Latest: EU gigafactories, first service, outside view:",
        ),
        "fr": (
            "La plus précoce : Stargate, début des travaux : 31 mai 2024.",
            "La plus tardive : Gigafabriques UE, mise",
        ),
    }[language()]:
        assert words in said


def test_no_english_is_left_in_a_french_description(french: Study):
    words = " ".join(told(make(french)) for make in CHARTS).lower().replace(".", " ").replace(",", " ").split()
    assert not {"the", "of", "and", "from", "to", "months", "years", "never", "announced", "spent", "late"} & set(words)
