"""Tables of a study for charts and pages: one row a thing, with headings and the documents behind it."""

from __future__ import annotations

import datetime

import pandas as pd

from analysis.evidence.columns import as_day, last_day
from analysis.model import comparison
from analysis.model.amounts import Triplet
from analysis.model.exchange import rate_on, usd_per_unit
from analysis.study import Quantity, Study
from analysis.wording import date

NOTHING = float("nan")


def tabled(rows: list[dict], headings: dict[str, str], sources: list[str]) -> pd.DataFrame:
    """A table whose ``attrs`` hold the headings of the columns to be shown and the ids of the documents behind it."""
    table = pd.DataFrame(rows, columns=list(rows[0]) if rows else list(headings))
    table.attrs = {"headings": headings, "sources": tuple(dict.fromkeys(sources))}
    return table


def ladder(study: Study) -> pd.DataFrame:
    """Both programmes on every rung in one unit.

    Parameters
    ----------
    study : Study

    Returns
    -------
    pandas.DataFrame
        One row per rung and seat, from the top: ``rung``, ``rung_name``, ``seat``, ``programme`` (short name),
        ``low``, ``central``, ``high`` [USD bn; NaN where nothing is known], ``as_of``, ``interpolated``,
        ``perimeter``.

    Examples
    --------
    >>> from analysis.study import compare
    >>> ladder(compare("article")).query("rung == 'spent' and seat == 'comparator'")["central"].round(1).item()
    18.3
    """
    rows, sources = [], []
    for rung, word in study.evidence.rungs.items():
        for name, seat in study.seats.items():
            quantity = seat[rung]
            value = quantity.usd or Triplet(NOTHING, NOTHING, NOTHING)
            rows.append(
                {
                    "rung": rung,
                    "rung_name": word["name"],
                    "seat": name,
                    "programme": seat.short_name,
                    "low": value.low,
                    "central": value.central,
                    "high": value.high,
                    "as_of": quantity.as_of,
                    "interpolated": quantity.interpolated_between is not None,
                    "perimeter": quantity.perimeter or quantity.gap,
                }
            )
            sources += quantity.sources
    headings = {
        "rung_name": "Rung",
        "programme": "Programme",
        "low": "Low [USD bn]",
        "central": "Central [USD bn]",
        "high": "High [USD bn]",
        "as_of": "As of",
        "interpolated": "Read between two dates",
        "perimeter": "What is counted",
    }
    return tabled(rows, headings, sources + rate_source(study))


def rate_source(study: Study) -> list[str]:
    """The document behind the exchange rate, where one was needed."""
    needed = any(seat.currency != "USD" for seat in study.seats.values())
    return [study.rate.source_id] if needed and study.rate.source_id else []


def rung_by_rung(study: Study) -> pd.DataFrame:
    """What like-for-like ratios there are.

    Returns
    -------
    pandas.DataFrame
        One row a rung on which programmes are compared: ``rung``, ``subject``, ``comparator``, ``ratio``
        (:class:`Quantity`), ``counted`` (the perimeters, or why there is no ratio).
    """
    rows, sources = [], []
    for rung, word in study.evidence.rungs.items():
        name = f"{rung}_ratio"
        if name not in study.comparison:
            continue
        ratio = study.comparison[name]
        rows.append(
            {
                "rung": word["name"].capitalize(),
                "subject": study.subject[rung],
                "comparator": study.comparator[rung],
                "ratio": ratio,
                "counted": ratio.perimeter if ratio.known else f"No ratio, because {ratio.gap}",
            }
        )
        sources += [*study.subject[rung].sources, *study.comparator[rung].sources]
    headings = {
        "rung": "Rung",
        "subject": study.subject.short_name,
        "comparator": study.comparator.short_name,
        "ratio": "Ratio",
        "counted": "What is counted",
    }
    return tabled(rows, headings, sources + rate_source(study))


