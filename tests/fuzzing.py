"""Hostile input by the hundred: real files and calls, changed at random, each accepted with right results or refused.

``make fuzz`` runs this file and writes ``tests/corpus/COUNTS.md``; ``make test`` runs a few cases of each kind, the
same ones every time. What was found once stands in ``test_hostile_input.py`` and ``test_hostile_calls.py``.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.cli import main
from analysis.edition import PARAMETERS, load_edition, settable_inputs
from analysis.errors import AnalysisError
from analysis.evidence import load, outlines
from analysis.evidence.schemas import PATHS, VOCABULARIES, file_of_vocabulary
from analysis.languages import catalogues
from analysis.paths import Project
from analysis.publish.manifest import load_manifest
from analysis.publish.planning import plan
from analysis.study import compare, study_of

ROOT = Path(__file__).parents[1]
COUNTS = ROOT / "tests" / "corpus" / "COUNTS.md"
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


# Bytes of real files -------------------------------------------------------------------------------------------------

PIECES = (
    *(b"\0", b"\xff", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\n", b'"', b'""', b",", b";", b"\t", b"'", b"#", b":", b"- "),
    *(b"[", b"{", b"[" * 2000, b"&a ", b"*a", b"!!python/object:os.system ", b"\xe9", b"\x1b[2J", b"9" * 50, b"NaN"),
    *(b"1e400", b"null", b"{}", b"\xed\xa0\x80", b"\xe2\x80\xae", b"x" * 140_000, b"msgid ", b'msgstr "', b"%(x)s"),
)
ENCODINGS: dict[str, Callable[[bytes], bytes]] = {
    "as it is": lambda content: content,
    "byte order mark": lambda content: b"\xef\xbb\xbf" + content,
    "CRLF": lambda content: content.replace(b"\n", b"\r\n"),
    "CR alone": lambda content: content.replace(b"\n", b"\r"),
    "UTF-16": lambda content: content.decode().encode("utf-16"),
    "Latin-1": lambda content: content.decode().encode("latin-1", errors="replace"),
    "without an end": lambda content: content[: len(content) * 2 // 3],
    "twice": lambda content: content * 2,
    "backwards": lambda content: content[::-1],
    "empty": lambda content: b"",
    "one line": lambda content: content.partition(b"\n")[0],
    "many line ends": lambda content: content + b"\n" * 5000,
}


@st.composite
def changed(draw: st.DrawFn, contents: dict[str, bytes]) -> tuple[str, bytes]:
    """A real file with a few changes of its bytes: its name and what it holds now."""
    file = draw(st.sampled_from(sorted(contents)))
    content = ENCODINGS[draw(st.sampled_from(sorted(ENCODINGS)))](contents[file])
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(content)))
        length = draw(st.sampled_from((0, 1, 5, 200)))
        content = content[:place] + draw(st.sampled_from(PIECES)) + content[place + length :]
    return file, content


def contents(*files: str) -> dict[str, bytes]:
    """Real files by their names."""
    return {file: (ROOT / file).read_bytes() for file in files}


TABLES = (*PATHS.values(), *(file_of_vocabulary(name) for name in VOCABULARIES))
EDITIONS = tuple(f"data/editions/{path.name}" for path in sorted((ROOT / "data" / "editions").glob("*.yml")))


def table_of_bytes(case: tuple[str, bytes]) -> str:
    """A table with changed bytes."""
    with holding(*case):
        return outcome(lambda: works(study_in_ground()), "data/")


def study_in_ground(edition: str = "latest") -> Any:
    """A study of the copy as it stands."""
    data = ground().data
    evidence = load(data)
    return study_of(load_edition(data / "editions", evidence, edition, {}), evidence)


def edition_of_bytes(case: tuple[str, bytes]) -> str:
    """An edition with changed bytes."""
    with holding("data/editions/odd.yml", case[1]):
        return outcome(lambda: works(study_in_ground("odd")), "data/editions/")


def manifest_of_bytes(case: tuple[str, bytes]) -> str:
    """A manifest with changed bytes."""
    with holding(*case):
        return outcome(lambda: load_manifest(ground()), "reports/manifest.yml")


def outline_of_bytes(case: tuple[str, bytes]) -> str:
    """An outline with changed bytes."""
    with holding(*case):
        return outcome(lambda: outlines.read.__wrapped__("us", ground().data), "data/outlines/")


def catalogue_of_bytes(case: tuple[str, bytes]) -> str:
    """A catalogue with changed bytes."""
    with holding(*case) as path:
        return outcome(lambda: catalogues.read(path, case[0]), case[0])


def some_messages() -> dict[str, bytes]:
    """The beginning of the catalogue: the whole takes a second to read."""
    file = "data/translations/fr.po"
    return {file: b"\n\n".join((ROOT / file).read_bytes().split(b"\n\n")[:30]) + b"\n"}


# Cells, keys and values ----------------------------------------------------------------------------------------------


@st.composite
def cells(draw: st.DrawFn) -> tuple[str, bytes]:
    """A table with a few changed cells, written as CSV is."""
    file = draw(st.sampled_from(TABLES))
    with (ROOT / file).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    for _ in range(draw(st.integers(1, 3))):
        row = draw(st.one_of(st.just(1), st.integers(0, len(rows) - 1)))
        column = draw(st.integers(0, len(rows[row]) - 1))
        other = st.integers(1, len(rows) - 1).map(
            lambda number, at=column: rows[number][min(at, len(rows[number]) - 1)]
        )
        match draw(st.sampled_from(("cell", "cell", "cell", "other", "drop", "again", "more", "less"))):
            case "cell":
                rows[row][column] = draw(VALUES)
            case "other":
                rows[row][column] = draw(other)
            case "drop" if len(rows) > 2:
                del rows[row]
            case "again":
                rows.insert(row, list(rows[row]))
            case "more":
                rows[row].append(draw(VALUES))
            case "less" if len(rows[row]) > 1:
                del rows[row][column]
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return file, written.getvalue().encode("utf-8", errors="surrogatepass")


NAMES = st.sampled_from([*PARAMETERS, *settable_inputs(), "based_on", "why", "source_id", "nosuch", "changes", ""])


@st.composite
def edition_files(draw: st.DrawFn) -> tuple[str, bytes]:
    """An edition of hostile keys and values."""
    lines = ["based_on: latest"]
    for name in draw(st.lists(NAMES, max_size=2, unique=True)):
        value = draw(VALUES)
        lines.append(f"{name}: {draw(st.sampled_from((value, json.dumps(value), f'[{value}]', f'!!str {value}')))}")
    return "odd", "\n".join(lines).encode("utf-8", errors="surrogatepass")


ODD = st.recursive(
    st.one_of(VALUES, st.floats(), st.integers(), st.none(), st.booleans(), st.binary(max_size=5), st.dates()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=5,
)
"""What papermill may hand to a notebook: any value that YAML has."""


@st.composite
def parameters(draw: st.DrawFn) -> dict[str, Any]:
    """The parameters of a notebook, one or two of them hostile."""
    named = draw(st.dictionaries(NAMES.filter(bool), st.one_of(VALUES, ODD), max_size=1))
    return named | ({"changes": draw(ODD)} if draw(st.integers(0, 3)) == 0 else {})


def called(case: dict[str, Any]) -> str:
    """A comparison with the parameters of a notebook; what it accepts is what it was given."""

    def compared() -> None:
        study = compare(**case)
        works(study)
        for name, value in case.items():
            held = study.loaded.value_of(name) if isinstance(value, str) and name != "edition" else None
            if isinstance(held, float | int):
                assert held == float(value), name

    return outcome(compared, "parameter", "changes", *({"data/"} if "edition" in case else set()))


@st.composite
def command_lines(draw: st.DrawFn) -> list[str]:
    """A command with hostile options."""
    value = VALUES.filter(lambda text: "\0" not in text)  # no system hands such an argument on
    pair = st.builds(lambda name, text: f"{name}={text}", NAMES, value)
    option = st.one_of(
        st.tuples(st.just("--set"), st.one_of(pair, value)),
        st.tuples(st.just("--edition"), value),
        st.tuples(st.sampled_from(("--json", "--nosuch", "--help", "--"))),
    )
    options = [word for words in draw(st.lists(option, max_size=3)) for word in words]
    match draw(st.sampled_from(("numbers", "explain", "sweep", "check-site", "other"))):
        case "sweep":
            varied = draw(st.one_of(st.just("subject_sites=4,5"), pair, value))
            return ["sweep", "--vary", varied, *options]
        case "explain":
            return ["explain", draw(value), *options]
        case "check-site":
            return ["check-site", f"nosuch/{draw(value)}", *options[:1]]
        case "numbers":
            return ["numbers", *options]
    return [draw(value), *options]


def typed(case: list[str]) -> str:
    """A command line in this process: it ends with code 0, or with one message and code 1 or 2."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    project = mock.patch.dict("os.environ", {"ANALYSIS_ROOT": str(ground().root)})
    streams = mock.patch.multiple(sys, stdout=out, stderr=err, argv=["analysis", *case])
    with project, streams, ending():
        try:
            main()
        except SystemExit as done:
            code = done.code or 0
    err.flush()
    said = err.buffer.getvalue().decode()
    assert code in (0, 1, 2), code
    assert (code == 0) == ("Error: " not in said), said
    assert "Traceback" not in said
    assert "\x1b" not in said.replace("\n", "")
    return "refused" if code else "accepted"


