"""What public money is said to move, and how much of the money raised for sites is borrowed."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis.evidence.columns import last_day
from analysis.study import Quantity, Study
from analysis.study.study import Seat
from analysis.tables.capital import payers
from analysis.tables.near_claim import quantity_of_fact
from analysis.tables.promised import ends
from analysis.tables.shown import shown
from analysis.wording import NO_BREAK, date, number, period, quantity

RATIOS = {
    "leverage_total_over_public": ("all capital", "all public money"),
    "leverage_private_over_public": ("private capital", "all public money"),
    "leverage_total_over_union": ("all capital", "the {union_budget} alone"),
}
"""Each ratio of a programme with its numerator and its denominator in words."""

EFSI = "EU investment plan (EFSI)"
"""The earlier programme that public leverage is measured by."""

EFSI_FACTS = {"ctx-0502": ("target", ()), "ctx-0503": ("audited", ("ctx-0500", "ctx-0501"))}
"""Its ratios as targeted and as audited, the latter with the facts of both sums."""


def leverage(study: Study) -> pd.DataFrame:
    """Capital for each unit of public money, with numerator and denominator in words, beside an audited programme.

    Returns
    -------
    pandas.DataFrame
        One row a ratio: ``programme``, ``kind`` (``as told``, ``target``, ``audited``), ``numerator``,
        ``denominator``, ``value`` (:class:`Quantity`), ``as_of`` (in words), ``counted`` (the two sums), ``low``,
        ``ratio``, ``high`` [NaN where there is none], ``why`` (there is none). A programme without any ratio has one
        row. Empty where neither has one. ``attrs["three"]``: the ratios of the one programme that has them, in words.

    Examples
    --------
    >>> from analysis.study import compare
    >>> leverage(compare("latest"))[["kind", "numerator", "ratio"]].values.tolist()[2:5]
    [['as told', 'all capital', 6.0], ['as told', 'all capital', nan], ['target', 'investment', 15.0]]
    """
    rows, sources = [], []
    for seat in study.seats.values():
        sound = seat.private_capital.known and seat.private_capital.central >= 0
        names = [name for name in RATIOS if sound and seat[name].known] or ["leverage_total_over_public"]
        rows += [row_of(seat, name) for name in names]
        sources += [source for name in names for source in seat[name].sources]
    if not any(row["value"].known for row in rows):
        return shown([], HEADINGS, [])
    for fact_id, (kind, sums) in EFSI_FACTS.items():
        ratio, *both = (quantity_of_fact(study.evidence.fact(name)) for name in (fact_id, *sums))
        rows.append(
            {
                "programme": EFSI,
                "kind": kind,
                "numerator": "investment",
                "denominator": "public guarantee",
                "value": ratio,
                "as_of": period(study.evidence.fact(fact_id)["as_of"]),
                **ends(ratio.value),
                "counted": " over ".join(quantity(part) for part in both),
                "why": "",
            }
        )
        sources += study.evidence.documents([fact_id, *sums])
    drawn = [row["value"].interval for row in rows if "draws" in row["value"].interval]
    several = f", or over {drawn[0]} where several inputs are uncertain" if drawn else ""
    ranges = f"A grey bar runs from low to high{several}."
    note = ranges if any(row["low"] < row["high"] for row in rows) else ""
    own = [number(row["ratio"]) for row in rows if row["kind"] == "as told" and row["value"].known]
    three = f"{own[0]}, {own[1]} or {own[2]}" if len(own) == len(RATIOS) else None
    return shown(rows, HEADINGS, sources, note=note, three=three)


ABOVE = "more public money was told than the sum"

HEADINGS = {
    "programme": "Programme",
    "numerator": "What is divided",
    "denominator": "By what",
    "value": "Ratio",
    "kind": "Kind",
    "as_of": "As of",
    "counted": "The two sums",
}


def row_of(seat: Seat, name: str) -> dict[str, object]:
    """One ratio of a programme, or why there is none."""
    numerator, denominator = (words.format(**payers(seat)) for words in RATIOS[name])
    over = seat.private_capital.known and seat.private_capital.central < 0
    ratio = replace(seat[name], value=None, interval="", gap=ABOVE) if over else seat[name]
    above = seat.private_capital if name == "leverage_private_over_public" else seat.announced
    below = seat.union_budget if name == "leverage_total_over_union" else seat.public_money
    why = "public money is zero" if seat.public_money.is_zero else "public money is not known"
    why = ABOVE if over else why
    counted = f"{quantity(above)} over {quantity(below)}" if above.known and below.known else "not known"
    return {
        "programme": seat.short_name,
        "kind": "as told",
        "numerator": numerator,
        "denominator": denominator,
        "value": ratio,
        "as_of": date(ratio.as_of).replace(NO_BREAK, " ") if ratio.as_of else "",
        **ends(ratio.value),
        "counted": counted,
        "why": "" if ratio.known else why,
    }


def publicly_paid(study: Study) -> tuple[Seat, Seat]:
    """The programme for which public money was told, the subject before the comparator, and the other one."""
    seats = tuple(study.seats.values())
    told = [seat.public_money.known and not seat.public_money.is_zero for seat in seats]
    return seats if told[0] or not told[1] else seats[::-1]


def said(study: Study, fact_id: str) -> Quantity | None:
    """What one fact says, as a quantity; None before its day."""
    fact = study.evidence.fact(fact_id)
    if last_day(fact["as_of"]) > study.as_of:
        return None
    return replace(quantity_of_fact(fact), as_of=last_day(fact["as_of"]), notes=(fact["note"],))


def site_debt(study: Study) -> pd.DataFrame:
    """How much of the capital raised for each site is borrowed.

    Returns
    -------
    pandas.DataFrame
        One row a site with a figure up to the study's day, by programme and from the lowest share: ``seat``,
        ``programme``, ``site``, ``share`` [0 to 1], ``percent``, ``as_of`` (in words), ``confidence``, ``note``; then
        one for all sites together where that is known.

    Examples
    --------
    >>> from analysis.study import compare
    >>> site_debt(compare("latest"))[["site", "percent"]].iloc[[0, -1]].round(1).values.tolist()
    [['Abilene', 62.7], ['All of these sites', 86.3]]
    """
    rows, sources, facts = [], [], study.evidence.facts
    for name, seat in study.seats.items():
        known = facts.query("programme == @seat.programme and metric == 'debt_share' and entity != ''")
        known = known.assign(day=known["as_of"].map(last_day))
        known = known[known["day"] <= study.as_of].sort_values("day", kind="stable")
        known = known.drop_duplicates("entity", keep="last")
        for _, fact in known.sort_values("value", kind="stable").iterrows():
            site = " ".join(word.capitalize() for word in fact["entity"].split("-"))
            rows.append(of_site(name, seat, site, fact["value"], fact["as_of"], fact["confidence"], fact["note"]))
        sources += study.evidence.documents(known["fact_id"])
        if (whole := seat.debt_share).known:
            counted = f"{quantity(seat.site_debt)} of {quantity(seat.site_capital)}: {seat.site_capital.perimeter}"
            confidence = study.evidence.confidence([*seat.site_debt.fact_ids, *seat.site_capital.fact_ids])
            day = whole.as_of.isoformat()
            rows.append(of_site(name, seat, "All of these sites", whole.central, day, confidence, counted))
            sources += whole.sources
    headings = {
        "site": "Site",
        "percent": "Debt [%]",
        "as_of": "As of",
        "confidence": "Confidence",
        "note": "Debt of capital raised [USD bn]",
    }
    return shown(rows, headings, sources, decimals={"percent": 1})


def of_site(
    name: str, seat: Seat, site: str, share: float, as_of: str, confidence: str, note: str
) -> dict[str, object]:
    """One site's row."""
    return {
        "seat": name,
        "programme": seat.short_name,
        "site": site,
        "share": float(share),
        "percent": float(share) * 100,
        "as_of": period(as_of),
        "confidence": confidence,
        "note": note,
    }
