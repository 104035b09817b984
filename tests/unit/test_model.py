"""The model as a graph: its form, its properties, and that floats, arrays, symbols and JavaScript agree."""

import ast
import inspect
import json
import math
import re
from xml.dom import minidom

import numpy as np
import pytest
import sympy
from hypothesis import assume, given, settings, strategies as st

from analysis.edition import settable_inputs
from analysis.evidence import load
from analysis.model import formula, price
from analysis.model.graph import MODULES, SEATS, Graph, functions_of, graph, without_seat
from analysis.study import compare
from analysis.study.field import POWER
from analysis.text import speaking
from conftest import ROOT, Copy

FUNCTIONS = [function for module in MODULES for function in functions_of(module)]
WORDS = load(ROOT / "data").quantities


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_every_parameter_of_a_formula_is_used_in_it(function):
    tree = ast.parse(inspect.getsource(function)).body[0]
    used = {node.id for part in tree.body for node in ast.walk(part) if isinstance(node, ast.Name)}
    assert set(inspect.signature(function).parameters) <= used


@pytest.mark.parametrize("node", graph().nodes.values(), ids=lambda node: node.name)
def test_every_quantity_has_a_name_a_unit_a_method_and_inputs(node):
    assert len(node.label) > 10
    assert re.fullmatch(r"[A-Za-z0-9 \-]+", node.unit), node.unit
    assert node.method
    assert graph().upstream(node.name)


def test_methods_point_to_parts_of_the_methods_page():
    parts = set(re.findall(r"^## (\d+)\.", (ROOT / "docs" / "methods.md").read_text(encoding="utf-8"), re.MULTILINE))
    for node in graph().nodes.values():
        named = re.findall(r"\bparts? ([\d, and]+)", node.method)
        assert set(re.findall(r"\d+", " ".join(named))) <= parts, node.name
        assert named or re.search(r"\b(as|one) ", node.method.lower()), node.name


@pytest.mark.parametrize("dollars", price.DOLLARS)
def test_there_is_no_orphan_among_inputs_and_words(dollars):
    inputs = {without_seat(name) for name in graph(dollars).inputs}
    behind = {"gdp_deflator", "ppp", "private_investment"}  # what inflation, ppp_rate and private_part are read from
    shown = {*POWER, "sites_sought"} - inputs  # what pages of the field show, and no formula asks for
    assert inputs == {word for word, row in WORDS.items() if row["table"] != "claims"} - behind - shown


def test_a_circle_an_unknown_scope_and_a_name_twice_are_refused():
    def one(two):
        return two

    def two(one):
        return one

    def shared(*, one):
        return one

    with pytest.raises(ValueError, match="in a circle"):
        Graph([one, two])
    with pytest.raises(ValueError, match="after the star"):
        Graph([one, shared])
    with pytest.raises(ValueError, match="defined twice"):
        Graph([one, one])


def test_a_word_that_the_model_asks_for_and_nobody_gives_is_named(copy: Copy):
    file = copy.project.data / "vocabulary" / "quantities.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"^world_compute_growth,.*\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    rows = [row for row in copy.rows("data/chosen/assumptions.csv") if row["quantity"] != "world_compute_growth"]
    copy.write("data/chosen/assumptions.csv", rows)
    run = copy.call("numbers", code=1)
    assert 'data/vocabulary/quantities.csv: the word "world_compute_growth" is missing' in run.stderr


# Properties ---------------------------------------------------------------------------------------------------------

BASE = {name: quantity.central for name, quantity in compare("latest").inputs.items() if quantity.known}
LIKELY = {
    "share": st.floats(0.02, 0.6),
    "year": st.floats(2024, 2032),
    "ratio": st.floats(1.05, 4),
}


def likely(name: str) -> st.SearchStrategy[float]:
    """Values that an input may take."""
    word = WORDS[without_seat(name)]
    if word["unit"] in LIKELY:
        return LIKELY[word["unit"]]
    scale = BASE.get(name) or BASE.get(name.replace("subject", "comparator")) or 10.0
    return st.floats(max(scale * 0.2, float(word["least"]) + 1e-6), min(scale * 5, float(word["most"])))


