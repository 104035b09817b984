"""What it buys, and what that costs: by every route, by later money, by chips, by the hour."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.evidence.columns import last_day
from analysis.model import compute, running_cost
from analysis.model.amounts import Triplet
from analysis.study import Quantity, Study
from analysis.study.readers import H100, RUNNING_CHIP
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
from analysis.text import N_, translate
from analysis.text import translate as _
from analysis.wording import month, period

MILLION = 1e6


ROUTES = {
    "h100e_by_money": N_("What the money buys, by the price of chips"),
    "h100e_by_site_cost": N_("What it buys, by the cost of whole sites"),
    "h100e_by_power": N_("What the planned power can run"),
    "h100e_planned": N_("What the plan says"),
    "h100e_in_service": N_("What runs"),
}
"""Ways to count a programme's compute, each with its heading."""

IT_LOAD, FACILITY = N_("IT load"), N_("Whole facility, at peak")
BY_CHIPS, AS_PLANNED = N_("Of the chips that the money buys"), N_("As planned")
POWERS = {
    "it_power_by_money": (IT_LOAD, BY_CHIPS),
    "it_power_planned": (IT_LOAD, AS_PLANNED),
    "facility_power_by_money": (FACILITY, BY_CHIPS),
    "facility_power_at_2025_cost": (FACILITY, N_("At the cost of a Blackwell gigawatt")),
    "facility_power_at_2027_cost": (FACILITY, N_("At the cost of a Rubin gigawatt")),
    "facility_power_planned": (FACILITY, AS_PLANNED),
}
"""Ways to count megawatts: IT load and facility power are kept apart."""


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
    headings = headed(N_("Route"), _("millions of H100 equivalents"))
    return present(rows, headings, sources_of(rows) + rate_source(study), note=translate(HOW_DRAWN))


def one_at_work(study: Study) -> dict[str, object]:
    """The programme that has compute in service and the one that has none, where it is so.

    Returns
    -------
    dict
        ``some`` and ``other``: the seats; ``day`` of the other's reading, and ``found``, what it says: that there is
        nothing, or that none was found. ``day`` is None where it is not so, and a sentence with it is then left out.
    """
    seats = list(study.seats.values())
    for some, other in (seats, seats[::-1]):
        runs, reading = some.h100e_in_service, other.h100e_in_service
        if runs.known and not runs.is_zero and (reading.none_found or reading.is_zero):
            found = N_("none found") if reading.none_found else N_("nothing")
            return {"some": some, "other": other, "day": reading.as_of, "found": found}
    return {"some": seats[0], "other": seats[1], "day": None, "found": ""}


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
    headings = headed(N_("Route"), "MW", section=True)
    return present(rows, headings, sources_of(rows) + rate_source(study), note=translate(HOW_DRAWN))


LATER_CHIP = "Rubin (VR200 NVL72)"
"""The chip of the generation after that of the running site."""

BY_GIGAWATT = {
    "money_over_power_at_2025_cost": N_("Blackwell, by the cost of a gigawatt"),
    "money_over_power_at_2027_cost": N_("Rubin, by the cost of a gigawatt"),
}
"""Money over power by the cost of a generation's gigawatt."""


def money_against_power(study: Study) -> pd.DataFrame:
    """The money over the power, each time with one generation of chips on both sides of the fraction.

    Returns
    -------
    pandas.DataFrame
        One row a way to count and seat, as :func:`routes` gives them [ratio]: by the price of the chip in use and of
        the generation after the running site's, once that was on sale, then by the cost of a gigawatt.

    Notes
    -----
    docs/methods.md, part 7. A later generation costs more for each watt and does more with it: to let the price of an
    H100 equivalent fall and keep its watts would count half of that.

    Examples
    --------
    >>> from analysis.study import compare
    >>> table = money_against_power(compare("latest")).query("seat == 'subject'")
    >>> [float(round(table["central"].min(), 2)), float(round(table["central"].max(), 2))]
    [0.51, 0.81]
    """
    release = study.evidence.chips.set_index("chip")["release"]
    on_sale = [chip for chip in (LATER_CHIP,) if last_day(release[chip]) <= study.as_of]
    rows = [
        pair_row(study, key, _("{chip}, by its price", chip=chip), money_over_power_of(study, key, chip))
        for chip in dict.fromkeys([study.loaded.parameters.chip, *on_sale])
        for key in study.seats
    ]
    rows += [
        pair_row(study, key, words, seat[name])
        for name, words in BY_GIGAWATT.items()
        for key, seat in study.seats.items()
    ]
    return present(rows, headed(N_("Chips"), _("ratio")), sources_of(rows) + rate_source(study))


