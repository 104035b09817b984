"""The pages of this project, made by itself and by its peers: seconds and ratios, on the same notebooks in one run.

Run with ``make bench``. All that is built is a copy of the project in a temporary folder. Peers run in an environment
of their own, ``benchmarks/.venv``, at the versions of ``peers.txt``. Time is that of whole processes, from their start;
it counts once every page has been found to be one: its question as a heading, and as many figures as the others have.

``pages.py --sample 2`` measures two pages and few editions, prints what it finds and writes nothing.
"""

from __future__ import annotations

import argparse
import math
import platform
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from analysis.paths import project
from analysis.publish.manifest import load_manifest
from analysis.publish.notebooks import question_of
from analysis.publish.planning import Page, plan
from own_builds import CHANGED, TWO, Many, OwnBuilds, many_editions, start_up
from pages_chart import bars_of, write_chart
from peers import environment
from peers.contenders import BOOK, CONTENDERS, SHELL, Contender, work
from project_copy import ProjectCopy
from real_pages import Weight, checked
from results import write_part
from timing import CORES, RunError, measured_environment, run

CHART = Path(__file__).with_name("pages.svg")
EDITIONS = (1, 10, 100)
"""Numbers of editions that two notebooks are built for."""
EDITIONS_OF_ALL = (2, 12)
"""The same for all notebooks, which take far longer."""
TITLE = "Pages: this project and its peers"
OWN = "this project, `analysis build`"


@dataclass(frozen=True)
class Row:
    """One measured way to make the pages.

    Attributes
    ----------
    label : str
        What was run.
    width : int
        Notebooks that run at a time.
    seconds : float or None
        Seconds for all pages, None where it failed.
    error : str
        What it said then.
    own : bool
        Whether it is this project.
    beside : float
        Seconds that this project takes at the same time, with all processors: the mean of a build before and one after.
    """

    label: str
    width: int
    seconds: float | None
    error: str = ""
    own: bool = False
    beside: float = math.nan

    @property
    def times(self) -> float:
        """How many times as long it takes as this project, whose speed is that of the machine at the same time."""
        return self.seconds / self.beside


@dataclass
class Found:
    """Everything that was measured.

    Attributes
    ----------
    pages : int
        Pages in each run.
    rows : list of Row
        The ways to make them from nothing; this project first.
    changes : dict of str to float
        Seconds of builds after a change.
    weights : dict of str to Weight
        What pages weigh.
    many : list of Many
        Builds of more and more editions: of two notebooks, and of all.
    starts : dict of str to float
        Seconds of starting.
    """

    pages: int
    rows: list[Row] = field(default_factory=list)
    changes: dict[str, float] = field(default_factory=dict)
    weights: dict[str, Weight] = field(default_factory=dict)
    many: list[Many] = field(default_factory=list)
    starts: dict[str, float] = field(default_factory=dict)


