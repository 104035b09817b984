"""What tests of the words of charts share: the words with plain spaces, and tables with other values in them."""

import pandas as pd

from analysis.charts.chart import Chart

MARKS = {"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ", "\N{RIGHT SINGLE QUOTATION MARK}": "'"}


def plain(text: str) -> str:
    """A text with ordinary spaces and apostrophes."""
    return text.translate(str.maketrans(MARKS))


def said(chart: Chart | None) -> str:
    """The description of a chart, plain."""
    assert chart is not None
    return plain(chart.description)


def changed(table: pd.DataFrame, place: int, **cells: object) -> pd.DataFrame:
    """The table with other values in one row."""
    other = table.copy()
    for column, value in cells.items():
        other.loc[other.index[place], column] = value
    return like(other, table)


def like(other: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """A changed table that still knows its language."""
    other.attrs = dict(table.attrs)
    return other
