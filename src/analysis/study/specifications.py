"""The specification curve: how many times as large one programme is, by every defensible way to count.

Method: part 18; the choices are the rows of ``data/chosen/specifications.csv``. Every combination that sets like
against like gives a ratio. No chance is at work, so there is no test and no p-value, and a share of combinations is no
probability.
"""

import datetime
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.evidence import Evidence
from analysis.evidence.readings import Row, records
from analysis.model.compute import later_money_gain
from analysis.model.exchange import crosses_of, usd_per_unit
from analysis.model.graph import SEATS, signature
from analysis.model.price import BASE, path_price_factor
from analysis.model.scale import PER_BILLION
from analysis.study.quantity import Quantity, rounded
from analysis.study.readers import year_of
from analysis.text import Message as _

ALWAYS = datetime.date.max
"""The last day of a choice that was not replaced."""

MANY = 10
"""The ratio above which the part of the combinations is told."""

DIMENSIONS = ("above", "below", "unit", "time", "years_above", "years_below", "scale")
"""What tells one combination from another, beside its family: ``money`` or ``power``."""

ALONG_A_PATH = ("constant prices", "real rate", "nominal rate", "compute")
"""The units in which it matters when a sum is spent, also where it is not divided by years."""

KINDS = ("rung", "perimeter", "measure")
"""What two sums or plans must have in common."""

PRESENT_VALUES = ("real rate", "nominal rate")
"""The units that count the years of spending already."""


@dataclass(frozen=True)
class Specifications:
    """The ratios of two programmes under every admissible combination of choices.

    Attributes
    ----------
    above, below : str
        The seats, the larger programme above: ``comparator``, ``subject``.
    table : pandas.DataFrame
        One row a combination, in order of the choices: ``family`` (``money``, ``power``), the choices by
        :data:`DIMENSIONS` (empty where one plays no part), ``mainstream`` (whether all its choices are), ``bound``
        (``at most``, ``at least``, ``none``, ``unclear``), ``ratio``.
    choices : pandas.DataFrame
        The choices open on the study's day: their rows, with ``seat`` and ``amount`` [billions of the programme's own
        currency, or MW].
    gap : str
        Why there is none; empty otherwise.
    """

    above: str
    below: str
    table: pd.DataFrame
    choices: pd.DataFrame
    gap: str = ""

    @property
    def parts(self) -> dict[str, pd.DataFrame]:
        """The combinations by the question they answer: all, and the whole sum as it is, in money and in power."""
        table = self.table
        whole, as_it_is = (self.choices.loc[self.choices["method"] == way, "choice"] for way in ("whole", "as it is"))
        plain = table[table["time"].isin(whole) & table["scale"].isin(as_it_is)]
        money = plain[plain["family"] == "money"]
        return {
            "headline": money,
            "headline_mainstream": money[money["mainstream"]],
            "power": plain[plain["family"] == "power"],
            "money": table[table["family"] == "money"],
            "all": table,
        }

    @property
    def stated(self) -> float | None:
        """The ratio of the two sums as they were announced, by the first unit; None where there is none."""
        if self.table.empty:
            return None
        announced = self.choices.loc[self.choices["plus"] == "announced", "choice"]
        headline = self.parts["headline"]
        found = headline.loc[headline["above"].isin(announced) & headline["below"].isin(announced), "ratio"]
        return found.iloc[0] if len(found) else None

    def as_json(self) -> dict[str, Any]:
        """The distribution of the ratios in each part, as ``analysis numbers --json`` prints it."""
        if self.table.empty:
            return {"gap": self.gap}
        return {"above": self.above, "below": self.below} | {
            name: distribution(part) | {"most_influential": self.most_influential(name)}
            for name, part in self.parts.items()
            if len(part)
        }

    def most_influential(self, part: str) -> list[dict[str, Any]]:
        """The three choices that move the ratio most in one part, as :func:`influence` has them, each with its seat."""
        what = "plan" if part == "power" else "sum"
        names = {"above": f"{self.above}_{what}", "below": f"{self.below}_{what}"}
        names |= {"years_above": f"{self.above}_years", "years_below": f"{self.below}_years"}
        found = influence(self.parts[part])[:3] if len(self.table) else []
        return [one | {"choice": names.get(one["choice"], one["choice"])} for one in found]


