"""As it stood: what a chart of the ladder showed on earlier days, as ``as-it-stood.js`` reads it."""

import datetime
import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from analysis.charts.ladders import Ladders
from analysis.charts.stairs import Stairs, in_words, range_in_words
from analysis.evidence.columns import last_day
from analysis.pages.common import in_dollars
from analysis.study import Quantity, Study
from analysis.study.field import REAL, Programme, field_of, money_of
from analysis.study.history import SINCE, changes, days_of, on_day, rung_on, stated_on
from analysis.text import translate, translate as _
from analysis.text.numbers import NO_BREAK, capitalised, date, large, period
from analysis.wording import missing, quantity

ENDS = ("value", "low", "high")
"""The numbers of a state."""

NAMED = ("announced", *REAL)
"""The rungs that texts beside a ladder speak of."""


def of_staircases(study: Study, stairs: Stairs) -> dict[str, Any]:
    """Both staircases from day to day: their panels as ``staircases.js`` draws them, each step with its states.

    Examples
    --------
    >>> from analysis.pages import answer
    >>> from analysis.study import compare
    >>> study = compare("latest")
    >>> found = of_staircases(study, answer.staircases(study).drawing)["panels"][1]["steps"][0]["states"]
    >>> [(one["from"], one.get("words")) for one in found]
    [(0, None), (41, '22.3'), (575, 'about 34')]
    """
    rows = stairs.table.to_dict("records")
    panels = [
        {
            "seat": seat,
            "name": translate(study.seats[seat].short_name),
            "steps": [
                {
                    "name": capitalised(translate(row["rung_name"])),
                    "rung": translate(row["rung_name"]),
                    "hollow": row["hollow"],
                    "states": states_of_seat(study, seat, row["rung"]),
                }
                for row in rows
                if row["seat"] == seat
            ],
        }
        for seat in stairs.seats
    ]
    programmes = {seat.programme: seat.short_name for seat in study.seats.values()}
    return around(study, programmes) | {"panels": panels}


def states_of_seat(study: Study, seat: str, rung: str) -> list[dict[str, Any]]:
    """What was known of a programme in its seat on a rung, from each day on which something else is told."""

    @functools.cache
    def known(day: datetime.date) -> Quantity:
        return in_dollars(rung_on(study, seat, rung, day))

    def told(day: datetime.date) -> tuple:
        money = known(day)
        return money.interpolated_between, {name: one for name, one in step(SINCE, money).items() if name not in ENDS}

    days = days_of(study, study.seats[seat].programme, rung) | {stated_on(study, f"{seat}_{rung}") or SINCE}
    found = changes(told, days, study.as_of)
    if known(study.as_of).interpolated_between:
        found = list(dict.fromkeys([*found, study.as_of]))
    return [step(day, known(day)) for day in found]


def step(day: datetime.date, money: Quantity) -> dict[str, Any]:
    """A step from a day on: numbers and words, or what is said where there are none."""
    if money.value is None:
        return since(day) | {"missing": missing(money)}
    words = {"words": " ".join(in_words(money)), "range": range_in_words(money), "bound": bool(money.said)}
    return state(day, money) | {name: one for name, one in words.items() if one}


def state(day: datetime.date, money: Quantity) -> dict[str, Any]:
    """A sum from a day on; what moves on a straight line does so up to the next state."""
    value = {name: figure(getattr(money.value, name)) for name in ("central", "low", "high")}
    ranged = value["low"] != value["high"]
    kept = {"value": value["central"]} | ({end: value[end] for end in ("low", "high")} if ranged else {})
    return since(day) | kept | ({"moves": True} if money.interpolated_between else {})


def figure(value: float | None) -> float | None:
    """A number with the digits that a drawing and a check of it need."""
    return None if value is None else float(f"{value:.7g}")


def since(day: datetime.date) -> dict[str, int]:
    """The day from which something stands, in days after the first."""
    return {"from": (day - SINCE).days}


def around(study: Study, programmes: Mapping[str, str]) -> dict[str, Any]:
    """What every drawing has beside it: the days, the events of some programmes by their names, the words."""
    first = date(datetime.date(2025, 1, 1), "d").split(NO_BREAK)[0]
    return {
        "first": SINCE.isoformat(),
        "last": since(study.as_of)["from"],
        "events": events(study, programmes),
        "words": {
            "months": [date(datetime.date(2025, month, 2), "MMMM") for month in range(1, 13)],
            "first": first,
            "title": _("As it stood on {day}"),
            "event": _("{day}, {programme}: {title}"),
            "before": _("Last event before: {event}"),
            "changed": _("{programme}, {rung}: {sum}"),
            "range": _("{sum} ({range})"),
            "said": _("{day}: {text}"),
            "panel": _("{programme}: {sums}."),
            "sum": _("{rung} {sum}"),
        },
    }


