"""A site tells nothing of who made it, where: neither of folders nor of users, in no byte of it, packed or not."""

from pathlib import Path

import nbformat

from conftest import Copy
from file_rules import contents

NAME = "zorbalina"
WARNING = "import warnings\n\nwarnings.warn('a cell that warns')"


def test_no_byte_of_a_site_names_a_folder_or_a_user(tmp_path: Path, monkeypatch):
    home = tmp_path / f"home-of-{NAME}"
    home.mkdir()
    for variable in ("USER", "LOGNAME", "USERNAME", "HOSTNAME", "GIT_AUTHOR_NAME"):
        monkeypatch.setenv(variable, NAME)
    monkeypatch.setenv("HOME", str(home))
    copy = Copy(tmp_path / f"desk-of-{NAME}" / "project")
    notebook = nbformat.read(copy.project.notebooks / "01-promised.ipynb", as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(WARNING))
    nbformat.write(notebook, copy.project.notebooks / "01-promised.ipynb")
    out = tmp_path / f"site-of-{NAME}"
    how = ("--edition", "latest", "--notebook", "01-promised", "--set", "lang=en", "--out", str(out))
    run = copy.run("build", *how, cwd=home)
    assert "notebooks/01-promised.ipynb warns: " in run.stderr
    assert "a cell that warns" in run.stderr
    held = [(path, *part) for path in out.rglob("*") if path.is_file() for part in contents(path.read_bytes())]
    assert {path.suffix for path, inside, _ in held if inside} == {".zip", ".png"}
    for path, inside, content in held:
        for word in (NAME, str(tmp_path), "ipykernel_", "UserWarning"):
            assert word.encode() not in content, f"{path.name} {inside} holds {word}"