def money_over_power_of(study: Study, key: str, chip: str) -> Quantity:
    """What the money buys of one chip over what the power can run of it, for one seat.

    Returns
    -------
    Quantity
        A ratio with 5% to 95% of draws; a gap where a route is one.
    """
    in_use = study.seats[key].h100e_money_over_power
    if chip == study.loaded.parameters.chip or not in_use.known:
        return in_use
    row = study.evidence.chips.set_index("chip").loc[chip]
    names = (f"{key}_announced_market_usd", "accelerators_part", f"{key}_it_power_planned")

    def of_chip(announced: np.ndarray, part: np.ndarray, power: np.ndarray) -> np.ndarray:
        bought = compute.chips_by_money(announced, accelerators_part=part, chip_price=row["price_usd_central"])
        return compute.h100e_money_over_power(
            bought, compute.chips_by_power(power, watts_per_chip=row["system_w_per_chip"])
        )

    sources = tuple(dict.fromkeys([*in_use.sources, *row["source_ids"].split(";")]))
    return replace(in_use, value=worked_out(study, names, of_chip), median=None, sources=sources)


def what_is_short(table: pd.DataFrame, seat: str) -> dict[str, object]:
    """What :func:`money_against_power` comes to for one seat, over all ways to count.

    Returns
    -------
    dict
        ``least`` and ``most`` (central values, with two digits), ``at_least`` and ``at_most`` (the ways to count that
        give them), ``short``: what is short by all of them, None where they differ. All are None without a figure.

    Examples
    --------
    >>> from analysis.study import compare
    >>> what_is_short(money_against_power(compare("latest")), "subject")["short"]
    'the money is short'
    """
    rows = table[(table["seat"] == seat) & (table["central"] > 0)].sort_values("central")
    if rows.empty:
        return dict.fromkeys(("least", "most", "at_least", "at_most", "short"))
    first, last = rows.iloc[0], rows.iloc[-1]
    least, most = (float(f"{row['central']:.2g}") for row in (first, last))
    money, power = N_("the money is short"), N_("the power is short")
    short = money if last["central"] < 1 else power if first["central"] > 1 else None
    return {"least": least, "most": most, "at_least": first["what"], "at_most": last["what"], "short": short}


def per_site(study: Study) -> pd.DataFrame:
    """Compute for each site and in units of the running one, as :func:`side_by_side` gives it."""
    names = {
        "h100e_planned_per_site": N_("Planned, for each site"),
        "h100e_by_money_per_site": N_("By the money, for each site"),
        "planned_in_running_sites": N_("Whole plan, counted in the running site"),
        "h100e_at_work": N_("Whole plan, as far as it would be at work in training"),
    }
    return side_by_side(study, names)


def world_shares(study: Study) -> pd.DataFrame:
    """Shares of the world's compute, as :func:`side_by_side` gives it."""
    names = {
        "share_of_world_planned": N_("Whole plan, of what the world would have on the day the plan names"),
        "share_of_world_at_first_service": N_("Whole plan, of what the world would have at first service"),
        "share_of_world_in_service": N_("In service, of what the world had bought by the same day"),
    }
    return side_by_side(study, names)


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
        "as_of": N_("Stated"),
        "programme": N_("Programme"),
        "plan": N_("Plan"),
        "sites": N_("In running sites"),
        "note": N_("What was said"),
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


def first_plan(study: Study) -> dict[str, object]:
    """The subject's first plan on record, where a later one has replaced it, and how many running sites that was.

    ``first_day``, ``first_plan``, ``first_sites`` (:class:`Quantity`, with the bound of the plan): each is None where
    there is no such plan or no running site, and a sentence with it is then left out.
    """
    table = plans_in_running_sites(study)
    own = table[table["programme"] == study.subject.short_name]
    if len(own) <= 1:
        return {"first_day": None, "first_plan": None, "first_sites": None}
    plan, sites = own.iloc[0][["plan", "sites"]]
    in_sites = replace(plan, value=Triplet.exact(float(f"{sites:.2g}")), unit="ratio", qualifier=plan.bound)
    return {"first_day": own.iloc[0]["as_of"], "first_plan": plan, "first_sites": in_sites}


