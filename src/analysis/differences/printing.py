"""A difference as tables for a terminal, as Markdown for a pull request, and as JSON."""

from __future__ import annotations

import dataclasses
import functools
import json
import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from analysis.differences.found import Changed, Difference, OfEdition
from analysis.differences.numbers import Number, in_full, in_words
from analysis.differences.provenance import counting
from analysis.differences.reasons import CodeChange, Instead, NotTold, Parameter, Reason
from analysis.differences.rows import RowChange
from analysis.sentences import SIGNS
from analysis.text import visible
from analysis.wording import number

if TYPE_CHECKING:
    from rich.table import Table

COLUMNS = ("number", "what it is", "old", "new", "change")
LONGEST = 60_000
"""Characters of a comment; GitHub takes 65,536."""
FEW = 5
"""Commits and rows that are named one by one."""


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
    return [in_text(reason) for reason in why] or ["nothing that these numbers are known to rest on (a fault of diff)"]


@functools.singledispatch
def in_text(reason: Reason) -> str:
    """A reason in words."""
    raise TypeError(reason)


@in_text.register
def _(reason: RowChange) -> str:
    place = f"{reason.file}, row {reason.row}"
    if reason.change != "changed":
        return f"{place} {reason.change}: {', '.join(filter(None, reason.key))}"
    counts = counting(reason.file)
    told = [
        f"{name} {old or 'blank'} → {new or 'blank'}" if counts is None or name in counts else name
        for name, old, new in reason.columns
    ]
    return f"{place} changed: {', '.join(told)}"


@in_text.register
def _(reason: Instead) -> str:
    before = f" instead of {rows(reason.before)}" if reason.before else ""
    return f"{reason.file}: {rows(reason.rows)} {'is' if len(reason.rows) == 1 else 'are'} read{before}"


@in_text.register
def _(reason: Parameter) -> str:
    what = "" if reason.place.endswith(f"key {reason.name}") else f"{reason.name} "
    return f"{reason.place}: {what}{reason.old or 'not set'} → {reason.new or 'not set'}"


@in_text.register
def _(reason: CodeChange) -> str:
    commits = [*reason.commits[:FEW], *([f"{len(reason.commits) - FEW} more"] if len(reason.commits) > FEW else [])]
    return f"code: {', '.join(reason.files)} ({'; '.join(commits)})"


@in_text.register
def _(reason: NotTold) -> str:
    return f"data and code changed together, and what of it by which cannot be told: {reason.because}"


def rows(numbers: tuple[int, ...]) -> str:
    """Rows in words."""
    if len(numbers) > FEW:
        return f"{len(numbers)} rows from {min(numbers)} to {max(numbers)}"
    return f"row {numbers[0]}" if len(numbers) == 1 else f"rows {', '.join(map(str, numbers))}"


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
    left = sum(line.startswith("| `") for line in text[len(whole) :].splitlines())
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


def json_text(difference: Difference) -> str:
    """A difference as JSON."""
    content = {
        "from": difference.old,
        "to": difference.new,
        "editions": [edition_as_json(edition) for edition in difference.editions],
    }
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def edition_as_json(edition: OfEdition) -> dict[str, Any]:
    """One edition."""
    if edition.only:
        return {"edition": edition.name, "only": edition.only}
    return {
        "edition": edition.name,
        "numbers": edition.numbers,
        "changed": [
            {
                "key": changed.key,
                "label": changed.like.label,
                "old": number_as_json(changed.old, changed),
                "new": number_as_json(changed.new, changed),
                "change_percent": changed.percent,
                "why": [{"kind": KINDS[type(reason)]} | dataclasses.asdict(reason) for reason in changed.why],
            }
            for changed in edition.changed
        ],
    }


KINDS = {
    RowChange: "row",
    Instead: "rows read instead",
    Parameter: "parameter",
    CodeChange: "code",
    NotTold: "not told",
}


def number_as_json(found: Number | None, changed: Changed) -> dict[str, Any] | None:
    """One side of a number; None for a gap."""
    if found is None:
        return None
    return {name: found[name] for name in ("low", "central", "high", "unit")} | {"text": in_words(found, changed.like)}
