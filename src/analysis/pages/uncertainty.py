"""How sure are we? Every defensible way to count, draws of the uncertain inputs, and what they turn on."""

from dataclasses import replace
from operator import attrgetter
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from analysis.charts.chart import Chart, chart
from analysis.charts.curve import Curve
from analysis.charts.rows import Rows, in_words
from analysis.edition import names_of_editions
from analysis.evidence.columns import last_day
from analysis.model.amounts import Triplet
from analysis.model.graph import SEATS, without_seat
from analysis.pages.common import Table, of_fact, present, table
from analysis.paths import project
from analysis.study import Quantity, Study, compare
from analysis.text import N_, Message, listed, translate, translate as _
from analysis.text.numbers import capitalised, large, number, percent
from analysis.wording import with_unit

ENOUGH = 40
"""Combinations from which on nine in ten of them are told, and not the least and the most of all."""

CHOSEN = {
    "sum": (N_("{programme}, {currency} bn"), N_("which sum is taken for {programme}")),
    "unit": (N_("Unit of money"), N_("in which unit money is counted")),
    "years": (N_("{programme}, years of spending"), N_("over which years the money of {programme} is spent")),
    "plan": (N_("{programme}, power planned"), N_("which power is taken for {programme}")),
}
"""What is chosen, by dimension, in the order in which it is shown; and how a sentence calls it."""

BOUNDS = {
    "at least": N_("{count} are floors"),
    "at most": N_("{count} are ceilings"),
    "none": N_("{count} are neither"),
    "unclear": N_("of {count} it is not clear"),
}
"""What a ratio bounds, with how many are told to."""

COMPUTE = "subject.h100e_by_money"
"""The result on which draws are looked at closely."""

OUTCOMES = (
    "comparison.first_price_cost_per_h100e_hour_ratio",
    "comparison.announced_present_value_ratio",
    "comparison.h100e_by_money_ratio",
    "comparison.lag_at_first_service",
    COMPUTE,
    "comparator.h100e_by_money",
    "subject.h100e_by_site_cost",
    "subject.cost_per_h100e_hour",
)
"""The main results that rest on several uncertain inputs."""

CLAIMED = "claim_already_invested"
"""The metric of the claim that has a page of its own."""

LEAST, MOST = 0.1, 7
"""A swing below this part of the largest is left out of a chart, and so is what comes after so many bars."""

ACROSS = {
    "announced_ratio": N_("Announced sums"),
    "h100e_by_money_ratio": N_("Computing power that they buy"),
    "lag_at_first_service": N_("Lag at first service"),
}
"""Results that are set against one another across editions, with their headings."""


def values(study: Study) -> dict[str, Any]:
    """The values of the page's sentences, by their names in them; None for a gap.

    Returns
    -------
    dict of str to object
        Those of :func:`by_every_count` and :func:`inferred`; ``bounds``, how many ratios bound what; inputs ``judged``,
        ``of`` how many.

    Examples
    --------
    >>> from analysis import compare
    >>> values(compare("article"))["without"] is None
    True
    """
    resting = judged(study).frame
    counts = {"judged": float(len(resting)) or None, "of": resting.attrs["of"]}
    return by_every_count(study) | inferred(study) | {"bounds": bounds(study)} | counts


def by_every_count(study: Study) -> dict[str, str | None]:
    """What a sentence says of the curve, as values for its placeholders.

    Returns
    -------
    dict of str to str
        ``larger``, ``smaller``: the programmes. ``stated``: how many times as large the sum announced is; ``usual``:
        from where to where by the usual choices, ``every`` by those of ``ways``; ``power``: the same for power planned.
        ``top``: what moves the ratio most. None for a gap, ``gap`` why.

    Examples
    --------
    >>> from analysis import compare
    >>> by_every_count(compare("article"))["larger"]
    'Stargate'
    """
    curve = study.specifications
    said = {"larger": study.seats[curve.above].name, "smaller": study.seats[curve.below].name, "gap": curve.gap or None}
    if curve.table.empty:
        return said | dict.fromkeys(("stated", "usual", "every", "ways", "power", "top"))
    every, usual, power = (curve.parts[name]["ratio"] for name in ("headline", "headline_mainstream", "power"))
    most_of_them = N_("nine in ten of the {count} ways that can be defended")
    all_of_them = N_("all {count} ways that can be defended")
    many = len(every) >= ENOUGH
    seat, __, what = next((one["choice"].rpartition("_") for one in curve.most_influential("headline")), ("", "", ""))
    return said | {
        "stated": None if curve.stated is None else rough(curve.stated),
        "usual": between(usual),
        "every": between(every.quantile([0.05, 0.95]) if many else every),
        "ways": translate(most_of_them if many else all_of_them, count=number(len(every))),
        "power": between(power),
        "top": translate(CHOSEN[what][1], programme=study.seats[seat].name if seat else "") if what else None,
    }


