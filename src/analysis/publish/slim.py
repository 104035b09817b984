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


LONG, UNSEEN = 200, 15
"""So many places make a path a long one; a step in it that is shorter is left out [tenths of a pixel]."""


def slim(element: ElementTree.Element) -> None:
    """Take out what draws nothing and say once what neighbours share.

    Groups that say nothing, paths without paint, white space and needless digits go.

    Examples
    --------
    >>> drawing = ElementTree.fromstring('<g> <g><path d="M 0.123456 2" stroke="red"/> </g><path fill="none"/></g>')
    >>> slim(drawing)
    >>> ElementTree.tostring(drawing, encoding="unicode")
    '<g><path d="M.1 2" stroke="red" /></g>'
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
    """Neighbours of one look in a group that has it, lines as one path; others as they are."""
    parts: list[ElementTree.Element] = []
    for shared, run in itertools.groupby(elements, look):
        alike = list(run)
        if len(alike) < 2 or not shared:
            parts += alike
            continue
        if all(set(one.attrib) == {*shared, "d"} and one.get("fill") == "none" for one in alike):
            alike[0].set("d", "".join(one.get("d") for one in alike))
            parts.append(alike[0])
            continue
        for one in alike:
            one.attrib = {name: value for name, value in one.attrib.items() if name not in shared}
        group = ElementTree.Element(f"{{{SVG}}}g", shared)
        group[:] = alike
        parts.append(group)
    return parts


def steps(path: str) -> str:
    """A path as steps from place to place, to a tenth of a pixel; a long one without steps that nobody sees.

    Examples
    --------
    >>> steps("M 94.98 59.12 L 124.62 59.12 L 124.62 44.24 L 120 40 z")
    'M95 59.1h29.6v-14.9l-4.6-4.2z'
    """
    drawn = re.findall(r"([MLQCz])([^MLQCz]*)", path)
    least = UNSEEN if len(drawn) > LONG else 1
    said, at, start = [], (0, 0), (0, 0)
    for letter, numbers in drawn:
        tenths = [round(10 * float(number)) for number in numbers.split()]
        moved = [place - at[index % 2] for index, place in enumerate(tenths)]
        if letter == "L" and max(map(abs, moved)) < least:
            continue
        if letter == "M":
            said.append("M" + " ".join(map(plain, tenths)))
            start = tuple(tenths)
        elif letter == "L" and 0 in moved:
            said.append(f"h{plain(moved[0])}" if moved[0] else f"v{plain(moved[1])}")
        else:
            said.append(letter.lower() + " ".join(map(plain, moved)))
        at = start if letter == "z" else tuple(tenths[-2:])
    return "".join(said).replace(" -", "-")


def plain(tenths: int) -> str:
    """A number of tenths, without a nought before its point.

    Examples
    --------
    >>> plain(-5), plain(20)
    ('-.5', '2')
    """
    return f"{tenths / 10:g}".replace("0.", ".", 1) if abs(tenths) < 10 and tenths else f"{tenths / 10:g}"
