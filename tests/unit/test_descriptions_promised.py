"""What was promised and claimed: the words of each chart follow its table, in both languages."""

from __future__ import annotations

import datetime

import pandas as pd

from analysis import tables
from analysis.charts import (
    draw_measures,
    draw_pairs,
    draw_ratio_by_rate,
    draw_treatments,
)
from analysis.charts.alt_text import extremes, trend
from analysis.charts.style import short_dates
from analysis.study import Study
from analysis.text import speaking
from describing import like
from test_promised import plain

UNIT = "millions of H100 equivalents"


def turned(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """A table with one column upside down."""
    return like(table.assign(**{column: list(reversed(table[column].tolist()))}), table)


def test_yardsticks_and_treatments_name_their_extremes(latest: Study, french: Study):
    for of, draw, words, value in (
        (tables.measures, draw_measures, "For each person living there", 19.7),
        (tables.treatments, draw_treatments, "Value today, at a private rate", 17.9),
    ):
        table = of(latest)
        assert f"Highest: {value} ({words})." in draw(table).description
        other = table.assign(ratio=[99.0, *table["ratio"].iloc[1:]])
        assert f"Highest: 99 ({table['measure'].iloc[0]})." in draw(like(other, table)).description
    assert "Lowest: 10.6 (All at buying power: wrong for chips, a bound)." in (
        draw_treatments(tables.treatments(latest)).description
    )
    assert "Maximum : 19,7 (Par habitant)." in plain(draw_measures(tables.measures(french)).description)


def test_a_line_by_rate_is_told_as_it_goes(latest: Study, french: Study):
    table, marks = tables.ratio_by_rate(latest), tables.marked_days(latest)
    text = plain(draw_ratio_by_rate(table, marks).description)
    assert "Ratio: falls from 16.1 (21 January 2025) to 14.9 (30 October 2026)." in text
    text = plain(draw_ratio_by_rate(turned(table, "ratio"), marks).description)
    assert "Ratio: rises from 14.9 (21 January 2025) to 16.1 (30 October 2026)." in text
    text = plain(draw_ratio_by_rate(tables.ratio_by_rate(french), tables.marked_days(french)).description)
    assert "Minimum : 13,9 le 28 janvier 2026 ; maximum : 16,2 le 3 février 2025." in text
    assert "Rapport : baisse de 16,1 (21 janvier 2025) à 14,9 (30 octobre 2026)." in text
    assert "Stargate, annonce, 21 janvier 2025 : 16,1" in text


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


def test_numbers_and_days_at_the_axes_are_french(french: Study):
    chart = draw_pairs(tables.routes(french), UNIT)
    chart.figure.canvas.draw()
    assert "0,5" in [tick.get_text() for tick in chart.figure.axes[0].get_xticklabels()]
    chart = draw_ratio_by_rate(tables.ratio_by_rate(french), tables.marked_days(french))
    chart.figure.canvas.draw()
    assert [tick.get_text() for tick in chart.figure.axes[0].get_xticklabels()] == ["2025", "juil.", "2026", "juil."]


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
