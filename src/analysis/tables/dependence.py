"""Who is paid: where a unit of capital cost goes, by item and by seat of the seller."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd
from babel import Locale

from analysis.evidence.columns import last_day
from analysis.model import dependence
from analysis.model.amounts import Triplet
from analysis.model.exchange import usd_per_unit
from analysis.study import Quantity, Study
from analysis.study.readers import COST_ITEMS
from analysis.tables.pairs import banded, headed, pair_row, scaled, worked_out
from analysis.tables.presentation import ENDS, NOTHING, ends, present, rate_source, sources_of
from analysis.text import N_, language, translate
from analysis.text import translate as _

AMOUNTS = {
    "accelerator_spending": N_("Accelerators"),
    "imported_chips": N_("Accelerators, sellers outside the EU"),
    "nvidia_revenue": N_("Nvidia, for accelerators"),
    "nvidia_gross_profit": N_("Nvidia's gross profit in that"),
    "eu_supplier_spending": N_("All sellers with their seat in the EU"),
    "other_supplier_spending": N_("All sellers with their seat elsewhere"),
}
"""Flows of money, each with its heading; they overlap and are not added."""

KEPT = ("EU", "UE", "US", "IT", "SK")
"""Two letters that are left as they are in a text about places: SK is a firm."""


def part_name(item: str) -> str:
    """The model's name for an item's part of capital cost: accelerators_part."""
    share = next(name for name, of_table in COST_ITEMS.items() if of_table == item)
    return share.replace("_share", "_part")


def spelt(places: str) -> str:
    """Country codes in a text as names; those that readers know, and parts of firms' names, stay as they are.

    Examples
    --------
    >>> spelt("US design; TW fabrication; KR memory (SK Hynix)")
    'US design; Taiwan fabrication; South Korea memory (SK Hynix)'
    """
    names = Locale(language()).territories
    return re.sub(r"\b[A-Z]{2}\b", lambda code: code[0] if code[0] in KEPT else names.get(code[0], code[0]), places)


def of_a_euro(study: Study) -> pd.DataFrame:
    """Where capital cost goes: five items, and the parts of accelerators.

    Parameters
    ----------
    study : Study

    Returns
    -------
    pandas.DataFrame
        One row an item from the largest, each followed by its parts: ``item``, ``name``, ``part_of`` (a name, blank for
        the five items), ``low``, ``central``, ``high`` [percent of capital cost], ``interval``, ``seat`` (of the
        sellers, in words). The five items are 100 at the central values; parts of an item are not added to it.

    Examples
    --------
    >>> from analysis.study import compare
    >>> table = of_a_euro(compare("latest"))
    >>> float(table.loc[table["part_of"] == "", "central"].sum().round(6))
    100.0
    """
    names, rows, sources = study.evidence.vocabularies["cost_items"].words, [], []
    for __, row in study.evidence.cost_breakdown.iterrows():
        whole, slash, __ = row["item"].partition("/")
        if slash:
            value, interval = Triplet(row["share_low"], row["share_central"], row["share_high"]), N_("as read")
        else:
            part = study.common[part_name(row["item"])]
            value, interval = part.value, part.interval
        rows.append(
            {
                "item": row["item"],
                "name": names[row["item"]]["name"],
                "part_of": names[whole]["name"] if slash else "",
                **ends(value, 100),
                "interval": interval,
                "seat": spelt(translate(row["origin_region"])),
            }
        )
        sources += row["source_ids"].split(";")
    size = {row["item"]: row["central"] for row in rows}
    rows.sort(key=lambda row: (-size[row["item"].partition("/")[0]], row["part_of"] != "", -row["central"]))
    headings = {
        "name": N_("Item"),
        "part_of": N_("Part of"),
        "low": N_("Low [%]"),
        "central": N_("Central [%]"),
        "high": N_("High [%]"),
        "interval": N_("What low and high are"),
        "seat": N_("Where sellers have their seat"),
    }
    return present(rows, headings, sources, decimals=dict.fromkeys(ENDS, 1))


def amounts(study: Study) -> pd.DataFrame:
    """Money of both programmes that flows to chips, to Nvidia, and to sellers by the place of their seat.

    Parameters
    ----------
    study : Study

    Returns
    -------
    pandas.DataFrame
        One row a flow and seat: ``what``, ``seat``, ``programme``, ``own`` (:class:`Quantity` in the programme's own
        currency), ``low``, ``central``, ``high`` [USD bn at the market rate; NaN for a gap], ``told`` (what low and
        high are, or why there is no figure), ``as_of``. Sellers in the EU and elsewhere are a gap for a programme that
        builds outside the EU, since the estimate behind them counts its builders as European.
    """
    rows = [
        pair_row(study, key, words, seat[name], factor=usd_per_unit(seat.currency, study.rate.usd_per_eur))
        | {"own": seat[name]}
        for name, words in AMOUNTS.items()
        for key, seat in study.seats.items()
    ]
    headings = headed(N_("Who is paid"), _("USD bn"))
    headings = {"what": headings["what"], "programme": N_("Programme"), "own": N_("Sum")} | headings
    return present(rows, headings, sources_of(rows) + rate_source(study))


def in_dollars(study: Study, name: str) -> Quantity:
    """A flow of the subject's money as :func:`amounts` counts it [USD bn at the market rate].

    Parameters
    ----------
    study : Study
    name : str
        One of AMOUNTS.

    Examples
    --------
    >>> from analysis.study import compare
    >>> round(in_dollars(compare("latest"), "nvidia_revenue").central, 1)
    10.1
    """
    quantity = study.subject[name]
    rate = usd_per_unit(study.subject.currency, study.rate.usd_per_eur)
    return replace(quantity, value=scaled(quantity.value, rate), unit="USD bn")


def margin_if_all_were_nvidias(study: Study) -> Quantity:
    """The chip designer's margin as the breakdown of costs has it: of all capital cost, were all chips Nvidia's."""
    rows = study.evidence.cost_breakdown
    row = rows[rows["item"] == "accelerators/design_margin"].iloc[0]
    value = Triplet(row["share_low"], row["share_central"], row["share_high"])
    return Quantity("design_margin", row["note"], value, "share", sources=tuple(row["source_ids"].split(";")))


def part_paid_to_nvidia(study: Study) -> Quantity:
    """Part of capital cost that is paid to Nvidia for accelerators [share]; 5% to 95% of draws."""
    names = ("accelerators_part", "nvidia_share_of_accelerators")

    def paid(part: np.ndarray, share: np.ndarray) -> np.ndarray:
        spent = dependence.accelerator_spending(1.0, accelerators_part=part)
        return dependence.nvidia_revenue(spent, nvidia_share_of_accelerators=share)

    value = worked_out(study, names, paid)
    return Quantity("nvidia_part", "part of capital cost that is paid to Nvidia for accelerators", value, "share")


NOTED = {
    "power_cooling": "power and cooling",
    "building_land": "building",
    "servers_other_it": "servers",
    "networking": "networking",
}
"""What the estimate of the sellers' seats calls each item."""

