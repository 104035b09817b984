"""Whatever breaks a build, the site that stood stands or the new one is whole, and the next build needs no help."""

import contextlib
import ctypes
import resource
import shutil
import subprocess
import time
from pathlib import Path

import psutil
import pytest
from filelock import FileLock

from conftest import Copy
from small_builds import CACHED, NEW, OLD, Builds, builds, sites  # noqa: F401
from test_running import FAILING, OF_JUPYTER, assert_named_and_kept
from test_same_site import content, statuses


def part_of(build: subprocess.Popen, kind: str) -> psutil.Process | None:
    """The process of a build that others are forked from, or one of these; None while there is none."""
    try:
        (server,) = (
            child for child in psutil.Process(build.pid).children() if "forkserver" in " ".join(child.cmdline())
        )
        forked = server.children()
    except (psutil.Error, ProcessLookupError, ValueError):
        return None
    return (server if kind == "server" else forked[0]) if forked else None


def killed(builds: Builds, kind: str, wait: float) -> tuple[subprocess.Popen, str, list[psutil.Process]]:
    """A build of which a part was killed after a wait, what it said, and all its processes.

    The part may be done by then, and the build with it: that one was too late, and another begins.
    """
    for _ in range(20):
        assert builds.whole(*OLD, *CACHED)
        build = builds.start(*NEW, "--force", "--jobs", "2")
        while not (found := part_of(build, kind)) and build.poll() is None:
            time.sleep(0.01)
        family = []
        with contextlib.suppress(psutil.NoSuchProcess):
            if found:
                family = psutil.Process(build.pid).children(recursive=True)
                time.sleep(wait)
                found.kill()
        _, complaint = build.communicate()
        if build.returncode != 0:
            return build, complaint, family
    raise AssertionError(f"no {kind} could be killed before its work was done")


def test_a_part_of_a_build_that_is_killed_ends_it_with_a_message(builds: Builds, sites):
    for wait in (0, 0.3):
        build, complaint, family = killed(builds, "forked", wait)
        assert build.returncode == 1
        assert "was ended by signal 9 (Killed), perhaps because memory ran out" in complaint
        assert "Traceback" not in complaint
        assert content(builds.out) == sites[OLD]
        assert psutil.wait_procs(family, timeout=20)[1] == []
    assert builds.whole(*NEW) == sites[NEW]


def test_a_process_that_others_are_forked_from_is_started_anew_or_its_end_is_told(builds: Builds, sites):
    assert builds.whole(*OLD, *CACHED) == sites[OLD]
    build = builds.start(*NEW, "--force", "--jobs", "2")
    while not (server := part_of(build, "server")) and build.poll() is None:
        time.sleep(0.01)
    server.kill()
    _, complaint = build.communicate()
    assert content(builds.out) == sites[NEW if build.returncode == 0 else OLD]
    assert build.returncode == 0 or "perhaps because memory ran out" in complaint
    assert "Traceback" not in complaint


def test_a_disk_that_is_full_is_named_and_the_old_site_stands(builds: Builds, sites):
    assert builds.whole(*OLD, *CACHED) == sites[OLD]
    small = 60_000  # bytes: less than a page
    build = builds.start(
        *NEW, *CACHED, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (small, resource.RLIM_INFINITY))
    )
    _, complaint = build.communicate()
    assert build.returncode == 1
    assert "File too large; the old site stands" in complaint
    assert "Traceback" not in complaint
    assert content(builds.out) == sites[OLD]
    assert builds.beside() == []


def test_a_cache_that_cannot_be_written_or_read_costs_time_alone(copy: Copy, tmp_path: Path):
    builds = Builds(copy, tmp_path / "site")
    entries = copy.project.cache / "pages"
    whole = builds.whole()
    (entry,) = entries.iterdir()
    packed = entry.read_bytes()
    entry.write_bytes(packed[: len(packed) // 2])
    (entries / "left.999999999").write_bytes(b"half an entry of a killed build")
    shutil.rmtree(builds.out)
    assert builds.whole() == whole
    assert list(entries.iterdir()) == [entry]
    entry.unlink()
    entry.mkdir()
    shutil.rmtree(builds.out)
    assert builds.whole() == whole
    shutil.rmtree(entries)
    entries.write_text("no folder")
    build = builds.start("--force")
    said, complaint = build.communicate()
    assert build.returncode == 0
    assert statuses(said) == ["built"]
    assert complaint.startswith("Pages could not be kept for the next build: ")
    assert content(builds.out) == whole


def test_of_two_builds_at_once_one_waits_and_says_so(builds: Builds, sites):
    assert builds.whole(*OLD, *CACHED) == sites[OLD]
    with FileLock(builds.out.with_name(".site.lock")):
        build = builds.start(*NEW, *CACHED)
        assert (
            build.stderr.readline() == f"Another build is writing {builds.out}; this one begins when that has ended\n"
        )
        assert build.poll() is None
        assert content(builds.out) == sites[OLD]
    build.communicate()
    assert build.returncode == 0
    assert content(builds.out) == sites[NEW]


def without_the_rights_of_root() -> None:
    """Give up the right of root to write where the folder says no; nobody else has it."""
    drop_from_bounding_set, write_anywhere = 24, 1  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE
    ctypes.CDLL(None).prctl(drop_from_bounding_set, write_anywhere)


@pytest.mark.parametrize("locked", ["the site's folder", "the folder around it"])
def test_a_folder_that_is_read_only_is_named_and_the_old_site_stands(builds: Builds, sites, locked):
    assert builds.whole(*OLD, *CACHED) == sites[OLD]
    folder = builds.out if locked == "the site's folder" else builds.out.parent
    folder.chmod(0o555)
    try:
        build = builds.start(*NEW, *CACHED, preexec_fn=without_the_rights_of_root)
        _, complaint = build.communicate()
        assert content(builds.out) == sites[OLD]
    finally:
        folder.chmod(0o755)
    assert build.returncode == 2
    assert complaint.startswith(f"Error: --out {builds.out}: ")
    assert "writ" in complaint
    assert "Traceback" not in complaint
    assert builds.whole(*NEW, *CACHED) == sites[NEW]


@pytest.mark.parametrize("failure", FAILING)
def test_a_cell_that_fails_in_a_kernel_of_jupyters_is_named_and_what_ran_is_kept(tmp_path, failure):
    assert_named_and_kept(tmp_path, *FAILING[failure], OF_JUPYTER)