def cost_of_an_h100e(study: Study) -> pd.DataFrame:
    """Capital for each H100 equivalent: in both plans, and at the site that runs.

    Returns
    -------
    pandas.DataFrame
        Rows as :func:`routes` gives them, the last with ``seat`` = ``running`` [thousands of USD per H100 equivalent].
    """
    running, assumed = study.common.running_site_usd_per_h100e, study.common.capex_per_h100e_2025
    beside = {N_("The running site, as modelled"): running, N_("As the cost route assumes"): assumed}
    rows = [
        pair_row(study, key, N_("Announced sum over the plan"), seat.usd_per_h100e_planned, factor=1e-3)
        for key, seat in study.seats.items()
    ]
    rows += [
        pair_row(study, "subject", words, quantity, factor=1e-3) | {"seat": "running", "programme": "Abilene"}
        for words, quantity in beside.items()
    ]
    headings = headed(N_("What"), _("thousands of USD per H100 equivalent"))
    return present(rows, headings, sources_of(rows) + rate_source(study))


LINES = {
    "bit8": N_("Whole site, 8 bit"),
    "bit16": N_("Whole site, 16 bit"),
    "building": N_("If chips got no cheaper"),
}
"""Ways to count what later money buys."""

APART = 1.1
"""Counts of one chip that differ by less than this factor are told as one."""

DENSE = N_(
    "Makers often print the rate for sparse numbers, about twice the dense rate, or that at 4 bit, twice that at 8; "
    "neither is counted here. A package may hold two dies, and a superchip two packages. A maker's later chip that "
    "counts the same as an earlier one is left out. Prices of TPU and Trainium chips are what they cost their owner."
)

STEP, LEAST, MOST = 0.5, 4, 12
"""Step of the curve, and the fewest and most years that it runs [years]."""


def later_money(study: Study) -> pd.DataFrame:
    """Compute that one sum buys in later years, over what it buys in the year of the chip.

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
        "name": N_("What gets cheaper"),
        "when": N_("Month"),
        "low": N_("Low"),
        "central": N_("Central"),
        "high": N_("High"),
    }
    latest = spending_years(study)["high"].max()
    if np.isnan(latest) or not all(study.common[name].known for name in names):
        return present([], headings)
    drawn = study.sample(*names).values
    central = {name: study.common[name].central for name in names}
    first = study.common.chip_year.central
    years = np.arange(first, first + min(max(math.ceil(latest - first), LEAST), MOST) + STEP / 2, STEP).tolist()
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
    same = {name: study.common[name].central for name in ("chip_year", "construction_cost_growth")}
    both = {"it_share_of_capex": share} | same
    if line == "bit16":
        return compute.later_money_gain_16bit(year, price_performance_growth_16bit=growth_16, **both)
    growth = 1.0 if line == "building" else growth
    return compute.later_money_gain(year, price_performance_growth=growth, **both)


def spending_years(study: Study) -> pd.DataFrame:
    """Middle of each programme's spending, without a programme whose years no document gives.

    Returns
    -------
    pandas.DataFrame
        One row a programme: ``seat``, ``programme``, ``low``, ``central``, ``high`` [calendar year with decimals].
    """
    rows = [pair_row(study, key, "", seat.mean_spending_year) for key, seat in study.seats.items()]
    headings = {
        "programme": N_("Programme"),
        "low": N_("Low"),
        "central": N_("Middle of spending"),
        "high": N_("High"),
    }
    table = pd.DataFrame(rows).dropna(subset="central")
    either = {end: table[end].fillna(table["central"]) for end in ("low", "high")}
    return present(table.assign(**either), headings, [])


def gain_of_first_year(table: pd.DataFrame, line: str = "bit8") -> float:
    """What one year of waiting adds, from :func:`later_money`: one tenth is 0.1; NaN where there is no curve."""
    rows = table[table["line"] == line] if len(table) else table
    after = rows[rows["year"] == rows["year"].min() + 1] if len(rows) else rows
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
    names = ("chip_year", "price_performance_growth", "construction_cost_growth")
    inputs = {name: study.common[name].central for name in names}
    return float(compute.later_money_gain(year.central, it_share_of_capex=1.0, **inputs))


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
        "chip": N_("Chip"),
        "vendor": N_("Maker"),
        "released": N_("On sale since"),
        "bit8": N_("H100 equivalents at 8 bit"),
        "bit16": N_("At 16 bit"),
        "per_mw_8": N_("For each MW of IT, 8 bit"),
        "per_mw_16": N_("16 bit"),
        "usd_8": N_("USD for each, chip alone, 8 bit"),
        "usd_16": N_("16 bit"),
    }
    sources = [source for ids in table["source_ids"] for source in ids.split(";")]
    decimals = dict.fromkeys(("per_mw_8", "per_mw_16", "usd_8", "usd_16"), 0) | {"bit8": 2, "bit16": 2}
    return present(counted, headings, sources, note=translate(DENSE), decimals=decimals)


def furthest_apart(table: pd.DataFrame) -> dict[str, object]:
    """The chip of :func:`chips` whose two counts differ most: ``chip``, ``eight``, ``sixteen`` [H100 equivalents].

    Each is None where the counts of no chip differ by more than a tenth: a sentence with it is then left out.
    """
    ratio = (table["bit8"] / table["bit16"]).astype(float)
    if ratio.empty or ratio.max() < APART:
        return {"chip": None, "eight": None, "sixteen": None}
    row = table.loc[ratio.idxmax()]
    return {"chip": row["chip"], "eight": float(row["bit8"]), "sixteen": float(row["bit16"])}


def cost_of_an_hour(study: Study) -> pd.DataFrame:
    """What one H100 equivalent costs its owner over one hour: at the prices of one year, and at those of first service.

    Returns
    -------
    pandas.DataFrame
        One row a programme and year of prices: ``seat``, ``name`` (programme and year), ``value`` (:class:`Quantity`),
        ``capital``, ``energy``, ``upkeep``, ``low``, ``central``, ``high`` (of the whole) [USD for each H100 equivalent
        and hour]. A programme whose first service is of the year of the chip has one row.
    """
    rows, chip_year = [], study.common.chip_year
    for key, seat in study.seats.items():
        service = seat.first_service_stated
        later = service.known and int(service.central) > int(chip_year.central)
        for prefix, year in [("first_price_", chip_year), *([("", service)] if later else [])]:
            cost, capital = seat[f"{prefix}cost_per_h100e_hour"], seat[f"{prefix}capital_cost_per_h100e_hour"]
            if cost.known:
                parts = {
                    "capital": capital.central,
                    "energy": seat.energy_cost_per_h100e_hour.central,
                    "upkeep": study.common.upkeep_cost_per_h100e_hour.central,
                }
                name = _("{programme}, {year}", programme=seat.short_name, year=str(int(year.central)))
                rows.append({"seat": key, "name": name, "value": cost, **parts, **ends(cost.value)})
    headings = {
        "name": N_("Programme, year of prices"),
        "capital": N_("Capital [USD]"),
        "energy": N_("Power [USD]"),
        "upkeep": N_("Upkeep [USD]"),
        "central": N_("All [USD]"),
        "low": N_("All, low [USD]"),
        "high": N_("All, high [USD]"),
    }
    return present(rows, headings, decimals=dict.fromkeys(("capital", "energy", "upkeep", *ENDS), 2))


EPOCHS_HOUR = "comp-167"
"""The fact that gives Epoch AI's cost of an hour of one B200, without a return on capital."""


