"""Sweeps on the command line: the same table printed and written, as CSV, Parquet and pages; what is refused."""

from __future__ import annotations

import csv
import io
import itertools
import math
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from analysis import sweep
from analysis.errors import CallError
from analysis.paths import project
from analysis.sweeps.files import checked_path, write
from analysis.sweeps.table import sweep_in
from conftest import ROOT
from test_sweep import ENDS

VARY = ("--vary", "usd_per_eur=1:1.2:0.1", "--vary", "as_of=2025-12-04,2026-03-02", "--vary", "subject_sites=4,5")


def test_the_command_line_prints_and_writes_the_same(command, tmp_path):
    code, shown = command("sweep", *VARY, "--ranges")
    assert code == 0
    csv_file, parquet = tmp_path / "out.csv", tmp_path / "out.parquet"
    csv_file.write_text("old", encoding="utf-8")
    for file in (csv_file, parquet):
        run = command("sweep", *VARY, "--ranges", "--out", str(file))
        assert run == (0, f"Wrote every quantity at 12 settings to {file}\n")
    assert csv_file.read_bytes() == shown.encode()
    assert b"\r" not in csv_file.read_bytes()
    assert sorted(path.name for path in tmp_path.glob("*out*")) == ["out.csv", "out.parquet"]

    vary = {"usd_per_eur": [1, 1.1, 1.2], "as_of": ["2025-12-04", "2026-03-02"], "subject_sites": [4, 5]}
    table = sweep(vary, ranges=True)
    rows = list(csv.DictReader(io.StringIO(shown)))
    assert list(rows[0]) == list(table.columns)
    for row, expected in zip(rows, table.to_dict("records"), strict=True):
        assert row["quantity"] == expected["quantity"]
        assert row["unit"] == expected["unit"]
        assert row["as_of"] == expected["as_of"].date().isoformat()
        assert (float(row["usd_per_eur"]), int(row["subject_sites"])) == (
            expected["usd_per_eur"],
            expected["subject_sites"],
        )
        for end in ENDS:
            assert row[end] == ("" if math.isnan(expected[end]) else repr(expected[end]))

    read = pd.read_parquet(parquet)
    assert {name: str(read[name].dtype) for name in ("usd_per_eur", "as_of", "subject_sites", "central")} == {
        "usd_per_eur": "float64",
        "as_of": "datetime64[us]",
        "subject_sites": "int64",
        "central": "float64",
    }
    for name in ("quantity", "unit"):
        assert list(read[name]) == list(table[name])
    pd.testing.assert_frame_equal(read.drop(columns=["quantity", "unit"]), table.drop(columns=["quantity", "unit"]))


def test_the_same_sweep_gives_the_same_bytes(tmp_path):
    vary = {"usd_per_eur": "1:1.2:0.01", "dollars": ["market", "constant-2025"]}
    for ending in ("csv", "parquet"):
        files = [tmp_path / f"{number}.{ending}" for number in range(2)]
        for file in files:
            write(file, sweep_in(project(), vary).blocks())
        assert files[0].read_bytes() == files[1].read_bytes()


def test_parquet_of_many_blocks(tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.sweeps.table.AT_A_TIME", 5)
    seats = {"subject": ["stargate"], "comparator": ["eu-gigafactories"], "subject_announced": "100:500:25"}
    table = sweep(seats)
    write(tmp_path / "out.parquet", sweep_in(project(), seats).blocks())
    read = pd.read_parquet(tmp_path / "out.parquet")
    for name in table.columns:
        assert list(read[name].dropna()) == list(table[name].dropna()), name


def test_files_that_cannot_be_written_are_refused(command, tmp_path):
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    for out, said in (
        (tmp_path / "out.xlsx", '".xlsx" is not an ending of a file that can be written'),
        (tmp_path / "out", '"" is not an ending of a file that can be written'),
        (tmp_path / "folder.csv", "is there and is no plain file"),
        (tmp_path / "pipe.csv", "is there and is no plain file"),
        (tmp_path / "no" / "out.csv", f"{tmp_path / 'no'} is no folder that can be written"),
        (ROOT / "data" / "evidence" / "facts.csv", "is in a folder of the project itself"),
    ):
        with pytest.raises(CallError) as refused:
            checked_path(project(), out)
        assert str(refused.value).startswith(f"--out {out}: {said}")
    code, text = command("sweep", "--vary", "subject_sites=4,5", "--out", str(tmp_path))
    assert (code, text.count("\n")) == (2, 1)
    assert text.startswith(f"Error: --out {tmp_path}: ")


def test_a_failure_leaves_the_old_file(tmp_path):
    file = tmp_path / "out.csv"
    file.write_text("old", encoding="utf-8")

    def failing():
        yield from itertools.islice(sweep_in(project(), {"subject_sites": [4, 5]}).blocks(), 1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(file, failing())
    assert file.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_through_a_link_the_file_itself_is_written(tmp_path):
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "real.csv")
    write(checked_path(project(), link), sweep_in(project(), {"subject_sites": [4, 5]}).blocks())
    assert link.is_symlink()
    assert (tmp_path / "real.csv").read_text(encoding="utf-8").startswith("subject_sites,quantity,unit,central\n4,")


def test_who_reads_only_the_beginning_sees_no_traceback():
    command = f"{sys.executable} -m analysis sweep --vary usd_per_eur=0.5:1.5:0.001 | head -1"
    run = subprocess.run(command, shell=True, capture_output=True, text=True, check=True, cwd=Path(ROOT))
    assert (run.stdout, run.stderr) == ("usd_per_eur,quantity,unit,central\n", "")


def test_a_mistake_on_the_command_line(command):
    code, text = command("sweep", "--vary", "subject_sites=0,5")
    assert code == 2
    assert text.startswith('Error: --vary subject_sites=0,5: "0" is not allowed')
    assert command("sweep") == (2, "Error: Missing option '--vary'.\n")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--notebook", "99-none"), "--notebook 99-none: "),
        (("--set", "subject_sites=0"), "--set subject_sites=0: "),
    ],
)
def test_pages_that_cannot_be_made_are_refused_before_anything_runs(command, tmp_path: Path, options, said):
    out = tmp_path / "site"
    code, text = command("sweep", "--vary", "comparator_sites=4,5", *options, "--pages", str(out))
    assert code == 2
    assert text.startswith(f"Error: {said}")
    assert not out.exists()
