"""The field by other yardsticks: power in megawatts, public money per head, a year beside a year."""

import datetime
import math
from dataclasses import replace

from analysis.charts.chart import Chart, chart
from analysis.charts.ladders import Ladders
from analysis.charts.rows import Rows
from analysis.model.amounts import Triplet
from analysis.pages.common import in_dollars, in_unit, present
from analysis.pages.field import WHOSE, against_guidance, seats_of, without_unit
from analysis.study import Quantity, Study
from analysis.study.field import Programme, field_of, in_dollars as with_dollars
from analysis.text import N_, translate, translate as _
from analysis.text.numbers import percent

POWERS = {
    "power_sought": ("cross", False, N_("asked for")),
    "power_planned": ("ring", True, N_("planned")),
    "power_secured": ("diamond", True, N_("site and grid held")),
    "power_contracted": ("square", True, N_("under contract")),
    "power_in_service": ("triangle", False, N_("in service")),
}
"""The shape of each rung of power, whether it is hollow, and what it is called."""

LARGEST, YEAR = 12, datetime.timedelta(days=365)
"""How many programmes the chart of years shows, and how long a year is."""


def power(study: Study) -> Chart | None:
    """Every programme whose power is known on a rung, the largest first [MW]."""
    seats, rows = seats_of(study), []
    for one in field_of(study):
        stated = [money.central for money in one.power.values() if money.known]
        runs = one.power["power_in_service"]
        if not any(stated) or one.kind == "total":
            continue
        said = next(
            (
                one.power[rung]
                for rung in ("power_planned", "power_contracted", "power_sought")
                if one.power[rung].known
            ),
            None,
        )
        rows.append(
            {
                "programme": translate(one.short_name),
                "depth": 0,
                "seat": seats.get(one.programme, "other"),
                **one.power,
                "said": without_unit(said) if said else _("not stated"),
                "runs": without_unit(runs) if runs.known else _("none on record"),
                "size": max(stated),
            }
        )
    if not rows:
        return None
    names = {rung: name for rung, (*__, name) in POWERS.items()}
    found = present(sorted(rows, key=lambda row: -row["size"]), {"programme": N_("Programme")} | names)
    drawing = Ladders(
        found,
        _("Power on each rung, megawatts."),
        {rung: (shape, hollow, translate(name)) for rung, (shape, hollow, name) in POWERS.items()},
        {"said": _("wanted"), "runs": _("in service")},
        unit=_("megawatts, logarithmic scale"),
    )
    return chart(
        study,
        "power",
        drawing,
        found,
        title=N_("Of {count} programmes and companies whose power is on record, {moved} have some in service"),
        subtitle=N_("Megawatts as known on {as_of}"),
        note=N_(
            "IT load, or the larger power of the whole site, as the document has it. Of a company: its whole fleet, as "
            "far as it is tracked. Arrow: at least, or at most. Pale: range."
        ),
        values={
            "moved": sum(row["power_in_service"].known and row["power_in_service"].central > 0 for row in rows),
            "count": len(rows),
        },
    )


def per_head(study: Study) -> Chart | None:
    """What public programmes, and those compared, promised for each person and over the output of a year."""
    seats, rows = seats_of(study), []
    for one in field_of(study):
        promised, people, output = one.rungs["announced"], one.people, one.output
        is_public = one.kind == "public" or (one.kind == "public-private" and one.programme in seats)
        if not (is_public and promised.known and people.known):
            continue
        share = 100 * promised.central / output.central if output.known else math.nan
        each = in_unit(in_dollars(promised), 1e9 / people.central, "USD")
        rows.append(
            {
                "programme": one.short_name,
                "whose": WHOSE[one.kind],
                "seat": seats.get(one.programme, "other"),
                "each": replace(each, sources=(*promised.sources, *people.sources, *output.sources)),
                "share": share,
                "words": _(
                    "{each} dollars; {share} of output",
                    each=without_unit(each),
                    share=percent(float(f"{share:.2g}") / 100),
                )
                if output.known
                else _("{each} dollars", each=without_unit(each)),
            }
        )
    if not rows:
        return None
    rows.sort(key=lambda row: -row["each"].central)
    headings = {
        "programme": N_("Programme"),
        "whose": N_("Whose money"),
        "each": N_("US dollars a person"),
        "share": N_("Percent of the output of a year"),
    }
    found = present(rows, headings, decimals={"share": 2})
    drawing = Rows(
        found,
        _("US dollars promised for each person."),
        value="each",
        shape="dot",
        kind="log",
        words="words",
        unit=_("US dollars for each person of the country or the union, logarithmic scale"),
    )
    return chart(
        study,
        "per-head",
        drawing,
        found,
        title=N_("Among public programmes, {first} promises most per head: {most}"),
        subtitle=N_("The whole sum announced, over the people of its country or union, as known on {as_of}"),
        note=N_(
            "Public programmes, and of the two compared here what states and companies pay together. Output is that of "
            "one year; the sum is spread over several."
        ),
        values={"first": rows[0]["programme"], "most": rows[0]["words"]},
    )


