"""How each peer is run on the pages of the project."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.publish.planning import Page
from peers.environment import PREFIX, PYTHON
from peers.task import Task, write_tasks
from real_pages import Weight, weight
from timing import CORES, measured_environment, run, seconds

PROGRAMS = Path(__file__).parent


@dataclass(frozen=True)
class Work:
    """What one peer is to make, in a folder of its own.

    Attributes
    ----------
    root : Path
        The copy of the project.
    folder : Path
        Where everything goes.
    tasks : list of Task
        One a page.
    """

    root: Path
    folder: Path
    tasks: list[Task]

    @property
    def listed(self) -> Path:
        """The file of tasks that a program of a peer reads."""
        return self.folder / "tasks.json"

    def program(self, name: str, *arguments: object) -> None:
        """Run a program of ``benchmarks/peers`` on the tasks."""
        self.call(PYTHON, PROGRAMS / f"{name}.py", self.listed, *arguments)

    def call(self, *command: object) -> None:
        """Run a command in the environment of the peers."""
        run(command, measured_environment(self.root, PREFIX), self.folder)


def work(root: Path, folder: Path, pages: Sequence[Page]) -> Work:
    """Set up what a peer is to make.

    Parameters
    ----------
    root : Path
        The copy of the project.
    folder : Path
        A new folder.
    pages : sequence of Page
        The pages.
    """
    folder.mkdir()
    tasks = [
        Task(
            f"{page.lang}-{page.edition}-{page.notebook}",
            str(root / "notebooks" / f"{page.notebook}.ipynb"),
            page.parameters,
            str(folder),
        )
        for page in pages
    ]
    given = Work(root, folder, tasks)
    write_tasks(given.listed, tasks)
    return given


def by_shell(given: Work) -> None:
    """One call of papermill and one of nbconvert a page."""
    for task in given.tasks:
        parameters = ["--parameters_yaml", json.dumps(task.parameters)]
        given.call(PREFIX / "bin" / "papermill", task.notebook, task.executed, *parameters, "--no-progress-bar")
        given.call(PREFIX / "bin" / "jupyter", "nbconvert", "--to", "html", task.executed)


def build_book(given: Work) -> None:
    """Build the book that lies ready."""
    given.call(PREFIX / "bin" / "jupyter-book", "build", given.folder)


def build_book_from_cache(given: Work) -> None:
    """Run the notebooks of the book side by side, then build it."""
    given.program("book_cache")
    build_book(given)


def nothing(given: Work) -> None:
    """Make nothing ready."""


@dataclass(frozen=True)
class Contender:
    """A way to make the pages.

    Attributes
    ----------
    label : str
        What it is.
    width : int
        Notebooks that run at a time.
    act : callable
        Makes the pages; its time counts.
    prepare : callable
        Makes its sources; its time does not count.
    pages : str
        Folder of its pages inside that of its work.
    """

    label: str
    width: int
    act: Callable[[Work], None]
    prepare: Callable[[Work], None] = nothing
    pages: str = "."

    def measured(self, given: Work) -> float:
        """Make the pages; returns the seconds it took."""
        self.prepare(given)
        return seconds(lambda: self.act(given))

    def page(self, given: Work, task: Task) -> Path:
        """Where a page was written."""
        return given.folder / self.pages / task.page.name

    def weight(self, given: Work) -> Weight:
        """What its pages weigh."""
        pages = [self.page(given, task) for task in given.tasks]
        site = given.folder / self.pages
        shared = [*site.glob("_static/**/*"), *site.glob("searchindex.js")]
        beside = [file for part in ("_images", "_sources", "_downloads") for file in site.glob(f"{part}/**/*")]
        return weight(pages, shared, beside)


def book(label: str, width: int, mode: str, act: Callable[[Work], None]) -> Contender:
    """Jupyter Book, its sources written beforehand with the parameters in them."""
    return Contender(label, width, act, lambda given: given.program("book_sources", mode), "_build/html")


SHELL = Contender("papermill and nbconvert, from the shell", 1, by_shell)
BOOK = book("Jupyter Book", 1, "force", build_book)
CONTENDERS = (
    SHELL,
    Contender(
        "papermill and nbconvert, in a process pool", CORES, lambda given: given.program("papermill_pool", CORES)
    ),
    Contender("ploomber-engine and nbconvert, in one process", 1, lambda given: given.program("ploomber_pool", 1)),
    Contender(
        "ploomber-engine and nbconvert, in a process pool", CORES, lambda given: given.program("ploomber_pool", CORES)
    ),
    BOOK,
    book("Jupyter Book after jupyter-cache's parallel executor", CORES, "cache", build_book_from_cache),
)