@st.composite
def builds(draw: st.DrawFn) -> dict[str, Any]:
    """What a build may be asked for: names of editions, of notebooks, of the folder."""
    return {
        "editions": draw(st.lists(VALUES, max_size=1)),
        "notebooks": draw(st.lists(st.one_of(VALUES, st.just("00-answer")), max_size=1)),
        "folder": draw(VALUES),
    }


def planned(case: dict[str, Any]) -> str:
    """A build up to the moment at which its first kernel would start; nothing is written by then."""
    inside = Path(tempfile.mkdtemp(prefix="fuzz-out-"))
    try:
        folder = inside / case["folder"]
        found = outcome(lambda: plan(ground(), case["editions"], case["notebooks"], {}, folder), "edition", "--")
        assert not list(inside.iterdir())
        return found
    finally:
        inside.rmdir()


KINDS: dict[str, tuple[st.SearchStrategy, Callable[[Any], str]]] = {
    "tables, by cells": (cells(), table_of_bytes),
    "tables, by bytes": (changed(contents(*TABLES)), table_of_bytes),
    "editions, by keys": (edition_files(), edition_of_bytes),
    "editions, by bytes": (changed(contents(*EDITIONS)), edition_of_bytes),
    "manifest, by bytes": (changed(contents("reports/manifest.yml")), manifest_of_bytes),
    "outlines, by bytes": (changed(contents("data/outlines/states-10m.json")), outline_of_bytes),
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
            "no case without an end, no file half-written. `tests/fuzzing.py` says how cases are made.",
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
