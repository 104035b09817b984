"""How much of a promise has become real: money by rung, shares of the promise, what became of earlier programmes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from operator import itemgetter

import numpy as np
import pandas as pd

from analysis.evidence.readings import NONE_FOUND, Row
from analysis.model.amounts import Triplet
from analysis.study import Quantity, Study
from analysis.study.derived import known
from analysis.study.readers import year_of
from analysis.study.study import Seat
from analysis.tables.presentation import (
    ENDS,
    NOTHING,
    USD_BN,
    ends,
    present,
    quantity_of_fact,
    rate_source,
    read_from,
    sources_of,
)
from analysis.text import N_, translate
from analysis.text import translate as _
from analysis.wording import missing, number, period, quantity

CLAIMED = "claimed_deployed"

SHARES = {
    "committed_share": "committed",
    "financed_share": "financed",
    "spent_share": "spent",
    "realisation_rate": "in_service",
}
"""The shares of the announced sum, each with the rung of its numerator."""

KINDS = {
    "rung": N_("rung"),
    "currency": N_("currency"),
    "measure": N_("measure"),
    "price_basis": N_("price basis"),
    "span": N_("span"),
    "payers": N_("payers"),
    "chips": N_("chips"),
}
"""What two sums can differ in."""


def in_dollars(study: Study, seat: str, rung: str, values: Iterable[float]) -> np.ndarray:
    """Sums of one programme on one rung in dollars, converted as the edition converts that rung [USD bn].

    Parameters
    ----------
    study : Study
    seat, rung : str
        ``subject`` or ``comparator``; a rung of the ladder.
    values : iterable of float
        In billions of the programme's currency.

    Returns
    -------
    numpy.ndarray
        Of the same length; not a number where the edition has no rate.

    Examples
    --------
    >>> from analysis.study import compare
    >>> in_dollars(compare("article"), "subject", "announced", [20.0]).round(3)
    array([23.332])
    """
    values = np.asarray(list(values), dtype=float)
    name = f"{seat}_{rung}"
    found = study.graph.run(known(study.inputs) | {name: values}, [f"{name}_usd"])
    return found.get(f"{name}_usd", np.full(len(values), NOTHING))


def money_over_time(study: Study) -> pd.DataFrame:
    """Every dated reading of money up to the study's day, and what stands on that day.

    Returns
    -------
    pandas.DataFrame
        In order of rung, seat and date: ``rung``, ``rung_name``, ``between`` (``step``, ``linear``), ``seat``,
        ``programme``, ``as_of``, ``low``, ``central``, ``high`` [USD bn], ``kind``, ``counted``. Of the kinds,
        ``reading`` is one that a document or an estimate gives of its day; the study's own day adds one of
        ``interpolated`` (on a straight line to a later reading), ``stands`` (the last reading, still), ``set`` (by the
        edition or the call) and ``gap``. ``claim`` is a claim of money deployed.

    Examples
    --------
    >>> from analysis.study import compare
    >>> table = money_over_time(compare("article"))
    >>> table.query("rung == 'spent' and seat == 'comparator'")[["kind", "central"]].round(1).values.tolist()
    [['reading', 4.9], ['interpolated', 18.3]]
    """
    rows = []
    for rung, word in study.evidence.rungs.items():
        for name, seat in study.seats.items():
            common = {"rung": rung, "rung_name": word["name"], "between": word["between_readings"], "seat": name}
            points = points_of(study, name, rung)
            dollars = {end: in_dollars(study, name, rung, [point[end] for point in points]) for end in ENDS}
            for place, point in enumerate(points):
                converted = {end: float(dollars[end][place]) for end in ENDS}
                rows.append({**common, "programme": seat.short_name, **point, **converted})
    headings = {
        "rung_name": N_("Rung"),
        "programme": N_("Programme"),
        "as_of": N_("As of"),
        **USD_BN,
        "kind": N_("How it is known"),
    }
    return present(rows, headings, sources_of(rows) + rate_source(study), note=of_constant_prices(study))


def of_constant_prices(study: Study) -> str:
    """What has to be said where readings are in constant prices; empty where none is."""
    rows = study.evidence.ladder
    rows = rows[rows["programme"].isin([seat.programme for seat in study.seats.values()])]
    rows = rows[rows["price_basis"].str.startswith("constant") & (rows["as_of"] <= study.as_of)]
    if rows.empty:
        return ""
    rungs = _(" and ").join(translate(study.evidence.rungs[rung]["name"]) for rung in rows["rung"].unique())
    year = rows["price_basis"].iloc[0].partition("-")[2]
    return _("Money {rungs} is counted in prices of {year}.", rungs=rungs, year=year)


def points_of(study: Study, name: str, rung: str) -> list[dict]:
    """The readings of one programme on one rung, and what stands on the study's day, in its own currency."""
    seat, evidence = study.seats[name], study.evidence
    now = seat[rung]
    if rung == CLAIMED:
        return [point(N_("claim"), now.as_of, now, now.perimeter)] if now.known else []
    rows = evidence.ladder
    rows = rows[(rows["programme"] == seat.programme) & (rows["rung"] == rung) & (rows["as_of"] <= study.as_of)]
    points = [
        point(N_("reading"), row["as_of"], read_from(study, row), row["perimeter"])
        for __, row in rows[rows["derivation"] != NONE_FOUND].sort_values("as_of").iterrows()
    ]
    if not now.known:
        return [*points, point(N_("gap"), study.as_of, now, now.gap)]
    if now.set_by and (not points or now.central != points[-1]["central"]):
        kind = N_("set")
    elif now.interpolated_between:
        kind = N_("interpolated")
    elif points and points[-1]["as_of"] == study.as_of:
        return points
    else:
        kind = N_("stands")
    return [*points, point(kind, study.as_of, now, now.perimeter)]


