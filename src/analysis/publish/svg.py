"""A chart as a picture: as SVG in a page and in a file of its own, and as PNG."""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from xml.etree import ElementTree

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from PIL import Image, ImageFont
from PIL.PngImagePlugin import PngInfo

from analysis.charts.style import COLOURS, DPI, FAMILY, lay_out, style
from analysis.unseen import visible

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", XLINK)

INHERITED = {"stroke-linejoin": "round", "stroke-linecap": "butt", "font-family": f"{FAMILY}, sans-serif"}
"""How lines are joined and end, and what texts are set in."""

PAINTS = ("fill", "stroke")
"""Attributes that hold a colour."""

WIDTH = "544"
"""Width of a chart where no stylesheet of ours sets it, as in JupyterLab [pixels]."""

TITLE = {"fontsize": 13, "fontweight": "bold", "color": COLOURS["ink"], "va": "bottom"}
SUBTITLE = {"fontsize": 9.5, "color": COLOURS["quiet"], "va": "bottom"}
CREDIT = {"fontsize": 7.5, "color": COLOURS["quiet"], "va": "top"}

OUTSIDE = ("-header-title", "-header-subtitle", "-footer")
"""How the ids of paragraphs outside of the figure's own box end."""

SHADES = 128
"""Colours of a picture as PNG, those at the edges of letters among them."""

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

    def write(gid: str, text: str, y: float, look: dict) -> tuple[Text, Bbox]:
        lines = "\n".join(wrapped(visible(text), (width - 2 * MARGIN) * DPI, font_of(**look).getlength))
        paragraph = figure.text(MARGIN / width, y / height, lines, gid=gid, linespacing=LINE, **look)
        return paragraph, paragraph.get_window_extent().transformed(figure.dpi_scale_trans.inverted())

    with style():
        below, footer = write("footer", credit, -GAP, CREDIT)
        above, lower = write("header-subtitle", subtitle, height + GAP, SUBTITLE)
        headline, upper = write("header-title", title, lower.y1 + GAP, TITLE)
    yield Bbox.from_extents(0, footer.y0 - GAP, width, upper.y1 + GAP)
    for paragraph in (below, above, headline):
        paragraph.remove()


def wrapped(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Break a text between words so that no line is wider than a width; a wider word stands alone.

    Examples
    --------
    >>> wrapped("USD 500 bn announced", 10, len)
    ['USD 500 bn', 'announced']
    """
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip(" ")
        if lines[-1] and measure(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@functools.cache
def font_of(fontsize: float, fontweight: str = "normal", **_look: str) -> ImageFont.FreeTypeFont:
    """The font that a paragraph is measured in [dots]: a thousand times as fast as having the paragraph drawn."""
    file = findfont(FontProperties(family=FAMILY, weight=fontweight))
    return ImageFont.truetype(file, fontsize * DPI / 72, layout_engine=ImageFont.Layout.BASIC)


def svg_of(figure: Figure, name: str, title: str, alt: str, whole: Bbox | None = None) -> ElementTree.Element:
    """Draw a figure as one ``<svg>`` element.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The drawing.
    name : str
        Prefix of every id in it, so that several figures can stand on one page.
    title, alt : str
        What a screen reader says in place of the image.
    whole : matplotlib.transforms.Bbox, optional
        The box with header and footer, where it has them [inches]; ``data-whole`` holds it as a view box.

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
        parent.attrib.pop("font-family", None)
    for size in ("width", "height", "version", "id"):
        root.attrib.pop(size, None)
    root.attrib |= {"role": "img", "aria-labelledby": f"{name}-title {name}-desc"} | INHERITED
    if whole:
        top = figure.get_figheight() - whole.y1
        root.set("data-whole", " ".join(f"{72 * part:g}" for part in (0, top, whole.width, whole.height)))
    for place, (tag, text) in enumerate((("title", visible(title)), ("desc", visible(alt)))):
        element = ElementTree.Element(f"{{{SVG}}}{tag}", {"id": f"{name}-{tag}"})
        element.text = text
        root.insert(place, element)
    x, y, width, height = root.get("data-whole", root.get("viewBox")).split()
    paper = {"x": x, "y": y, "width": width, "height": height, "fill": COLOURS["paper"]}
    root.insert(2, ElementTree.Element(f"{{{SVG}}}rect", paper))
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
        The element; colours of the registry are CSS variables with the colour itself as fallback.
    """
    root = deepcopy(drawing)
    root.attrib |= {"class": "chart", "width": WIDTH}
    for element in root.iter():
        element.attrib |= {paint: page_colour(element.attrib[paint]) for paint in PAINTS if paint in element.attrib}
        if element.get("id", "").endswith(OUTSIDE):
            element.set("display", "none")
    return ElementTree.tostring(root, encoding="unicode")


def svg_file(drawing: ElementTree.Element) -> str:
    """Write a drawing with header and footer, as :func:`svg_of` gives it, as a document on paper white."""
    root = deepcopy(drawing)
    view = root.attrib.pop("data-whole")
    _, _, width, height = view.split()
    root.attrib |= {"viewBox": view, "width": f"{width}pt", "height": f"{height}pt"}
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def png_of(figure: Figure, whole: Bbox, title: str, credit: str) -> bytes:
    """Draw a figure with header and footer as a small PNG on paper white, which says in words too what it is."""
    drawn, small, words = io.BytesIO(), io.BytesIO(), PngInfo()
    with style():
        look = {"dpi": DPI, "bbox_inches": whole, "facecolor": COLOURS["paper"]}
        figure.savefig(drawn, format="png", pil_kwargs={"compress_level": 1}, **look)
    for key, text in (("Title", title), ("Source", credit)):
        words.add_text(key, visible(text))
    Image.open(drawn).convert("RGB").quantize(SHADES).save(small, format="png", dpi=(DPI, DPI), pnginfo=words)
    return small.getvalue()


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
