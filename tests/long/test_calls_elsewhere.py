"""A build gives the same site from any folder, into any folder, whatever the system lacks or an older build left."""

import os
import stat
import sys
from pathlib import Path

import pytest

from conftest import Copy, content, ran
from small_builds import ODD, PAGE, Called

WITHOUT_SEMAPHORES = """
import multiprocessing.synchronize
import sys

def refuse(*arguments, **options):
    raise OSError(30, "Read-only file system")

multiprocessing.synchronize.SemLock.__init__ = refuse
from analysis.cli import main

if __name__ == "__main__":
    main()
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> dict[str, bytes]:
    """The site that a plain build makes."""
    folder = tmp_path_factory.mktemp("plain")
    return built(Copy(folder / "project"), folder / "site", [sys.executable, "-m", "analysis"])[0]


def built(copy: Copy, out: Path, program: list[str | Path], *options: str, **how) -> tuple[dict[str, bytes], str]:
    """The site that a program builds, and what it complained of."""
    command = [*program, "build", *PAGE, "--out", str(out), *options]
    environment = os.environ | {"ANALYSIS_ROOT": str(copy.project.root)}
    said = ran(*command, env=environment, **how).stderr
    return content(out), said


@pytest.mark.parametrize("options", [(), ("--fresh-kernels",)], ids=["forked", "of Jupyter's"])
def test_from_a_folder_with_modules_and_a_long_name_for_what_is_temporary(whole, tmp_path: Path, options):
    copy, out = Copy(tmp_path / ODD / "project"), tmp_path / ODD / "[site]*"
    run = Called(tmp_path).build(copy, *PAGE, "--out", str(out), *options, timeout=240)
    assert run.stderr == ""
    assert content(out) == whole


@pytest.mark.parametrize("mask", [0o077, 0o002])
def test_with_the_rights_that_the_caller_gives_to_new_files(whole, copy: Copy, tmp_path: Path, mask):
    out = tmp_path / "out" / "site"
    assert built(copy, out, [sys.executable, "-m", "analysis"], umask=mask) == (whole, "")
    made = [path for folder in (out.parent, copy.project.cache) for path in (folder, *folder.rglob("*"))]
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in made}
    assert modes == {path: (0o777 if path.is_dir() else 0o666) & ~mask for path in made}


def test_without_standard_streams(whole, copy: Copy, tmp_path: Path):
    shell = ["bash", "-c", f'{sys.executable} -m analysis "$@" <&- >&- 2>&-', "shell"]
    assert built(copy, tmp_path / "site", shell) == (whole, "")


def test_without_semaphores(whole, copy: Copy, tmp_path: Path):
    (tmp_path / "program.py").write_text(WITHOUT_SEMAPHORES)
    assert built(copy, tmp_path / "site", [sys.executable, tmp_path / "program.py"]) == (whole, "")


def test_with_an_old_failure_that_cannot_be_removed(whole, copy: Copy, tmp_path: Path):
    kept = copy.project.failed / "article-01-promised.ipynb"
    kept.mkdir(parents=True)
    site, said = built(copy, tmp_path / "site", [sys.executable, "-m", "analysis"])
    assert site == whole
    assert said.startswith(f"A notebook that failed in an earlier build is still there: {kept}: ")
