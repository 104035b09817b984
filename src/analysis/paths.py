"""The only place that knows where the project's folders are."""

import functools
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import CallError

PACKAGE = Path(__file__).parent
"""The folder of this package's code, which may be elsewhere than the project it works in."""


@dataclass(unsafe_hash=True)
class Project:
    """The folders of one copy of the project.

    Parameters
    ----------
    root : Path
        Folder that holds ``data/``, ``notebooks/`` and ``reports/``.

    Attributes
    ----------
    data : Path
        Tables, editions, vocabularies.
    notebooks : Path
        One question each.
    docs : Path
        What people who change the project read; the methods are published too.
    citation : Path
        How to cite the project, for machines.
    lock : Path
        The exact versions of all packages.
    manifest : Path
        What a build publishes.
    template : Path
        The templates, styles and scripts of the pages.
    site : Path
        Built, not committed.
    what_ifs : Path
        Sites of editions that were published from the explorer, each in a folder of its name.
    failed : Path
        Notebooks that failed, kept for reading.
    cache : Path
        What earlier builds made.
    """

    root: Path

    def __post_init__(self) -> None:
        self.data = self.root / "data"
        self.notebooks = self.root / "notebooks"
        self.docs = self.root / "docs"
        self.citation = self.root / "CITATION.cff"
        self.lock = self.root / "requirements.lock"
        reports = self.root / "reports"
        self.manifest = reports / "manifest.yml"
        self.template = reports / "template"
        self.site = reports / "site"
        self.what_ifs = reports / "what-if"
        self.failed = reports / "failed"
        self.cache = reports / "cache"

    @property
    def how_tos(self) -> list[Path]:
        """How to add to the project, step by step."""
        return sorted((self.docs / "how-to").glob("*.md"))

    def methods(self, lang: str) -> Path:
        """The methods in a language, in English where there is no translation."""
        translated = self.docs / f"methods.{lang}.md"
        return translated if translated.is_file() else self.docs / "methods.md"

    def keeps(self, path: Path) -> bool:
        """Whether a path is in what the project keeps, where nothing that was made may go."""
        kept = [self.root / name for name in ("data", "notebooks", "src", "tests", "docs", ".git")]
        return any(path == folder or folder in path.parents for folder in kept)

    def call(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Call the command ``analysis`` on this project, in a process of its own with some variables set."""
        command = [sys.executable, "-m", "analysis", *arguments]
        environment = os.environ | {"ANALYSIS_ROOT": str(self.root)} | variables
        return subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)

    def name(self, path: Path) -> str:
        """Path as the reader of a message knows it: inside the project, with forward slashes."""
        return Path(os.path.relpath(path, self.root)).as_posix()


_working_in: ContextVar[Project | None] = ContextVar("project", default=None)


@contextmanager
def working_in(root: Project) -> Iterator[None]:
    """Work in a project for the time of a block, wherever the package was installed from."""
    before = _working_in.set(root)
    try:
        yield
    finally:
        _working_in.reset(before)


def project() -> Project:
    """Find the project: the one worked in, else the folder in ``ANALYSIS_ROOT``, else that of this package.

    Returns
    -------
    Project

    Raises
    ------
    CallError
        If there is no ``data/datapackage.json`` there, or if it is that of this package while the working folder is in
        another, such as a copy.
    """
    if chosen := _working_in.get():
        return chosen
    if named := os.environ.get("ANALYSIS_ROOT"):
        return project_at(os.path.abspath(named))
    found = project_at(str(PACKAGE.parents[1]))
    with suppress(FileNotFoundError):  # a working folder that was removed
        refuse_another(found, os.getcwd())
    return found


@functools.cache
def refuse_another(found: Project, folder: str) -> None:
    """Refuse to work in one project from a folder that is in another."""
    here = next((place for place in (Path(folder), *Path(folder).parents) if is_project(place)), found.root)
    if here != found.root:
        raise CallError(
            f"this program is that of the project in {found.root}, and the working folder is in another, {here}: run "
            f"'make' there for a program of its own, or set ANALYSIS_ROOT to the one that is meant"
        )


def is_project(folder: Path) -> bool:
    """Whether a folder holds the data of a project."""
    return (folder / "data" / "datapackage.json").exists()


@functools.cache
def project_at(folder: str) -> Project:
    """The project in a folder; asked for with every text that is translated."""
    root = Path(folder).resolve()
    if not is_project(root):
        raise CallError(
            f"{root} holds no data/datapackage.json: set ANALYSIS_ROOT to the folder of the project, "
            "or install the package from it with 'pip install -e .'"
        )
    return Project(root)