def events(study: Study, programmes: Mapping[str, str]) -> list[dict[str, Any]]:
    """The events of some programmes up to the day of a study, each with its day in words."""
    table = study.evidence.events
    rows = table[table["programme"].isin(programmes.keys())].to_dict("records")
    dated = sorted(((last_day(row["date"]), row) for row in rows), key=lambda one: one[0])
    return [
        {
            **since(day),
            "day": period(row["date"][:7] if row["precision"] == "month" else row["date"]),
            "programme": translate(programmes[row["programme"]]),
            "title": translate(row["title"]),
        }
        for day, row in dated
        if SINCE <= day <= study.as_of
    ]


Told = Callable[[Programme, Iterable[Programme]], dict[str, str]]
"""What columns of texts say of a programme, in the field of all."""


def of_ladders(study: Study, drawing: Ladders, told: Told) -> dict[str, Any]:
    """Ladders from day to day: a row a programme, each rung with its states, each column of texts with its words.

    Examples
    --------
    >>> from analysis.pages import field
    >>> from analysis.study import compare
    >>> rows = field.ladders(compare("latest"), "public-private").history()["rows"]
    >>> next(row["texts"][0][:2] for row in rows if row["name"] == "EU gigafactories")
    [(0, 'no sum published'), (41, '22.3')]
    """
    field = Field(study)
    rows = drawing.table.to_dict("records")
    return around(study, {row["word"]: row["programme"] for row in rows}) | {
        "unit": drawing.unit,
        "headings": list(drawing.words.values()),
        "rungs": [{"name": name, "shape": shape, "hollow": hollow} for shape, hollow, name in drawing.rungs.values()],
        "rows": [
            {
                "name": row[drawing.name],
                "depth": row[drawing.depth],
                "seat": row[drawing.seat],
                "rungs": [field.states(row["word"], rung) for rung in drawing.rungs],
                "texts": list(field.texts(row["word"], told, drawing.words)),
            }
            for row in rows
        ],
        "ticks": [[10.0**power, large(10.0**power)] for power in range(-4, 5)],
    }


class Field:
    """The field of a study from day to day."""

    def __init__(self, study: Study):
        self.study = study
        self.programmes = {one.programme: one for one in field_of(study)}
        self.known = functools.cache(lambda programme, rung, day: money_of(on_day(study, day), programme, rung))

    def states(self, programme: str, rung: str) -> list[dict[str, Any]]:
        """What was known of a programme on a rung: a state a reading, and a line that leads to the next."""

        def told(day: datetime.date) -> object:
            money = self.known(programme, rung, day)
            return money.interpolated_between or mark(SINCE, money)

        days = changes(told, days_of(self.study, programme, rung), self.study.as_of)
        last = self.known(programme, rung, self.study.as_of)
        days = list(dict.fromkeys([*days, self.study.as_of])) if last.interpolated_between else days
        return [mark(day, self.known(programme, rung, day)) for day in days]

    def texts(self, programme: str, told: Told, columns: Collection[str]) -> Iterator[list[tuple[int, str]]]:
        """What each column of texts says of a programme, from each day on which it says something else."""
        parts = [one.programme for one in self.programmes.values() if one.inside == programme]
        days = set().union(*(days_of(self.study, one, *NAMED) for one in (programme, *parts)))
        read = functools.cache(lambda day: told(self.on(programme, day), [self.on(one, day) for one in parts]))
        for column in columns:
            found = changes(lambda day, column=column: read(day)[column], days, self.study.as_of)
            yield [((day - SINCE).days, read(day)[column]) for day in found]

    def on(self, programme: str, day: datetime.date) -> Programme:
        """A programme of the field with its sums as known on a day."""
        return replace(self.programmes[programme], rungs={rung: self.known(programme, rung, day) for rung in NAMED})


def mark(day: datetime.date, money: Quantity) -> dict[str, Any]:
    """A mark on a ladder from a day on; where equal steps are equal factors a zero has none."""
    money = in_dollars(money)
    if money.value is None:
        return since(day) | ({"words": missing(money)} if money.none_found else {})
    words = {} if money.interpolated_between else {"words": quantity(replace(money, unit="count"), "range")}
    towards = {"at least": 1, "at most": -1}.get(money.bound)
    return state(day, money) | words | ({"towards": towards} if towards else {})
