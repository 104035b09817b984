"""What was promised? By every yardstick and treatment, in order of date, and at the exchange rates of other days."""

import datetime
import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from analysis.charts.chart import Chart, chart
from analysis.charts.rows import Rows
from analysis.model import ladder, price
from analysis.model.amounts import Triplet
from analysis.model.exchange import Rate, crosses_of, rate_on, usd_per_unit
from analysis.pages.common import Table, in_unit, present, rate_source, read_from, table
from analysis.study import Quantity, Study
from analysis.study.study import Seat
from analysis.text import N_, Message, translate as _
from analysis.text.numbers import number, times
from analysis.wording import precise

YARDSTICKS = {
    "announced": N_("In all"),
    "announced_per_year": N_("For each year"),
    "announced_per_head": N_("For each person living there"),
    "announced_per_gdp": N_("For each year, as a share of GDP"),
    "announced_over_gdp": N_("In all and undivided, over one year's GDP"),
}

PRICE_YEAR = str(math.floor(price.BASE))
"""The year whose prices constant prices are."""

TREATMENTS = {
    "announced_market": N_("All at the market rate"),
    "announced_ppp": N_("Building and land at buying power"),
    "announced_constant": N_("In prices of {year}"),
    "announced_present_value": N_("Value today, at the government's rate"),
    "announced_present_value_private": N_("Value today, at a private rate"),
}
"""The ways to bring the two sums to one price, place and time, from the plainest; ``year`` is :data:`PRICE_YEAR`."""

FULL_PPP = N_("All at buying power: a bound, wrong for chips")
"""What bounds the effect of buying power."""

USED = {"market": "announced_market", "ppp": "announced_ppp", "constant-2025": "announced_constant"}
"""The treatment that each way of converting uses throughout."""

UNDIVIDED = "announced_over_gdp"
"""The yardstick that gives no like-for-like result, with several years' money over one year's output: drawn grey."""


def values(study: Study) -> dict[str, object]:
    """What sentences say of the programme with a currency of its own, of rates of other days, the path and prices."""
    abroad = next((seat for seat in study.seats.values() if seat.currency != "USD"), study.subject)
    counts_more = abroad.currency != "USD" and (abroad.ppp_rate.central or 0) > abroad.market_rate.central
    path, spent = study.comparator.spent_by_path, study.comparator.spent
    behind = path.known and spent.known and path.central > spent.central
    further = {"counts_more": counts_more, "behind_the_path": behind, "year": PRICE_YEAR}
    return {"abroad": abroad, "rates": span(ratio_by_rate(study)["ratio"])} | further


def announced(study: Study) -> pd.DataFrame:
    """Every announced sum up to the study's day, in dollars of its own day and of the study's rate.

    Returns
    -------
    pandas.DataFrame
        One row an announcement in order of date: ``as_of``, ``programme``, ``amount`` (:class:`Quantity` in the
        programme's own currency), ``then`` and ``now`` (in US dollars), ``note``.
    """
    rows = []
    for seat in study.seats.values():
        for __, reading in study.evidence.announcements(seat.programme, study.as_of).iterrows():
            amount = read_from(study, reading)
            then, now = rate_of(study, reading["as_of"]), study.rate
            rows.append(
                {
                    "as_of": reading["as_of"],
                    "programme": seat.short_name,
                    "amount": amount,
                    "then": at_rate(amount, dollars_for(seat.currency, then)),
                    "now": at_rate(amount, dollars_for(seat.currency, now)),
                    "note": reading["note"],
                }
            )
    headings = {
        "as_of": N_("Announced"),
        "programme": N_("Programme"),
        "amount": N_("Sum"),
        "then": N_("At that day's rate"),
        "now": N_("At the rate used here"),
        "note": N_("What was said"),
    }
    return present(sorted(rows, key=lambda row: row["as_of"]), headings, rate_source(study), precise=("then", "now"))


