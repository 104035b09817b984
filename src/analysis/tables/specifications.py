"""The ratio of two programmes by every defensible way to count, and what each choice does to it."""

from __future__ import annotations

import pandas as pd

from analysis.study import Study
from analysis.study.specifications import known_by
from analysis.tables.presentation import present
from analysis.text import N_, translate
from analysis.text import translate as _
from analysis.wording import number, with_unit

ENOUGH = 40
"""Combinations from which on nine in ten of them are told, and not the least and the most of all."""

WHAT = {
    "sum": N_("{programme}, {currency} bn"),
    "unit": N_("Unit of money"),
    "years": N_("{programme}, years of spending"),
    "plan": N_("{programme}, power planned"),
}
"""What is chosen, by dimension, in the order in which it is shown."""

MOVES = {
    "sum": N_("which sum is taken for {programme}"),
    "plan": N_("which power is taken for {programme}"),
    "years": N_("over which years the money of {programme} is spent"),
    "unit": N_("in which unit money is counted"),
}
"""What moves a ratio most, by dimension."""

CLASSES = {"mainstream": N_("usual"), "arguable": N_("arguable")}


def specifications(study: Study) -> pd.DataFrame:
    """The ratio of the two programmes by every admissible combination of choices, in order of size.

    Returns
    -------
    pandas.DataFrame
        One row a combination: ``family`` (``money``, ``power``), the ids of its choices, ``mainstream``, ``bound``,
        ``ratio``: the whole sum or plan as it is, divided neither by years nor by people or output. ``attrs["stated"]``
        is the ratio of the sums as announced, at the rate of the day; None where there is none. Empty without ratios.
    """
    curve = study.specifications
    headings = {"family": N_("Counted in"), "ratio": N_("Ratio")}
    if curve.table.empty:
        return present([], headings, [], stated=None)
    parts = curve.parts
    rows = pd.concat([parts["power"], parts["headline"]]).sort_values("ratio", kind="stable", ignore_index=True)
    return present(rows, headings, sources_of_choices(study), stated=curve.stated)


def sources_of_choices(study: Study) -> tuple[str, ...]:
    """The documents behind the choices that are open on the study's day."""
    facts = ";".join(study.specifications.choices["fact_ids"]).split(";")
    return study.evidence.documents(dict.fromkeys(facts))


def choices_made(study: Study) -> pd.DataFrame:
    """What each choice does to the ratio of the whole sums or plans as they are.

    Returns
    -------
    pandas.DataFrame
        One row a choice that plays a part: ``seat`` (empty for both), ``dimension``, ``id``, ``what`` (in words),
        ``label``, ``class`` (in words), ``count`` (combinations with it), ``least``, ``median``, ``most`` [ratio],
        ``reason``. Empty where there are no ratios.
    """
    headings = {
        "what": N_("What is chosen"),
        "label": N_("Choice"),
        "class": N_("How it stands"),
        "count": N_("Combinations"),
        "least": N_("Least ratio"),
        "median": N_("Median ratio"),
        "most": N_("Greatest ratio"),
        "reason": N_("Why it can be defended"),
    }
    curve, table = study.specifications, specifications(study)
    if table.empty:
        return present([], headings, [])
    rows = []
    for __, choice in curve.choices.iterrows():
        own = choice["dimension"] in ("sum", "plan", "years")
        if not own and choice["seat"] != curve.above:
            continue  # one choice for both
        place = "above" if choice["seat"] == curve.above else "below"
        column = {"sum": place, "plan": place, "years": f"years_{place}"}.get(choice["dimension"], choice["dimension"])
        found = table[table[column] == choice["choice"]]["ratio"]
        if found.empty or choice["dimension"] not in WHAT:
            continue
        seat = study.seats[choice["seat"]]
        rows.append(
            {
                "seat": choice["seat"] if own else "",
                "dimension": choice["dimension"],
                "id": choice["choice"],
                "column": column,
                "usual": choice["class"] == "mainstream",
                "what": translate(WHAT[choice["dimension"]], programme=seat.short_name, currency=seat.currency),
                "label": labelled(choice),
                "class": CLASSES[choice["class"]],
                "count": float(len(found)),
                "least": found.min(),
                "median": found.median(),
                "most": found.max(),
                "reason": choice["reason"],
            }
        )
    rows.sort(key=lambda row: list(WHAT).index(row["dimension"]))
    return present(rows, headings, sources_of_choices(study))


def labelled(choice: pd.Series) -> str:
    """A choice in words; a sum with its number."""
    label = translate(choice["label"])
    if choice["dimension"] != "sum":
        return label
    return _("{amount}, {label}", amount=number(choice["amount"]), label=label)


