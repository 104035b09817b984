"""What every page carries around its content: the way to the others, its language, where it came from."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Any

from analysis.edition import LoadedEdition
from analysis.publish.data_files import data_version
from analysis.publish.notebooks import question_of
from analysis.publish.planning import Plan
from analysis.publish.text import edition_and_day
from analysis.publish.versions import commit_of
from analysis.text import languages, translate
from analysis.text import translate as _
from analysis.wording import date


@dataclass(frozen=True)
class PageContext:
    """What pages of one build have in common.

    Attributes
    ----------
    plan : Plan
        What is built.
    commit, data_version : str
        What it is built from.
    """

    plan: Plan
    commit: str
    data_version: str

    @classmethod
    def of(cls, plan: Plan) -> PageContext:
        """The context of a build."""
        return cls(plan, commit_of(plan.root.root), data_version(plan.root.data))

    def around(self, lang: str, path: str, loaded: LoadedEdition | None = None, command: str = "") -> dict[str, Any]:
        """Values for the part of the template that every page shares, texts in the language spoken.

        Parameters
        ----------
        lang, path : str
            The page's language, and its path inside the part of the site in that language.
        loaded : LoadedEdition, optional
            The edition that the page is of; None for pages that are of none.
        command : str
            The command that makes this page anew; that of the whole site when left out.
        """
        address = self.plan.address(lang, path)
        edition = loaded.name if loaded else self.plan.editions[0]
        return {
            "lang": lang,
            "site": translate(self.plan.manifest.title),
            "root": relative(address, ""),
            "home": relative(address, self.plan.address(lang, "index.html")),
            "path": path,
            "url": self.plan.manifest.url(address),
            "translations": [
                {
                    "lang": other,
                    "name": languages()[other],
                    "address": relative(address, self.plan.address(other, path)),
                }
                for other in self.plan.languages
            ],
            "questions": [
                self.link(lang, path, f"{edition}/{name}.html", question_of(self.plan.root, name))
                for name in self.plan.notebooks
            ],
            "tools": [self.link(lang, path, found, text) for found, text in tools(edition).items()],
            "editions": self.editions(lang, path, loaded),
            "loaded": loaded,
            "edition_and_day": edition_and_day(loaded.parameters) if loaded else "",
            "commit": self.commit,
            "data_version": self.data_version,
            "command": command or "make report",
        }

    def link(self, lang: str, path: str, to: str, text: str) -> dict[str, Any]:
        """A link from one page of a language to another."""
        return {"text": text, "address": relative(path, to), "current": path == to}

    def editions(self, lang: str, path: str, loaded: LoadedEdition | None) -> list[dict[str, Any]]:
        """Links to the same page in every edition; none for a page that is of no edition."""
        if loaded is None:
            return []
        rest = path.partition("/")[2]
        return [
            {
                "text": _("{edition}, as of {day}", edition=edition, day=date(other.parameters.as_of)),
                "address": relative(path, f"{edition}/{rest}"),
                "current": edition == loaded.name,
            }
            for edition in self.plan.editions
            for other in [self.plan.loaded(edition, lang)]
        ]


def tools(edition: str) -> dict[str, str]:
    """The pages beside the questions, by path, with their names."""
    return {
        f"{edition}/what-if.html": _("What if?"),
        f"{edition}/numbers.html": _("How each number is made"),
        "changes.html": _("What changed"),
        "sources.html": _("Sources"),
        "glossary.html": _("Glossary"),
        "methods.html": _("Methods"),
        "data.html": _("Data and citation"),
    }


def relative(page: str, target: str) -> str:
    """The way from one page of the site to another, or to its root.

    Examples
    --------
    >>> relative("fr/latest/00-answer.html", "latest/00-answer.html"), relative("latest/00-answer.html", "")
    ('../../latest/00-answer.html', '../')
    """
    folder = posixpath.dirname(page) or "."
    if not target:
        return "" if folder == "." else posixpath.relpath(".", folder) + "/"
    return posixpath.relpath(target, folder)
