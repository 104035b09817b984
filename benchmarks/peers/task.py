"""What a peer is given: notebooks, their parameters and where the pages go. Read and written as JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Task:
    """One page.

    Attributes
    ----------
    name : str
        Name of its files.
    notebook : str
        Path of the notebook.
    parameters : dict
        What it is given.
    folder : str
        Where its page goes.
    """

    name: str
    notebook: str
    parameters: dict
    folder: str

    @property
    def executed(self) -> Path:
        """The notebook with its outputs, or made ready to be run."""
        return Path(self.folder) / f"{self.name}.ipynb"

    @property
    def page(self) -> Path:
        """The page."""
        return Path(self.folder) / f"{self.name}.html"


def write_tasks(file: Path, tasks: list[Task]) -> None:
    """Write tasks for a program in the environment of the peers."""
    file.write_text(json.dumps([asdict(task) for task in tasks]), encoding="utf-8")


def tasks_of_call() -> list[Task]:
    """The tasks in the file that the call of this program names first."""
    return [Task(**task) for task in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))]
