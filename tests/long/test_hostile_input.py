"""Hostile input that was found or feared once: each is accepted with right results or refused at its place."""

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import fuzz_calls
import fuzz_files
import fuzz_ground
import fuzzing
from analysis.checking import faults_of_project
from analysis.edition import load_edition
from analysis.errors import LONGEST, CallError, DataError
from analysis.evidence import load
from analysis.evidence.corrections import corrected
from analysis.evidence.csv_files import read_text
from analysis.publish.data_files import faults_of_files, published
from analysis.publish.manifest import load_manifest
from analysis.publish.planning import plan
from analysis.publish.versions import package
from analysis.study import compare, study_in
from analysis.sweeps.table import sweep_in
from conftest import ROOT, Copy, ran

CORPUS = ROOT / "tests" / "corpus"


@pytest.mark.parametrize("kind", fuzzing.KINDS)
def test_changed_at_random_it_is_accepted_or_refused(kind: str):
    """A few cases of each kind, the same ones every time; ``make fuzz`` tries hundreds."""
    cases = 3 if kind.startswith("tables") else 15
    counts = fuzzing.tried(kind, cases)
    print(f"{kind}: {dict(counts)}")
    assert counts.total() >= cases / 2


# Tables --------------------------------------------------------------------------------------------------------------

TABLE = "data/vocabulary/agreements.csv"
PLAIN = (ROOT / TABLE).read_bytes()
REFUSED_TABLES = {
    "empty": (b"", f"{TABLE}, row 1: has no header"),
    "blank lines": (b"\n\n\n", f"{TABLE}, row 1: has no header"),
    "header alone": (PLAIN.partition(b"\n")[0], f"{TABLE}: has a header and no rows"),
    "UTF-16": (PLAIN.decode().encode("utf-16"), f"{TABLE}, row 1: is not UTF-8 text here"),
    "Latin-1": (PLAIN + "not,dit à moitié\n".encode("latin-1"), "is not UTF-8 text here (save the file as UTF-8)"),
    "surrogate": (PLAIN + b"not,\xed\xa0\x80\n", "is not UTF-8 text here"),
    "NUL": (PLAIN + b"not,a\0b\n", 'column meaning: "a[U+0000]b" holds a character that no text has, U+0000'),
    "escape": (PLAIN + b"not,\x1b[2J\n", "holds a character that no text has, U+001B"),
    "no character": (PLAIN + "not,\uffff\n".encode(), "holds a character that no text has, U+FFFF"),
    "open quote": (PLAIN + b'not,"open\n', "is not CSV here (unexpected end of data): look at the quotes"),
    "quote inside": (PLAIN + b'not,"a"b"\n', "is not CSV here"),
    "semicolons": (PLAIN.replace(b",", b";"), f"{TABLE}, row 1: has semicolons between its cells"),
    "long word": (PLAIN.replace(b"\n", b"\n" + b"x" * 4000 + b",", 1), "cells where the header has"),
    "column twice": (PLAIN.replace(b"meaning", b"agrees", 1), "the column stands there more than once"),
    "column missing": (b"agrees\nyes\n", "column meaning: the column is missing"),
    "column without a name": (PLAIN.replace(b"meaning", b"", 1), "ends in columns without a name"),
    "formula": (
        PLAIN + b"not,=cmd|' /C calc'!A0\n",
        "is a formula to a spreadsheet (allowed: text that begins without",
    ),
    "formula of a sign": (PLAIN + b"not,-2+3\n", '"-2+3" is a formula to a spreadsheet'),
    "formula behind a space": (PLAIN + b"not, @SUM(1)\n", '" @SUM(1)" is a formula to a spreadsheet'),
    "formula in full width": (PLAIN + "not,\uff1d1\n".encode(), "is a formula to a spreadsheet"),
    "ragged": (PLAIN + b"not\n", "has 1 cells where the header has 2"),
}


@pytest.mark.parametrize("name", REFUSED_TABLES)
def test_a_table_that_is_none_is_refused_at_its_place(name: str):
    content, message = REFUSED_TABLES[name]
    with fuzz_ground.holding(TABLE, content), pytest.raises(DataError) as refused:
        load(fuzz_ground.ground().data)
    assert message in str(refused.value)
    assert max(map(len, str(refused.value).splitlines())) < 20 * LONGEST


