"""How much of capital cost goes to sellers with their seat in the EU, item by item."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from analysis.evidence.columns import last_day
from analysis.languages import marked, of_data, spoken
from analysis.languages import translate as _
from analysis.model.amounts import Triplet
from analysis.study import Study
from analysis.tables.dependence import of_a_euro, part_name, spelt
from analysis.tables.pairs import banded, scaled
from analysis.tables.shown import NOTHING, shown

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

BY_SEAT = marked(
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
    found = {}
    for item, words in NOTED.items():
        given = re.search(rf"\b{words} [\d.]+ x ([\d.]+)", note)
        found[item] = float(given[1]) if given else NOTHING
    return found | {"accelerators": study.common.eu_supplier_share_of_accelerators.central}


@spoken
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
    drawn = study.draw(*parts.values()).values
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
    summed = {"item": "", "name": marked("All five"), "central": whole, "within": NOTHING, "seat": ""}
    rows.append(summed | eu_ends(total, sum(middle.values())))
    headings = {
        "name": marked("Item"),
        "central": marked("Part of capital cost [%]"),
        "within": marked("Of it to sellers in the EU [%]"),
        "eu": marked("So to the EU [% of capital cost]"),
        "eu_low": marked("Low"),
        "eu_high": marked("High"),
        "seat": marked("Where sellers have their seat"),
    }
    sources = [*euro.attrs["sources"], *study.evidence.documents([SEATS_OF_SELLERS])]
    decimals = {"central": 0, "within": 2, "eu": 1, "eu_low": 1, "eu_high": 1}
    return shown(rows, headings, sources, note=of_data(BY_SEAT), decimals=decimals)


def eu_ends(draws: np.ndarray, central: float) -> dict[str, float]:
    """The EU's part with its range; NaN where the part within an item is not known."""
    if np.isnan(central):
        return {"eu_low": NOTHING, "eu": NOTHING, "eu_high": NOTHING}
    value = banded(draws, central)
    return {"eu_low": value.low, "eu": value.central, "eu_high": value.high}


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


@spoken
def european_firms(study: Study) -> str:
    """Makers of electrical plant that a document of before the study's day calls European, as it names them."""
    fact = study.evidence.fact(FIRMS)
    return listed(fact["note"].partition(" since ")[0]) if last_day(fact["as_of"]) <= study.as_of else ""


@spoken
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
    sellers = of_data(table.loc[table["item"] == "power_cooling", "origin_region"].iloc[0])
    places, __, makers = sellers.partition("(")
    return {"makers": listed(makers.rstrip(")")), "places": listed(spelt(places.strip()))}
