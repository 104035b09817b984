"""What several tests share: studies, copies of the project that may be broken, a browser."""

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from unittest import mock

import pandas as pd
import pytest
from filelock import FileLock
from hypothesis import settings
from playwright.sync_api import Browser

from analysis.cli import main
from analysis.cli.app import out
from analysis.evidence.csv_files import read_all
from analysis.paths import Project
from analysis.study import Study, compare
from analysis.text import DEFAULT, speak, speaking
from chromium import chromium as start_chromium

ROOT = Path(__file__).parents[1]

FRANCE = "other:france-109bn"
FRANCE_ROWS = {
    "data/chosen/seats.csv": [f"{FRANCE},the French pledges of EUR 109bn,France 109bn,EUR,FR,,,,,,,"],
    "data/chosen/ladder.csv": [
        f"{FRANCE},announced,2025-02-10,,109,109,109,,EUR bn,nominal,private pledges,all,,,,,ctx-0445,,Sum of pledges",
        f"{FRANCE},committed,2025-05-19,,26,26,26,,EUR bn,nominal,pledges confirmed,private,,,,,ctx-0449,,"
        "Share confirmed",
    ],
    "data/chosen/readings.csv": [
        f"{FRANCE},sites,2026-01-30,,63,63,63,,sites,sites identified,ctx-0451,,Sites identified by the state",
    ],
}
"""Every row it takes to put a third programme into a seat."""

FRENCH = {
    "the French pledges of EUR 109bn": "les 109 Md€ promis en France",
    "France 109bn": "France 109 Md€",
    "private pledges": "promesses privées",
    "pledges confirmed": "promesses confirmées",
    "Sum of pledges": "Somme des promesses",
    "Share confirmed": "Part confirmée",
    "sites identified": "sites repérés",
    "Sites identified by the state": "Sites repérés par l'État",
}

settings.register_profile("project", deadline=None, max_examples=50)  # a machine may be busy
settings.load_profile("project")

MAIN = sys.modules["__main__"]
out.width = 200  # no table of the command line is broken for want of room


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let tests of a site look at one that is built already."""
    parser.addoption("--site", metavar="FOLDER", help="a built site for the tests of sites (else one is built)")


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a test waits while its browser, kernel or other process works."""
    return len(os.sched_getaffinity(0)) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files whose tests, one after the other, take the most time of all long ones."""
    longest = ("test_killed_builds", "test_how_tos", "test_same_site", "test_all_edges", "test_simulator_at_length")
    place = {name: place for place, name in enumerate(longest)}
    items.sort(
        key=lambda item: next((place[name] for name in longest if item.path.name.startswith(name)), len(longest))
    )


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Put the main module back in its place: widgets leave IPython's there, of which nothing can be forked."""
    sys.modules["__main__"] = MAIN


@pytest.fixture(scope="session")
def article() -> Study:
    """The edition of the article."""
    return compare("article")


@pytest.fixture(scope="session")
def latest() -> Study:
    """The edition of the newest evidence."""
    return compare("latest")


@pytest.fixture(scope="session")
def swapped() -> Study:
    """The edition of the newest evidence with the seats the other way round."""
    return compare("latest", subject="stargate", comparator="eu-gigafactories")


@pytest.fixture(scope="session")
def early() -> Study:
    """The first day of the data, on which next to nothing was known."""
    return compare("latest", as_of="2024-10-31")


@pytest.fixture(scope="session")
def tables() -> dict[str, pd.DataFrame]:
    """The tables of the project as text."""
    found, faults = read_all(ROOT / "data")
    assert faults == []
    return found


def with_cells(tables: dict[str, pd.DataFrame], name: str, row: int, **cells: str) -> dict[str, pd.DataFrame]:
    """The tables with other cells in one row."""
    table = tables[name].copy()
    table.loc[row, list(cells)] = list(cells.values())
    return tables | {name: table}


def row_of(tables: dict[str, pd.DataFrame], name: str, **cells: str) -> int:
    """The one row that has some cells."""
    table = tables[name]
    [row] = table.index[(table[list(cells)] == pd.Series(cells)).all(axis="columns")]
    return row


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """Speak English again after a test that spoke something else."""
    yield
    speak(DEFAULT)


@pytest.fixture
def french(latest: Study) -> Iterator[Study]:
    """The edition of the newest evidence, while French is spoken."""
    with speaking("fr"):
        yield latest


@pytest.fixture(params=["en", "fr"])
def study(request, latest: Study) -> Iterator[Study]:
    """The edition of the newest evidence, while each language is spoken."""
    with speaking(request.param):
        yield latest


def plain(text: str) -> str:
    """A text with ordinary spaces and apostrophes."""
    return re.sub("[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]", " ", text).replace("’", "'")


