"""What compute costs and who is paid: the words of each chart follow its table, in both languages."""

from __future__ import annotations

import pytest

from analysis import tables
from analysis.charts import draw_chips, draw_cost_of_an_hour, draw_eu_parts, draw_euro, draw_later_money
from analysis.study import Study
from analysis.wording import number
from describing import like


def plain(text: str) -> str:
    """A text with ordinary spaces and apostrophes."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ").replace("’", "'")


def test_a_line_is_told_as_it_goes(latest: Study):
    table, spent = tables.later_money(latest), tables.spending_years(latest)
    assert "Whole site, 8 bit: rises from 1 (July 2025) to" in draw_later_money(table, spent).description
    assert "Highest: 1.53 (Whole site, 8 bit, July 2029)" in draw_later_money(table, spent).description
    falling = table.assign(**{end: 1 / table[end] for end in ("low", "central", "high")})
    text = draw_later_money(like(falling, table), spent).description
    assert "Whole site, 8 bit: falls from 1 (July 2025) to 0.652 (July 2029)" in text
    assert "Lowest: 0.652 (Whole site, 8 bit, July 2029)" in text


def test_chips_are_told_from_the_oldest_to_the_newest(latest: Study):
    table = tables.chips(latest)
    oldest, newest = table["chip"].iloc[-1], table["chip"].iloc[0]
    text = draw_chips(table).description
    assert f"The count at 8 bit: rises from 0.315 ({oldest}) to 8.84 ({newest})." in text
    assert f"Highest: 8.84 ({newest} at 8 bit)." in text
    turned = like(table.iloc[::-1], table)
    assert f"The count at 8 bit: falls from 8.84 ({newest}) to 0.315 ({oldest})." in draw_chips(turned).description


def test_the_dearest_hour_is_named(latest: Study):
    table = tables.cost_of_an_hour(latest)
    cheapest = number(table["central"].min(), 2)
    assert f"Lowest: {cheapest} USD (EU gigafactories, 2028)." in draw_cost_of_an_hour(table).description
    dearer = table.assign(central=[1.0, 0.8, 1.2], high=[1.6, 1.3, 1.9])
    assert "Highest: 1.2 USD (Stargate, 2025)." in draw_cost_of_an_hour(like(dearer, table)).description
    assert "Highest" not in draw_cost_of_an_hour(table.iloc[:1]).description


def test_the_largest_and_the_smallest_item_are_named(latest: Study):
    table = tables.of_a_euro(latest)
    assert "Highest: 40% (Accelerators). Lowest: 10% (Building and land)." in draw_euro(table).description
    table.loc[table["item"] == "building_land", "central"] = 55.0
    assert "Highest: 55% (Building and land). Lowest: 12%" in draw_euro(table).description


def test_what_goes_to_sellers_in_the_eu_is_told_with_its_extremes(latest: Study):
    table, assumed = tables.eu_parts(latest), tables.assumed_eu_part(latest)
    assert (
        "Highest: 15.6% (Power and cooling). Lowest: 0.5% (Accelerators)." in draw_eu_parts(table, assumed).description
    )
    table.loc[table["item"] == "accelerators", "eu"] = 20.0
    assert "Highest: 20% (Accelerators)" in draw_eu_parts(table, assumed).description


def test_the_charts_speak_the_language_of_their_study(french: Study):
    later = draw_later_money(tables.later_money(french), tables.spending_years(french))
    assert "juillet 2029" in later.description
    assert "1,53" in later.description
    hour = plain(draw_cost_of_an_hour(tables.cost_of_an_hour(french)).description)
    assert "entretien" in hour
    parts = plain(draw_eu_parts(tables.eu_parts(french), tables.assumed_eu_part(french)).description)
    assert "Électricité et refroidissement : 15,6 sur 24 %" in parts
    assert "Dont marge de conception 29 % (28 à 30)" in plain(draw_euro(tables.of_a_euro(french)).description)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_labels_stay_inside_the_chart(latest: Study, french: Study, lang: str):
    study = {"en": latest, "fr": french}[lang]
    charts = [
        draw_later_money(tables.later_money(study), tables.spending_years(study)),
        draw_chips(tables.chips(study)),
        draw_cost_of_an_hour(tables.cost_of_an_hour(study)),
        draw_cost_of_an_hour(tables.public_hour(study)),
        draw_euro(tables.of_a_euro(study)),
        draw_eu_parts(tables.eu_parts(study), tables.assumed_eu_part(study)),
    ]
    for chart in charts:
        chart.figure.draw_without_rendering()
        width = chart.figure.bbox.x1
        axes = chart.figure.axes[0]
        for text in [*axes.texts, axes.xaxis.label]:
            box = text.get_window_extent()
            assert box.x0 >= 0
            assert box.x1 <= width + 1, text.get_text()


def test_tables_are_in_french_and_read_the_same_numbers(latest: Study, french: Study):
    one, other = tables.of_a_euro(latest), tables.of_a_euro(french)
    assert list(one["central"]) == list(other["central"])
    assert other.set_index("item").loc["building_land", "seat"] == "pays hôte"
    assert tables.makers_of_power_and_cooling(french)["makers"].endswith("Vertiv, Eaton et Caterpillar")
    assert all(kind for kind in tables.rents(french)["kind"])
    assert list(tables.rents(french)["day"]) == list(tables.rents(latest)["day"])
