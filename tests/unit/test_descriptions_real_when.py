"""The charts of what is real and of when, in words: extremes and trends as the tables have them, in both languages."""

from __future__ import annotations

import datetime

from analysis import tables
from analysis.charts import (
    draw_calendars,
    draw_delay,
    draw_expected,
    draw_lead_times,
    draw_money_over_time,
    draw_record,
    draw_shares,
    draw_slips,
)
from analysis.study import Study
from analysis.text import language
from describing import changed, said


def test_money_names_where_each_line_came_from_and_the_extremes(study: Study):
    table = tables.money_over_time(study)
    rows = table[(table["rung"] == "spent") & (table["seat"] == "comparator")]
    last = table.index.get_loc(rows.index[-1])
    rise, fall, highest = {
        "en": ("up from 4.9 on 30 June 2025", "down from 4.9 on 30 June 2025", "Highest: 900 (Spent, Stargate)"),
        "fr": (
            "en hausse par rapport à 4,9 au 30 juin 2025",
            "en baisse par rapport à 4,9 au 30 juin 2025",
            "Maximum : 900 (Dépensé, Stargate)",
        ),
    }[language()]
    text = said(draw_money_over_time(table, study.as_of))
    assert rise in text
    assert fall not in text
    assert fall in said(draw_money_over_time(changed(table, last, low=1.0, central=2.0, high=3.0), study.as_of))
    assert highest not in text
    assert highest in said(draw_money_over_time(changed(table, last, central=900.0, high=950.0), study.as_of))


def test_shares_name_the_highest_and_the_lowest(study: Study):
    table = tables.shares(study)
    place = table.index.get_loc(table[(table["rung"] == "in_service") & (table["seat"] == "comparator")].index[0])
    words = {"en": "Highest: 97% (In service, Stargate)", "fr": "Maximum : 97 % (En service, Stargate)"}[language()]
    assert words not in said(draw_shares(table))
    assert words in said(draw_shares(changed(table, place, low=96.0, central=97.0, high=98.0)))


def test_the_record_names_the_fullest_and_the_least_delivery(study: Study):
    table, rates = tables.record(study), tables.delivery_rates(study)
    words = {"en": "Lowest: 2% (CHIPS Act, US)", "fr": "Minimum : 2 % (CHIPS Act, États-Unis)"}[language()]
    assert words not in said(draw_record(table, rates))
    assert words in said(draw_record(changed(table, -1, percent=2.0), rates))


def test_what_can_be_expected_names_the_extremes(study: Study):
    table = tables.expected(study)
    words = {"en": "Highest: 222 (Stargate)", "fr": "Maximum : 222 (Stargate)"}[language()]
    assert words not in said(draw_expected(table))
    assert words in said(draw_expected(changed(table, -1, central=222.0)))


def test_slips_say_where_the_date_went(study: Study):
    table = tables.slips(study)
    later, earlier = {
        "en": ("Last: 30 July 2026, 6.9 months later. The latest was 7 months later", "Last: 30 July 2026, 2 months"),
        "fr": (
            "Dernière : 30 juillet 2026, soit 6,9 mois plus tard",
            "Dernière : 30 juillet 2026, soit 2 mois plus tôt",
        ),
    }[language()]
    assert later in said(draw_slips(table))
    assert earlier in said(draw_slips(changed(table, -1, slip=-2.0)))
    assert said(draw_slips(table.iloc[:1])).count(".") == 2


def test_calendars_name_the_earliest_and_the_latest_date(study: Study):
    table = tables.calendars(study)
    today = study.quantities["as_of_year"].central
    place = table.index.get_loc(
        table[(table["seat"] == "comparator") & (table["milestone"] == "first service")].index[0]
    )
    words = {"en": "Latest: Stargate, first service:", "fr": "La plus tardive : Stargate, première mise en service :"}
    assert words[language()] not in said(draw_calendars(table, today))
    assert words[language()] in said(draw_calendars(changed(table, place, low=2040.0, central=2040.0), today))


def test_lead_times_name_the_longest_and_the_shortest(study: Study):
    table = tables.lead_times(study)
    words = {
        "en": "Lowest: 3 (Stargate, observed, beside Stargate)",
        "fr": "Minimum : 3 (Stargate, durée constatée, côté Stargate)",
    }[language()]
    assert words not in said(draw_lead_times(table))
    assert words in said(draw_lead_times(changed(table, -1, low=3.0, central=3.0, high=3.0)))


def test_the_curve_of_delay_says_from_where_to_where_it_goes(study: Study):
    table = tables.delay(study)
    falls, rises = {
        "en": ("falls from 100% (0 months of delay) to 3.7% (36 months of delay)", "rises from 100%"),
        "fr": ("baisse de 100 % (0 mois de retard) à 3,7 % (36 mois de retard)", "hausse de 100 %"),
    }[language()]
    assert falls in said(draw_delay(table))
    assert rises in said(draw_delay(changed(table, -1, central=120.0)))


def test_tables_speak_the_language_of_their_study(latest: Study, french: Study):
    for make, column in ((tables.slips, "target"), (tables.calendars, "when")):
        here, there = make(latest)[column], make(french)[column]
        assert len(here) == len(there)
        assert (here != there).any()
    kinds = [tables.calendars(study)[["milestone", "kind"]].to_numpy().tolist() for study in (latest, french)]
    assert kinds[0] == kinds[1]


def test_no_english_is_left_in_a_french_description(french: Study):
    charts = [
        draw_money_over_time(tables.money_over_time(french), french.as_of, datetime.date(2025, 12, 4)),
        draw_shares(tables.shares(french)),
        draw_record(tables.record(french), tables.delivery_rates(french)),
        draw_expected(tables.expected(french)),
        draw_slips(tables.slips(french)),
        draw_calendars(tables.calendars(french), french.quantities["as_of_year"].central),
        draw_lead_times(tables.lead_times(french)),
        draw_delay(tables.delay(french)),
    ]
    words = " ".join(map(said, charts)).lower().replace(".", " ").replace(",", " ").split()
    assert not {"the", "of", "and", "from", "to", "months", "years", "never", "announced", "spent", "late"} & set(words)
