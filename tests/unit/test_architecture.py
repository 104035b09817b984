"""The layers that import-linter holds are those that a newcomer reads of."""

import re
import tomllib

from analysis.paths import PACKAGE
from conftest import ROOT

DOC = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def layers() -> list[list[str]]:
    """The layers of the contract in ``pyproject.toml`` from the top, each with its packages and modules."""
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    contract = next(contract for contract in linter["contracts"] if contract["type"] == "layers")
    return [re.findall(r"\w+", layer) for layer in contract["layers"]]


def test_every_package_and_module_has_a_layer_and_a_row_in_the_text():
    names = [name for layer in layers() for name in layer]
    there = {path.stem for path in PACKAGE.glob("[a-z]*.py")} | {path.parent.name for path in PACKAGE.glob("*/*.py")}
    assert set(names) == there
    assert re.findall(r"^\| `(\w+)` \|", DOC, re.MULTILINE) == names


def test_the_drawing_has_the_layers_in_their_order():
    drawing = re.search(r"```mermaid\n(.*?)```", DOC, re.DOTALL)[1]
    boxes = dict(re.findall(r'(\w+)\["([^"]+)"\]', drawing))
    arrows = re.findall(r"(\w+)(?:\[[^]]*\])? --> (\w+)", drawing)
    order = [arrows[0][0], *(below for _above, below in arrows)]
    assert [above for above, _below in arrows] == order[:-1], "each arrow begins where the one before it ends"
    assert [re.findall(r"\w+", boxes.get(key, key)) for key in order] == layers()
