"""The kinds of column that the tables are made of.

Tables are checked as they are written, cell by cell in text, so that a fault can be shown as it stands in the file.
Each kind gives a pandera column whose checks pass over blank cells, and a sentence for each fault.
"""

from __future__ import annotations

import calendar
import datetime
import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import pandera.pandas as pa

from analysis.errors import not_known, shown
from analysis.evidence.vocabulary import Vocabulary
from analysis.text import FIRST, NUMBER, is_formula

LARGEST = 1e21
YEAR = r"(?:19|20)\d\d"
IDENTIFIER = re.compile(r"[a-z0-9]+([-_:][a-z0-9]+)*", re.ASCII)


@dataclass(frozen=True)
class Rule:
    """What the cells of a column must satisfy.

    Attributes
    ----------
    name : str
        Names the rule among the rules of its column.
    holds : callable
        One cell's text to True or False; never called on a blank.
    complain : callable
        A bad cell's text to the sentence that says what is wrong and what is allowed.
    """

    name: str
    holds: Callable[[str], bool]
    complain: Callable[[str], str]

    def check(self) -> pa.Check:
        """The rule as a pandera check that passes over blank cells."""
        return pa.Check(lambda cells: cells.map(lambda cell: cell == "" or self.holds(cell)), error=self.name)


REQUIRED = Rule("required", lambda cell: True, lambda cell: "is blank, and a value is needed here")
UNIQUE = Rule(
    "unique", lambda cell: True, lambda cell: f'"{shown(cell)}" stands in an earlier row too (each must be unique)'
)


def column(
    description: str, *rules: Rule, required: bool = True, unique: bool = False, kind: str = "string", **frictionless
) -> pa.Column:
    """Make a column from its rules.

    Parameters
    ----------
    description : str
        What the column holds, with its unit; goes into the data package.
    *rules : Rule
        What a cell that is not blank must satisfy.
    required : bool
        Whether blanks are refused.
    unique : bool
        Whether a value may stand in one row only.
    kind : str
        Table Schema type: ``string``, ``number``, ``integer`` or ``date``.
    **frictionless
        Further Table Schema properties, and ``refers_to=(table, column)`` for a foreign key.

    Returns
    -------
    pandera.Column
    """
    checks = [rule.check() for rule in rules]
    if required:
        checks.insert(0, pa.Check(lambda cells: cells.str.strip() != "", error=REQUIRED.name))
    if unique:
        checks.append(pa.Check(lambda cells: ~cells.duplicated() | (cells == ""), error=UNIQUE.name))
    explain = {rule.name: rule.complain for rule in (REQUIRED, UNIQUE, *rules)}
    metadata = {"kind": kind, "required": required, "unique": unique, "explain": explain, **frictionless}
    # of no type: every cell is read as text, and to look at the type of each takes a quarter of all checking
    return pa.Column(None, checks, description=description, metadata=metadata)


def text(description: str, required: bool = False, unique: bool = False) -> pa.Column:
    """Free text, but for what a spreadsheet takes for a formula: the tables are downloads as they stand."""
    rule = Rule(
        "text",
        lambda cell: not is_formula(cell),
        lambda cell: f'"{shown(cell)}" is a formula to a spreadsheet (allowed: text that begins without {FIRST})',
    )
    return column(description, rule, required=required, unique=unique)


def identifier(description: str, **options) -> pa.Column:
    """An id in small letters and digits joined by single hyphens, underscores or colons."""
    rule = Rule(
        "identifier",
        lambda cell: bool(IDENTIFIER.fullmatch(cell)),
        lambda cell: f'"{shown(cell)}" is not an identifier (allowed: small letters and digits joined by - _ or :)',
    )
    return column(description, rule, **options)


def word(description: str, vocabulary: Vocabulary | None, what: str, **options) -> pa.Column:
    """A word of a vocabulary, None where that cannot be read; ``what`` names it in messages: ``"unit"``."""
    if vocabulary is None:
        return column(description, **options)
    rule = Rule(
        "known",
        lambda cell: cell in vocabulary.words,
        lambda cell: vocabulary.refuse(cell, f"a known {what}"),
    )
    return column(description, rule, refers_to=(f"vocabulary-{vocabulary.name}", vocabulary.column), **options)


def choice(description: str, *words: str, **options) -> pa.Column:
    """One of a few words that code, not a vocabulary, gives their meaning."""
    rule = Rule("known", lambda cell: cell in words, lambda cell: not_known(cell, "allowed", words))
    return column(description, rule, **options)


def reference(description: str, table: str, field: str, known: set[str] | None, file: str, **options) -> pa.Column:
    """The id of a row of another table; ``known`` is None where that table cannot be read."""
    rule = Rule(
        "resolves",
        lambda cell: known is None or cell in known,
        lambda cell: not_known(cell, f"a known {field}", known, file),
    )
    return column(description, rule, refers_to=(table, field), **options)


def references(description: str, field: str, known: set[str] | None, file: str, **options) -> pa.Column:
    """Several ids of rows of another table, joined by semicolons."""

    def missing(cell: str) -> list[str]:
        return [part for part in cell.split(";") if known is not None and part not in known]

    rule = Rule(
        "resolve",
        lambda cell: not missing(cell),
        lambda cell: "; ".join(not_known(part, f"a known {field}", known, file) for part in missing(cell)),
    )
    return column(description, rule, **options)


