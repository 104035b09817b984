"""Write an edition file: only what differs, refused where it could not be read again."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from analysis.edition.files import NAME, file_of, is_edition
from analysis.edition.loading import load_edition
from analysis.errors import CallError
from analysis.evidence import Evidence
from analysis.files import written_beside
from analysis.temporary import temporary_folder


class PlainDumper(yaml.SafeDumper):
    """YAML as :class:`analysis.edition.PlainLoader` reads it: every scalar is text, and no quotes say so."""

    yaml_implicit_resolvers: dict = {}


def write_edition(
    folder: Path, evidence: Evidence, name: str, based_on: str, why: str, changes: Mapping[str, Any]
) -> Path:
    """Write a new edition.

    Parameters
    ----------
    folder : Path
        ``data/editions``.
    evidence : Evidence
        What its parameters are checked against.
    name : str
        Its name: small letters, digits, hyphens and underscores; of no edition that is there.
    based_on : str
        The edition that it differs from.
    why : str
        A sentence: what it is for.
    changes : mapping of str to object
        The parameters in which it differs.

    Returns
    -------
    Path
        The file: the whole of it, or none.

    Raises
    ------
    CallError
        If the name is taken or cannot be one, if nothing differs, if no reason is given, or if the folder cannot be
        written.
    DataError
        If :func:`analysis.edition.load_edition` would refuse the file.
    """
    if not NAME.fullmatch(name):
        raise CallError(f'"{name}" cannot name an edition (allowed: a-z and 0-9, parted by single - and _)')
    if is_edition(folder, name):
        raise CallError(f'"{name}" is the name of an edition that is there (allowed: a new name)')
    if not why.strip():
        raise CallError("an edition says why it is there (allowed: a sentence)")
    if not changes:
        raise CallError(f"nothing differs from the edition {based_on}: change something first")
    content = {"based_on": based_on, "why": " ".join(why.split())} | {key: str(one) for key, one in changes.items()}
    text = yaml.dump(content, Dumper=PlainDumper, sort_keys=False, allow_unicode=True, width=1000)
    try:
        refuse_unreadable(folder, evidence, name, text)
        path = folder / f"{name}.yml"
        with written_beside(path) as new:
            new.write_text(text, encoding="utf-8")
        return path
    except OSError as error:
        raise CallError(f"{file_of(name)} cannot be written ({error.strerror or error})") from None


def refuse_unreadable(folder: Path, evidence: Evidence, name: str, text: str) -> None:
    """Load an edition as the project would, from a copy of the editions that there are."""
    with temporary_folder() as aside:
        for path in folder.glob("*.yml"):
            shutil.copy(path, aside)
        (Path(aside) / f"{name}.yml").write_text(text, encoding="utf-8")
        load_edition(Path(aside), evidence, name, {})
