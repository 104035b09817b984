"""What earlier builds made, kept for as long as what it rests on is unchanged.

A page rests on its notebook and parameters, on the modules that the notebook leads to and the template they fill, on
the locked packages, and on the files of ``data/`` that it read when it ran. The frame around it is always made anew.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import shutil
import sys
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

import psutil

from analysis.files import written_beside
from analysis.languages import DEFAULT
from analysis.paths import PACKAGE, Project
from analysis.publish.code import Code
from analysis.publish.jobs import Drawn, Job
from analysis.publish.template import PANEL
from analysis.publish.versions import digest, digests

MAKER = "analysis.publish.jobs"
"""The module that makes a page out of a notebook."""

FILLS = "publish/template.py"
"""The module that fills templates, by its path inside the package."""

DAYS_KEPT = 30
"""So long an entry is kept that no build has used."""

ENTRY, BODY, FILES = "entry.json", "body.html", "files/"
"""What an entry holds: what it rests on, the content of the page, and a folder with its files."""


class Cache:
    """The pages of earlier builds.

    Parameters
    ----------
    root : Project
        The project, whose ``reports/cache`` holds them.

    Attributes
    ----------
    trouble : str
        Why a page could not be kept; empty where there was no trouble.
    """

    def __init__(self, root: Project):
        self.root = root
        self.code = Code(PACKAGE)
        self.digest = functools.cache(digest)
        self.digests_of_code = functools.cache(self.read_code)
        self.data = digests(root.data)
        self.trouble = ""

    def key(self, job: Job) -> str:
        """What a page rests on before anything is known of the data it reads, in one word."""
        notebook = self.root.notebooks / f"{job.notebook}.ipynb"
        rests_on = {
            "python": sys.version,
            "notebook": self.digest(notebook),
            "parameters": dict(job.parameters),
            "language": job.lang,
            "code": self.digests_of_code(notebook),
            "template": self.digest(self.root.template / PANEL) if FILLS in self.digests_of_code(notebook) else "",
            "packages": self.digest(self.root.lock),
            "translations": [self.digest(path) for path in self.translations(job.lang)],
        }
        return hashlib.sha256(json.dumps(rests_on, sort_keys=True).encode()).hexdigest()

    def read_code(self, notebook: Path) -> dict[str, str]:
        """Digests of the code that a notebook leads to, by path inside the package."""
        code = self.code.of_notebook(notebook) | self.code.of_module(MAKER)
        return {path.relative_to(PACKAGE).as_posix(): self.digest(path) for path in sorted(code)}

    def translations(self, lang: str) -> list[Path]:
        """The catalogues of a language."""
        own = PACKAGE / "languages" / f"{lang}.po"
        return [] if lang == DEFAULT else [own, self.root.data / "translations" / f"{lang}.po"]

    def read(self, files: Iterable[str]) -> dict[str, str]:
        """Digests of files of ``data/`` as they were when this build began, by path inside it."""
        return {file: self.data.get(file, "") for file in files}

    def path(self, key: str) -> Path:
        """The file of an entry."""
        return self.root.cache / "pages" / f"{key}.zip"

    def get(self, job: Job) -> Drawn | None:
        """A page made before, if all that it rests on is unchanged; an entry that cannot be read is thrown away."""
        path = self.path(self.key(job))
        try:
            with zipfile.ZipFile(path) as entry:
                read = json.loads(entry.read(ENTRY))["read"]
                if read != self.read(read):
                    return None
                names = [name for name in entry.namelist() if name.startswith(FILES)]
                files = {name.removeprefix(FILES): entry.read(name) for name in names}
                drawn = Drawn(entry.read(BODY).decode(), files, tuple(read), 0.0)
        except FileNotFoundError:
            return None
        except (OSError, zipfile.BadZipFile, ValueError, KeyError, TypeError, AttributeError):
            throw_away(path)
            return None
        with contextlib.suppress(OSError):  # a cache that is only read
            os.utime(path)
        return drawn

    def put(self, job: Job, drawn: Drawn) -> None:
        """Keep a page, unless a file it read has changed since this build began, or the disk does not take it."""
        try:
            self.write(job, drawn)
        except OSError as error:
            self.trouble = f"{error.filename or self.root.cache}: {error.strerror}"

    def write(self, job: Job, drawn: Drawn) -> None:
        """Write an entry, beside first."""
        read = self.read(drawn.read)
        if read != {file: digest(self.root.data / file) for file in drawn.read}:
            return
        path = self.path(self.key(job))
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_beside(path) as new, zipfile.ZipFile(new, "w") as entry:
            entry.writestr(ENTRY, json.dumps({"notebook": job.notebook, "read": read}, indent=1))
            entry.writestr(BODY, drawn.body)
            for name, content in drawn.files.items():
                entry.writestr(FILES + name, content)

    def prune(self) -> None:
        """Throw away what no build has used for long, and what a killed one left half written."""
        oldest = time.time() - DAYS_KEPT * 86_400
        for path in (self.root.cache / "pages").glob("*"):
            pid = path.suffix.removeprefix(".")
            left = pid.isdecimal() and not psutil.pid_exists(int(pid))
            if left or path.lstat().st_mtime < oldest:
                throw_away(path)


def throw_away(path: Path) -> None:
    """Remove a file or a folder, where that is possible."""
    with contextlib.suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
