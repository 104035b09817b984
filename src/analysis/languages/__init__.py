"""The languages of the pages: one spoken at a time, with its catalogues and its typography.

Text in code is written in English and marked with :func:`translate`, imported as ``_``; words that are values of a
table are marked with :func:`marked` and translated where they are printed. The French stands in two gettext catalogues:
``src/analysis/languages/fr.po`` for the text in code and templates, ``data/translations/fr.po`` for that of the tables.
Prose of a notebook has both languages in its own call. What is made from a study is made in its
language: functions that take a study, or a table of one, are marked with :func:`spoken`.
"""

from __future__ import annotations

import functools
import string
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeAlias, TypeVar

from analysis.languages import french
from analysis.languages.catalogues import catalogue

LANGUAGES = {"en": "English", "fr": "Français"}
"""The languages, each with its own name; the first is the one that code and data are written in."""

DEFAULT = next(iter(LANGUAGES))

_spoken: ContextVar[str] = ContextVar("language", default=DEFAULT)

Text: TypeAlias = str | tuple[str, str]
"""A text of a notebook: the English and the French."""

Function = TypeVar("Function", bound=Callable[..., Any])


def language() -> str:
    """The language spoken now: ``en`` or ``fr``."""
    return _spoken.get()


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Speak a language for the time of a block.

    Examples
    --------
    >>> with speaking("fr"):
    ...     language()
    'fr'
    >>> language()
    'en'
    """
    before = _spoken.set(lang)
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken(function: Function) -> Function:
    """Make a function speak the language of its first argument: of a study, or of a table that was made from one."""

    @functools.wraps(function)
    def in_its_language(first: Any, /, *others: Any, **named: Any) -> Any:
        of_table = getattr(first, "attrs", {}).get("lang")
        with speaking(getattr(first, "lang", None) or of_table or language()):
            return function(first, *others, **named)

    return in_its_language


def translate(text: str, /, **values: Any) -> str:
    """A text of code or data in the language spoken, with values filled in.

    Parameters
    ----------
    text : str
        The English, with placeholders in braces if there are values. What no catalogue has stays in English.
    **values
        For the placeholders.

    Returns
    -------
    str

    Examples
    --------
    >>> translate("{count} of {known} sites", count=15, known=18)
    '15 of 18 sites'
    """
    lang = language()
    found = text if lang == DEFAULT or not text else catalogue(lang).gettext(text)
    return typeset(filled(found, **values) if values else found)


def of_data(text: str, /, **values: Any) -> str:
    """A text of a table, or one marked elsewhere, in the language spoken: :func:`translate` for what is no literal."""
    return translate(text, **values)


def plural(one: str, many: str, count: float, /, **values: Any) -> str:
    """A text whose form depends on a count, in the language spoken; parameters as for :func:`translate`.

    Examples
    --------
    >>> plural("{count} site", "{count} sites", 7)
    '7 sites'
    """
    lang = language()
    found = (one if count == 1 else many) if lang == DEFAULT else catalogue(lang).ngettext(one, many, int(abs(count)))
    return typeset(filled(found, **({"count": count} | values)))


def marked(text: str) -> str:
    """Mark an English text as one to be translated where it is printed."""
    return text


def forms(one: str, many: str) -> tuple[str, str]:
    """Mark a text whose form depends on a count, to be translated by :func:`plural`."""
    return one, many


def chosen(text: Text) -> str:
    """The version of a text in the language spoken: of a pair, English first, French second.

    Examples
    --------
    >>> chosen(("in service", "en service")), chosen("in service")
    ('in service', 'in service')
    """
    if isinstance(text, str):
        return text
    place = list(LANGUAGES).index(language())
    return text[place] if place < len(text) and text[place] else text[0]


def filled(template: str, /, **values: Any) -> str:
    """A template with its values, joined to the words before them as the language spoken has it."""
    return joined(_Joining().vformat(template, (), values))


def typeset(text: str) -> str:
    """A text with the spaces, quotes and apostrophes of the language spoken."""
    return french.typeset(text) if language() == "fr" else text


def joined(text: str) -> str:
    """A text in which every value that was marked with :data:`JOINT` is joined to the word before it."""
    return french.joined(text) if language() == "fr" else text.replace(JOINT, "")


JOINT = french.JOINT
"""Stands before a value put into a sentence until :func:`joined` takes it away."""


class _Joining(string.Formatter):
    """Marks the places where texts are put in."""

    def format_field(self, value: Any, format_spec: str) -> str:
        text = super().format_field(value, format_spec)
        return JOINT + text if isinstance(value, str) else text
