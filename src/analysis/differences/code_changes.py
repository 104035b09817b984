"""Which modules differ between two revisions, and which of them a number rests on."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path

from analysis.differences.own_code import STUDY
from analysis.differences.reasons import CodeChange
from analysis.differences.revisions import Repository, Revision
from analysis.model.graph import MODULES, graph
from analysis.paths import PACKAGE
from analysis.publish.code import Code


class CodeChanges:
    """The modules that differ between two revisions, and which of them a quantity rests on.

    Parameters
    ----------
    repository : Repository
    old : Revision
    new : Revision or None
        None for the working tree.
    files : list of str
        The modules that differ, by path inside the package.
    """

    def __init__(self, repository: Repository, old: Revision, new: Revision | None, files: list[str]):
        self.files = files
        self.commits = functools.cache(lambda paths: repository.commits(old, new, paths))
        self.code = Code(PACKAGE)

    @functools.cached_property
    def of_model(self) -> dict[str, frozenset[str]]:
        """For each module with formulas, the files that it rests on."""
        return {module.__name__: self.inside(self.code.of_module(module.__name__)) for module in MODULES}

    @functools.cached_property
    def of_all(self) -> frozenset[str]:
        """The files that every number rests on."""
        formulas = {self.code.module(module.__name__).path for module in MODULES}
        return self.inside(self.code.of_module(STUDY) - formulas)

    @staticmethod
    def inside(files: Iterable[Path]) -> frozenset[str]:
        """Files by their path inside the package."""
        return frozenset(file.relative_to(PACKAGE).as_posix() for file in files)

    def behind(self, name: str, dollars: str) -> CodeChange:
        """The modules that differ and that a quantity rests on; all that differ for one this program does not know."""
        nodes = graph(dollars).nodes
        if name in nodes:
            modules = {nodes[found].function.__module__ for found in graph(dollars).behind([name])}
            resting = self.of_all.union(*(self.of_model[module] for module in modules))
            files = [file for file in self.files if file in resting] or self.files
        else:
            files = [file for file in self.files if file in self.of_all] or self.files
        paths = tuple(f"src/analysis/{file}" for file in files)
        return CodeChange(paths, self.commits(paths))
