"""Write the pages and files of a site into a folder."""

from __future__ import annotations

import functools
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.evidence import Evidence, load
from analysis.explain import named
from analysis.languages import of_data, speaking
from analysis.languages import translate as _
from analysis.publish import dataset
from analysis.publish.answer import answer
from analysis.publish.citing import cite_site
from analysis.publish.frame import Frame, relative
from analysis.publish.pages.changes import changes, entries
from analysis.publish.pages.glossary import glossary
from analysis.publish.pages.methods import methods
from analysis.publish.pages.numbers import numbers
from analysis.publish.pages.sources import sources
from analysis.publish.planning import Page, Plan
from analysis.publish.site import write_record
from analysis.publish.template import CITATION, SCRIPTS, STYLES, render
from analysis.publish.what_if import model_script, panel_html
from analysis.study import Study, study_of
from analysis.wording import date

if TYPE_CHECKING:
    from nbformat import NotebookNode

MODEL = "what-if-model.js"
"""The model of an edition for its what-if panel, beside the pages of the edition in each language."""


class SiteWriter:
    """Writes the pages of one build, the files for others to build on, and the record.

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
        self.frame = Frame.of(checked)
        self.evidence: Evidence = load(checked.root.data)
        self.study = functools.cache(self.worked_out)

    def worked_out(self, edition: str, lang: str) -> Study:
        """The study of an edition in a language."""
        return study_of(self.plan.loaded(edition, lang), self.evidence)

    def put(self, address: str, content: str | bytes) -> int:
        """Write a file of the site; returns its size [bytes]."""
        target = self.folder / address
        target.parent.mkdir(parents=True, exist_ok=True)
        raw = content.encode() if isinstance(content, str) else content
        target.write_bytes(raw)
        return len(raw)

    def page(self, template: str, lang: str, path: str, edition: str = "", command: str = "", **values: Any) -> int:
        """Write a page in the language spoken; returns its size [bytes]."""
        loaded = self.plan.loaded(edition, lang) if edition else None
        around = self.frame.around(lang, path, loaded, command)
        ways = {
            "feed": relative(path, "feed.xml"),
            "cite": relative(path, "data.html#cite"),
            "to_sources": relative(path, "sources.html"),
        }
        return self.put(self.plan.address(lang, path), render(self.plan.root, template, **around, **ways, **values))

    def write(self, page: Page, notebook: NotebookNode) -> int:
        """Write the page of an executed notebook and the files of its figures.

        Returns
        -------
        int
            Size of the page [bytes].
        """
        from analysis.publish import html  # imports nbconvert, which takes seconds

        study = self.study(page.edition, page.lang)
        with speaking(page.lang):
            body, files = html.taken_out(html.body_of(notebook, page.lang), page.notebook)
            body = html.with_ways(body, named(study), "numbers.html", "../sources.html")
            body, panel = html.with_panel(body, lambda: panel_html(study, standalone=False))
            size = self.page(
                "notebook.html.j2",
                page.lang,
                page.path,
                page.edition,
                page.command,
                question=html.question_of(body),
                description=html.description_of(body),
                body=body,
                panel=panel,
                model=MODEL,
            )
        for name, content in files.items():
            self.put(self.plan.address(page.lang, f"{page.edition}/{page.notebook}/{name}"), content)
        return size

    def finish(self) -> None:
        """Write the pages that need no notebook, the files for others to build on, and the record."""
        for lang in self.plan.languages:
            with speaking(lang):
                for edition in self.plan.editions:
                    self.of_edition(lang, edition)
                self.of_all(lang)
        for edition in self.plan.editions:
            study = self.study(edition, self.plan.languages[0])
            self.put(f"{edition}/numbers.json", as_json(study))
        self.put(dataset.ARCHIVE, dataset.archive(self.plan.root.data))
        self.put("cite.bib", dataset.bibtex(self.frame.data_version))
        shutil.copyfile(self.plan.root.root / CITATION, self.folder / CITATION)
        for name in (*STYLES, *SCRIPTS):
            shutil.copyfile(self.plan.root.template / name, self.folder / name)
        record = {
            "commit": self.frame.commit,
            "data_version": self.frame.data_version,
            "pages": [page.address for page in self.plan.pages],
            "changes": self.plan.pages[0].loaded.changes,
        }
        write_record(self.folder, record)

    def of_edition(self, lang: str, edition: str) -> None:
        """The pages of an edition that no notebook makes."""
        study = self.study(edition, lang)
        span = {"edition": edition, "day": date(study.as_of)}
        self.page(
            "numbers.html.j2",
            lang,
            f"{edition}/numbers.html",
            edition,
            description=_(
                "Every input and every quantity of edition {edition}, as of {day}: the formula, what it needs, the "
                "chosen row, the facts and the documents.",
                **span,
            ),
            groups=numbers(study),
        )
        self.page(
            "what-if.html.j2",
            lang,
            f"{edition}/what-if.html",
            edition,
            description=_("What would follow if a figure of edition {edition}, as of {day}, were another.", **span),
            panel=panel_html(study, standalone=True),
            model=MODEL,
        )
        self.put(self.plan.address(lang, f"{edition}/{MODEL}"), model_script(study))

    def of_all(self, lang: str) -> None:
        """The pages of a language that are of no edition."""
        latest = max((self.study(edition, lang) for edition in self.plan.editions), key=lambda study: study.as_of)
        found = changes(latest)
        span = {"since": date(found.since), "until": date(found.until)}
        told = _(
            "What came to be known from {since}, the day of the article, to {until}: computed from the data, never "
            "written by hand.",
            **span,
        )
        self.page("changes.html.j2", lang, "changes.html", description=told, tables=self.with_ways(found.tables))
        self.put(
            self.plan.address(lang, "feed.xml"),
            render(
                self.plan.root,
                "feed.xml.j2",
                lang=lang,
                site=of_data(self.plan.manifest.title),
                updated=latest.as_of.isoformat(),
                entries=entries(latest),
            ),
        )
        count = len(self.evidence.sources)
        told = _(
            "All {count} documents behind the figures, by publisher, each with what was read from it.", count=count
        )
        self.page("sources.html.j2", lang, "sources.html", description=told, documents=sources(self.evidence))
        told = _("The words of these pages, as the data use them.")
        self.page("glossary.html.j2", lang, "glossary.html", description=told, groups=glossary(self.evidence))
        heading, body = methods(self.plan.root, lang, set(self.evidence.sources["source_id"]))
        self.page("methods.html.j2", lang, "methods.html", heading=heading, body=body)
        self.data_page(lang)
        summaries = [self.summary(edition, lang) for edition in self.plan.editions]
        self.page("index.html.j2", lang, "index.html", summaries=summaries, dataset=self.described(lang))

    def data_page(self, lang: str) -> None:
        """The page of what others can build on."""
        packed = len(dataset.archive(self.plan.root.data))
        self.page(
            "data.html.j2",
            lang,
            "data.html",
            description=_("Everything behind these pages, to check, to cite and to build on."),
            dataset=self.described(lang),
            archive=dataset.ARCHIVE,
            archive_size=_("{count} kB", count=round(packed / 1000)),
            numbers=[
                {
                    "address": f"{edition}/numbers.json",
                    "edition": edition,
                    "day": date(self.plan.loaded(edition, lang).parameters.as_of),
                }
                for edition in self.plan.editions
            ],
            citation=cite_site(self.frame.data_version),
            bibtex=dataset.bibtex(self.frame.data_version),
        )

    def described(self, lang: str) -> str:
        """The data as search engines read of it, on a page at the head of a language."""
        root = relative(self.plan.address(lang, "index.html"), "")
        return dataset.description(self.plan.root.data, self.frame.data_version, self.plan.editions, root)

    def with_ways(self, tables: Iterable[str]) -> list[str]:
        """Tables of a page of no edition, their documents with the way to their entries."""
        from analysis.publish import html

        return [html.with_ways(table, (), "", "sources.html") for table in tables]

    def summary(self, edition: str, lang: str) -> dict[str, Any]:
        """What the index says of an edition: its day, its answer, its pages."""
        study = self.study(edition, lang)
        loaded = study.loaded
        changed = {name: value for name, value in loaded.changes.items() if name != "lang"}
        questions = self.frame.around(lang, "index.html", loaded)["questions"]
        return {
            "name": edition,
            "as_of": date(study.as_of),
            "why": of_data(loaded.parameters.why),
            "changes": ", ".join(f"{name} = {value}" for name, value in changed.items()),
            "answer": answer(study),
            "pages": questions,
        }


def as_json(study: Study) -> str:
    """The quantities of a study, as ``analysis numbers --json`` prints them."""
    return json.dumps(study.as_json(), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
