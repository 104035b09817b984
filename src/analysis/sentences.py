"""Say sentences that are never printed with a gap in them.

A sentence is a template. Its placeholders are looked up in the study and say how to be read after a colon::

    "The sum announced for {comparator.name} is {comparison.announced_ratio:times} that for {subject.name}"

In a notebook a template is a pair: the English, then the French. Numbers, dates and units are written in the language
that is spoken (:mod:`analysis.languages`).

========== ======================================= ===========================
word       gives                                   example
========== ======================================= ===========================
(none)     value with its unit; a share in percent EUR 20 bn
usd        money in US dollars                     USD 23.3 bn
range      value with its unit and its range       USD 18.3 bn (9.8 to 29.8)
number     value alone                             21.4
times      value and times; below one, its share   21.4 times, 4.7% of
percent    value as a percentage                   20%
rate       value with four decimals                1.1666
date       the day the value speaks of             4 December 2025
basis      whose reading it is and how sure        an estimate of this project, confidence low
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

from analysis.errors import CallError, nearest
from analysis.languages import JOINT, Text, chosen, joined, of_data, spoken, typeset
from analysis.study import Quantity, Study
from analysis.text import visible
from analysis.wording import date, number, percent, quantity


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
            return percent(value) if format_spec == "percent" else number(value)
        return of_data(super().format_field(value, format_spec))


Mark: TypeAlias = Callable[[str, str], str]


def plain(text: str, name: str) -> str:
    """A value as it is."""
    return text


@spoken
def sentence(
    study: Study, template: Text, otherwise: Text = "", *, when: bool = True, mark: Mark = plain, **further: Any
) -> str:
    """Fill a template from a study; the first letter is a capital.

    Parameters
    ----------
    study : Study
        Placeholders are its attributes: ``subject``, ``comparator``, ``comparison``, ``common``, ``as_of``, ``rate``.
    template : str or tuple of str
        The sentence; of a notebook, in English and in French.
    otherwise : str or tuple of str
        Printed instead where a number of the sentence is a gap or where ``when`` is false; itself a template.
    when : bool
        Guard of the wording: what has to be true for the sentence to be.
    mark : callable
        What is printed for a value, given its text and the full name of its quantity.
    **further
        Further values for placeholders.

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
    '21.4 times as much'
    """
    year = str(study.denominator_year) if study.denominator_year else None
    values = study.groups | {"as_of": study.as_of, "rate": study.rate, "denominator_year": year} | further
    for text, holds in ((chosen(template), when), (chosen(otherwise), True)):
        try:
            if holds and text:
                filled = typeset(joined(_Template(mark).vformat(text, (), values)))
                return re.sub(r"^((?:<[^<>]*>|&#?\w+;|[^\w<])*)(\w)", lambda found: found[1] + found[2].upper(), filled)
        except GapError:
            continue
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


def say(
    study: Study, english: str, french: str = "", *, otherwise: Text = "", when: bool = True, **further: Any
) -> Prose:
    """Say a paragraph in the study's language; its first letter is a capital, and it may hold Markdown.

    Parameters
    ----------
    study : Study
        Placeholders are its attributes: ``subject``, ``comparator``, ``comparison``, ``common``, ``as_of``, ``rate``.
        Behind a colon stands what of a number is printed: ``number``, ``range``, ``times``, ``percent``, ``basis``.
    english, french : str
        The paragraph with its placeholders; lines may be broken anywhere.
    otherwise : tuple of str
        Said instead where a number of the paragraph is a gap or where ``when`` is false: English and French.
    when : bool
        Guard of the wording: what has to be true for the paragraph to be.
    **further
        Further values for placeholders.

    Returns
    -------
    Prose
        What JupyterLab and the published page show; empty where there is nothing true to say.

    Raises
    ------
    CallError
        If a placeholder names nothing.

    Examples
    --------
    >>> from analysis import compare
    >>> from analysis.wording import NO_BREAK
    >>> said = say(compare("article"), "{subject.short_name}: {subject.announced}", "{subject.short_name} : ...")
    >>> str(said).replace(NO_BREAK, " ")
    'EU gigafactories: EUR 20 bn'
    """
    said = [
        sentence(study, (english, french), otherwise, when=when, mark=mark, **further) for mark in (as_markdown, plain)
    ]
    return Prose(*said)
