"""Downloads hold nothing that a spreadsheet takes for a formula, and numbers in them stay numbers."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd

from analysis.publish.table import csv_of
from analysis.sweeps.files import cell
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
    (tmp_path / "safe.csv").write_text(csv_of(table), encoding="utf-8", newline="")
    assert fault_of_file(tmp_path / "safe.csv") == ""
    (tmp_path / "unsafe.csv").write_text("name\nfive\n=1+2\n", encoding="utf-8")
    assert fault_of_file(tmp_path / "unsafe.csv") == "holds what a spreadsheet takes for a formula, in row 3"


def test_sweeps_hold_no_formula_and_numbers_stay_numbers():
    for formula in FORMULAS:
        assert next(csv.reader(io.StringIO(cell(formula), newline=""))) == [f"'{formula}"]
    assert [cell(-5), cell(-5.5), cell("-5")] == ["-5", "-5.5", "-5"]
