"""How each number is made: its formula, what it needs, the chosen rows, the facts and the documents."""

import re
from typing import Any

from markupsafe import Markup

from analysis.characters import visible
from analysis.evidence.readings import Row
from analysis.model.formula import as_text, mathml
from analysis.model.graph import SEATS, Node, scope_of_input
from analysis.provenance import named
from analysis.publish.citing import documents
from analysis.study import Study
from analysis.study.derived import in_words, resting_on
from analysis.text import translate, translate as _
from analysis.wording import NO_BREAK, capitalised, number, period, quantity, with_unit


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
    behind = resting_on(study.graph, inside) if node else ()
    made = {
        "id": full,
        "quantity": value,
        "label": capitalised(translate(value.label)),
        "value": parts[inside]["value"] if value.known else _("No figure: {gap}.", gap=value.gap),
        "formula": Markup(mathml(node, labels(study, node))) if node else "",
        "formula_in_print": as_text(node) if node else "",
        "method": with_parts(translate(value.method)),
        "range": [value.interval, value.distribution] if value.interval else [],
        "mismatches": translate(in_words(value.mismatches)),
        "needs": [parts[need] for need in node.needs] if node else [],
        "rests_on": [parts[name] for name in behind] if node and not set(behind) <= set(node.needs) else [],
    }
    if node:
        return made | dict.fromkeys(("notes", "chosen", "facts", "documents"), ())
    evidence = study.evidence
    return made | {
        "notes": list(filter(None, value.notes)),
        "chosen": [{"file": file, "row": row, "follows": evidence.derivation(file, row)} for file, row in value.chosen],
        "facts": [fact_of(study, evidence.fact(fact_id)) for fact_id in value.fact_ids],
        "documents": documents(study, value.sources),
    }


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
