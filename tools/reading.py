"""What a screen reader finds on a page: landmarks, headings and images, as the accessibility tree gives them.

``python tools/reading.py SITE`` writes the committed reading of every page of a built site anew.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).parents[1] / "tests" / "readings"
LANDMARKS = ("banner", "navigation", "main", "contentinfo", "complementary", "form", "search", "region")
SAMPLE = ("eu-gigafactories", "japan", "stargate", "us-hyperscalers")
"""Of the pages of programmes, which are alike, those that are looked at."""

SHOWN = (*LANDMARKS, "heading", "image", "figure", "math")


def tree_of(page: Page) -> list[dict]:
    """The nodes of the accessibility tree of a page, in the order in which they are read."""
    session = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()
    root = next(node for node in nodes.values() if "parentId" not in node)

    def below(node: dict, depth: int) -> Iterator[dict]:
        role = node.get("role", {}).get("value", "")
        if not node.get("ignored") and role in SHOWN:
            yield node | {"depth": depth}
            depth += 1
        for child in node.get("childIds", []):
            if child in nodes:
                yield from below(nodes[child], depth)

    return list(below(root, 0))


def reading_of(page: Page) -> str:
    """A page in words: one line a landmark, heading or image, those inside another set in."""
    lines = [page.title()]
    for node in tree_of(page):
        role, name = node["role"]["value"], node.get("name", {}).get("value", "")
        level = next((one["value"]["value"] for one in node.get("properties", []) if one["name"] == "level"), "")
        said = " ".join(f"{role} {level}".split()) + (f": {name}" if name else "")
        if role == "math":
            continue
        at = "  " * (node["depth"] + 1)
        lines += textwrap.wrap(said, 118, initial_indent=at, subsequent_indent=at + "    ", break_on_hyphens=False)
    return (
        "\n".join(line.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ") for line in lines)
        + "\n"
    )


def pages_of(site: Path) -> list[str]:
    """Addresses of the pages of a built site, but of charts alone."""
    found = (path.relative_to(site) for path in site.rglob("*.html"))
    return sorted(path.as_posix() for path in found if path.parent.name != "embed")


def is_looked_at(address: str) -> bool:
    """Whether a browser looks at a page: at every one, but of the pages of programmes at a sample."""
    return Path(address).parent.name != "programmes" or Path(address).stem in SAMPLE


def file_of(address: str) -> Path:
    """Where the reading of a page is kept."""
    return FOLDER / Path(address).with_suffix(".txt")


if __name__ == "__main__":
    from chromium import chromium

    built = Path(sys.argv[1]).resolve()
    with chromium() as browser:
        opened = browser.new_page()
        for address in filter(is_looked_at, pages_of(built)):
            opened.goto((built / address).as_uri())
            file_of(address).parent.mkdir(parents=True, exist_ok=True)
            file_of(address).write_text(reading_of(opened), encoding="utf-8")
