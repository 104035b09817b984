"""The range of a quantity: none, images of one input's ends, or the band of draws."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.model.amounts import Triplet
from analysis.model.graph import Graph
from analysis.study import Quantity, compare
from analysis.study.derived import Ranged, known, ranges


def per_year(*, announced, span_years):
    """The sum for each year [bn per year]."""
    return announced / span_years


def per_year_ratio(*, announced, per_year):
    """The sum over itself by the year [ratio]."""
    return announced / per_year


FORMULAS = Graph([per_year, per_year_ratio])


def worked_out(announced: Triplet | None, span_years: Triplet | None) -> dict[str, Ranged]:
    """The ranges of both quantities from two inputs."""
    values = {"announced": announced, "span_years": span_years}
    inputs = {
        name: Quantity(name, name, value, "bn", distribution="pert" if value and not value.is_exact else "")
        for name, value in values.items()
    }
    return ranges(FORMULAS, inputs, {})


def test_without_an_uncertain_input_there_is_no_range():
    found = worked_out(Triplet.exact(20), Triplet.exact(5))["per_year"]
    assert (found.value, found.interval, found.median) == (Triplet.exact(4), "", None)


def test_one_uncertain_input_gives_the_images_of_its_ends():
    found = worked_out(Triplet.exact(20), Triplet(5, 5, 8))["per_year"]
    assert (found.value.low, found.value.central, found.value.high) == (2.5, 4, 4)
    assert found.interval == "image of one input"


def test_several_give_the_band_of_draws_inside_the_ends():
    found = worked_out(Triplet(19, 20, 21), Triplet(5, 6, 8))["per_year"]
    assert 19 / 8 < found.value.low < found.value.central == 20 / 6 < found.value.high < 21 / 5
    assert found.value.low < found.median < found.value.high
    assert found.interval == "5% to 95% of draws"


def test_a_band_is_widened_where_it_does_not_hold_the_central_value():
    found = worked_out(Triplet(20, 20, 40), Triplet(5, 5, 8))["per_year"]
    assert found.value.low < found.value.central == 4 <= found.value.high


def test_nothing_is_divided_by_zero_and_an_open_end_is_blank():
    assert worked_out(Triplet.exact(5), Triplet.exact(0))["per_year"].value is None
    found = worked_out(Triplet.exact(20), Triplet(0, 2, 4))["per_year"]
    assert (found.value.low, found.value.central, found.value.high) == (5, 10, None)
    open_ended = worked_out(Triplet.exact(20), Triplet(1, 2, None))["per_year"]
    assert (open_ended.value.low, open_ended.value.central, open_ended.value.high) == (None, 10, 20)


def test_an_input_without_a_bound_is_not_drawn():
    found = worked_out(Triplet(19, 20, 21), Triplet(1, 2, None))["per_year"]
    assert (found.value.low, found.value.central, found.value.high) == (None, 10, None)


@pytest.mark.parametrize("missing", ["announced", "span_years"])
def test_a_gap_stays_a_gap(missing):
    values = {"announced": Triplet.exact(20), "span_years": Triplet.exact(5), missing: None}
    found = worked_out(**values)
    assert (found["per_year"].value, found["per_year"].central) == (None, None)
    assert found["per_year_ratio"].value is None


def test_a_quantity_that_does_not_move_with_its_inputs_is_exact():
    found = worked_out(Triplet(19, 20, 21), Triplet.exact(5))["per_year_ratio"]
    assert (found.value.low, found.value.high) == pytest.approx((5, 5))


@pytest.mark.parametrize("edition", ["article", "latest", "constant-prices"])
def test_a_quantity_of_one_uncertain_input_rises_or_falls_with_it_throughout(edition):
    study = compare(edition)
    for name, node in study.graph.nodes.items():
        quantity = study.quantities[name]
        if quantity.interval == "image of one input" and None not in (quantity.value.low, quantity.value.high):
            (moving,) = study.graph.upstream(name) & {key for key, one in study.inputs.items() if one.distribution}
            value = study.quantities[moving].value
            inside = known(study.inputs) | {moving: np.linspace(value.low, value.high, 41)}
            steps = np.diff(study.graph.run(inside, [name])[name])
            assert (steps >= 0).all() or (steps <= 0).all(), node.name
