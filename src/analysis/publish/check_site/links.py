"""Rule: every link and anchor leads somewhere, and none leads out of the site's folder by a path."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.errors import nearest
from analysis.publish.check_site.pages import Page, PageFault, Site
from analysis.publish.check_site.references import Reference, references_of

OUTSIDE = {"http", "https", "mailto"}
NAMING = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "for", "headers", "list")


def faults(site: Site, page: Page) -> Iterator[PageFault]:
    """Find the references of a page that lead nowhere."""
    for one in references_of(page):
        if wrong := fault_of(site, one):
            yield page.fault(f'"{one.text}" {wrong}', one.element)
    for name in NAMING:
        for element in page.document.select(f"[{name}]"):
            for missing in sorted(set(element.attr(name).split()) - page.anchors.keys()):
                hint = f'nearest: "{nearest(missing, page.anchors)}"; ' if page.anchors else ""
                yield page.fault(f'{name}="{missing}" names no element ({hint}allowed: an id of the page)', element)


def fault_of(site: Site, one: Reference) -> str:
    """What is wrong with a reference, empty when it holds."""
    if one.loads and one.scheme not in ("", "data"):
        return "is loaded from elsewhere (allowed: a file of the site)"
    if one.scheme:
        known = one.loads or one.scheme in OUTSIDE
        return "" if known else "is no link to follow (allowed: a relative path, http, https or mailto)"
    if one.address.startswith(("..", "/")):
        return "leaves the folder of the site (allowed: a relative path to a file in it)"
    if not (site.folder / one.address).is_file():
        return f'leads to {one.address}, which is no file of the site (nearest: "{nearest(one.address, site.files)}")'
    target = site.pages.get(one.address)
    if target and one.fragment and one.fragment != "top" and one.fragment not in target.anchors:
        hint = f' (nearest: "#{nearest(one.fragment, target.anchors)}")' if target.anchors else ""
        return f"leads to #{one.fragment}, which {one.address} does not have{hint}"
    return ""
