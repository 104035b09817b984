"""Who pays: an announced sum by payer and by how it was read, leverage, and how much is borrowed."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pandas as pd

from analysis.evidence.columns import last_day
from analysis.evidence.readings import NONE_FOUND
from analysis.model import capital, ladder
from analysis.model.amounts import Triplet
from analysis.study import Quantity, Study
from analysis.study.derived import known
from analysis.study.study import Seat
from analysis.tables.presentation import NOTHING, ends, present, quantity_of, quantity_of_fact, rate_source
from analysis.text import N_, filled, translate
from analysis.text import translate as _
from analysis.wording import NO_BREAK, capitalised, date, number, period, quantity

PUBLIC = ("union_budget", "member_states")
"""The public payers, as readings name them."""


def payers(seat: Seat) -> dict[str, str]:
    """What to call those who pay for a programme, in English: its union, the states in it, and the rest."""
    federal = seat.territory == "US"
    return {
        "union_budget": N_("federal budget") if federal else N_("EU budget"),
        "member_states": N_("states") if federal else N_("member states"),
        "public": N_("public, not divided"),
        "private": N_("private"),
        "unknown": N_("no split told"),
    }


def facts_known(study: Study, programme: str, metric: str, *, whole: bool = True) -> pd.DataFrame:
    """What documents say of a programme, or of its sites, up to the study's day, in order of the ``day`` they mean."""
    facts = study.evidence.facts
    of_whole = facts["entity"] == ""
    rows = facts[(facts["programme"] == programme) & (facts["metric"] == metric) & (of_whole == whole)]
    rows = rows.assign(day=rows["as_of"].map(last_day))
    return rows[rows["day"] <= study.as_of].sort_values("day", kind="stable")


def parted(announced: float, public: dict[str, float], share: float | None) -> dict[str, float]:
    """Split an announced sum by payer; what no document divides stays together.

    Parameters
    ----------
    announced : float
        The sum [bn].
    public : dict of str to float
        What each public payer gives [bn], as far as told.
    share : float or None
        Where payers are not told apart: the public share [0 to 1].

    Returns
    -------
    dict of str to float
        The parts by payer [bn]; those there are add up to the sum. Private is the remainder.

    Examples
    --------
    >>> parted(20, {"union_budget": 4, "member_states": 4}, None)
    {'union_budget': 4, 'member_states': 4, 'private': 12}
    >>> parted(20, {}, 0.25)
    {'public': 5.0, 'private': 15.0}
    >>> parted(20, {}, None), parted(20, {"union_budget": 4}, None)
    ({'unknown': 20}, {'union_budget': 4, 'unknown': 16})
    """
    told = capital.public_money(**public) if len(public) == len(PUBLIC) else None
    if told is None and not public and share is not None:
        public, told = {"public": announced * share}, announced * share
    if sum(public.values()) > announced:
        return {"unknown": announced}
    if told is None:
        return public | {"unknown": announced - sum(public.values())}
    return public | {"private": announced - told}


