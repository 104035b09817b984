"""Put quantities into words, with their units, ranges and bounds, in the language that is spoken."""

import math

from babel.numbers import format_decimal

from analysis.errors import CallError, nearest
from analysis.model.amounts import Triplet
from analysis.study import Quantity
from analysis.text import N_, forms, plural, translate, translate as _, typography
from analysis.text.numbers import (
    MILLION,
    NO_BREAK,
    date,
    decimals_of,
    large,
    month,
    number,
    percent,
    price,
    rules,
    times,
    to_step,
)

UNITS = {
    "EUR": forms("€{count}", "€{count}"),
    "USD": forms("${count}", "${count}"),
    "GBP": forms("£{count}", "£{count}"),
    "JPY": forms("¥{count}", "¥{count}"),
    "KRW": forms("{count} won", "{count} won"),
    "INR": forms("{count} rupee", "{count} rupees"),
    "CNY": forms("{count} yuan", "{count} yuan"),
    "CAD": forms("C${count}", "C${count}"),
    "AUD": forms("A${count}", "A${count}"),
    "SEK": forms("{count} krona", "{count} kronor"),
    "EUR bn": forms("€{count}bn", "€{count}bn"),
    "USD bn": forms("${count}bn", "${count}bn"),
    "GBP bn": forms("£{count}bn", "£{count}bn"),
    "JPY bn": forms("¥{count}bn", "¥{count}bn"),
    "KRW bn": forms("{count}bn won", "{count}bn won"),
    "INR bn": forms("{count}bn rupees", "{count}bn rupees"),
    "CNY bn": forms("{count}bn yuan", "{count}bn yuan"),
    "CAD bn": forms("C${count}bn", "C${count}bn"),
    "AUD bn": forms("A${count}bn", "A${count}bn"),
    "SEK bn": forms("{count}bn kronor", "{count}bn kronor"),
    "H100e": forms("{count} H100e", "{count} H100e"),
    "chips": forms("{count} chip", "{count} chips"),
    "months": forms("{count} month", "{count} months"),
    "years": forms("{count} year", "{count} years"),
    "people": forms("{count} person", "{count} people"),
    "sites": forms("{count} site", "{count} sites"),
}
"""How a count of each unit is written; a unit that is not listed stands after the number as it is."""

PER = {
    "site": N_("per site"),
    "year": N_("per year"),
    "person": N_("per person"),
    "chip": N_("per chip"),
    "GW": N_("per GW"),
    "MWh": N_("per MWh"),
    "H100e": N_("per H100e"),
    "H100e-hour": N_("per H100e-hour"),
    "EUR": N_("per euro"),
    "USD": N_("per dollar"),
    "GBP": N_("per pound"),
    "JPY": N_("per yen"),
    "KRW": N_("per won"),
    "INR": N_("per rupee"),
    "CNY": N_("per yuan"),
    "CAD": N_("per Canadian dollar"),
    "AUD": N_("per Australian dollar"),
    "SEK": N_("per krona"),
}
"""What a unit may be counted by."""


def with_unit(text: str, unit: str, count: float = 2) -> str:
    """Set a number beside its unit, as the language spoken has it; ``count`` is the number where that is known.

    Examples
    --------
    >>> with_unit("20", "EUR bn").replace(NO_BREAK, " "), with_unit("7", "sites").replace(NO_BREAK, " ")
    ('€20bn', '7 sites')
    >>> [with_unit("35", unit).replace(NO_BREAK, " ") for unit in ("USD bn/GW", "USD/MWh", "W/chip")]
    ['$35bn per GW', '$35 per MWh', '35 W per chip']
    """
    if unit in ("ratio", "count"):
        return text
    whole, __, by = unit.replace("/", " per ").partition(" per ")
    one, many = UNITS.get(whole, ("", ""))
    counted = plural(one, many, count, count=text) if one else f"{text} {translate(whole)}"
    counted += f" {translate(PER.get(by, f'per {by}'))}" if by else ""
    return typography().with_unit(counted, text)


def ends(value: Triplet, unit: str = "") -> str:
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
    low, high = (None if end is None else end_of_range(end, value.central, unit) for end in (value.low, value.high))
    if low == high:  # as far as it is written
        return ""
    if high is None:
        return _(" ({low} or more)", low=low)
    if low is None:
        return _(" ({high} or less)", high=high)
    return _(" ({low} to {high})", low=low, high=high)


def end_of_range(end: float, central: float, unit: str) -> str:
    """Write one end of a range as its central value is written."""
    if unit == "year":
        return month(end)
    if unit.startswith("share"):
        decimals = decimals_of(central * 100) if central else None
        return _("{number}%", number=number(end * 100, decimals))
    if abs(end) >= 10_000:
        return large(end)
    return price(end) if in_cents(central, unit) else number(end, decimals_of(central) if central else None)


def in_cents(value: float, unit: str) -> bool:
    """Whether a sum is a price that is told to the cent.

    Examples
    --------
    >>> in_cents(1.7, "USD/H100e-hour"), in_cents(2.0, "USD"), in_cents(1.7, "USD bn")
    (True, False, False)
    """
    return (
        unit.replace(" per ", "/").partition("/")[0] in ("EUR", "USD", "GBP")
        and abs(value) < 100
        and value != int(value)
    )


