"""How sure the results are: bands, levers, convergence, and the page at every edge."""

import numpy as np
import pytest

from analysis.edition import names_of_editions
from analysis.pages import uncertainty
from analysis.pages.uncertainty import COMPUTE, MOST
from analysis.study import Study, compare
from analysis.text import speaking, translate
from analysis.uncertainty.sampling import DRAWS
from conftest import ROOT

LAG = "comparison.lag_at_first_service"


def test_bands_are_those_of_the_study_and_stand_in_order_of_width(latest: Study):
    table = uncertainty.bands(latest).table
    assert table["factor"].is_monotonic_increasing
    for row in table.to_dict("records"):
        one = row["result"]
        assert one.value.low < one.median < one.value.high
        assert row["value"].central == pytest.approx(1)
        assert (
            row["factor"]
            == one.value.high / one.value.low
            == pytest.approx(row["value"].value.high / row["value"].value.low)
        )


def test_bands_agree_with_draws_of_their_own(latest: Study):
    one = uncertainty.bands(latest).table.set_index("outcome").loc[COMPUTE, "result"]
    again = latest.sample(COMPUTE).band("subject_h100e_by_money")
    assert [one.value.low, one.median, one.value.high] == pytest.approx(again, rel=0.01)


def test_levers_are_the_tornado_with_the_indices_beside_it(latest: Study):
    table, swings = uncertainty.levers(latest, "levers-compute").table, latest.tornado(COMPUTE)
    assert list(table["swing"]) == sorted(table["swing"], reverse=True)
    assert table["swing"].iloc[0] == swings["swing"].max()
    drawn = [value.value.high - value.value.low for value in table["value"]]
    assert drawn == pytest.approx([np.ptp([row.low.central, row.high.central]) for row in table.itertuples()])
    assert table[["first", "total"]].min().min() >= 0
    assert 0.9 < latest.sobol_indices(COMPUTE)["first"].sum() < 1.05
    assert {value.central for value in table["value"]} == {latest.subject.h100e_by_money.central}


def test_a_short_bar_is_left_out_and_counted(latest: Study):
    chart = uncertainty.levers(latest, "levers-cost")
    drawn, behind = (len(table) for table in (chart.table, latest.tornado(uncertainty.LEVERS["levers-cost"][0])))
    assert drawn < behind
    assert f"the {drawn} of {behind} inputs" in chart.note
    assert len(uncertainty.levers(latest, "levers-compute").table) <= MOST


def test_there_are_draws_enough(latest: Study):
    table = uncertainty.convergence(latest).table
    ends = table[table["percentile"] != 50].groupby("draws")["apart"].max()
    assert ends.iloc[-1] < ends.iloc[0] / 10
    assert ends.index[-1] == DRAWS
    assert ends.iloc[-1] < 0.01


def test_drawing_inputs_together_moves_only_what_rests_on_their_group(latest: Study):
    rows = {row["outcome"]: row for row in uncertainty.drawn_both_ways(latest)}
    assert rows[COMPUTE]["wider"] < -0.05
    assert rows[LAG]["wider"] == pytest.approx(0, abs=0.005)  # noise of the draws
    for one in (row[way] for row in rows.values() for way in ("result", "apart")):
        assert one.value.low <= one.central <= one.value.high, "a range holds the central value"
    assert uncertainty.values(latest)["change"] == round(-rows[COMPUTE]["wider"], 2)


def test_every_edition_gives_a_row_with_its_own_ratio(latest: Study):
    table = uncertainty.editions(latest).frame.set_index("edition")
    assert list(table.index) == names_of_editions(ROOT / "data" / "editions")
    for name in ("latest", "half-stargate"):
        expected = compare(name).comparison.announced_ratio.central
        assert table.loc[name, "announced_ratio"].central == expected


def test_an_edition_that_sets_one_seat_is_left_out_where_another_programme_sits(swapped: Study):
    found = list(uncertainty.editions(swapped).frame["edition"])
    assert "half-stargate" not in found
    assert {"latest", "ppp"} <= set(found)


def test_what_is_judged_is_what_its_row_says_is_judged(latest: Study):
    table = uncertainty.judged(latest).frame
    assert 0 < len(table) < table.attrs["of"]
    names = {value.name for value in table["value"]}
    assert "span_years" in names, "no document gives the years"
    assert "price_performance_growth_16bit" not in names, "a document gives it"
    with speaking("fr"):
        said = uncertainty.judged(latest).frame
        assert uncertainty.values(latest)["judged"] == len(table)
    assert [value.name for value in table["value"]] == [value.name for value in said["value"]]


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


def test_contradictions_are_not_anticipated(article: Study, latest: Study):
    early, late = (uncertainty.conflicts(study).frame for study in (article, latest))
    assert 0 < len(early) < len(late)


def test_nothing_is_drawn_of_nothing(article: Study, early: Study):
    for made in (uncertainty.every_way, uncertainty.correlation, uncertainty.convergence):
        assert made(early) is None
    assert uncertainty.levers(article, "levers-lag") is None
    assert uncertainty.bands(early).title.endswith("a factor of 1.08 apart"), "one range has no widest"


def test_what_cannot_be_drawn_is_named_with_its_reason(article: Study, latest: Study):
    assert uncertainty.values(latest)["undrawn"] is None
    assert "no reading of start of work" in uncertainty.values(article)["undrawn"]
    assert not article.comparison.lag_at_first_service.known
