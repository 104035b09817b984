"""The charts of how sure the results are, in words: the numbers as the tables have them, in both languages."""

from analysis.pages import uncertainty
from analysis.study import Study, compare
from analysis.text import language, translate
from analysis.wording import large, number, percent
from describing import plain


def test_bands_tell_every_range_and_how_far_apart_the_ends_are(study: Study):
    chart = uncertainty.bands(study)
    rows = chart.table.to_dict("records")
    assert all(plain(f"{row['label']}, {row['words']}") in plain(chart.drawing.describe()) for row in rows)
    assert all(number(row["factor"]) in chart.title for row in (rows[0], rows[-1]))


def test_levers_tell_both_ends_of_every_bar(study: Study):
    chart = uncertainty.levers(study, "levers-compute")
    words = {"en": "from {} to {}; {} alone", "fr": "de {} à {} ; {} seule"}[language()]
    for row in chart.table.itertuples():
        ends = (large(end.central) for end in (row.low, row.high))
        assert plain(words.format(*ends, percent(round(row.first, 2)))) in plain(chart.drawing.describe())


def test_convergence_says_how_far_runs_differ_at_the_fewest_and_the_most_draws(study: Study):
    chart = uncertainty.convergence(study)
    apart = chart.table.groupby("draws")["apart"].max().round(3)
    words = {"en": "by {} at 64 draws, {} at 16,384", "fr": "de {} à 64 tirages, de {} à 16 384"}[language()]
    assert plain(words.format(*map(percent, (apart.iloc[0], apart.iloc[-1])))) in plain(chart.drawing.describe())


def test_both_languages_find_the_same(latest: Study, french: Study):
    english, said = uncertainty.judged(latest).frame, uncertainty.judged(french).frame
    assert [value.name for value in english["value"]] == [value.name for value in said["value"]]
    assert uncertainty.values(french)["judged"] == len(english)


def test_every_group_that_moves_together_has_its_words(latest: Study):
    groups = latest.evidence.vocabularies["correlation_groups"].words
    together, alone = (
        uncertainty.values(study)["nearly"] for study in (latest, compare("latest", {"subject_span_years": 7}))
    )
    assert all(word["meaning"] in together for group, word in groups.items() if group != "unit_cost")
    assert groups["span"]["meaning"] not in alone, "one that is left does not move with another"


def test_inputs_that_move_together_are_named_in_french(french: Study):
    counted = uncertainty.values(french)
    assert translate(counted["together"]).startswith("part du coût d’investissement")
    assert "argent public d’un programme" in translate(counted["nearly"])
