"""The ways through the site: the menu, what stands behind the answers, the editions, the page before and after."""

import html
import posixpath
import re
from typing import NamedTuple

from analysis.publish.notebooks import question_of
from analysis.publish.planning import Plan
from analysis.text import N_, translate as _
from analysis.text.numbers import date

NAME = N_("AI build-out, compared")
"""What the site is called, in the header of each page."""

SIMULATOR = "simulator.html"
"""The page of an edition on which a reader changes what it rests on."""


class Way(NamedTuple):
    """A link of the menu.

    Attributes
    ----------
    path : str
        Where it leads, inside the part of the site in a language.
    text : str
    here : str
        ``page`` where it leads to the page itself, ``true`` to what the page is part of, else empty.
    """

    path: str
    text: str
    here: str


def menu(plan: Plan, questions: dict[str, str], path: str, edition: str) -> list[Way]:
    """The menu of a page: at most five ways, of which one is marked as where the reader is.

    Parameters
    ----------
    plan : Plan
    questions : dict of str to str
        The pages of the notebooks of the edition, as :func:`questions_of` has them.
    path, edition : str
        The page, inside the part of the site in its language, and the edition that its menu leads to.
    """
    answer, field = next(iter(questions)), f"{edition}/{plan.field}.html"
    simulator = f"{edition}/{SIMULATOR}"
    parts = {
        answer: (_("The answer"), {answer}),
        "index.html#questions": (_("Questions"), questions.keys() - {answer, field}),
        field: (_("All programmes"), {field} | ({path} if path.startswith("programmes/") else set())),
        simulator: (_("Simulator"), {simulator}),
        "data.html": (_("Data and methods"), behind(edition).keys()),
    }
    ways = ((to, text, pages) for to, (text, pages) in parts.items() if plan.field or to != field)
    return [Way(to, text, "page" if to == path else "true" if path in pages else "") for to, text, pages in ways]


def questions_of(plan: Plan, edition: str) -> dict[str, str]:
    """The pages of the notebooks of an edition, by path, with their questions."""
    return {f"{edition}/{name}.html": question_of(plan.root, name) for name in plan.notebooks}


def behind(edition: str) -> dict[str, str]:
    """The pages that stand behind the answers, by path, with their names."""
    return {
        f"{edition}/numbers.html": _("How each number is made"),
        "sources.html": _("Sources"),
        "changes.html": _("What changed"),
        "glossary.html": _("Glossary"),
        "methods.html": _("Methods"),
        "data.html": _("Data and citation"),
    }


def in_editions(plan: Plan, lang: str, file: str) -> dict[str, str]:
    """The same page in every edition, by path, with the day that it stands for, and its name where days are alike."""
    days = {edition: plan.loaded[edition, lang].parameters.as_of for edition in plan.editions}
    said = {}
    for place, (edition, day) in enumerate(days.items()):
        text = _("As known on {day}", day=date(day)) if place else _("Updated {day}", day=date(day))
        alone = list(days.values()).count(day) == 1
        said[f"{edition}/{file}"] = text if alone else _("{edition}, as of {day}", edition=edition, day=date(day))
    return said


def onward(pages: dict[str, str], path: str) -> list[tuple[str, str, str]]:
    """The pages before and after a page: what it is, path and name.

    Examples
    --------
    >>> onward({"a": "A?", "b": "B?"}, "b")
    [('Previous', 'a', 'A?')]
    """
    paths = list(pages)
    place = paths.index(path) if path in pages else len(paths)
    before = [(_("Previous"), one, pages[one]) for one in paths[max(place - 1, 0) : place] if path in pages]
    after = [(_("Next"), one, pages[one]) for one in paths[place + 1 : place + 2]]
    return before + after


def contents(body: str) -> dict[str, str]:
    """The headings of a page by their anchors, as plain text; empty for a page of less than three.

    Examples
    --------
    >>> contents('<h2 id="a">A &amp; B</h2><h2 id="b">B</h2><h2 id="c">C</h2>')["a"]
    'A & B'
    """
    found = re.findall(r'<h2 id="([^"]+)">(.*?)</h2>', body, re.DOTALL)
    plain = {anchor: html.unescape(re.sub(r"<[^>]+>", "", text)) for anchor, text in found}
    return plain if len(plain) > 2 else {}


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
