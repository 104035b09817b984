"""Hostile input by the hundred: real files and calls, changed at random, each accepted with right results or refused.

``make fuzz`` runs this file and writes ``tests/corpus/COUNTS.md``; ``make test`` runs a few cases of each kind, the
same ones every time. What was found once stands in ``test_hostile_input.py``.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings, strategies as st

from fuzz_calls import builds, called, command_lines, parameters, planned, typed
from fuzz_files import (
    EDITIONS,
    TABLES,
    catalogue_of_bytes,
    cells,
    changed,
    contents,
    edition_files,
    edition_of_bytes,
    manifest_of_bytes,
    outline_of_bytes,
    some_messages,
    table_of_bytes,
)
from fuzz_ground import ROOT

COUNTS = ROOT / "tests" / "corpus" / "COUNTS.md"

KINDS: dict[str, tuple[st.SearchStrategy, Callable[[Any], str]]] = {
    "tables, by cells": (cells(), table_of_bytes),
    "tables, by bytes": (changed(contents(*TABLES)), table_of_bytes),
    "editions, by keys": (edition_files(), edition_of_bytes),
    "editions, by bytes": (changed(contents(*EDITIONS)), edition_of_bytes),
    "manifest, by bytes": (changed(contents("reports/manifest.yml")), manifest_of_bytes),
    "outlines, by bytes": (changed(contents("data/outlines/outlines.csv")), outline_of_bytes),
    "translations, by bytes": (changed(some_messages()), catalogue_of_bytes),
    "parameters of notebooks": (parameters(), called),
    "command line": (command_lines(), typed),
    "names in a build": (builds(), planned),
}
"""Every kind of input: its cases, and what is done with one."""


def tried(kind: str, cases: int, derandomize: bool = True) -> Counter[str]:
    """Try cases of a kind; gives how many were accepted and how many refused."""
    strategy, run = KINDS[kind]
    counts: Counter[str] = Counter()
    quiet = settings(
        max_examples=cases,
        derandomize=derandomize,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )

    @quiet
    @given(strategy)
    def one(case: Any) -> None:
        counts[run(case)] += 1

    one()
    return counts


def report(found: dict[str, Counter[str]]) -> str:
    """The counts as a table."""
    rows = [
        f"| {kind} | {counts.total():,} | {counts['accepted']:,} | {counts['refused']:,} |"
        for kind, counts in found.items()
    ]
    whole = sum(found.values(), Counter())
    return "\n".join(
        [
            "# Hostile input: cases of the last `make fuzz`",
            "",
            "Every case was accepted with right results or refused with a message that names its place: no traceback,",
            "no case without an end, no file half-written. `tools/fuzz_files.py` and `tools/fuzz_calls.py` say how",
            "cases are made.",
            "",
            "| input | tried | accepted | refused |",
            "|---|---:|---:|---:|",
            *rows,
            f"| all | {whole.total():,} | {whole['accepted']:,} | {whole['refused']:,} |",
            "",
        ]
    )


if __name__ == "__main__":
    cases = int(sys.argv[1])
    found = {}
    for kind in KINDS:
        of_kind = cases // 5 if kind.startswith("tables") else cases  # each of which takes a second
        found[kind] = tried(kind, of_kind, derandomize=False)
        print(f"{kind}: {dict(found[kind])}", flush=True)
    COUNTS.write_text(report(found), encoding="utf-8")
