"""Copies of the project's data, notebooks and reports, to be built and changed."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import yaml

from analysis.paths import Project, project

ROW = {"programme": "eu-gigafactories", "rung": "announced", "as_of": "2026-07-30"}
"""The row of data/chosen/ladder.csv that is changed; every notebook reads the sum announced."""


class ProjectCopy:
    """A copy of the project that is used through ``ANALYSIS_ROOT``.

    Parameters
    ----------
    root : Path
        Where it goes.
    """

    def __init__(self, root: Path):
        own = project().root
        for folder in ("data", "notebooks", "reports", "docs"):
            ignored = shutil.ignore_patterns("site", "failed", "cache", ".ipynb_checkpoints")
            shutil.copytree(own / folder, root / folder, ignore=ignored)
        for file in ("README.md", "CITATION.cff", "requirements.lock"):
            shutil.copy(own / file, root)
        self.root = root
        self.project = Project(root)

    def publish(self, **keys: list[str]) -> None:
        """Change what the manifest names."""
        path = self.project.manifest
        manifest = yaml.safe_load(path.read_text(encoding="utf-8")) | keys
        path.write_text(yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True), encoding="utf-8")

    def add_editions(self, count: int) -> list[str]:
        """Add editions that differ from the latest in one number; returns their names."""
        names = [f"case-{number:03}" for number in range(1, count + 1)]
        for number, name in enumerate(names):
            path = self.project.data / "editions" / f"{name}.yml"
            lines = (
                "based_on: latest",
                "why: What if another sum were announced?",
                f"comparator_announced: {300 + number}",
            )
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return names

    def change_notebook(self, name: str, mark: str) -> None:
        """Add a sentence to the last Markdown cell of a notebook that is in English."""
        path = self.project.notebooks / f"{name}.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        texts = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown" and not cell["metadata"]]
        texts[-1]["source"] = "".join(texts[-1]["source"]) + f"\n\n{mark}"
        path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def change_row(self, high: float) -> None:
        """Change the high end of one reading."""
        path = self.project.data / "chosen" / "ladder.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        row = next(row for row in rows if row.items() >= ROW.items())
        row |= {"high": str(high), "derivation": "judged high"}
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
