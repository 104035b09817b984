"""What is said to a person whose input cannot be used: what, where, what is allowed, the nearest valid name."""

import difflib
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from analysis.characters import numbered, visible

LONGEST = 200
"""Characters of a value that a message shows."""

UNCLEAR = re.compile(r"[\t\r\n\u00a0\u00ad\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ud800-\udfff]")
"""What would break the line of a message, could not be printed, or looks like a blank or like nothing."""


class AnalysisError(Exception):
    """A user's mistake or a fault in the data, worded for the person who can mend it.

    Attributes
    ----------
    exit_code : int
        Exit code of the command line: 1 for bad data or a failed page, 2 for a bad call.
    """

    exit_code = 1

    def _render_traceback_(self) -> list[str]:
        """Show the message alone in IPython and JupyterLab, without a traceback."""
        return [f"{type(self).__name__}: {self}"]


class CallError(AnalysisError):
    """A parameter, an option or an edition that cannot be used."""

    exit_code = 2


class UnlikeError(AnalysisError, ValueError):
    """Two amounts that differ in kind were set against each other without naming the difference.

    Parameters
    ----------
    mismatches : dict of str to tuple of str
        For each kind of difference (``rung``, ``currency``, ``measure``, ``price_basis``, ``span``) the two values.

    Examples
    --------
    >>> print(UnlikeError({"currency": ("USD", "EUR")}))
    the two sums are not alike: currency USD against EUR. Compare like with like, or name the difference:
    allow=['currency']
    """

    def __init__(self, mismatches: dict[str, tuple[str, str]]):
        self.mismatches = mismatches
        super().__init__(mismatches)

    def __str__(self) -> str:
        pairs = "; ".join(
            f"{kind.replace('_', ' ')} {one} against {other}" for kind, (one, other) in self.mismatches.items()
        )
        return (
            f"the two sums are not alike: {pairs}. Compare like with like, or name the difference: "
            f"allow={sorted(self.mismatches)}"
        )


@dataclass(frozen=True, order=True)
class Fault:
    """One fault in the project's data.

    Attributes
    ----------
    file : str
        Path inside the project.
    row : int or None
        Row as a spreadsheet counts it: the header is row 1. None for the file as a whole.
    column : str or None
        Column, or key in a YAML file.
    message : str
        The bad value, what is allowed and the nearest valid word.
    """

    file: str
    row: int | None
    column: str | None
    message: str

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row is not None else ""
        word = "key" if self.file.endswith((".yml", ".json")) else "column"
        column = f", {word} {shown(self.column)}" if self.column else ""
        return f"{shown(self.file)}{row}{column}: {UNCLEAR.sub(numbered, self.message)}"


MOST_FAULTS = 100
"""Faults of one kind that are listed each by itself."""


def first_of(faults: Iterable[Fault], count: int | None = None) -> list[Fault]:
    """The first faults of one kind in one table, and in one line how many more there are; the others are not worded.

    Parameters
    ----------
    faults : iterable of Fault
        In the order of rows.
    count : int, optional
        How many there are; the length of ``faults`` when left out.
    """
    first = list(itertools.islice(faults, MOST_FAULTS))
    if more := (len(faults) if count is None else count) - len(first):
        first.append(replace(first[-1], message=f"{more:,} rows below have such a fault too"))
    return first


class DataError(AnalysisError):
    """The data cannot be used as they stand.

    Parameters
    ----------
    faults : list of Fault
        Every fault found, not only the first.
    """

    def __init__(self, faults: Iterable[Fault]):
        self.faults = list(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


def shown(value: object) -> str:
    r"""A value as a message shows it: in one line, cut where it is long, what is not seen as its number.

    Examples
    --------
    >>> shown(0.5), shown("a\nb"), shown("x" * 1000)[-30:]
    ('0.5', 'a[U+000A]b', 'xxxxxxxx... (1,000 characters)')
    """
    text = str(value)
    cut = f"{text[:LONGEST]}... ({len(text):,} characters)" if len(text) > LONGEST else text
    return UNCLEAR.sub(numbered, visible(cut))


def said_by(error: OSError) -> str:
    """What an error of the system says, and of which file if it knows one.

    Examples
    --------
    >>> said_by(FileNotFoundError(2, "No such file or directory", "x")), said_by(OSError("AF_UNIX path too long"))
    ('x: No such file or directory', 'AF_UNIX path too long')
    """
    said = error.strerror or str(error) or type(error).__name__
    return f"{shown(error.filename)}: {said}" if error.filename else said


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like a misspelt one, or None when there is nothing to choose from.

    A word of as many parts counts as nearer.

    Examples
    --------
    >>> nearest("EUR m", ["EUR", "EUR bn", "USD bn", "chips"])
    'EUR bn'
    """

    def likeness(other: str) -> float:
        same_parts = len(word.split()) == len(other.split())
        return difflib.SequenceMatcher(None, word.lower(), other.lower()).ratio() + 0.1 * same_parts

    return max(known, key=likeness, default=None)


def not_known(word: object, what: str, known: Iterable[str], where: str | None = None) -> str:
    """Word a refusal of an unknown name.

    Parameters
    ----------
    word : object
        The name as given.
    what : str
        What it should have been, with its article: ``"a known unit"``.
    known : iterable of str
        The valid names.
    where : str, optional
        The file that lists them; without it the names themselves are listed.

    Examples
    --------
    >>> not_known("nosuch", "a known edition", ["article", "latest"])
    '"nosuch" is not a known edition (nearest: "latest"; all: article, latest)'
    """
    names = list(known)
    close = nearest(shown(word), names)
    hint = f'nearest: "{shown(close)}"; ' if close else ""
    return f'"{shown(word)}" is not {what} ({hint}all: {where or ", ".join(map(shown, names)) or "none yet"})'
