"""Who pays: an announced sum by payer and by how it was read, leverage, and how much is borrowed."""

import datetime
from dataclasses import replace

import pandas as pd

from analysis.charts.chart import Chart, chart
from analysis.charts.rows import Rows
from analysis.evidence.columns import last_day
from analysis.evidence.readings import NONE_FOUND
from analysis.model import capital
from analysis.model.amounts import Triplet
from analysis.pages.common import BILLIONS, Table, in_unit, of_fact, of_reading, present, rate_source, table
from analysis.study import Quantity, Study
from analysis.study.derived import known
from analysis.study.study import Seat
from analysis.text import N_, Message, listed, translate, translate as _
from analysis.text.numbers import capitalised, number, period
from analysis.wording import quantity

PUBLIC = ("union_budget", "member_states")
"""The public payers, as readings name them."""

COLOURS = {"union_budget": "s1", "member_states": "s3", "public": "s2", "private": "s5", "unknown": "paper"}
"""Each payer with its colour."""

RATIOS = {
    "leverage_total_over_public": (N_("all capital over all public money"), "total_of_parts", "public_money"),
    "leverage_private_over_public": (N_("private capital over all public money"), "private_capital", "public_money"),
    "leverage_total_over_union": (N_("all capital over the {union_budget} alone"), "total_of_parts", "union_budget"),
}
"""Each ratio of a programme in words, with what is divided and by what."""

EFSI = N_("EU investment plan (EFSI)")
"""The earlier programme that public leverage is measured by."""

EFSI_RATIOS = {
    N_("investment over public guarantee, target"): ("efsi_target",),
    N_("investment over public guarantee, audited"): ("efsi_audited", "efsi_investment", "efsi_guarantee"),
}
"""Its ratios in words, each with the fact cited and, where it is no aim, the facts of both sums."""

CITED = {
    "cap": "union_share_cap",
    "cost": "cost_of_stated_compute",
    "aimed": "efsi_target",
    "audited": "efsi_audited",
    "relief": "tax_ceiling",
    "planned": "equity_of_first_sum",
    "access": "access_budget",
}
"""Names in sentences of the facts cited."""

WAYS = {
    "programme_total": (N_("The total, public and private"), None),
    "private_investment": (N_("The private part alone"), capital.total_if_private_part),
    "public_share_of_capex": (N_("The public part alone"), capital.total_if_public_part),
}
"""How the first announced sum was read, by the metric of the facts that read it so, and what all capital then is."""


PARTS = "announced_over_parts"


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


def values(study: Study) -> dict[str, object]:
    """What the sentences of the page name.

    Returns
    -------
    dict
        ``payers`` (what to call the subject's), ``sound`` (whether its private part is known and not below zero),
        ``paid`` (the programme for which public money was told, the subject before the comparator) and ``other``,
        ``paid_by`` (what to call those of ``paid``), ``lenders`` (the programme whose debt is known), the facts of
        :data:`CITED` (None before their day), and what :func:`pledged` and :func:`readings_of_sum` give.

    Examples
    --------
    >>> from analysis.study import compare
    >>> values(compare("latest"))["lenders"].short_name
    'Stargate'
    """
    seats = list(study.seats.values())
    paid, other = sorted(seats, key=lambda seat: not seat.public_money.known or seat.public_money.is_zero)
    facts = {name: of_fact(study, study.evidence.cited_fact(cited)) for name, cited in CITED.items()}
    return {
        "payers": payers(study.subject),
        "sound": study.subject.private_share.known and study.subject.private_share.central >= 0,
        "paid": paid,
        "other": other,
        "paid_by": payers(paid),
        "lenders": next((seat for seat in seats if seat.debt_share.known), study.comparator),
        **{name: fact if fact.as_of <= study.as_of else None for name, fact in facts.items()},
        **pledged(study),
        **readings_of_sum(ways_to_read(study)),
    }