def point(kind: str, day: datetime.date | None, value: Quantity, counted: str | None) -> dict:
    """One point of the chart of money over time."""
    return {"kind": kind, "as_of": day, "value": value, **ends(value.value), "counted": counted or N_("not stated")}


def none_found(quantity: Quantity) -> str | None:
    """The words where nothing was found of a quantity; None where there is a value, or none for another reason."""
    return missing(quantity) if quantity.none_found else None


def shares(study: Study) -> pd.DataFrame:
    """What part of the announced sum became committed, financed, spent, in service.

    Returns
    -------
    pandas.DataFrame
        One row a rung and seat: ``rung``, ``rung_name``, ``seat``, ``programme``, ``value`` (:class:`Quantity`),
        ``low``, ``central``, ``high`` [percent of the announced sum; NaN where there is none], ``crossed`` (the kinds
        of difference between the two sums), ``counted``.

    Examples
    --------
    >>> from analysis.study import compare
    >>> shares(compare("latest")).query("rung == 'spent'")["central"].round(2).tolist()
    [nan, 11.78]
    """
    rows = []
    for name, rung in SHARES.items():
        for key, seat in study.seats.items():
            share = seat[name]
            rows.append(
                {
                    "rung": rung,
                    "rung_name": study.evidence.rungs[rung]["name"],
                    "seat": key,
                    "programme": seat.short_name,
                    "value": share,
                    **ends(share.value, 100),
                    "crossed": _("; ").join(crossed(study, *difference) for difference in share.mismatches.items()),
                    "counted": seat[rung].perimeter if share.known else share.gap,
                }
            )
    headings = {
        "rung_name": N_("Rung"),
        "programme": N_("Programme"),
        "low": N_("Low [% of the announced sum]"),
        "central": N_("Central [%]"),
        "high": N_("High [%]"),
        "crossed": N_("What differs"),
        "counted": N_("What is counted"),
    }
    return present(rows, headings, decimals=dict.fromkeys(ENDS, 1))


def crossed(study: Study, kind: str, pair: tuple[str, str]) -> str:
    """One kind of difference between the two sums of a share, in words."""
    rungs = study.evidence.rungs
    one, other = (translate(rungs[value]["name"] if value in rungs else value) for value in pair)
    return _("{kind}: {one} over {other}", kind=translate(KINDS[kind]), one=one, other=other)


CASES = {
    "other:efsi-juncker-plan": N_("Juncker plan, EU"),
    "other:us-chips-act": N_("CHIPS Act, US"),
    "other:eu-chips-act": N_("Chips Act, EU"),
    "other:france-109bn": N_("Pledges of the Paris summit"),
    "other:northvolt": N_("Northvolt, Sweden"),
    "other:galileo": N_("Galileo"),
    "other:eu-batteries-ipcei": N_("EU battery factories"),
}
"""Short names of earlier programmes; one that is not here goes by its name in the vocabulary."""

