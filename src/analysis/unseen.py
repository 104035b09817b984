"""Characters that are not seen, but turn or hide what stands around them."""

from __future__ import annotations

import re

UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f"  # controls
    "\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff"  # separators of lines, and what turns the direction of writing
    "\ufdd0-\ufdef\ufffe\uffff]"  # no characters at all: XML refuses them
)


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