def rate_of(study: Study, day: datetime.date) -> Rate | None:
    """The reference rate of a day; None where the table does not have it."""
    rates = study.evidence.exchange_rates
    days = rates["date"].tolist()
    if not days[0] <= day <= days[-1]:
        return None
    crosses = {currency: of_days.tolist() for currency, of_days in crosses_of(rates).items()}
    return rate_on(day, days, rates["usd_per_eur"].tolist(), rates["source_id"].tolist(), crosses)


def dollars_for(currency: str, rate: Rate | None) -> float | None:
    """US dollars for one unit of a currency; None where there is no rate."""
    return usd_per_unit(currency, rate.usd_per_eur, rate.crosses) if rate else {"USD": 1.0}.get(currency)


def at_rate(amount: Quantity, rate: float | None) -> Quantity:
    """A sum in dollars; a gap where there is no rate."""
    return replace(amount, value=None, unit="USD bn") if rate is None else in_unit(amount, rate, "USD bn")


def announcements(study: Study) -> Table:
    """Every announced sum up to the study's day, as a table."""
    return table(
        study,
        "announcements",
        announced(study),
        title=N_("Announced sums in order of date"),
        note=N_("Rates are the reference rates of the European Central Bank."),
    )


def full_ppp(seat: Seat) -> Quantity:
    """An announced sum as if all of it were spent at home: a bound, wrong for all that is bought in dollars [USD bn].

    Examples
    --------
    >>> from analysis.study import compare
    >>> round(full_ppp(compare("article").subject).central, 1)
    31.4
    """
    amount, rate = seat.announced, seat.ppp_rate
    dollars = at_rate(amount, rate.central)
    return replace(dollars, gap=amount.gap or rate.gap, sources=(*amount.sources, *rate.sources))


def set_against(
    study: Study, what: str, names: Mapping[str, str], suffix: str = "", further: Iterable[dict] = ()
) -> pd.DataFrame:
    """Both announced sums and their ratio by several yardsticks or treatments, a row each, and further such rows."""
    rows = [
        {
            "measure": Message(words, year=PRICE_YEAR),
            **{key: seat[name + suffix] for key, seat in study.seats.items()},
            "ratio": study.comparison[f"{name}_ratio"],
            "colour": "other" if name == UNDIVIDED else "comparator",
            "used": name == USED[study.loaded.parameters.dollars],
        }
        for name, words in names.items()
    ]
    headings = {
        "measure": what,
        "subject": study.subject.short_name,
        "comparator": study.comparator.short_name,
        "ratio": N_("Ratio"),
    }
    return present([*rows, *further], headings, rate_source(study), precise=("ratio",))


def measures(study: Study) -> pd.DataFrame:
    """The announced sums by every yardstick.

    Returns
    -------
    pandas.DataFrame
        One row a yardstick: ``measure``, ``subject``, ``comparator``, ``ratio`` (:class:`Quantity`), ``colour``
        (``other`` for what is no like-for-like result).
    """
    return set_against(study, N_("Yardstick"), YARDSTICKS)


def treated(study: Study) -> pd.DataFrame:
    """The announced sums in dollars, and their ratio, under each treatment of price, place and time.

    Returns
    -------
    pandas.DataFrame
        One row a treatment: ``measure``, ``subject``, ``comparator``, ``ratio`` (:class:`Quantity`), ``colour``
        (``other`` for a bound), ``used`` (this edition converts so throughout). The bound is left out where all sums
        are in dollars.

    Examples
    --------
    >>> from analysis.study import compare
    >>> [round(ratio.central, 1) for ratio in treated(compare("article"))["ratio"]][:3]
    [21.4, 20.7, 22.5]
    """
    dollars = {key: full_ppp(seat) for key, seat in study.seats.items()}
    known = study.comparison.announced_ratio.known and all(value.known for value in dollars.values())
    ratio = (
        Triplet.exact(ladder.announced_ratio(dollars["comparator"].central, dollars["subject"].central))
        if known
        else None
    )
    bound = {"measure": FULL_PPP, **dollars, "ratio": Quantity("announced_full_ppp_ratio", FULL_PPP, ratio, "ratio")}
    further = [bound | {"colour": "other", "used": False}] if values(study)["abroad"].currency != "USD" else []
    frame = set_against(study, N_("Treatment"), TREATMENTS, "_usd", further)
    frame.attrs["headings"] |= {"used": N_("Used in this edition")}
    frame.attrs["precise"] = ("subject", "comparator", "ratio")
    return frame


