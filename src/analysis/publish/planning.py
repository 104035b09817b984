"""What is to be built, checked before any kernel starts."""

import datetime
import functools
import itertools
import re
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analysis.edition import NOTEBOOK_PARAMETERS, Asked, LoadedEdition, as_parameter, load_edition
from analysis.errors import CallError, DataError, not_known, shown
from analysis.evidence import load
from analysis.paths import Project
from analysis.publish.catalogues import missing_in
from analysis.publish.data_files import data_version, faults_of_texts
from analysis.publish.manifest import Manifest, load_manifest
from analysis.publish.notebooks import faults_of_notebook, names_of_notebooks
from analysis.publish.site import replaceable
from analysis.publish.template import faults_of_template
from analysis.publish.versions import commit_of
from analysis.text import DEFAULT


@dataclass(frozen=True)
class Page:
    """One page to be built.

    Attributes
    ----------
    notebook : str
        Name of the notebook.
    loaded : LoadedEdition
        The edition with the changes of the call.
    at_root : bool
        Whether the pages of its language stand at the root of the site.
    """

    notebook: str
    loaded: LoadedEdition
    at_root: bool = True

    @property
    def edition(self) -> str:
        """What the edition is called in the site."""
        return self.loaded.name

    @property
    def lang(self) -> str:
        """Its language."""
        return self.loaded.parameters.lang

    @property
    def path(self) -> str:
        """Path of the page inside the part of the site that is in its language."""
        return f"{self.edition}/{self.notebook}.html"

    @property
    def address(self) -> str:
        """Its address inside the site."""
        return self.path if self.at_root else f"{self.lang}/{self.path}"

    @property
    def folder(self) -> str:
        """Where the files of its figures are, inside the site."""
        return f"{self.address.removesuffix('.html')}/"

    @property
    def parameters(self) -> dict[str, Any]:
        """What the notebook is given: the edition, and the changes of the call with their types."""
        changed = {name: self.loaded.value_of(name) for name in self.loaded.changes}
        plain = {
            name: value.isoformat() if isinstance(value, datetime.date) else value for name, value in changed.items()
        }
        further = {name: plain.pop(name) for name in changed if name not in NOTEBOOK_PARAMETERS}
        return {"edition": self.loaded.parameters.edition} | plain | ({"changes": further} if further else {})

    @property
    def command(self) -> str:
        """The command that builds this page alone."""
        changes = [f"--set {shlex.quote(f'{name}={value}')}" for name, value in self.loaded.changes.items()]
        of = (f"--edition {self.loaded.parameters.edition}", f"--notebook {self.notebook}")
        return " ".join(["analysis build", *of, *changes])


