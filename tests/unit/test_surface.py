"""What `from analysis import ...` gives: documented, with an example each, and imported only when it is asked for."""

import inspect
import sys

import pytest

import analysis
from analysis import compare, frame, numbers
from analysis.pages import answer, promised
from conftest import ran


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
