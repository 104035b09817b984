"""Text in the language that is spoken: gettext catalogues, typography, and messages that are translated when printed.

Text in code is written in English. What is printed at once is marked with :func:`translate`, imported as ``_``. What is
kept, such as the label of a quantity, is a :class:`Message`, or a word marked with :func:`N_`; both are English until
:func:`translate` prints them. The translations of code, page templates, notebooks and tables stand in one catalogue a
language, ``data/translations/fr.po``.
"""

from __future__ import annotations

import importlib
import importlib.util
import string
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

from analysis.errors import DataError, Fault
from analysis.paths import project
from analysis.text.catalogue import FOLDER, catalogue, translated_languages
from analysis.text.typography import JOINT

DEFAULT = "en"
"""The language that code, notebooks and data are written in."""

_everywhere = [DEFAULT]
_here: ContextVar[str | None] = ContextVar("language", default=None)


def languages(data: Path | None = None) -> dict[str, str]:
    """The languages of a folder of data, that of the project when left out, each with its own name.

    The first is the one that code and data are written in.

    Examples
    --------
    >>> languages()
    {'en': 'English', 'fr': 'Français'}
    """
    names = {}
    for lang in (DEFAULT, *translated_languages(data or project().data)):
        try:
            names[lang] = Locale.parse(lang).get_display_name().capitalize()
        except (UnknownLocaleError, ValueError):
            fault = "is the catalogue of no known language (allowed: names such as fr.po)"
            raise DataError([Fault(f"data/{FOLDER}/{lang}.po", None, None, fault)]) from None
    return names


def language() -> str:
    """The language spoken now: ``en``, ``fr``, or another with a catalogue."""
    return _here.get() or _everywhere[0]


def speak(lang: str) -> None:
    """Speak a language from now on, in all of this process.

    Examples
    --------
    >>> speak("en")
    >>> language()
    'en'
    """
    _everywhere[0] = lang


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
    before = _here.set(lang)
    try:
        yield
    finally:
        _here.reset(before)


class Message(str):
    """A text with values that is kept in English and translated when it is printed.

    Parameters
    ----------
    msgid : str
        The English, with placeholders in braces.
    **values
        For the placeholders; of texts among them, each is translated too.

    Examples
    --------
    >>> message = Message("no mean exchange rate for {year}", year=2025)
    >>> message
    'no mean exchange rate for 2025'
    >>> with speaking("fr"):
    ...     translate(message)
    'pas de taux de change moyen pour 2025'
    """

    msgid: str
    values: dict[str, Any]

    def __new__(cls, msgid: str, /, **values: Any) -> Message:
        """Fill the English."""
        with speaking(DEFAULT):
            message = super().__new__(cls, filled(msgid, **values) if values else msgid)
        message.msgid, message.values = msgid, values
        return message

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        """What a copy is made from."""
        return (self.msgid,), self.values


def listed(parts: Iterable[str], between: str = "; ") -> Message:
    """Messages one after another as one.

    Examples
    --------
    >>> listed(["announced", Message("in {year}", year=2025)])
    'announced; in 2025'
    """
    values = {f"part_{place}": part for place, part in enumerate(parts)}
    return Message(between.join(f"{{{name}}}" for name in values), **values)


def translate(text: str, /, **values: Any) -> str:
    """A text in the language spoken, with values filled in.

    Parameters
    ----------
    text : str
        The English, with placeholders in braces if there are values, or a :class:`Message`. What no catalogue has
        stays in English.
    **values
        For the placeholders; texts among them are translated too.

    Returns
    -------
    str

    Examples
    --------
    >>> translate("{count} of {known} sites", count=15, known=18)
    '15 of 18 sites'
    """
    if isinstance(text, Message):
        text, values = text.msgid, {**text.values, **values}
    lang = language()
    found = text if lang == DEFAULT or not text else catalogue(lang).gettext(text)
    return typeset(filled(found, **values) if values else found)


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


def N_(text: str) -> str:  # noqa: N802 (the name that gettext gives it)
    """Mark an English text as one to be translated where it is printed."""
    return text


def forms(one: str, many: str) -> tuple[str, str]:
    """Mark a text whose form depends on a count, to be translated by :func:`plural`."""
    return one, many


def filled(template: str, /, **values: Any) -> str:
    """A template with its values, joined to the words before them as the language spoken has it."""
    return joined(_Joining().vformat(template, (), values))


class _Joining(string.Formatter):
    """Translates the texts that are put in and marks their places; writes numbers, by a pattern such as ``0.0000``."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, str):
            return JOINT + super().format_field(translate(value), format_spec)
        if isinstance(value, float):
            return format_decimal(value, format=format_spec or "0.###", locale=language())
        return super().format_field(value, format_spec)


@cache
def typography_of(lang: str) -> ModuleType:
    """The module of typography of a language; the plain one where it has none."""
    name = f"analysis.text.typography.{lang}"
    return importlib.import_module(name if importlib.util.find_spec(name) else "analysis.text.typography")


def typography() -> ModuleType:
    """How the language spoken is set; see :mod:`analysis.text.typography`."""
    return typography_of(language())


def typeset(text: str) -> str:
    """A text with the spaces, quotes and apostrophes of the language spoken."""
    return typography().typeset(text)


def joined(text: str) -> str:
    """A text in which every value that was marked with :data:`JOINT` is joined to the word before it."""
    return typography().joined(text)
