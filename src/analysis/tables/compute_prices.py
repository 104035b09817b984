"""What compute costs: later money, chips by generation at two precisions, an hour of an H100 equivalent."""

from __future__ import annotations

import math
import re

import numpy as np
import pandas as pd

from analysis.evidence.columns import last_day
from analysis.languages import marked, of_data, spoken
from analysis.model import compute
from analysis.model.price import BASE
from analysis.study import Study
from analysis.study.readers import H100
from analysis.tables.pairs import banded, pair_row
from analysis.tables.presentation import ENDS, NOTHING, ends, present, quantity_of_fact
from analysis.wording import month, period

LINES = {
    "bit8": marked("Whole site, 8 bit"),
    "bit16": marked("Whole site, 16 bit"),
    "building": marked("If chips got no cheaper"),
}
"""Ways to count what later money buys."""

APART = 1.1
"""Counts of one chip that differ by less than this factor are told as one."""

DENSE = marked(
    "Makers often print the rate for sparse numbers, about twice the dense rate, or that at 4 bit, twice that at 8; "
    "neither is counted here. A package may hold two dies, and a superchip two packages. A maker's later chip that "
    "counts the same as an earlier one is left out. Prices of TPU and Trainium chips are what they cost their owner."
)

STEP, LEAST, MOST = 0.5, 4, 12
"""Step of the curve, and the fewest and most years that it runs [years]."""


@spoken
def later_money(study: Study) -> pd.DataFrame:
    """Compute that one sum buys in later years, over what it buys in mid-2025.

    Parameters
    ----------
    study : Study

    Returns
    -------
    pandas.DataFrame
        One row a line of :data:`LINES` and half-year: ``line``, ``name``, ``year``, ``when``, ``low``, ``central``,
        ``high`` [ratio; 5% to 95% of draws]. Empty where neither programme has a year in which its money is spent.

    Notes
    -----
    docs/methods.md, part 16: only the IT part gets cheaper, the building gets dearer.

    Examples
    --------
    >>> from analysis.study import compare
    >>> table = later_money(compare("latest")).query("year == 2026.5").set_index("line")["central"].round(3)
    >>> float(table["bit8"]), float(table["bit16"])
    (1.154, 1.078)
    """
    names = ("it_share_of_capex", "price_performance_growth", "price_performance_growth_16bit")
    headings = {
        "name": marked("What gets cheaper"),
        "when": marked("Month"),
        "low": marked("Low"),
        "central": marked("Central"),
        "high": marked("High"),
    }
    latest = spending_years(study)["high"].max()
    if np.isnan(latest) or not all(study.common[name].known for name in names):
        return present([], headings)
    drawn = study.sample(*names).values
    central = {name: study.common[name].central for name in names}
    rows = []
    for year in np.arange(BASE, BASE + min(max(math.ceil(latest - BASE), LEAST), MOST) + STEP / 2, STEP):
        bands = {line: gained(study, line, float(year), drawn) for line in LINES}
        middle = {line: float(gained(study, line, float(year), central)) for line in LINES}
        for line, words in LINES.items():
            of_line = {"line": line, "name": words, "year": float(year), "when": month(float(year))}
            rows.append(of_line | ends(banded(bands[line], middle[line])))
    rows.sort(key=lambda row: list(LINES).index(row["line"]))
    inputs = (*names, "construction_cost_growth")
    sources = [source for name in inputs for source in study.common[name].sources]
    return present(rows, headings, sources, decimals=dict.fromkeys(ENDS, 2))


def gained(study: Study, line: str, year: float, values: dict[str, np.ndarray]) -> np.ndarray:
    """One line of :func:`later_money` in one year, for central inputs or for draws of them [ratio]."""
    share, growth, growth_16 = values.values()
    both = {"it_share_of_capex": share, "construction_cost_growth": study.common.construction_cost_growth.central}
    if line == "bit16":
        return compute.later_money_gain_16bit(year, price_performance_growth_16bit=growth_16, **both)
    growth = 1.0 if line == "building" else growth
    return compute.later_money_gain(year, price_performance_growth=growth, **both)


