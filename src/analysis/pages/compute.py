"""What does it buy? Compute by every route, by later money, and beside a site that runs."""

import datetime
import math
from dataclasses import replace
from functools import partial

import numpy as np

from analysis.charts.alt_text import listed as one_after_another
from analysis.charts.chart import Chart, chart
from analysis.charts.lines import Lines
from analysis.evidence.columns import last_day
from analysis.model import compute
from analysis.model.amounts import Triplet
from analysis.pages import common
from analysis.sentences import sentence
from analysis.study import Quantity, Study
from analysis.text import N_, Message, listed, translate, translate as _
from analysis.text.numbers import month, times
from analysis.wording import quantity

ROUTES = {
    "h100e_by_money": N_("What the money buys, by the price of chips"),
    "h100e_by_site_cost": N_("What it buys, by the cost of whole sites"),
    "h100e_by_power": N_("What the planned power can run"),
    "h100e_planned": N_("What the plan says"),
    "h100e_in_service": N_("What runs"),
}
"""Ways to count a programme's compute, each with its heading."""

POWERS = {
    "it_power_by_money": N_("IT load of the chips that the money buys"),
    "it_power_planned": N_("IT load as planned"),
    "facility_power_by_money": N_("Whole facility, for the chips that the money buys"),
    "facility_power_at_2025_cost": N_("Whole facility, at the cost of a Blackwell gigawatt"),
    "facility_power_at_2027_cost": N_("Whole facility, at the cost of a Rubin gigawatt"),
    "facility_power_planned": N_("Whole facility as planned"),
}
"""Ways to count megawatts: IT load and facility power are kept apart."""

LATER_CHIP = "Rubin (VR200 NVL72)"
"""The chip of the generation after that of the running site."""

BY_GIGAWATT = {
    "money_over_power_at_2025_cost": N_("Blackwell, by the cost of a gigawatt"),
    "money_over_power_at_2027_cost": N_("Rubin, by the cost of a gigawatt"),
}
"""Money over power by the cost of a generation's gigawatt."""

LINES = {
    "bit8": N_("Whole site, 8 bit"),
    "bit16": N_("Whole site, 16 bit"),
    "building": N_("If chips got no cheaper"),
}
"""Ways to count what later money buys."""

INPUTS = ("it_share_of_capex", "price_performance_growth", "price_performance_growth_16bit")
"""What is drawn for them."""

STEP, LEAST, MOST = 0.5, 4, 12
"""Step of the curve, and the fewest and most years that it runs [years]."""

HOW_DRAWN = N_(
    "A line is a range: 5% to 95% of draws for what is worked out, what the document says for what was read. A dot "
    "without a line is a single figure, not a sure one."
)
"""What a reader of dots with ranges has to be told."""


def values(study: Study) -> dict[str, object]:
    """What the sentences of the page say beside the quantities of the study.

    Returns
    -------
    dict
        ``some`` and ``other``: the programme that has compute in service and the one that has none, where it is so;
        ``day`` of the other's reading, and ``found``, what it says: that there is nothing, or that none was found (both
        None where it is not so). ``chip``: the one that capacity is counted in. ``above_power``: whether the
        comparator's plan is more than its power can run; ``below_both``: whether the subject's is less than its money
        and its power come to. ``short``: what is short at each programme. ``gain``: what one year of waiting
        adds to what a sum buys.
        ``dear_power``: whether the subject pays more for power and less for money; ``bought_later``: whether its hours
        are bought in a later year than the chip's.

    Examples
    --------
    >>> from analysis.study import compare
    >>> round(values(compare("latest"))["gain"], 3)
    0.154
    """
    subject, comparator, first = study.subject, study.comparator, study.common.chip_year.central
    service, plan = subject.first_service_stated, subject.h100e_planned
    growing = all(study.common[name].known for name in INPUTS)
    share, *growth = (study.common[name].central for name in INPUTS)
    return {
        **one_at_work(study),
        "chip": study.loaded.parameters.chip,
        "above_power": common.above(comparator.h100e_planned, comparator.h100e_by_power),
        "below_both": common.above(subject.h100e_by_power, plan) and common.above(subject.h100e_by_money, plan),
        "short": short_in_words(study),
        "gain": float(gained(study, "bit8", first + 1, share, *growth)) - 1 if growing else 0.0,
        "dear_power": common.above(subject.electricity_price_over_us, 1)
        and common.above(comparator.government_yield, subject.government_yield),
        "bought_later": service.known and int(service.central) > int(first),
    }


