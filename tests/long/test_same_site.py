"""However a site is built, it is the same, byte for byte."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.errors import AnalysisError
from analysis.paths import PACKAGE
from analysis.publish.cluster import packed, unpacked
from analysis.publish.versions import digest
from conftest import Copy, content, run_analysis

PART = ("--edition", "article", "--edition", "latest", "--notebook", "01-promised", "--notebook", "06-who-is-paid")
PAGES = 8


def statuses(stdout: str) -> list[str]:
    """What a build says of each page, in alphabetical order."""
    return sorted(re.findall(r"\.html: (\w+)", stdout))


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Copy:
    """A copy of the project, whose cache is empty."""
    return Copy(tmp_path_factory.mktemp("same") / "project")


@pytest.fixture(scope="module")
def plain(project: Copy) -> dict[str, bytes]:
    """A site built in the plainest way: one page at a time, each in a kernel as Jupyter starts it."""
    out = project.project.root.parent / "plain"
    run = project.run("build", *PART, "--fresh-kernels", "--jobs", "1", "--out", str(out))
    assert statuses(run.stdout) == ["built"] * PAGES
    return content(out)


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (("--force", "--jobs", "1"), "built"),
        (("--force", "--jobs", "2"), "built"),
        (("--force", "--jobs", "2", "--fresh-kernels"), "built"),
        ((), "unchanged"),
    ],
    ids=["one at a time", "two at a time", "two kernels of Jupyter's", "from the cache"],
)
def test_a_site_is_the_same_whichever_way_it_is_built(project: Copy, plain, tmp_path: Path, options, status):
    out = tmp_path / "site"
    run = project.run("build", *PART, *options, "--out", str(out))
    assert run.stderr == ""
    assert statuses(run.stdout) == [status] * PAGES
    assert content(out) == plain


def test_another_machine_gives_the_same_site(plain, copy: Copy, tmp_path: Path, monkeypatch):
    elsewhere = {
        "HOME": str(tmp_path),
        "USER": "somebody-else",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "LANG": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "4711",
        "SOURCE_DATE_EPOCH": "86400",
        "COLUMNS": "40",
    }
    for name, value in elsewhere.items():
        monkeypatch.setenv(name, value)
    out = tmp_path / "a folder with blanks" / "site"
    copy.run("build", *PART, "--out", str(out))
    assert content(out) == plain


class Cluster:
    """A Dask scheduler and two workers, each a process of its own."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.processes: list[subprocess.Popen] = []
        file = folder / "scheduler.json"
        here = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.start("dask_scheduler", *here, "--scheduler-file", str(file))
        while not file.exists():
            time.sleep(0.1)
        self.address = re.search(r"tcp://[\d.:]+", file.read_text())[0]
        alone = ("--nthreads", "1", "--no-nanny", "--no-dashboard")
        self.workers = [self.start("dask_worker", self.address, *alone) for _ in range(2)]

    def start(self, program: str, *arguments: str) -> subprocess.Popen:
        """Start a program of Dask in a folder of its own, where nothing of the project is found."""
        folder = self.folder / f"{len(self.processes)}"
        folder.mkdir()
        environment = os.environ | {"ANALYSIS_ROOT": str(folder), "DASK_TEMPORARY_DIRECTORY": str(folder)}
        command = [sys.executable, "-m", f"distributed.cli.{program}", *arguments]
        with (folder / "log.txt").open("w") as log:
            process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        self.processes.append(process)
        return process

    def stop(self) -> None:
        """Stop everything."""
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A cluster for one test."""
    started = Cluster(tmp_path)
    yield started
    started.stop()


def test_a_cluster_gives_the_same_site_though_a_worker_is_killed_half_way(
    project: Copy, plain, cluster: Cluster, tmp_path: Path
):
    out = tmp_path / "site"
    command = [sys.executable, "-u", "-m", "analysis", "build", *PART, "--force", "--scheduler", cluster.address]
    environment = os.environ | {"ANALYSIS_ROOT": str(project.project.root)}
    build = subprocess.Popen(
        [*command, "--out", str(out)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    said = []
    for line in build.stdout:
        said.append(line)
        if statuses("".join(said)) == ["built"] * 2:
            cluster.workers[0].send_signal(signal.SIGKILL)
    assert build.wait() == 0, build.stderr.read()
    assert cluster.workers[0].poll() == -signal.SIGKILL
    assert statuses("".join(said)) == ["built"] * PAGES
    assert content(out) == plain


def test_a_worker_with_another_version_of_the_package_is_refused(copy: Copy):
    project = packed(copy.project.root)
    assert (Path(unpacked(project, digest(PACKAGE)).name) / "data" / "datapackage.json").exists()
    with pytest.raises(AnalysisError, match="has another version of this package"):
        unpacked(project, "of another commit")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("tcp://127.0.0.1:9", "no scheduler answers there"),
        ("tcp:/nowhere", "is no address of a scheduler"),
        ("nonsense", "is no address of a scheduler"),
    ],
)
def test_a_scheduler_that_is_not_there_is_named(address, said, tmp_path: Path):
    run = run_analysis("build", *PART, "--scheduler", address, "--force", "--out", str(tmp_path / "site"), code=2)
    assert f"Error: --scheduler {address}: {said}" in run.stderr
    assert "Traceback" not in run.stderr