def claim_beside_announcement(study: Study) -> pd.DataFrame:
    """The two sums of different rungs that the article invites its readers to compare.

    Returns
    -------
    pandas.DataFrame
        Two rows of :func:`ladder`, the subject's announced sum and the comparator's claimed one; empty where either
        is a gap.
    """
    table = ladder(study)
    pair = table[
        ((table["seat"] == "subject") & (table["rung"] == "announced"))
        | ((table["seat"] == "comparator") & (table["rung"] == "claimed_deployed"))
    ].dropna(subset="central")
    sources = [*study.subject.announced.sources, *study.comparator.claimed_deployed.sources, *rate_source(study)]
    pair.attrs = {"headings": table.attrs["headings"], "sources": tuple(dict.fromkeys(sources))}
    return pair if len(pair) == 2 else pair.iloc[:0]


def evidence_for_claim(study: Study, claim: pd.Series, day: datetime.date) -> tuple[object, list[str]]:
    """What the evidence says of a claim's subject as of a day, and the documents that say so."""
    evidence = study.evidence
    if claim["held_against"]:
        rung = claim["held_against"]
        money = rung in evidence.rungs
        read = evidence.money if money else evidence.quantity
        reading = read(claim["programme"], rung, day)
        if reading is None:
            return "no figure", []
        value = Triplet(reading.low, reading.central, reading.high)
        quantity = Quantity(rung, rung, value, reading.unit, as_of=reading.as_of)
        return quantity, list(evidence.documents(reading.fact_ids))
    known = evidence.events_known(day)
    events = known[known["event_id"].isin(claim["event_ids"].split(";"))]
    if not events.empty:
        lines = (f"{period(event['date'])}: {event['title']}" for _, event in events.iterrows())
        return "; ".join(lines), list(events["source_id"])
    facts = [evidence.fact(fact_id) for fact_id in claim["fact_ids"].split(";") if fact_id]
    facts = [fact for fact in facts if last_day(fact["as_of"]) <= day]
    if not facts:
        return "no document", []
    latest = max(facts, key=lambda fact: last_day(fact["as_of"]))
    return f"{period(latest['as_of'])}: {latest['note']}", list(evidence.documents([latest["fact_id"]]))


def period(text: str) -> str:
    """Write a day out, and a month or a year as it stands."""
    day = as_day(text)
    return date(day) if day else text


def verdict(claimed: float, found: object) -> str:
    """How a claimed value stands to the range of the evidence; empty where there is no range to hold it against."""
    if not isinstance(found, Quantity):
        return ""
    value = found.value
    if claimed > value.high:
        return "above the evidence"
    if claimed < value.low:
        return "below the evidence"
    return "within the evidence"


def claims_held(study: Study) -> pd.DataFrame:
    """The article's claims about the programmes in the seats, held against the evidence.

    Returns
    -------
    pandas.DataFrame
        One row a claim: ``statement``, ``then`` and ``now`` (what the evidence says as of the article's day and of
        the study's), ``verdict`` (of the claimed value against the evidence of the article's day).
    """
    seated = [seat.programme for seat in study.seats.values()]
    claims = study.evidence.claims
    rows, sources = [], []
    for _, claim in claims[claims["programme"].isin(seated)].iterrows():
        then, documents = evidence_for_claim(study, claim, claim["as_of"])
        now, later = evidence_for_claim(study, claim, study.as_of)
        stood = verdict(float(claim["value"]), then) if claim["held_against"] else ""
        rows.append({"statement": claim["statement"], "then": then, "now": now, "verdict": stood})
        sources += [claim["source_id"], *documents, *later]
    headings = {
        "statement": "The article says",
        "then": "Evidence of that day",
        "now": "Evidence of this edition's day",
        "verdict": "The claim then",
    }
    return tabled(rows, headings, sources)


def article_day(study: Study) -> datetime.date:
    """The day of the article whose claims are held against the evidence."""
    return study.evidence.claims["as_of"].min()


