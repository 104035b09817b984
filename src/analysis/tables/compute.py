"""What it buys, and what that costs: by every route, by later money, by chips, by the hour."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.evidence.columns import last_day
from analysis.languages import marked, of_data, spoken
from analysis.languages import translate as _
from analysis.model import compute
from analysis.model.price import BASE
from analysis.study import Quantity, Study
from analysis.study.readers import H100
from analysis.tables.pairs import HOW_DRAWN, banded, headed, pair_row, side_by_side, worked_out
from analysis.tables.presentation import (
    ENDS,
    NOTHING,
    ends,
    present,
    quantity_of_fact,
    rate_source,
    read_from,
    sources_of,
)
from analysis.wording import month, period

MILLION = 1e6


ROUTES = {
    "h100e_by_money": marked("What the money buys, by the price of chips"),
    "h100e_by_site_cost": marked("What it buys, by the cost of whole sites"),
    "h100e_by_power": marked("What the planned power can run"),
    "h100e_planned": marked("What the plan says"),
    "h100e_in_service": marked("What runs"),
}
"""Ways to count a programme's compute, each with its heading."""

IT_LOAD, FACILITY = marked("IT load"), marked("Whole facility, at peak")
BY_CHIPS, AS_PLANNED = marked("Of the chips that the money buys"), marked("As planned")
POWERS = {
    "it_power_by_money": (IT_LOAD, BY_CHIPS),
    "it_power_planned": (IT_LOAD, AS_PLANNED),
    "facility_power_by_money": (FACILITY, BY_CHIPS),
    "facility_power_at_2025_cost": (FACILITY, marked("At the cost of a Blackwell gigawatt")),
    "facility_power_at_2027_cost": (FACILITY, marked("At the cost of a Rubin gigawatt")),
    "facility_power_planned": (FACILITY, AS_PLANNED),
}
"""Ways to count megawatts: IT load and facility power are kept apart."""


@spoken
def routes(study: Study) -> pd.DataFrame:
    """Compute of both programmes by every route.

    Parameters
    ----------
    study : Study

    Returns
    -------
    pandas.DataFrame
        One row a route and seat: ``what``, ``seat``, ``programme``, ``qualifier``, ``low``, ``central``, ``high``
        [millions of H100 equivalents at 8 bit; NaN for a gap], ``told`` (what low and high are, or why there is no
        figure), ``as_of``.

    Examples
    --------
    >>> from analysis.study import compare
    >>> table = routes(compare("latest")).query("seat == 'subject'").set_index("what")["central"]
    >>> float(table["What the plan says"]), float(table["What runs"])
    (0.6, 0.0)
    """
    rows = [
        pair_row(study, key, words, seat[name], factor=1 / MILLION)
        for name, words in ROUTES.items()
        for key, seat in study.seats.items()
    ]
    headings = headed(marked("Route"), _("millions of H100 equivalents"))
    return present(rows, headings, sources_of(rows) + rate_source(study), note=of_data(HOW_DRAWN))


@spoken
def megawatts(study: Study) -> pd.DataFrame:
    """Power of both programmes by every route, IT load apart from facility power.

    Returns
    -------
    pandas.DataFrame
        One row a route and seat, as :func:`routes` gives them, with ``section`` (what is counted) [MW].
    """
    rows = [
        pair_row(study, key, words, seat[name], section=section)
        for name, (section, words) in POWERS.items()
        for key, seat in study.seats.items()
    ]
    headings = headed(marked("Route"), "MW", section=True)
    return present(rows, headings, sources_of(rows) + rate_source(study), note=of_data(HOW_DRAWN))


@spoken
def money_against_power(study: Study) -> pd.DataFrame:
    """The money route over the power route and over the plan.

    Returns
    -------
    pandas.DataFrame
        One row a comparison and seat, as :func:`routes` gives them [ratio]: with later money buying more, as if prices
        stood still, and over the plan.

    Notes
    -----
    docs/methods.md, part 7. Chips that get cheaper are more chips of one kind, and ask for more power.
    """
    by_seat = [
        (
            pair_row(study, key, marked("Money over power, chips getting cheaper"), seat.h100e_money_over_power),
            pair_row(study, key, marked("Money over power, prices of 2025"), at_prices_of_2025(study, key)),
            pair_row(study, key, marked("Money over plan, chips getting cheaper"), seat.h100e_money_over_plan),
        )
        for key, seat in study.seats.items()
    ]
    sources = [source for rows in by_seat for source in sources_of(rows)]
    rows = [row for of_both in zip(*by_seat, strict=True) for row in of_both]
    return present(rows, headed(marked("Comparison"), _("ratio")), sources + rate_source(study))


