"""A drawing in as few bytes as show the same."""

import itertools
import re
from xml.etree import ElementTree

SVG = "http://www.w3.org/2000/svg"

PLACES = {"x", "y", "transform", "points"}
"""Attributes that hold places, of which a tenth of a pixel is seen by nobody; a path holds them too."""

SHARED = (
    "fill",
    "font-size",
    "font-weight",
    "stroke",
    "stroke-dasharray",
    "stroke-linejoin",
    "stroke-width",
    "text-anchor",
)
"""Attributes that neighbours often have alike, and take from the group that they stand in."""


def slim(element: ElementTree.Element) -> None:
    """Take out what draws nothing and say once what neighbours share.

    Groups that say nothing, paths without paint, white space and needless digits go.

    Examples
    --------
    >>> drawing = ElementTree.fromstring('<g> <g><path d="M 0.123456 2" stroke="red"/> </g><path fill="none"/></g>')
    >>> slim(drawing)
    >>> ElementTree.tostring(drawing, encoding="unicode")
    '<g><path d="m.1 2" stroke="red" /></g>'
    """
    for name in PLACES & element.attrib.keys():
        places = re.sub(r"\d+\.\d{2,}", lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), element.get(name))
        element.set(name, " ".join(places.split()))
    if "d" in element.attrib:
        element.set("d", steps(element.get("d")))
    if re.match(r"rotate\(-?0 ", element.get("transform", "")):
        del element.attrib["transform"]
    if element.get("text-anchor") == "start":
        del element.attrib["text-anchor"]
    in_defs, children = element.tag.endswith("defs"), []
    for child in list(element):
        slim(child)
        is_bare = child.tag.endswith("g") and not child.attrib and not in_defs
        is_unseen = child.tag.endswith("path") and child.get("fill") == "none" and "stroke" not in child.attrib
        children += list(child) if is_bare else [] if is_unseen else [child]
    if len(element) or not (element.text or "").strip():
        element.text = None
    element[:] = children if in_defs else grouped(children)
    for child in element:
        child.tail = None


def look(element: ElementTree.Element) -> dict[str, str]:
    """How an element is drawn, as far as a group could say it."""
    return {name: element.get(name) for name in SHARED if name in element.attrib}


def grouped(elements: list[ElementTree.Element]) -> list[ElementTree.Element]:
    """Neighbours of one look in a group that has it; others as they are."""
    parts: list[ElementTree.Element] = []
    for shared, run in itertools.groupby(elements, look):
        alike = list(run)
        if len(alike) < 2 or not shared:
            parts += alike
            continue
        for one in alike:
            one.attrib = {name: value for name, value in one.attrib.items() if name not in shared}
        group = ElementTree.Element(f"{{{SVG}}}g", shared)
        group[:] = alike
        parts.append(group)
    return parts


def steps(path: str) -> str:
    """A path as steps from place to place, to a tenth of a pixel.

    Examples
    --------
    >>> steps("M 94.98 59.12 L 124.62 59.12 L 124.62 44.24 z")
    'm95 59.1h29.6v-14.9z'
    """
    said, at, start = [], (0, 0), (0, 0)
    for letter, numbers in re.findall(r"([MLQCz])([^MLQCz]*)", path):
        tenths = [round(10 * float(number)) for number in numbers.split()]
        moved = [f"{(place - at[index % 2]) / 10:g}" for index, place in enumerate(tenths)]
        short = [re.sub(r"^(-?)0\.", r"\1.", one) for one in moved]
        across, along = (letter == "L" and moved[other] == "0" for other in (1, 0))
        said.append(f"h{short[0]}" if across else f"v{short[1]}" if along else letter.lower() + " ".join(short))
        at = start if letter == "z" else tuple(tenths[-2:])
        start = at if letter == "M" else start
    return "".join(said).replace(" -", "-")