def distribution(table: pd.DataFrame) -> dict[str, Any]:
    """Where ratios lie: their number, least, percentiles, most, the part of them above ten, and what they bound."""
    at = {"low": 0.05, "lower_quartile": 0.25, "median": 0.5, "upper_quartile": 0.75, "high": 0.95}
    ratios = table["ratio"]
    return {
        "number": len(table),
        "least": rounded(ratios.min()),
        **{name: rounded(ratios.quantile(part)) for name, part in at.items()},
        "most": rounded(ratios.max()),
        "share_above_ten": rounded((ratios > MANY).mean()),
        "bounds": {str(bound): int(count) for bound, count in table["bound"].value_counts().sort_index().items()},
    }


def influence(table: pd.DataFrame) -> list[dict[str, Any]]:
    """What each choice does to the ratio: its part of the variance of the logarithm, the most influential first.

    Returns
    -------
    list of dict
        ``choice``, one of :data:`DIMENSIONS`; ``dropped``, the part of the variance that the main effects of all
        choices lose without it; ``alone``, the part that it explains by itself. Empty where nothing moves.
    """
    moving = [name for name in DIMENSIONS if table[name].nunique() > 1]
    logs = np.log(table["ratio"].to_numpy())
    levels = {name: pd.get_dummies(table[name]).to_numpy(float) for name in moving}

    def explained(names: list[str]) -> float:
        design = np.hstack([np.ones((len(logs), 1)), *(levels[name] for name in names)])
        effects = np.linalg.lstsq(design.T @ design, design.T @ logs, rcond=None)[0]
        return 1 - np.var(logs - design @ effects) / np.var(logs)

    if not np.var(logs):
        return []
    whole = explained(moving)
    found = [
        {
            "choice": name,
            "dropped": rounded(max(0.0, whole - explained([other for other in moving if other != name]))),
            "alone": rounded(explained([name])),
        }
        for name in moving
    ]
    return sorted(found, key=lambda one: one["dropped"], reverse=True)


def unlike(one: Row, other: Row) -> dict[str, tuple[str, str]]:
    """In what two choices differ that may not stand in one combination; empty where they may.

    Two sums or plans may not where they differ in rung, perimeter or measure, or never stood on one day; a present
    value is not divided by its years once more, nor a sum of money set against output at purchasing power.

    Parameters
    ----------
    one, other : dict
        Rows of ``specifications.csv``: a sum or a plan of each programme, a unit and a time, or a sum and a scale.

    Examples
    --------
    >>> from analysis.study import compare
    >>> rows = {row["choice"]: row for row in records(compare("latest").evidence.specifications)}
    >>> unlike(rows["stargate-announced"], rows["eu-announced"])
    {}
    >>> unlike(rows["stargate-spent"], rows["eu-announced"])
    {'rung': ('spent', 'announced')}
    """
    found = {}
    if one["measure"] and other["measure"]:
        found = {kind: (one[kind], other[kind]) for kind in KINDS if one[kind] != other[kind]}
        stood = [(row["stood_from"] or datetime.date.min, row["stood_to"] or ALWAYS) for row in (one, other)]
        if max(start for start, __ in stood) >= min(end for __, end in stood):
            found["day"] = tuple(f"{start} to {end}" for start, end in stood)
    methods = {one["method"], other["method"]}
    if "per year" in methods and methods & set(PRESENT_VALUES):
        found["span"] = (one["method"], other["method"])
    if "per output in volume" in methods and "bn" in (one["measure"], other["measure"]):
        found["currency"] = ("market rate", "purchasing power")
    return found