def rough(value: float) -> str:
    """A ratio as it is told in a sentence: whole from five on, else with two significant digits.

    Examples
    --------
    >>> rough(14.918), rough(6.39), rough(1.384)
    ('15', '6', '1.4')
    """
    return number(round(value) if value >= 5 else float(f"{value:.2g}"))


def between(ratios: pd.Series) -> str | None:
    """The least and the greatest of ratios as they are told in a sentence; None for none."""
    if ratios.empty:
        return None
    low, high = rough(ratios.min()), rough(ratios.max())
    return low if low == high else _("{low} to {high}", low=low, high=high)


def bounds(study: Study) -> str | None:
    """How many ratios of the announced sums are floors, ceilings or neither; None where there are none."""
    curve = study.specifications
    found = curve.parts["headline"]["bound"].value_counts() if len(curve.table) else {}
    told = [Message(words, count=number(found[bound])) for bound, words in BOUNDS.items() if bound in found]
    return listed(told) if told else None


def inferred(study: Study) -> dict[str, str | None]:
    """The sum that no document states, ``inferred``, and the least ratio ``without`` it; None where there is none."""
    curve = study.specifications
    found = curve.choices[(curve.choices["dimension"] == "sum") & (curve.choices["bound"] == "unclear")]
    if found.empty or curve.table.empty:
        return {"inferred": None, "without": None}
    row, others = found.iloc[0], curve.parts["headline"].query("bound != 'unclear'")["ratio"]
    total = with_unit(number(row["amount"]), f"{study.seats[row['seat']].currency} bn")
    return {"inferred": total, "without": number(others.min()) if len(others) else None}


def every_way(study: Study) -> Chart | None:
    """The ratios of the announced sums in order of size, over the choices that make them."""
    curve = study.specifications
    if curve.table.empty or len(curve.parts["headline"]) < 2:
        return None
    money = curve.parts["headline"].sort_values("ratio", kind="stable", ignore_index=True)
    apart = {_("power planned"): curve.parts["power"]["ratio"]}
    return chart(
        study,
        "specifications",
        Curve(money, choices_made(study), _("Ratios of the announced sums."), curve.stated, apart),
        choices_made(study),
        title=N_("{every} times as much, by {ways}; most depends on {top}"),
        subtitle=N_(
            "{larger} over {smaller}: announced sums, whole; one stroke a combination of choices, as of {as_of}"
        ),
        note=N_(
            "A ring marks what is usual; names in grey are open to argument, which is a judgement of this project. How "
            "many combinations give a ratio is no probability: it follows from how many choices are listed."
        ),
        values=by_every_count(study),
        lead=True,
    )


def choices_made(study: Study) -> pd.DataFrame:
    """What each choice does to the ratio of the whole sums or plans as they are.

    Returns
    -------
    pandas.DataFrame
        One row a choice that plays a part: ``seat`` (``ink`` for both), ``what`` (in words), ``label``, ``class`` (in
        words), ``count`` (combinations with it), ``ratios`` (:class:`Quantity`: their median, least and most),
        ``reason``; ``column`` and ``id`` in the table of combinations, ``usual``.
    """
    curve = study.specifications
    found = pd.concat([curve.parts["power"], curve.parts["headline"]])
    rows = []
    for choice in curve.choices[curve.choices["dimension"].isin(CHOSEN)].to_dict("records"):
        dimension, seat = choice["dimension"], study.seats[choice["seat"]]
        place = "above" if choice["seat"] == curve.above else "below"
        column = {"unit": "unit", "years": f"years_{place}"}.get(dimension, place)
        ratios = found.loc[found[column] == choice["choice"], "ratio"]
        if ratios.empty or (dimension == "unit" and place == "below"):  # one choice for both
            continue
        value = Triplet(ratios.min(), ratios.median(), ratios.max())
        sources = study.evidence.documents(choice["fact_ids"].split(";"))
        amount = number(choice["amount"]) if dimension == "sum" else ""
        own = {
            "seat": "ink" if dimension == "unit" else choice["seat"],
            "id": choice["choice"],
            "column": column,
            "what": Message(CHOSEN[dimension][0], programme=seat.short_name, currency=seat.currency),
            "label": Message("{amount}, {label}", amount=amount, label=choice["label"]) if amount else choice["label"],
            "stands": N_("usual") if choice["mainstream"] else N_("arguable"),
            "count": float(len(ratios)),
            "ratios": Quantity("ratios", choice["label"], value, "ratio", sources=sources),
        }
        rows.append(choice | own)
    rows.sort(key=lambda row: list(CHOSEN).index(row["dimension"]))
    headings = {
        "what": N_("What is chosen"),
        "label": N_("Choice"),
        "stands": N_("How it stands"),
        "count": N_("Combinations"),
        "ratios": N_("Median ratio, least and greatest"),
        "reason": N_("Why it can be defended"),
    }
    return present(rows, headings)


