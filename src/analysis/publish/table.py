"""Tables of a study for readers: for a template, with numbers and dates as words, and as CSV at full precision."""

import datetime
import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.characters import harmless
from analysis.study import Quantity
from analysis.text import translate, translate as _
from analysis.text.numbers import NO_BREAK, date, number
from analysis.wording import missing, precise, quantity


def cell(value: Any, decimals: int | None = None, exactly: bool = False) -> str:
    """Write one cell: a quantity with its unit and range, a number, a date, a text; a gap says so."""
    if isinstance(value, Quantity):
        if exactly and value.known:
            return precise(value)
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


def as_printed(table: pd.DataFrame, names: Mapping[int, str]) -> dict[str, list]:
    """What a template prints of a table of a study.

    Parameters
    ----------
    table : pandas.DataFrame
        With ``attrs["headings"]``: the columns to be shown, in order, and their headings.
    names : mapping of int to str
        The full name of each quantity of the study, by its identity.

    Returns
    -------
    dict
        ``columns``, each with its heading and whether it is of plain numbers; and ``rows`` of cells, each a text that
        may be a name, or may lead to how a quantity is made or to a programme, with what it is sorted by.
    """
    attrs, columns, cells = table.attrs, [], []
    for name, heading in attrs["headings"].items():
        values = list(table[name])
        is_number = bool(values) and all(isinstance(value, float) for value in values)
        columns.append({"heading": translate(heading), "is_number": is_number})
        is_name, exactly = (name in attrs.get(kind, ()) for kind in ("proper", "precise"))
        decimals = attrs.get("decimals", {}).get(name)
        programmes = table[attrs["programmes"][name]] if name in attrs.get("programmes", {}) else [""] * len(values)
        cells.append(
            [
                {
                    "text": str(value) if is_name else cell(value, decimals, exactly),
                    "quantity": names.get(id(value), ""),
                    "is_name": is_name,
                    "programme": programme,
                    "sort": sorting(value),
                }
                for value, programme in zip(values, programmes, strict=True)
            ]
        )
    return {"columns": columns, "rows": list(zip(*cells, strict=True))}


def sorting(value: Any) -> str:
    """What a cell is sorted by: its number, its day; empty for a text and for a gap.

    Examples
    --------
    >>> sorting(0.5), sorting(datetime.date(2026, 1, 31)), sorting("a text")
    ('0.5', '20260131', '')
    """
    value = value.central if isinstance(value, Quantity) else value
    if isinstance(value, datetime.date):
        return value.strftime("%Y%m%d")
    return f"{value:.9g}" if isinstance(value, float | int) and not math.isnan(value) else ""


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
