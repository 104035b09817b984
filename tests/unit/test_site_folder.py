"""A new site takes the place of the old one whole, whatever happens on the way."""

import errno
import itertools
import os
import signal
import stat
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from analysis.errors import AnalysisError, CallError
from analysis.files import clear_left_behind
from analysis.publish import site as site_folder
from analysis.publish.build import clear_failed, keep_failed
from analysis.publish.planning import plan
from conftest import Copy


def folder_with(path: Path, text: str) -> Path:
    """A folder with one file."""
    path.mkdir(parents=True)
    (path / "index.html").write_text(text)
    return path


def swapped(folder: Path, text: str) -> None:
    """Put a site with another page in the place of a folder."""
    with site_folder.swapped_in(folder) as beside:
        (beside / "index.html").write_text(text)


def is_killed(folder: Path, text: str, step: int) -> bool:
    """Do so in a process that is killed at a step, each call of what is not written in Python being one."""
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    steps = itertools.count()

    def count(frame: object, event: str, called: object) -> None:
        if event == "c_call" and next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    swapped(folder, text)
    os._exit(0)


@pytest.mark.parametrize("in_one_step", [True, False])
def test_whoever_is_killed_on_the_way_leaves_the_old_site_or_the_new(tmp_path: Path, monkeypatch, in_one_step):
    if not in_one_step:
        monkeypatch.setattr(site_folder, "exchanged", lambda one, other: False)
    folder, found = folder_with(tmp_path / "site", "old"), set()
    for step in itertools.count(0, 31):
        if not is_killed(folder, "new", step):
            break
        if not folder.exists():  # between two steps, where the system has none that does both
            assert not in_one_step
            with pytest.raises(LookupError), site_folder.swapped_in(folder):
                raise LookupError
        assert [path.name for path in folder.iterdir()] == ["index.html"]
        found.add((folder / "index.html").read_text())
        swapped(folder, "old")
        assert list(tmp_path.glob(".site-*-*")) == []
    assert step > 50
    assert found == {"old", "new"}


@pytest.mark.parametrize("mask", [0o077, 0o002, 0o022])
@pytest.mark.parametrize("there", [True, False])
def test_a_site_has_the_rights_that_its_maker_gives_to_new_files(tmp_path: Path, mask, there):
    folder = tmp_path / "around" / "site"
    if there:
        folder_with(folder, "old").chmod(0o700)
    before = os.umask(mask)
    try:
        with site_folder.swapped_in(folder) as beside:
            folder_with(beside / "fr", "new")
    finally:
        os.umask(before)
    lock = folder.with_name(".site.lock")
    modes = {
        path: stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "fr", lock, folder / "fr/index.html")
    }
    assert modes == {path: (0o777 if path.is_dir() else 0o666) & ~mask for path in modes}


@pytest.mark.parametrize("kind", ["folder", "link", "file in place of the folder around"])
def test_a_lock_that_cannot_be_had_is_named(tmp_path: Path, kind):
    """As that of another user, which root alone could open here."""
    folder, lock = tmp_path / "around" / "site", tmp_path / "around" / ".site.lock"
    if kind == "folder":
        lock.mkdir(parents=True)
    elif kind == "link":
        lock.parent.mkdir()
        lock.symlink_to(tmp_path / "elsewhere")
    else:
        (lock := folder.parent).write_text("no folder")
    with pytest.raises(CallError) as caught:
        swapped(folder, "new")
    assert str(caught.value).startswith(f"--out {folder}: cannot be written ({lock}: ")


def test_a_site_that_a_killed_build_moved_away_comes_back(tmp_path: Path):
    folder_with(tmp_path / ".site-old-killed", "old")
    with pytest.raises(LookupError), site_folder.swapped_in(tmp_path / "site"):
        raise LookupError
    assert (tmp_path / "site" / "index.html").read_text() == "old"


def test_folders_of_processes_that_are_no_more_are_cleared(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    gone, own, foreign = (tmp_path / f"analysis-{name}-x" for name in (999_999_999, os.getpid(), "notes"))
    for folder in (gone, own, foreign):
        folder.mkdir()
    clear_left_behind()
    assert sorted(tmp_path.iterdir()) == sorted([own, foreign])


def test_all_of_a_site_is_on_the_disk_before_it_takes_its_place(tmp_path: Path, monkeypatch):
    done, fsync, swap = [], os.fsync, site_folder.swap

    def noted(descriptor: int) -> None:
        done.append(Path(os.readlink(f"/proc/self/fd/{descriptor}")))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    monkeypatch.setattr(site_folder, "swap", lambda *folders: (done.append("swap"), swap(*folders)))
    with site_folder.swapped_in(tmp_path / "site") as beside:
        (beside / "fr").mkdir()
        (beside / "fr" / "page.html").write_text("page")
    assert set(done[: done.index("swap")]) == {beside, beside / "fr", beside / "fr" / "page.html"}
    assert done[done.index("swap") + 1 :] == [tmp_path]


def test_a_disk_that_is_full_is_named_and_the_old_site_stands(tmp_path: Path):
    folder = folder_with(tmp_path / "site", "old")
    with pytest.raises(AnalysisError) as caught, site_folder.swapped_in(folder) as beside:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(beside / "index.html"))
    assert str(caught.value) == f"{beside}/index.html: No space left on device; the old site stands"
    assert (folder / "index.html").read_text() == "old"
    assert list(tmp_path.glob(".site-*-*")) == []


def test_a_folder_that_may_not_be_written_is_named(copy: Copy, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path)
    with pytest.raises(CallError) as caught:
        site_folder.replaceable(copy.project, tmp_path / "site")
    assert str(caught.value) == f"--out {tmp_path}/site: {tmp_path} is no folder that can be written"


def test_of_two_that_write_one_site_one_waits_and_says_so(tmp_path: Path):
    other, said = FileLock(tmp_path / ".site.lock"), []
    other.acquire()

    def waiting() -> None:
        said.append("waiting")
        other.release()

    with site_folder.swapped_in(tmp_path / "site", waiting) as beside:
        (beside / "index.html").write_text("new")
    assert said == ["waiting"]
    assert (tmp_path / "site" / "index.html").read_text() == "new"


# Notebooks that failed are kept where that is possible, and never in the way of a build. -----------------------------


@pytest.mark.parametrize("in_the_way", ["reports/failed", "reports/failed/latest-01-promised.ipynb/notes.txt"])
def test_an_old_failure_that_cannot_be_removed_is_told_and_hides_no_new_one(copy: Copy, tmp_path: Path, in_the_way):
    path = copy.project.root / in_the_way
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("not a notebook")
    planned = plan(copy.project, ["latest"], ["01-promised"], {"lang": "en"}, tmp_path / "site")
    kept = str(copy.project.failed / "latest-01-promised.ipynb")
    assert clear_failed(planned).startswith(f"{kept}: ")
    assert keep_failed(copy.project, planned.pages[0], b"{}").startswith("; it could not be kept (")
    assert path.read_text() == "not a notebook"
