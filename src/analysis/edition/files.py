"""Read edition files: plain keys and values, each with its place."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from analysis.characters import open_merge
from analysis.edition.parameters import FILE_KEYS, PARAMETERS, settable_inputs
from analysis.errors import DataError, Fault, not_known, shown

NAME = re.compile(r"(?=.{1,60}$)[a-z0-9]+([-_][a-z0-9]+)*")
"""Names that any system can give to a folder of the site."""

ALWAYS = ("article", "latest")
"""Editions that are always there."""


@dataclass(frozen=True)
class Setting:
    """One parameter as set somewhere.

    Attributes
    ----------
    value : object
        As written; the model reads it.
    place : str
        Where, for messages: ``--set as_of=2025-12-04``, or the file.
    set_by : str
        ``edition article`` or ``call``.
    file : str or None
        The edition file, None for a call.
    source_id : str or None
        The document that the file names behind its figures.
    stated_on : str
        The day of the file's own figures; empty where it has none.
    """

    value: Any
    place: str
    set_by: str
    file: str | None = None
    source_id: str | None = None
    stated_on: str = ""


LISTED = f"{', '.join(PARAMETERS[1:])}, and inputs of the model such as world_compute_growth"
"""What a message says is allowed as a parameter; the inputs are too many to be listed."""


class PlainLoader(yaml.SafeLoader):
    """YAML with every scalar as text, no tags, and no key twice."""

    yaml_implicit_resolvers: dict = {}
    yaml_constructors = {
        tag: yaml.SafeLoader.yaml_constructors[tag]
        for tag in ("tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map", None)
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        """Read keys and values, refusing a key that stands there twice."""
        found = super().construct_mapping(node, deep)
        if len(found) < len(node.value):
            keys = (self.construct_object(key) for key, _ in node.value)
            twice = next(key for key, times in Counter(keys).items() if times > 1)
            raise yaml.YAMLError(f"the key {shown(twice)} stands there twice")
        return found


def settings_in(path: Path) -> object:
    """What a YAML file of settings holds.

    Raises
    ------
    ValueError
        If it cannot be read, in words.
    """
    try:
        content = path.read_bytes()
        if merge := open_merge(content):
            raise ValueError(merge)
        return yaml.load(content.decode("utf-8-sig"), PlainLoader)
    except OSError as error:
        raise ValueError(f"cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise ValueError("cannot be read (not UTF-8 text)") from None
    except yaml.YAMLError as error:
        mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", str(error))
        line = f", line {mark.line + 1}" if mark else ""
        raise ValueError(f"cannot be read ({shown(' '.join(str(problem).split()))}{line})") from None


def names_of_editions(folder: Path) -> list[str]:
    """Names of the editions in a folder, in alphabetical order."""
    return sorted(path.stem for path in folder.glob("*.yml") if is_edition(folder, path.stem))


def is_edition(folder: Path, name: object) -> bool:
    """Whether something is the name of an edition in a folder."""
    return isinstance(name, str) and NAME.fullmatch(name) is not None and (folder / f"{name}.yml").is_file()


def file_of(name: str) -> str:
    """The file of an edition, as messages name it."""
    return f"data/editions/{name}.yml"


def faults_of_names(folder: Path) -> list[Fault]:
    """The editions that must be there and are not, and files whose names no edition can have."""
    found = {f"{name}.yml" for name in names_of_editions(folder)}
    missing = [name for name in ALWAYS if f"{name}.yml" not in found]
    odd = [path.name for path in sorted(folder.glob("[!.]*.y*ml")) if path.name not in found]
    named = "is no edition (allowed: a file named in a-z, 0-9, - and _, at most 60, with the ending .yml)"
    return [
        *(Fault(file_of(name), None, None, "the file is missing; this edition is always there") for name in missing),
        *(Fault(f"data/editions/{name}", None, None, named) for name in odd),
    ]


def read_file(folder: Path, name: str) -> tuple[dict[str, Setting], list[Fault]]:
    """Read one edition file as settings.

    Parameters
    ----------
    folder : Path
        ``data/editions``.
    name : str
        Name of an edition that is there.

    Returns
    -------
    settings : dict of str to Setting
        The known keys with plain values.
    faults : list of Fault
        The other keys.

    Raises
    ------
    DataError
        If the file holds no keys at all.
    """
    file = file_of(name)
    try:
        content = settings_in(folder / f"{name}.yml")
    except ValueError as error:
        raise DataError([Fault(file, None, None, str(error))]) from None
    if not isinstance(content, dict):
        raise DataError([Fault(file, None, None, "holds no keys (allowed: lines such as 'as_of: 2025-12-04')")])
    allowed = [*FILE_KEYS, *PARAMETERS[1:], *settable_inputs()]
    faults = []
    for key, value in content.items():
        if key not in allowed:
            faults.append(
                Fault(file, None, None, not_known(key, "a known key", allowed, f"{', '.join(FILE_KEYS)}, {LISTED}"))
            )
        elif not isinstance(value, str):
            faults.append(Fault(file, None, key, "holds a list or further keys (allowed: one plain value)"))
    plain = {key: value for key, value in content.items() if key in allowed and isinstance(value, str)}
    source_id, stated_on = plain.pop("source_id", None), plain.get("as_of", "")
    settings = {
        key: Setting(value, f"{file}, key {key}", f"edition {name}", file, source_id, stated_on)
        for key, value in plain.items()
    }
    return settings, faults
