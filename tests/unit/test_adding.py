"""Rows added by command: asked for, checked, shown, written in their place, and nothing else touched."""

import functools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from analysis.checking import faults_of_project
from analysis.upkeep.staging import with_row
from conftest import Copy

FACT = {
    "fact_id": "ctx-0446x",
    "programme": "other:france-109bn",
    "metric": "investment",
    "value": "50",
    "unit": "EUR bn",
    "as_of": "2025-02-10",
    "status": "announced",
    "source_id": "lemonde-202502-109bn",
    "confidence": "high",
    "note": "first phase, of 1 GW",
}
EVENT = ("euev-054x", "stargate", "2026-02-28", "day", "announcement", "A thing", "lemonde-202502-109bn")


@pytest.fixture
def add(command) -> Callable[..., tuple[int, str]]:
    """The command that adds."""
    return functools.partial(command, "add")


def test_a_fact_stands_in_its_place_and_every_other_byte_as_it_was(copy: Copy, add):
    before = copy.contents()
    said = add("fact", "--yes", **FACT)
    row = '+ctx-0446x,other:france-109bn,,investment,50,,,EUR bn,2025-02-10,announced,lemonde-202502-109bn,high,"first'
    assert row in said
    after = copy.contents()
    changed = [file for file in after if after[file] != before.get(file)]
    assert changed == ["data/evidence/facts.csv"]
    was, now = (all_of["data/evidence/facts.csv"].splitlines() for all_of in (before, after))
    place = next(number for number, line in enumerate(was) if line.startswith(b"ctx-0447,"))
    assert now == [*was[:place], now[place], *was[place:]]
    assert now[place].startswith(b"ctx-0446x,")
    assert "Texts of the data without a translation in data/translations/fr.po: 1 ('make translations'" in said
    assert faults_of_project(copy.project) == []


def test_an_event_is_asked_for_until_each_answer_may_stand(copy: Copy, add):
    identifier, programme, date, *rest = EVENT
    answers = ["euev-054", identifier, "stargat", programme, "2026-02-30", date, *rest, "y"]
    said = add("event", answers="".join(f"{answer}\n" for answer in answers))
    assert 'Error: "euev-054" stands in an earlier row too' in said
    assert (
        'Error: "stargat" is not a known programme (nearest: "stargate"; all: data/vocabulary/programmes.csv)' in said
    )
    assert 'Error: "2026-02-30" is not a date (allowed: a real YYYY-MM-DD, YYYY-MM or YYYY, 1900 to 2099)' in said
    rows = [tuple(row.values()) for row in copy.rows("data/evidence/events.csv")]
    assert rows.index(EVENT) == [row[0] for row in rows].index("euev-054") + 1


CORRECTION = {
    "fact_id": "sg-279",
    "column": "value",
    "found": "58.9",
    "corrected": "50",
    "reason": "Two sites were counted twice",
    "source_id": "project-202611-verify-arithmetic",
}
KINDS = {"fact": FACT, "correction": CORRECTION}
NO_DATE = "is not a date (allowed: a real YYYY-MM-DD, YYYY-MM or YYYY, 1900 to 2099)"
REFUSED = [
    # kind of row, its bad cell, what the message must say
    ("fact", "fact_id", "eu-001", '--set fact_id=eu-001: "eu-001" stands in an earlier row too (each must be unique)'),
    ("fact", "source_id", "lemonde-202502-109b", '(nearest: "lemonde-202502-109bn"; all: data/evidence/sources.csv)'),
    ("fact", "as_of", "2026-02-30", f'"2026-02-30" {NO_DATE}'),
    ("fact", "unit", "EUR m", '--set unit=EUR m: "EUR m" is not a known unit (nearest: "EUR bn"; all: data/'),
    ("fact", "value", "1e400", '--set value=1e400: "1e400" is not allowed (allowed: a number with a point before dec'),
    ("fact", "low", "60", "column value: low 60, value 50, high blank (allowed: low <= value <= high)"),
    ("fact", "metric", "population", '"EUR bn" is not the unit of population (allowed: people'),
    ("fact", "note", "a\nb", "has characters that are not printed (allowed: text in one line, with plain spaces)"),
    ("fact", "entity", "a\udcffb", "has characters that are not printed"),
    ("fact", "vlaue", "3", '--set vlaue=3: "vlaue" is not a column of data/evidence/facts.csv (nearest: "value"'),
    ("correction", "found", "59", 'expects "59" in value of sg-279, but data/evidence/facts.csv has "58.9"'),
    ("correction", "corrected", "fifty", 'sg-279, value: "fifty" is not allowed (allowed: a number with a point'),
    ("correction", "reason", "As above", '"As above" points to another row'),
]


