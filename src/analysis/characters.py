"""Text that may hold anything, made safe for where it is shown: a page, a terminal, a spreadsheet.

Some characters are not seen, but turn or hide what stands around them. And some cells of a CSV file are formulas to a
spreadsheet: quotes do not help, as it takes them away and runs what is left. OWASP's advice is a single quote before
such a cell (ASVS 1.2.10). Downloads have it; the tables in ``data/``, which are published as they stand, may hold none.
"""

import json
import re
from decimal import Decimal
from typing import Any

UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f"  # controls
    "\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff"  # separators of lines, and what turns the direction of writing
    "\ufdd0-\ufdef\ufffe\uffff]"  # no characters at all: XML refuses them
)

FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n\0]")
"""How a formula begins: also in full-width signs, and behind what a spreadsheet skips."""

FIRST = "= + - @ tab or line end"
"""How a message names the beginnings of formulas."""

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")

TYPED = r"-?([0-9]+|[0-9]{1,3}([ \u00a0\u202f][0-9]{3})+)([.,][0-9]+)?([eE][+-]?[0-9]+)?"
"""A number as people type and paste it, for Python and for the scripts of pages."""

IN_DOUBT = "-?[1-9][0-9]{0,2},[0-9]{3}"
"""What is a thousand and more to some, one and a little to others."""

MERGE = re.compile(rb"^(<{7}|\|{7}|={7}|>{7})(?= |\r?$)", re.MULTILINE)
"""The lines that git puts around both sides of what it could not merge."""


def json_text(content: Any) -> str:
    """What commands and downloads print as JSON."""
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def plain(value: Decimal) -> str:
    """A number as ``--set`` and attributes of HTML take it, without noughts at its end.

    Examples
    --------
    >>> plain(Decimal("1.10")), plain(Decimal("30.0")), plain(Decimal("1E+4"))
    ('1.1', '30', '10000')
    """
    return f"{value.normalize():f}"


def pointed(text: str, comma: bool = False) -> str:
    """A typed number with a decimal point and nothing between thousands; any other text as it is.

    A comma before exactly three digits is left, as it may part thousands, unless it is known to be a decimal ``comma``.

    Examples
    --------
    >>> pointed("12,5"), pointed("37 000"), pointed("0,125"), pointed("1,234"), pointed("1,234", comma=True)
    ('12.5', '37000', '0.125', '1,234', '1.234')
    """
    bare = text.strip()
    if not re.fullmatch(TYPED, bare) or (re.fullmatch(IN_DOUBT, bare) and not comma):
        return text
    return re.sub(r"\s", "", bare).replace(",", ".")


def open_merge(content: bytes) -> str | None:
    r"""What is said of a file in which a merge was left open; None where none was.

    Examples
    --------
    >>> open_merge(b"as_of: 2026-03-02\n<<<<<<< HEAD\nsubject_sites: 5\n")
    'a merge was left open here (<<<<<<<), line 2'
    """
    found = MERGE.search(content)
    if not found:
        return None
    return f"a merge was left open here ({found[1].decode()}), line {content.count(10, 0, found.start()) + 1}"


def visible(text: str) -> str:
    r"""A text in which characters that turn or hide others are written as their number.

    Examples
    --------
    >>> visible("a\u202eb")
    'a[U+202E]b'
    """
    return UNSEEN.sub(numbered, text)


def numbered(found: re.Match[str]) -> str:
    """A character as its number."""
    return f"[U+{ord(found[0]):04X}]"


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would take the text of a cell for a formula; a number is none.

    Examples
    --------
    >>> is_formula("=1+2"), is_formula("-2+3"), is_formula("-5"), is_formula("2-1")
    (True, True, False, False)
    """
    return bool(FORMULA.match(cell)) and not NUMBER.fullmatch(cell)


def harmless(cell: str) -> str:
    """The text of a cell as a spreadsheet shows it, whatever it holds.

    Examples
    --------
    >>> harmless("=1+2"), harmless("-5"), harmless("five")
    ("'=1+2", '-5', 'five')
    """
    return f"'{cell}" if is_formula(cell) else cell
