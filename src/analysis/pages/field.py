"""Where do they stand among all? Every programme of the field on one ladder, and what became of its promise."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

import pandas as pd

from analysis.charts.chart import Chart, chart
from analysis.charts.ladders import Ladders
from analysis.charts.multiples import Multiples
from analysis.charts.rows import Rows
from analysis.model.amounts import Triplet
from analysis.model.overlaps import tie
from analysis.pages import as_it_stood
from analysis.pages.common import Table, in_dollars, present, table
from analysis.study import Quantity, Study
from analysis.study.derived import DOWNWARD, UPWARD, together
from analysis.study.field import REAL, Programme, field_of, history
from analysis.study.study import Seat
from analysis.text import N_, translate, translate as _
from analysis.text.numbers import two_digits
from analysis.wording import quantity

RUNGS = {
    "announced": ("ring", True),
    "committed": ("diamond", True),
    "financed": ("square", False),
    "spent": ("dot", False),
    "in_service": ("triangle", False),
}
"""The shape of each rung, and whether it is hollow: words rather than money or machines."""

KINDS = {
    "private": N_("Plans and pledges of companies"),
    "public-private": N_("Public and private money together"),
    "public": N_("Public money"),
    "company-capex": N_("A year of the cloud companies"),
}
"""The kinds of programmes that charts keep apart; sums over companies stand with the companies."""

WHOSE = {
    "private": N_("companies"),
    "public-private": N_("states and companies"),
    "public": N_("states"),
    "company-capex": N_("a company's year"),
    "total": N_("companies' year"),
}
"""The same in a table: whose money it is."""

FOUND = {
    "private": (
        N_("{moved} of {count} plans of companies have money spent or machines at work on record"),
        N_("No plan of a company has money spent or machines at work on record"),
    ),
    "public-private": (
        N_("{moved} of {count} plans of states and companies together have money spent or machines at work on record"),
        N_("Of {count} plans of states and companies together none has money spent or machines at work on record"),
    ),
    "public": (
        N_("{moved} of {count} public programmes have money spent or machines at work on record"),
        N_("Of {count} public programmes none has money spent or machines at work on record"),
    ),
    "company-capex": (
        N_("{first} spent {spent} in twelve months and mean to spend {guided} in a year"),
        N_("What the cloud companies spend in a year"),
    ),
}
"""What the chart of each kind finds, and what it says where that is nothing."""

MARKS = N_(
    "Hollow: said or signed. Solid: raised, spent or at work. Arrow: at least, or at most. Pale: range. Set in: part "
    "of the programme above."
)
"""How the marks of a ladder are read."""

LARGEST = 12
"""How many programmes the landing page shows."""

PANELS = 24
"""How many programmes have a panel of what happened since."""


def programmes(study: Study) -> pd.DataFrame:
    """Every programme on every rung of the ladder in US dollars.

    Returns
    -------
    pandas.DataFrame
        One row a programme, kind by kind, the largest first and under it what it contains: ``word``, ``kind``,
        ``whose`` (money), ``programme``, ``inside`` (the programme that contains it), ``depth``, ``seat``, a column a
        rung, ``found`` (what is real) and ``realised`` (:class:`Quantity`), ``years`` (NaN for none), ``promised`` and
        ``real`` (in words).

    Examples
    --------
    >>> from analysis.study import compare
    >>> found = programmes(compare("latest")).set_index("word")
    >>> round(found.loc["other:japan", "announced"].central, 1)
    63.6
    """
    field, seats = field_of(study), seats_of(study)
    names, depths, rows = {one.programme: one.short_name for one in field}, {"": -1}, []
    for one in field:
        depths[one.programme] = depths[one.inside] + 1
        rows.append(
            {
                "word": one.programme,
                "kind": one.kind,
                "whose": WHOSE.get(one.kind, ""),
                "programme": one.short_name,
                "inside": names.get(one.inside, ""),
                "depth": depths[one.programme],
                "seat": seats.get(one.programme, "other"),
                **{rung: in_dollars(money) for rung, money in one.rungs.items()},
                "found": in_dollars(one.real),
                "realised": one.realised,
                "years": one.years if one.years and not one.is_flow else math.nan,
                **words_of(one, field),
            }
        )
    rungs = {rung: study.evidence.rungs[rung]["name"] for rung in RUNGS}
    named = {"programme": N_("Programme"), "inside": N_("Part of"), "whose": N_("Whose money")}
    headings = named | rungs | {"years": N_("Years")}
    return present(rows, headings, filter(None, [study.rate.source_id]), programmes={"programme": "word"})


def seats_of(study: Study) -> dict[str, str]:
    """The two programmes that are compared, each with its seat: they have its colour."""
    return {seat.programme: key for key, seat in study.seats.items()}


def words_of(one: Programme, field: Iterable[Programme]) -> dict[str, str]:
    """What is promised and what is real, in words, by the columns that have them."""
    return {"promised": in_words(one.rungs["announced"]), "real": real_in_words(one, field)}


def in_words(money: Quantity) -> str:
    """Billions of dollars in words, or that none is on record."""
    return without_unit(in_dollars(money)) if money.known else _("no sum published")


def without_unit(value: Quantity) -> str:
    """A value in words, its unit left to the heading."""
    return quantity(replace(value, unit="count"))


def real_in_words(one: Programme, field: Iterable[Programme]) -> str:
    """What is real of a programme, in billions of dollars and words, or that it is known of its parts alone."""
    if not one.real.known and any(part.moved for part in field if part.inside == one.programme):
        return _("that of its parts")
    if not one.real.known:
        return _("none found") if one.real.none_found else _("none on record")
    told = N_("{sum} spent") if one.real.rung == "spent" else N_("{sum} at work")
    return translate(told, sum=in_words(one.real))


def of_kind(study: Study, kind: str) -> pd.DataFrame:
    """The programmes of one kind that have a sum; sums over companies stand with the companies."""
    frame, kinds = programmes(study), ("total", kind) if kind == "company-capex" else (kind,)
    rows = [row for row in frame.to_dict("records") if row["kind"] in kinds]
    known = [row | {"programme": translate(row["programme"])} for row in rows if any(row[rung].known for rung in RUNGS)]
    return present(known, frame.attrs["headings"], filter(None, [study.rate.source_id]))


def ladders(study: Study, kind: str) -> Chart | None:
    """The programmes of one kind on every rung of the ladder."""
    rows = of_kind(study, kind)
    if rows.empty:
        return None
    drawing = on_ladders(study, rows, _("{kind}, each on the rungs of its ladder.", kind=translate(KINDS[kind])))
    every = rows.to_dict("records")
    moved = moved_in(every)
    first = {"first": study.evidence.seat(every[0]["word"])["name"]}
    first |= {"spent": every[0]["spent"], "guided": every[0]["announced"]}
    found = every[0]["spent"].known and every[0]["announced"].known if kind == "company-capex" else moved
    return chart(
        study,
        f"field-{kind}",
        drawing,
        rows,
        title=FOUND[kind][not found],
        subtitle=N_("{kind}, billions of US dollars as known on {as_of}, at market rates"),
        note=MARKS,
        values={"moved": moved, "count": len(every), "kind": KINDS[kind], **first},
        lead=kind == "private",
        history=partial(as_it_stood.of_ladders, study, drawing, words_of),
    )


def on_ladders(study: Study, rows: pd.DataFrame, says: str) -> Ladders:
    """The drawing of programmes on the rungs of the ladder, with what is promised and what is real in words."""
    return Ladders(
        rows,
        says,
        {rung: (*look, translate(study.evidence.rungs[rung]["name"])) for rung, look in RUNGS.items()},
        {"promised": _("promised"), "real": _("what is real")},
        unit=_("billions of US dollars, logarithmic scale"),
    )


def largest(study: Study) -> Chart | None:
    """The largest promises of all kinds and the two programmes compared, on every rung; a year's guidance is none."""
    frame = programmes(study)
    named = [row for row in frame.to_dict("records") if row["announced"].known and row["kind"] in list(KINDS)[:-1]]
    ordered = sorted(named, key=lambda row: (row["seat"] == "other", -row["announced"].central))[:LARGEST]
    shown = [row | {"programme": translate(row["programme"])} for row in named if row in ordered]
    names = {row["programme"] for row in shown}
    rows = [row | {"depth": 1 if translate(row["inside"]) in names else 0} for row in shown]
    if not rows:
        return None
    found = present(rows, frame.attrs["headings"], filter(None, [study.rate.source_id]))
    return chart(
        study,
        "field-largest",
        on_ladders(study, found, _("The largest promises, each on the rungs of its ladder.")),
        found,
        title=N_("Of {count} large promises {moved} have money spent or machines at work on record"),
        subtitle=N_("Billions of US dollars as known on {as_of}, at market rates"),
        note=MARKS,
        values={"count": len(rows), "moved": moved_in(rows)},
    )