@pytest.mark.parametrize(("kind", "column", "cell", "message"), REFUSED)
def test_a_row_that_may_not_stand_is_refused_and_nothing_is_written(shared: Copy, kind, column, cell, message):
    given = [f"--set={name}={value}" for name, value in (KINDS[kind] | {column: cell}).items()]
    with shared.unchanged():
        run = shared.call("add", kind, "--yes", *given, code=None)
    assert run.returncode in (1, 2)
    assert message in run.stderr
    assert "Nothing is written." in run.stderr


def test_a_catalogue_with_a_merge_left_open_is_not_written_over(copy: Copy, add):
    copy.append("data/translations/fr.po", "<<<<<<< HEAD", 'msgid "A"', 'msgstr "B"', "=======", ">>>>>>> branch")
    with copy.unchanged():
        said = add("fact", "--yes", **FACT, code=1)
    assert "data/translations/fr.po: a merge was left open here (<<<<<<<), line" in said


def test_cells_that_are_missing_are_named(copy: Copy, add):
    with copy.unchanged():
        said = add("fact", "--yes", fact_id="ctx-9999", code=2)
        assert add("fct", code=2).startswith('Error: "fct" is not a kind of row that can be added (nearest: "fact"')
    assert "column unit: is blank, and a value is needed here" in said


def test_no_and_a_file_that_was_changed_meanwhile_leave_everything(copy: Copy, add, monkeypatch):
    answers = "".join(f"{answer}\n" for answer in EVENT)
    with copy.unchanged():
        add("event", answers=answers + "n\n", code=1)
        add("event", answers=answers, code=130)

    def meanwhile(*_):
        copy.append("data/evidence/events.csv", "zz-001,stargate,2026-01-01,day,other,Mine,lemonde-202502-109bn")
        return True

    monkeypatch.setattr("typer.confirm", meanwhile)
    said = add("event", answers=answers, code=1)
    assert "data/evidence/events.csv has been changed meanwhile: nothing is written" in said
    assert "Mine" in [row["title"] for row in copy.rows("data/evidence/events.csv")]
    assert EVENT[0] not in [row["event_id"] for row in copy.rows("data/evidence/events.csv")]


def test_ctrl_c_at_a_question_leaves_everything(copy: Copy):
    before = copy.contents()
    run = subprocess.Popen(
        [sys.executable, "-m", "analysis", "add", "event"],
        env=os.environ | {"ANALYSIS_ROOT": str(copy.project.root), "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    run.stdin.write("euev-999\n")
    run.stdin.flush()
    asked = ""
    while "programme (" not in asked:
        asked += run.stdout.read(1)
    time.sleep(0.2)  # until it waits for the answer
    run.send_signal(signal.SIGINT)
    _, said = run.communicate()
    assert run.returncode == 130
    assert said.strip() == "Stopped."
    assert copy.contents() == before


def test_rows_keep_line_ends_quotes_and_order():
    assert (
        with_row("\ufeffid,note\r\na,1\r\n", {"id": "b", "note": 'a "b"'}) == '\ufeffid,note\r\na,1\r\nb,"a ""b"""\r\n'
    )
    assert with_row('id,note\na,"1\n2"\nc,x', {"id": "b", "note": ""}) == 'id,note\na,"1\n2"\nb,\nc,x\n'
    assert with_row("id,note\nc,1\na,2\n", {"id": "b", "note": ""}) == "id,note\nc,1\na,2\nb,\n"
