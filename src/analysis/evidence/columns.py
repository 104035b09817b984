"""The kinds of column that the tables are made of.

Tables are checked as they are written, in text, so that a fault can be shown as it stands in the file; a blank cell is
None to pandera. Each check carries the sentence that says what is wrong, with a place for the cell.
"""

import datetime
import functools
import re
from collections.abc import Callable

import pandas as pd
import pandera.pandas as pa

from analysis.characters import FIRST, NUMBER, is_formula
from analysis.model.consortium import countries

LARGEST = 1e21
YEAR = "(?:19|20)[0-9][0-9]"
IDENTIFIER = r"[a-z0-9]+([-_:][a-z0-9]+)*"

ANOTHER = {"above", "before", "below", "previous", "same", "ditto", "idem", "ibid"}
POINTING = {*ANOTHER, "the", "as", "in", "see", "like", "again", "of", "row", "note", "line", "reading", "one", "last"}
"""The words of a text that says no more than that it stands in another row; the first are those that point there."""


def schema(
    description: str, /, *checks: pa.Check, unique: tuple[str, ...] = (), **columns: pa.Column
) -> pa.DataFrameSchema:
    """A table's schema: what a row is, what each row satisfies, what tells it from others, its columns in order."""
    return pa.DataFrameSchema(
        columns,
        checks=list(checks),
        description=description,
        unique=list(unique) or None,
        report_duplicates="exclude_first",
    )


def key_of(schema: pa.DataFrameSchema) -> tuple[str, ...]:
    """The columns that tell a row of a table from all others; every column where its schema names none."""
    alone = [name for name, spec in schema.columns.items() if spec.unique][:1]
    return tuple(alone or schema.unique or schema.columns)


def column(
    description: str, *checks: pa.Check, required: bool = True, unique: bool = False, kind: str = "string", **more
) -> pa.Column:
    """Make a column.

    Parameters
    ----------
    description : str
        What the column holds, with its unit; goes into the data package.
    *checks : pandera.Check
        What a cell that is not blank must satisfy.
    required : bool
        Whether blanks are refused.
    unique : bool
        Whether a value may stand in one row only.
    kind : str
        Table Schema type: ``string``, ``number``, ``integer`` or ``date``.
    **more
        For the data package ``constraints``; for the relations ``refers_to``, a table, and ``several`` ids in a cell;
        for the catalogues ``translated`` (each cell needs a translation) or ``translatable`` (it may have one).
    """
    return pa.Column(
        None,  # of no type: every cell is text, and to look at the type of each takes a quarter of all checking
        list(checks),
        nullable=not required,
        unique=unique,
        report_duplicates="exclude_first",
        description=description,
        metadata={"kind": kind, **more},
    )


def check(holds: str | Callable[[str], object], error: str) -> pa.Check:
    """What a cell satisfies, a pattern or a function, blanks apart, and the sentence for one that does not."""
    fits = re.compile(holds).fullmatch if isinstance(holds, str) else holds
    return pa.Check(lambda cell: bool(fits(cell)), element_wise=True, error=error)


def rule(column: str, holds: str, allowed: str, says: str = "") -> pa.Check:
    """What the cells of a row satisfy together, as ``DataFrame.eval`` reads it; a fault is shown at one column."""
    error = (says or f'"{{{column}}}" is not allowed') + f" (allowed: {allowed})"
    return pa.Check(lambda table: table.fillna("").eval(holds), name=column, error=error)


def blank_if(column: str, holds: str, allowed: str) -> pa.Check:
    """A cell is blank in just those rows that satisfy a condition, as ``DataFrame.eval`` reads it."""
    return rule(column, f"({column} == '') == ({holds})", allowed)


def text(description: str, **options) -> pa.Column:
    """Free text that stands by itself, but for what a spreadsheet takes for a formula: tables are downloads too."""
    formula = f'"{{cell}}" is a formula to a spreadsheet (allowed: text that begins without {FIRST})'
    elsewhere = '"{cell}" points to another row, and pages print this one alone (allowed: the text itself)'
    checks = (
        check(lambda cell: not is_formula(cell), formula),
        check(lambda cell: not points_elsewhere(cell), elsewhere),
    )
    return column(description, *checks, **{"required": False} | options)


def prose(description: str, **options) -> pa.Column:
    """Text that pages print, and that needs a translation."""
    return text(description, translated=True, **options)


def name(description: str, **options) -> pa.Column:
    """A name, which may hold English words: without a translation it stands as it is."""
    return text(description, translatable=True, **options)


def points_elsewhere(cell: str) -> bool:
    """Whether a text only points to another row.

    Examples
    --------
    >>> [points_elsewhere(cell) for cell in ("As above.", "See the note of the previous row", "〃", "Same three firms")]
    [True, True, True, False]
    """
    words = set(re.findall(r"\w+", cell.lower()))
    return (words <= POINTING and bool(words & ANOTHER)) or cell.strip() in ('"', "''", "\u3003")


def identifier(description: str, **options) -> pa.Column:
    """An id in small letters and digits joined by single hyphens, underscores or colons."""
    allowed = '"{cell}" is not an identifier (allowed: small letters and digits joined by - _ or :)'
    return column(description, check(IDENTIFIER, allowed), **options)