@dataclass(frozen=True)
class Choices:
    """Reads what the choices of a programme are, and what a combination of them is worth.

    Attributes
    ----------
    quantities : mapping of str to Quantity
        The study's inputs and quantities by their names in the graph.
    evidence : Evidence
        The tables.
    programmes : mapping of str to mapping
        The row in ``data/chosen/seats.csv`` of each seat.
    day : datetime.date
        The day it speaks of.
    year : int or None
        The year of the people and the output.
    """

    quantities: Mapping[str, Quantity]
    evidence: Evidence
    programmes: Mapping[str, Mapping[str, Any]]
    day: datetime.date
    year: int | None

    def number(self, name: str, seat: str) -> float:
        """A fact that was known on the day, or a quantity of the seat or of both; NaN for a gap."""
        if name not in self.evidence.rows_by("facts", "fact_id"):
            found = self.quantities.get(f"{seat}_{name}", self.quantities.get(name))
            return found.central if found and found.known else np.nan
        return float(self.evidence.fact(name)["value"]) if self.evidence.known_from(name) <= self.day else np.nan

    def amount(self, row: Row, seat: str) -> float:
        """The number of a choice: what is added, less what is taken from it, times and over what moves it."""
        plus, minus, times, over = (
            [self.number(part, seat) for part in row[column].split(";") if part]
            for column in ("plus", "minus", "times", "over")
        )
        stated = 0.0 if np.isnan(row["value"]) else row["value"]
        return (stated + sum(plus) - sum(minus)) * np.prod(times) / np.prod(over)

    def open_to(self, seat: str) -> pd.DataFrame:
        """The choices of a seat that were open on the day, with what they are read as.

        Returns
        -------
        pandas.DataFrame
            Their rows, with ``seat``, ``amount`` and ``mainstream``; a blank ``stood_from`` is the day of announcement.
        """
        programme = self.programmes[seat]["programme"]
        reading = self.evidence.money(programme, "announced", self.day)
        announced_on = reading.as_of if reading else self.quantities[f"{seat}_announced"].as_of or self.day
        rows = [
            row | {"seat": seat, "amount": self.amount(row, seat), "stood_from": row["stood_from"] or announced_on}
            for row in records(self.evidence.specifications)
            if row["programme"] in ("", programme) and row["class"] != "refused"
        ]
        table = pd.DataFrame(rows)
        table = table[table["amount"].notna() & (table["stood_from"] <= self.day)]
        return table.assign(mainstream=table["class"] == "mainstream")

    def mean_rate(self, currency: str, year: int) -> float:
        """Mean of the reference rates of a year up to the study's day, US dollars for one unit; NaN for none."""
        table = self.evidence.exchange_rates
        days = table[[day.year == year and day <= self.day for day in table["date"]]]
        return np.mean(usd_per_unit(currency, days["usd_per_eur"], crosses_of(days)))

    def rate_of(self, currency: str, day: datetime.date) -> float:
        """The reference rate of a day, or the last one before it, US dollars for one unit."""
        table = self.evidence.exchange_rates
        row = table[table["date"] <= max(day, table["date"].iloc[0])].iloc[-1]
        return usd_per_unit(currency, row["usd_per_eur"], crosses_of(row))

    def worths(self, seat: str, choices: pd.DataFrame, first: str) -> pd.DataFrame:
        """What every combination of a seat's choices is worth, in dollars or megawatts.

        Parameters
        ----------
        seat : str
        choices : pandas.DataFrame
            As :meth:`open_to` gives them.
        first : str
            ``sum`` or ``plan``: what is set against a time and a scale, and a sum against a unit too.

        Returns
        -------
        pandas.DataFrame
            The choices by dimension, ``mainstream``, ``bound``, ``worth`` and, where it matters, ``span`` [years].
        """
        names = [first, *(["unit"] if first == "sum" else []), "time", "years", "scale"]
        grid = functools.reduce(
            lambda left, right: left.merge(right, how="cross"), (of(choices, name) for name in names)
        )
        matters = grid["time_method"].eq("per year")
        if first == "sum":
            matters |= grid["unit_method"].isin(ALONG_A_PATH)
        else:
            grid["unit"] = ""
        usual = grid[[f"{name}_mainstream" for name in names if name != "years"]].all(axis=1)
        grid["mainstream"] = usual & (grid["years_mainstream"] | ~matters)
        grid["years"] = grid["years"].where(matters, "")
        grid = grid.drop_duplicates([*names, "unit"]).rename(columns={first: "of", f"{first}_bound": "bound"})
        span = grid[f"{first}_years"].fillna(self.number("span_years", seat)) + grid["years_amount"]
        scales = self.scales_of_money(seat, grid, span) if first == "sum" else self.scales_of_power(seat)
        worth = grid[f"{first}_amount"] * np.select(*scales_for(grid["scale_method"], scales), np.nan)
        worth = worth / span.where(grid["time_method"].eq("per year"), 1.0)
        grid = grid.assign(worth=worth, span=span.where(matters))
        return grid[["of", "unit", "time", "time_method", "years", "scale", "mainstream", "bound", "worth", "span"]]

    def scales_of_money(self, seat: str, grid: pd.DataFrame, span: pd.Series) -> dict[str, Any]:
        """What one unit of the programme's currency is worth along its path, by the scale it is set against."""
        along, dollars = self.along_the_path(seat, grid, span), self.dollars(seat, grid)
        return {
            "as it is": along * dollars,
            "per head": along * dollars * PER_BILLION / self.number("population", seat),
            "per output": along / self.number("gdp", seat),
        }

    def scales_of_power(self, seat: str) -> dict[str, Any]:
        """What one megawatt is, by the scale it is set against."""
        output = self.number("gdp", seat)
        mean = self.mean_rate(self.programmes[seat]["currency"], self.year) if self.year else np.nan
        return {
            "as it is": 1.0,
            "per head": 1.0 / self.number("population", seat),
            "per output": 1.0 / (output * mean),
            "per output in volume": 1.0 / (output * self.number("ppp_rate", seat)),
        }

    def dollars(self, seat: str, grid: pd.DataFrame) -> np.ndarray:
        """US dollars for one unit of the seat's currency, by the unit chosen."""
        currency = self.programmes[seat]["currency"]
        own = {day: self.rate_of(currency, day) for day in set(grid["sum_stood_from"])}
        rates = {
            "rate of the announcement": grid["sum_stood_from"].map(own),
            "mean rate of the year": self.mean_rate(currency, self.day.year),
            "constant prices": self.number("base_year_rate", seat),
            "purchasing power": self.number("ppp_on_local_part_rate", seat),
        }
        return np.select(*scales_for(grid["unit_method"], rates), self.number("market_rate", seat))

    def along_the_path(self, seat: str, grid: pd.DataFrame, span: pd.Series) -> np.ndarray:
        """What becomes of one unit of money that is spent over some years, by the unit chosen.

        Method: parts 2, 5, 6 and 16; prices of 2025, the value on the study's day, or compute bought. Money is spent
        from the day on which the programme begins to spend, or that of the sum where it is later.
        """
        method, inflation = grid["unit_method"], self.number("inflation", seat)
        starts = np.fmax(grid["sum_stood_from"].map(year_of), self.number("spending_starts", seat))
        today = year_of(self.day)
        rates = {
            "constant prices": inflation,
            "real rate": (1 + inflation) * (1 + grid["unit_amount"]) - 1,
            "nominal rate": grid["unit_amount"],
        }
        yearly = np.select(*scales_for(method, rates), 0.0)
        in_2025 = path_price_factor(starts, span, yearly)
        asked = {name: self.number(name, seat) for name in signature(later_money_gain).parameters}
        gain = later_money_gain(**asked | {"mean_spending_year": starts + span / 2})
        ways = {
            "constant prices": in_2025,
            **dict.fromkeys(PRESENT_VALUES, in_2025 * (1 + yearly) ** (today - BASE)),
            "compute": gain,
        }
        return np.select(*scales_for(method, ways), 1.0)