@spoken
def spending_years(study: Study) -> pd.DataFrame:
    """Middle of each programme's spending, without a programme whose years no document gives.

    Returns
    -------
    pandas.DataFrame
        One row a programme: ``seat``, ``programme``, ``low``, ``central``, ``high`` [calendar year with decimals].
    """
    rows = [pair_row(study, key, "", seat.mean_spending_year) for key, seat in study.seats.items()]
    headings = {
        "programme": marked("Programme"),
        "low": marked("Low"),
        "central": marked("Middle of spending"),
        "high": marked("High"),
    }
    table = pd.DataFrame(rows).dropna(subset="central")
    either = {end: table[end].fillna(table["central"]) for end in ("low", "high")}
    return present(table.assign(**either), headings, [])


def gain_of_first_year(table: pd.DataFrame, line: str = "bit8") -> float:
    """What one year of waiting adds, from :func:`later_money`: one tenth is 0.1; NaN where there is no curve."""
    rows = table[table["line"] == line] if len(table) else table
    after = rows[rows["year"] == BASE + 1] if len(rows) else rows
    return float(after["central"].iloc[0]) - 1 if len(after) else NOTHING


def gain_of_chips_alone(study: Study, seat: str) -> float:
    """What applying the gain to the whole site, building too, would claim by a programme's mean spending [ratio].

    Parameters
    ----------
    study : Study
    seat : str
        ``subject`` or ``comparator``.

    Returns
    -------
    float
        NaN where no document gives the programme's years.
    """
    year = study.seats[seat].mean_spending_year
    if not year.known:
        return NOTHING
    inputs = {name: study.common[name].central for name in ("price_performance_growth", "construction_cost_growth")}
    return float(compute.later_money_gain(year.central, it_share_of_capex=1.0, **inputs))


@spoken
def chips(study: Study) -> pd.DataFrame:
    """Accelerators on sale by the study's day, counted at 8 bit and at 16 bit.

    Parameters
    ----------
    study : Study

    Returns
    -------
    pandas.DataFrame
        One row a chip, newest first: ``chip``, ``vendor``, ``released``, ``bit8``, ``bit16`` [H100 equivalents],
        ``per_mw_8``, ``per_mw_16`` [H100 equivalents for each MW of IT], ``usd_8``, ``usd_16`` [USD for each H100
        equivalent, the chip alone]; NaN where a rate, a power or a price was not found. A later chip of one vendor
        that counts the same at both precisions is left out.

    Notes
    -----
    docs/methods.md, part 7: dense rates over those of the H100, 1,979 TFLOP/s at 8 bit and 989.4 at 16 bit.

    Examples
    --------
    >>> from analysis.study import compare
    >>> newest = chips(compare("latest")).iloc[0]
    >>> newest["chip"], float(round(newest["bit8"], 1)), float(round(newest["bit16"], 1))
    ('Rubin (VR200 NVL72)', 8.8, 4.0)
    """
    table = study.evidence.chips
    h100 = table[table["chip"] == H100].iloc[0]
    table = table[[last_day(release) <= study.as_of for release in table["release"]]]
    table = table.dropna(subset=["dense_bf16_flops", "dense_fp8_flops"]).sort_values(["release", "chip"])
    bit8 = table["dense_fp8_flops"] / h100["dense_fp8_flops"]
    bit16 = table["dense_bf16_flops"] / h100["dense_bf16_flops"]
    of_one_mw = compute.chips_by_power(1.0, watts_per_chip=table["system_w_per_chip"])
    counted = pd.DataFrame(
        {
            "chip": table["chip"],
            "vendor": table["vendor"],
            "released": [period(release) for release in table["release"]],
            "bit8": bit8,
            "bit16": bit16,
            "per_mw_8": compute.h100e_by_power(of_one_mw, h100e_per_chip=bit8),
            "per_mw_16": compute.h100e_by_power_16bit(of_one_mw, h100e_per_chip_16bit=bit16),
            "usd_8": table["price_usd_central"] / bit8,
            "usd_16": table["price_usd_central"] / bit16,
        }
    )
    same = counted.assign(one=bit8.round(1), two=bit16.round(1)).duplicated(["vendor", "one", "two"])
    counted = counted[~same].iloc[::-1]
    headings = {
        "chip": marked("Chip"),
        "vendor": marked("Maker"),
        "released": marked("On sale since"),
        "bit8": marked("H100 equivalents at 8 bit"),
        "bit16": marked("At 16 bit"),
        "per_mw_8": marked("For each MW of IT, 8 bit"),
        "per_mw_16": marked("16 bit"),
        "usd_8": marked("USD for each, chip alone, 8 bit"),
        "usd_16": marked("16 bit"),
    }
    sources = [source for ids in table["source_ids"] for source in ids.split(";")]
    decimals = dict.fromkeys(("per_mw_8", "per_mw_16", "usd_8", "usd_16"), 0) | {"bit8": 2, "bit16": 2}
    return present(counted, headings, sources, note=of_data(DENSE), decimals=decimals)


