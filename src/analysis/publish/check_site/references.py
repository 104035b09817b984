"""What the elements of a page refer to: the files it loads and the places it links."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import turbohtml

from analysis.publish.check_site.pages import Page

LINKS = ("href", "xlink:href", "action", "formaction", "cite")
LOADS = ("src", "poster", "data", "srcset")
LOADING_ELEMENTS = ("use", "image", "feimage")
LOADING_RELATIONS = {"stylesheet", "icon", "manifest", "preload", "modulepreload"}


@dataclass(frozen=True)
class Reference:
    """One address in a page.

    Parameters
    ----------
    element : turbohtml.Element
        The element that names it.
    text : str
        The address as written.
    loads : bool
        Whether the browser fetches it with the page, rather than when a reader follows it.
    scheme : str
        Such as ``https``; empty for an address inside the site.
    address : str
        Path inside the site; it begins with ``..`` or ``/`` where it leads out of it.
    fragment : str
        Anchor in the target.
    """

    element: turbohtml.Element
    text: str
    loads: bool
    scheme: str
    address: str
    fragment: str


def references_of(page: Page) -> Iterator[Reference]:
    """Every address in the attributes of a page."""
    for element in page.document.iter_elements():
        for name in (*LINKS, *LOADS):
            text = element.attr(name)
            if text is None or (name == "data" and element.tag != "object"):
                continue
            loads = name in LOADS or loads_its_link(element)
            for one in candidates(text) if name == "srcset" else [text]:
                yield reference(page, element, one, loads)


def loads_its_link(element: turbohtml.Element) -> bool:
    """Whether the ``href`` of an element is fetched with the page."""
    relations = (element.attr("rel") or "").lower().split()
    return element.tag.lower() in LOADING_ELEMENTS or (
        element.tag == "link" and not LOADING_RELATIONS.isdisjoint(relations)
    )


def candidates(srcset: str) -> list[str]:
    """The addresses in a ``srcset``.

    Examples
    --------
    >>> candidates("small.png 1x, large.png 2x")
    ['small.png', 'large.png']
    """
    return [part.split()[0] for part in srcset.split(",") if part.strip()]


def reference(page: Page, element: turbohtml.Element, text: str, loads: bool = False) -> Reference:
    """Resolve an address against its page."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return Reference(element, text, loads, "malformed", "", "")
    scheme = parts.scheme or ("//" if parts.netloc else "")
    path = unquote(parts.path)
    address = posixpath.normpath(posixpath.join(posixpath.dirname(page.address), path)) if path else page.address
    return Reference(element, text, loads, scheme, address, unquote(parts.fragment))
