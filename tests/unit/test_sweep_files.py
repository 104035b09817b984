"""Sweeps on the command line: the same table printed and written, as CSV, Parquet and pages; what is refused."""

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
    texts = {name: table[name].astype(str) for name in ("usd_per_eur", "subject_sites", "quantity", "unit")}
    texts |= {"as_of": table["as_of"].dt.strftime("%Y-%m-%d")}
    texts |= {end: table[end].map(lambda value: "" if math.isnan(value) else repr(value)) for end in ENDS}
    assert list(csv.reader(io.StringIO(shown))) == [
        list(table.columns),
        *map(list, zip(*(texts[name] for name in table.columns), strict=True)),
    ]
    read = pd.read_parquet(parquet)
    assert read.dtypes[["usd_per_eur", "as_of", "subject_sites", "central"]].map(str).to_list() == [
        *("float64", "datetime64[us]", "int64", "float64"),
    ]
    words = ["quantity", "unit"]
    pd.testing.assert_frame_equal(read.astype(dict.fromkeys(words, str)), table.astype(dict.fromkeys(words, str)))


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_the_same_sweep_gives_the_same_bytes_through_a_link_too(tmp_path, ending):
    file, link = tmp_path / f"file.{ending}", tmp_path / f"link.{ending}"
    link.symlink_to(tmp_path / f"real.{ending}")
    for path in (file, checked_path(project(), link)):
        write(path, sweep_in(project(), {"usd_per_eur": "1:1.2:0.01", "dollars": ["market", "constant-2025"]}).frames())
    assert link.is_symlink()
    assert link.read_bytes() == file.read_bytes()


def test_parquet_of_many_parts(tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.sweeps.table.AT_A_TIME", 5)
    seats = {"subject": ["stargate"], "comparator": ["eu-gigafactories"], "subject_announced": "100:500:25"}
    table = sweep(seats)
    write(tmp_path / "out.parquet", sweep_in(project(), seats).frames())
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
        yield from itertools.islice(sweep_in(project(), {"subject_sites": [4, 5]}).frames(), 1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(file, failing())
    assert file.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_who_reads_only_the_beginning_sees_no_traceback():
    command = f"{sys.executable} -m analysis sweep --vary usd_per_eur=0.5:1.5:0.001 | head -1"
    run = subprocess.run(command, shell=True, capture_output=True, text=True, check=True, cwd=Path(ROOT))
    assert (run.stdout, run.stderr) == ("usd_per_eur,quantity,unit,central\n", "")


def test_a_mistake_on_the_command_line(command):
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
