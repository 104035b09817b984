"""The straight way of the data, as the code has it and as the page of how it works shows it."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from analysis.charts import draw_structure
from analysis.languages import LANGUAGES
from analysis.paths import PACKAGE, Project
from analysis.publish.structure import BESIDE, NOTEBOOKS, STRUCTURE, levels_of, steps, structure_svg
from conftest import ROOT

TABLE = steps(Project(ROOT).notebooks)
TAKES_FROM = dict(zip(TABLE["step"], TABLE["takes_from"], strict=True))


def test_every_package_is_a_step_or_stands_beside():
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert packages == (set(TABLE["step"]) - {"data", NOTEBOOKS, "site"}) | BESIDE
    assert not packages & {"data", NOTEBOOKS, "site"}


def test_data_flow_from_the_tables_to_the_site_and_never_back():
    levels = dict(zip(TABLE["step"], TABLE["level"], strict=True))
    for step, others in TAKES_FROM.items():
        assert all(levels[other] < levels[step] for other in others), step
    way = ["data", "evidence", "edition", "study", "tables", "charts", NOTEBOOKS, "publish", "site"]
    for before, after in pairwise(way):
        assert before in TAKES_FROM[after], f"{after} takes nothing from {before}"


def test_a_circle_is_named():
    with pytest.raises(ValueError, match=r"data flow in a circle: (charts, tables, charts|tables, charts, tables)"):
        levels_of({"data": set(), "tables": {"data", "charts"}, "charts": {"tables"}})


def test_the_drawing_says_what_the_arrows_say_and_is_the_one_in_docs():
    described = draw_structure(TABLE).description
    for step, others in TAKES_FROM.items():
        assert not others or f"{step} takes from {'; '.join(others)}." in described
    kept = (ROOT / "docs" / STRUCTURE).read_text(encoding="utf-8")
    assert kept == structure_svg(Project(ROOT)), "run: analysis describe"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_text_has_a_row_for_every_step(lang: str):
    text = Project(ROOT).text("architecture", lang).read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) == sorted(TABLE["step"])
