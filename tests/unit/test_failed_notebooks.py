"""Notebooks that failed are kept where that is possible, and never in the way of a build."""

from pathlib import Path

import pytest

from analysis.publish.build import Builder, Options
from analysis.publish.planning import plan
from conftest import Copy


@pytest.mark.parametrize("in_the_way", ["reports/failed", "reports/failed/latest-01-promised.ipynb/notes.txt"])
def test_an_old_failure_that_cannot_be_removed_is_told_and_hides_no_new_one(copy: Copy, tmp_path: Path, in_the_way):
    path = copy.project.root / in_the_way
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("not a notebook")
    planned = plan(copy.project, ["latest"], ["01-promised"], {"lang": "en"}, tmp_path / "site")
    builder = Builder(planned, Options(), tmp_path, report=print)
    builder.clear_failed()
    kept = str(copy.project.failed / "latest-01-promised.ipynb")
    assert builder.old_failure.startswith(f"{kept}: ")
    assert builder.keep_failed(planned.pages[0], b"{}").startswith("; it could not be kept (")
    assert path.read_text() == "not a notebook"
