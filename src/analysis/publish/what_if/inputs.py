"""Which inputs a reader may move in the page, how far and in what steps."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from analysis.characters import NUMBER, pointed
from analysis.model.graph import SEATS, scope_of_input, without_seat
from analysis.publish.what_if.outcomes import alive
from analysis.study import Quantity, Study, study_of
from analysis.text import N_, translate, typography
from analysis.text import translate as _
from analysis.wording import capitalised, number, typed

HELD = N_("“{text}” cannot be set here; held at {value}, the nearest figure that can.")
"""Said where a figure becomes another."""

UNREAD = N_("“{text}” cannot be read as a number: write a point before decimals, and nothing between thousands.")
"""Said of anything else."""

RATE = "usd_per_eur"
"""The one parameter that is no input of the graph: it is the market rate of each programme in euro."""


def groups() -> dict[str, tuple[str, ...]]:
    """The inputs by name, in the order and under the headings in which they are shown."""
    return {
        _("Money and sites"): (
            RATE,
            "subject_announced",
            "comparator_announced",
            "comparator_claimed_deployed",
            "subject_sites",
            "comparator_sites",
        ),
        _("What it buys"): (
            "chip_price",
            "facility_to_it_peak_ratio",
            "price_performance_growth",
            "subject_h100e_planned",
        ),
        _("Time and growth"): ("subject_months_to_first_power", "world_compute_growth"),
    }


@dataclass(frozen=True)
class Control:
    """An input that can be moved.

    Attributes
    ----------
    name : str
        As ``analysis numbers --set`` has it.
    label : str
        What it is, in words.
    quantity : Quantity
        Its value in this edition.
    feeds : tuple of str
        Inputs of the graph that it sets.
    least, most, step : Decimal
        How far it can be moved; whole steps lead from the edition's value to both ends.
    """

    name: str
    label: str
    quantity: Quantity
    feeds: tuple[str, ...]
    least: Decimal
    most: Decimal
    step: Decimal

    @property
    def value(self) -> float:
        """Its value in this edition."""
        return self.quantity.value.central

    @property
    def is_whole(self) -> bool:
        """Whether it counts what cannot be halved."""
        return self.quantity.unit == "sites"

    def taken(self, text: str, before: float) -> tuple[float, str]:
        """What typed text sets it to, and what is said of that: nothing of a figure taken as it is.

        Parameters
        ----------
        text : str
            In the language spoken: in French every comma is a decimal one.
        before : float
            What it is set to, and stays where the text is no number.
        """
        number = pointed(text, comma=typography().DECIMAL_COMMA)
        asked = float(number) if NUMBER.fullmatch(number) else math.nan
        if not math.isfinite(asked):
            return before, translate(UNREAD, text=text)
        held = float(min(max(round(asked) if self.is_whole else asked, self.least), self.most))
        return held, "" if held == asked else translate(HELD, text=text, value=typed(held))


def controls(study: Study) -> dict[str, list[Control]]:
    """The inputs that can be moved in one edition, under their headings.

    One that is a gap there is left out, and one on which nothing rests that has a value.
    """
    moving = frozenset().union(*(study.graph.upstream(name) for name in alive(study)))
    found = {heading: [control_of(study, name) for name in names] for heading, names in groups().items()}
    kept = {
        heading: [one for one in of_group if one and moving & set(one.feeds)] for heading, of_group in found.items()
    }
    return {heading: of_group for heading, of_group in kept.items() if of_group}


def control_of(study: Study, name: str) -> Control | None:
    """One input with its bounds; None where it is a gap or where there is no room to move it."""
    if name == RATE:
        quantity = study.comparison.usd_per_eur
        feeds = tuple(f"{seat}_market_rate" for seat in SEATS if study.seats[seat].currency == "EUR")
    else:
        quantity, feeds = study.quantities[name], (name,)
    if not quantity.known:
        return None
    least, most = reach(study, name, quantity)
    value, step = exact(quantity.value.central), step_of(most - least, quantity.unit == "sites")
    if not step:
        return None
    below, above = (math.floor((exact(end) - value).copy_abs() / step) for end in (least, most))
    return Control(
        name, label_of(study, name, quantity), quantity, feeds, value - below * step, value + above * step, step
    )


def reach(study: Study, name: str, quantity: Quantity) -> tuple[float, float]:
    """How far an input can be moved, within what its vocabulary allows.

    A range is widened by its own width on either side. A value without a range can be moved from a tenth of it to three
    times.
    """
    value, word = quantity.value, "market_rate" if name == RATE else without_seat(name)
    low, high = range_in_data(study, name, quantity)
    if low == high:
        low, high = value.central / 10, value.central * 3
    else:
        low, high = low - (high - low), high + (high - low)
    allowed = study.evidence.quantities[word]
    low, high = max(low, float(allowed["least"])), min(high, float(allowed["most"]))
    return min(low, value.central), max(high, value.central)


def range_in_data(study: Study, name: str, quantity: Quantity) -> tuple[float, float]:
    """The range of an input, for the exchange rate that of all rates in the data; its value where it has no range."""
    rates, value = study.evidence.exchange_rates["usd_per_eur"], quantity.value
    if name == RATE:
        return float(rates.min()), float(rates.max())
    return (value.central,) * 2 if value.low is None or value.high is None else (value.low, value.high)


def far_from_data(study: Study, names: Iterable[str] | None = None) -> list[str]:
    """The numbers that were set further from the data than a reader may move them, each with what the data have.

    Parameters
    ----------
    study : Study
    names : iterable of str, optional
        The parameters to look at; those that the call changed when left out.
    """
    loaded = study.loaded
    numbers = [name for name in names or loaded.changes if name == RATE or name in study.quantities]
    if not numbers:
        return []
    without = loaded.without(*(name for name in numbers if name != RATE))
    unset = study_of(without, study.evidence)
    found = []
    for name in numbers:
        known, now = (one.comparison[RATE] if name == RATE else one.quantities[name] for one in (unset, study))
        if not known.known or not now.known:
            continue
        low, high = range_in_data(unset, name, known)
        least, most = (low, high) if name == RATE else reach(unset, name, known)
        if not least <= now.central <= most:
            ends = {"low": number(low), "high": number(high)}
            translate = ends["low"] if low == high else _("{low} to {high}", **ends)
            value = number(now.central)
            found.append(_("{name} = {value} is far from the data ({known}).", name=name, value=value, known=translate))
    return found


def step_of(width: float, whole: bool) -> Decimal:
    """The round step that parts a width into a hundred or a few more; nought where there is no width.

    Examples
    --------
    >>> step_of(81.0, False), step_of(0.83, False), step_of(20, True)
    (Decimal('0.5'), Decimal('0.005'), Decimal('1'))
    """
    if width <= 0:
        return Decimal(0)
    power = Decimal(1).scaleb(math.floor(math.log10(width / 100)))
    step = max(digit * power for digit in (1, 2, 5) if digit * power <= exact(width / 100))
    return max(step, Decimal(1)) if whole else step


def exact(value: float) -> Decimal:
    """A number with the digits it is written with."""
    return Decimal(repr(float(value)))


def label_of(study: Study, name: str, quantity: Quantity) -> str:
    """What an input is, with its programme where it is of one; the first letter is a capital."""
    if name == RATE:
        return _("US dollars for one euro")
    seat = study.seats.get(scope_of_input(name))
    if seat is None:
        return capitalised(translate(quantity.label))
    return capitalised(_("{quantity}, {programme}", quantity=quantity.label, programme=seat.short_name))
