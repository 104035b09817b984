"""The files under a figure: its data as CSV, the chart as SVG and as PNG."""

from __future__ import annotations

import base64
import io
import textwrap
from html import escape

import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.image import imsave

from analysis.charts.style import COLOURS, DPI, lay_out, style
from analysis.formulas import harmless
from analysis.study import Quantity

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
    chart = painted(figure)
    width, height = figure.get_size_inches()
    head, statistic = textwrap.fill(title, 42), textwrap.fill(subtitle, 66)
    foot = textwrap.fill(credit, 80)
    above = 0.1 + 0.25 * (head.count("\n") + 1) + 0.19 * (statistic.count("\n") + 1)
    below = 0.1 + 0.16 * (foot.count("\n") + 1)
    whole = height + above + below
    with style():
        frame = Figure(figsize=(width, whole), facecolor=COLOURS["paper"])
        frame.text(0.02, 1 - 0.08 / whole, head, va="top", size=13, weight="bold", linespacing=1.25)
        at = 1 - (0.1 + 0.25 * (head.count("\n") + 1)) / whole
        frame.text(0.02, at, statistic, va="top", size=9.5, color=COLOURS["quiet"], linespacing=1.25)
        frame.text(0.02, 0.06 / whole, foot, va="bottom", size=7.5, color=COLOURS["quiet"], linespacing=1.25)
    page = painted(frame)
    renderer = page.get_renderer()
    rows_from_the_foot = np.asarray(chart.buffer_rgba())[::-1]
    renderer.draw_image(renderer.new_gc(), 0, round(below * DPI), rows_from_the_foot)
    buffer, said = io.BytesIO(), {"Software": None, "Title": title, "Source": credit}
    imsave(buffer, page.buffer_rgba(), format="png", dpi=DPI, metadata=said, pil_kwargs={"compress_level": 3})
    return buffer.getvalue()


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
