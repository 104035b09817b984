"""Which inputs a reader may move in the page, how far and in what steps."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from analysis.characters import NUMBER, pointed
from analysis.model.graph import SEATS, scope_of_input, without_seat
from analysis.publish.simulator.outcomes import alive
from analysis.study import Quantity, Study, study_of
from analysis.text import N_, translate, translate as _, typography
from analysis.text.numbers import capitalised, number, typed

HELD = N_("“{text}” cannot be set here; held at {value}, the nearest figure that can.")
"""Said where a figure becomes another."""

UNREAD = N_("“{text}” cannot be read as a number: write a point before decimals, and nothing between thousands.")
"""Said of anything else."""

RATE = "usd_per_eur"
"""The one parameter that is no input of the graph: it is the market rate of each programme in euro."""


def groups() -> dict[str, tuple[str, ...]]:
    """The inputs by name, in the order and under the headings in which they are shown."""
    return {
        _("What is delivered"): (
            "comparator_delivery_rate_by_promised_date",
            "subject_delivery_rate_by_promised_date",
            "comparator_spent",
            "subject_spent",
        ),
        _("Money and sites"): (
            RATE,
            "comparator_announced",
            "subject_announced",
            "comparator_committed",
            "subject_committed",
            "comparator_financed",
            "subject_financed",
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
    found: dict[str, list[Control]] = {}
    for heading, names in groups().items():
        for control in (control_of(study, name) for name in names):
            if control and moving & set(control.feeds):
                found.setdefault(heading, []).append(control)
    return found


def quantity_of(study: Study, name: str) -> Quantity:
    """An input of the graph, or the exchange rate."""
    return study.comparison[RATE] if name == RATE else study.quantities[name]


def control_of(study: Study, name: str) -> Control | None:
    """One input with its bounds; None where it is a gap or where there is no room to move it."""
    quantity = quantity_of(study, name)
    if not quantity.known:
        return None
    in_euro = tuple(f"{seat}_market_rate" for seat in SEATS if study.seats[seat].currency == "EUR")
    least, most = reach(study, name)
    value, step = exact(quantity.value.central), step_of(most - least, quantity.unit == "sites")
    if not step:
        return None
    below, above = (math.floor((exact(end) - value).copy_abs() / step) for end in (least, most))
    ends = value - below * step, value + above * step
    return Control(name, label_of(study, name), quantity, in_euro if name == RATE else (name,), *ends, step)


def reach(study: Study, name: str) -> tuple[float, float]:
    """How far an input can be moved, within what its vocabulary allows.

    A range is widened by its own width on either side. A value without a range can be moved from a tenth of it to three
    times.
    """
    central, word = quantity_of(study, name).central, "market_rate" if name == RATE else without_seat(name)
    low, high = range_in_data(study, name)
    low, high = (central / 10, central * 3) if low == high else (low - (high - low), high + (high - low))
    allowed = study.evidence.quantities[word]
    low, high = max(low, float(allowed["least"])), min(high, float(allowed["most"]))
    return min(low, central), max(high, central)


def range_in_data(study: Study, name: str) -> tuple[float, float]:
    """The range of an input, for the exchange rate that of all rates in the data; its value where it has no range."""
    if name == RATE:
        rates = study.evidence.exchange_rates[RATE]
        return float(rates.min()), float(rates.max())
    value = quantity_of(study, name).value
    return (value.central,) * 2 if value.low is None or value.high is None else (value.low, value.high)


def far_from_data(study: Study, names: Iterable[str] | None = None) -> list[str]:
    """The numbers that were set further from the data than a reader may move them, each with what the data have.

    Parameters
    ----------
    study : Study
    names : iterable of str, optional
        The parameters to look at; those that the call changed when left out.
    """
    numbers = [name for name in names or study.loaded.changes if name == RATE or name in study.quantities]
    if not numbers:
        return []
    unset = study_of(study.loaded.without(*(name for name in numbers if name != RATE)), study.evidence)
    found = []
    for name in numbers:
        now = quantity_of(study, name)
        if not (now.known and quantity_of(unset, name).known):
            continue
        low, high = range_in_data(unset, name)
        least, most = (low, high) if name == RATE else reach(unset, name)
        if not least <= now.central <= most:
            known = number(low) if low == high else _("{low} to {high}", low=number(low), high=number(high))
            value = number(now.central)
            found.append(_("{name} = {value} is far from the data ({known}).", name=name, value=value, known=known))
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


def label_of(study: Study, name: str) -> str:
    """What an input is, with its programme where it is of one; the first letter is a capital."""
    if name == RATE:
        return _("US dollars for one euro")
    label, seat = study.quantities[name].label, study.seats.get(scope_of_input(name))
    if seat is None:
        return capitalised(translate(label))
    return capitalised(_("{quantity}, {programme}", quantity=label, programme=seat.short_name))