def refused(study: Study) -> Table:
    """The choices of the two programmes that are refused, as far as their facts were known on the study's day.

    They speak of one against the other, so there are none where either has no choices on record.
    """
    evidence, names = study.evidence, {seat.programme: seat.short_name for seat in study.seats.values()}
    rows = [
        row | {"name": names[row["programme"]]}
        for row in evidence.specifications.query("`class` == 'refused'").to_dict("records")
        if names.keys() <= set(evidence.specifications["programme"])
        and row["programme"] in names
        and all(evidence.known_from(fact) <= study.as_of for fact in row["fact_ids"].split(";"))
    ]
    headings = {"name": N_("Programme"), "label": N_("Choice"), "reason": N_("Why it is refused")}
    sources = evidence.documents(fact for row in rows for fact in row["fact_ids"].split(";"))
    return table(study, "refused", present(rows, headings, sources), title=N_("What is refused, and why"))


def input_words(study: Study, name: str) -> str:
    """An input as it stands within a sentence, with its programme where it is of one."""
    meaning = study.evidence.quantities[without_seat(name)]["meaning"]
    seat = study.seats.get(name.partition("_")[0])
    return Message("{programme}: {meaning}", programme=seat.name, meaning=meaning) if seat else meaning


def levers(study: Study) -> Chart | None:
    """What each input does to :data:`COMPUTE`: moved alone from its low to its high end, with its part of the variance.

    Returns
    -------
    Chart or None
        Its table has one row an input, the one that moves the result most first: ``input``, ``moved`` (from where to
        where), ``low``, ``high`` (:class:`Quantity`: the result there), ``first``, ``total`` (Sobol' indices of a run
        with independent inputs). Small swings are left out, which its note says.

    Examples
    --------
    >>> from analysis import compare
    >>> str(levers(compare("latest")).table["input"].iloc[0])
    'Price of one accelerator package'
    """
    result = attrgetter(COMPUTE)(study)
    if not result.interval:
        return None
    found = study.tornado(COMPUTE).merge(study.sobol_indices(COMPUTE), on="input")
    kept = found[found["swing"] >= LEAST * found["swing"].max()].head(MOST).to_dict("records")
    rows = [lever(study, result, row) | {"seat": "subject"} for row in kept]
    headings = {
        "input": N_("Input"),
        "moved": N_("Moved from its 5th to its 95th percentile"),
        "low": N_("Result at its low end"),
        "high": N_("Result at its high end"),
        "first": N_("Part of the spread, alone"),
        "total": N_("Part of the spread, in all"),
    }
    told = {"drawn": float(len(rows)), "behind": float(len(found))}
    top = study.evidence.quantities[without_seat(kept[0]["input"])]["meaning"]
    unit = N_("times") if result.unit == "ratio" else result.unit
    drawing = Rows(
        present(
            rows,
            headings,
            decimals={"first": 2, "total": 2},
        ),
        _(
            "What each input does to the result. At central inputs the result is {value}.",
            value=with_unit(large(result.central), unit),
        ),
        name="",
        group="heading",
        shape="stroke",
        kind="free",
        marks={_("at central inputs"): result.central},
        unit=translate(unit),
        words="words",
        last=_("The longest bar stands first, the shortest last."),
    )
    return chart(
        study,
        "levers",
        drawing,
        title=N_("{top} is what matters most for how much computing power the money buys"),
        subtitle=N_(
            "H100 equivalents that the sum for {subject.name} buys; each input moved from its 5th to its 95th "
            "percentile, as of {as_of}"
        ),
        note=N_(
            "Shown: the {drawn} of {behind} inputs that move it most. Beside a bar: the result at the low and at the "
            "high end of the input, and the part of the spread that the input explains, alone and with its interplay "
            "with others (Sobol' indices of a run in which all inputs are independent)."
        ),
        values=told | {"top": top},
    )


def lever(study: Study, result: Quantity, row: dict[str, Any]) -> dict[str, Any]:
    """What one input does to a result, as a row."""
    low, high, one = row["low"], row["high"], study.inputs[row["input"]]
    moved = replace(one, value=Triplet(row["input_low"], one.central, row["input_high"]))
    words = capitalised(translate(input_words(study, row["input"])))
    parts = {"alone": percent_of(row["first"]), "in_all": percent_of(row["total"])}
    return row | {
        "input": words,
        "moved": moved,
        "heading": _("{input}, {moved}", input=words, moved=in_words(moved)),
        "low": replace(result, value=Triplet.exact(low)),
        "high": replace(result, value=Triplet.exact(high)),
        "value": replace(result, value=Triplet(min(low, high), result.central, max(low, high))),
        "words": _("from {low} to {high}; {alone} alone, {in_all} in all", low=large(low), high=large(high), **parts),
    }


