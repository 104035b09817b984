"""Load an edition: its file, the files it is based on, the changes of one call, all checked; and write a new one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from pydantic import ValidationError

from analysis.edition.files import (
    LISTED,
    NAME,
    Setting,
    faults_of_names,
    file_of,
    is_edition,
    names_of_editions,
    read_file,
)
from analysis.edition.parameters import PARAMETERS, Edition, settable_inputs
from analysis.errors import CallError, DataError, Fault, not_known, shown
from analysis.evidence import Evidence, load
from analysis.evidence.schemas import PATHS
from analysis.files import written_beside
from analysis.model.graph import without_seat
from analysis.text import languages

DEFAULT = "latest"

CARRIED = {
    "as_of": ("rate_date",),
    "rate_date": ("usd_per_",),
    "usd_per_eur": ("rate_date",),
    "subject": ("subject_",),
    "comparator": ("comparator_",),
    "chip": ("chip_", "h100e_per_chip", "watts_per_chip"),
}
"""What a parameter carries, by the beginning of its name: what lower layers said of it no longer applies."""

THOUSANDS = re.compile(r"-?[\d., ]*\d,\d{3}[\d., ]*")
"""A number with a comma that may part its thousands."""

Asked: TypeAlias = Callable[[str, Any], str]
"""Names a parameter as the person wrote it: its name and value to ``--set subject_sites=0``."""


def as_parameter(name: str, value: Any) -> str:
    """Name a parameter of a Python call or a notebook."""
    return f"parameter {shown(name)}"


@dataclass(frozen=True)
class LoadedEdition:
    """An edition with the origin of each of its parameters.

    Attributes
    ----------
    parameters : Edition
        The typed parameters.
    settings : dict of str to Setting
        Where each parameter that is set was set.
    changes : dict of str to str
        The parameters that the call changed, as given.
    label : str
        What tells it from others of the same edition in one site; empty where it is the only one.
    """

    parameters: Edition
    settings: dict[str, Setting]
    changes: dict[str, str]
    label: str = ""

    def __hash__(self) -> int:
        """Of what tells most editions apart."""
        return hash((self.name, *self.changes.items()))

    @property
    def name(self) -> str:
        """What it is called in a site: ``latest``, or ``latest-usd_per_eur-1.2`` for one of several."""
        return "-".join(filter(None, (self.parameters.edition, self.label)))

    def without(self, *names: str) -> LoadedEdition:
        """The same in which some parameters are not set."""
        inputs, settings, changes = (
            {name: one for name, one in given.items() if name not in names}
            for given in (self.parameters.inputs, self.settings, self.changed)
        )
        unset = {name: Edition.model_fields[name].default for name in names if name in Edition.model_fields}
        parameters = self.parameters.model_copy(update=unset | {"inputs": inputs})
        return replace(self, parameters=parameters, settings=settings, changes=changes)

    @property
    def changed(self) -> dict[str, str]:
        """The parameters that the call changed, the language apart."""
        return {name: value for name, value in self.changes.items() if name != "lang"}

    @property
    def why(self) -> str:
        """What the edition says of itself; nothing where the call changed it, as that may no longer hold."""
        return "" if self.changed else self.parameters.why

    @property
    def is_scenario(self) -> bool:
        """Whether it changes another edition, as a file that is based on one does."""
        own = f"edition {self.parameters.edition}"
        return any(setting.set_by not in (own, "call") for setting in self.settings.values())

    def value_of(self, key: str) -> Any:
        """The value of a parameter or of an input of the model; None where it is not set."""
        return self.parameters.inputs.get(key, getattr(self.parameters, key, None))

    def set_by(self, key: str) -> str | None:
        """``edition NAME`` or ``call`` for a parameter that is set."""
        return self.settings[key].set_by if key in self.settings else None


def laid_over(lower: Mapping[str, Setting], upper: Mapping[str, Setting]) -> dict[str, Setting]:
    """Lay settings over others; a change of date, rate or programme drops what belonged to the old one."""
    result = dict(lower)
    for key, carried in CARRIED.items():
        below = lower[key].value if key in lower else Edition.model_fields[key].default
        if key in upper and str(upper[key].value) != str(below):
            result = {name: setting for name, setting in result.items() if not name.startswith(carried)}
    return result | dict(upper)


def settings_of_edition(folder: Path, name: str, above: tuple[str, ...] = ()) -> tuple[dict[str, Setting], list[Fault]]:
    """Settings of an edition laid over those of the edition it is based on, and what is wrong with their files."""
    own, faults = read_file(folder, name)
    base = own.pop("based_on", None)
    if base is None:
        return own, faults
    if base.value in (*above, name):
        circle = " -> ".join((*above, name, base.value))
        return own, [*faults, Fault(file_of(name), None, "based_on", f"leads in a circle: {circle}")]
    if not is_edition(folder, base.value):
        unknown = not_known(base.value, "a known edition", names_of_editions(folder))
        return own, [*faults, Fault(file_of(name), None, "based_on", unknown)]
    lower, further = settings_of_edition(folder, base.value, (*above, name))
    return laid_over(lower, own), [*faults, *further]


def load_edition(
    folder: Path, evidence: Evidence | None, name: str | None, changes: Mapping[str, Any], asked: Asked = as_parameter
) -> LoadedEdition:
    """Load an edition and apply the changes of one call.

    Parameters
    ----------
    folder : Path
        ``data/editions``.
    evidence : Evidence or None
        For the programmes, the dates and the exchange rates there are; None to check the form alone.
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
        If the call cannot be used: its place, the bad value, what is allowed, the nearest valid name.
    DataError
        If the edition's file cannot be used, with every fault.
    """
    given = {key: value for key, value in changes.items() if value is not None}
    name = DEFAULT if name is None else str(name)
    own = {key: Setting(value, asked(key, value), "call") for key, value in given.items()}
    refuse_unknown_names(folder, name, own, asked)
    below, of_files = settings_of_edition(folder, name)
    settings = laid_over(below, own)
    edition, found = None, []
    try:
        values = {key: setting.value for key, setting in settings.items()}
        inputs = {key: values.pop(key) for key in settable_inputs() if key in values}
        edition = Edition(edition=name, **values, inputs=inputs)
    except ValidationError as error:
        keys = dict.fromkeys(str(fault["loc"][fault["loc"][0] == "inputs"]) for fault in error.errors())
        found = [(key, unfit(key, settings, evidence)) for key in keys]
    if evidence is not None:
        of_files = [*of_files, *unknown_documents(settings, evidence)]
        found += list(contradictions(edition, evidence, settings)) if edition else []
    refuse(found, of_files, settings, name)
    return LoadedEdition(edition, settings, {key: str(value) for key, value in given.items()})


def all_editions(folder: Path, evidence: Evidence) -> dict[str, Edition]:
    """Every edition of a folder by its name, without changes; parameters as for :func:`load_edition`."""
    return {name: load_edition(folder, evidence, name, {}).parameters for name in names_of_editions(folder)}


def refuse_unknown_names(folder: Path, name: str, own: Mapping[str, Setting], asked: Asked) -> None:
    """Refuse an edition or parameters that are not there."""
    if not is_edition(folder, name):
        unknown = not_known(name, "a known edition", names_of_editions(folder))
        raise CallError(f"{asked('edition', name)}: {unknown}")
    allowed = (*PARAMETERS[1:], *settable_inputs())
    for key, setting in own.items():
        if key not in allowed:
            raise CallError(f"{setting.place}: {not_known(key, 'a known parameter', allowed, LISTED)}")


def unfit(key: str, settings: Mapping[str, Setting], evidence: Evidence | None) -> str:
    """Word a value that is not allowed."""
    if key in Edition.model_fields:
        allowed = Edition.model_fields[key].description
    elif evidence is None:
        allowed = "a number"
    else:
        word = evidence.quantities[without_seat(key)]
        allowed = f"a number from {word['least']} to {word['most']} [{word['unit']}], the {word['meaning']}"
    if key not in settings:
        return f"the key is missing (allowed: {allowed})"
    value = shown(settings[key].value)
    doubt = "; its comma may part thousands or decimals: write a point before decimals, nothing between thousands"
    return f'"{value}" is not allowed (allowed: {allowed}{doubt if THOUSANDS.fullmatch(value) else ""})'


def refuse(found: list[tuple[str, str]], of_files: list[Fault], settings: Mapping[str, Setting], name: str) -> None:
    """Raise for faults found at keys and in files: those of the call if it made any, else all of the files."""
    if of_call := [(key, text) for key, text in found if key in settings and settings[key].file is None]:
        raise CallError("\n".join(f"{settings[key].place}: {text}" for key, text in of_call))
    files = {key: settings[key].file if key in settings else file_of(name) for key, _ in found}
    if faults := [*of_files, *(Fault(files[key], None, key, text) for key, text in found)]:
        raise DataError(faults)


def unknown_documents(settings: Mapping[str, Setting], evidence: Evidence) -> Iterator[Fault]:
    """Documents that edition files name behind their figures and that the data do not have, or not on that day yet."""
    published = dict(zip(evidence.sources["source_id"], evidence.sources["published"], strict=True))
    named = {(one.file, one.source_id, one.stated_on) for one in settings.values() if one.source_id is not None}
    for file, source_id, day in sorted(named):
        if source_id not in published:
            unknown = not_known(source_id, "a known source_id", published, PATHS["sources"])
            yield Fault(file, None, "source_id", unknown)
        elif day and day < published[source_id][:10]:
            early = f"is {day}, before its document {source_id} was published ({published[source_id]})"
            yield Fault(file, None, "as_of", early)


def contradictions(edition: Edition, evidence: Evidence, settings: Mapping[str, Setting]) -> Iterator[tuple[str, str]]:
    """Find what the data do not have or what does not go together, each with the key it is found at."""
    programmes = list(evidence.seats["programme"])
    for key in ("subject", "comparator"):
        if (value := getattr(edition, key)) not in programmes:
            yield key, not_known(value, "a programme with a row in data/chosen/seats.csv", programmes)
    if edition.subject == edition.comparator:
        seats = [key for key in ("comparator", "subject") if key in settings]
        key = next((key for key in seats if settings[key].file is None), (seats or ["comparator"])[0])
        yield key, f"{edition.comparator} takes both seats (allowed: two different programmes)"
    for key, value in edition.inputs.items():
        word = evidence.quantities[without_seat(key)]
        if not float(word["least"]) <= value <= float(word["most"]):
            yield key, unfit(key, settings, evidence)
    chips = chips_with_price(evidence)
    if edition.chip not in chips:
        yield "chip", not_known(edition.chip, "a chip with a price, its power and its 16-bit rate", chips)
    if edition.lang not in languages():
        yield "lang", not_known(edition.lang, "a language of the pages", languages())
    if not evidence.first_day <= edition.as_of <= evidence.last_day:
        yield "as_of", f'"{edition.as_of}" is outside the data (allowed: {evidence.first_day} to {evidence.last_day})'
    elif edition.usd_per_eur is None:
        yield from no_rate(edition, evidence)
    elif edition.rate_date is not None:
        yield "rate_date", "a rate is given by usd_per_eur too (allowed: one of the two)"


def chips_with_price(evidence: Evidence) -> list[str]:
    """The chips that compute can be counted in: those whose price, power and 16-bit rate are known."""
    return evidence.chips.dropna(subset=["price_usd_central", "system_w_per_chip", "dense_bf16_flops"])["chip"].tolist()


def no_rate(edition: Edition, evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Find a day of the exchange rate that the table does not have, or that lies ahead."""
    if edition.rate_date and edition.rate_date > edition.as_of:
        yield "rate_date", f'"{edition.rate_date}" is after the as-of date (allowed: {edition.as_of} or before)'
        return
    first, last = evidence.exchange_rates["date"].iloc[[0, -1]]
    if not first <= (edition.rate_date or edition.as_of) <= last:
        yield (
            "rate_date" if edition.rate_date else "as_of",
            f"there is no exchange rate for {edition.rate_date or edition.as_of} (the European Central Bank's table "
            f"runs from {first} to {last}); name a rate_date in it, or give usd_per_eur",
        )


