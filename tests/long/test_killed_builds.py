"""A build that is killed at any moment leaves the whole old site or the whole new one, and the next needs no help."""

from __future__ import annotations

import random
import signal
import subprocess
import time

import pytest

from built_site import read_site
from page_rules import faults_of_pages
from small_builds import CACHED, NEW, OLD, Builds, builds, sites  # noqa: F401
from test_same_site import content


def test_both_sites_pass_the_check_of_sites(builds: Builds, sites):
    for which in (OLD, NEW):
        assert builds.whole(*which, *CACHED) == sites[which]
        faults = [str(fault) for fault in faults_of_pages(read_site(builds.out))]
        assert [fault for fault in faults if "version (allowed: a page fr/" not in fault] == []


@pytest.mark.parametrize(("part", "times", "options"), [(0, 27, CACHED), (1, 27, CACHED), (2, 6, ("--force",))])
def test_a_build_that_is_killed_at_any_moment_leaves_the_old_site_or_the_new(
    builds: Builds, sites, part, times, options
):
    chance = random.Random(part)
    before, after = OLD, NEW
    assert builds.whole(*after, *CACHED) == sites[after]  # or there would be nothing to build
    began = time.monotonic()
    assert builds.whole(*before, *options) == sites[before]
    long = time.monotonic() - began
    killed = 0
    while killed < times:
        began = time.monotonic()
        build = builds.start(*after, *options)
        try:
            build.communicate(timeout=chance.uniform(0, long))
            long = time.monotonic() - began  # it was done sooner than the first
        except subprocess.TimeoutExpired:
            build.kill()
            build.communicate()
            killed += build.returncode == -signal.SIGKILL
        assert content(builds.out) in (sites[before], sites[after])
        assert builds.whole(*after, *CACHED) == sites[after]
        before, after = after, before
