"""What it buys: H100 equivalents and megawatts by every route, and what an H100 equivalent costs."""

from __future__ import annotations

import datetime
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.languages import marked, of_data, spoken
from analysis.languages import translate as _
from analysis.model import compute
from analysis.study import Quantity, Study
from analysis.tables.pairs import HOW_DRAWN, headed, pair_row, side_by_side, worked_out
from analysis.tables.presentation import present, rate_source, read_from, sources_of

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
    first = own.iloc[0] if len(own) > 1 else {"as_of": None, "plan": None, "sites": None}
    day: datetime.date | None = first["as_of"]
    return {"first_day": day, "first_plan": first["plan"], "first_sites": first["sites"]}


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
