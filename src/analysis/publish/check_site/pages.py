"""The pages of a site, each read and parsed once for all rules, and the form of a fault in a page."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path

import turbohtml

from analysis.errors import CallError, Fault, shown

LANGUAGES = {"en": "English", "fr": "French"}  # the first stands at the root, the others in folders of their own
FIRST = next(iter(LANGUAGES))


class PageFault(Fault):
    """One fault in a page: ``file`` is its address, ``row`` the line of its source, ``column`` the element."""

    def __str__(self) -> str:
        line = f", line {self.row}" if self.row is not None else ""
        element = f", {self.column}" if self.column else ""
        return f"{self.file}{line}{element}: {self.message}"


@dataclass(frozen=True)
class Page:
    """One page of a site.

    Parameters
    ----------
    address : str
        Path inside the site, with forward slashes.
    path : Path
        The file.
    """

    address: str
    path: Path

    @cached_property
    def source(self) -> str:
        """The page as it was written; bytes that are no UTF-8 become U+FFFD."""
        return self.path.read_text(encoding="utf-8", errors="replace")

    @cached_property
    def document(self) -> turbohtml.Document:
        """The tree of the page."""
        return turbohtml.parse(self.source)

    @cached_property
    def anchors(self) -> dict[str, turbohtml.Element]:
        """The elements that a fragment or an attribute can point to, by their ids."""
        return {element.attr("id"): element for element in self.document.select("[id]")}

    @property
    def language(self) -> str:
        """The language that the address says."""
        folder, slash, _ = self.address.partition("/")
        return folder if slash and folder in LANGUAGES else FIRST

    def in_language(self, language: str) -> str:
        """The address of this page in a language."""
        rest = self.address.removeprefix(f"{self.language}/")
        return rest if language == FIRST else f"{language}/{rest}"

    def text_of(self, ids: str) -> str:
        """The text of the elements that an attribute such as ``aria-labelledby`` names."""
        return plain(" ".join(self.anchors[name].text for name in ids.split() if name in self.anchors))

    def fault(self, message: str, element: turbohtml.Element | None = None) -> PageFault:
        """Word a fault of this page, at an element or as a whole."""
        if element is None:
            return PageFault(self.address, None, None, message)
        return PageFault(self.address, element.source_line, place(element), message)


@dataclass(frozen=True)
class Site:
    """The pages of a folder.

    Parameters
    ----------
    folder : Path
        The site.
    pages : dict of str to Page
        Every page by its address.
    chosen : list of Page
        The pages to check.
    """

    folder: Path
    pages: dict[str, Page]
    chosen: list[Page]

    @cached_property
    def files(self) -> list[str]:
        """Addresses of all files."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())


def read_site(folder: Path, only: str = "") -> Site:
    """Find the pages of a site.

    Parameters
    ----------
    folder : Path
        The site.
    only : str, optional
        Pattern of addresses such as ``fr/*``; all pages when left out.

    Raises
    ------
    CallError
        If the folder has no page, or none that fits the pattern.
    """
    try:
        site = folder.resolve()
        found = sorted(path for path in site.rglob("*.html") if path.is_file())
    except (OSError, RuntimeError, ValueError) as error:  # too long a name, links in a circle
        raise CallError(f"{shown(folder)}: cannot be read ({getattr(error, 'strerror', None) or error})") from None
    pages = {path.relative_to(site).as_posix(): path for path in found}
    pages = {address: Page(address, path) for address, path in pages.items()}
    if not pages:
        raise CallError(f"{shown(folder)}: holds no page (allowed: a built site; 'make report' builds reports/site)")
    chosen = [page for page in pages.values() if not only or fnmatch(page.address, only)]
    if not chosen:
        fitting = f"allowed: a pattern such as {min(pages)} or fr/*"
        raise CallError(f"--only {shown(only)}: fits no page of {shown(folder)} ({fitting})")
    return Site(site, pages, chosen)


def place(element: turbohtml.Element) -> str:
    """Where an element stands: its id, or its tag inside the nearest element with an id.

    Examples
    --------
    >>> from turbohtml import parse
    >>> place(parse('<figure id="ladder"><svg></svg></figure>').select_one("svg"))
    '#ladder svg'
    """
    near = element.closest("[id]")
    if near is None:
        return element.tag
    return f"#{near.attr('id')}" if near == element else f"#{near.attr('id')} {element.tag}"


def plain(text: str) -> str:
    """Text with each run of white space as one space.

    Examples
    --------
    >>> plain("  USD\N{NO-BREAK SPACE}500 bn ")
    'USD 500 bn'
    """
    return " ".join(text.split())


def short(text: str, length: int = 60) -> str:
    """The beginning of a text, for messages.

    Examples
    --------
    >>> short("How far apart are they, really?", 12)
    'How far apa…'
    """
    return text if len(text) <= length else f"{text[: length - 1]}…"
