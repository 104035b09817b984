"""One side of a comparison: a day or a revision, its studies and its tables, its numbers by its own code."""

import functools
import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.diff.result import Number, numbers_in
from analysis.edition import names_of_editions
from analysis.errors import AnalysisError
from analysis.evidence.csv_files import read_all
from analysis.evidence.schemas import PATHS, SCHEMAS, key_of
from analysis.paths import Project, working_in
from analysis.study import Study, study_in

Identity = tuple[str, tuple[str, ...]]
"""A row in any version, wherever it stands: its file, and its cells under the columns that tell it from all others."""


def modules_in(package: Path) -> dict[str, bytes]:
    """The modules of a package by their path in it."""
    return {path.relative_to(package).as_posix(): path.read_bytes() for path in sorted(package.rglob("*.py"))}


@dataclass(frozen=True)
class Version:
    """One side of a comparison.

    Attributes
    ----------
    name : str
        In words; a day is written YYYY-MM-DD.
    root : Project
        Its files.
    option : str
        For a day: the option of the call that names it.
    has_own_code : bool
        Whether its numbers are those of its own code, which is not this program's.
    """

    name: str
    root: Project
    option: str = ""
    has_own_code: bool = False

    @functools.cached_property
    def editions(self) -> list[str]:
        """Names of its editions."""
        return names_of_editions(self.root.data / "editions")

    @functools.cached_property
    def rows(self) -> dict[Identity, tuple[int, dict[str, str]]]:
        """The rows of its tables as text, each with its number."""
        return {
            (PATHS[name], tuple(cells[column] for column in key_of(SCHEMAS[name]))): (row, cells)
            for name, table in read_all(self.root.data)[0].items()
            for row, cells in zip(table.index, table.to_dict("records"), strict=True)
        }

    @functools.cached_property
    def identities(self) -> dict[tuple[str, int], Identity]:
        """Which row stands where, by file and number."""
        return {(identity[0], row): identity for identity, (row, _) in self.rows.items()}

    @functools.cached_property
    def code(self) -> dict[str, bytes]:
        """The modules of its own package."""
        return modules_in(self.root.root / "src" / "analysis")

    def study(self, edition: str) -> Study:
        """An edition worked out by this program."""
        changes = {"as_of": self.name} if self.option else {}
        with working_in(self.root):
            return study_in(self.root, edition, changes, self.place_of)

    def place_of(self, name: str, value: Any) -> str:
        """A parameter as it was asked for, for messages."""
        return f"{self.option} {value}" if name == "as_of" else f"--edition {value}"

    def numbers(self, edition: str, study: Study | None) -> dict[str, Number | None]:
        """The numbers of an edition: by its own code where that is another, else by this program's."""
        return numbers_in(self.printed(edition) if self.has_own_code else study.as_json())

    def printed(self, edition: str) -> dict[str, Any]:
        """What ``analysis numbers --json`` of its own package prints for an edition.

        Raises
        ------
        AnalysisError
            If it prints no numbers.
        """
        run = self.root.call("numbers", "--edition", edition, "--json", PYTHONPATH=str(self.root.root / "src"))
        if run.returncode == 0:
            with suppress(json.JSONDecodeError):
                return json.loads(run.stdout)
        said = (run.stderr.strip().splitlines() or ["it printed none"])[-1]
        raise AnalysisError(
            f"diff: {self.name}: its own program gives no numbers (too old for these packages?): {said}"
        )
