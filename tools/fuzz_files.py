"""Hostile files: real ones changed at random, by their bytes or by their cells and keys."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from analysis.edition import load_edition
from analysis.evidence import load, outlines
from analysis.evidence.schemas import PATHS
from analysis.publish.manifest import load_manifest
from analysis.study import study_of
from analysis.text.catalogue import catalogue_in
from fuzz_ground import NAMES, ROOT, VALUES, ground, holding, outcome, works

PIECES = (
    *(b"\0", b"\xff", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\n", b'"', b'""', b",", b";", b"\t", b"'", b"#", b":", b"- "),
    *(b"[", b"{", b"&a ", b"*a", b"!!python/object:os.system ", b"\xe9", b"\x1b[2J", b"9" * 50, b"NaN"),
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


TABLES = tuple(PATHS.values())
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
        return outcome(lambda: outlines.outlines(ground().data), "data/outlines/")


def catalogue_of_bytes(case: tuple[str, bytes]) -> str:
    """A catalogue with changed bytes."""
    with holding(*case):
        return outcome(lambda: catalogue_in.__wrapped__(ground().data, "fr"), case[0])


def some_messages() -> dict[str, bytes]:
    """The beginning of the catalogue: the whole takes a second to read."""
    file = "data/translations/fr.po"
    return {file: b"\n\n".join((ROOT / file).read_bytes().split(b"\n\n")[:30]) + b"\n"}


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


@st.composite
def edition_files(draw: st.DrawFn) -> tuple[str, bytes]:
    """An edition of hostile keys and values."""
    lines = ["based_on: latest"]
    for name in draw(st.lists(NAMES, max_size=2, unique=True)):
        value = draw(VALUES)
        lines.append(f"{name}: {draw(st.sampled_from((value, json.dumps(value), f'[{value}]', f'!!str {value}')))}")
    return "odd", "\n".join(lines).encode("utf-8", errors="surrogatepass")
