"""Where hostile input is tried: a copy of the project, and values that have hurt some program once."""

from __future__ import annotations

import contextlib
import json
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from analysis.edition import PARAMETERS, settable_inputs
from analysis.errors import AnalysisError
from analysis.paths import Project

ROOT = Path(__file__).parents[1]
LONGEST = 60
"""Seconds after which a case counts as one that never ends; the slowest takes a few."""

WORDS = (
    *("", " ", "0", "-0", "-5", "1e400", "-1e400", "1e-400", "NaN", "nan", "inf", "-inf", "\uff11\uff12", "1_000"),
    *("0x10", "1,000", "1 000", "1.000,5", "+5", ".5", "5.", "1e", "--1", "9" * 400, "0." + "0" * 400 + "1", "True"),
    *("2026-02-30", "0000-01-01", "0001-01-01", "9999-12-31", "2026-13", "2026-00-10", "26-01-01", "2026-1-1"),
    *("2026-01-01T00:00:00", "20260101", "1900-01-01", "2099-12-31", "2024-02-29", "2025-02-29"),
    *("../../etc/passwd", "/etc/passwd", "C:\\Windows", "CON", "nul", "a/b", "a\nb", "a\rb", "a\0b", "\u202eabc"),
    *("\U0001f600", "\ufeffx", "x" * 300, "x" * 6000, "\ud800", "\x1b[31mred", "\x07", "~", "$HOME", "`ls`", "%s%n"),
    *("=1+2", "=cmd|' /C calc'!A0", "+1+2", "-1+2", "@SUM(1)", "\t=1", "\r=1", "\uff1d1+2", "'=1", '"', "'", ",", ";"),
    *(
        "{0.__class__}",
        "{subject}",
        "{",
        "%(x)s",
        "${x}",
        "<script>alert(1)</script>",
        "&amp;",
        "]]>",
        "*a",
        "&a",
        "!!int",
    ),
    *("None", "null", "latest", "article", "eu-gigafactories", "stargate", "fr", "derived", "unverified", "fixed"),
)
"""Values that have hurt some program once."""

FITTING = ("5", "2.5", "1.1", "0.3", "400", "7e1", "2026-03-02", "2026-10-30", "market", "ppp", "en", "H100 SXM")
"""Values that fit some parameter."""

VALUES = st.one_of(
    st.sampled_from(FITTING),
    st.sampled_from(WORDS),
    st.text(max_size=20),
    st.floats().map(repr),
    st.integers().map(str),
)
"""Texts of cells, keys and options."""

NAMES = st.sampled_from([*PARAMETERS, *settable_inputs(), "based_on", "why", "source_id", "nosuch", "changes", ""])
"""Names of parameters, some of which there are not."""


class NeverEndedError(Exception):
    """A case that took so long that it counts as one that never ends."""


@contextlib.contextmanager
def ending() -> Iterator[None]:
    """Stop what never ends."""

    def stop(*_: object) -> None:
        raise NeverEndedError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LONGEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def outcome(call: Callable[[], object], *places: str) -> str:
    """Whether a call accepts its input or refuses it with a message that names one of the places."""
    try:
        with ending():
            call()
    except AnalysisError as error:
        lines = str(error).splitlines()
        assert lines, "refused without a word"
        assert all(any(place in line for place in places) for line in lines), (lines, places)
        return "refused"
    return "accepted"


@cache
def ground() -> Project:
    """A copy of the project to change files in, the same for all cases."""
    root = Path(tempfile.mkdtemp(prefix="fuzz-")) / "project"
    for folder in ("data", "notebooks", "reports", "docs"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("site", "failed", "cache"))
    for file in ("README.md", "CITATION.cff", "requirements.lock"):
        shutil.copy(ROOT / file, root)
    return Project(root)


@contextlib.contextmanager
def holding(file: str, content: bytes) -> Iterator[Path]:
    """The copy with another content in one file, which is put back afterwards."""
    path = ground().root / file
    before = path.read_bytes() if path.exists() else None
    path.write_bytes(content)
    try:
        yield path
    finally:
        path.unlink()
        if before is not None:
            path.write_bytes(before)


def works(study: Any) -> None:
    """A study whose input was accepted gives every number, or a gap that says why."""
    json.dumps(study.as_json(), allow_nan=False)
