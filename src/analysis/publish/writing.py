"""Write the pages of a site: each part of it as files by their addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from analysis.characters import json_text
from analysis.charts.style import variables
from analysis.evidence import Evidence, load
from analysis.model.graph import graph
from analysis.pages.fact_check import article_day
from analysis.publish import dataset, html
from analysis.publish.answer import answer
from analysis.publish.citing import cite_site
from analysis.publish.page_context import PageContext, relative
from analysis.publish.pages.changes import changes, entries
from analysis.publish.pages.numbers import numbers
from analysis.publish.pages.reference import glossary, methods, sources
from analysis.publish.planning import Page, Part
from analysis.publish.template import SCRIPTS, STYLES, render
from analysis.publish.what_if import model_script, panel_html
from analysis.study import Study, study_of
from analysis.text import speaking, translate
from analysis.text import translate as _

MODEL = "what-if-model.js"
"""The model of an edition for its what-if panel, beside the pages of the edition in each language."""

Files = dict[str, bytes]
"""Files of a site by their addresses."""


class SitePages:
    """The pages of one build, and the files for others to build on.

    Parameters
    ----------
    context : PageContext
        What they have in common.
    """

    def __init__(self, context: PageContext):
        self.context = context
        self.plan = context.plan
        self.evidence: Evidence = load(self.plan.root.data)

    def study(self, edition: str) -> Study:
        """The study of an edition."""
        return study_of(self.plan.loaded(edition, self.plan.languages[0]), self.evidence)

    def of_part(self, part: Part) -> tuple[Files, str]:
        """A part of the site that no notebook makes, and of an edition its answer in short."""
        if not part.lang:
            return self.common(), ""
        with speaking(part.lang):
            if not part.edition:
                return self.of_all(part.lang), ""
            return self.of_edition(part.lang, part.edition), answer(self.study(part.edition))

    def start_page(self, lang: str, answers: Mapping[str, str]) -> Files:
        """The index of a language, from the answers of the editions."""
        with speaking(lang):
            summaries = [self.summary(edition, lang, answers[edition]) for edition in self.plan.editions]
            return self.page("index", lang, "index.html", summaries=summaries, dataset=self.described(lang))

    def page(self, template: str, lang: str, path: str, edition: str = "", command: str = "", **values: Any) -> Files:
        """Write a page in the language spoken."""
        loaded = self.plan.loaded(edition, lang) if edition else None
        around = self.context.around(lang, path, loaded, command)
        ways = {"feed": "feed.xml", "cite": "data.html#cite", "to_sources": "sources.html"}
        around |= {name: relative(path, to) for name, to in ways.items()}
        text = render(self.plan.root, f"{template}.html.j2", **around, **values)
        return {self.plan.address(lang, path): text.encode()}

    def of_notebook(self, page: Page, body: str) -> Files:
        """The page of an executed notebook; the files of its figures are beside it."""
        formulas = graph(page.loaded.parameters.dollars)
        known = set(map(formulas.full_name, formulas.scopes))
        with speaking(page.lang):
            body = html.with_ways(body, known, "numbers.html", "../sources.html")
            return self.page(
                "notebook",
                page.lang,
                page.path,
                page.edition,
                page.command,
                question=html.question_of(body),
                description=html.description_of(body),
                body=Markup(body),
                picture=html.picture_of(body, self.plan.manifest.url(page.folder.rstrip("/")) or page.notebook),
                panel='id="what-if"' in body,
                model=MODEL,
            )

    def common(self) -> Files:
        """What is the same in every language and edition: data, styles and scripts."""
        root = self.plan.root
        return {
            dataset.ARCHIVE: dataset.archive(root.data),
            "cite.bib": dataset.bibtex(self.context.data_version).encode(),
            root.citation.name: root.citation.read_bytes(),
            **{name: (root.template / name).read_bytes() for name in (*STYLES, *SCRIPTS)},
            STYLES[0]: variables().encode() + (root.template / STYLES[0]).read_bytes(),
        }

    def of_edition(self, lang: str, edition: str) -> Files:
        """The pages of an edition that no notebook makes."""
        study = self.study(edition)
        panel = panel_html(study, standalone=True)
        made = {
            **self.page("numbers", lang, f"{edition}/numbers.html", edition, groups=numbers(study)),
            **self.page("what-if", lang, f"{edition}/what-if.html", edition, panel=panel, model=MODEL),
            self.plan.address(lang, f"{edition}/{MODEL}"): model_script(study).encode(),
        }
        if lang == self.plan.languages[0]:
            made[f"{edition}/numbers.json"] = json_text(study.as_json()).encode()
        return made

    def of_all(self, lang: str) -> Files:
        """The pages of a language that are of no edition, but for the index."""
        newest = max(self.plan.editions, key=lambda name: self.plan.loaded(name, lang).parameters.as_of)
        latest = self.study(newest)
        tables = [Markup(html.with_ways(table, (), "", "sources.html")) for table in changes(latest)]
        heading, body = methods(self.plan.root, lang, set(self.evidence.sources["source_id"]))
        feed = render(
            self.plan.root,
            "feed.xml.j2",
            lang=lang,
            site=translate(self.plan.manifest.title),
            base=self.plan.manifest.url(self.plan.address(lang, "")),
            updated=latest.as_of.isoformat(),
            entries=entries(latest),
        )
        return {
            **self.page("changes", lang, "changes.html", since=article_day(latest), until=latest.as_of, tables=tables),
            **self.page("sources", lang, "sources.html", documents=sources(self.evidence)),
            **self.page("glossary", lang, "glossary.html", groups=glossary(self.evidence)),
            **self.page("methods", lang, "methods.html", heading=heading, body=body),
            **self.data_page(lang),
            self.plan.address(lang, "feed.xml"): feed.encode(),
        }

    def data_page(self, lang: str) -> Files:
        """The page of what others can build on."""
        packed = len(dataset.archive(self.plan.root.data))
        return self.page(
            "data",
            lang,
            "data.html",
            dataset=self.described(lang),
            archive=dataset.ARCHIVE,
            archive_size=_("{count} kB", count=round(packed / 1000)),
            numbers=[self.plan.loaded(edition, lang) for edition in self.plan.editions],
            citation=cite_site(self.context.data_version),
            bibtex=dataset.bibtex(self.context.data_version),
        )

    def described(self, lang: str) -> Markup:
        """The data as search engines read of it, on a page at the head of a language."""
        root = relative(self.plan.address(lang, "index.html"), "")
        return dataset.description(self.plan.root.data, self.context.data_version, self.plan.editions, root)

    def summary(self, edition: str, lang: str, short: str) -> dict[str, Any]:
        """What the index says of an edition: its parameters, its answer, its pages."""
        loaded = self.plan.loaded(edition, lang)
        questions = self.context.around(lang, "index.html", loaded)["questions"]
        return {
            "loaded": loaded,
            "changes": ", ".join(f"{name} = {value}" for name, value in loaded.changed.items()),
            "answer": short,
            "pages": questions,
        }