def choices_refused(study: Study) -> pd.DataFrame:
    """The choices that are refused, each with its reason, as far as its facts were known on the study's day.

    Returns
    -------
    pandas.DataFrame
        One row a choice of a programme of this study: ``programme``, ``label``, ``reason``.
    """
    names = {seat.programme: seat.short_name for seat in study.seats.values()}
    table = study.evidence.specifications
    rows = [
        {"programme": names[row["programme"]], "label": row["label"], "reason": row["reason"], "facts": row["fact_ids"]}
        for __, row in table[(table["class"] == "refused") & table["programme"].isin(names)].iterrows()
        if all(known_by(study.evidence, fact) <= study.as_of for fact in row["fact_ids"].split(";"))
    ]
    headings = {"programme": N_("Programme"), "label": N_("Choice"), "reason": N_("Why it is refused")}
    facts = ";".join(row["facts"] for row in rows).split(";") if rows else []
    return present(rows, headings, study.evidence.documents(dict.fromkeys(facts)))


def rough(value: float) -> str:
    """A ratio as it is told in a sentence: whole from five on, else with two significant digits.

    Examples
    --------
    >>> rough(14.918), rough(6.39), rough(1.384)
    ('15', '6', '1.4')
    """
    return number(round(value) if value >= 5 else float(f"{value:.2g}"))


def between(low: float, high: float) -> str:
    """Two ratios as they are told in a sentence."""
    return rough(low) if rough(low) == rough(high) else _("{low} to {high}", low=rough(low), high=rough(high))


def by_every_count(study: Study) -> dict[str, str | None]:
    """What a sentence says of the curve, as values for its placeholders.

    Returns
    -------
    dict of str to str
        ``larger``, ``smaller``: the programmes. ``stated``: how many times as large the sum announced is; ``usual``:
        from where to where by the usual choices, ``every`` by those of ``ways``; ``power``: the same for power planned.
        ``top``: what moves the ratio most. None for a gap, ``gap`` why.
    """
    curve = study.specifications
    said = {"larger": study.seats[curve.above].name, "smaller": study.seats[curve.below].name, "gap": curve.gap or None}
    missing = dict.fromkeys(("stated", "usual", "every", "ways", "power", "top"))
    if curve.table.empty:
        return said | missing
    every, usual, power = (curve.parts[name]["ratio"] for name in ("headline", "headline_mainstream", "power"))
    many = len(every) >= ENOUGH
    count = number(len(every))
    all_of_them = _("all {count} ways that can be defended", count=count)
    most_of_them = _("nine in ten of the {count} ways that can be defended", count=count)
    low, high = every.quantile([0.05, 0.95]) if many else (every.min(), every.max())
    return said | {
        "stated": None if curve.stated is None else rough(curve.stated),
        "usual": between(usual.min(), usual.max()) if len(usual) else None,
        "every": between(low, high),
        "ways": most_of_them if many else all_of_them,
        "power": between(power.min(), power.max()) if len(power) else None,
        "top": most_influential(study),
    }


def bounds_in_words(study: Study) -> str | None:
    """How many ratios of the announced sums are floors, ceilings or neither, in words; None where there are none."""
    curve = study.specifications
    found = curve.parts["headline"]["bound"].value_counts() if len(curve.table) else ()
    if not len(found):
        return None
    told = {
        "at least": N_("{count} are at least what they say"),
        "at most": N_("{count} are at most what they say"),
        "none": N_("{count} bound nothing"),
        "unclear": N_("of {count} it is not clear"),
    }
    return _("; ").join(translate(words, count=number(found[bound])) for bound, words in told.items() if bound in found)


def inferred(study: Study) -> dict[str, str | None]:
    """The sum that no document states, and the least ratio without it, in words; None where no choice is of that kind.

    Returns
    -------
    dict of str to str
        ``sum`` and ``least``.
    """
    curve = study.specifications
    found = curve.choices[(curve.choices["dimension"] == "sum") & (curve.choices["bound"] == "unclear")]
    if found.empty or curve.table.empty:
        return {"sum": None, "least": None}
    headline, row = curve.parts["headline"], found.iloc[0]
    others = headline[headline["bound"] != "unclear"]["ratio"]
    unit = f"{study.seats[row['seat']].currency} bn"
    return {"sum": with_unit(number(row["amount"]), unit), "least": number(others.min()) if len(others) else None}


def most_influential(study: Study) -> str | None:
    """What moves the ratio of the announced sums most, in words; None where nothing does."""
    found = study.specifications.most_influential("headline")
    if not found:
        return None
    seat, __, what = found[0]["choice"].rpartition("_")
    return translate(MOVES[what], programme=study.seats[seat].name if seat else "")
