"""The data as others can take them: which files are published, packed as one, described, and how to cite them."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from markupsafe import Markup

from analysis.characters import visible
from analysis.edition import names_of_editions
from analysis.errors import Fault
from analysis.evidence import outlines
from analysis.evidence.schemas import PATHS
from analysis.publish.citing import TITLE
from analysis.publish.versions import package
from analysis.text.catalogue import path_of, translated_languages

TEXTS = ("LICENSE.md", "NOTES.md", "README.md", "datapackage.json", "outlines/LICENSE", "outlines/README.md")
"""What is published beside the tables and the editions."""


PACKAGE = "ai-programmes-compared"
ARCHIVE = f"{PACKAGE}-data.zip"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a file in an archive can have: the same tables give the same bytes."""


def published(data: Path) -> list[Path]:
    """The files of a data folder that are published, in order: tables, texts and editions, whatever else lies there."""
    tables = (file.removeprefix("data/") for file in (*PATHS.values(), outlines.FILE))
    editions = (f"editions/{name}.yml" for name in names_of_editions(data / "editions"))
    catalogues = (path_of(data, lang) for lang in translated_languages(data))
    return sorted([*(data / name for name in (*TEXTS, *tables, *editions)), *catalogues])


def faults_of_texts(data: Path) -> list[Fault]:
    """The texts that are not there."""
    missing = (name for name in TEXTS if not (data / name).is_file())
    return [Fault(f"data/{name}", None, None, "the file is missing") for name in missing]


def left_beside(data: Path) -> tuple[list[str], list[str]]:
    """The files of a data folder that are neither read nor published, by their paths inside the project.

    Parameters
    ----------
    data : Path
        The ``data`` folder.

    Returns
    -------
    others : list of str
        Files that somebody put there. An edition with an odd name is none of them: that is a fault of its own.
    hidden : list of str
        What systems and editors leave, and write again and again.
    """
    known = {*published(data), *data.glob("editions/[!.]*.y*ml")}
    found: tuple[list[str], list[str]] = [], []
    for path in sorted(data.rglob("*")):
        if path not in known and not path.is_dir():
            inside = path.relative_to(data)
            found[any(part.startswith(".") for part in inside.parts)].append(f"data/{inside.as_posix()}")
    return found


def faults_of_files(data: Path) -> list[Fault]:
    """The texts that are not there, and files that are no part of the data."""
    message = "is no table, text or edition of the data, so it is neither read nor published (move it elsewhere)"
    return [*faults_of_texts(data), *(Fault(name, None, None, message) for name in left_beside(data)[0])]


def data_version(data: Path) -> str:
    """The version of the data package and the beginning of a hash of its tables and editions."""
    digest = hashlib.sha256()
    for path in published(data):
        if path.suffix in (".csv", ".yml"):
            digest.update(path.relative_to(data).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{package(data)['version']}+{digest.hexdigest()[:12]}"


def archive(data: Path) -> bytes:
    """The data folder as one file that Frictionless tools read: the descriptor, its tables, the notes, the licence."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in published(data):
            entry = zipfile.ZipInfo(f"{PACKAGE}/{path.relative_to(data).as_posix()}", FIRST_DAY)
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
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
    files = {ARCHIVE: "application/zip"} | {f"{name}/numbers.json": "application/json" for name in editions}
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
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{root}{file}"}
            for file, kind in files.items()
        ],
    }
    return Markup(visible(json.dumps(content, indent=1, ensure_ascii=False)).replace("<", "\\u003c"))