class Contest:
    """All runs on one copy of the project.

    Parameters
    ----------
    folder : Path
        A folder for everything.
    sample : int
        How many pages; 0 for those of the manifest.
    """

    def __init__(self, folder: Path, sample: int):
        self.folder = folder
        self.copy = ProjectCopy(folder / "project")
        if sample:
            notebooks = load_manifest(self.copy.project).notebooks[:sample]
            self.copy.publish(notebooks=notebooks, editions=["latest"], languages=["en"])
        self.pages = plan(self.copy.project, out=folder / "site").pages
        self.figures = dict.fromkeys((page.address for page in self.pages), 0)
        self.own = OwnBuilds(self.copy, folder / "site")
        self.found = Found(len(self.pages))
        self.builds: list[float] = []  # seconds of each build from nothing, with all processors

    def tell(self, row: Row) -> None:
        """Keep a row, and print it."""
        self.found.rows.append(row)
        outcome = f"{row.seconds:.1f} s, {row.times:.1f} times" if row.error == "" else f"failed: {row.error}"
        print(f"{row.label}, {row.width} at a time: {outcome}", flush=True)

    def check(self, file: Callable[[Page, int], Path]) -> None:
        """Refuse a run of which a page is none."""
        for number, page in enumerate(self.pages):
            question = question_of(self.copy.project, page.notebook, page.lang)
            self.figures[page.address] = checked(file(page, number), question, self.figures[page.address])

    def check_own(self) -> list[Path]:
        """Refuse a build of this project of which a page is none; returns the pages."""
        self.check(lambda page, number: self.own.out / page.address)
        return [self.own.out / page.address for page in self.pages]

    def cold(self, jobs: int) -> float:
        """Build this project from nothing; returns the seconds it took."""
        taken = self.own.cold(jobs)
        self.check_own()
        return taken

    def run_own(self) -> None:
        """Measure this project from nothing."""
        self.builds.append(self.cold(CORES))
        if CORES > 1:
            self.run_beside(OWN, 1, lambda: self.cold(1), own=True)
        self.found.weights[OWN] = self.own.weight(self.check_own())

    def run_beside(self, label: str, width: int, act: Callable[[], float], own: bool = False) -> None:
        """Measure something, and this project once more: the machine may be faster or slower than a while ago."""
        taken = act()
        self.builds.append(self.cold(CORES))
        self.tell(Row(label, width, taken, own=own, beside=sum(self.builds[-2:]) / 2))

    def sum_up_own(self) -> None:
        """What this project takes with all processors, first of all: the mean of its builds."""
        mean = sum(self.builds) / len(self.builds)
        self.found.rows.insert(0, Row(OWN, CORES, mean, own=True, beside=mean))
        print(f"{OWN}, {CORES} at a time, each: {', '.join(f'{taken:.1f}' for taken in self.builds)} s", flush=True)

    def run_own_again(self) -> None:
        """Builds of this project after a change; the copy is another one then."""
        changes = {
            "nothing changed": self.own.again,
            f"one Markdown cell of `{CHANGED}` changed": self.own.notebook_changed,
            "one row of the data changed, which all notebooks read": self.own.row_changed,
        }
        for what, act in changes.items():
            self.found.changes[what] = act()
            self.check_own()
            print(f"{what}: {self.found.changes[what]:.2f} s", flush=True)

    def run_peer(self, place: int, contender: Contender) -> None:
        """One peer, from nothing; its own error where it fails."""
        given = work(self.copy.root, self.folder / f"peer-{place}", self.pages)

        def measured() -> float:
            taken = contender.measured(given)
            self.check(lambda page, number: contender.page(given, given.tasks[number]))
            return taken

        try:
            self.run_beside(contender.label, contender.width, measured)
        except RunError as error:
            self.tell(Row(contender.label, contender.width, None, str(error)))
            return
        names = {SHELL.label: "nbconvert, its template `lab`", BOOK.label: "Jupyter Book"}
        if contender.label in names:
            self.found.weights[names[contender.label]] = contender.weight(given)


def warm_up(root: Path) -> None:
    """Read the files of all libraries once, so that the first run finds them in memory as the others do."""
    modules = "papermill, nbconvert, ipykernel.kernelapp, analysis.charts, analysis.publish.figure"
    run([sys.executable, "-c", f"import {modules}"], measured_environment(root))
    peers = f"import {modules}, ploomber_engine, jupyter_book.sphinx, myst_nb, jupyter_cache"
    run([environment.PYTHON, "-c", peers], measured_environment(root, environment.PREFIX))


def measure(folder: Path, sample: int) -> Found:
    """Run everything."""
    contest = Contest(folder, sample)
    warm_up(contest.copy.root)
    contest.run_own()
    for place, contender in enumerate(CONTENDERS):
        contest.run_peer(place, contender)
    contest.sum_up_own()
    contest.run_own_again()
    every = tuple(load_manifest(project()).notebooks)
    for name, notebooks, counts in (("two", TWO, EDITIONS), ("all", every, EDITIONS_OF_ALL)):
        contest.found.many.append(many_editions(folder / name, notebooks, (1, 2, 4) if sample else counts))
    contest.found.starts = start_up(project().root)
    return contest.found


def table(heads: list[str], rows: list[list[str]]) -> list[str]:
    """A table in Markdown."""
    head, *body = [f"| {' | '.join(cells)} |" for cells in (heads, *rows)]
    return [head, f"|{'---|' * len(heads)}", *body]


def ways(found: Found) -> list[str]:
    """The table of all ways to make the pages, with their ratios to this project; failures in their own words."""
    own = {row.width: row.times for row in found.rows if row.own}
    rows = []
    for row in found.rows:
        if row.seconds is None:
            rows.append([row.label, str(row.width), "failed", "", "", "", ""])
            continue
        measured = [f"{row.seconds:.1f}", f"{row.seconds / found.pages:.2f}", f"{row.beside:.1f}"]
        rows.append([row.label, str(row.width), *measured, f"{row.times:.2f}", f"{row.times / own[row.width]:.2f}"])
    heads = [
        "what",
        "at a time",
        "seconds",
        "a page",
        f"seconds of this project, {CORES} at a time, before and after",
        "ratio to that",
        "ratio at the same width",
    ]
    failed = [f"- {row.label} failed: {row.error}" for row in found.rows if row.error]
    return [*table(heads, rows), *(["", *failed] if failed else [])]


