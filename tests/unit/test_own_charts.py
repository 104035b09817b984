"""A chart that an explorer drew is shown whole, once, and what it lacks is said in one line."""

import re
from collections.abc import Callable
from dataclasses import replace

import matplotlib.pyplot as plt
import pandas as pd
import pytest
import seaborn
from matplotlib.figure import Figure

from analysis import Picture, Study, chart, figure, present
from analysis.charts.chart import Chart
from analysis.charts.style import COLOURS, PALETTE, lay_out, variables
from analysis.errors import CallError
from conftest import ROOT

NAMES, SITES = ["A programme with quite a long name", "Stargate"], [7, 10]


def bars(axes: plt.Axes) -> None:
    """Bars whose names need a wide margin."""
    axes.barh(NAMES, SITES)
    axes.set_xlabel("sites planned")


def one() -> Figure:
    drawn, axes = plt.subplots(figsize=(5, 2))
    bars(axes)
    return drawn


def two_panels() -> Figure:
    drawn, panels = plt.subplots(2, 1, figsize=(5, 4))
    for axes in panels:
        bars(axes)
    return drawn


def of_seaborn() -> Figure:
    rows = pd.DataFrame({"programme": NAMES, "sites": SITES})
    return seaborn.catplot(rows, x="sites", y="programme", kind="bar", height=2, aspect=2).figure


def laid_out_too_early() -> Figure:
    drawn, axes = plt.subplots(figsize=(5, 2))
    plt.tight_layout()
    bars(axes)
    return drawn


def of_sites(study: Study, drawing: object) -> Chart:
    """A chart as an explorer makes one."""
    rows = [{"seat": name, "sites": seat.sites} for name, seat in study.seats.items()]
    frame = present(rows, {"seat": "Programme", "sites": "Sites"})
    return chart(study, "own", drawing, frame, title="Sites", subtitle="Sites planned", lead=True)


@pytest.mark.parametrize("draw", [one, two_panels, of_seaborn, laid_out_too_early])
def test_no_label_is_cut_off_and_nothing_is_shown_twice(draw: Callable[[], Figure]):
    drawn = Picture(draw(), "Seven and ten sites").figure
    lay_out(drawn)
    whole = drawn.bbox
    for axes in drawn.axes:
        box = axes.get_tightbbox()
        assert box.x0 >= whole.x0
        assert box.y0 >= whole.y0
        assert box.x1 <= whole.x1
    assert plt.get_fignums() == []


def test_it_is_published_as_the_others_are(latest: Study):
    shown = figure(of_sites(latest, Picture(one(), "Seven and ten.")))
    assert set(shown.files) == {"own.csv", "own.svg", "own.png"}
    assert "A programme with quite a long name" in re.sub(r"\s+", " ", shown.files["own.svg"].decode())
    assert str(shown) == "Sites. Sites planned. Seven and ten."


def test_a_drawing_that_is_no_chart_is_told_what_it_lacks(latest: Study):
    for drawn, kind in ((one(), "Figure"), (one().axes[0], "Axes"), ("ladder", "str")):
        with pytest.raises(CallError, match=rf'^chart "own" needs a drawing, .* from analysis \(this is {kind}\)$'):
            of_sites(latest, drawn)
    plt.close("all")


def test_a_table_that_names_no_documents_is_told_what_it_lacks(latest: Study):
    made = of_sites(latest, Picture(one(), "Seven and ten."))
    bare = pd.DataFrame({"sites": SITES})
    with pytest.raises(CallError, match=r'^the table lacks attrs\["headings"\] and attrs\["sources"\] \(present'):
        figure(replace(made, table=bare))
    bare.attrs["headings"] = {"sites": "Sites"}
    with pytest.raises(CallError, match=r'^the table lacks attrs\["sources"\] \('):
        figure(replace(made, table=bare))


def test_a_figure_without_a_proper_name_is_refused(latest: Study):
    with pytest.raises(CallError, match="cannot name a figure"):
        figure(replace(of_sites(latest, Picture(one(), "Seven and ten.")), name="The ladder"))


def test_colours_stand_in_one_place_and_each_has_another_in_the_dark():
    assert len(set(COLOURS.values())) == len(PALETTE)
    sheets = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "reports/template").glob("*.css"))
    assert not [colour for pair in PALETTE.values() for colour in pair if colour in sheets]
    assert not re.findall(r"#[0-9a-f]{3,8}\b", sheets), "a colour has its name in src/analysis/charts/style.py"
    used = set(re.findall(r"var\(--(\w+)\)", sheets))
    assert used <= {*PALETTE, "link", "measure"}
    assert all(f"--{name}: {colour};" in variables() for name, pair in PALETTE.items() for colour in pair)
