"""What was known on earlier days: a programme's money on each rung, read as a study of the day reads it.

Method: sums are converted at the study's rate on every day, so that nothing moves but what is known. What an edition
took from a document is not known before the day of it.
"""

import datetime
import functools
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from analysis.evidence.columns import as_day
from analysis.model.amounts import Triplet
from analysis.study.context import Context
from analysis.study.derived import known
from analysis.study.inputs import read_or_set
from analysis.study.quantity import Quantity
from analysis.study.study import Study

SINCE = datetime.date(2025, 1, 1)
"""The first day that is shown: three weeks later the first of the two programmes of the article was announced."""

DAY = datetime.timedelta(days=1)


def on_day(study: Study, day: datetime.date, *unset: str) -> Study:
    """A study with its day moved and some parameters not set: what is read by it is read as of that day.

    Nothing is worked out anew: its quantities are still those of its own day.
    """
    loaded = study.loaded.without(*unset) if unset else study.loaded
    parameters = loaded.parameters.model_copy(update={"as_of": day})
    return replace(study, loaded=replace(loaded, parameters=parameters))


def rung_on(study: Study, seat: str, rung: str, day: datetime.date) -> Quantity:
    """Money of a programme in its seat on a rung, as known on a day, in its own currency and in US dollars.

    Examples
    --------
    >>> from analysis.study import compare
    >>> rung_on(compare("latest"), "subject", "announced", datetime.date(2025, 3, 1)).central
    20.0
    """
    key, pair = f"{seat}_{rung}", {name: study.evidence.seat(one.programme) for name, one in study.seats.items()}
    stated = stated_on(study, key)
    then = on_day(study, day, *([key] if stated and stated > day else []))
    context = Context(study.evidence, then.loaded, study.rate, seat, pair, study.denominator_year)
    money = read_or_set(key, context)
    return money if money.value is None else replace(money, usd=money_in_dollars(study, key, money.value))


def stated_on(study: Study, key: str) -> datetime.date | None:
    """The day of the document that an edition took a value from; None where it set none, or names no day."""
    setting = study.loaded.settings.get(key)
    return as_day(setting.stated_on) if setting and setting.stated_on else None


def money_in_dollars(study: Study, key: str, value: Triplet) -> Triplet:
    """The ends of a reading in US dollars, as the model converts it."""
    name = f"{key}_usd"
    rate = float(study.graph.run(known(study.inputs) | {key: 1.0}, [name])[name])
    return Triplet(*(None if end is None else end * rate for end in (value.low, value.central, value.high)))


def days_of(study: Study, programme: str, *rungs: str) -> set[datetime.date]:
    """The days that the readings of a programme on some rungs speak of."""
    rows = study.evidence.rows_by("ladder", "programme", "rung")
    return {row["as_of"] for rung in rungs for row in rows.get((programme, rung), [])}


def changes(told: Callable[[datetime.date], Any], readings: Iterable[datetime.date], last: datetime.date) -> list:
    """The days from which something else is told, the first day among them.

    Parameters
    ----------
    told : callable
        What is told of a day. Between the days of two readings it moves one way, if at all.
    readings : iterable of datetime.date
        The days of the readings.
    last : datetime.date
        The last day.

    Examples
    --------
    >>> day = datetime.date(2026, 3, 2)
    >>> [str(one) for one in changes(lambda one: one >= day, [day], datetime.date(2026, 11, 22))]
    ['2025-01-01', '2026-03-02']
    """
    told = functools.cache(told)
    near = {day + step for day in readings for step in (-DAY, 0 * DAY, DAY)}
    turns = sorted({SINCE, last, *(day for day in near if SINCE < day < last)})
    return [SINCE, *(day for first, end in pairwise(turns) for day in between(told, first, end))]


def between(told: Callable[[datetime.date], Any], first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """The days after a first one, up to a last, on which something else is told than on the day before."""
    if told(first) == told(last):
        return []
    if last - first == DAY:
        return [last]
    middle = first + (last - first) // 2
    return between(told, first, middle) + between(told, middle, last)