IN_WORDS = (
    (N_("Cost of development and tests"), "ctx-0506", "ctx-0507", ""),
    (N_("Private part of the cost"), "ctx-0511", "", ""),
    (N_("Delay"), "", "ctx-0512", ""),
    (N_("Cells made in a year"), "ctx-0517", "", "GWh"),
    (N_("Planned capacity at risk"), "", "ctx-0518", ""),
    (N_("Debt at bankruptcy"), "", "ctx-0521", ""),
)
"""What is known of cases that give no clean ratio: what, the fact promised, the fact that came of it, its unit."""


def all_known(study: Study, *fact_ids: str) -> bool:
    """Whether all of some facts were known on the study's day; a blank is."""
    return all(study.evidence.known_from(fact_id) <= study.as_of for fact_id in fact_ids if fact_id)


def case_name(study: Study, programme: str) -> str:
    """Short name of an earlier programme."""
    return CASES.get(programme) or study.evidence.vocabularies["programmes"].words[programme]["meaning"]


def delivery_rates(study: Study) -> pd.DataFrame:
    """What part of a promise the record of its kind lets one expect, for each programme.

    Returns
    -------
    pandas.DataFrame
        One row a seat with a rate: ``seat``, ``programme``, ``low``, ``central``, ``high`` [percent].
    """
    rows = [
        {"seat": name, "programme": seat.short_name, **ends(seat.delivery_rate_by_promised_date.value, 100)}
        for name, seat in study.seats.items()
        if seat.delivery_rate_by_promised_date.known
    ]
    headings = {"programme": N_("Programme"), "central": N_("Delivered [%]")}
    return present(rows, headings, ())


def rates_hold_the_record(study: Study) -> bool:
    """Whether both programmes have a rate of delivery whose range holds all cases known on the study's day."""
    rates = [seat.delivery_rate_by_promised_date for seat in study.seats.values()]
    shares = [case["share"] for case in study.evidence.cases(study.as_of)]
    return all(rate.known and rate.value.low <= min(shares) and max(shares) <= rate.value.high for rate in rates)


def expected(study: Study) -> pd.DataFrame:
    """What is spent, and what may be spent by the promised date.

    Returns
    -------
    pandas.DataFrame
        One row a seat whose announced sum is known: ``seat``, ``programme``, ``announced``, ``spent``, ``low``,
        ``central``, ``high`` (what the record lets one expect), ``pace`` (what the pace so far leads to) [USD bn; NaN
        for a gap], ``own``, ``own_spent``, ``own_expected``, ``own_pace``, ``by`` (:class:`Quantity`, the money in
        the programme's own currency).
    """
    rows = [
        {
            "seat": name,
            "programme": seat.short_name,
            "announced": seat.announced.usd.central,
            "spent": seat.spent.usd.central if seat.spent.usd else NOTHING,
            **ends(seat.expected_delivered.usd),
            "pace": pace_in_dollars(seat),
            "own": seat.announced,
            "own_spent": seat.spent,
            "own_expected": seat.expected_delivered,
            "own_pace": seat.spent_at_this_pace,
            "by": seat.promised_by,
        }
        for name, seat in study.seats.items()
        if seat.announced.usd and seat.expected_delivered.usd
    ]
    headings = {
        "programme": N_("Programme"),
        "own": N_("Announced"),
        "by": N_("Promised by"),
        "own_spent": N_("Spent so far"),
        "own_expected": N_("Expected by the promised date"),
        "own_pace": N_("At the pace so far"),
        **USD_BN,
    }
    return present(rows, headings, sources_of(rows) + rate_source(study))


def pace_in_dollars(seat: Seat) -> float:
    """What the pace so far leads to, converted as the money spent is; NaN where there is none [USD bn]."""
    if not (seat.spent_at_this_pace.known and seat.spent.usd and seat.spent.central):
        return NOTHING
    return seat.spent_at_this_pace.central * seat.spent.usd.central / seat.spent.central


def at_latest_pace(study: Study, seat: Seat) -> Quantity | None:
    """What a programme would have spent by its promised date at the pace between its last two readings.

    Returns
    -------
    Quantity or None
        In billions of its own currency; None where there are no two readings of money spent.

    Examples
    --------
    >>> from analysis.study import compare
    >>> study = compare("latest")
    >>> at_latest_pace(study, study.comparator)
    <spent: 213.752 USD bn, as of None>
    """
    rows = study.evidence.rows_by("ladder", "programme", "rung").get((seat.programme, "spent"), [])
    rows = sorted((row for row in rows if row["as_of"] <= study.as_of and row["central"] > 0), key=itemgetter("as_of"))
    if len(rows) < 2 or not seat.promised_by.known:
        return None
    (before, earlier), (now, last) = ((row["central"], year_of(row["as_of"])) for row in rows[-2:])
    ahead = now + (now - before) / (last - earlier) * (seat.promised_by.central - last)
    return Quantity("spent", "", Triplet.exact(ahead), seat.spent.unit, qualifier="about")