def one_at_work(study: Study) -> dict[str, object]:
    """The programme that has compute in service and the one that has none, where it is so; see :func:`values`."""
    seats = list(study.seats.values())
    for some, other in (seats, seats[::-1]):
        runs, reading = some.h100e_in_service, other.h100e_in_service
        if runs.known and not runs.is_zero and (reading.none_found or reading.is_zero):
            found = N_("none found") if reading.none_found else N_("nothing")
            return {"some": some, "other": other, "day": reading.as_of, "found": found}
    return {"some": seats[0], "other": seats[1], "day": None, "found": ""}


def routes(study: Study) -> Chart | None:
    """Compute of both programmes by every route; hollow where it is words.

    Returns
    -------
    Chart or None
        Its table has one row a route and seat: ``what``, ``seat``, ``programme``, ``value`` (:class:`Quantity`, H100
        equivalents at 8 bit), ``as_of``, ``told`` (what low and high are, or why there is no figure).

    Examples
    --------
    >>> from analysis.study import compare
    >>> found = routes(compare("latest")).table.query("seat == 'subject'").set_index("what")["value"]
    >>> found["What the plan says"].central, found["What runs"].central
    (600000.0, 0.0)
    """
    rows = common.paired(study, ROUTES)
    drawing = common.dotted(
        study, rows, N_("Route"), N_("equivalents of one H100"), translate(HOW_DRAWN), shape="shape"
    )
    runs = drawing.table["what"] == ROUTES["h100e_in_service"]
    drawing.table["shape"] = np.where(runs, "triangle", "ring")
    title = [
        N_(
            "{comparator.name} against {subject.name}: {comparison.h100e_by_money_ratio:times} the computing power by "
            "money, {comparison.h100e_by_power_ratio:times} by megawatts"
        ),
        N_("{comparator.name} against {subject.name}: {comparison.h100e_by_money_ratio:times} the computing power"),
        N_("What money, power and plan come to"),
    ]
    subtitle = N_(
        "H100 equivalents at 8 bit, from sums as announced, as of {as_of}. Rings: words. Triangle: what is in service"
    )
    return chart(study, "routes", drawing, title=title, subtitle=subtitle, lead=True) if drawing.known else None


def megawatts(study: Study) -> Chart | None:
    """Power of both programmes by every route, IT load apart from facility power; a table as of :func:`routes` [MW]."""
    drawing = common.dotted(study, common.paired(study, POWERS), N_("Route"), N_("megawatts"), translate(HOW_DRAWN))
    title = [
        N_("{comparator.name} against {subject.name}: {comparison.it_power_planned_ratio:times} the planned IT load"),
        N_("Megawatts that the money stands for, and megawatts planned"),
    ]
    subtitle = N_("MW of IT load, and of the whole facility at peak; chips at their first price; as of {as_of}")
    note = N_(
        "A gigawatt of facility power is taken to cost {common.capex_per_facility_gw_2025:range} in the Blackwell "
        "generation and {common.capex_per_facility_gw_2027:range} in the Rubin generation, which holds more compute. "
        "Of the sources only Epoch AI says that it means the facility."
    )
    return chart(study, "megawatts", drawing, title=title, subtitle=subtitle, note=note) if drawing.known else None


def ways_to_count(study: Study) -> list[dict[str, object]]:
    """The money over the power, each time with one generation of chips on both sides of the fraction.

    Returns
    -------
    list of dict
        One row a way to count and seat, as :func:`routes` has them [ratio]: by the price of the chip in use and of the
        generation after the running site's, once that was on sale, then by the cost of a gigawatt.

    Notes
    -----
    docs/methods.md, part 7. A later generation costs more for each watt and does more with it: to let the price of an
    H100 equivalent fall and keep its watts would count half of that.

    Examples
    --------
    >>> from analysis.study import compare
    >>> found = [row["value"].central for row in ways_to_count(compare("latest")) if row["seat"] == "subject"]
    >>> round(min(found), 2), round(max(found), 2)
    (0.51, 0.81)
    """
    release = study.evidence.chips.set_index("chip")["release"]
    on_sale = [chip for chip in (LATER_CHIP,) if last_day(release[chip]) <= study.as_of]
    rows = [
        common.row_of(study, key, Message("{chip}, by its price", chip=chip), money_over_power_of(study, key, chip))
        for chip in dict.fromkeys([study.loaded.parameters.chip, *on_sale])
        for key in study.seats
    ]
    return rows + common.paired(study, BY_GIGAWATT)


