"""Write numbers and days as they are written in the language that is spoken."""

import datetime
import functools
import math
from decimal import ROUND_HALF_UP, Decimal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal, format_scientific

from analysis.text import language, translate as _, typography

NO_BREAK = "\N{NO-BREAK SPACE}"


parsed = functools.cache(Locale.parse)


def rules() -> Locale:
    """How the language that is spoken writes numbers and dates."""
    return parsed(language())


def decimals_of(value: float) -> int:
    """Decimals that give a number three significant digits; none from one hundred on."""
    return max(0, 2 - math.floor(math.log10(abs(value)))) if value else 0


def capitalised(text: str) -> str:
    """A text with a capital at its beginning, the rest as it is.

    Examples
    --------
    >>> capitalised("one year in the EU")
    'One year in the EU'
    """
    return text[:1].upper() + text[1:]


def number(value: float, decimals: int | None = None) -> str:
    """Write a number with three significant digits, or so many decimals at most; no trailing zeros.

    What no reader could count the digits of is written as a power of ten.

    Examples
    --------
    >>> number(23.332), number(20.0), number(1462.9), number(0.0004063)
    ('23.3', '20', '1,463', '0.000406')
    """
    if value and not 1e-9 <= abs(value) < 1e15:
        return format_scientific(Decimal(f"{value:.3g}"), locale=rules())
    decimals = decimals_of(value) if decimals is None else decimals
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    half_up = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return format_decimal(half_up, format=pattern, locale=rules())


def typed(value: float) -> str:
    """Write a number as a field for typing shows it: every digit, and nothing between thousands.

    Examples
    --------
    >>> typed(37000.0), typed(1.1572)
    ('37000', '1.1572')
    """
    digits = Decimal(repr(float(value))).normalize()
    return format_decimal(digits, format="0.#", locale=rules(), decimal_quantization=False)


MILLION = 1_000_000


def large(value: float) -> str:
    """Write a number that was worked out: three significant digits from ten thousand on, millions and more in words.

    Examples
    --------
    >>> large(362_335.0), large(17_786_044.0).replace(NO_BREAK, " "), large(1463.2)
    ('362,000', '17.8 million', '1,463')
    """
    if not 10_000 <= abs(value) < 1e15:
        return number(value)
    value = float(f"{value:.3g}")
    if abs(value) < MILLION:
        return number(value)
    exact = Decimal(repr(value))
    text = format_compact_decimal(exact, format_type="long", locale=rules(), fraction_digits=2)
    return typography().of_large(text).replace(" ", NO_BREAK)


def month(value: float) -> str:
    """Write a calendar year with decimals as a month.

    Examples
    --------
    >>> month(2028.499), month(2030.12)  # 1 July at noon, and the middle of February
    ('July 2028', 'February 2030')
    """
    first = datetime.date(math.floor(value), 1, 1)
    days = (first.replace(year=first.year + 1) - first).days
    day = first + datetime.timedelta(days=int((value - first.year) * days + 1e-6))
    return format_date(day, "MMMM y", locale=rules())


def percent(value: float) -> str:
    """Write a share as a percentage.

    Examples
    --------
    >>> percent(0.2), percent(0.00406)
    ('20%', '0.406%')
    """
    return _("{number}%", number=number(value * 100))


def date(value: datetime.date, pattern: str = "d MMMM y") -> str:
    """Write a day out, in the order and with the words of a pattern of Unicode's.

    Examples
    --------
    >>> date(datetime.date(2025, 12, 4)).replace(NO_BREAK, " ")
    '4 December 2025'
    """
    text = format_date(value, pattern, locale=rules())
    return typography().of_day(text, value).replace(" ", NO_BREAK)


def period(text: str) -> str:
    """Write out a day given as YYYY-MM-DD or a month given as YYYY-MM; a year stands as it is.

    Examples
    --------
    >>> period("2026-07"), period("2026")
    ('July 2026', '2026')
    """
    if len(text) == len("2026-07-30"):
        return date(datetime.date.fromisoformat(text))
    if len(text) == len("2026-07"):
        return format_date(datetime.date.fromisoformat(f"{text}-01"), "MMMM y", locale=rules())
    return text


def price(value: float) -> str:
    """Write a price to the cent.

    Examples
    --------
    >>> price(1.7)
    '1.70'
    """
    return format_decimal(value, format="0.00", locale=rules())


def times(low: float, high: float | None = None) -> str:
    """Write a ratio, or two, to stand before what is multiplied; what is less than it is a share of it.

    Examples
    --------
    >>> times(14.9).replace(NO_BREAK, " "), times(0.067), times(10.2, 19.7).replace(NO_BREAK, " ")
    ('14.9 times', '6.7% of', '10.2 to 19.7 times')
    """
    high = low if high is None else high
    how = percent if high < 1 else number
    text = how(low) if low == high else _("{low} to {high}", low=how(low), high=how(high))
    if high < 1:
        return _("{share} of", share=text)
    return _("{number} times", number=text).replace(" ", NO_BREAK)


def to_step(value: float, step: float) -> float:
    """A value rounded to a multiple of a step, a half away from zero as people round.

    Examples
    --------
    >>> to_step(1.65, 0.1), to_step(825, 10)
    (1.7, 830.0)
    """
    return float(f"{math.copysign(math.floor(abs(value) / step + 0.5 + 1e-9) * step, value):.12g}")


def two_digits(value: float) -> float:
    """A value with two significant digits.

    Examples
    --------
    >>> two_digits(1.65), two_digits(0.1545)
    (1.7, 0.15)
    """
    return to_step(value, 10.0 ** (math.floor(math.log10(abs(value))) - 1)) if value else value