SEATS_OF_SELLERS = "comp-239"
"""The fact whose note gives, item by item, the part that goes to sellers with their seat in the EU."""

FIRMS = "comp-234"
"""The fact that names European makers of electrical plant."""

AGREES = 0.01
"""How far the items' sum may lie from the assumption in use [share of capital cost] to be told as the same."""

BY_SEAT = N_(
    "By the seat of the seller: not the place of production, and not value added. Gross sales, so what the sellers buy "
    "elsewhere is in them, and what European firms sell to chip makers is not."
)


def seat_shares(study: Study) -> dict[str, float]:
    """Part of each item that goes to sellers with their seat in the EU [share], as the estimate's note gives it.

    Returns
    -------
    dict of str to float
        By item of cost_breakdown.csv; NaN for an item whose part the note does not give. That of accelerators is the
        model's own assumption.
    """
    note = study.evidence.fact(SEATS_OF_SELLERS)["note"]
    given = {item: re.search(rf"\b{words} [\d.]+ x ([\d.]+)", note) for item, words in NOTED.items()}
    found = {item: float(match[1]) if match else NOTHING for item, match in given.items()}
    return found | {"accelerators": study.common.eu_supplier_share_of_accelerators.central}


def eu_parts(study: Study) -> pd.DataFrame:
    """How much of each item goes to sellers with their seat in the EU, at a site in the EU.

    Parameters
    ----------
    study : Study

    Returns
    -------
    pandas.DataFrame
        One row an item from the largest: ``item``, ``name``, ``central`` [percent of capital cost], ``within`` [percent
        of the item that goes to the EU], ``eu_low``, ``eu``, ``eu_high`` [percent of capital cost; 5% to 95% of draws
        of the item's part], ``seat``. A last row, ``item`` blank, adds the items up, draw by draw.

    Notes
    -----
    docs/methods.md, part 11: domestic = sum(share_i * domestic_share_i). The parts within an item are judgement and
    have no range, so that the ranges here are too narrow; the assumption's own is wider.

    Examples
    --------
    >>> from analysis.study import compare
    >>> float(round(eu_parts(compare("latest")).iloc[-1]["eu"], 1))
    27.3
    """
    within, euro = seat_shares(study), of_a_euro(study)
    euro = euro[euro["part_of"] == ""].set_index("item")
    parts = {item: part_name(item) for item in euro.index}
    drawn = study.sample(*parts.values()).values
    paid = {item: 100 * drawn[name] * within[item] for item, name in parts.items()}
    middle = {item: 100 * study.common[name].central * within[item] for item, name in parts.items()}
    rows = [
        {
            "item": item,
            "name": row["name"],
            "central": row["central"],
            "within": 100 * within[item],
            **eu_ends(paid[item], middle[item]),
            "seat": row["seat"],
        }
        for item, row in euro.iterrows()
    ]
    total, whole = sum(paid.values()), euro["central"].sum()
    summed = {"item": "", "name": N_("All five"), "central": whole, "within": NOTHING, "seat": ""}
    rows.append(summed | eu_ends(total, sum(middle.values())))
    headings = {
        "name": N_("Item"),
        "central": N_("Part of capital cost [%]"),
        "within": N_("Of it to sellers in the EU [%]"),
        "eu": N_("So to the EU [% of capital cost]"),
        "eu_low": N_("Low"),
        "eu_high": N_("High"),
        "seat": N_("Where sellers have their seat"),
    }
    sources = [*euro.attrs["sources"], *study.evidence.documents([SEATS_OF_SELLERS])]
    decimals = {"central": 0, "within": 2, "eu": 1, "eu_low": 1, "eu_high": 1}
    return present(rows, headings, sources, note=translate(BY_SEAT), decimals=decimals)


