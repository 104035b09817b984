"""The pages of a site, each made by itself: what a build hands out to processes."""

import functools
import posixpath
import time
from collections import ChainMap
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from analysis.characters import json_text
from analysis.charts.style import variables
from analysis.evidence import load
from analysis.model.graph import graph
from analysis.pages.answer import staircases
from analysis.paths import working_in
from analysis.publish import data_files, html, navigation
from analysis.publish.cache import BODY, Content
from analysis.publish.citing import TITLE, attribution, cite_site
from analysis.publish.figure import sources_of
from analysis.publish.landing import landing
from analysis.publish.navigation import relative
from analysis.publish.notebooks import question_of
from analysis.publish.pages.changes import changes, entries
from analysis.publish.pages.numbers import numbers
from analysis.publish.pages.programmes import profiles
from analysis.publish.pages.reference import glossary, methods, sources
from analysis.publish.picture import picture, with_address
from analysis.publish.planning import Page, Plan
from analysis.publish.pool import SECONDS_PER_CELL, Watch
from analysis.publish.simulator.page import model_script, simulator
from analysis.publish.template import ICON, SCRIPTS, STYLES, render
from analysis.study import Study, study_of
from analysis.text import languages, speaking, translate, translate as _

MODEL = "simulator-model.js"
"""The model of an edition for its simulator, beside the pages of the edition in each language."""

PICTURE = "picture.png"
"""The picture that pages of an edition without one of their own are shared with, beside them."""

Files = dict[str, bytes]
"""Files of a site by their addresses."""