def money_over_power_of(study: Study, key: str, chip: str) -> Quantity:
    """What the money buys of one chip over what the power can run of it, for one seat; a gap where a route is one."""
    in_use = study.seats[key].h100e_money_over_power
    if chip == study.loaded.parameters.chip or not in_use.known:
        return in_use
    row = study.evidence.chips.set_index("chip").loc[chip]
    names = (f"{key}_announced_with_chips_usd", "accelerators_part", f"{key}_it_power_planned")

    def of_chip(announced: np.ndarray, part: np.ndarray, power: np.ndarray) -> np.ndarray:
        bought = compute.chips_by_money(announced, accelerators_part=part, chip_price=row["price_usd_central"])
        run = compute.chips_by_power(power, watts_per_chip=row["system_w_per_chip"])
        return compute.h100e_money_over_power(bought, run)

    sources = tuple(dict.fromkeys([*in_use.sources, *row["source_ids"].split(";")]))
    return replace(in_use, value=common.worked_out(study, names, of_chip), median=None, sources=sources)


def what_is_short(study: Study, seat: str) -> dict[str, object]:
    """What :func:`ways_to_count` come to for one seat.

    Returns
    -------
    dict
        ``least`` and ``most`` (central values, with two digits), ``at_least`` and ``at_most`` (the ways to count that
        give them), ``short``: what is short by all of them, None where they differ. All are None without a figure.

    Examples
    --------
    >>> from analysis.study import compare
    >>> what_is_short(compare("latest"), "subject")["short"]
    'the money is short'
    """
    rows = [row for row in ways_to_count(study) if row["seat"] == seat and row["value"].central]
    if not rows:
        return dict.fromkeys(("least", "most", "at_least", "at_most", "short"))
    first, *__, last = sorted(rows, key=lambda row: row["value"].central)
    least, most = (float(f"{row['value'].central:.2g}") for row in (first, last))
    short = N_("the money is short") if most < 1 else N_("the power is short") if least > 1 else None
    return {"least": least, "most": most, "at_least": first["what"], "at_most": last["what"], "short": short}


def short_in_words(study: Study) -> Message | None:
    """What is short at each programme that has a figure; None where none has."""
    depends = N_(
        "For {name} it depends on the generation of chips: the money buys {times} what the planned power can run."
    )
    by_each = N_("For {name} {short}: the money buys {times} what the planned power can run.")
    found = [(seat.name, what_is_short(study, key)) for key, seat in study.seats.items()]
    told = []
    for name, one in found:
        if one["least"]:
            words = depends if one["short"] is None else by_each
            told.append(Message(words, name=name, short=one["short"] or "", times=times(one["least"], one["most"])))
    return listed(told, " ") if told else None


def plans(study: Study) -> common.Table:
    """Every plan on record up to the study's day, counted in the running site as it stands on that day.

    Returns
    -------
    Table
        One row a plan in order of date: ``as_of``, ``programme``, ``plan`` and ``sites`` (:class:`Quantity`; in H100
        equivalents, and in running sites), ``note``. Empty where no site runs.

    Examples
    --------
    >>> from analysis.study import compare
    >>> plans(compare("latest")).frame["sites"].iloc[0]
    <h100e_planned: 0.981647 ratio, as of None>
    """
    running, readings = study.common.running_site_h100e, study.evidence.readings
    wanted = readings[(readings["quantity"] == "h100e_planned") & (readings["as_of"] <= study.as_of)]
    rows = []
    for seat in study.seats.values() if running.central else ():
        for __, row in wanted[wanted["programme"] == seat.programme].iterrows():
            plan = common.read_from(study, row)
            count = Triplet.exact(compute.planned_in_running_sites(plan.central, running_site_h100e=running.central))
            sites = replace(plan, value=count, unit="ratio", qualifier=plan.bound, sources=running.sources)
            cells = {"as_of": row["as_of"], "programme": seat.short_name, "plan": plan, "sites": sites}
            rows.append(cells | {"note": row["note"]})
    rows.sort(key=lambda row: row["as_of"])
    headings = {
        "as_of": N_("Stated"),
        "programme": N_("Programme"),
        "plan": N_("Plan"),
        "sites": N_("In Abilenes"),
        "note": N_("What was said"),
    }
    own = [row for row in rows if row["programme"] == study.subject.short_name]
    replaced = N_("The first plan of {subject.name}, {plan} in all, comes to {sites:times} what this campus runs.")
    first = sentence(study, replaced, values=own[0]) if len(own) > 1 else ""
    title = N_("Each plan on record, measured in Abilenes as of {as_of}")
    note = N_("A plan is compared with one site: it says how large the plan is, not how far a programme is behind.")
    return common.table(study, "plans", common.present(rows, headings, note=first), title=title, note=note)