@st.composite
def settings_of_all_inputs(draw) -> dict[str, float]:
    """A likely value for every input of the model."""
    values = {name: draw(likely(name)) for name in graph().inputs}
    values["world_compute_growth"] = draw(st.floats(1.1, 5))
    for seat in SEATS:
        values[f"{seat}_plan_complete"] = values[f"{seat}_h100e_in_service_on"] + draw(st.floats(0.5, 5))
    return values


LIKELY_SETTINGS = settings_of_all_inputs()


def close(one: float, other: float, unit: str) -> bool:
    """Equal to nine digits, both without a number, or both without a bound; time to a billionth of a month."""
    smallest = 1e-9 if unit in ("months", "years", "year") else 1e-300
    return (math.isnan(one) and math.isnan(other)) or one == pytest.approx(other, rel=1e-9, abs=smallest)


@settings(max_examples=6)
@given(LIKELY_SETTINGS, st.sampled_from(sorted(price.DOLLARS)))
def test_floats_arrays_and_symbols_agree(values, dollars):
    formulas = graph(dollars)
    floats = formulas.run(values)
    arrays = formulas.run({name: np.array([value, value]) for name, value in values.items()})
    for name, node in formulas.nodes.items():
        assert close(float(np.ravel(arrays[name])[0]), float(floats[name]), node.unit), name
        symbols = {
            sympy.Symbol(own, real=True): float(floats[need])
            for own, need in zip(node.parameters, node.needs, strict=True)
        }
        assert close(float(formula.traced(node).subs(symbols).evalf(17)), float(floats[name]), node.unit), name


def test_javascript_agrees_with_python(chromium):
    page = chromium.new_page()
    examples = []

    @settings(max_examples=30, database=None)
    @given(LIKELY_SETTINGS)
    def collect(values):
        examples.append(values)

    collect()
    for dollars in price.DOLLARS:
        script = formula.javascript(graph(dollars))
        text = page.evaluate(
            f"examples => {{ {script}; return JSON.stringify(examples.map(model), "
            "(key, value) => typeof value === 'number' && !isFinite(value) ? String(value) : value); }",
            examples,
        )
        for values, found in zip(examples, json.loads(text), strict=True):
            wanted = graph(dollars).run(values)
            for name, node in graph(dollars).nodes.items():
                assert close(float(found[name]), float(wanted[name]), node.unit), name
    page.close()


def test_formulas_are_mathml_with_words_and_nothing_that_runs():
    for node in graph().nodes.values():
        text = formula.mathml(node, {node.parameters[0]: "<script>alert(1)</script> & co"})
        assert minidom.parseString(text).documentElement.tagName == "math"
        assert "<script" not in text
    plain = formula.mathml(graph().nodes["subject_announced_per_site"])
    assert "<mfrac><mtext>announced</mtext><mtext>sites</mtext></mfrac>" in plain


def test_words_in_formulas_are_in_the_language_spoken():
    piecewise = graph().nodes["subject_first_service_outside_view"]
    english = formula.mathml(piecewise)
    with speaking("fr"):
        french = formula.mathml(piecewise)
    for word, mot in (
        ("no value", "pas de valeur"),
        ("otherwise", "sinon"),
        ("if\N{NO-BREAK SPACE}", "si\N{NO-BREAK SPACE}"),
    ):
        assert f"<mtext>{word}</mtext>" in english
        assert f"<mtext>{mot}</mtext>" in french


BUYS = [
    name
    for name in graph().listed
    if re.search(r"chips_by_money|h100e_by_(money|site_cost)|power_(by_money|at_)", name)
]


@given(LIKELY_SETTINGS, st.floats(1.001, 10), st.sampled_from(SEATS))
def test_more_money_never_buys_less(values, times, seat):
    more = values | {f"{seat}_announced": values[f"{seat}_announced"] * times}
    one, other = graph().run(values), graph().run(more)
    for name in BUYS:
        if name.startswith(seat):
            assert other[name] >= one[name], name


