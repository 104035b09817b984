"""The command line as a user meets it: messages, exit codes, no traceback, nothing lost."""

import json
import os
import re
import sys
from pathlib import Path

import pytest

from conftest import ROOT, Copy, call_analysis, ran, run_analysis

BAD_CALLS = [
    (["build", "--set", "subject_sites=0"], '--set subject_sites=0: "0" is not allowed (allowed: a whole number of'),
    (["build", "--set", "subject_stes=7"], '--set subject_stes=7: "subject_stes" is not a known parameter (nearest: '),
    (["build", "--edition", "nosuch"], '--edition nosuch: "nosuch" is not a known edition (nearest: "'),
    (["build", "--notebook", "00-anwser"], '--notebook 00-anwser: "00-anwser" is not a notebook (nearest: "00-answer"'),
    (["build", "--set", "subject_sites"], "--set subject_sites: is not of the form KEY=VALUE"),
    (["build", "--set", "subject_sites=5", "--set", "subject_sites=6"], "subject_sites is set twice"),
    (["build", "--set", "edition=article"], '"edition" is not a known parameter'),
    (["numbers", "--set", "asked=article"], '"asked" is not a known parameter'),
    (["build", "--edition", "../../etc/passwd"], '"../../etc/passwd" is not a known edition'),
    (["build", "--notebook", "../../etc/passwd"], '"../../etc/passwd" is not a notebook'),
    (["build", "--set", "as_of=<script>hurt()</script>"], '"<script>hurt()</script>" is not allowed'),
    (["numbers", "--set", "\x1b[31mx=1"], '"[U+001B][31mx" is not a known parameter'),
    (["numbers", "--edition", "artcle"], '(nearest: "article"'),
    (["explain", "anounced_ratio"], 'explain anounced_ratio: "anounced_ratio" is not a known quantity (nearest: "ann'),
    (["explain", "comparator.spnt"], '(nearest: "comparator.spent"'),
    (["buid"], "Did you mean 'build'?"),
    (["numbers", "--jsn"], "--jsn"),
]


@pytest.mark.parametrize(("arguments", "message"), BAD_CALLS)
def test_a_bad_call_gets_one_message_and_code_2(shared: Copy, arguments, message):
    site = shared.project.site
    site.mkdir(exist_ok=True)
    (site / "build.json").write_text(json.dumps({"made_by": "analysis build", "files": ["index.html"]}))
    (site / "index.html").write_text("the old site")
    run = shared.call(*arguments, code=2)
    assert message in run.stderr
    assert run.stderr.count("Error: ") == 1
    assert "Traceback" not in run.stderr + run.stdout
    assert "Building" not in run.stdout
    assert (site / "index.html").read_text() == "the old site"


@pytest.mark.parametrize("command", [["build"], ["numbers"], ["editions"], ["explain", "spent"], ["check"]])
def test_bad_data_get_their_place_and_code_1_before_any_kernel(copy: Copy, command):
    copy.change("data/evidence/facts.csv", 12, "unit", "EUR m")
    run = copy.call(*command, code=1)
    assert 'data/evidence/facts.csv, row 12, column unit: "EUR m" is not a known unit (nearest: "EUR bn"' in run.stderr
    assert "Traceback" not in run.stderr + run.stdout
    assert "Building" not in run.stdout


def foreign_folder(path: Path) -> Path:
    """A folder of somebody's files, one of them named as a build names its record."""
    path.mkdir()
    (path / "thesis.txt").write_text("years of work")
    (path / "build.json").write_text(json.dumps({"made_by": "analysis build", "files": []}))
    return path


def test_folders_that_are_no_site_are_not_replaced(copy: Copy, tmp_path: Path):
    mine = foreign_folder(tmp_path / "mine")
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(mine)
    os.mkfifo(tmp_path / "pipe")
    inside = copy.project.data / "editions" / "site"
    copy.project.site.symlink_to(mine)
    for out in (
        copy.project.site,
        mine,
        tmp_path / "link",
        tmp_path / "file",
        tmp_path / "file" / "sub",
        tmp_path / "pipe",
        inside,
    ):
        run = copy.call("build", "--out", str(out), code=2)
        assert run.stderr.startswith(f"Error: --out {out}: ")
        assert ("holds thesis.txt, which no build put there" in run.stderr) == (out.resolve() == mine)
        assert "Traceback" not in run.stderr
        assert "Building" not in run.stdout
    assert (mine / "thesis.txt").read_text() == "years of work"
    assert not inside.exists()


def test_a_notebook_that_takes_no_parameters_is_refused(copy: Copy):
    copy.replace("notebooks/00-answer.ipynb", '"parameters"', '"parmeters"')
    run = copy.call("build", "--notebook", "00-answer", code=1)
    assert "notebooks/00-answer.ipynb: has 0 code cells tagged parameters (allowed: one)" in run.stderr


def test_markup_in_data_is_printed_as_it_stands(copy: Copy):
    copy.change("data/chosen/seats.csv", 2, "name", "the [/b] plan")
    run = copy.call("numbers")
    assert "the [/b] plan" in run.stdout


def test_editions_and_numbers_are_printed_as_tables():
    assert re.search(r"article .* 2025-12-04", call_analysis("editions").stdout)
    assert re.search(r"announced_ratio .* 21 ", call_analysis("numbers", "--edition", "article").stdout)


def test_explain_goes_from_the_ratio_to_the_documents():
    run = call_analysis("explain", "announced_ratio", "--edition", "latest")
    for expected in (
        "comparison.announced_ratio = about 15",
        "comparator.announced = $500bn",
        "chosen row: data/chosen/ladder.csv, row",
        "fact eu-081: programme_total = 30 EUR bn",
        "source ec-202607-call: European Commission",
        "subject.market_rate = $1.12 per euro",
        "formula: announced_ratio = comparator_announced_usd/subject_announced_usd",
        "source ecb-202610-eurofxref-hist",
    ):
        assert expected in run.stdout.replace("\N{NO-BREAK SPACE}", " ")


def test_explain_says_between_which_readings_a_value_lies():
    run = call_analysis("explain", "comparator.spent", "--edition", "article")
    assert "on a straight line between the readings of 2025-06-30 and 2025-12-31" in run.stdout
    rows = re.findall(r"chosen row: data/chosen/ladder\.csv, row (\d+)", run.stdout)
    lines = (ROOT / "data/chosen/ladder.csv").read_text(encoding="utf-8").splitlines()
    assert [lines[int(row) - 1][:20] for row in rows] == ["stargate,spent,2025-"] * 2


def test_it_runs_as_a_process_from_any_folder(tmp_path: Path):
    run = run_analysis("numbers", "--json", cwd=tmp_path)
    assert json.loads(run.stdout)["edition"] == "latest"


@pytest.mark.parametrize(
    ("call", "closed", "code", "said"),
    [
        ("--help", ">&-", 0, ""),
        ("build --nosuch", "2>&-", 2, ""),
        ("build --nosuch", ">&- <&-", 2, "Error: No such option: --nosuch (Possible options: --out)\n"),
        ("add event", "<&-", 130, "Stopped.\n"),
    ],
)
def test_a_standard_stream_that_is_closed_is_done_without(call, closed, code, said):
    command = f"{sys.executable} -m analysis {call} {closed}"
    assert ran("bash", "-c", command, code=code).stderr == said


def test_a_project_without_data_is_named(tmp_path: Path):
    run = call_analysis("numbers", root=tmp_path, code=2)
    assert "holds no data/datapackage.json" in run.stderr
