"""Who is paid? Where one hundred euros of capital cost go, by item and by seat of the seller."""

import math
import re
from collections.abc import Mapping

import numpy as np
from babel import Locale

from analysis.charts.alt_text import extremes
from analysis.charts.chart import Chart, chart
from analysis.charts.rows import Rows, in_words
from analysis.charts.stack import Stack
from analysis.evidence.columns import last_day
from analysis.model import dependence
from analysis.model.amounts import Triplet
from analysis.model.exchange import usd_per_unit
from analysis.pages.common import above, banded, dotted, in_unit, present, row_of, worked_out
from analysis.study import Quantity, Study
from analysis.study.costs import COST_ITEMS
from analysis.text import N_, language, translate, translate as _
from analysis.text.numbers import number, percent

AMOUNTS = {
    "accelerator_spending": N_("Accelerators"),
    "imported_chips": N_("Accelerators, sellers outside the EU"),
    "nvidia_revenue": N_("Nvidia, for accelerators"),
    "nvidia_gross_profit": N_("Nvidia's gross profit in that"),
    "eu_supplier_spending": N_("All sellers with their seat in the EU"),
    "other_supplier_spending": N_("All sellers with their seat elsewhere"),
}
"""Flows of money, each with its heading; they overlap and are not added."""

PARTS = {item: share.replace("_share", "_part") for share, item in COST_ITEMS.items()}
"""The items of capital cost, each with the model's name for its part."""

KEPT = ("EU", "UE", "US", "IT", "SK")
"""Two letters that are left as they are in a text about places: SK is a firm."""

AGREES = 0.01
"""How far the items' sum may lie from the assumption in use [share of capital cost] to be told as the same."""

BY_SEAT = N_(
    "By the seat of the seller: not the place of production, and not value added. Gross sales, so what the sellers buy "
    "elsewhere is in them, and what European firms sell to chip makers is not."
)


def values(study: Study) -> dict[str, object]:
    """What the sentences of the page say beside the quantities of the study.

    Returns
    -------
    dict
        ``in_eu``: whether a programme builds in the EU. ``abroad``: whether accelerators come from outside the EU,
        nearly all. ``margin`` and ``part``: the chip designer's margin, were all chips Nvidia's, and the part of
        capital cost that is paid to Nvidia. ``items``: what sellers in the EU get of all items together
        (:class:`Quantity`; None for a gap), and ``agrees``, whether that is
        what the assumption in use says. ``firms``: European makers of electrical plant; ``makers`` and ``places``:
        those of power and cooling plant that the breakdown of costs names, and where the sellers of the whole item are.

    Examples
    --------
    >>> from analysis.study import compare
    >>> values(compare("latest"))["places"]
    'EU, US, Japan and China'
    """
    common, rows = study.common, study.evidence.cost_breakdown.set_index("item")
    design, fact = rows.loc["accelerators/design_margin"], study.evidence.cited_fact("european_electrical_firms")
    places, __, makers = translate(rows.loc["power_cooling", "origin_region"]).partition("(")
    items, assumed = shares_of_eu(study)["all"], common.eu_supplier_share_of_capex
    return {
        "in_eu": in_eu(study),
        "abroad": above(0.05, common.eu_supplier_share_of_accelerators),
        "margin": part_of_item(design),
        "part": Quantity("nvidia_part", "", part_paid_to_nvidia(study), "share"),
        "items": items if items.known else None,
        "agrees": items.known and assumed.known and abs(items.central - assumed.central) <= AGREES,
        "firms": enumerated(fact["note"].partition(" since ")[0]) if last_day(fact["as_of"]) <= study.as_of else "",
        "makers": enumerated(makers.rstrip(")")),
        "places": enumerated(spelt(places.strip())),
    }


def in_eu(study: Study) -> bool:
    """Whether either programme builds in the EU, of whose sites alone the parts of sellers are known."""
    return any(seat.sites_in_eu.known for seat in study.seats.values())


