"""Rule: the policy of a page lets nothing run or load that is no file of the site, and stands before all it governs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.publish.check_site.pages import Page, PageFault, Site

POLICY = 'meta[http-equiv="Content-Security-Policy" i]'
SOURCE = re.compile(r"'none'|'self'|file:|'sha(256|384|512)-[\w+/=-]+'")
SOURCES = "'none', 'self', file: or the hash of a text"
FETCHED = ("script-src", "style-src", "object-src", "connect-src")
OTHERS = ("base-uri", "form-action")  # these do not follow default-src
GOVERNED = ("script", "style", "link", "base")


def faults(site: Site, page: Page) -> Iterator[PageFault]:
    """Find what the policy of a page leaves open, and what in the page goes against it."""
    policy = page.document.select_one(POLICY)
    if policy is None:
        return  # that is a fault of its own
    directives = read_policy(policy.attr("content") or "")
    for name in (*FETCHED, *OTHERS):
        sources = directives.get(name, directives.get("default-src") if name in FETCHED else None)
        if sources is None:
            yield page.fault(f"its policy says nothing of {name} (allowed: {SOURCES})", policy)
        for source in sources or ():
            if not SOURCE.fullmatch(source):
                yield page.fault(f"its policy has {name} {source} (allowed: {SOURCES})", policy)
    for element in page.document.iter_elements():
        if element == policy:
            break
        if element.tag in GOVERNED:
            yield page.fault("stands before the policy, which does not govern it (allowed: below it)", element)
    for element in page.document.select("[style], style"):
        yield page.fault("has a style of its own, which the policy stops (allowed: a class, or an attribute)", element)


def read_policy(text: str) -> dict[str, list[str]]:
    """The directives of a policy with their sources.

    Examples
    --------
    >>> read_policy("default-src 'none'; img-src 'self' file:")
    {'default-src': ["'none'"], 'img-src': ["'self'", 'file:']}
    """
    parts = (part.split() for part in text.split(";") if part.strip())
    return {name.lower(): sources for name, *sources in parts}
