"""What is published of the data folder, and what is said of files that lie there beside it."""

import codecs
import csv
import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from frictionless.resources import TableResource

from analysis import compare
from analysis.errors import DataError
from analysis.pages import answer
from analysis.publish.data_files import archive, data_version
from analysis.publish.figure import figure
from analysis.publish.planning import plan
from analysis.publish.table import csv_of
from analysis.sweeps.files import csv_texts
from conftest import Copy
from file_rules import fault_of_file

PUT_THERE = (
    "evidence/facts-Copy1.csv",
    "evidence/facts (1).csv",
    "evidence/facts.csv~",
    "evidence/facts.xlsx",
    "chosen/private-notes.txt",
    "Thumbs.db",
    "desktop.ini",
    "translations/fr.mo",
    "drafts/latest.yml",
)
LEFT = (
    "._datapackage.json",
    "evidence/.~lock.facts.csv#",
    "evidence/._facts.csv",
    "editions/._latest.yml",
    "editions/.ipynb_checkpoints/latest-checkpoint.yml",
)
"""Of systems and editors."""


def names(copy: Copy) -> list[str]:
    """The files in the archive that others download."""
    return zipfile.ZipFile(io.BytesIO(archive(copy.project.data))).namelist()


def test_what_lies_beside_the_data_is_told_and_not_published(copy: Copy, command):
    before, version = names(copy), data_version(copy.project.data)
    for name in (*PUT_THERE, *LEFT):
        path = copy.project.data / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("as_of: 2026-01-01\n")
    (copy.project.data / "evidence" / ".#facts.csv").symlink_to("somebody@somewhere.1")  # while Emacs edits a table
    assert (names(copy), data_version(copy.project.data)) == (before, version)
    said = command("check", code=1)
    for name in PUT_THERE:
        assert f"data/{name}: is no table, text or edition of the data, so it is neither read nor published" in said
    assert f"{len(PUT_THERE)} faults" in said
    for name in PUT_THERE:
        (copy.project.data / name).unlink()
    said = command("check")
    assert all(f"data/{name}" in said for name in (*LEFT, "evidence/.#facts.csv"))


def test_a_row_is_added_while_an_editor_has_its_table_open(copy: Copy, command):
    (copy.project.data / "evidence" / ".#events.csv").symlink_to("somebody@somewhere.1")
    cells = {"event_id": "euev-999", "programme": "stargate", "date": "2026-01-01", "precision": "day"}
    cells |= {"kind": "other", "title": "Something", "source_id": "derived"}
    command("add", "event", "--yes", **cells)
    assert (copy.project.data / "evidence" / ".#events.csv").is_symlink()


@pytest.mark.parametrize("name", ["LICENSE.md", "README.md"])
def test_a_text_that_is_missed_is_named_before_a_build(copy: Copy, command, name):
    (copy.project.data / name).unlink()
    with pytest.raises(DataError, match=f"data/{name}: the file is missing"):
        plan(copy.project, ["latest"], ["00-answer"])
    assert f"data/{name}: the file is missing" in command("check", code=1)


# Downloads hold nothing that a spreadsheet takes for a formula, and numbers in them stay numbers. --------------------


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
