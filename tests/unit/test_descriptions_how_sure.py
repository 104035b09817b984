"""The charts of how sure the results are, in words: extremes and trends as the tables have them, in both languages."""

from __future__ import annotations

from dataclasses import replace

from analysis import tables
from analysis.charts import draw_bands, draw_convergence, draw_levers, draw_ranges
from analysis.study import Study, compare
from analysis.tables.uncertainty import OUTCOMES, TOGETHER
from analysis.text import language
from describing import changed, plain, said

COMPUTE = "subject.h100e_by_money"


def test_bands_name_the_narrowest_and_the_widest(study: Study):
    table = tables.bands(study)
    widest = {"en": "widest one of 40 ({})", "fr": "plus large un facteur 40 ({})"}[language()]
    wide = plain(widest.format(table["label"].iloc[0]))
    assert wide not in said(draw_bands(table))
    assert wide in said(draw_bands(changed(table, 0, factor=40.0)))


def test_levers_name_the_longest_and_the_shortest_bar(study: Study):
    table = tables.levers(study, COMPUTE)
    words = {
        "en": "The longest bar is that of “{}”, the result going from 1 to 9 million",
        "fr": "La barre la plus longue est celle de « {} », où le résultat va de 1 à 9 millions",
    }
    longest = plain(words[language()].format(table["input"].iloc[-1]))
    assert longest not in said(draw_levers(table))
    assert longest in said(draw_levers(changed(table, -1, low=9e6, high=1.0)))


def test_convergence_says_whether_the_bands_narrow(study: Study):
    table = tables.convergence_of(study, COMPUTE)
    falls, rises = {
        "en": ("The width of the band falls from", "The width of the band rises from 121,000 to 400,000."),
        "fr": ("La largeur de la bande tombe de", "La largeur de la bande monte de 121 000 à 400 000."),
    }[language()]
    before = said(draw_convergence(table))
    assert before.count(falls) == 3
    at = next(place for place, row in enumerate(table.itertuples()) if row.draws == max(table["draws"]))
    after = said(draw_convergence(changed(table, at, least=1e6, most=1.4e6)))
    assert after.count(falls) == 2
    assert rises in after


def test_ranges_name_the_extremes_of_the_centre_and_of_the_ends(study: Study):
    table = tables.band_by_correlation(tables.with_and_without_correlation(study), COMPUTE)
    least, reach = {
        "en": ("The least central value is about 7 ", "All together they reach from 3 to 1."),
        "fr": ("La plus petite valeur centrale est d'environ 7 ", "L'ensemble va de 3 à 1,"),
    }[language()]
    before = said(draw_ranges(table))
    value = table["value"].iloc[0]
    small = replace(value, value=type(value.value)(3.0, 7.0, 8.0))
    after = said(draw_ranges(changed(table, 0, value=small)))
    assert least not in before
    assert least in after
    assert reach not in before
    assert reach in after


def test_equal_centres_are_said_to_be_equal(study: Study):
    table = tables.band_by_correlation(tables.with_and_without_correlation(study), COMPUTE)
    equal = {"en": "The central values are equal.", "fr": "Les valeurs centrales sont égales."}[language()]
    assert equal in said(draw_ranges(table))


def test_ticks_are_written_in_the_language_of_the_table_whenever_the_figure_is(french: Study):
    chart = draw_ranges(tables.band_by_correlation(tables.with_and_without_correlation(french), COMPUTE))
    axis = chart.figure.axes[0].xaxis
    assert axis.get_major_formatter()(1.2e6, 0).replace("\N{NO-BREAK SPACE}", " ") == "1,2 million"
    assert axis.label.get_text() == "éq. H100"


def test_both_languages_find_the_same(latest: Study, french: Study):
    for made in (tables.bands, tables.choices_made, tables.across_editions, tables.readings_that_conflict):
        assert len(made(latest)) == len(made(french)), made.__name__
    english, french = tables.judged(latest, OUTCOMES), tables.judged(french, OUTCOMES)
    assert [value.name for value in english["value"]] == [value.name for value in french["value"]]
    assert english.attrs["of"] == french.attrs["of"]
    assert not set(english["input"]) & set(french["input"])


def test_a_note_counts_in_french(french: Study):
    note = tables.levers(french, "comparison.first_price_cost_per_h100e_hour_ratio").attrs["note"]
    assert note.startswith("Non représentées")
    assert note.endswith("autres données d’entrée.")


def test_inputs_that_move_together_are_named_in_french(french: Study):
    assert tables.moving_together(french, "unit_cost").startswith("part du coût d’investissement")
    others = plain(tables.also_together(french))
    assert others.startswith("Varient presque de concert : l'argent du budget de l'UE")
    assert others.endswith("Toutes les autres sont tirées séparément.")


def test_every_group_that_moves_together_has_its_words(latest: Study):
    groups = set(latest.evidence.vocabularies["correlation_groups"].words)
    assert set(TOGETHER) | {"unit_cost"} == groups
    alone = compare("latest", {"subject_span_years": 7})
    assert TOGETHER["span"] in tables.also_together(latest)
    assert TOGETHER["span"] not in tables.also_together(alone), "one that is left does not move with another"