def choice(description: str, *words: str, what: str = "allowed", **options) -> pa.Column:
    """One of a few words that code, not a vocabulary, gives their meaning; ``what`` they are, with the article."""
    return column(description, pa.Check.isin(words, error=what), **options)


def reference(description: str, table: str, **options) -> pa.Column:
    """A word of a vocabulary, or the id of a row of another table: what stands in its first column."""
    return column(description, refers_to=table, **options)


def references(description: str, table: str, **options) -> pa.Column:
    """Several ids of rows of another table, joined by semicolons."""
    return reference(description, table, several=True, **options)


def parts(description: str) -> pa.Column:
    """Ids of facts and names of quantities that a number is made of, joined by semicolons."""
    allowed = '"{cell}" is not allowed (allowed: ids of facts and names of quantities, joined by semicolons)'
    return column(description, check(f"{IDENTIFIER}(;{IDENTIFIER})*", allowed), required=False)


def document() -> pa.Column:
    """The document behind a row."""
    return reference("Document that says so", "sources")


def documents() -> pa.Column:
    """The documents behind a row."""
    return references("Documents that say so, joined by semicolons", "sources")


def is_number(cell: str) -> bool:
    """Whether a cell is a number that a table may hold."""
    return bool(NUMBER.fullmatch(cell)) and abs(float(cell)) <= LARGEST


def number(
    description: str, low: float = -LARGEST, high: float = LARGEST, above: float = -LARGEST, **options
) -> pa.Column:
    """A decimal number, with a point, between bounds; ``above`` is a bound that is itself refused."""

    def holds(cell: str) -> bool:
        return is_number(cell) and low <= float(cell) <= high and float(cell) > above

    bounds = {"above {:g}": above, "{:g} or more": low, "{:g} or less": high}
    said = " and ".join(words.format(bound) for words, bound in bounds.items() if abs(bound) < LARGEST)
    allowed = ", ".join(filter(None, ("a number with a point before decimals", said)))
    constraints = {name: bound for name, bound in (("minimum", low), ("maximum", high)) if abs(bound) < LARGEST}
    error = f'"{{cell}}" is not allowed (allowed: {allowed})'
    return column(description, check(holds, error), kind="number", constraints=constraints, **options)


def whole_number(description: str, **options) -> pa.Column:
    """A whole number from 1 on."""
    error = '"{cell}" is not allowed (allowed: a whole number, 1 or more)'
    return column(description, check("[1-9][0-9]{0,8}", error), kind="integer", **options)


def year(description: str, **options) -> pa.Column:
    """A calendar year."""
    return column(description, check(YEAR, '"{cell}" is not a year (allowed: 1900 to 2099)'), kind="integer", **options)


def as_day(cell: str) -> datetime.date | None:
    """Read a day from 1900 to 2099 written YYYY-MM-DD; None for anything else and for days that do not exist."""
    if not re.fullmatch(f"{YEAR}-[0-9][0-9]-[0-9][0-9]", cell):
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
    month = f"{cell}-12" if re.fullmatch(YEAR, cell) else cell
    days = (as_day(f"{month}-{last}") for last in (31, 30, 29, 28)) if len(month) == 7 else (as_day(month),)
    return next(filter(None, days), None)


def day(description: str, **options) -> pa.Column:
    """A day, written YYYY-MM-DD, that exists in the calendar."""
    error = '"{cell}" is not a day (allowed: a real day written YYYY-MM-DD, 1900 to 2099)'
    return column(description, check(as_day, error), kind="date", **options)


def period(description: str, **options) -> pa.Column:
    """A day, a month or a year: YYYY-MM-DD, YYYY-MM or YYYY."""
    error = '"{cell}" is not a date (allowed: a real YYYY-MM-DD, YYYY-MM or YYYY, 1900 to 2099)'
    return column(description, check(last_day, error), **options)


def address(description: str, **options) -> pa.Column:
    """A web address."""
    error = '"{cell}" is not a web address (allowed: http:// or https://)'
    return column(description, check(r"https?://[^\s\"<>]+", error), **options)


def country(description: str, **options) -> pa.Column:
    """A country by its code."""
    error = '"{cell}" is no country (allowed: two capital letters of ISO 3166, such as ES, GR, GB)'
    return column(description, check(lambda cell: cell in countries(), error), **options)


def ordered(*names: str) -> pa.Check:
    """The numbers in these columns do not fall from left to right; blanks are passed over."""

    def holds(table: pd.DataFrame) -> pd.Series:
        values = table[list(names)].apply(pd.to_numeric, errors="coerce")
        return ~(values.ffill(axis="columns").diff(axis="columns") < 0).any(axis="columns")

    cells = ", ".join(f"{name} {{{name}}}" for name in names)
    return pa.Check(holds, name=names[1], error=f"{cells} (allowed: {' <= '.join(names)})")


def ascending(name: str) -> pa.Check:
    """The days in this column do not go back from one row to the next."""
    error = f"{{{name}}} comes after a later day (rows are in order of {name})"
    return pa.Check(lambda table: table[name].fillna("") >= table[name].shift().fillna(""), name=name, error=error)