def of(choices: pd.DataFrame, dimension: str) -> pd.DataFrame:
    """The choices of one dimension, under its name, with what is needed of each."""
    rows = choices[choices["dimension"] == dimension]
    needed = rows[["method", "amount", "years", "stood_from", "bound", "mainstream"]].add_prefix(f"{dimension}_")
    return needed.assign(**{dimension: rows["choice"]})


def scales_for(method: pd.Series, ways: Mapping[str, Any]) -> tuple[list, list]:
    """Conditions and values for :func:`numpy.select`: a value for every row by its method."""
    return [method.eq(name).to_numpy() for name in ways], [np.broadcast_to(way, len(method)) for way in ways.values()]


def set_against(above: pd.DataFrame, below: pd.DataFrame, rows: list[dict[str, Row]], first: str) -> pd.DataFrame:
    """Every admissible combination of two programmes, each number once.

    Parameters
    ----------
    above, below : pandas.DataFrame
        As :meth:`Choices.worths` gives them.
    rows : list of dict of str to dict
        The choices of each by their ids.
    first : str
        ``sum`` or ``plan``.
    """
    table = above.merge(below, on=["unit", "time", "time_method", "scale"], suffixes=("_above", "_below"))
    table = table.rename(columns={"of_above": "above", "of_below": "below"})
    ours, theirs = rows
    for one, other, others in (("above", "below", theirs), ("unit", "time", ours), ("above", "scale", ours)):
        pairs = list(zip(table[one], table[other], strict=True))
        alike = {pair for pair in set(pairs) if not unlike(ours.get(pair[0], NOTHING), others[pair[1]])}
        table = table[[pair in alike for pair in pairs]]
    table = table.assign(
        family="money" if first == "sum" else "power",
        mainstream=table["mainstream_above"] & table["mainstream_below"],
        bound=[bound_of(*pair) for pair in zip(table["bound_above"], table["bound_below"], strict=True)],
        ratio=table["worth_above"] / table["worth_below"],
    )
    table = table[np.isfinite(table["ratio"]) & (table["ratio"] > 0)]
    return counted_once(table)[["family", *DIMENSIONS, "mainstream", "bound", "ratio"]]