def number(
    description: str, low: float | None = None, high: float | None = None, above: float | None = None, **options
) -> pa.Column:
    """A decimal number, with a point, between bounds; ``above`` is a bound that is itself refused."""
    parts = []
    if above is not None:
        parts.append(f"above {above:g}")
    if low is not None:
        parts.append(f"{low:g} or more")
    if high is not None:
        parts.append(f"{high:g} or less")
    allowed = "a number" + (", " + " and ".join(parts) if parts else "")

    def holds(cell: str) -> bool:
        if not NUMBER.fullmatch(cell):
            return False
        value = float(cell)
        return (
            abs(value) <= LARGEST
            and (above is None or value > above)
            and (low is None or value >= low)
            and (high is None or value <= high)
        )

    constraints = {name: bound for name, bound in (("minimum", low), ("maximum", high)) if bound is not None}
    rule = Rule("number", holds, lambda cell: f'"{shown(cell)}" is not allowed (allowed: {allowed})')
    return column(description, rule, kind="number", constraints=constraints, **options)


def whole_number(description: str, low: int, **options) -> pa.Column:
    """A whole number from ``low`` on."""
    rule = Rule(
        "whole number",
        lambda cell: bool(re.fullmatch(r"\d{1,9}", cell, re.ASCII)) and int(cell) >= low,
        lambda cell: f'"{shown(cell)}" is not allowed (allowed: a whole number, {low} or more)',
    )
    return column(description, rule, kind="integer", **options)


def year(description: str, **options) -> pa.Column:
    """A calendar year."""
    rule = Rule(
        "year",
        lambda cell: bool(re.fullmatch(YEAR, cell, re.ASCII)),
        lambda cell: f'"{shown(cell)}" is not a year (allowed: 1900 to 2099)',
    )
    return column(description, rule, kind="integer", **options)


def as_day(cell: str) -> datetime.date | None:
    """Read a day from 1900 to 2099 written YYYY-MM-DD; None for anything else and for days that do not exist."""
    if not re.fullmatch(rf"{YEAR}-\d\d-\d\d", cell, re.ASCII):
        return None
    try:
        return datetime.date.fromisoformat(cell)
    except ValueError:
        return None


@functools.cache
def last_day(cell: str) -> datetime.date | None:
    """Last day of a period written YYYY, YYYY-MM or YYYY-MM-DD; None where there is no such period.

    Examples
    --------
    >>> last_day("2026-02"), last_day("2026"), last_day("2026-02-30")
    (datetime.date(2026, 2, 28), datetime.date(2026, 12, 31), None)
    """
    if re.fullmatch(YEAR, cell, re.ASCII):
        return as_day(f"{cell}-12-31")
    if re.fullmatch(rf"{YEAR}-\d\d", cell, re.ASCII):
        first = as_day(f"{cell}-01")
        return first and first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return as_day(cell)


def day(description: str, **options) -> pa.Column:
    """A day, written YYYY-MM-DD, that exists in the calendar."""
    rule = Rule(
        "day",
        lambda cell: as_day(cell) is not None,
        lambda cell: f'"{shown(cell)}" is not a day (allowed: a real day written YYYY-MM-DD, 1900 to 2099)',
    )
    return column(description, rule, kind="date", **options)


def period(description: str, **options) -> pa.Column:
    """A day, a month or a year: YYYY-MM-DD, YYYY-MM or YYYY."""
    rule = Rule(
        "period",
        lambda cell: last_day(cell) is not None,
        lambda cell: f'"{shown(cell)}" is not a date (allowed: a real YYYY-MM-DD, YYYY-MM or YYYY, 1900 to 2099)',
    )
    return column(description, rule, **options)


def address(description: str, **options) -> pa.Column:
    """A web address."""
    rule = Rule(
        "address",
        lambda cell: bool(re.fullmatch(r"https?://[^\s\"<>]+", cell)),
        lambda cell: f'"{shown(cell)}" is not a web address (allowed: http:// or https://)',
    )
    return column(description, rule, **options)


@dataclass(frozen=True)
class RowRule:
    """What the cells of a row must satisfy together.

    Attributes
    ----------
    name : str
        Names the rule among the rules of its table.
    column : str
        Column the fault is shown at.
    holds : callable
        The table as text to one True or False a row.
    complain : callable
        A bad row to the sentence that says what is wrong and what is allowed.
    identifies : tuple of str
        For a key: the columns that together tell a row from all others.
    """

    name: str
    column: str
    holds: Callable[[pd.DataFrame], pd.Series]
    complain: Callable[[pd.Series], str]
    identifies: tuple[str, ...] = ()

    def check(self) -> pa.Check:
        """The rule as a pandera check of the whole table."""
        return pa.Check(self.holds, error=self.name)


def ordered(*names: str) -> RowRule:
    """The numbers in these columns do not fall from left to right; blanks are passed over."""

    def holds(table: pd.DataFrame) -> pd.Series:
        values = table[list(names)].apply(pd.to_numeric, errors="coerce")
        filled = values.ffill(axis="columns")
        return ~(filled.diff(axis="columns") < 0).any(axis="columns")

    return RowRule(
        "ordered",
        names[1],
        holds,
        lambda row: (
            ", ".join(f"{name} {shown(row[name]) or 'blank'}" for name in names) + f" (allowed: {' <= '.join(names)})"
        ),
    )


def key(*names: str) -> RowRule:
    """These columns together stand in one row only."""
    return RowRule(
        "key",
        names[-1],
        lambda table: ~table.duplicated(list(names)),
        lambda row: f"a row above has {', '.join(f'{name} {shown(row[name])}' for name in names)} already",
        names,
    )


def ascending(name: str) -> RowRule:
    """The days in this column do not go back from one row to the next."""
    return RowRule(
        "ascending",
        name,
        lambda table: table[name] >= table[name].shift(fill_value=""),
        lambda row: f'"{shown(row[name])}" comes after a later day (rows are in order of {name})',
    )
