"""Who is paid: where a unit of capital cost goes, by item and by seat of the seller."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
from babel import Locale

from analysis.languages import language, marked, of_data, spoken
from analysis.languages import translate as _
from analysis.model import dependence
from analysis.model.amounts import Triplet
from analysis.model.exchange import usd_per_unit
from analysis.study import Quantity, Study
from analysis.study.readers import COST_ITEMS
from analysis.tables.pairs import banded, headed, pair_row, scaled
from analysis.tables.shown import rate_source, shown

AMOUNTS = {
    "accelerator_spending": marked("Accelerators"),
    "imported_chips": marked("Accelerators, sellers outside the EU"),
    "nvidia_revenue": marked("Nvidia, for accelerators"),
    "nvidia_gross_profit": marked("Nvidia's gross profit in that"),
    "eu_supplier_spending": marked("All sellers with their seat in the EU"),
    "other_supplier_spending": marked("All sellers with their seat elsewhere"),
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


@spoken
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
            value, interval = Triplet(row["share_low"], row["share_central"], row["share_high"]), marked("as read")
        else:
            part = study.common[part_name(row["item"])]
            value, interval = part.value, part.interval
        rows.append(
            {
                "item": row["item"],
                "name": names[row["item"]]["name"],
                "part_of": names[whole]["name"] if slash else "",
                **percents(value),
                "interval": interval,
                "seat": spelt(of_data(row["origin_region"])),
            }
        )
        sources += row["source_ids"].split(";")
    size = {row["item"]: row["central"] for row in rows}
    rows.sort(key=lambda row: (-size[row["item"].partition("/")[0]], row["part_of"] != "", -row["central"]))
    headings = {
        "name": marked("Item"),
        "part_of": marked("Part of"),
        "low": marked("Low [%]"),
        "central": marked("Central [%]"),
        "high": marked("High [%]"),
        "interval": marked("What low and high are"),
        "seat": marked("Where sellers have their seat"),
    }
    return shown(rows, headings, sources, decimals=dict.fromkeys(("low", "central", "high"), 1))


def percents(value: Triplet) -> dict[str, float]:
    """A share with its range in percent."""
    found = scaled(value, 100)
    return {"low": found.low, "central": found.central, "high": found.high}


@spoken
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
    rows, sources = [], []
    for name, words in AMOUNTS.items():
        for key, seat in study.seats.items():
            quantity = seat[name]
            rate = usd_per_unit(seat.currency, study.rate.usd_per_eur)
            rows.append(pair_row(study, key, words, quantity, factor=rate) | {"own": quantity})
            sources += quantity.sources
    headings = headed(marked("Who is paid"), _("USD bn"))
    headings = {"what": headings["what"], "programme": marked("Programme"), "own": marked("Sum")} | headings
    return shown(rows, headings, sources + rate_source(study))


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
    of_draws, of_central = (
        dependence.nvidia_revenue(
            dependence.accelerator_spending(1.0, accelerators_part=part), nvidia_share_of_accelerators=share
        )
        for part, share in (
            study.draw(*names).values.values(),
            (study.common[name].central for name in names),
        )
    )
    value = banded(of_draws, float(of_central))
    return Quantity("nvidia_part", "part of capital cost that is paid to Nvidia for accelerators", value, "share")
