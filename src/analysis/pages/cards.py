"""A finding a question, each with a few bars that repeat it: the cards of the landing page."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from analysis.pages import fact_check, forecasts, suppliers, timing, uncertainty
from analysis.sentences import sentence
from analysis.study import Quantity, Study
from analysis.text import N_, translate, translate as _
from analysis.text.numbers import capitalised, number
from analysis.wording import quantity


class Bar(NamedTuple):
    """A bar of the small chart of a card: what it is, how long [0 to 1], what stands beside it, and its colour."""

    label: str
    size: float
    told: str
    seat: str = "other"


class Card(NamedTuple):
    """A question in short: its finding, and a few bars that repeat it."""

    finding: str
    bars: list[Bar]


def bars(rows: Iterable[tuple[str, Quantity | float | None, str]], how: str | Callable[[float], str]) -> list[Bar]:
    """Bars on one scale from zero of what is known; ``how`` writes a value beside its bar."""
    known = [
        (label, value.central, quantity(value, how), seat)
        if isinstance(value, Quantity)
        else (label, value, how(value), seat)
        for label, value, seat in rows
        if value is not None and (not isinstance(value, Quantity) or value.known)
    ]
    longest = max((size for __, size, __, __ in known), default=0) or 1
    return [Bar(label, size / longest, told, seat) for label, size, told, seat in known]


def promised(study: Study) -> Card:
    """By how many yardsticks one promise is how many times the other."""
    ratio = study.comparison
    said = sentence(
        study,
        N_(
            "The sum for {comparator.name} is {comparison.announced_ratio:times} that for {subject.name} in all, and "
            "{comparison.announced_per_head_ratio:times} the second for each person."
        ),
        N_("The two sums cannot be set against each other: {comparison.announced_ratio.gap}."),
    )
    rows = [
        (_("in all"), ratio.announced_ratio, "other"),
        (_("for each person"), ratio.announced_per_head_ratio, "other"),
        (_("over output"), ratio.announced_per_gdp_ratio, "other"),
    ]
    return Card(said, bars(rows, "times"))


def real(study: Study) -> Card:
    """What of the promise is spent and at work."""
    one = study.comparator
    none = N_(
        "By our estimate {comparator.spent_share:percent} of the {comparator.announced} for {comparator.name} has been "
        "spent. For {subject.name} we found no spending."
    )
    both = N_(
        "Spent, of what was announced: {comparator.spent_share:percent} at {comparator.name}, "
        "{subject.spent_share:percent} at {subject.name}."
    )
    unknown = N_("How much of both has been spent cannot be said.")
    said = sentence(study, *((none,) if study.subject.spent.none_found else ()), both, unknown)
    rungs = {rung: capitalised(translate(word["name"])) for rung, word in study.evidence.rungs.items()}
    rows = [(rungs[rung], one[rung], "comparator") for rung in ("announced", "financed", "spent", "in_service")]
    return Card(said, bars(rows, "usd"))


def when(study: Study) -> Card:
    """When the first machines serve, and what slipped."""
    known = timing.values(study)
    said = sentence(
        study,
        N_(
            "The call for {known[caller]} opened {known[slip]} months later than first planned. First service there: "
            "{known[here_told]}; at {comparator.name}: {known[there_told]}."
        ),
        N_("First service at {comparator.name}: {known[there_told]}. At {subject.name}: {known[here_told]}."),
        N_("No date of first service is on record for both."),
        values={"known": known},
    )
    here, there = study.subject, study.comparator
    built = _("from work to service, {programme}", programme=there.short_name)
    like_sites = _("at sites like those of {programme}", programme=here.short_name)
    rows = [
        (_("call, later than planned"), known["slip"], "subject"),
        (built, there.months_to_first_service.central, "comparator"),
        (like_sites, here.months_to_first_power.central, "subject"),
    ]
    return Card(said, bars(rows, lambda value: _("{count} months", count=number(round(value)))))


def bought(study: Study) -> Card:
    """What the sums and plans come to in chips and power."""
    said = sentence(
        study,
        N_(
            "{comparison.h100e_by_money_ratio:times} the computing power for the money, "
            "{comparison.it_power_planned_ratio:times} the electrical power planned."
        ),
        N_("What the two buy cannot be compared: {comparison.h100e_by_money_ratio.gap}."),
    )
    ratio = study.comparison
    rows = [
        (_("power planned"), ratio.it_power_planned_ratio, "other"),
        (_("chips for the money"), ratio.h100e_by_money_ratio, "other"),
        (_("chips planned"), ratio.planned_compute_ratio, "other"),
    ]
    return Card(capitalised(said), bars(rows, "times"))


def paid_by(study: Study) -> Card:
    """Who is to pay, and how much of what was raised is debt."""
    said = sentence(
        study,
        N_(
            "{subject.private_share:percent} of the money for {subject.name} is to be private. Of what the sites of "
            "{comparator.name} have raised, up to {comparator.debt_share:percent} is debt."
        ),
        N_("{subject.private_share:percent} of the money for {subject.name} is to be private."),
        N_("How the money splits into public and private is not known of both."),
    )
    rows = [
        (_("private, {programme}", programme=study.subject.short_name), study.subject.private_share, "subject"),
        (_("debt, {programme}", programme=study.comparator.short_name), study.comparator.debt_share, "comparator"),
    ]
    return Card(said, bars(rows, "percent"))


def paid_to(study: Study) -> Card:
    """Who is paid out of the cost of a site."""
    counted = suppliers.values(study)
    in_the_eu = N_(
        "{common.accelerators_part:percent} of what a site costs goes to chips, nearly all of it to sellers outside "
        "the EU. Sellers in the EU get {common.eu_supplier_share_of_capex:percent} of a site there."
    )
    said = sentence(
        study,
        *((in_the_eu,) if counted["in_eu"] and counted["abroad"] else ()),
        N_("{common.accelerators_part:percent} of what a site costs goes to chips."),
    )
    parts = study.common
    rows = [
        (_("chips"), parts.accelerators_part, "other"),
        (_("Nvidia's gross profit"), parts.nvidia_gross_profit_share, "other"),
        (_("sellers in the EU"), parts.eu_supplier_share_of_capex if counted["in_eu"] else None, "other"),
    ]
    return Card(said, bars(rows, "percent"))


def sure(study: Study) -> Card:
    """Between what ends the ratio lies, by how it is counted."""
    counted = uncertainty.by_every_count(study)
    said = sentence(
        study,
        N_("The ratio is {counted[usual]} by the usual ways of counting, and {counted[every]} by {counted[ways]}."),
        N_("The two sums cannot be set against each other in several ways: {counted[gap]}."),
        values={"counted": counted},
    )
    table = study.specifications.table
    if table.empty:
        return Card(said, [])
    names = {
        "power": _("power planned"),
        "headline_mainstream": _("usual ways, median"),
        "headline": _("every way, median"),
    }
    parts = study.specifications.parts
    rows = [(name, parts[part]["ratio"].median(), "other") for part, name in names.items() if len(parts[part])]
    return Card(said, bars(rows, lambda value: _("{number} times", number=number(float(f"{value:.2g}")))))


def claimed(study: Study) -> Card:
    """What holds of the article that the comparison began with."""
    counted = fact_check.values(study)
    said = sentence(
        study,
        N_(
            "Of {counted[claims]} statements of a French article {counted[holding]} hold, {counted[failing]} do not, "
            "and {counted[unknown]} cannot be known."
        )
        if counted["claims"]
        else N_("No statement of the article speaks of these programmes."),
        values={"counted": counted},
    )
    names = {"holding": _("hold"), "failing": _("do not"), "unknown": _("cannot be known")}
    rows = [(name, counted[verdict], "other") for verdict, name in names.items()]
    return Card(said, bars(rows, number) if counted["claims"] else [])


def foreseen(study: Study) -> Card:
    """What became of what was forecast."""
    counted = forecasts.values(study)
    said = sentence(
        study,
        N_("Of {counted[all]} forecasts {counted[settled]} are settled. The next one falls due on {counted[next]}."),
        N_("Of {counted[all]} forecasts {counted[settled]} are settled."),
        values={"counted": counted},
    )
    rows = [(_("settled"), float(counted["settled"]), "other"), (_("open"), float(counted["open"]), "other")]
    return Card(said, bars(rows, number) if counted["all"] else [])


CARDS = {
    "01-promised": promised,
    "02-real": real,
    "03-when": when,
    "04-compute": bought,
    "05-who-pays": paid_by,
    "06-who-is-paid": paid_to,
    "07-how-sure": sure,
    "09-fact-check": claimed,
    "10-forecasts": foreseen,
}
"""What the landing page says of the question of a notebook; one that is not named here has its question alone."""