def facts_known(study: Study, programme: str, metric: str, *, whole: bool = True) -> pd.DataFrame:
    """What documents say of a programme, or of its sites, up to the study's day, in order of the ``day`` they mean."""
    facts = study.evidence.facts
    rows = facts[(facts["programme"] == programme) & (facts["metric"] == metric) & ((facts["entity"] == "") == whole)]
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
        One row a telling up to the study's day: ``told`` (its day), ``announced``, the parts by payer of
        :func:`payers`, ``on_record`` (the private part as a fact has it; all :class:`Quantity`, or None), ``note``. A
        last row has a sum that an edition or a call sets.

    Examples
    --------
    >>> from analysis.study import compare
    >>> round(splits(compare("latest"), "subject")["private"].iloc[-2].central, 1)
    11.8
    """
    seat, evidence = study.seats[name], study.evidence
    readings = evidence.readings
    readings = readings[(readings["programme"] == seat.programme) & readings["quantity"].isin(PUBLIC)]
    days = {*evidence.announcements(seat.programme, study.as_of)["as_of"]}
    days |= {*readings["as_of"][readings["derivation"] != NONE_FOUND]}  # that none was found is no telling
    days |= {*facts_known(study, seat.programme, "public_share")["day"]}
    rows, announced = [], None
    for day in sorted(day for day in days if day <= study.as_of):
        if reading := evidence.money(seat.programme, "announced", day):
            announced = of_reading(study, "announced", reading)
            read = {payer: evidence.quantity(seat.programme, payer, day) for payer in PUBLIC}
            public = {payer: of_reading(study, payer, one) for payer, one in read.items() if one and one.as_of == day}
            rows.append(told_on(study, seat, day, announced, public))
    if seat.announced.set_by and (announced is None or announced.central != seat.announced.central):
        public = {payer: seat[payer] for payer in PUBLIC if seat[payer].known}
        set_here = told_on(study, seat, seat.announced.as_of, seat.announced, public)
        rows.append(set_here | {"told": N_("As set here"), "note": seat.announced.why})
    names = {payer: words for payer, words in payers(seat).items() if any(row[payer] for row in rows)}
    further = {"on_record": N_("Private, on record"), "note": N_("What was said")}
    return present(rows, {"told": N_("Told"), "announced": N_("Sum")} | names | further)


def told_on(
    study: Study, seat: Seat, day: datetime.date, announced: Quantity, public: dict[str, Quantity]
) -> dict[str, object]:
    """One telling of a sum: its parts, and what was said."""
    names = payers(seat)
    share, private = (facts_known(study, seat.programme, metric) for metric in ("public_share", "private_investment"))
    share, private = share[(share["day"] == day) & (not public)].tail(1), private[private["day"] == day].tail(1)
    central = {name: part.central for name, part in public.items()}
    parts = parted(announced.central, central, *(share["value"].astype(float) if len(share) else (None,)))
    worked_out = Quantity("part", "part", None, announced.unit, sources=study.evidence.documents(share["fact_id"]))
    noted = [(note, names[name]) for name, part in public.items() for note in part.notes]
    noted += [(note, names["private"]) for note in private["note"]]
    said = list(announced.notes) if announced.as_of == day else []
    said += [Message(N_("{what} ({who})"), what=note, who=who) for note, who in noted if note]
    return {
        "told": day,
        "announced": announced,
        **dict.fromkeys(names),
        **{name: public.get(name, replace(worked_out, value=Triplet.exact(value))) for name, value in parts.items()},
        "on_record": of_fact(study, private.iloc[0]) if len(private) else None,
        "note": listed([*said, *share["note"]], ". "),
    }


def split(study: Study, name: str) -> Chart | None:
    """An announced sum by payer, one bar each time that it was told; None where no public money was ever told."""
    frame = splits(study, name)
    if not any(part and part.central for payer in (*PUBLIC, "public") for part in frame.get(payer, ())):
        return None
    months = [day if isinstance(day, str) else capitalised(period(f"{day:%Y-%m}")) for day in frame["told"]]
    currency = study.seats[name].currency
    drawing = Rows(
        frame.assign(month=months),
        _("Bars of one sum by payer, {unit}.", unit=f"{currency} bn"),
        value="announced",
        name="month",
        unit=translate(BILLIONS[currency]),
        seat="ink",
        parts={payer: (COLOURS[payer], what) for payer, what in payers(study.seats[name]).items()},
        write=lambda value: quantity(replace(value, value=Triplet.exact(value.central))),
    )
    moved = N_("{told}: still the total on {whole}, the private part alone since {part}")
    by_payer = N_("The sum announced for {seat.name} by payer, each time it was told")
    return chart(
        study,
        f"split-{name}",
        drawing,
        frame,
        title=[moved, by_payer] if name == "subject" else by_payer,
        subtitle=N_("Billions, announced, by payer, in the order in which it was told; up to {as_of}"),
        note=N_("Where shares were told and no sums, they are multiplied out. Nothing here says that money was paid."),
        values=readings_of_sum(ways_to_read(study)) | {"seat": study.seats[name]},
        lead=name == "subject",
    )


def pledged(study: Study) -> dict[str, object]:
    """The subject's money with public money at its low ends, what law and pledges carry; None where no end is lower.

    Returns
    -------
    dict
        ``carried`` and ``falls`` (:class:`Quantity`: the public money, and all capital with it), ``rises`` [ratio of
        the announced sums] and ``levered`` [all capital over public money].

    Examples
    --------
    >>> from analysis.study import compare
    >>> float(pledged(compare("latest"))["levered"])
    9.7
    """
    public = {f"subject_{payer}": study.subject[payer].value for payer in PUBLIC}
    wanted = ("subject_public_money", "subject_total_of_parts", "subject_leverage_total_over_public", PARTS)
    found = {}
    if None not in public.values() and not all(value.is_exact for value in public.values()):
        low = {name: value.low for name, value in public.items()}
        found = study.graph.run(known(study.inputs) | low, wanted)
    if PARTS not in found:
        return dict.fromkeys(("carried", "falls", "rises", "levered"))
    *sums, lever, rises = (float(found[name]) for name in wanted)
    carried, falls = (
        replace(study.quantities[name], value=Triplet.exact(value), qualifier="")
        for name, value in zip(wanted, sums, strict=False)
    )
    return {"carried": carried, "falls": falls, "rises": float(f"{rises:.2g}"), "levered": round(lever, 1)}


def ratios(study: Study) -> pd.DataFrame:
    """Capital for each unit of public money, in words what over what, beside an audited programme.

    Returns
    -------
    pandas.DataFrame
        One row a ratio: ``seat``, ``programme``, ``what`` (over what), ``value`` (:class:`Quantity`; its
        gap says why there is none), ``above`` and ``below`` (the two sums), ``as_of``. A programme without any ratio
        has one row. Empty where neither has one.

    Examples
    --------
    >>> from analysis.study import compare
    >>> [value.central for value in ratios(compare("latest"))["value"]]
    [3.0, 2.0, 6.0, None, 15.0, 11.1]
    """
    rows = []
    for key, seat in study.seats.items():
        over = seat.private_capital.known and seat.private_capital.central < 0
        why = N_("no public money was found") if seat.public_money.none_found else N_("public money is not known")
        why = N_("public money is zero") if seat.public_money.is_zero else why
        why = N_("more public money was told than the sum") if over else why
        for name in [name for name in RATIOS if seat[name].known and not over] or [next(iter(RATIOS))]:
            words, above, below = RATIOS[name]
            sound = seat[name].known and not over
            rows.append(
                {
                    "seat": key,
                    "programme": seat.short_name,
                    "what": Message(words, union_budget=payers(seat)["union_budget"]),
                    "value": seat[name] if sound else replace(seat[name], value=None, gap=why),
                    "above": seat[above],
                    "below": seat[below],
                    "as_of": seat[name].as_of,
                }
            )
    if not any(row["value"].known for row in rows):
        rows = []
    for words, names in EFSI_RATIOS.items() if rows else ():
        facts = [study.evidence.cited_fact(name) for name in names]
        sums = dict(zip(("value", "above", "below"), (of_fact(study, fact) for fact in facts), strict=False))
        as_of = period(facts[0]["as_of"])
        row = {"seat": "other", "programme": EFSI, "what": words, "above": None, "below": None, "as_of": as_of}
        rows.append(row | sums)
    headings = {
        "programme": N_("Programme"),
        "what": N_("What over what"),
        "value": N_("Ratio"),
        "above": N_("What is divided"),
        "below": N_("By what"),
        "as_of": N_("As of"),
    }
    return present(rows, headings)


def leverage(study: Study) -> Table:
    """The table of :func:`ratios`."""
    return table(
        study,
        "leverage",
        ratios(study),
        title=N_("Capital for one unit of public money, as of {as_of}"),
        note=N_("Grants and purchases of computing time are spent; a guarantee, which EFSI gave, mostly is not."),
    )


def site_debt(study: Study) -> pd.DataFrame:
    """How much of the capital raised for each site is borrowed.

    Returns
    -------
    pandas.DataFrame
        One row a site with a figure up to the study's day, by programme and from the lowest share: ``seat``,
        ``programme``, ``site``, ``share`` (:class:`Quantity`), ``as_of`` (in words), ``confidence``, ``note``; then
        one for all sites together where that is known.

    Examples
    --------
    >>> from analysis.study import compare
    >>> site_debt(compare("latest"))[["site", "share"]].iloc[0].tolist()
    ['Abilene', <debt_share: 0.627 share, as of 2025-05-31>]
    """
    rows = []
    for name, seat in study.seats.items():
        of_seat = {"seat": name, "programme": seat.short_name}
        told = facts_known(study, seat.programme, "debt_share", whole=False).drop_duplicates("entity", keep="last")
        rows += [
            of_seat
            | {
                "site": " ".join(word.capitalize() for word in fact["entity"].split("-")),
                "share": of_fact(study, fact),
                "as_of": period(fact["as_of"]),
                "note": fact["note"],
            }
            for __, fact in told.sort_values("value", kind="stable").iterrows()
        ]
        if (whole := seat.debt_share).known:
            debt, raised = seat.site_debt, seat.site_capital
            confidence = study.evidence.confidence([*debt.fact_ids, *raised.fact_ids])
            counted = {"debt": quantity(debt), "capital": quantity(raised), "perimeter": raised.perimeter}
            of_all = {"site": N_("All of these sites"), "share": replace(whole, confidence=confidence)}
            note = _("{debt} of {capital}: {perimeter}", **counted)
            rows.append(of_seat | of_all | {"as_of": whole.as_of, "note": note})
    headings = {
        "site": N_("Site"),
        "share": N_("Debt"),
        "as_of": N_("As of"),
        "confidence": N_("Confidence"),
        "note": N_("Debt of capital raised [$bn]"),
    }
    return present([row | {"confidence": row["share"].confidence} for row in rows], headings)


def debt(study: Study) -> Chart | None:
    """The share of debt in the capital raised for sites; None where no share is known."""
    frame = site_debt(study)
    if frame.empty:
        return None
    drawing = Rows(
        frame,
        _("Bars of debt in percent of the capital raised for sites."),
        value="share",
        name="site",
        group="programme",
        unit=_("percent of capital raised"),
        scale=100,
        marks={"": 100},
        write=debt_in_words,
    )
    return chart(
        study,
        "debt",
        drawing,
        frame,
        title=[
            N_("{lenders.name}: up to {lenders.debt_share:percent} of what was raised for sites is borrowed"),
            N_("Debt in what was raised for sites"),
        ],
        subtitle=N_("Debt, percent of debt and equity raised by developers, financed, site by site, as of {as_of}"),
        values=values(study),
    )


def debt_in_words(share: Quantity) -> str:
    """The share of debt of one site, and how sure it is where it is not sure."""
    percent = number(share.central * 100, decimals=1)
    if share.confidence == "high":
        return _("{number}% debt", number=percent)
    return _("{number}% debt, confidence {level}", number=percent, level=share.confidence)


def ways_to_read(study: Study) -> pd.DataFrame:
    """What the first sum announced for a programme comes to in all, by each way in which documents read it.

    Returns
    -------
    pandas.DataFrame
        One row a way: ``programme``, ``way``, ``first`` and ``last`` (days of the first and the last document that
        reads it so), ``total`` and ``ratio`` (:class:`Quantity`; comparator over subject), ``said``. Empty where the
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
        days = study.evidence.announcements(seat.programme, study.as_of)["as_of"]
        first = seat.announced
        if len(days):
            first = of_reading(study, "announced", study.evidence.money(seat.programme, "announced", days.min()))
        for metric, (way, worked_out) in WAYS.items():
            found = facts_known(study, seat.programme, metric)
            found = found if metric == "public_share_of_capex" else found[found["value"] == first.central]
            if found.empty:
                continue
            ends = (
                [worked_out(first.central, end) for end in (share.value.low, share.central, share.value.high)]
                if worked_out
                else [first.central] * 3
            )
            total = Quantity("total", N_("all capital"), Triplet(min(ends), ends[1], max(ends)), first.unit)
            times = total.central / seat.announced.central
            ratio = replace(study.comparison.announced_ratio, qualifier="")
            rows.append(
                {
                    "programme": seat.short_name,
                    "way": way,
                    "first": found["day"].iloc[0],
                    "last": found["day"].iloc[-1],
                    "total": total,
                    "ratio": in_unit(ratio, times if name == "comparator" else 1 / times, "ratio"),
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
    return present(rows, headings, sources, sum=first)


def readings_of_sum(ways: pd.DataFrame) -> dict[str, object]:
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
    rows = {row["way"]: row for row in ways.to_dict("records")}
    whole, private, public = (rows.get(way, {}) for way, __ in WAYS.values())
    return {
        "told": ways.attrs["sum"],
        "whole": whole.get("last"),
        "part": private.get("first"),
        "if_part": private.get("total"),
        "if_public": public.get("total"),
    }


def ways(study: Study) -> Table:
    """The table of :func:`ways_to_read`."""
    return table(
        study,
        "ways",
        ways_to_read(study),
        title=N_(
            "One announced sum, what it would come to in all, and the ratio of the announced sums that would follow"
        ),
        note=N_("Ranges come from the public share of a site's cost, for which different numbers were given."),
    )
