"""Rule: a page with all it loads is light."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

from analysis.publish.check_site.pages import Page, PageFault, Site
from analysis.publish.check_site.references import references_of

LIMIT = 300_000  # bytes over the wire


def faults(site: Site, page: Page) -> Iterator[PageFault]:
    """Find a page that is too heavy."""
    loaded = {one.address for one in references_of(page) if one.loads and not one.scheme}
    paths = [path for address in loaded | {page.address} if (path := site.folder / address).is_file()]
    total = sum(len(gzip.compress(path.read_bytes())) for path in paths)
    if total >= LIMIT:
        yield page.fault(
            f"weighs {total / 1000:.0f} kB gzipped with the {len(paths) - 1} files it loads "
            f"(allowed: under {LIMIT / 1000:.0f} kB)"
        )