def changes_since_article(study: Study) -> pd.DataFrame:
    """What the evidence says of the programmes now and did not say on the day of the article.

    Returns
    -------
    pandas.DataFrame
        One row a change: ``programme``, ``what``, ``then``, ``now`` (:class:`Quantity` or text), ``as_of``.
    """
    evidence, before = study.evidence, article_day(study)
    rows, sources = [], []
    for seat in study.seats.values():
        for name in [*evidence.rungs, "sites"]:
            read = evidence.money if name in evidence.rungs else evidence.quantity
            then, now = read(seat.programme, name, before), read(seat.programme, name, study.as_of)
            if now is None or then == now or (then and ends(then) == ends(now)):
                continue
            rows.append(
                {
                    "programme": seat.short_name,
                    "what": seat[name].label,
                    "then": quantity_of(name, then) if then else "no figure",
                    "now": quantity_of(name, now),
                    "as_of": now.as_of,
                }
            )
            sources += evidence.documents(now.fact_ids)
    headings = {"programme": "Programme", "what": "What", "then": "Then", "now": "Now", "as_of": "Since or as of"}
    return tabled(rows, headings, sources)


def ends(reading) -> tuple[float, float, float]:
    """The three values of a reading."""
    return reading.low, reading.central, reading.high


def quantity_of(name: str, reading) -> Quantity:
    """A reading as a quantity, to be written with its unit and range."""
    return Quantity(name, name, Triplet(*ends(reading)), reading.unit, as_of=reading.as_of)


def measures(study: Study) -> pd.DataFrame:
    """The announced sums by every yardstick.

    Returns
    -------
    pandas.DataFrame
        One row a yardstick: ``measure``, ``subject``, ``comparator`` (:class:`Quantity`), ``low``, ``ratio``,
        ``high`` [comparator over subject; NaN where there is none].
    """
    yardsticks = {
        "announced": "In all",
        "announced_per_site": "For each site",
        "announced_per_year": "For each year",
        "announced_per_head": "For each person",
        "announced_per_gdp": "For each year, over output",
    }
    rows, sources = [], []
    for name, words in yardsticks.items():
        ratio = study.comparison[f"{name}_ratio"]
        value = ratio.value or Triplet(NOTHING, NOTHING, NOTHING)
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
    return tabled(rows, headings, sources + rate_source(study))


def announcements(study: Study) -> pd.DataFrame:
    """Every announced sum up to the study's day, in dollars of its own day and of the study's rate.

    Returns
    -------
    pandas.DataFrame
        One row an announcement in order of date: ``as_of``, ``programme``, ``amount`` (:class:`Quantity` in the
        programme's own currency), ``usd_per_eur`` of that day, ``usd_then`` and ``usd_now`` [USD bn], ``note``.
    """
    rates = study.evidence.exchange_rates
    table = [rates[name].tolist() for name in ("date", "usd_per_eur", "source_id")]
    rows, sources = [], []
    for seat in study.seats.values():
        readings = study.evidence.ladder.query("programme == @seat.programme and rung == 'announced'")
        for _, reading in readings[readings["as_of"] <= study.as_of].iterrows():
            of_day = rate_on(reading["as_of"], *table)
            rows.append(
                {
                    "as_of": reading["as_of"],
                    "programme": seat.short_name,
                    "amount": Quantity(
                        "announced", "capital announced", Triplet.exact(reading["central"]), reading["unit"]
                    ),
                    "usd_per_eur": of_day.usd_per_eur,
                    "usd_then": reading["central"] * usd_per_unit(seat.currency, of_day.usd_per_eur),
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
    return tabled(rows, headings, sources + rate_source(study))


def marked_days(study: Study) -> dict[str, datetime.date]:
    """Days worth a mark beside the exchange rate: each programme's first announcement, and the study's rate."""
    first = announcements(study).drop_duplicates("programme")
    marks = {f"{row['programme']} announced": row["as_of"] for _, row in first.iterrows()}
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
        return tabled([], headings, [])
    first = announcements(study)["as_of"].min()
    rates = study.evidence.exchange_rates
    days = rates[(rates["date"] >= first) & (rates["date"] <= study.as_of)]
    dollars = {
        name: seat.announced.central * usd_per_unit(seat.currency, days["usd_per_eur"].to_numpy())
        for name, seat in study.seats.items()
    }
    table = days[["date", "usd_per_eur"]].assign(
        ratio=comparison.announced_ratio(dollars["comparator"], dollars["subject"])
    )
    sources = [*study.subject.announced.sources, *study.comparator.announced.sources, days["source_id"].iloc[-1]]
    table.attrs = {"headings": headings, "sources": tuple(dict.fromkeys(sources))}
    return table