def splits(study: Study, name: str) -> pd.DataFrame:
    """How an announced sum was said to split, each time that sum or its split was told.

    Parameters
    ----------
    study : Study
    name : str
        The seat, ``subject`` or ``comparator``.

    Returns
    -------
    pandas.DataFrame
        One row a telling up to the study's day: ``as_of``, ``told`` (its month), ``announced`` (:class:`Quantity`), for
        each payer of :func:`payers` the part [bn; NaN where there is none], ``ranges`` (of the public payers that were
        told apart), ``public_told`` (in words), ``remainder`` and ``on_record`` (:class:`Quantity` or None: the private
        part as a remainder, and as a fact has it), ``note``. A last row has a sum that an edition or a call sets.
        ``attrs["names"]``: what to call each payer.

    Examples
    --------
    >>> from analysis.study import compare
    >>> splits(compare("latest"), "subject").set_index("told").loc["June 2026", "private"].round(1).item()
    11.8
    """
    seat, evidence = study.seats[name], study.evidence
    money = evidence.announcements(seat.programme, study.as_of)
    readings = evidence.readings
    readings = readings[(readings["programme"] == seat.programme) & readings["quantity"].isin(PUBLIC)]
    readings = readings[readings["derivation"] != NONE_FOUND]  # that none was found is no telling
    private = facts_known(study, seat.programme, "private_investment")
    shares = facts_known(study, seat.programme, "public_share").drop_duplicates("day", keep="last").set_index("day")
    days = {*money["as_of"], *readings["as_of"], *shares.index}
    rows, sources, last = [], [], None
    for day in sorted(day for day in days if day <= study.as_of):
        last = evidence.money(seat.programme, "announced", day)
        if last is None:
            continue
        read = {payer: evidence.quantity(seat.programme, payer, day) for payer in PUBLIC}
        public = {payer: quantity_of(payer, part) for payer, part in read.items() if part and part.as_of == day}
        share = None if public or day not in shares.index else shares.loc[day]
        on_record = private[private["day"] == day]
        rows.append(told_on(seat, day, quantity_of("announced", last), public, share, on_record))
        facts = [*last.fact_ids, *(fact for part in public.values() for fact in part.fact_ids)]
        facts += on_record["fact_id"].tolist()
        sources += evidence.documents(facts if share is None else [*facts, share["fact_id"]])
    if seat.announced.set_by and (last is None or last.central != seat.announced.central):
        public = {payer: seat[payer] for payer in PUBLIC if seat[payer].known}
        day = seat.announced.as_of
        set_here = told_on(seat, day, seat.announced, public, None, private[private["day"] == day])
        rows.append(set_here | {"told": _("As set here"), "note": seat.announced.why})
    names = payers(seat)
    headings = {
        "told": N_("Told"),
        "announced": N_("Sum"),
        "public_told": N_("Public"),
        "remainder": N_("Private, as the remainder"),
        "on_record": N_("Private, on record"),
        "note": N_("What was said"),
    }
    return present(rows, headings, sources, names=names, unit=f"{seat.currency} bn", programme=seat.short_name)


def told_on(
    seat: Seat,
    day: datetime.date,
    announced: Quantity,
    public: dict[str, Quantity],
    share: pd.Series | None,
    private: pd.DataFrame,
) -> dict[str, object]:
    """One telling: the parts to be drawn, and the same as quantities with what was said."""
    values = {name: part.central for name, part in public.items()}
    parts = parted(announced.central, values, None if share is None else float(share["value"]))
    unit = f"{seat.currency} bn"
    worked_out = {name: Quantity(name, name, Triplet.exact(value), unit) for name, value in parts.items()}
    given = public or {name: part for name, part in worked_out.items() if name in ("public", "unknown")}
    names = {payer: translate(words) for payer, words in payers(seat).items()}
    paid = (_("{payer}: {sum}", payer=names[name], sum=quantity(part, "range")) for name, part in given.items())
    said = [translate(note) for note in announced.notes] if announced.as_of == day else []
    notes = [(capitalised(names[name]), note) for name, part in public.items() for note in part.notes if note]
    said += [_("{who}: {what}", who=who, what=translate(note)) for who, note in notes]
    said += [] if share is None else [translate(share["note"])]
    said += [_("{who}: {what}", who=_("Private"), what=translate(note)) for note in private["note"] if note]
    return {
        "as_of": day,
        "told": period(f"{day:%Y-%m}"),
        "announced": announced,
        **dict.fromkeys(names, NOTHING),
        **parts,
        "ranges": {name: part.value for name, part in public.items() if name in parts},
        "public_told": capitalised(_("; ").join(paid)),
        "remainder": worked_out.get("private"),
        "on_record": quantity_of_fact(private.iloc[-1]) if len(private) else None,
        "note": ". ".join(said),
    }


RATIOS = {
    "leverage_total_over_public": (N_("all capital"), N_("all public money")),
    "leverage_private_over_public": (N_("private capital"), N_("all public money")),
    "leverage_total_over_union": (N_("all capital"), N_("the {union_budget} alone")),
}
"""Each ratio of a programme with its numerator and its denominator in words."""

