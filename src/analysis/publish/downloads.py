"""The files under a figure: its data as CSV, the chart as SVG and as PNG."""

from __future__ import annotations

import base64
import io
from html import escape

import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from analysis.charts.style import COLOURS, DPI, lay_out, style
from analysis.publish.caption import MARGIN, Block, above, below, font
from analysis.study import Quantity
from analysis.text import harmless

CONTENT = {"csv": "text/csv;charset=utf-8", "svg": "image/svg+xml", "png": "image/png"}
"""Kind of content by the end of a file's name."""


def csv_of(table: pd.DataFrame) -> str:
    """The columns of a table that are shown, as CSV under their plain names.

    Parameters
    ----------
    table : pandas.DataFrame
        With ``attrs["headings"]``. A column of quantities becomes four: low, central, high and unit.

    Returns
    -------
    str
        Numbers at full precision, days as YYYY-MM-DD, gaps empty; no text that a spreadsheet takes for a formula.
    """
    columns: dict[str, list] = {}
    for name in table.attrs["headings"]:
        values = list(table[name])
        if not any(isinstance(value, Quantity) for value in values):
            columns[name] = values
            continue
        for end in ("low", "central", "high"):
            columns[f"{name}_{end}"] = [getattr(value.value, end, None) if value else None for value in values]
        columns[f"{name}_unit"] = [value.unit if value else "" for value in values]
    frame = pd.DataFrame({harmless(name): [plain(value) for value in values] for name, values in columns.items()})
    return frame.to_csv(index=False, lineterminator="\n")


def plain(value: object) -> object:
    """A value as a file of data holds it; text begins no formula, and its lines end as those of the file do."""
    return "\n".join(harmless(value).splitlines()) if isinstance(value, str) else value


def png_file(figure: Figure, title: str, subtitle: str, credit: str) -> bytes:
    """A figure as an image on paper white, with its headline above and its credit below."""
    chart = Image.fromarray(np.asarray(painted(figure).buffer_rgba()))
    width = chart.width * 72 / DPI
    head, foot = above(title, subtitle, width), below(credit, width)
    top = dots(head.height)
    page = Image.new("RGB", (chart.width, top + chart.height + dots(foot.height)), COLOURS["paper"])
    page.paste(chart, (0, top), chart)
    write(page, head, 0)
    write(page, foot, top + chart.height)
    buffer, said = io.BytesIO(), PngInfo()
    for key, text in (("Title", title), ("Source", credit)):
        said.add_text(key, text)
    page.save(buffer, format="png", dpi=(DPI, DPI), pnginfo=said, compress_level=3)
    return buffer.getvalue()


def write(page: Image.Image, block: Block, top: int) -> None:
    """Write a block of text whose top is at a height [dots]."""
    draw = ImageDraw.Draw(page)
    for line in block.lines:
        place = (dots(MARGIN), top + dots(line.foot))
        draw.text(place, line.text, fill=line.look.colour, font=font(line.look), anchor="ls")


def dots(points: float) -> int:
    """A length [points] in an image of the common density [dots]."""
    return round(points * DPI / 72)


def painted(figure: Figure) -> FigureCanvasAgg:
    """A figure as dots."""
    canvas = lay_out(figure)
    with style():
        canvas.draw()
    return canvas


def link(file: str, content: str | bytes, text: str) -> str:
    """A link that saves a file, which it carries itself; the published page puts the file beside it."""
    raw = content.encode() if isinstance(content, str) else content
    kind = CONTENT[file.rpartition(".")[2]]
    data = base64.b64encode(raw).decode()
    return f'<a download="{escape(file)}" href="data:{kind};base64,{data}">{escape(text)}</a>'
