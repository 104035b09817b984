"""Rule: the alternative text of an image says what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import turbohtml

from analysis.publish.check_site.pages import Page, PageFault, Site, plain

DECORATION = '[aria-hidden="true"], [role="presentation"], [role="none"]'
NOUNS = "image|picture|photo|figure|chart|graph|graphic|plot|diagram|illustration|map|icon|logo"
NOMS = "photographie|graphique|diagramme|schéma|dessin|carte|icône"
FILLERS = re.compile(
    rf"(?:(?:an?|the|une?|le|la) |l['’])?(?:{NOUNS}|{NOMS})(?: \d+)?"
    r"|(?:no|aucune|sans|pas de) (?:description|alt|text).*"
    r"|description|alt(?:ernative)? text|texte alternatif|untitled|sans titre|placeholder|todo|tbd|n/a"
    r"|\S+\.(?:png|svg|jpe?g|gif|webp)"
)


class Alternative(NamedTuple):
    """A text that stands for an image.

    Attributes
    ----------
    element : turbohtml.Element
        The image, or the element that holds the text.
    kind : str
        ``alt``, ``aria-label``, ``title`` or ``desc``.
    text : str
        The text.
    """

    element: turbohtml.Element
    kind: str
    text: str


def faults(site: Site, page: Page) -> Iterator[PageFault]:
    """Find alternative texts that say nothing."""
    for one in alternatives_of(page):
        words = comparable(one.text)
        if not words:
            yield page.fault(f"its {one.kind} is empty (allowed: what the image shows)", one.element)
        elif FILLERS.fullmatch(words):
            yield page.fault(f'its {one.kind} "{one.text}" says nothing (allowed: what the image shows)', one.element)
        elif one.kind != "title" and words in titles_near(page, one.element):
            yield page.fault(f"its {one.kind} repeats a title (allowed: what the image shows)", one.element)


def alternatives_of(page: Page) -> Iterator[Alternative]:
    """The texts that stand for images on a page; pure decoration has none."""
    for element in page.document.select('img, area, input[type="image"], [role="img"]'):
        if element.closest(DECORATION) is not None:
            continue
        for name in ("alt", "aria-label"):
            if element.attr(name) is not None:
                yield Alternative(element, name, plain(element.attr(name)))
        for child in element.select(":scope > title, :scope > desc"):
            yield Alternative(child, child.tag, plain(child.text))


def titles_near(page: Page, element: turbohtml.Element) -> set[str]:
    """The titles a reader has already met beside an image: of the page, of its figure, of the image itself."""
    figure = element.closest("figure")
    titles = [*page.document.select("head > title, h1"), *(figure.select(".title") if figure is not None else [])]
    titles += element.parent.select(":scope > title")
    return {comparable(title.text) for title in titles}


def comparable(text: str) -> str:
    """A text without case, spare space and the full stop at its end."""
    return plain(text).rstrip(".").casefold()
