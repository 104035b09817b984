"""Rule: a file offered for download is what its ending says."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image, UnidentifiedImageError

from analysis.text import is_formula

ACTING = re.compile(r"(^|})(script|foreignObject|on\w+)$", re.IGNORECASE)
"""Names of elements and attributes that make a drawing do something."""


def fault_of_csv(path: Path) -> str:
    """What is wrong with a table, empty when it holds."""
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
