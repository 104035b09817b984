"""Whether what a run left is a page, and what the page weighs."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path

from timing import RunError

FIGURE = '<figure class="figure"'
LOADED = re.compile(
    r"""<(?:script|img|iframe)[^>]*?\ssrc=["'](?:https?:)?//|<link[^>]*?rel=["']stylesheet["'][^>]*?href=["']https?://|import[^;<]{0,40}["']https?://"""
)


@dataclass(frozen=True)
class Weight:
    """What pages weigh, a page on average.

    Attributes
    ----------
    page : float
        The HTML file [kB].
    shared : float
        Styles and scripts that all pages of a site load, once: the whole of them [kB].
    beside : float
        Files of the page's own: figures, data, source [kB].
    hosts : float
        What it loads from other hosts.
    """

    page: float
    shared: float
    beside: float
    hosts: float


def figures(text: str) -> int:
    """How many figures a page has."""
    return text.count(FIGURE)


def plain(text: str) -> str:
    """Text without markup, kinds of spaces and apostrophes."""
    words = html.unescape(re.sub(r"<[^>]+>", "", text)).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return " ".join(words.split())


def checked(file: Path, question: str, expected: int) -> int:
    """Refuse what is no page.

    Parameters
    ----------
    file : Path
        The page.
    question : str
        What has to stand in one of its H1.
    expected : int
        How many figures it has; 0 where that is not known yet, and one is enough.

    Returns
    -------
    int
        Its figures.

    Raises
    ------
    RunError
        If it is not there, has not the question as a heading, or not the figures.
    """
    if not file.exists():
        raise RunError(f"{file.name} was not written")
    text = file.read_text(encoding="utf-8")
    headings = [plain(heading) for heading in re.findall(r"<h1.*?</h1>", text, re.DOTALL)]
    if not any(plain(question) in heading for heading in headings):
        raise RunError(f"{file.name} has no heading {question!r}")
    found = figures(text)
    if not found or (expected and found != expected):
        raise RunError(f"{file.name} has {found} figures in place of {expected or 'one or more'}")
    return found


def size(files: list[Path]) -> float:
    """Size of files together [kB]."""
    return sum(file.stat().st_size for file in files if file.is_file()) / 1000


def weight(pages: list[Path], shared: list[Path], beside: list[Path]) -> Weight:
    """What pages weigh on average, with the files they share and those of their own."""
    loaded = sum(len(LOADED.findall(page.read_text(encoding="utf-8"))) for page in pages)
    count = len(pages)
    return Weight(size(pages) / count, size(shared), size(beside) / count, loaded / count)
