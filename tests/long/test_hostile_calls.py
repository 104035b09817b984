"""Hostile parameters, options and settings that were found or feared once: each is refused in one short line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import fuzz_calls
from analysis.errors import CallError
from analysis.publish.planning import plan_of_settings
from analysis.sweeps.table import sweep_in
from conftest import Copy, ran


def test_sweeps_take_no_list_for_names(copy: Copy):
    for vary, changes in (([1], None), ({"subject_sites": "4,5"}, [1])):
        with pytest.raises(CallError, match="allowed: names with values"):
            sweep_in(copy.project, vary, "latest", changes)


def test_a_long_number_makes_no_long_name_of_a_folder(copy: Copy):
    with pytest.raises(CallError, match="is not allowed"):
        plan_of_settings(copy.project, [{"usd_per_eur": "1." + "0" * 300}], "latest", ["00-answer"])


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