@spoken
def at_prices_of_2025(study: Study, key: str) -> Quantity:
    """H100 equivalents by money over those by power as if later money bought no more.

    Parameters
    ----------
    study : Study
    key : str
        The seat.

    Returns
    -------
    Quantity
        A ratio with 5% to 95% of draws; a gap where a route is one.

    Examples
    --------
    >>> from analysis.study import compare
    >>> round(at_prices_of_2025(compare("latest"), "subject").central, 2)
    0.81
    """
    gained = study.seats[key].h100e_money_over_power
    if not gained.known:
        return replace(gained, name="at_prices_of_2025")
    names = (f"{key}_chips_by_money", f"{key}_h100e_by_power", "h100e_per_chip")

    def at_2025(chips: np.ndarray, power: np.ndarray, each: np.ndarray) -> np.ndarray:
        return compute.h100e_money_over_power(compute.h100e_by_money(chips, 1.0, h100e_per_chip=each), power)

    return replace(gained, name="at_prices_of_2025", value=worked_out(study, names, at_2025), median=None)


@spoken
def per_site(study: Study) -> pd.DataFrame:
    """Compute for each site and in units of the running one, as :func:`side_by_side` gives it."""
    names = {
        "h100e_planned_per_site": marked("Planned, for each site"),
        "h100e_by_money_per_site": marked("By the money, for each site"),
        "planned_in_running_sites": marked("Whole plan, counted in the running site"),
        "h100e_at_work": marked("Whole plan, as far as it would be at work in training"),
    }
    return side_by_side(study, names)


@spoken
def world_shares(study: Study) -> pd.DataFrame:
    """Shares of the world's compute, as :func:`side_by_side` gives it."""
    names = {
        "share_of_world_planned": marked("Whole plan, of what the world has bought by now"),
        "share_of_world_at_first_service": marked("Whole plan, of what the world would have at first service"),
        "share_of_world_in_service": marked("In service, of what the world has bought by now"),
    }
    return side_by_side(study, names)


@spoken
def plans_in_running_sites(study: Study) -> pd.DataFrame:
    """Every plan on record up to the study's day, counted in the running site as it stands on that day.

    Returns
    -------
    pandas.DataFrame
        One row a plan in order of date: ``as_of``, ``programme``, ``plan`` (:class:`Quantity`), ``sites`` [running
        sites], ``note``. Empty where no site runs.

    Examples
    --------
    >>> from analysis.study import compare
    >>> float(plans_in_running_sites(compare("latest"))["sites"].iloc[0].round(2))
    0.98
    """
    headings = {
        "as_of": marked("Stated"),
        "programme": marked("Programme"),
        "plan": marked("Plan"),
        "sites": marked("In running sites"),
        "note": marked("What was said"),
    }
    running, table = study.common.running_site_h100e, study.evidence.readings
    wanted = (table["quantity"] == "h100e_planned") & (table["as_of"] <= study.as_of)
    rows = [
        {
            "as_of": row["as_of"],
            "programme": seat.short_name,
            "plan": read_from(study, row),
            "sites": compute.planned_in_running_sites(row["central"], running_site_h100e=running.central),
            "note": row["note"],
        }
        for seat in (study.seats.values() if running.central else ())
        for __, row in table[wanted & (table["programme"] == seat.programme)].iterrows()
    ]
    sources = [*running.sources, *sources_of(rows)]
    rows.sort(key=lambda row: row["as_of"])
    return present(rows, headings, sources, decimals={"sites": 2})


@spoken
def first_plan(study: Study) -> dict[str, object]:
    """The subject's first plan on record, where a later one has replaced it, and how many running sites that was.

    ``first_day``, ``first_plan``, ``first_sites``: each is None where there is no such plan or
    no running site, and a sentence with it is then left out.
    """
    table = plans_in_running_sites(study)
    own = table[table["programme"] == study.subject.short_name]
    first = own.iloc[0] if len(own) > 1 else {}
    return {"first_day": first.get("as_of"), "first_plan": first.get("plan"), "first_sites": first.get("sites")}


@spoken
def cost_of_an_h100e(study: Study) -> pd.DataFrame:
    """Capital for each H100 equivalent: in both plans, and at the site that runs.

    Returns
    -------
    pandas.DataFrame
        Rows as :func:`routes` gives them, the last with ``seat`` = ``running`` [thousands of USD per H100 equivalent].
    """
    running, assumed = study.common.running_site_usd_per_h100e, study.common.capex_per_h100e_2025
    beside = {marked("The running site, as modelled"): running, marked("As the cost route assumes"): assumed}
    rows = [
        pair_row(study, key, marked("Announced sum over the plan"), seat.usd_per_h100e_planned, factor=1e-3)
        for key, seat in study.seats.items()
    ]
    rows += [
        pair_row(study, "subject", words, quantity, factor=1e-3) | {"seat": "running", "programme": "Abilene"}
        for words, quantity in beside.items()
    ]
    headings = headed(marked("What"), _("thousands of USD per H100 equivalent"))
    return present(rows, headings, sources_of(rows) + rate_source(study))


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
    years = np.arange(BASE, BASE + min(max(math.ceil(latest - BASE), LEAST), MOST) + STEP / 2, STEP).tolist()
    rows = [
        {"line": line, "name": words, "year": year, "when": month(year)}
        | ends(banded(gained(study, line, year, drawn), float(gained(study, line, year, central))))
        for line, words in LINES.items()
        for year in years
    ]
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
