"""Tables of a study for readers: as HTML, with numbers and dates as words, and as CSV at full precision."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.characters import harmless
from analysis.publish.shown import escape
from analysis.study import Quantity
from analysis.text import translate
from analysis.text import translate as _
from analysis.wording import NO_BREAK, date, missing, number, precise, quantity

WIDE = 4
"""A table of more columns than this may be wider than the text."""


def cell(value: Any, decimals: int | None = None) -> str:
    """Write one cell: a quantity with its unit and range, a number, a date, a text; a gap says so."""
    if isinstance(value, Quantity):
        if value.unit == "ratio" and not value.known:
            return _("none")
        return quantity(value, "range")
    if isinstance(value, bool):
        return _("yes") if value else ""
    if isinstance(value, datetime.date):
        return date(value).replace(NO_BREAK, " ")
    if value is None:
        return ""
    if isinstance(value, float) and math.isnan(value):
        return _("no figure")
    if isinstance(value, float):
        return number(value, decimals)
    return translate(value if isinstance(value, str) else str(value))


def table_html(table: pd.DataFrame, caption: str, names: Mapping[int, str] | None = None) -> str:
    """Write a table of a study as HTML; each cell carries its heading, which a narrow screen shows in front of it.

    Parameters
    ----------
    table : pandas.DataFrame
        With ``attrs["headings"]``: the columns to be shown, in order, and their headings.
    caption : str
        What the table shows.
    names : mapping of int to str, optional
        The full name of each quantity of the study, by its identity.

    Returns
    -------
    str
    """
    headings = {name: escape(translate(heading)) for name, heading in table.attrs["headings"].items()}
    of_numbers = {name for name in headings if len(table) and all(isinstance(value, float) for value in table[name])}
    right = {name: ' class="number"' if name in of_numbers else "" for name in headings}
    head = "".join(
        f'<th role="columnheader" scope="col"{right[name]}>{heading}</th>' for name, heading in headings.items()
    )
    rows = []
    for first, *others in zip(*(column_html(table, name, names or {}) for name in headings), strict=True):
        cells = "".join(
            f'<td role="cell" data-label="{headings[name]}"{right[name]}>{text}</td>'
            for name, text in zip(list(headings)[1:], others, strict=True)
        )
        rows.append(f'<tr role="row"><th role="rowheader" scope="row">{first}</th>{cells}</tr>')
    wide = " wide" if len(headings) > WIDE else ""
    return (
        f'<div class="table{wide}" role="region" aria-label="{escape(caption)}" tabindex="0"><table role="table">'
        f'<caption>{escape(caption)}</caption><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{"".join(rows)}</tbody></table></div>'
    )


def column_html(table: pd.DataFrame, name: str, names: Mapping[int, str]) -> list[str]:
    """The cells of a column as HTML; a quantity of the study leads to how it is made."""
    attrs, cells = table.attrs, []
    for value in table[name]:
        known = isinstance(value, Quantity) and value.known
        exactly = known and name in attrs.get("precise", ())
        text = escape(precise(value) if exactly else cell(value, attrs.get("decimals", {}).get(name)))
        if name in attrs.get("proper", ()):
            cells.append(f'<span translate="no">{escape(value)}</span>')
        elif known and id(value) in names:
            cells.append(f'<a class="number" data-quantity="{names[id(value)]}">{text}</a>')
        else:
            cells.append(text)
    return cells


def csv_of(table: pd.DataFrame) -> str:
    """The columns of a table that are shown, as CSV under their plain names.

    Parameters
    ----------
    table : pandas.DataFrame
        With ``attrs["headings"]``. A column of quantities becomes five: low, central, high, unit and bound, which says
        "at least", "at most" or "about", and of a gap that none was found or that there is no figure.

    Returns
    -------
    str
        Numbers at full precision, days as YYYY-MM-DD, gaps empty; no text that a spreadsheet takes for a formula.
    """
    columns: dict[str, list] = {}
    for name in table.attrs["headings"]:
        values = list(table[name])
        if not any(isinstance(value, Quantity) for value in values):
            columns[name] = [translate(value) if isinstance(value, str) else value for value in values]
            continue
        for end in ("low", "central", "high"):
            columns[f"{name}_{end}"] = [getattr(value.value, end, None) if value else None for value in values]
        columns[f"{name}_unit"] = [value.unit if value else "" for value in values]
        columns[f"{name}_bound"] = [
            "" if not value else translate(value.bound) if value.known else missing(value) for value in values
        ]
    frame = pd.DataFrame({harmless(name): [plain(value) for value in values] for name, values in columns.items()})
    return frame.to_csv(index=False, lineterminator="\n")


def plain(value: object) -> object:
    """A value as a file of data holds it; text begins no formula, and its lines end as those of the file do."""
    return "\n".join(harmless(value).splitlines()) if isinstance(value, str) else value
