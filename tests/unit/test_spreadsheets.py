"""Downloads hold nothing that a spreadsheet takes for a formula, and numbers in them stay numbers."""

import codecs
import csv
import io
from pathlib import Path

import pandas as pd
from frictionless.resources import TableResource

from analysis import compare
from analysis.pages import answer
from analysis.publish.figure import figure
from analysis.publish.table import csv_of
from analysis.sweeps.files import csv_texts
from file_rules import fault_of_file

FORMULAS = ["=1+2", "=cmd|' /C calc'!A0", "+1+2", "-1+2", "@SUM(1)", "\t=1", "\r=1", "\uff1d1", " =1", "-"]


def test_downloads_hold_no_formula_and_numbers_stay_numbers(tmp_path: Path):
    values = [*FORMULAS, "-5", -5.0, 2, None, "five"]
    table = pd.DataFrame({"=name": pd.Series(values, dtype=object)})
    table.attrs["headings"] = {"=name": "Name"}
    rows = [row[0] for row in csv.reader(io.StringIO(csv_of(table), newline=""))]
    assert rows == [
        "'=name",
        *(f"'{formula}".replace("\r", "\n") for formula in FORMULAS),
        "-5",
        "-5.0",
        "2",
        "",
        "five",
    ]
    (tmp_path / "safe.csv").write_text(csv_of(table), encoding="utf-8-sig", newline="")
    assert fault_of_file(tmp_path / "safe.csv") == ""
    (tmp_path / "unsafe.csv").write_text("name\nfive\n=1+2\n", encoding="utf-8-sig")
    assert fault_of_file(tmp_path / "unsafe.csv") == "holds what a spreadsheet takes for a formula, in row 3"


def test_the_data_of_a_chart_open_in_spreadsheets_and_in_programs(tmp_path: Path):
    chart = answer.staircases(compare("latest", lang="fr"))
    table, shown = chart.table, figure(chart)
    file = tmp_path / "ladder.csv"
    file.write_bytes(shown.files["ladder.csv"])
    assert file.read_bytes().startswith(codecs.BOM_UTF8), "by this a spreadsheet knows that é is one letter"
    plain = pd.read_csv(io.StringIO(csv_of(table)))
    pd.testing.assert_frame_equal(pd.read_csv(file), plain)
    with TableResource(path="ladder.csv", basepath=str(tmp_path)) as resource:
        assert resource.labels == list(plain.columns)


def test_sweeps_hold_no_formula_and_numbers_stay_numbers():
    words = [*FORMULAS, "-5"]
    same = {"quantity": pd.Categorical(["=quantity"] * len(words)), "unit": "@unit", "central": -5.5}
    frame = pd.DataFrame({"chip": pd.Categorical(words), **same})
    (head, *rows) = csv.reader(io.StringIO("".join(csv_texts([frame])), newline=""))
    assert head == ["chip", "quantity", "unit", "central"]
    assert [row[0] for row in rows] == [*(f"'{formula}".replace("\r", "\n") for formula in FORMULAS), "-5"]
    assert all(row[1:] == ["'=quantity", "'@unit", "-5.5"] for row in rows)
