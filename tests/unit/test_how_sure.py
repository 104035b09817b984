"""How sure the results are: bands, levers, convergence, and the page at every edge."""

from __future__ import annotations

import numpy as np
import pytest

from analysis import tables
from analysis.charts import draw_bands, draw_convergence, draw_levers, draw_ranges
from analysis.charts.rows import lay
from analysis.study import Study, compare
from analysis.tables.uncertainty import EDITIONS, MOST, OUTCOMES, input_label, named
from analysis.uncertainty.sampling import DRAWS

COMPUTE = "subject.h100e_by_money"
PAGE = "07-how-sure"


def test_bands_are_those_of_the_study_and_stand_in_order_of_width(latest: Study):
    table = tables.bands(latest)
    assert table["factor"].is_monotonic_increasing
    for _, row in table.iterrows():
        assert row["low"] < row["median"] < row["high"]
        assert (row["low"], row["high"]) == (row["value"].value.low, row["value"].value.high)
    assert table.attrs["draws"] == DRAWS


def test_bands_agree_with_draws_of_their_own(latest: Study):
    row = tables.bands(latest).set_index("outcome").loc[COMPUTE]
    again = latest.sample(COMPUTE).band("subject_h100e_by_money")
    assert [row["low"], row["median"], row["high"]] == pytest.approx(again, rel=0.01)


def test_levers_are_the_tornado_with_the_indices_beside_it(latest: Study):
    table = tables.levers(latest, COMPUTE)
    swings = latest.tornado(COMPUTE)
    assert list(table["swing"]) == sorted(table["swing"], reverse=True)
    assert table["swing"].iloc[0] == swings["swing"].max()
    assert table["input"].iloc[0] == input_label(latest, swings["input"].iloc[0])
    assert table[["first", "total"]].min().min() >= 0
    assert 0.9 < latest.sobol_indices(COMPUTE)["first"].sum() < 1.05
    assert table.attrs["central"] == latest.subject.h100e_by_money.central


def test_a_short_bar_is_left_out_and_counted(latest: Study):
    outcome = "comparison.first_price_cost_per_h100e_hour_ratio"
    table = tables.levers(latest, outcome)
    left_out = len(latest.tornado(outcome)) - len(table)
    assert left_out > 0
    assert f": {left_out} further inputs" in table.attrs["note"]
    assert len(tables.levers(latest, COMPUTE)) <= MOST


def test_there_are_draws_enough(latest: Study):
    table = tables.convergence_of(latest, COMPUTE)
    spread = table.assign(spread=table["most"] - table["least"])
    ends = spread[spread["percentile"] != 50].groupby("draws")["spread"].max()
    assert ends.iloc[-1] < ends.iloc[0] / 10
    assert table["draws"].max() == DRAWS
    assert table.attrs["still"] < 0.01


def test_drawing_inputs_together_moves_only_what_rests_on_their_group(latest: Study):
    table = tables.with_and_without_correlation(latest).set_index("outcome")
    assert table.loc[COMPUTE, "wider"] < -0.05
    assert table.loc["comparison.lag_at_first_service", "wider"] == pytest.approx(0, abs=0.005)  # noise of the draws
    for way in ("together", "apart"):  # a range is widened where the draws do not hold the central value
        assert all(quantity.value.low <= quantity.central <= quantity.value.high for quantity in table[way])
    pair = tables.band_by_correlation(tables.with_and_without_correlation(latest), COMPUTE)
    assert pair.attrs["wider"] == table.loc[COMPUTE, "wider"]


def test_every_edition_gives_a_row_with_its_own_ratio(latest: Study):
    table = tables.across_editions(latest).set_index("edition")
    assert list(table.index) == list(EDITIONS)
    for name in ("latest", "half-stargate"):
        expected = compare(name).comparison.announced_ratio.central
        assert table.loc[name, "announced_ratio"].central == expected


def test_an_edition_that_sets_one_seat_is_left_out_where_another_programme_sits():
    swapped = compare("latest", subject="stargate", comparator="eu-gigafactories")
    found = list(tables.across_editions(swapped)["edition"])
    assert "half-stargate" not in found
    assert found[:2] == ["latest", "ppp"]


def test_judgement_is_what_an_input_says_of_itself(latest: Study):
    table = tables.judged(latest, OUTCOMES)
    assert 0 < len(table) < table.attrs["of"]
    assert table["why"].str.contains("judgement|Judgement|estimate of this project|from memory").all()


def test_contradictions_are_not_anticipated(article: Study, latest: Study):
    early, late = tables.readings_that_conflict(article), tables.readings_that_conflict(latest)
    assert 0 < len(early) < len(late)


def test_charts_are_drawn_as_the_numbers_stand(latest: Study):
    levers = tables.levers(latest, COMPUTE)
    chart = draw_levers(levers)
    assert len(chart.figure.axes) == 2
    assert levers["input"].iloc[0] in chart.description
    drawn = [line.get_xdata() for line in chart.figure.axes[0].lines if line.get_label() == "swing"]
    assert sorted(map(float, np.ptp(drawn, axis=1)), reverse=True) == pytest.approx(list(levers["swing"]))
    bands = tables.bands(latest)
    assert all(label in draw_bands(bands).description for label in bands["label"])


def test_nothing_is_drawn_of_nothing(latest: Study):
    nothing = tables.levers(compare("article"), "comparison.lag_at_first_service")
    assert nothing.empty
    assert draw_levers(nothing) is None
    assert draw_bands(tables.bands(latest).iloc[:0]) is None
    assert draw_convergence(nothing) is None
    assert draw_ranges(nothing) is None


def test_rows_do_not_overlap():
    rows, height = lay([("One heading that is long enough to need a second line of text", "beside"), ("Two", "")])
    assert rows[0].top + len(rows[0].lines) - 1 < rows[0].mark < rows[1].top < rows[1].mark < height


def test_what_cannot_be_drawn_is_named_with_its_reason(article: Study, latest: Study):
    assert tables.not_drawn(latest) is None
    assert "no reading of start of work" in tables.not_drawn(article)
    assert not named(article, "comparison.lag_at_first_service").known