def moved_in(rows: Iterable[Mapping[str, object]]) -> int:
    """How many programmes of a table have money spent or machines at work on record."""
    return sum(any(row[rung].known and row[rung].central > 0 for rung in REAL) for row in rows)


def realised(study: Study) -> Chart | None:
    """What is real of each dollar announced, programme by programme, where the two are alike."""
    field = {one.programme: one for one in field_of(study)}
    rows = [row for row in programmes(study).to_dict("records") if row["realised"].known]
    rows = [row | {"share": replace(row["realised"], unit="share")} for row in rows if not field[row["word"]].is_flow]
    headings = {"announced": N_("Announced"), "found": N_("Real"), "share": N_("Real of it")}
    ordered = sorted(rows, key=lambda row: -row["share"].central)
    found = present(ordered, {"programme": N_("Programme")} | headings)
    half = sum(row["share"].central >= 1 / 2 for row in rows)
    drawing = Rows(
        found,
        _("What is real of each dollar announced."),
        value="share",
        shape="dot",
        kind="log",
        scale=100,
        unit=_("Spent or at work, in percent of what was announced; logarithmic scale"),
        marks={_("all of it"): 100.0},
    )
    return chart(
        study,
        "realised",
        drawing,
        found,
        title=N_("At {half} of {count} programmes whose sum can be held against money, half of it or more is on record")
        if half
        else N_("At none of {count} programmes whose sum can be held against money is half of it on record"),
        subtitle=N_("Money spent, or the cost of what is at work, over the sum announced, as known on {as_of}"),
        note=N_("A programme is left out where nothing real is on record, or where the two sums count unlike things."),
        values={"count": len(rows), "half": half},
    )


