"""The figures of the what-if panel are Python's, worded as on the other pages."""

import json
import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page
from typer.testing import CliRunner

from analysis.cli import app
from analysis.model.amounts import Triplet
from analysis.publish.what_if import model_script
from analysis.publish.what_if.outcomes import LABELS, alive
from analysis.study import Study
from analysis.text import speaking
from analysis.wording import quantity
from what_if_pages import (  # noqa: F401
    READ,
    SET,
    addresses,
    all_controls,
    by_python,
    language_of,
    page,
    same,
    some_settings,
    studies,
    values_of,
)


@pytest.mark.parametrize(("edition", "count"), [("latest", 20), ("article", 5), ("constant-prices", 5)])
def test_every_outcome_is_what_python_makes_of_the_figures(studies, addresses, page: Page, edition, count):
    held_to_python(studies[edition], addresses[edition], page, count)


@pytest.mark.parametrize(("edition", "count"), [("latest", 3), ("article", 1), ("constant-prices", 1)])
def test_every_outcome_is_what_the_command_line_makes_of_the_figures(studies, addresses, page: Page, edition, count):
    held_to_the_command_line(studies[edition], addresses[edition], page, count)


def held_to_python(study: Study, address: str, page: Page, count: int) -> None:
    """The outcomes of a page are those of the model, as it stands and with figures for every input."""
    page.goto(address)
    assert values_of(page) == same(by_python(study, {}))
    for figures in some_settings(study, count):
        page.evaluate(SET, figures)
        assert values_of(page) == same(by_python(study, figures)), figures


def held_to_the_command_line(study: Study, address: str, page: Page, count: int) -> None:
    """The outcomes of a page are those that ``analysis numbers`` prints for the same figures."""
    page.goto(address)
    for figures in some_settings(study, count):
        call = [f"--set={name}={value}" for name, value in figures.items()]
        run = CliRunner().invoke(app, ["numbers", "--edition", study.loaded.name, "--json", *call])
        assert run.exit_code == 0, run.output
        content = json.loads(run.stdout)
        page.evaluate(SET, figures)
        assert values_of(page) == same({name: in_json(content, name) for name in alive(study)})


def in_json(content: dict, name: str) -> float:
    """A quantity in what ``analysis numbers --json`` prints; a sum in dollars stands within the same sum."""
    seat = next((seat for seat in ("subject", "comparator") if name.startswith(f"{seat}_")), None)
    group, own = content[seat or "comparison"], name.removeprefix(f"{seat}_")
    return group[own]["central"] if own in group else group[own.removesuffix("_usd")]["usd"]["central"]


@pytest.mark.parametrize("edition", ["latest", "french", "constant-prices"])
def test_outcomes_are_worded_as_the_other_pages_word_them(studies, addresses, page: Page, edition):
    study = studies[edition]
    page.goto(addresses[edition])
    for figures in some_settings(study, 20):
        page.evaluate(SET, figures)
        with speaking(language_of(edition)):
            wanted = {
                name: quantity(replace(study.quantities[name], value=Triplet.exact(value), interpolated_between=None))
                for name, value in by_python(study, figures).items()
            }
        assert {name: text for name, (_, text) in page.evaluate(READ).items()} == wanted


def test_what_has_no_value_reads_as_no_figure(studies, addresses, page: Page):
    page.goto(addresses["article"])
    gaps = [name for name in LABELS if not studies["article"].quantities[name].known]
    assert "planned_compute_ratio" in gaps
    assert {name: page.evaluate(READ)[name] for name in gaps} == {name: ["", "no figure"] for name in gaps}
    page.goto(addresses["flat"])
    assert page.evaluate(READ)["lag_at_first_service"] == ["", "no figure"], "growth by one never doubles anything"
    page.evaluate(SET, {"world_compute_growth": 2})
    assert page.evaluate(READ)["lag_at_first_service"][1].endswith("years")


def test_a_ratio_that_the_study_refuses_has_no_value_in_the_panel_either(studies):
    study = studies["latest"]
    refused = replace(study.quantities["announced_ratio"], value=None, gap="the two sums are not alike")
    changed = replace(study, quantities=study.quantities | {"announced_ratio": refused})
    assert alive(study) == ["announced_ratio", *alive(changed)]
    assert "v.announced_ratio" not in model_script(changed)


def test_only_what_the_outcomes_need_is_in_the_script(studies):
    script = model_script(studies["latest"])
    worked_out = set(re.findall(r"^  v\.(\w+) = ", script, re.MULTILINE))
    assert set(alive(studies["latest"])) <= worked_out == studies["latest"].graph.behind(alive(studies["latest"]))
    for name in worked_out - set(alive(studies["latest"])):
        assert script.count(f"v.{name}") > 1, f"nothing needs {name}"
    constants = re.search(r'^"constants": (.*),$', script, re.MULTILINE)[1]
    for name, value in json.loads(constants).items():
        assert value == studies["latest"].quantities[name].central, "every digit counts"
        assert f"v.{name}" in script


def test_the_edition_s_value_lies_within_bounds_and_on_a_step(studies):
    for study in studies.values():
        assert len(all_controls(study)) >= 9
        for control in all_controls(study).values():
            value = type(control.step)(repr(control.value))
            assert control.least < value < control.most or control.value in (float(control.least), float(control.most))
            assert (value - control.least) % control.step == 0 == (control.most - value) % control.step
            ends = control.quantity.value
            assert float(control.least) <= ends.low <= ends.high <= float(control.most), control.name
    assert all_controls(studies["latest"])["subject_sites"].step == 1
