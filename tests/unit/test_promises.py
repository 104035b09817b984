"""Every promise names tests that are there."""

from __future__ import annotations

import ast
import re

from conftest import ROOT


def promises() -> dict[str, list[tuple[str, str]]]:
    """Each promise with the files and names of its tests."""
    text = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| (`.+) \|$", text, re.MULTILINE)
    return {promise: re.findall(r"`([\w.]+)::(\w+)`", tests) for promise, tests in rows}


def defined_in(file: str) -> set[str]:
    """The names of the tests in a file."""
    [path] = (ROOT / "tests").rglob(file)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_every_test_that_a_promise_names_is_there():
    named = {test for tests in promises().values() for test in tests}
    assert len(named) > 15
    assert [f"{file}::{name}" for file, name in sorted(named) if name not in defined_in(file)] == []


def test_every_promise_names_a_test():
    text = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
    assert len(promises()) == len(re.findall(r"^\| (?!promise)", text, re.MULTILINE))
    assert [promise for promise, tests in promises().items() if not tests] == []