def content(site: Path) -> dict[str, bytes]:
    """All files of a site."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


class Copy:
    """A copy of the project's data, notebooks and reports that a test may break."""

    def __init__(self, root: Path):
        for folder in ("data", "notebooks", "reports"):
            ignore = shutil.ignore_patterns("site", "failed", "cache", ".ipynb_checkpoints")
            shutil.copytree(ROOT / folder, root / folder, ignore=ignore)
        for file in ("README.md", "CHANGELOG.md", "CITATION.cff", "pyproject.toml", "requirements.lock"):
            shutil.copy(ROOT / file, root)
        shutil.copytree(ROOT / "docs", root / "docs")
        self.project = Project(root)

    def rows(self, file: str) -> list[dict[str, str]]:
        """The rows of a table."""
        with (self.project.root / file).open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    def row_of(self, file: str, **cells: str) -> int:
        """The first row of a table with some cells, as a spreadsheet counts."""
        return next(place for place, row in enumerate(self.rows(file), 2) if cells.items() <= row.items())

    def write(self, file: str, rows: list[dict[str, str]]) -> None:
        """Write a table anew."""
        with (self.project.root / file).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def change(self, file: str, row: int, column: str, value: str) -> None:
        """Change one cell; rows are counted as a spreadsheet does."""
        rows = self.rows(file)
        rows[row - 2][column] = value
        self.write(file, rows)

    def replace(self, file: str, old: str, new: str) -> None:
        """Change a text that stands in a file once."""
        path = self.project.root / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")

    def append(self, file: str, *lines: str) -> None:
        """Add lines to a file."""
        path = self.project.root / file
        path.write_text(path.read_text(encoding="utf-8") + "".join(f"{line}\n" for line in lines), encoding="utf-8")

    def contents(self) -> dict[str, bytes]:
        """Every file, by its path inside the copy."""
        return {self.project.name(path): path.read_bytes() for path in self.project.root.rglob("*") if path.is_file()}

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """Nothing of the copy may change in a block."""
        before = self.contents()
        yield
        assert self.contents() == before

    def run(self, *arguments: str, **how: object) -> subprocess.CompletedProcess[str]:
        """Run the command line on this copy, in a process of its own."""
        return run_analysis(*arguments, root=self.project.root, **how)

    def call(self, *arguments: str, **how: object) -> subprocess.CompletedProcess[str]:
        """Run the command line on this copy, in this process."""
        return call_analysis(*arguments, root=self.project.root, **how)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """A fresh copy of the project."""
    return Copy(tmp_path / "project")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A copy of the project for the tests of a file that leave it as it was, or add to it at most an edition."""
    return Copy(tmp_path_factory.mktemp("shared") / "project")


@pytest.fixture
def in_copy(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> Copy:
    """A fresh copy of the project, which is worked in."""
    monkeypatch.setenv("ANALYSIS_ROOT", str(copy.project.root))
    return copy


def without_france(copy: Copy) -> Copy:
    """A copy in which the pledges made in France have no seat."""
    for file in (*FRANCE_ROWS, "data/chosen/schedule.csv"):
        copy.write(file, [row for row in copy.rows(file) if row["programme"] != FRANCE])
    return copy


@pytest.fixture
def france(in_copy: Copy) -> Copy:
    """A copy that is worked in, with France's pledges as a third programme: by rows and their French alone."""
    without_france(in_copy)
    for file, rows in FRANCE_ROWS.items():
        in_copy.append(file, *rows)
    in_copy.append("data/translations/fr.po", *(f'\nmsgid "{text}"\nmsgstr "{said}"' for text, said in FRENCH.items()))
    return in_copy


@pytest.fixture
def command(copy: Copy) -> Callable[..., str]:
    """The command line on a copy, in this process: what it says, once it has ended with a code.

    Answers stand on standard input; cells of a row by their column are given as ``--set``.
    """

    def call(*arguments: str, code: int = 0, answers: str = "", **cells: str) -> str:
        given = [part for column, cell in cells.items() for part in ("--set", f"{column}={cell}")]
        run = copy.call(*arguments, *given, code=code, answers=answers)
        return run.stdout + run.stderr

    return call


def ended(run: subprocess.CompletedProcess[str], code: int | None) -> subprocess.CompletedProcess[str]:
    """A program that has ended with a code, or with any where it is None."""
    assert code in (None, run.returncode), run.stdout + run.stderr
    return run


def ran(*command: str | Path, code: int | None = 0, **how: object) -> subprocess.CompletedProcess[str]:
    """Run a program with its output caught; it has to end with a code."""
    run = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, **how)
    return ended(run, code)


def run_analysis(*arguments: str, root: Path = ROOT, **how: object) -> subprocess.CompletedProcess[str]:
    """Run ``python -m analysis`` in a process of its own; builds start others from there."""
    environment = os.environ | {"ANALYSIS_ROOT": str(root), "COLUMNS": "200"}
    return ran(sys.executable, "-m", "analysis", *arguments, env=environment, **how)


def call_analysis(
    *arguments: str, root: Path = ROOT, code: int | None = 0, answers: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the command line in this process, as ``python -m analysis`` does, with its output caught."""
    said, complaint = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with (
        mock.patch.dict("os.environ", {"ANALYSIS_ROOT": str(root)}),
        mock.patch("sys.argv", ["analysis", *arguments]),
        mock.patch("sys.stdin", io.StringIO(answers)),
        redirect_stdout(said),
        redirect_stderr(complaint),
        pytest.raises(SystemExit) as exited,
    ):
        main()
    texts = (stream.buffer.getvalue().decode() for stream in (said, complaint))
    return ended(subprocess.CompletedProcess(arguments, exited.value.code or 0, *texts), code)


@contextmanager
def served(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    """Serve on a free port of this machine for the time of a block; gives the address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.handle_error = lambda *_: None  # a caller may wait no longer
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def site(tmp_path_factory, request) -> Path:
    """The site that the manifest names, built once for all workers of a test run, or the one that the call names."""
    if named := request.config.getoption("--site"):
        return Path(named).resolve()
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    out = shared / "built" / "site"
    with FileLock(shared / "site.lock"):
        if not out.exists():
            call_analysis("build", "--jobs", "2", "--out", str(out))
    return out


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser: the installed Chromium or Chrome, else the one that playwright brings."""
    with start_chromium() as browser:
        yield browser