@dataclass(frozen=True)
class SitePages:
    """The pages of one build, and the files for others to build on.

    Attributes
    ----------
    plan : Plan
        What is built.
    in_process : bool
        Whether cells of notebooks run in the process that makes a page, in place of a Jupyter kernel.
    limit : int
        How long a cell may take [seconds].
    """

    plan: Plan
    in_process: bool = False
    limit: int = SECONDS_PER_CELL

    def study(self, edition: str) -> Study:
        """The study of an edition."""
        return study_of(self.plan.loaded[edition, self.plan.languages[0]], load(self.plan.root.data))

    def make(self, page: Page, kept: Content | None, watch: Watch | None = None) -> tuple[Content, Files, float]:
        """Make the page of a notebook: run it, unless that was done before, and write what is around it.

        Parameters
        ----------
        page : Page
        kept : dict of str to bytes, or None
            What the notebook gave in an earlier build.
        watch : callable, optional
            Called as each cell begins.

        Returns
        -------
        content : dict of str to bytes
            What its notebook gave.
        files : dict of str to bytes
            The page and the files of its figures, by their addresses.
        seconds : float
            Time it took.

        Raises
        ------
        NotebookError
            If the notebook fails.
        """
        from analysis.publish.run import content_of

        began = time.perf_counter()
        with working_in(self.plan.root):
            content = kept or content_of(self.plan.root, page, self.in_process, self.limit, watch)
            files = self.of_notebook(page, content[BODY].decode())
            for name, file in content.items():
                if name.endswith(".png") and page.edition == self.plan.editions[0]:
                    files[page.folder + name] = self.addressed(file)
                elif name != BODY and not name.endswith(".png"):
                    files[page.folder + name] = file
        return content, files, time.perf_counter() - began

    def part(self, what: str, lang: str = "", edition: str = "", watch: Watch | None = None) -> Files:
        """Make a part of the site that no notebook makes, as :attr:`Plan.parts` has it."""
        with working_in(self.plan.root), speaking(lang or self.plan.languages[0]):
            return getattr(self, what)(*filter(None, (lang, edition)))

    @functools.cached_property
    def pictures(self) -> dict[str, str]:
        """The pictures of pages without one of their own, by edition, inside the part of a language."""
        drawn = (edition for edition in self.plan.editions if staircases(self.study(edition)))
        return {edition: f"{edition}/{PICTURE}" for edition in drawn}

    def addressed(self, picture: bytes) -> bytes:
        """A picture to share with the address of the site, where that is known."""
        return with_address(picture, self.plan.manifest.address) if self.plan.manifest.address else picture

    def page(
        self,
        template: str,
        lang: str,
        path: str,
        edition: str = "",
        command: str = "",
        picture: str = "",
        **values: Any,
    ) -> Files:
        """Write a page in the language spoken, at its path inside the part of the site in that language.

        Parameters
        ----------
        edition : str
            The edition that it is of; empty for pages that are of none.
        command : str
            The command that makes this page anew; that of the whole site when left out.
        picture : str
            Path of the picture that stands for it; that of its edition when left out.
        """
        plan, address = self.plan, self.plan.address(lang, path)
        questions = navigation.questions_of(plan, edition or plan.editions[0])
        shared = picture or self.pictures.get(edition or plan.editions[0], "")
        shared = shared and plan.address(lang, shared)
        loaded = plan.loaded[edition, lang] if edition else None
        editions = navigation.in_editions(plan, lang, posixpath.basename(path)) if edition else {}
        around = {
            "lang": lang,
            "site": translate(plan.manifest.title),
            "site_name": translate(navigation.NAME),
            "root": relative(address, ""),
            "path": path,
            "to": functools.partial(relative, path),
            "url": plan.manifest.url(address),
            "picture": shared and (plan.manifest.url(shared) or relative(address, shared)),
            "author": plan.manifest.author,
            "contact": plan.manifest.contact,
            "translations": [
                {"lang": other, "name": languages()[other], "address": relative(address, plan.address(other, path))}
                for other in plan.languages
            ],
            "menu": navigation.menu(plan, questions, path, edition or plan.editions[0]),
            "behind": navigation.behind(edition or plan.editions[0]),
            "onward": navigation.onward(questions, path) if edition else [],
            "editions": editions,
            "of_day": "" if edition in ("", plan.editions[0]) else editions[path],
            "updated": plan.loaded[edition or plan.editions[0], lang].parameters.as_of,
            "loaded": loaded,
            "commit": plan.commit,
            "data_version": plan.data_version,
            "command": command or "make report",
        }
        return {address: render(plan.root, f"{template}.html.j2", **around, **values).encode()}

    def of_notebook(self, page: Page, body: str) -> Files:
        """The page of an executed notebook; the files of its figures are beside it."""
        formulas = graph(page.loaded.parameters.dollars)
        known = set(map(formulas.full_name, formulas.scopes))
        with speaking(page.lang):
            body = html.with_ways(html.with_notes(body, "../"), "../", known)
            question, alone = question_of(self.plan.root, page.notebook), page.edition == self.plan.editions[0]
            own = html.picture_of(body) if alone else ""
            charts = self.charts_alone(page.lang, page.path, body, question) if alone else {}
            body = html.with_addresses(body, self.plan.manifest.url(page.address), alone)
            return charts | self.page(
                "notebook",
                page.lang,
                page.path,
                page.edition,
                page.command,
                own and f"{page.path.removesuffix('.html')}/{own}",
                question=question,
                description=html.description_of(body),
                body=Markup(body),
                contents=navigation.contents(body),
                history=" data-as-it-stood" in body,
                pair='id="pair"' in body,
            )

    def charts_alone(self, lang: str, path: str, body: str, question: str) -> Files:
        """A page for each chart of a page, to be shown in a frame of another site."""
        made = {}
        for name, title, shown in html.charts_of(body):
            alone = posixpath.join(posixpath.dirname(path), html.EMBED, f"{name}.html")
            made |= self.page(
                "embed", lang, alone, page=path, question=question, name=name, title=title, shown=Markup(shown)
            )
        return made

    def common(self) -> Files:
        """What is the same in every language and edition: data, styles and scripts."""
        root = self.plan.root
        return {
            data_files.ARCHIVE: data_files.archive(root.data),
            "cite.bib": data_files.bibtex(self.plan.data_version).encode(),
            root.citation.name: root.citation.read_bytes(),
            **{name: (root.template / name).read_bytes() for name in (*STYLES, *SCRIPTS, ICON)},
            STYLES[0]: variables().encode() + (root.template / STYLES[0]).read_bytes(),
        }

    def of_edition(self, lang: str, edition: str) -> Files:
        """The pages of an edition that no notebook makes."""
        study = self.study(edition)
        made = {
            **self.page("numbers", lang, f"{edition}/numbers.html", edition, groups=numbers(study)),
            **self.of_simulator(lang, edition),
        }
        if stairs := staircases(study):
            sources = sources_of(stairs.table)
            drawn = picture(stairs, translate(TITLE), attribution(study, sources).striptags())
            made[self.plan.address(lang, f"{edition}/{PICTURE}")] = self.addressed(drawn)
        if lang == self.plan.languages[0]:
            made[f"{edition}/numbers.json"] = json_text(study.as_json()).encode()
        return made

    def of_simulator(self, lang: str, edition: str) -> Files:
        """The simulator of an edition, with its model."""
        study, path = self.study(edition), f"{edition}/{navigation.SIMULATOR}"
        return {
            **self.page("simulator", lang, path, edition, model=MODEL, **simulator(study)),
            self.plan.address(lang, f"{edition}/{MODEL}"): model_script(study).encode(),
        }

    def of_all(self, lang: str) -> Files:
        """The pages of a language that are of no edition."""
        plan, root = self.plan, self.plan.root
        latest = self.latest(lang)
        shown, files = landing(plan, lang, self.study(plan.editions[0]))
        to_root = relative(plan.address(lang, "index.html"), "")
        dataset = data_files.description(root.data, plan.data_version, plan.editions, to_root)
        feed = render(
            root,
            "feed.xml.j2",
            lang=lang,
            site=translate(plan.manifest.title),
            base=plan.manifest.url(plan.address(lang, "")),
            updated=latest.as_of.isoformat(),
            author=plan.manifest.author,
            contact=plan.manifest.contact,
            entries=entries(latest),
        )
        charts = shown["hero"] + (shown["field"] or {"chart": ""})["chart"]
        return {
            **self.page("index", lang, "index.html", dataset=dataset, **shown),
            **self.charts_alone(lang, "index.html", charts, shown["headline"] or translate(plan.manifest.title)),
            **{plan.address(lang, address): file for address, file in files.items()},
            **self.page("changes", lang, "changes.html", **changes(latest)),
            **self.page("sources", lang, "sources.html", **sources(latest)),
            **self.page("glossary", lang, "glossary.html", groups=glossary(latest.evidence)),
            **self.page("methods", lang, "methods.html", **methods(root, lang, latest.evidence)),
            **self.page(
                "data",
                lang,
                "data.html",
                dataset=dataset,
                archive=data_files.ARCHIVE,
                archive_size=_("{count} kB", count=round(len(data_files.archive(root.data)) / 1000)),
                numbers=[plan.loaded[edition, lang] for edition in plan.editions],
                citation=cite_site(plan.data_version),
                bibtex=data_files.bibtex(plan.data_version),
            ),
            plan.address(lang, "feed.xml"): feed.encode(),
        }

    def of_programmes(self, lang: str) -> Files:
        """The pages of the programmes in a language."""
        edition = self.plan.editions[0]
        field = f"{edition}/{self.plan.field}.html"
        made = (
            self.page("programme", lang, path, field=field, edition_of=edition, **content)
            for path, content in profiles(self.latest(lang))
        )
        return dict(ChainMap(*made))

    def latest(self, lang: str) -> Study:
        """The study of the edition of the latest day."""
        return self.study(max(self.plan.editions, key=lambda name: self.plan.loaded[name, lang].parameters.as_of))
