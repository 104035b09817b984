"""A project that was copied or moved works on itself or says so, whatever its folder is called."""

import os
import shutil
from pathlib import Path

import pytest

from analysis.checking import faults_of_project
from analysis.errors import CallError
from analysis.paths import project
from conftest import ROOT, Copy, ran
from small_builds import ODD


@pytest.mark.parametrize("inside", [".", "notebooks", "data/evidence"])
def test_the_program_of_another_project_refuses_to_work_from_a_copy(copy: Copy, monkeypatch, inside):
    monkeypatch.delenv("ANALYSIS_ROOT", raising=False)
    monkeypatch.chdir(copy.project.root / inside)
    with pytest.raises(CallError) as refused:
        project()
    for said in (str(ROOT), str(copy.project.root), "'make'", "ANALYSIS_ROOT"):
        assert said in str(refused.value)
    monkeypatch.setenv("ANALYSIS_ROOT", str(copy.project.root))
    assert project().root == copy.project.root


def test_from_any_other_folder_the_project_is_that_of_the_program(tmp_path: Path, monkeypatch):
    monkeypatch.delenv("ANALYSIS_ROOT", raising=False)
    for folder in (tmp_path, ROOT / "docs", tmp_path / "removed"):
        folder.mkdir(exist_ok=True)
        monkeypatch.chdir(folder)
        if folder.name == "removed":
            folder.rmdir()
        assert project().root == ROOT


def asked_to_make(folder: Path) -> str:
    """What make would run to check a project, in a folder."""
    return ran("make", "--dry-run", "check", cwd=folder).stdout


def test_an_environment_is_made_anew_where_it_was_made_elsewhere_or_of_something_else(tmp_path: Path):
    project = tmp_path / ODD
    (project / ".venv").mkdir(parents=True)
    for file in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy2(ROOT / file, project)
    (project / ".venv" / "ready").write_text(f"{project}\n")
    assert "venv .venv" not in asked_to_make(project)
    copied = shutil.copytree(project, tmp_path / "copied")
    os.utime(copied / ".venv" / "ready")
    assert "rm -rf .venv" in asked_to_make(copied)
    moved = project.rename(tmp_path / "moved")
    assert "rm -rf .venv" in asked_to_make(moved)
    (moved / ".venv" / "ready").write_text(f"{moved}\n")
    assert "venv .venv" not in asked_to_make(moved)
    os.utime(moved / "pyproject.toml", (4e9, 4e9))
    assert "venv .venv" in asked_to_make(moved)


def test_sound_data_have_no_fault_in_a_folder_with_an_odd_name(tmp_path: Path):
    assert faults_of_project(Copy(tmp_path / ODD / "project").project) == []
