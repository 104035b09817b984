"""Every number has a way back: formula, inputs, chosen rows, facts, documents."""

import inspect
import re
import sys

import pytest

import analysis
from analysis import frame, numbers
from analysis.errors import CallError
from analysis.evidence.columns import points_elsewhere
from analysis.pages import answer, promised
from analysis.provenance import explanation, named
from analysis.publish.pages.numbers import numbers as entries_of
from analysis.study import compare
from analysis.text import translate
from conftest import ROOT, ran

BY_DEFINITION = {"as_of_year", "comparator_market_rate", "comparator_base_year_rate"}


@pytest.mark.parametrize("edition", ["article", "latest", "ppp", "constant-prices"])
def test_every_number_goes_back_to_documents(edition):
    study = compare(edition)
    for full, inside in named(study).items():
        lines = list(explanation(study, full))
        assert lines[0].startswith(f"{full} = ")
        if inside in study.graph.nodes:
            assert any("formula: " in line for line in lines), full
            assert any("how: " in line for line in lines), full
        quantity = study.quantities[inside]
        if quantity.known and inside not in BY_DEFINITION and quantity.set_by != "call":
            assert any("source " in line for line in lines), full


def test_chosen_rows_are_the_rows_that_say_so(latest):
    """The file and the row that an explanation names hold the value that it explains, or the kind of the programme."""
    for name, quantity in latest.inputs.items():
        for file, row in quantity.chosen:
            text = (ROOT / file).read_text(encoding="utf-8").splitlines()[row - 1]
            if file == "data/chosen/kinds.csv":
                assert text.startswith(f"{latest.seats[name.split('_')[0]].programme},"), (file, row)
            else:
                assert not quantity.fact_ids or any(fact_id in text for fact_id in quantity.fact_ids), (file, row)


def test_every_input_of_a_ratio_is_reached_and_told_once(latest):
    lines = list(explanation(latest, "comparison.lag_at_first_service"))
    told = [line for line in lines if re.search(r"^ *(subject|comparator|common)\.\w+ = ", line)]
    for name in latest.graph.upstream("lag_at_first_service"):
        full = next(full for full, inside in named(latest).items() if inside == name)
        first = [line for line in told if f"{full} = " in line and "explained above" not in line]
        assert len(first) == 1, full


def test_an_explanation_says_how_a_range_came_about(latest):
    text = "\n".join(explanation(latest, "subject.h100e_by_money"))
    assert "range: 5% to 95% of draws" in text
    assert "range: as read, drawn as pert, moving with the group unit_cost" in text
    assert "chosen row: data/evidence/chips.csv, row" in text
    assert "chosen row: data/evidence/cost_breakdown.csv, row" in text


def test_an_explanation_ends_at_the_facts_note_and_lists_the_parts_of_a_sum(latest):
    lines = [line.strip() for line in explanation(latest, "comparator.spent")]
    why = (
        "why this reading: Cash laid out by any owner at seven US sites, chips included; bottom-up estimate, whose ends"
    )
    assert any(line.startswith(why) for line in lines)
    at = lines.index("fact sg-279: cumulative_capital = 58.9 (33.6 to 94) USD bn (2026-09-30, spent, confidence low)")
    assert lines[at + 1].startswith("note: plot series: cash laid out by any owner at the seven US sites")
    parts = lines[at + 2 : at + 10]
    assert parts[0].startswith("fact sg-271: abilene-campus capital_spent_component = 14.1 (8.7 to 15) USD bn")
    assert sum(float(part.split(" = ")[1].split()[0]) for part in parts) == pytest.approx(58.9)
    nothing = "\n".join(explanation(latest, "subject.spent"))
    assert "how it follows from the facts: zero, the low end of a fact named, which found nothing of it" in nothing
    assert "note: Low: nothing awarded, contracted or spent." in nothing


def test_the_page_of_numbers_says_how_rows_follow_and_lists_parts(study):
    entries = {entry["id"]: entry for group in entries_of(study) for entry in group["entries"]}
    [spent] = entries["comparator.spent"]["facts"]
    assert [part["fact_id"] for part in spent["parts"]] == [f"sg-{number}" for number in range(271, 279)]
    assert spent["note"]
    told = {name: entry["told"] for name, entry in entries.items()}
    [row] = told["subject.spent"][translate("Chosen row")]
    assert translate("zero, the low end of a fact named, which found nothing of it") in row
    reasons = [note for one in told.values() for note in one.get(translate("Why this reading"), [])]
    assert not any(map(points_elsewhere, reasons))


def test_a_name_that_is_none_gets_the_nearest(latest):
    with pytest.raises(CallError, match=r'nearest: "subject.h100e_by_money"; all: analysis numbers'):
        list(explanation(latest, "subject.h100_by_money"))


# What `from analysis import ...` gives: documented, with an example each, and imported only when it is asked for.


@pytest.mark.parametrize("name", analysis.__all__)
def test_each_name_shows_an_example(name):
    assert ">>> " in inspect.getdoc(getattr(analysis, name)).partition("Examples\n--------")[2]


def test_nothing_heavy_is_imported_before_it_is_asked_for():
    code = "import analysis, sys; print(*sorted({'pandas', 'matplotlib', 'ipywidgets', 'numpy'} & set(sys.modules)))"
    assert ran(sys.executable, "-c", code).stdout.strip() == ""


def test_the_numbers_are_those_of_the_study():
    study = compare("article")
    table = numbers(study)
    for group, quantities in study.groups.items():
        for name, quantity in quantities.items():
            row = table.loc[f"{group}.{name}"]
            assert row["unit"] == quantity.unit
            assert row["central"] == quantity.central or not quantity.known


def test_units_stand_in_the_names_of_columns_or_where_they_differ_in_a_column():
    study = compare("article")
    measures = frame(promised.measures(study))
    assert measures["subject unit"].tolist()[:2] == ["EUR bn", "EUR bn per site"]
    assert measures["subject"].tolist()[:2] == [20, 4]
    alike = frame(answer.ratios(study).frame)
    assert alike["comparator [USD bn]"].iloc[0] == 500
    assert {"ratio low [ratio]", "ratio [ratio]", "ratio high [ratio]"} <= set(alike)