EFSI = N_("EU investment plan (EFSI)")
"""The earlier programme that public leverage is measured by."""

EFSI_FACTS = {"ctx-0502": (N_("target"), ()), "ctx-0503": (N_("audited"), ("ctx-0500", "ctx-0501"))}
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
    rows = []
    for seat in study.seats.values():
        sound = seat.private_capital.known and seat.private_capital.central >= 0
        names = [name for name in RATIOS if sound and seat[name].known] or ["leverage_total_over_public"]
        rows += [row_of(seat, name) for name in names]
    if not any(row["value"].known for row in rows):
        return present([], HEADINGS)
    for fact_id, (kind, sums) in EFSI_FACTS.items():
        ratio, *both = (quantity_of_fact(study.evidence.fact(name)) for name in (fact_id, *sums))
        ratio = replace(ratio, sources=study.evidence.documents([fact_id, *sums]))
        rows.append(
            {
                "programme": EFSI,
                "kind": kind,
                "numerator": _("investment"),
                "denominator": _("public guarantee"),
                "value": ratio,
                "as_of": period(study.evidence.fact(fact_id)["as_of"]),
                **ends(ratio.value, central="ratio"),
                "counted": one_over_another(*both) if both else "",
                "why": "",
            }
        )
    drawn = [row["value"].interval for row in rows if "draws" in row["value"].interval]
    note = ""
    if drawn:
        note = _(
            "A grey bar holds {interval}, or what the document gives.",
            interval=translate(drawn[0]),
        )
    elif any(row["low"] < row["high"] for row in rows):
        note = _("A grey bar runs from low to high.")
    own = [number(row["ratio"]) for row in rows if row["kind"] == "as told" and row["value"].known]
    three = None
    if len(own) == len(RATIOS):
        three = _("{first}, {second} or {third}", first=own[0], second=own[1], third=own[2])
    return present(rows, HEADINGS, note=note, three=three)


ABOVE = N_("more public money was told than the sum")

HEADINGS = {
    "programme": N_("Programme"),
    "numerator": N_("What is divided"),
    "denominator": N_("By what"),
    "value": N_("Ratio"),
    "kind": N_("Kind"),
    "as_of": N_("As of"),
    "counted": N_("The two sums"),
}


def row_of(seat: Seat, name: str) -> dict[str, object]:
    """One ratio of a programme, or why there is none."""
    names = {payer: translate(words) for payer, words in payers(seat).items()}
    numerator, denominator = (filled(translate(words), **names) for words in RATIOS[name])
    over = seat.private_capital.known and seat.private_capital.central < 0
    ratio = replace(seat[name], value=None, interval="", gap=translate(ABOVE)) if over else seat[name]
    above = seat.private_capital if name == "leverage_private_over_public" else seat.total_of_parts
    below = seat.union_budget if name == "leverage_total_over_union" else seat.public_money
    unfound = _("no public money was found") if below.none_found else _("public money is not known")
    why = translate(ABOVE) if over else _("public money is zero") if seat.public_money.is_zero else unfound
    counted = one_over_another(above, below) if above.known and below.known else _("not known")
    return {
        "programme": seat.short_name,
        "kind": N_("as told"),
        "numerator": numerator,
        "denominator": denominator,
        "value": ratio,
        "as_of": date(ratio.as_of).replace(NO_BREAK, " ") if ratio.as_of else "",
        **ends(ratio.value, central="ratio"),
        "counted": counted,
        "why": "" if ratio.known else why,
    }


def one_over_another(above: Quantity, below: Quantity) -> str:
    """Two sums of which one is divided by the other."""
    return _("{above} / {below}", above=quantity(above), below=quantity(below))


def publicly_paid(study: Study) -> tuple[Seat, Seat]:
    """The programme for which public money was told, the subject before the comparator, and the other one."""
    seats = tuple(study.seats.values())
    told = [seat.public_money.known and not seat.public_money.is_zero for seat in seats]
    return seats if told[0] or not told[1] else seats[::-1]