def furthest_apart(table: pd.DataFrame) -> dict[str, object]:
    """The chip of :func:`chips` whose two counts differ most: ``chip``, ``eight``, ``sixteen`` [H100 equivalents].

    Each is None where the counts of no chip differ by more than a tenth: a sentence with it is then left out.
    """
    ratio = (table["bit8"] / table["bit16"]).astype(float)
    if ratio.empty or ratio.max() < APART:
        return {"chip": None, "eight": None, "sixteen": None}
    row = table.loc[ratio.idxmax()]
    return {"chip": row["chip"], "eight": float(row["bit8"]), "sixteen": float(row["bit16"])}


@spoken
def cost_of_an_hour(study: Study) -> pd.DataFrame:
    """What one H100 equivalent costs its owner over one hour, energy apart.

    Returns
    -------
    pandas.DataFrame
        One row a programme whose price of power is known: ``seat``, ``programme``, ``value`` (:class:`Quantity`),
        ``capital``, ``energy``, ``low``, ``central``, ``high`` (of the whole) [USD for each H100 equivalent and hour],
        ``share`` (:class:`Quantity`, energy's part).
    """
    rows, capital = [], study.common.capital_cost_per_h100e_hour
    for key, seat in study.seats.items():
        energy, cost = seat.energy_cost_per_h100e_hour, seat.cost_per_h100e_hour
        if not (cost.known and energy.known and capital.known):
            continue
        rows.append(
            {
                "seat": key,
                "programme": seat.short_name,
                "value": cost,
                "capital": capital.central,
                "energy": energy.central,
                **ends(cost.value),
                "share": seat.energy_share_of_cost,
            }
        )
    headings = {
        "programme": marked("Programme"),
        "capital": marked("Capital [USD]"),
        "energy": marked("Power [USD]"),
        "central": marked("Both [USD]"),
        "low": marked("Both, low [USD]"),
        "high": marked("Both, high [USD]"),
        "share": marked("Power's part"),
    }
    return present(rows, headings, decimals=dict.fromkeys(("capital", "energy", *ENDS), 2))


@spoken
def rents(study: Study) -> pd.DataFrame:
    """What renting one H100 for an hour cost, up to the study's day: a check on the owner's cost.

    Returns
    -------
    pandas.DataFrame
        One row a price in order of date: ``when``, ``day``, ``kind`` (spot, contract or list: the first words of the
        fact's note, since the rest may speak of later days), ``price`` (:class:`Quantity`, USD for an hour),
        ``confidence``.
    """
    facts = study.evidence.facts
    facts = facts[(facts["metric"] == "gpu_hour_price") & (facts["entity"] == "h100") & (facts["status"] == "measured")]
    facts = facts[[last_day(day) <= study.as_of for day in facts["as_of"]]]
    rows = [
        {
            "when": period(fact["as_of"]),
            "day": last_day(fact["as_of"]),
            "kind": re.split("[,;]", of_data(fact["note"]))[0].rstrip(),
            "price": quantity_of_fact(fact),
            "confidence": fact["confidence"],
        }
        for __, fact in facts.iterrows()
    ]
    rows.sort(key=lambda row: row["day"])
    headings = {
        "when": marked("Time"),
        "kind": marked("Which price"),
        "price": marked("For one hour"),
        "confidence": marked("Confidence"),
    }
    return present(rows, headings, study.evidence.documents(facts["fact_id"]))
