"""Rule: what a page does is in script files; nothing is run from its markup."""

from __future__ import annotations

import json
from collections.abc import Iterator

from analysis.publish.check_site.pages import Page, PageFault, Site

STRUCTURED = "application/ld+json"
FOREIGN = "iframe, frame, object, embed, base, meta[http-equiv=refresh i]"


def faults(site: Site, page: Page) -> Iterator[PageFault]:
    """Find inline scripts, event handlers, and elements that act without a script."""
    for script in page.document.select("script:not([src])"):
        if script.attr("type") != STRUCTURED:
            yield page.fault(f'is an inline script (allowed: a file by src, or type="{STRUCTURED}")', script)
        elif not is_json(script.text):
            yield page.fault("is no JSON (allowed: JSON-LD)", script)
    for element in page.document.select(FOREIGN):
        yield page.fault("brings in or leads to another page (allowed: links that a reader follows)", element)
    for element in page.document.iter_elements():
        for name in element.attrs:
            if name.startswith("on"):
                yield page.fault(f"has the event handler {name} (allowed: a listener in a script file)", element)


def is_json(text: str) -> bool:
    """Whether a text is JSON."""
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