def counted_once(table: pd.DataFrame) -> pd.DataFrame:
    """The combinations without those that are another one under another name.

    For each year over as many years is the whole sum again; a rate of exchange cancels where each side stands against
    its own output; two sums may be one.
    """
    whole_again = table["time_method"].eq("per year") & table["span_above"].eq(table["span_below"])
    table = table[~whole_again]
    number = table[["time", "scale"]].assign(number=np.log(table["ratio"]).round(9))
    return table[~number.duplicated()]


NOTHING: Row = {"method": "", "measure": ""}
"""A choice that plays no part."""

BOUNDS = {("none", "floor"): "at most", ("floor", "none"): "at least"}
"""What a ratio is, by the bounds of what stands above and below; two floors bound nothing."""


def bound_of(above: str, below: str) -> str:
    """Whether a ratio is a floor or a ceiling.

    Examples
    --------
    >>> bound_of("none", "floor"), bound_of("floor", "floor"), bound_of("none", "unclear")
    ('at most', 'none', 'unclear')
    """
    return "unclear" if "unclear" in (above, below) else BOUNDS.get((above, below), "none")


def specifications(read: Choices) -> Specifications:
    """Work out the ratio of two programmes under every admissible combination of choices.

    Parameters
    ----------
    read : Choices
        Reads the choices of both.

    Returns
    -------
    Specifications
        Empty, with the reason, where a programme has no choices or none that was open on the day.

    Examples
    --------
    >>> from analysis.study import compare
    >>> curve = compare("latest").specifications
    >>> curve.above, len(curve.parts["headline"]) > 300
    ('comparator', True)
    """
    announced = read.quantities["announced_ratio"]
    subject, comparator = SEATS
    above, below = (subject, comparator) if announced.known and announced.central < 1 else (comparator, subject)
    choices = {seat: read.open_to(seat) for seat in SEATS}
    both = pd.concat(choices.values(), ignore_index=True)
    for seat in SEATS:
        if not choices[seat]["dimension"].eq("sum").any():
            name = read.programmes[seat]["name"]
            gap = _("no choices of how to count {programme} are on record as of this date", programme=name)
            return Specifications(above, below, pd.DataFrame(), both, gap)
    found = []
    for first in ("sum", "plan"):
        if all(own["dimension"].eq(first).any() for own in choices.values()):
            sides = [read.worths(seat, choices[seat], first) for seat in (above, below)]
            rows = [{row["choice"]: row for row in choices[seat].to_dict("records")} for seat in (above, below)]
            found.append(set_against(*sides, rows, first))
    table = pd.concat(found, ignore_index=True)
    return Specifications(above, below, table, both, "" if len(table) else _("no two sums on record are alike"))
