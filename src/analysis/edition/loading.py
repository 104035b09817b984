"""Load an edition: its file, the files it is based on, and the changes of one call, checked before anything runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from pydantic import ValidationError

from analysis.edition.parameters import FILE_KEYS, PARAMETERS, Edition
from analysis.errors import CallError, not_known
from analysis.evidence import Evidence

DEFAULT = "latest"

CARRIED = {
    "as_of": ("rate_date",),
    "subject": ("subject_announced", "subject_sites"),
    "comparator": ("comparator_announced", "comparator_sites", "comparator_claimed_deployed"),
}
"""What a parameter carries: when a layer changes it, what lower layers said of these no longer applies."""


Asked: TypeAlias = Callable[[str, Any], str]
"""Names a parameter as the person wrote it: its name and value to ``--set subject_sites=0``."""


def as_parameter(name: str, value: Any) -> str:
    """Name a parameter of a Python call or a notebook."""
    return f"parameter {name}"


@dataclass(frozen=True)
class Setting:
    """One parameter as set somewhere.

    Attributes
    ----------
    value : object
        As written; the model reads it.
    place : str
        Where, for messages: ``data/editions/article.yml, key as_of`` or ``--set as_of=2025-12-04``.
    set_by : str
        ``edition article`` or ``call``.
    """

    value: Any
    place: str
    set_by: str


class PlainLoader(yaml.SafeLoader):
    """YAML with every scalar as text, no tags, and no key twice."""

    yaml_implicit_resolvers: dict = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        """Read keys and values, refusing a key that stands there twice."""
        keys = [key.value for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.YAMLError(f"the key {key} stands there twice")
        return super().construct_mapping(node, deep)


def names_of_editions(folder: Path) -> list[str]:
    """Names of the editions in a folder, in alphabetical order."""
    return sorted(path.stem for path in folder.glob("*.yml"))


def read_file(folder: Path, name: str, asked: str) -> dict[str, Setting]:
    """Read one edition file as settings.

    Parameters
    ----------
    folder : Path
        ``data/editions``.
    name : str
        Name of the edition.
    asked : str
        What asked for it, for messages.

    Raises
    ------
    CallError
        If there is no such edition, or if the file is no mapping of known keys to plain values.
    """
    known = names_of_editions(folder)
    if name not in known:
        raise CallError(f"{asked}: {not_known(name, 'a known edition', known)}")
    file = f"data/editions/{name}.yml"
    try:
        content = yaml.load((folder / f"{name}.yml").read_text(encoding="utf-8"), PlainLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CallError(f"{file}: cannot be read ({' '.join(str(error).split())})") from None
    if not isinstance(content, dict):
        raise CallError(f"{file}: holds no keys (allowed: lines such as 'as_of: 2025-12-04')")
    settings = {}
    allowed = [*sorted(FILE_KEYS), *(name for name in PARAMETERS if name != "edition")]
    for key, value in content.items():
        if key not in allowed:
            raise CallError(f"{file}: {not_known(key, 'a known key', allowed)}")
        if not isinstance(value, str):
            raise CallError(f"{file}, key {key}: holds a list or further keys (allowed: one plain value)")
        settings[key] = Setting(value, f"{file}, key {key}", f"edition {name}")
    return settings


def laid_over(lower: Mapping[str, Setting], upper: Mapping[str, Setting]) -> dict[str, Setting]:
    """Lay settings over others; a change of date or of programme drops what belonged to the old one."""
    result = dict(lower)
    for key, carried in CARRIED.items():
        if key in upper and (key not in lower or str(upper[key].value) != str(lower[key].value)):
            for name in carried:
                result.pop(name, None)
    return result | dict(upper)


def settings_of_edition(folder: Path, name: str, asked: str, above: tuple[str, ...] = ()) -> dict[str, Setting]:
    """Settings of an edition laid over those of the edition it is based on."""
    if name in above:
        raise CallError(f"{asked}: the editions {' -> '.join((*above, name))} are based on one another in a circle")
    own = read_file(folder, name, asked)
    base = own.pop("based_on", None)
    if base is None:
        return own
    return laid_over(settings_of_edition(folder, base.value, base.place, (*above, name)), own)


@dataclass(frozen=True)
class LoadedEdition:
    """An edition with the origin of each of its parameters.

    Attributes
    ----------
    parameters : Edition
        The typed parameters.
    set_by : dict of str to str
        For each parameter that is set, ``edition NAME`` or ``call``.
    changes : dict of str to str
        The parameters that the call changed, as given.
    """

    parameters: Edition
    set_by: dict[str, str]
    changes: dict[str, str]


def load_edition(
    folder: Path, evidence: Evidence, name: str | None, changes: Mapping[str, Any], asked: Asked = as_parameter
) -> LoadedEdition:
    """Load an edition and apply the changes of one call.

    Parameters
    ----------
    folder : Path
        ``data/editions``.
    evidence : Evidence
        For the programmes, the dates and the exchange rates there are.
    name : str or None
        Name of the edition; None for ``latest``.
    changes : mapping
        Parameters of the call; None leaves the edition's value.
    asked : callable
        How the call names a parameter in messages, from its name and value.

    Returns
    -------
    LoadedEdition

    Raises
    ------
    CallError
        Naming the place, the bad value, what is allowed and the nearest valid name.
    """
    given = {key: value for key, value in changes.items() if value is not None}
    places = {key: asked(key, value) for key, value in given.items()}
    allowed = [parameter for parameter in PARAMETERS if parameter != "edition"]
    for key in given:
        if key not in allowed:
            raise CallError(f"{places[key]}: {not_known(key, 'a known parameter', allowed)}")
    name = DEFAULT if name is None else str(name)
    own = {key: Setting(value, places[key], "call") for key, value in given.items()}
    settings = laid_over(settings_of_edition(folder, name, asked("edition", name)), own)
    try:
        edition = Edition(edition=name, **{key: setting.value for key, setting in settings.items()})
    except ValidationError as error:
        raise CallError("\n".join(refusal(fault, settings, name) for fault in error.errors())) from None
    refuse_unknown(edition, evidence, settings)
    set_by = {key: setting.set_by for key, setting in settings.items()}
    return LoadedEdition(edition, set_by, {key: str(value) for key, value in given.items()})


def refusal(fault: Mapping[str, Any], settings: Mapping[str, Setting], name: str) -> str:
    """Word one fault that pydantic found."""
    key = str(fault["loc"][0])
    allowed = Edition.model_fields[key].description
    if key not in settings:
        return f"data/editions/{name}.yml: {key} is missing (allowed: {allowed})"
    return f'{settings[key].place}: "{settings[key].value}" is not allowed (allowed: {allowed})'


def refuse_unknown(edition: Edition, evidence: Evidence, settings: Mapping[str, Setting]) -> None:
    """Refuse programmes, languages, documents and dates that the data do not have."""

    def place(key: str) -> str:
        return settings[key].place if key in settings else f"default of {key}"

    programmes = list(evidence.seats["programme"])
    for key in ("subject", "comparator"):
        if (value := getattr(edition, key)) not in programmes:
            where = "a programme with a row in data/chosen/seats.csv"
            raise CallError(f"{place(key)}: {not_known(value, where, programmes)}")
    if edition.subject == edition.comparator:
        key = next((name for name in ("subject", "comparator") if name in settings), "comparator")
        raise CallError(f"{place(key)}: {edition.comparator} takes both seats (allowed: two different programmes)")
    languages = evidence.vocabularies["page_languages"]
    if edition.lang not in languages.words:
        raise CallError(f"{place('lang')}: {languages.refuse(edition.lang, 'a language of the pages')}")
    if edition.source_id is not None and edition.source_id not in set(evidence.sources["source_id"]):
        known = not_known(edition.source_id, "a known source_id", evidence.sources["source_id"], "sources.csv")
        raise CallError(f"{place('source_id')}: {known}")
    if not evidence.first_day <= edition.as_of <= evidence.last_day:
        raise CallError(
            f'{place("as_of")}: "{edition.as_of}" is outside the data (allowed: {evidence.first_day} to '
            f"{evidence.last_day})"
        )
    if edition.rate_date and edition.rate_date > edition.as_of:
        raise CallError(
            f'{place("rate_date")}: "{edition.rate_date}" is after the as-of date (allowed: {edition.as_of} or before)'
        )
    first, last = evidence.exchange_rates["date"].iloc[[0, -1]]
    if edition.usd_per_eur is None and not first <= (edition.rate_date or edition.as_of) <= last:
        key = "rate_date" if edition.rate_date else "as_of"
        raise CallError(
            f"{place(key)}: there is no exchange rate for {edition.rate_date or edition.as_of} (the European Central "
            f"Bank's table runs from {first} to {last}); name a rate_date in it, or give usd_per_eur"
        )
