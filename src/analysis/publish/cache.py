"""What earlier builds made, kept for as long as what it rests on is unchanged.

A page rests on its notebook and parameters, and on all of the data, the package, the template and the locked packages.
The frame around it is always made anew. A whole site rests on these, on the manifest, the texts and the commit.
"""

import contextlib
import json
import os
import shutil
import sys
import time
import zipfile
from pathlib import Path
from typing import Any, TypeAlias

import psutil

from analysis.files import written_beside
from analysis.paths import PACKAGE, Project
from analysis.publish.versions import digest

DAYS_KEPT = 30
"""So long an entry is kept that no build has used."""

BODY = "body.html"
"""The content of a page, among the files of its figures."""

Content: TypeAlias = dict[str, bytes]
"""What a notebook gives to its page: files by name, :data:`BODY` among them."""


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
        self.folder = root.cache / "pages"
        self.shared = self.digest_of_shared()
        self.trouble = ""

    def digest_of_shared(self) -> str:
        """The digest of what every page rests on, as it is now."""
        return digest(sys.version, PACKAGE, self.root.data, self.root.template, self.root.lock)

    def path(self, notebook: str, parameters: dict[str, Any]) -> Path:
        """The entry of a notebook with parameters."""
        key = digest(self.shared, json.dumps(parameters, sort_keys=True), self.root.notebooks / f"{notebook}.ipynb")
        return self.folder / f"{notebook}-{key}.zip"

    def get(self, path: Path) -> Content | None:
        """What an entry holds; one that cannot be read is thrown away."""
        try:
            with zipfile.ZipFile(path) as entry:
                content = {BODY: entry.read(BODY)} | {name: entry.read(name) for name in entry.namelist()}
        except FileNotFoundError:
            return None
        except (OSError, zipfile.BadZipFile, ValueError, KeyError):
            throw_away(path)
            return None
        with contextlib.suppress(OSError):  # a cache that is only read
            os.utime(path)
        return content

    def put(self, path: Path, content: Content) -> None:
        """Keep a page, unless what it rests on has changed since this build began, or the disk does not take it."""
        if self.digest_of_shared() != self.shared:
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with written_beside(path) as new, zipfile.ZipFile(new, "w") as entry:
                for name, file in content.items():
                    entry.writestr(name, file)
        except OSError as error:
            self.trouble = f"{error.filename or self.root.cache}: {error.strerror or error}"

    def prune(self) -> None:
        """Throw away what no build has used for long, and what a killed one left half written."""
        oldest = time.time() - DAYS_KEPT * 86_400
        for path in self.folder.glob("*"):
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


def is_current(root: Project, out: Path, made_from: str) -> bool:
    """Whether a site stands as its last build left it, made from the same as a build now would.

    Parameters
    ----------
    root : Project
    out : Path
        Folder of the site.
    made_from : str
        From :func:`analysis.publish.versions.made_from`.
    """
    try:
        return record_of(root, out).read_text(encoding="utf-8") == digest(made_from, out)
    except (OSError, ValueError, RuntimeError):  # the last for links in a circle, ValueError for no path at all
        return False


def keep_record(root: Project, out: Path, made_from: str) -> None:
    """Keep what a site was made from, and what it consists of, if the disk takes it."""
    path = record_of(root, out)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_beside(path) as new:
            new.write_text(digest(made_from, out), encoding="utf-8")


def record_of(root: Project, out: Path) -> Path:
    """Where it is kept what the site in a folder was last made from."""
    return root.cache / "builds" / digest(str(out.resolve()))[:16]
