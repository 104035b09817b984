"""How a number is made: formula, inputs, chosen rows, facts, sources."""

from collections.abc import Iterator

from analysis.errors import CallError, not_known, shown
from analysis.evidence.readings import Row
from analysis.model.formula import as_text
from analysis.model.graph import without_seat
from analysis.study import Quantity, Study
from analysis.text import translate
from analysis.wording import quantity


def named(study: Study) -> dict[str, str]:
    """Every quantity by its full name, ``subject.spent``, with its name in the graph."""
    return {study.graph.full_name(name): name for name in study.quantities}


def meant_by(study: Study, name: str) -> dict[str, str]:
    """The quantities a name stands for, by full name: one by its full name, or one a seat by its short name.

    Raises
    ------
    CallError
        If there is no such quantity.
    """
    known = named(study)
    found = {full: inside for full, inside in known.items() if name in (full, inside, full.partition(".")[2])}
    if not found:
        short = list(dict.fromkeys(full.partition(".")[2] for full in known))
        allowed = known if "." in name else short
        raise CallError(f"explain {shown(name)}: {not_known(name, 'a known quantity', allowed, LISTED)}")
    return found


LISTED = "analysis numbers"
"""The command that lists all quantities."""


def explanation(study: Study, name: str) -> Iterator[str]:
    """Explain a quantity, line by line.

    Parameters
    ----------
    study : Study
    name : str
        ``announced_ratio``, ``comparator.spent``, or a short name that both seats have.

    Yields
    ------
    str

    Raises
    ------
    CallError
        If there is no such quantity.
    """
    told: set[str] = set()
    for full, inside in meant_by(study, name).items():
        yield from lines(study, full, inside, "", told)


def lines(study: Study, full: str, inside: str, indent: str, told: set[str]) -> Iterator[str]:
    """One quantity and, further in, what it is made from; what was told above is not told again."""
    value = study.quantities[inside]
    text = quantity(value, "range") if value.known else f"no figure: {translate(value.gap)}"
    yield f"{indent}{full} = {text}" + (" (explained above)" if inside in told else "")
    if inside in told:
        return
    told.add(inside)
    deeper = indent + "    "
    yield f"{deeper}what: {translate(value.label)}" + (f", as of {value.as_of}" if value.as_of else "")
    if inside in study.graph.nodes:
        yield f"{deeper}formula: {without_seat(inside)} = {as_text(study.graph.nodes[inside])}"
    if value.method:
        yield f"{deeper}how: {translate(value.method)}"
    if value.interval:
        yield f"{deeper}range: {translate(value.interval)}" + drawn_as(value)
    if value.mismatches:
        unlike = "; ".join(f"{kind}: {one} over {other}" for kind, (one, other) in value.mismatches.items())
        yield f"{deeper}crosses kinds: {unlike}"
    if value.set_by:
        yield f"{deeper}set by: {value.set_by}"
    if value.interpolated_between:
        earlier, later = value.interpolated_between
        yield f"{deeper}read on a straight line between the readings of {earlier} and {later}"
    if inside not in study.graph.nodes:
        yield from behind(study, value, deeper)
        return
    for need in study.graph.nodes[inside].needs:
        yield from lines(study, study.graph.full_name(need), need, deeper, told)


def said_by(fact: Row) -> str:
    """A fact in one line: its number with the range, of which day, how sure."""
    ends = f" ({fact['low']:g} to {fact['high']:g})" if fact["low"] < fact["high"] else ""
    what = " ".join(filter(None, (fact["entity"], fact["metric"])))
    sure = f"{fact['as_of']}, {fact['status']}, confidence {fact['confidence']}"
    return f"fact {fact['fact_id']}: {what} = {fact['value']:g}{ends} {fact['unit']} ({sure})"


def drawn_as(value: Quantity) -> str:
    """How an uncertain input is drawn, and with what it moves."""
    group = f", moving with the group {value.group}" if value.group else ""
    return f", drawn as {value.distribution}{group}" if value.distribution else ""


def behind(study: Study, value: Quantity, indent: str) -> Iterator[str]:
    """The chosen row, the facts and the documents behind a quantity that was read."""
    if value.perimeter:
        yield f"{indent}what is counted: {translate(value.perimeter)}"
    for note in filter(None, value.notes):
        yield f"{indent}why this reading: {note}"
    for file, row in value.chosen:
        yield f"{indent}chosen row: {file}, row {row}"
        for meaning in study.evidence.derivation(file, row):
            yield f"{indent}    how it follows from the facts: {translate(meaning)}"
    for fact_id in value.fact_ids:
        fact = study.evidence.fact(fact_id)
        yield indent + said_by(fact)
        if fact["note"]:
            yield f"{indent}    note: {translate(fact['note'])}"
        for part in study.evidence.parts(fact):
            yield f"{indent}    {said_by(part)}"
    for source_id in value.sources:
        source = study.evidence.source(source_id)
        known = f"{source['published']}; {translate(source['tier'])}"
        yield f"{indent}source {source_id}: {source['publisher']}, {source['title']} ({known})"
        if source["url"]:
            yield f"{indent}    {source['url']}"
