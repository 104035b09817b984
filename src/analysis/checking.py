"""Everything that is checked about the data in one pass."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from analysis.edition import faults_of_editions
from analysis.errors import DataError, Fault
from analysis.evidence import load
from analysis.evidence.data_package import faults_of_package
from analysis.evidence.outlines import outlines
from analysis.paths import Project
from analysis.publish.answer import faults_of_readme
from analysis.publish.data_files import faults_of_files
from analysis.publish.manifest import load_manifest
from analysis.publish.notebooks import faults_of_notebook, names_of_notebooks
from analysis.publish.template import faults_of_template
from analysis.study import Study, study_in
from analysis.study.derived import DRAWN, STRETCHED
from analysis.text.catalogue import catalogue_in, translated_languages


def faults_of_project(root: Project) -> list[Fault]:
    """List every fault in data, editions, outlines, translations, data package, manifest, template, notebooks, README.

    Parameters
    ----------
    root : Project
        The project.

    Returns
    -------
    list of Fault
        Empty when all is in order. What is made from the tables, the data package and the README's answer,
        is held against tables without faults only.
    """
    of_tables = faults_in(load, root.data)
    faults = [*of_tables, *faults_of_editions(root.data, sound=not of_tables), *faults_in(load_manifest, root)]
    faults += faults_of_files(root.data)
    faults += faults_of_template(root)
    for read in (outlines, *(partial(catalogue_in, lang=lang) for lang in translated_languages(root.data))):
        faults += faults_in(read, root.data)
    faults += [fault for name in names_of_notebooks(root.notebooks) for fault in faults_of_notebook(root, name)]
    if not of_tables:
        faults += faults_of_package(root.data)
    return faults or [*faults_of_ranges(root), *faults_of_readme(root)]


def faults_of_ranges(root: Project) -> list[Fault]:
    """List central values outside nine draws in ten: of inputs, at their rows; else of what an edition gives."""
    study = study_in(root)
    file = f"data/editions/{study.loaded.parameters.edition}.yml"
    return list(faults_of_inputs(study)) or [
        Fault(file, None, None, f"{name} lies outside its own {DRAWN}")
        for name, quantity in study.quantities.items()
        if quantity.interval == STRETCHED
    ]


def faults_of_inputs(study: Study) -> Iterator[Fault]:
    """Central values of inputs outside the 5% to 95% of their distribution."""
    for name, distribution in study.uncertain.items():
        low, high = distribution.quantile(np.array([0.05, 0.95]))
        if not low <= distribution.central <= high:
            file, row = study.quantities[name].chosen[0]
            message = (
                f"{distribution.central:g} lies outside the 5% to 95% of its distribution, {low:.4g} to {high:.4g} "
                f"(allowed: a value inside; two cases are scenarios)"
            )
            yield Fault(file, row, "central", message)


def faults_in(read: Callable[[Any], object], place: Any) -> list[Fault]:
    """List the faults for which something cannot be read."""
    try:
        read(place)
    except DataError as error:
        return error.faults
    return []
