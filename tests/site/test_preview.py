"""The preview: a page in the browser follows what is saved, and says what keeps it from being made."""

import errno
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, Page, expect

from analysis.publish.preview import server
from conftest import Copy

SECONDS = 60_000
"""How long a page may take on a busy machine [milliseconds]."""


class Preview:
    """A preview of a copy of the project, with a page open in a browser."""

    def __init__(self, copy: Copy, process: subprocess.Popen, page: Page):
        self.copy = copy
        self.process = process
        self.page = page
        self.address = process.stdout.readline().split()[0]

    def shows(self, text: str) -> None:
        """Wait until the open page shows a text."""
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=SECONDS)

    def change_cell(self, change: Callable[[nbformat.NotebookNode], None], kind: str, text: str) -> None:
        """Change a cell of the notebook of the open page and save it, as an editor does."""
        path = self.copy.project.notebooks / "01-promised.ipynb"
        notebook = nbformat.read(path, as_version=4)
        change(next(cell for cell in notebook.cells if cell.cell_type == kind and text in cell.source))
        nbformat.write(notebook, path)


@pytest.fixture
def preview(copy: Copy, chromium: Browser) -> Iterator[Preview]:
    """A preview on a free port."""
    command = [sys.executable, "-u", "-m", "analysis", "preview", "--port", "0"]
    environment = os.environ | {"ANALYSIS_ROOT": str(copy.project.root), "COLUMNS": "200"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as run:
        yield Preview(copy, run, chromium.new_page())
        run.kill()


def test_an_open_page_follows_what_is_saved_and_says_what_is_wrong(preview: Preview):
    preview.page.goto(f"{preview.address}latest/01-promised.html", timeout=SECONDS)
    question = preview.page.locator("h1").inner_text()

    preview.change_cell(lambda cell: cell.update(source=f"{cell.source}\n\nA sentence just saved."), "markdown", "# ")
    preview.shows("A sentence just saved.")

    preview.change_cell(lambda cell: cell.update(source=f"{cell.source}\nstudy.nosuch"), "code", "study = here(")
    preview.shows("line ")
    wrong = preview.page.locator("pre").inner_text()
    assert re.search(r"cell \d+, line \d+ \(study\.nosuch\): AttributeError", wrong)
    preview.change_cell(lambda cell: cell.update(source=cell.source.replace("\nstudy.nosuch", "")), "code", "nosuch")
    preview.shows(question)

    preview.copy.replace("reports/template/base.html.j2", "</footer>", "<p>A footer just saved.</p></footer>")
    preview.shows("A footer just saved.")

    preview.process.kill()
    said = preview.process.stdout.read()
    assert wrong in said
    assert "Traceback" not in said


def test_nothing_of_the_preview_is_in_a_site(site: Path):
    assert not [path for path in site.rglob("*.html") if "/-preview/" in path.read_text(encoding="utf-8")]


def test_a_system_without_semaphores_is_told(command, monkeypatch):
    def refuse(*arguments: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(server, "ProcessPoolExecutor", refuse)
    with ThreadPoolExecutor(1) as apart:  # from the loop of the browser
        said = apart.submit(command, "preview", "--port", "0", code=1).result()
    assert "none can be made ([Errno 30] Read-only file system; Linux has them in /dev/shm)" in said


def test_a_port_that_is_taken_is_named(command):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = command("preview", "--port", str(port), code=2)
    assert f"--port {port}: cannot be used (Address already in use)" in said