def share(value: float) -> Quantity:
    """A share of which nothing else is known; a gap for NaN."""
    return Quantity("share", "", None if math.isnan(value) else Triplet.exact(value), "share")


def part_of_item(row: Mapping[str, object]) -> Quantity:
    """A part of an item, as the breakdown of costs has it."""
    value = Triplet(row["share_low"], row["share_central"], row["share_high"])
    sources = tuple(row["source_ids"].split(";"))
    return Quantity("part_of_item", row["note"], value, "share", sources=sources, interval=N_("as read"))


def part_paid_to_nvidia(study: Study) -> Triplet:
    """Part of capital cost that is paid to Nvidia for accelerators [share]; 5% to 95% of draws."""

    def paid(part: np.ndarray, share: np.ndarray) -> np.ndarray:
        spent = dependence.accelerator_spending(1.0, accelerators_part=part)
        return dependence.nvidia_revenue(spent, nvidia_share_of_accelerators=share)

    return worked_out(study, ("accelerators_part", "nvidia_share_of_accelerators"), paid)


def spelt(places: str) -> str:
    """Country codes in a text as names; those that readers know, and parts of firms' names, stay as they are.

    Examples
    --------
    >>> spelt("US design; TW fabrication; KR memory (SK Hynix)")
    'US design; Taiwan fabrication; South Korea memory (SK Hynix)'
    """
    names = Locale(language()).territories
    return re.sub(r"\b[A-Z]{2}\b", lambda code: code[0] if code[0] in KEPT else names.get(code[0], code[0]), places)


def enumerated(names: str) -> str:
    """Names with commas between them as a sentence lists them.

    Examples
    --------
    >>> enumerated("EU, US, Japan")
    'EU, US and Japan'
    """
    return _(" and ").join(names.rsplit(", ", 1))


def items(study: Study) -> Chart:
    """Where one hundred euros of capital cost go: five items, what of them is Nvidia's, and what stays in the EU.

    Returns
    -------
    Chart
        Its table has one row an item from the largest, each followed by its parts: ``item``, ``name``, ``part_of`` (a
        name, blank for the five items), ``value`` (:class:`Quantity`, share of capital cost), ``told`` (what low and
        high are), ``seat`` (of the sellers, in words). The five items are the whole at the central values; parts of an
        item are not added to it.

    Examples
    --------
    >>> from analysis.study import compare
    >>> found = items(compare("latest")).table.query("part_of == ''")
    >>> round(sum(value.central for value in found["value"]), 6)
    1.0
    """
    names, rows = study.evidence.vocabularies["cost_items"].words, []
    for __, row in study.evidence.cost_breakdown.iterrows():
        whole, inside, __ = row["item"].partition("/")
        value = part_of_item(row) if inside else study.common[PARTS[whole]]
        cells = {
            "item": row["item"],
            "name": names[row["item"]]["name"],
            "part_of": names[whole]["name"] if inside else "",
        }
        rows.append(cells | {"value": value, "told": value.interval, "seat": spelt(translate(row["origin_region"]))})
    size = {row["item"]: row["value"].central for row in rows}
    rows.sort(key=lambda row: (-size[row["item"].partition("/")[0]], row["part_of"] != "", -row["value"].central))
    headings = {
        "name": N_("Item"),
        "part_of": N_("Part of"),
        "value": N_("Part of capital cost"),
        "told": N_("What low and high are"),
        "seat": N_("Where sellers have their seat"),
    }
    frame, eu = present(rows, headings), study.common.eu_supplier_share_of_capex
    nvidia, rest = part_paid_to_nvidia(study).central, 100 * (1 - eu.central)
    drawing = Stack(
        frame[frame["part_of"] == ""],
        _("A bar of one hundred euros of capital cost, item by item; below it the same by the seat of who is paid."),
        euros,
        (_("{sum} of it to Nvidia, at its share of the world's market", sum=euros(number(100 * nvidia))), nvidia),
        _("The same hundred euros, by the seat of who is paid, at a site in the EU"),
        (_("about {sum} in the EU", sum=euros(number(100 * eu.central))), eu),
        _("about {sum} elsewhere", sum=euros(number(rest))),
    )
    title = N_(
        "Chips take {common.accelerators_part:percent} of the cost of a site, power and cooling "
        "{common.power_cooling_part:percent}, building and land {common.building_part:percent}"
    )
    subtitle = N_("Of one hundred euros of capital cost, with 5% to 95% of draws; below, the range is a judgement")
    note = N_(
        "The table has the parts of accelerators too, as read: they are counted in them already and never added. The "
        "five items are scaled to add up to a whole in every draw. The split comes from analysts of US sites: no "
        "document gives one for a gigafactory."
    )
    return chart(study, "items", drawing, frame, title=title, subtitle=subtitle, note=note, lead=True)


