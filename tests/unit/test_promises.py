"""Every promise names tests that are there: in ``make test`` and in ``make test-long``."""

import ast
import re

from conftest import ROOT

TEXT = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
ROWS = [row for row in re.findall(r"^\| (.+) \| (.+) \| (.+) \|$", TEXT, re.MULTILINE) if row[0] != "promise"]
SAME = "the same"


def named_in(cell: str) -> list[tuple[str, str]]:
    """File and name of each test that a cell names."""
    return re.findall(r"`([\w./]+)::(\w+)`", cell)


def is_there(file: str, name: str) -> bool:
    """Whether a file has a test of that name."""
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    return any(isinstance(node, ast.FunctionDef) and node.name == name for node in tree.body)


def test_every_test_that_a_promise_names_is_there():
    named = {test for _, *cells in ROWS for cell in cells for test in named_in(cell)}
    assert len(named) > 15
    assert [f"{file}::{name}" for file, name in sorted(named) if not is_there(file, name)] == []


def test_every_promise_names_a_test_of_each_suite():
    lines = re.findall(r"^\| (?!promise)", TEXT, re.MULTILINE)
    assert len(ROWS) == len(lines)
    for promise, short, long in ROWS:
        assert named_in(short), promise
        assert named_in(long) or long == SAME, promise
        assert not any(file.startswith("long/") for file, _ in named_in(short)), promise
        assert all(file.startswith("long/") for file, _ in named_in(long)), promise
