"""How long an author waits: from saving a cell of text of a notebook to the reloaded page that shows it."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from playwright.sync_api import Page

from chromium import chromium
from project_copy import ProjectCopy
from results import write_part
from timing import CORES, measured_environment

NOTEBOOK, EDITION = "00-answer", "latest"
REPEATS = 10
MOST = 60_000
"""How long a page may take [milliseconds]."""


def saved_and_shown(page: Page, path: Path, number: int) -> float:
    """Seconds from saving a sentence in a cell of text until the browser shows it."""
    sentence = f"Sentence number {number}, just saved."
    notebook = nbformat.read(path, as_version=4)
    cell = next(cell for cell in notebook.cells if cell.cell_type == "markdown")
    cell.source = f"{cell.source.partition('Sentence number')[0].rstrip()}\n\n{sentence}"
    text = nbformat.writes(notebook)
    began = time.perf_counter()
    path.write_text(text, encoding="utf-8")
    page.get_by_text(sentence).wait_for(timeout=MOST)
    return time.perf_counter() - began


def main() -> None:
    """Measure and write the results."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        copy = ProjectCopy(Path(folder) / "project")
        command = [sys.executable, "-u", "-m", "analysis", "preview", "--port", "0"]
        with subprocess.Popen(
            command, env=measured_environment(copy.root), stdout=subprocess.PIPE, text=True
        ) as server:
            try:
                address = server.stdout.readline().split()[0]
                page = browser.new_page()
                began = time.perf_counter()
                page.goto(f"{address}{EDITION}/{NOTEBOOK}.html", timeout=MOST)
                first = time.perf_counter() - began
                path = copy.project.notebooks / f"{NOTEBOOK}.ipynb"
                found = [saved_and_shown(page, path, number) for number in range(REPEATS)]
            finally:
                server.kill()
    rows = [
        f"The first page, with the start of the process that makes pages: {first:.1f} s. From saving a cell of text of "
        f"`{NOTEBOOK}` to the reloaded page, {REPEATS} times, {CORES} processors:",
        "",
        "| | seconds |",
        "|---|---|",
        f"| median | {statistics.median(found):.2f} |",
        f"| fastest | {min(found):.2f} |",
        f"| slowest | {max(found):.2f} |",
    ]
    write_part("Preview", rows)


if __name__ == "__main__":
    main()
