"""Who pays: an announced sum by payer, each time it was told."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pandas as pd

from analysis.evidence.columns import last_day
from analysis.languages import marked, of_data, spoken
from analysis.languages import translate as _
from analysis.model import capital
from analysis.model.amounts import Triplet
from analysis.study import Quantity, Study
from analysis.study.study import Seat
from analysis.tables.near_claim import quantity_of_fact
from analysis.tables.shown import NOTHING, quantity_of, shown
from analysis.wording import period, quantity

PUBLIC = ("union_budget", "member_states")
"""The public payers, as readings name them."""


def payers(seat: Seat) -> dict[str, str]:
    """What to call those who pay for a programme, in English: its union, the states in it, and the rest."""
    federal = seat.territory == "US"
    return {
        "union_budget": marked("federal budget") if federal else marked("EU budget"),
        "member_states": marked("states") if federal else marked("member states"),
        "public": marked("public, not divided"),
        "private": marked("private"),
        "unknown": marked("no split told"),
    }


def facts_known(study: Study, programme: str, metric: str) -> pd.DataFrame:
    """What documents say of a programme as a whole, up to the study's day, in order of the ``day`` they speak of."""
    facts = study.evidence.facts
    rows = facts[(facts["programme"] == programme) & (facts["metric"] == metric) & (facts["entity"] == "")]
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
    return public | {"private": capital.private_capital(announced, told)}


@spoken
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
        One row a telling up to the study's day: ``as_of``, ``told`` (its month), ``announced`` (:class:`Quantity`),
        for each payer of :func:`payers` the part [bn; NaN where there is none], for ``union_budget`` and
        ``member_states`` also ``_low`` and ``_high``, ``public_told`` (in words), ``remainder`` and ``on_record``
        (:class:`Quantity` or None: the private part as a remainder, and as a fact has it), ``note``. A last row has a
        sum that an edition or a call sets. ``attrs["names"]``: what to call each payer.

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
        announced = replace(quantity_of("announced", last), notes=last.notes)
        on_record = private[private["day"] == day]
        rows.append(told_on(study, seat, day, announced, public, share, on_record))
        facts = [*last.fact_ids, *(fact for part in public.values() for fact in part.fact_ids)]
        facts += on_record["fact_id"].tolist()
        sources += evidence.documents(facts if share is None else [*facts, share["fact_id"]])
    if seat.announced.set_by and (last is None or last.central != seat.announced.central):
        public = {payer: seat[payer] for payer in PUBLIC if seat[payer].known}
        day = seat.announced.as_of
        set_here = told_on(study, seat, day, seat.announced, public, None, private[private["day"] == day])
        rows.append(set_here | {"told": _("As set here"), "note": seat.announced.why})
    names = payers(seat)
    headings = {
        "told": marked("Told"),
        "announced": marked("Sum"),
        "public_told": marked("Public"),
        "remainder": marked("Private, as the remainder"),
        "on_record": marked("Private, on record"),
        "note": marked("What was said"),
    }
    return shown(rows, headings, sources, names=names, unit=f"{seat.currency} bn", programme=seat.short_name)


def told_on(
    study: Study,
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
    drawn = {name: part.value for name, part in public.items() if name in parts}
    ends = {f"{name}_low": value.low for name, value in drawn.items()}
    ends |= {f"{name}_high": value.high for name, value in drawn.items()}
    unit = f"{seat.currency} bn"
    worked_out = {name: Quantity(name, name, Triplet.exact(value), unit) for name, value in parts.items()}
    given = public or {name: part for name, part in worked_out.items() if name in ("public", "unknown")}
    names = {payer: of_data(words) for payer, words in payers(seat).items()}
    said = [of_data(note) for note in announced.notes] if announced.as_of == day else []
    for name in public:
        notes = map(of_data, notes_on(study, seat, name, day))
        said += [_("{who}: {what}", who=begun(names[name]), what=note) for note in notes]
    said += [] if share is None else [of_data(share["note"])]
    said += [_("{who}: {what}", who=_("Private"), what=of_data(note)) for note in private["note"] if note]
    gaps = [*names, *(f"{name}_{end}" for name in PUBLIC for end in ("low", "high"))]
    return {
        "as_of": day,
        "told": period(f"{day:%Y-%m}"),
        "announced": announced,
        **dict.fromkeys(gaps, NOTHING),
        **parts,
        **ends,
        "public_told": begun(_("; ").join(paid_by(names[name], part) for name, part in given.items())),
        "remainder": worked_out.get("private"),
        "on_record": quantity_of_fact(private.iloc[-1]) if len(private) else None,
        "note": ". ".join(said),
    }


def paid_by(who: str, part: Quantity) -> str:
    """A payer with what it gives."""
    return _("{payer}: {sum}", payer=who, sum=quantity(part, "range"))


def begun(words: str) -> str:
    """Words at the beginning of a sentence or a heading."""
    return words[:1].upper() + words[1:]


def notes_on(study: Study, seat: Seat, name: str, day: datetime.date) -> tuple[str, ...]:
    """Why a reading was chosen; nothing where there is no reason on record."""
    reading = study.evidence.quantity(seat.programme, name, day)
    return tuple(note for note in reading.notes if note) if reading else ()