def changes(found: Found) -> list[str]:
    """The table of builds after a change."""
    whole = found.rows[0].seconds
    rows = [[what, f"{taken:.2f}", f"{taken / whole:.3f}"] for what, taken in found.changes.items()]
    return table(["`analysis build` again", "seconds", "of the whole"], rows)


def editions(many: Many) -> list[str]:
    """More and more editions, and what one more page costs."""
    listed = ", ".join(f"`{name}`" for name in many.notebooks)
    rows = [
        [str(count // len(many.notebooks)), str(count), f"{taken:.1f}", f"{taken / count:.2f}"]
        for count, taken in many.seconds.items()
    ]
    return [
        f"More and more editions of {listed}, in English, {many.width} at a time, from nothing:",
        "",
        *table(["editions", "pages of notebooks", "seconds", "a page"], rows),
        "",
        f"One more page takes {many.marginal:.2f} s of a core, by the difference of the last two, with all that is "
        f"written for one more edition beside it. Its cells alone take {many.warm:.2f} s in one warm process that has "
        f"run other editions before, with such a process on each core: "
        f"**{many.marginal / many.warm:.2f} times** as long.",
    ]


def weights(found: Found) -> list[str]:
    """What pages weigh."""
    rows = [
        [what, f"{one.page:.0f}", f"{one.shared:.0f}", f"{one.beside:.0f}", f"{one.hosts:.0f}"]
        for what, one in found.weights.items()
    ]
    heads = [
        "a page on average",
        "HTML [kB]",
        "shared by all pages, once [kB]",
        "files beside it [kB]",
        "loaded from other hosts",
    ]
    return table(heads, rows)


def conditions(found: Found) -> list[str]:
    """The machine, the versions, and what was measured."""
    installed = ", ".join(f"{name} {version}" for name, version in environment.versions().items())
    other = "; ".join(f"{name} {theirs} in place of {own}" for name, (theirs, own) in environment.departures().items())
    return [
        f"{found.pages} pages: the notebooks, editions and languages of `reports/manifest.yml`. {machine()}, "
        f"Python {platform.python_version()}.",
        "",
        f"Peers: {installed}. Both environments have the same versions of all else"
        f"{f', but for what Jupyter Book asks for: {other}' if other else ''}. Time is that of whole processes. "
        "A machine may grow faster or slower on the way: each way is set against the mean of a build of this project "
        "before it and one after it; in its own row stands the mean of all these builds. "
        "This project also writes the pages that no notebook makes, the data and the feed in that time. Jupyter Book "
        "is given notebooks that hold their parameters already; `sphinx-build -j` reads its pages one by one all the "
        "same, since an extension of its own is not safe for parallel reading, so jupyter-cache runs them side by "
        "side. ploomber-engine runs notebooks in the process that calls it, so pages after the first find the "
        "libraries imported.",
    ]


def machine() -> str:
    """Processors and memory."""
    model = re.search(r"^model name\s*: (.+)$", told("/proc/cpuinfo"), re.MULTILINE)
    memory = re.search(r"^MemTotal: +(\d+) kB$", told("/proc/meminfo"), re.MULTILINE)
    parts = [f"{CORES} processors", model[1] if model else platform.machine()]
    return ", ".join([*parts, f"{int(memory[1]) / 2**20:.0f} GiB of memory"] if memory else parts)


def told(file: str) -> str:
    """What the system says in a file; nothing where there is none."""
    return Path(file).read_text(encoding="utf-8") if Path(file).exists() else ""


def lines_of(found: Found) -> list[str]:
    """The part of the results."""
    starts = [[what, f"{taken:.2f}"] for what, taken in found.starts.items()]
    return [
        *conditions(found),
        "",
        *ways(found),
        "",
        *changes(found),
        "",
        *(line for many in found.many for line in (*editions(many), "")),
        *weights(found),
        "",
        *table(["start, best of five", "seconds"], starts),
    ]


def main() -> None:
    """Measure, print and write the results."""
    parser = argparse.ArgumentParser(description="Measure how long this project and its peers take for its pages.")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="N pages and few editions; writes nothing")
    sample = parser.parse_args().sample
    environment.made()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), sample)
    lines = lines_of(found)
    done = [row for row in found.rows if row.seconds is not None]
    title = f"Seconds to make {found.pages} pages from nothing"
    drawing = bars_of(title, [(row.label.replace("`", ""), row.width, row.seconds, row.times) for row in done])
    lines = [f"![{drawing.describe()}]({CHART.name})", "", *lines]
    if sample:
        print("\n".join(lines))
        return
    write_chart(CHART, title, drawing)
    write_part(TITLE, lines)


if __name__ == "__main__":
    main()
