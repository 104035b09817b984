"""What is published of the data folder, and what is said of files that lie there beside it."""

import io
import zipfile

import pytest

from analysis.errors import DataError
from analysis.publish.data_files import data_version
from analysis.publish.dataset import archive
from analysis.publish.planning import plan
from conftest import Copy

PUT_THERE = (
    "evidence/facts-Copy1.csv",
    "evidence/facts (1).csv",
    "evidence/facts.csv~",
    "evidence/facts.xlsx",
    "chosen/private-notes.txt",
    "Thumbs.db",
    "desktop.ini",
    "translations/fr.mo",
    "drafts/latest.yml",
)
LEFT = (
    "._datapackage.json",
    "evidence/.~lock.facts.csv#",
    "evidence/._facts.csv",
    "editions/._latest.yml",
    "editions/.ipynb_checkpoints/latest-checkpoint.yml",
)
"""Of systems and editors."""


def names(copy: Copy) -> list[str]:
    """The files in the archive that others download."""
    return zipfile.ZipFile(io.BytesIO(archive(copy.project.data))).namelist()


def test_what_lies_beside_the_data_is_told_and_not_published(copy: Copy, command):
    before, version = names(copy), data_version(copy.project.data)
    for name in (*PUT_THERE, *LEFT):
        path = copy.project.data / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("as_of: 2026-01-01\n")
    (copy.project.data / "evidence" / ".#facts.csv").symlink_to("somebody@somewhere.1")  # while Emacs edits a table
    assert (names(copy), data_version(copy.project.data)) == (before, version)
    said = command("check", code=1)
    for name in PUT_THERE:
        assert f"data/{name}: is no table, text or edition of the data, so it is neither read nor published" in said
    assert f"{len(PUT_THERE)} faults" in said
    for name in PUT_THERE:
        (copy.project.data / name).unlink()
    said = command("check")
    assert all(f"data/{name}" in said for name in (*LEFT, "evidence/.#facts.csv"))


def test_a_row_is_added_while_an_editor_has_its_table_open(copy: Copy, command):
    (copy.project.data / "evidence" / ".#events.csv").symlink_to("somebody@somewhere.1")
    cells = {"event_id": "euev-999", "programme": "stargate", "date": "2026-01-01", "precision": "day"}
    cells |= {"kind": "other", "title": "Something", "source_id": "derived"}
    command("add", "event", "--yes", **cells)
    assert (copy.project.data / "evidence" / ".#events.csv").is_symlink()


@pytest.mark.parametrize("name", ["LICENSE.md", "README.md"])
def test_a_text_that_is_missed_is_named_before_a_build(copy: Copy, command, name):
    (copy.project.data / name).unlink()
    with pytest.raises(DataError, match=f"data/{name}: the file is missing"):
        plan(copy.project, ["latest"], ["00-answer"])
    assert f"data/{name}: the file is missing" in command("check", code=1)