def record(study: Study) -> pd.DataFrame:
    """What became of earlier programmes: the part delivered of what was promised.

    Returns
    -------
    pandas.DataFrame
        One row a case known on the study's day, the fullest delivery first: ``case``, ``kind``, ``measure``,
        ``promised``, ``delivered`` (text with unit), ``percent`` (delivered, of what was promised), ``after_years``
        (NaN: not said), ``firm`` (counted rather than estimated or forecast), ``confidence``, ``outcome``.

    Examples
    --------
    >>> from analysis.study import compare
    >>> cases = record(compare("latest"))
    >>> cases.set_index("measure").loc["investment after audit, of the target", "percent"].round(1).item()
    74.4
    """
    evidence = study.evidence
    rows, sources = [], []
    for case in evidence.cases(study.as_of):
        delivered, *promised = (evidence.fact(fact_id) for fact_id in case["fact_ids"])
        rows.append(
            {
                "case": case_name(study, case["programme"]),
                "kind": case["kind"],
                "measure": case["measure"],
                "promised": quantity(quantity_of_fact(promised[0])) if promised else "",
                "delivered": quantity(quantity_of_fact(delivered)) if promised else "",
                "percent": case["share"] * 100,
                "after_years": float(case["after_years"]),
                "firm": delivered["status"] != "estimate",
                "confidence": evidence.confidence(case["fact_ids"]),
                "outcome": case["outcome"],
            }
        )
        sources += evidence.documents(case["fact_ids"])
    rows.sort(key=lambda row: -row["percent"])
    headings = {
        "case": N_("Programme"),
        "kind": N_("Kind of promise"),
        "measure": N_("What is measured"),
        "promised": N_("Promised"),
        "delivered": N_("Delivered"),
        "percent": N_("Delivered [%]"),
        "confidence": N_("Confidence"),
        "outcome": N_("What happened"),
    }
    return present(rows, headings, sources, decimals={"percent": 0})


def record_in_words(study: Study) -> pd.DataFrame:
    """What is known of earlier programmes for which no clean ratio was found.

    Returns
    -------
    pandas.DataFrame
        One row a fact known on the study's day: ``case``, ``what``, ``promised``, ``became``, ``confidence`` (text).

    Examples
    --------
    >>> from analysis.study import compare
    >>> record_in_words(compare("latest"))["case"].unique().tolist()
    ['Galileo', 'EU battery factories', 'Northvolt, Sweden']
    """
    rows, sources = [], []
    for what, promised, became, unit in IN_WORDS:
        if not all_known(study, promised, became):
            continue
        facts = [study.evidence.fact(fact_id) for fact_id in (promised, became) if fact_id]
        rows.append(
            {
                "case": case_name(study, facts[0]["programme"]),
                "what": what,
                "promised": said(facts[0], unit) if promised else "",
                "became": said(facts[-1], unit, translate(facts[-1]["note"]))
                if became
                else last_part(facts[0]["note"]),
                "confidence": study.evidence.confidence(fact["fact_id"] for fact in facts),
            }
        )
        sources += study.evidence.documents(fact["fact_id"] for fact in facts)
    headings = {
        "case": N_("Programme"),
        "what": N_("What"),
        "promised": N_("Promised"),
        "became": N_("What became of it"),
        "confidence": N_("Confidence"),
    }
    return present(rows, headings, sources)


def said(fact: Row, unit: str, note: str = "") -> str:
    """The value of a fact, in a unit of its own where its row has only a count, with its day and a note."""
    amount = f"{number(fact['value'])} {unit}" if unit else quantity(quantity_of_fact(fact))
    return _("{amount} ({beside})", amount=amount, beside=_(", ").join(filter(None, (period(fact["as_of"]), note))))


def last_part(note: str) -> str:
    """The last part of a note, which says what came of a promise where no figure does."""
    return translate(note).rpartition(";")[2].strip()
