"""What was promised: by every yardstick, in order of date, and at the exchange rate of each day."""

from __future__ import annotations

import datetime

import pandas as pd

from analysis.model import ladder
from analysis.model.amounts import Triplet
from analysis.model.exchange import rate_on, usd_per_unit
from analysis.study import Quantity, Study
from analysis.tables.shown import NOTHING, rate_source, shown

YARDSTICKS = {
    "announced": "In all",
    "announced_per_site": "For each site planned or named",
    "announced_per_year": "For each year",
    "announced_per_head": "For each person living there",
    "announced_per_gdp": "For each year, as a share of GDP",
}


def measures(study: Study) -> pd.DataFrame:
    """The announced sums by every yardstick.

    Returns
    -------
    pandas.DataFrame
        One row a yardstick: ``measure``, ``subject``, ``comparator`` (:class:`Quantity`), ``low``, ``ratio``,
        ``high`` [comparator over subject; NaN where there is none].
    """
    rows, sources = [], []
    for name, words in YARDSTICKS.items():
        value = study.comparison[f"{name}_ratio"].value or Triplet(NOTHING, NOTHING, NOTHING)
        rows.append(
            {
                "measure": words,
                "subject": study.subject[name],
                "comparator": study.comparator[name],
                "low": NOTHING if value.low is None else value.low,
                "ratio": value.central,
                "high": NOTHING if value.high is None else value.high,
            }
        )
        sources += [*study.subject[name].sources, *study.comparator[name].sources]
    headings = {
        "measure": "Yardstick",
        "subject": study.subject.short_name,
        "comparator": study.comparator.short_name,
        "ratio": "Ratio",
        "low": "Low",
        "high": "High",
    }
    decimals = {"low": 1, "ratio": 1, "high": 1}
    return shown(rows, headings, sources + rate_source(study), decimals=decimals)


def announcements(study: Study) -> pd.DataFrame:
    """Every announced sum up to the study's day, in dollars of its own day and of the study's rate.

    Returns
    -------
    pandas.DataFrame
        One row an announcement in order of date: ``as_of``, ``programme``, ``amount`` (:class:`Quantity` in the
        programme's own currency), ``usd_per_eur`` of that day, ``usd_then`` and ``usd_now`` [USD bn], ``note``.
    """
    rows, sources = [], []
    for seat in study.seats.values():
        readings = study.evidence.ladder.query("programme == @seat.programme and rung == 'announced'")
        for _, reading in readings[readings["as_of"] <= study.as_of].iterrows():
            of_day = usd_per_eur_on(study, reading["as_of"])
            rows.append(
                {
                    "as_of": reading["as_of"],
                    "programme": seat.short_name,
                    "amount": Quantity(
                        "announced",
                        "capital announced",
                        Triplet.exact(reading["central"]),
                        reading["unit"],
                        qualifier=reading["qualifier"],
                    ),
                    "usd_per_eur": of_day,
                    "usd_then": reading["central"] * usd_per_unit(seat.currency, of_day),
                    "usd_now": reading["central"] * usd_per_unit(seat.currency, study.rate.usd_per_eur),
                    "note": reading["note"],
                }
            )
            sources += study.evidence.documents(reading["fact_ids"].split(";"))
    headings = {
        "as_of": "Announced",
        "programme": "Programme",
        "amount": "Sum",
        "usd_then": "At that day's rate [USD bn]",
        "usd_now": "At this edition's rate [USD bn]",
        "note": "What was said",
    }
    rows.sort(key=lambda row: row["as_of"])
    return shown(rows, headings, sources + rate_source(study))


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
    marks = {f"{row['programme']} announced": row["as_of"] for _, row in last.iterrows()}
    return marks | ({"this edition": study.rate.date} if study.rate.date else {})


def ratio_by_rate(study: Study) -> pd.DataFrame:
    """The ratio of the announced sums at the exchange rate of each day from the first announcement on.

    Returns
    -------
    pandas.DataFrame
        One row a reference day up to the study's: ``date``, ``usd_per_eur``, ``ratio``. Empty where a sum is a gap.
    """
    headings = {"date": "Day", "usd_per_eur": "US dollars for one euro", "ratio": "Ratio of the announced sums"}
    if not study.comparison.announced_ratio.known:
        return shown([], headings, [])
    first = min(seat.announced.as_of for seat in study.seats.values())
    first = min([first, *announcements(study)["as_of"]])
    rates = study.evidence.exchange_rates
    days = rates[(rates["date"] >= first) & (rates["date"] <= study.as_of)]
    if days.empty:
        return shown([], headings, [])
    dollars = {
        name: seat.announced.central * usd_per_unit(seat.currency, days["usd_per_eur"].to_numpy())
        for name, seat in study.seats.items()
    }
    table = days[["date", "usd_per_eur"]].assign(
        ratio=ladder.announced_ratio(dollars["comparator"], dollars["subject"])
    )
    sources = [*study.subject.announced.sources, *study.comparator.announced.sources, days["source_id"].iloc[-1]]
    return shown(table, headings, sources, decimals={"usd_per_eur": 4, "ratio": 1})


def month_ends_and_extremes(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of :func:`ratio_by_rate` that a reader needs: the last of each month, the lowest and the highest."""
    if table.empty:
        return table
    last = table.groupby([day.strftime("%Y-%m") for day in table["date"]]).tail(1)
    kept = last.index.union([table["ratio"].idxmin(), table["ratio"].idxmax()])
    return shown(table.loc[kept], **table.attrs)
