"""Which numbers differ between two revisions or two days, and which rows, parameters or code explain it."""

import contextlib
from collections.abc import Sequence
from dataclasses import replace

from analysis.diff.attribution import RATE, Attribution
from analysis.diff.result import Changed, Difference, OfEdition, Reason, code_reason, differs, not_told, numbers_in
from analysis.diff.revision import Repository
from analysis.diff.version import Version, modules_in
from analysis.errors import AnalysisError, CallError, DataError, not_known
from analysis.paths import PACKAGE, Project
from analysis.provenance import named
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
    old, new = Version(since, root, "--from"), Version(until, root, "--to")
    compared = [of_edition(old, new, name) for name in chosen(root, editions, old, new)]
    return Difference(since, until, tuple(compared))


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
        places = [stack.enter_context(repository.taken_out(end)) if end else root for end in (base, head)]
        versions = Version(str(base), places[0]), Version(str(head or "the working tree"), places[1])
        wanted = chosen(root, editions, *versions)
        before, after = (version.code for version in versions)
        files = sorted(file for file in {*before, *after} if before.get(file) != after.get(file))
        paths = tuple(f"src/analysis/{file}" for file in files)
        code = (code_reason(paths, repository.commits(base, head, paths)),) if paths else ()
        here = modules_in(PACKAGE)
        old, new = (replace(version, has_own_code=version.code != here) for version in versions)
        return Difference(old.name, new.name, tuple(of_edition(old, new, name, code) for name in wanted))


def chosen(root: Project, editions: Sequence[str], old: Version, new: Version) -> list[str]:
    """The editions to compare: those that were named, else those of the manifest.

    Raises
    ------
    CallError
        If neither version has one that was named.
    """
    known = sorted({*old.editions, *new.editions})
    for name in editions:
        if name not in known:
            raise CallError(f"--edition {name}: {not_known(name, 'a known edition', known)}")
    return [name for name in dict.fromkeys(editions or load_manifest(root).editions) if name in known]


def of_edition(old: Version, new: Version, edition: str, code: tuple[Reason, ...] = ()) -> OfEdition:
    """What changed in one edition; ``code`` is what differs in the code of both versions."""
    if edition not in old.editions or edition not in new.editions:
        return OfEdition(edition, only="old" if edition in old.editions else "new")
    versions = (old, new)
    studies, unread = worked_out(versions, edition)
    before, after = (version.numbers(edition, study) for version, study in zip(versions, studies, strict=True))
    was, now = (numbers_in(study.as_json()) if study else {} for study in studies)  # as this program works them out
    data = Attribution(studies, versions)
    known = {key: value for study in studies if study for key, value in labelled(study).items()}
    changed = []
    for key in dict.fromkeys([*after, *before]):
        if not differs(before.get(key), after.get(key)):
            continue
        short = key.partition(".")[2]
        inside, like = known.get(key) or (short, Quantity(short, short.replace("_", " "), None, ""))
        by_data = not code or differs(was.get(key), now.get(key))
        by_code = differs(was.get(key), before.get(key)) or differs(now.get(key), after.get(key))
        why = (*(data.of_quantity(inside) if by_data else ()), *(code if by_code else ())) if not unread else ()
        changed.append(Changed(key, like, before.get(key), after.get(key), why or unread))
    return OfEdition(edition, len({*before, *after}), tuple(changed))


def worked_out(versions: Sequence[Version], edition: str) -> tuple[list[Study | None], tuple[Reason, ...]]:
    """An edition of both by this program; where it cannot read one whose own code does, None and why."""
    studies, unread = [], ()
    for version in versions:
        try:
            studies.append(version.study(edition))
        except AnalysisError as error:
            if not version.has_own_code:
                data = isinstance(error, DataError)
                raise (AnalysisError(f"diff: {version.name}: {error}") if data else error) from None
            studies.append(None)
            first = str(error).partition("\n")[0]
            unread = (not_told(f"this program cannot read the data of {version.name}: {first}"),)
    return studies, unread


def labelled(study: Study) -> dict[str, tuple[str, Quantity]]:
    """Every quantity by its full name, with its name in the graph."""
    found = {full: (inside, study.quantities[inside]) for full, inside in named(study).items()}
    return found | {f"comparison.{RATE}": (RATE, study.comparison[RATE])}
