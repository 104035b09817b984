"""Text that may hold anything, made safe for where it is shown: a page, a terminal, a spreadsheet.

Some characters are not seen, but turn or hide what stands around them. And some cells of a CSV file are formulas to a
spreadsheet: quotes do not help, as it takes them away and runs what is left. OWASP's advice is a single quote before
such a cell (ASVS 1.2.10). Downloads have it; the tables in ``data/``, which are published as they stand, may hold none.
"""

from __future__ import annotations

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
