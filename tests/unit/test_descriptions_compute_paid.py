"""What compute costs and who is paid: the words of each chart follow its table, in both languages."""

from dataclasses import replace

from analysis.charts.chart import Chart
from analysis.model.amounts import Triplet
from analysis.pages import compute, hour, suppliers
from analysis.study import Study
from analysis.text import language
from describing import plain


def told(chart: Chart) -> str:
    """What a chart says in words, plain."""
    return plain(chart.drawing.describe())


def with_value(chart: Chart, column: str, place: int, central: float) -> str:
    """What a chart says with another value, and no range, in one row."""
    table = chart.drawing.table.copy()
    at = table.index[place]
    table.at[at, column] = replace(table.at[at, column], value=Triplet.exact(central))
    return plain(replace(chart.drawing, table=table).describe())


def test_a_line_is_told_as_it_goes(study: Study):
    chart = compute.later_money(study)
    last = chart.table.query("line == 'bit8'").index[-1]
    rises, falls = {
        "en": ("Whole site, 8 bit: rises from 1 (2 July 2025) to 1.65", "Whole site, 8 bit: falls from 1"),
        "fr": ("Site entier, 8 bits : hausse de 1 (2 juillet 2025) à 1,65", "Site entier, 8 bits : baisse de 1"),
    }[language()]
    assert rises in told(chart)
    assert falls in with_value(chart, "value", last, 0.5)


def test_every_chip_is_told_with_both_counts(study: Study):
    chart = compute.chips(study)
    counts, highest = {
        "en": ("Rubin (VR200 NVL72) 8.84 and 4.04", "Highest: 8.84 (Rubin (VR200 NVL72)). Lowest: 0.15 (H20)."),
        "fr": ("Rubin (VR200 NVL72) 8,84 et 4,04", "Maximum : 8,84 (Rubin (VR200 NVL72)). Minimum : 0,15 (H20)."),
    }[language()]
    assert counts in told(chart)
    assert highest in told(chart)


def test_the_dearest_hour_is_named(latest: Study):
    chart = hour.cost(latest)
    assert "Lowest: 0.6 (EU gigafactories, 2028)." in told(chart)
    assert "Highest: 2 (Stargate, 2025)." in with_value(chart, "value", 2, 2.0)


def test_the_largest_and_the_smallest_item_are_named(study: Study):
    chart = suppliers.items(study)
    words, other = {
        "en": ("Highest: €40 (Accelerators). Lowest: €10 (Building and land).", "Highest: €55 (Building and land)."),
        "fr": ("Maximum : 40 € (Accélérateurs). Minimum : 10 € (Bâtiment et terrain).", "Maximum : 55 € (Bâtiment et"),
    }[language()]
    assert words in told(chart)
    assert other in with_value(chart, "value", -1, 0.55)


def test_one_hundred_euros_are_told_by_item_and_by_seat(study: Study):
    said = told(suppliers.items(study))
    for words in {
        "en": (
            "Accelerators €40 (35 to 45)",
            "€30 of it to Nvidia",
            "about €27 in the EU (18 to 37); about €73 elsewhere",
        ),
        "fr": ("Accélérateurs 40 € (35 à 45)", "Dont 30 € à Nvidia", "environ 27 € dans l'UE (18 à 37) ; environ 73 €"),
    }[language()]:
        assert words in said


def test_what_goes_to_sellers_in_the_eu_is_told_with_its_extremes(study: Study):
    said = told(suppliers.eu_parts(study))
    for words in {
        "en": ("Power and cooling 16% (12% to 18%) of 24%", "Highest: 16% (Power and cooling). Lowest: 0.5% (Acc"),
        "fr": ("Électricité et refroidissement 16 % (12 % à 18 %) sur 24 %", "Maximum : 16 % (Électricité et refr"),
    }[language()]:
        assert words in said
    assert (
        "Assumption in use 27% (18% to 37%)" if language() == "en" else "Hypothèse retenue 27 % (18 % à 37 %)"
    ) in said


def test_an_hour_speaks_french(french: Study):
    assert "Entretien 0,0283" in told(hour.cost(french))
    assert "Prix public, tout l'appel environ 1,3 (1,1 à 1,4)" in told(hour.public_hour(french))


def test_tables_are_in_french_and_read_the_same_numbers(latest: Study, french: Study):
    assert suppliers.items(french).table.set_index("item").loc["building_land", "seat"] == "pays hôte"
    assert suppliers.values(french)["makers"].endswith("Vertiv, Eaton et Caterpillar")
    assert all(hour.rents(french).frame["kind"])
    assert list(hour.rents(french).frame["day"]) == list(hour.rents(latest).frame["day"])