def percent_of(share: float) -> str:
    """A part of the spread in whole percent; what is nearly nothing is said to be below one."""
    return percent(round(share, 2)) if share >= 0.005 else _("under 1%")


def editions(study: Study) -> Table:
    """The headline results in every scenario, with the programmes in their seats as in this study.

    Returns
    -------
    Table
        One row for this edition and each scenario: ``edition``, ``why``, and a :class:`Quantity` for each of
        :data:`ACROSS`. One that sets figures of one seat is left out where another programme sits there.
    """
    seats = {name: seat.programme for name, seat in study.seats.items()}
    rows = []
    for name in names_of_editions(project().data / "editions"):
        found = compare(name)
        if {seat: found.seats[seat].programme for seat in seats} != seats:
            if any(key.startswith(SEATS) for key in found.loaded.settings):
                continue
            found = compare(name, **seats)
        results = {key: replace(found.comparison[key]) for key in ACROSS}  # copies: none is a number of this study
        why = found.loaded.parameters.why if found.loaded.is_scenario else N_("As on the other pages")
        if found.loaded.is_scenario or name == study.loaded.parameters.edition:
            rows.append({"edition": name, "why": why} | results)
    return table(
        study,
        "editions",
        present(rows, {"why": N_("Scenario"), **ACROSS}),
        title=N_("The same results under other assumptions, {comparator.name} over {subject.name}"),
        note=N_("Scenarios, not forecasts: none has a probability. Changes by hand are left out."),
    )


def judged(study: Study) -> Table:
    """The uncertain inputs behind the main results of which a number is judged: no document gives it.

    Returns
    -------
    Table
        One row an input: ``input``, ``value`` (:class:`Quantity`), ``why``. ``attrs["of"]`` of its frame is how many
        uncertain inputs there are behind the results.
    """
    results = [name for name in OUTCOMES if attrgetter(name)(study).known]
    behind = set().union(*(study.graph.upstream(study.in_graph(name)) for name in results))
    moving = {name: one for name, one in study.inputs.items() if name in behind & study.uncertain.keys()}
    rows = [
        {"input": capitalised(translate(input_words(study, name))), "value": one, "why": one.why}
        for name, one in moving.items()
        if one.is_own_estimate or is_judged(study, one)
    ]
    headings = {"input": N_("Input"), "value": N_("Value and range"), "why": N_("What it rests on")}
    title = N_("Inputs of which at least one number is our judgement: no document gives it")
    return table(study, "judged", present(rows, headings, of=float(len(moving))), title=title)


def is_judged(study: Study, quantity: Quantity) -> bool:
    """Whether a row that a quantity was read from says of one of its numbers that it is a judgement."""
    rows = [getattr(study.evidence, PurePosixPath(file).stem).loc[row] for file, row in quantity.chosen]
    return any("judged" in str(value) for row in rows for name, value in row.items() if name.endswith("derivation"))


def conflicts(study: Study) -> Table:
    """Facts on the programmes that a second document contradicts, as far as both were published.

    Returns
    -------
    Table
        One row a contradiction: ``fact`` (in words), ``value`` (:class:`Quantity`), ``other`` (what the second document
        says), ``publisher`` of the latter.
    """
    evidence, seated = study.evidence, [seat.programme for seat in study.seats.values()]
    rows = []
    for row in evidence.corroboration.query("agrees == 'no'").to_dict("records"):
        fact, second = evidence.fact(row["fact_id"]), evidence.source(row["source_id"])
        papers = (evidence.source(fact["source_id"]), second)
        later = any(last_day(paper["published"]) > study.as_of for paper in papers)
        if later or fact["programme"] not in seated or fact["metric"] == CLAIMED:
            continue
        one = of_fact(study, fact)
        value = replace(one, value=Triplet.exact(one.central), sources=(*one.sources, row["source_id"]))
        first = fact["note"].removeprefix("plot series: ")
        rows.append(row | {"fact": first, "value": value, "publisher": second["publisher"]})
    headings = {
        "fact": N_("One document"),
        "value": N_("Its figure"),
        "note": N_("Another document"),
        "publisher": N_("By"),
    }
    return table(
        study,
        "conflicts",
        present(rows, headings, proper=("publisher",)),
        title=N_("Figures that a second document contradicts"),
        note=N_("They are not averaged. Where the model uses one, the other is at most an end of its range."),
    )