def since(study: Study) -> Chart | None:
    """What was promised, and what is real of it, from day to day: a panel a programme, the largest first."""
    seats, rows, told = seats_of(study), [], {}
    field = [one for one in field_of(study) if one.rungs["announced"].known and not one.is_flow]
    chosen = [one for one in field if not one.inside or one.programme in seats]
    for one in sorted(chosen, key=lambda one: (one.programme not in seats, -one.size))[:PANELS]:
        name, real = translate(one.short_name), one.real.rung or "spent"
        told[name] = _(
            "{promised}; {real}",
            promised=in_words(one.rungs["announced"]),
            real=real_in_words(one, field),
        )
        rows += [
            {
                "name": name,
                "what": what,
                "as_of": money.as_of,
                "value": in_dollars(money),
                "seat": seats.get(one.programme, "other"),
            }
            for what, rung in ((_("promised"), "announced"), (_("real"), real))
            for money in history(study, one.programme, rung)
            if money.known and not money.measure
        ]
    if not rows:
        return None
    found = present(
        rows, {"name": N_("Programme"), "what": N_("What"), "as_of": N_("As of"), "value": N_("In US dollars")}
    )
    moved = sum(one.moved for one in chosen)
    return chart(
        study,
        "since",
        Multiples(found, _("What was promised, and what is real of it."), _("promised"), _("real"), told, study.as_of),
        found,
        title=N_("Of {count} promises with a sum, {moved} have anything spent or at work beside them"),
        subtitle=N_("Billions of US dollars, each panel with a scale of its own, to {as_of}"),
        note=N_(
            "Line: the sum promised. Filled: money spent, or the cost of what is at work. The largest are shown; the "
            "last table has all."
        ),
        values={"count": len(chosen), "moved": moved},
    )


def against_guidance(study: Study, field: Iterable[Programme], seat: Seat) -> str | None:
    """A year's guidance of the largest cloud companies over what a programme announced; None for a part of theirs."""
    total = next((one for one in field if one.kind == "total"), None)
    guided = total.rungs["announced"] if total else None
    if guided is None or not guided.known or not seat.announced.central or seat.announced.measure:
        return None
    tied = tie(total.programme, seat.programme, study.evidence.ties)
    if tied and tied.how == "contains":
        return None
    over = Triplet.exact(two_digits(guided.usd.central / seat.announced.usd.central))
    bounds = {UPWARD.get(guided.qualifier, ""), DOWNWARD.get(seat.announced.qualifier, "")} - {""}
    return quantity(Quantity("over", "over", over, "ratio", qualifier=together(bounds)), "times")


def everything(study: Study) -> Table:
    """Every programme on every rung."""
    return table(
        study,
        "programmes",
        programmes(study),
        title=N_("Every programme on every rung of the ladder, as known on {as_of}"),
        note=N_("In US dollars at market rates. No figure: no document in this collection gives a sum."),
        find=N_("Find a programme"),
    )


def values(study: Study) -> dict[str, object]:
    """What sentences say of the field: how many programmes name a sum, and how many have something real on record."""
    every = field_of(study)
    field = [one for one in every if not one.is_flow]
    total = next((one for one in every if one.kind == "total"), None)
    yearly = total.rungs if total else {}
    return {
        "count": len(field),
        "named": sum(one.rungs["announced"].known for one in field),
        "moved": sum(one.moved for one in field),
        "builders": total.name if total else None,
        "guided": yearly.get("announced"),
        "laid_out": yearly.get("spent"),
        **{f"over_{key}": against_guidance(study, every, seat) for key, seat in study.seats.items()},
    }
