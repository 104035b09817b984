"""Revisions of the project in git: found by name, taken out into a folder, and the commits from one to another."""

import contextlib
import io
import shutil
import signal
import sys
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import AnalysisError, CallError, not_known
from analysis.files import on_signal, temporary_folder
from analysis.paths import Project
from analysis.publish.versions import complaint, git

TAKEN = ("data", "src/analysis")
"""What numbers are made from."""
NEED_NONE = "two days need none: --from and --to"


@dataclass(frozen=True)
class Revision:
    """One commit.

    Attributes
    ----------
    name : str
        As it was asked for.
    commit : str
        Its hash.
    """

    name: str
    commit: str

    def __str__(self) -> str:
        short = self.commit[:10]
        return short if self.commit.startswith(self.name) else f"{self.name} ({short})"


class Repository:
    """The git repository that a project stands in.

    Parameters
    ----------
    root : Project

    Raises
    ------
    CallError
        If there is none, or none that git reads, or no git.
    """

    def __init__(self, root: Project):
        self.root = root
        if shutil.which("git") is None:
            raise CallError(f"diff: revisions need git, and there is no git here ({NEED_NONE})")
        self.lines("rev-parse", "--show-toplevel")

    def lines(self, *arguments: str) -> list[str]:
        """What git prints, by line.

        Raises
        ------
        CallError
            If git complains, as of a folder that is in no repository, or in one that belongs to another user.
        """
        run = git(self.root.root, *arguments)
        if run.returncode and run.stderr:
            raise CallError(f"diff: git reads no revisions of {self.root.root}: {complaint(run)} ({NEED_NONE})")
        return run.stdout.decode("utf-8", "replace").splitlines()

    def revision(self, name: str) -> Revision:
        """A commit by its hash, branch, tag, or any other name that git knows.

        Raises
        ------
        CallError
            If there is none of that name.
        """
        found = self.lines("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        if not found:
            known = ["HEAD", *self.lines("for-each-ref", "--format=%(refname:short)")]
            shallow = self.lines("rev-parse", "--is-shallow-repository") == ["true"]
            hint = "; the clone is shallow, 'git fetch --unshallow' gets the rest" if shallow else ""
            raise CallError(f"diff: {not_known(name, 'a revision', known, 'git branch --all; git tag; git log')}{hint}")
        return Revision(name, found[0])

    def ends(self, asked: str) -> tuple[Revision, Revision | None]:
        """The ends of ``BASE..HEAD``, ``BASE...HEAD`` (from where HEAD left BASE) or ``BASE`` (to the working tree).

        Raises
        ------
        CallError
            If an end is not known, or two ends have no common commit.
        """
        three = "..." in asked
        base, dots, head = asked.partition("..." if three else "..")
        if not dots:
            return self.revision(asked), None
        old, new = self.revision(base or "HEAD"), self.revision(head or "HEAD")
        if three:
            common = self.lines("merge-base", old.commit, new.commit)
            if not common:
                raise CallError(f"diff: {asked}: the two have no commit in common")
            old = Revision(base or "HEAD", common[0])
        return old, new

    def commits(self, old: Revision, new: Revision | None, files: Iterable[str]) -> tuple[str, ...]:
        """The commits between two revisions that changed some files, the last first, each with its subject."""
        files = [f":(literal){file}" for file in files]  # git runs in the project's folder, from which paths count
        between = f"{old.commit}..{new.commit if new else 'HEAD'}"
        found = self.lines("log", "--format=%h %s", between, "--", *files)
        uncommitted = new is None and self.lines("status", "--porcelain", "--", *files)
        return (*(["not committed yet"] if uncommitted else []), *found)

    @contextlib.contextmanager
    def taken_out(self, revision: Revision) -> Iterator[Project]:
        """A revision in a folder of its own, for the time of a block.

        Raises
        ------
        AnalysisError
            If git cannot give its data and model: it is from before there were any, or they are not on this machine.
        """
        leave = on_signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))  # and so the folder goes
        with leave, temporary_folder() as folder:
            run = git(self.root.root, "archive", "--format=tar", revision.commit, *TAKEN)
            if run.returncode:
                raise AnalysisError(f"diff: git cannot give {' and '.join(TAKEN)} of {revision}: {complaint(run)}")
            with tarfile.open(fileobj=io.BytesIO(run.stdout)) as archive:
                archive.extractall(folder, filter="data")
            yield Project(Path(folder).resolve())
