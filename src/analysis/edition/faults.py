"""Find every fault in the editions of a data folder."""

from __future__ import annotations

from pathlib import Path

from analysis.edition.files import faults_of_names, names_of_editions
from analysis.edition.loading import load_edition
from analysis.errors import DataError, Fault
from analysis.evidence import load


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
