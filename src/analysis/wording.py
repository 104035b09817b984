"""Put numbers into words: formats of the reader's language, and sentences that are never printed with a gap in them.

A sentence is a template. Its placeholders are looked up in the study and say how to be read after a colon::

    "{comparator.name} announced {comparator.announced}, {comparison.announced_ratio:times} as much"

========== ======================================= ===========================
word       gives                                   example
========== ======================================= ===========================
(none)     value with its unit; a share in percent EUR 20 bn
usd        money in US dollars                     USD 23.3 bn
range      value with its unit and its range       USD 18.3 bn (9.8 to 29.8)
number     value alone                             21.4
times      value and the word times                21.4 times
percent    value as a percentage                   20%
rate       value with four decimals                1.1666
date       the day the value speaks of             4 December 2025
basis      whose reading it is and how sure        an estimate of this project, confidence low
========== ======================================= ===========================
"""

from __future__ import annotations

import datetime
import math
import string
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal, format_scientific

from analysis.errors import CallError, nearest
from analysis.model.amounts import Triplet
from analysis.study import Quantity, Study

NO_BREAK = "\N{NO-BREAK SPACE}"


def decimals_of(value: float) -> int:
    """Decimals that give a number three significant digits; none from one hundred on."""
    return max(0, 2 - math.floor(math.log10(abs(value)))) if value else 0


def number(value: float, lang: str = "en", decimals: int | None = None) -> str:
    """Write a number with three significant digits, or so many decimals at most; no trailing zeros.

    What no reader could count the digits of is written as a power of ten.

    Examples
    --------
    >>> number(23.332), number(20.0), number(1462.9), number(0.0004063)
    ('23.3', '20', '1,463', '0.000406')
    """
    if value and not 1e-9 <= abs(value) < 1e15:
        return format_scientific(Decimal(f"{value:.3g}"), locale=lang)
    decimals = decimals_of(value) if decimals is None else decimals
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    half_up = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return format_decimal(half_up, format=pattern, locale=lang)


MILLION = 1_000_000


def large(value: float, lang: str = "en") -> str:
    """Write a number that was worked out: three significant digits from ten thousand on, millions and more in words.

    Examples
    --------
    >>> large(362_335.0), large(17_786_044.0).replace(NO_BREAK, " "), large(1463.2)
    ('362,000', '17.8 million', '1,463')
    """
    if not 10_000 <= abs(value) < 1e15:
        return number(value, lang)
    value = float(f"{value:.3g}")
    if abs(value) < MILLION:
        return number(value, lang)
    return format_compact_decimal(Decimal(repr(value)), format_type="long", locale=lang, fraction_digits=2).replace(
        " ", NO_BREAK
    )


def month(value: float, lang: str = "en") -> str:
    """Write a calendar year with decimals as a month.

    Examples
    --------
    >>> month(2028.499), month(2030.12)  # 1 July at noon, and the middle of February
    ('July 2028', 'February 2030')
    """
    first = datetime.date(math.floor(value), 1, 1)
    days = (first.replace(year=first.year + 1) - first).days
    day = first + datetime.timedelta(days=int((value - first.year) * days + 1e-6))
    return format_date(day, "MMMM y", locale=lang)


def percent(value: float, lang: str = "en") -> str:
    """Write a share as a percentage.

    Examples
    --------
    >>> percent(0.2), percent(0.00406)
    ('20%', '0.406%')
    """
    return f"{number(value * 100, lang)}%"


def date(value: datetime.date, lang: str = "en") -> str:
    """Write a day out.

    Examples
    --------
    >>> date(datetime.date(2025, 12, 4)).replace(NO_BREAK, " ")
    '4 December 2025'
    """
    return format_date(value, "d MMMM y", locale=lang).replace(" ", NO_BREAK)


def period(text: str, lang: str = "en") -> str:
    """Write out a day given as YYYY-MM-DD or a month given as YYYY-MM; a year stands as it is.

    Examples
    --------
    >>> period("2026-07"), period("2026")
    ('July 2026', '2026')
    """
    if len(text) == len("2026-07-30"):
        return date(datetime.date.fromisoformat(text), lang)
    if len(text) == len("2026-07"):
        return format_date(datetime.date.fromisoformat(f"{text}-01"), "MMMM y", locale=lang)
    return text


