"""Turn a drawn figure into inline SVG that a page can carry: named, described, with the page's colours."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

from matplotlib.figure import Figure

from analysis.charts.style import COLOURS, style

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"


def inline_svg(figure: Figure, name: str, title: str, description: str) -> str:
    """Write a figure as one ``<svg>`` element.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The drawing.
    name : str
        Prefix of every id in it, so that several figures can stand on one page.
    title, description : str
        What a screen reader says in place of the image.

    Returns
    -------
    str
        The element; colours of the registry are CSS variables with the colour itself as fallback.
    """
    buffer = io.BytesIO()
    with style():
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    root = ElementTree.fromstring(buffer.getvalue())
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{{{SVG}}}style", f"{{{SVG}}}metadata"):
                parent.remove(child)
    for size in ("width", "height", "version"):
        root.attrib.pop(size, None)
    root.attrib.update({"role": "img", "aria-labelledby": f"{name}-title {name}-desc", "class": "chart"})
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = ElementTree.Element(f"{{{SVG}}}{tag}", {"id": f"{name}-{tag}"})
        element.text = text
        root.insert(place, element)
    text = ElementTree.tostring(root, encoding="unicode")
    return with_page_colours(with_own_ids(text, name))


def with_own_ids(svg: str, name: str) -> str:
    """Prefix every id, and every reference to one, that the drawing library gave."""
    own = (f"{name}-title", f"{name}-desc")
    svg = re.sub(r' id="([^"]+)"', lambda found: found[0] if found[1] in own else f' id="{name}-{found[1]}"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", svg)
    return re.sub(r'(xlink:href|href)="#([^"]+)"', rf'\1="#{name}-\2"', svg)


def with_page_colours(svg: str) -> str:
    """Let the page set each colour of the registry: ``--chart-ink`` and so on."""
    for meaning, colour in COLOURS.items():
        svg = svg.replace(colour, f"var(--chart-{meaning}, {colour})")
    return svg
