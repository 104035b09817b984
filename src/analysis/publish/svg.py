"""A drawn figure as SVG: inline for a page, with the page's colours, or as a file that says what it is by itself."""

from __future__ import annotations

import io
import re
from copy import deepcopy
from xml.etree import ElementTree

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from analysis.charts.style import COLOURS, lay_out, style
from analysis.publish.caption import FAMILY, MARGIN, Block, above, below
from analysis.text import visible

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", XLINK)

LINES = {"stroke-linejoin": "round", "stroke-linecap": "butt"}
"""How the drawing library joins and ends lines."""

PAINTS = ("fill", "stroke")
"""Attributes that hold a colour."""

WIDTH = "544"
"""Width of a chart where no stylesheet of ours sets it, as in JupyterLab [pixels]."""


def drawn(figure: Figure, name: str, title: str, description: str) -> ElementTree.Element:
    """Draw a figure as one ``<svg>`` element.

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
    xml.etree.ElementTree.Element
    """
    lay_out(figure)
    buffer = io.StringIO()
    with style():
        FigureCanvasSVG(figure).print_svg(buffer, metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    root = ElementTree.fromstring(visible(buffer.getvalue()))
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{{{SVG}}}style", f"{{{SVG}}}metadata"):
                parent.remove(child)
        parent.attrib = with_own_ids(without_style(parent.attrib), name)
    for size in ("width", "height", "version", "id"):
        root.attrib.pop(size, None)
    root.attrib |= {"role": "img", "aria-labelledby": f"{name}-title {name}-desc"} | LINES
    for place, (tag, text) in enumerate((("title", visible(title)), ("desc", visible(description)))):
        element = ElementTree.Element(f"{{{SVG}}}{tag}", {"id": f"{name}-{tag}"})
        element.text = text
        root.insert(place, element)
    return root


def inline_svg(drawing: ElementTree.Element) -> str:
    """Write a drawing as an element of a page.

    Parameters
    ----------
    drawing : xml.etree.ElementTree.Element
        As :func:`drawn` gives it.

    Returns
    -------
    str
        The element; colours of the registry are CSS variables with the colour itself as fallback.
    """
    root = deepcopy(drawing)
    root.attrib |= {"class": "chart", "width": WIDTH}
    root.insert(2, ElementTree.Element(f"{{{SVG}}}rect", {"width": "100%", "height": "100%", "fill": COLOURS["paper"]}))
    for element in root.iter():
        element.attrib |= {paint: page_colour(element.attrib[paint]) for paint in PAINTS if paint in element.attrib}
    return ElementTree.tostring(root, encoding="unicode")


def svg_file(drawing: ElementTree.Element, title: str, subtitle: str, credit: str) -> str:
    """Write a drawing as a file of its own, with its headline above and its credit below.

    Parameters
    ----------
    drawing : xml.etree.ElementTree.Element
        As :func:`drawn` gives it.
    title, subtitle, credit : str
        What the chart finds, the statistic, and where it is from.

    Returns
    -------
    str
        An SVG document on paper white.
    """
    title_and_desc, parts = drawing[:2], drawing[2:]
    _, _, width, height = map(float, drawing.attrib["viewBox"].split())
    head, foot = above(title, subtitle, width), below(credit, width)
    whole = head.height + height + foot.height
    size = {"viewBox": f"0 0 {width:g} {whole:g}", "width": f"{width:g}pt", "height": f"{whole:g}pt"}
    root = ElementTree.Element(drawing.tag, drawing.attrib | size)
    root.extend(title_and_desc)
    ElementTree.SubElement(root, f"{{{SVG}}}rect", {"width": "100%", "height": "100%", "fill": COLOURS["paper"]})
    write(root, head, 0)
    place = {"x": "0", "y": f"{head.height:g}", "width": f"{width:g}", "height": f"{height:g}"}
    ElementTree.SubElement(root, drawing.tag, {"viewBox": drawing.attrib["viewBox"]} | place).extend(parts)
    write(root, foot, head.height + height)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def write(root: ElementTree.Element, block: Block, top: float) -> None:
    """Write a block of text whose top is at a height [points]."""
    for line in block.lines:
        look = {"font-size": f"{line.look.size:g}", "font-weight": line.look.weight, "fill": line.look.colour}
        place = {"x": str(MARGIN), "y": f"{top + line.foot:g}"}
        family = {"font-family": f"{FAMILY}, sans-serif"}
        ElementTree.SubElement(root, f"{{{SVG}}}text", place | look | family).text = line.text


def without_style(attributes: dict[str, str]) -> dict[str, str]:
    """The attributes of an element with its style as attributes of their own: a page allows no style in its markup.

    Examples
    --------
    >>> without_style({"d": "M 0 0", "style": "fill: none; stroke: #c9d1d9"})
    {'d': 'M 0 0', 'fill': 'none', 'stroke': '#c9d1d9'}
    """
    others = {name: value for name, value in attributes.items() if name != "style"}
    parts = (part.partition(":") for part in attributes.get("style", "").split(";") if part.strip())
    return others | {name.strip(): value.strip() for name, _, value in parts}


def with_own_ids(attributes: dict[str, str], name: str) -> dict[str, str]:
    """The attributes of an element with a prefix to its id, and to every id that it refers to.

    Examples
    --------
    >>> with_own_ids({"id": "a", "clip-path": "url(#b)", "href": "#c"}, "ladder")
    {'id': 'ladder-a', 'clip-path': 'url(#ladder-b)', 'href': '#ladder-c'}
    """
    own = {key: re.sub(r"^url\(#([^)]+)\)$", rf"url(#{name}-\1)", value) for key, value in attributes.items()}
    own |= {key: f"#{name}-{own[key][1:]}" for key in ("href", f"{{{XLINK}}}href") if own.get(key, "").startswith("#")}
    return own | ({"id": f"{name}-{own['id']}"} if "id" in own else {})


def page_colour(colour: str) -> str:
    """A colour as the page sets it, ``--chart-ink`` and so on, where it is one of the registry."""
    meaning = next((meaning for meaning, known in COLOURS.items() if known == colour), None)
    return f"var(--chart-{meaning}, {colour})" if meaning else colour
