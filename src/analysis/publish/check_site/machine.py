"""Rule: no file of a site tells of the machine that it was made on: no folder, no home, no temporary file."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from analysis.paths import project
from analysis.publish.check_site.pages import PageFault, Site, short

ANYWHERE = rb"/(?:home|Users)/[\w.-]+|/root/|[A-Za-z]:[\\/]+Users[\\/]+[\w.-]+|/(?:tmp|var/folders)/[\w.-]+|file://+\w"
"""Homes and temporary folders, as machines commonly have them."""


def faults(site: Site) -> Iterator[PageFault]:
    """Find places of this machine, or of any, in every file of a site: in what archives and pictures hold too."""
    wanted = places()
    for address in site.files:
        for inside, content in contents((site.folder / address).read_bytes()):
            if found := wanted.search(content):
                text = short(found[0].decode("utf-8", "replace"))
                where = f" in {inside}" if inside else ""
                message = f'tells of the machine it was made on{where}: "{text}" (allowed: paths inside the project)'
                line = None if inside else content.count(b"\n", 0, found.start()) + 1
                yield PageFault(address, line, None, message)


def places() -> re.Pattern[bytes]:
    """What tells of a machine: the folders of this one, and those that any may have."""
    own = {str(path) for path in (project().root, Path.home(), Path(tempfile.gettempdir())) if len(path.parts) > 1}
    parts = [re.escape(path.encode()) + rb"(?![\w-])" for path in sorted(own)]
    return re.compile(rb"(?<![\w.%-])(?:" + b"|".join([*parts, ANYWHERE]) + b")")


def contents(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """A file as it is, and what it holds packed: files of an archive with names and remarks, words of a picture."""
    yield "", raw
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            for entry in packed.infolist():
                yield entry.filename, b"\n".join((entry.filename.encode(), entry.comment, packed.read(entry)))
    elif raw.startswith(b"\x89PNG"):
        try:
            with Image.open(io.BytesIO(raw), formats=["PNG"]) as picture:
                picture.load()
                yield "its words", "\n".join(f"{name}: {text}" for name, text in picture.text.items()).encode()
        except (UnidentifiedImageError, OSError, SyntaxError):
            return  # that is a fault of its own
