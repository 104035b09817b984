"""Numbers and months at the axes of charts, in the language that is spoken when they are drawn."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import matplotlib.dates
from babel.dates import format_date
from matplotlib.axis import Axis
from matplotlib.ticker import FixedLocator, Formatter, FuncFormatter

from analysis.languages import language, speaking
from analysis.wording import number


def numbers_at(axis: Axis) -> None:
    """Write the numbers of an axis as the language spoken has them."""
    lang = language()

    def written(value: float, place: int | None = None) -> str:
        with speaking(lang):
            return number(value)

    axis.set_major_formatter(FuncFormatter(written))


def dates_at(axis: Axis, fewest: int = 5, most: int = 6) -> None:
    """Set the ticks of an axis of days that has its limits, their months and years in words of the language spoken."""
    axis.set_major_locator(matplotlib.dates.AutoDateLocator(minticks=fewest, maxticks=most))
    axis.set_major_locator(FixedLocator(axis.get_majorticklocs()))  # to search for days anew at every drawing is slow
    axis.set_major_formatter(Dates(language()))


class Dates(Formatter):
    """Days at an axis: a year at its turn, else a month, with its year where no turn of a year is seen.

    Parameters
    ----------
    lang : str
        The language they are written in.
    """

    def __init__(self, lang: str):
        self.lang = lang

    def __call__(self, value: float, place: int | None = None) -> str:
        """Write one tick by itself."""
        return self.format_ticks([value])[0]

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """Write all ticks of an axis."""
        days = [matplotlib.dates.num2date(value).date() for value in values]
        turns = any(turned(day) for day in days)
        return [self.written(day, turns) for day in days]

    def written(self, day: datetime.date, turns: bool) -> str:
        """Write one tick."""
        month = "MMM" if turns else "MMM y"
        pattern = "y" if turns and turned(day) else month if day.day == 1 else "d MMM"
        return format_date(day, pattern, locale=self.lang)


def turned(day: datetime.date) -> bool:
    """Whether a year begins on a day."""
    return (day.month, day.day) == (1, 1)
