"""What others can build on: the data package as one file, how to cite it, and what search engines are told of it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from markupsafe import Markup

from analysis.characters import visible
from analysis.publish.citing import TITLE
from analysis.publish.data_files import published
from analysis.publish.versions import package

PACKAGE = "ai-programmes-compared"
ARCHIVE = f"{PACKAGE}-data.zip"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a file in an archive can have: the same tables give the same bytes."""


def archive(data: Path) -> bytes:
    """The data folder as one file that Frictionless tools read: the descriptor, its tables, the notes, the licence."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in published(data):
            entry = zipfile.ZipInfo(f"{PACKAGE}/{path.relative_to(data).as_posix()}", FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, path.read_bytes())
    return content.getvalue()


def bibtex(data_version: str) -> str:
    """How to cite the comparison, for a reference manager."""
    year = data_version[:4]
    return (
        f"@misc{{{PACKAGE},\n"
        f"  title = {{{{{TITLE}}}}},\n"
        "  author = {{The maintainers of AI programmes compared}},\n"
        f"  year = {{{year}}},\n"
        f"  version = {{{version(PACKAGE)}}},\n"
        f"  note = {{Data version {data_version}. Data: CC BY 4.0; code: MIT}}\n"
        "}\n"
    )


def description(data: Path, data_version: str, editions: Iterable[str], root: str) -> Markup:
    """The data as a schema.org ``Dataset``, in JSON-LD for a page from which ``root`` leads to the root of the site."""
    said = package(data)
    content: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": said["title"],
        "description": said["description"],
        "version": data_version,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "inLanguage": ["en", "fr"],
        "keywords": ["artificial intelligence", "data centres", "investment", "European Union", "Stargate"],
        "creator": {"@type": "Organization", "name": "The maintainers of AI programmes compared"},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": "application/zip", "contentUrl": f"{root}{ARCHIVE}"},
            *(
                {
                    "@type": "DataDownload",
                    "encodingFormat": "application/json",
                    "contentUrl": f"{root}{name}/numbers.json",
                }
                for name in editions
            ),
        ],
    }
    return Markup(visible(json.dumps(content, indent=1, ensure_ascii=False)).replace("<", "\\u003c"))
