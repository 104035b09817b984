"""Compare the numbers of two revisions, or of two days, and say why each that changed did."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from analysis.differences.code_changes import CodeChanges
from analysis.differences.found import Changed, Difference, OfEdition
from analysis.differences.numbers import Number, differs, labelled, numbers_in
from analysis.differences.own_code import code_of, digests_of
from analysis.differences.reasons import Attribution, NotTold, Reason
from analysis.differences.revisions import Repository
from analysis.differences.sides import Side, with_own_numbers
from analysis.errors import AnalysisError, CallError, DataError, not_known
from analysis.paths import PACKAGE, Project
from analysis.publish.manifest import load_manifest
from analysis.study import Quantity, Study


def between_days(root: Project, since: str, until: str, editions: Sequence[str]) -> Difference:
    """Compare editions as of two days.

    Parameters
    ----------
    root : Project
    since, until : str
        Days, written YYYY-MM-DD.
    editions : sequence of str
        Those of the manifest where none are named.

    Raises
    ------
    CallError
        If a day or an edition cannot be used.
    """
    options = {"--from": since, "--to": until}
    old, new = (
        Side(day, root, functools.partial(as_option, option, day), {"as_of": day}) for option, day in options.items()
    )
    return Difference(since, until, tuple(of_editions(old, new, chosen(root, editions, old, new), None)))


def as_option(option: str, day: str, name: str, value: Any) -> str:
    """Name a parameter as it was asked for."""
    return f"{option} {day}" if name == "as_of" else f"--edition {value}"


def between_revisions(root: Project, asked: str, editions: Sequence[str]) -> Difference:
    """Compare editions of two revisions, each worked out by its own code.

    Parameters
    ----------
    root : Project
    asked : str
        ``BASE..HEAD``, ``BASE...HEAD``, or ``BASE`` for that against the working tree.
    editions : sequence of str
        Those of the manifest where none are named.

    Raises
    ------
    CallError
        If a revision or an edition is not known.
    AnalysisError
        If a revision is too old.
    """
    repository = Repository(root)
    base, head = repository.ends(asked)
    with contextlib.ExitStack() as stack:
        places = (stack.enter_context(repository.taken_out(end)) if end else root for end in (base, head))
        names = (str(base), str(head or "the working tree"))
        sides = [
            Side(name, place, lambda name, value: f"--edition {value}")
            for name, place in zip(names, places, strict=True)
        ]
        wanted = chosen(root, editions, *sides)
        code = [digests_of(code_of(side.root), side.name) for side in sides]
        here = digests_of(PACKAGE, "this program")
        old, new = (
            side if of_side == here else with_own_numbers(side, wanted)
            for side, of_side in zip(sides, code, strict=True)
        )
        moved = sorted(file for file in {*code[0], *code[1]} if code[0].get(file) != code[1].get(file))
        changes = CodeChanges(repository, base, head, moved)
        return Difference(old.name, new.name, tuple(of_editions(old, new, wanted, changes)))


def chosen(root: Project, editions: Sequence[str], old: Side, new: Side) -> list[str]:
    """The editions to compare: those that were named, else those of the manifest.

    Raises
    ------
    CallError
        If neither side has one that was named.
    """
    known = sorted({*old.editions, *new.editions})
    for name in editions:
        if name not in known:
            raise CallError(f"--edition {name}: {not_known(name, 'a known edition', known)}")
    return [name for name in dict.fromkeys(editions or load_manifest(root).editions) if name in known]


def of_editions(old: Side, new: Side, editions: Iterable[str], code: CodeChanges | None) -> Iterator[OfEdition]:
    """What changed in each edition."""
    for name in editions:
        if name in old.editions and name in new.editions:
            yield compared(old, new, name, code)
        else:
            yield OfEdition(name, only="old" if name in old.editions else "new")


def compared(old: Side, new: Side, edition: str, code: CodeChanges | None) -> OfEdition:
    """What changed in one edition that both sides have."""
    studies, unread = worked_out((old, new), edition)
    before, after = (side.numbers(edition, study) for side, study in zip((old, new), studies, strict=True))
    why = Why(studies, (old, new), (before, after), code, unread)
    known = labels(studies)
    changed = [
        Changed(key, like, before.get(key), after.get(key), why.of(key, inside))
        for key in dict.fromkeys([*after, *before])
        if differs(before.get(key), after.get(key))
        for inside, like in [known.get(key) or nameless(key)]
    ]
    return OfEdition(edition, len({*before, *after}), tuple(changed))


def worked_out(sides: Sequence[Side], edition: str) -> tuple[list[Study | None], str]:
    """An edition of both sides by this program; where it cannot read one whose own code does, None and why."""
    studies, unread = [], ""
    for side in sides:
        try:
            studies.append(side.study(edition))
        except AnalysisError as error:
            if edition not in side.own:
                raise (
                    AnalysisError(f"diff: {side.name}: {error}") if isinstance(error, DataError) else error
                ) from None
            studies.append(None)
            unread = f"this program cannot read the data of {side.name}: {str(error).splitlines()[0]}"
    return studies, unread


def labels(studies: Iterable[Study | None]) -> dict[str, tuple[str, Quantity]]:
    """What each quantity is called, as the newer side has it."""
    return {key: value for study in studies if study for key, value in labelled(study).items()}


def nameless(key: str) -> tuple[str, Quantity]:
    """A quantity that this program does not know."""
    short = key.partition(".")[2]
    return short, Quantity(short, short.replace("_", " "), None, "")


class Why:
    """Why the numbers of one edition changed.

    Parameters
    ----------
    studies : sequence of Study
        Both sides, worked out by this program; None where it cannot read one.
    sides : sequence of Side
    numbers : sequence of dict
        Both sides' numbers, each by its own code.
    code : CodeChanges or None
        None where both sides have the same code.
    unread : str
        Why this program cannot read a side.
    """

    def __init__(
        self,
        studies: Sequence[Study | None],
        sides: Sequence[Side],
        numbers: Sequence[Mapping[str, Number | None]],
        code: CodeChanges | None,
        unread: str,
    ):
        self.numbers, self.code, self.unread = numbers, code, unread
        if not unread:
            self.here = [numbers_in(study.as_json()) for study in studies]
            self.data = Attribution(*studies, *(side.tables for side in sides))
            self.dollars = studies[1].loaded.parameters.dollars

    def of(self, key: str, inside: str) -> tuple[Reason, ...]:
        """Why one number changed; ``inside`` is its name in the graph."""
        if self.unread:
            return (NotTold(self.unread),)
        same_code = self.code is None or not self.code.files
        by_data = same_code or differs(*(numbers.get(key) for numbers in self.here))
        pairs = zip(self.numbers, self.here, strict=True)
        by_code = not same_code and any(differs(own.get(key), here.get(key)) for own, here in pairs)
        reasons = self.data.of_quantity(inside) if by_data else ()
        return (*reasons, *([self.code.behind(inside, self.dollars)] if by_code else []))
