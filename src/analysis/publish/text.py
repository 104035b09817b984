"""Text of data and parameters on a page: shown just as it is, whatever it holds."""

from __future__ import annotations

import html
import re

from markupsafe import Markup

from analysis.characters import visible
from analysis.edition import Edition
from analysis.text import translate as _
from analysis.wording import date


def escape(text: object) -> str:
    """A text for a page or an attribute of one.

    Examples
    --------
    >>> escape('<script> "x"')
    '&lt;script&gt; &quot;x&quot;'
    """
    return html.escape(visible(str(text)))


def edition_and_day(parameters: Edition) -> Markup:
    """Whose figures are shown, and of which day."""
    day = f'<time datetime="{parameters.as_of.isoformat()}">{date(parameters.as_of)}</time>'
    return Markup(_("Edition {edition}, as of {day}", edition=escape(parameters.edition), day=day))


def address(url: str) -> str:
    """An address that can be followed: of the web, else nothing.

    Examples
    --------
    >>> address("https://example.org/a"), address("javascript:alert(1)")
    ('https://example.org/a', '')
    """
    return url if re.match(r"https?://[^\s]+$", url) else ""
