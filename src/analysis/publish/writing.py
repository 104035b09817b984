"""Write the pages of a site into a folder."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.edition import LoadedEdition
from analysis.evidence import load
from analysis.publish.answer import answer
from analysis.publish.notebooks import question_of
from analysis.publish.planning import Page, Plan
from analysis.publish.site import write_record
from analysis.publish.template import STYLE, render
from analysis.study import study_of
from analysis.wording import date

if TYPE_CHECKING:
    from nbformat import NotebookNode


class SiteWriter:
    """Writes pages, the index, the stylesheet and the record of one build.

    Parameters
    ----------
    checked : Plan
        What is built.
    folder : Path
        Where it goes.
    """

    def __init__(self, checked: Plan, folder: Path):
        self.plan = checked
        self.folder = folder
        self.commit = commit_of(checked.root.root)
        self.questions = {page.notebook: question_of(checked.root, page.notebook) for page in checked.pages}

    def write(self, page: Page, notebook: NotebookNode) -> int:
        """Write the page of an executed notebook.

        Returns
        -------
        int
            Its size [bytes].
        """
        from analysis.publish import html  # imports nbconvert, which takes seconds

        body = html.body_of(notebook)
        text = render(
            self.plan.root,
            "page.html.j2",
            site=self.plan.manifest.title,
            question=self.questions[page.notebook],
            description=html.description_of(body),
            body=body,
            page=page,
            as_of=date(page.loaded.parameters.as_of),
            notebooks=self.notebook_links(page),
            editions=self.edition_links(page),
            commit=self.commit,
        )
        target = self.folder / page.address
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        return target.stat().st_size

    def notebook_links(self, page: Page) -> list[dict]:
        """Links to the notebooks of a page's edition, in order."""
        return [
            {
                "text": self.questions[other.notebook],
                "address": f"{other.notebook}.html",
                "current": other.notebook == page.notebook,
            }
            for other in self.plan.pages
            if other.edition == page.edition
        ]

    def edition_links(self, page: Page) -> list[dict]:
        """Links to a page's notebook in every edition, in order."""
        return [
            {
                "text": f"{other.edition}, as of {date(other.loaded.parameters.as_of)}",
                "address": f"../{other.address}",
                "current": other.edition == page.edition,
            }
            for other in self.plan.pages
            if other.notebook == page.notebook
        ]

    def finish(self) -> None:
        """Write the index, the stylesheet and the record."""
        loaded = {page.edition: page.loaded for page in self.plan.pages}
        text = render(
            self.plan.root,
            "index.html.j2",
            site=self.plan.manifest.title,
            editions=[self.summary(edition) for edition in loaded.values()],
            commit=self.commit,
        )
        (self.folder / "index.html").write_text(text, encoding="utf-8")
        shutil.copyfile(self.plan.root.template / STYLE, self.folder / STYLE)
        record = {
            "commit": self.commit,
            "pages": [page.address for page in self.plan.pages],
            "changes": self.plan.pages[0].loaded.changes,
        }
        write_record(self.folder, record)

    def summary(self, loaded: LoadedEdition) -> dict:
        """What the index says of an edition: its day, its answer, its pages."""
        study = study_of(loaded, load(self.plan.root.data))
        return {
            "name": loaded.parameters.edition,
            "as_of": date(loaded.parameters.as_of),
            "why": loaded.parameters.why,
            "changes": ", ".join(f"{name} = {value}" for name, value in loaded.changes.items()),
            "answer": answer(study),
            "pages": [
                {"text": self.questions[page.notebook], "address": page.address}
                for page in self.plan.pages
                if page.edition == loaded.parameters.edition
            ],
        }


def commit_of(root: Path) -> str:
    """The commit the project stands at, empty where the project is no git checkout of its own."""
    if shutil.which("git") is None:
        return ""
    command = ["git", "-C", str(root), "rev-parse", "--show-toplevel", "--short=12", "HEAD"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    top, _, commit = run.stdout.strip().partition("\n")
    return commit if run.returncode == 0 and Path(top).resolve() == root.resolve() else ""
