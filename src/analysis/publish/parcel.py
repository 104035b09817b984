"""A project in one piece, for workers that do not share the disk."""

from __future__ import annotations

import functools
import io
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from analysis.files import temporary_folder
from analysis.paths import Project

PARTS = ("CITATION.cff", "data", "docs", "notebooks", "reports/manifest.yml", "reports/template")
"""What a build reads of a project."""


@dataclass(frozen=True)
class Parcel:
    """A project in one piece.

    Attributes
    ----------
    content : bytes
        A ZIP archive of :data:`PARTS`.
    """

    content: bytes

    @classmethod
    def of(cls, root: Project) -> Parcel:
        """Pack a project."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in PARTS:
                top = root.root / part
                for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
                    if path.is_file():
                        archive.write(path, path.relative_to(root.root).as_posix())
        return cls(packed.getvalue())


@functools.lru_cache(maxsize=2)
def unpacked(parcel: Parcel) -> tuple[Project, tempfile.TemporaryDirectory]:
    """A project out of its parcel, in a folder that lasts as long as the process keeps it."""
    folder = temporary_folder()
    with zipfile.ZipFile(io.BytesIO(parcel.content)) as archive:
        archive.extractall(folder.name)
    return Project(Path(folder.name).resolve()), folder


def project_in(where: Project | Parcel) -> Project:
    """The project that a job is to read."""
    return where if isinstance(where, Project) else unpacked(where)[0]