def beside_epoch(study: Study) -> dict[str, float]:
    """The cost of an hour of one H100 equivalent without a return on capital, beside that of Epoch AI [USD].

    Returns
    -------
    dict of str to float
        With two digits: ``epoch``; ``straight``, the inputs of the model at the US price of power and the lives that
        Epoch AI names; ``short_lived``, with the life of the IT for the building too. All NaN before the day of Epoch
        AI's figure, and for another chip.

    Examples
    --------
    >>> from analysis.study import compare
    >>> beside_epoch(compare("latest"))
    {'epoch': 0.8, 'straight': 0.64, 'short_lived': 0.8}
    """
    fact, common = study.evidence.fact(EPOCHS_HOUR), study.common
    if last_day(fact["as_of"]) > study.as_of or study.loaded.parameters.chip != RUNNING_CHIP:
        return dict.fromkeys(("epoch", "straight", "short_lived"), NOTHING)
    needs = {
        name: common[name].central
        for name in ("upkeep_cost_per_h100e_hour", "capex_per_h100e", "it_share_of_capex", "it_life_years")
    }
    of_power = ("electricity_price_us", "watts_per_chip", "h100e_per_chip", "pue_annual")
    power = running_cost.energy_cost_per_h100e_hour(1.0, **{name: common[name].central for name in of_power})
    straight, short_lived = (
        float(running_cost.straight_line_cost_per_h100e_hour(power, facility_life_years=common[life].central, **needs))
        for life in ("facility_life_years", "it_life_years")
    )
    epoch = fact["value"] / common.h100e_per_b200.central
    found = {"epoch": epoch, "straight": straight, "short_lived": short_lived}
    return {name: float(f"{value:.2g}") for name, value in found.items()}


LOTS = {
    N_("Public price, medium sites"): (("eu-033", "eu-034"), "eu-007"),
    N_("Public price, large sites"): (("eu-035", "eu-036"), "eu-009"),
}
"""Kinds of site in the tender: the facts that cap the EU's money for one, and that with the least of its compute."""

