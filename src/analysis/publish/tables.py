"""Tables as HTML: a caption, headings with scope, numbers and dates as words."""

from __future__ import annotations

import datetime
import math
from html import escape
from typing import Any

import pandas as pd

from analysis.study import Quantity
from analysis.wording import date, number, quantity


def cell(value: Any, lang: str) -> str:
    """Write one cell: a quantity with its unit and range, a number, a date, a text; a gap says so."""
    if isinstance(value, Quantity):
        how = "number" if value.unit == "ratio" else "percent" if value.unit.startswith("share") else "range"
        return quantity(value, how, lang)
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, datetime.date):
        return date(value, lang)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "no figure"
    if isinstance(value, float):
        return number(value, lang)
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
    shown = pd.DataFrame({heading: table[name] for name, heading in headings.items()}, dtype=object)
    numeric = {
        heading
        for name, heading in headings.items()
        if len(table) and all(isinstance(value, float) for value in table[name])
    }
    text = shown.map(lambda value: escape(cell(value, lang)))
    first = text.columns[0]
    head = "".join(f'<th scope="col"{number_class(name in numeric)}>{escape(name)}</th>' for name in text.columns)
    body = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{value}</th>' if name == first else f"<td{number_class(name in numeric)}>{value}</td>"
            for name, value in row.items()
        )
        + "</tr>"
        for row in text.to_dict("records")
    )
    return (
        f'<div class="table" role="region" aria-label="{escape(caption)}" tabindex="0"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def number_class(is_number: bool) -> str:
    """The class that sets a column of numbers to the right."""
    return ' class="number"' if is_number else ""
