"""What a spreadsheet takes for a formula in a CSV file.

Quotes around a cell do not help: a spreadsheet takes them away and runs what is left. OWASP's advice is a single quote
before a cell that begins so (ASVS 1.2.10). Downloads have it; the tables in ``data/``, which are published as they
stand, may hold no such cell.
"""

from __future__ import annotations

import re

FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n\0]")
"""How a formula begins: also in full-width signs, and behind what a spreadsheet skips."""

NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)

FIRST = "= + - @ tab or line end"
"""How a message names the beginnings of formulas."""


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