CAP = "eu-015"
"""The fact that caps what the EU buys of a site."""


def public_hour(study: Study) -> pd.DataFrame:
    """What the public pays for an hour of compute, beside what the hour costs an owner and what it rents for.

    Returns
    -------
    pandas.DataFrame
        One row a cost or price: ``seat`` (``union`` for what the public pays, ``private`` for a rent), ``name``,
        ``value`` (:class:`Quantity`), ``low``, ``central``, ``high`` [USD for each H100 equivalent and hour]. Empty
        where no programme has a public price.
    """
    key, paid = next(((key, seat) for key, seat in study.seats.items() if seat.public_purchase.known), ("", None))
    headings = {
        "name": N_("What"),
        "low": N_("Low [USD]"),
        "central": N_("Central [USD]"),
        "high": N_("High [USD]"),
    }
    if paid is None or not paid.public_price_per_h100e_hour.known:
        return present([], headings)
    rent, chip_year, service = study.common.rent_per_h100e_hour, study.common.chip_year, paid.first_service_stated
    read = study.common.b200_rent.as_of
    whole = paid.public_price_per_h100e_hour
    listed = [
        *(
            (key, _("Cost, prices of {year}", year=str(int(year.central))), cost)
            for year, cost in ((chip_year, paid.first_price_cost_per_h100e_hour), (service, paid.cost_per_h100e_hour))
            if cost.known
        ),
        ("union", translate(N_("Public price, whole tender")), whole),
        *(("union", translate(name), of_lot(study, key, caps, least)) for name, (caps, least) in LOTS.items()),
        ("private", _("Rent of a B200, {month}", month=period(read.isoformat()[:7])) if rent.known else "", rent),
    ]
    rows = [
        {"seat": seat, "name": name, "value": value, **ends(value.value)} for seat, name, value in listed if value.known
    ]
    return present(rows, headings, sources_of(rows) + rate_source(study), decimals=dict.fromkeys(ENDS, 2))


def of_lot(study: Study, key: str, caps: tuple[str, ...], least: str) -> Quantity:
    """The price of an hour at one kind of site, with 5% to 95% of draws of the years of the contract."""
    fact, whole = study.evidence.fact, study.seats[key].public_price_per_h100e_hour
    money, bought, planned = sum(fact(cap)["value"] for cap in caps), fact(CAP)["value"], fact(least)["value"]

    def price(years: np.ndarray, rate: np.ndarray) -> np.ndarray:
        return running_cost.public_price_per_h100e_hour(money, bought, years, planned, rate)

    value = worked_out(study, (f"{key}_purchase_years", f"{key}_market_rate"), price)
    return replace(whole, value=value, median=None, sources=study.evidence.documents([*caps, CAP, least]))


RENTED = {"h100": H100, "b200": RUNNING_CHIP}
"""The chips whose rents are told, by the entity of the facts."""


def rents(study: Study) -> pd.DataFrame:
    """What renting one chip for an hour cost, up to the study's day: a check on the owner's cost.

    Returns
    -------
    pandas.DataFrame
        One row a price in order of date: ``when``, ``day``, ``chip``, ``kind`` (spot, contract or list: the first words
        of the fact's note, since the rest may speak of later days), ``price`` (:class:`Quantity`, USD for an hour),
        ``each`` [USD for an hour of one H100 equivalent], ``confidence``.
    """
    facts, counts = study.evidence.facts, study.evidence.chips.set_index("chip")["h100_equivalent"]
    facts = facts[
        (facts["metric"] == "gpu_hour_price") & facts["entity"].isin(RENTED) & (facts["status"] == "measured")
    ]
    facts = facts[[last_day(day) <= study.as_of for day in facts["as_of"]]]
    rows = [
        {
            "when": period(fact["as_of"]),
            "day": last_day(fact["as_of"]),
            "chip": fact["entity"].upper(),
            "kind": re.split("[,;]", translate(fact["note"]))[0].rstrip(),
            "price": quantity_of_fact(fact),
            "each": fact["value"] / counts[RENTED[fact["entity"]]],
            "confidence": fact["confidence"],
        }
        for __, fact in facts.iterrows()
    ]
    rows.sort(key=lambda row: row["day"])
    headings = {
        "when": N_("Time"),
        "chip": N_("Chip"),
        "kind": N_("Which price"),
        "price": N_("For one hour"),
        "each": N_("For one H100 equivalent [USD]"),
        "confidence": N_("Confidence"),
    }
    return present(rows, headings, study.evidence.documents(facts["fact_id"]), decimals={"each": 2})
