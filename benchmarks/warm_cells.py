"""The cells of notebooks in one warm process: what a page costs when nothing has to start.

``warm_cells.py NOTEBOOKS EDITION...`` with notebooks by name, joined by commas. Runs them for the first half of the
editions, then for the other half, and prints the seconds a page of the second half took on average.
"""

from __future__ import annotations

import json
import sys

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from analysis.paths import project
from timing import seconds


def cells_of(name: str, edition: str) -> list[str]:
    """The code cells of a notebook, after the one that takes parameters a cell that sets the edition."""
    notebook = json.loads((project().notebooks / f"{name}.ipynb").read_text(encoding="utf-8"))
    cells = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cells.append("".join(cell["source"]))
            if "parameters" in cell["metadata"].get("tags", []):
                cells.append(f"edition = {edition!r}")
    return cells


def execute(shell: InteractiveShell, cells: list[str]) -> None:
    """Run cells in an empty namespace, with what they show made into HTML."""
    shell.reset(new_session=False)
    with capture_output():
        for cell in cells:
            shell.run_cell(cell).raise_error()


def main() -> None:
    """Measure and print."""
    notebooks, editions = sys.argv[1].split(","), sys.argv[2:]
    shell = InteractiveShell.instance(config=Config(HistoryManager={"enabled": False}))
    half = len(editions) // 2
    rounds = [
        [cells_of(name, edition) for edition in part for name in notebooks]
        for part in (editions[:half], editions[half:])
    ]

    def run(pages: list[list[str]]) -> None:
        for cells in pages:
            execute(shell, cells)

    run(rounds[0])
    print(seconds(lambda: run(rounds[1])) / len(rounds[1]))


if __name__ == "__main__":
    main()