def year_of(study: Study, one: Programme) -> list[dict[str, object]]:
    """What a programme or a company means to spend in a year, and what it spent in the last twelve months on record."""
    announced, spent = one.rungs["announced"], one.rungs["spent"]
    if not one.is_flow:
        announced, spent = per_year(announced, one.years), last_twelve_months(study, one)
    said = N_("guided for the year") if one.is_flow else N_("promised, a year of it")
    named = {"programme": one.short_name, "seat": seats_of(study).get(one.programme, "other")}
    return [
        named | {"what": what, "hollow": hollow, "value": in_dollars(money)}
        for what, hollow, money in ((said, True, announced), (N_("spent in twelve months"), False, spent))
        if money is not None and money.known
    ]


def per_year(announced: Quantity, years: float | None) -> Quantity | None:
    """A promise over its years, at least one; None where no document says over how many."""
    if not (announced.known and years):
        return None
    of_year = in_unit(in_dollars(announced), 1 / max(years, 1), "USD bn")
    return replace(of_year, usd=of_year.value)


def last_twelve_months(study: Study, one: Programme) -> Quantity | None:
    """What was added to the money spent in the year before its last reading; None without a reading before."""
    spent = one.rungs["spent"]
    before = study.evidence.money(one.programme, "spent", spent.as_of - YEAR) if spent.known else None
    if before is None or before.none_found:
        return None
    now, then = (spent.value.low, spent.value.central, spent.value.high), (before.low, before.central, before.high)
    added = Triplet(*(end - start for end, start in zip(now, then, strict=True)))
    return with_dollars(replace(spent, value=added, qualifier="about"), study)


def years(study: Study) -> Chart | None:
    """A year of the cloud companies beside a year of the largest programmes, and of both that are compared."""
    field, seats = field_of(study), seats_of(study)
    rows = {one.programme: year_of(study, one) for one in field if not one.inside or one.programme in seats}
    size = {word: max(row["value"].central for row in found) for word, found in rows.items() if found}
    order = sorted(size, key=lambda word: -size[word])
    chosen = [word for word in order if word in order[:LARGEST] or word in seats]
    headings = {"programme": N_("Programme"), "what": N_("What"), "value": N_("A year")}
    drawing = Rows(
        present([row for word in chosen for row in rows[word]], headings),
        _("A year beside a year."),
        name="what",
        group="programme",
        hollow="hollow",
        unit=_("billions of US dollars a year"),
    )
    return chart(
        study,
        "years",
        drawing,
        present([row for word in order for row in rows[word]], headings),
        title=[
            N_("A year that five cloud companies plan is {times} all that was promised for {comparator.name}"),
            N_("A year of the cloud companies beside a year of the largest programmes"),
        ],
        subtitle=N_("Billions of US dollars a year, as known on {as_of}. Hollow: promised or guided. Solid: spent"),
        note=N_(
            "A company's spending is worldwide and for all purposes. A promise is spread evenly over its years. The "
            "table has every programme."
        ),
        values={"times": against_guidance(study, field, study.comparator)},
    )
