"""The rules for files of a site: a download is what its ending says, and none tells of the machine it was made on."""

import codecs
import csv
import io
import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image, UnidentifiedImageError

from analysis.characters import is_formula
from analysis.paths import project
from built_site import BuiltSite, PageFault, short

ACTING = re.compile(r"(^|})(script|foreignObject|on\w+)$", re.IGNORECASE)
"""Names of elements and attributes that make a drawing do something."""

ANYWHERE = rb"/(?:home|Users)/[\w.-]+|/root/|[A-Za-z]:[\\/]+Users[\\/]+[\w.-]+|/(?:tmp|var/folders)/[\w.-]+|file://+\w"
"""Homes and temporary folders, as machines commonly have them."""


def fault_of_csv(path: Path) -> str:
    """What is wrong with a table, empty when it holds."""
    if not path.read_bytes().startswith(codecs.BOM_UTF8):
        return "has no byte order mark, so that a spreadsheet garbles its accents"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream, strict=True))
    widths = {len(row) for row in rows}
    if len(rows) < 2:
        return "holds no row below its header"
    if formulas := [number for number, row in enumerate(rows, 1) if any(map(is_formula, row))]:
        return f"holds what a spreadsheet takes for a formula, in row {formulas[0]}"
    return "has rows of different length" if len(widths) > 1 else ""


def fault_of_svg(path: Path) -> str:
    """What is wrong with a drawing, empty when it holds."""
    root = ElementTree.parse(path).getroot()
    if root.tag != "{http://www.w3.org/2000/svg}svg":
        return f"is no SVG but {root.tag}"
    acting = [name for element in root.iter() for name in (element.tag, *element.attrib) if ACTING.search(name)]
    return f"has {acting[0].rpartition('}')[2]}, which could run" if acting else ""


def fault_of_png(path: Path) -> str:
    """What is wrong with a picture, empty when it holds."""
    with Image.open(path, formats=["PNG"]) as picture:
        picture.load()
    return ""


READERS = {".csv": fault_of_csv, ".svg": fault_of_svg, ".png": fault_of_png}


def fault_of_file(path: Path) -> str:
    """What is wrong with a file of an ending in ``READERS``, empty when it holds."""
    try:
        return READERS[path.suffix](path)
    except UnidentifiedImageError:
        return "is no PNG"
    except (csv.Error, ElementTree.ParseError, SyntaxError, ValueError, OSError) as error:
        return f"cannot be read ({error})"


def traces(site: BuiltSite) -> Iterator[PageFault]:
    """Places of this machine, or of any, in every file of a site: in what archives and pictures hold too."""
    own = {str(path) for path in (project().root, Path.home(), Path(tempfile.gettempdir())) if len(path.parts) > 1}
    parts = [re.escape(path.encode()) + rb"(?![\w-])" for path in sorted(own)]
    places = re.compile(rb"(?<![\w.%-])(?:" + b"|".join([*parts, ANYWHERE]) + b")")
    for address in site.files:
        for inside, content in contents((site.folder / address).read_bytes()):
            if found := places.search(content):
                text = short(found[0].decode("utf-8", "replace"))
                message = f'tells of the machine it was made on{inside and f" in {inside}"}: "{text}"'
                line = None if inside else content.count(b"\n", 0, found.start()) + 1
                yield PageFault(address, line, None, message)


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
