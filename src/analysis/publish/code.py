"""Which code the output of a notebook rests on, told from the imports without importing anything."""

from __future__ import annotations

import ast
import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NAME = "analysis"
HOMES = "_HOMES"
"""What :mod:`analysis` calls its table of names with the modules that they come from."""


@dataclass(frozen=True)
class Module:
    """What a module of the package says of others.

    Attributes
    ----------
    name : str
        Such as ``analysis.tables.ladder``.
    path : Path
        Its file.
    names : dict of str to tuple
        For each name that it imports from the package: the module, and the name there; None for the module itself.
    used : frozenset of tuple of str
        Attributes asked of such names, as name and attribute.
    """

    name: str
    path: Path
    names: dict[str, tuple[str, str | None]]
    used: frozenset[tuple[str, str]]


def file_of(package: Path, module: str) -> Path | None:
    """The file of a module of the package; None for a name that is no module."""
    place = package.joinpath(*module.split(".")[1:])
    found = [path for path in (place / "__init__.py", place.with_suffix(".py")) if path.is_file()]
    return found[0] if found and (place != package or found[0].parent == package) else None


def said_by(package: Path, name: str, path: Path, tree: ast.Module) -> Module:
    """What the code of a module says of the package."""
    names: dict[str, tuple[str, str | None]] = {}
    used = set()
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module), level=0) if module.split(".")[0] == NAME:
                for alias in node.names:
                    inner = f"{module}.{alias.name}"
                    whole = file_of(package, inner) is not None
                    names[alias.asname or alias.name] = (inner, None) if whole else (module, alias.name)
            case ast.Import():
                for alias in node.names:
                    if alias.name.split(".")[0] == NAME:
                        names[alias.asname or alias.name] = (alias.name, None)
            case ast.Attribute(value=ast.Name(id=holder), attr=attribute):
                used.add((holder, attribute))
            case ast.Assign(targets=[ast.Name(id=target)], value=ast.Dict()) if target == HOMES:
                names |= {key: (home, key) for key, home in ast.literal_eval(node.value).items()}
    return Module(name, path, names, frozenset(used))


class Code:
    """The imports inside the package.

    Parameters
    ----------
    package : Path
        Its folder.
    """

    def __init__(self, package: Path):
        self.package = package
        self.module = functools.cache(self.read)

    def read(self, name: str) -> Module:
        """Read a module by its name."""
        path = file_of(self.package, name)
        return said_by(self.package, name, path, ast.parse(path.read_bytes()))

    def of_notebook(self, notebook: Path) -> frozenset[Path]:
        """The files of the package that a notebook rests on.

        A package that collects the names of its modules leads only to the modules of the names that are used, so that
        a change of one chart does not touch the pages of the others.
        """
        return self.behind(self.notebook(notebook)) - {notebook}

    def notebook(self, notebook: Path) -> Module:
        """Read the code of a notebook, as of a module."""
        cells = json.loads(notebook.read_bytes())["cells"]
        code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        return said_by(self.package, notebook.stem, notebook, ast.parse(code))

    def of_module(self, name: str) -> frozenset[Path]:
        """The files of the package that a module rests on, its own included."""
        return self.behind(self.module(name))

    def behind(self, start: Module) -> frozenset[Path]:
        """The files of everything that a module or a notebook leads to."""
        files: set[Path] = {start.path}
        followed = {start.name}
        waiting = [start]
        while waiting:
            for module, passed in self.next(waiting.pop()):
                files |= passed
                if module not in followed:
                    followed.add(module)
                    waiting.append(self.module(module))
        return frozenset(files | {self.module(name).path for name in followed if name != start.name})

    def next(self, module: Module) -> Iterator[tuple[str, set[Path]]]:
        """The modules that one leads to, each with the files of the packages passed on the way to it."""
        for name, (home, wanted) in module.names.items():
            if wanted is not None:
                yield self.followed(home, wanted)
                continue
            attributes = {attribute for holder, attribute in module.used if holder == name}
            collects = self.module(home).path.name == "__init__.py"
            if collects and attributes and attributes <= self.module(home).names.keys():
                yield from (self.followed(home, attribute) for attribute in attributes)
            else:
                yield home, self.packages_of(home)

    def followed(self, home: str, name: str) -> tuple[str, set[Path]]:
        """The module that defines a name, and the files of the packages that pass it on."""
        passed = self.packages_of(home)
        while name in self.module(home).names and self.module(home).path.name == "__init__.py":
            passed.add(self.module(home).path)
            home, further = self.module(home).names[name]
            passed |= self.packages_of(home)
            if further is None:
                break
            name = further
        return home, passed

    def packages_of(self, module: str) -> set[Path]:
        """The files of the packages around a module, which Python runs on the way to it."""
        parts = module.split(".")
        above = (".".join(parts[:count]) for count in range(1, len(parts)))
        return {path for path in (file_of(self.package, name) for name in above) if path}
