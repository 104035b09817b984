"""Say sentences that are never printed with a gap in them.

A sentence is a template. Its placeholders are looked up in the study and say how to be read after a colon::

    "The sum announced for {comparator.name} is {comparison.announced_ratio:times} that for {subject.name}"

It is written in English and translated when it is filled; numbers, dates and units are written in the language that is
spoken (:mod:`analysis.text`).

========== ======================================= ===========================
word       gives                                   example
========== ======================================= ===========================
(none)     value with its unit; a share in percent €20bn
usd        money in US dollars                     $23.3bn
range      value with its unit and its range       $18bn (10 to 30)
number     value alone                             21
times      value and times; below one, its share   21 times, 4.7% of
percent    value as a percentage                   20%
rate       value with four decimals                1.1666
date       the day the value speaks of             4 December 2025
basis      whose reading it is and how sure        our own estimate, confidence low
========== ======================================= ===========================
"""

from __future__ import annotations

import datetime
import math
import re
import string
from collections.abc import Callable, Mapping
from html import escape
from typing import Any, TypeAlias

from analysis.characters import visible
from analysis.errors import CallError, nearest, shown
from analysis.study import Quantity, Study
from analysis.text import JOINT, joined, translate, typeset
from analysis.text.numbers import date, number, percent, two_digits
from analysis.text.prose import Block
from analysis.wording import quantity


class GapError(Exception):
    """A placeholder has no value."""


class _Template(string.Formatter):
    """Formats placeholders that are looked up in a study.

    Parameters
    ----------
    mark : callable
        Told the text of a value, and the full name of the quantity it is, if it is one; gives what is printed.
    """

    def __init__(self, mark: Mark):
        self.mark = mark

    def get_field(self, field_name: str, args: Any, kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        try:
            value, key = super().get_field(field_name, args, kwargs)
        except KeyError:
            known = nearest(field_name, kwargs)
            raise CallError(f'"{{{field_name}}}" names nothing in the study (nearest: "{{{known}}}")') from None
        except AttributeError as error:
            raise CallError(f'"{{{field_name}}}" names nothing in the study: {error}') from None
        return (value, field_name), key

    def format_field(self, value: tuple[Any, str], format_spec: str) -> str:
        value, field_name = value
        if isinstance(value, Quantity):
            if not value.known:
                raise GapError
            is_number = "." in field_name and format_spec not in ("date", "basis")
            return JOINT + self.mark(quantity(value, format_spec), field_name if is_number else "")
        return JOINT + self.mark(self.text_of(value, format_spec), "")

    def text_of(self, value: Any, format_spec: str) -> str:
        """What is no quantity in words."""
        if value is None or (isinstance(value, float) and math.isnan(value)):
            raise GapError
        if isinstance(value, datetime.date):
            return date(value)
        if isinstance(value, float):
            return percent(two_digits(value)) if format_spec == "percent" else number(value)
        if isinstance(value, str):
            return translate(value)
        return super().format_field(value, format_spec)


Mark: TypeAlias = Callable[[str, str], str]


def plain(text: str, name: str) -> str:
    """A value as it is."""
    return text


def sentence(study: Study, *templates: str, values: Mapping[str, Any] | None = None, mark: Mark = plain) -> str:
    """Fill a template from a study, in the language spoken; the first letter is a capital.

    Parameters
    ----------
    study : Study
        Placeholders are its attributes: ``subject``, ``comparator``, ``comparison``, ``common``, ``as_of``, ``rate``.
    *templates : str
        The sentence in English, and others for where a number of it is a gap: the first without a gap is filled.
    values : mapping, optional
        Further values for placeholders.
    mark : callable
        What is printed for a value, given its text and the full name of its quantity.

    Returns
    -------
    str
        Empty where there is nothing true to say.

    Raises
    ------
    CallError
        If a placeholder names nothing.

    Examples
    --------
    >>> from analysis.study import compare
    >>> sentence(compare("article"), "{comparison.announced_ratio:number} times as much")
    '21 times as much'
    """
    year = str(study.denominator_year) if study.denominator_year else None
    own = study.groups | {"as_of": study.as_of, "rate": study.rate, "denominator_year": year}
    values = {**(values or {}), **own}
    for template in templates:
        try:
            filled = typeset(joined(_Template(mark).vformat(translate(template), (), values)))
        except GapError:
            continue
        return re.sub(r"^((?:<[^<>]*>|&#?\w+;|[^\w<])*)(\w)", lambda found: found[1] + found[2].upper(), filled)
    return ""


SIGNS = r"[\\`*_\[\]$|~]"
"""What Markdown reads as its own wherever it stands."""

MARKDOWN = re.compile(SIGNS + r"|^(?:[#+=-]|\d+(?=[.)] ))")
"""The same, and what it reads as its own where a line begins with it."""


def as_markdown(text: str, name: str) -> str:
    """A value as Markdown that shows it just as it is; that of a quantity leads to how the number is made.

    The address is filled in when the page is published: a notebook has no such page beside it.
    """
    line = " ".join(visible(text).split("\n"))
    shown = MARKDOWN.sub(lambda found: "".join(f"&#{ord(sign)};" for sign in found[0]), escape(line))
    if not name:
        return shown
    return f'<a class="number" data-quantity="{escape(name)}" title="analysis explain {escape(name)}">{shown}</a>'


class Prose:
    """A paragraph that JupyterLab and the published page show as text.

    Parameters
    ----------
    markdown : str
        The paragraph, its numbers marked.
    text : str
        The same as plain text.
    """

    def __init__(self, markdown: str, text: str):
        self.markdown = markdown
        self.text = text

    def _repr_markdown_(self) -> str:
        return self.markdown

    def __repr__(self) -> str:
        return self.text


def say(study: Study, *blocks: Block | str, values: Mapping[str, Any] | None = None) -> Prose:
    """Say a paragraph in the language spoken; its first letter is a capital, and it may hold Markdown.

    Parameters
    ----------
    study : Study
        Placeholders are its attributes: ``subject``, ``comparator``, ``comparison``, ``common``, ``as_of``, ``rate``.
        Behind a colon stands what of a number is printed: ``number``, ``range``, ``times``, ``percent``, ``basis``.
    *blocks : Block or str
        The paragraph in English, and others: the first whose condition holds and whose numbers are known is said.
    values : mapping, optional
        Further values for placeholders, and what conditions speak of.

    Returns
    -------
    Prose
        What JupyterLab and the published page show; empty where there is nothing true to say.

    Raises
    ------
    CallError
        If a placeholder names nothing, or a condition fails.

    Examples
    --------
    >>> from analysis import compare
    >>> said = say(compare("article"), "{subject.short_name}: {subject.announced}")
    >>> str(said).replace(chr(160), " ")
    'EU gigafactories: €20bn'
    """
    blocks = [block if isinstance(block, Block) else Block("", block) for block in blocks]
    true = [block.text for block in blocks if not block.condition or holds(block.condition, values or {})]
    return Prose(*(sentence(study, *true, values=values, mark=mark) for mark in (as_markdown, plain)))


def holds(condition: str, values: Mapping[str, Any]) -> bool:
    """Whether a condition of a block holds, by the names of the notebook."""
    try:
        return bool(eval(condition, dict(values)))
    except Exception as error:
        raise CallError(f'the condition "{condition}": {type(error).__name__}, {shown(error)}') from None