def chart_of_ratios(
    study: Study, name: str, frame: pd.DataFrame, says: str, marks: Mapping[str, float], **texts: object
) -> Chart | None:
    """Ratios of the announced sums as dots with their ranges; grey is no like-for-like result."""
    look = {"value": "ratio", "name": "measure", "seat": "colour", "shape": "dot", "write": precise}
    drawing = Rows(frame, says, unit=_("times as much"), marks=marks, **look)
    like = [ratio.value for ratio in frame.loc[frame["colour"] == "comparator", "ratio"] if ratio.known]
    told = {"times": span(end for value in like for end in (value.low, value.high))}
    return chart(study, name, drawing, frame, values=told, **texts) if drawing.known else None


def yardsticks(study: Study) -> Chart | None:
    """The ratio of the announced sums by every yardstick."""
    return chart_of_ratios(
        study,
        "yardsticks",
        measures(study),
        _("Ratio of the announced sums by yardstick."),
        {_("1 = equal"): 1.0},
        title=N_(
            "What was promised for {comparator.name} is {times} what was for {subject.name}, depending on the yardstick"
        ),
        subtitle=N_(
            "Announced sums, {comparator.name} over {subject.name}, as of {as_of}; people and output of "
            "{denominator_year}"
        ),
        note=N_(
            "Pale: the range that an uncertain number of years gives. Grey: several years' money over one year's GDP."
        ),
        lead=True,
    )


def treatments(study: Study) -> Chart | None:
    """The ratio of the announced sums under each treatment, beside the one that this edition gives elsewhere."""
    here = study.comparison.announced_ratio
    return chart_of_ratios(
        study,
        "treatments",
        treated(study),
        _("Ratio of the announced sums by treatment."),
        {_("this edition: {value}", value=number(here.central)): here.central} if here.known else {},
        title=N_(
            "Treated for prices, place and time, one sum is {times} the other; in this edition the ratio is "
            "{comparison.announced_ratio}"
        ),
        subtitle=N_("Announced sums, {comparator.name} over {subject.name} [ratio], as of {as_of}"),
        note=N_("Pale: 5% to 95% of draws. Grey: a bound, no result."),
    )


def ratio_by_rate(study: Study) -> pd.DataFrame:
    """The ratio of the announced sums at the exchange rate of each day from the first announcement on.

    Returns
    -------
    pandas.DataFrame
        One row a reference day up to the study's: ``date``, ``usd_per_eur``, ``ratio``. Empty where a sum is a gap, or
        where both are told in one currency.
    """
    headings = {
        "date": N_("Day"),
        "usd_per_eur": N_("US dollars for one euro"),
        "ratio": N_("Ratio of the announced sums"),
    }
    moves = len({seat.currency for seat in study.seats.values()}) > 1
    if not study.comparison.announced_ratio.known or not moves:
        return present([], headings)
    first = min(*(seat.announced.as_of for seat in study.seats.values()), *announced(study)["as_of"])
    rates = study.evidence.exchange_rates
    days = rates[(rates["date"] >= first) & (rates["date"] <= study.as_of)]
    dollars = {
        key: seat.announced.central * usd_per_unit(seat.currency, days["usd_per_eur"], crosses_of(days))
        for key, seat in study.seats.items()
    }
    days = days.assign(ratio=ladder.announced_ratio(dollars["comparator"], dollars["subject"]), seat="comparator")
    sources = [*study.subject.announced.sources, *study.comparator.announced.sources, *days["source_id"].tail(1)]
    return present(days, headings, sources)


def span(ratios: Iterable[float]) -> str | None:
    """From the least to the most of ratios, to stand before what is multiplied; None where there is none."""
    ends = sorted(ratios)
    return times(*(float(f"{end:.2g}") for end in (ends[0], ends[-1]))) if ends else None