def eu_ends(draws: np.ndarray, central: float) -> dict[str, float]:
    """The EU's part with its range; NaN where the part within an item is not known."""
    value = ends(None if np.isnan(central) else banded(draws, central))
    return {"eu_low": value["low"], "eu": value["central"], "eu_high": value["high"]}


def eu_shares(table: pd.DataFrame) -> dict[str, float]:
    """What sellers in the EU get, by item of :func:`eu_parts` and in ``all`` [share of capital cost]."""
    return {row["item"] or "all": row["eu"] / 100 for __, row in table.iterrows()}


def assumed_eu_part(study: Study) -> Triplet | None:
    """The assumption that sums of money to sellers in the EU rest on [percent of capital cost]; None for a gap."""
    return scaled(study.common.eu_supplier_share_of_capex.value, 100)


def listed(names: str) -> str:
    """Names with commas between them as a sentence lists them.

    Examples
    --------
    >>> listed("EU, US, Japan")
    'EU, US and Japan'
    """
    return _(" and ").join(names.rsplit(", ", 1))


def european_firms(study: Study) -> str:
    """Makers of electrical plant that a document of before the study's day calls European, as it names them."""
    fact = study.evidence.fact(FIRMS)
    return listed(fact["note"].partition(" since ")[0]) if last_day(fact["as_of"]) <= study.as_of else ""


def makers_of_power_and_cooling(study: Study) -> dict[str, str]:
    """Makers of power and cooling plant and where they have their seats, as the breakdown of costs names them.

    Returns
    -------
    dict of str to str
        ``makers`` and ``places``.

    Examples
    --------
    >>> from analysis.study import compare
    >>> makers_of_power_and_cooling(compare("latest"))["places"]
    'EU, US, Japan and China'
    """
    table = study.evidence.cost_breakdown
    sellers = translate(table.loc[table["item"] == "power_cooling", "origin_region"].iloc[0])
    places, __, makers = sellers.partition("(")
    return {"makers": listed(makers.rstrip(")")), "places": listed(spelt(places.strip()))}