def euros(text: str) -> str:
    """A number of euros as it stands in a bar."""
    return _("€{number}", number=text)


def in_usd(study: Study, value: Quantity) -> Quantity:
    """A sum in billions of US dollars at the market rate."""
    return in_unit(value, usd_per_unit(value.unit.split()[0], study.rate.usd_per_eur, study.rate.crosses), "USD bn")


def amounts(study: Study) -> Chart | None:
    """Money of both programmes that flows to chips, to Nvidia, and to sellers by the place of their seat.

    Returns
    -------
    Chart or None
        Its table has one row a flow and seat: ``what``, ``seat``, ``programme``, ``own`` and ``value``
        (:class:`Quantity`, in the programme's own currency and in USD bn at the market rate), ``as_of``, ``told`` (what
        low and high are, or why there is no figure). Sellers in the EU and elsewhere are a gap for a programme that
        builds outside the EU, since the estimate behind them counts its builders as European.

    Examples
    --------
    >>> from analysis.study import compare
    >>> found = amounts(compare("latest")).table.query("seat == 'subject'").set_index("what")["value"]
    >>> round(found["Nvidia, for accelerators"].central, 1)
    10.1
    """
    rows = [
        row_of(study, key, words, in_usd(study, seat[name])) | {"own": seat[name]}
        for name, words in AMOUNTS.items()
        for key, seat in study.seats.items()
    ]
    drawing = dotted(study, rows, N_("Who is paid"), N_("billions of US dollars"))
    drawing.table.attrs["headings"] |= {"own": N_("In its own currency"), "value": N_("In US dollars")}
    title = [
        N_(
            "At the shares of the world's market, {subject.name}: {nvidia} to Nvidia, {eu} to all sellers in the EU "
            "together"
        ),
        N_("At the shares of the world's market, {subject.name}: {nvidia} to Nvidia"),
        N_("Who would be paid how much"),
    ]
    subtitle = N_("Billions of US dollars of the sums announced, as of {as_of}")
    flows = {"nvidia": study.subject.nvidia_revenue, "eu": study.subject.eu_supplier_spending}
    told = {name: in_usd(study, value) for name, value in flows.items()}
    return chart(study, "amounts", drawing, title=title, subtitle=subtitle, values=told) if drawing.known else None


def seat_shares(study: Study) -> dict[str, float]:
    """Part of each item of cost_breakdown.csv that goes to sellers with their seat in the EU [share]; NaN for a gap.

    That of accelerators is the model's own assumption.
    """
    estimated = study.evidence.cost_breakdown.set_index("item")["eu_sellers_share"].to_dict()
    return estimated | {"accelerators": study.common.eu_supplier_share_of_accelerators.central}