PARTS = "announced_over_parts"


def as_far_as_pledged(study: Study) -> dict[str, object]:
    """The subject's money with public money at its low ends, what law and pledges carry; None where no end is lower.

    Returns
    -------
    dict
        ``carried`` and ``falls`` (:class:`Quantity`: the public money, and all capital with it), ``rises`` [ratio of
        the announced sums] and ``leverage`` [all capital over public money].

    Examples
    --------
    >>> from analysis.study import compare
    >>> {name: float(value) for name, value in as_far_as_pledged(compare("latest")).items() if name in ("leverage",)}
    {'leverage': 9.7}
    """
    nothing = dict.fromkeys(("carried", "falls", "rises", "leverage"))
    public = {f"subject_{payer}": study.subject[payer] for payer in PUBLIC}
    if not all(money.known for money in public.values()) or all(money.value.is_exact for money in public.values()):
        return nothing
    low = {name: money.value.low for name, money in public.items()}
    wanted = ("subject_public_money", "subject_total_of_parts", "subject_leverage_total_over_public", PARTS)
    found = study.graph.run(known(study.inputs) | low, wanted)
    if PARTS not in found:
        return nothing
    money, total, lever, rises = (float(found[name]) for name in wanted)
    carried, falls = (
        replace(study.quantities[name], value=Triplet.exact(value), qualifier="")
        for name, value in zip(wanted, (money, total), strict=False)
    )
    return {"carried": carried, "falls": falls, "rises": float(f"{rises:.2g}"), "leverage": round(lever, 1)}


def said(study: Study, fact_id: str) -> Quantity | None:
    """What one fact says, as a quantity; None before its day."""
    fact = study.evidence.fact(fact_id)
    if last_day(fact["as_of"]) > study.as_of:
        return None
    return replace(quantity_of_fact(fact), as_of=last_day(fact["as_of"]), notes=(translate(fact["note"]),))


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
    rows, sources = [], []
    for name, seat in study.seats.items():
        known = facts_known(study, seat.programme, "debt_share", whole=False).drop_duplicates("entity", keep="last")
        for __, fact in known.sort_values("value", kind="stable").iterrows():
            site = " ".join(word.capitalize() for word in fact["entity"].split("-"))
            rows.append(of_site(name, seat, site, **fact[["value", "as_of", "confidence", "note"]]))
        sources += study.evidence.documents(known["fact_id"])
        if (whole := seat.debt_share).known:
            counted = _(
                "{debt} of {capital}: {perimeter}",
                debt=quantity(seat.site_debt),
                capital=quantity(seat.site_capital),
                perimeter=seat.site_capital.perimeter,
            )
            confidence = study.evidence.confidence([*seat.site_debt.fact_ids, *seat.site_capital.fact_ids])
            row = of_site(name, seat, _("All of these sites"), whole.central, whole.as_of.isoformat())
            rows.append(row | {"confidence": confidence, "note": counted})
            sources += whole.sources
    headings = {
        "site": N_("Site"),
        "percent": N_("Debt [%]"),
        "as_of": N_("As of"),
        "confidence": N_("Confidence"),
        "note": N_("Debt of capital raised [USD bn]"),
    }
    return present(rows, headings, sources, decimals={"percent": 1})


def of_site(name: str, seat: Seat, site: str, value: float, as_of: str, **further: str) -> dict[str, object]:
    """The row of one site, with its share of debt."""
    of_seat = {"seat": name, "programme": seat.short_name, "site": site}
    return of_seat | {"share": float(value), "percent": float(value) * 100, "as_of": period(as_of)} | further


WAYS = {
    "programme_total": N_("The total, public and private"),
    "private_investment": N_("The private part alone"),
    "public_share_of_capex": N_("The public part alone"),
}
"""How the first announced sum was read, by the metric of the facts that read it so."""


