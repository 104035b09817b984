"""Rule: every figure is complete, so that it can be read, checked, cited and taken along."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import turbohtml

from analysis.publish.check_site.downloads import fault_of_file
from analysis.publish.check_site.pages import Page, PageFault, Site, plain, short
from analysis.publish.check_site.references import reference

SHORTEST_DESCRIPTION = 40  # characters
DOWNLOADS = (".csv", ".svg")
PARTS = {  # each holds text
    "figcaption > :is(h2, h3).title": "title (allowed: h3.title in figcaption)",
    "p.subtitle": "subtitle (allowed: p.subtitle)",
    "details table td": "data table (allowed: a table in details)",
    ".cite": "citation (allowed: .cite with text)",
}


def faults(site: Site, page: Page) -> Iterator[PageFault]:
    """Find figures that lack a part, and a page with figures that lacks the picture that stands for it."""
    yield from faults_of_picture(site, page)
    for figure in page.document.select("figure"):
        if not (figure.has_class("figure") and figure.attr("id")):
            yield page.fault('is no figure that can be cited (allowed: <figure class="figure" id="...">)', figure)
            continue
        for selector, what in PARTS.items():
            if not any(plain(part.text) for part in figure.select(selector)):
                yield page.fault(f"has no {what}", figure)
        yield from faults_of_charts(page, figure)
        yield from faults_of_downloads(site, page, figure)
        yield from faults_of_origin(page, figure)


def faults_of_picture(site: Site, page: Page) -> Iterator[PageFault]:
    """Find a picture to share that is missing or no PNG."""
    picture = page.document.select_one('meta[property="og:image"][content]')
    if picture is None:
        if figure := page.document.select_one("figure"):
            yield page.fault('has no picture to share (allowed: meta[property="og:image"], from lead=True)', figure)
        return
    path = site.folder / reference(page, picture, picture.attr("content")).address
    if wrong := fault_of_file(path) if path.suffix == ".png" else "is no PNG":
        yield page.fault(f"is shared as {picture.attr('content')}, which {wrong}", picture)


def faults_of_charts(page: Page, figure: turbohtml.Element) -> Iterator[PageFault]:
    """Find a chart without the name and the description that a screen reader reads."""
    charts = figure.select("svg[role=img]")
    if not charts:
        yield page.fault("has no chart (allowed: svg[role=img])", figure)
    for chart in charts:
        named = (chart.attr("aria-labelledby") or "").split()
        for tag, shortest in (("title", 1), ("desc", SHORTEST_DESCRIPTION)):
            texts = [plain(part.text) for part in chart.select(f":scope > {tag}[id]") if part.attr("id") in named]
            if max(map(len, texts), default=0) < shortest:
                said = f'; it says "{short(texts[0])}"' if texts else ""
                yield page.fault(
                    f"its aria-labelledby names no {tag} of {shortest} or more characters in it{said}", chart
                )


def faults_of_downloads(site: Site, page: Page, figure: turbohtml.Element) -> Iterator[PageFault]:
    """Find an ending that no download has, and files that are not what they say."""
    links = [reference(page, link, link.attr("href")) for link in figure.select("a[download][href]")]
    for ending in DOWNLOADS:
        offered = [link for link in links if link.address.endswith(ending) and not link.scheme]
        if not offered:
            yield page.fault(f"offers no {ending} (allowed: a[download] to a file of the site)", figure)
        for link in offered:
            path = site.folder / link.address
            if path.is_file() and (wrong := fault_of_file(path)):
                yield page.fault(f"offers {link.address}, which {wrong}", link.element)


def faults_of_origin(page: Page, figure: turbohtml.Element) -> Iterator[PageFault]:
    """Find a figure without documents, date or an address of its own."""
    if "data-own-data" not in figure.attrs and not figure.select(".sources li"):
        yield page.fault("names no document (allowed: .sources with an li each, or data-own-data)", figure)
    if not any(is_date(time.attr("datetime")) for time in figure.select("time[datetime]")):
        yield page.fault("has no date (allowed: time[datetime] such as 2026-11-22)", figure)
    anchor = f"#{figure.attr('id')}"
    if not any(link.attr("href") == anchor for link in figure.select("a.anchor")):
        yield page.fault(f'has no link to itself (allowed: a.anchor[href="{anchor}"])', figure)


def is_date(text: str) -> bool:
    """Whether a text is a day, or a day with its time.

    Examples
    --------
    >>> is_date("2026-11-22"), is_date("22 November")
    (True, False)
    """
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
