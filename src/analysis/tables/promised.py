"""What was promised: by every yardstick and treatment, in order of date, and at the exchange rate of each day."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from analysis.model import ladder, price
from analysis.model.amounts import Triplet
from analysis.model.exchange import rate_on, usd_per_unit
from analysis.study import Quantity, Study
from analysis.study.study import Seat
from analysis.tables.presentation import NOTHING, ends, present, rate_source, read_from, sources_of
from analysis.text import N_, translate
from analysis.text import translate as _
from analysis.wording import times

YARDSTICKS = {
    "announced": N_("In all"),
    "announced_per_site": N_("For each site planned or named"),
    "announced_per_year": N_("For each year"),
    "announced_per_head": N_("For each person living there"),
    "announced_per_gdp": N_("For each year, as a share of GDP"),
    "announced_over_gdp": N_("In all, over one year's GDP"),
}
ASIDE = {"announced_over_gdp": N_("undivided")}
"""What stands beside a ratio that is no like-for-like result: it sets several years' money over one year's output."""

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

FULL_PPP = N_("All at buying power: wrong for chips")
"""What bounds the effect of buying power."""

USED = {"market": "announced_market", "ppp": "announced_ppp", "constant-2025": "announced_constant"}
"""The treatment that each way of converting uses throughout."""


def measures(study: Study) -> pd.DataFrame:
    """The announced sums by every yardstick.

    Returns
    -------
    pandas.DataFrame
        One row a yardstick: ``measure``, ``subject``, ``comparator`` (:class:`Quantity`), ``low``, ``ratio``,
        ``high`` [comparator over subject; NaN where there is none], ``aside`` (why it is no like-for-like result;
        mostly empty).
    """
    rows = []
    for name, words in YARDSTICKS.items():
        both = {seat: quantities[name] for seat, quantities in study.seats.items()}
        ratio = ends(study.comparison[f"{name}_ratio"].value, central="ratio")
        rows.append({"measure": words, **both, **ratio, "aside": ASIDE.get(name, "")})
    headings = {
        "measure": N_("Yardstick"),
        "subject": study.subject.short_name,
        "comparator": study.comparator.short_name,
        "ratio": N_("Ratio"),
        "low": N_("Low"),
        "high": N_("High"),
    }
    return present(
        rows, headings, sources_of(rows) + rate_source(study), decimals=decimals([row["ratio"] for row in rows])
    )


def full_ppp(seat: Seat) -> Quantity:
    """An announced sum as if all of it were spent at home: a bound, wrong for all that is bought in dollars [USD bn].

    Examples
    --------
    >>> from analysis.study import compare
    >>> round(full_ppp(compare("article").subject).central, 1)
    31.4
    """
    name, label = "announced_full_ppp", _("capital announced, all of it at purchasing power")
    rate = seat.ppp_rate
    if not (seat.announced.known and rate.known):
        return Quantity(name, label, None, "USD bn", gap=seat.announced.gap or rate.gap)
    all_local = price.ppp_on_local_part_rate(seat.market_rate.central, rate.central, building_part=1.0)
    dollars = Triplet.exact(price.announced_ppp_usd(seat.announced.central, all_local))
    return Quantity(name, label, dollars, "USD bn", sources=(*seat.announced.sources, *rate.sources))


def treatments(study: Study) -> pd.DataFrame:
    """The announced sums in dollars, and their ratio, under each treatment of price, place and time.

    Parameters
    ----------
    study : Study

    Returns
    -------
    pandas.DataFrame
        One row a treatment: ``measure``, ``subject``, ``comparator`` (:class:`Quantity` in USD bn), ``low``,
        ``ratio``, ``high`` [comparator over subject; NaN where there is none], ``aside`` (``a bound`` where it is no
        result), ``used`` (this edition converts so throughout). ``attrs["present"]``: the ratio in use. The bound is
        left out where all sums are in dollars.

    Examples
    --------
    >>> from analysis.study import compare
    >>> treatments(compare("article"))["ratio"].round(1).tolist()[:3]
    [21.4, 20.7, 22.5]
    """
    rows = []
    used = USED[study.loaded.parameters.dollars]
    for name, words in TREATMENTS.items():
        dollars = {seat: study.seats[seat][f"{name}_usd"] for seat in study.seats}
        measure = translate(words, year=PRICE_YEAR)
        drawn = ends(study.comparison[f"{name}_ratio"].value, central="ratio")
        rows.append({"measure": measure, **dollars, **drawn, "aside": "", "used": name == used})
    if any(seat.currency != "USD" for seat in study.seats.values()):
        dollars = {name: full_ppp(seat) for name, seat in study.seats.items()}
        bound = {"measure": FULL_PPP, "aside": N_("a bound"), "used": False}
        rows.append(bound | dollars | ends(ratio_of(dollars), central="ratio"))
    headings = {
        "measure": N_("Treatment"),
        "subject": _("{name} [USD]", name=study.subject.short_name),
        "comparator": _("{name} [USD]", name=study.comparator.short_name),
        "ratio": N_("Ratio"),
        "low": N_("Low"),
        "high": N_("High"),
        "aside": N_("Aside"),
        "used": N_("Used in this edition"),
    }
    in_use = study.comparison.announced_ratio.central
    digits = decimals([row["ratio"] for row in rows])
    return present(rows, headings, decimals=digits, present=NOTHING if in_use is None else in_use)


def ratio_of(dollars: dict[str, Quantity]) -> Triplet | None:
    """Ratio of two sums in dollars, comparator over subject; None where a sum is a gap or divided by is zero."""
    if not all(quantity.known for quantity in dollars.values()) or not dollars["subject"].central:
        return None
    return Triplet.exact(ladder.announced_ratio(dollars["comparator"].central, dollars["subject"].central))


def announcements(study: Study) -> pd.DataFrame:
    """Every announced sum up to the study's day, in dollars of its own day and of the study's rate.

    Returns
    -------
    pandas.DataFrame
        One row an announcement in order of date: ``as_of``, ``programme``, ``amount`` (:class:`Quantity` in the
        programme's own currency), ``usd_per_eur`` of that day, ``usd_then`` and ``usd_now`` [USD bn], ``note``.
    """
    rows = []
    for seat in study.seats.values():
        for __, reading in study.evidence.announcements(seat.programme, study.as_of).iterrows():
            of_day = usd_per_eur_on(study, reading["as_of"])
            rows.append(
                {
                    "as_of": reading["as_of"],
                    "programme": seat.short_name,
                    "amount": replace(read_from(study, reading), value=Triplet.exact(reading["central"])),
                    "usd_per_eur": of_day,
                    "usd_then": reading["central"] * usd_per_unit(seat.currency, of_day),
                    "usd_now": reading["central"] * usd_per_unit(seat.currency, study.rate.usd_per_eur),
                    "note": reading["note"],
                }
            )
    headings = {
        "as_of": N_("Announced"),
        "programme": N_("Programme"),
        "amount": N_("Sum"),
        "usd_then": N_("At that day's rate [USD bn]"),
        "usd_now": N_("At this edition's rate [USD bn]"),
        "note": N_("What was said"),
    }
    sources = sources_of(rows) + rate_source(study)
    rows.sort(key=lambda row: row["as_of"])
    return present(rows, headings, sources)


def usd_per_eur_on(study: Study, day: datetime.date) -> float:
    """The reference rate of a day; NaN where the table does not have it."""
    table = study.evidence.exchange_rates
    days = table["date"].tolist()
    if not days[0] <= day <= days[-1]:
        return NOTHING
    return rate_on(day, days, table["usd_per_eur"].tolist(), table["source_id"].tolist()).usd_per_eur


def marked_days(study: Study) -> dict[str, datetime.date]:
    """Days worth a mark beside the exchange rate: when each sum in use was announced, and the study's rate."""
    last = announcements(study).drop_duplicates("programme", keep="last")
    marks = {_("{programme} announced", programme=row["programme"]): row["as_of"] for __, row in last.iterrows()}
    return marks | ({_("this edition"): study.rate.date} if study.rate.date else {})


def ratio_by_rate(study: Study) -> pd.DataFrame:
    """The ratio of the announced sums at the exchange rate of each day from the first announcement on.

    Returns
    -------
    pandas.DataFrame
        One row a reference day up to the study's: ``date``, ``usd_per_eur``, ``ratio``. Empty where a sum is a gap.
    """
    headings = {
        "date": N_("Day"),
        "usd_per_eur": N_("US dollars for one euro"),
        "ratio": N_("Ratio of the announced sums"),
    }
    if not study.comparison.announced_ratio.known:
        return present([], headings, [])
    first = min(seat.announced.as_of for seat in study.seats.values())
    first = min([first, *announcements(study)["as_of"]])
    rates = study.evidence.exchange_rates
    days = rates[(rates["date"] >= first) & (rates["date"] <= study.as_of)]
    if days.empty:
        return present([], headings, [])
    dollars = {
        name: seat.announced.central * usd_per_unit(seat.currency, days["usd_per_eur"].to_numpy())
        for name, seat in study.seats.items()
    }
    table = days[["date", "usd_per_eur"]].assign(
        ratio=ladder.announced_ratio(dollars["comparator"], dollars["subject"])
    )
    sources = [*study.subject.announced.sources, *study.comparator.announced.sources, days["source_id"].iloc[-1]]
    at_market = study.loaded.parameters.dollars == "market"
    otherwise = "" if at_market else _("This edition's own ratios are worked out otherwise.")
    return present(table, headings, sources, decimals={"usd_per_eur": 4, **decimals(table["ratio"])}, note=otherwise)


def month_ends_and_extremes(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of :func:`ratio_by_rate` that a reader needs: the last of each month, the lowest and the highest."""
    if table.empty:
        return table
    last = table.groupby([day.strftime("%Y-%m") for day in table["date"]]).tail(1)
    kept = last.index.union([table["ratio"].idxmin(), table["ratio"].idxmax()])
    return present(table.loc[kept], **table.attrs)


def decimals(ratios: Iterable[float]) -> dict[str, int]:
    """Decimals of ratios in a table: one, or three where all are below one."""
    return dict.fromkeys(("low", "ratio", "high"), 1 if any(ratio >= 1 for ratio in ratios) else 3)


def span_of_ratios(table: pd.DataFrame) -> str | None:
    """From the least to the most ratio of a table, to stand before what is multiplied; None where there is none."""
    ratios = table.filter(["low", "ratio", "high"])
    if not ratios["ratio"].notna().any():
        return None
    return times(*(float(f"{end:.2g}") for end in (ratios.min().min(), ratios.max().max())))