def with_unit(text: str, unit: str) -> str:
    """Set a number beside its unit, a currency before it and anything else after it.

    Examples
    --------
    >>> with_unit("20", "EUR bn").replace(NO_BREAK, " "), with_unit("7", "sites").replace(NO_BREAK, " ")
    ('EUR 20 bn', '7 sites')
    >>> [with_unit("35", unit).replace(NO_BREAK, " ") for unit in ("USD bn/GW", "USD/MWh", "W/chip")]
    ['USD 35 bn per GW', 'USD 35 per MWh', '35 W per chip']
    """
    currency, _, rest = unit.partition(" ")
    if unit.startswith(("EUR/", "USD/")):
        return NO_BREAK.join((unit[:3], text, "per", unit[4:]))
    rest, unit = rest.replace("/", " per "), unit.replace("/", " per ")
    if currency in ("EUR", "USD"):
        return NO_BREAK.join(part for part in (currency, text, rest.replace(" ", NO_BREAK)) if part)
    if unit == "ratio":
        return text
    counted = unit.removesuffix("s") if text == "1" else unit
    return f"{text}{NO_BREAK}{counted.replace(' ', NO_BREAK)}"


def ends(value: Triplet, lang: str = "en", unit: str = "") -> str:
    """Write the range of a value with the decimals of its central value, empty where it has none.

    Examples
    --------
    >>> ends(Triplet(9.76, 18.3, 29.8)), ends(Triplet(95.9, 212, None)), ends(Triplet.exact(20))
    (' (9.8 to 29.8)', ' (96 or more)', '')
    >>> ends(Triplet(0.196, 0.225, 0.249), unit="share"), ends(Triplet(2029.3, 2030.1, 2031), unit="year")
    (' (19.6% to 24.9%)', ' (April 2029 to January 2031)')
    """
    if value.is_exact or (value.low is None and value.high is None):
        return ""
    low, high = (
        None if end is None else end_of_range(end, value.central, lang, unit) for end in (value.low, value.high)
    )
    if high is None:
        return f" ({low} or more)"
    if low is None:
        return f" ({high} or less)"
    return f" ({low} to {high})"


def end_of_range(end: float, central: float, lang: str, unit: str) -> str:
    """Write one end of a range as its central value is written."""
    if unit == "year":
        return month(end, lang)
    if unit.startswith("share"):
        decimals = decimals_of(central * 100) if central else None
        return f"{number(end * 100, lang, decimals)}%"
    if abs(end) >= 10_000:
        return large(end, lang)
    return number(end, lang, decimals_of(central) if central else None)


def quantity(value: Quantity, how: str = "", lang: str = "en") -> str:
    """Write a quantity; ``how`` is a word of the table at the head of this module.

    Raises
    ------
    CallError
        If the word is not known or the quantity is not money where dollars are asked for.
    """
    if not value.known:
        return "no figure"
    forms = {
        "": lambda: stated(value, value.value, value.unit, lang),
        "usd": lambda: stated(value, dollars(value), dollar_unit(value), lang),
        "range": lambda: stated(value, value.value, value.unit, lang) + ends(value.value, lang, value.unit),
        "number": lambda: number(value.central, lang),
        "times": lambda: f"{number(value.central, lang)}{NO_BREAK}times",
        "percent": lambda: percent(value.central, lang),
        "rate": lambda: format_decimal(value.central, format="0.0000", locale=lang),
        "date": lambda: date(value.as_of, lang) if value.as_of else "no date",
        "basis": lambda: basis(value),
    }
    if how not in forms:
        raise CallError(
            f'"{how}" is no way to write {value.name} (nearest: "{nearest(how, forms)}"; all: {list(forms)})'
        )
    return forms[how]()


