"""Editions: one set of typed parameters each, from a file, changed one by one."""

from analysis.edition.files import faults_of_names, names_of_editions, settings_in
from analysis.edition.loading import Asked, LoadedEdition, all_editions, as_parameter, faults_of_editions, load_edition
from analysis.edition.parameters import NOTEBOOK_PARAMETERS, PARAMETERS, Edition, settable_inputs

__all__ = [
    "NOTEBOOK_PARAMETERS",
    "PARAMETERS",
    "Asked",
    "Edition",
    "LoadedEdition",
    "all_editions",
    "as_parameter",
    "faults_of_editions",
    "faults_of_names",
    "load_edition",
    "names_of_editions",
    "settable_inputs",
    "settings_in",
]
