"""A drawn figure as SVG: inline for a page, with the page's colours, or as a file that says what it is by itself."""

from __future__ import annotations

import io
import re
import textwrap
from xml.etree import ElementTree

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from analysis.charts.style import COLOURS, lay_out, style
from analysis.unseen import visible

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", XLINK)


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
    root = ElementTree.fromstring(with_own_ids(visible(buffer.getvalue()), name))
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{{{SVG}}}style", f"{{{SVG}}}metadata"):
                parent.remove(child)
    for size in ("width", "height", "version", "id"):
        root.attrib.pop(size, None)
    root.attrib.update({"role": "img", "aria-labelledby": f"{name}-title {name}-desc"})
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
    look = f"max-width: 34rem; background: {COLOURS['paper']}"  # JupyterLab has no stylesheet of ours
    root = ElementTree.Element(drawing.tag, drawing.attrib | {"class": "chart", "style": look})
    root.extend(drawing)
    return with_page_colours(ElementTree.tostring(root, encoding="unicode"))


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
    above = [(line, 15, "bold", COLOURS["ink"]) for line in textwrap.wrap(title, 44)]
    above += [(line, 11, "normal", COLOURS["quiet"]) for line in textwrap.wrap(subtitle, 62)]
    below = [(line, 9, "normal", COLOURS["quiet"]) for line in textwrap.wrap(credit, 76)]
    top, bottom = written_height(above) + 8, written_height(below) + 8
    whole = top + height + bottom
    size = {"viewBox": f"0 0 {width:g} {whole:g}", "width": f"{width:g}pt", "height": f"{whole:g}pt"}
    root = ElementTree.Element(drawing.tag, drawing.attrib | size)
    root.extend(title_and_desc)
    ElementTree.SubElement(root, f"{{{SVG}}}rect", {"width": "100%", "height": "100%", "fill": COLOURS["paper"]})
    write_lines(root, above, 4)
    place = {"x": "0", "y": f"{top:g}", "width": f"{width:g}", "height": f"{height:g}"}
    ElementTree.SubElement(root, drawing.tag, {"viewBox": drawing.attrib["viewBox"]} | place).extend(parts)
    write_lines(root, below, top + height)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


Line = tuple[str, int, str, str]
LEADING = 1.3
"""Height of a line over the size of its letters."""


def written_height(lines: list[Line]) -> float:
    """Height that lines take [points]."""
    return sum(size * LEADING for _, size, _, _ in lines)


def write_lines(root: ElementTree.Element, lines: list[Line], top: float) -> None:
    """Write lines of text below one another."""
    height = top
    for text, size, weight, colour in lines:
        height += size * LEADING
        look = {"font-size": str(size), "font-weight": weight, "fill": colour, "font-family": "DejaVu Sans, sans-serif"}
        element = ElementTree.SubElement(root, f"{{{SVG}}}text", {"x": "8", "y": f"{height:g}", **look})
        element.text = visible(text)


def with_own_ids(svg: str, name: str) -> str:
    """Prefix every id, and every reference to one, that the drawing library gave."""
    svg = re.sub(r' id="([^"]+)"', rf' id="{name}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", svg)
    return re.sub(r'(xlink:href|href)="#([^"]+)"', rf'\1="#{name}-\2"', svg)


def with_page_colours(svg: str) -> str:
    """Let the page set each colour of the registry: ``--chart-ink`` and so on."""
    for meaning, colour in COLOURS.items():
        svg = svg.replace(colour, f"var(--chart-{meaning}, {colour})")
    return svg
