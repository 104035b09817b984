"""How a number is made: formula in words, inputs, chosen rows, facts, sources."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.errors import CallError, not_known
from analysis.study import Quantity, Study
from analysis.wording import quantity


def named(study: Study) -> dict[str, Quantity]:
    """Every quantity of a study under its full name: ``subject.spent``, ``comparison.announced_ratio``."""
    groups = {**study.seats, "comparison": study.comparison}
    return {f"{group}.{name}": value for group, members in groups.items() for name, value in members.items()}


def meant_by(study: Study, name: str) -> dict[str, Quantity]:
    """The quantities a name stands for: one by its full name, or one a seat by its short name.

    Raises
    ------
    CallError
        If there is no such quantity.
    """
    known = named(study)
    found = {full: value for full, value in known.items() if name in (full, full.partition(".")[2])}
    if not found:
        short = list(dict.fromkeys(full.partition(".")[2] for full in known))
        raise CallError(f"explain {name}: {not_known(name, 'a known quantity', known if '.' in name else short)}")
    return found


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
    for full, value in meant_by(study, name).items():
        yield from lines(study, full, value, "")


def lines(study: Study, full: str, value: Quantity, indent: str) -> Iterator[str]:
    """One quantity and, further in, what it is made from."""
    text = quantity(value, "range") if value.known else f"no figure: {value.gap}"
    yield f"{indent}{full} = {text}"
    deeper = indent + "    "
    yield f"{deeper}what: {value.label}" + (f", as of {value.as_of}" if value.as_of else "")
    if value.method:
        yield f"{deeper}how: {value.method}"
    if value.mismatches:
        unlike = "; ".join(f"{kind}: {one} over {other}" for kind, (one, other) in value.mismatches.items())
        yield f"{deeper}crosses kinds: {unlike}"
    if value.set_by:
        yield f"{deeper}set by: {value.set_by}"
    if value.interpolated_between:
        earlier, later = value.interpolated_between
        yield f"{deeper}read on a straight line between the readings of {earlier} and {later}"
    if value.needs:
        for needed in value.needs:
            yield from inputs(study, full, needed, deeper)
        if full.startswith("comparison.") and any(seat.currency != "USD" for seat in study.seats.values()):
            yield from lines(study, "comparison.usd_per_eur", study.comparison.usd_per_eur, deeper)
    else:
        yield from behind(study, full, value, deeper)


def inputs(study: Study, full: str, needed: str, indent: str) -> Iterator[str]:
    """The quantity that a formula asks for, as it stands in the study."""
    group = full.partition(".")[0]
    seat, _, name = needed.partition("_") if group == "comparison" else (group, "", needed)
    name = name.removesuffix("_usd")
    if name == "usd_per_unit":
        yield from lines(study, "comparison.usd_per_eur", study.comparison.usd_per_eur, indent)
    else:
        yield from lines(study, f"{seat}.{name}", study.seats[seat][name], indent)


def behind(study: Study, full: str, value: Quantity, indent: str) -> Iterator[str]:
    """The chosen row, the facts and the documents behind a quantity that was read."""
    if value.perimeter:
        yield f"{indent}what is counted: {value.perimeter}"
    for note in value.notes:
        yield f"{indent}why this reading: {note}"
    for file, row in chosen_rows(study, full, value):
        yield f"{indent}chosen row: {file}, row {row}"
    for fact_id in value.fact_ids:
        fact = study.evidence.fact(fact_id)
        yield (
            f"{indent}fact {fact_id}: {fact['metric']} = {fact['value']:g} {fact['unit']} ({fact['as_of']}, "
            f"{fact['status']}, confidence {fact['confidence']})"
        )
    for source_id in value.sources:
        source = study.evidence.source(source_id)
        yield f"{indent}source {source_id}: {source['publisher']}, {source['title']} ({source['published']})"
        if source["url"]:
            yield f"{indent}    {source['url']}"


def chosen_rows(study: Study, full: str, value: Quantity) -> Iterator[tuple[str, int]]:
    """File and row of the chosen readings that a quantity rests on."""
    group, _, name = full.partition(".")
    if group not in study.seats or value.set_by:
        return
    seat, evidence = study.seats[group], study.evidence
    days = value.interpolated_between or (value.as_of,)
    for table, column in (("ladder", "rung"), ("readings", "quantity")):
        rows = getattr(evidence, table)
        chosen = rows[(rows["programme"] == seat.programme) & (rows[column] == name) & rows["as_of"].isin(days)]
        yield from ((f"data/chosen/{table}.csv", row) for row in chosen.index)
    if name in ("population", "gdp"):
        rows = evidence.denominators
        of_territory = (rows["territory"] == seat.territory) & (rows["quantity"] == name)
        chosen = rows[of_territory & (rows["year"] == study.denominator_year)]
        yield from (("data/chosen/denominators.csv", row) for row in chosen.index)
    if name == "span_years":
        chosen = evidence.seats[evidence.seats["programme"] == seat.programme]
        yield from (("data/chosen/seats.csv", row) for row in chosen.index)
