"""How each number is made: its formula, what it needs, the chosen rows, the facts and the documents."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from analysis.characters import visible
from analysis.evidence.readings import Row
from analysis.model.formula import mathml, traced
from analysis.model.graph import SEATS, Node, scope_of_input
from analysis.provenance import named
from analysis.publish.citing import documents
from analysis.study import Study
from analysis.study.derived import in_words, resting_on
from analysis.text import translate, translate as _
from analysis.text.numbers import NO_BREAK, capitalised, date, number, period
from analysis.wording import quantity, with_unit


def numbers(study: Study) -> list[dict[str, Any]]:
    """Every quantity of a study in its group, for the template.

    Returns
    -------
    list of dict
        One a group: ``group``, ``title``, ``entries``; an entry holds texts ready to be printed.
    """
    full_names = {inside: full for full, inside in named(study).items()}
    parts = {inside: part(study, inside, full) for inside, full in full_names.items()}
    titles = {
        "comparison": _("One against the other"),
        "subject": capitalised(study.subject.name),
        "comparator": capitalised(study.comparator.name),
        "common": _("The same for both"),
    }
    return [
        {
            "group": group,
            "title": title,
            "entries": [
                entry(study, full, inside, parts) for inside, full in full_names.items() if full.startswith(f"{group}.")
            ],
        }
        for group, title in titles.items()
    ]


def entry(study: Study, full: str, inside: str, parts: dict[str, dict[str, str]]) -> dict[str, Any]:
    """One quantity: itself, and what is to be said of it as text."""
    value, node = study.quantities[inside], study.graph.nodes.get(inside)
    behind, words = resting_on(study.graph, inside) if node else (), labels(study, node) if node else {}
    return {
        "id": full,
        "label": capitalised(translate(value.label)),
        "value": parts[inside]["value"] if value.known else _("No figure: {gap}.", gap=value.gap),
        "formula": Markup(mathml(node, words)) if node else "",
        "formula_in_print": written_out(node, words) if node else "",
        "needs": [parts[need] for need in node.needs] if node else [],
        "rests_on": [parts[name] for name in behind] if node and not set(behind) <= set(node.needs) else [],
        "told": {term: texts for term, found in told(study, inside).items() if (texts := list(filter(None, found)))},
        "facts": [] if node else [fact_of(study, study.evidence.fact(fact_id)) for fact_id in value.fact_ids],
        "documents": [] if node else documents(study, value.sources),
    }


def told(study: Study, inside: str) -> dict[str, Iterable[str]]:
    """What is to be said of a quantity beside its formula, term by term; empty where there is nothing."""
    value, words = study.quantities[inside], study.evidence.vocabularies
    between = value.interpolated_between
    group = words["correlation_groups"].words.get(value.group.partition(" of ")[0])
    how = words["distributions"].words[value.distribution]["meaning"] if value.distribution else value.interval
    places = {at: _("{file}, row {row}", file=at[0], row=at[1]) for at in value.chosen}
    rows = (_(": ").join([place, *map(translate, study.evidence.derivation(*at))]) for at, place in places.items())
    return {
        _("As of"): [value.as_of and date(value.as_of)],
        _("Method"): [with_parts(named_in(study, inside, translate(value.method)))],
        _("What is counted"): [translate(value.perimeter or "")],
        _("What the range is"): [translate(how)],
        _("Moves with"): [group and translate(group["meaning"])],
        _("Confidence"): [translate(value.confidence)],
        _("Best document"): [translate(value.tier)],
        _("Crosses kinds"): [translate(in_words(value.mismatches))],
        _("Read between"): [
            between and _("the readings of {earlier} and {later}", earlier=date(between[0]), later=date(between[1]))
        ],
        _("Why this reading"): map(translate, value.notes),
        _("Chosen row"): rows,
    }


def named_in(study: Study, inside: str, method: str) -> str:
    """A method in which other quantities have their labels in place of their names in the model."""

    def label(found: re.Match[str]) -> str:
        known = (study.quantities.get(name) for name in (found[0], f"{scope_of_input(inside)}_{found[0]}"))
        return next((f"“{translate(one.label)}”" for one in known if one), found[0])

    return re.sub(r"[a-z0-9]+(?:_[a-z0-9]+)+", label, method)


def with_parts(method: str) -> Markup:
    """A method with ways to the parts of the methods page that it names first.

    Examples
    --------
    >>> str(with_parts("parts 1 and 2; in dollars of 2025."))[:51]
    'parts <a href="../methods.html#part-1">1</a> and <a'
    """
    named = re.match(r"part(s|ies?)? (\d+|, | and | et )+", method)
    parts, rest = (named[0], method[named.end() :]) if named else ("", method)
    return Markup(re.sub(r"(\d+)", r'<a href="../methods.html#part-\1">\1</a>', parts)) + visible(rest)


def written_out(node: Node, words: Mapping[str, str]) -> str:
    """A formula in one line, with what its parts are in brackets: ``[capital spent]/[sites]``."""
    return re.sub(r"\w+", lambda found: f"[{words[found[0]]}]" if found[0] in words else found[0], str(traced(node)))


def labels(study: Study, node: Node) -> dict[str, str]:
    """Readable names of a formula's parts: what each is, under the name that the function has for it."""
    found = {}
    for parameter, need in zip(node.parameters, node.needs, strict=True):
        seat = study.seats.get(scope_of_input(need)) if node.scope not in SEATS else None
        whose = f" ({translate(seat.short_name)})" if seat else ""
        found[parameter] = visible(translate(study.quantities[need].label) + whose)
    return found


def part(study: Study, inside: str, full: str) -> dict[str, str]:
    """A quantity as a part of a formula, with the way to its own entry."""
    value = study.quantities[inside]
    seat = study.seats.get(scope_of_input(inside))
    whose = f"{translate(seat.short_name)}, " if seat else ""
    text = quantity(value, "range") if value.known else _("no figure")
    label = translate(value.label)
    label = label[:1].lower() + label[1:] if whose and label[1:2].islower() else label
    return {"id": full, "label": whose + label, "value": text}


def fact_of(study: Study, fact: Row) -> Row:
    """One fact: what it says, of which day, how sure, and what it is the sum of."""
    return fact_row(fact) | {
        "parts": [fact_of(study, part) for part in study.evidence.parts(fact)],
        "status": study.evidence.vocabularies["statuses"].words[fact["status"]]["meaning"],
    }


def fact_row(fact: Row) -> Row:
    """A fact with its value and its day in words."""
    return fact | {"value": fact_value(fact), "as_of": period(str(fact["as_of"])).replace(NO_BREAK, " ")}


def fact_value(fact: Row) -> str:
    """The value of a fact with its unit and its range, as the document has it."""
    value = float(fact["value"])
    text = with_unit(number(value, 6) if abs(value) < 1e9 else number(value), fact["unit"])
    ends = [fact[end] for end in ("low", "high")]
    if any(end != end for end in ends):
        return text
    low, high = (number(float(end), 6) for end in ends)
    return text + _(" ({low} to {high})", low=low, high=high)