def shares_of_eu(study: Study) -> dict[str, Quantity]:
    """What sellers in the EU get of capital cost at a site in the EU, by item and in ``all``.

    Returns
    -------
    dict of str to Quantity
        Shares with 5% to 95% of draws of each item's part. A part that the estimate does not give is a gap, and so is
        the sum.

    Notes
    -----
    docs/methods.md, part 11: domestic = sum(share_i * domestic_share_i). The parts within an item are judgement and
    have no range, so that the ranges here are too narrow; the assumption's own is wider.

    Examples
    --------
    >>> from analysis.study import compare
    >>> round(shares_of_eu(compare("latest"))["all"].central, 3)
    0.273
    """
    within, drawn = seat_shares(study), study.sample(*PARTS.values()).values
    cells = {"unit": "share", "interval": N_("5% to 95% of draws")}
    cells["sources"] = study.evidence.documents([study.evidence.cited_fact("seats_of_sellers")["fact_id"]])
    found = {}
    for name, items in ({item: (item,) for item in PARTS} | {"all": tuple(PARTS)}).items():
        value = None
        if not any(math.isnan(within[item]) for item in items):
            draws = sum(drawn[PARTS[item]] * within[item] for item in items)
            value = banded(draws, sum(study.common[PARTS[item]].central * within[item] for item in items))
        found[name] = Quantity("eu_part", "", value, **cells)
    return found


def eu_parts(study: Study) -> Chart | None:
    """How much of each item goes to sellers with their seat in the EU, their sum, and the assumption in use.

    Returns
    -------
    Chart or None
        Its table has one row an item from the largest, then their sum, then the assumption: ``item`` (``all`` and
        ``assumed`` for these two), ``name``, ``whole`` and ``eu`` (:class:`Quantity`, share of capital cost),
        ``within`` (share of the item).
    """
    if not in_eu(study):
        return None
    within, shares, names = seat_shares(study), shares_of_eu(study), study.evidence.vocabularies["cost_items"].words
    rows = []
    for item in sorted(PARTS, key=lambda item: -study.common[PARTS[item]].central):
        whole, eu = study.common[PARTS[item]], shares[item]
        told = _("{eu} of {whole}", eu=in_words(eu), whole=percent(whole.central)) if eu.known else in_words(eu)
        row = {"item": item, "name": names[item]["name"], "whole": whole, "within": share(within[item]), "eu": eu}
        rows.append(row | {"elsewhere": share(whole.central - (eu.central or 0.0)), "words": told})
    known = [(translate(row["name"]), float(f"{row['eu'].central:.2g}")) for row in rows if row["eu"].known]
    summed = {"all": N_("Sum of the items"), "assumed": N_("Assumption in use")}
    for item, name in summed.items():
        eu = shares.get(item, study.common.eu_supplier_share_of_capex)
        rows.append(dict.fromkeys(rows[0]) | {"item": item, "name": name, "eu": eu, "words": in_words(eu)})
    headings = {
        "name": N_("Item"),
        "whole": N_("Part of capital cost"),
        "within": N_("Of it to sellers in the EU"),
        "eu": N_("So to the EU, of capital cost"),
    }
    rows = [row | {"aloud": _("{name}: {value}", name=row["name"], value=row["words"])} for row in rows]
    drawing = Rows(
        present(rows, headings, note=translate(BY_SEAT)),
        _("Bars of the part that sellers in the EU have of each item."),
        value="eu",
        name="name",
        unit=_("percent of capital cost"),
        scale=100,
        parts={"eu": ("subject", N_("seat in the EU")), "elsewhere": ("paper", N_("seat elsewhere"))},
        words="words",
        aloud="aloud",
        last=extremes(known, percent),
    )
    title = [
        N_(
            "Sellers in the EU get {all:percent} of the cost of a site there: {power_cooling:percent} for power and "
            "cooling, {building_land:percent} for building and land"
        ),
        N_("What goes to sellers in the EU, item by item"),
    ]
    subtitle = N_("Percent of capital cost of a site in the EU; lines: 5% to 95% of draws of each item's size")
    return chart(study, "eu-parts", drawing, title=title, subtitle=subtitle, values=shares) if drawing.known else None