def ways_to_read(study: Study) -> pd.DataFrame:
    """What the first sum announced for a programme comes to in all, by each way in which documents read it.

    Returns
    -------
    pandas.DataFrame
        One row a way: ``programme``, ``way``, ``first`` and ``last`` (days of the first and the last document that
        reads it so), ``total`` (:class:`Quantity`), ``ratio`` [comparator over subject], ``said``. Empty where the
        public share of a site's cost is not known. ``attrs["sum"]``: the sum (:class:`Quantity`).

    Examples
    --------
    >>> from analysis.study import compare
    >>> [round(total.central) for total in ways_to_read(compare("latest"))["total"]]
    [20, 30, 60]
    """
    rows, facts, first = [], [], None
    for name, seat in study.seats.items():
        share = seat.public_share_of_capex
        if not (seat.announced.known and seat.announced.usd and share.known and seat.announced.central):
            continue
        first = first_announced(study, seat)
        for metric, way in WAYS.items():
            found = facts_known(study, seat.programme, metric)
            found = found if metric == "public_share_of_capex" else found[found["value"] == first.central]
            if found.empty:
                continue
            total = total_read(metric, first, share.value)
            rows.append(
                {
                    "programme": seat.short_name,
                    "way": way,
                    "first": found["day"].iloc[0],
                    "last": found["day"].iloc[-1],
                    "total": total,
                    "ratio": ratio_with(study, name, total.central),
                    "said": found["note"].iloc[-1],
                }
            )
            facts += [*found["fact_id"], *share.fact_ids]
    headings = {
        "way": _("{sum} read as", sum=quantity(first)) if first else N_("Read as"),
        "total": N_("All capital would be"),
        "ratio": N_("Ratio of the announced sums"),
        "first": N_("First read so"),
        "last": N_("Last read so"),
        "said": N_("What was said"),
    }
    sources = [*study.evidence.documents(facts), *rate_source(study)] if rows else []
    return present(rows, headings, sources, sum=first, decimals={"ratio": 1})


def first_announced(study: Study, seat: Seat) -> Quantity:
    """The sum that was announced first by the study's day: the one that documents read in several ways."""
    rows = study.evidence.announcements(seat.programme, study.as_of)
    if rows.empty:
        return seat.announced
    return quantity_of("announced", study.evidence.money(seat.programme, "announced", rows["as_of"].min()))


def total_read(metric: str, told: Quantity, share: Triplet) -> Quantity:
    """All capital, if a sum is what a metric says; its range is that of the public share."""
    if metric == "programme_total":
        return Quantity("total", _("all capital"), told.value, told.unit)
    worked_out = {"private_investment": capital.total_if_private_part}.get(metric, capital.total_if_public_part)
    central, *ends = (worked_out(told.central, end) for end in (share.central, share.low, share.high))
    return Quantity("total", _("all capital"), Triplet(min(ends), central, max(ends)), told.unit)


def ratio_with(study: Study, name: str, total: float) -> float:
    """Ratio of the announced sums, comparator over subject, with another total for one programme; NaN without one."""
    dollars = {seat: quantities.announced.usd for seat, quantities in study.seats.items()}
    if None in dollars.values():
        return NOTHING
    central = {seat: value.central for seat, value in dollars.items()}
    central[name] *= total / study.seats[name].announced.central
    return ladder.announced_ratio(central["comparator"], central["subject"]) if central["subject"] else NOTHING


def whole_then_part(ways: pd.DataFrame) -> dict[str, object]:
    """When the first sum was last read as the whole and first as the private part; None for what was never so.

    Parameters
    ----------
    ways : pandas.DataFrame
        As :func:`ways_to_read` gives it.

    Returns
    -------
    dict
        ``told`` (:class:`Quantity`), ``whole`` and ``part`` (days), ``if_part`` and ``if_public`` (all capital then).
    """
    rows = {row["way"]: row for __, row in ways.iterrows()}
    whole, private, public = (rows.get(way, {}) for way in WAYS.values())
    return {
        "told": ways.attrs["sum"],
        "whole": whole.get("last"),
        "part": private.get("first"),
        "if_part": private.get("total"),
        "if_public": public.get("total"),
    }