def quantity(value: Quantity, how: str = "") -> str:
    """Write a quantity; ``how`` is a word of the table at the head of this module.

    Raises
    ------
    CallError
        If the word is not known or the quantity is not money where dollars are asked for.
    """
    if not value.known:
        return missing(value)
    shown = readable(value, value.value)
    ways = {
        "": lambda: stated(value, shown, value.unit),
        "usd": lambda: stated(value, readable(value, dollars(value)), dollar_unit(value)),
        "range": lambda: stated(value, shown, value.unit) + range_of(value, shown),
        "number": lambda: said(value, number(shown.central)),
        "times": lambda: said(value, times(shown.central)),
        "percent": lambda: said(value, percent(shown.central)),
        "rate": lambda: format_decimal(value.central, format="0.0000", locale=rules()),
        "date": lambda: date(value.as_of) if value.as_of else _("no date"),
        "basis": lambda: basis(value),
    }
    if how not in ways:
        raise CallError(f'"{how}" is no way to write {value.name} (nearest: "{nearest(how, ways)}"; all: {list(ways)})')
    return ways[how]()


def readable(quantity: Quantity, value: Triplet) -> Triplet:
    """A value as prose gives it: worked out, or with a range or a bound, it has two digits, and its ends no more.

    Examples
    --------
    >>> readable(Quantity("x", "x", Triplet(33.6, 58.9, 94.4), "USD bn"), Triplet(33.6, 58.9, 94.4))
    Triplet(low=34.0, central=59.0, high=94.0)
    """
    plain = value.is_exact and not quantity.said and not quantity.needs
    if plain or quantity.unit == "year" or not value.central:
        return value
    step = 10.0 ** (math.floor(math.log10(abs(value.central))) - 1)
    return Triplet(*(end and to_step(end, step) for end in (value.low, value.central, value.high)))


def range_of(quantity: Quantity, value: Triplet) -> str:
    """The range of a quantity; of one that its inputs make a floor its low end, of a ceiling its high one alone.

    Examples
    --------
    >>> range_of(Quantity("x", "x", None, "years", qualifier="at most"), Triplet(2.1, 3.2, 4.8))
    ' (4.8 or less)'
    """
    if value.is_exact or quantity.qualifier not in ("at least", "at most"):
        return ends(value, quantity.unit)
    end = value.low if quantity.qualifier == "at least" else value.high
    low, central = (one and end_of_range(one, value.central, quantity.unit) for one in (end, value.central))
    if low in (None, central):
        return ""
    kept = (end, None) if quantity.qualifier == "at least" else (None, end)
    return ends(Triplet(kept[0], value.central, kept[1]), quantity.unit)


def precise(value: Quantity) -> str:
    """Write a quantity with its range to three digits, where single digits are what sets rows apart.

    Examples
    --------
    >>> precise(Quantity("x", "x", Triplet(14.18, 14.33, 14.51), "ratio"))
    '14.3 (14.2 to 14.5)'
    """
    return (
        amount_of(value, value.central, value.unit) + ends(value.value, value.unit) if value.known else missing(value)
    )


def missing(value: Quantity) -> str:
    """What stands where there is no value: that none was found, that there is no ratio, or no figure."""
    return _("none found") if value.none_found else _("no ratio") if value.unit == "ratio" else _("no figure")


def basis(value: Quantity) -> str:
    """Whose reading a value is, and how sure it is."""
    if value.set_by:
        layer = value.set_by.removeprefix("edition ")
        return _("set by this call") if layer == "call" else _("set by the edition {edition}", edition=layer)
    whose = _("as documents say")
    if value.is_own_estimate:
        whose = _("our own estimate")
    elif value.is_second_hand:
        whose = _("known second-hand or by own sums alone")
    return (
        _("{whose}, confidence {level}", whose=whose, level=translate(value.confidence)) if value.confidence else whose
    )


def stated(quantity: Quantity, value: Triplet, unit: str) -> str:
    """The central value with its unit: zero; over or up to, as the document says; about, where it was interpolated."""
    if value.is_exact and value.central == 0 and quantity.rung:
        return _("zero")
    nothing = value.is_exact and value.central == 0  # nothing is not about nothing
    return said(quantity, amount_of(quantity, value.central, unit), nothing)


def said(quantity: Quantity, text: str, nothing: bool = False) -> str:
    """A value in words with what it bounds before it; nothing is not about nothing."""
    return text if nothing or not quantity.said else f"{translate(quantity.said)}{NO_BREAK}{text}"


def amount_of(quantity: Quantity, value: float, unit: str) -> str:
    """A value with its unit: a date as a month, a share in percent, a count that was worked out with three digits."""
    if unit == "year":
        return month(value)
    if unit.startswith("share"):
        return percent(value)
    exact = not quantity.needs and not quantity.interpolated_between and abs(value) < MILLION
    text = price(value) if in_cents(value, unit) else number(value) if exact else large(value)
    return with_unit(text, unit, 1 if text == "1" else max(value, 1.5))


def dollars(value: Quantity) -> Triplet:
    """A sum of money in US dollars."""
    if value.usd is None:
        raise CallError(f"{value.name} has no value in US dollars")
    return value.usd


def dollar_unit(value: Quantity) -> str:
    """Unit of a sum of money once it is in US dollars."""
    return " ".join(["USD", *value.unit.split()[1:]])
