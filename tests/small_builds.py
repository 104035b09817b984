"""Builds of one notebook into one folder, to be broken: the site is small, and in the cache after the first."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from conftest import Copy, ran
from test_same_site import content, statuses

PAGE = ("--edition", "article", "--notebook", "01-promised", "--set", "lang=en")
CACHED = ("--fresh-kernels", "--jobs", "1")
"""The page is taken from the cache, in the shortest time: what is broken is the writing."""

OLD, NEW = ("--set", "usd_per_eur=1.1"), ("--set", "usd_per_eur=1.2")


ODD = "x#1 [v2] q?* {b} {} %41 $HOME 'é'"
"""A name of a folder in which each sign means something to some program."""


class Called:
    """Where a program is called from: beside files named as modules, with a long name for what is temporary."""

    def __init__(self, folder: Path):
        self.beside, self.temporary = folder / "beside", folder / ("t" * 60) / ("t" * 60)
        self.beside.mkdir()
        self.temporary.mkdir(parents=True)
        for module in ("analysis", "pandas", "random"):
            (self.beside / f"{module}.py").write_text("raise ImportError('not this one')\n")

    def build(
        self, copy: Copy, *options: str, environment: Mapping[str, str] = MappingProxyType({}), **how
    ) -> subprocess.CompletedProcess[str]:
        """Build from there."""
        command = [Path(sys.executable).with_name("analysis"), "build", *options]
        own = {"ANALYSIS_ROOT": str(copy.project.root), "TMPDIR": str(self.temporary)}
        return ran(*command, cwd=self.beside, env={**os.environ, **own, **environment}, **how)


class Builds:
    """Builds of one notebook of a copy of the project into one folder."""

    def __init__(self, copy: Copy, out: Path):
        self.copy = copy
        self.out = out

    def command(self, *options: str) -> list[str]:
        """The command of a build."""
        return [sys.executable, "-m", "analysis", "build", *PAGE, "--out", str(self.out), *options]

    def start(self, *options: str, **how) -> subprocess.Popen:
        """Start a build."""
        environment = os.environ | {"ANALYSIS_ROOT": str(self.copy.project.root)}
        return subprocess.Popen(
            self.command(*options), env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **how
        )

    def whole(self, *options: str) -> dict[str, bytes]:
        """Build to the end; the files of the site."""
        build = self.start(*options)
        said, complaint = build.communicate()
        assert build.returncode == 0, complaint
        assert complaint == ""
        assert statuses(said) in (["built"], ["unchanged"], [])
        assert self.beside() == []
        return content(self.out)

    def beside(self) -> list[str]:
        """What stands beside the site, but for the lock."""
        return [path.name for path in self.out.parent.glob(".site-*")]


@pytest.fixture(scope="module")
def builds(tmp_path_factory) -> Builds:
    """Builds of a copy of the project whose pages are in the cache."""
    folder = tmp_path_factory.mktemp("faults")
    return Builds(Copy(folder / "project"), folder / "out" / "site")


@pytest.fixture(scope="module")
def sites(builds: Builds) -> dict[tuple[str, ...], dict[str, bytes]]:
    """The two sites that builds make in turn."""
    found = {which: builds.whole(*which) for which in (NEW, OLD)}
    assert found[OLD] != found[NEW]
    return found


def kill(builds: Builds, sites: dict[tuple[str, ...], dict[str, bytes]], seed: int, times: int, *options: str) -> None:
    """Kill builds from one site to the other, each at some moment; after each look for the one or the other.

    What is left by three of them in a row, a build to the end needs no help with.
    """
    chance = random.Random(seed)
    assert builds.whole(*NEW, *CACHED) == sites[NEW]  # or there would be nothing to build
    began = time.monotonic()
    assert builds.whole(*OLD, *options) == sites[OLD]
    long = time.monotonic() - began
    killed, stands = 0, OLD
    while killed < times:
        wanted = NEW if stands == OLD else OLD
        began = time.monotonic()
        build = builds.start(*wanted, *options)
        try:
            build.communicate(timeout=chance.uniform(0, long))
            long = time.monotonic() - began  # it was done sooner than the first
        except subprocess.TimeoutExpired:
            build.kill()
            build.communicate()
            killed += build.returncode == -signal.SIGKILL
        found = content(builds.out)
        assert found in (sites[stands], sites[wanted])
        stands = wanted if found == sites[wanted] else stands
        if killed % 3 == 0:
            stands = NEW if stands == OLD else OLD
            assert builds.whole(*stands, *CACHED) == sites[stands]