def basis(value: Quantity) -> str:
    """Whose reading a value is, and how sure it is."""
    if value.set_by:
        return "set by this call" if value.set_by == "call" else f"set by the {value.set_by}"
    whose = "an estimate of this project" if value.is_own_estimate else "as documents say"
    return f"{whose}, confidence {value.confidence}" if value.confidence else whose


def stated(quantity: Quantity, value: Triplet, unit: str, lang: str) -> str:
    """The central value with its unit: zero; over or up to, as the document says; about, where it was interpolated."""
    if value.is_exact and value.central == 0 and quantity.rung:
        return "zero"
    nothing = value.is_exact and value.central == 0  # nothing is not about nothing
    qualifier = quantity.qualifier or ("about" if quantity.interpolated_between and not nothing else "")
    return f"{qualifier} {amount_of(quantity, value.central, unit, lang)}".strip()


def amount_of(quantity: Quantity, value: float, unit: str, lang: str) -> str:
    """A value with its unit: a date as a month, a share in percent, a count that was worked out with three digits."""
    if unit == "year":
        return month(value, lang)
    if unit.startswith("share"):
        return percent(value, lang)
    exact = not quantity.needs and not quantity.interpolated_between and abs(value) < MILLION
    return with_unit(number(value, lang) if exact else large(value, lang), unit)


def dollars(value: Quantity) -> Triplet:
    """A sum of money in US dollars."""
    if value.usd is None:
        raise CallError(f"{value.name} has no value in US dollars")
    return value.usd


def dollar_unit(value: Quantity) -> str:
    """Unit of a sum of money once it is in US dollars."""
    return " ".join(["USD", *value.unit.split()[1:]])


class GapError(Exception):
    """A placeholder has no value."""


class _Template(string.Formatter):
    """Formats placeholders that are looked up in a study."""

    def __init__(self, lang: str):
        self.lang = lang

    def get_field(self, field_name: str, args: Any, kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        try:
            return super().get_field(field_name, args, kwargs)
        except KeyError:
            known = nearest(field_name, kwargs)
            raise CallError(f'"{{{field_name}}}" names nothing in the study (nearest: "{{{known}}}")') from None
        except AttributeError as error:
            raise CallError(f'"{{{field_name}}}" names nothing in the study: {error}') from None

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Quantity):
            if not value.known:
                raise GapError
            return quantity(value, format_spec, self.lang)
        if isinstance(value, datetime.date):
            return date(value, self.lang)
        if isinstance(value, float):
            if math.isnan(value):
                raise GapError
            return percent(value, self.lang) if format_spec == "percent" else number(value, self.lang)
        if value is None:
            raise GapError
        return super().format_field(value, format_spec)


def sentence(study: Study, template: str, otherwise: str = "", *, when: bool = True, **further: Any) -> str:
    """Fill a template from a study; the first letter is a capital.

    Parameters
    ----------
    study : Study
        Placeholders are its attributes: ``subject``, ``comparator``, ``comparison``, ``common``, ``as_of``, ``rate``.
    template : str
        The sentence.
    otherwise : str
        Printed instead where a number of the sentence is a gap or where ``when`` is false; itself a template.
    when : bool
        Guard of the wording: what has to be true for the sentence to be.
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
    values = {
        "subject": study.subject,
        "comparator": study.comparator,
        "comparison": study.comparison,
        "common": study.common,
        "as_of": study.as_of,
        "rate": study.rate,
        "denominator_year": str(study.denominator_year) if study.denominator_year else None,
    } | further
    for text, holds in ((template, when), (otherwise, True)):
        try:
            if holds and text:
                filled = _Template(study.loaded.parameters.lang).vformat(text, (), values)
                return filled[:1].upper() + filled[1:]
        except GapError:
            continue
    return ""


class Prose:
    """A paragraph that JupyterLab and the published page show as text."""

    def __init__(self, text: str):
        self.text = text

    def _repr_markdown_(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text


def say(study: Study, template: str, otherwise: str = "", *, when: bool = True, **further: Any) -> Prose:
    """Say a paragraph of the study; see :func:`sentence` for the parameters.

    Lines of the template may be broken anywhere; Markdown works.
    """
    return Prose(sentence(study, template, otherwise, when=when, **further))
