"""Load an edition: its file, the files it is based on, and the changes of one call, checked before anything runs."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import ValidationError

from analysis.edition.files import Setting, as_day, file_of, names_of_editions, read_file
from analysis.edition.parameters import PARAMETERS, Edition
from analysis.errors import CallError, DataError, Fault, not_known
from analysis.evidence import Evidence

DEFAULT = "latest"

CARRIED = {
    "as_of": ("rate_date",),
    "rate_date": ("usd_per_eur",),
    "usd_per_eur": ("rate_date",),
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
    """

    parameters: Edition
    settings: dict[str, Setting]
    changes: dict[str, str]

    def set_by(self, key: str) -> str | None:
        """``edition NAME`` or ``call`` for a parameter that is set."""
        return self.settings[key].set_by if key in self.settings else None

    def source_of(self, key: str) -> str | None:
        """The document behind a parameter that an edition sets."""
        return self.settings[key].source_id if key in self.settings else None

    def stated_on(self, key: str) -> datetime.date:
        """The day that a figure set by an edition or a call speaks of: that of the file, or of this study."""
        stated = as_day(self.settings[key].stated_on) if key in self.settings else None
        return min(stated or self.parameters.as_of, self.parameters.as_of)


def laid_over(lower: Mapping[str, Setting], upper: Mapping[str, Setting]) -> dict[str, Setting]:
    """Lay settings over others; a change of date, rate or programme drops what belonged to the old one."""
    result = dict(lower)
    for key, carried in CARRIED.items():
        below = lower[key].value if key in lower else Edition.model_fields[key].default
        if key in upper and str(upper[key].value) != str(below):
            for name in carried:
                result.pop(name, None)
    return result | dict(upper)


def settings_of_edition(folder: Path, name: str, above: tuple[str, ...] = ()) -> dict[str, Setting]:
    """Settings of an edition laid over those of the edition it is based on."""
    own = read_file(folder, name)
    base = own.pop("based_on", None)
    if base is None:
        return own
    if base.value in (*above, name):
        circle = " -> ".join((*above, name, base.value))
        raise DataError([Fault(file_of(name), None, "based_on", f"leads in a circle: {circle}")])
    known = names_of_editions(folder)
    if base.value not in known:
        raise DataError([Fault(file_of(name), None, "based_on", not_known(base.value, "a known edition", known))])
    return laid_over(settings_of_edition(folder, base.value, (*above, name)), own)


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
        If the call cannot be used: its place, the bad value, what is allowed, the nearest valid name.
    DataError
        If the edition's file cannot be used, with every fault.
    """
    given = {key: value for key, value in changes.items() if value is not None}
    name = DEFAULT if name is None else str(name)
    own = {key: Setting(value, asked(key, value), "call") for key, value in given.items()}
    refuse_unknown_names(folder, name, own, asked)
    settings = laid_over(settings_of_edition(folder, name), own)
    try:
        edition = Edition(edition=name, **{key: setting.value for key, setting in settings.items()})
    except ValidationError as error:
        refuse(
            [(str(fault["loc"][0]), unfit(str(fault["loc"][0]), settings)) for fault in error.errors()], settings, name
        )
    refuse(list(contradictions(edition, evidence, settings)), settings, name)
    return LoadedEdition(edition, settings, {key: str(value) for key, value in given.items()})


def refuse_unknown_names(folder: Path, name: str, own: Mapping[str, Setting], asked: Asked) -> None:
    """Refuse an edition or parameters that are not there."""
    known = names_of_editions(folder)
    if name not in known:
        raise CallError(f"{asked('edition', name)}: {not_known(name, 'a known edition', known)}")
    allowed = PARAMETERS[1:]
    for key, setting in own.items():
        if key not in allowed:
            raise CallError(f"{setting.place}: {not_known(key, 'a known parameter', allowed)}")


def unfit(key: str, settings: Mapping[str, Setting]) -> str:
    """Word a value that the model refused."""
    allowed = Edition.model_fields[key].description
    if key not in settings:
        return f"the key is missing (allowed: {allowed})"
    return f'"{settings[key].value}" is not allowed (allowed: {allowed})'


def refuse(faults: list[tuple[str, str]], settings: Mapping[str, Setting], name: str) -> None:
    """Raise for faults, each with the key it is found at: of the call if it made any, else of the file."""
    if not faults:
        return
    if of_call := [(key, text) for key, text in faults if key in settings and settings[key].file is None]:
        raise CallError("\n".join(f"{settings[key].place}: {text}" for key, text in of_call))
    files = {key: settings[key].file if key in settings else file_of(name) for key, _ in faults}
    raise DataError(Fault(files[key], None, key, text) for key, text in faults)


def contradictions(edition: Edition, evidence: Evidence, settings: Mapping[str, Setting]) -> Iterator[tuple[str, str]]:
    """Find what the data do not have or what does not go together, each with the key it is found at."""
    programmes = list(evidence.seats["programme"])
    for key in ("subject", "comparator"):
        if (value := getattr(edition, key)) not in programmes:
            yield key, not_known(value, "a programme with a row in data/chosen/seats.csv", programmes)
    if edition.subject == edition.comparator:
        key = next((name for name in ("subject", "comparator") if name in settings), "comparator")
        yield key, f"{edition.comparator} takes both seats (allowed: two different programmes)"
    languages = evidence.vocabularies["page_languages"]
    if edition.lang not in languages.words:
        yield "lang", languages.refuse(edition.lang, "a language of the pages")
    for key, setting in settings.items():
        if setting.source_id is not None and setting.source_id not in set(evidence.sources["source_id"]):
            sources = evidence.sources["source_id"]
            yield key, not_known(setting.source_id, "a known source_id", sources, "data/evidence/sources.csv")
            break
    if not evidence.first_day <= edition.as_of <= evidence.last_day:
        yield "as_of", f'"{edition.as_of}" is outside the data (allowed: {evidence.first_day} to {evidence.last_day})'
    elif edition.usd_per_eur is None:
        yield from no_rate(edition, evidence)
    elif edition.rate_date is not None:
        yield "rate_date", "a rate is given by usd_per_eur too (allowed: one of the two)"


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
