"""A chart that an explorer drew is shown whole, once, and what it lacks is said in one line."""

from __future__ import annotations

import re
from collections.abc import Callable

import matplotlib.pyplot as plt
import pandas as pd
import pytest
import seaborn
from matplotlib.figure import Figure

from analysis import Chart, Study, figure, show_table, tables
from analysis.charts.style import COLOURS, lay_out
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


@pytest.mark.parametrize("draw", [one, two_panels, of_seaborn, laid_out_too_early])
def test_no_label_is_cut_off_and_nothing_is_shown_twice(draw: Callable[[], Figure]):
    drawn = Chart(draw(), "Seven and ten sites").figure
    lay_out(drawn)
    whole = drawn.bbox
    for axes in drawn.axes:
        box = axes.get_tightbbox()
        assert box.x0 >= whole.x0
        assert box.y0 >= whole.y0
        assert box.x1 <= whole.x1
    assert plt.get_fignums() == []


def test_it_is_published_as_the_others_are(latest: Study):
    rows = [{"seat": name, "sites": seat.sites} for name, seat in latest.seats.items()]
    table = tables.present(rows, {"seat": "Programme", "sites": "Sites"})
    shown = figure(
        latest, "own", Chart(one(), "Seven and ten."), table, title="Sites", subtitle="Sites planned", lead=True
    )
    assert set(shown.files) == {"own.csv", "own.svg", "own.png"}
    assert "A programme with quite a long name" in re.sub(r"\s+", " ", shown.files["own.svg"].decode())
    assert str(shown) == "Sites. Sites planned. Seven and ten."


def test_a_drawing_that_is_no_chart_is_told_what_it_lacks(latest: Study):
    table = tables.sites(latest)
    for drawn, kind in ((one(), "Figure"), (one().axes[0], "Axes"), ("ladder", "str")):
        with pytest.raises(CallError, match=rf'^figure "own" needs a Chart, .* from analysis \(this is {kind}\)$'):
            figure(latest, "own", drawn, table, title="Sites", subtitle="Sites planned")
    plt.close("all")


def test_a_table_that_names_no_documents_is_told_what_it_lacks(latest: Study):
    bare = pd.DataFrame({"sites": SITES})
    for call in (
        lambda: show_table(latest, "own", bare, title="Sites"),
        lambda: figure(latest, "own", Chart(one(), "Seven and ten"), bare, title="Sites", subtitle="Sites planned"),
    ):
        with pytest.raises(CallError, match=r'^the table lacks attrs\["headings"\] and attrs\["sources"\] \(tables of'):
            call()
    bare.attrs["headings"] = {"sites": "Sites"}
    with pytest.raises(CallError, match=r'^the table lacks attrs\["sources"\] \('):
        show_table(latest, "own", bare, title="Sites")


def test_a_colour_of_charts_stands_in_one_place_and_has_another_in_the_dark():
    style = (ROOT / "reports/template/style.css").read_text(encoding="utf-8")
    dark = re.search(r"@media screen and \(prefers-color-scheme: dark\) \{(.*?)\n\}", style, re.DOTALL)[1]
    assert set(re.findall(r"--chart-(\w+):", dark)) == set(COLOURS)
    of_the_page = {"ink", "quiet", "rule", "paper"}
    assert set(re.findall(r"--chart-(\w+):", style.replace(dark, ""))) == of_the_page
    assert not [meaning for meaning, colour in COLOURS.items() if meaning not in of_the_page and colour in style]
