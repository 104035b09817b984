"""Everything that is checked about the data in one pass."""

from __future__ import annotations

from analysis.edition import faults_of_editions
from analysis.errors import DataError, Fault
from analysis.evidence import faults_of_evidence
from analysis.evidence.descriptor import faults_of_descriptor
from analysis.paths import Project
from analysis.publish.answer import faults_of_readme
from analysis.publish.manifest import load_manifest
from analysis.publish.notebooks import faults_of_notebook, names_of_notebooks
from analysis.publish.template import faults_of_template


def faults_of_project(root: Project) -> list[Fault]:
    """List every fault in tables, editions, data package, manifest, template, notebooks and README.

    Parameters
    ----------
    root : Project
        The project.

    Returns
    -------
    list of Fault
        Empty when all is in order. What is made from the tables, the data package and the README's answer, is held
        against tables without faults only.
    """
    of_tables = faults_of_evidence(root.data)
    faults = [*of_tables, *faults_of_editions(root.data, sound=not of_tables), *faults_of_manifest(root)]
    faults += faults_of_template(root)
    faults += [fault for name in names_of_notebooks(root.notebooks) for fault in faults_of_notebook(root, name)]
    if not of_tables:
        faults += faults_of_descriptor(root.data)
    return faults or faults_of_readme(root)


def faults_of_manifest(root: Project) -> list[Fault]:
    """List what is wrong with the manifest."""
    try:
        load_manifest(root)
    except DataError as error:
        return error.faults
    return []
