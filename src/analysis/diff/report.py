"""A difference as tables for a terminal, as Markdown for a pull request, and as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

from analysis.characters import visible
from analysis.diff.result import ENDS, Changed, Difference, Number, OfEdition, Reason
from analysis.model.amounts import Triplet
from analysis.sentences import SIGNS
from analysis.study import Quantity
from analysis.text.numbers import number
from analysis.wording import quantity, with_unit

if TYPE_CHECKING:
    from rich.table import Table

COLUMNS = ("number", "what it is", "old", "new", "change")
LONGEST = 60_000
"""Characters of a comment; GitHub takes 65,536."""


def grouped(edition: OfEdition) -> dict[tuple[Reason, ...], list[Changed]]:
    """The numbers of an edition by why they changed, in the order in which they are listed."""
    groups: dict[tuple[Reason, ...], list[Changed]] = {}
    for changed in edition.changed:
        groups.setdefault(changed.why, []).append(changed)
    return groups


def heading(edition: OfEdition) -> str:
    """How much of an edition changed."""
    if edition.only:
        became = "is new" if edition.only == "new" else "is gone"
        return f"Edition {edition.name} {became}: there is nothing to compare it with"
    if not edition.changed:
        return f"Edition {edition.name}: none of {edition.numbers} numbers changed"
    return f"Edition {edition.name}: {len(edition.changed)} of {edition.numbers} numbers changed"


def cells(changed: Changed) -> tuple[str, ...]:
    """A number that changed, as a row of a table."""
    old, new = in_words(changed.old, changed.like), in_words(changed.new, changed.like)
    if old == new:  # alike with three digits
        old, new = in_full(changed.old), in_full(changed.new)
    percent = "" if changed.percent is None else f"{'+' if changed.percent > 0 else ''}{number(changed.percent)}%"
    return changed.key, changed.like.label, old, new, percent


def in_texts(why: tuple[Reason, ...]) -> list[str]:
    """Reasons in words; where none is known, that."""
    return [reason.text for reason in why] or ["nothing that these numbers are known to rest on (a fault of diff)"]


def as_tables(difference: Difference) -> Iterator[str | Table]:
    """A difference for a terminal."""
    from rich.table import Column, Table

    yield f"From {difference.old} to {difference.new}"
    for edition in difference.editions:
        yield f"\n{heading(edition)}"
        for why, changes in grouped(edition).items():
            yield "\n".join(["", "Because of", *(f"- {reason}" for reason in in_texts(why))])
            table = Table(Column(COLUMNS[0], no_wrap=True, overflow="fold"), *COLUMNS[1:])
            for changed in changes:
                table.add_row(*cells(changed))
            yield table


def as_markdown(difference: Difference) -> str:
    """A difference as a comment to a pull request, no longer than GitHub takes."""
    text = "\n".join(markdown_lines(difference))
    if len(text) <= LONGEST:
        return text + "\n"
    whole = text[:LONGEST].rpartition("\n")[0]
    left = text[len(whole) :].count("\n| `")
    return f"{whole}\n\nAnd {left} numbers more, too many for a comment: `analysis diff` lists them.\n"


def markdown_lines(difference: Difference) -> Iterator[str]:
    """The lines of the comment."""
    yield f"### Numbers that changed from {plain(difference.old)} to {plain(difference.new)}"
    for edition in difference.editions:
        yield from ("", f"**{plain(heading(edition))}**")
        for why, changes in grouped(edition).items():
            yield from ("", "Because of", "", *(f"- {plain(reason)}" for reason in in_texts(why)), "")
            yield from (markdown_row(COLUMNS), markdown_row(["---"] * 2 + ["---:"] * 3))
            for changed in changes:
                key, *others = cells(changed)
                yield markdown_row([f"`{key}`", *map(plain, others)])


def markdown_row(texts: Iterable[str]) -> str:
    """One row of a table."""
    return f"| {' | '.join(texts)} |"


def plain(text: str) -> str:
    """A text as Markdown that shows it just as it is, on one line, and calls nobody."""
    one_line = re.sub(r"\s+", " ", visible(text))
    shown = re.sub(SIGNS, lambda found: f"&#{ord(found[0])};", escape(one_line))
    return re.sub(r"@(?=\w)", "@\N{ZERO WIDTH NON-JOINER}", shown)


def content_of(difference: Difference) -> dict[str, Any]:
    """A difference as ``--json`` prints it."""
    editions = [
        {"edition": edition.name, "only": edition.only}
        if edition.only
        else {"edition": edition.name, "numbers": edition.numbers, "changed": list(map(as_json, edition.changed))}
        for edition in difference.editions
    ]
    return {"from": difference.old, "to": difference.new, "editions": editions}


def as_json(changed: Changed) -> dict[str, Any]:
    """A number that changed."""
    old, new = (
        one and {name: one[name] for name in (*ENDS, "unit")} | {"text": in_words(one, changed.like)}
        for one in (changed.old, changed.new)
    )
    return {
        "key": changed.key,
        "label": changed.like.label,
        "old": old,
        "new": new,
        "change_percent": changed.percent,
        "why": [{"kind": reason.kind} | reason.told for reason in changed.why],
    }


def in_words(found: Number | None, like: Quantity) -> str:
    """A number as the project writes it, with its range, as another of its name is written."""
    if found is None:
        return quantity(replace(like, value=None), "range")
    as_found = replace(
        like,
        value=Triplet(*(found[end] for end in ENDS)),
        unit=found["unit"],
        qualifier=found.get("qualifier") or "",
        interpolated_between=(like.as_of, like.as_of) if found.get("interpolated") else None,
    )
    return quantity(as_found, "range").replace("\N{NO-BREAK SPACE}", " ")


def in_full(found: Number | None) -> str:
    """A number with all the digits that are kept of it."""
    if found is None:
        return "no figure"
    low, central, high = ("?" if found[end] is None else f"{found[end]:.12g}" for end in ENDS)
    ends = "" if low == central == high else f" ({low} to {high})"
    return (with_unit(central, found["unit"]) + ends).replace("\N{NO-BREAK SPACE}", " ")
