"""The site by its own checker, opened from a file on disk and, for the questions in French, from a plain web server."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import run_analysis


@pytest.mark.parametrize("how", [[], ["--served", "--only", "fr/latest/0*"]], ids=["file", "served"])
def test_the_site_passes_its_own_check(site: Path, how):
    run = run_analysis("check-site", str(site), *how)
    assert run.returncode == 0, run.stdout + run.stderr