@pytest.mark.parametrize("name", ["byte order mark", "CRLF", "CR alone"])
def test_a_table_of_another_system_is_the_same_table(name: str, tmp_path: Path):
    for file in fuzz_files.TABLES:
        path = tmp_path / "table.csv"
        path.write_bytes(fuzz_files.ENCODINGS[name]((ROOT / file).read_bytes()))
        found, faults = read_text(path, file)
        assert faults == []
        pd.testing.assert_frame_equal(found, read_text(ROOT / file, file)[0])


def test_thousands_of_faults_of_one_kind_are_counted(tmp_path: Path):
    path = tmp_path / "table.csv"
    path.write_bytes(b"agrees,meaning\n" + b"\n" * 5000 + b"yes,yes\n")
    _, faults = read_text(path, TABLE)
    assert len(faults) == 101
    assert str(faults[-1]) == f"{TABLE}, row 101: 4,900 rows below have such a fault too"


def test_a_correction_whose_fact_is_gone_is_named(copy: Copy):
    rows = copy.rows("data/evidence/facts.csv")
    corrections = copy.rows("data/evidence/corrections.csv")
    gone = corrections[0]["fact_id"]
    copy.write("data/evidence/facts.csv", [row for row in rows if row["fact_id"] != gone])
    with pytest.raises(DataError, match=f'corrections.csv, row 2, column fact_id: "{gone}" is not a known fact_id'):
        load(copy.project.data)
    facts = pd.DataFrame([row for row in rows if row["fact_id"] != gone])
    assert len(corrected(facts, pd.DataFrame(corrections))) == len(rows) - 1


def test_a_zero_below_zero_is_zero():
    assert str(compare("latest", subject_announced="-0").subject.announced.central) == "0.0"
    assert str(compare("latest", subject_announced=-0.0).subject.announced.central) == "0.0"


# Editions, manifest, outlines, translations --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("tag.yml", "cannot be read (could not determine a constructor for the tag"),
        ("twice.yml", "cannot be read (the key as_of stands there twice)"),
        ("list-as-key.yml", "cannot be read (found unhashable key"),
        ("control.yml", "cannot be read (unacceptable character"),
        ("latin-1.yml", "cannot be read (not UTF-8 text)"),
        ("full-width.yml", '"\uff11\uff12" is not allowed'),
        ("two-documents.yml", "cannot be read (but found another document"),
    ],
)
def test_settings_that_cannot_be_used_are_refused_in_an_edition_and_in_the_manifest(copy: Copy, name, message):
    content = (CORPUS / "settings" / name).read_bytes()
    (copy.project.data / "editions" / "odd.yml").write_bytes(content)
    with pytest.raises(DataError) as refused:
        load_edition(copy.project.data / "editions", None, "odd", {})
    assert str(refused.value).startswith("data/editions/odd.yml")
    assert message in str(refused.value)
    copy.project.manifest.write_bytes(content)
    with pytest.raises(DataError, match=r"reports/manifest\.yml"):
        load_manifest(copy.project)


def test_a_long_name_is_none_of_an_edition(copy: Copy):
    name = "x" * 61
    (copy.project.data / "editions" / f"{name}.yml").write_text("based_on: latest\nwhy: x\n", encoding="utf-8")
    assert any(f"{name}.yml: is no edition" in str(fault) for fault in faults_of_project(copy.project))
    with pytest.raises(CallError, match="is not a known edition"):
        study_in(copy.project, name)


