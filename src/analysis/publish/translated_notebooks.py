"""Write the notebooks in another language, for a person who explores in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from analysis.errors import CallError, not_known
from analysis.files import written_beside
from analysis.paths import Project
from analysis.text import DEFAULT, languages, speaking, translate
from analysis.text.prose import MAGIC, blocks


def write_notebooks(root: Project, lang: str, out: Path) -> list[Path]:
    """Write every notebook in a language: its prose, and the parameter that makes its outputs speak it.

    Parameters
    ----------
    root : Project
    lang : str
        Such as ``fr``.
    out : Path
        The folder; files of the same names in it are written anew.

    Returns
    -------
    list of Path

    Raises
    ------
    CallError
        If there is no such language, or the folder is one that the project keeps.
    """
    others = [name for name in languages() if name != DEFAULT]
    if lang not in others:
        raise CallError(f"--lang {lang}: {not_known(lang, 'a language that notebooks can be translated into', others)}")
    if root.keeps(out.resolve()):
        raise CallError(f"--out {out}: is a folder of the project (allowed: another folder)")
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for path in sorted(root.notebooks.glob("*.ipynb")):
        with speaking(lang):
            text = translated(path.read_text(encoding="utf-8"), lang)
        with written_beside(out / path.name) as file:
            file.write_text(text, encoding="utf-8")
        written.append(out / path.name)
    return written


def translated(notebook: str, lang: str) -> str:
    """A notebook, as JSON, in the language spoken, without outputs."""
    content = json.loads(notebook)
    for cell in content["cells"]:
        cell["source"] = in_language(cell["cell_type"], "".join(cell["source"]), lang).splitlines(True)
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def in_language(kind: str, source: str, lang: str) -> str:
    """The source of a cell in the language spoken.

    Examples
    --------
    >>> in_language("code", "lang = None  # fr", "fr")
    "lang = 'fr'  # fr"
    """
    if kind == "markdown":
        return translate(source.strip())
    if not source.startswith(MAGIC):
        return re.sub(r"^lang = None", f"lang = {lang!r}", source, flags=re.MULTILINE)
    first, __, body = source.partition("\n")
    said = []
    for place, block in enumerate(blocks(first.removeprefix(MAGIC), body)):
        condition = f" if {block.condition}" if block.condition else " else" if place else ""
        said.append(f"{'---' if place else MAGIC}{condition}\n{translate(block.text)}")
    return "\n".join(said)