@dataclass(frozen=True)
class Plan:
    """A build that has been checked and can start.

    Attributes
    ----------
    root : Project
    manifest : Manifest
    pages : tuple of Page
        In order of languages, editions and notebooks.
    out : Path
        Folder of the site.
    commit, data_version : str
        What it is built from.
    """

    root: Project
    manifest: Manifest
    pages: tuple[Page, ...]
    out: Path
    commit: str
    data_version: str

    @functools.cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that are built; the pages of the first stand at the root of the site."""
        return tuple(dict.fromkeys(page.lang for page in self.pages))

    @functools.cached_property
    def editions(self) -> tuple[str, ...]:
        """The editions that are built, the main one first."""
        return tuple(dict.fromkeys(page.edition for page in self.pages))

    @functools.cached_property
    def notebooks(self) -> tuple[str, ...]:
        """The notebooks that are built, in order."""
        return tuple(dict.fromkeys(page.notebook for page in self.pages))

    @functools.cached_property
    def loaded(self) -> dict[tuple[str, str], LoadedEdition]:
        """Each edition in each language."""
        return {(page.edition, page.lang): page.loaded for page in self.pages}

    @property
    def field(self) -> str:
        """The notebook of all programmes, whose table leads to a page of each; empty where it is not built."""
        return next((name for name in self.notebooks if name.endswith("-field")), "")

    @property
    def parts(self) -> list[tuple[str, str, str]]:
        """What no notebook makes: what it is, its language and its edition; empty where it is of none."""
        of_programmes = ["of_programmes"] if self.field else []
        of_languages = itertools.product([*of_programmes, "of_all"], self.languages, [""])
        of_editions = itertools.product(["of_edition"], self.languages, self.editions)
        return [*of_languages, *of_editions, ("common", "", "")]

    def address(self, lang: str, path: str) -> str:
        """Address inside the site of a page given by its path inside the part in a language."""
        return path if lang == self.languages[0] else f"{lang}/{path}"


def plan(
    root: Project,
    editions: Iterable[str | None] = (),
    notebooks: Iterable[str] = (),
    changes: Mapping[str, Any] | None = None,
    out: Path | None = None,
    asked: Asked = as_parameter,
    settings: Iterable[Mapping[str, Any]] = (),
) -> Plan:
    """Check everything a build needs before any kernel starts.

    Parameters
    ----------
    root : Project
        The project.
    editions, notebooks : iterable of str
        What to build; empty for what the manifest says. An edition that is None is the latest.
    changes : mapping, optional
        Parameters to change in every edition.
    out : Path, optional
        Folder of the site; ``reports/site`` when left out.
    asked : callable
        How messages name a parameter of the call.
    settings : iterable of mapping
        For a site that shows one edition at several settings: for each the parameters that tell it from the others.

    Returns
    -------
    Plan

    Raises
    ------
    CallError
        If an edition, a notebook, a parameter or the folder cannot be used.
    DataError
        If the data have faults.
    """
    manifest, settings, changed = load_manifest(root), list(settings), dict(changes or {})
    names = notebooks_in(root, notebooks) or manifest.notebooks
    faults = [*faults_of_texts(root.data), *faults_of_template(root)]
    if faults := [*faults, *(fault for name in names for fault in faults_of_notebook(root, name))]:
        raise DataError(faults)
    site = replaceable(root, out or root.site)
    evidence = load(root.data)
    spoken = [{} if lang == DEFAULT else {"lang": lang} for lang in manifest.languages]
    loaded = [
        load_edition(root.data / "editions", evidence, edition, changed | further, asked)
        for further in settings or ([{}] if "lang" in changed else spoken)
        for edition in list(dict.fromkeys(editions)) or manifest.editions
    ]
    loaded = labelled(loaded, settings) if settings else loaded
    if changed or settings:
        manifest = manifest.model_copy(update={"address": ""})  # it is not the site at the address
    first = loaded[0].parameters.lang
    pages = tuple(Page(name, edition, edition.parameters.lang == first) for edition in loaded for name in names)
    planned = Plan(root, manifest, pages, site, commit_of(root.root), data_version(root.data))
    further = [lang for lang in planned.languages if lang != DEFAULT]
    if faults := [fault for lang in further for fault in missing_in(root, lang, with_reasons=False)]:
        raise DataError(faults)
    return planned


def notebooks_in(root: Project, asked: Iterable[str]) -> list[str]:
    """The notebooks that a call names, each once; one that is none is refused."""
    known = names_of_notebooks(root.notebooks)
    for name in (names := list(dict.fromkeys(asked))):
        if name not in known:
            raise CallError(f"--notebook {shown(name)}: {not_known(name, 'a notebook', known)}")
    return names


def labelled(loaded: list[LoadedEdition], settings: list[Mapping[str, Any]]) -> list[LoadedEdition]:
    """One edition at several settings, each with a label of its own that says what is set."""
    found: dict[str, LoadedEdition] = {}
    for edition, setting in zip(loaded, settings, strict=True):
        label = re.sub(r"[^A-Za-z0-9._]+", "-", " ".join(f"{name} {value}" for name, value in setting.items()))
        while label in found:  # two values that differ in signs only
            label += "-"
        found[label] = replace(edition, label=label)
    return list(found.values())
