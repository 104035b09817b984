"""A chart as SVG: in a page, and in a file of its own."""

import io
import math
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy, deepcopy
from xml.etree import ElementTree

import matplotlib
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from analysis.characters import visible
from analysis.charts.canvas import wrapped
from analysis.charts.style import COLOURS, FAMILY, lay_out, style
from analysis.publish.slim import SVG, slim

ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")

INHERITED = {"stroke-linejoin": "round", "stroke-linecap": "butt", "font-family": f"{FAMILY}, sans-serif"}
"""How lines are joined and end, and what texts are set in."""

PAINTS = {"fill", "stroke"}
"""Attributes that hold a colour."""

ON_A_PAGE = {colour: f"var(--{meaning})" for meaning, colour in reversed(COLOURS.items())}
"""The colours of the registry as a page sets them: ``--ink`` and so on."""

OUTSIDE = "outside"
"""Class of header and footer, which stand outside of the figure's own box."""

TITLE = {"fontsize": 18, "fontweight": "bold", "color": COLOURS["ink"], "va": "bottom"}
SUBTITLE = {"fontsize": 14, "color": COLOURS["quiet"], "va": "bottom"}
CREDIT = {"fontsize": 11, "color": COLOURS["quiet"], "va": "top"}

LINE = 1.3
"""From one line to the next, over the height of letters."""

MARGIN = 8 / 72
"""Room at the left and right of header and footer [inches]."""

GAP = 5 / 72
"""Room above and below each of their paragraphs [inches]."""


@contextmanager
def header_and_footer(figure: Figure, title: str, subtitle: str, credit: str) -> Iterator[Bbox]:
    """Write title and subtitle above a figure and its credit below, for as long as it is drawn.

    They stand outside of the figure's own box: who draws just that box sees nothing of them.

    Yields
    ------
    matplotlib.transforms.Bbox
        The box of the whole, from the lower left corner of the figure [inches].
    """
    lay_out(figure)
    width, height = figure.get_size_inches()

    def write(text: str, y: float, look: dict) -> Bbox:
        room, bold = 72 * (width - 2 * MARGIN), "fontweight" in look
        lines = "\n".join(wrapped(visible(text), room, look["fontsize"], bold))
        paragraph = figure.text(MARGIN / width, y / height, lines, gid=OUTSIDE, linespacing=LINE, **look)
        return paragraph.get_window_extent().transformed(figure.dpi_scale_trans.inverted())

    with style():
        footer = write(credit, -GAP, CREDIT)
        lower = write(subtitle, height + GAP, SUBTITLE)
        upper = write(title, lower.y1 + GAP, TITLE)
    try:
        yield Bbox.from_extents(0, footer.y0 - GAP, width, upper.y1 + GAP)
    finally:
        for paragraph in figure.findobj(lambda artist: artist.get_gid() == OUTSIDE):
            paragraph.remove()


def svg_of(
    figure: Figure, name: str, title: str = "", alt: str = "", whole: Bbox | None = None, same_as: str = ""
) -> ElementTree.Element:
    """Draw a figure as one ``<svg>`` element.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The drawing.
    name : str
        Makes every id in it its own, so that several figures can stand on one page.
    title, alt : str
        What a screen reader says in place of the image.
    whole : matplotlib.transforms.Bbox, optional
        The box with header and footer, where it has them [inches]; ``data-whole`` holds it as a view box.
    same_as : str
        Another drawing of the same on the page, whose words stand for this one too.

    Returns
    -------
    xml.etree.ElementTree.Element
    """
    lay_out(figure)
    buffer, own_ids = io.StringIO(), {"svg.hashsalt": name}  # the same every time
    with style(), matplotlib.rc_context(own_ids):
        FigureCanvasSVG(figure).print_svg(buffer, metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    root = ElementTree.fromstring(visible(buffer.getvalue()))
    root.remove(root[0])  # a style
    for element in root.iter():
        element.attrib = without_style(element.attrib)
        element.attrib.pop("font-family", None)
        if element.tag == f"{{{SVG}}}g" and element.attrib.pop("id", "") == OUTSIDE:
            element.set("class", OUTSIDE)
    slim(root)
    for size in ("width", "height", "version"):
        del root.attrib[size]
    root.attrib |= {"role": "img", "aria-labelledby": f"{same_as or name}-title {same_as or name}-desc"} | INHERITED
    if whole:
        top, width, height = (72 * part for part in (figure.get_figheight() - whole.y1, whole.width, whole.height))
        root.set("data-whole", f"0 {top:g} {width:g} {math.ceil(height)}")  # whole points are whole dots
    x, y, width, height = root.get("data-whole", root.get("viewBox")).split()
    paper = {"x": x, "y": y, "width": width, "height": height, "fill": COLOURS["paper"]}
    root.insert(0, ElementTree.Element(f"{{{SVG}}}rect", paper))
    for tag, text in () if same_as else (("desc", visible(alt)), ("title", visible(title))):
        element = ElementTree.Element(f"{{{SVG}}}{tag}", {"id": f"{name}-{tag}"})
        element.text = text
        root.insert(0, element)
    return root


def inline_svg(drawing: ElementTree.Element) -> str:
    """Write a drawing as an element of a page; header and footer, which the page itself has, are not displayed.

    Parameters
    ----------
    drawing : xml.etree.ElementTree.Element
        As :func:`svg_of` gives it.

    Returns
    -------
    str
        The element; colours of the registry are CSS variables.
    """
    root = deepcopy(drawing)
    root.attrib |= {"class": "chart", "width": root.get("viewBox").split()[2]}
    for element in root.iter():
        for paint in PAINTS & element.attrib.keys():
            element.set(paint, ON_A_PAGE.get(element.get(paint), element.get(paint)))
        if element.get("class") == OUTSIDE:
            element.set("display", "none")
    return ElementTree.tostring(root, encoding="unicode").replace(" />", "/>")


def svg_file(drawing: ElementTree.Element) -> str:
    """Write a drawing with header and footer, as :func:`svg_of` gives it, as a document on paper white."""
    view = drawing.get("data-whole")
    _, _, width, height = view.split()
    size = {"viewBox": view, "width": f"{width}pt", "height": f"{height}pt"}
    root = copy(drawing)
    root.attrib = {name: value for name, value in drawing.attrib.items() if name != "data-whole"} | size
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


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
