"""How sure the results are: bands, levers, and the page at every edge."""

import numpy as np
import pytest

from analysis.edition import names_of_editions
from analysis.pages import uncertainty
from analysis.pages.uncertainty import COMPUTE, MOST
from analysis.study import Study, compare
from analysis.text import speaking
from conftest import ROOT

LAG = "comparison.lag_at_first_service"


def test_bands_agree_with_draws_of_their_own(latest: Study):
    one = latest.subject.h100e_by_money
    again = latest.sample(COMPUTE).band("subject_h100e_by_money")
    assert [one.value.low, one.median, one.value.high] == pytest.approx(again, rel=0.01)


def test_levers_are_the_tornado_with_the_indices_beside_it(latest: Study):
    table, swings = uncertainty.levers(latest).table, latest.tornado(COMPUTE)
    assert list(table["swing"]) == sorted(table["swing"], reverse=True)
    assert table["swing"].iloc[0] == swings["swing"].max()
    drawn = [value.value.high - value.value.low for value in table["value"]]
    assert drawn == pytest.approx([np.ptp([row.low.central, row.high.central]) for row in table.itertuples()])
    assert table[["first", "total"]].min().min() >= 0
    assert 0.9 < latest.sobol_indices(COMPUTE)["first"].sum() < 1.05
    assert {value.central for value in table["value"]} == {latest.subject.h100e_by_money.central}


def test_a_short_bar_is_left_out_and_counted(latest: Study):
    chart = uncertainty.levers(latest)
    drawn, behind = (len(table) for table in (chart.table, latest.tornado(COMPUTE)))
    assert drawn <= min(behind - 1, MOST)
    assert f"the {drawn} of {behind} inputs" in chart.note


def test_every_edition_gives_a_row_with_its_own_ratio(latest: Study):
    table = uncertainty.editions(latest).frame.set_index("edition")
    assert list(table.index) == [name for name in names_of_editions(ROOT / "data" / "editions") if name != "article"]
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


def test_contradictions_are_not_anticipated(article: Study, latest: Study):
    early, late = (uncertainty.conflicts(study).frame for study in (article, latest))
    assert 0 < len(early) < len(late)


def test_nothing_is_drawn_of_nothing(early: Study):
    assert uncertainty.every_way(early) is uncertainty.levers(early) is None
