"""Everything that is checked about the data in one pass."""

from __future__ import annotations

from analysis.edition import load_edition, names_of_editions
from analysis.errors import CallError, Fault
from analysis.evidence import faults_of_evidence, load
from analysis.evidence.descriptor import faults_of_descriptor
from analysis.paths import Project
from analysis.publish.answer import faults_of_readme
from analysis.publish.manifest import FILE, load_manifest


def faults_of_project(root: Project) -> list[Fault]:
    """List every fault in tables, editions, manifest and data package.

    Parameters
    ----------
    root : Project
        The project.

    Returns
    -------
    list of Fault
        Empty when all is in order. Editions and the data package are checked against tables without faults only.
    """
    faults = faults_of_evidence(root.data)
    if not faults:
        faults = [*faults_of_editions(root), *faults_of_descriptor(root.data)]
    if not faults:
        faults = faults_of_readme(root)
    return [*faults, *faults_of_manifest(root)]


def faults_of_editions(root: Project) -> list[Fault]:
    """List the editions that cannot be loaded."""
    evidence = load(root.data)
    folder = root.data / "editions"
    faults = []
    for name in names_of_editions(folder):
        try:
            load_edition(folder, evidence, name, {})
        except CallError as error:
            faults += [Fault(f"data/editions/{name}.yml", None, None, line) for line in str(error).splitlines()]
    return faults


def faults_of_manifest(root: Project) -> list[Fault]:
    """The fault of the manifest, if it has one."""
    try:
        load_manifest(root)
    except CallError as error:
        return [Fault(FILE, None, None, str(error).removeprefix(f"{FILE}: "))]
    return []