@given(LIKELY_SETTINGS, st.floats(1.001, 10))
def test_a_higher_unit_cost_never_buys_more(values, times):
    for cost in ("chip_price", "capex_per_h100e_2025", "capex_per_facility_gw_2025", "capex_per_facility_gw_2027"):
        one, other = graph().run(values), graph().run(values | {cost: values[cost] * times})
        for name in BUYS:
            assert other[name] <= one[name] * (1 + 1e-12), (cost, name)


@given(LIKELY_SETTINGS)
def test_swapping_the_seats_inverts_every_ratio_and_turns_every_lag(values):
    swapped = {
        name.replace("subject_", "*").replace("comparator_", "subject_").replace("*", "comparator_"): value
        for name, value in values.items()
    }
    one, other = graph().run(values), graph().run(swapped)
    ratios = [name for name, node in graph().nodes.items() if node.scope == "comparison" and name.endswith("_ratio")]
    assert len(ratios) > 15
    for name in ratios:
        assert one[name] * other[name] == pytest.approx(1, rel=1e-9), name
    for name in ("first_service_lag", "first_service_lag_outside_view"):
        assert one[name] == pytest.approx(-other[name], rel=1e-9, abs=1e-9)


@given(LIKELY_SETTINGS)
def test_price_bases_and_currencies_come_back(values):
    found = graph().run(values)
    for seat in SEATS:
        rate, factor = values[f"{seat}_market_rate"], found[f"{seat}_path_price_factor"]
        base = values[f"{seat}_base_year_rate"]
        assert found[f"{seat}_announced_constant_usd"] / factor / base == pytest.approx(values[f"{seat}_announced"])
        assert found[f"{seat}_announced_market_usd"] / rate == pytest.approx(values[f"{seat}_announced"])
    flat = graph().run(values | {f"{seat}_inflation": 0.0 for seat in SEATS})
    for seat in SEATS:
        at_base = values[f"{seat}_announced"] * values[f"{seat}_base_year_rate"]
        assert flat[f"{seat}_announced_constant_usd"] == pytest.approx(at_base)


@given(LIKELY_SETTINGS)
def test_a_present_value_falls_with_the_rate_and_at_no_rate_is_the_sum(values):
    for seat in SEATS:
        assume(values[f"{seat}_spending_starts"] > values["as_of_year"])
        assume(values[f"{seat}_government_yield"] > 0)
        found, still = graph().run(values), graph().run(values | {f"{seat}_government_yield": 0.0})
        assert still[f"{seat}_announced_present_value_usd"] == pytest.approx(still[f"{seat}_announced_market_usd"])
        assert found[f"{seat}_announced_present_value_usd"] < still[f"{seat}_announced_present_value_usd"]


def test_the_s_curve_begins_at_nought_ends_at_one_and_its_steepness_hardly_matters(monkeypatch):
    shares = [share for _, share in price.QUARTERS]
    assert sum(shares) == pytest.approx(1, abs=2e-6)
    assert shares == pytest.approx(shares[::-1])
    assert shares[0] < shares[1]
    values = []
    for steepness in (6, price.STEEPNESS, 14):
        monkeypatch.setattr(price, "STEEPNESS", steepness)
        values.append(sum(share * 1.06 ** (-8 * middle) for middle, share in price._s_curve_quarters()))
    assert max(values) / min(values) < 1.01


def test_every_input_may_be_set_by_name_and_is_exact_then():
    values = {}
    for name in settable_inputs():
        word = WORDS[without_seat(name)]
        values[name] = BASE.get(name, min(max(1.0, float(word["least"])), float(word["most"])))
        if without_seat(name).endswith("_on") or word["unit"] == "year":
            values[name] = 2026.5
    study = compare("latest", values)
    assert {name for name in values if not study.quantities[name].value.is_exact} == set()
    assert {study.quantities[name].set_by for name in values} == {"call"}
