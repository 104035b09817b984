"""Editions: one set of typed parameters each, from a file, changed one by one."""

# ruff: noqa: F401 (these names are for others)

from analysis.edition.files import faults_of_names, names_of_editions, settings_in
from analysis.edition.loading import Asked, LoadedEdition, all_editions, as_parameter, faults_of_editions, load_edition
from analysis.edition.parameters import NOTEBOOK_PARAMETERS, PARAMETERS, Edition, settable_inputs
