"""Rule: a page is valid HTML with a sound outline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import turbohtml
from tinyhtml5.parser import HTMLParser  # its errors are not part of what tinyhtml5 promises: a test holds them
from turbohtml import conformance

from analysis.publish.check_site.pages import Page, PageFault, Site, plain

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
SECTIONING = "article, aside, main, nav, section"  # inside these, header and footer are no landmarks
METAS = {
    'meta[name="viewport"][content*="width=device-width"]': "viewport that follows the width of the device",
    'meta[http-equiv="Content-Security-Policy" i][content*="default-src"]': "Content-Security-Policy with default-src",
}


def faults(site: Site, page: Page) -> Iterator[PageFault]:
    """Find what is wrong with the markup of a page."""
    yield from parse_errors(page)
    for found in conformance.check(page.document).errors:
        yield PageFault(
            page.address, found.line or None, None, f"{found.message} (allowed: conforming HTML; {found.code})"
        )
    yield from faults_of_outline(page)
    yield from faults_of_landmarks(page)
    for selector, what in METAS.items():
        if page.document.select_one(selector) is None:
            yield page.fault(f"has no meta element for the {what}")


def parse_errors(page: Page) -> Iterator[PageFault]:
    """Find what the HTML standard calls a parse error."""
    parser = HTMLParser()
    parser.parse(page.source)
    for (line, _), code, details in parser.errors:
        about = f" ({', '.join(map(str, details.values()))})" if details else ""
        message = f"is no valid HTML: {code.replace('-', ' ')}{about} (allowed: what parses without error)"
        yield PageFault(page.address, line, None, message)


def faults_of_outline(page: Page) -> Iterator[PageFault]:
    """Find headings out of order, and more or fewer than one ``h1`` and one ``main``."""
    for tag in ("h1", "main"):
        count = len(page.document.select(tag))
        if count != 1:
            yield page.fault(f"has {count} {tag} elements (allowed: one)")
    level = 0
    for heading in page.document.iter_elements(HEADINGS):
        here = HEADINGS.index(heading.tag) + 1
        if here > level + 1:
            after = f"h{level}" if level else "the beginning"
            yield page.fault(f'"{plain(heading.text)}" skips a level after {after} (allowed: h{level + 1})', heading)
        level = here


def faults_of_landmarks(page: Page) -> Iterator[PageFault]:
    """Find landmarks of one kind that a reader cannot tell apart."""
    for tag in ("header", "nav", "footer"):
        found = [one for one in page.document.select(tag) if tag == "nav" or one.parent.closest(SECTIONING) is None]
        names = Counter(name_of(page, one) for one in found)
        for one in found:
            name = name_of(page, one)
            if len(found) > 1 and not name:
                yield page.fault(f"is one of {len(found)} {tag} landmarks and has no name (allowed: aria-label)", one)
            elif names[name] > 1:
                yield page.fault(f'"{name}" names {names[name]} {tag} landmarks (allowed: a name for each)', one)


def name_of(page: Page, landmark: turbohtml.Element) -> str:
    """The name by which a screen reader lists a landmark."""
    return page.text_of(landmark.attr("aria-labelledby") or "") or plain(landmark.attr("aria-label") or "")