@pytest.mark.parametrize(
    ("outline", "message"),
    [
        ("", "is blank"),
        ("POINT (0.0 0.0)", "is not an outline"),
        ("POLYGON ((0.0 0.0, 1.0 0.0))", "is not an outline"),
        ("POLYGON ((0.0 0.0, NaN 0.0, 1.0 1.0, 0.0 0.0))", "is not an outline"),
        ("POLYGON ((0.0 0.0, 1e400 0.0, 1.0 1.0, 0.0 0.0))", "is not an outline"),
        ("POLYGON ((0.0 0.0, 99999.0 0.0, 1.0 1.0, 0.0 0.0))", "is not an outline"),
    ],
)
def test_outlines_that_are_none_are_named_by_the_check(copy: Copy, outline, message):
    copy.change("data/outlines/outlines.csv", 3, "outline", outline)
    found = [str(fault) for fault in faults_of_project(copy.project)]
    assert any(
        text.startswith("data/outlines/outlines.csv, row 3, column outline: ") and message in text for text in found
    )


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"version": 5}', b"\xff"])
def test_a_data_package_that_cannot_be_read_stops_a_build_before_it_starts(copy: Copy, content):
    (copy.project.data / "datapackage.json").write_bytes(content)
    with pytest.raises(DataError, match=r"data/datapackage\.json: cannot be read as a data package"):
        plan(copy.project, ["latest"], ["00-answer"])
    with pytest.raises(DataError):
        package(copy.project.data)


@pytest.mark.parametrize("name", ["a b.csv", "a\nb.csv", "\u202ecsv.x", "\U0001f600.csv", "x" * 101, "..."])
def test_files_that_would_be_published_have_plain_names(copy: Copy, name):
    (copy.project.data / "evidence" / name).write_text("x", encoding="utf-8")
    assert name not in [path.name for path in published(copy.project.data)]
    found = [str(fault) for fault in faults_of_files(copy.project.data)]
    assert [fault.startswith("data/evidence/") and "nor published" in fault for fault in found] == (
        [] if name.startswith(".") else [True]
    )
    assert all("\n" not in fault and "\u202e" not in fault for fault in found)


# Hostile parameters, options and settings that were found or feared once: each is refused in one short line. ---------


def test_sweeps_take_no_list_for_names(copy: Copy):
    for vary, changes in (([1], None), ({"subject_sites": "4,5"}, [1])):
        with pytest.raises(CallError, match="allowed: names with values"):
            sweep_in(copy.project, vary, "latest", changes)


def test_a_long_number_makes_no_long_name_of_a_folder(copy: Copy):
    with pytest.raises(CallError, match="is not allowed"):
        plan(copy.project, ["latest"], ["00-answer"], settings=[{"usd_per_eur": "1." + "0" * 300}])


# The command itself --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["numbers", "--edition", b"\xff"], ["explain", "\x1b]0;x\x07"]])
def test_a_hostile_command_ends_with_one_message(arguments, tmp_path: Path):
    command = [sys.executable, "-m", "analysis", *arguments]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    said = run.stderr.decode()
    assert run.returncode == 2
    assert said.startswith("Error: ")
    assert "Traceback" not in said
    assert "\x1b" not in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["numbers", "--set", "\x1b[31mx=1"],
        ["explain", "x" * 100_000],
        ["sweep", "--vary", "subject_sites=1:9:1e-999"],
        ["sweep", "--vary", "subject_sites=" + "9" * 400],
        ["sweep", "--vary", "subject_sites=4,5", "--out", "/" + "x" * 300 + ".csv"],
        ["sweep", "--vary", "subject_sites=4,5", "--out", "a\0b.csv"],
        ["build", "--fresh-kernels", "--notebook", "../../etc/passwd"],
        ["build", "--fresh-kernels", "--out", "/tmp/" + "x" * 300],
        ["build", "--fresh-kernels", "--out", "a\0b"],
    ],
    ids=lambda arguments: " ".join(arguments)[:30],
)
def test_a_hostile_call_is_refused(arguments):
    assert fuzz_calls.typed(arguments) == "refused"


@pytest.mark.parametrize("arguments", [["numbers"], ["sweep", "--vary", "subject_sites=4,5"]])
def test_a_full_disk_behind_standard_output_is_said(arguments):
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "analysis", *arguments]
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert run.returncode == 1
    assert run.stderr == "Error: No space left on device\n"


def test_a_terminal_of_few_letters_gets_what_it_can_show():
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    assert "\\xa0" in ran(sys.executable, "-m", "analysis", "numbers", env=environment).stdout
