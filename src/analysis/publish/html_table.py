"""Tables as HTML: a caption, headings with scope, numbers and dates as words."""

from __future__ import annotations

import datetime
import math
from html import escape
from typing import Any

import pandas as pd

from analysis.study import Quantity
from analysis.wording import NO_BREAK, date, number, quantity


def cell(value: Any, lang: str, decimals: int | None = None) -> str:
    """Write one cell: a quantity with its unit and range, a number, a date, a text; a gap says so."""
    if isinstance(value, Quantity):
        if value.unit == "ratio" and not value.known:
            return "none"
        return quantity(value, "range", lang)
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, datetime.date):
        return date(value, lang).replace(NO_BREAK, " ")
    if value is None:
        return ""
    if isinstance(value, float) and math.isnan(value):
        return "no figure"
    if isinstance(value, float):
        return number(value, lang, decimals)
    return str(value)


def table_html(table: pd.DataFrame, caption: str, lang: str = "en") -> str:
    """Write a table of a study as HTML.

    Parameters
    ----------
    table : pandas.DataFrame
        With ``attrs["headings"]``: the columns to be shown, in order, and their headings.
    caption : str
        What the table shows.
    lang : str
        Language of numbers and dates.

    Returns
    -------
    str
    """
    headings = table.attrs["headings"]
    decimals = table.attrs.get("decimals", {})
    text = pd.DataFrame(
        {name: [escape(cell(value, lang, decimals.get(name))) for value in table[name]] for name in headings}
    )
    numeric = {name for name in headings if len(table) and all(isinstance(value, float) for value in table[name])}
    head = "".join(
        f'<th role="columnheader" scope="col"{number_class(name in numeric)}>{escape(heading)}</th>'
        for name, heading in headings.items()
    )
    body = "".join(table_row(row, headings, numeric) for row in text.to_dict("records"))
    return (
        f'<div class="table" role="region" aria-label="{escape(caption)}" tabindex="0"><table role="table">'
        f'<caption>{escape(caption)}</caption><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table></div>'
    )


def table_row(row: dict[str, str], headings: dict[str, str], numeric: set[str]) -> str:
    """One row; each cell carries its heading, which a narrow screen shows in front of it."""
    first, *others = headings
    cells = [f'<th role="rowheader" scope="row">{row[first]}</th>']
    for name in others:
        label = escape(headings[name])
        cells.append(f'<td role="cell" data-label="{label}"{number_class(name in numeric)}>{row[name]}</td>')
    return f'<tr role="row">{"".join(cells)}</tr>'


def number_class(is_number: bool) -> str:
    """The class that sets a column of numbers to the right."""
    return ' class="number"' if is_number else ""