def gained(
    study: Study, line: str, year: float, share: np.ndarray, growth: np.ndarray, growth_16: np.ndarray
) -> np.ndarray:
    """What one sum buys in one year by one line of :data:`LINES`, over what it buys in the year of the chip [ratio]."""
    return compute.later_money_gain(
        year,
        chip_year=study.common.chip_year.central,
        it_share_of_capex=share,
        price_performance_growth={"bit8": growth, "bit16": growth_16, "building": 1.0}[line],
        construction_cost_growth=study.common.construction_cost_growth.central,
    )


def day_of(year: float) -> datetime.date:
    """The day on which a calendar year with decimals stands."""
    return datetime.date(int(year), 1, 1) + datetime.timedelta(days=year % 1 * 365.25)


def later_money(study: Study) -> Chart | None:
    """Compute that one sum buys in later years, over what it buys in the year of the chip.

    Returns
    -------
    Chart or None
        Its table has one row a line of :data:`LINES` and half-year: ``line``, ``name``, ``year``, ``when``, ``value``
        (:class:`Quantity`; 5% to 95% of draws). None where neither programme has a year in which its money is spent.

    Notes
    -----
    docs/methods.md, part 16: only the IT part gets cheaper, the building gets dearer.

    Examples
    --------
    >>> from analysis.study import compare
    >>> found = later_money(compare("latest")).table.query("year == 2026.5").set_index("line")["value"]
    >>> round(found["bit8"].central, 3), round(found["bit16"].central, 3)
    (1.154, 1.078)
    """
    years = {translate(seat.short_name): seat.mean_spending_year for seat in study.seats.values()}
    spent = {name: year for name, year in years.items() if year.known}
    if not spent or not all(study.common[name].known for name in INPUTS):
        return None
    first, latest = study.common.chip_year.central, max(year.value.high or year.central for year in spent.values())
    years = np.arange(first, first + min(max(math.ceil(latest - first), LEAST), MOST) + STEP / 2, STEP).tolist()
    sources = tuple(source for name in (*INPUTS, "construction_cost_growth") for source in study.common[name].sources)
    rows = []
    for line, words in LINES.items():
        seat = "ink" if line == "bit8" else "quiet"
        for year in years:
            value = common.worked_out(study, INPUTS, partial(gained, study, line, year))
            gain = Quantity("later_money_gain", "", value, "ratio", sources=sources)
            cells = {"line": line, "name": words, "seat": seat, "year": year, "day": day_of(year)}
            rows.append(cells | {"when": month(year), "value": gain})
    marks = one_after_another(f"{name} {quantity(year, 'range')}" for name, year in spent.items())
    middle = _("Middle of spending: {marks}.", marks=marks)
    headings = {"name": N_("What gets cheaper"), "when": N_("Month"), "value": N_("Times as much")}
    drawing = Lines(
        common.present(rows, headings, note=middle),
        _("Lines of what one sum buys, in times what it buys in mid-{year}.", year=str(int(first))),
        x="day",
        series="name",
        marks={name: day_of(year.central) for name, year in spent.items()},
        from_zero=False,
    )
    title = N_(
        "By mid-spending a sum for {subject.name} buys {subject.later_money_gain:number} times the computing power it "
        "bought in {common.chip_year}"
    )
    subtitle = N_(
        "Compute that one sum buys for a whole site, {common.chip_year} = 1; shaded: 5% to 95% of draws; dotted: "
        "middle of spending"
    )
    note = N_(
        "A dollar of IT buys {common.price_performance_growth:range} times as much each year at 8 bit, "
        "{common.price_performance_growth_16bit:number} at 16 bit. IT is {common.it_share_of_capex:range} of the cost; "
        "the rest gets {common.construction_cost_growth:percent} dearer a year. One kind of chip is kept throughout, "
        "so that better chips are not counted on top of cheaper ones."
    )
    return chart(study, "later-money", drawing, title=title, subtitle=subtitle, note=note)
