"""Text of data and parameters on a page: shown just as it is, whatever it holds."""

from __future__ import annotations

import datetime
import html
import re

from analysis.wording import date

UNSEEN = re.compile(r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Characters that are not seen but turn or hide what stands around them."""


def visible(text: str) -> str:
    r"""A text in which characters that turn or hide others are written as their number.

    Examples
    --------
    >>> visible("a\u202eb")
    'a[U+202E]b'
    """
    return UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def escape(text: object) -> str:
    """A text for a page or an attribute of one.

    Examples
    --------
    >>> escape('<script> "x"')
    '&lt;script&gt; &quot;x&quot;'
    """
    return html.escape(visible(str(text)))


def time(day: datetime.date) -> str:
    """A day that machines read too."""
    return f'<time datetime="{day.isoformat()}">{date(day)}</time>'


def address(url: str) -> str:
    """An address that can be followed: of the web, else nothing.

    Examples
    --------
    >>> address("https://example.org/a"), address("javascript:alert(1)")
    ('https://example.org/a', '')
    """
    return url if re.match(r"https?://[^\s]+$", url) else ""
