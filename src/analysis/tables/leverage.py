"""What public money is said to move, and how much of the money raised for sites is borrowed."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis.evidence.columns import last_day
from analysis.languages import filled, marked, of_data, spoken
from analysis.languages import translate as _
from analysis.study import Quantity, Study
from analysis.study.study import Seat
from analysis.tables.capital import payers
from analysis.tables.near_claim import quantity_of_fact
from analysis.tables.promised import ends
from analysis.tables.shown import shown
from analysis.wording import NO_BREAK, date, number, period, quantity

RATIOS = {
    "leverage_total_over_public": (marked("all capital"), marked("all public money")),
    "leverage_private_over_public": (marked("private capital"), marked("all public money")),
    "leverage_total_over_union": (marked("all capital"), marked("the {union_budget} alone")),
}
"""Each ratio of a programme with its numerator and its denominator in words."""

EFSI = marked("EU investment plan (EFSI)")
"""The earlier programme that public leverage is measured by."""

EFSI_FACTS = {"ctx-0502": (marked("target"), ()), "ctx-0503": (marked("audited"), ("ctx-0500", "ctx-0501"))}
"""Its ratios as targeted and as audited, the latter with the facts of both sums."""


@spoken
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
                "numerator": _("investment"),
                "denominator": _("public guarantee"),
                "value": ratio,
                "as_of": period(study.evidence.fact(fact_id)["as_of"]),
                **ends(ratio.value),
                "counted": one_over_another(*both) if both else "",
                "why": "",
            }
        )
        sources += study.evidence.documents([fact_id, *sums])
    drawn = [row["value"].interval for row in rows if "draws" in row["value"].interval]
    ranges = _("A grey bar runs from low to high.")
    if drawn:
        ranges = _(
            "A grey bar runs from low to high, or over {interval} where several inputs are uncertain.",
            interval=of_data(drawn[0]),
        )
    note = ranges if any(row["low"] < row["high"] for row in rows) else ""
    own = [number(row["ratio"]) for row in rows if row["kind"] == "as told" and row["value"].known]
    three = None
    if len(own) == len(RATIOS):
        three = _("{first}, {second} or {third}", first=own[0], second=own[1], third=own[2])
    return shown(rows, HEADINGS, sources, note=note, three=three)


ABOVE = marked("more public money was told than the sum")

HEADINGS = {
    "programme": marked("Programme"),
    "numerator": marked("What is divided"),
    "denominator": marked("By what"),
    "value": marked("Ratio"),
    "kind": marked("Kind"),
    "as_of": marked("As of"),
    "counted": marked("The two sums"),
}


def row_of(seat: Seat, name: str) -> dict[str, object]:
    """One ratio of a programme, or why there is none."""
    names = {payer: of_data(words) for payer, words in payers(seat).items()}
    numerator, denominator = (filled(of_data(words), **names) for words in RATIOS[name])
    over = seat.private_capital.known and seat.private_capital.central < 0
    ratio = replace(seat[name], value=None, interval="", gap=of_data(ABOVE)) if over else seat[name]
    above = seat.private_capital if name == "leverage_private_over_public" else seat.announced
    below = seat.union_budget if name == "leverage_total_over_union" else seat.public_money
    why = _("public money is zero") if seat.public_money.is_zero else _("public money is not known")
    why = of_data(ABOVE) if over else why
    counted = one_over_another(above, below) if above.known and below.known else _("not known")
    return {
        "programme": seat.short_name,
        "kind": marked("as told"),
        "numerator": numerator,
        "denominator": denominator,
        "value": ratio,
        "as_of": date(ratio.as_of).replace(NO_BREAK, " ") if ratio.as_of else "",
        **ends(ratio.value),
        "counted": counted,
        "why": "" if ratio.known else why,
    }


def one_over_another(above: Quantity, below: Quantity) -> str:
    """Two sums of which one is divided by the other."""
    return _("{above} / {below}", above=quantity(above), below=quantity(below))


@spoken
def publicly_paid(study: Study) -> tuple[Seat, Seat]:
    """The programme for which public money was told, the subject before the comparator, and the other one."""
    seats = tuple(study.seats.values())
    told = [seat.public_money.known and not seat.public_money.is_zero for seat in seats]
    return seats if told[0] or not told[1] else seats[::-1]


@spoken
def said(study: Study, fact_id: str) -> Quantity | None:
    """What one fact says, as a quantity; None before its day."""
    fact = study.evidence.fact(fact_id)
    if last_day(fact["as_of"]) > study.as_of:
        return None
    return replace(quantity_of_fact(fact), as_of=last_day(fact["as_of"]), notes=(of_data(fact["note"]),))


@spoken
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
        of_seat = (facts["programme"] == seat.programme) & (facts["metric"] == "debt_share")
        known = facts[of_seat & (facts["entity"] != "")]
        known = known.assign(day=known["as_of"].map(last_day))
        known = known[known["day"] <= study.as_of].sort_values("day", kind="stable")
        known = known.drop_duplicates("entity", keep="last")
        for __, fact in known.sort_values("value", kind="stable").iterrows():
            site = " ".join(word.capitalize() for word in fact["entity"].split("-"))
            rows.append(of_site(name, seat, site, fact["value"], fact["as_of"], fact["confidence"], fact["note"]))
        sources += study.evidence.documents(known["fact_id"])
        if (whole := seat.debt_share).known:
            counted = _(
                "{debt} of {capital}: {perimeter}",
                debt=quantity(seat.site_debt),
                capital=quantity(seat.site_capital),
                perimeter=seat.site_capital.perimeter,
            )
            confidence = study.evidence.confidence([*seat.site_debt.fact_ids, *seat.site_capital.fact_ids])
            day = whole.as_of.isoformat()
            rows.append(of_site(name, seat, _("All of these sites"), whole.central, day, confidence, counted))
            sources += whole.sources
    headings = {
        "site": marked("Site"),
        "percent": marked("Debt [%]"),
        "as_of": marked("As of"),
        "confidence": marked("Confidence"),
        "note": marked("Debt of capital raised [USD bn]"),
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