def faults_of_editions(data: Path, sound: bool) -> list[Fault]:
    """List what is wrong with editions; against tables that are not sound, their own form alone."""
    folder = data / "editions"
    faults = faults_of_names(folder)
    for name in names_of_editions(folder):
        try:
            load_edition(folder, load(data) if sound else None, name, {})
        except DataError as error:
            faults += error.faults
    return list(dict.fromkeys(faults))


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
        If the name is taken or cannot be one, if nothing differs, if no reason is given, if a parameter cannot be
        used, or if the folder cannot be written.
    """
    if not NAME.fullmatch(name):
        raise CallError(f'"{name}" cannot name an edition (allowed: a-z and 0-9, parted by single - and _)')
    if is_edition(folder, name):
        raise CallError(f'"{name}" is the name of an edition that is there (allowed: a new name)')
    if not why.strip():
        raise CallError("an edition says why it is there (allowed: a sentence)")
    if not changes:
        raise CallError(f"nothing differs from the edition {based_on}: change something first")
    texts = {key: str(one) for key, one in changes.items()}
    load_edition(folder, evidence, based_on, texts)
    content = {"based_on": based_on, "why": " ".join(why.split())} | texts
    text = yaml.dump(content, Dumper=PlainDumper, sort_keys=False, allow_unicode=True, width=1000)
    try:
        with written_beside(folder / f"{name}.yml") as new:
            new.write_text(text, encoding="utf-8")
        return folder / f"{name}.yml"
    except OSError as error:
        raise CallError(f"{file_of(name)} cannot be written ({error.strerror or error})") from None
