"""Every text of a notebook has its French beside it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest

from conftest import ROOT
from test_catalogues import placeholders

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
WORD = re.compile(r"[^\W\d_]{2}")


@dataclass
class Texts:
    """The texts of a notebook's code, as far as they can be read off without running it.

    Attributes
    ----------
    pairs : list of (str, str, str)
        Where, the English, the French.
    faults : list of str
        Texts that have no French beside them.
    """

    names: dict[str, ast.expr] = field(default_factory=dict)
    pairs: list[tuple[str, str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def read(self, where: str, source: str) -> None:
        """Read the assignments and the calls of one cell in their order."""
        for statement in ast.parse(source).body:
            for call in ast.walk(statement):
                if isinstance(call, ast.Call):
                    self.of_call(where, call)
            for target, value in assigned(statement):
                self.names[target] = value

    def of_call(self, where: str, call: ast.Call) -> None:
        """The texts of one call of ``say``, ``sentence``, ``figure`` or ``show_table``."""
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name not in TEXTS:
            return
        place = f"{where}, {name}"
        if name == "say":
            self.add_said(place, call.args[1:])
        elif name == "sentence":
            for value in call.args[1:]:
                self.add(place, value)
        for keyword in call.keywords:
            if keyword.arg in TEXTS[name]:
                self.add(f"{place} {keyword.arg}", keyword.value)

    def add_said(self, place: str, given: list[ast.expr]) -> None:
        """The English and the French of ``say``, side by side or as one unpacked pair."""
        if len(given) == 1 and isinstance(given[0], ast.Starred):
            self.add(place, given[0].value)
        elif len(given) == 2:
            self.add(place, ast.Tuple(given, ast.Load()))
        else:
            self.faults.append(f"{place}: {len(given)} texts, not the English and the French")

    def add(self, place: str, value: ast.expr) -> None:
        """The pairs that an expression may give: a pair, a list of pairs, a choice, a variable of any of these."""
        if isinstance(value, ast.Name) and value.id in self.names:
            self.add(place, self.names[value.id])
        elif isinstance(value, ast.IfExp):
            self.add(place, value.body)
            self.add(place, value.orelse)
        elif isinstance(value, ast.List):
            for one in value.elts:
                self.add(place, one)
        elif isinstance(value, ast.Dict):
            for one in value.values:
                self.add(place, one)
        elif isinstance(value, ast.Subscript):
            if getattr(value.value, "attr", "") != "attrs":  # a table's own text is in the study's language
                self.add(place, value.value)
        elif isinstance(value, ast.Constant) and value.value == "":
            pass
        elif isinstance(value, ast.Tuple) and len(value.elts) == 2:
            english, french = (self.alternatives(one) for one in value.elts)
            if not english or len(english) != len(french):
                self.faults.append(f"{place}: {ast.unparse(value)[:80]} is no pair of texts")
            else:
                self.pairs += [(place, *pair) for pair in zip(english, french, strict=True)]
        else:
            self.faults.append(f"{place}: {ast.unparse(value)[:80]} has no French beside it")

    def alternatives(self, value: ast.expr) -> list[str]:
        """The texts that an expression may give; what is put into an f-string is left out."""
        if isinstance(value, ast.Name) and value.id in self.names:
            return self.alternatives(self.names[value.id])
        if isinstance(value, ast.IfExp):
            return self.alternatives(value.body) + self.alternatives(value.orelse)
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return [value.value]
        if isinstance(value, ast.JoinedStr):
            return ["".join(part.value if isinstance(part, ast.Constant) else "" for part in value.values)]
        return []


TEXTS = {
    "say": {"otherwise"},
    "sentence": {"template", "otherwise"},
    "figure": {"title", "subtitle", "note"},
    "show_table": {"title", "note"},
}
"""The functions that take texts, and which of their named arguments are."""


def assigned(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """The variables that a statement sets, each with what it is set to."""
    for target in statement.targets if isinstance(statement, ast.Assign) else ():
        if isinstance(target, ast.Name):
            yield target.id, statement.value
        elif isinstance(target, ast.Tuple) and isinstance(statement.value, ast.Tuple):
            for one, value in zip(target.elts, statement.value.elts, strict=True):
                if isinstance(one, ast.Name):
                    yield one.id, value


def texts_of(path: Path) -> Texts:
    """The texts of a notebook's code."""
    found = Texts()
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            found.read(f"{path.stem} {cell.id}", cell.source)
    return found


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request) -> Path:
    """Each notebook."""
    return request.param


def test_every_text_of_a_notebook_has_its_french_beside_it(notebook: Path):
    found = texts_of(notebook)
    assert found.pairs or notebook.stem == "explore"  # whose texts are those of the controls
    assert not found.faults
    for where, english, french in found.pairs:
        assert english.strip(), where
        assert french.strip(), where
        words = re.sub(r"\{[^{}]*\}", "", english)
        assert french != english or not WORD.search(words), f"{where}: {english}"


def test_both_texts_of_a_pair_have_the_same_placeholders(notebook: Path):
    for where, english, french in texts_of(notebook).pairs:
        assert placeholders(french) == placeholders(english), f"{where}: {english}"


def tags(cell: nbformat.NotebookNode) -> set[str]:
    """The tags of a cell."""
    return set(cell.metadata.get("tags", []))


def headings(cell: nbformat.NotebookNode) -> list[int]:
    """The levels of a cell's headings."""
    return [len(found) for found in re.findall(r"^(#+) ", cell.source, re.MULTILINE)]


def test_every_cell_of_prose_is_followed_by_its_french(notebook: Path):
    cells = nbformat.read(notebook, as_version=4).cells
    prose = [place for place, cell in enumerate(cells) if cell.cell_type == "markdown" and WORD.search(cell.source)]
    english = [place for place in prose if "fr" not in tags(cells[place])]
    assert english
    assert [place for place in prose if "fr" in tags(cells[place])] == [place + 1 for place in english]
    for place in english:
        cell, its_french = cells[place], cells[place + 1]
        assert headings(cell) == headings(its_french), cell.source
        assert cell.source != its_french.source
        assert cell.source.count("\n\n") == its_french.source.count("\n\n"), cell.source


def test_no_number_is_typed_into_prose_of_either_language(notebook: Path):
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type == "markdown":
            assert not re.search(r"\d", cell.source), cell.source


def test_the_check_finds_what_has_no_french():
    found = Texts()
    found.read("x", 'title = "One"\nsay(study, "One")\nfigure(study, "x", c, t, title=title, subtitle=("a", "b"))')
    assert [fault.partition(":")[0] for fault in found.faults] == ["x, say", "x, figure title"]
    assert found.pairs == [("x, figure subtitle", "a", "b")]
