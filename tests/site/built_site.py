"""The pages of a built site, each read and parsed once for all rules, and the form of a fault in one."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import turbohtml

from analysis.text import DEFAULT, languages


class PageFault(NamedTuple):
    """What is wrong with a file of a site, the line and the element of it where there is one."""

    file: str
    line: int | None
    element: str | None
    message: str

    def __str__(self) -> str:
        line = f", line {self.line}" if self.line else ""
        element = f", {self.element}" if self.element else ""
        return f"{self.file}{line}{element}: {self.message}"


@dataclass(frozen=True)
class Page:
    """One page of a site: its path inside the site, with forward slashes, and its file."""

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
        """The language that the address says: the default stands at the root, each other in a folder."""
        folder, slash, _ = self.address.partition("/")
        return folder if slash and folder in languages() else DEFAULT

    def in_language(self, language: str) -> str:
        """The address of this page in a language."""
        rest = self.address.removeprefix(f"{self.language}/")
        return rest if language == DEFAULT else f"{language}/{rest}"

    def text_of(self, ids: str) -> str:
        """The text of the elements that an attribute such as ``aria-labelledby`` names."""
        return plain(" ".join(self.anchors[name].text for name in ids.split() if name in self.anchors))

    def fault(self, message: str, element: turbohtml.Element | None = None) -> PageFault:
        """Word a fault of this page, at an element or as a whole."""
        if element is None:
            return PageFault(self.address, None, None, message)
        return PageFault(self.address, element.source_line, place(element), message)


def is_first_seen(address: str) -> bool:
    """Whether a page is among those that ``make test`` looks at: in English, of the main edition or of none."""
    return Page(address, Path(address)).language == DEFAULT and not address.startswith("article/")


@dataclass(frozen=True)
class BuiltSite:
    """A folder and its pages by their addresses."""

    folder: Path
    pages: dict[str, Page]

    @cached_property
    def files(self) -> list[str]:
        """Addresses of all files."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())


def read_site(folder: Path) -> BuiltSite:
    """Find the pages of a site."""
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.html"))}
    return BuiltSite(folder, {address: Page(address, path) for address, path in found.items()})


def place(element: turbohtml.Element) -> str:
    """Where an element stands: its id, or its tag inside the nearest element with an id."""
    near = element.closest("[id]")
    if near is None:
        return element.tag
    return f"#{near.attr('id')}" if near == element else f"#{near.attr('id')} {element.tag}"


def plain(text: str) -> str:
    """Text with each run of white space as one space."""
    return " ".join(text.split())


def short(text: str, length: int = 60) -> str:
    """The beginning of a text, for messages."""
    return text if len(text) <= length else f"{text[: length - 1]}…"
